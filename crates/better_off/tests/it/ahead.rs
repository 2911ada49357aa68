//! Days on which something changes by itself, and money beside the sums.

use better_off::{
    Apprenticeship, BesideKind, Born, Cause, Household, Job, Learning, Nation, Pay, Pence, Pip,
    PipRate, calculate, changes_ahead,
};

use crate::made::{care_leaver, day, private, spring, supported, with};

fn changes(household: &Household, from: &str, until: &str) -> Vec<(String, Cause)> {
    changes_ahead(household, day(from), day(until))
        .iter()
        .map(|change| (change.on.to_string(), change.cause))
        .collect()
}

fn born(date: &str) -> Household {
    with(care_leaver(0), |household| {
        household.claimant.born = Born::On(day(date));
    })
}

#[test]
fn birthdays_and_new_rates_are_foreseen() {
    let household = with(born("2005-07-09"), |household| supported(household, 1000));
    assert_eq!(
        changes(&household, "2026-04-30", "2027-04-30"),
        [
            ("2026-07-09".into(), Cause::Turns21),
            ("2026-10-05".into(), Cause::SupportedHousingRule),
            ("2027-04-01".into(), Cause::NewWageRates),
            ("2027-04-12".into(), Cause::NewBenefitRates),
        ]
    );
    assert_eq!(changes(&household, "2026-07-09", "2026-10-04"), []);
    assert_eq!(changes(&care_leaver(20), "2026-04-30", "2027-03-31"), []);
}

#[test]
fn the_25th_birthday_ends_the_exception_and_raises_the_allowance() {
    let household = with(born("2001-07-09"), |household| {
        private(household, 450, "NORTH_CLWYD");
        household.claim.assessment_day = Some(10);
    });
    let found = changes_ahead(&household, spring(), day("2026-12-31"));
    let causes: Vec<Cause> = found.iter().map(|change| change.cause).collect();
    assert_eq!(causes, [Cause::Turns25, Cause::SharedExceptionEnds]);
    for change in &found {
        // From 10 June, the first day of the period in which the birthday falls: 338.58 + 395.00, then 424.90 + 342.41.
        assert_eq!(change.takes_effect_on, day("2026-06-10"));
        assert_eq!(change.award_before, Some(Pence(73_358)));
        assert_eq!(change.award_after, Some(Pence(76_731)));
        assert!(
            change.sentence.contains("10 June 2026"),
            "{}",
            change.sentence
        );
    }
}

/// Rates of later years are not known: the change is shown with those of today.
#[test]
fn a_birthday_beyond_the_known_rates_is_shown_with_those_of_today() {
    let household = with(born("2008-01-10"), |household| {
        private(household, 450, "NORTH_CLWYD");
    });
    let found = changes_ahead(&household, spring(), day("2033-12-31"));
    let ends = found
        .iter()
        .find(|change| change.cause == Cause::SharedExceptionEnds)
        .unwrap();
    assert_eq!(ends.on, day("2033-01-10"));
    assert_eq!(ends.award_before, Some(Pence(73_358)));
    assert_eq!(ends.award_after, Some(Pence(76_731)));
    assert!(ends.with_todays_rates);
    let rates = found
        .iter()
        .find(|change| change.cause == Cause::NewBenefitRates)
        .unwrap();
    assert_eq!(rates.award_after, None);
}

#[test]
fn the_second_apprenticeship_year_is_foreseen() {
    let apprentice = |birth: &str| {
        with(born(birth), |household| {
            let mut job = Job::of(Pay::LegalMinimum, 30 * 60);
            job.apprenticeship = Some(Apprenticeship {
                started_on: Some(day("2025-09-01")),
                is_first_year: None,
            });
            household.claimant.job = Some(job);
        })
    };
    for (birth, expected) in [
        ("2006-01-10", "2026-09-01"),
        // Still 18 on 1 September: the apprentice rate lasts until 19.
        ("2007-11-20", "2026-11-20"),
    ] {
        let found = changes_ahead(&apprentice(birth), spring(), day("2026-12-31"));
        let ends: Vec<_> = found
            .iter()
            .filter(|change| change.cause == Cause::ApprenticeRateEnds)
            .collect();
        assert_eq!(ends.len(), 1);
        assert_eq!(ends[0].on, day(expected), "{birth}");
        assert!(
            ends[0].after_rent_after > ends[0].after_rent_before,
            "{birth}"
        );
    }
}

#[test]
fn the_cap_grace_and_council_tax_end() {
    let household = with(born("2001-07-09"), |household| {
        household.home.nation = Nation::Wales;
        household.claim.cap_grace_from = Some(day("2026-01-20"));
    });
    let found = changes(&household, "2026-04-30", "2026-12-31");
    assert!(found.contains(&("2026-10-20".into(), Cause::CapGraceEnds)));
    assert!(found.contains(&("2026-07-09".into(), Cause::CouncilTaxCareLeaverEnds)));
}

#[test]
fn money_beside_is_shown_and_never_netted() {
    let beside = |change: &dyn Fn(&mut Household)| {
        let household = with(care_leaver(18), change);
        let outcome = calculate(&household, spring()).unwrap();
        assert_eq!(outcome.amounts.award, Pence(33_858));
        outcome.beside
    };
    let kinds = |found: &[better_off::Beside]| found.iter().map(|b| b.kind).collect::<Vec<_>>();
    assert_eq!(kinds(&beside(&|_| {})), [BesideKind::SettingUpHome]);
    assert_eq!(kinds(&beside(&|h| h.home.nation = Nation::Wales)), []);
    let pip = Pip {
        daily_living: Some(PipRate::Standard),
        mobility: Some(PipRate::Enhanced),
    };
    let found = beside(&|household| household.claimant.pip = Some(pip));
    // 76.70 + 80.00 = 156.70 a week x 52 / 12.
    assert_eq!(found[1].amount, Pence(67_903));
    let found = beside(&|household| {
        household.claimant.has_parental_support = Some(false);
        household.claimant.learning = Learning::NonAdvanced {
            hours_a_week: Some(16),
            started_on: None,
            has_maintenance: false,
        };
    });
    assert_eq!(
        kinds(&found),
        [
            BesideKind::SettingUpHome,
            BesideKind::Bursary16To19,
            BesideKind::PersonalEducationAllowance
        ]
    );
}

/// Three parts of 1,000 pounds, 60, 120 and 300 days after the start.
#[test]
fn the_apprenticeship_bursary_has_its_days() {
    let household = with(care_leaver(18), |household| {
        let mut job = Job::of(Pay::LegalMinimum, 30 * 60);
        job.apprenticeship = Some(Apprenticeship {
            started_on: Some(day("2026-03-01")),
            is_first_year: None,
        });
        household.claimant.job = Some(job);
    });
    let outcome = calculate(&household, spring()).unwrap();
    let bursary = outcome
        .beside
        .iter()
        .find(|beside| beside.kind == BesideKind::ApprenticeshipBursary)
        .unwrap();
    let days: Vec<String> = bursary.due.iter().map(|(day, _)| day.to_string()).collect();
    assert_eq!(days, ["2026-04-30", "2026-06-29", "2026-12-26"]);
    assert!(
        bursary
            .due
            .iter()
            .all(|(_, part)| *part == Pence::pounds(1000))
    );
    assert_eq!(bursary.amount, Pence::pounds(3000));
}

/// What the employer puts into a pension is shown and never netted: 3 per cent of 20,000 a year.
#[test]
fn the_employers_pension_stands_beside() {
    for (percent, expected) in [(None, None), (Some(300), Some(5_000)), (Some(0), None)] {
        let household = with(care_leaver(22), |household| {
            let mut job = better_off::Job::of(better_off::Pay::Yearly(Pence::pounds(20_000)), 2100);
            job.employer_pension = percent.map(better_off::Percent);
            household.claimant.job = Some(job);
        });
        let outcome = calculate(&household, spring()).unwrap();
        let found = outcome
            .beside
            .iter()
            .find(|beside| beside.kind == BesideKind::EmployerPension);
        assert_eq!(
            found.map(|beside| beside.amount),
            expected.map(Pence),
            "{percent:?}"
        );
        assert_eq!(outcome.amounts.net_earnings, Pence(149_330));
    }
}

/// Reg 63: found gainful on 20 April in the period from the 10th; the floor begins a year after that period. Reg 68(1): student money counts
/// in the whole of the first period, and not in the one in which the long vacation begins.
#[test]
fn the_end_of_a_first_year_and_the_course_year_are_foreseen() {
    let trader = with(care_leaver(22), |household| {
        household.claim.assessment_day = Some(10);
        household.claimant.self_employment = Some(better_off::SelfEmployment {
            profit_a_month: Pence::pounds(600),
            is_gainful: Some(true),
            gainful_since: Some(day("2025-04-20")),
            expected_hours: Some(35),
        });
    });
    let found = changes_ahead(&trader, day("2026-01-01"), day("2026-05-01"));
    let floor = found
        .iter()
        .find(|change| change.cause == Cause::IncomeFloorBegins)
        .unwrap();
    assert_eq!(floor.on, day("2026-04-10"));
    assert_eq!(floor.award_before, Some(Pence::ZERO));
    let student = with(care_leaver(20), |household| {
        household.claim.assessment_day = Some(3);
        household.children.push(crate::made::child(2));
        household.claimant.learning = Learning::AdvancedFullTime;
        household.claimant.student_money = Some(better_off::StudentMoney {
            loan_a_year: Pence::pounds(2480),
            grant_a_year: Pence::ZERO,
            year_starts_on: day("2025-09-26"),
            year_ends_on: day("2026-05-12"),
        });
    });
    let found = changes_ahead(&student, day("2025-08-01"), day("2026-06-30"));
    let takes_effect = |cause| {
        let change = found.iter().find(|change| change.cause == cause).unwrap();
        (
            change.takes_effect_on,
            change.award_before,
            change.award_after,
        )
    };
    // 316.98 + 292.81, less 2,480 / 8 - 110 = 200; the period from 3 April still has the old rates, that from
    // 3 May 338.58 + 303.94.
    assert_eq!(
        takes_effect(Cause::StudentMoneyBegins),
        (day("2025-09-03"), Some(Pence(60_979)), Some(Pence(40_979)))
    );
    assert_eq!(
        takes_effect(Cause::StudentMoneyEnds),
        (day("2026-05-03"), Some(Pence(40_979)), Some(Pence(64_252)))
    );
}
