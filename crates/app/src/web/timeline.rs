//! A life drawn as SVG: lanes on one axis of years, direct labels, no script; once for a desk and once for a phone.

use casework::person::timeline::{Lane, Stretch, Timeline, Tone};
use jiff::civil::Date;

use super::printed;

/// One drawing with every place worked out; `timeline.html` only writes it down.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Makes the ids of the two drawings on a page differ.
    pub id: &'static str,
    pub width: i32,
    pub height: i32,
    pub description: String,
    /// The left end of the lanes; names stand before it, or above the lanes where it is 0.
    pub left: i32,
    pub years: Vec<Mark>,
    pub lanes: Vec<DrawnLane>,
    pub eighteen: Option<Mark>,
    pub today: Mark,
    /// Said where earlier years are drawn narrower.
    pub has_narrow_years: bool,
    /// Where lines from top to bottom begin and end.
    pub top: i32,
    pub bottom: i32,
}

/// A word at a place on the axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub x: i32,
    pub label: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnLane {
    pub name: &'static str,
    pub name_y: i32,
    pub y: i32,
    pub height: i32,
    pub width: i32,
    pub bars: Vec<Bar>,
    pub labels: Vec<Label>,
    /// Single days as short strokes, from `days_y` down.
    pub days: Vec<i32>,
    pub days_y: i32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
    pub class: String,
}

/// Words in a bar, or under it with a line that leads to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub x: i32,
    pub y: i32,
    pub text: String,
    pub is_quiet: bool,
    /// The line from the bar down to the words: its place, where it begins and where it ends.
    pub leader: Option<(i32, i32, i32)>,
}

/// How large a drawing is and what fits in it.
struct Size {
    id: &'static str,
    width: i32,
    left: i32,
    right: i32,
    bar: i32,
}

const DESK: Size = Size {
    id: "desk",
    width: 1140,
    left: 148,
    right: 22,
    bar: 30,
};
/// Drawn at the size at which it is seen on a phone 375 wide, so that its words stay readable.
const PHONE: Size = Size {
    id: "phone",
    width: 343,
    left: 0,
    right: 8,
    bar: 22,
};
const LINE: i32 = 18;

/// The drawing for a wide screen and for paper, and the one for a phone.
pub fn drawings(timeline: &Timeline) -> [Drawing; 2] {
    [draw(timeline, &DESK), draw(timeline, &PHONE)]
}

fn draw(timeline: &Timeline, size: &Size) -> Drawing {
    let axis = Axis::new(timeline, size);
    let top = 24;
    let mut y = top + 6;
    let mut lanes = Vec::new();
    for lane in &timeline.lanes {
        let drawn = draw_lane(lane, y, size, &axis);
        y = drawn.y + drawn.height + if size.left == 0 { 8 } else { 10 };
        lanes.push(drawn);
    }
    let eighteen = (timeline.from < timeline.eighteenth && timeline.eighteenth < timeline.as_at)
        .then(|| Mark {
            x: axis.x(timeline.eighteenth),
            label: "18th birthday".to_owned(),
        });
    let has_narrow_years = axis.from < axis.wider_from;
    let today = Mark {
        x: axis.x(timeline.as_at),
        label: printed::long_date(&timeline.as_at),
    };
    Drawing {
        id: size.id,
        width: size.width,
        height: y + LINE + 6,
        description: describe(timeline),
        left: size.left,
        years: years(timeline, &axis),
        lanes,
        // Words on one line must not run into each other.
        eighteen: eighteen.filter(|mark| {
            today.x - mark.x > 150 && (!has_narrow_years || mark.x - size.left > 190)
        }),
        today,
        has_narrow_years,
        top,
        bottom: y,
    }
}

/// From days to places. The last years, in which people act, are drawn wider than those before.
struct Axis {
    from: Date,
    /// From this day on days are drawn wider, and how much.
    wider_from: Date,
    wider: i64,
    as_at: Date,
    left: i32,
    room: i32,
}

const WIDER_YEARS: i16 = 3;
/// At least how much wider.
const WIDER: i64 = 3;
/// The least that is drawn, so that the record of a first day is not one broad bar.
const SHORTEST_DAYS: i64 = 30;
/// How far apart two years must stand to be written both.
const YEAR_WIDTH: i32 = 38;

impl Axis {
    fn new(timeline: &Timeline, size: &Size) -> Self {
        let as_at = timeline.as_at;
        let wider_from = Date::new(as_at.year() - WIDER_YEARS, 1, 1)
            .unwrap_or(timeline.from)
            .max(timeline.from);
        // Also after a long time in care the last years have three fifths of the room.
        let three_fifths = days_between(timeline.from, wider_from) * 3
            / (days_between(wider_from, as_at) * 2).max(1);
        Self {
            from: timeline.from,
            wider_from,
            wider: three_fifths.max(WIDER),
            as_at,
            left: size.left,
            room: size.width - size.left - size.right,
        }
    }

    fn x(&self, day: Date) -> i32 {
        let day = day.clamp(self.from, self.as_at.max(self.from));
        let place = self.weight(day) * i64::from(self.room)
            / self.weight(self.as_at).max(SHORTEST_DAYS * self.wider);
        self.left + i32::try_from(place).unwrap_or(0)
    }

    /// The days until a day, wider ones counted more.
    fn weight(&self, day: Date) -> i64 {
        days_between(self.from, day.min(self.wider_from))
            + self.wider * days_between(self.wider_from, day)
    }
}

/// No days where the second comes before the first.
fn days_between(from: Date, until: Date) -> i64 {
    i64::from(from.until(until).map_or(0, |span| span.get_days())).max(0)
}

/// The first days of years; where they stand close, some are left out.
fn years(timeline: &Timeline, axis: &Axis) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let first_days = (timeline.from.year()..=timeline.as_at.year())
        .rev()
        .filter_map(|year| Date::new(year, 1, 1).ok())
        .filter(|day| timeline.from <= *day && *day <= timeline.as_at);
    for day in first_days {
        let x = axis.x(day);
        // A year that has only just begun would be written over the edge.
        let next = marks
            .last()
            .map_or(axis.left + axis.room + YEAR_WIDTH / 2, |mark| mark.x);
        if next - x >= YEAR_WIDTH {
            marks.push(Mark {
                x,
                label: day.year().to_string(),
            });
        }
    }
    marks.reverse();
    marks
}

fn draw_lane(lane: &Lane, top: i32, size: &Size, axis: &Axis) -> DrawnLane {
    let has_name_above = size.left == 0;
    let y = if has_name_above { top + LINE } else { top };
    let (rows, row_count) = rows_of(&lane.stretches);
    let row_height = size.bar + 3;
    let bars_bottom = y + row_height * row_count.max(1) - 3;
    let mut bars = Vec::new();
    let mut labels = Vec::new();
    let mut outside = Vec::new();
    // What goes on under another heading of the return, such as a move to other foster carers, is labelled once.
    let mut last: Option<(&Stretch, i32)> = None;
    for (stretch, row) in lane.stretches.iter().zip(rows) {
        let bar = Bar {
            x: axis.x(stretch.from),
            y: y + row * row_height,
            width: (axis.x(stretch.until) - axis.x(stretch.from)).max(2),
            height: size.bar,
            class: class(stretch),
        };
        let goes_on_from_last = last.is_some_and(|(before, its_row)| {
            its_row == row && before.until == stretch.from && before.label == stretch.label
        });
        last = Some((stretch, row));
        if !goes_on_from_last {
            if bar.width >= width_of(&stretch.label) + 10 {
                labels.push(Label {
                    x: bar.x + 6,
                    y: bar.y + size.bar / 2 + 5,
                    text: stretch.label.clone(),
                    is_quiet: stretch.tone == Tone::Gap || stretch.tone == Tone::Unknown,
                    leader: None,
                });
            } else if stretch.tone != Tone::Gap {
                outside.push((bar.clone(), stretch));
            }
        }
        bars.push(bar);
    }
    let days: Vec<i32> = lane.days.iter().map(|day| axis.x(*day)).collect();
    let days_y = bars_bottom + 3;
    let words_top = if days.is_empty() {
        bars_bottom
    } else {
        days_y + 10
    };
    let lines = place_outside(&outside, words_top, size, &mut labels);
    DrawnLane {
        name: lane.name,
        name_y: if has_name_above {
            top + 13
        } else {
            y + size.bar / 2 + 5
        },
        y,
        height: words_top - y + lines * LINE,
        width: axis.room,
        bars,
        labels,
        days,
        days_y,
    }
}

/// Stretches that overlap stand under each other: the row of each, and how many rows there are.
fn rows_of(stretches: &[Stretch]) -> (Vec<i32>, i32) {
    let mut taken_until: Vec<Date> = Vec::new();
    let mut rows = Vec::new();
    for stretch in stretches {
        let free = taken_until.iter().position(|until| *until <= stretch.from);
        let row = free.unwrap_or_else(|| {
            taken_until.push(stretch.until);
            taken_until.len() - 1
        });
        taken_until[row] = stretch.until;
        rows.push(i32::try_from(row).unwrap_or(0));
    }
    (rows, i32::try_from(taken_until.len()).unwrap_or(0))
}

/// Puts the words that do not fit in their bars on lines below, from the right, so that no line leads through words.
/// Gives the number of lines.
fn place_outside(
    outside: &[(Bar, &Stretch)],
    top: i32,
    size: &Size,
    labels: &mut Vec<Label>,
) -> i32 {
    struct Placed {
        line: i32,
        from: i32,
        until: i32,
        leader: i32,
    }
    let mut placed: Vec<Placed> = Vec::new();
    for (bar, stretch) in outside.iter().rev() {
        let width = width_of(&stretch.label);
        let leader = bar.x + (bar.width / 2).min(5);
        let edge = size.width - size.right - 5;
        let runs_over = leader + width > edge;
        let from = if runs_over {
            (edge - width).max(0)
        } else {
            leader
        };
        let until = from + width + 10;
        let words_are_free = |line: i32| {
            placed
                .iter()
                .all(|other| other.line != line || until <= other.from || other.until <= from)
        };
        let lines_are_free = |line: i32| {
            placed.iter().all(|other| {
                let own_line_meets_words =
                    other.line < line && (other.from - 3..other.until).contains(&leader);
                let other_line_meets_words =
                    other.line > line && (from - 3..until).contains(&other.leader);
                !own_line_meets_words && !other_line_meets_words
            })
        };
        let most = i32::try_from(outside.len()).unwrap_or(0);
        // At the right edge of a phone there may be no such place: then a line passes behind words.
        let line = (0..=most)
            .find(|line| words_are_free(*line) && lines_are_free(*line))
            .or_else(|| (0..=most).find(|line| words_are_free(*line)))
            .unwrap_or(most);
        let y = top + (line + 1) * LINE - 4;
        labels.push(Label {
            x: from + i32::from(!runs_over) * 4,
            y,
            text: stretch.label.clone(),
            is_quiet: stretch.tone == Tone::Unknown,
            leader: Some((
                leader,
                bar.y + bar.height,
                y - if runs_over { 12 } else { 4 },
            )),
        });
        placed.push(Placed {
            line,
            from,
            until,
            leader,
        });
    }
    placed.iter().map(|label| label.line + 1).max().unwrap_or(0)
}

/// How wide a text is in Arial at 14, letter by letter, a little rounded up.
fn width_of(text: &str) -> i32 {
    let tenths: i32 = text
        .chars()
        .map(|character| match character {
            'i' | 'j' | 'l' | '\'' | '|' => 33,
            ' ' | ',' | '.' | ':' | ';' | 'f' | 't' | 'I' | '-' | '(' | ')' => 43,
            'r' => 49,
            'm' | 'w' | 'M' | 'W' => 122,
            character if character.is_uppercase() => 102,
            _ => 80,
        })
        .sum();
    tenths / 10 + 1
}

fn class(stretch: &Stretch) -> String {
    let class = match stretch.tone {
        Tone::Eet => "spell spell--eet",
        Tone::Neet => "spell spell--neet",
        Tone::Unknown => "spell spell--unknown",
        Tone::Home => "spell spell--home",
        Tone::Unsuitable => "spell spell--unsuitable",
        Tone::Care => "spell",
        Tone::InTouch => "spell spell--in-touch",
        Tone::Worker => "spell spell--worker",
        Tone::Gap => "gap",
    };
    if stretch.is_reported {
        format!("{class} spell--reported")
    } else {
        class.to_owned()
    }
}

/// The drawing in a few sentences, for those who do not see it; the table below says the rest.
fn describe(timeline: &Timeline) -> String {
    let mut sentences = vec![format!(
        "From {} to {}.",
        printed::long_date(&timeline.from),
        printed::long_date(&timeline.as_at)
    )];
    for lane in &timeline.lanes {
        let last = lane.stretches.iter().rfind(|stretch| stretch.goes_on);
        sentences.push(match last {
            Some(stretch) => format!(
                "{}: {} since {}.",
                lane.name,
                stretch.label,
                printed::long_date(&stretch.from)
            ),
            None => format!("{}: nothing on this day.", lane.name),
        });
    }
    sentences.push("The table after the drawing says the same in words.".to_owned());
    sentences.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

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
}
