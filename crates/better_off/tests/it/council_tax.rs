//! Council tax: Wales (WSI 2019/431, SI 2019/432), England (the council's own setting), who is not counted (LGFA 1992 s.11, Sch 1).

use better_off::{
    Apprenticeship, Ask, CareStatus, CouncilScheme, Household, Job, Learning, Nation, Pence,
    Percent, calculate,
};

use crate::made::{care_leaver, in_spring, person, spring, with};

/// A bill of 1,200 a year, 100 a month.
fn home(age: u8, nation: Nation, change: impl FnOnce(&mut Household)) -> Household {
    with(care_leaver(age), |household| {
        household.home.nation = nation;
        household.home.council_tax.a_year = Some(Pence::pounds(1200));
        household.home.council_tax.reduction_a_year = Some(Pence::ZERO);
        change(household);
    })
}

fn check(case: &str, household: &Household, expected: i64) {
    let found = in_spring(household).council_tax;
    assert_eq!(found, Some(Pence(expected)), "{case}");
}

#[test]
fn wales_leaves_care_leavers_out_to_24_and_scotland_to_25() {
    let none = |_: &mut Household| {};
    check("Wales, 24", &home(24, Nation::Wales, none), 0);
    check("Wales, 25", &home(25, Nation::Wales, none), 7500);
    check("Scotland, 25", &home(25, Nation::Scotland, none), 0);
    check("Scotland, 26", &home(26, Nation::Scotland, none), 7500);
    check(
        "England, 24: a quarter off for one grown-up",
        &home(24, Nation::England, none),
        7500,
    );
    let other = home(24, Nation::Wales, |h| {
        h.claimant.care = CareStatus::NotACareLeaver;
    });
    check("Wales, not a care leaver", &other, 7500);
    let qualifying = home(24, Nation::Wales, |h| {
        h.claimant.care = CareStatus::Qualifying;
    });
    check("Wales, qualifying only", &qualifying, 7500);
}

#[test]
fn others_in_the_home_are_counted() {
    check(
        "Wales with a partner of 22",
        &home(24, Nation::Wales, |h| h.partner = Some(person(22))),
        7500,
    );
    check(
        "Wales with two others",
        &home(24, Nation::Wales, |h| h.home.other_adults = Some(2)),
        10_000,
    );
    let both = home(24, Nation::Wales, |household| {
        let mut partner = person(22);
        partner.care = CareStatus::FormerRelevant;
        household.partner = Some(partner);
    });
    check("Wales, two care leavers", &both, 0);
    check(
        "England, a couple",
        &home(24, Nation::England, |h| h.partner = Some(person(22))),
        10_000,
    );
}

#[test]
fn the_young_students_and_apprentices_are_not_counted() {
    let student = |h: &mut Household| h.claimant.learning = Learning::AdvancedFullTime;
    let apprentice = |pay: i64| {
        move |household: &mut Household| {
            let mut job = Job::of(better_off::Pay::Yearly(Pence(pay)), 30 * 60);
            job.apprenticeship = Some(Apprenticeship {
                started_on: None,
                is_first_year: Some(true),
            });
            household.claimant.job = Some(job);
        }
    };
    check("17", &home(17, Nation::England, |_| {}), 0);
    check("18", &home(18, Nation::England, |_| {}), 7500);
    check("a student alone", &home(20, Nation::England, student), 0);
    // 195 a week is 10,140 a year.
    check(
        "an apprentice on 195 a week: half",
        &home(20, Nation::England, apprentice(1_014_000)),
        5000,
    );
    check(
        "an apprentice on a penny more",
        &home(20, Nation::England, apprentice(1_014_001)),
        7500,
    );
    let mixed = home(17, Nation::England, |household| {
        let mut partner = person(20);
        partner.learning = Learning::AdvancedFullTime;
        household.partner = Some(partner);
    });
    check("left out for different reasons: half", &mixed, 5000);
}

#[test]
fn an_english_council_sets_its_own_relief() {
    let waives = |percent, until_age| CouncilScheme::Waives {
        percent: Percent::whole(percent),
        until_age,
    };
    for (case, age, scheme, expected) in [
        ("all until 25, at 24", 24, waives(100, 25), 0),
        ("all until 25, at 25", 25, waives(100, 25), 7500),
        ("half of what is left", 24, waives(50, 25), 3750),
        ("none", 24, CouncilScheme::None, 7500),
    ] {
        let household = home(age, Nation::England, |household| {
            household.home.council_tax.scheme = scheme;
        });
        check(case, &household, expected);
    }
    let other = home(24, Nation::England, |household| {
        household.claimant.care = CareStatus::NotACareLeaver;
        household.home.council_tax.scheme = waives(100, 25);
    });
    check("not a care leaver", &other, 7500);
}

#[test]
fn the_councils_reduction_is_taken_off_and_what_is_unknown_is_asked() {
    let reduced = home(24, Nation::England, |household| {
        household.home.council_tax.reduction_a_year = Some(Pence::pounds(600));
    });
    check("600 off 900", &reduced, 2500);
    let unknown = home(24, Nation::England, |household| {
        household.home.council_tax.a_year = None;
        household.home.council_tax.reduction_a_year = None;
    });
    let outcome = calculate(&unknown, spring()).unwrap();
    assert_eq!(outcome.amounts.council_tax, None);
    for ask in [Ask::CouncilTaxBill, Ask::CouncilScheme] {
        assert!(
            outcome.ask.iter().any(|question| question.ask == ask),
            "{ask:?}"
        );
    }
}
