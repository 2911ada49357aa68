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

/// A person as the files know them. Without any identifier it is one who turned out to be another of them.
#[derive(Debug, Clone, Default)]
pub(super) struct ProposedPerson {
    pub identifiers: Vec<(IdentifierKind, String)>,
    /// What the files say of the person; `None` where they give no date of birth.
    pub details: Option<PersonDetails>,
    /// From which year's file the details are: those of an older file never take the place of a newer one's.
    pub file_year: Option<i16>,
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
        self.person_known_as(&[(kind, value.to_owned())], file, row)
    }

    /// The person with any of these identifiers, made when the files have named none of them before. Where they have been taken for
    /// different people until now, they are one from here on.
    pub fn person_known_as(
        &mut self,
        identifiers: &[(IdentifierKind, String)],
        file: &str,
        row: u64,
    ) -> &mut ProposedPerson {
        let key =
            |(kind, value): &(IdentifierKind, String)| (*kind, store::person::lookup_of(value));
        let mut met = identifiers
            .iter()
            .filter_map(|identifier| self.index.get(&key(identifier)).copied());
        let index = met.next().unwrap_or(self.people.len());
        let others: Vec<usize> = met.filter(|other| *other != index).collect();
        if index == self.people.len() {
            self.people.push(ProposedPerson {
                file: file.to_owned(),
                row,
                ..ProposedPerson::default()
            });
        }
        for other in others {
            let other_person = std::mem::take(&mut self.people[other]);
            self.people[index].join(other_person);
            for place in self.index.values_mut().filter(|place| **place == other) {
                *place = index;
            }
        }
        for identifier in identifiers {
            self.index.insert(key(identifier), index);
            self.people[index].also_known_as(identifier.0, &identifier.1);
        }
        &mut self.people[index]
    }
}

impl ProposedPerson {
    /// Takes over everything that the files say of another one: they are the same person.
    pub fn join(&mut self, other: Self) {
        for (kind, value) in &other.identifiers {
            self.also_known_as(*kind, value);
        }
        if self.details.is_none() {
            (self.details, self.file_year) = (other.details, other.file_year);
        }
        self.facts.extend(other.facts);
        self.contacts.extend(other.contacts);
    }

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
