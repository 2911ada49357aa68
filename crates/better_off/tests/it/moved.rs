//! What moved an answer: the parts add up, and each is put down to what did it.

use better_off::{
    Apprenticeship, Born, Household, Job, Pay, Pence, amounts, rates_for, what_moved,
};
use proptest::prelude::*;

use crate::made::{care_leaver, child, day, private, supported, with, works};

fn said(before: &Household, on: &str, after: &Household, then: &str) -> Vec<(String, i64)> {
    what_moved(before, day(on), after, day(then))
        .unwrap()
        .into_iter()
        .map(|movement| (movement.sentence, movement.pence.0))
        .collect()
}

fn born(date: &str) -> Household {
    with(care_leaver(20), |household| {
        household.claimant.born = Born::On(day(date));
    })
}

#[test]
fn nothing_moves_within_a_year_of_rates() {
    let household = born("2004-06-15");
    assert_eq!(said(&household, "2025-07-01", &household, "2025-09-01"), []);
}

#[test]
fn each_reason_has_its_sentence_and_amount() {
    let kept = born("2001-05-03");
    let worker = |date: &str| {
        with(born(date), |household| {
            household.claimant.job = Some(Job::of(Pay::LegalMinimum, 300));
        })
    };
    let tenant = with(born("2001-05-03"), |household| supported(household, 1000));
    let apprentice = with(born("2005-01-01"), |household| {
        let mut job = Job::of(Pay::LegalMinimum, 300);
        job.apprenticeship = Some(Apprenticeship {
            started_on: Some(day("2025-06-01")),
            is_first_year: None,
        });
        household.claimant.job = Some(job);
    });
    // The same household on two days.
    for (household, on, then, expected) in [
        (
            kept.clone(),
            "2026-04-01",
            "2026-04-06",
            &[("New rate: the standard allowance.", 2160)][..],
        ),
        (
            kept.clone(),
            "2026-05-02",
            "2026-05-03",
            &[("This person is now 25, and was 24.", 8632)],
        ),
        // The allowance goes up by 21.60 for those under 25, and the birthday gives the rest.
        (
            kept.clone(),
            "2026-03-01",
            "2026-06-01",
            &[
                ("New rate: the standard allowance.", 2160),
                ("This person is now 25, and was 24.", 8632),
            ],
        ),
        // 5 hours: from 235.08 to 275.38 a month, of which 55 per cent are taken off.
        (
            worker("2005-05-03"),
            "2026-05-01",
            "2026-05-04",
            &[("This person is now 21, and was 20.", 1813)],
        ),
        (
            tenant,
            "2026-04-20",
            "2026-10-06",
            &[("This person is now 25, and was 24.", 8632)],
        ),
        // 5 hours at 8.00, then at 12.71.
        (
            apprentice,
            "2026-05-31",
            "2026-06-01",
            &[("The first year of the apprenticeship is over.", 4592)],
        ),
    ] {
        assert_eq!(
            said(&household, on, &household, then),
            owned(expected),
            "{on}"
        );
    }
    let saver = with(kept.clone(), |household| {
        household.capital = Some(Pence(600_001));
    });
    assert_eq!(
        said(&kept, "2025-05-01", &saver, "2025-05-01"),
        owned(&[("Savings went from £0.00 to £6,000.01.", -435)])
    );
}

fn owned(expected: &[(&str, i64)]) -> Vec<(String, i64)> {
    expected
        .iter()
        .map(|(sentence, pence)| ((*sentence).to_owned(), *pence))
        .collect()
}

#[test]
fn days_without_rates_are_an_error() {
    let household = care_leaver(20);
    for (on, then) in [("2026-05-01", "2031-01-01"), ("2019-01-01", "2026-05-01")] {
        assert!(what_moved(&household, day(on), &household, day(then)).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// The parts add up to the whole, whatever changed together.
    #[test]
    fn the_parts_add_up(
        births in (9_000_i32..12_000, 9_000_i32..12_000),
        hours in (0_u32..=40, 0_u32..=40),
        rents in (0_i64..=1500, 0_i64..=1500),
        homes in (any::<bool>(), any::<bool>()),
        savings in (0_i64..=1_700_000, 0_i64..=1_700_000),
        children in (0_usize..=3, 0_usize..=3),
        days in (0_i64..=250, 250_i64..=520, prop::option::of(1_i8..=31)),
    ) {
        let household = |(born, hours): (i32, u32), rent: i64, is_supported: bool, savings: i64, children: usize| {
            with(care_leaver(20), |household| {
                let epoch = day("1975-01-01");
                let date = epoch.checked_add(jiff::Span::new().days(born)).unwrap();
                household.claimant.born = Born::On(date);
                works(household, 1271, hours);
                household.claimant.job.as_mut().unwrap().pay = Pay::LegalMinimum;
                private(household, rent, "LEEDS");
                if is_supported {
                    supported(household, rent);
                }
                household.capital = Some(Pence(savings));
                household.children = vec![child(4); children];
                household.claim.assessment_day = days.2;
            })
        };
        let before = household((births.0, hours.0), rents.0, homes.0, savings.0, children.0);
        let after = household((births.1, hours.1), rents.1, homes.1, savings.1, children.1);
        let start = day("2025-05-01");
        let on = start.checked_add(jiff::Span::new().days(days.0)).unwrap();
        let then = start.checked_add(jiff::Span::new().days(days.1)).unwrap();
        let of = |household: &Household, on| amounts(household, &rates_for(household, on).unwrap());
        let moved = what_moved(&before, on, &after, then).unwrap();
        let rent: Pence = moved.iter().map(|movement| movement.pence).sum();
        let award: Pence = moved.iter().map(|movement| movement.award).sum();
        prop_assert_eq!(rent, of(&after, then).after_rent - of(&before, on).after_rent);
        prop_assert_eq!(award, of(&after, then).award - of(&before, on).award);
    }
}
