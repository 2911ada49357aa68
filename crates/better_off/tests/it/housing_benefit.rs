//! Housing Benefit in supported housing, before and from 5 October 2026 (HB Regs 2006 Schs 3, 4).

use better_off::{Ask, CareStatus, Health, Household, Job, Learning, Pence, Tenure, calculate};

use crate::made::{care_leaver, child, day, on, person, private, supported, with, works};

fn tenant(age: u8, rent: i64, change: impl FnOnce(&mut Household)) -> Household {
    with(care_leaver(age), |household| {
        supported(household, rent);
        change(household);
    })
}

const BEFORE: &str = "2026-10-04";
const FROM: &str = "2026-10-05";

/// The table of the benefit materials: age 20, 10.85 an hour, rent 1,000, each to within twopence of the printed amount.
#[test]
fn the_cliff_of_2026_and_the_rule_that_ends_it() {
    for (hours, award, before, from, left_before, left_from) in [
        (0, 33858, 100_000, 100_000, 33858, 33858),
        (13, 241, 100_000, 100_000, 61363, 61363),
        (14, 0, 79931, 97229, 45754, 63052),
        (16, 0, 73819, 91116, 49046, 66343),
        (24, 0, 50843, 68140, 61418, 78715),
        (40, 0, 15637, 32934, 80375, 97672),
    ] {
        let household = tenant(20, 1000, |household| works(household, 1085, hours));
        for (date, benefit, left) in [(BEFORE, before, left_before), (FROM, from, left_from)] {
            let found = on(&household, date);
            let near = |found: Pence, expected: i64| (found.0 - expected).abs() <= 2;
            let housing = found.housing_benefit.unwrap();
            assert!(near(found.award, award), "{hours} {date}: {}", found.award);
            assert!(near(housing, benefit), "{hours} {date}: {housing}");
            assert!(
                near(found.after_rent, left),
                "{hours} {date}: {}",
                found.after_rent
            );
        }
    }
}

/// Children (Leaving Care) Act 2000 s.6.
#[test]
fn care_leavers_under_18_get_none() {
    let ill = |age, care| {
        tenant(age, 1000, |household| {
            household.claimant.care = care;
            household.claimant.health = Health::LimitedCapability;
        })
    };
    for (age, care, expected) in [
        (17, CareStatus::Relevant, 0),
        (17, CareStatus::NotACareLeaver, 100_000),
        (18, CareStatus::FormerRelevant, 100_000),
    ] {
        let found = on(&ill(age, care), BEFORE).housing_benefit;
        assert_eq!(found, Some(Pence(expected)), "{age} {care:?}");
    }
}

#[test]
fn with_a_penny_of_universal_credit_all_of_the_rent_is_paid() {
    // 338.58 / 0.55 = 615.60 of net pay.
    for (pay_a_month, award, is_full) in [(61_558, 1, true), (61_561, 0, false)] {
        let household = tenant(20, 1000, |household| {
            let pay = better_off::Pay::Yearly(Pence(pay_a_month * 12));
            household.claimant.job = Some(Job::of(pay, 840));
        });
        let found = on(&household, BEFORE);
        assert_eq!(found.award, Pence(award));
        assert_eq!(found.housing_benefit == Some(Pence(100_000)), is_full);
    }
}

#[test]
fn savings_above_16000_end_it() {
    let household = |savings| {
        tenant(20, 1000, |household| {
            household.capital = Some(Pence(savings));
            works(household, 1085, 30);
        })
    };
    assert!(on(&household(1_600_000), BEFORE).housing_benefit > Some(Pence::ZERO));
    assert_eq!(
        on(&household(1_600_001), BEFORE).housing_benefit,
        Some(Pence::ZERO)
    );
}

/// HB Regs 2006 reg 52: a pound a week for each 250 above 6,000, which costs 65 pence a week, 2.82 a month.
#[test]
fn savings_take_a_little_in_steps() {
    let household = |savings| {
        tenant(20, 1000, |household| {
            household.capital = Some(Pence(savings));
            works(household, 1085, 24);
        })
    };
    let at = |savings| on(&household(savings), BEFORE).housing_benefit.unwrap();
    assert_eq!(at(600_000), at(0));
    assert!(((at(0) - at(600_001)).0 - 282).abs() <= 1);
    assert_eq!(at(625_000), at(600_001));
    assert!(((at(0) - at(625_001)).0 - 563).abs() <= 1);
}

/// Sch 4 para 17(2)(b)(i): another 17.10 a week at 25 and 30 hours, worth 48.17 a month.
#[test]
fn thirty_hours_count_at_25() {
    let at = |age: u8, minutes: u32| {
        let household = tenant(age, 1300, |household| {
            household.claimant.job = Some(Job::of(
                better_off::Pay::Yearly(Pence::pounds(15_000)),
                minutes,
            ));
        });
        on(&household, BEFORE).housing_benefit.unwrap()
    };
    assert_eq!(at(24, 1800), at(24, 1799));
    assert!(((at(25, 1800) - at(25, 1799)).0 - 4817).abs() <= 1);
}

/// Sch 4 para 18: by age and family, in pence a week, where somebody works; the amounts are worth 65 per cent, x 52 / 12.
#[test]
fn the_october_rule_by_age_and_family() {
    let single = |age| tenant(age, 1500, |household| works(household, 1271, 30));
    let couple = |age: u8, partner: u8| {
        tenant(age, 1900, |household| {
            household.claimant.care = CareStatus::NotACareLeaver;
            household.partner = Some(person(partner));
            works(household, 1271, 40);
        })
    };
    for (case, household, a_week) in [
        ("single under 25", single(24), 6141),
        ("single 25", single(25), 7773),
        ("couple under 18", couple(17, 17), 9733),
        ("couple, one 18", couple(17, 18), 6153),
        ("couple under 25", couple(24, 24), 6153),
        ("couple, one 25", couple(24, 25), 11970),
    ] {
        let before = on(&household, BEFORE).housing_benefit.unwrap();
        let from = on(&household, FROM).housing_benefit.unwrap();
        let worth = Pence(a_week).share(65 * 52, 100 * 12);
        assert!(
            ((from - before).0 - worth.0).abs() <= 1,
            "{case}: {}",
            from - before
        );
    }
    let idle = tenant(20, 1000, |household| {
        household.other_income.push(better_off::OtherIncome {
            kind: better_off::IncomeKind::NewStyleBenefit,
            a_month: Pence::pounds(500),
        });
    });
    assert_eq!(
        on(&idle, BEFORE).housing_benefit,
        on(&idle, FROM).housing_benefit
    );
}

/// By hand, before October: alone, 22, one child of 2, rent 1,500, 24 hours at 12.71, no childcare, in work too much for the award?
/// Net 1,245.02; 65 per cent of what is above 95.55 + 87.88, after 25 + 17.10 are left out.
#[test]
fn a_lone_parent_without_an_award() {
    let household = tenant(22, 1500, |household| {
        household.children.push(child(2));
        household.capital = Some(Pence::ZERO);
        works(household, 1271, 40);
    });
    // 12.71 x 40 x 52 = 26,436.80 a year; tax 2,773.36, insurance 1,109.344; net 22,554.096, 1,879.51 a month.
    // The award: 338.58 + 303.94 - 0.55 x (1,879.51 - 710) is 0.29 below nothing.
    let found = on(&household, BEFORE);
    assert_eq!(found.net_earnings, Pence(187_951));
    assert_eq!(found.award, Pence::ZERO);
    // A week: 433.7326 - 25 - 17.10 = 391.6326; above 183.43: 208.2026, x 0.65 = 135.3317; rent 346.1538: 210.8222 = 913.56 a month.
    assert_eq!(found.housing_benefit, Some(Pence(91_356)));
}

#[test]
fn what_is_not_worked_out_is_asked() {
    let household = |change: &dyn Fn(&mut Household)| {
        tenant(24, 700, |household| {
            works(household, 1271, 40);
            change(household);
        })
    };
    for (change, ask) in [
        (
            &(|h: &mut Household| h.claimant.health = Health::NewElement)
                as &dyn Fn(&mut Household),
            Ask::HousingBenefitAndHealth,
        ),
        (
            &|h| h.claimant.learning = Learning::AdvancedFullTime,
            Ask::HousingBenefitAndStudy,
        ),
    ] {
        let outcome = calculate(&household(change), day(BEFORE)).unwrap();
        assert_eq!(outcome.amounts.housing_benefit, None, "{ask:?}");
        assert!(
            outcome.ask.iter().any(|question| question.ask == ask),
            "{ask:?}"
        );
    }
}

#[test]
fn other_homes_have_none() {
    let mut household = with(care_leaver(20), |household| {
        private(household, 400, "LEEDS");
    });
    assert_eq!(on(&household, BEFORE).housing_benefit, None);
    household.home.tenure = Tenure::Social;
    assert_eq!(on(&household, BEFORE).housing_benefit, None);
}

/// HB Regs 2006 reg 75: nothing below 50 pence a week.
#[test]
fn less_than_fifty_pence_a_week_is_not_paid() {
    let at = |rent: i64| {
        let household = tenant(24, 0, |household| {
            household.home.rent_a_month = Pence(rent);
            works(household, 1271, 30);
        });
        on(&household, BEFORE).housing_benefit.unwrap()
    };
    // The rent at which nothing is left is found from a high one; 2.17 a month is 50 pence a week.
    let taken = Pence(200_000) - at(200_000);
    assert_eq!(at(taken.0 + 214), Pence::ZERO);
    assert_eq!(at(taken.0 + 218), Pence(218));
}
