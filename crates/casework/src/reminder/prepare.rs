//! Which reminders are to be made: a summary a day or a week for whoever wants one, and a first missed appointment at once.

use std::collections::{HashMap, HashSet};

use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, Weekday},
};
use store::{
    account::AccountRow,
    reminder::{Addressee, FirstMiss, NewReminder},
};
use uuid::Uuid;

use super::{Frequency, has_summary, outbox::Kind};
use crate::{
    account::actor_from,
    actor::{Actor, Moment},
    caseload::work,
    error::Result,
    jobcentre::Team,
    office::{Office, event},
    permission::{Action, Role},
};

/// What is recorded later than this after it happened is no news that must arrive within the minute.
const NEWS_DAYS: i32 = 28;
/// A server that stood still catches up on what was recorded so long ago.
const CATCH_UP: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Makes what is to be made now, and gives how many. Making twice, or by two instances at once, makes one: the account, the day and the
/// kind are the key. `morning` is when summaries go out on a day.
pub async fn prepare(
    office: &Office,
    moment: Moment,
    morning: impl Fn(Date) -> Timestamp,
) -> Result<usize> {
    let addressees = store::reminder::addressees(&office.db, moment.today).await?;
    let mut made = urgent(office, moment, &addressees).await?;
    made.extend(summaries(office, moment, &addressees, morning).await?);
    let mut written = 0;
    for (actor, reminder) in made {
        let mut tx = office.db.begin().await?;
        if store::reminder::insert(&mut tx, &reminder, moment.now).await? {
            let detail = format!("{} for {}", reminder.kind, reminder.account);
            store::audit::insert_many(&mut tx, &[event(&actor, "reminder.make", None, detail)])
                .await?;
            written += usize::from(reminder.outcome.is_none());
        }
        tx.commit().await?;
    }
    Ok(written)
}

/// Reminders act as nobody who is signed in; the audit log says so.
fn reminders_of(authority: &str, moment: Moment) -> Actor {
    Actor {
        name: "reminders by e-mail".into(),
        ..Actor::command_line(authority, moment)
    }
}

/// The days whose summary may be made today: this day, and the Monday of this week.
fn days_of(today: Date) -> Vec<(Kind, Date)> {
    if matches!(today.weekday(), Weekday::Saturday | Weekday::Sunday) {
        return Vec::new();
    }
    let monday = today.saturating_sub(i64::from(today.weekday().to_monday_zero_offset()).days());
    vec![(Kind::Daily, today), (Kind::Weekly, monday)]
}

async fn summaries(
    office: &Office,
    moment: Moment,
    addressees: &[Addressee],
    morning: impl Fn(Date) -> Timestamp,
) -> Result<Vec<(Actor, NewReminder)>> {
    let days: Vec<(Kind, Date)> = days_of(moment.today)
        .into_iter()
        .filter(|(_, day)| morning(*day) <= moment.now)
        .collect();
    let Some(earliest) = days.iter().map(|(_, day)| *day).min() else {
        return Ok(Vec::new());
    };
    let made: HashSet<(Uuid, String, Date)> =
        store::reminder::summaries_since(&office.db, earliest)
            .await?
            .into_iter()
            .collect();
    let mut reminders = Vec::new();
    for addressee in addressees {
        let Ok(actor) = actor_from(&addressee.account, moment) else {
            continue;
        };
        if !has_summary(&actor) {
            continue;
        }
        let frequency = addressee
            .frequency
            .as_deref()
            .and_then(Frequency::read)
            .unwrap_or(Frequency::unless_chosen(actor.worker.is_some()));
        let wanted = days
            .iter()
            .find(|(kind, _)| kind.code() == frequency.code());
        let Some((kind, day)) = wanted else {
            continue;
        };
        // A choice holds from the next summary on: nobody who ticks "daily" at noon is written to at noon.
        let was_chosen_in_time = addressee
            .chosen_at
            .and_then(|micros| Timestamp::from_microsecond(micros).ok())
            .is_none_or(|chosen_at| chosen_at < morning(*day));
        let key = (addressee.account.id, kind.code().to_owned(), *day);
        if !was_chosen_in_time || made.contains(&key) {
            continue;
        }
        let counts = work::counts_for(&actor, office).await?;
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        reminders.push((
            reminders_of(&actor.authority, moment),
            NewReminder {
                authority: actor.authority.clone(),
                account: addressee.account.id,
                kind: kind.code(),
                day: *day,
                about: String::new(),
                overdue: count(counts.overdue),
                due: count(counts.due_this_week),
                outcome: (counts.overdue + counts.due_this_week == 0).then_some("nothing_to_say"),
            },
        ));
    }
    Ok(reminders)
}

async fn urgent(
    office: &Office,
    moment: Moment,
    addressees: &[Addressee],
) -> Result<Vec<(Actor, NewReminder)>> {
    let since = moment
        .now
        .saturating_sub(CATCH_UP)
        .unwrap_or(Timestamp::MIN);
    let happened_since = moment.today.saturating_sub(NEWS_DAYS.days());
    let misses = store::reminder::first_misses(&office.db, since, happened_since).await?;
    let kind = Kind::FirstMissedAppointment.code();
    let mut reminders = Vec::new();
    let mut told: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for miss in misses {
        // Once is enough, also when the young person has another adviser by now.
        if store::reminder::is_made_about(&office.db, kind, &miss.id.to_string()).await? {
            continue;
        }
        for account in whom_to_tell(office, moment, &miss, addressees).await? {
            if told.entry(miss.id).or_default().contains(&account) {
                continue;
            }
            told.entry(miss.id).or_default().push(account);
            reminders.push((
                reminders_of(&miss.authority, moment),
                NewReminder {
                    authority: miss.authority.clone(),
                    account,
                    kind,
                    day: moment.today,
                    about: miss.id.to_string(),
                    overdue: 0,
                    due: 0,
                    outcome: None,
                },
            ));
        }
    }
    Ok(reminders)
}

/// The accounts of the young person's workers and of whoever covers them today; where there are none, those of the team's managers. The
/// same people find it on their first page.
async fn whom_to_tell(
    office: &Office,
    moment: Moment,
    miss: &FirstMiss,
    addressees: &[Addressee],
) -> Result<Vec<Uuid>> {
    let team = Team::read(office, &miss.authority, moment.today).await?;
    let told = team.told_of(miss.person_id);
    let is_told = |account: &AccountRow| {
        if told.is_nobody {
            let role = account.role.parse::<Role>();
            return role.is_ok_and(|role| crate::permission::may(role, Action::ManageTeam));
        }
        account.worker_id.is_some_and(|worker| told.has(worker))
    };
    Ok(addressees
        .iter()
        .map(|addressee| &addressee.account)
        .filter(|account| account.authority == miss.authority && is_told(account))
        .map(|account| account.id)
        .collect())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn summaries_are_of_working_days_and_of_weeks_that_begin_on_monday() {
        let check = |today: Date, expected: &[(Kind, Date)]| {
            assert_eq!(days_of(today), expected, "{today}");
        };
        let monday = date(2026, 3, 2);
        check(date(2026, 3, 1), &[]);
        check(monday, &[(Kind::Daily, monday), (Kind::Weekly, monday)]);
        check(
            date(2026, 3, 6),
            &[(Kind::Daily, date(2026, 3, 6)), (Kind::Weekly, monday)],
        );
        check(date(2026, 3, 7), &[]);
    }
}
