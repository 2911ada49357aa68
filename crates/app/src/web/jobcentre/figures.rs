//! The figures of the protocol with the Jobcentre, by district and quarter, and the cases behind each.

use askama::Template;
use axum::extract::State;
use casework::{
    Action,
    protocol_figures::{self, Asked, Figures, NamedCase},
};
use leaving_care::{
    claim::Benefit,
    protocol_figures::{FigureId, Outcome, Quarter, Tally},
};

use crate::web::{
    call::{Path, Query},
    context::{Answer, App, Problem, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    printed,
};

#[derive(Template)]
#[template(path = "jobcentre/figures.html")]
struct FiguresPage {
    page: Page,
    form: Form,
    figures: Figures,
    districts: Vec<Choice>,
    quarters: Vec<Choice>,
    may_open_lists: bool,
    may_read_directory: bool,
    /// What was asked, to go on with: "district=South&quarter=2026-1".
    query: String,
}

#[derive(Template)]
#[template(path = "jobcentre/cases.html")]
struct CasesPage {
    page: Page,
    figure: FigureId,
    /// Of one benefit only; none for all.
    benefit: Option<Benefit>,
    cases: Vec<NamedCase>,
    query: String,
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Chosen {
    district: String,
    quarter: String,
    /// Of first payments: those of one benefit.
    benefit: String,
}

impl Chosen {
    fn asked(&self) -> Asked {
        Asked {
            district: self.district.trim().to_owned(),
            quarter: self.quarter.parse::<Quarter>().ok(),
            benefit: self.benefit.parse::<Benefit>().ok(),
        }
    }

    fn query(&self) -> String {
        let district: String = self
            .district
            .bytes()
            .map(|byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect();
        let quarter = self.asked().quarter.map_or_else(String::new, Quarter::code);
        format!("district={district}&quarter={quarter}")
    }
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(chosen): Query<Chosen>,
) -> Answer {
    let figures = protocol_figures::figures(&actor, &app.office, &chosen.asked()).await?;
    let mut form = Form::default();
    form.set("district", chosen.district.as_str());
    form.set("quarter", chosen.quarter.as_str());
    render(&FiguresPage {
        page: app.page(&actor, "Figures of the Jobcentre protocol", "/jobcentre"),
        form,
        districts: figures
            .districts
            .iter()
            .map(|name| Choice::new(name.as_str(), name.as_str()))
            .collect(),
        quarters: figures
            .quarters
            .iter()
            .map(|quarter| Choice::new(quarter.code(), quarter.label()))
            .collect(),
        may_open_lists: figures.is_for_staff && actor.may(Action::ReadPeople),
        may_read_directory: actor.may(Action::ReadJobcentreDirectory),
        query: chosen.query(),
        figures,
    })
}

pub async fn cases(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(figure): Path<String>,
    Query(chosen): Query<Chosen>,
) -> Answer {
    let figure: FigureId = figure.parse().map_err(|()| Problem::NotFound)?;
    let cases = protocol_figures::behind(&actor, &app.office, figure, &chosen.asked()).await?;
    render(&CasesPage {
        page: app.page(&actor, figure.title(), "/jobcentre"),
        figure,
        benefit: chosen.asked().benefit,
        cases,
        query: chosen.query(),
    })
}

/// "67%", with what it is of.
fn share(tally: &Tally) -> String {
    tally.percent().map_or_else(
        || "nothing to count".to_owned(),
        |percent| format!("{percent:.0}%"),
    )
}

/// "8 of 12".
fn counts(tally: &Tally) -> String {
    format!("{} of {}", tally.yes, tally.out_of())
}

/// "38 days, of 6 payments".
fn median(tally: &Tally) -> String {
    let payments = match tally.measured() {
        1 => "1 payment".to_owned(),
        number => format!("{number} payments"),
    };
    tally
        .median_days()
        .map(|days| {
            let shown = if days.fract() == 0.0 {
                format!("{days:.0}")
            } else {
                format!("{days:.1}")
            };
            format!("{shown} days, the median of {payments}")
        })
        .unwrap_or_default()
}

impl CasesPage {
    fn outcome(&self, case: &NamedCase) -> &'static str {
        match (case.case.outcome, self.figure.is_low_good()) {
            (Outcome::Yes, false) => "Counted",
            (Outcome::No, false) => "Not counted",
            (Outcome::Yes, true) => "Led to a sanction",
            (Outcome::No, true) => "No sanction",
            (Outcome::Open, _) => "Still open",
        }
    }
}

fn days(case: &NamedCase) -> String {
    match case.case.days {
        Some(1) => "1 day after 18".to_owned(),
        Some(days) if days < 0 => format!("{} days before 18", days.unsigned_abs()),
        Some(days) => format!("{days} days after 18"),
        None => String::new(),
    }
}
