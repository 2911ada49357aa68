//! The forecast of caseload for 24 months as a chart and a table, and who is behind each of its numbers.

use askama::Template;
use axum::extract::State;
use casework::forecast::{self, CaseloadForecast, Change};
use jiff::civil::Date;
use leaving_care::forecast::{Ages, Month, Step};

use super::{choices, query, young_people};
use crate::web::{
    call::Query,
    charts::{CountLine, counts},
    context::{Answer, App, Problem, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    printed,
};

#[derive(Template)]
#[template(path = "caseload/forecast.html")]
struct ForecastPage {
    page: Page,
    form: Form,
    localities: Vec<Choice>,
    asked: CaseloadForecast,
    chart: String,
    /// "&locality=..." for the links to lists; empty for all.
    of_locality: String,
}

impl ForecastPage {
    fn last(&self) -> usize {
        let months = &self.asked.forecast.months;
        months.last().map_or(0, |month| month.at_end.all())
    }

    /// "12 more than today", "as many as today".
    fn difference(&self) -> String {
        let (now, then) = (self.asked.forecast.today.all(), self.last());
        match now.cmp(&then) {
            std::cmp::Ordering::Less => format!("{} more than today", then - now),
            std::cmp::Ordering::Equal => "as many as today".to_owned(),
            std::cmp::Ordering::Greater => format!("{} fewer than today", now - then),
        }
    }

    fn last_month(&self) -> String {
        let months = &self.asked.forecast.months;
        months
            .last()
            .map_or_else(String::new, |month| month_name(month.first_day))
    }

    /// Of each locality the number at the end of every sixth month, today first.
    fn half_years(&self) -> Vec<(String, Vec<usize>)> {
        let of = |(name, today, ends): &(String, usize, Vec<usize>)| {
            let mut numbers = vec![*today];
            numbers.extend(ends.iter().skip(6).step_by(6));
            (name.clone(), numbers)
        };
        self.asked.by_locality.iter().map(of).collect()
    }

    fn half_year_names(&self) -> Vec<String> {
        let mut names = vec!["Today".to_owned()];
        let months = &self.asked.forecast.months;
        names.extend(
            months
                .iter()
                .skip(6)
                .step_by(6)
                .map(|month| format!("End of {}", month_name(month.first_day))),
        );
        names
    }

    /// The address of the list behind a number.
    fn list(&self, month: &Month, step: Step) -> String {
        format!(
            "/team/forecast/people?month={}&step={}{}",
            month.first_day,
            step.code(),
            self.of_locality
        )
    }
}

#[derive(Template)]
#[template(path = "caseload/forecast_people.html")]
struct PeoplePage {
    page: Page,
    month: Date,
    changes: Vec<Change>,
}

#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    locality: String,
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    let asked = forecast::open(&actor, &app.office, &asked.locality).await?;
    let mut form = Form::default();
    form.set("locality", asked.locality.as_str());
    render(&ForecastPage {
        page: app.page(&actor, "Forecast of caseload", "/team"),
        form,
        localities: choices(&asked.localities),
        chart: chart(&asked),
        of_locality: if asked.locality.is_empty() {
            String::new()
        } else {
            format!("&{}", query(&[("locality", &asked.locality)]))
        },
        asked,
    })
}

#[derive(serde::Deserialize)]
pub struct PeopleAsked {
    month: String,
    #[serde(default)]
    step: String,
    #[serde(default)]
    locality: String,
}

pub async fn people(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<PeopleAsked>,
) -> Answer {
    let month: Date = asked.month.parse().map_err(|_| Problem::NotFound)?;
    let step = Step::ALL.into_iter().find(|step| step.code() == asked.step);
    let changes = forecast::changes(&actor, &app.office, month, step, &asked.locality).await?;
    render(&PeoplePage {
        page: app.page(&actor, format!("Ahead in {}", month_name(month)), "/team"),
        month,
        changes,
    })
}

/// All, and each age of its own, with names at the ends of the lines.
fn chart(asked: &CaseloadForecast) -> String {
    let months = &asked.forecast.months;
    let values = |of: fn(Ages) -> usize| -> Vec<usize> {
        std::iter::once(of(asked.forecast.today))
            .chain(months.iter().map(|month| of(month.at_end)))
            .collect()
    };
    let line = |name: &str, is_ours, of| CountLine {
        name: name.to_owned(),
        is_ours,
        values: values(of),
    };
    let names: Vec<String> = std::iter::once("Today".to_owned())
        .chain(
            months
                .iter()
                .map(|month| month.first_day.strftime("%b %Y").to_string()),
        )
        .collect();
    counts(
        "forecast",
        "Young people who are owed a personal adviser, at the end of each month",
        &names,
        &[
            line("All", true, Ages::all),
            line("18 to 20", false, |ages| ages.from_18_to_20),
            line("21 to 24", false, |ages| ages.from_21),
            line("16 and 17", false, |ages| ages.under_18),
        ],
    )
}

/// "March 2026".
fn month_name(day: Date) -> String {
    day.strftime("%B %Y").to_string()
}
