//! Whether made-up lives could be lives: dates in order, law kept, shares believable.

use std::collections::HashSet;

use jiff::{ToSpan, civil::Date};
use leaving_care::{
    accommodation::{AccommodationKind, accommodation_on},
    activity::{ActivityCode, main_activity_on},
    authority::Nation,
    calendar::{LeapDayBirthday, ReportingYear, age_years, birthday_on},
    eligibility::{Category, category_on},
    facts::PersonFacts,
    in_touch::{InTouchCode, in_touch_on},
    source::Standing,
    spell::Spell,
    spell_value::SpellValue,
};
use measures::{measure, population::Basis, published::embedded};

use super::{authority, council, facts_of, made_up, population, targets};
use crate::synthesise::{life::last_day, work_and_study::lowest_pay};

#[test]
fn a_seed_makes_the_same_council_and_another_seed_another() {
    let first = made_up("857", 2025, 1);
    assert_eq!(first, made_up("857", 2025, 1));
    assert_ne!(first, made_up("857", 2025, 2));
    assert_ne!(first, made_up("857", 2024, 1));
    assert_ne!(first.people[0].id, made_up("888", 2025, 1).people[0].id);
    // Contacts come from a stream of their own.
    let targets = targets(embedded(), authority("857"), 2025).expect("targets");
    let mut with_contacts = council(authority("857"), &targets, 1, true);
    assert!(
        with_contacts
            .people
            .iter()
            .all(|person| !person.contacts.is_empty())
    );
    for person in &mut with_contacts.people {
        person.contacts.clear();
    }
    assert_eq!(first, with_contacts);
}

fn in_order<T>(spells: &[Spell<T>], what: &str, facts: &PersonFacts) {
    for pair in spells.windows(2) {
        let ends_on = pair[0]
            .ends_on
            .unwrap_or_else(|| panic!("{what} goes on beside another: {facts:?}"));
        assert!(ends_on <= pair[1].starts_on, "{what} overlap: {facts:?}");
    }
}

#[test]
fn every_life_keeps_its_dates_and_the_law() {
    let council = made_up("888", 2025, 3);
    let facts = facts_of("E10000017", &council);
    let last = last_day(2025);
    let leap_day = LeapDayBirthday::default();
    let year = ReportingYear::ending(2025).expect("a year");
    for (person, facts) in council.people.iter().zip(&facts.people) {
        let born = facts.date_of_birth;
        for spell in person.spells.iter().map(|spell| &spell.value) {
            assert!(
                born <= spell.starts_on && spell.starts_on <= last,
                "{spell:?} born {born}"
            );
            assert!(
                spell.ends_on.is_none_or(|end| spell.starts_on < end),
                "{spell:?}"
            );
        }
        in_order(&facts.placements, "placements", facts);
        in_order(&facts.accommodations, "homes", facts);
        in_order(&facts.in_touch, "times in touch", facts);
        for pair in facts.placements.windows(2) {
            assert_eq!(pair[0].ends_on, Some(pair[1].starts_on), "{facts:?}");
            assert_eq!(pair[0].value.reason_ended.as_str(), "X1");
        }
        let (age, birthday) = year.birthday_in(born, leap_day);
        let sixteenth = birthday_on(born, 16, leap_day);
        if birthday >= sixteenth
            && facts
                .in_touch
                .iter()
                .all(|spell| !spell.value.code.is_outside_cohort())
        {
            let on = year
                .last_day()
                .min(birthday_on(born, 25, leap_day).saturating_sub(1.day()));
            let (category, because) = category_on(facts, Nation::England, on, leap_day);
            assert!(category.is_some(), "{because:?} {facts:?}");
        }
        check_rules(facts, age, birthday);
        let stays_put = accommodation_on(&facts.accommodations, birthday)
            .is_some_and(|home| home.value.code.kind == AccommodationKind::Z);
        assert!(!stays_put || age >= 18, "SSDA903 rule 3001: {facts:?}");
    }
}

/// What the statutory return asks of the three codes of one birthday.
fn check_rules(facts: &PersonFacts, age: i16, birthday: Date) {
    let in_touch = in_touch_on(&facts.in_touch, birthday).map(|spell| spell.value.code);
    let activity = main_activity_on(&facts.activities, birthday).map(|spell| spell.value.code);
    let home = accommodation_on(&facts.accommodations, birthday).map(|spell| spell.value.code);
    if in_touch == Some(InTouchCode::Yes) {
        assert!(
            activity.is_some_and(|code| code != ActivityCode::NotKnown),
            "rule 345, activity: {facts:?}"
        );
        assert!(
            home.is_some_and(|home| home.kind != AccommodationKind::NotKnown),
            "rule 345, home: {facts:?}"
        );
    }
    if in_touch.is_some_and(InTouchCode::is_outside_cohort) {
        assert_eq!((activity, home), (None, None), "rule 344: {facts:?}");
    }
    if let Some(home) = home {
        assert!(
            home.kind != AccommodationKind::T || age >= 18,
            "rule 347: {facts:?}"
        );
        let custody = home.kind == AccommodationKind::X;
        assert!(
            !custody || activity.is_some_and(|code| !code.is_eet()),
            "custody and a job outside: {facts:?}"
        );
    }
}

#[test]
fn people_around_the_cohort_are_there() {
    let council = made_up("888", 2025, 3);
    let facts = facts_of("E10000017", &council);
    let as_at = Date::constant(2025, 3, 31);
    let mut categories = std::collections::HashMap::new();
    for person in &facts.people {
        let category = category_on(person, Nation::England, as_at, LeapDayBirthday::default()).0;
        *categories.entry(category).or_insert(0) += 1;
    }
    println!("{categories:?}");
    for category in [
        Category::Eligible,
        Category::Relevant,
        Category::FormerRelevant,
        Category::Qualifying,
    ] {
        assert!(categories.contains_key(&Some(category)), "{category:?}");
    }
    let ages: HashSet<i16> = facts
        .people
        .iter()
        .map(|person| age_years(person.date_of_birth, as_at, LeapDayBirthday::default()))
        .collect();
    assert!((16..=24).all(|age| ages.contains(&age)), "{ages:?}");
    let born_on_leap_days = facts
        .people
        .iter()
        .filter(|person| (person.date_of_birth.month(), person.date_of_birth.day()) == (2, 29));
    assert!((1..=5).contains(&born_on_leap_days.count()));
    assert!(facts.people.iter().any(|person| {
        person
            .in_touch
            .iter()
            .any(|spell| spell.value.code == InTouchCode::Rhom)
    }));
    let localities: HashSet<&str> = facts
        .localities
        .iter()
        .map(String::as_str)
        .filter(|name| !name.is_empty())
        .collect();
    assert_eq!(localities, HashSet::from(["North", "East", "Central"]));
    let unaccompanied = council
        .people
        .iter()
        .filter(|person| person.details.value.was_unaccompanied)
        .count();
    assert!(
        (60..=140).contains(&(unaccompanied * 1_000 / council.people.len())),
        "{unaccompanied}"
    );
}

/// A share in thousandths of a measure on a day, over several councils so that chance evens out.
fn share(id: &str, as_at: Date) -> usize {
    let measure = measure::find(id).expect("a measure");
    let (mut counted, mut among) = (0, 0);
    for code in ["888", "881", "330"] {
        let facts = facts_of(code, &made_up(code, 2025, 3));
        let figure = measure.compute(&population(&facts, Basis::Live, as_at));
        counted += figure.numerator.len();
        among += figure.denominator.len();
    }
    println!("{id} on {as_at}: {counted} of {among}");
    counted * 1_000 / among
}

#[test]
fn most_time_without_education_or_work_is_long() {
    for as_at in [
        Date::constant(2025, 3, 31),
        Date::constant(2025, 6, 30),
        Date::constant(2025, 9, 30),
        last_day(2025),
    ] {
        let long_term = share("long_term_neet", as_at);
        assert!((505..=650).contains(&long_term), "{long_term} on {as_at}");
    }
}

#[test]
fn a_few_have_no_adviser() {
    for as_at in [
        Date::constant(2025, 3, 31),
        Date::constant(2025, 9, 30),
        last_day(2025),
    ] {
        let without = share("without_adviser", as_at);
        assert!((15..=60).contains(&without), "{without} on {as_at}");
    }
}

#[test]
fn cells_that_were_held_back_are_marked() {
    // Rutland is small: most of its cells are held back.
    let council = made_up("857", 2025, 1);
    let imputed = council
        .people
        .iter()
        .filter(|person| person.is_imputed)
        .count();
    assert!(imputed > 5, "{imputed}");
    for person in council.people.iter().filter(|person| person.is_imputed) {
        assert!(
            person
                .spells
                .iter()
                .any(|spell| spell.value.standing == Standing::Imputed)
        );
    }
    // In Lancashire few are.
    let council = made_up("888", 2025, 1);
    assert!(
        council
            .people
            .iter()
            .filter(|person| person.is_imputed)
            .count()
            < 30
    );
}

#[test]
fn nobody_is_paid_less_than_the_law_asks() {
    let council = made_up("881", 2025, 1);
    let mut jobs = 0;
    for person in &council.people {
        for spell in person.spells.iter().map(|spell| &spell.value) {
            let SpellValue::Activity(details) = &spell.value else {
                continue;
            };
            assert_eq!(
                details.hours_a_week.is_some(),
                details.code.is_eet(),
                "{details:?}"
            );
            let Some(wage) = details.wage_pence_an_hour else {
                continue;
            };
            let age = age_years(
                person.details.value.date_of_birth,
                spell.starts_on,
                LeapDayBirthday::default(),
            );
            let is_apprentice = matches!(details.code, ActivityCode::F4 | ActivityCode::P4);
            assert!(
                wage >= lowest_pay(spell.starts_on, age, is_apprentice),
                "{details:?} at {age} on {}",
                spell.starts_on
            );
            jobs += 1;
        }
    }
    assert!(jobs > 500, "{jobs}");
}
