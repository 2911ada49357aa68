//! Drafts: what somebody was typing survives a closed tab, a lost signal and the end of a session.

use jiff::Timestamp;

use crate::{
    actor::Actor,
    error::{Error, Problem, Result},
    office::Office,
};

/// Longer texts than this are not kept as drafts.
const LONGEST: usize = 200_000;

/// Keeps what the actor is typing in a form.
pub async fn keep(actor: &Actor, office: &Office, form: &str, content: &str) -> Result<()> {
    let account = actor.account.ok_or(Error::NotAllowed)?;
    if content.len() > LONGEST || form.len() > 200 {
        return Err(Error::Invalid(vec![Problem::new(
            "content",
            "This text is too long to be kept as a draft.",
        )]));
    }
    let mut tx = office.db.begin().await?;
    store::draft::save(&mut tx, account, form, content, actor.moment.now).await?;
    tx.commit().await?;
    Ok(())
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
