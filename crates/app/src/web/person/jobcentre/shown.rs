//! What the Jobcentre page shows of each claim, appointment, support and step, in words.

mod appointment;

use casework::jobcentre::{Entry, Side};
use jiff::civil::Date;
use leaving_care::{
    calendar::{LeapDayBirthday, birthday_on},
    claim::{Claim, Conference, Consent, Ledger, Scope, Stage, Step, Support, month_five_on},
};
use uuid::Uuid;

pub use appointment::{AppointmentShown, appointments};

use super::{read, words};
use crate::web::{person::draft, printed};

/// What the young person said about sharing.
pub struct ConsentShown {
    /// A word in colour, and the colour.
    pub tag: &'static str,
    pub tone: &'static str,
    pub sentence: String,
    pub holds: bool,
}

impl ConsentShown {
    pub fn of(ledger: &Ledger, as_at: Date) -> Self {
        let Some(entry) = ledger.consent_on(as_at) else {
            return Self {
                tag: "Not asked yet",
                tone: "unknown",
                sentence: "Nobody has recorded whether they agree. Until then nothing is shared with the Jobcentre.".to_owned(),
                holds: false,
            };
        };
        let day = printed::long_date(&entry.on);
        let shared = ledger.may_share_on(as_at);
        let (tag, tone, sentence) = match entry.was {
            Consent::Given if shared.is_empty() => (
                "Agreement ended",
                "unknown",
                format!(
                    "They agreed on {day}, until {}. Nothing is shared now.",
                    entry
                        .until
                        .map_or_else(String::new, |until| printed::long_date(&until))
                ),
            ),
            Consent::Given => {
                let what: Vec<String> = shared
                    .iter()
                    .map(|scope: &Scope| scope.label().to_lowercase())
                    .collect();
                let until = entry.until.map_or_else(String::new, |until| {
                    format!(", until {}", printed::long_date(&until))
                });
                let by = if entry.taken_by.is_empty() {
                    String::new()
                } else {
                    format!(" Asked by {}.", entry.taken_by)
                };
                (
                    "Agreed",
                    "eet",
                    format!(
                        "On {day}, {}{until}. Shared: {}.{by}",
                        entry.how.label().to_lowercase(),
                        what.join("; ")
                    ),
                )
            }
            Consent::Refused => (
                "Did not agree",
                "unknown",
                format!("They did not agree on {day}. Nothing is shared with the Jobcentre."),
            ),
            Consent::Withdrawn => (
                "Taken back",
                "unknown",
                format!("They took their agreement back on {day}. Nothing is shared since."),
            ),
        };
        Self {
            tag,
            tone,
            sentence,
            holds: !shared.is_empty(),
        }
    }
}

/// When they were told what the Jobcentre offers; empty when nobody has.
pub fn information(ledger: &Ledger) -> String {
    ledger
        .information
        .last()
        .map_or_else(String::new, |(on, material)| {
            let given = if material.is_empty() {
                String::new()
            } else {
                format!(": {material}")
            };
            format!("Told on {}{given}.", printed::long_date(on))
        })
}

pub fn no_claim(ledger: &Ledger) -> String {
    ledger
        .no_claim_needed
        .last()
        .map_or_else(String::new, |(on, reason)| {
            format!(
                "On {} it was recorded that no claim is needed: {reason}",
                printed::long_date(on)
            )
        })
}

/// One step of the list of a claim.
pub struct StageShown {
    pub code: &'static str,
    pub label: &'static str,
    pub on: Option<Date>,
}

/// A claim.
pub struct ClaimShown {
    pub id: Uuid,
    pub sentence: String,
    /// Jobcentre and work coach, where known.
    pub whom: String,
    pub stages: Vec<StageShown>,
    /// Days, in sentences: to the first payment, to month five.
    pub clock: Vec<String>,
    pub is_open: bool,
    pub is_handover_done: bool,
    /// A tap records it: the next stage in the usual order.
    pub next: Option<StageShown>,
    pub tap_id: Uuid,
}

impl ClaimShown {
    pub fn of(claim: &Claim, ledger: &Ledger, born: Date, as_at: Date) -> Self {
        let stage = |stage: Stage| StageShown {
            code: stage.code(),
            label: claim.benefit.stage_label(stage),
            on: claim.day_of(stage),
        };
        // After the start nobody makes it ready any more: what was left out is then not asked for.
        let has_started = claim.day_of(Stage::Started).is_some();
        let is_asked =
            |one: &Stage| claim.day_of(*one).is_some() || !has_started || *one > Stage::Started;
        let next = read::stages_to_come(claim)
            .filter(is_asked)
            .find(|one| *one != Stage::Ended);
        let whom: Vec<&str> = [claim.office.as_str(), claim.work_coach.as_str()]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect();
        Self {
            id: claim.id,
            sentence: words::claim(claim, as_at),
            whom: whom.join(", "),
            stages: Stage::ALL
                .iter()
                .copied()
                .filter(is_asked)
                .map(stage)
                .collect(),
            clock: clock(claim, born, as_at),
            is_open: claim.is_open(),
            is_handover_done: ledger.is_handover_done(claim.id),
            next: next.map(stage),
            tap_id: Uuid::now_v7(),
        }
    }
}

fn clock(claim: &Claim, born: Date, as_at: Date) -> Vec<String> {
    let mut lines = Vec::new();
    let eighteenth = birthday_on(born, 18, LeapDayBirthday::default());
    if as_at < eighteenth {
        let days = (eighteenth - as_at).get_days();
        lines.push(format!(
            "18 on {}, in {}.",
            printed::long_date(&eighteenth),
            days_in_words(days)
        ));
    }
    if let Some(ready) = claim.was_ready_at_eighteen(born, as_at) {
        lines.push(
            if ready {
                "Ready by the 18th birthday."
            } else {
                "Not ready by the 18th birthday."
            }
            .to_owned(),
        );
    }
    match (claim.first_payment(born), claim.first_payment_due(born)) {
        (Some(payment), _) => {
            let after = match payment.days_after_eighteenth {
                0 => "on the 18th birthday".to_owned(),
                days @ 1.. => format!("{} after the 18th birthday", days_in_words(days)),
                days => format!("{} before the 18th birthday", days_in_words(-days)),
            };
            let in_time = match payment.is_in_time {
                Some(true) => ", in time",
                Some(false) => ", later than it should have been",
                None => "",
            };
            lines.push(format!(
                "First payment on {}, {after}{in_time}.",
                printed::long_date(&payment.on)
            ));
        }
        (None, Some(due)) if claim.is_open() && due < as_at => {
            lines.push(format!(
                "The first payment should have come by {}. Ask the Jobcentre when it will, and about an advance.",
                printed::long_date(&due)
            ));
        }
        (None, Some(due)) if claim.is_open() => {
            lines.push(format!(
                "The first payment is in time until {}. {}",
                printed::long_date(&due),
                claim.benefit.terms().first_payment
            ));
        }
        _ => {}
    }
    if let Some(started) = claim.day_of(Stage::Started).filter(|_| claim.is_open()) {
        let five = month_five_on(started);
        lines.push(if five <= as_at {
            format!(
                "Month five began on {}: face to face each week, with the adviser.",
                printed::long_date(&five)
            )
        } else {
            format!(
                "Month five begins on {}: from then face to face each week, with the adviser.",
                printed::long_date(&five)
            )
        });
    }
    lines
}

fn days_in_words(days: i32) -> String {
    match days {
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}

/// A support with what became of it.
pub struct SupportShown {
    pub id: Uuid,
    pub title: String,
    pub stages: Vec<String>,
    pub goes_on: bool,
}

pub fn support(ledger: &Ledger) -> Vec<SupportShown> {
    let shown = |one: &Support| SupportShown {
        id: one.id,
        title: words::support_title(&one.item),
        stages: one
            .stages
            .iter()
            .map(|(stage, on)| words::support_stage(*stage, *on))
            .collect(),
        goes_on: !one.next().is_empty(),
    };
    ledger.support.iter().rev().map(shown).collect()
}

/// A case conference.
pub struct ConferenceShown {
    pub id: Uuid,
    pub title: String,
    pub who: String,
    pub notes: String,
    pub recommendation: String,
    pub goes_on: bool,
}

pub fn conferences(ledger: &Ledger) -> Vec<ConferenceShown> {
    let shown = |one: &Conference| {
        let title = match (one.held_on, one.called_off_on, one.requested_on) {
            (Some(on), ..) => format!("Held on {}", printed::long_date(&on)),
            (_, Some(on), _) => format!("Called off on {}", printed::long_date(&on)),
            (_, _, Some(on)) => format!("Asked for on {}", printed::long_date(&on)),
            (None, None, None) => "Asked for".to_owned(),
        };
        let who: Vec<&str> = one.present.iter().map(|one| one.label()).collect();
        ConferenceShown {
            id: one.id,
            title: format!("{title}, called by {}", one.called_by.label()),
            who: who.join(", "),
            notes: if one.notes.is_empty() {
                one.why.clone()
            } else {
                one.notes.clone()
            },
            recommendation: one.recommendation.clone(),
            goes_on: one.held_on.is_none() && one.called_off_on.is_none(),
        }
    };
    ledger.conferences.iter().rev().map(shown).collect()
}

/// A step in the list of what happened.
pub struct Happened {
    pub on: Date,
    pub what: String,
    pub note: String,
    pub side: &'static str,
    pub is_jobcentres: bool,
    /// "Sam Okafor, 3 March 2026".
    pub recorded: String,
    pub correct: Option<Uuid>,
    /// What stood there before it was corrected, by whom and why; the last correction first.
    pub corrections: Vec<String>,
}

/// What was withdrawn: what it said, and by whom, when and why.
pub struct Withdrawn {
    pub what: String,
    pub on: Date,
    pub words: String,
}

/// Everything that happened, the last day first; of one day what was recorded last first.
pub fn happened(entries: &[Entry], changed: &[Entry], may_correct: bool) -> Vec<Happened> {
    let mut happened: Vec<Happened> = entries
        .iter()
        .rev()
        .map(|entry| Happened {
            on: entry.taken.on,
            what: what(entry),
            corrections: corrections(entry.version, changed),
            note: entry.taken.step.note().to_owned(),
            side: entry.side.label(),
            is_jobcentres: entry.side == Side::Jobcentre,
            recorded: format!("{}, {}", entry.recorded_by, draft::day(entry.recorded_at)),
            correct: may_correct.then_some(entry.version),
        })
        .collect();
    happened.sort_by_key(|one| std::cmp::Reverse(one.on));
    happened
}

fn what(entry: &Entry) -> String {
    let label = entry.taken.step.label();
    match &entry.taken.step {
        Step::AppointmentArranged { for_day, .. } => {
            format!("{label} for {}", printed::long_date(for_day))
        }
        _ => label,
    }
}

/// What stood in the place of a version before, back to the first.
fn corrections(version: Uuid, changed: &[Entry]) -> Vec<String> {
    let mut found = Vec::new();
    let mut next = Some(version);
    while let Some(version) = next {
        let before = changed.iter().find_map(|entry| {
            let superseded = entry.superseded.as_ref()?;
            (superseded.replaced_by == Some(version)).then_some((entry, superseded))
        });
        next = before.map(|(entry, _)| entry.version);
        found.extend(before.map(|(entry, superseded)| {
            format!(
                "Corrected on {} by {}{}. Before: {}, {}.",
                draft::day(superseded.at),
                superseded.by,
                because(&superseded.reason),
                what(entry),
                printed::long_date(&entry.taken.on)
            )
        }));
    }
    found
}

/// What was withdrawn, the last recorded first.
pub fn withdrawn(changed: &[Entry]) -> Vec<Withdrawn> {
    let withdrawn = changed.iter().filter_map(|entry| {
        let superseded = entry.superseded.as_ref()?;
        superseded.replaced_by.is_none().then(|| Withdrawn {
            what: what(entry),
            on: entry.taken.on,
            words: format!(
                "recorded by {}, withdrawn on {} by {}{}",
                entry.recorded_by,
                draft::day(superseded.at),
                superseded.by,
                because(&superseded.reason)
            ),
        })
    });
    withdrawn.collect()
}

fn because(reason: &str) -> String {
    let reason = reason.trim_end_matches('.');
    if reason.is_empty() {
        String::new()
    } else {
        format!(": {reason}")
    }
}

/// "12 steps".
pub fn how_many(entries: &[Entry]) -> String {
    match entries.len() {
        1 => "1 step".to_owned(),
        number => format!("{number} steps"),
    }
}
