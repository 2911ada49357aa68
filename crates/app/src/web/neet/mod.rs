//! The NEET list: who, since when and why, with Lancashire's matrix of localities and reasons.

use askama::Template;
use axum::extract::State;
use casework::neet::{MatrixCell, NeetList, NeetQuery, REASONS, export, list, sentences};
use casework::person::PersonSummary;
use casework::{Action, Actor};
use jiff::civil::Date;
use leaving_care::activity::ActivityCode;
use measures::rounding::percent_text;

use super::{
    call::Query,
    context::{Answer, App, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    printed,
    spreadsheet::{self, Cell, FileKind, Sheet},
};

/// How many people one page shows.
const SHOWN: usize = 100;

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    locality: String,
    after: String,
}

#[derive(Template)]
#[template(path = "neet/neet.html")]
struct NeetPage {
    page: Page,
    form: Form,
    localities: Vec<Choice>,
    list: NeetList,
    sentences: Vec<String>,
    may_export: bool,
    /// The filter for a link, beginning with "?"; empty for all.
    filter: String,
    next: String,
}

impl NeetPage {
    /// "149 of 278 care leavers are NEET: 53.6%, live."
    fn headline(&self) -> String {
        let all = self.list.matrix.total.all().neet as u64;
        let of = self.list.care_leavers as u64;
        let share = percent_text(all, of, 1).map_or_else(String::new, |text| format!(": {text}%"));
        format!(
            "{} of {} care leavers are not in education, employment or training{share}.",
            printed::count(all),
            printed::count(of)
        )
    }

    /// The share of all who are NEET, to one decimal.
    fn split(&self, count: usize) -> String {
        percent_text(count as u64, self.list.matrix.total.all().neet as u64, 1)
            .map_or_else(String::new, |text| format!("{text}%"))
    }

    fn months(&self, person: &PersonSummary) -> String {
        person.neet.map_or_else(String::new, |neet| {
            months_between(neet.since, self.list.as_at).to_string()
        })
    }

    fn is_long_term(&self, person: &PersonSummary) -> bool {
        person
            .neet
            .is_some_and(|neet| neet.is_long_term_on(self.list.as_at))
    }
}

/// "12 of 20" and "60%"; a dash where there is nobody.
fn share(cell: MatrixCell) -> (String, String) {
    match percent_text(cell.long_term as u64, cell.neet as u64, 0) {
        Some(percent) => (
            format!("{percent}%"),
            format!("{} of {}", cell.long_term, cell.neet),
        ),
        None => ("–".to_owned(), "nobody".to_owned()),
    }
}

/// The reason alone: on this page everybody is NEET.
fn reason_words(reason: ActivityCode) -> &'static str {
    let label = reason.short_label();
    label.split_once(": ").map_or(label, |(_, reason)| reason)
}

/// Whole calendar months.
pub(super) fn months_between(since: Date, until: Date) -> i32 {
    let months =
        i32::from(until.year() - since.year()) * 12 + i32::from(until.month() - since.month());
    // 31 January to 28 February is a whole month, as everywhere here.
    let is_short = leaving_care::calendar::add_months(since, months) > until;
    (months - i32::from(is_short)).max(0)
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    let query = NeetQuery {
        locality: asked.locality.clone(),
        after: asked.after.parse().ok(),
        limit: SHOWN,
    };
    let list = list(&actor, &app.office, &query).await?;
    let mut form = Form::default();
    form.set("locality", asked.locality.as_str());
    let filter = if asked.locality.is_empty() {
        String::new()
    } else {
        format!("?locality={}", encoded(&asked.locality))
    };
    let next = list.next.map_or_else(String::new, |after| {
        let joint = if filter.is_empty() { '?' } else { '&' };
        format!("/neet{filter}{joint}after={after}")
    });
    render(&page(&app, &actor, form, list, filter, next))
}

pub async fn csv(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    let kind = FileKind::Csv {
        has_byte_order_mark: true,
    };
    file(&app, &actor, &asked.locality, kind).await
}

pub async fn xlsx(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    file(&app, &actor, &asked.locality, FileKind::Xlsx).await
}

async fn file(app: &App, actor: &Actor, locality: &str, kind: FileKind) -> Answer {
    let list = export(actor, &app.office, locality).await?;
    let row = |person: &PersonSummary| {
        let since = person.neet.map(|neet| neet.since);
        vec![
            Cell::from(person.id.to_string()),
            Cell::from(person.name.clone()),
            Cell::from(i32::from(person.age_years)),
            Cell::from(person.activity.map_or("", ActivityCode::code)),
            Cell::from(person.activity.map_or("", reason_words)),
            Cell::from(since),
            Cell::from(since.map(|since| months_between(since, list.as_at))),
            Cell::from(person.locality.clone()),
            Cell::from(person.personal_adviser.clone()),
        ]
    };
    let sheet = Sheet {
        name: "NEET",
        columns: vec![
            "Id",
            "Name",
            "Age",
            "Code",
            "Reason",
            "Since",
            "Months",
            "Locality",
            "Personal adviser",
        ],
        rows: list.people.iter().map(row).collect(),
    };
    spreadsheet::download(&sheet, kind, &format!("neet-{}", list.as_at))
}

fn page(
    app: &App,
    actor: &Actor,
    form: Form,
    list: NeetList,
    filter: String,
    next: String,
) -> NeetPage {
    NeetPage {
        page: app.page(actor, "NEET list", "/neet"),
        localities: list
            .matrix
            .localities
            .iter()
            .map(|row| Choice::new(row.locality.as_str(), row.locality.as_str()))
            .collect(),
        sentences: sentences(&list.matrix),
        may_export: actor.may(Action::ExportPeople),
        form,
        list,
        filter,
        next,
    }
}

/// A value for a query string.
fn encoded(value: &str) -> String {
    value
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn whole_months() {
        let check = |since: Date, until: Date, expected: i32| {
            assert_eq!(months_between(since, until), expected, "{since} to {until}");
        };
        check(date(2025, 7, 14), date(2026, 3, 3), 7);
        check(date(2025, 7, 14), date(2026, 3, 13), 7);
        check(date(2025, 7, 14), date(2026, 3, 14), 8);
        check(date(2026, 3, 3), date(2026, 3, 3), 0);
        check(date(2025, 1, 31), date(2025, 2, 27), 0);
        check(date(2025, 1, 31), date(2025, 2, 28), 1);
        check(date(2024, 2, 29), date(2025, 2, 28), 12);
    }

    #[test]
    fn values_for_a_query_string() {
        assert_eq!(encoded("North & Fylde"), "North%20%26%20Fylde");
        assert_eq!(encoded("Môn"), "M%C3%B4n");
    }
}
