//! Why a finding stands: one person gives a reason, another agrees, and either may take it back. It holds in every later check.

use jiff::Timestamp;
use serde::Serialize;
use store::return_note::{self, NoteRecord, Signature};
use uuid::Uuid;

use super::rows::row;
use crate::{
    actor::Actor,
    error::{Error, Problem, Result, without_nul},
    office::{Office, event},
    permission::Action,
};

/// A longer reason is a letter.
const LONGEST_REASON: usize = 2_000;

/// A reason as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    pub id: Uuid,
    pub reason: String,
    pub noted_at: Timestamp,
    pub noted_by: String,
    /// Who agreed, and when.
    pub agreed: Option<(Timestamp, String)>,
    /// Whether the reader may agree: their role includes it, and they are not the one who gave the reason.
    pub may_agree: bool,
}

impl Note {
    pub(super) fn read(actor: &Actor, record: NoteRecord) -> Self {
        Self {
            may_agree: record.agreed.is_none()
                && actor.may(Action::SignOffReturn)
                && record.noted.account != actor.account,
            id: record.id,
            reason: record.reason,
            noted_at: record.noted.at,
            noted_by: record.noted.by,
            agreed: record.agreed.map(|signature| (signature.at, signature.by)),
        }
    }
}

pub(super) fn signature(actor: &Actor) -> Signature {
    Signature {
        at: actor.moment.now,
        by: actor.name.clone(),
        account: actor.account,
    }
}

/// Gives a reason for one finding: a rule on a row of a check.
pub async fn note(
    actor: &Actor,
    office: &Office,
    check: Uuid,
    row_number: i64,
    rule: &str,
    reason: &str,
) -> Result<Uuid> {
    actor.must(Action::CheckReturn, &actor.authority)?;
    let (check, row) = row(actor, office, check, row_number).await?;
    let finding = row
        .findings
        .into_iter()
        .find(|finding| finding.rule.eq_ignore_ascii_case(rule))
        .ok_or(Error::NotFound("finding"))?;
    let reason = without_nul(reason.trim());
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        return Err(Error::Invalid(vec![Problem::new(
            "reason",
            format!("Enter why this stands, in at most {LONGEST_REASON} characters"),
        )]));
    }
    let record = NoteRecord {
        id: Uuid::now_v7(),
        authority: actor.authority.clone(),
        year: check.year,
        identity: finding.identity,
        rule: finding.rule,
        child: row.child,
        reason,
        noted: signature(actor),
        agreed: None,
        withdrawn: None,
    };
    let mut tx = office.db.begin().await?;
    if !return_note::insert(&mut tx, &record).await? {
        return Err(Error::Conflict);
    }
    let detail = format!("{} rule {}", record.id, record.rule);
    store::audit::insert_many(&mut tx, &[event(actor, "return_note.add", None, detail)]).await?;
    tx.commit().await?;
    Ok(record.id)
}

/// A second person agrees to a reason.
pub async fn agree(actor: &Actor, office: &Office, id: Uuid) -> Result<()> {
    actor.must(Action::CheckReturn, &actor.authority)?;
    actor.must(Action::SignOffReturn, &actor.authority)?;
    let record = find(actor, office, id).await?;
    if record.noted.account == actor.account {
        return Err(Error::Refused(
            "You gave this reason yourself. Somebody else has to agree to it.".into(),
        ));
    }
    let mut tx = office.db.begin().await?;
    if !return_note::agree(&mut tx, id, &signature(actor)).await? {
        return Err(Error::Conflict);
    }
    let event = event(actor, "return_note.agree", None, id.to_string());
    store::audit::insert_many(&mut tx, &[event]).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a reason back; the finding is open again.
pub async fn withdraw_note(actor: &Actor, office: &Office, id: Uuid) -> Result<()> {
    actor.must(Action::CheckReturn, &actor.authority)?;
    find(actor, office, id).await?;
    let mut tx = office.db.begin().await?;
    if !return_note::withdraw(&mut tx, id, actor.moment.now, &actor.name).await? {
        return Err(Error::Conflict);
    }
    let event = event(actor, "return_note.withdraw", None, id.to_string());
    store::audit::insert_many(&mut tx, &[event]).await?;
    tx.commit().await?;
    Ok(())
}

async fn find(actor: &Actor, office: &Office, id: Uuid) -> Result<NoteRecord> {
    return_note::find(&office.db, id)
        .await?
        .filter(|record| record.authority == actor.authority)
        .ok_or(Error::NotFound("reason"))
}
