//! Setting a target for a measure.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
};
use casework::target::{NewTarget, set};

use super::super::{
    call::{Path, Sent},
    context::{Answer, App, SignedIn},
    form::Form,
};
use super::{asked::AskedText, show::page};
use crate::percentage::hundredths;

pub async fn set_target(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Answer {
    let mut form: Form = sent.into_iter().collect();
    let year = form.value("year").parse::<i16>().ok();
    let percent = hundredths(form.value("percent"));
    let tolerance = match form.value("tolerance") {
        "" => Some(0),
        typed => hundredths(typed),
    };
    let year = year.filter(|year| (2000..2100).contains(year));
    if year.is_none() {
        form.add_error(
            "year",
            "Enter the year in which the target holds, like 2027",
        );
    }
    if percent.is_none() {
        form.add_error(
            "percent",
            "Enter a percentage between 0 and 100, like 55 or 54.5",
        );
    }
    if tolerance.is_none() {
        form.add_error(
            "tolerance",
            "Enter percentage points between 0 and 100, like 2.5",
        );
    }
    let (Some(year), Some(percent_hundredths), Some(tolerance_hundredths)) =
        (year, percent, tolerance)
    else {
        return page(&app, &actor, &id, &AskedText::default(), Some(form)).await;
    };
    let target = NewTarget {
        measure: id.clone(),
        year,
        percent_hundredths,
        tolerance_hundredths,
        source: form.value("source").to_owned(),
    };
    set(&actor, &app.office, target).await?;
    Ok(Redirect::to(&format!("/measures/{id}?done=target")).into_response())
}
