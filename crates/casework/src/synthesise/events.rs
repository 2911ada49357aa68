//! Steps for a made-up council: health and dental checks, personal education plans, homes that the council provides with their visits,
//! birthdays, and a few duties that were put off. Most were in time, some late, some are missing.

use jiff::{ToSpan, civil::Date, tz::TimeZone};
use leaving_care::{
    accommodation::AccommodationKind,
    activity::neet_spells,
    calendar::{LeapDayBirthday, birthday_on},
    duty::State,
    event::{EventDetails, EventKind},
    facts::{AuthorityFacts, PersonFacts},
    spell::merged,
};
use store::{Recorded, Tx, event::EventToInsert, person::Stamp};
use uuid::Uuid;

use super::{cohort::after, dice::Dice, protocols};
use crate::{duty::AuthorityDuties, error::Result};

type Steps = Vec<Recorded<EventToInsert>>;

/// The last days of the school terms.
const TERMS: [(i8, i8); 3] = [(3, 31), (7, 31), (12, 31)];

/// The steps of everybody up to a day.
pub(super) fn steps(dice: &mut Dice, facts: &AuthorityFacts, last_day: Date) -> Steps {
    let mut steps = Vec::new();
    for person in &facts.people {
        let mut writer = Writer {
            dice,
            person: person.person,
            last_day,
            steps: &mut steps,
        };
        writer.care(person);
        writer.home(person);
        writer.birthdays(person);
        writer.panel(person);
    }
    steps
}

/// Some of what is open is put off, each for a reason that its protocol names.
pub(super) fn excuses(dice: &mut Dice, duties: &AuthorityDuties, last_day: Date) -> Steps {
    let mut steps = Vec::new();
    let on = last_day.saturating_sub(2.days());
    for duty in duties.iter() {
        let can_be = duty.state == State::Due && duty.opens_on <= on;
        let Some(reason) = duty.definition.excused_by.first().filter(|_| can_be) else {
            continue;
        };
        if !dice.chance(40) {
            continue;
        }
        let details = EventDetails {
            duty: duty.name(),
            reason: reason.clone(),
            ..EventDetails::default()
        };
        let mut writer = Writer {
            dice,
            person: duty.person,
            last_day,
            steps: &mut steps,
        };
        writer.with(EventKind::DutyExcused, on, details);
    }
    steps
}

struct Writer<'a> {
    dice: &'a mut Dice,
    person: Uuid,
    last_day: Date,
    steps: &'a mut Steps,
}

impl Writer<'_> {
    /// One step, recorded on the same day or a few days later; nothing that lies ahead.
    fn with(&mut self, kind: EventKind, on: Date, details: EventDetails) {
        if on > self.last_day {
            return;
        }
        let days_later = self.dice.weighted(&[(0, 6), (1, 3), (4, 1)]);
        let recorded_on = on.saturating_add(days_later.days()).min(self.last_day);
        let minute = i8::try_from(self.dice.between(0, 59)).unwrap_or(0);
        let at = recorded_on
            .at(10, minute, 0, 0)
            .to_zoned(TimeZone::UTC)
            .map(|zoned| zoned.timestamp());
        let Ok(at) = at else { return };
        self.steps.push(Recorded {
            value: EventToInsert {
                id: self.dice.id(),
                person: self.person,
                kind,
                happened_on: on,
                details,
                source: String::new(),
            },
            at,
        });
    }

    fn on(&mut self, kind: EventKind, on: Date) {
        self.with(kind, on, EventDetails::default());
    }

    /// What belongs to being looked after. Of those who left care long ago nothing of it matters any more.
    fn care(&mut self, person: &PersonFacts) {
        let counted = person
            .placements
            .iter()
            .filter(|spell| !spell.value.is_short_break());
        let eighteenth = birthday_on(person.date_of_birth, 18, LeapDayBirthday::default());
        let Some((from, until)) = merged(counted, Date::MIN, Date::MAX).pop() else {
            return;
        };
        let until = until.min(eighteenth);
        if until < after(self.last_day, -1, 0, 0) || from >= until {
            return;
        }
        let last = until.min(self.last_day);
        self.every_year(EventKind::HealthAssessment, from, last, 12, 120);
        self.every_year(EventKind::DentalCheck, from, last, 12, 200);
        let begun = from.saturating_add(self.dice.between(3, 13).days());
        self.on(EventKind::PepStarted, begun);
        let completed = from.saturating_add(self.dice.between(16, 30).days());
        self.on(EventKind::PepCompleted, completed);
        for year in completed.year()..=last.year() {
            for (month, day) in TERMS {
                let Ok(term_ends) = Date::new(year, month, day) else {
                    continue;
                };
                let on = term_ends.saturating_sub(self.dice.between(2, 24).days());
                let is_last = on > last.saturating_sub(120.days());
                let is_missed = self.dice.chance(if is_last { 180 } else { 30 });
                if on > completed && on < last && !is_missed {
                    self.on(EventKind::PepReviewed, on);
                }
            }
        }
        let sixteenth = birthday_on(person.date_of_birth, 16, LeapDayBirthday::default());
        if from < sixteenth && self.dice.chance(750) {
            let spoke = sixteenth.saturating_add(self.dice.between(-60, 80).days());
            self.on(EventKind::VirtualSchoolLiaison, spoke);
        }
    }

    /// First within weeks, then every so many months, mostly in time; of some the last is missing.
    fn every_year(
        &mut self,
        kind: EventKind,
        from: Date,
        last: Date,
        months: i32,
        missing_of_a_thousand: usize,
    ) {
        let mut day = from.saturating_add(self.dice.between(8, 26).days());
        let ends_early = self.dice.chance(missing_of_a_thousand);
        let stop = if ends_early {
            after(last, -1, -1, 0)
        } else {
            last
        };
        while day < stop {
            self.on(kind, day);
            let shift: i32 = self.dice.weighted(&[(-20, 4), (-6, 5), (12, 1)]);
            // In two spans: one span is either forward or back, so that fewer days would turn the months round too.
            day = after(
                after(day, 0, months, 0),
                0,
                0,
                shift + self.dice.between(-5, 5),
            );
        }
    }

    /// Some of those who moved within the last months live in a home that the council provides, and are visited there.
    fn home(&mut self, person: &PersonFacts) {
        let age_limit = birthday_on(person.date_of_birth, 21, LeapDayBirthday::default());
        let recent = after(self.last_day, 0, -9, 0);
        let moved = person.accommodations.iter().rfind(|spell| {
            spell.ends_on.is_none() && spell.starts_on >= recent && spell.starts_on <= self.last_day
        });
        let Some(moved) = moved.filter(|_| self.last_day < age_limit) else {
            return;
        };
        // Nobody's parents, prison or friend's sofa is a home that the council provides.
        let may_be_provided = matches!(
            moved.value.code.kind,
            AccommodationKind::C
                | AccommodationKind::D
                | AccommodationKind::E
                | AccommodationKind::T
                | AccommodationKind::Z
        );
        if !may_be_provided || !self.dice.chance(700) {
            return;
        }
        let from = moved.starts_on;
        self.on(EventKind::CouncilAccommodationStarted, from);
        let is_reviewed = self.dice.chance(850);
        if is_reviewed {
            let on = from.saturating_add(self.dice.between(23, 28).days());
            self.on(EventKind::AccommodationReviewed, on);
        }
        let mut visit = from.saturating_add(self.dice.between(2, 7).days());
        let missed_from = if self.dice.chance(150) {
            self.last_day.saturating_sub(75.days())
        } else {
            self.last_day
        };
        while visit <= missed_from {
            self.on(EventKind::AccommodationVisit, visit);
            visit = visit.saturating_add(self.dice.between(14, 52).days());
        }
    }

    /// The careers panel every month and the NEET Panel every two months talk about those without education and work; most have a plan of
    /// action. Told for as long as the council has had the panels.
    fn panel(&mut self, person: &PersonFacts) {
        let began = protocols::begun(self.last_day);
        for neet in neet_spells(&person.activities, self.last_day) {
            let last = neet.ended_on.unwrap_or(self.last_day).min(self.last_day);
            let from = neet.since.max(began);
            if from >= last {
                continue;
            }
            let mut month = 1;
            loop {
                let meets_on = after(from, 0, month, self.dice.between(-12, -1));
                if meets_on > last {
                    break;
                }
                let is_missed = self.dice.chance(60);
                let kind = if month % 2 == 0 {
                    EventKind::NeetPanelDiscussed
                } else {
                    EventKind::CareersPanelDiscussed
                };
                if !is_missed {
                    self.on(kind, meets_on);
                }
                if month == 2 && self.dice.chance(920) {
                    self.on(EventKind::PanelActionPlanAgreed, meets_on);
                }
                month += 1;
            }
        }
    }

    /// For a third, what is true around the birthday was written down as the return asks for it.
    fn birthdays(&mut self, person: &PersonFacts) {
        for age in 17..=21 {
            let birthday = birthday_on(person.date_of_birth, age, LeapDayBirthday::default());
            let is_recent = birthday > after(self.last_day, -2, 0, 0);
            if is_recent && self.dice.chance(330) {
                let on = birthday.saturating_add(self.dice.between(-20, 20).days());
                self.on(EventKind::BirthdayStatusRecorded, on);
            }
        }
    }
}

/// Writes steps, and marks everybody whom they are about.
pub(super) async fn write(tx: &mut Tx, authority: &str, steps: &Steps) -> Result<()> {
    let stamp = Stamp {
        at: jiff::Timestamp::UNIX_EPOCH,
        by: "made up".into(),
        source: "synthesised".into(),
    };
    let version = store::authority::raise_version(tx, authority).await?;
    let rows: Vec<Recorded<&EventToInsert>> = steps
        .iter()
        .map(|step| Recorded {
            value: &step.value,
            at: step.at,
        })
        .collect();
    store::event::insert_recorded(tx, authority, &rows, &stamp).await?;
    let mut people: Vec<Uuid> = steps.iter().map(|step| step.value.person).collect();
    people.sort_unstable();
    people.dedup();
    Ok(store::person::stamp_version(tx, &people, version).await?)
}
