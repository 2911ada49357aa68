//! The housing element: who gets it, for what size of home (UC Regs 2013 Sch 1 paras 3(h), 3A; Sch 4 paras 4, 10, 22 to 36).

use better_off::{
    Ask, Born, CareStatus, Category, Child, Health, Household, Pence, Pip, PipRate, Sex,
    SharedException, Tenure, calculate,
};

use crate::made::{
    care_leaver, child, day, in_spring, on, person, private, spring, supported, with, works,
};

/// North Clwyd a month: A 342.41, B 395.00, C 550.00, D 650.00.
const AREA: &str = "NORTH_CLWYD";

fn check(case: &str, household: &Household, category: Category, element: i64) {
    let found = in_spring(household);
    assert_eq!(found.lha_category, Some(category), "{case}");
    assert_eq!(found.housing_element, Pence(element), "{case}");
}

fn tenant(age: u8, change: impl FnOnce(&mut Household)) -> Household {
    with(care_leaver(age), |household| {
        private(household, 800, AREA);
        change(household);
    })
}

#[test]
fn a_care_leaver_has_the_one_bedroom_rate_from_18_to_24() {
    for (age, care, category, element) in [
        (18, CareStatus::FormerRelevant, Category::B, 39500),
        (24, CareStatus::FormerRelevant, Category::B, 39500),
        (24, CareStatus::CareLeaver, Category::B, 39500),
        (25, CareStatus::FormerRelevant, Category::A, 34241),
        (24, CareStatus::Qualifying, Category::A, 34241),
        (24, CareStatus::NotACareLeaver, Category::A, 34241),
        (24, CareStatus::Unknown, Category::A, 34241),
        (34, CareStatus::NotACareLeaver, Category::A, 34241),
        (35, CareStatus::NotACareLeaver, Category::B, 39500),
    ] {
        let household = tenant(age, |household| household.claimant.care = care);
        check(&format!("{age} {care:?}"), &household, category, element);
    }
}

/// Sch 4 para 4: no element for a care leaver of 16 or 17, also where a claim is possible.
#[test]
fn a_care_leaver_under_18_has_no_element() {
    let ill = |age, care| {
        tenant(age, |household| {
            household.claimant.care = care;
            household.claimant.health = Health::LimitedCapability;
        })
    };
    check(
        "17, relevant",
        &ill(17, CareStatus::Relevant),
        Category::A,
        0,
    );
    check(
        "17, not a care leaver",
        &ill(17, CareStatus::NotACareLeaver),
        Category::A,
        34241,
    );
    check(
        "18",
        &ill(18, CareStatus::FormerRelevant),
        Category::B,
        39500,
    );
    let couple = with(ill(17, CareStatus::Relevant), |household| {
        household.partner = Some(person(19));
    });
    let outcome = calculate(&couple, spring()).unwrap();
    let asked = |ask| outcome.ask.iter().any(|question| question.ask == ask);
    assert!(asked(Ask::CoupleWithOneCareLeaverUnder18));
}

#[test]
fn other_exceptions_hold_until_35() {
    let pip = Pip {
        daily_living: Some(PipRate::Standard),
        mobility: None,
    };
    let mobility = Pip {
        daily_living: None,
        mobility: Some(PipRate::Enhanced),
    };
    check(
        "para 29(5)",
        &tenant(30, |h| h.claimant.pip = Some(pip)),
        Category::B,
        39500,
    );
    check(
        "mobility is not enough",
        &tenant(30, |h| h.claimant.pip = Some(mobility)),
        Category::A,
        34241,
    );
    for exception in [
        SharedException::Hostel,
        SharedException::ManagedOffender,
        SharedException::DomesticViolence,
        SharedException::ModernSlavery,
    ] {
        let household = tenant(30, |h| h.claimant.shared_exception = Some(exception));
        check(&format!("{exception:?}"), &household, Category::B, 39500);
    }
    check(
        "para 28(4)",
        &tenant(30, |h| h.home.other_adults = Some(1)),
        Category::B,
        39500,
    );
}

#[test]
fn a_family_is_paid_for_its_bedrooms() {
    let aged = |age, sex| Child {
        sex: Some(sex),
        ..child(age)
    };
    check(
        "couple",
        &tenant(20, |h| h.partner = Some(person(20))),
        Category::B,
        39500,
    );
    for (children, category, element) in [
        (vec![child(1)], Category::C, 55000),
        (vec![child(1), child(9)], Category::C, 55000),
        (
            vec![aged(9, Sex::Female), aged(9, Sex::Male)],
            Category::C,
            55000,
        ),
        (
            vec![aged(9, Sex::Female), aged(10, Sex::Male)],
            Category::D,
            65000,
        ),
        (
            vec![aged(9, Sex::Male), aged(10, Sex::Male)],
            Category::C,
            55000,
        ),
        (vec![child(1), child(2), child(3)], Category::D, 65000),
    ] {
        let case = format!("{children:?}");
        let household = tenant(30, |household| household.children = children);
        check(&case, &household, category, element);
    }
}

#[test]
fn no_more_than_the_rent_is_paid() {
    for (rent, element) in [(394, 39400), (395, 39500), (396, 39500)] {
        let household = with(care_leaver(20), |household| private(household, rent, AREA));
        check(&rent.to_string(), &household, Category::B, element);
    }
}

#[test]
fn an_unknown_area_is_asked_and_not_guessed() {
    let household = tenant(20, |household| household.home.area = None);
    let outcome = calculate(&household, spring()).unwrap();
    assert_eq!(outcome.amounts.housing_element, Pence::ZERO);
    assert!(outcome.ask.iter().any(|question| question.ask == Ask::Area));
}

/// Sch 4 para 36: 14 per cent less for one spare bedroom, 25 for more.
#[test]
fn a_council_home_loses_for_spare_bedrooms() {
    for (bedrooms, element) in [
        (None, 40000),
        (Some(0), 40000),
        (Some(1), 40000),
        (Some(2), 34400),
        (Some(3), 30000),
        (Some(4), 30000),
    ] {
        let household = with(care_leaver(20), |household| {
            household.home.tenure = Tenure::Social;
            household.home.rent_a_month = Pence::pounds(400);
            household.home.bedrooms = bedrooms;
        });
        let found = in_spring(&household);
        assert_eq!(found.housing_element, Pence(element), "{bedrooms:?}");
        assert_eq!(found.lha_category, None);
    }
}

#[test]
fn supported_and_no_rent_have_no_element() {
    let household = with(care_leaver(20), |household| supported(household, 1000));
    assert_eq!(in_spring(&household).housing_element, Pence::ZERO);
    assert_eq!(in_spring(&care_leaver(20)).housing_element, Pence::ZERO);
}

/// Sch 4 paras 13 to 16 are not worked out: where somebody else lives in the home it is asked.
#[test]
fn others_in_the_home_are_asked_about() {
    for (others, asked) in [(Some(0), false), (Some(1), true)] {
        let household = tenant(20, |household| household.home.other_adults = others);
        let outcome = calculate(&household, spring()).unwrap();
        let found = outcome
            .ask
            .iter()
            .any(|question| question.ask == Ask::OtherAdultsContribution);
        assert_eq!(found, asked, "{others:?}");
    }
}

/// The examples of the benefit materials for 2026/27: Conwy, 18, private 450.
#[test]
fn the_published_examples_come_out() {
    let conwy = |hours| {
        with(care_leaver(18), |household| {
            private(household, 450, AREA);
            works(household, 1085, hours);
        })
    };
    for (hours, net_income) in [(0, 73358), (16, 107_210), (30, 132_257), (35, 147_812)] {
        assert_eq!(
            in_spring(&conwy(hours)).net_income,
            Pence(net_income),
            "{hours}"
        );
    }
    let tyneside = with(care_leaver(18), |household| {
        private(household, 450, "TYNESIDE");
        works(household, 800, 30);
    });
    assert_eq!(in_spring(&tyneside).award, Pence(21658));
    let medway = with(care_leaver(20), |household| {
        private(household, 550, "MEDWAY_SWALE");
        household.children.push(child(2));
        household.childcare_a_month = Pence::pounds(700);
        works(household, 1085, 16);
    });
    assert_eq!(in_spring(&medway).award, Pence(160_862));
}

/// Para 29(2) ends with the 25th birthday; the award after it is for a room.
#[test]
fn the_exception_ends_at_25() {
    let household = with(tenant(0, |_| {}), |household| {
        household.claimant.born = Born::On(day("2001-06-15"));
    });
    assert_eq!(on(&household, "2026-06-14").housing_element, Pence(39500));
    assert_eq!(on(&household, "2026-06-15").housing_element, Pence(34241));
}
