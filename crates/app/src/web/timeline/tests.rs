//! Every spell and every dot is labelled, no two labels meet, and the last years have most of the room.

use casework::person::timeline as told;
use jiff::civil::date;

use super::*;

fn stretch(from: Date, until: Date, label: &str) -> Stretch {
    Stretch {
        from,
        until,
        goes_on: false,
        tone: Tone::Eet,
        label: label.to_owned(),
        spell: None,
        is_reported: false,
    }
}

fn timeline(stretches: Vec<Stretch>) -> Timeline {
    Timeline {
        from: date(2020, 1, 1),
        as_at: date(2026, 3, 3),
        lanes: vec![Lane {
            name: "Education and work",
            stretches,
            days: Vec::new(),
            marks: Vec::new(),
        }],
        eighteenth: date(2023, 1, 1),
        to_come: Vec::new(),
    }
}

#[test]
fn every_spell_is_labelled_and_no_two_labels_meet() {
    let check = |stretches: Vec<Stretch>| {
        for (drawing, size) in drawings(&timeline(stretches.clone()))
            .iter()
            .zip([DESK, PHONE])
        {
            let labels = &drawing.lanes[0].labels;
            assert_eq!(labels.len(), stretches.len(), "{} {labels:?}", size.id);
            for (number, label) in labels.iter().enumerate() {
                let ends = label.x + width_of(&label.text);
                assert!(label.x >= 0 && ends <= size.width, "{} {label:?}", size.id);
                for other in &labels[number + 1..] {
                    let meets = label.y == other.y
                        && label.x < other.x + width_of(&other.text)
                        && other.x < ends;
                    assert!(!meets, "{} {label:?} {other:?}", size.id);
                }
            }
        }
    };
    check(vec![stretch(date(2020, 1, 1), date(2026, 3, 4), "College")]);
    check(vec![stretch(
        date(2026, 3, 1),
        date(2026, 3, 4),
        "A long name for a short time",
    )]);
    check(
        (0..12)
            .map(|month| {
                let from = date(2024, 1 + month, 1);
                stretch(
                    from,
                    from.saturating_add(jiff::Span::new().days(20)),
                    "Kitchen porter, Harbour Café",
                )
            })
            .collect(),
    );
    check(vec![]);
}

#[test]
fn every_dot_has_words_and_many_share_them() {
    // The words of each label on the desk and on the phone.
    let check = |days: &[(Date, &'static str)], expected: [&[&str]; 2]| {
        let mut timeline = timeline(vec![stretch(date(2020, 1, 1), date(2026, 3, 4), "College")]);
        timeline.lanes.push(Lane {
            name: "Plans and reviews",
            stretches: Vec::new(),
            days: Vec::new(),
            marks: days
                .iter()
                .map(|(on, label)| told::Mark { on: *on, label })
                .collect(),
        });
        for ((drawing, size), expected) in
            drawings(&timeline).iter().zip([DESK, PHONE]).zip(expected)
        {
            let lane = &drawing.lanes[1];
            assert_eq!(lane.marks.len(), days.len(), "{}", size.id);
            let mut labels: Vec<&Label> = lane.labels.iter().collect();
            labels.sort_by_key(|label| label.leader.map(|(x, ..)| x));
            let texts: Vec<&str> = labels.iter().map(|label| label.text.as_str()).collect();
            assert_eq!(texts, expected, "{}", size.id);
            let lines = (lane.height - DOTS + 4) / LINE;
            assert!(lines <= size.lines, "{} {lines}", size.id);
            for label in &lane.labels {
                let bottom = lane.y + lane.height;
                assert!(label.x >= 0 && label.y < bottom, "{} {label:?}", size.id);
            }
            for (from, until) in &lane.ties {
                assert!(lane.marks.contains(from) && lane.marks.contains(until));
            }
        }
    };
    let one: &[&str] = &["Plan"];
    check(&[(date(2025, 1, 1), "Plan")], [one, one]);
    check(&[(date(2026, 3, 3), "Plan")], [one, one]);
    let (plan, review) = ((date(2024, 1, 10), "Plan"), "Review");
    let reviews: Vec<(Date, &str)> = (0..4)
        .map(|number| {
            (
                date(
                    2024 + number / 2,
                    4 + 6 * i8::try_from(number % 2).unwrap(),
                    1,
                ),
                review,
            )
        })
        .collect();
    let mut both = vec![plan];
    both.extend(&reviews);
    check(
        &both,
        [
            &["Plan", "Review", "Review", "Review", "Review"],
            &["Plan", "Review, 4 times"],
        ],
    );
    // A hundred of one kind are one label, of many kinds a few.
    let weekly: Vec<(Date, &str)> = (0..100)
        .map(|week| {
            let on = date(2024, 1, 1).saturating_add(jiff::Span::new().days(week * 7));
            (on, review)
        })
        .collect();
    let hundred: &[&str] = &["Review, 100 times"];
    check(&weekly, [hundred, hundred]);
}

#[test]
fn what_does_not_fit_is_gathered_and_nothing_is_lost() {
    let check = |marks: &[(i32, &'static str)], most: usize, expected: &[&str]| {
        let marks: Vec<DrawnMark> = marks
            .iter()
            .map(|(x, label)| DrawnMark { x: *x, label })
            .collect();
        let groups = gather(&marks, |groups| groups.len() <= most);
        let texts: Vec<String> = groups.iter().map(labels::Group::text).collect();
        assert_eq!(texts, expected);
        let counted: usize = groups.iter().map(|group| group.count).sum();
        assert_eq!(counted, marks.len());
    };
    check(&[], 0, &[]);
    check(&[(10, "Plan")], 0, &["Plan"]);
    check(&[(10, "Plan"), (200, "Plan")], 2, &["Plan", "Plan"]);
    check(&[(10, "Plan"), (20, "Plan")], 2, &["Plan, 2 times"]);
    check(&[(10, "Plan"), (20, "Review")], 2, &["Plan", "Review"]);
    check(&[(10, "Plan"), (20, "Review")], 1, &["Plan, review"]);
    check(
        &[(10, "Plan"), (20, "NEET Panel"), (30, "Plan")],
        1,
        &["Plan, NEET Panel"],
    );
    check(
        &[
            (10, "Last review in care"),
            (20, "Education plan review"),
            (30, "Plan"),
        ],
        1,
        &["3 steps"],
    );
    check(
        &[(10, "Plan"), (100, "Review"), (130, "PEP"), (300, "Plan")],
        3,
        &["Plan", "Review, PEP", "Plan"],
    );
    check(&[(10, "Plan"), (200, "Plan")], 1, &["Plan, 2 times"]);
}

#[test]
fn the_last_years_have_most_of_the_room() {
    let check = |from: Date, least_share: i32| {
        let timeline = Timeline {
            from,
            ..timeline(vec![stretch(from, date(2026, 3, 4), "")])
        };
        for size in [DESK, PHONE] {
            let axis = Axis::new(&timeline, &size);
            let (start, end) = (axis.x(from), axis.x(timeline.as_at));
            assert_eq!((start, end), (size.left, size.width - size.right));
            let recent = end - axis.x(date(2023, 1, 1).max(from));
            assert!(
                recent * 100 / axis.room >= least_share,
                "{from} {}",
                size.id
            );
        }
    };
    check(date(2005, 1, 1), 55);
    check(date(2018, 1, 1), 60);
    check(date(2022, 6, 1), 90);
    check(date(2025, 6, 1), 100);
}

#[test]
fn a_move_that_changes_no_words_is_labelled_once() {
    let check = |stretches: Vec<Stretch>, expected: usize| {
        for drawing in drawings(&timeline(stretches)) {
            assert_eq!(drawing.lanes[0].labels.len(), expected, "{}", drawing.id);
        }
    };
    let (a, b, c, d) = (
        date(2020, 1, 1),
        date(2023, 1, 1),
        date(2024, 6, 1),
        date(2026, 3, 4),
    );
    let (foster, home) = ("Foster care", "Children's home");
    check(vec![stretch(a, b, foster), stretch(b, c, foster)], 1);
    check(vec![stretch(a, b, foster), stretch(c, d, foster)], 2);
    check(
        vec![
            stretch(a, b, foster),
            stretch(b, c, home),
            stretch(c, d, foster),
        ],
        3,
    );
}

#[test]
fn what_happens_at_once_stands_under_each_other() {
    let check = |stretches: &[Stretch], expected: &[i32]| {
        assert_eq!(rows_of(stretches).0, expected);
    };
    let (a, b, c) = (date(2024, 1, 1), date(2024, 6, 1), date(2025, 1, 1));
    check(&[stretch(a, b, ""), stretch(b, c, "")], &[0, 0]);
    check(&[stretch(a, c, ""), stretch(b, c, "")], &[0, 1]);
    check(
        &[stretch(a, b, ""), stretch(a, c, ""), stretch(b, c, "")],
        &[0, 1, 0],
    );
}
