//! Reading a protocol from its text (TOML): everything wrong is said at once, each with line, reason and remedy.

use std::{collections::BTreeSet, fmt};

use toml::Spanned;

mod when;
mod word;

use super::{
    definition::{Acceptance, AcceptsFrom, Consent, Definition, Ends, Exemption, OwedBy, Protocol},
    length::Length,
    raw::{RawAcceptance, RawDetailed, RawDuty, RawProtocol},
};
/// Something wrong in the text of a protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Counted from 1.
    pub line: usize,
    pub reason: String,
    pub remedy: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Line {}: {} {}", self.line, self.reason, self.remedy)
    }
}

impl Protocol {
    /// Reads a protocol. Nothing of a text with faults is used; all that can be told of it at once is told.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        let lines = Lines(text);
        let raw: RawProtocol = toml::from_str(text).map_err(|wrong| {
            vec![Fault {
                line: lines.at(wrong.span().map_or(0, |span| span.start)),
                reason: format!("{}.", wrong.message().trim_end_matches('.')),
                remedy: "Compare the line with a duty that works; `throughcare duties protocols --explain ID` shows what each says.".into(),
            }]
        })?;
        let mut reader = Reader {
            lines,
            faults: Vec::new(),
        };
        let protocol = reader.protocol(raw, text);
        if reader.faults.is_empty() {
            Ok(protocol)
        } else {
            reader.faults.sort_by_key(|fault| fault.line);
            Err(reader.faults)
        }
    }
}

struct Lines<'text>(&'text str);

impl Lines<'_> {
    fn at(&self, offset: usize) -> usize {
        let before = self.0.get(..offset).unwrap_or(self.0);
        before.bytes().filter(|byte| *byte == b'\n').count() + 1
    }
}

struct Reader<'text> {
    lines: Lines<'text>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn fault<T>(
        &mut self,
        place: &Spanned<T>,
        reason: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let line = self.lines.at(place.span().start);
        self.faults.push(Fault {
            line,
            reason: reason.into(),
            remedy: remedy.into(),
        });
    }

    fn protocol(&mut self, raw: RawProtocol, text: &str) -> Protocol {
        self.identifier(&raw.id);
        let nation = raw.nation.as_ref().and_then(|word| self.nation(word));
        let from = raw.from.as_ref().and_then(|word| self.day(word));
        let until = raw.until.as_ref().and_then(|word| self.day(word));
        let mut exemptions: Vec<Exemption> = Vec::new();
        for exemption in &raw.exemption {
            self.identifier(&exemption.id);
            if exemptions
                .iter()
                .any(|known| known.id == *exemption.id.get_ref())
            {
                self.fault(
                    &exemption.id,
                    format!(
                        "The exemption \"{}\" is there twice.",
                        exemption.id.get_ref()
                    ),
                    "Give one of them another id.",
                );
            }
            if !(0..=366).contains(&exemption.days) {
                self.fault(
                    &exemption.id,
                    "An exemption adds between 0 and 366 days.",
                    "It never makes anything due earlier.",
                );
            }
            exemptions.push(Exemption {
                id: exemption.id.get_ref().clone(),
                title: exemption.title.clone(),
                days: exemption.days,
                rescues_overdue: exemption.rescues_overdue,
            });
        }
        let mut ids = BTreeSet::new();
        let mut duties = Vec::with_capacity(raw.duty.len());
        for duty in &raw.duty {
            if !ids.insert(duty.id.get_ref().clone()) {
                self.fault(
                    &duty.id,
                    format!("The duty \"{}\" is there twice.", duty.id.get_ref()),
                    "Give one of them another id.",
                );
            }
            if let Some(duty) = self.duty(duty, &exemptions) {
                duties.push(duty);
            }
        }
        if raw.duty.is_empty() {
            self.fault(
                &raw.id,
                "The protocol has no duties.",
                "Add at least one block [[duty]].",
            );
        }
        Protocol {
            id: raw.id.into_inner(),
            title: raw.title,
            version: raw.version,
            nation,
            from,
            until,
            parties: raw.parties,
            source: raw.source,
            note: raw.note,
            duties,
            exemptions,
            text: text.to_owned(),
        }
    }

    fn duty(&mut self, raw: &RawDuty, exemptions: &[Exemption]) -> Option<Definition> {
        self.identifier(&raw.id);
        let faults_before = self.faults.len();
        let owed_by = match raw.owed_by.get_ref().as_str() {
            "council" => OwedBy::Council,
            "jobcentre" => OwedBy::Jobcentre,
            "both" => OwedBy::Both,
            other => {
                self.fault(
                    &raw.owed_by,
                    format!("\"{other}\" owes nothing here."),
                    "Write council, jobcentre or both; a named person goes into role.",
                );
                OwedBy::Council
            }
        };
        if raw.source.get_ref().trim().is_empty() {
            self.fault(
                &raw.source,
                "A duty without a source cannot be checked by anybody.",
                "Name the text that says so, or write \"local\".",
            );
        }
        self.sentence(&raw.id, &raw.why);
        self.sentence(&raw.id, &raw.why_again);
        self.sentence(&raw.id, &raw.why_resumed);
        let role = raw.role.as_ref().and_then(|word| self.attendee(word));
        let starts = self.starts(raw);
        let window = self.window(raw);
        let counts_from_age = raw
            .counts_from_age
            .as_ref()
            .and_then(|word| self.length(word));
        let every = self.cadence(raw);
        if let (Some(word), true) = (&raw.catch_up, every.is_some()) {
            self.fault(
                word,
                "catch_up is for what is done once.",
                "Take it out: what comes again is always asked for from the day on which the protocol is adopted.",
            );
        }
        let fulfilled_by = self.fulfilled_by(raw);
        let accepts = match raw.accepts_from.as_ref() {
            None => AcceptsFrom::Start(Length::NONE),
            Some(word) if word.get_ref() == "ever" => AcceptsFrom::Ever,
            Some(word) => AcceptsFrom::Start(self.length(word).unwrap_or_default()),
        };
        let ends = Ends {
            on: self.kinds(raw.ends_on.as_ref()),
            at_age: raw.ends_at_age.as_ref().and_then(|word| self.length(word)),
            after: raw.ends_after.as_ref().and_then(|word| self.length(word)),
        };
        let pauses = self.pauses(raw);
        let unless = self.kinds(raw.unless.as_ref());
        let only_after = self.kinds(raw.only_after.as_ref());
        let excused_by = self.excused_by(raw, exemptions);
        let starts = starts?;
        let consent = self.consent(raw);
        (self.faults.len() == faults_before).then(|| Definition {
            id: raw.id.get_ref().clone(),
            title: raw.title.clone(),
            owed_by,
            role,
            why: raw.why.clone(),
            why_again: raw.why_again.clone(),
            why_resumed: raw.why_resumed.clone(),
            source: raw.source.get_ref().clone(),
            verified: raw.verified,
            local: raw.local,
            starts,
            due: window.due,
            due_at_age: window.due_at_age,
            counts_from_age,
            opens: window.opens,
            late: window.late,
            every,
            fulfilled_by,
            accepts,
            is_hold: raw.hold,
            consent,
            ends,
            pauses,
            unless,
            only_after,
            excused_by,
            catch_up: raw.catch_up.as_ref().is_some_and(|word| *word.get_ref()),
            in_use_from: None,
        })
    }

    fn fulfilled_by(&mut self, raw: &RawDuty) -> Vec<Acceptance> {
        let place = &raw.fulfilled_by;
        if place.get_ref().is_empty() {
            self.fault(
                place,
                "Nothing fulfils this duty, so it would stay for ever.",
                "Name at least one event in fulfilled_by.",
            );
        }
        let mut read = Vec::new();
        for accepted in place.get_ref() {
            let plain = RawDetailed {
                event: String::new(),
                face_to_face: false,
                not_remote: false,
                adviser_present: false,
                present: Vec::new(),
                step: String::new(),
                in_time: false,
            };
            let (word, detailed) = match accepted {
                RawAcceptance::Plain(word) => (word, &plain),
                RawAcceptance::Detailed(detailed) => (&detailed.event, detailed),
            };
            let Some(kind) = self.kind(place, word) else {
                continue;
            };
            let present = detailed
                .present
                .iter()
                .map(|choice| {
                    choice
                        .split('|')
                        .filter_map(|word| self.attendee_word(place, word.trim()))
                        .collect()
                })
                .collect();
            read.push(Acceptance {
                kind,
                face_to_face: detailed.face_to_face,
                not_remote: detailed.not_remote,
                adviser_present: detailed.adviser_present,
                present,
                step: detailed.step.clone(),
                in_time: detailed.in_time,
            });
        }
        read
    }

    fn consent(&mut self, raw: &RawDuty) -> Consent {
        let waits_if_refused = raw.waits_if_refused.as_ref();
        if let (true, Some(word)) = (raw.needs_consent, waits_if_refused) {
            self.fault(
                word,
                "needs_consent says this already.",
                "Keep one: needs_consent waits until there is an agreement, waits_if_refused only while it was refused or taken back.",
            );
        }
        match waits_if_refused {
            _ if raw.needs_consent => Consent::Needed,
            Some(word) if *word.get_ref() => Consent::NotRefused,
            _ => Consent::DoesNotMatter,
        }
    }

    fn excused_by(&mut self, raw: &RawDuty, exemptions: &[Exemption]) -> Vec<String> {
        let Some(words) = &raw.excused_by else {
            return exemptions
                .iter()
                .map(|exemption| exemption.id.clone())
                .collect();
        };
        let words_list = words.get_ref().list();
        for word in words_list {
            if !exemptions.iter().any(|known| known.id == *word) {
                self.fault(
                    words,
                    format!("There is no exemption \"{word}\"."),
                    "Add a block [[exemption]] with this id, or leave it out.",
                );
            }
        }
        words_list.to_vec()
    }
}
