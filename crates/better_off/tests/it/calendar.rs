//! Starting work: wages against assessment periods, an advance, bills, and the lowest point.

use better_off::{
    Advance, Bill, CostsOfWorking, EventKind, Household, Job, NoCalendar, PayDates, PayEvery,
    Pence, Plan, calendar,
};

use crate::made::{care_leaver, day, private, with};

/// Conwy, 18, private 450; assessment periods from the 10th, paid on the 16th.
fn household() -> Household {
    with(care_leaver(18), |household| {
        private(household, 450, "NORTH_CLWYD");
        household.claim.assessment_day = Some(10);
    })
}

/// 30 hours at 10.85 from 1 June 2026.
fn plan(every: PayEvery, first_paid_on: &str) -> Plan {
    let mut job = Job::hourly(Pence(1085), 30 * 60);
    job.pay_dates = Some(PayDates {
        every,
        starts_on: day("2026-06-01"),
        first_paid_on: day(first_paid_on),
        weeks_in_hand: Some(0),
    });
    Plan {
        from: day("2026-05-16"),
        in_hand: Pence::ZERO,
        job,
        rent_day: 28,
        bills: Vec::new(),
        advance: None,
        childcare_up_front: Pence::ZERO,
        claims_on: None,
    }
}

fn awards(household: &Household, plan: &Plan) -> Vec<(String, usize, i64)> {
    calendar(household, plan)
        .unwrap()
        .periods
        .iter()
        .map(|period| {
            (
                period.period.paid_on.to_string(),
                period.wages,
                period.award.0,
            )
        })
        .collect()
}

/// A wage counts in the assessment period in which it is paid (reg 54).
#[test]
fn a_wage_lowers_the_award_of_the_period_in_which_it_is_paid() {
    // 30 hours: 1,410.50 gross; the first wage is for all of June. Net 1,410.50 - 72.60 - 29.00 = 1,308.90.
    let found = awards(&household(), &plan(PayEvery::Month, "2026-06-30"));
    let paid: Vec<(&str, usize, i64)> = found
        .iter()
        .map(|(day, wages, award)| (day.as_str(), *wages, *award))
        .collect();
    // 733.58 until the period of the first wage, then 733.58 - 0.55 x 1,308.90 = 13.68.
    assert_eq!(
        paid,
        [
            ("2026-05-16", 0, 73_358),
            ("2026-06-16", 0, 73_358),
            ("2026-07-16", 1, 1_368),
            ("2026-08-16", 1, 1_368),
        ]
    );
}

#[test]
fn two_wages_in_one_period_are_counted_together() {
    // Four-weekly from 12 June: 12 June and 10 July fall into different periods, the third on 7 August with the second.
    let four_weekly = calendar(&household(), &plan(PayEvery::FourWeeks, "2026-06-12")).unwrap();
    let wages: Vec<usize> = four_weekly
        .periods
        .iter()
        .map(|period| period.wages)
        .collect();
    assert_eq!(wages, [0, 0, 1, 2]);
    let last = four_weekly.periods.last().unwrap();
    assert_eq!(last.award, Pence::ZERO);
    assert!(
        four_weekly
            .sentences
            .iter()
            .any(|sentence| sentence.contains("paid 2 times"))
    );
    let monthly = calendar(&household(), &plan(PayEvery::Month, "2026-06-30")).unwrap();
    assert!(
        !monthly
            .sentences
            .iter()
            .any(|sentence| sentence.contains("times"))
    );
}

/// Paid on the 10th, the wage is in the period that begins that day; on the 9th in the one before.
#[test]
fn the_first_day_of_a_period_belongs_to_it() {
    let wages = |first| {
        calendar(&household(), &plan(PayEvery::Month, first))
            .unwrap()
            .periods
            .iter()
            .map(|period| period.wages)
            .collect::<Vec<_>>()
    };
    assert_eq!(wages("2026-07-09"), [0, 0, 1, 1]);
    assert_eq!(wages("2026-07-10"), [0, 0, 0, 1, 1]);
}

#[test]
fn bills_rent_and_costs_make_the_lowest_point() {
    let mut plan = plan(PayEvery::Month, "2026-06-30");
    plan.bills.push(Bill {
        name: "Phone".into(),
        day_of_month: 31,
        amount: Pence::pounds(20),
    });
    plan.job.costs = CostsOfWorking {
        travel_a_week: Pence::pounds(25),
        meals_a_week: Pence::ZERO,
        once: Pence::pounds(60),
    };
    let found = calendar(&household(), &plan).unwrap();
    let first: Vec<(String, EventKind, i64)> = found
        .events
        .iter()
        .take(5)
        .map(|event| (event.on.to_string(), event.kind, event.in_hand.0))
        .collect();
    let expected = [
        ("2026-05-16", EventKind::UniversalCredit, 73_358),
        ("2026-05-28", EventKind::Rent, 28_358),
        ("2026-05-31", EventKind::Bill, 26_358),
        ("2026-06-01", EventKind::CostsOfWorking, 17_858),
        ("2026-06-08", EventKind::CostsOfWorking, 15_358),
    ];
    for (found, (on, kind, in_hand)) in first.iter().zip(expected) {
        assert_eq!((found.0.as_str(), found.1, found.2), (on, kind, in_hand));
    }
    let lowest = found.lowest.unwrap();
    assert_eq!(
        lowest.in_hand,
        found
            .events
            .iter()
            .map(|event| event.in_hand)
            .min()
            .unwrap()
    );
}

#[test]
fn an_advance_is_paid_back_from_the_awards() {
    let mut plan = plan(PayEvery::Month, "2026-06-30");
    plan.advance = Some(Advance {
        paid_on: day("2026-05-20"),
        amount: Pence(73_358),
        months: None,
    });
    let found = calendar(&household(), &plan).unwrap();
    // 733.58 over 24 months is 30.57, below 15 per cent of 338.58, 50.79.
    let taken: Vec<i64> = found
        .periods
        .iter()
        .map(|period| period.deductions.0)
        .collect();
    // The award of 16 May is paid before the advance; from July the award is less than what is asked.
    assert_eq!(taken, [0, 3057, 1368, 1368]);
    assert!(
        found
            .events
            .iter()
            .any(|event| event.kind == EventKind::Advance)
    );
}

#[test]
fn a_new_claim_waits_five_weeks() {
    let mut plan = plan(PayEvery::Month, "2026-06-30");
    plan.claims_on = Some(day("2026-05-20"));
    let mut household = household();
    household.claim.assessment_day = None;
    let found = calendar(&household, &plan).unwrap();
    assert_eq!(found.periods[0].period.from, day("2026-05-20"));
    assert_eq!(found.periods[0].period.paid_on, day("2026-06-26"));
}

#[test]
fn what_is_missing_is_said() {
    let mut unknown = household();
    unknown.claim.assessment_day = None;
    let whole = plan(PayEvery::Month, "2026-06-30");
    assert_eq!(
        calendar(&unknown, &whole).unwrap_err(),
        NoCalendar::NoAssessmentDay
    );
    let mut without = whole.clone();
    without.job.pay_dates = None;
    assert_eq!(
        calendar(&household(), &without).unwrap_err(),
        NoCalendar::NoPayDates
    );
    let far = plan(PayEvery::Month, "2028-06-30");
    assert_eq!(
        calendar(&household(), &far).unwrap_err(),
        NoCalendar::TooFar
    );
    let mut in_hand = whole;
    in_hand.job.pay_dates.as_mut().unwrap().weeks_in_hand = None;
    assert_eq!(calendar(&household(), &in_hand).unwrap().ask.len(), 1);
}
