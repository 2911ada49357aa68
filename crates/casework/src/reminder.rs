//! Reminders by e-mail: how often somebody wants them, which are to be made, and who sends which. They name nobody.

mod outbox;
mod prepare;

pub use outbox::{Kind, Letter, Waiting, claim, postpone, sent, waiting};
pub use prepare::prepare;

use crate::{
    actor::Actor,
    error::{Error, Result},
    office::{Office, event},
    permission::Action,
};

/// How often somebody wants a summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Frequency {
    /// Monday to Friday.
    Daily,
    /// On Mondays.
    Weekly,
    None,
}

impl Frequency {
    pub const ALL: [Self; 3] = [Self::Daily, Self::Weekly, Self::None];

    pub fn code(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::None => "none",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Daily => "Every working day",
            Self::Weekly => "On Mondays",
            Self::None => "None",
        }
    }

    pub(crate) fn read(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|frequency| frequency.code() == code)
    }

    /// What holds while nobody has chosen: those with young people of their own are told every working day.
    pub(crate) fn unless_chosen(has_young_people: bool) -> Self {
        if has_young_people {
            Self::Daily
        } else {
            Self::None
        }
    }
}

impl std::str::FromStr for Frequency {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        Self::read(text).ok_or(())
    }
}

/// How often the actor gets a summary; `None` when there is nothing of theirs to sum up.
pub async fn choice(actor: &Actor, office: &Office) -> Result<Option<Frequency>> {
    let account = actor.account.ok_or(Error::NotAllowed)?;
    if !has_summary(actor) {
        return Ok(None);
    }
    let chosen = store::reminder::choice(&office.db, account).await?;
    Ok(Some(
        chosen
            .and_then(|(code, _)| Frequency::read(&code))
            .unwrap_or(Frequency::unless_chosen(actor.worker.is_some())),
    ))
}

/// Chooses how often the actor gets a summary. It holds from the next one on.
pub async fn choose(actor: &Actor, office: &Office, frequency: Frequency) -> Result<()> {
    let account = actor.account.ok_or(Error::NotAllowed)?;
    let mut tx = office.db.begin().await?;
    store::reminder::choose(&mut tx, account, frequency.code(), actor.moment.now).await?;
    store::audit::insert_many(
        &mut tx,
        &[event(actor, "reminder.choose", None, frequency.code())],
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Workers get a summary of their own work, managers one of the team's.
pub(crate) fn has_summary(actor: &Actor) -> bool {
    actor.may(Action::ReadPeople) && (actor.worker.is_some() || actor.may(Action::ReadTeam))
}
