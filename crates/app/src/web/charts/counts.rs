//! Lines of how many over months: from zero, the whole in the accent colour, each with its name and last number at its end.

use std::fmt::Write;

use askama::Template;

use super::{Screen, Words};

/// One line.
#[derive(Debug, Clone)]
pub struct CountLine {
    pub name: String,
    pub is_ours: bool,
    /// One for each place on the axis.
    pub values: Vec<usize>,
}

/// The chart for both screens. `id` is its own on the page; `names` are what stands under the axis.
pub fn counts(id: &str, title: &str, names: &[String], lines: &[CountLine]) -> String {
    let mut drawn = String::new();
    for screen in Screen::BOTH {
        let chart = chart(screen, id, title, names, lines);
        drawn.push_str(&chart.render().unwrap_or_default());
    }
    drawn
}

#[derive(Template)]
#[template(path = "charts/counts.html")]
struct CountChart {
    words: Words,
    screen: &'static str,
    width: f64,
    height: f64,
    left: f64,
    right: f64,
    bottom: f64,
    /// The scale: where, and which number.
    marks: Vec<(f64, usize)>,
    names: Vec<(f64, String)>,
    lines: Vec<Drawn>,
}

struct Drawn {
    is_ours: bool,
    path: String,
    /// The end of the line.
    end: (f64, f64),
    label_x: f64,
    label_y: f64,
    label: String,
}

const TOP: f64 = 14.0;
const BELOW: f64 = 28.0;
const LINE_HEIGHT: f64 = 17.0;

fn chart(
    screen: Screen,
    id: &str,
    title: &str,
    names: &[String],
    lines: &[CountLine],
) -> CountChart {
    let (width, height, left, labels, every) = match screen {
        Screen::Wide => (780.0, 320.0, 44.0, 120.0, 3),
        Screen::Narrow => (343.0, 280.0, 36.0, 100.0, 12),
    };
    let right = width - labels;
    let bottom = height - BELOW;
    let most = lines.iter().flat_map(|line| &line.values).max();
    let (step, top) = scale(most.copied().unwrap_or(0));
    let gap = (right - left - 10.0) / names.len().saturating_sub(1).max(1) as f64;
    let x = |index: usize| left + 2.0 + gap * index as f64;
    let y = |count: usize| bottom - (bottom - TOP) * count as f64 / top as f64;
    let mut drawn: Vec<Drawn> = lines
        .iter()
        .filter_map(|line| {
            let last = *line.values.last()?;
            let end = (x(line.values.len().saturating_sub(1)), y(last));
            Some(Drawn {
                is_ours: line.is_ours,
                path: path(&line.values, x, y),
                end,
                label_x: right + 2.0,
                label_y: end.1 + 5.0,
                label: format!("{} {last}", line.name),
            })
        })
        .collect();
    keep_apart(&mut drawn, bottom);
    // Ours last, so that it is drawn over the others.
    drawn.sort_by_key(|line| line.is_ours);
    CountChart {
        words: Words {
            id: format!("{id}-{}", screen.name()),
            title: title.to_owned(),
            description: description(names, lines),
        },
        screen: screen.name(),
        width,
        height,
        left,
        right,
        bottom,
        marks: (0..=top / step)
            .map(|number| (y(number * step), number * step))
            .collect(),
        names: names
            .iter()
            .enumerate()
            .step_by(every)
            .map(|(index, name)| (x(index), name.clone()))
            .collect(),
        lines: drawn,
    }
}

fn path(values: &[usize], x: impl Fn(usize) -> f64, y: impl Fn(usize) -> f64) -> String {
    let mut path = String::new();
    for (index, value) in values.iter().enumerate() {
        let letter = if index == 0 { 'M' } else { 'L' };
        let _ = write!(path, "{letter}{:.1} {:.1}", x(index), y(*value));
    }
    path
}

/// The step of the scale and its top: at most six marks above zero, the top at or above everything drawn.
fn scale(most: usize) -> (usize, usize) {
    let most = most.max(4);
    let step = (0..12)
        .flat_map(|power| [1, 2, 5].map(|digit| digit * 10_usize.pow(power)))
        .find(|step| most.div_ceil(*step) <= 6)
        .unwrap_or(most);
    (step, most.div_ceil(step) * step)
}

/// Moves labels that would stand on each other: from below upwards, each at least a line away from the one before.
fn keep_apart(lines: &mut [Drawn], bottom: f64) {
    lines.sort_by(|one, other| other.label_y.total_cmp(&one.label_y));
    let mut lowest = bottom + LINE_HEIGHT / 2.0;
    for line in lines {
        line.label_y = line.label_y.min(lowest);
        lowest = line.label_y - LINE_HEIGHT;
    }
}

/// The first and the last number of each line; everything between stands in the table.
fn description(names: &[String], lines: &[CountLine]) -> String {
    let texts: Vec<String> = lines
        .iter()
        .filter_map(|line| {
            let (first, last) = (line.values.first()?, line.values.last()?);
            Some(format!("{}: {first} to {last}", line.name))
        })
        .collect();
    let (from, until) = (names.first(), names.last());
    match (from, until) {
        (Some(from), Some(until)) => format!("From {from} to {until}. {}.", texts.join("; ")),
        _ => format!("{}.", texts.join("; ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_begins_at_zero_and_holds_everything() {
        for (most, expected) in [
            (0, (1, 4)),
            (4, (1, 4)),
            (6, (1, 6)),
            (7, (2, 8)),
            (31, (10, 40)),
            (278, (50, 300)),
            (690, (200, 800)),
            (53_204, (10_000, 60_000)),
        ] {
            assert_eq!(scale(most), expected, "{most}");
        }
    }

    #[test]
    fn lines_end_with_their_name_and_number_and_labels_keep_apart() {
        let line = |name: &str, values: &[usize]| CountLine {
            name: name.to_owned(),
            is_ours: name == "All",
            values: values.to_vec(),
        };
        let names: Vec<String> = ["Today", "Apr 2026", "May 2026"].map(str::to_owned).into();
        let lines = [
            line("All", &[30, 31, 33]),
            line("18 to 20", &[12, 12, 12]),
            line("21 to 24", &[10, 11, 12]),
            line("16 and 17", &[8, 8, 9]),
        ];
        for screen in Screen::BOTH {
            let chart = chart(screen, "f", "Caseload", &names, &lines);
            assert_eq!(
                chart.lines.last().map(|line| line.label.as_str()),
                Some("All 33")
            );
            let mut places: Vec<f64> = chart.lines.iter().map(|line| line.label_y).collect();
            places.sort_by(f64::total_cmp);
            assert!(
                places
                    .windows(2)
                    .all(|pair| pair[1] - pair[0] >= LINE_HEIGHT - 0.01),
                "{places:?}"
            );
            assert!(chart.lines.iter().all(|line| line.end.0 <= chart.right));
        }
        assert!(counts("f", "Empty", &[], &[]).contains("<svg"));
        assert!(description(&names, &lines).starts_with("From Today to May 2026. All: 30 to 33; "));
    }
}
