//! England: eligible, relevant, former relevant, qualifying and none of them, to the day.

use super::*;
use Category::{Eligible, FormerRelevant, Qualifying, Relevant};

fn check(life: &Life, expected: &[(Date, Option<Category>)]) {
    check_days(Nation::England, life, expected);
}

/// In foster care from the seventeenth birthday for so many days: what holds on the last of them, and on the day after.
#[test]
fn thirteen_weeks_are_ninety_one_days() {
    let from = date(2025, 6, 15);
    let check = |days: i32, last_day: Option<Category>, day_after: Option<Category>| {
        let life = born(BORN).cared_for_days("C2 U4 E4A", from, days);
        let after = from + days.days();
        check(&life, &[(after - 1.day(), last_day), (after, day_after)]);
    };
    check(1, None, Some(Qualifying));
    check(89, None, Some(Qualifying));
    check(90, None, Some(Qualifying));
    check(91, Some(Eligible), Some(Relevant));
    check(92, Some(Eligible), Some(Relevant));
}

#[test]
fn only_days_since_fourteen_and_not_of_short_breaks_count_and_each_once() {
    let at_sixteen = |life: Life| life.cared_for_days("C2 U4 E4A", SIXTEENTH, 10);
    let check = |life: Life, days: i64, expected: Category| {
        let day = date(2025, 6, 15);
        check(&life, &[(day, Some(expected))]);
        assert!(
            life.reasons_on(Nation::England, day)
                .contains(&Reason::DaysSinceFourteen { days }),
            "{:?}",
            life.reasons_on(Nation::England, day)
        );
    };
    // 80 days at 15, then ten at 16.
    check(
        at_sixteen(born(BORN).cared_for_days("C2 U4 E4A", date(2023, 7, 1), 80)),
        90,
        Qualifying,
    );
    check(
        at_sixteen(born(BORN).cared_for_days("C2 U4 E4A", date(2023, 7, 1), 81)),
        91,
        Relevant,
    );
    // A hundred days that end 80 days after the fourteenth birthday, and one day more.
    let before_and_after = |days: i32| {
        born(BORN).cared_for(
            "C2 U4 E4A",
            FOURTEENTH - 20.days(),
            FOURTEENTH + days.days(),
        )
    };
    check(at_sixteen(before_and_after(80)), 90, Qualifying);
    check(at_sixteen(before_and_after(81)), 91, Relevant);
    // Two episodes that overlap by 30 days.
    let overlapping = |second: i32| {
        born(BORN)
            .cared_for_days("C2 U4 X1", date(2023, 7, 1), 60)
            .cared_for_days("C2 U4 E4A", date(2023, 7, 31), second)
    };
    check(at_sixteen(overlapping(50)), 90, Qualifying);
    check(at_sixteen(overlapping(51)), 91, Relevant);
    // Short breaks, under either code, however long.
    for code in ["V3 U4 E4A", "V4 U4 E4A"] {
        let life = born(BORN).cared_for_days("C2 U4 E4A", date(2023, 7, 1), 80);
        check(
            at_sixteen(life.cared_for_days(code, date(2024, 1, 1), 100)),
            90,
            Qualifying,
        );
    }
    // On remand counts (LASPO 2012 section 104), and so does accommodation under section 20.
    for code in ["J1 R5 E9", "J2 K1 E9", "V2 P2 E8", "C1 U4 E4A"] {
        let life = born(BORN).cared_for_days(code, date(2023, 7, 1), 81);
        check(at_sixteen(life), 91, Relevant);
    }
}

#[test]
fn no_time_at_sixteen_means_no_category() {
    // Five years in care that end on the sixteenth birthday: its last day was at fifteen.
    let five_years = |until: Date| born(BORN).cared_for("C2 U4 E4A", date(2019, 6, 15), until);
    check(
        &five_years(SIXTEENTH),
        &[(SIXTEENTH, None), (EIGHTEENTH, None)],
    );
    check(
        &five_years(SIXTEENTH + 1.day()),
        &[
            (SIXTEENTH - 1.day(), None),
            (SIXTEENTH, Some(Eligible)),
            (SIXTEENTH + 1.day(), Some(Relevant)),
            (EIGHTEENTH - 1.day(), Some(Relevant)),
            (EIGHTEENTH, Some(FormerRelevant)),
        ],
    );
    // A short break at sixteen is no time at sixteen.
    check(
        &five_years(SIXTEENTH).cared_for_days("V4 U4 E4A", date(2025, 1, 1), 20),
        &[(date(2025, 1, 10), None), (date(2025, 6, 1), None)],
    );
}

#[test]
fn categories_change_on_birthdays() {
    // Looked after from twelve until eighteen; the episode is closed on the birthday, or still open.
    for until in [Some(EIGHTEENTH), None] {
        check(
            &born(BORN).cared_for("C2 U4 E7", date(2020, 9, 1), until),
            &[
                (SIXTEENTH - 1.day(), None),
                (SIXTEENTH, Some(Eligible)),
                (SIXTEENTH + 1.day(), Some(Eligible)),
                (EIGHTEENTH - 1.day(), Some(Eligible)),
                (EIGHTEENTH, Some(FormerRelevant)),
                (EIGHTEENTH + 1.day(), Some(FormerRelevant)),
                (TWENTY_FIRST - 1.day(), Some(FormerRelevant)),
                (TWENTY_FIRST, Some(FormerRelevant)),
                (TWENTY_FIFTH - 1.day(), Some(FormerRelevant)),
                (TWENTY_FIFTH, None),
                (TWENTY_FIFTH + 1.day(), None),
            ],
        );
    }
    // Too short for more than qualifying: to 21, and to 25 in education or training.
    let qualifying = born(BORN).cared_for_days("V2 U4 E4A", date(2025, 1, 1), 30);
    check(
        &qualifying,
        &[
            (date(2025, 1, 30), None),
            (date(2025, 1, 31), Some(Qualifying)),
            (EIGHTEENTH, Some(Qualifying)),
            (TWENTY_FIRST - 1.day(), Some(Qualifying)),
            (TWENTY_FIRST, None),
        ],
    );
    let at_college = qualifying.busy_with(ActivityCode::F2, date(2028, 9, 1), date(2030, 7, 1));
    check(
        &at_college,
        &[
            (TWENTY_FIRST, Some(Qualifying)),
            (date(2030, 6, 30), Some(Qualifying)),
            (date(2030, 7, 1), None),
        ],
    );
    check(
        &at_college.busy_with(ActivityCode::P1, date(2033, 1, 1), None),
        &[
            (TWENTY_FIFTH - 1.day(), Some(Qualifying)),
            (TWENTY_FIFTH, None),
        ],
    );
    // What becomes long enough only after eighteen stays qualifying.
    check(
        &born(BORN).cared_for("V2 U4 E7", date(2026, 4, 1), None),
        &[
            (date(2026, 6, 14), None),
            (EIGHTEENTH, Some(Qualifying)),
            (date(2026, 7, 10), Some(Qualifying)),
        ],
    );
}

#[test]
fn born_on_29_february() {
    use LeapDayBirthday::{FirstOfMarch, LastOfFebruary};
    let life = born(date(2008, 2, 29)).cared_for("C2 U4 E7", date(2020, 1, 1), None);
    let check = |day: Date, leap_day: LeapDayBirthday, expected: Option<Category>| {
        assert_eq!(
            category_on(&life.0, Nation::England, day, leap_day).0,
            expected,
            "{day} {leap_day:?}"
        );
    };
    // 16 in 2024, which has the day; 18 in 2026 and 25 in 2033, which have not.
    for leap_day in [FirstOfMarch, LastOfFebruary] {
        check(date(2024, 2, 28), leap_day, None);
        check(date(2024, 2, 29), leap_day, Some(Eligible));
    }
    check(date(2026, 2, 27), LastOfFebruary, Some(Eligible));
    check(date(2026, 2, 28), LastOfFebruary, Some(FormerRelevant));
    check(date(2026, 2, 28), FirstOfMarch, Some(Eligible));
    check(date(2026, 3, 1), FirstOfMarch, Some(FormerRelevant));
    check(date(2033, 2, 27), LastOfFebruary, Some(FormerRelevant));
    check(date(2033, 2, 28), LastOfFebruary, None);
    check(date(2033, 2, 28), FirstOfMarch, Some(FormerRelevant));
    check(date(2033, 3, 1), FirstOfMarch, None);
}

#[test]
fn how_care_ended_decides() {
    let ended = |reason: &str| {
        born(BORN).cared_for(
            &format!("C2 U4 {reason}"),
            date(2020, 9, 1),
            date(2025, 3, 1),
        )
    };
    let check_ended = |reason: &str, at_17: Option<Category>, at_19: Option<Category>| {
        check(
            &ended(reason),
            &[
                (date(2025, 2, 28), Some(Eligible)),
                (date(2025, 3, 1), at_17),
                (date(2027, 6, 15), at_19),
            ],
        );
    };
    check_ended("E4A", Some(Relevant), Some(FormerRelevant));
    check_ended("E8", Some(Relevant), Some(FormerRelevant));
    check_ended("E9", Some(Relevant), Some(FormerRelevant));
    // An episode that says that another follows, and none does.
    check_ended("X1", Some(Relevant), Some(FormerRelevant));
    check_ended("E2", None, None);
    check_ended("E3", None, None);
    check_ended("E11", None, None);
    check_ended("E12", None, None);
    // Special guardianship at 16 or over after 13 weeks leaves somebody relevant.
    for reason in ["E43", "E44", "E45", "E46", "E47", "E48"] {
        check_ended(reason, Some(Relevant), Some(FormerRelevant));
        // Before sixteen it makes somebody qualifying from sixteen to twenty.
        let early = born(BORN).cared_for(
            &format!("C2 U4 {reason}"),
            date(2018, 1, 1),
            date(2021, 1, 1),
        );
        check(
            &early,
            &[
                (SIXTEENTH - 1.day(), None),
                (SIXTEENTH, Some(Qualifying)),
                (TWENTY_FIRST - 1.day(), Some(Qualifying)),
                (TWENTY_FIRST, None),
            ],
        );
    }
    // Whoever comes back into care counts again, also after an adoption that broke down.
    check(
        &ended("E11").cared_for("V2 U4 E4A", date(2025, 6, 1), date(2025, 8, 1)),
        &[
            (date(2025, 5, 31), None),
            (date(2025, 6, 1), Some(Eligible)),
            (date(2025, 8, 1), Some(Relevant)),
        ],
    );
    // The reasons say what happened, and on which day.
    let check_reason = |reason: &str, expected: Reason| {
        assert_eq!(
            ended(reason).reasons_on(Nation::England, date(2026, 1, 1)),
            [expected]
        );
    };
    check_reason(
        "E2",
        Reason::Died {
            on: date(2025, 3, 1),
        },
    );
    check_reason("E3", Reason::MovedToAnotherAuthority);
    check_reason("E11", Reason::Adopted);
}

#[test]
fn in_touch_status_decides() {
    use InTouchCode::{Died, No, Nreq, Refu, Rhom, Yes};
    let life = || born(BORN).cared_for("C2 U4 E4A", date(2020, 9, 1), date(2025, 3, 1));
    // Not wanting contact or services takes nothing away.
    for code in [Yes, No, Refu, Nreq] {
        check(
            &life().in_touch(code, date(2025, 4, 1), None),
            &[
                (date(2025, 5, 1), Some(Relevant)),
                (EIGHTEENTH, Some(FormerRelevant)),
            ],
        );
    }
    check(
        &life().in_touch(Died, date(2025, 9, 1), None),
        &[
            (date(2025, 8, 31), Some(Relevant)),
            (date(2025, 9, 1), None),
            (EIGHTEENTH, None),
        ],
    );
    // Home for six months before eighteen: no longer relevant, and so not former relevant at eighteen.
    check(
        &life().in_touch(Rhom, date(2025, 9, 1), None),
        &[
            (date(2025, 8, 31), Some(Relevant)),
            (date(2025, 9, 1), None),
            (EIGHTEENTH, None),
            (TWENTY_FIRST, None),
        ],
    );
    // It broke down before eighteen.
    check(
        &life().in_touch(Rhom, date(2025, 9, 1), date(2026, 2, 1)),
        &[
            (date(2026, 1, 31), None),
            (date(2026, 2, 1), Some(Relevant)),
            (EIGHTEENTH, Some(FormerRelevant)),
        ],
    );
    // Home from eighteen on takes nothing away.
    check(
        &life().in_touch(Rhom, EIGHTEENTH, None),
        &[
            (EIGHTEENTH, Some(FormerRelevant)),
            (TWENTY_FIRST, Some(FormerRelevant)),
        ],
    );
}

#[test]
fn without_time_in_care_a_report_is_all_there_is() {
    let day = date(2025, 1, 1);
    check(&born(BORN), &[(day, None), (EIGHTEENTH, None)]);
    assert_eq!(
        born(BORN).reasons_on(Nation::England, day),
        [Reason::NoEpisodes]
    );
    let in_return = born(BORN).reported(Some(2025), None, day);
    check(
        &in_return,
        &[
            (day - 1.day(), None),
            (day, Some(Relevant)),
            (EIGHTEENTH, Some(FormerRelevant)),
            (TWENTY_FIFTH - 1.day(), Some(FormerRelevant)),
            (TWENTY_FIFTH, None),
        ],
    );
    // A claim ages: what was eligible or relevant is former relevant at eighteen.
    let check_claim = |category: Category, at_17: Option<Category>, at_18: Option<Category>| {
        check(
            &born(BORN).reported(None, Some(category), day),
            &[(day, at_17), (EIGHTEENTH, at_18)],
        );
    };
    check_claim(Eligible, Some(Eligible), Some(FormerRelevant));
    check_claim(Relevant, Some(Relevant), Some(FormerRelevant));
    check_claim(FormerRelevant, Some(Relevant), Some(FormerRelevant));
    check_claim(Qualifying, Some(Qualifying), Some(Qualifying));
    // Before sixteen nobody is any of these; a later report takes the place of an earlier one.
    check(
        &born(BORN)
            .reported(None, Some(Eligible), date(2024, 1, 1))
            .reported(None, Some(Qualifying), date(2025, 1, 1)),
        &[
            (date(2024, 6, 14), None),
            (date(2024, 6, 15), Some(Eligible)),
            (date(2025, 1, 1), Some(Qualifying)),
        ],
    );
    // Short breaks say nothing about time in care, so the report still counts; real episodes are stronger than it.
    check(
        &in_return
            .clone()
            .cared_for_days("V4 U4 E4A", date(2024, 7, 1), 10),
        &[(day, Some(Relevant))],
    );
    check(
        &in_return.cared_for_days("C2 U4 E4A", date(2024, 7, 1), 10),
        &[(day, Some(Qualifying))],
    );
}

#[test]
fn the_changes_ahead_are_known() {
    let ahead = |life: &Life, as_at: Date, expected: &[(Date, Option<Category>)]| {
        check_changes(Nation::England, life, as_at, expected);
    };
    // Came into care at seventeen: 13 weeks are complete on the ninety-first day.
    let came = born(BORN).cared_for("V2 U4 -", date(2025, 7, 1), None);
    ahead(
        &came,
        date(2025, 7, 1),
        &[
            (date(2025, 9, 29), Some(Eligible)),
            (EIGHTEENTH, Some(FormerRelevant)),
            (TWENTY_FIFTH, None),
        ],
    );
    ahead(
        &came,
        date(2025, 9, 28),
        &[
            (date(2025, 9, 29), Some(Eligible)),
            (EIGHTEENTH, Some(FormerRelevant)),
            (TWENTY_FIFTH, None),
        ],
    );
    ahead(
        &came,
        date(2025, 9, 29),
        &[(EIGHTEENTH, Some(FormerRelevant)), (TWENTY_FIFTH, None)],
    );
    // As at a day before care began, everything later is ahead.
    ahead(
        &came,
        date(2020, 1, 1),
        &[
            (date(2025, 9, 29), Some(Eligible)),
            (EIGHTEENTH, Some(FormerRelevant)),
            (TWENTY_FIFTH, None),
        ],
    );
    // Too late for 13 weeks before eighteen.
    ahead(
        &born(BORN).cared_for("V2 U4 -", date(2026, 4, 1), None),
        date(2026, 5, 1),
        &[(EIGHTEENTH, Some(Qualifying)), (TWENTY_FIRST, None)],
    );
    // College that is known to end, and a return home that ended.
    let qualifying = born(BORN).cared_for_days("V2 U4 E4A", date(2025, 1, 1), 30);
    ahead(
        &qualifying.busy_with(ActivityCode::F2, date(2028, 9, 1), date(2030, 7, 1)),
        date(2029, 1, 1),
        &[(date(2030, 7, 1), None)],
    );
    ahead(
        &born(BORN)
            .cared_for("C2 U4 E4A", date(2020, 9, 1), date(2025, 3, 1))
            .in_touch(InTouchCode::Rhom, date(2025, 9, 1), date(2026, 2, 1)),
        date(2025, 10, 1),
        &[
            (date(2026, 2, 1), Some(Relevant)),
            (EIGHTEENTH, Some(FormerRelevant)),
            (TWENTY_FIFTH, None),
        ],
    );
    ahead(&born(BORN), date(2020, 1, 1), &[]);
}

#[test]
fn the_cohort_needs_thirteen_weeks_by_the_day() {
    let check = |days: i32, by: Date, expected: bool| {
        let life = born(BORN).cared_for_days("C2 U4 E4A", date(2025, 1, 1), days);
        assert_eq!(
            was_looked_after_long_enough(&life.0, by, LeapDayBirthday::default()),
            expected,
            "{days} days by {by}"
        );
    };
    check(90, date(2026, 1, 1), false);
    check(91, date(2026, 1, 1), true);
    // On the day itself the ninety-first day counts.
    check(200, date(2025, 3, 31), false);
    check(200, date(2025, 4, 1), true);
}
