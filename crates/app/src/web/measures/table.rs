//! The Department's two tables for both age bands: our own counts beside the row that was published.

use askama::Template;
use axum::extract::State;
use casework::measure::{PublishedCell, TableRow, published_beside, table as count};
use casework::{Action, Actor};
use leaving_care::calendar::ReportingYear;
use measures::measure::Band;
use measures::published::Category;

use super::super::{
    call::Query,
    charts::Value,
    context::{Answer, App, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    printed,
};
use super::asked::{Asked, AskedText, policies, policy_label};

/// The years for which the Department has published, and those that ended since.
const FIRST_YEAR: i16 = 2014;

#[derive(Template)]
#[template(path = "measures/table.html")]
struct TablePage {
    page: Page,
    form: Form,
    asked: Asked,
    council: String,
    year: i16,
    years: Vec<Choice>,
    policies: Vec<Choice>,
    may_see_as_it_is: bool,
    tables: Vec<Part>,
}

/// One table of one band.
struct Part {
    title: String,
    rows: Vec<Row>,
    /// The release of the published row; empty when there is none.
    release: String,
    has_people: bool,
}

struct Row {
    own: TableRow,
    published: Option<PublishedCell>,
}

impl Row {
    fn is_total(&self) -> bool {
        matches!(
            self.own.category,
            Category::Total | Category::TotalNeet | Category::TotalInEducationEmploymentOrTraining
        )
    }

    fn count(&self) -> String {
        self.own.count.map_or_else(
            || "not shown".to_owned(),
            |count| printed::count(count.into()),
        )
    }

    fn percent(&self) -> String {
        match (self.own.count, self.own.percent) {
            (_, Some(percent)) => format!("{percent}%"),
            (Some(0), None) => String::new(),
            (_, None) => "not shown".to_owned(),
        }
    }

    fn published_count(&self) -> String {
        match self.published.map(|cell| (cell.count.count(), cell.count)) {
            Some((Some(count), _)) => printed::count(count.into()),
            Some((None, value)) => Value::from(value).text(),
            None => String::new(),
        }
    }

    fn published_percent(&self) -> String {
        self.published
            .map_or_else(String::new, |cell| Value::from(cell.percent).text())
    }

    /// Whether both counts are there and not the same.
    fn differs(&self) -> bool {
        let published = self.published.and_then(|cell| cell.count.count());
        self.own
            .count
            .zip(published)
            .is_some_and(|(own, published)| own != published)
    }
}

pub async fn table(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(text): Query<AskedText>,
) -> Answer {
    let asked = Asked::read(&text, &actor);
    let newest = ReportingYear::last_ended(actor.moment.today);
    let mut form = asked.form.clone();
    let year = text
        .year
        .parse()
        .ok()
        .filter(|year| (FIRST_YEAR..=newest.year()).contains(year))
        .and_then(ReportingYear::ending)
        .unwrap_or(newest);
    form.set("year", year.year().to_string());
    let rows = count(&actor, &app.office, year, asked.publish).await?;
    let authority = casework::authority::find(&app.office, &actor.authority).await?;
    let number = authority.dfe_code.parse::<u16>().ok();
    let reference = casework::measure::reference(&app.office).await?;
    let mut rows: Vec<Row> = rows
        .into_iter()
        .map(|own| Row {
            published: number.and_then(|number| published_beside(&reference, number, year, &own)),
            own,
        })
        .collect();
    let mut tables = Vec::new();
    for (table, what) in [
        ("activity", "What they were doing"),
        ("suitability", "Suitability of accommodation"),
    ] {
        for band in Band::BOTH {
            let (own, others): (Vec<Row>, Vec<Row>) = rows
                .drain(..)
                .partition(|row| row.own.table == table && row.own.band == band.code());
            rows = others;
            tables.push(part(format!("{what}, ages {}", band.label()), own));
        }
    }
    render(&TablePage {
        page: page(&app, &actor),
        form,
        council: authority.name,
        year: year.year(),
        years: (FIRST_YEAR..=newest.year())
            .rev()
            .map(|year| Choice::new(year.to_string(), year.to_string()))
            .collect(),
        policies: policies(),
        may_see_as_it_is: actor.may(Action::ReadMeasures),
        tables,
        asked,
    })
}

fn page(app: &App, actor: &Actor) -> Page {
    app.page(actor, "The Department's tables", "/measures")
}

fn part(title: String, rows: Vec<Row>) -> Part {
    Part {
        title,
        release: rows
            .iter()
            .find_map(|row| row.published)
            .map_or_else(String::new, |cell| cell.release.to_string()),
        has_people: rows.iter().any(|row| row.own.count != Some(0)),
        rows,
    }
}
