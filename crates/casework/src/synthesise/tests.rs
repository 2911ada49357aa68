//! Made-up councils against what was published, and against what a life can be.

mod claims;
mod lives;
mod published;
mod writing;

use std::sync::Arc;

use jiff::civil::Date;
use leaving_care::{
    accommodation::Accommodation,
    activity::Activity,
    authority::Nation,
    calendar::LeapDayBirthday,
    facts::{AuthorityFacts, PersonFacts},
    in_touch::InTouch,
    spell::Spell,
    spell_value::SpellValue,
};
use measures::{
    population::{Basis, Population, Question},
    published::{Authority, embedded},
};

use super::{Council, SyntheticPerson, council, targets};

/// The council of an authority by its three digits, without contacts.
#[track_caller]
fn made_up(code: &str, year_ending: i16, seed: u64) -> Council {
    let authority = authority(code);
    let targets = targets(embedded(), authority, year_ending).expect("targets");
    council(authority, &targets, seed, false)
}

fn authority(code: &str) -> &'static Authority {
    embedded().authority(code).expect("an authority")
}

/// The facts of a council as the store gives them.
fn facts_of(authority: &str, council: &Council) -> AuthorityFacts {
    let mut localities: Vec<String> = Vec::new();
    let people = council
        .people
        .iter()
        .map(|person| Arc::new(person_facts(person, &mut localities)))
        .collect();
    AuthorityFacts {
        authority: authority.to_owned(),
        localities,
        people,
    }
}

fn person_facts(person: &SyntheticPerson, localities: &mut Vec<String>) -> PersonFacts {
    let locality = &person.details.value.locality;
    let index = localities
        .iter()
        .position(|known| known == locality)
        .unwrap_or_else(|| {
            localities.push(locality.clone());
            localities.len() - 1
        });
    let mut facts = PersonFacts {
        person: person.id,
        date_of_birth: person.details.value.date_of_birth,
        locality: (!locality.is_empty()).then_some(u16::try_from(index).expect("few localities")),
        ..PersonFacts::default()
    };
    for spell in person.spells.iter().map(|spell| &spell.value) {
        let (from, until, standing) = (spell.starts_on, spell.ends_on, spell.standing);
        match &spell.value {
            SpellValue::Activity(details) => {
                let activity = Activity {
                    code: details.code,
                    hours_a_week: details.hours_a_week,
                    standing,
                };
                facts.activities.push(Spell::new(activity, from, until));
            }
            SpellValue::Accommodation(details) => {
                facts.accommodations.push(Spell::new(
                    Accommodation {
                        code: details.code,
                        standing,
                    },
                    from,
                    until,
                ));
            }
            SpellValue::InTouch(details) => facts.in_touch.push(Spell::new(
                InTouch {
                    code: details.code,
                    standing,
                },
                from,
                until,
            )),
            SpellValue::Placement(details) => {
                facts
                    .placements
                    .push(Spell::new(details.placement, from, until));
            }
            SpellValue::Allocation(details) => {
                facts
                    .allocations
                    .push(Spell::new(details.allocation, from, until));
            }
            SpellValue::ReportedCareLeaver(details) => {
                facts
                    .reported
                    .push(Spell::new(details.reported, from, until));
            }
            SpellValue::ReturnRow(_) => {}
        }
    }
    facts
}

fn population(facts: &AuthorityFacts, basis: Basis, as_at: Date) -> Population {
    Population::of(
        facts,
        Question {
            basis,
            as_at,
            nation: Nation::England,
            leap_day: LeapDayBirthday::default(),
        },
    )
}
