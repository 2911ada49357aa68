//! Bars from zero, each with its name, its figure and the interval that its numbers allow one to speak of.

use askama::Template;

use super::{Screen, Value, Words, scale_top, wrapped};

/// One bar.
#[derive(Debug, Clone)]
pub struct Bar {
    pub name: String,
    pub is_ours: bool,
    pub value: Value,
    /// Both ends in percent.
    pub interval: Option<(f64, f64)>,
}

/// The chart for both screens, in the order given. `id` is its own on the page.
pub fn bars(id: &str, title: &str, bars: &[Bar]) -> String {
    let mut drawn = String::new();
    for screen in Screen::BOTH {
        drawn.push_str(&chart(screen, id, title, bars).render().unwrap_or_default());
    }
    drawn
}

#[derive(Template)]
#[template(path = "charts/bars.html")]
struct BarChart {
    words: Words,
    screen: &'static str,
    width: f64,
    height: f64,
    left: f64,
    bars: Vec<Drawn>,
}

struct Drawn {
    is_ours: bool,
    /// Each line of the name with its place.
    name: Vec<(f64, String)>,
    name_x: f64,
    y: f64,
    thick: f64,
    /// The length of the bar; `None` when not shown.
    length: Option<f64>,
    /// Both ends of the interval.
    whisker: Option<(f64, f64)>,
    text_x: f64,
    text: String,
    note: String,
}

const WIDE_NAMES: f64 = 210.0;
/// Room for the figure and its interval after the longest bar.
const WIDE_FIGURES: f64 = 150.0;
const NARROW_FIGURES: f64 = 48.0;

fn chart(screen: Screen, id: &str, title: &str, bars: &[Bar]) -> BarChart {
    let (width, left, figures) = match screen {
        Screen::Wide => (780.0, WIDE_NAMES + 10.0, WIDE_FIGURES),
        Screen::Narrow => (343.0, 1.0, NARROW_FIGURES),
    };
    let top = scale_top(
        bars.iter()
            .filter_map(|bar| bar.interval.map(|(_, high)| high).or(bar.value.percent())),
    );
    let per_percent = (width - left - figures) / top;
    let mut y = 4.0;
    let mut drawn = Vec::with_capacity(bars.len());
    for bar in bars {
        let lines = wrapped(&bar.name, if screen == Screen::Wide { 30 } else { 44 });
        let (name_x, thick, names_above) = match screen {
            Screen::Wide => (WIDE_NAMES, 20.0, 0.0),
            Screen::Narrow => (left, 16.0, lines.len() as f64 * 17.0),
        };
        let first_line = match screen {
            Screen::Wide => y + 15.0 - (lines.len() as f64 - 1.0) * 8.0,
            Screen::Narrow => y + 12.0,
        };
        let bar_y = y + names_above;
        let length = bar.value.percent().map(|percent| percent * per_percent);
        let whisker = bar
            .interval
            .filter(|_| length.is_some())
            .map(|(low, high)| (left + low * per_percent, left + high * per_percent));
        let end = whisker
            .map(|(_, high)| high)
            .into_iter()
            .chain(length.map(|length| left + length))
            .fold(left, f64::max);
        drawn.push(Drawn {
            is_ours: bar.is_ours,
            name: lines
                .into_iter()
                .enumerate()
                .map(|(number, line)| (first_line + number as f64 * 17.0, line))
                .collect(),
            name_x,
            y: bar_y,
            thick,
            length,
            whisker,
            text_x: if length.is_some() {
                end + 8.0
            } else {
                left + 8.0
            },
            text: bar.value.text(),
            note: match (screen, bar.interval) {
                (Screen::Wide, Some((low, high))) => format!("({low:.0}% to {high:.0}%)"),
                _ => String::new(),
            },
        });
        y = bar_y
            + thick
            + match screen {
                Screen::Wide => 11.0,
                Screen::Narrow => 12.0,
            };
    }
    BarChart {
        words: Words {
            id: format!("{id}-{}", screen.name()),
            title: title.to_owned(),
            description: description(bars),
        },
        screen: screen.name(),
        width,
        height: y,
        left,
        bars: drawn,
    }
}

fn description(bars: &[Bar]) -> String {
    let texts: Vec<String> = bars
        .iter()
        .map(|bar| match bar.interval {
            Some((low, high)) if bar.value.percent().is_some() => format!(
                "{} {} (95% interval {low:.0}% to {high:.0}%)",
                bar.name,
                bar.value.text()
            ),
            _ => format!("{} {}", bar.name, bar.value.text()),
        })
        .collect();
    format!("{}.", texts.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_begin_at_zero_and_what_is_not_shown_has_no_length() {
        let bar = |name: &str, value, interval| Bar {
            name: name.to_owned(),
            is_ours: name == "Exampleshire",
            value,
            interval,
        };
        let all = [
            bar("Exampleshire", Value::Percent(50.0), Some((30.0, 70.0))),
            bar("England", Value::Percent(25.0), None),
            bar("Small Borough", Value::NotShown, None),
        ];
        for screen in Screen::BOTH {
            let chart = chart(screen, "c", "NEET", &all);
            let lengths: Vec<Option<f64>> = chart.bars.iter().map(|bar| bar.length).collect();
            let [Some(half), Some(quarter), None] = lengths[..] else {
                panic!("{lengths:?}");
            };
            assert!((half - 2.0 * quarter).abs() < 0.001, "{half} and {quarter}");
            assert_eq!(chart.bars[2].text, "not shown");
            let (low, high) = chart.bars[0].whisker.unwrap();
            assert!(low < chart.left + half && chart.left + half < high && high <= chart.width);
            assert!(chart.bars.iter().all(|bar| bar.text_x < chart.width));
        }
        assert!(bars("c", "None", &[]).contains("<svg"));
    }
}
