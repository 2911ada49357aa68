//! What is owed to one young person: the next few on their page, and all of them on a page of their own, on any day.

use askama::Template;
use axum::extract::State;
use casework::{
    Actor,
    duty::{PersonDuties, PersonDuty},
    event::{RecordedEvent, stands_by_itself},
    person::{View, Who},
};
use jiff::civil::Date;
use leaving_care::duty::State as DutyState;
use uuid::Uuid;

use super::{Asked, event_words, looking_back, nothing_known_yet, view};
use crate::web::{
    call::{Path, Query},
    context::{Answer, App, SignedIn, render},
    duty::{Back, Row, notice},
    form::Form,
    layout::Page,
    printed,
};

/// How many the page of a young person shows.
const NEXT: usize = 4;
/// How many of those done the page of all duties shows.
const DONE: usize = 100;

/// The next few, and how many more there are.
pub struct Section {
    pub rows: Vec<Row>,
    pub more: usize,
}

impl Section {
    pub fn of(duties: &PersonDuties, actor: &Actor, is_now: bool) -> Self {
        let as_at = duties.view.as_at;
        let mut open: Vec<&PersonDuty> = duties
            .open()
            .filter(|duty| matches!(duty.state, DutyState::Overdue | DutyState::Due))
            .collect();
        open.sort_by_key(|duty| (duty.state != DutyState::Overdue, duty.due_on));
        Self {
            more: open.len().saturating_sub(NEXT),
            rows: open
                .into_iter()
                .take(NEXT)
                .map(|duty| {
                    let row = Row::of(duty, "", "", actor, as_at, Back::Person);
                    if is_now { row } else { row.only_read() }
                })
                .collect(),
        }
    }
}

/// A step as the page of a young person lists it.
pub struct Step {
    pub on: Date,
    pub what: String,
    pub note: String,
    /// Where it is corrected; none for those who may not, and for what belongs to a plan or a claim.
    pub correct: Option<Uuid>,
}

/// The steps up to the day of the view, newest first.
pub fn steps(events: &[RecordedEvent], may_correct: bool) -> Vec<Step> {
    let step = |record: &RecordedEvent| Step {
        on: record.happened_on,
        what: event_words::what(record.kind, &record.details),
        note: record.details.note.clone(),
        correct: (may_correct && stands_by_itself(record)).then_some(record.id),
    };
    events.iter().rev().map(step).collect()
}

#[derive(Template)]
#[template(path = "person/duties.html")]
struct DutiesPage {
    page: Page,
    form: Form,
    id: Uuid,
    who: Who,
    is_now: bool,
    looking_back: String,
    as_at: Date,
    groups: Vec<Group>,
    done_not_shown: usize,
}

struct Group {
    title: &'static str,
    rows: Vec<Row>,
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (view, form) = view(&actor, &asked);
    let duties = casework::duty::of_person(&actor, &app.office, id, view)
        .await
        .map_err(|error| nothing_known_yet(error, view))?;
    let mut page = app.page(&actor, "All duties", "/people");
    page.notice = notice(&asked.done);
    let is_now = is_now(&actor, view);
    let done = duties.done();
    render(&DutiesPage {
        page: page.with_errors_of(&form),
        id,
        who: casework::person::who(&actor, &app.office, id).await?,
        is_now,
        looking_back: looking_back(&form, view),
        as_at: view.as_at,
        done_not_shown: done.len().saturating_sub(DONE),
        groups: groups(&duties, &done, &actor),
        form,
    })
}

fn is_now(actor: &Actor, view: View) -> bool {
    view.known_at.is_none() && view.as_at == actor.moment.today
}

fn groups(duties: &PersonDuties, done: &[&PersonDuty], actor: &Actor) -> Vec<Group> {
    let as_at = duties.view.as_at;
    let is_now = is_now(actor, duties.view);
    let row = |duty: &PersonDuty| {
        let row = Row::of(duty, "", "", actor, as_at, Back::Duties);
        if is_now { row } else { row.only_read() }
    };
    let of = |state: DutyState| -> Vec<Row> {
        let open = duties.open().filter(|duty| duty.state == state);
        open.map(row).collect()
    };
    [
        ("Late", of(DutyState::Overdue)),
        ("To do", of(DutyState::Due)),
        ("Put off", of(DutyState::Excused)),
        ("Waiting for something else", of(DutyState::Blocked)),
        ("Coming", of(DutyState::Upcoming)),
        (
            "Done",
            done.iter().take(DONE).map(|duty| row(duty)).collect(),
        ),
    ]
    .into_iter()
    .filter(|(_, rows)| !rows.is_empty())
    .map(|(title, rows)| Group { title, rows })
    .collect()
}
