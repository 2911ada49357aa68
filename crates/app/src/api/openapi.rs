//! The description of the API as an OpenAPI 3.1 document, made from the handlers themselves.

use axum::Json;
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{
    better_off, contact, duty, entitlement, event, history, import, jobcentre, jobcentre_directory,
    measure, neet, partner, pathway_plan, person, person_change, protocol, return_check, sign_in,
    spell, team,
};
use crate::state::SESSION_COOKIE;

#[derive(OpenApi)]
#[openapi(
    info(title = "Throughcare", description = "The same actions as the pages, under the same permissions, for programs.", license(name = "MIT", identifier = "MIT")),
    servers((url = "/api/v1")),
    paths(
        sign_in::sign_in,
        sign_in::sign_out,
        person::list,
        person::search,
        person::show,
        person_change::add,
        person_change::change,
        history::show,
        spell::record,
        spell::correct,
        spell::withdraw,
        contact::list,
        contact::record,
        contact::correct,
        contact::withdraw,
        duty::of_person,
        duty::work,
        event::list,
        event::record,
        event::correct,
        event::withdraw,
        entitlement::of_person,
        entitlement::award,
        entitlement::take_back,
        entitlement::pay,
        entitlement::overview,
        entitlement::payments,
        entitlement::release,
        entitlement::export,
        entitlement::outcome,
        entitlement::withdraw,
        entitlement::record_return,
        entitlement::take_file,
        better_off::fill_in,
        better_off::work_out,
        better_off::keep,
        better_off::list,
        better_off::open,
        jobcentre::show,
        jobcentre::record,
        jobcentre::correct,
        jobcentre::withdraw,
        jobcentre_directory::show,
        jobcentre_directory::record,
        jobcentre_directory::correct,
        jobcentre_directory::confirm,
        jobcentre_directory::take_out,
        partner::list,
        partner::show,
        team::board,
        team::waiting,
        team::overdue,
        team::steadiness,
        neet::list,
        pathway_plan::of_person,
        pathway_plan::show,
        pathway_plan::history,
        measure::list,
        measure::ask,
        measure::people,
        measure::table,
        import::list,
        import::upload,
        import::waiting,
        import::confirm,
        return_check::list,
        return_check::start,
        return_check::show,
        return_check::rows,
        return_check::compare,
        return_check::note,
        return_check::agree,
        return_check::withdraw,
        return_check::sign_off,
        return_check::tasks,
        protocol::list,
        protocol::show,
        protocol::preview,
        protocol::decide,
        protocol::take_back,
        protocol::agreements,
    ),
    security(("bearer" = []), ("cookie" = [])),
    modifiers(&Sessions)
)]
struct Api;

/// The two ways of showing who calls.
struct Sessions;

impl Modify for Sessions {
    fn modify(&self, document: &mut Document) {
        let components = document.components.get_or_insert_default();
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
        let cookie = ApiKey::Cookie(ApiKeyValue::new(SESSION_COOKIE));
        components.add_security_scheme("cookie", SecurityScheme::ApiKey(cookie));
    }
}

/// The document.
pub fn document() -> Document {
    Api::openapi()
}

pub async fn show() -> Json<Document> {
    Json(document())
}
