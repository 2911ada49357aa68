//! A made-up council: workers and young people with whole lives, the same for the same seed, authority and year.

use jiff::{ToSpan, civil::Date, tz::TimeZone};
use leaving_care::{
    in_touch::InTouchCode,
    person::{IdentifierKind, PersonDetails},
    source::Standing,
    spell_value::{InTouchDetails, SpellValue},
};
use measures::published::Authority;
use store::{Recorded, contact::ContactToInsert, spell::SpellToInsert, worker::WorkerRecord};
use uuid::Uuid;

use super::{
    activities, care,
    cohort::{Kind, outlines},
    contacts,
    dice::{Dice, Purpose},
    homes,
    life::{Life, last_day},
    people,
    targets::Targets,
    workers::Staff,
};

/// Everything that there is to write about one authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Council {
    pub workers: Vec<WorkerRecord>,
    pub people: Vec<SyntheticPerson>,
}

/// A made-up person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntheticPerson {
    pub id: Uuid,
    pub details: Recorded<PersonDetails>,
    pub identifiers: Vec<(IdentifierKind, String)>,
    pub spells: Vec<Recorded<SpellToInsert>>,
    pub contacts: Vec<Recorded<ContactToInsert>>,
    /// Whether an activity or a home stands in for a figure that was held back.
    pub is_imputed: bool,
}

/// A dated fact before it has an id.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub value: SpellValue,
    pub starts_on: Date,
    pub ends_on: Option<Date>,
    pub standing: Standing,
}

impl Fact {
    pub(super) fn holds_on(&self, day: Date) -> bool {
        self.starts_on <= day && self.ends_on.is_none_or(|end| day < end)
    }
}

/// Makes the council up. `targets` say what its facts come to on the Department's basis; everything else is chance from `seed`.
pub fn council(
    authority: &Authority,
    targets: &Targets,
    seed: u64,
    with_contacts: bool,
) -> Council {
    let number = authority.number.unwrap_or_default();
    let year_ending = targets.year_ending;
    let mut dice = Dice::new(seed, number, year_ending, Purpose::Lives);
    let mut contact_dice = Dice::new(seed, number, year_ending, Purpose::Contacts);
    let outlines = outlines(&mut dice, targets);
    let staff = Staff::new(&mut dice, number, outlines.len(), year_ending);
    let mut people = Vec::with_capacity(outlines.len());
    for (index, outline) in outlines.into_iter().enumerate() {
        let id = dice.id();
        let life = Life::new(&mut dice, outline, year_ending);
        let locality = Staff::locality(&mut dice);
        let details = people::details(&mut dice, &life, staff.localities[locality]);
        let facts = facts(&mut dice, &life, &staff, locality);
        let contacts = if with_contacts {
            contacts::contacts(&mut contact_dice, &life, id, &facts)
        } else {
            Vec::new()
        };
        let clock = RecordingClock {
            year_ends: Date::constant(year_ending, 3, 31),
            last: last_day(year_ending),
        };
        people.push(SyntheticPerson {
            id,
            details: clock.recorded(&mut dice, details, life.entered_care),
            identifiers: people::identifiers(&mut dice, &life, number, index),
            is_imputed: facts.iter().any(|fact| fact.standing == Standing::Imputed),
            spells: facts
                .into_iter()
                .map(|fact| spell(&mut dice, &clock, id, fact))
                .collect(),
            contacts: contacts
                .into_iter()
                .map(|contact| {
                    let happened_on = contact.happened_on;
                    clock.recorded(&mut contact_dice, contact, happened_on)
                })
                .collect(),
        });
    }
    Council {
        workers: staff.workers(&authority.gss_code),
        people,
    }
}

/// Every dated fact of a life.
fn facts(dice: &mut Dice, life: &Life, staff: &Staff, locality: usize) -> Vec<Fact> {
    let mut facts = care::episodes(dice, life);
    facts.extend(activities::activities(dice, life));
    facts.extend(homes::homes(dice, life));
    facts.extend(in_touch(life));
    facts.extend(staff.allocations(dice, life, locality));
    facts
}

/// In touch from leaving care on, but for the time out of touch, and the code that ends a life's record.
fn in_touch(life: &Life) -> Vec<Fact> {
    let fact = |code: InTouchCode, starts_on: Date, ends_on: Option<Date>| Fact {
        value: SpellValue::InTouch(InTouchDetails {
            code,
            note: String::new(),
        }),
        starts_on,
        ends_on,
        standing: Standing::Recorded,
    };
    let Some(left) = life.left_care else {
        return Vec::new();
    };
    let mut facts = Vec::new();
    match life.out_of_touch {
        Some((code, since, until)) => {
            if left < since {
                facts.push(fact(InTouchCode::Yes, left, Some(since)));
            }
            facts.push(fact(code, since, until));
            if let Some(until) = until {
                facts.push(fact(InTouchCode::Yes, until, None));
            }
        }
        None => facts.push(fact(InTouchCode::Yes, left, life.stops_on())),
    }
    match life.outline.kind {
        Kind::Died => facts.push(fact(InTouchCode::Died, life.ends_on, None)),
        Kind::ReturnedHome => facts.push(fact(InTouchCode::Rhom, life.ends_on, None)),
        _ => {}
    }
    facts
}

fn spell(
    dice: &mut Dice,
    clock: &RecordingClock,
    person: Uuid,
    fact: Fact,
) -> Recorded<SpellToInsert> {
    let Fact {
        value,
        starts_on,
        ends_on,
        standing,
    } = fact;
    let spell = SpellToInsert {
        id: dice.id(),
        person,
        value,
        starts_on,
        ends_on,
        standing,
        source: String::new(),
    };
    clock.recorded(dice, spell, starts_on)
}

/// When things were written down: in office hours within days of happening, what happened in the year before the year was over, so
/// that the year's figures are known on its last day.
struct RecordingClock {
    year_ends: Date,
    last: Date,
}

impl RecordingClock {
    fn recorded<T>(&self, dice: &mut Dice, value: T, happened_on: Date) -> Recorded<T> {
        let (least, most) = dice.weighted(&[((0, 0), 40), ((1, 3), 40), ((4, 12), 20)]);
        let latest = if happened_on <= self.year_ends {
            self.year_ends
        } else {
            self.last.max(happened_on)
        };
        let day = happened_on
            .saturating_add(dice.between(least, most).days())
            .min(latest);
        let seconds = dice.between(8 * 3_600, 18 * 3_600);
        let midnight = day
            .to_zoned(TimeZone::UTC)
            .map(|moment| moment.timestamp())
            .unwrap_or_default();
        Recorded {
            value,
            at: midnight
                .saturating_add(i64::from(seconds).seconds())
                .unwrap_or(midnight),
        }
    }
}
