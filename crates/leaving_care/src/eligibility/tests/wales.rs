//! Wales: categories 1 to 6 and none of them, to the day.

use super::*;
use Category::{Category1, Category2, Category3, Category4, Category5, Category6};

fn check(life: &Life, expected: &[(Date, Option<Category>)]) {
    check_days(Nation::Wales, life, expected);
}

#[test]
fn categories_1_to_3_follow_time_in_care() {
    check(
        &born(BORN).cared_for("C2 U4 E4A", date(2020, 9, 1), date(2025, 3, 1)),
        &[
            (SIXTEENTH - 1.day(), None),
            (SIXTEENTH, Some(Category1)),
            (date(2025, 2, 28), Some(Category1)),
            (date(2025, 3, 1), Some(Category2)),
            (EIGHTEENTH - 1.day(), Some(Category2)),
            (EIGHTEENTH, Some(Category3)),
            (TWENTY_FIRST - 1.day(), Some(Category3)),
            (TWENTY_FIRST, None),
        ],
    );
    // Still looked after on the eighteenth birthday.
    check(
        &born(BORN).cared_for("C2 U4 E7", date(2020, 9, 1), None),
        &[
            (EIGHTEENTH - 1.day(), Some(Category1)),
            (EIGHTEENTH, Some(Category3)),
        ],
    );
    // 90, 91 and 92 days at seventeen.
    let check_days = |days: i32, last_day: Option<Category>, day_after: Option<Category>| {
        let from = date(2025, 6, 15);
        let after = from + days.days();
        check(
            &born(BORN).cared_for_days("V2 U4 E4A", from, days),
            &[(after - 1.day(), last_day), (after, day_after)],
        );
    };
    check_days(90, None, Some(Category6));
    check_days(91, Some(Category1), Some(Category2));
    check_days(92, Some(Category1), Some(Category2));
}

#[test]
fn category_4_is_back_in_education_from_21_to_25() {
    let life = || born(BORN).cared_for("C2 U4 E7", date(2020, 9, 1), EIGHTEENTH);
    check(
        &life().busy_with(ActivityCode::F1, date(2030, 9, 20), date(2033, 9, 1)),
        &[
            (TWENTY_FIRST, None),
            (date(2030, 9, 19), None),
            (date(2030, 9, 20), Some(Category4)),
            (TWENTY_FIFTH - 1.day(), Some(Category4)),
            (TWENTY_FIFTH, None),
        ],
    );
    // Work is not education.
    check(
        &life().busy_with(ActivityCode::F5, date(2030, 9, 20), None),
        &[(date(2030, 9, 20), None)],
    );
}

#[test]
fn categories_5_and_6_end_at_21() {
    check(
        &born(BORN).cared_for("C2 U4 E45", date(2018, 1, 1), date(2021, 1, 1)),
        &[
            (SIXTEENTH - 1.day(), None),
            (SIXTEENTH, Some(Category5)),
            (TWENTY_FIRST - 1.day(), Some(Category5)),
            (TWENTY_FIRST, None),
        ],
    );
    check(
        &born(BORN).cared_for_days("V2 U4 E4A", date(2025, 1, 1), 30),
        &[
            (date(2025, 1, 30), None),
            (date(2025, 1, 31), Some(Category6)),
            (EIGHTEENTH, Some(Category6)),
            (TWENTY_FIRST - 1.day(), Some(Category6)),
            (TWENTY_FIRST, None),
        ],
    );
    // No time at sixteen: none.
    check(
        &born(BORN).cared_for("C2 U4 E4A", date(2019, 1, 1), SIXTEENTH),
        &[(SIXTEENTH, None), (EIGHTEENTH, None)],
    );
}

#[test]
fn what_ends_english_categories_ends_welsh_ones() {
    let ended = |reason: &str| {
        born(BORN).cared_for(
            &format!("C2 U4 {reason}"),
            date(2020, 9, 1),
            date(2025, 3, 1),
        )
    };
    for reason in ["E2", "E3", "E11", "E12"] {
        check(
            &ended(reason),
            &[(date(2025, 3, 1), None), (EIGHTEENTH, None)],
        );
    }
    check(
        &ended("E4A").in_touch(InTouchCode::Died, date(2027, 1, 1), None),
        &[
            (date(2026, 12, 31), Some(Category3)),
            (date(2027, 1, 1), None),
        ],
    );
    check(
        &ended("E4A").in_touch(InTouchCode::Rhom, date(2025, 9, 1), None),
        &[(date(2025, 9, 1), None), (EIGHTEENTH, None)],
    );
}

/// A report, in English or Welsh words, comes to what the same time in care would.
#[test]
fn reports_age_like_time_in_care() {
    let day = date(2025, 1, 1);
    let check_report =
        |category: Category, at_17: Category, at_18: Category, at_21: Option<Category>| {
            let reported = born(BORN).reported(None, Some(category), day);
            check(
                &reported,
                &[
                    (day, Some(at_17)),
                    (EIGHTEENTH - 1.day(), Some(at_17)),
                    (EIGHTEENTH, Some(at_18)),
                    (TWENTY_FIRST - 1.day(), Some(at_18)),
                    (TWENTY_FIRST, None),
                    (TWENTY_FIFTH, None),
                ],
            );
            check(
                &reported.busy_with(ActivityCode::F2, date(2029, 1, 1), None),
                &[(TWENTY_FIRST, at_21), (TWENTY_FIFTH, None)],
            );
        };
    check_report(Category::Eligible, Category1, Category3, Some(Category4));
    check_report(Category::Relevant, Category2, Category3, Some(Category4));
    check_report(
        Category::FormerRelevant,
        Category2,
        Category3,
        Some(Category4),
    );
    check_report(Category1, Category1, Category3, Some(Category4));
    check_report(Category2, Category2, Category3, Some(Category4));
    check_report(Category5, Category5, Category5, None);
    check_report(Category6, Category6, Category6, None);
    check_report(Category::Qualifying, Category6, Category6, None);
    let in_return = born(BORN).reported(Some(2026), None, day);
    check(
        &in_return,
        &[
            (day, Some(Category2)),
            (EIGHTEENTH, Some(Category3)),
            (TWENTY_FIRST, None),
        ],
    );
}

#[test]
fn the_changes_ahead_are_known() {
    check_changes(
        Nation::Wales,
        &born(BORN).cared_for("V2 U4 -", date(2025, 7, 1), None),
        date(2025, 7, 1),
        &[
            (date(2025, 9, 29), Some(Category1)),
            (EIGHTEENTH, Some(Category3)),
            (TWENTY_FIRST, None),
        ],
    );
    check_changes(
        Nation::Wales,
        &born(BORN)
            .cared_for("C2 U4 E7", date(2020, 9, 1), EIGHTEENTH)
            .busy_with(ActivityCode::F1, date(2030, 9, 20), date(2031, 2, 1)),
        date(2030, 1, 1),
        &[
            (date(2030, 9, 20), Some(Category4)),
            (date(2031, 2, 1), None),
        ],
    );
}
