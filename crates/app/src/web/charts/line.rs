//! Lines over years: the council in the accent colour, others in grey, each with its name at its end.

use askama::Template;

use super::{Screen, Value, Words, percent_text, scale_marks, scale_top, wrapped};

/// One line.
#[derive(Debug, Clone)]
pub struct Series {
    pub name: String,
    pub is_ours: bool,
    /// One for each year of the chart.
    pub values: Vec<Value>,
}

/// The chart for both screens. `id` is its own on the page; `years` are what stands under the marks.
pub fn lines(id: &str, title: &str, years: &[String], series: &[Series]) -> String {
    let mut drawn = String::new();
    for screen in Screen::BOTH {
        drawn.push_str(
            &chart(screen, id, title, years, series)
                .render()
                .unwrap_or_default(),
        );
    }
    drawn
}

#[derive(Template)]
#[template(path = "charts/line.html")]
struct LineChart {
    words: Words,
    screen: &'static str,
    width: f64,
    height: f64,
    left: f64,
    right: f64,
    bottom: f64,
    marks: Vec<(f64, String)>,
    years: Vec<(f64, String)>,
    /// Where our own figure is not shown: the middle of each gap.
    gaps: Vec<Gap>,
    top: f64,
    drawn: Vec<Drawn>,
}

struct Gap {
    left: f64,
    width: f64,
    middle: f64,
}

struct Drawn {
    is_ours: bool,
    /// The path through all points; broken at gaps.
    path: String,
    points: Vec<(f64, f64)>,
    label_x: f64,
    label: Vec<(f64, String)>,
    /// From the end of the line to its label, where that had to move.
    leader: Option<(f64, f64, f64, f64)>,
}

struct Frame {
    width: f64,
    height: f64,
    left: f64,
    labels: f64,
    characters: usize,
    line: f64,
    /// Every how many years one is named.
    every: usize,
}

const TOP: f64 = 22.0;
const BELOW: f64 = 28.0;

fn chart(screen: Screen, id: &str, title: &str, years: &[String], series: &[Series]) -> LineChart {
    let frame = match screen {
        Screen::Wide => Frame {
            width: 780.0,
            height: 330.0,
            left: 44.0,
            labels: 210.0,
            characters: 26,
            line: 17.0,
            every: 1,
        },
        Screen::Narrow => Frame {
            width: 343.0,
            height: 300.0,
            left: 38.0,
            labels: 104.0,
            characters: 13,
            line: 15.0,
            every: years.len().div_ceil(5).max(1),
        },
    };
    let right = frame.width - frame.labels;
    let bottom = frame.height - BELOW;
    let top = scale_top(
        series
            .iter()
            .flat_map(|series| &series.values)
            .filter_map(|value| value.percent()),
    );
    let step = (right - frame.left - 16.0) / (years.len().saturating_sub(1).max(1)) as f64;
    let x = |index: usize| frame.left + 8.0 + step * index as f64;
    let y = |percent: f64| bottom - (bottom - TOP) * percent / top;
    let last = years.len().saturating_sub(1);
    let mut drawn: Vec<Drawn> = series
        .iter()
        .map(|series| {
            let points: Vec<Option<(f64, f64)>> = series
                .values
                .iter()
                .enumerate()
                .map(|(index, value)| value.percent().map(|percent| (x(index), y(percent))))
                .collect();
            Drawn {
                is_ours: series.is_ours,
                path: path(&points),
                label_x: right + 8.0,
                label: label(series, frame.characters),
                points: points.into_iter().flatten().collect(),
                leader: None,
            }
        })
        .filter(|drawn| !drawn.points.is_empty())
        .collect();
    // Ours last, so that it is drawn over the others.
    drawn.sort_by_key(|drawn| drawn.is_ours);
    place_labels(&mut drawn, frame.line, bottom);
    LineChart {
        words: Words {
            id: format!("{id}-{}", screen.name()),
            title: title.to_owned(),
            description: description(years, series),
        },
        screen: screen.name(),
        width: frame.width,
        height: frame.height,
        left: frame.left,
        right,
        bottom,
        top: TOP,
        marks: scale_marks(top)
            .into_iter()
            .map(|mark| (y(mark), percent_text(mark)))
            .collect(),
        years: years
            .iter()
            .enumerate()
            .filter(|(index, _)| (last - index).is_multiple_of(frame.every))
            .map(|(index, year)| (x(index), year.clone()))
            .collect(),
        gaps: series
            .iter()
            .filter(|series| series.is_ours)
            .flat_map(|series| series.values.iter().enumerate())
            .filter(|(_, value)| **value == Value::NotShown)
            .map(|(index, _)| Gap {
                left: x(index) - step.min(40.0) / 2.0 + 2.0,
                width: step.min(40.0) - 4.0,
                middle: x(index),
            })
            .collect(),
        drawn,
    }
}

/// The name with the last figure, in lines.
fn label(series: &Series, characters: usize) -> Vec<(f64, String)> {
    let last = series.values.iter().rev().find_map(|value| value.percent());
    let text = format!(
        "{} {}",
        series.name,
        last.map(percent_text).unwrap_or_default()
    );
    wrapped(text.trim(), characters)
        .into_iter()
        .map(|line| (0.0, line))
        .collect()
}

/// Labels stand beside the ends of their lines, and make room for each other.
fn place_labels(drawn: &mut [Drawn], line: f64, bottom: f64) {
    let end = |drawn: &Drawn| drawn.points.last().map_or(0.0, |(_, y)| *y);
    let mut order: Vec<usize> = (0..drawn.len()).collect();
    order.sort_by(|one, other| end(&drawn[*one]).total_cmp(&end(&drawn[*other])));
    let height = |drawn: &Drawn| drawn.label.len() as f64 * line + 5.0;
    let mut tops: Vec<f64> = Vec::new();
    let mut free = 0.0;
    for index in &order {
        let wanted = end(&drawn[*index]) - height(&drawn[*index]) / 2.0;
        let top: f64 = wanted.max(free);
        free = top + height(&drawn[*index]);
        tops.push(top);
    }
    // What ran out at the bottom moves back up.
    let mut limit = bottom + 20.0;
    for (place, index) in order.iter().enumerate().rev() {
        tops[place] = tops[place].min(limit - height(&drawn[*index]));
        limit = tops[place];
    }
    for (place, index) in order.into_iter().enumerate() {
        let middle = tops[place] + height(&drawn[index]) / 2.0;
        let (x, y) = drawn[index].points.last().copied().unwrap_or_default();
        let label_x = drawn[index].label_x;
        if (middle - y).abs() > 3.0 || label_x - x > 24.0 {
            drawn[index].leader = Some((x + 5.0, y, label_x - 3.0, middle));
        }
        for (number, (baseline, _)) in drawn[index].label.iter_mut().enumerate() {
            *baseline = tops[place] + line * (number as f64 + 0.8) + 2.0;
        }
    }
}

fn path(points: &[Option<(f64, f64)>]) -> String {
    let mut path = String::new();
    let mut is_drawing = false;
    for point in points {
        match point {
            Some((x, y)) => {
                let command = if is_drawing { 'L' } else { 'M' };
                path.extend([format!("{command}{x:.1} {y:.1}")]);
                is_drawing = true;
            }
            None => is_drawing = false,
        }
    }
    path
}

fn description(years: &[String], series: &[Series]) -> String {
    let line = |series: &Series| {
        let mut shown = years
            .iter()
            .zip(&series.values)
            .filter(|(_, value)| value.percent().is_some());
        let first = shown.next();
        let last = shown.next_back().or(first);
        match (first, last) {
            (Some((from, start)), Some((to, end))) if from != to => {
                format!(
                    "{}: {} in {from}, {} in {to}.",
                    series.name,
                    start.text(),
                    end.text()
                )
            }
            (Some((year, value)), _) => format!("{}: {} in {year}.", series.name, value.text()),
            _ => format!("{}: no figure is shown.", series.name),
        }
    };
    let lines: Vec<String> = series.iter().map(line).collect();
    format!("{} Every figure is in the table below.", lines.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(name: &str, is_ours: bool, values: &[Value]) -> Series {
        Series {
            name: name.to_owned(),
            is_ours,
            values: values.to_vec(),
        }
    }

    #[test]
    fn a_figure_that_is_not_shown_is_a_gap_that_says_so() {
        let years: Vec<String> = (2021..=2024).map(|year: u16| year.to_string()).collect();
        let ours = series(
            "Exampleshire",
            true,
            &[
                Value::Percent(50.0),
                Value::NotShown,
                Value::Percent(40.0),
                Value::Percent(44.0),
            ],
        );
        let drawn = lines("c", "NEET", &years, std::slice::from_ref(&ours));
        assert_eq!(drawn.matches("not shown").count(), 2, "once on each screen");
        let path = chart(Screen::Wide, "c", "NEET", &years, &[ours]).drawn[0]
            .path
            .clone();
        assert_eq!(path.matches('M').count(), 2, "{path}");
        assert_eq!(path.matches('L').count(), 1, "{path}");
    }

    #[test]
    fn labels_never_lie_over_each_other() {
        let years = ["2024".to_owned(), "2025".to_owned()];
        let same = [Value::Percent(40.0), Value::Percent(40.0)];
        let all: Vec<Series> = ["A", "B", "C", "D"]
            .iter()
            .map(|name| series(name, *name == "A", &same))
            .collect();
        for screen in Screen::BOTH {
            let chart = chart(screen, "c", "Same", &years, &all);
            let mut baselines: Vec<f64> =
                chart.drawn.iter().map(|drawn| drawn.label[0].0).collect();
            baselines.sort_by(f64::total_cmp);
            assert!(
                baselines.windows(2).all(|pair| pair[1] - pair[0] >= 15.0),
                "{baselines:?}"
            );
        }
    }

    #[test]
    fn nothing_to_draw_is_no_error() {
        for values in [&[][..], &[Value::None]] {
            let years: Vec<String> = values.iter().map(|_| "2025".to_owned()).collect();
            assert!(lines("c", "Empty", &years, &[series("A", true, values)]).contains("<svg"));
        }
        assert!(lines("c", "<b>", &[], &[]).contains("&#60;b&#62;"));
    }
}
