//! The JSON API under `/api/v1`: the same actions as the pages, for programs. It never calls a page, and no page calls it.

mod better_off;
mod call;
mod contact;
mod duty;
mod entitlement;
mod error;
mod event;
mod history;
mod import;
mod jobcentre;
mod jobcentre_directory;
mod measure;
mod neet;
mod openapi;
mod partner;
mod pathway_plan;
mod person;
mod person_change;
mod protocol;
mod return_check;
mod sign_in;
mod spell;
mod team;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::state::App;
use error::ApiError;

pub use history::History;
pub use openapi::document;

/// Every address below `/api/v1`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/openapi.json", get(openapi::show))
        .route("/sign-in", post(sign_in::sign_in))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/people", get(person::list).post(person_change::add))
        .route("/people/search", post(person::search))
        .route("/people/{id}", get(person::show))
        .route("/people/{id}/details", post(person_change::change))
        .route("/people/{id}/history", get(history::show))
        .route("/people/{id}/spells", post(spell::record))
        .route(
            "/people/{id}/contacts",
            get(contact::list).post(contact::record),
        )
        .route("/better-off", post(better_off::work_out))
        .route("/better-off/sums/{id}", get(better_off::open))
        .route("/people/{id}/better-off", get(better_off::fill_in))
        .route(
            "/people/{id}/better-off/sums",
            get(better_off::list).post(better_off::keep),
        )
        .route("/people/{id}/duties", get(duty::of_person))
        .route("/work", get(duty::work))
        .route("/people/{id}/events", get(event::list).post(event::record))
        .route("/events/{id}/correct", post(event::correct))
        .route("/events/{id}/withdraw", post(event::withdraw))
        .route("/people/{id}/jobcentre", get(jobcentre::show))
        .route("/people/{id}/jobcentre/steps", post(jobcentre::record))
        .route(
            "/jobcentre-steps/{version}/correct",
            post(jobcentre::correct),
        )
        .route(
            "/jobcentre-steps/{version}/withdraw",
            post(jobcentre::withdraw),
        )
        .route("/people/{id}/plans", get(pathway_plan::of_person))
        .route("/people/{id}/plans/history", get(pathway_plan::history))
        .route("/plans/{id}", get(pathway_plan::show))
        .route("/people/{id}/entitlements", get(entitlement::of_person))
        .route("/people/{id}/awards", post(entitlement::award))
        .route("/awards/{id}/take-back", post(entitlement::take_back))
        .route("/awards/{id}/payments", post(entitlement::pay))
        .route("/entitlements", get(entitlement::overview))
        .route("/payments", get(entitlement::payments))
        .route("/payments/release", post(entitlement::release))
        .route("/payments/export", post(entitlement::export))
        .route("/payments/outcome", post(entitlement::outcome))
        .route("/payments/{id}/withdraw", post(entitlement::withdraw))
        .route("/payments/{id}/return", post(entitlement::record_return))
        .route("/payment-files/{id}/take", post(entitlement::take_file))
        .route("/spells/{id}/correct", post(spell::correct))
        .route("/spells/{id}/withdraw", post(spell::withdraw))
        .route("/contacts/{id}/correct", post(contact::correct))
        .route("/contacts/{id}/withdraw", post(contact::withdraw))
        .route("/neet", get(neet::list))
        .route("/measures", get(measure::list))
        .route("/measures/table", get(measure::table))
        .route("/measures/{id}", get(measure::ask))
        .route("/measures/{id}/people", get(measure::people))
        .route("/imports", get(import::list).post(import::upload))
        .route("/imports/waiting/{id}", get(import::waiting))
        .route("/imports/waiting/{id}/confirm", post(import::confirm))
        .merge(jobcentre_of_all())
        .merge(returns())
        .merge(protocols())
        .fallback(|| async { ApiError::not_found() })
        .method_not_allowed_fallback(|| async { ApiError::wrong_method() })
}

/// The Jobcentre directory, a work coach's own side, and the team.
fn jobcentre_of_all() -> Router<App> {
    use jobcentre_directory::{confirm, correct, record, show, take_out};
    Router::new()
        .route("/jobcentre/directory", get(show).post(record))
        .route("/jobcentre/directory/{id}/correct", post(correct))
        .route("/jobcentre/directory/{id}/confirm", post(confirm))
        .route("/jobcentre/directory/{id}/take-out", post(take_out))
        .route("/partner/people", get(partner::list))
        .route("/partner/people/{id}", get(partner::show))
        .route("/team", get(team::board))
        .route("/team/waiting", get(team::waiting))
        .route("/team/overdue", get(team::overdue))
        .route("/team/steadiness", get(team::steadiness))
}

/// Protocols, decisions about them, and agreements.
fn protocols() -> Router<App> {
    use protocol::{agreements, decide, list, preview, show, take_back};
    Router::new()
        .route("/protocols", get(list))
        .route("/protocols/{id}", get(show))
        .route("/protocols/{id}/preview", post(preview))
        .route("/protocols/{id}/decisions", post(decide))
        .route("/protocols/decisions/{id}/take-back", post(take_back))
        .route("/agreements", get(agreements))
}

/// The yearly return.
fn returns() -> Router<App> {
    use return_check::{agree, compare, list, note, rows, show, sign_off, start, tasks, withdraw};
    let largest = DefaultBodyLimit::max(crate::return_upload::LARGEST);
    Router::new()
        .route("/returns", get(list).post(start).layer(largest))
        .route("/returns/{id}", get(show))
        .route("/returns/{id}/rows", get(rows))
        .route("/returns/{id}/compare", get(compare))
        .route("/returns/{id}/reasons", post(note))
        .route("/returns/{id}/sign-off", post(sign_off))
        .route("/returns/reasons/{id}/agree", post(agree))
        .route("/returns/reasons/{id}/withdraw", post(withdraw))
        .route("/people/{id}/return-tasks", get(tasks))
}
