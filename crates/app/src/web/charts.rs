//! Charts drawn on the server as SVG: lines over years and bars with intervals, each drawn twice, for a wide and for a narrow screen.

mod bars;
mod counts;
mod line;
mod steps;

pub use bars::{Bar, bars};
pub use counts::{CountLine, counts};
pub use line::{Series, lines};
pub use steps::{MoneyByHours, money_by_hours};

/// A value in a chart. What is not shown is drawn as a gap that says so, never as zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    Percent(f64),
    NotShown,
    /// There is no such figure.
    None,
}

impl Value {
    pub fn percent(self) -> Option<f64> {
        match self {
            Self::Percent(percent) => Some(percent),
            Self::NotShown | Self::None => None,
        }
    }

    /// "50%", "53.6%", "not shown", "no figure".
    pub fn text(self) -> String {
        match self {
            Self::Percent(percent) => percent_text(percent),
            Self::NotShown => "not shown".to_owned(),
            Self::None => "no figure".to_owned(),
        }
    }
}

impl From<measures::published::PublishedValue> for Value {
    fn from(value: measures::published::PublishedValue) -> Self {
        use measures::published::PublishedValue;
        match value {
            PublishedValue::Value(percent) => Self::Percent(percent),
            PublishedValue::Suppressed => Self::NotShown,
            PublishedValue::RoundsToZero => Self::Percent(0.0),
            PublishedValue::NotApplicable | PublishedValue::NotAvailable => Self::None,
        }
    }
}

/// At most one decimal: "50%", "50.5%".
pub fn percent_text(percent: f64) -> String {
    let text = format!("{percent:.1}");
    format!("{}%", text.strip_suffix(".0").unwrap_or(&text))
}

/// The screens for which each chart is drawn, in its own pixels, so that no letter shrinks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Screen {
    Wide,
    Narrow,
}

impl Screen {
    const BOTH: [Self; 2] = [Self::Wide, Self::Narrow];

    fn name(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }
}

/// What a screen reader is told of a drawing.
#[derive(Debug, Clone)]
struct Words {
    id: String,
    title: String,
    description: String,
}

/// A text cut into lines of at most so many characters, between words where that can be.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The first multiple of ten, or of five for small figures, above everything that is drawn.
fn scale_top(values: impl Iterator<Item = f64>) -> f64 {
    let highest = values.fold(0.0, f64::max);
    let step = if highest < 20.0 { 5.0 } else { 10.0 };
    ((highest / step).ceil() * step).clamp(step, 100.0)
}

/// The marks of the scale from 0 to its top, four or five of them.
fn scale_marks(top: f64) -> Vec<f64> {
    let step = [2.0, 5.0, 10.0, 20.0, 25.0]
        .into_iter()
        .find(|step| top / step <= 5.0)
        .unwrap_or(25.0);
    let mut marks = vec![0.0];
    while let Some(last) = marks.last().copied()
        && last + step <= top + 0.001
    {
        marks.push(last + step);
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_begin_at_zero_and_hold_everything() {
        let check = |highest: f64, top: f64, marks: &[f64]| {
            let found = scale_top([highest].into_iter());
            assert_eq!(
                (found, scale_marks(found).as_slice()),
                (top, marks),
                "{highest}"
            );
        };
        check(0.0, 5.0, &[0.0, 2.0, 4.0]);
        check(6.0, 10.0, &[0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        check(41.0, 50.0, &[0.0, 10.0, 20.0, 30.0, 40.0, 50.0]);
        check(54.0, 60.0, &[0.0, 20.0, 40.0, 60.0]);
        check(100.0, 100.0, &[0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
    }

    #[test]
    fn texts_and_lines() {
        assert_eq!(Value::Percent(50.0).text(), "50%");
        assert_eq!(Value::Percent(50.5).text(), "50.5%");
        assert_eq!(Value::NotShown.text(), "not shown");
        assert_eq!(
            wrapped("Statistical neighbours, median", 14),
            ["Statistical", "neighbours,", "median"]
        );
        assert_eq!(wrapped("North West", 14), ["North West"]);
    }
}
