//! The benefit cap: UC Regs 2013 regs 79 to 83 on both sides of each exception.

use better_off::{
    Ask, Child, ChildDisability, Health, Household, Pence, Pip, PipRate, amounts, calculate,
};

use crate::made::{
    care_leaver, child, day, in_spring, on, person, private, rates, spring, with, works,
};

/// Alone in Inner East London at 1,200 a month: 338.58 + 1,200 = 1,538.58; the cap is 16,967 / 12 = 1,413.92.
fn londoner() -> Household {
    with(care_leaver(24), |household| {
        private(household, 1200, "INNER_EAST_LONDON");
        household.home.is_in_london = true;
    })
}

fn check(case: &str, household: &Household, reduction: i64) {
    let found = in_spring(household);
    assert_eq!(found.benefit_cap_reduction, Pence(reduction), "{case}");
}

#[test]
fn the_cap_is_lower_outside_london_and_higher_for_families() {
    check("single, London", &londoner(), 153_858 - 141_392);
    check(
        "single, elsewhere: 14,753",
        &with(londoner(), |h| h.home.is_in_london = false),
        153_858 - 122_942,
    );
    check(
        "couple: 25,323 / 12 = 2,110.25",
        &with(londoner(), |h| h.partner = Some(person(24))),
        0,
    );
    // 528.34 + 2,000 is above 1,835.00, 22,020 / 12; Inner East London pays no more than the rate for one bedroom.
    let couple = with(londoner(), |household| {
        household.partner = Some(person(24));
        household.home.tenure = better_off::Tenure::Social;
        household.home.rent_a_month = Pence::pounds(2000);
        household.home.is_in_london = false;
    });
    check("couple, elsewhere", &couple, 52834 + 200_000 - 183_500);
}

#[test]
fn benefits_at_the_cap_are_not_above_it() {
    // Social rent so that the sum can be set: 338.58 + rent = 1,413.92 at 1,075.34.
    for (rent, reduction) in [(107_533, 0), (107_534, 0), (107_535, 1)] {
        let household = with(londoner(), |household| {
            household.home.tenure = better_off::Tenure::Social;
            household.home.rent_a_month = Pence(rent);
        });
        check(&rent.to_string(), &household, reduction);
    }
}

/// Reg 82(1)(a): 16 hours at 12.71 = 881 a month of net earnings.
#[test]
fn earnings_of_881_lift_the_cap() {
    let rates = rates(spring());
    let household = with(londoner(), |household| {
        household.home.tenure = better_off::Tenure::Social;
        household.home.rent_a_month = Pence::pounds(2000);
        works(household, 1271, 16);
    });
    for (net, is_capped) in [(88_099, true), (88_100, false)] {
        let found = better_off::amounts_with_wages(&household, &rates, Pence(net));
        assert_eq!(
            found.benefit_cap_reduction > Pence::ZERO,
            is_capped,
            "{net}"
        );
    }
}

/// Reg 82(1)(b), (2): nine months; the periods in which they begin and end are free as well.
#[test]
fn a_year_of_work_gives_nine_months_of_grace() {
    let household = with(londoner(), |household| {
        household.claim.cap_grace_from = Some(day("2026-01-20"));
        household.claim.assessment_day = Some(10);
    });
    for (date, is_capped) in [
        ("2026-01-09", true),
        ("2026-01-10", false),
        ("2026-05-01", false),
        ("2026-10-10", false),
        ("2026-11-09", false),
        ("2026-11-10", true),
    ] {
        let rates = better_off::rates_for(&household, day(date)).unwrap();
        let found = amounts(&household, &rates).benefit_cap_reduction;
        assert_eq!(found > Pence::ZERO, is_capped, "{date}");
    }
}

/// Reg 83.
#[test]
fn some_benefits_lift_the_cap() {
    let capped = |change: &dyn Fn(&mut Household)| {
        with(londoner(), |household| {
            household.home.tenure = better_off::Tenure::Social;
            household.home.rent_a_month = Pence::pounds(2500);
            change(household);
        })
    };
    let pip = Pip {
        daily_living: None,
        mobility: Some(PipRate::Standard),
    };
    for (case, change, is_capped) in [
        (
            "nothing",
            &(|_: &mut Household| {}) as &dyn Fn(&mut Household),
            true,
        ),
        (
            "limited capability alone",
            &|h| h.claimant.health = Health::LimitedCapability,
            true,
        ),
        (
            "83(1)(a): health element",
            &|h| h.claimant.health = Health::NewElement,
            false,
        ),
        ("83(1)(g): PIP", &|h| h.claimant.pip = Some(pip), false),
        (
            "carer element",
            &|h| h.claimant.is_carer = Some(true),
            false,
        ),
        ("a child", &|h| h.children.push(child(1)), true),
        (
            "83(1)(f): a disabled child",
            &|h| {
                h.children.push(Child {
                    disability: Some(ChildDisability::Lower),
                    ..child(1)
                });
            },
            false,
        ),
    ] {
        let found = in_spring(&capped(change)).benefit_cap_reduction;
        assert_eq!(found > Pence::ZERO, is_capped, "{case}");
    }
}

/// Reg 81(1): what is in the award for childcare is not taken.
#[test]
fn childcare_is_kept_from_the_cap() {
    let household = |charges| {
        with(londoner(), |household| {
            household.home.tenure = better_off::Tenure::Social;
            household.home.rent_a_month = Pence::pounds(2000);
            household.children.push(child(1));
            household.childcare_a_month = Pence::pounds(charges);
            works(household, 1271, 4);
        })
    };
    let without = in_spring(&household(0));
    let some = in_spring(&household(400));
    assert!(without.benefit_cap_reduction > Pence::ZERO);
    assert_eq!(some.childcare_element, Pence(34_000));
    assert_eq!(some.award - without.award, Pence(34_000));
    assert_eq!(some.benefit_cap_reduction, without.benefit_cap_reduction);
}

#[test]
fn child_benefit_counts_towards_the_cap() {
    let household = with(londoner(), |household| {
        household.home.tenure = better_off::Tenure::Social;
        household.home.rent_a_month = Pence::pounds(1500);
        household.children.push(child(1));
    });
    // 338.58 + 303.94 + 1,500 + 117.22 = 2,259.74, less 2,110.25.
    check("with a child", &household, 14_949);
}

#[test]
fn a_capped_household_is_asked_about_its_history() {
    let uncapped = with(londoner(), |household| works(household, 1271, 16));
    for (household, is_asked) in [(londoner(), true), (uncapped, false)] {
        let outcome = calculate(&household, spring()).unwrap();
        for ask in [Ask::CapHistory, Ask::CapOtherBenefits] {
            let asked = outcome.ask.iter().any(|question| question.ask == ask);
            assert_eq!(asked, is_asked, "{ask:?}");
        }
    }
}

#[test]
fn the_exception_of_2025_was_846() {
    let household = with(londoner(), |household| works(household, 1221, 16));
    assert_eq!(
        on(&household, "2025-04-30").benefit_cap_reduction,
        Pence::ZERO
    );
}
