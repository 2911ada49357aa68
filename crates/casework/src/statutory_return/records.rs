//! Everything recorded about an authority's people, person by person, as it was known at a moment.

use std::collections::{BTreeMap, HashMap};

use jiff::{Timestamp, civil::Date};
use leaving_care::{
    facts::PersonFacts,
    person::{IdentifierKind, PersonDetails},
    source::Standing,
    spell_value::{ReturnRowDetails, SpellValue},
};
use ssda903::Table;
use store::{person::PersonVersion, spell::SpellRecord};
use uuid::Uuid;

use crate::{contact::Outcome, error::Result, office::Office, person::open::facts_of};

/// Everybody, in the order of their identifiers.
pub(crate) struct Records {
    pub cases: Vec<Case>,
}

/// One person with what the return asks about.
pub(crate) struct Case {
    /// What the return calls the person; empty when nothing is recorded by which it could.
    pub child: String,
    /// Whether that is the council's own number, because there is none of earlier returns.
    pub is_local_id: bool,
    /// The council's own number; empty when none is recorded.
    pub local_id: String,
    pub unique_pupil_number: String,
    pub details: PersonDetails,
    /// Oldest first.
    pub spells: Vec<SpellRecord>,
    pub facts: PersonFacts,
    /// The days on which the young person took part in a contact, oldest first.
    pub took_part_on: Vec<Date>,
    /// The days on which somebody else told of them.
    pub told_of_on: Vec<Date>,
}

/// Everybody of an authority, with contacts from one day to another.
pub(crate) async fn read(
    office: &Office,
    authority: &str,
    contacts_from_until: (Date, Date),
    known_at: Timestamp,
) -> Result<Records> {
    let db = &office.db;
    let identifiers = async |kind| -> Result<HashMap<Uuid, String>> {
        let rows = store::person::identifiers_known_at(db, authority, kind, known_at).await?;
        // Of several the first in order, so that the same facts always give the same return.
        let mut by_person = HashMap::new();
        for row in rows {
            by_person.entry(row.person_id).or_insert(row.value);
        }
        Ok(by_person)
    };
    let mut children = identifiers(IdentifierKind::Ssda903Child).await?;
    let mut local_ids = identifiers(IdentifierKind::LocalId).await?;
    let mut pupil_numbers = identifiers(IdentifierKind::Upn).await?;
    let mut spells: HashMap<Uuid, Vec<SpellRecord>> = HashMap::new();
    for record in store::spell::of_authority(db, authority, known_at).await? {
        spells.entry(record.person).or_default().push(record);
    }
    let contacts = async |outcome: Outcome| {
        let (code, around) = (outcome.code(), contacts_from_until);
        store::statutory_return::contact_days(db, authority, code, around, known_at).await
    };
    let mut took_part_on = contacts(Outcome::TookPart).await?;
    let mut told_of_on = contacts(Outcome::WithSomebodyElse).await?;
    let people = store::person::all_known_at(db, authority, known_at).await?;
    // Two people cannot share an identifier, and those without one come last, by their own id.
    let mut cases: BTreeMap<(bool, String, Uuid), Case> = BTreeMap::new();
    for version in people {
        let id = version.person;
        let spells = spells.remove(&id).unwrap_or_default();
        let contacts = Contacts {
            took_part_on: took_part_on.remove(&id).unwrap_or_default(),
            told_of_on: told_of_on.remove(&id).unwrap_or_default(),
        };
        let local_id = local_ids.remove(&id).unwrap_or_default();
        let named = Named {
            child: children.remove(&id),
            local_id,
            unique_pupil_number: pupil_numbers.remove(&id).unwrap_or_default(),
        };
        let case = Case::new(version, named, spells, contacts);
        cases.insert((case.child.is_empty(), case.child.clone(), id), case);
    }
    Ok(Records {
        cases: cases.into_values().collect(),
    })
}

/// One person as they stand now, with contacts from one day to another.
pub(crate) async fn read_one(
    office: &Office,
    version: PersonVersion,
    (from, until): (Date, Date),
) -> Result<Records> {
    let (db, person) = (&office.db, version.person);
    let identifiers = store::person::identifiers(db, person).await?;
    let first = |kind: IdentifierKind| {
        let of_kind = identifiers.iter().filter(|row| row.kind == kind.code());
        of_kind.map(|row| row.value.clone()).min()
    };
    let named = Named {
        child: first(IdentifierKind::Ssda903Child),
        local_id: first(IdentifierKind::LocalId).unwrap_or_default(),
        unique_pupil_number: first(IdentifierKind::Upn).unwrap_or_default(),
    };
    let spells = store::spell::of_person(db, person, None).await?;
    let mut contacts = store::contact::days_of(db, person, until, None).await?;
    contacts.retain(|(day, _)| *day >= from);
    let of = |outcome: Outcome| {
        let days = contacts.iter().filter(|(_, of)| of == outcome.code());
        days.map(|(day, _)| *day).collect()
    };
    let contacts = Contacts {
        took_part_on: of(Outcome::TookPart),
        told_of_on: of(Outcome::WithSomebodyElse),
    };
    Ok(Records {
        cases: vec![Case::new(version, named, spells, contacts)],
    })
}

/// By what somebody is known.
struct Named {
    /// What earlier returns called them.
    child: Option<String>,
    local_id: String,
    unique_pupil_number: String,
}

/// The days of contacts, oldest first.
struct Contacts {
    took_part_on: Vec<Date>,
    told_of_on: Vec<Date>,
}

impl Case {
    fn new(
        version: PersonVersion,
        named: Named,
        spells: Vec<SpellRecord>,
        contacts: Contacts,
    ) -> Self {
        Self {
            is_local_id: named.child.is_none() && !named.local_id.is_empty(),
            child: named.child.unwrap_or_else(|| named.local_id.clone()),
            local_id: named.local_id,
            unique_pupil_number: named.unique_pupil_number,
            facts: facts_of(version.person, version.details.date_of_birth, &spells),
            took_part_on: contacts.took_part_on,
            told_of_on: contacts.told_of_on,
            details: version.details,
            spells,
        }
    }

    pub fn born(&self) -> Date {
        self.details.date_of_birth
    }

    /// The rows of a table that were kept as they stood in returns, oldest first.
    pub fn return_rows(
        &self,
        table: Table,
    ) -> impl DoubleEndedIterator<Item = (&SpellRecord, &ReturnRowDetails)> {
        self.spells
            .iter()
            .filter_map(move |record| match &record.value {
                SpellValue::ReturnRow(details) if details.table == table => Some((record, details)),
                _ => None,
            })
    }

    /// Whether an imported return for the year has the person in OC3.
    pub fn was_in_oc3_of(&self, year: i16) -> bool {
        self.spells.iter().any(|record| {
            record.standing == Standing::Returned
                && matches!(&record.value, SpellValue::ReportedCareLeaver(details) if details.reported.in_return_of == Some(year))
        })
    }
}
