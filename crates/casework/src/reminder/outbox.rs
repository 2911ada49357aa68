//! The outbox: a reminder is taken with a lease, sent, and then written down; what could not be sent waits, and is never given up.

use jiff::{SignedDuration, Timestamp, civil::Date};
use store::reminder::ReminderRow;
use uuid::Uuid;

use crate::{
    actor::{Actor, Moment},
    error::Result,
    office::Office,
    permission::Action,
};

/// The first pause after a failure, and the longest.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(30);
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(6);
/// Longer answers of mail servers are cut.
const LONGEST_ANSWER: usize = 300;

/// A reminder that this instance sends now, and nobody else until the lease ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The same at every try: the Message-ID is made of it.
    pub id: Uuid,
    pub to: String,
    pub kind: Kind,
    pub day: Date,
    pub overdue: u64,
    pub due: u64,
    /// How often it was tried, this time included.
    pub attempts: u32,
}

/// What a reminder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Of a day.
    Daily,
    /// Of a week.
    Weekly,
    /// A first missed appointment at the Jobcentre: told at once, while something can be done.
    FirstMissedAppointment,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Daily, Self::Weekly, Self::FirstMissedAppointment];

    pub fn code(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::FirstMissedAppointment => "first_missed_appointment",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Daily => "Summary of the day",
            Self::Weekly => "Summary of the week",
            Self::FirstMissedAppointment => "First missed appointment",
        }
    }

    fn read(code: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|kind| kind.code() == code)
            .unwrap_or(Self::Daily)
    }
}

/// Takes the next reminder that waits. `by` names this instance, and the lease must be longer than sending can last.
pub async fn claim(
    office: &Office,
    moment: Moment,
    by: &str,
    lease: SignedDuration,
) -> Result<Option<Letter>> {
    loop {
        let mut tx = office.db.begin().await?;
        let until = moment.now.saturating_add(lease).unwrap_or(moment.now);
        let Some(row) = store::reminder::claim(&mut tx, by, moment.now, until).await? else {
            return Ok(None);
        };
        tx.commit().await?;
        let account = store::account::find(&office.db, row.account_id)
            .await?
            .filter(|account| !account.is_closed_on(moment.today));
        if let Some(account) = account {
            return Ok(Some(letter(&row, account.email)));
        }
        end(office, row.id, "account_closed", moment.now).await?;
    }
}

fn letter(row: &ReminderRow, to: String) -> Letter {
    Letter {
        id: row.id,
        to,
        kind: Kind::read(&row.kind),
        day: row.day,
        overdue: u64::try_from(row.overdue).unwrap_or(0),
        due: u64::try_from(row.due).unwrap_or(0),
        attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
    }
}

/// Notes that a mail server took it.
pub async fn sent(office: &Office, letter: &Letter, now: Timestamp) -> Result<()> {
    end(office, letter.id, "sent", now).await
}

async fn end(office: &Office, id: Uuid, outcome: &str, now: Timestamp) -> Result<()> {
    let mut tx = office.db.begin().await?;
    store::reminder::end(&mut tx, id, outcome, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Notes that it could not be sent and what was answered; it waits for the next try.
pub async fn postpone(
    office: &Office,
    letter: &Letter,
    by: &str,
    answer: &str,
    now: Timestamp,
) -> Result<()> {
    let answer: String = answer
        .chars()
        .filter(|character| !character.is_control())
        .take(LONGEST_ANSWER)
        .collect();
    let next = now
        .saturating_add(pause_after(letter.attempts))
        .unwrap_or(now);
    let mut tx = office.db.begin().await?;
    store::reminder::postpone(&mut tx, letter.id, by, &answer, next).await?;
    tx.commit().await?;
    Ok(())
}

/// Each pause is twice the one before.
fn pause_after(attempts: u32) -> SignedDuration {
    let doublings = attempts.saturating_sub(1).min(20);
    let seconds = FIRST_PAUSE.as_secs().saturating_mul(1 << doublings);
    SignedDuration::from_secs(seconds).min(LONGEST_PAUSE)
}

/// A reminder as whoever looks after the service sees it: to which account, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub to: String,
    pub kind: Kind,
    pub day: Date,
    pub made_at: Timestamp,
    pub attempts: u32,
    /// When it was sent; `None` while it waits.
    pub ended_at: Option<Timestamp>,
    pub was_sent: bool,
    pub next_try_at: Timestamp,
    pub last_answer: String,
}

/// The last reminders of the authority, those that wait first.
pub async fn waiting(actor: &Actor, office: &Office, limit: u32) -> Result<Vec<Waiting>> {
    actor.must(Action::ManageAccounts, &actor.authority)?;
    let accounts = store::account::list(&office.db, &actor.authority).await?;
    let rows = store::reminder::latest(&office.db, &actor.authority, limit).await?;
    office
        .note(
            actor,
            "reminder.list",
            None,
            format!("{} shown", rows.len()),
        )
        .await?;
    let moment = |micros| Timestamp::from_microsecond(micros).unwrap_or_default();
    Ok(rows
        .into_iter()
        .map(|row| Waiting {
            to: accounts
                .iter()
                .find(|account| account.id == row.account_id)
                .map(|account| account.email.clone())
                .unwrap_or_default(),
            kind: Kind::read(&row.kind),
            day: row.day,
            made_at: moment(row.made_at),
            attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
            ended_at: row.ended_at.map(moment),
            was_sent: row.outcome.as_deref() == Some("sent"),
            next_try_at: moment(row.next_try_at),
            last_answer: row.last_answer,
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_six_hours() {
        for (attempts, seconds) in [
            (0, 30),
            (1, 30),
            (2, 60),
            (3, 120),
            (8, 3_840),
            (10, 15_360),
            (11, 21_600),
            (u32::MAX, 21_600),
        ] {
            assert_eq!(pause_after(attempts).as_secs(), seconds, "{attempts}");
        }
    }
}
