//! Plans, promises, readiness lists and education plans in the history of changes.

use casework::pathway_plan::{Held, Plan};

use super::{Entry, recorded};
use crate::web::{pathway_plan::mark_words, printed};

/// Everything that was recorded about somebody's plans, without the long texts: these are in the plans.
pub fn of_plans(held: &Held) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (plan, versions) in &held.plans {
        entries.push(Entry {
            what: format!("{} begun", plan.title()),
            ..entry(plan.begun.at, &plan.begun.name)
        });
        for version in versions.iter().filter(|version| !version.is_copied) {
            entries.push(Entry {
                what: format!("{}: {}", plan.title(), head_title(plan, &version.head)),
                after: version
                    .superseded
                    .as_ref()
                    .map_or_else(String::new, |(at, by)| {
                        format!("Written anew: {}", recorded(*at, by))
                    }),
                ..entry(version.by.at, &version.by.name)
            });
        }
        for mark in &plan.marks {
            entries.push(Entry {
                what: format!("{}: {}", plan.title(), mark_words(mark)),
                lines: Some(mark.words.clone())
                    .filter(|words| !words.is_empty())
                    .into_iter()
                    .collect(),
                ..entry(mark.by.at, &mark.by.name)
            });
        }
    }
    entries.extend(of_promises(held));
    entries.extend(held.readiness.iter().map(|record| {
        let item = leaving_care::readiness::find(&record.answer.item);
        Entry {
            what: format!(
                "Readiness list: {}, {}",
                item.map_or("", |item| &item.title),
                record.answer.state.label().to_lowercase()
            ),
            after: record
                .superseded
                .as_ref()
                .map_or_else(String::new, |(at, by)| {
                    format!("Answered anew: {}", recorded(*at, by))
                }),
            ..entry(record.at, &record.by)
        }
    }));
    entries.extend(held.education.iter().map(|record| {
        Entry {
            what: format!("Education plan: {}", record.step.step.label()),
            dates: format!("On {}", printed::long_date(&record.step.happened_on)),
            after: record
                .superseded
                .as_ref()
                .map_or_else(String::new, |superseded| {
                    format!(
                        "Withdrawn: {}. {}",
                        recorded(superseded.at, &superseded.by),
                        superseded.reason
                    )
                }),
            ..entry(record.at, &record.by)
        }
    }));
    entries
}

fn of_promises(held: &Held) -> impl Iterator<Item = Entry> {
    held.actions.iter().map(|record| {
        let came = record.action.came_of_it.as_ref();
        let outcome = came.map_or_else(String::new, |came| {
            format!(" ({})", came.outcome.label().to_lowercase())
        });
        Entry {
            what: format!(
                "Promise: {}, {}{outcome}",
                record.action.what, record.action.owner
            ),
            dates: record.action.due_on.map_or_else(String::new, |due_on| {
                format!("By {}", printed::long_date(&due_on))
            }),
            ..entry(record.at, &record.by)
        }
    })
}

fn head_title(plan: &Plan, head: &str) -> String {
    plan.form
        .heads_on(plan.begun_on)
        .find(|other| other.id == head)
        .map_or_else(String::new, |head| head.title.clone())
}

fn entry(at: jiff::Timestamp, by: &str) -> Entry {
    Entry {
        at,
        recorded: recorded(at, by),
        what: String::new(),
        lines: Vec::new(),
        dates: String::new(),
        known: String::new(),
        after: String::new(),
    }
}
