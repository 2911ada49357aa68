//! Whatever a life holds, in whatever order: an answer is given, short breaks change nothing, and the changes ahead are all there.

use proptest::prelude::*;

use super::*;

const DAYS_OF_A_LIFE: i32 = 26 * 366;

fn day_of(born_on: Date, days: i32) -> Date {
    born_on.saturating_add(days.days())
}

/// From which day of the life, for how many days; `None` for open.
fn stretch() -> impl Strategy<Value = (i32, Option<i32>)> {
    (
        12 * 365..DAYS_OF_A_LIFE,
        prop_oneof![3 => (0..600).prop_map(Some), 1 => Just(None)],
    )
}

fn dates() -> impl Strategy<Value = Date> {
    prop_oneof![
        8 => (0..2000_i32).prop_map(|days| day_of(date(2004, 1, 1), days)),
        1 => Just(date(2004, 2, 29)),
        1 => Just(date(2008, 2, 29)),
    ]
}

fn lives() -> impl Strategy<Value = Life> {
    let episodes = prop::sample::select(vec![
        "C2 U4 X1",
        "C2 U4 E4A",
        "V2 K2 E8",
        "V3 U4 E4A",
        "V4 U4 E4A",
        "J1 R5 E9",
        "C2 U4 E2",
        "C2 U4 E3",
        "C2 U4 E11",
        "C2 U4 E45",
        "C2 U4 -",
    ]);
    let activities = prop::sample::select(ActivityCode::ALL.to_vec());
    let in_touch = prop::sample::select(InTouchCode::ALL.to_vec());
    let reports = prop::sample::select(vec![
        (Some(2024), None),
        (None, None),
        (None, Some(Category::Eligible)),
        (None, Some(Category::Qualifying)),
        (None, Some(Category::Category3)),
        (None, Some(Category::Category6)),
    ]);
    (
        dates(),
        prop::collection::vec((episodes, stretch()), 0..5),
        prop::collection::vec((activities, stretch()), 0..3),
        prop::collection::vec((in_touch, stretch()), 0..3),
        prop::collection::vec((reports, stretch()), 0..2),
    )
        .prop_map(|(born_on, episodes, activities, in_touch, reports)| {
            let until =
                |from: i32, days: Option<i32>| days.map(|days| day_of(born_on, from + days));
            let mut life = born(born_on);
            for (codes, (from, days)) in episodes {
                life = life.cared_for(codes, day_of(born_on, from), until(from, days));
            }
            for (code, (from, days)) in activities {
                life = life.busy_with(code, day_of(born_on, from), until(from, days));
            }
            for (code, (from, days)) in in_touch {
                life = life.in_touch(code, day_of(born_on, from), until(from, days));
            }
            for ((year, category), (from, _)) in reports {
                life = life.reported(year, category, day_of(born_on, from));
            }
            life
        })
}

fn nations() -> impl Strategy<Value = Nation> {
    prop::sample::select(vec![Nation::England, Nation::Wales])
}

fn leap_days() -> impl Strategy<Value = LeapDayBirthday> {
    prop::sample::select(vec![
        LeapDayBirthday::FirstOfMarch,
        LeapDayBirthday::LastOfFebruary,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_changes_ahead_are_those_of_asking_each_day(life in lives(), nation in nations(), leap_day in leap_days(), from in 13 * 365..DAYS_OF_A_LIFE) {
        let as_at = day_of(life.0.date_of_birth, from);
        let ahead = eligibility(&life.0, nation, as_at, leap_day);
        let (mut current, _) = category_on(&life.0, nation, as_at, leap_day);
        prop_assert_eq!(ahead.category, current);
        let mut expected = Vec::new();
        let last = as_at + (4 * 365).days();
        let mut day = as_at.tomorrow().unwrap();
        while day <= last {
            let (category, _) = category_on(&life.0, nation, day, leap_day);
            if category != current {
                expected.push((day, category));
                current = category;
            }
            day = day.tomorrow().unwrap();
        }
        let within: Vec<_> = ahead.changes.into_iter().filter(|(day, _)| *day <= last).collect();
        prop_assert_eq!(within, expected);
    }

    #[test]
    fn a_short_break_changes_nothing(life in lives(), nation in nations(), (from, days) in stretch(), asked in 13 * 365..DAYS_OF_A_LIFE) {
        let born_on = life.0.date_of_birth;
        let day = day_of(born_on, asked);
        let with_break = life.clone().cared_for("V4 U4 E4A", day_of(born_on, from), days.map(|days| day_of(born_on, from + days)));
        prop_assert_eq!(with_break.on(nation, day), life.on(nation, day));
    }

    #[test]
    fn the_order_of_spells_does_not_matter(life in lives(), nation in nations(), asked in 13 * 365..DAYS_OF_A_LIFE) {
        let day = day_of(life.0.date_of_birth, asked);
        let mut turned = life.clone();
        turned.0.in_touch.dedup_by_key(|spell| spell.starts_on);
        let before = turned.on(nation, day);
        turned.0.placements.reverse();
        turned.0.activities.reverse();
        // Two episodes that end on one day, or activities alike, have no order that could matter.
        let ends: Vec<_> = turned.0.placements.iter().map(|spell| (spell.ends_on, spell.starts_on)).collect();
        prop_assume!(ends.iter().all(|end| ends.iter().filter(|other| *other == end).count() == 1));
        prop_assert_eq!(turned.on(nation, day), before);
    }

    /// Dates that somebody may type or that a broken file may hold.
    #[test]
    fn the_ends_of_the_calendar_are_answered(
        life in lives(),
        nation in nations(),
        born_on in prop::sample::select(vec![Date::MIN, date(0, 2, 29), date(1900, 1, 1), date(9990, 5, 1), Date::MAX]),
        day in prop::sample::select(vec![Date::MIN, date(2025, 1, 1), date(9999, 4, 1), Date::MAX]),
    ) {
        let mut odd = life;
        odd.0.date_of_birth = born_on;
        let answer = eligibility(&odd.0, nation, day, LeapDayBirthday::default());
        prop_assert!(!answer.because.is_empty());
    }
}
