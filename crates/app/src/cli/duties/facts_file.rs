//! What happened to one person, read from JSON: every place that is wrong is told, with reason and remedy.

mod excuses;
#[cfg(test)]
mod tests;

use std::{fmt, sync::Arc};

use jiff::{Timestamp, civil::Date};
use leaving_care::{
    authority::Nation,
    calendar::LeapDayBirthday,
    duty::{DutyFacts, Protocol, Protocols, WorkingDays},
    event::{Event, EventDetails, EventKind},
};
use serde_json::{Map, Value};

use crate::clock;

/// Something in the file that cannot be used.
#[derive(Debug, PartialEq, Eq, serde::Serialize)]
pub struct FileFinding {
    /// "facts[3].on"
    pub place: String,
    pub reason: String,
    pub remedy: String,
    /// Whether the duties cannot be told with it; otherwise only this is left out.
    #[serde(skip)]
    pub stops: bool,
}

impl fmt::Display for FileFinding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {} {}", self.place, self.reason, self.remedy)
    }
}

/// A file that can be used.
#[derive(Debug)]
pub struct FactsFile {
    pub facts: DutyFacts,
    pub protocols: Protocols,
}

/// A file as read: what can be used of it, and what was wrong.
#[derive(Debug)]
pub struct ReadFile {
    /// `None`: too much is wrong to tell duties.
    pub file: Option<FactsFile>,
    pub findings: Vec<FileFinding>,
}

impl FactsFile {
    /// Reads the text. `own`: protocols besides those that ship; each is looked at whether the file names it or not.
    pub fn read(text: &str, own: &[Arc<Protocol>]) -> ReadFile {
        let mut reader = Reader::default();
        // Some editors put a mark before the text.
        let text = text.trim_start_matches('\u{feff}');
        let file = match serde_json::from_str::<Value>(text) {
            Ok(Value::Object(file)) => reader.file(&file, own),
            Ok(_) => {
                reader.stop(
                    "the file",
                    "It is no JSON object.",
                    "It begins with { and holds date_of_birth, nation, protocols and facts.",
                );
                None
            }
            Err(wrong) => {
                reader.stop(
                    "the file",
                    format!("It is no JSON: {wrong}."),
                    "Mend the place that is named.",
                );
                None
            }
        };
        let is_stopped = reader.findings.iter().any(|finding| finding.stops);
        ReadFile {
            file: file.filter(|_| !is_stopped),
            findings: reader.findings,
        }
    }
}

/// Where no nation is said, that of the first protocol that has one; England where none has.
fn nation_of_protocols(named: Option<&Value>, own: &[Arc<Protocol>]) -> Nation {
    let named = named
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    let find = |name: &str| {
        own.iter()
            .find(|protocol| protocol.id == name)
            .or_else(|| Protocols::shipped().find(name))
    };
    named
        .iter()
        .filter_map(Value::as_str)
        .filter_map(find)
        .find_map(|protocol| protocol.nation)
        .unwrap_or(Nation::England)
}

#[derive(Default)]
struct Reader {
    findings: Vec<FileFinding>,
}

const DATE_REMEDY: &str = "Write year, month and day: \"2026-03-02\".";

impl Reader {
    fn stop(
        &mut self,
        place: impl Into<String>,
        reason: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.find(place, reason, remedy, true);
    }

    fn note(
        &mut self,
        place: impl Into<String>,
        reason: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.find(place, reason, remedy, false);
    }

    fn find(
        &mut self,
        place: impl Into<String>,
        reason: impl Into<String>,
        remedy: impl Into<String>,
        stops: bool,
    ) {
        self.findings.push(FileFinding {
            place: place.into(),
            reason: reason.into(),
            remedy: remedy.into(),
            stops,
        });
    }

    fn file(&mut self, file: &Map<String, Value>, own: &[Arc<Protocol>]) -> Option<FactsFile> {
        for name in file.keys() {
            if ![
                "date_of_birth",
                "nation",
                "protocols",
                "facts",
                "leap_day",
                "bank_holidays",
            ]
            .contains(&name.as_str())
            {
                self.note(
                    name,
                    "This is not known here and was left out.",
                    "Check the spelling.",
                );
            }
        }
        let date_of_birth = if let Some(value) = file.get("date_of_birth") {
            self.day("date_of_birth", value)
        } else {
            self.stop("date_of_birth", "It is missing.", DATE_REMEDY);
            None
        };
        let nation = match file.get("nation") {
            None | Some(Value::Null) => nation_of_protocols(file.get("protocols"), own),
            Some(value) => self.nation(value),
        };
        let leap_day = self.leap_day(file.get("leap_day"));
        let events = self.events(file.get("facts"), date_of_birth);
        let protocols = self.protocols(file, nation, own);
        self.excuses(&events, &protocols);
        Some(FactsFile {
            facts: DutyFacts {
                says_every_category: false,
                date_of_birth: date_of_birth?,
                nation,
                leap_day,
                events,
            },
            protocols,
        })
    }

    fn nation(&mut self, value: &Value) -> Nation {
        match value.as_str().map(str::to_lowercase).as_deref() {
            Some("england") => Nation::England,
            Some("wales") => Nation::Wales,
            _ => {
                self.stop(
                    "nation",
                    format!("{value} is not known here."),
                    "Write \"England\" or \"Wales\".",
                );
                Nation::England
            }
        }
    }

    fn leap_day(&mut self, value: Option<&Value>) -> LeapDayBirthday {
        match value.map(|value| value.as_str().unwrap_or_default()) {
            None | Some("first_of_march") => LeapDayBirthday::FirstOfMarch,
            Some("last_of_february") => LeapDayBirthday::LastOfFebruary,
            Some(other) => {
                self.stop(
                    "leap_day",
                    format!("\"{other}\" is not known here."),
                    "Write first_of_march or last_of_february.",
                );
                LeapDayBirthday::default()
            }
        }
    }

    fn protocols(
        &mut self,
        file: &Map<String, Value>,
        nation: Nation,
        own: &[Arc<Protocol>],
    ) -> Protocols {
        let shipped = Protocols::shipped();
        let statutory = match nation {
            Nation::England => "statutory_england",
            Nation::Wales => "statutory_wales",
        };
        let named: Vec<&str> = match file.get("protocols") {
            None => vec![statutory],
            Some(Value::Array(list)) => list
                .iter()
                .map(|name| name.as_str().unwrap_or_default())
                .collect(),
            Some(_) => {
                self.stop(
                    "protocols",
                    "It is no list.",
                    "Write for example [\"statutory_england\"].",
                );
                Vec::new()
            }
        };
        let mut chosen: Vec<Arc<Protocol>> = Vec::new();
        for (index, name) in named.iter().enumerate() {
            let found = own
                .iter()
                .find(|protocol| protocol.id == *name)
                .or_else(|| shipped.find(name));
            match found {
                Some(protocol) if protocol.nation.is_some_and(|holds_in| holds_in != nation) => self.note(
                    format!("protocols[{index}]"),
                    format!("\"{name}\" does not hold in this nation, so it makes no duties."),
                    "Check nation.",
                ),
                Some(protocol) if !chosen.iter().any(|one| one.id == protocol.id) => chosen.push(Arc::clone(protocol)),
                Some(_) => {}
                None => self.stop(
                    format!("protocols[{index}]"),
                    format!("There is no protocol \"{name}\"."),
                    "`throughcare duties protocols` prints what there is; --protocol FILE adds one of your own.",
                ),
            }
        }
        for protocol in own {
            if !chosen.iter().any(|one| one.id == protocol.id) {
                chosen.push(Arc::clone(protocol));
            }
        }
        let working_days = match file.get("bank_holidays") {
            None => shipped.working_days().clone(),
            Some(Value::Array(days)) => WorkingDays::without(
                days.iter()
                    .enumerate()
                    .filter_map(|(index, day)| self.day(&format!("bank_holidays[{index}]"), day))
                    .collect(),
            ),
            Some(_) => {
                self.stop("bank_holidays", "It is no list.", DATE_REMEDY);
                WorkingDays::default()
            }
        };
        Protocols::new(chosen, working_days)
    }

    fn events(&mut self, value: Option<&Value>, born: Option<Date>) -> Vec<Event> {
        let list = match value {
            None => return Vec::new(),
            Some(Value::Array(list)) => list,
            Some(_) => {
                self.stop(
                    "facts",
                    "It is no list.",
                    "Write [] when nothing has happened.",
                );
                return Vec::new();
            }
        };
        list.iter()
            .enumerate()
            .filter_map(|(index, value)| self.event(&format!("facts[{index}]"), value, born))
            .collect()
    }

    fn event(&mut self, place: &str, value: &Value, born: Option<Date>) -> Option<Event> {
        let Value::Object(fields) = value else {
            self.stop(
                place,
                "It is no object.",
                "Write for example {\"kind\": \"claim_started\", \"on\": \"2026-03-02\"}.",
            );
            return None;
        };
        let Some(name) = fields.get("kind").and_then(Value::as_str) else {
            self.stop(
                format!("{place}.kind"),
                "It is missing.",
                "`throughcare duties kinds` prints what there is.",
            );
            return None;
        };
        let Ok(kind) = name.parse::<EventKind>() else {
            self.note(
                format!("{place}.kind"),
                format!("\"{name}\" is not known here, so this fact was left out."),
                "`throughcare duties kinds` prints what there is.",
            );
            return None;
        };
        let Some(day) = fields.get("on") else {
            self.stop(format!("{place}.on"), "It is missing.", DATE_REMEDY);
            return None;
        };
        let on = self.day(&format!("{place}.on"), day)?;
        if born.is_some_and(|born| on < born) {
            self.stop(
                format!("{place}.on"),
                "It lies before the date of birth.",
                "Check the year.",
            );
            return None;
        }
        // Of which nobody says when it was written down, that was known from its own day.
        let recorded_on = match fields.get("recorded_at") {
            None | Some(Value::Null) => on,
            Some(moment) => self.recorded_on(&format!("{place}.recorded_at"), moment)?,
        };
        let details = self.details(place, fields)?;
        Some(Event {
            recorded_on: Some(recorded_on),
            ..Event::new(kind, on).with(details)
        })
    }

    /// What else is said of it. A field that no kind has is told and left out.
    fn details(&mut self, place: &str, fields: &Map<String, Value>) -> Option<EventDetails> {
        const KNOWN: [&str; 10] = [
            "face_to_face",
            "adviser_present",
            "present",
            "substitute",
            "duty",
            "reason",
            "days",
            "step",
            "regime",
            "note",
        ];
        let mut details = Map::new();
        for (name, value) in fields {
            if KNOWN.contains(&name.as_str()) {
                if !value.is_null() {
                    details.insert(name.clone(), value.clone());
                }
            } else if !["kind", "on", "recorded_at"].contains(&name.as_str()) {
                self.note(
                    format!("{place}.{name}"),
                    "This is not known here and was left out.",
                    "Check the spelling.",
                );
            }
        }
        match serde_json::from_value(Value::Object(details)) {
            Ok(details) => Some(details),
            Err(wrong) => {
                self.stop(
                    place,
                    format!("What is said of it cannot be read: {wrong}."),
                    "docs/duties.md says what each field takes.",
                );
                None
            }
        }
    }

    fn day(&mut self, place: &str, value: &Value) -> Option<Date> {
        let day = value.as_str().and_then(|text| text.parse().ok());
        if day.is_none() {
            self.stop(place, format!("{value} is no date."), DATE_REMEDY);
        }
        day
    }

    /// A day, or a moment, which is taken to its day in Britain.
    fn recorded_on(&mut self, place: &str, value: &Value) -> Option<Date> {
        let text = value.as_str().unwrap_or_default();
        let day = text
            .parse::<Timestamp>()
            .map(clock::day_of)
            .ok()
            .or_else(|| text.parse::<Date>().ok());
        if day.is_none() {
            self.stop(
                place,
                format!("{value} is neither a date nor a moment."),
                "Write \"2026-03-02\" or \"2026-03-02T09:30:00Z\".",
            );
        }
        day
    }
}
