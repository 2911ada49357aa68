//! The facts of a whole authority in the small form that measures and lists read, as they stand or as they were known.

use std::{collections::HashMap, sync::Arc};

use jiff::{Timestamp, civil::Date};
use leaving_care::{
    accommodation::Accommodation,
    activity::Activity,
    facts::{AuthorityFacts, PersonFacts},
    in_touch::InTouch,
    source::Standing,
    spell::Spell,
    spell_value::{SpellKind, activity_from_code, allocation_from_code, reported_from_code},
};
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::{
    by_person::{day, end_of_one_text, one_text, people_in},
    db::{Db, on_pool},
    error::Error,
    event::only_known,
};

#[derive(sqlx::FromRow)]
struct PersonRow {
    person_id: Uuid,
    date_of_birth: jiff_sqlx::Date,
    locality: String,
}

/// A spell out of the text of a person: a line a spell, its fields between tabs. No code, kind or standing has a tab or a new line in it.
struct FactRow<'text> {
    kind: &'text str,
    code: &'text str,
    standing: &'text str,
    starts_on: Date,
    ends_on: Option<Date>,
}

impl<'text> FactRow<'text> {
    /// `None` when it is not a spell as the queries here write it.
    fn read(line: &'text str) -> Option<Self> {
        let mut fields = line.split('\t');
        let mut next = || fields.next();
        Some(Self {
            kind: next()?,
            code: next()?,
            standing: next()?,
            starts_on: day(next()?)?,
            ends_on: match next()? {
                "" => None,
                text => Some(day(text)?),
            },
        })
    }
}

const SPELLS: &str = "string_agg(kind || '\t' || code || '\t' || standing || '\t' || CAST(starts_on AS TEXT) || '\t' || \
    COALESCE(CAST(ends_on AS TEXT), ''), '\n')";

/// Everything as it stands.
pub async fn current(db: &Db, authority: &str) -> Result<AuthorityFacts, Error> {
    everybody(db, authority, None).await
}

/// Everything as it was known at a moment.
pub async fn known_at(
    db: &Db,
    authority: &str,
    known_at: Timestamp,
) -> Result<AuthorityFacts, Error> {
    everybody(db, authority, Some(known_at)).await
}

async fn everybody(
    db: &Db,
    authority: &str,
    known_at: Option<Timestamp>,
) -> Result<AuthorityFacts, Error> {
    let people: Vec<PersonRow> = on_pool!(db, pool => {
        let mut query = QueryBuilder::new("SELECT person_id, date_of_birth, locality FROM person_details WHERE authority = ");
        query.push_bind(authority);
        only_known(&mut query, known_at);
        query.build_query_as().fetch_all(pool).await
    })
    .map_err(Error::of("read people"))?;
    let spells: Option<String> = on_pool!(db, pool => {
        let mut query = QueryBuilder::new(one_text(db.id_as_text(), "spell", &[SPELLS]));
        query.push(" WHERE kind <> 'return_row' AND authority = ").push_bind(authority);
        only_known(&mut query, known_at);
        query.push(end_of_one_text("spell"));
        query.build_query_scalar().fetch_one(pool).await
    })
    .map_err(Error::of("read spells"))?;
    let nobody = AuthorityFacts {
        authority: authority.to_owned(),
        ..AuthorityFacts::default()
    };
    Ok(assemble(nobody, people, spells.as_deref()))
}

/// The facts brought up to date from the version under which they were read: only people written about since are read again.
pub async fn refreshed(
    db: &Db,
    known: &AuthorityFacts,
    since_version: i64,
) -> Result<AuthorityFacts, Error> {
    let people: Vec<PersonRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT person_details.person_id, date_of_birth, locality FROM person_details JOIN person ON person.id = person_details.person_id
         WHERE person.authority = $1 AND person.data_version > $2 AND superseded_at IS NULL",
    )
    .bind(&known.authority)
    .bind(since_version)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read changed people"))?;
    let spells: Option<String> = on_pool!(db, pool => {
        let mut query = QueryBuilder::new(one_text(db.id_as_text(), "spell", &[SPELLS]));
        query.push(" JOIN person ON person.id = spell.person_id WHERE kind <> 'return_row' AND person.authority = ");
        query.push_bind(&known.authority).push(" AND person.data_version > ").push_bind(since_version);
        only_known(&mut query, None);
        query.push(end_of_one_text("spell"));
        query.build_query_scalar().fetch_one(pool).await
    })
    .map_err(Error::of("read changed spells"))?;
    let changed: std::collections::HashSet<Uuid> = people.iter().map(|row| row.person_id).collect();
    let kept = AuthorityFacts {
        authority: known.authority.clone(),
        localities: known.localities.clone(),
        people: known
            .people
            .iter()
            .filter(|facts| !changed.contains(&facts.person))
            .cloned()
            .collect(),
    };
    Ok(assemble(kept, people, spells.as_deref()))
}

/// Adds people with their spells to what is already there; rows of kinds or codes that are not known here are left out.
fn assemble(
    mut facts: AuthorityFacts,
    people: Vec<PersonRow>,
    spells: Option<&str>,
) -> AuthorityFacts {
    let mut added: HashMap<Uuid, PersonFacts> = HashMap::with_capacity(people.len());
    for row in people {
        let locality = locality_index(&mut facts.localities, row.locality);
        added.insert(
            row.person_id,
            PersonFacts {
                person: row.person_id,
                date_of_birth: row.date_of_birth.to_jiff(),
                locality,
                ..PersonFacts::default()
            },
        );
    }
    for (person, mut parts) in people_in(spells) {
        if let Some(person) = added.get_mut(&person) {
            for spell in parts.next().lines().filter_map(FactRow::read) {
                add_spell(person, &spell);
            }
        }
    }
    let mut added: Vec<PersonFacts> = added.into_values().collect();
    for person in &mut added {
        person
            .activities
            .sort_unstable_by_key(|spell| (spell.starts_on, spell.ends_on));
        person.activities.shrink_to_fit();
        person.accommodations.shrink_to_fit();
        person.in_touch.shrink_to_fit();
        person
            .placements
            .sort_unstable_by_key(|spell| (spell.starts_on, spell.ends_on));
        person.placements.shrink_to_fit();
        person.allocations.shrink_to_fit();
        person.reported.shrink_to_fit();
    }
    facts.people.extend(added.into_iter().map(Arc::new));
    facts.people.sort_unstable_by_key(|person| person.person);
    facts
}

fn locality_index(localities: &mut Vec<String>, locality: String) -> Option<u16> {
    if locality.is_empty() {
        return None;
    }
    let index = localities
        .iter()
        .position(|known| *known == locality)
        .unwrap_or_else(|| {
            localities.push(locality);
            localities.len() - 1
        });
    u16::try_from(index).ok()
}

fn add_spell(person: &mut PersonFacts, row: &FactRow<'_>) -> Option<()> {
    let standing: Standing = row.standing.parse().ok()?;
    let (starts_on, ends_on) = (row.starts_on, row.ends_on);
    match row.kind.parse().ok()? {
        SpellKind::Activity => {
            let (code, hours_a_week) = activity_from_code(row.code)?;
            person.activities.push(Spell::new(
                Activity {
                    code,
                    hours_a_week,
                    standing,
                },
                starts_on,
                ends_on,
            ));
        }
        SpellKind::Accommodation => {
            person.accommodations.push(Spell::new(
                Accommodation {
                    code: row.code.parse().ok()?,
                    standing,
                },
                starts_on,
                ends_on,
            ));
        }
        SpellKind::InTouch => person.in_touch.push(Spell::new(
            InTouch {
                code: row.code.parse().ok()?,
                standing,
            },
            starts_on,
            ends_on,
        )),
        SpellKind::Placement => {
            let placement = row.code.parse().ok()?;
            person
                .placements
                .push(Spell::new(placement, starts_on, ends_on));
        }
        SpellKind::Allocation => {
            person.allocations.push(Spell::new(
                allocation_from_code(row.code)?,
                starts_on,
                ends_on,
            ));
        }
        // Left out by the queries already: no rule or measure reads it.
        SpellKind::ReturnRow => {}
        SpellKind::ReportedCareLeaver => {
            let mut reported = reported_from_code(row.code)?;
            // Only a return that was imported says whom the Department counted; somebody's word for one person does not.
            if standing != Standing::Returned {
                reported.in_return_of = None;
            }
            person
                .reported
                .push(Spell::new(reported, starts_on, ends_on));
        }
    }
    Some(())
}
