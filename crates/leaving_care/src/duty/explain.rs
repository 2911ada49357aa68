//! A protocol as a table in plain words: for each duty what starts it, when it is due, how often, and what ends it.

use super::{
    definition::{Acceptance, AcceptsFrom, Cadence, Consent, Definition, Protocol, Starts, Which},
    length::Length,
};
use crate::event::EventKind;

/// One duty, told.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Explanation {
    pub duty: String,
    pub title: String,
    pub owed_by: String,
    /// What starts it: the anchor from which days are counted.
    pub anchor: String,
    pub opens: String,
    pub first_due: String,
    pub late: String,
    pub again: String,
    #[serde(skip)]
    pub comes_again: bool,
    /// "yes", "no", or "does not come again".
    pub early_resets_the_clock: String,
    pub done_by: String,
    pub ends: String,
    pub put_off_by: String,
    pub source: String,
    /// "read in the text", "not read in the text", with "local choice" where the text names no day.
    pub standing: String,
}

impl Explanation {
    pub const HEADINGS: [&str; 14] = [
        "Duty",
        "What",
        "Owed by",
        "Counted from",
        "Opens",
        "First due",
        "Late",
        "Comes again",
        "Early resets the clock",
        "Done by",
        "Ends",
        "Can be put off",
        "Source",
        "Standing",
    ];

    pub fn cells(&self) -> [&str; 14] {
        [
            &self.duty,
            &self.title,
            &self.owed_by,
            &self.anchor,
            &self.opens,
            &self.first_due,
            &self.late,
            &self.again,
            &self.early_resets_the_clock,
            &self.done_by,
            &self.ends,
            &self.put_off_by,
            &self.source,
            &self.standing,
        ]
    }
}

/// Every duty of a protocol, in its order.
pub fn explain(protocol: &Protocol) -> Vec<Explanation> {
    protocol
        .duties
        .iter()
        .map(|duty| explained(protocol, duty))
        .collect()
}

fn explained(protocol: &Protocol, duty: &Definition) -> Explanation {
    Explanation {
        duty: duty.id.clone(),
        title: duty.title.clone(),
        owed_by: match duty.role {
            Some(role) => format!("{}: {}", duty.owed_by.label(), role.label()),
            None => duty.owed_by.label().to_owned(),
        },
        anchor: anchor(duty),
        opens: opens(duty),
        first_due: first_due(duty),
        late: if duty.late.is_none() {
            "the day after it is due".to_owned()
        } else {
            format!("{} after it is due, from the next day", duty.late)
        },
        again: again(duty),
        comes_again: duty.every.is_some(),
        early_resets_the_clock: match &duty.every {
            None => "does not come again".to_owned(),
            Some(Cadence::Every {
                early_resets: true, ..
            }) => "yes: the next is counted from the day on which it was last done".to_owned(),
            Some(Cadence::Every { .. }) => "no: only what is done in the window counts".to_owned(),
            Some(Cadence::By(_)) => "it counts for the stretch in which it was done".to_owned(),
        },
        done_by: done_by(duty),
        ends: ends(duty),
        put_off_by: put_off_by(protocol, duty),
        source: duty.source.clone(),
        standing: format!(
            "{}{}",
            if duty.verified {
                "read in the text"
            } else {
                "not read in the text"
            },
            if duty.local {
                ", the day is a local choice"
            } else {
                ""
            }
        ),
    }
}

fn kinds(kinds: &[EventKind], joint: &str) -> String {
    let words: Vec<String> = kinds
        .iter()
        .map(|kind| format!("{} ({})", kind.label(), kind.code()))
        .collect();
    words.join(joint)
}

fn anchor(duty: &Definition) -> String {
    let mut words = anchor_alone(duty);
    if let Some(age) = duty.counts_from_age {
        words.push_str("; not before the age of ");
        words.push_str(&age.to_string());
    }
    words
}

fn anchor_alone(duty: &Definition) -> String {
    let mut words = match &duty.starts {
        Starts::AtAges(ages) => {
            let ages: Vec<String> = ages.iter().map(ToString::to_string).collect();
            format!("reaching the age of {}", ages.join(", "))
        }
        Starts::On {
            kinds: events,
            after,
            which,
        } => {
            let mut words = if after.is_none() {
                kinds(events, " or ")
            } else {
                format!("{after} after: {}", kinds(events, " or "))
            };
            match which {
                Which::Each => words.push_str("; each for itself"),
                Which::Latest => words.push_str("; a new one takes the place of the one before"),
                Which::First => words.push_str("; only the first"),
                Which::FirstSince(since) => {
                    words.push_str("; only the first since ");
                    words.push_str(&kinds(since, " or "));
                }
            }
            words
        }
    };
    if !duty.only_after.is_empty() {
        words.push_str("; only after ");
        words.push_str(&kinds(&duty.only_after, " or "));
    }
    if !duty.unless.is_empty() {
        words.push_str("; not where ");
        words.push_str(&kinds(&duty.unless, " or "));
    }
    words
}

fn opens(duty: &Definition) -> String {
    match (duty.opens, &duty.every) {
        (Some(length), _) if !length.is_none() => format!("{length} before it is due"),
        (Some(_), _) | (None, Some(_)) => "on the day it is due".to_owned(),
        (None, None) => "at once".to_owned(),
    }
}

fn first_due(duty: &Definition) -> String {
    if let Some(age) = duty.due_at_age {
        return format!("at the age of {age}");
    }
    match &duty.every {
        Some(Cadence::By(days)) => format!("by the next of {}", by_days(days)),
        _ if duty.due.is_none() => "that day".to_owned(),
        _ => format!("{} later", duty.due),
    }
}

fn by_days(days: &[(i8, i8)]) -> String {
    let words: Vec<String> = days
        .iter()
        .map(|(month, day)| {
            let date = jiff::civil::Date::new(2025, *month, *day).unwrap_or_default();
            crate::wording::day(date).replace(" 2025", "")
        })
        .collect();
    words.join(", ")
}

fn again(duty: &Definition) -> String {
    match &duty.every {
        None => "once".to_owned(),
        Some(Cadence::Every { length, .. }) => format!("every {length}"),
        Some(Cadence::By(days)) => format!("by each {}", by_days(days)),
    }
}

fn done_by(duty: &Definition) -> String {
    let words: Vec<String> = duty.fulfilled_by.iter().map(acceptance).collect();
    let since = match duty.accepts {
        AcceptsFrom::Ever => "; however long ago".to_owned(),
        AcceptsFrom::Start(length) if length == Length::NONE => String::new(),
        AcceptsFrom::Start(length) if length.is_negative() => {
            format!(
                "; from {} before the day it is counted from",
                length.to_string().trim_start_matches('-')
            )
        }
        AcceptsFrom::Start(length) => format!("; from {length} after the day it is counted from"),
    };
    format!("{}{since}", words.join(" or "))
}

fn acceptance(acceptance: &Acceptance) -> String {
    let mut words = format!("{} ({})", acceptance.kind.label(), acceptance.kind.code());
    if acceptance.face_to_face {
        words.push_str(", face to face");
    }
    if acceptance.not_remote {
        words.push_str(", unless it is known that it was not face to face");
    }
    if acceptance.adviser_present {
        words.push_str(", with the council's adviser");
    }
    if !acceptance.present.is_empty() {
        let who: Vec<String> = acceptance
            .present
            .iter()
            .map(|choice| {
                let choice: Vec<&str> = choice.iter().map(|attendee| attendee.label()).collect();
                choice.join(" or ")
            })
            .collect();
        words.push_str(", with ");
        words.push_str(&who.join(", "));
        words.push_str(", or somebody who is said to stand in");
    }
    if acceptance.in_time {
        words.push_str(", in time");
    }
    if !acceptance.step.is_empty() {
        words.push_str(", step \"");
        words.push_str(&acceptance.step);
        words.push('"');
    }
    words
}

fn ends(duty: &Definition) -> String {
    let mut words = Vec::new();
    if duty.catch_up {
        words.push(
            "where its day had passed when the council adopted the protocol, counted from then"
                .to_owned(),
        );
    }
    if !duty.ends.on.is_empty() {
        words.push(kinds(&duty.ends.on, " or "));
    }
    if let Some(age) = duty.ends.at_age {
        words.push(format!("at the age of {age}"));
    }
    if let Some(length) = duty.ends.after {
        words.push(format!("{length} after the start, that day included"));
    }
    for pauses in &duty.pauses {
        words.push(format!(
            "stands still from {} until {}, then starts anew",
            kinds(&[pauses.from], ""),
            kinds(&[pauses.until], "")
        ));
    }
    match duty.consent {
        Consent::DoesNotMatter => {}
        Consent::Needed => {
            words.push("waits while there is no agreement to share with the Jobcentre".to_owned());
        }
        Consent::NotRefused => words.push(
            "waits while an agreement to share with the Jobcentre was refused or taken back"
                .to_owned(),
        ),
    }
    if words.is_empty() {
        words.push("when it is done".to_owned());
    }
    words.join("; ")
}

fn put_off_by(protocol: &Protocol, duty: &Definition) -> String {
    let words: Vec<String> = duty
        .excused_by
        .iter()
        .filter_map(|id| protocol.exemption(id))
        .map(|exemption| {
            format!(
                "{} ({}): {} days{}",
                exemption.title,
                exemption.id,
                exemption.days,
                if exemption.rescues_overdue {
                    ", also when it was already late"
                } else {
                    ""
                }
            )
        })
        .collect();
    if words.is_empty() {
        "no".to_owned()
    } else {
        words.join("; ")
    }
}
