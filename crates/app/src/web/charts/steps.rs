//! A line of money over hours of work, with each step marked by its number and the hours in question by their name.

use askama::Template;

use super::{Screen, Words};

/// What is drawn. Money is in pence; steps are numbered from 1 in their order.
#[derive(Debug, Clone, Default)]
pub struct MoneyByHours {
    pub id: String,
    pub title: String,
    pub points: Vec<(u8, i64)>,
    /// The hours before and after each step.
    pub steps: Vec<(u8, u8)>,
    /// Hours with a name, such as those of an offer.
    pub spots: Vec<(u8, String)>,
}

/// The chart for both screens.
pub fn money_by_hours(drawn: &MoneyByHours) -> String {
    Screen::BOTH
        .into_iter()
        .map(|screen| chart(screen, drawn).render().unwrap_or_default())
        .collect()
}

#[derive(Template)]
#[template(path = "charts/steps.html")]
struct StepsChart {
    words: Words,
    screen: &'static str,
    width: f64,
    height: f64,
    left: f64,
    right: f64,
    bottom: f64,
    marks: Vec<Mark>,
    hours: Vec<(f64, String)>,
    path: String,
    steps: Vec<Step>,
    spots: Vec<Spot>,
}

struct Mark {
    y: f64,
    text: String,
    is_zero: bool,
}

struct Step {
    path: String,
    x: f64,
    y: f64,
    number: usize,
}

struct Spot {
    x: f64,
    y: f64,
    label_x: f64,
    label_y: f64,
    text: String,
    is_end: bool,
}

const TOP: f64 = 26.0;
const BELOW: f64 = 46.0;

fn chart(screen: Screen, drawn: &MoneyByHours) -> StepsChart {
    let (width, height, left, every) = match screen {
        Screen::Wide => (640.0, 340.0, 62.0, 4),
        Screen::Narrow => (343.0, 300.0, 54.0, 8),
    };
    let right = width - 14.0;
    let bottom = height - BELOW;
    let most_hours = drawn.points.iter().map(|(hours, _)| *hours).max();
    let most_hours = f64::from(most_hours.unwrap_or(1).max(1));
    let (low, high, step) = scale(drawn.points.iter().map(|(_, pence)| *pence));
    let x = |hours: u8| left + 6.0 + (right - left - 12.0) * f64::from(hours) / most_hours;
    let y = |pence: f64| bottom - (bottom - TOP) * (pence - low) / (high - low);
    let at = |hours: u8| {
        let found = drawn.points.iter().find(|(known, _)| *known == hours);
        found.map(|(_, pence)| (x(hours), y(*pence as f64)))
    };
    let all: Vec<(f64, f64)> = drawn
        .points
        .iter()
        .filter_map(|(hours, _)| at(*hours))
        .collect();
    let mut marks = Vec::new();
    let mut mark = low;
    while mark <= high + 0.5 {
        marks.push(Mark {
            y: y(mark),
            text: pounds(mark),
            is_zero: mark.abs() < 0.5,
        });
        mark += step;
    }
    StepsChart {
        words: Words {
            id: format!("{}-{}", drawn.id, screen.name()),
            title: drawn.title.clone(),
            description: description(drawn),
        },
        screen: screen.name(),
        width,
        height,
        left,
        right,
        bottom,
        marks,
        hours: drawn
            .points
            .iter()
            .filter(|(hours, _)| hours % every == 0)
            .map(|(hours, _)| (x(*hours), hours.to_string()))
            .collect(),
        path: path(&all),
        steps: drawn
            .steps
            .iter()
            .zip(1..)
            .filter_map(|((from, to), number)| {
                let (before, after) = (at(*from)?, at(*to)?);
                Some(Step {
                    path: path(&[before, after]),
                    x: f64::midpoint(before.0, after.0),
                    y: (before.1.min(after.1) - 16.0).max(10.0),
                    number,
                })
            })
            .collect(),
        spots: drawn
            .spots
            .iter()
            .filter_map(|(hours, text)| {
                let (spot_x, spot_y) = at(*hours)?;
                // The line rises to the right: below it there, above it here, nothing is written over it.
                let is_end = spot_x > left + (right - left) * 0.65;
                Some(Spot {
                    x: spot_x,
                    y: spot_y,
                    label_x: if is_end { spot_x - 9.0 } else { spot_x + 9.0 },
                    label_y: if is_end {
                        (spot_y - 10.0).max(12.0)
                    } else {
                        (spot_y + 20.0).min(bottom - 4.0)
                    },
                    text: text.clone(),
                    is_end,
                })
            })
            .collect(),
    }
}

fn path(points: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (order, (x, y)) in points.iter().enumerate() {
        let command = if order == 0 { 'M' } else { 'L' };
        path.extend([format!("{command}{x:.1} {y:.1}")]);
    }
    path
}

/// The lowest and the highest mark and the distance between marks, all in pence; nothing is always among them.
fn scale(pence: impl Iterator<Item = i64> + Clone) -> (f64, f64, f64) {
    let lowest = pence.clone().min().unwrap_or(0).min(0) as f64;
    let highest = pence.max().unwrap_or(0).max(10_000) as f64;
    let mut step = 5_000.0;
    let mut factors = [2.0, 2.0, 2.5].into_iter().cycle();
    while (highest - lowest) / step > 6.0 {
        step *= factors.next().unwrap_or(2.0);
    }
    (
        (lowest / step).floor() * step,
        (highest / step).ceil() * step,
        step,
    )
}

/// Whole pounds with the sign before the pound.
fn pounds(pence: f64) -> String {
    let sign = if pence < -0.5 { "-" } else { "" };
    format!("{sign}£{:.0}", (pence / 100.0).abs())
}

fn description(drawn: &MoneyByHours) -> String {
    let (Some((first, start)), Some((last, end))) = (drawn.points.first(), drawn.points.last())
    else {
        return "No figure is shown.".to_owned();
    };
    let mut steps = String::new();
    for ((from, to), number) in drawn.steps.iter().zip(1..) {
        steps.extend([format!(" Step {number} is from {from} to {to} hours.")]);
    }
    format!(
        "{} a month at {first} hours, {} at {last} hours.{steps} The figures are in the table beside.",
        pounds(*start as f64),
        pounds(*end as f64)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_holds_nothing_and_everything() {
        for (values, expected) in [
            (&[33_858, 97_672][..], (0.0, 100_000.0, 20_000.0)),
            (&[-22_000, 40_000][..], (-40_000.0, 40_000.0, 20_000.0)),
            (&[0, 0][..], (0.0, 10_000.0, 5_000.0)),
            (&[][..], (0.0, 10_000.0, 5_000.0)),
        ] {
            assert_eq!(scale(values.iter().copied()), expected, "{values:?}");
        }
    }

    #[test]
    fn steps_and_spots_are_drawn_and_named() {
        let drawn = MoneyByHours {
            id: "c".into(),
            title: "Left".into(),
            points: vec![(0, 33_858), (13, 61_363), (14, 45_754), (40, 80_375)],
            steps: vec![(13, 14)],
            spots: vec![(14, "Kitchen <job>".into()), (99, "not there".into())],
        };
        let svg = money_by_hours(&drawn);
        assert_eq!(svg.matches("class=\"badge\"").count(), 2, "on each screen");
        assert!(svg.contains("Step 1 is from 13 to 14 hours"));
        assert!(svg.contains("Kitchen &#60;job&#62;") && !svg.contains("not there"));
        assert!(money_by_hours(&MoneyByHours::default()).contains("No figure"));
    }
}
