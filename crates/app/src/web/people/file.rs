//! The list of people as CSV or XLSX, with the filters and the search of the page.

use axum::extract::State;
use casework::person::PersonSummary;
use leaving_care::{
    accommodation::AccommodationCode, activity::ActivityCode, eligibility::Category,
    in_touch::InTouchCode,
};

use super::{Asked, query};
use crate::web::{
    call::Query,
    context::{Answer, App, SignedIn},
    spreadsheet::{Cell, FileKind, Sheet, download},
};

pub async fn csv(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    let has_byte_order_mark = asked.mark != "no";
    let kind = FileKind::Csv {
        has_byte_order_mark,
    };
    file(&app, &actor, &asked, kind).await
}

pub async fn xlsx(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    file(&app, &actor, &asked, FileKind::Xlsx).await
}

async fn file(app: &App, actor: &casework::Actor, asked: &Asked, kind: FileKind) -> Answer {
    let query = query(app, actor, asked).await?;
    let list = casework::person::export(actor, &app.office, &query).await?;
    let sheet = Sheet {
        name: "People",
        columns: vec![
            "Name",
            "Date of birth",
            "Age",
            "Locality",
            "Category",
            "Activity code",
            "Activity",
            "NEET since",
            "Home code",
            "Home",
            "In touch",
            "Personal adviser",
            "As at",
        ],
        rows: list
            .people
            .iter()
            .map(|person| row(person, list.as_at))
            .collect(),
    };
    download(&sheet, kind, &format!("people-{}", list.as_at))
}

fn row(person: &PersonSummary, as_at: jiff::civil::Date) -> Vec<Cell> {
    vec![
        person.name.as_str().into(),
        person.date_of_birth.into(),
        i32::from(person.age_years).into(),
        person.locality.as_str().into(),
        person.category.map(Category::label).into(),
        person.activity.map(ActivityCode::code).into(),
        person.activity.map(ActivityCode::label).into(),
        person.neet.map(|neet| neet.since).into(),
        person.accommodation.map(|code| code.to_string()).into(),
        person.accommodation.map(AccommodationCode::label).into(),
        person.in_touch.map(InTouchCode::label).into(),
        person.personal_adviser.as_deref().unwrap_or("None").into(),
        as_at.into(),
    ]
}
