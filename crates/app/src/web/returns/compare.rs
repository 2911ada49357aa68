//! A check beside the one before it: what is new, gone and still there, rule by rule.

use askama::Template;
use axum::extract::State;
use casework::{
    Action,
    return_check::{self, Comparison},
};
use uuid::Uuid;

use super::{
    super::{
        call::Path,
        context::{Answer, App, SignedIn, render},
        layout::Page,
        printed,
    },
    Places, when,
};

#[derive(Template)]
#[template(path = "returns/compare.html")]
struct ComparePage {
    page: Page,
    places: Places,
    compared: Comparison,
    new: usize,
    gone: usize,
    still_there: usize,
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    let compared = return_check::compare(&actor, &app.office, id).await?;
    let (new, gone, still_there) = compared.totals();
    render(&ComparePage {
        page: app.page(&actor, "Since the check before", "/returns"),
        places: Places {
            id,
            current: "Since the check before",
            may_export: actor.may(Action::ExportPeople),
        },
        compared,
        new,
        gone,
        still_there,
    })
}
