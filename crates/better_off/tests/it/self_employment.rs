//! Business: profit, its National Insurance, and the minimum income floor with its first year (UC Regs 2013 regs 57, 62 to 64, 90).

use better_off::{
    Ask, Health, Household, Item, Job, Pay, Pence, SelfEmployment, StudentMoney, calculate,
};

use crate::made::{care_leaver, child, day, in_spring, person, with};

fn business(profit: i64, since: Option<&str>) -> SelfEmployment {
    SelfEmployment {
        profit_a_month: Pence(profit),
        is_gainful: Some(true),
        gainful_since: since.map(day),
        expected_hours: Some(35),
    }
}

/// Found gainful more than a year before.
fn trader(age: u8, profit: i64) -> Household {
    with(care_leaver(age), |household| {
        household.claimant.self_employment = Some(business(profit, Some("2025-03-01")));
    })
}

/// What the floor adds in spring 2026.
fn added(household: &Household) -> Pence {
    let outcome = calculate(household, day("2026-04-30")).unwrap();
    let lines = outcome.trace.iter();
    lines
        .filter(|line| line.item == Item::IncomeFloor)
        .map(|line| line.amount)
        .sum()
}

/// Class 4: 6 per cent from 12,570 to 50,270, 2 per cent above; income tax on pay and profit together.
#[test]
fn profit_has_one_income_tax_and_its_own_insurance() {
    for (profit, pay, tax, insurance) in [
        (104_750, 0, 0, 0),
        // 12 pounds above: 2.40 and 0.72 a year.
        (104_850, 0, 20, 6),
        (200_000, 0, 19_050, 5_715),
        // 37,700 at 6 and 9,730 at 2 per cent: 2,456.60 a year; tax 7,540 + 3,892.
        (500_000, 0, 95_267, 20_472),
        // 12,000 of pay and 6,000 of profit: 5,430 at 20 per cent, neither above its threshold.
        (50_000, 1_200_000, 9_050, 0),
    ] {
        let household = with(trader(22, profit), |household| {
            if pay > 0 {
                household.claimant.job = Some(Job::of(Pay::Yearly(Pence(pay)), 900));
            }
        });
        let found = in_spring(&household);
        assert_eq!(
            (found.income_tax, found.national_insurance),
            (Pence(tax), Pence(insurance)),
            "{profit} {pay}"
        );
    }
}

/// Reg 62(2): 35 hours at the rate of the age. At 22: 23,132.20 a year less 2,112.44 and 844.976 is 20,174.784; at 20: 17,737.44.
#[test]
fn a_business_that_earns_less_counts_as_the_floor() {
    for (age, profit, expected) in [
        (22, 60_000, 108_123),
        (22, 0, 168_123),
        (20, 60_000, 87_812),
        // 8.00 x 35 x 52 = 14,560; less 398.00 and 159.20: 14,002.80 a year.
        (17, 60_000, 56_690),
        // 22,800 a year leaves 20,140.20 after 2,046 and 613.80: 2.88 a month too little; 22,920 leaves 20,229.
        (22, 190_000, 288),
        (22, 191_000, 0),
    ] {
        assert_eq!(
            added(&trader(age, profit)),
            Pence(expected),
            "{age} {profit}"
        );
    }
    let fewer_hours = with(trader(22, 60_000), |household| {
        let mut agreed = business(60_000, Some("2025-03-01"));
        agreed.expected_hours = Some(16);
        household.claimant.self_employment = Some(agreed);
    });
    // 12.71 x 16 x 52 = 10,574.72: no tax, 881.23 a month.
    assert_eq!(added(&fewer_hours), Pence(28_123));
}

/// What is added lowers the award and is never income.
#[test]
fn the_floor_lowers_the_award_only() {
    let found = in_spring(&trader(22, 60_000));
    // 55 per cent of 1,681.23.
    assert_eq!(found.earnings_taper, Pence(92_468));
    assert_eq!(found.net_earnings, Pence(60_000));
    assert_eq!(found.net_income, Pence(60_000));
}

/// Reg 63: twelve months from the beginning of the assessment period in which it was decided.
#[test]
fn the_first_year_is_free_of_the_floor() {
    for (since, assessment_day, as_at, taper) in [
        ("2025-04-20", 10, "2026-04-09", 33_000),
        ("2025-04-20", 10, "2026-04-10", 92_468),
        ("2025-04-10", 10, "2026-04-09", 33_000),
        ("2025-04-10", 10, "2026-04-10", 92_468),
        ("2025-04-09", 10, "2026-04-09", 92_468),
    ] {
        let household = with(trader(22, 60_000), |household| {
            household.claimant.self_employment = Some(business(60_000, Some(since)));
            household.claim.assessment_day = Some(assessment_day);
        });
        let found = calculate(&household, day(as_at)).unwrap().amounts;
        assert_eq!(found.earnings_taper, Pence(taper), "{since} {as_at}");
    }
}

/// Reg 62(3): no further than the threshold of both, 3,362.46 at 22.
#[test]
fn a_couple_counts_no_further_than_the_floor_of_both() {
    for (partners_pay, expected) in [
        (0, 108_123),
        // 12,000 a year is 1,000 a month: 600 + 1,000 is below, and 1,681.23 + 1,000 too.
        (1_200_000, 108_123),
        // 30,000: net 2,093.30; 1,681.23 + 2,093.30 is 412.07 above: treated as 1,269.16.
        (3_000_000, 66_916),
        // 45,000: net 2,993.30; with 600 above 3,362.46.
        (4_500_000, 0),
    ] {
        let household = with(trader(22, 60_000), |household| {
            let mut partner = person(22);
            if partners_pay > 0 {
                partner.job = Some(Job::of(Pay::Yearly(Pence(partners_pay)), 2100));
            }
            household.partner = Some(partner);
        });
        assert_eq!(added(&household), Pence(expected), "{partners_pay}");
    }
}

/// Reg 62(1)(b): only for those who must look for more work.
#[test]
fn who_need_not_look_for_work_has_no_floor() {
    let none = Pence::ZERO;
    let all = Pence(108_123);
    for (case, expected, change) in [
        (
            "as it is",
            all,
            &(|_: &mut Household| {}) as &dyn Fn(&mut Household),
        ),
        ("child of 2", none, &|h| h.children.push(child(2))),
        ("child of 3", all, &|h| h.children.push(child(3))),
        ("ill", none, &|h| {
            h.claimant.health = Health::LimitedCapability;
        }),
        ("fit note", all, &|h| h.claimant.health = Health::FitNote),
        ("carer", none, &|h| h.claimant.is_carer = Some(true)),
        ("near birth", none, &|h| {
            h.claimant.is_near_birth = Some(true);
        }),
        ("student money", none, &|h| {
            h.claimant.student_money = Some(StudentMoney {
                loan_a_year: Pence::pounds(5000),
                grant_a_year: Pence::ZERO,
                year_starts_on: day("2025-09-20"),
                year_ends_on: day("2026-06-20"),
            });
        }),
        ("not the main work", none, &|h| {
            h.claimant.self_employment = Some(SelfEmployment {
                is_gainful: Some(false),
                ..business(60_000, None)
            });
        }),
    ] {
        let mut household = trader(22, 60_000);
        change(&mut household);
        assert_eq!(added(&household), expected, "{case}");
    }
}

#[test]
fn what_is_not_known_of_a_business_is_asked() {
    let unknown = SelfEmployment {
        is_gainful: None,
        ..business(60_000, None)
    };
    let no_hours = SelfEmployment {
        expected_hours: None,
        ..business(60_000, Some("2025-03-01"))
    };
    for (found, expected, ask) in [
        (unknown, Pence::ZERO, Ask::SelfEmployment),
        (business(60_000, None), Pence::ZERO, Ask::SelfEmployment),
        (no_hours, Pence(108_123), Ask::ExpectedHours),
    ] {
        let household = with(care_leaver(22), |household| {
            household.claimant.self_employment = Some(found);
        });
        assert_eq!(added(&household), expected, "{found:?}");
        let outcome = calculate(&household, day("2026-04-30")).unwrap();
        let asked = outcome.ask.iter().any(|question| question.ask == ask);
        assert!(asked, "{found:?}");
    }
}

/// Reg 82(4): the benefit cap looks at what was really earned; 881 a month lifts it.
#[test]
fn the_floor_does_not_lift_the_benefit_cap() {
    for (profit, is_capped) in [(88_099, true), (88_100, false)] {
        let household = with(trader(24, profit), |household| {
            household.children = vec![child(3), child(5), child(6)];
            household.home.tenure = better_off::Tenure::Social;
            household.home.rent_a_month = Pence::pounds(3000);
            household.home.is_in_london = true;
        });
        let found = in_spring(&household);
        assert_eq!(
            found.benefit_cap_reduction > Pence::ZERO,
            is_capped,
            "{profit}"
        );
    }
}

/// Reg 32: a business is paid work.
#[test]
fn a_business_opens_the_help_with_childcare() {
    let household = with(trader(22, 60_000), |household| {
        household.children.push(child(2));
        household.childcare_a_month = Pence::pounds(400);
    });
    assert_eq!(in_spring(&household).childcare_element, Pence::pounds(340));
}
