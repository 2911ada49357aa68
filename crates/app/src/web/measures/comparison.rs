//! A measure's published figures beside the statistical neighbours, the region and England, ready to be drawn.

use casework::measure::{ComparisonTable, comparison};
use measures::comparators::{Comparison, Point};
use measures::interval::wilson_95;
use measures::measure::Measure;
use measures::published::{Place, PublishedValue, Reference, embedded};

use super::super::charts::{Bar, Series, Value, bars, lines, percent_text};
use super::super::printed;

/// The published figures of all years, and the newest year with each neighbour.
pub struct Published {
    pub years: Vec<Year>,
    pub region: String,
    pub chart: String,
    pub newest: Option<Newest>,
    /// Whether any figure had to be worked out from counts.
    pub has_worked_out: bool,
}

/// One year of the table.
pub struct Year {
    /// In which it ended.
    pub ending: u16,
    pub own: Value,
    /// "324 of 597", or empty.
    pub own_counts: String,
    pub is_worked_out: bool,
    pub median: Value,
    pub region: Value,
    pub england: Value,
    /// Of the council's own figure, or else England's.
    pub release: String,
}

/// The newest year with everybody in it.
pub struct Newest {
    pub year: u16,
    pub chart: String,
    /// "Lancashire is 8th highest of 11; the neighbours' median is 50.5%."
    pub sentence: String,
    pub rows: Vec<Row>,
}

/// One council, the region or England.
pub struct Row {
    pub name: String,
    pub is_ours: bool,
    pub value: Value,
    pub counted: String,
    pub out_of: String,
    pub interval: Option<(f64, f64)>,
}

/// Reads and draws what is published about a measure; `None` where the Department publishes nothing of the kind.
pub fn published(
    reference: &Reference,
    measure: &Measure,
    dfe_code: &str,
    council: &str,
) -> Result<Option<Published>, casework::Error> {
    let Ok(number) = dfe_code.parse::<u16>() else {
        return Ok(None);
    };
    Ok(comparison(reference, measure, number)?
        .filter(|table| !table.years.is_empty())
        .map(|table| drawn(&table, measure, council)))
}

fn drawn(table: &ComparisonTable, measure: &Measure, council: &str) -> Published {
    let region = table
        .years
        .iter()
        .rev()
        .find_map(|year| year.region.as_ref())
        .map_or_else(String::new, |(region, _)| region.name().to_owned());
    let years: Vec<Year> = table.years.iter().map(year).collect();
    let names: Vec<String> = years.iter().map(|year| year.ending.to_string()).collect();
    let series = |name: &str, is_ours, value: fn(&Year) -> Value| Series {
        name: name.to_owned(),
        is_ours,
        values: years.iter().map(value).collect(),
    };
    let mut all = vec![
        series(council, true, |year| year.own),
        series("Neighbours' median", false, |year| year.median),
    ];
    if !region.is_empty() {
        all.push(series(&region, false, |year| year.region));
    }
    all.push(series("England", false, |year| year.england));
    let title = format!(
        "{}: published figures by year ended 31 March",
        measure.title
    );
    Published {
        chart: lines("published", &title, &names, &all),
        newest: table
            .years
            .iter()
            .rev()
            .find(|year| year.own.is_some())
            .map(|newest| self::newest(newest, measure, council)),
        has_worked_out: years.iter().any(|year| year.is_worked_out),
        years,
        region,
    }
}

fn value(point: Option<&Point>) -> Value {
    point.map_or(Value::None, |point| point.percent.into())
}

fn year(comparison: &Comparison) -> Year {
    let own = comparison.own.as_ref();
    let counts = own.and_then(|own| Some((own.count.count()?, own.total.count()?)));
    Year {
        ending: comparison.year,
        own: value(own),
        own_counts: counts.map_or_else(String::new, |(count, total)| format!("{count} of {total}")),
        is_worked_out: [own, comparison.england.as_ref()]
            .into_iter()
            .flatten()
            .any(|point| point.is_worked_out),
        median: comparison
            .neighbours
            .median_percent
            .map_or(Value::None, Value::Percent),
        region: value(comparison.region.as_ref().map(|(_, point)| point)),
        england: value(comparison.england.as_ref()),
        release: own
            .or(comparison.england.as_ref())
            .map_or_else(String::new, |point| point.release.to_string()),
    }
}

fn newest(comparison: &Comparison, measure: &Measure, council: &str) -> Newest {
    let reference = embedded();
    let mut rows = vec![council_row(council, true, comparison.own.as_ref())];
    for (number, point) in &comparison.neighbours.neighbours {
        let name = reference.place_name(Place::Authority(*number));
        rows.push(council_row(name, false, point.as_ref()));
    }
    if let Some((region, point)) = &comparison.region {
        rows.push(row(region.name(), Some(point)));
    }
    rows.push(row("England", comparison.england.as_ref()));
    // Highest first; what is not shown comes last, in no order that could give it away.
    rows.sort_by(|one, other| {
        let key = |row: &Row| row.value.percent().unwrap_or(-1.0);
        key(other)
            .total_cmp(&key(one))
            .then_with(|| one.name.cmp(&other.name))
    });
    let chart: Vec<Bar> = rows
        .iter()
        .map(|row| Bar {
            name: row.name.clone(),
            is_ours: row.is_ours,
            value: row.value,
            interval: row.interval,
        })
        .collect();
    let title = format!(
        "{}: year ended 31 March {}, beside statistical neighbours",
        measure.title, comparison.year
    );
    Newest {
        year: comparison.year,
        chart: bars("neighbours", &title, &chart),
        sentence: rank_sentence(comparison, council),
        rows,
    }
}

/// A council's figure with the interval that its numbers allow one to speak of.
fn council_row(name: &str, is_ours: bool, point: Option<&Point>) -> Row {
    let interval = point
        .and_then(|point| wilson_95(point.count.count()?.into(), point.total.count()?.into()))
        .map(|interval| (interval.low, interval.high));
    Row {
        is_ours,
        interval,
        ..row(name, point)
    }
}

/// The figure of a region or of England: their counts are rounded to ten, and so large that an interval would not be seen.
fn row(name: &str, point: Option<&Point>) -> Row {
    let text = |value: Option<PublishedValue>| match value.map(Value::from) {
        Some(Value::Percent(count)) => printed::count(whole(count)),
        Some(other) => other.text(),
        None => Value::None.text(),
    };
    Row {
        name: name.to_owned(),
        is_ours: false,
        value: value(point),
        counted: text(point.map(|point| point.count)),
        out_of: text(point.map(|point| point.total)),
        interval: None,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "published counts are whole and small"
)]
fn whole(count: f64) -> u64 {
    count.max(0.0) as u64
}

fn rank_sentence(comparison: &Comparison, council: &str) -> String {
    let neighbours = &comparison.neighbours;
    let mut sentences = vec![match (neighbours.rank_from_highest, neighbours.ranked) {
        (Some(_), 0 | 1) | (None, _) => {
            format!("{council}'s own figure is not shown or has nobody to be ranked with.")
        }
        (Some(1), ranked) => format!("{council} is the highest of {ranked} councils."),
        (Some(rank), ranked) if rank == ranked => {
            format!("{council} is the lowest of {ranked} councils.")
        }
        (Some(rank), ranked) => {
            let place = ordinal(rank);
            format!("{council} is {place} highest of {ranked} councils.")
        }
    }];
    if let Some(median) = neighbours.median_percent {
        sentences.push(format!(
            "The median of {} statistical neighbours is {}.",
            neighbours.with_figure,
            percent_text(median)
        ));
    }
    match neighbours.left_out {
        0 => {}
        1 => sentences.push("One neighbour's figure is not shown and left out.".to_owned()),
        more => sentences.push(format!(
            "{more} of the neighbours' figures are not shown and left out."
        )),
    }
    sentences.join(" ")
}

fn ordinal(number: usize) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals() {
        for (number, expected) in [
            (1, "1st"),
            (2, "2nd"),
            (3, "3rd"),
            (4, "4th"),
            (11, "11th"),
            (12, "12th"),
            (13, "13th"),
            (21, "21st"),
        ] {
            assert_eq!(ordinal(number), expected);
        }
    }

    #[test]
    fn lancashire_beside_its_neighbours_the_north_west_and_england() {
        let measure = measures::measure::find("neet_19_21").unwrap();
        let published = published(embedded(), measure, "888", "Lancashire")
            .unwrap()
            .unwrap();
        assert_eq!(published.region, "North West");
        let year = |wanted: u16| published.years.iter().find(|year| year.ending == wanted);
        let check = |wanted: u16, own: &str, region: &str, england: &str, release: &str| {
            let year = year(wanted).unwrap();
            assert_eq!(
                [
                    &year.own.text(),
                    &year.region.text(),
                    &year.england.text(),
                    &year.release
                ],
                [own, region, england, release],
                "{wanted}"
            );
        };
        check(2018, "52%", "44%", "39%", "2022");
        check(2020, "54%", "46%", "39%", "2022");
        assert_eq!(year(2020).unwrap().own_counts, "324 of 597");
        assert!(year(2015).is_some() && year(2025).is_some());
        let newest = published.newest.unwrap();
        assert_eq!(newest.year, 2025);
        assert_eq!(
            newest.rows.len(),
            13,
            "ours, ten neighbours, region, England"
        );
        assert!(
            newest
                .sentence
                .contains("median of 10 statistical neighbours"),
            "{}",
            newest.sentence
        );
    }

    #[test]
    fn welsh_councils_have_nothing_published_to_compare() {
        let measure = measures::measure::find("neet_19_21").unwrap();
        assert!(
            published(embedded(), measure, "", "Conwy")
                .unwrap()
                .is_none()
        );
        assert!(
            published(embedded(), measure, "W06000003", "Conwy")
                .unwrap()
                .is_none()
        );
    }
}
