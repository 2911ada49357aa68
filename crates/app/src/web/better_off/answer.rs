//! The answer as a page: the difference first, then the table, what to ask, hours, first weeks, days ahead, and every line.

use askama::Template;
use better_off::{Line, Outcome, Pay, Pence, Question, Value};
use casework::better_off::{Answer, Case, Kept, Situation};
use jiff::civil::Date;
use uuid::Uuid;

use super::{
    shown::{Comparison, OfferShown, comparison, offers, rent_is_open},
    words::{a_week, about, about_signed},
};
use crate::web::{
    charts::{MoneyByHours, money_by_hours},
    form::Form,
    layout::Page,
    printed,
};

#[derive(Template)]
#[template(path = "better_off/answer.html")]
pub struct AnswerPage {
    page: Page,
    person: Option<Uuid>,
    may_read_money: bool,
    name: String,
    made: String,
    action: String,
    form: Form,
    saved: Option<SavedShown>,
    findings: Vec<FindingShown>,
    offers: Vec<OfferShown>,
    now_sentence: String,
    table: Comparison,
    ask: Vec<Question>,
    curves: Vec<CurveShown>,
    calendars: Vec<CalendarShown>,
    changes: Vec<AheadShown>,
    beside: Vec<BesideShown>,
    explained: Vec<Explained>,
    rates_note: String,
}

/// What stands around the answer.
pub struct Frame {
    pub person: Option<Uuid>,
    /// Whether the reader may open the person's money and entitlements.
    pub may_read_money: bool,
    pub name: String,
    pub made: String,
    /// Where the form goes when it is kept or changed.
    pub action: String,
    pub form: Form,
    pub saved: Option<SavedShown>,
}

pub struct SavedShown {
    pub id: Uuid,
    pub is_same: bool,
    pub kept: Vec<Kept>,
}

struct FindingShown {
    about: String,
    reason: String,
    remedy: &'static str,
    law: &'static str,
}

struct CurveShown {
    title: String,
    drawn: String,
    rows: Vec<HoursRow>,
    cliffs: Vec<String>,
}

struct HoursRow {
    hours: u8,
    a_month: String,
    a_week: String,
    is_cliff: bool,
}

struct CalendarShown {
    id: String,
    name: String,
    /// What must be known before there is one.
    missing: String,
    sentences: Vec<String>,
    events: Vec<EventShown>,
}

struct EventShown {
    on: String,
    title: String,
    amount: String,
    in_hand: String,
    is_lowest: bool,
}

struct AheadShown {
    name: String,
    sentences: Vec<String>,
}

pub struct BesideShown {
    pub title: &'static str,
    pub amount: String,
    /// With which choice, where it is not with all.
    pub about: String,
    pub why: &'static str,
    pub due: String,
    pub is_verified: bool,
}

struct Explained {
    name: String,
    how_many: usize,
    lines: Vec<LineShown>,
}

struct LineShown {
    title: &'static str,
    amount: String,
    why: String,
    law: &'static str,
    inputs: String,
    rates: Vec<String>,
}

impl AnswerPage {
    pub fn new(page: Page, case: &Case, answer: &Answer, frame: Frame) -> Self {
        Self {
            page,
            person: frame.person,
            may_read_money: frame.may_read_money,
            name: frame.name,
            made: frame.made,
            action: frame.action,
            form: frame.form,
            saved: frame.saved,
            findings: findings(answer),
            offers: offers(answer),
            now_sentence: now_sentence(answer),
            table: comparison(answer, |amount| amount.to_string()),
            ask: answer.ask(),
            curves: curves(answer),
            calendars: calendars(case, answer),
            changes: changes(answer),
            beside: beside(answer),
            explained: explained(answer),
            rates_note: rates_note(&answer.now.outcome, case.as_at),
        }
    }
}

pub fn name_of(situation: &Situation) -> String {
    if situation.name.is_empty() {
        "Now".to_owned()
    } else {
        situation.name.clone()
    }
}

/// What is left now, where there is nothing to compare.
pub fn now_sentence(answer: &Answer) -> String {
    if rent_is_open(&answer.now) {
        return "help with the rent is not worked out yet; see what to ask.".to_owned();
    }
    let left = answer.now.outcome.amounts.after_rent;
    format!(
        "about {} a week is left after rent, {} a month.",
        about_signed(a_week(left)),
        about_signed(left)
    )
}

fn findings(answer: &Answer) -> Vec<FindingShown> {
    let mut found: Vec<FindingShown> = Vec::new();
    for situation in answer.all() {
        for finding in &situation.outcome.findings {
            // What is wrong with the home or the children is wrong in every choice: said once.
            if !found.iter().any(|known| known.reason == finding.reason) {
                found.push(FindingShown {
                    about: format!("{}:", name_of(situation)),
                    reason: finding.reason.clone(),
                    remedy: finding.remedy,
                    law: finding.law,
                });
            }
        }
    }
    found
}

/// Every fourth hour, and both sides of each step.
const EVERY_HOURS: u8 = 4;

/// A curve for each pay and home that is offered; without a job offered, for now.
fn curves(answer: &Answer) -> Vec<CurveShown> {
    let mut drawn: Vec<&Situation> = Vec::new();
    for situation in &answer.offers {
        let is_other = |known: &&Situation| {
            known
                .curve
                .points
                .iter()
                .map(|point| point.amounts.after_rent)
                .ne(situation
                    .curve
                    .points
                    .iter()
                    .map(|point| point.amounts.after_rent))
        };
        if situation.household.claimant.job.is_some() && drawn.iter().all(is_other) {
            drawn.push(situation);
        }
    }
    if drawn.is_empty() {
        drawn.push(&answer.now);
    }
    drawn
        .into_iter()
        .zip(1..)
        .map(|(situation, number)| curve(situation, number))
        .collect()
}

fn curve(situation: &Situation, number: usize) -> CurveShown {
    let curve = &situation.curve;
    let job = situation.household.claimant.job.as_ref();
    let pay = match job.map(|job| job.pay) {
        Some(Pay::Hourly(pay)) => format!("{pay} an hour"),
        Some(Pay::Yearly(pay)) => format!("{pay} a year"),
        Some(Pay::LegalMinimum) | None => "the lowest legal pay".to_owned(),
    };
    let title = format!("{}: {pay}", name_of(situation));
    let steps: Vec<(u8, u8)> = curve
        .cliffs
        .iter()
        .map(|cliff| (cliff.from_hours, cliff.to_hours))
        .collect();
    let hours = job.map_or(0, |job| job.minutes_a_week / 60);
    let rows = curve
        .points
        .iter()
        .filter_map(|point| {
            let is_cliff = steps
                .iter()
                .any(|(from, to)| point.hours == *from || point.hours == *to);
            (is_cliff || point.hours.is_multiple_of(EVERY_HOURS)).then(|| HoursRow {
                hours: point.hours,
                a_month: point.amounts.after_rent.to_string(),
                a_week: a_week(point.amounts.after_rent).to_string(),
                is_cliff,
            })
        })
        .collect();
    CurveShown {
        drawn: money_by_hours(&MoneyByHours {
            id: format!("hours-{number}"),
            title: format!("Left after rent a month by hours of work, {title}"),
            points: curve
                .points
                .iter()
                .map(|point| (point.hours, point.amounts.after_rent.0))
                .collect(),
            steps,
            spots: u8::try_from(hours)
                .map(|hours| (hours, name_of(situation)))
                .into_iter()
                .collect(),
        }),
        title,
        rows,
        cliffs: curve
            .cliffs
            .iter()
            .map(|cliff| cliff.sentence.clone())
            .collect(),
    }
}

fn calendars(case: &Case, answer: &Answer) -> Vec<CalendarShown> {
    answer
        .offers
        .iter()
        .zip(1..)
        .filter_map(|(offer, number)| {
            let mut shown = CalendarShown {
                id: format!("first-weeks-{number}"),
                name: offer.name.clone(),
                missing: String::new(),
                sentences: Vec::new(),
                events: Vec::new(),
            };
            match offer.calendar.as_ref()? {
                Err(why) => shown.missing = why.to_string(),
                Ok(calendar) => {
                    shown.sentences.clone_from(&calendar.sentences);
                    shown.sentences.extend(nothing_in_hand(case));
                    shown.events = calendar
                        .events
                        .iter()
                        .map(|event| EventShown {
                            on: event.on.strftime("%-d %b").to_string(),
                            title: event.title.clone(),
                            amount: event.amount.to_string(),
                            in_hand: event.in_hand.to_string(),
                            is_lowest: calendar.lowest.as_ref() == Some(event),
                        })
                        .collect();
                }
            }
            Some(shown)
        })
        .collect()
}

/// Said where nobody entered what is in hand: the lowest point depends on it.
pub fn nothing_in_hand(case: &Case) -> Option<String> {
    case.start.in_hand.is_none().then(|| {
        "The money in hand on the evening before was not entered: taken as nothing.".to_owned()
    })
}

fn changes(answer: &Answer) -> Vec<AheadShown> {
    answer
        .all()
        .map(|situation| AheadShown {
            name: name_of(situation),
            sentences: situation
                .changes
                .iter()
                .map(|change| change.sentence.clone())
                .collect(),
        })
        .collect()
}

/// Each sum once, with the choice that brings it where not every choice does.
pub fn beside(answer: &Answer) -> Vec<BesideShown> {
    let mut shown: Vec<BesideShown> = Vec::new();
    for situation in answer.all() {
        for sum in &situation.beside {
            if shown.iter().any(|known| known.title == sum.title) {
                continue;
            }
            let is_everywhere = answer
                .all()
                .all(|other| other.beside.iter().any(|known| known.kind == sum.kind));
            shown.push(BesideShown {
                title: sum.title,
                amount: format!("{} {}", sum.amount, sum.how_often).replacen(".00 ", " ", 1),
                about: if is_everywhere {
                    String::new()
                } else {
                    name_of(situation)
                },
                why: sum.why,
                due: sum
                    .due
                    .iter()
                    .map(|(day, part)| format!("{} on {}", about(*part), printed::long_date(day)))
                    .collect::<Vec<_>>()
                    .join(", "),
                is_verified: sum.is_verified,
            });
        }
    }
    shown
}

fn explained(answer: &Answer) -> Vec<Explained> {
    answer
        .all()
        .map(|situation| {
            let outcome = &situation.outcome;
            Explained {
                name: name_of(situation),
                how_many: outcome.trace.len(),
                lines: outcome
                    .trace
                    .iter()
                    .map(|line| shown_line(line, outcome))
                    .collect(),
            }
        })
        .collect()
}

fn shown_line(line: &Line, outcome: &Outcome) -> LineShown {
    let inputs: Vec<String> = line
        .inputs
        .iter()
        .map(|input| format!("{}: {}", input.name, input.value))
        .collect();
    let rates = outcome
        .parameters
        .iter()
        .filter(|value| line.parameters.contains(&value.name))
        .map(|value| rate(value))
        .collect();
    LineShown {
        title: line.title,
        amount: line.amount.to_string(),
        why: line.why.clone(),
        law: line.law,
        inputs: inputs.join("; "),
        rates,
    }
}

/// "standard allowance, single under 25: 338.58, 6 April 2026 to 11 April 2027, SI 2026/148. Not yet read there."
fn rate(value: &Value) -> String {
    let name = value.name.replace('.', ", ").replace('_', " ");
    let checked = if value.verified {
        ""
    } else {
        " Nobody has checked it against the law yet."
    };
    format!(
        "{name}: {} ({}), {} to {}, {}.{checked}",
        Pence(value.hundredths).plain(),
        value.unit,
        printed::short_date(&value.from),
        printed::short_date(&value.to),
        value.instrument
    )
}

fn rates_note(outcome: &Outcome, as_at: Date) -> String {
    let unchecked = outcome
        .parameters
        .iter()
        .filter(|value| !value.verified)
        .count();
    format!(
        "Worked out for {} with rates version {}. Of {} rates used now, {unchecked} were taken from published figures and not yet checked against the law.",
        printed::long_date(&as_at),
        outcome.rates_version,
        outcome.parameters.len()
    )
}
