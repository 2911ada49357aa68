//! Care leaver awareness sessions: recording who came, and taking back one that never was.

use jiff::civil::Date;
use leaving_care::jobcentre::EntryKind;
use store::awareness_session::SessionRecord;
use uuid::Uuid;

use crate::{
    actor::Actor,
    error::{Error, Problem, Result},
    jobcentre_directory::{self, Directory, check_text},
    office::{Office, event},
    permission::Action,
    person::change::stamp,
};

/// A session to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    pub held_on: Date,
    pub led_by: String,
    /// What it was about; may be empty.
    pub about: String,
    /// The entries of the directory of the work coaches who came.
    pub coaches: Vec<Uuid>,
}

/// A session as read, with names. Whoever has left the directory since stays counted.
#[derive(Debug, Clone)]
pub struct Session {
    pub record: SessionRecord,
    pub names: Vec<String>,
    /// Of those who came, how many are no longer in the directory.
    pub left: usize,
}

/// Every session, the newest first, and the directory that says who is covered.
#[derive(Debug, Clone)]
pub struct Sessions {
    pub sessions: Vec<Session>,
    pub directory: Directory,
}

/// The sessions of the actor's authority.
pub async fn list(actor: &Actor, office: &Office) -> Result<Sessions> {
    actor.must(Action::ReadJobcentreDirectory, &actor.authority)?;
    let directory = jobcentre_directory::read(actor, office).await?;
    let sessions = store::awareness_session::list(&office.db, &actor.authority)
        .await?
        .into_iter()
        .map(|record| {
            let names: Vec<String> = record
                .coaches
                .iter()
                .filter_map(|coach| directory.find(*coach))
                .map(|coach| coach.name.clone())
                .collect();
            Session {
                left: record.coaches.len() - names.len(),
                names,
                record,
            }
        })
        .collect();
    office
        .note(actor, "awareness_session.list", None, "")
        .await?;
    Ok(Sessions {
        sessions,
        directory,
    })
}

/// Records a session that was held.
pub async fn record(actor: &Actor, office: &Office, new: NewSession) -> Result<Uuid> {
    actor.must(Action::KeepJobcentreDirectory, &actor.authority)?;
    let directory = jobcentre_directory::read(actor, office).await?;
    let mut problems = Vec::new();
    if new.held_on > actor.moment.today {
        problems.push(Problem::new(
            "held_on",
            "A session can be recorded once it was held. Choose today or an earlier day.",
        ));
    }
    let led_by = check_text(&mut problems, "led_by", &new.led_by, "who led the session");
    if new.about.chars().count() > 2_000 {
        problems.push(Problem::new(
            "about",
            "What it was about can have up to 2000 characters.",
        ));
    }
    let mut coaches = new.coaches;
    coaches.sort_unstable();
    coaches.dedup();
    let is_coach = |id: &Uuid| {
        directory
            .find(*id)
            .is_some_and(|entry| entry.kind == EntryKind::WorkCoach)
    };
    if coaches.is_empty() || !coaches.iter().all(is_coach) {
        problems.push(Problem::new(
            "coaches",
            "Choose the work coaches who came. Whoever is not in the list must be added to the directory first.",
        ));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let session = SessionRecord {
        id: Uuid::now_v7(),
        authority: actor.authority.clone(),
        held_on: new.held_on,
        led_by,
        about: crate::error::without_nul(new.about.trim()),
        coaches,
        at: actor.moment.now,
        by: actor.name.clone(),
        superseded: None,
    };
    let mut tx = office.db.begin().await?;
    store::awareness_session::insert(&mut tx, &session).await?;
    let detail = format!("{} {} coaches", session.id, session.coaches.len());
    store::audit::insert_many(
        &mut tx,
        &[event(actor, "awareness_session.record", None, detail)],
    )
    .await?;
    tx.commit().await?;
    Ok(session.id)
}

/// Withdraws a session that never was. It stays in the list with the reason.
pub async fn withdraw(actor: &Actor, office: &Office, session: Uuid, reason: &str) -> Result<()> {
    actor.must(Action::KeepJobcentreDirectory, &actor.authority)?;
    let mut problems = Vec::new();
    let reason = check_text(&mut problems, "reason", reason, "why this was never so");
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let mut tx = office.db.begin().await?;
    let authority = &actor.authority;
    if !store::awareness_session::withdraw(&mut tx, authority, session, &reason, &stamp(actor))
        .await?
    {
        return Err(Error::NotFound("session that still stands"));
    }
    store::audit::insert_many(
        &mut tx,
        &[event(
            actor,
            "awareness_session.withdraw",
            None,
            session.to_string(),
        )],
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
