//! What the engine of duties is told of one person: the events recorded, and those that follow from spells and contacts.

use std::sync::Arc;

use jiff::civil::Date;
use leaving_care::{
    activity::{Activity, ActivityCode, changes_until, neet_spells},
    authority::Nation,
    calendar::{LeapDayBirthday, birthday_on},
    duty::DutyFacts,
    eligibility::{Category, Reason, category_on, eligibility},
    event::{Event, EventDetails, EventKind},
    facts::PersonFacts,
    in_touch::{InTouchCode, in_touch_on},
    placement::is_looked_after_on,
    source::counting_on,
    spell::{Spell, merged},
};

use store::contact::TookPart;

/// A contact in which the young person took part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ContactDay {
    pub on: Date,
    pub face_to_face: bool,
}

impl ContactDay {
    pub(crate) fn all(contacts: TookPart) -> impl Iterator<Item = Self> {
        let of = |days: Vec<Date>, face_to_face| {
            days.into_iter().map(move |on| Self { on, face_to_face })
        };
        of(contacts.face_to_face, true).chain(of(contacts.at_a_distance, false))
    }
}

/// A person as the engine is told of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    pub facts: DutyFacts,
    /// From each of these days on the council owes something, or nothing any more.
    owed: Vec<(Date, bool)>,
}

impl Told {
    /// Puts together what is known of a person. It does not depend on a day: the engine leaves out what is still to come.
    pub(crate) fn of(
        facts: &PersonFacts,
        nation: Nation,
        recorded: Vec<Event>,
        contacts: impl IntoIterator<Item = ContactDay>,
    ) -> Self {
        let leap_day = LeapDayBirthday::default();
        let mut events = recorded;
        events.extend(of_contacts(contacts));
        of_care(facts, &mut events);
        let owed = of_categories(facts, nation, leap_day, &mut events);
        of_work(&facts.activities, &mut events);
        of_being_in_touch(facts, leap_day, &mut events);
        Self {
            facts: DutyFacts {
                says_every_category: true,
                date_of_birth: facts.date_of_birth,
                nation,
                leap_day,
                events,
            },
            owed,
        }
    }

    /// Whether anything is owed on a day: to those in care and to care leavers, not to somebody who was adopted, went home, or is 25.
    pub(crate) fn is_owed_on(&self, day: Date) -> bool {
        self.owed
            .iter()
            .rfind(|(from, _)| *from <= day)
            .is_none_or(|(_, owed)| *owed)
    }
}

/// Contacts with how they were made. What is said of hundreds of them is kept twice for each person: face to face, and at a distance. Once
/// for everybody would be less, but several processors that count the same millions of times wait for each other.
fn of_contacts(contacts: impl IntoIterator<Item = ContactDay>) -> impl Iterator<Item = Event> {
    let [remote, face_to_face] = [false, true].map(|face_to_face| {
        Arc::new(EventDetails {
            face_to_face: Some(face_to_face),
            ..EventDetails::default()
        })
    });
    contacts.into_iter().map(move |contact| {
        let details = if contact.face_to_face {
            &face_to_face
        } else {
            &remote
        };
        Event {
            details: Some(Arc::clone(details)),
            ..Event::new(EventKind::AdviserContact, contact.on)
        }
    })
}

/// Coming into care and leaving it; short breaks aside, and a new placement on the day on which another ends is no leaving.
fn of_care(facts: &PersonFacts, events: &mut Vec<Event>) {
    for (from, until) in care(facts) {
        events.push(Event::new(EventKind::LookedAfterStarted, from));
        if until < Date::MAX {
            events.push(Event::new(EventKind::LookedAfterEnded, until));
        }
    }
    let died = facts
        .placements
        .iter()
        .filter(|spell| spell.value.reason_ended.is_any_of(&["E2"]))
        .filter_map(|spell| spell.ends_on);
    events.extend(died.map(|on| Event::new(EventKind::Died, on)));
}

/// Each day on which the category became another, by the same function that says who is a care leaver; and from when something is owed.
fn of_categories(
    facts: &PersonFacts,
    nation: Nation,
    leap_day: LeapDayBirthday,
    events: &mut Vec<Event>,
) -> Vec<(Date, bool)> {
    let mut days: Vec<Date> = care(facts)
        .into_iter()
        .flat_map(|(from, until)| [from, until])
        .collect();
    for (on, category) in eligibility(facts, nation, facts.date_of_birth, leap_day).changes {
        days.push(on);
        events.extend(category.map(|category| Event::new(kind_of(category), on)));
    }
    days.sort_unstable();
    days.dedup();
    days.into_iter()
        .filter(|day| *day < Date::MAX)
        .map(|day| {
            let (category, because) = category_on(facts, nation, day, leap_day);
            // Of whom no time in care is recorded nobody can tell: what was recorded of them stands.
            let is_owed = category.is_some()
                || because.contains(&Reason::NoEpisodes)
                || is_looked_after_on(&facts.placements, day);
            (day, is_owed)
        })
        .collect()
}

/// The stretches in care, short breaks aside; the last may go on for ever.
fn care(facts: &PersonFacts) -> Vec<(Date, Date)> {
    let counted = facts
        .placements
        .iter()
        .filter(|spell| !spell.value.is_short_break());
    merged(counted, Date::MIN, Date::MAX)
}

/// The Welsh categories by the English name of the same right, as the Welsh protocol says.
fn kind_of(category: Category) -> EventKind {
    match category {
        Category::Eligible | Category::Category1 => EventKind::BecameEligible,
        Category::Relevant | Category::Category2 => EventKind::BecameRelevant,
        Category::FormerRelevant | Category::Category3 | Category::Category4 => {
            EventKind::BecameFormerRelevant
        }
        Category::Qualifying | Category::Category5 | Category::Category6 => {
            EventKind::BecameQualifying
        }
    }
}

/// Unbroken time in work, and unbroken time without education, employment or training.
fn of_work(activities: &[Spell<Activity>], events: &mut Vec<Event>) {
    for neet in neet_spells(activities, Date::MAX) {
        events.push(Event::new(EventKind::NeetStarted, neet.since));
        events.extend(neet.ended_on.map(|on| Event::new(EventKind::NeetEnded, on)));
    }
    let is_in_work = |day: Date| {
        counting_on(activities, day, |activity| activity.standing)
            .any(|spell| is_work(spell.value.code))
    };
    let mut was_in_work = false;
    for day in changes_until(activities, Date::MAX) {
        let is_now = is_in_work(day);
        if is_now != was_in_work {
            let kind = if is_now {
                EventKind::JobStarted
            } else {
                EventKind::JobEnded
            };
            events.push(Event::new(kind, day));
            was_in_work = is_now;
        }
    }
}

/// Apprenticeships, and training or employment: the return does not tell these two apart.
fn is_work(code: ActivityCode) -> bool {
    matches!(
        code,
        ActivityCode::F4 | ActivityCode::P4 | ActivityCode::F5 | ActivityCode::P5
    )
}

/// Having died; and saying that no service is needed, or living at home again after 18, until something else is known.
fn of_being_in_touch(facts: &PersonFacts, leap_day: LeapDayBirthday, events: &mut Vec<Event>) {
    let eighteenth = birthday_on(facts.date_of_birth, 18, leap_day);
    let mut days: Vec<Date> = facts
        .in_touch
        .iter()
        .flat_map(|spell| [Some(spell.starts_on), spell.ends_on])
        .flatten()
        .collect();
    days.sort_unstable();
    days.dedup();
    let mut needs_support = true;
    for day in days {
        let code = in_touch_on(&facts.in_touch, day).map(|spell| spell.value.code);
        let needs_now = match code {
            Some(InTouchCode::Died) => {
                events.push(Event::new(EventKind::Died, day));
                return;
            }
            Some(InTouchCode::Nreq) => false,
            Some(InTouchCode::Rhom) => day < eighteenth,
            Some(InTouchCode::Yes | InTouchCode::No | InTouchCode::Refu) => true,
            None => needs_support,
        };
        if needs_now != needs_support {
            let kind = if needs_now {
                EventKind::SupportRequested
            } else {
                EventKind::SupportEnded
            };
            events.push(Event::new(kind, day));
            needs_support = needs_now;
        }
    }
}

#[cfg(test)]
mod tests;
