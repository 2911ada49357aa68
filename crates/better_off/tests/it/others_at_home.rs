//! Family and friends at home: a room for each, and what is taken off the help with rent (UC Regs 2013 Sch 4 paras 9, 10, 13 to 16).

use better_off::{Ask, Category, Household, NonDependants, Pence, Pip, PipRate, Tenure, calculate};

use crate::made::{care_leaver, in_spring, on, private, spring, with};

fn tenant(rent: i64, count: u8, paying: u8) -> Household {
    with(care_leaver(20), |household| {
        private(household, rent, "MEDWAY_SWALE");
        household.home.other_adults = Some(count);
        household.non_dependants = Some(NonDependants { count, paying });
    })
}

/// Para 14: 96.55 for each in 2026/27, 93.02 before; para 14(3): never more than the help that there is.
#[test]
fn each_who_should_help_takes_an_amount_off() {
    for (rent, count, paying, before, from) in [
        (700, 0, 0, 67_500, 67_500),
        (700, 1, 0, 70_000, 70_000),
        (700, 1, 1, 60_698, 60_345),
        (700, 2, 2, 51_396, 50_690),
        (700, 1, 9, 60_698, 60_345),
        (150, 2, 2, 0, 0),
        (194, 2, 2, 796, 90),
        (193, 2, 2, 696, 0),
    ] {
        let household = tenant(rent, count, paying);
        for (day, expected) in [("2026-04-05", before), ("2026-04-06", from)] {
            let found = on(&household, day).housing_element;
            assert_eq!(found, Pence(expected), "{rent} {count} {paying} {day}");
        }
    }
}

/// Paras 9, 10: a bedroom for each; para 28(4): who has one with them is not held to a room.
#[test]
fn each_has_a_room() {
    for (count, category) in [
        (0, Category::B),
        (1, Category::C),
        (2, Category::D),
        (5, Category::E),
    ] {
        let found = in_spring(&tenant(500, count, 0));
        assert_eq!(found.lha_category, Some(category), "{count}");
    }
    let older = |non_dependants, others| {
        with(tenant(500, 0, 0), |household| {
            household.claimant = crate::made::person(26);
            household.non_dependants = non_dependants;
            household.home.other_adults = Some(others);
        })
    };
    let some = |count| Some(NonDependants { count, paying: 0 });
    // Joint tenants and lodgers are no reason to be paid for more than a room.
    for (non_dependants, others, category) in [
        (some(0), 0, Category::A),
        (some(0), 1, Category::A),
        (some(1), 1, Category::C),
        (None, 1, Category::B),
    ] {
        let found = in_spring(&older(non_dependants, others)).lha_category;
        assert_eq!(found, Some(category), "{non_dependants:?} {others}");
    }
}

#[test]
fn a_council_home_has_a_room_for_them_too() {
    for (bedrooms, count, expected) in [(2, 0, 43_000), (2, 1, 50_000), (3, 1, 43_000)] {
        let household = with(tenant(500, count, 0), |household| {
            household.home.tenure = Tenure::Social;
            household.home.bedrooms = Some(bedrooms);
        });
        let found = in_spring(&household).housing_element;
        assert_eq!(found, Pence(expected), "{bedrooms} {count}");
    }
}

/// Para 15(2): the daily living part, not the mobility part.
#[test]
fn with_daily_living_nobody_has_to_help() {
    for (daily_living, mobility, expected) in [
        (None, Some(PipRate::Enhanced), 60_345),
        (Some(PipRate::Standard), None, 70_000),
    ] {
        let household = with(tenant(700, 1, 1), |household| {
            household.claimant.pip = Some(Pip {
                daily_living,
                mobility,
            });
        });
        assert_eq!(in_spring(&household).housing_element, Pence(expected));
    }
}

#[test]
fn of_whom_nobody_has_said_anything_is_asked() {
    for (non_dependants, is_asked) in [
        (None, true),
        (
            Some(NonDependants {
                count: 1,
                paying: 1,
            }),
            false,
        ),
    ] {
        let household = with(tenant(700, 1, 1), |household| {
            household.non_dependants = non_dependants;
        });
        let outcome = calculate(&household, spring()).unwrap();
        let asked = outcome
            .ask
            .iter()
            .any(|question| question.ask == Ask::OtherAdultsContribution);
        assert_eq!(asked, is_asked, "{non_dependants:?}");
    }
}
