//! What cannot be right is found, with a reason and a remedy, and nothing panics on it.

use better_off::{
    Apprenticeship, Born, EmployersHome, Household, Job, Pay, Pence, Percent, Tenure, Wrong,
    budget_curve, calculate, changes_ahead, what_moved,
};

use crate::made::{care_leaver, child, day, rates, spring, with, works};

fn found(household: &Household) -> Vec<Wrong> {
    let outcome = calculate(household, spring()).unwrap();
    for finding in &outcome.findings {
        assert!(finding.reason.ends_with('.') && finding.remedy.ends_with('.'));
    }
    outcome
        .findings
        .iter()
        .map(|finding| finding.wrong)
        .collect()
}

fn check(case: &str, expected: Option<Wrong>, change: impl FnOnce(&mut Household)) {
    let household = with(care_leaver(24), change);
    let found = found(&household);
    match expected {
        Some(wrong) => assert!(found.contains(&wrong), "{case}: {found:?}"),
        None => assert!(found.is_empty(), "{case}: {found:?}"),
    }
}

#[test]
fn a_possible_household_has_no_findings() {
    check("alone", None, |_| {});
    check("at work", None, |household| works(household, 1271, 40));
    check("a parent at 12", None, |household| {
        household.children.push(child(12));
    });
}

#[test]
fn impossible_people_are_found() {
    check(
        "a child 11 years younger",
        Some(Wrong::ChildTooOldForParent),
        |h| h.children.push(child(13)),
    );
    check("a child of 20", Some(Wrong::ChildTooOld), |h| {
        h.children.push(child(20));
    });
    check(
        "a child not born",
        Some(Wrong::BornInTheFuture),
        |household| {
            household
                .children
                .push(better_off::Child::of(Born::On(day("2026-05-01"))));
        },
    );
    check("a claimant of 15", Some(Wrong::TooYoungToBeHere), |h| {
        h.claimant.born = Born::Years(15);
    });
    check("not born", Some(Wrong::BornInTheFuture), |h| {
        h.claimant.born = Born::On(day("2027-01-01"));
    });
}

#[test]
fn impossible_work_is_found() {
    check("112 hours", None, |household| works(household, 1271, 112));
    check("113 hours", Some(Wrong::TooManyHours), |household| {
        works(household, 1271, 113);
    });
    check("200 hours", Some(Wrong::TooManyHours), |household| {
        works(household, 1271, 200);
    });
    check("negative pay", Some(Wrong::NegativePay), |household| {
        works(household, -1, 16);
    });
    check(
        "a salary without hours",
        Some(Wrong::PayWithoutHours),
        |household| {
            household.claimant.job = Some(Job::of(Pay::Yearly(Pence::pounds(9000)), 0));
        },
    );
    check(
        "a pension of 101 per cent",
        Some(Wrong::ImpossiblePension),
        |household| {
            works(household, 1271, 16);
            household.claimant.job.as_mut().unwrap().pension = Some(Percent::whole(101));
        },
    );
    check(
        "an apprenticeship tomorrow",
        Some(Wrong::ApprenticeshipInTheFuture),
        |household| {
            works(household, 1271, 16);
            household.claimant.job.as_mut().unwrap().apprenticeship = Some(Apprenticeship {
                started_on: Some(day("2026-05-01")),
                is_first_year: None,
            });
        },
    );
    let below = Wrong::WageBelowTheLaw {
        pays: Pence(1270),
        least: Pence(1271),
    };
    check("a wage below the law", Some(below), |household| {
        works(household, 1270, 16);
        household.claimant.job.as_mut().unwrap().employers_home = EmployersHome::No;
    });
}

#[test]
fn impossible_money_is_found() {
    check("negative rent", Some(Wrong::NegativeRent), |h| {
        h.home.rent_a_month = Pence(-1);
    });
    check(
        "rent without a landlord",
        Some(Wrong::RentWithoutTenure),
        |h| h.home.rent_a_month = Pence(1),
    );
    check(
        "supported without rent",
        Some(Wrong::SupportedWithoutRent),
        |h| h.home.tenure = Tenure::Supported,
    );
    check("negative savings", Some(Wrong::NegativeCapital), |h| {
        h.capital = Some(Pence(-1));
    });
    check("negative childcare", Some(Wrong::NegativeChildcare), |h| {
        h.childcare_a_month = Pence(-1);
    });
    check(
        "childcare without a child",
        Some(Wrong::ChildcareWithoutChild),
        |h| h.childcare_a_month = Pence(1),
    );
    for impossible in [0, 32, -5] {
        check("no such day", Some(Wrong::ImpossibleAssessmentDay), |h| {
            h.claim.assessment_day = Some(impossible);
        });
    }
}

#[test]
fn the_largest_numbers_do_not_panic() {
    for largest in [i64::MAX, i64::MIN, i64::MAX / 2] {
        let household = with(care_leaver(24), |household| {
            household.home.tenure = Tenure::Private;
            household.home.rent_a_month = Pence(largest);
            household.capital = Some(Pence(largest));
            household.childcare_a_month = Pence(largest);
            household.children.push(child(1));
            household.home.council_tax.a_year = Some(Pence(largest));
            household.claimant.job = Some(Job::of(Pay::Yearly(Pence(largest)), u32::MAX));
            household.claim.surplus_earnings = Pence(largest);
            household.non_dependants = Some(better_off::NonDependants {
                count: u8::MAX,
                paying: u8::MAX,
            });
            household.claimant.self_employment = Some(better_off::SelfEmployment {
                profit_a_month: Pence(largest),
                is_gainful: Some(true),
                gainful_since: Some(jiff::civil::Date::MIN),
                expected_hours: Some(u8::MAX),
            });
            household.claimant.student_money = Some(better_off::StudentMoney {
                loan_a_year: Pence(largest),
                grant_a_year: Pence(largest),
                year_starts_on: jiff::civil::Date::MIN,
                year_ends_on: jiff::civil::Date::MAX,
            });
        });
        let _ = what_moved(&household, spring(), &care_leaver(20), day("2026-10-06")).unwrap();
        let _ = calculate(&household, spring()).unwrap();
        let _ = budget_curve(&household, &rates(spring()));
        let _ = changes_ahead(&household, spring(), day("2040-01-01"));
        let mut hourly = household;
        hourly.claimant.job = Some(Job::hourly(Pence(largest), u32::MAX));
        let _ = calculate(&hourly, spring()).unwrap();
    }
}
