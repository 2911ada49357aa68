//! A life drawn as SVG: lanes on one axis of years, direct labels, no script; once for a desk and once for a phone.

mod axis;
mod labels;
#[cfg(test)]
mod tests;

use casework::person::timeline::{Lane, Stretch, Timeline, Tone};
use jiff::civil::Date;

use super::printed;
use axis::{Axis, years};
use labels::{Outside, gather, place, width_of};

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
    /// What happened on one day, each as a dot at `marks_y`.
    pub marks: Vec<i32>,
    pub marks_y: i32,
    /// Lines between dots that share their words: from where to where.
    pub ties: Vec<(i32, i32)>,
}

/// A mark at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct DrawnMark {
    x: i32,
    label: &'static str,
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
    /// How many lines of words marks may take before they share some.
    lines: i32,
}

const DESK: Size = Size {
    id: "desk",
    width: 1140,
    left: 148,
    right: 22,
    bar: 30,
    lines: 2,
};
/// Drawn at the size at which it is seen on a phone 375 wide, so that its words stay readable.
const PHONE: Size = Size {
    id: "phone",
    width: 343,
    left: 0,
    right: 8,
    bar: 22,
    lines: 3,
};
const LINE: i32 = 18;
/// The room of a row of dots.
const DOTS: i32 = 18;

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

fn draw_lane(lane: &Lane, top: i32, size: &Size, axis: &Axis) -> DrawnLane {
    let has_name_above = size.left == 0;
    let y = if has_name_above { top + LINE } else { top };
    let (rows, row_count) = rows_of(&lane.stretches);
    let row_height = size.bar + 3;
    // A lane of dots alone has no row for bars.
    let least_rows = i32::from(lane.marks.is_empty());
    let bars_bottom = y + (row_height * row_count.max(least_rows) - 3).max(0);
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
                outside.push(Outside {
                    x: bar.x + (bar.width / 2).min(5),
                    y: bar.y + bar.height,
                    text: stretch.label.clone(),
                    is_quiet: stretch.tone == Tone::Unknown,
                });
            }
        }
        bars.push(bar);
    }
    let days: Vec<i32> = lane.days.iter().map(|day| axis.x(*day)).collect();
    let days_y = bars_bottom + 3;
    let days_bottom = if days.is_empty() {
        bars_bottom
    } else {
        days_y + 10
    };
    let marks = drawn_marks(lane, size, axis);
    let marks_y = days_bottom + DOTS / 2;
    let words_top = if marks.is_empty() {
        days_bottom
    } else {
        days_bottom + DOTS - 4
    };
    let with_groups = |groups: &[labels::Group]| {
        let mut all = outside.clone();
        all.extend(groups.iter().map(|group| Outside {
            x: group.from,
            y: marks_y,
            text: group.text(),
            is_quiet: false,
        }));
        all.sort_by_key(|words| words.x);
        place(&all, words_top, size)
    };
    let least_lines = with_groups(&[]).1;
    let most_lines = least_lines.max(size.lines);
    let groups = gather(&marks, |groups| with_groups(groups).1 <= most_lines);
    let (placed, lines) = with_groups(&groups);
    labels.extend(placed);
    DrawnLane {
        name: lane.name,
        name_y: if has_name_above {
            top + 13
        } else {
            y + if bars.is_empty() { DOTS } else { size.bar } / 2 + 5
        },
        y,
        height: words_top - y + lines * LINE,
        width: axis.room,
        bars,
        labels,
        days,
        days_y,
        marks: marks.iter().map(|mark| mark.x).collect(),
        marks_y,
        ties: groups
            .iter()
            .filter(|group| group.from < group.until)
            .map(|group| (group.from, group.until))
            .collect(),
    }
}

fn drawn_marks(lane: &Lane, size: &Size, axis: &Axis) -> Vec<DrawnMark> {
    lane.marks
        .iter()
        .map(|mark| DrawnMark {
            // A dot at the edge is a whole dot.
            x: axis.x(mark.on).clamp(size.left + 5, size.width - 6),
            label: mark.label,
        })
        .collect()
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
        sentences.push(match (last, lane.marks.last()) {
            (Some(stretch), _) => format!(
                "{}: {} since {}.",
                lane.name,
                stretch.label,
                printed::long_date(&stretch.from)
            ),
            (None, Some(mark)) => format!(
                "{}: {}, the last of {}, on {}.",
                lane.name,
                mark.label,
                lane.marks.len(),
                printed::long_date(&mark.on)
            ),
            (None, None) => format!("{}: nothing on this day.", lane.name),
        });
    }
    sentences.push("The tables after the drawing say the same in words.".to_owned());
    sentences.join(" ")
}
