//! The published headlines: each with the council's figure beside its neighbours, its region and England.

use casework::Actor;
use casework::measure::{comparison, overview};

use super::super::charts::Value;
use super::App;

/// The measures that a Board reads first.
const FIRST: [&str; 4] = [
    "eet_19_21",
    "neet_19_21",
    "eet_17_18",
    "suitable_accommodation_19_21",
];

/// A figure of our own as it may be published, and the Department's newest figures.
pub struct Headline {
    pub id: &'static str,
    pub title: &'static str,
    pub own: String,
    pub own_year: i16,
    pub published: Option<Beside>,
}

/// The newest year that was published.
pub struct Beside {
    pub year: u16,
    pub own: String,
    pub median: String,
    pub region_name: &'static str,
    pub region: String,
    pub england: String,
}

pub async fn headlines(app: &App, actor: &Actor) -> Result<Vec<Headline>, casework::Error> {
    let answers = overview(actor, &app.office, actor.moment.today, None, None).await?;
    let authority = casework::authority::find(&app.office, &actor.authority).await?;
    let number = authority.dfe_code.parse::<u16>().ok();
    let reference = casework::measure::reference(&app.office).await?;
    let mut headlines = Vec::new();
    for id in FIRST {
        let Some((measure, answer)) = answers.iter().find(|(measure, _)| measure.id == id) else {
            continue;
        };
        let table = match number {
            Some(number) => comparison(&reference, measure, number)?,
            None => None,
        };
        let newest = table.and_then(|mut table| {
            let newest = table.years.iter().rposition(|year| year.own.is_some())?;
            Some(table.years.swap_remove(newest))
        });
        headlines.push(Headline {
            id: measure.id,
            title: measure.title,
            own: answer.count.printed.clone(),
            own_year: answer.year.unwrap_or_default(),
            published: newest.map(|year| {
                let text = |point: Option<&measures::comparators::Point>| {
                    point
                        .map_or(Value::None, |point| point.percent.into())
                        .text()
                };
                Beside {
                    year: year.year,
                    own: text(year.own.as_ref()),
                    median: year
                        .neighbours
                        .median_percent
                        .map_or(Value::None, Value::Percent)
                        .text(),
                    region_name: year.region.as_ref().map_or("", |(region, _)| region.name()),
                    region: text(year.region.as_ref().map(|(_, point)| point)),
                    england: text(year.england.as_ref()),
                }
            }),
        });
    }
    Ok(headlines)
}
