//! The lowest legal wage by age, birthday, apprenticeship year and the employer's home (NMW Regs 2015).

use better_off::{
    Apprenticeship, Ask, EmployersHome, Job, Pay, Pence, WageCheck, calculate, check_wage,
    legal_rate,
};

use crate::made::{care_leaver, day, rates, with};

fn apprentice(started: Option<&str>, first_year: Option<bool>) -> Job {
    let mut job = Job::hourly(Pence(800), 1800);
    job.apprenticeship = Some(Apprenticeship {
        started_on: started.map(day),
        is_first_year: first_year,
    });
    job
}

#[test]
fn rates_go_by_age_and_year() {
    for (age, date, expected) in [
        (17, "2026-03-31", 755),
        (18, "2026-03-31", 1000),
        (20, "2026-03-31", 1000),
        (21, "2026-03-31", 1221),
        (17, "2026-04-01", 800),
        (18, "2026-04-01", 1085),
        (20, "2026-04-01", 1085),
        (21, "2026-04-01", 1271),
    ] {
        let found = legal_rate(&Job::hourly(Pence(0), 60), age, &rates(day(date)));
        assert_eq!(found.an_hour, Pence(expected), "{age} {date}");
        assert_eq!(found.or_else, None);
    }
}

/// Reg 5: under 19, or in the first year.
#[test]
fn the_apprentice_rate_is_for_the_first_year_or_under_19() {
    for (case, age, started, first_year, date, expected, or_else) in [
        (
            "18, second year",
            18,
            Some("2024-09-01"),
            None,
            "2026-04-30",
            800,
            None,
        ),
        (
            "19, last day of the first year",
            19,
            Some("2025-05-01"),
            None,
            "2026-04-30",
            800,
            None,
        ),
        (
            "19, first day of the second year",
            19,
            Some("2025-05-01"),
            None,
            "2026-05-01",
            1085,
            None,
        ),
        (
            "21, second year",
            21,
            Some("2025-05-01"),
            None,
            "2026-05-01",
            1271,
            None,
        ),
        (
            "19, said to be the first year",
            19,
            None,
            Some(true),
            "2026-04-30",
            800,
            None,
        ),
        (
            "19, said to be later",
            19,
            None,
            Some(false),
            "2026-04-30",
            1085,
            None,
        ),
        (
            "19, nobody knows",
            19,
            None,
            None,
            "2026-04-30",
            800,
            Some(1085),
        ),
        (
            "18, nobody knows: no matter",
            18,
            None,
            None,
            "2026-04-30",
            800,
            None,
        ),
    ] {
        let found = legal_rate(&apprentice(started, first_year), age, &rates(day(date)));
        assert_eq!(found.an_hour, Pence(expected), "{case}");
        assert_eq!(found.or_else, or_else.map(Pence), "{case}");
    }
}

#[test]
fn a_wage_below_the_rate_is_found() {
    let rates = rates(day("2026-04-30"));
    for (case, job, age, is_legal) in [
        ("at the rate", Job::hourly(Pence(1085), 960), 20, true),
        ("a penny below", Job::hourly(Pence(1084), 960), 20, false),
        (
            "the rate of 20 at 21",
            Job::hourly(Pence(1085), 960),
            21,
            false,
        ),
        // 10.85 x 16 x 52 = 9,027.20.
        (
            "a salary at the rate",
            Job::of(Pay::Yearly(Pence(902_720)), 960),
            20,
            true,
        ),
        (
            "a salary below",
            Job::of(Pay::Yearly(Pence(902_000)), 960),
            20,
            false,
        ),
        (
            "the legal minimum",
            Job::of(Pay::LegalMinimum, 960),
            20,
            true,
        ),
        ("no hours", Job::hourly(Pence(1), 0), 20, true),
    ] {
        let mut job = job;
        job.employers_home = EmployersHome::No;
        let found = check_wage(&job, age, &rates);
        let is_found_legal = matches!(found, WageCheck::Legal { .. } | WageCheck::NoWage);
        assert_eq!(is_found_legal, is_legal, "{case}: {found:?}");
    }
}

/// Regs 14 to 16: 11.10 a day, 77.70 a week. 40 hours at 12.71 are 508.40.
#[test]
fn the_employers_home_counts_up_to_the_offset() {
    let rates = rates(day("2026-04-30"));
    let pays = |pay: i64, home: EmployersHome| {
        let mut job = Job::hourly(Pence(pay), 2400);
        job.employers_home = home;
        check_wage(&job, 21, &rates)
    };
    let charged = |pence| EmployersHome::Charged(Pence(pence));
    assert!(matches!(pays(1271, charged(7770)), WageCheck::Legal { .. }));
    assert!(matches!(pays(1271, charged(7871)), WageCheck::Below { .. }));
    // Free: 508.40 - 77.70 = 430.70, 10.77 an hour.
    assert!(matches!(pays(1077, charged(0)), WageCheck::Legal { .. }));
    assert!(matches!(pays(1076, charged(0)), WageCheck::Below { .. }));
    assert!(matches!(
        pays(1077, EmployersHome::No),
        WageCheck::Below { .. }
    ));
    // Nobody knows whether a home comes with it: it may be legal, and must be asked.
    assert!(matches!(
        pays(1077, EmployersHome::Unknown),
        WageCheck::Depends {
            ask: Ask::EmployersHome,
            ..
        }
    ));
    assert!(matches!(
        pays(1076, EmployersHome::Unknown),
        WageCheck::Below { .. }
    ));
}

/// The lowest legal pay is taken as the apprentice rate, and the open year is asked.
#[test]
fn the_legal_minimum_of_an_unknown_year_is_asked() {
    let ask = |first_year| {
        let household = with(care_leaver(20), |household| {
            let mut job = apprentice(None, first_year);
            job.pay = Pay::LegalMinimum;
            household.claimant.job = Some(job);
        });
        let outcome = calculate(&household, day("2026-04-30")).unwrap();
        let asked = outcome
            .ask
            .iter()
            .any(|question| question.ask == Ask::ApprenticeshipStart);
        (outcome.amounts.gross_earnings, asked)
    };
    // 8.00 or 10.85 x 30 x 52 / 12.
    assert_eq!(ask(None), (Pence(104_000), true));
    assert_eq!(ask(Some(true)), (Pence(104_000), false));
    assert_eq!(ask(Some(false)), (Pence(141_050), false));
}

#[test]
fn an_unknown_apprenticeship_year_is_asked() {
    let rates = rates(day("2026-04-30"));
    let found = check_wage(&apprentice(None, None), 19, &rates);
    assert!(matches!(
        found,
        WageCheck::Depends {
            ask: Ask::ApprenticeshipStart,
            ..
        }
    ));
}
