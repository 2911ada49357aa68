//! Events: recording what happened on one day, putting it right, and writing it along with a plan, a claim or a meeting.

use jiff::civil::Date;
use leaving_care::event::{Event, EventDetails, EventKind};
use store::{
    Tx,
    event::{EventRecord, EventToInsert},
    person::{PersonVersion, Stamp},
};
use uuid::Uuid;

use crate::{
    actor::Actor,
    error::{Error, Problem, Result, without_nul},
    office::{Office, event as audit_event},
    permission::Action,
    person::{View, change::stamp, open::find_own},
};

/// An event as read, whether it still stands or not.
pub type RecordedEvent = EventRecord;

/// An event to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    pub kind: EventKind,
    pub on: Date,
    pub details: EventDetails,
}

impl NewEvent {
    /// An event with nothing but its kind and day.
    pub fn new(kind: EventKind, on: Date) -> Self {
        Self {
            kind,
            on,
            details: EventDetails::default(),
        }
    }
}

/// A conflict: somebody else corrected or withdrew the same event first. Both are shown, and the person chooses.
#[derive(Debug, Clone)]
pub struct EventConflict {
    /// What the actor wanted to correct.
    pub based_on: RecordedEvent,
    /// What stands now; `None` when it was withdrawn.
    pub now: Option<RecordedEvent>,
}

/// The longest note: a long letter.
const LONGEST_NOTE: usize = 20_000;
/// The longest of the other texts: a sentence or two.
const LONGEST_TEXT: usize = 500;

/// Things that write their events themselves, by the source under which they do: there an event is put right, so that the two never
/// say different things.
const WRITTEN_WITH: [(&str, &str); 6] = [
    ("needs_assessment", "the needs assessment"),
    ("pathway_plan", "the pathway plan"),
    ("education_plan", "the personal education plan"),
    ("claim", "the claim"),
    ("appointment", "the appointment"),
    ("meeting", "the meeting"),
];

/// From where an event follows that nobody records by itself; `None` for those that can be recorded.
pub fn follows_from(kind: EventKind) -> Option<&'static str> {
    use EventKind as Kind;
    Some(match kind {
        Kind::LookedAfterStarted | Kind::LookedAfterEnded => "the time in care",
        Kind::BecameEligible
        | Kind::BecameRelevant
        | Kind::BecameFormerRelevant
        | Kind::BecameQualifying => "the time in care and the date of birth",
        Kind::Died => "being in touch",
        Kind::AdviserContact => "the contacts",
        Kind::JobStarted | Kind::JobEnded | Kind::NeetStarted | Kind::NeetEnded => {
            "education and work"
        }
        Kind::AllocationMeetingHeld
        | Kind::CareersPanelHeld
        | Kind::NeetPanelHeld
        | Kind::PanelReportMade
        | Kind::ServiceStarted => "the meetings",
        kind if leaving_care::claim::page_for(kind).is_some() => "the Jobcentre page",
        _ => return None,
    })
}

/// Records an event by the actor.
pub async fn record(actor: &Actor, office: &Office, person: Uuid, event: NewEvent) -> Result<Uuid> {
    actor.must(Action::RecordEvents, &actor.authority)?;
    let known = find_own(actor, office, person, today(actor)).await?;
    check(actor, &known, &event)?;
    let mut tx = office.db.begin().await?;
    let id = Uuid::now_v7();
    let row = to_insert(id, person, &event, "");
    let mut change = Change::begin(&mut tx, actor).await?;
    change.insert(&[row]).await?;
    change
        .finish("event.record", person, event.kind, id)
        .await?;
    tx.commit().await?;
    Ok(id)
}

/// Corrects an event: another takes its place, and the one before stays in the history. When somebody else was faster nothing is
/// written, and [`conflict`] says what stands now.
pub async fn correct(
    actor: &Actor,
    office: &Office,
    event: Uuid,
    corrected: NewEvent,
    reason: &str,
) -> Result<Uuid> {
    actor.must(Action::RecordEvents, &actor.authority)?;
    let (record, known) = own_event(actor, office, event).await?;
    must_stand_by_itself(&record)?;
    check(actor, &known, &corrected)?;
    if corrected.kind != record.kind {
        return Err(Error::Invalid(vec![Problem::new(
            "kind",
            "What happened stays what it was. Withdraw it and record the other.",
        )]));
    }
    let id = Uuid::now_v7();
    let row = to_insert(id, record.person, &corrected, "");
    let reason = without_nul(reason.trim());
    let mut tx = office.db.begin().await?;
    let mut change = Change::begin(&mut tx, actor).await?;
    if !store::event::supersede(change.tx, event, Some(id), &reason, &change.stamp).await? {
        return Err(Error::Conflict);
    }
    change.insert(&[row]).await?;
    change
        .finish("event.correct", record.person, record.kind, id)
        .await?;
    if let Some(account) = actor.account {
        store::draft::delete(&mut tx, account, &correction_draft_form(event)).await?;
    }
    tx.commit().await?;
    Ok(id)
}

/// Withdraws an event that never was. It stays in the history with the reason.
pub async fn withdraw(actor: &Actor, office: &Office, event: Uuid, reason: &str) -> Result<()> {
    actor.must(Action::RecordEvents, &actor.authority)?;
    let (record, _) = own_event(actor, office, event).await?;
    must_stand_by_itself(&record)?;
    let reason = without_nul(reason.trim());
    if reason.is_empty() {
        return Err(Error::Invalid(vec![Problem::new(
            "reason",
            "Say in a few words why this was never true.",
        )]));
    }
    let mut tx = office.db.begin().await?;
    let change = Change::begin(&mut tx, actor).await?;
    if !store::event::supersede(change.tx, event, None, &reason, &change.stamp).await? {
        return Err(Error::Conflict);
    }
    change
        .finish("event.withdraw", record.person, record.kind, event)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// The events of a person up to the day of the view, as they were known at its moment, oldest first.
pub async fn list(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    view: View,
) -> Result<Vec<RecordedEvent>> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    find_own(actor, office, person, view).await?;
    let rows = store::event::of_person(&office.db, person, view.as_at, view.known_at).await?;
    office
        .note(
            actor,
            "event.list",
            Some(person),
            format!("{} shown", rows.len()),
        )
        .await?;
    Ok(rows
        .into_iter()
        .map(|record| without_words(actor, record))
        .collect())
}

/// An event of somebody of the actor's authority, whether it still stands or not.
pub async fn find(actor: &Actor, office: &Office, event: Uuid) -> Result<RecordedEvent> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    let (record, _) = own_event(actor, office, event).await?;
    office
        .note(actor, "event.read", Some(record.person), event.to_string())
        .await?;
    Ok(without_words(actor, record))
}

/// What stands now in place of an event that somebody else has corrected.
pub async fn conflict(actor: &Actor, office: &Office, event: Uuid) -> Result<EventConflict> {
    let based_on = find(actor, office, event).await?;
    let mut now = Some(based_on.clone());
    while let Some(superseded) = now.as_ref().and_then(|event| event.superseded.as_ref()) {
        now = match superseded.replaced_by {
            Some(next) => Some(without_words(
                actor,
                own_event(actor, office, next).await?.0,
            )),
            None => None,
        };
    }
    Ok(EventConflict { based_on, now })
}

/// The form under which the draft of a correction is kept.
pub fn correction_draft_form(event: Uuid) -> String {
    format!("event_correction/{event}")
}

/// Writes events along with the thing whose steps they are, in its transaction; `source` is the noun of that thing ("claim"), under
/// which alone they can be put right (see [`WRITTEN_WITH`]). The person must have been found with `find_own` before.
///
/// It raises the data version, which makes writers wait for each other: a caller that changes rows which two may change at once
/// raises it first (`store::authority::raise_version`), so that all wait in the same order.
pub(crate) async fn write(
    tx: &mut Tx,
    actor: &Actor,
    person: Uuid,
    events: &[NewEvent],
    source: &str,
) -> Result<Vec<Uuid>> {
    let problems: Vec<Problem> = events
        .iter()
        .flat_map(|event| problems_with(event, Date::MIN, actor.moment.today))
        .collect();
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let rows: Vec<EventToInsert> = events
        .iter()
        .map(|event| to_insert(Uuid::now_v7(), person, event, source))
        .collect();
    let mut change = Change::begin(tx, actor).await?;
    change.insert(&rows).await?;
    for row in &rows {
        change
            .note("event.record", person, row.kind, row.id)
            .await?;
    }
    change.mark(&[person]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Withdraws events along with the thing whose steps they were, in its transaction. Those that no longer stand are left as they are.
pub(crate) async fn withdraw_in(
    tx: &mut Tx,
    actor: &Actor,
    events: &[Uuid],
    reason: &str,
) -> Result<()> {
    if events.is_empty() {
        return Ok(());
    }
    let reason = without_nul(reason.trim());
    let change = Change::begin(tx, actor).await?;
    let people =
        store::event::withdraw_many(change.tx, &actor.authority, events, &reason, &change.stamp)
            .await?;
    let detail: Vec<String> = events.iter().map(Uuid::to_string).collect();
    for person in &people {
        let noted = audit_event(actor, "event.withdraw", Some(*person), detail.join(" "));
        store::audit::insert_many(change.tx, &[noted]).await?;
    }
    change.mark(&people).await
}

/// What is wrong with an event before it is recorded.
pub fn problems_with(event: &NewEvent, date_of_birth: Date, today: Date) -> Vec<Problem> {
    let mut problems = Vec::new();
    if event.on > today {
        problems.push(Problem::new(
            "on",
            "This can be recorded once it has happened. Choose today or an earlier day.",
        ));
    }
    if event.on < date_of_birth {
        problems.push(Problem::new(
            "on",
            "This day is before the date of birth. Check the year.",
        ));
    }
    let details = &event.details;
    if details.note.chars().count() > LONGEST_NOTE {
        problems.push(Problem::new(
            "note",
            format!("A note can have up to {LONGEST_NOTE} characters."),
        ));
    }
    for (field, text) in [
        ("substitute", &details.substitute),
        ("duty", &details.duty),
        ("exemption", &details.reason),
        ("step", &details.step),
        ("regime", &details.regime),
    ] {
        if text.chars().count() > LONGEST_TEXT {
            problems.push(Problem::new(
                field,
                format!("This can have up to {LONGEST_TEXT} characters. Say more in the note."),
            ));
        }
    }
    if event.kind == EventKind::DutyExcused {
        if details.duty.trim().is_empty() {
            problems.push(Problem::new("duty", "Say which duty is excused."));
        }
        if details.reason.trim().is_empty() {
            problems.push(Problem::new(
                "exemption",
                "Choose the reason why it is excused.",
            ));
        }
    }
    if event.kind == EventKind::OwnStep && details.step.trim().is_empty() {
        problems.push(Problem::new("step", "Say which step it was."));
    }
    problems
}

fn check(actor: &Actor, known: &PersonVersion, event: &NewEvent) -> Result<()> {
    let mut problems = problems_with(event, known.details.date_of_birth, actor.moment.today);
    if let Some(from) = follows_from(event.kind) {
        problems.push(Problem::new(
            "kind",
            format!("This follows from {from}. Record it there, and it is known here."),
        ));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

/// Stops unless the event was recorded by itself: what belongs to a plan or a claim is put right there.
fn must_stand_by_itself(record: &EventRecord) -> Result<()> {
    match WRITTEN_WITH
        .iter()
        .find(|(source, _)| *source == record.stamp.source)
    {
        Some((_, thing)) => Err(Error::Refused(format!(
            "This was recorded with {thing}. Put it right there, and it is right here too."
        ))),
        None => Ok(()),
    }
}

/// Whether an event was recorded by itself and can be corrected and withdrawn by itself.
pub fn stands_by_itself(record: &RecordedEvent) -> bool {
    must_stand_by_itself(record).is_ok()
}

/// What was written for people, for those only who may read it.
pub(crate) fn without_words(actor: &Actor, mut record: EventRecord) -> EventRecord {
    if !actor.may(Action::ReadContacts) {
        record.details.note.clear();
        record.details.substitute.clear();
    }
    record
}

fn today(actor: &Actor) -> View {
    View {
        as_at: actor.moment.today,
        known_at: None,
    }
}

/// An event, and what is known of the person whose it is.
async fn own_event(
    actor: &Actor,
    office: &Office,
    event: Uuid,
) -> Result<(EventRecord, PersonVersion)> {
    let record = store::event::find(&office.db, event)
        .await?
        .ok_or(Error::NotFound("event"))?;
    match find_own(actor, office, record.person, today(actor)).await {
        Ok(known) => Ok((record, known)),
        // Another authority's event is answered like one that does not exist.
        Err(Error::NotFound(_)) => Err(Error::NotFound("event")),
        Err(other) => Err(other),
    }
}

fn to_insert(id: Uuid, person: Uuid, event: &NewEvent, source: &str) -> EventToInsert {
    let details = &event.details;
    let text = |text: &str| without_nul(text.trim());
    EventToInsert {
        id,
        person,
        kind: event.kind,
        happened_on: event.on,
        details: EventDetails {
            substitute: text(&details.substitute),
            duty: text(&details.duty),
            reason: text(&details.reason),
            step: text(&details.step),
            regime: text(&details.regime),
            note: text(&details.note),
            ..details.clone()
        },
        source: source.to_owned(),
    }
}

/// As rules read it.
pub(crate) fn as_fact(record: &EventRecord) -> Event {
    Event::new(record.kind, record.happened_on).with(record.details.clone())
}

/// Writing about events under a new data version. It is raised first, as other writers do: two who write about the same events then
/// wait for each other in one order, and neither is thrown out.
struct Change<'tx> {
    tx: &'tx mut Tx,
    actor: &'tx Actor,
    stamp: Stamp,
    version: i64,
}

impl<'tx> Change<'tx> {
    async fn begin(tx: &'tx mut Tx, actor: &'tx Actor) -> Result<Self> {
        let version = store::authority::raise_version(tx, &actor.authority).await?;
        Ok(Self {
            tx,
            actor,
            stamp: stamp(actor),
            version,
        })
    }

    async fn insert(&mut self, rows: &[EventToInsert]) -> Result<()> {
        Ok(store::event::insert_many(self.tx, &self.actor.authority, rows, &self.stamp).await?)
    }

    async fn note(
        &mut self,
        action: &str,
        person: Uuid,
        kind: EventKind,
        event: Uuid,
    ) -> Result<()> {
        let detail = format!("{} {event}", kind.code());
        let noted = audit_event(self.actor, action, Some(person), detail);
        Ok(store::audit::insert_many(self.tx, &[noted]).await?)
    }

    /// Those written about are read again.
    async fn mark(self, people: &[Uuid]) -> Result<()> {
        Ok(store::person::stamp_version(self.tx, people, self.version).await?)
    }

    async fn finish(
        mut self,
        action: &str,
        person: Uuid,
        kind: EventKind,
        event: Uuid,
    ) -> Result<()> {
        self.note(action, person, kind, event).await?;
        self.mark(&[person]).await
    }
}
