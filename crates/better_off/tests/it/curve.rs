//! The budget curve from 0 to 40 hours and its named cliffs; now beside offers; the take-home of a vacancy.

use better_off::{
    Ask, CliffCause, Household, IncomeKind, Job, Offer, OtherIncome, Pay, PayDates, PayEvery,
    Pence, WageCheck, budget_curve, compare, take_home,
};

use crate::made::{
    care_leaver, child, day, in_scotland, private, rates, spring, supported, with, works,
};

fn causes(household: &Household, date: &str) -> Vec<(CliffCause, u8)> {
    let curve = budget_curve(household, &rates(day(date)));
    assert_eq!(curve.points.len(), 41);
    for cliff in &curve.cliffs {
        assert!(
            cliff
                .sentence
                .contains(&cliff.change.0.unsigned_abs().to_string()[..1])
        );
    }
    curve
        .cliffs
        .iter()
        .map(|cliff| (cliff.cause, cliff.to_hours))
        .collect()
}

#[test]
fn the_cliff_of_supported_housing_is_named_and_ends_in_october() {
    let household = with(care_leaver(20), |household| {
        supported(household, 1000);
        works(household, 1085, 0);
    });
    assert_eq!(
        causes(&household, "2026-10-04"),
        [(CliffCause::SupportedHousing, 14)]
    );
    assert_eq!(causes(&household, "2026-10-05"), []);
}

#[test]
fn a_private_tenant_has_no_cliff() {
    let household = with(care_leaver(20), |household| {
        private(household, 450, "LEEDS");
    });
    assert_eq!(causes(&household, "2026-04-30"), []);
}

#[test]
fn the_scottish_child_payment_ends_with_the_award() {
    let household = with(care_leaver(22), |household| {
        in_scotland(household);
        household.children.push(child(3));
        works(household, 1500, 0);
    });
    let found = causes(&household, "2026-04-30");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, CliffCause::ScottishChildPayment);
}

#[test]
fn carers_allowance_childcare_and_the_cap_make_steps() {
    let carer = with(care_leaver(22), |household| {
        household.claimant.is_carer = Some(true);
        works(household, 1271, 0);
        household.other_income.push(OtherIncome {
            kind: IncomeKind::CarersAllowance,
            a_month: Pence(37_462),
        });
    });
    // 204 / 12.71 is 16.05 hours.
    let found = causes(&carer, "2026-04-30");
    assert!(
        found.contains(&(CliffCause::CarersAllowance, 17)),
        "{found:?}"
    );
    let parent = with(care_leaver(22), |household| {
        household.children.push(child(3));
        household.childcare_a_month = Pence::pounds(500);
        works(household, 1271, 0);
    });
    assert_eq!(
        causes(&parent, "2026-04-30"),
        [(CliffCause::ChildcareStarts, 1)]
    );
    let capped = with(care_leaver(24), |household| {
        household.home.is_in_london = true;
        household.home.tenure = better_off::Tenure::Social;
        household.home.rent_a_month = Pence::pounds(1800);
        works(household, 1271, 0);
    });
    let found = causes(&capped, "2026-04-30");
    assert_eq!(found, [(CliffCause::CapLifted, 16)]);
}

#[test]
fn the_curve_goes_through_the_days_job() {
    let household = with(care_leaver(20), |household| {
        private(household, 450, "LEEDS");
        works(household, 1085, 16);
    });
    let rates = rates(spring());
    let curve = budget_curve(&household, &rates);
    let at_16 = curve.points.iter().find(|point| point.hours == 16).unwrap();
    assert_eq!(at_16.amounts, better_off::amounts(&household, &rates));
}

fn offer(name: &str, pay: i64, hours: u32) -> Offer {
    Offer {
        name: name.into(),
        job: Some(Job::hourly(Pence(pay), hours * 60)),
        childcare_a_month: None,
    }
}

#[test]
fn up_to_four_offers_stand_beside_now() {
    let household = with(care_leaver(18), |household| {
        private(household, 450, "NORTH_CLWYD");
    });
    let mut travel = offer("With travel", 1085, 16);
    travel.job.as_mut().unwrap().costs.travel_a_week = Pence::pounds(30);
    let offers = [
        offer("Kitchen", 1085, 16),
        offer("Nursery", 1085, 30),
        travel,
        offer("Below the law", 900, 30),
        offer("A fifth", 1085, 35),
    ];
    let found = compare(&household, &offers, spring()).unwrap();
    assert_eq!(found.left_out, 1);
    let better: Vec<i64> = found.offers.iter().map(|offer| offer.better_by.0).collect();
    // The materials: 733.58 out of work, 1,072.10 at 16 hours, 1,322.57 at 30.
    assert_eq!(better[..3], [33_852, 58_899, 33_852]);
    assert_eq!(
        found.offers[2].better_by_after_costs,
        Pence(33_852 - 13_000)
    );
    assert!(!found.offers[3].outcome.findings.is_empty());
    assert!(found.offers[0].sentence.contains("£338.52"));
}

#[test]
fn a_vacancy_shows_its_take_home() {
    let household = with(care_leaver(18), |household| {
        private(household, 450, "NORTH_CLWYD");
    });
    let found = take_home(
        &household,
        &Job::hourly(Pence(1085), 16 * 60),
        &rates(spring()),
    );
    assert_eq!(found.wage_a_month, Pence(75_227));
    assert_eq!(found.award_a_month, Pence(31_983));
    assert_eq!(found.better_by, Pence(33_852));
    assert!(matches!(found.wage, WageCheck::Legal { .. }));
    let low = take_home(
        &household,
        &Job::hourly(Pence(100), 16 * 60),
        &rates(spring()),
    );
    assert!(matches!(low.wage, WageCheck::Below { .. }));
}

/// A job that begins after April is compared at the rates of then, on both sides: 10 hours a week at 12.21 or 12.71.
#[test]
fn an_offer_ahead_is_compared_at_the_rates_of_its_first_day() {
    let household = care_leaver(22);
    for (starts_on, on, now, better_by, is_asked) in [
        (None, "2026-03-15", 31_698, 23_809, false),
        (Some("2026-03-10"), "2026-03-15", 31_698, 23_809, false),
        (Some("2026-03-31"), "2026-03-31", 31_698, 23_809, false),
        // The wage rates begin on 1 April, those of Universal Credit on 6 April.
        (Some("2026-04-01"), "2026-04-01", 31_698, 24_785, false),
        (Some("2026-04-06"), "2026-04-06", 33_858, 24_785, false),
        (Some("2027-09-01"), "2026-03-15", 31_698, 23_809, true),
    ] {
        let mut job = Job::of(Pay::LegalMinimum, 10 * 60);
        job.pay_dates = starts_on.map(|starts_on| PayDates {
            every: PayEvery::Month,
            starts_on: day(starts_on),
            first_paid_on: day(starts_on),
            weeks_in_hand: None,
        });
        let offer = Offer {
            name: "Kitchen".into(),
            job: Some(job),
            childcare_a_month: None,
        };
        let found = compare(&household, &[offer], day("2026-03-15")).unwrap();
        let compared = &found.offers[0];
        assert_eq!(compared.on, day(on), "{starts_on:?}");
        assert_eq!(compared.without.award, Pence(now), "{starts_on:?}");
        assert_eq!(compared.better_by, Pence(better_by), "{starts_on:?}");
        let asked = compared
            .outcome
            .ask
            .iter()
            .any(|question| question.ask == Ask::RatesAhead);
        assert_eq!(asked, is_asked, "{starts_on:?}");
        let says_so = compared.sentence.contains("rates of that day");
        assert_eq!(says_so, on != "2026-03-15", "{}", compared.sentence);
    }
}
