//! Setting a target for a measure.

use axum::{
    Form as Sent,
    extract::{Path, State},
    response::{IntoResponse, Redirect},
};
use casework::target::{NewTarget, set};

use super::super::{
    context::{Answer, App, SignedIn},
    form::Form,
};
use super::{asked::AskedText, show::page};

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

/// A percentage as people type it, in hundredths: "55", "54.5 %". `None` outside 0 to 100 and with more than two decimals.
fn hundredths(typed: &str) -> Option<i64> {
    let typed = typed.trim().trim_end_matches('%').trim_end();
    let (whole, decimals) = typed.split_once('.').unwrap_or((typed, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || decimals.len() > 2 || !is_digits(whole) || !is_digits(decimals) {
        return None;
    }
    let decimals = format!("{decimals:0<2}").parse::<i64>().ok()?;
    let hundredths = whole.parse::<i64>().ok()?.checked_mul(100)? + decimals;
    (hundredths <= 10_000).then_some(hundredths)
}

#[cfg(test)]
mod tests {
    use super::hundredths;

    #[test]
    fn percentages_as_people_type_them() {
        let check = |typed: &str, expected: Option<i64>| {
            assert_eq!(hundredths(typed), expected, "{typed:?}");
        };
        check("55", Some(5_500));
        check("54.5 %", Some(5_450));
        check("54.17%", Some(5_417));
        check("0", Some(0));
        check("100", Some(10_000));
        check("100.01", None);
        check("-1", None);
        check("", None);
        check("5,5", None);
        check("54.175", None);
        check("99999999999999999999", None);
    }
}
