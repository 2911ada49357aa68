//! A worker's calendar at a secret address: what is due for their young people, by day, without a word about anybody.

use jiff::{Timestamp, ToSpan, civil::Date};
use leaving_care::duty::State;
use store::calendar_feed::CalendarFeedRow;

use crate::{
    account::actor_from,
    actor::{Actor, Moment},
    caseload::work,
    error::{Error, Result},
    office::{Office, event, hex, random_bytes, sha256_hex},
    permission::Action,
};

/// A calendar looks so far ahead; what a birthday brings in some years is no help today.
const DAYS_AHEAD: i32 = 366;

/// One entry of a calendar, for a whole day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The same for the same duty as long as it is owed, and nothing can be read from it.
    pub uid: String,
    pub on: Date,
    /// "Pathway plan review due". It names nobody.
    pub summary: String,
    /// From when it was so: for programs that ask which of two is newer.
    pub since: Date,
}

/// What a calendar holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    pub entries: Vec<Entry>,
    feed: CalendarFeedRow,
}

/// When the actor's address was made; `None` when they have none.
pub async fn made_at(actor: &Actor, office: &Office) -> Result<Option<Timestamp>> {
    let account = actor.account.ok_or(Error::NotAllowed)?;
    let feed = store::calendar_feed::of_account(&office.db, account).await?;
    Ok(feed.and_then(|feed| Timestamp::from_microsecond(feed.made_at).ok()))
}

/// Makes the secret part of an address. It is given once and cannot be shown again; the one before opens nothing from now on.
pub async fn make(actor: &Actor, office: &Office) -> Result<String> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    let account = actor.account.ok_or(Error::NotAllowed)?;
    let token = hex(&random_bytes::<32>()
        .ok_or_else(|| Error::Refused("No random numbers are to be had.".into()))?);
    let mut tx = office.db.begin().await?;
    store::calendar_feed::withdraw(&mut tx, account, actor.moment.now).await?;
    store::calendar_feed::insert(
        &mut tx,
        account,
        &sha256_hex(token.as_bytes()),
        actor.moment.now,
    )
    .await?;
    store::audit::insert_many(&mut tx, &[event(actor, "calendar.make", None, "")]).await?;
    tx.commit().await?;
    Ok(token)
}

/// Takes the address back: it opens nothing from now on.
pub async fn withdraw(actor: &Actor, office: &Office) -> Result<()> {
    let account = actor.account.ok_or(Error::NotAllowed)?;
    let mut tx = office.db.begin().await?;
    if store::calendar_feed::withdraw(&mut tx, account, actor.moment.now).await? {
        store::audit::insert_many(&mut tx, &[event(actor, "calendar.withdraw", None, "")]).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The calendar behind a secret. An address that was never made, was taken back, or whose account is closed is one and the same: not found.
pub async fn open(office: &Office, token: &str, moment: Moment) -> Result<Calendar> {
    let not_found = || Error::NotFound("calendar");
    let feed = store::calendar_feed::by_token(&office.db, &sha256_hex(token.as_bytes()))
        .await?
        .ok_or_else(not_found)?;
    let account = store::account::find(&office.db, feed.account_id)
        .await?
        .filter(|account| !account.is_closed_on(moment.today))
        .ok_or_else(not_found)?;
    let actor = actor_from(&account, moment)?;
    if !actor.may(Action::ReadPeople) {
        return Err(not_found());
    }
    let entries = entries(&actor, office).await?;
    office
        .note(
            &actor,
            "calendar.read",
            None,
            format!("{} entries", entries.len()),
        )
        .await?;
    Ok(Calendar { entries, feed })
}

/// Since when the calendar reads so, given the hash of its text.
pub async fn unchanged_since(
    office: &Office,
    calendar: &Calendar,
    content_hash: &str,
    now: Timestamp,
) -> Result<Timestamp> {
    if calendar.feed.content_hash == content_hash {
        return Ok(Timestamp::from_microsecond(calendar.feed.content_since).unwrap_or(now));
    }
    let mut tx = office.db.begin().await?;
    store::calendar_feed::note_content(&mut tx, calendar.feed.id, content_hash, now).await?;
    tx.commit().await?;
    Ok(now)
}

async fn entries(actor: &Actor, office: &Office) -> Result<Vec<Entry>> {
    let today = actor.moment.today;
    let mut overdue = 0;
    let mut entries = Vec::new();
    let ahead = today.saturating_add(DAYS_AHEAD.days());
    for due in work::of_actor(actor, office).await? {
        if due.due_on > ahead {
            continue;
        }
        let words = match due.state {
            State::Overdue => {
                overdue += 1;
                "overdue"
            }
            _ => "due",
        };
        let secret = office.key.lookup(&format!("{} {}", due.person, due.key));
        entries.push(Entry {
            uid: secret.chars().take(32).collect(),
            on: due.due_on,
            summary: format!("{} {words}", due.title),
            since: due.opens_on.min(today),
        });
    }
    if overdue > 0 {
        entries.push(Entry {
            uid: "overdue".to_owned(),
            on: today,
            summary: match overdue {
                1 => "1 thing is overdue".to_owned(),
                _ => format!("{overdue} things are overdue"),
            },
            since: today,
        });
    }
    if entries.is_empty() {
        // A calendar without any entry is none (RFC 5545 section 3.6), and this says that it works.
        entries.push(Entry {
            uid: "nothing".to_owned(),
            on: today,
            summary: "Nothing is due".to_owned(),
            since: today,
        });
    }
    entries.sort_by(|one, other| (one.on, &one.uid).cmp(&(other.on, &other.uid)));
    Ok(entries)
}
