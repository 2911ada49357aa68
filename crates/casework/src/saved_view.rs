//! Saved views: a list's filters under a name of one's own.

use crate::{
    actor::Actor,
    error::{Error, Problem, Result},
    office::Office,
};

/// The actor's views by name, each with its query string.
pub async fn list(actor: &Actor, office: &Office) -> Result<Vec<(String, String)>> {
    match actor.account {
        Some(account) => Ok(store::saved_view::list(&office.db, account).await?),
        None => Ok(Vec::new()),
    }
}

/// Saves a view; one of the same name is replaced.
pub async fn save(actor: &Actor, office: &Office, name: &str, query: &str) -> Result<()> {
    let account = actor.account.ok_or(Error::NotAllowed)?;
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 60 || query.len() > 2_000 {
        return Err(Error::Invalid(vec![Problem::new(
            "name",
            "Give the view a name of up to 60 characters.",
        )]));
    }
    let mut tx = office.db.begin().await?;
    store::saved_view::save(&mut tx, account, name, query).await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a view.
pub async fn remove(actor: &Actor, office: &Office, name: &str) -> Result<()> {
    let account = actor.account.ok_or(Error::NotAllowed)?;
    let mut tx = office.db.begin().await?;
    store::saved_view::delete(&mut tx, account, name).await?;
    tx.commit().await?;
    Ok(())
}
