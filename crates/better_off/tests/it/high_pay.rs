//! High pay: what counts again in later months (UC Regs 2013 reg 54A), and Child Benefit paid back as tax (ITEPA 2003 s.681B).

use better_off::{
    Ask, Household, Job, Pay, PayDates, PayEvery, Pence, Percent, Plan, calculate, calendar,
    surplus_earnings,
};

use crate::made::{care_leaver, child, day, in_spring, on, rates, with};

/// Alone at 20 without rent: 316.98 / 0.55 = 576.33 ends the award; 2,500 more to March 2026.
#[test]
fn pay_above_the_limit_counts_again() {
    let amounts = on(&care_leaver(20), "2026-03-15");
    for (on, earned, expected) in [
        ("2026-03-15", 57_633, Some(0)),
        ("2026-03-15", 307_633, Some(0)),
        ("2026-03-15", 307_634, Some(1)),
        ("2026-03-31", 317_633, Some(10_000)),
        // From April 2026 the limit is not known: at least 300 by the regulation.
        ("2026-04-01", 87_633, Some(0)),
        ("2026-04-01", 87_634, None),
    ] {
        let found = surplus_earnings(Pence(earned), &amounts, &rates(day(on)));
        assert_eq!(found, expected.map(Pence), "{on} {earned}");
    }
}

/// With a child and no rent: (316.98 + 292.81) / 0.55 + 684 = 1,792.71.
#[test]
fn the_amount_that_ends_an_award_has_the_work_allowance_in_it() {
    let parent = with(care_leaver(20), |household| {
        household.children.push(child(2));
    });
    let amounts = on(&parent, "2026-03-15");
    for (earned, expected) in [(429_271, 0), (429_371, 100)] {
        let found = surplus_earnings(Pence(earned), &amounts, &rates(day("2026-03-15")));
        assert_eq!(found, Some(Pence(expected)), "{earned}");
    }
}

#[test]
fn what_is_carried_over_lowers_the_next_award() {
    for (carried, award) in [(0, 33_858), (10_000, 28_358), (100_000, 0)] {
        let household = with(care_leaver(20), |household| {
            household.claim.surplus_earnings = Pence(carried);
        });
        let found = in_spring(&household);
        assert_eq!(found.award, Pence(award), "{carried}");
        assert_eq!(found.net_earnings, Pence::ZERO);
    }
}

#[test]
fn where_the_limit_is_not_known_it_is_asked() {
    for (a_year, is_asked) in [(1_000_000, false), (1_100_000, true)] {
        let household = with(care_leaver(20), |household| {
            household.claimant.job = Some(Job::of(Pay::Yearly(Pence(a_year)), 900));
        });
        let outcome = calculate(&household, day("2026-04-30")).unwrap();
        let asked = outcome
            .ask
            .iter()
            .any(|question| question.ask == Ask::SurplusEarnings);
        // 10,000 a year is 833.33 a month: 217.73 above 615.60. 11,000 is 301.07 above.
        assert_eq!(asked, is_asked, "{a_year}");
    }
}

/// 60,000 a year, paid monthly: net 3,779.78 a month by payroll; two wages in one period.
#[test]
fn the_calendar_carries_high_pay_into_the_next_period() {
    let household = with(care_leaver(24), |household| {
        household.claim.assessment_day = Some(31);
    });
    let mut job = Job::of(Pay::Yearly(Pence::pounds(60_000)), 2100);
    job.pay_dates = Some(PayDates {
        every: PayEvery::FourWeeks,
        starts_on: day("2025-09-01"),
        first_paid_on: day("2025-10-01"),
        weeks_in_hand: Some(0),
    });
    let plan = Plan {
        from: day("2025-09-20"),
        in_hand: Pence::ZERO,
        job,
        rent_day: 1,
        bills: Vec::new(),
        advance: None,
        childcare_up_front: Pence::ZERO,
        claims_on: None,
    };
    let found = calendar(&household, &plan).unwrap();
    let high = found
        .periods
        .iter()
        .find(|period| period.wages == 2)
        .unwrap();
    let limit = Pence(57_633) + Pence::pounds(2500);
    assert_eq!(high.award, Pence::ZERO);
    assert_eq!(high.carried_over, Some(high.received - limit));
    let says_so = found
        .sentences
        .iter()
        .any(|sentence| sentence.contains("counts again"));
    assert!(says_so, "{:?}", found.sentences);
}

fn earner(a_year: i64, pension: Option<Percent>) -> Household {
    with(care_leaver(24), |household| {
        household.children.push(child(2));
        let mut job = Job::of(Pay::Yearly(Pence::pounds(a_year)), 2100);
        job.pension = pension;
        household.claimant.job = Some(job);
    })
}

/// One child, 27.05 a week, 1,406.60 a year: one per cent for each 200 pounds above 60,000, in whole pounds.
#[test]
fn child_benefit_is_paid_back_from_60000() {
    for (a_year, expected) in [
        (60_000, 0),
        (60_199, 0),
        (60_200, 117),
        (70_000, 5_858),
        (79_999, 11_600),
        (80_000, 11_717),
        (90_000, 11_717),
    ] {
        let found = in_spring(&earner(a_year, None));
        assert_eq!(found.child_benefit_charge, Pence(expected), "{a_year}");
        let income = found.net_earnings + found.child_benefit - found.child_benefit_charge;
        assert_eq!(found.net_income, income, "{a_year}");
    }
    // What goes into a pension is not counted: 61,000 less 5 per cent is 57,950.
    let saver = in_spring(&earner(61_000, Some(Percent::whole(5))));
    assert_eq!(saver.child_benefit_charge, Pence::ZERO);
    let childless = with(earner(80_000, None), |household| household.children.clear());
    assert_eq!(in_spring(&childless).child_benefit_charge, Pence::ZERO);
}

/// It is the higher income that counts, not both together.
#[test]
fn the_charge_looks_at_the_higher_income() {
    let couple = with(earner(40_000, None), |household| {
        let mut partner = crate::made::person(24);
        partner.job = Some(Job::of(Pay::Yearly(Pence::pounds(60_200)), 2100));
        household.partner = Some(partner);
    });
    assert_eq!(in_spring(&couple).child_benefit_charge, Pence(117));
}
