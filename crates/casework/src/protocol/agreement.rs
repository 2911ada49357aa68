//! Agreements with partners: recording one, changing it step by step, and withdrawing it. Every version stays.

use jiff::{Timestamp, civil::Date};
use leaving_care::agreement::{
    Agreement, Change, Description, ESSEX_OBLIGATIONS, Fault, Obligation,
};
use store::{Tx, protocol::AgreementVersion};
use uuid::Uuid;

use super::{is_known, reason_of};
use crate::{
    actor::Actor,
    error::{Error, Problem, Result, without_nul},
    office::{Office, event},
    permission::Action,
};

/// An agreement as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub id: Uuid,
    /// Changes with every step: whoever changes it says which version they saw.
    pub version: Uuid,
    pub agreement: Agreement,
    pub at: Timestamp,
    pub by: String,
}

/// One step of its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub words: String,
    pub at: Timestamp,
    pub by: String,
}

/// The agreements of the authority.
pub async fn agreements(actor: &Actor, office: &Office) -> Result<Vec<Standing>> {
    actor.must(Action::ReadProtocols, &actor.authority)?;
    let versions = store::protocol::agreements(&office.db, &actor.authority).await?;
    office.note(actor, "agreement.list", None, "").await?;
    versions.iter().map(read).collect()
}

/// One agreement with its history, newest first.
pub async fn agreement(actor: &Actor, office: &Office, id: Uuid) -> Result<(Standing, Vec<Step>)> {
    actor.must(Action::ReadProtocols, &actor.authority)?;
    let standing = find(actor, office, id).await?;
    let versions = store::protocol::versions_of_agreement(&office.db, &actor.authority, id).await?;
    office
        .note(actor, "agreement.read", None, id.to_string())
        .await?;
    let steps = versions
        .into_iter()
        .map(|version| Step {
            words: version.change,
            at: version.at,
            by: version.by,
        })
        .collect();
    Ok((standing, steps))
}

/// Records an agreement, with the usual promises of both sides to begin with when asked for.
pub async fn record_agreement(
    actor: &Actor,
    office: &Office,
    description: Description,
    with_usual_promises: bool,
) -> Result<Uuid> {
    actor.must(Action::ChangeProtocols, &actor.authority)?;
    let mut agreement = Agreement::new(description);
    if with_usual_promises {
        agreement.obligations = ESSEX_OBLIGATIONS
            .iter()
            .map(|(side, goes_on, words)| Obligation {
                id: Uuid::now_v7(),
                side: *side,
                words: (*words).to_owned(),
                goes_on: *goes_on,
                due_on: None,
                done: None,
            })
            .collect();
    }
    let mut faults = agreement.faults();
    if !agreement.protocol.is_empty() && !is_known(actor, office, &agreement.protocol).await? {
        faults.push(("protocol", "Choose one of the protocols.".to_owned()));
    }
    refuse(faults)?;
    let id = Uuid::now_v7();
    let version = version(actor, id, id, &agreement, "Recorded")?;
    let mut tx = office.db.begin().await?;
    store::protocol::insert_agreement(&mut tx, &version).await?;
    note(&mut tx, actor, "agreement.record", id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Takes one step in an agreement that stands as `seen`. `Conflict` when somebody else took one in the meantime.
pub async fn change_agreement(
    actor: &Actor,
    office: &Office,
    id: Uuid,
    seen: Uuid,
    change: Change,
) -> Result<()> {
    actor.must(Action::ChangeProtocols, &actor.authority)?;
    let standing = find(actor, office, id).await?;
    if standing.version != seen {
        return Err(Error::Conflict);
    }
    let mut agreement = standing.agreement;
    let words = change.label();
    let is_protocol_new = matches!(&change, Change::Describe(next) if next.protocol != agreement.protocol && !next.protocol.is_empty());
    let mut faults = agreement
        .change(change, actor.moment.today)
        .err()
        .unwrap_or_default();
    if is_protocol_new && faults.is_empty() && !is_known(actor, office, &agreement.protocol).await?
    {
        faults.push(("protocol", "Choose one of the protocols.".to_owned()));
    }
    refuse(faults)?;
    let next = version(actor, Uuid::now_v7(), id, &agreement, words)?;
    let mut tx = office.db.begin().await?;
    supersede(&mut tx, actor, seen, Some(next.id), "").await?;
    store::protocol::insert_agreement(&mut tx, &next).await?;
    note(&mut tx, actor, "agreement.change", id).await?;
    tx.commit().await?;
    Ok(())
}

/// Withdraws an agreement: it was recorded by mistake, or it holds no more.
pub async fn withdraw_agreement(
    actor: &Actor,
    office: &Office,
    id: Uuid,
    seen: Uuid,
    reason: &str,
) -> Result<()> {
    actor.must(Action::ChangeProtocols, &actor.authority)?;
    let reason = reason_of(reason)?;
    find(actor, office, id).await?;
    let mut tx = office.db.begin().await?;
    supersede(&mut tx, actor, seen, None, &reason).await?;
    note(&mut tx, actor, "agreement.withdraw", id).await?;
    tx.commit().await?;
    Ok(())
}

async fn find(actor: &Actor, office: &Office, id: Uuid) -> Result<Standing> {
    let found = store::protocol::find_agreement(&office.db, &actor.authority, id).await?;
    read(&found.ok_or(Error::NotFound("agreement"))?)
}

fn read(version: &AgreementVersion) -> Result<Standing> {
    let agreement = serde_json::from_str(&version.content).map_err(|_| {
        Error::Refused(
            "This agreement was recorded by a later version of the program. Ask for it to be brought up to date."
                .to_owned(),
        )
    })?;
    Ok(Standing {
        id: version.agreement,
        version: version.id,
        agreement,
        at: version.at,
        by: version.by.clone(),
    })
}

fn version(
    actor: &Actor,
    id: Uuid,
    agreement_id: Uuid,
    agreement: &Agreement,
    words: &str,
) -> Result<AgreementVersion> {
    let content = serde_json::to_string(agreement)
        .map_err(|_| Error::Refused("This agreement cannot be kept as it is.".to_owned()))?;
    Ok(AgreementVersion {
        id,
        agreement: agreement_id,
        authority: actor.authority.clone(),
        content: without_nul(&content).replace("\\u0000", ""),
        change: words.to_owned(),
        at: actor.moment.now,
        by: actor.name.clone(),
        superseded: None,
        replaced_by: None,
    })
}

async fn supersede(
    tx: &mut Tx,
    actor: &Actor,
    seen: Uuid,
    replaced_by: Option<Uuid>,
    reason: &str,
) -> Result<()> {
    let stamp = (actor.moment.now, actor.name.as_str(), reason);
    let is_first =
        store::protocol::supersede_agreement(tx, &actor.authority, seen, replaced_by, stamp)
            .await?;
    if is_first {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}

async fn note(tx: &mut Tx, actor: &Actor, action: &str, id: Uuid) -> Result<()> {
    let noted = event(actor, action, None, id.to_string());
    store::audit::insert_many(tx, &[noted]).await?;
    Ok(())
}

fn refuse(faults: Vec<Fault>) -> Result<()> {
    if faults.is_empty() {
        return Ok(());
    }
    let problems = faults
        .into_iter()
        .map(|(field, message)| Problem::new(field, message));
    Err(Error::Invalid(problems.collect()))
}

/// Whether an agreement's review is late, and what of it is: for the list.
pub fn what_is_late(agreement: &Agreement, as_at: Date) -> usize {
    let late = agreement
        .obligations
        .iter()
        .filter(|obligation| obligation.is_late(as_at));
    late.count() + usize::from(agreement.is_review_late(as_at))
}
