//! One person's page: who they are, what is happening now, their life on one line, eligibility and contacts, on any day.

pub mod award;
pub mod compare;
pub mod conflict;
pub mod contact_corrections;
pub mod contacts;
pub mod details;
pub mod details_form;
pub mod draft;
pub mod duties;
pub mod event_corrections;
pub mod event_words;
pub mod events;
pub mod history;
pub mod jobcentre;
pub mod money;
mod money_history;
mod return_tasks;
pub mod spell_drafts;
pub mod spell_form;
pub mod spell_words;
pub mod spells;
pub mod withdraw;

use askama::Template;
use axum::extract::State;
use casework::{
    Action, Actor,
    better_off::RunSummary,
    person::{
        PersonPage, View,
        timeline::{Timeline, timeline},
    },
};
use jiff::civil::Date;
use leaving_care::{activity::ActivityGroup, person::IdentifierKind, spell_value::SpellKind};
use return_tasks::Ask;
use uuid::Uuid;

use super::{
    call::{Path, Query},
    context::{Answer, App, Problem, SignedIn, render},
    form::Form,
    layout::Page,
    pathway_plan::glance::Glance,
    printed,
    timeline::{Drawing, drawings},
};
use crate::clock;

#[derive(Template)]
#[template(path = "person/person.html")]
struct PersonTemplate {
    page: Page,
    form: Form,
    id: Uuid,
    person: PersonPage,
    /// What is recorded about today can be changed from here; a look back is only read.
    is_now: bool,
    /// Said at the top of a look back.
    looking_back: String,
    may: May,
    now: Vec<Happening>,
    /// The colour of the day's activity.
    tone: &'static str,
    eligibility: EligibilityShown,
    identifiers: Vec<(&'static str, String)>,
    ni_number: Option<String>,
    drawings: [Drawing; 2],
    rows: Vec<SpellRow>,
    /// What the yearly return would still ask; nothing on a look back.
    asks: Vec<Ask>,
    duties: duties::Section,
    /// `None` where the reader may not see plans.
    plan: Option<Glance>,
    /// The days in the address, for the page of all duties.
    days_asked: String,
    steps: Vec<duties::Step>,
    /// Kept better-off sums, newest first.
    sums: Vec<RunSummary>,
}

/// What the reader may do from the page.
#[expect(
    clippy::struct_excessive_bools,
    reason = "permissions, each for itself"
)]
struct May {
    record_contacts: bool,
    read_contacts: bool,
    record_spells: bool,
    record_events: bool,
    change_details: bool,
    work_out_better_off: bool,
    read_money: bool,
}

/// One thing that holds on the day.
struct Happening {
    label: &'static str,
    value: String,
    note: String,
    tone: &'static str,
    /// Where it is changed, and in which words.
    change: Option<(String, &'static str)>,
}

struct EligibilityShown {
    label: &'static str,
    because: Vec<String>,
    changes: Vec<(Date, String)>,
}

/// A line of the table that says what the drawing shows.
struct SpellRow {
    lane: &'static str,
    what: String,
    from: Date,
    until: Option<Date>,
    known: &'static str,
    correct: Option<Uuid>,
}

/// The days in the address: `as_at` and `known`, as 2026-03-03, and what was just done.
#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    as_at: String,
    #[serde(default)]
    known: String,
    #[serde(default)]
    done: String,
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (view, form) = view(&actor, &asked);
    let person = casework::person::open(&actor, &app.office, id, view)
        .await
        .map_err(|error| nothing_known_yet(error, view))?;
    let mut page = app.page(&actor, "A young person's record", "/people");
    page.notice = done(&asked.done).map(str::to_owned);
    let page = page.with_errors_of(&form);
    let is_now = view.known_at.is_none() && view.as_at == actor.moment.today;
    let may = May {
        record_contacts: is_now && actor.may(Action::RecordContacts),
        read_contacts: actor.may(Action::ReadContacts),
        record_spells: is_now && actor.may(Action::RecordSpells),
        record_events: is_now && actor.may(Action::RecordEvents),
        change_details: is_now && actor.may(Action::ChangePeople),
        work_out_better_off: is_now && actor.may(Action::WorkOutBetterOff),
        read_money: is_now && actor.may(Action::ReadMoney),
    };
    let sums = if may.work_out_better_off {
        casework::better_off::of_person(&actor, &app.office, id).await?
    } else {
        Vec::new()
    };
    let owed = casework::duty::of_person(&actor, &app.office, id, view).await?;
    let steps = casework::event::list(&actor, &app.office, id, view).await?;
    let plan = Glance::of(&actor, &app, id, view).await?;
    let life = timeline(&person, &steps);
    let asks = if is_now {
        casework::return_check::tasks(&actor, &app.office, id).await?
    } else {
        Vec::new()
    };
    render(&PersonTemplate {
        asks: asks
            .into_iter()
            .map(|task| Ask::of(task, id, may.record_spells, may.change_details))
            .collect(),
        page,
        id,
        duties: duties::Section::of(&owed, &actor, is_now),
        plan,
        days_asked: days_asked(&asked),
        steps: duties::steps(&steps, may.record_events),
        is_now,
        looking_back: looking_back(&form, view),
        tone: activity_tone(&person),
        now: happening(&person, may.record_spells),
        eligibility: eligibility(&person),
        ni_number: ni_number(&person),
        identifiers: person
            .identifiers
            .iter()
            .filter(|identifier| identifier.kind != IdentifierKind::NiNumber)
            .map(|identifier| (identifier.kind.label(), identifier.shown.clone()))
            .collect(),
        drawings: drawings(&life),
        rows: rows(&life, may.record_spells),
        sums,
        may,
        form,
        person,
    })
}

/// The view that the address asks for, and the form that asks; a day that cannot be read is said, and today is shown.
fn view(actor: &Actor, asked: &Asked) -> (View, Form) {
    let mut form = Form::default();
    let today = actor.moment.today;
    form.set("as_at", asked.as_at.trim());
    form.set("known", asked.known.trim());
    let mut day = |field: &str| -> Option<Date> {
        let typed = form.value(field).to_owned();
        if typed.is_empty() {
            return None;
        }
        let day = typed.parse().ok();
        if day.is_none() {
            form.add_error(field, "Enter a real date, such as 2026-03-31");
        }
        day
    };
    let view = View {
        as_at: day("as_at").unwrap_or(today),
        known_at: day("known").map(clock::end_of),
    };
    if form.value("as_at").is_empty() {
        form.set("as_at", today.to_string());
    }
    (view, form)
}

/// The same days in another address; none where today is shown.
fn days_asked(asked: &Asked) -> String {
    let day = |typed: &str| typed.trim().parse::<Date>().ok();
    let pairs = [("as_at", day(&asked.as_at)), ("known", day(&asked.known))];
    let pairs: Vec<String> = pairs
        .into_iter()
        .filter_map(|(name, day)| Some(format!("{name}={}", day?)))
        .collect();
    if pairs.is_empty() {
        String::new()
    } else {
        format!("?{}", pairs.join("&"))
    }
}

/// Before anything was recorded there is nobody to show: said as it is, and the same for somebody who is not here at all.
fn nothing_known_yet(error: casework::Error, view: View) -> Problem {
    match error {
        casework::Error::NotFound(_) if view.known_at.is_some() => Problem::Refused(
            "Nothing was known of this person on that day. Choose a later day.".to_owned(),
        ),
        error => error.into(),
    }
}

fn looking_back(form: &Form, view: View) -> String {
    let known: Option<Date> = form.value("known").parse().ok();
    let day = printed::long_date(&view.as_at);
    match known {
        Some(known) => format!(
            "This is {day}, as it was known on {}.",
            printed::long_date(&known)
        ),
        None => format!("This is {day}, as it is known today."),
    }
}

/// What was done just before, from its word in the address.
fn done(word: &str) -> Option<&'static str> {
    Some(match word {
        "contact" => "Contact saved",
        "spell" | "event" => "Saved",
        "excuse" => "Put off. The reason is in the history.",
        "correction" => "Correction saved. What stood there before is in the history.",
        "withdrawal" => "Withdrawn. It stays in the history.",
        "kept" => "Nothing was changed: what the other person wrote stands.",
        "details" => "Details saved",
        "added" => "Person added",
        _ => return None,
    })
}

fn happening(person: &PersonPage, may_record: bool) -> Vec<Happening> {
    let now = &person.now;
    let since = |day: Date| format!("since {}", printed::long_date(&day));
    let change = |kind: SpellKind, words: &'static str| {
        may_record.then(|| {
            let path = format!(
                "/people/{}/spells/{}/add",
                person.version.person,
                kind.code()
            );
            (path, words)
        })
    };
    let label_of = |kind: SpellKind, starts_on: Date| {
        let record = person
            .spells
            .iter()
            .rfind(|record| record.value.kind() == kind && record.starts_on == starts_on);
        record.map_or_else(String::new, |record| {
            spell_words::place_and_role(&record.value)
        })
    };
    let mut happening = vec![
        Happening {
            label: "Home",
            value: now.accommodation.map_or_else(
                || "Nothing recorded".to_owned(),
                |spell| spell.value.code.label(),
            ),
            note: now.accommodation.map_or_else(String::new, |spell| {
                join(
                    &label_of(SpellKind::Accommodation, spell.starts_on),
                    &since(spell.starts_on),
                )
            }),
            tone: "",
            change: change(SpellKind::Accommodation, "Record a new home"),
        },
        Happening {
            label: "Day",
            value: now.activity.map_or_else(
                || "Nothing recorded".to_owned(),
                |spell| spell.value.code.short_label().to_owned(),
            ),
            note: match (now.neet, now.activity) {
                (Some(neet), _) => since(neet.since),
                (None, Some(spell)) => join(
                    &label_of(SpellKind::Activity, spell.starts_on),
                    &since(spell.starts_on),
                ),
                (None, None) => String::new(),
            },
            tone: activity_tone(person),
            change: change(SpellKind::Activity, "Record a change"),
        },
        Happening {
            label: "In touch",
            value: now.in_touch.map_or_else(
                || "Nothing recorded".to_owned(),
                |spell| spell.value.code.label().to_owned(),
            ),
            note: match person.last_contact_on {
                Some(day) => format!("last contact {}", printed::long_date(&day)),
                None => "no contact recorded".to_owned(),
            },
            tone: "",
            change: change(SpellKind::InTouch, "Record a change"),
        },
    ];
    for (number, (role, worker)) in now.workers.iter().enumerate() {
        happening.push(Happening {
            label: role.label(),
            value: worker
                .as_ref()
                .map_or_else(|| "None".to_owned(), |(name, _)| name.clone()),
            note: worker
                .as_ref()
                .map_or_else(String::new, |(_, from)| since(*from)),
            tone: "",
            change: (number == 0)
                .then(|| change(SpellKind::Allocation, "Record a worker"))
                .flatten(),
        });
    }
    happening
}

fn join(first: &str, second: &str) -> String {
    if first.is_empty() {
        second.to_owned()
    } else {
        format!("{first}, {second}")
    }
}

/// The colour of the day's activity.
fn activity_tone(person: &PersonPage) -> &'static str {
    match person.now.activity.map(|spell| spell.value.code.group()) {
        Some(ActivityGroup::Eet) => "eet",
        Some(ActivityGroup::Neet) => "neet",
        Some(ActivityGroup::NotKnown) | None => "unknown",
    }
}

fn eligibility(person: &PersonPage) -> EligibilityShown {
    let found = &person.eligibility;
    let label = |category: Option<leaving_care::eligibility::Category>| {
        category.map_or("None of the categories of care leaver", |category| {
            category.label()
        })
    };
    EligibilityShown {
        label: label(found.category),
        because: found
            .because
            .iter()
            .map(leaving_care::eligibility::Reason::sentence)
            .collect(),
        changes: found
            .changes
            .iter()
            .map(|(day, category)| (*day, label(*category).to_owned()))
            .collect(),
    }
}

fn ni_number(person: &PersonPage) -> Option<String> {
    person
        .identifiers
        .iter()
        .find(|identifier| identifier.kind == IdentifierKind::NiNumber)
        .map(|identifier| identifier.shown.clone())
}

fn rows(life: &Timeline, may_record: bool) -> Vec<SpellRow> {
    let mut rows = Vec::new();
    for lane in &life.lanes {
        for stretch in lane.stretches.iter().rev() {
            let record = stretch.spell.as_ref();
            rows.push(SpellRow {
                lane: lane.name,
                what: record.map_or_else(
                    || stretch.label.clone(),
                    |record| spell_words::in_words(&record.value),
                ),
                from: stretch.from,
                until: (!stretch.goes_on).then_some(stretch.until),
                known: record.map_or("", |record| record.standing.label()),
                correct: record.filter(|_| may_record).map(|record| record.id),
            });
        }
    }
    for record in &life.to_come {
        rows.push(SpellRow {
            lane: record.value.kind().label(),
            what: format!("To come: {}", spell_words::in_words(&record.value)),
            from: record.starts_on,
            until: record.ends_on,
            known: record.standing.label(),
            correct: may_record.then_some(record.id),
        });
    }
    rows
}
