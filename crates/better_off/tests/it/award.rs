//! Elements, work allowance, taper, savings, other income and deductions, worked out by hand from UC Regs 2013 and the rates of 2026/27.

use better_off::{
    Born, Child, ChildDisability, Deduction, Health, Household, IncomeKind, OtherIncome, Pence,
};

use crate::made::{
    care_leaver, child, day, in_scotland, in_spring, on, person, private, spring, with, works,
};

#[test]
fn the_standard_allowance_rises_at_25_and_with_the_year() {
    for (age, date, expected) in [
        (24, "2025-04-30", 31698),
        (25, "2025-04-30", 40014),
        (24, "2026-04-05", 31698),
        (24, "2026-04-06", 33858),
        (25, "2026-04-06", 42490),
    ] {
        let found = on(&care_leaver(age), date).standard_allowance;
        assert_eq!(found, Pence(expected), "{age} {date}");
    }
}

/// SI 2013/381 Sch 1 para 20: a birthday counts from the first day of the assessment period in which it falls.
#[test]
fn the_25th_birthday_counts_for_its_whole_assessment_period() {
    let household = with(care_leaver(0), |household| {
        household.claimant.born = Born::On(day("2001-07-09"));
        household.claim.assessment_day = Some(10);
    });
    for (date, expected) in [
        ("2026-06-09", 33858),
        ("2026-06-10", 42490),
        ("2026-07-09", 42490),
    ] {
        let rates = better_off::rates_for(&household, day(date)).unwrap();
        let found = better_off::amounts(&household, &rates).standard_allowance;
        assert_eq!(found, Pence(expected), "{date}");
    }
}

/// Up-rating: from the first assessment period that begins on or after the day.
#[test]
fn new_rates_reach_the_award_with_the_next_assessment_period() {
    for (assessment_day, date, expected) in [
        (6, "2026-04-05", 31698),
        (6, "2026-04-06", 33858),
        (5, "2026-04-06", 31698),
        (5, "2026-05-04", 31698),
        (5, "2026-05-05", 33858),
        (7, "2026-04-06", 31698),
        (7, "2026-04-07", 33858),
    ] {
        let household = with(care_leaver(20), |household| {
            household.claim.assessment_day = Some(assessment_day);
        });
        let rates = better_off::rates_for(&household, day(date)).unwrap();
        let found = better_off::amounts(&household, &rates).standard_allowance;
        assert_eq!(found, Pence(expected), "{assessment_day} {date}");
    }
}

#[test]
fn children_add_their_elements() {
    let born = |date: &str| Child::of(Born::On(day(date)));
    let (before, from) = ("2017-04-05", "2017-04-06");
    for (case, children, date, expected) in [
        ("none", vec![], "2026-04-30", 0),
        (
            "reg 24: born on 6 April 2017",
            vec![from],
            "2026-04-30",
            30394,
        ),
        (
            "reg 36: first born before",
            vec![before],
            "2026-04-30",
            35188,
        ),
        (
            "reg 36: first before, second after",
            vec![before, from],
            "2026-04-30",
            35188 + 30394,
        ),
        (
            "order does not matter",
            vec![from, before],
            "2026-04-30",
            35188 + 30394,
        ),
        (
            "two before",
            vec!["2016-01-01", before],
            "2026-04-30",
            35188 + 30394,
        ),
        (
            "reg 24A: the third in 2025",
            vec![from, "2019-01-01", "2020-01-01"],
            "2025-04-30",
            2 * 29281,
        ),
        (
            "reg 24A: the third on 5 April 2026",
            vec![from, "2019-01-01", "2020-01-01"],
            "2026-04-05",
            2 * 29281,
        ),
        (
            "no limit from 6 April 2026",
            vec![from, "2019-01-01", "2020-01-01"],
            "2026-04-06",
            3 * 30394,
        ),
        (
            "reg 24A: three before 2017 in 2025",
            vec!["2014-01-01", "2015-01-01", before],
            "2025-04-30",
            33900 + 2 * 29281,
        ),
        (
            "reg 24A: two before, one after in 2025",
            vec!["2015-01-01", before, from],
            "2025-04-30",
            33900 + 29281,
        ),
        (
            "reg 24A: one before, two after in 2025",
            vec![before, from, "2020-01-01"],
            "2025-04-30",
            33900 + 29281,
        ),
    ] {
        let household = with(care_leaver(30), |household| {
            household.children = children.iter().map(|date| born(date)).collect();
        });
        let found = on(&household, date).child_element;
        assert_eq!(found, Pence(expected), "{case}");
    }
}

#[test]
fn a_disabled_child_adds_the_lower_or_the_higher_amount() {
    for (disability, expected) in [
        (None, 0),
        (Some(ChildDisability::Lower), 16479),
        (Some(ChildDisability::Higher), 51471),
    ] {
        let household = with(care_leaver(22), |household| {
            household.children = vec![Child {
                disability,
                ..child(2)
            }];
        });
        let found = in_spring(&household).disabled_child_element;
        assert_eq!(found, Pence(expected), "{disability:?}");
    }
}

#[test]
fn health_and_caring_add_their_elements() {
    let household = |health, is_carer| {
        with(care_leaver(20), |household| {
            household.claimant.health = health;
            household.claimant.is_carer = Some(is_carer);
        })
    };
    for (case, health, is_carer, elements) in [
        ("well", Health::Well, false, (0, 0)),
        (
            "limited capability alone has no element",
            Health::LimitedCapability,
            false,
            (0, 0),
        ),
        ("protected", Health::ProtectedElement, false, (42980, 0)),
        ("new", Health::NewElement, false, (21726, 0)),
        ("reg 29: carer", Health::Well, true, (0, 20934)),
        (
            "reg 29(4): not both for one person",
            Health::NewElement,
            true,
            (21726, 0),
        ),
        (
            "limited capability and caring",
            Health::LimitedCapability,
            true,
            (0, 20934),
        ),
    ] {
        let found = in_spring(&household(health, is_carer));
        assert_eq!(
            (found.health_element.0, found.carer_element.0),
            elements,
            "{case}"
        );
    }
    let mut couple = household(Health::NewElement, false);
    let mut partner = person(20);
    partner.is_carer = Some(true);
    couple.partner = Some(partner);
    let found = in_spring(&couple);
    assert_eq!(
        (found.health_element.0, found.carer_element.0),
        (21726, 20934),
        "one each"
    );
    couple.claimant.health = Health::ProtectedElement;
    couple.partner.as_mut().unwrap().health = Health::NewElement;
    assert_eq!(
        in_spring(&couple).health_element,
        Pence(42980),
        "one element for two"
    );
}

#[test]
fn the_rates_of_health_part_in_april_2026() {
    let household = with(care_leaver(20), |household| {
        household.claimant.health = Health::NewElement;
    });
    assert_eq!(on(&household, "2026-04-05").health_element, Pence(42327));
    assert_eq!(on(&household, "2026-04-06").health_element, Pence(21726));
}

/// Reg 22: 55p for each pound of net earnings above the allowance, which needs a child or limited capability.
#[test]
fn earnings_take_55_pence_above_the_work_allowance() {
    let household = |change: &dyn Fn(&mut Household)| {
        with(care_leaver(20), |household| {
            works(household, 1085, 16);
            change(household);
        })
    };
    // 10.85 x 16 x 52 / 12 = 752.27 a month: below tax and insurance.
    let net = 75227;
    let rented = |household: &mut Household| private(household, 300, "NORTH_CLWYD");
    for (case, change, allowance, taper) in [
        (
            "none",
            &(|_: &mut Household| {}) as &dyn Fn(&mut Household),
            0,
            41375,
        ),
        (
            "reg 22(2)(a): child, no rent",
            &|h| h.children.push(child(1)),
            71000,
            2325,
        ),
        (
            "child and rent",
            &|h| {
                h.children.push(child(1));
                rented(h);
            },
            42700,
            17890,
        ),
        (
            "limited capability",
            &|h| h.claimant.health = Health::LimitedCapability,
            71000,
            2325,
        ),
        (
            "a fit note is not enough",
            &|h| h.claimant.health = Health::FitNote,
            0,
            41375,
        ),
        ("rent alone", &rented, 0, 41375),
    ] {
        let found = in_spring(&household(change));
        assert_eq!(found.net_earnings, Pence(net), "{case}");
        assert_eq!(found.work_allowance, Pence(allowance), "{case}");
        assert_eq!(found.earnings_taper, Pence(taper), "{case}");
    }
}

/// Reg 72: 4.35 for each 250 pounds, or part, above 6,000.
#[test]
fn savings_take_in_steps() {
    for (savings, expected) in [
        (600_000, 0),
        (600_001, 435),
        (625_000, 435),
        (625_001, 870),
        (1_600_000, 40 * 435),
    ] {
        let household = with(care_leaver(20), |household| {
            household.capital = Some(Pence(savings));
        });
        let found = in_spring(&household);
        assert_eq!(found.tariff_income, Pence(expected), "{savings}");
        assert_eq!(found.award, Pence(33858 - expected), "{savings}");
    }
}

/// Reg 66: what counts is taken off pound for pound; care leavers' money from the council does not count.
#[test]
fn other_income_counts_or_does_not() {
    for (kind, counts) in [
        (IncomeKind::CarersAllowance, true),
        (IncomeKind::NewStyleBenefit, true),
        (IncomeKind::MaternityAllowance, true),
        (IncomeKind::StudentIncome, true),
        (IncomeKind::CouncilPayment, false),
        (IncomeKind::Bursary, false),
        (IncomeKind::ChildMaintenance, false),
        (IncomeKind::Gift, false),
    ] {
        let household = with(care_leaver(20), |household| {
            household.other_income.push(OtherIncome {
                kind,
                a_month: Pence::pounds(100),
            });
        });
        let taken = Pence(if counts { 10_000 } else { 0 });
        let found = in_spring(&household);
        assert_eq!(found.award, Pence(33858) - taken, "{kind:?}");
        let outcome = better_off::calculate(&household, spring()).unwrap();
        let is_beside = outcome
            .beside
            .iter()
            .any(|beside| beside.kind == better_off::BesideKind::OtherNotCounted);
        assert_eq!(is_beside, !counts, "{kind:?}");
        assert_eq!(found.net_income, Pence(33858), "never netted: {kind:?}");
    }
}

/// Carer's Allowance ends above 204 pounds a week of net pay: 204 / 10.85 is 18.80 hours.
#[test]
fn carers_allowance_ends_at_its_limit() {
    for (pay, hours, counted) in [(1275, 16, 37462), (1276, 16, 0)] {
        let household = with(care_leaver(20), |household| {
            household.claimant.is_carer = Some(true);
            works(household, pay, hours);
            household.other_income.push(OtherIncome {
                kind: IncomeKind::CarersAllowance,
                a_month: Pence(37462),
            });
        });
        assert_eq!(in_spring(&household).other_income, Pence(counted), "{pay}");
    }
}

/// SI 2013/380 Sch 6: 15 per cent of the standard allowance, 50.79 of 338.58.
#[test]
fn deductions_stop_at_15_per_cent() {
    let other = |pence| Deduction::Other {
        a_month: Pence(pence),
    };
    let advance = |left, months| Deduction::Advance {
        left: Pence(left),
        months,
    };
    for (case, deductions, date, expected) in [
        ("none", vec![], "2026-04-30", 0),
        ("below the limit", vec![other(5078)], "2026-04-30", 5078),
        ("at the limit", vec![other(5079)], "2026-04-30", 5079),
        ("above the limit", vec![other(5080)], "2026-04-30", 5079),
        (
            "two together",
            vec![other(3000), other(3000)],
            "2026-04-30",
            5079,
        ),
        (
            "an advance of 338.58 over 24 months",
            vec![advance(33858, 24)],
            "2026-04-30",
            1411,
        ),
        (
            "the limit was 25 per cent on 29 April 2025",
            vec![other(9000)],
            "2025-04-29",
            7925,
        ),
        (
            "and 15 from 30 April 2025",
            vec![other(9000)],
            "2025-04-30",
            4755,
        ),
        (
            "no months is one month",
            vec![advance(1000, 0)],
            "2026-04-30",
            1000,
        ),
    ] {
        let household = with(care_leaver(20), |household| {
            household.deductions = deductions;
        });
        let found = on(&household, date);
        assert_eq!(found.deductions, Pence(expected), "{case}");
        assert_eq!(
            found.left_over,
            found.net_income - Pence(expected),
            "{case}"
        );
    }
    let no_award = with(care_leaver(20), |household| {
        household.deductions = vec![other(5000)];
        works(household, 1085, 40);
    });
    assert_eq!(in_spring(&no_award).deductions, Pence::ZERO);
}

/// 27.05 and 17.90 a week x 52 / 12; 28.20 a week in Scotland.
#[test]
fn child_benefit_and_the_scottish_payment() {
    for (children, scottish, benefit, payment) in [
        (vec![], true, 0, 0),
        (vec![2], false, 11722, 0),
        (vec![2], true, 11722, 12220),
        (vec![2, 4], true, 19478, 24440),
        (vec![15, 4], true, 19478, 24440),
        (vec![16, 4], true, 19478, 12220),
    ] {
        let household = with(care_leaver(30), |household| {
            household.children = children.iter().map(|age| child(*age)).collect();
            if scottish {
                in_scotland(household);
            }
        });
        let found = in_spring(&household);
        assert_eq!(found.child_benefit, Pence(benefit), "{children:?}");
        assert_eq!(found.scottish_child_payment, Pence(payment), "{children:?}");
    }
    let earner = with(care_leaver(22), |household| {
        household.children = vec![child(2)];
        in_scotland(household);
        works(household, 1700, 40);
    });
    assert_eq!(in_spring(&earner).award, Pence::ZERO);
    assert_eq!(
        in_spring(&earner).scottish_child_payment,
        Pence::ZERO,
        "ends with the award"
    );
    assert_eq!(in_spring(&earner).child_benefit, Pence(11722));
}
