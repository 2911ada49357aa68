//! What a file says, in one shape for every format, before it is compared with what is known.

use std::collections::HashMap;

use jiff::civil::Date;
use leaving_care::{
    Finding, person::IdentifierKind, person::PersonDetails, source::Standing,
    spell_value::SpellValue,
};
use ssda903::FileSummary;

/// Everything that the files of one import say.
#[derive(Debug, Default)]
pub(super) struct Proposal {
    pub people: Vec<ProposedPerson>,
    pub findings: Vec<Finding>,
    pub files: Vec<FileSummary>,
    pub rows_read: u64,
    /// Where each person is in `people`, by the identifier that the format uses.
    index: HashMap<(IdentifierKind, String), usize>,
}

/// A person as the files know them.
#[derive(Debug, Clone)]
pub(super) struct ProposedPerson {
    pub identifiers: Vec<(IdentifierKind, String)>,
    /// What the files say of the person; `None` where they give no date of birth.
    pub details: Option<PersonDetails>,
    pub facts: Vec<ProposedFact>,
    pub contacts: Vec<ProposedContact>,
    /// Where the person was first met, for findings.
    pub file: String,
    pub row: u64,
}

/// A dated fact as a file gives it.
#[derive(Debug, Clone)]
pub(super) struct ProposedFact {
    pub value: SpellValue,
    pub starts_on: Date,
    pub ends_on: Option<Date>,
    pub standing: Standing,
    /// What it was read from; with the kind it says which earlier fact this one is again.
    pub source: String,
    pub rule: Rule,
}

/// How a fact is compared with those already known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// The fact with this source and kind; another value takes its place. A number says from which year's file it is: an older
    /// file never takes the place of a newer one.
    Exact { file_year: Option<i16> },
    /// One observation of many: it holds until the next one of the same kind.
    Observation,
    /// What was current when the file was made: it goes on if it was so before, else it ends what was.
    Current,
}

/// A contact as a file gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ProposedContact {
    pub happened_on: Date,
    pub channel: &'static str,
    pub outcome: &'static str,
    pub worker_name: String,
    pub note: String,
}

impl Proposal {
    /// The person with this identifier, made when the files have not named them before.
    pub fn person(
        &mut self,
        kind: IdentifierKind,
        value: &str,
        file: &str,
        row: u64,
    ) -> &mut ProposedPerson {
        let key = (kind, store::person::lookup_of(value));
        let index = *self.index.entry(key).or_insert_with(|| {
            self.people.push(ProposedPerson {
                identifiers: vec![(kind, value.trim().to_owned())],
                details: None,
                facts: Vec::new(),
                contacts: Vec::new(),
                file: file.to_owned(),
                row,
            });
            self.people.len() - 1
        });
        &mut self.people[index]
    }
}

impl ProposedPerson {
    /// Adds an identifier of another kind, once.
    pub fn also_known_as(&mut self, kind: IdentifierKind, value: &str) {
        let value = value.trim();
        if !value.is_empty() && !self.identifiers.iter().any(|(known, _)| *known == kind) {
            self.identifiers.push((kind, value.to_owned()));
        }
    }

    /// The details, begun with a date of birth.
    pub fn born(&mut self, date_of_birth: Date) -> &mut PersonDetails {
        self.details.get_or_insert_with(|| PersonDetails {
            date_of_birth,
            ..PersonDetails::default()
        })
    }
}
