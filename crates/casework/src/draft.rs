//! Drafts: what somebody was typing survives a closed tab, a lost signal and the end of a session.

use jiff::{SignedDuration, Timestamp};

use crate::{
    actor::{Actor, Moment},
    error::{Error, Problem, Result},
    office::{Office, sha256_hex},
};
use uuid::Uuid;

/// Longer texts than this are not kept as drafts.
const LONGEST: usize = 200_000;

/// Keeps what the actor is typing in a form.
pub async fn keep(actor: &Actor, office: &Office, form: &str, content: &str) -> Result<()> {
    let account = actor.account.ok_or(Error::NotAllowed)?;
    save(office, account, form, content, actor.moment.now).await
}

async fn save(
    office: &Office,
    account: Uuid,
    form: &str,
    content: &str,
    at: Timestamp,
) -> Result<()> {
    if content.len() > LONGEST || form.len() > 200 {
        return Err(Error::Invalid(vec![Problem::new(
            "content",
            "This text is too long to be kept as a draft.",
        )]));
    }
    let mut tx = office.db.begin().await?;
    store::draft::save(&mut tx, account, form, content, at).await?;
    tx.commit().await?;
    Ok(())
}

/// For this time after its end a session still says whose form it was that came too late.
pub const RESCUED_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Keeps a form that was sent after its session had ended, as a draft of whoever held the session: they find it after signing in
/// again. Nothing can be read this way. `false` when the token says nothing.
pub async fn rescue(
    office: &Office,
    token: &str,
    form: &str,
    content: &str,
    moment: Moment,
) -> Result<bool> {
    let token_hash = sha256_hex(token.as_bytes());
    let still_counts = moment.now - RESCUED_FOR;
    let Some(session) = store::session::find(&office.db, &token_hash, still_counts).await? else {
        return Ok(false);
    };
    save(office, session.account_id, form, content, moment.now).await?;
    Ok(true)
}

/// What the actor was typing in a form, and when it was kept.
pub async fn find(
    actor: &Actor,
    office: &Office,
    form: &str,
) -> Result<Option<(String, Timestamp)>> {
    let account = actor.account.ok_or(Error::NotAllowed)?;
    Ok(store::draft::find(&office.db, account, form).await?)
}

/// Throws a draft away.
pub async fn discard(actor: &Actor, office: &Office, form: &str) -> Result<()> {
    let account = actor.account.ok_or(Error::NotAllowed)?;
    let mut tx = office.db.begin().await?;
    store::draft::delete(&mut tx, account, form).await?;
    tx.commit().await?;
    Ok(())
}
