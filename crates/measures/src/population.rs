//! A population: everybody whom a question could count, each with the status that the question asks about, worked out once.

use jiff::civil::Date;
use leaving_care::{
    accommodation::{AccommodationCode, accommodation_on},
    activity::{ActivityCode, ActivityGroup, NeetSpell, main_activity_on, neet_spell_on},
    allocation::{WorkerRole, worker_on},
    authority::Nation,
    calendar::{LeapDayBirthday, ReportingYear, age_years, birthday_on},
    eligibility::{Category, category_on},
    facts::{AuthorityFacts, PersonFacts},
    in_touch::{InTouchCode, in_touch_on},
    placement::{Placement, is_looked_after_on},
    spell::Spell,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// On what a figure rests. The two are never mixed, and every figure names its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// As the Department for Education counts: the last year that ended on 31 March by the date, each person once, with the
    /// status on the birthday in that year.
    Department,
    /// The status of everybody on the date itself.
    Live,
}

impl Basis {
    pub fn code(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::Live => "live",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Department => {
                "As the Department counts: status on the birthday, year to 31 March"
            }
            Self::Live => "Live: status on the day",
        }
    }
}

impl std::str::FromStr for Basis {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Department, Self::Live]
            .into_iter()
            .find(|basis| basis.code() == text)
            .ok_or(())
    }
}

/// What is asked: on which basis, as at which day, under which conventions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Question {
    pub basis: Basis,
    pub as_at: Date,
    pub nation: Nation,
    pub leap_day: LeapDayBirthday,
}

impl Question {
    /// The year that the Department's basis is about.
    pub fn reporting_year(self) -> ReportingYear {
        ReportingYear::last_ended(self.as_at)
    }
}

/// One person as a question sees them.
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent answers about one person"
)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Member {
    pub person: Uuid,
    /// The day on which the status is taken: the birthday, or the date.
    pub status_on: Date,
    /// Age on that day.
    pub age_years: i16,
    /// Index into the authority's localities.
    pub locality: Option<u16>,
    pub category: Option<Category>,
    /// Whether the Department's cohort holds them: left care after 13 weeks since 14 with a day at 16 or over, alive, not
    /// returned home, not adopted, not another authority's.
    pub is_care_leaver: bool,
    pub activity: Option<ActivityCode>,
    pub neet: Option<NeetSpell>,
    pub accommodation: Option<AccommodationCode>,
    pub in_touch: Option<InTouchCode>,
    pub has_personal_adviser: bool,
    /// NI 147 and NI 148: looked after, short breaks aside, on the 1 April on which they were 16.
    pub was_looked_after_on_1_april_at_16: bool,
    pub is_alive: bool,
}

impl Member {
    /// Nothing recorded counts as not known.
    pub fn activity_group(&self) -> ActivityGroup {
        self.activity
            .map_or(ActivityGroup::NotKnown, ActivityCode::group)
    }
}

/// Everybody whom the question could count.
#[derive(Debug, Clone)]
pub struct Population {
    pub question: Question,
    pub authority: String,
    pub localities: Vec<String>,
    pub members: Vec<Member>,
    /// On the Department's basis: whether the authority's own return for the year is what says who is in the cohort.
    pub cohort_from_return: bool,
}

impl Population {
    /// Works out everybody's status. On the Department's basis, where the return for the year has been imported, its OC3 table is
    /// the cohort: that is whom the Department counted. Otherwise, and live, the cohort is derived from time in care.
    pub fn of(facts: &AuthorityFacts, question: Question) -> Self {
        let year = question.reporting_year();
        let cohort_from_return = question.basis == Basis::Department
            && facts
                .people
                .iter()
                .any(|person| person.was_in_return_of(year.year()));
        let members = facts
            .people
            .iter()
            .filter_map(|person| match question.basis {
                Basis::Department => department_member(person, question, year, cohort_from_return),
                Basis::Live => live_member(person, question),
            })
            .collect();
        Self {
            question,
            authority: facts.authority.clone(),
            localities: facts.localities.clone(),
            members,
            cohort_from_return,
        }
    }

    /// The name of a member's locality; empty when not recorded.
    pub fn locality_of(&self, member: &Member) -> &str {
        member
            .locality
            .and_then(|index| self.localities.get(usize::from(index)))
            .map_or("", String::as_str)
    }
}

/// The youngest and oldest ages whose birthdays the Department's tables take (SSDA903, OC3: 17 to 21).
const OC3_AGES: std::ops::RangeInclusive<i16> = 17..=21;

fn department_member(
    person: &PersonFacts,
    question: Question,
    year: ReportingYear,
    cohort_from_return: bool,
) -> Option<Member> {
    let (age, birthday) = year.birthday_in(person.date_of_birth, question.leap_day);
    if !OC3_AGES.contains(&age) {
        return None;
    }
    let mut member = member_on(person, question, birthday, age);
    if cohort_from_return {
        let outside = member.in_touch.is_some_and(InTouchCode::is_outside_cohort);
        member.is_care_leaver = person.was_in_return_of(year.year()) && !outside;
    } else if member.age_years <= 18 && is_looked_after_on(&person.placements, birthday) {
        // SSDA903 rule 1007: still looked after on the seventeenth or eighteenth birthday.
        member.is_care_leaver = false;
    }
    Some(member)
}

fn live_member(person: &PersonFacts, question: Question) -> Option<Member> {
    let age = age_years(person.date_of_birth, question.as_at, question.leap_day);
    (16..=25)
        .contains(&age)
        .then(|| member_on(person, question, question.as_at, age))
}

fn member_on(person: &PersonFacts, question: Question, day: Date, age_years: i16) -> Member {
    let (category, _) = category_on(person, question.nation, day, question.leap_day);
    let in_touch = in_touch_on(&person.in_touch, day).map(|spell| spell.value.code);
    let activity = main_activity_on(&person.activities, day).map(|spell| spell.value.code);
    let sixteenth = birthday_on(person.date_of_birth, 16, question.leap_day);
    let outside = in_touch.is_some_and(InTouchCode::is_outside_cohort);
    Member {
        person: person.person,
        status_on: day,
        age_years,
        locality: person.locality,
        category,
        is_care_leaver: category.is_some_and(Category::has_left_care) && !outside,
        activity,
        neet: if activity.is_some_and(ActivityCode::is_neet) {
            neet_spell_on(&person.activities, day)
        } else {
            None
        },
        accommodation: accommodation_on(&person.accommodations, day).map(|spell| spell.value.code),
        in_touch,
        has_personal_adviser: worker_on(&person.allocations, WorkerRole::PersonalAdviser, day)
            .is_some(),
        was_looked_after_on_1_april_at_16: is_looked_after_on(
            &person.placements,
            first_of_april_from(sixteenth),
        ),
        is_alive: in_touch != Some(InTouchCode::Died) && !has_died_in_care(person, day),
    }
}

/// Whether an episode ended with a death (SSDA903, REC E2) by a day.
fn has_died_in_care(person: &PersonFacts, day: Date) -> bool {
    let ended = |spell: &Spell<Placement>| spell.ends_on.is_some_and(|end| end <= day);
    person
        .placements
        .iter()
        .any(|spell| ended(spell) && spell.value.reason_ended.as_str() == "E2")
}

/// The first 1 April on or after a day: from the sixteenth birthday it is "1 April in their 17th year".
fn first_of_april_from(day: Date) -> Date {
    let same_year = Date::constant(day.year(), 4, 1);
    if day <= same_year {
        same_year
    } else {
        // A date of birth that a broken file gave can lie at the end of the calendar.
        Date::new(day.year() + 1, 4, 1).unwrap_or(Date::MAX)
    }
}

#[cfg(test)]
mod tests;
