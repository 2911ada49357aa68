//! Tests of caseloads: the day before, the day, the day after.

use jiff::{ToSpan, civil::date};
use proptest::prelude::*;

use super::*;
use crate::{allocation::Allocation, placement::Placement, spell::Spell};

const TODAY: Date = date(2026, 3, 3);

/// Born on 4 May 2007 and in care from 12 until a day.
fn in_care_until(left: Option<Date>, advisers: &[(u128, Date, Option<Date>)]) -> PersonFacts {
    let placement: Placement = "C2 U4 E17".parse().expect("a placement");
    PersonFacts {
        date_of_birth: date(2007, 5, 4),
        placements: vec![Spell::new(placement, date(2019, 6, 1), left)],
        allocations: advisers
            .iter()
            .map(|(worker, from, until)| {
                let allocation = Allocation {
                    role: WorkerRole::PersonalAdviser,
                    worker: Uuid::from_u128(*worker),
                };
                Spell::new(allocation, *from, *until)
            })
            .collect(),
        ..PersonFacts::default()
    }
}

const EIGHTEENTH: Option<Date> = Some(date(2025, 5, 4));

#[test]
fn an_adviser_is_owed_from_sixteen_to_twenty_five() {
    let check = |from: Date, until: Date, expected: &[(Date, Date)]| {
        let facts = in_care_until(EIGHTEENTH, &[]);
        let found = owed_stretches(
            &facts,
            Nation::England,
            from,
            until,
            LeapDayBirthday::default(),
        );
        assert_eq!(found, expected, "{from} to {until}");
    };
    let (sixteenth, twenty_fifth) = (date(2023, 5, 4), date(2032, 5, 4));
    check(
        date(2020, 1, 1),
        date(2040, 1, 1),
        &[(sixteenth, twenty_fifth)],
    );
    check(date(2020, 1, 1), sixteenth, &[]);
    check(
        sixteenth,
        date(2023, 5, 5),
        &[(sixteenth, date(2023, 5, 5))],
    );
    check(
        date(2032, 5, 3),
        date(2040, 1, 1),
        &[(date(2032, 5, 3), twenty_fifth)],
    );
    check(twenty_fifth, date(2040, 1, 1), &[]);
}

#[test]
fn since_when_there_is_no_adviser() {
    let check = |advisers: &[(u128, Date, Option<Date>)], expected: Option<Date>| {
        let facts = in_care_until(EIGHTEENTH, advisers);
        let since =
            without_adviser_since(&facts, Nation::England, TODAY, LeapDayBirthday::default());
        assert_eq!(since, expected, "{advisers:?}");
    };
    // Never one: since the sixteenth birthday.
    check(&[], Some(date(2023, 5, 4)));
    check(&[(1, date(2023, 6, 1), None)], None);
    check(
        &[(1, date(2023, 6, 1), Some(date(2026, 1, 15)))],
        Some(date(2026, 1, 15)),
    );
    // Ends tomorrow: today there is one. Ended today: today there is none.
    check(&[(1, date(2023, 6, 1), Some(date(2026, 3, 4)))], None);
    check(&[(1, date(2023, 6, 1), Some(TODAY))], Some(TODAY));
    // The next one starts tomorrow.
    check(
        &[
            (1, date(2023, 6, 1), Some(date(2026, 1, 15))),
            (2, date(2026, 3, 4), None),
        ],
        Some(date(2026, 1, 15)),
    );
    // Nobody is owed one at 15, or without enough time in care.
    let mut child = in_care_until(None, &[]);
    child.date_of_birth = date(2010, 3, 4);
    assert_eq!(
        without_adviser_since(&child, Nation::England, TODAY, LeapDayBirthday::default()),
        None
    );
    child.date_of_birth = date(2010, 3, 3);
    assert_eq!(
        without_adviser_since(&child, Nation::England, TODAY, LeapDayBirthday::default()),
        Some(TODAY)
    );
}

#[test]
fn advisers_are_counted_once_and_days_without_only_while_one_is_owed() {
    let check = |advisers: &[(u128, Date, Option<Date>)], expected: (usize, i64)| {
        let facts = in_care_until(EIGHTEENTH, advisers);
        let found = continuity(&facts, Nation::England, TODAY, LeapDayBirthday::default());
        assert_eq!(
            (found.advisers, found.days_without),
            expected,
            "{advisers:?}"
        );
    };
    check(&[], (0, 365));
    check(&[(1, date(2023, 6, 1), None)], (1, 0));
    // A gap of ten days, and the same adviser again.
    check(
        &[
            (1, date(2023, 6, 1), Some(date(2025, 8, 1))),
            (1, date(2025, 8, 11), None),
        ],
        (1, 10),
    );
    check(
        &[
            (1, date(2023, 6, 1), Some(date(2025, 8, 1))),
            (2, date(2025, 8, 11), None),
        ],
        (2, 10),
    );
    // A gap longer ago than a year, an adviser from tomorrow, and an allocation of no day.
    check(
        &[
            (1, date(2023, 6, 1), Some(date(2024, 1, 1))),
            (2, date(2024, 6, 1), None),
        ],
        (2, 0),
    );
    check(
        &[(1, date(2023, 6, 1), None), (2, date(2026, 3, 4), None)],
        (1, 0),
    );
    check(
        &[(1, date(2023, 6, 1), None), (2, TODAY, Some(TODAY))],
        (1, 0),
    );
    // Sixteen ten days ago: nobody was owed one before.
    let mut facts = in_care_until(None, &[]);
    facts.date_of_birth = TODAY.saturating_sub(16.years()).saturating_sub(9.days());
    let found = continuity(&facts, Nation::England, TODAY, LeapDayBirthday::default());
    assert_eq!(found.days_without, 10);
}

fn colleague(worker: u128, locality: &str, young_people: usize) -> Colleague {
    Colleague {
        worker: Uuid::from_u128(worker),
        locality: locality.to_owned(),
        young_people,
    }
}

#[test]
fn young_people_go_to_whoever_has_the_fewest_or_is_near() {
    let colleagues = [
        colleague(1, "North", 10),
        colleague(2, "East", 8),
        colleague(3, "East", 20),
    ];
    let check = |localities: &[&str], share, expected: &[u128]| {
        let given: Vec<u128> = shared_out(localities, &colleagues, share)
            .into_iter()
            .map(|worker| worker.as_u128())
            .collect();
        assert_eq!(given, expected, "{localities:?}");
    };
    check(&[], Share::Evenly, &[]);
    check(
        &["North", "North", "North", "North"],
        Share::Evenly,
        &[2, 2, 1, 2],
    );
    check(
        &["North", "North", "North", "North"],
        Share::ByLocality,
        &[1, 1, 1, 1],
    );
    // Nobody is near, or nobody knows where they live: evenly.
    check(&["West", ""], Share::ByLocality, &[2, 2]);
    check(&["East", "North", "East"], Share::ByLocality, &[2, 1, 2]);
    assert!(shared_out(&["North"], &[], Share::Evenly).is_empty());
}

proptest! {
    #[test]
    fn sharing_evenly_never_widens_the_difference(already in proptest::collection::vec(0usize..40, 1..8), people in 0usize..80) {
        let colleagues: Vec<_> = already.iter().enumerate().map(|(id, count)| colleague(id as u128, "North", *count)).collect();
        let given = shared_out(&vec!["North"; people], &colleagues, Share::Evenly);
        prop_assert_eq!(given.len(), people);
        for one in &colleagues {
            let taken = given.iter().filter(|worker| **worker == one.worker).count();
            for other in &colleagues {
                let others = other.young_people + given.iter().filter(|worker| **worker == other.worker).count();
                // Whoever took somebody on has at most one more than anybody else.
                prop_assert!(taken == 0 || one.young_people + taken <= others + 1);
            }
        }
    }
}
