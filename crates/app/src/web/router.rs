//! The table of contents: every address of the service.

use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, Request},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use tower_http::{compression::CompressionLayer, set_header::SetResponseHeaderLayer};

use super::{
    account, assets, audit, better_off, calendar, caseload, check_page,
    context::{App, Problem, is_from_elsewhere},
    duty, entitlements, home, imports,
    layout::CONTENT_SECURITY_POLICY,
    measures, my, neet, pathway_plan, people, person, protocols, returns, sign_in,
};

/// The largest form or file that is taken in one request.
const LARGEST_BODY: usize = 64 * 1024 * 1024;

/// The whole service.
pub fn router(app: App) -> Router {
    let fixed = |name, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    Router::new()
        .route("/", get(home::show))
        .route("/sign-in", get(sign_in::show).post(sign_in::sign_in))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/neet", get(neet::show))
        .route("/neet.csv", get(neet::csv))
        .route("/neet.xlsx", get(neet::xlsx))
        .route("/measures", get(measures::list))
        .route("/measures/table", get(measures::table))
        .route("/measures/{id}", get(measures::show))
        .route("/measures/{id}/people", get(measures::people))
        .route("/measures/{id}/target", post(measures::set_target))
        .route("/imports", get(imports::list).post(imports::upload))
        .route("/imports/waiting/{id}", get(imports::waiting))
        .route("/imports/waiting/{id}/confirm", post(imports::confirm))
        .route(
            "/imports/waiting/{id}/findings.csv",
            get(imports::download_waiting),
        )
        .route("/imports/{id}", get(imports::show))
        .route("/imports/{id}/findings.csv", get(imports::download))
        .route("/audit", get(audit::show))
        .merge(people_pages())
        .merge(money_pages())
        .merge(own_pages())
        .merge(return_pages())
        .merge(better_off_pages())
        .merge(person::jobcentre::routes())
        .merge(plan_pages())
        .merge(jobcentre_pages())
        .merge(partner_pages())
        .merge(team_pages())
        .merge(protocol_pages())
        .route("/check", get(check_page::show))
        .route("/health", get(|| async { "ok" }))
        .nest("/api/v1", crate::api::routes())
        .fallback(|| async { Problem::NotFound })
        .with_state(app)
        .layer(fixed(header::CACHE_CONTROL, "no-store"))
        .merge(assets::routes())
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn(refuse_forms_from_elsewhere))
        .layer(fixed(
            header::CONTENT_SECURITY_POLICY,
            CONTENT_SECURITY_POLICY,
        ))
        .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(fixed(header::X_FRAME_OPTIONS, "DENY"))
        .layer(fixed(header::REFERRER_POLICY, "same-origin"))
        .layer(CompressionLayer::new())
}

/// The list of people, and everything about one person.
fn people_pages() -> Router<App> {
    use person::{conflict, contacts, details, duties, history, spell_drafts, spells, withdraw};
    Router::new()
        .route("/people", get(people::list))
        .route("/people.csv", get(people::file::csv))
        .route("/people.xlsx", get(people::file::xlsx))
        .route("/people/search", post(people::search))
        .route("/people/views", post(people::save_view))
        .route("/people/views/remove", post(people::remove_view))
        .route("/people/add", get(people::add::form).post(people::add::add))
        .route("/people/{id}", get(person::show))
        .route("/people/{id}/history", get(history::show))
        .route(
            "/people/{id}/change",
            get(details::form).post(details::change),
        )
        .route("/people/{id}/contacts", get(contacts::list))
        .route(
            "/people/{id}/contacts/add",
            get(contacts::form).post(contacts::record),
        )
        .route("/people/{id}/contacts/draft", post(contacts::keep_draft))
        .route(
            "/people/{id}/contacts/draft/discard",
            post(contacts::discard_draft),
        )
        .route("/people/{id}/duties", get(duties::show))
        .route(
            "/people/{id}/duties/excuse",
            get(duty::excuse::form).post(duty::excuse::excuse),
        )
        .merge(contact_pages())
        .merge(event_pages())
        .route(
            "/people/{id}/spells/{kind}/add",
            get(spells::add_form).post(spells::add),
        )
        .route(
            "/people/{id}/spells/{kind}/add/draft",
            post(spell_drafts::keep_new_draft),
        )
        .route(
            "/people/{id}/spells/{kind}/add/draft/discard",
            post(spell_drafts::discard_new_draft),
        )
        .route(
            "/spells/{id}/correct",
            get(spells::correct_form).post(spells::correct),
        )
        .route(
            "/spells/{id}/correct/draft",
            post(spell_drafts::keep_correction_draft),
        )
        .route(
            "/spells/{id}/correct/draft/discard",
            post(spell_drafts::discard_correction_draft),
        )
        .route("/spells/{id}/keep-theirs", post(conflict::keep_theirs))
        .route(
            "/spells/{id}/withdraw",
            get(withdraw::form).post(withdraw::withdraw),
        )
}

/// The team, its cover and its forecast; one's own account and calendar; what became of reminders.
fn team_pages() -> Router<App> {
    use caseload::{cover, forecast, lists, pass_on, reminders};
    Router::new()
        .route("/team", get(caseload::board))
        .route("/team/limit", post(caseload::set_limit))
        .route("/team/unallocated", get(lists::unallocated))
        .route("/team/overdue", get(lists::overdue))
        .route("/team/steadiness", get(lists::steadiness))
        .route("/team/cover", get(cover::list).post(cover::record))
        .route(
            "/team/cover/{id}",
            get(cover::change_form).post(cover::change),
        )
        .route("/team/cover/{id}/withdraw", post(cover::withdraw))
        .route(
            "/team/pass-on",
            get(pass_on::ask_form).post(pass_on::pass_on),
        )
        .route("/team/pass-on/proposal", post(pass_on::propose))
        .route(
            "/team/pass-on/{id}/take-back",
            get(pass_on::take_back_form).post(pass_on::take_back),
        )
        .route("/team/forecast", get(forecast::show))
        .route("/team/forecast/people", get(forecast::people))
        .route("/reminders", get(reminders::show))
        .route("/account", get(account::show))
        .route("/account/reminders", post(account::choose_reminders))
        .route("/account/calendar", post(account::make_calendar))
        .route(
            "/account/calendar/withdraw",
            post(account::withdraw_calendar),
        )
        .route(
            "/calendar/{file}",
            get(calendar::show).layer(Extension(calendar::Limits::default())),
        )
}

/// The protocol with the Jobcentre, the council's side: directory, sessions, lists to share, figures, and what was shared.
fn jobcentre_pages() -> Router<App> {
    use super::jobcentre::{
        csv, disclosures, entry, figures, invitations, lists, sessions, settings, show,
    };
    Router::new()
        .route("/jobcentre", get(show))
        .route("/jobcentre/directory.csv", get(csv))
        .route("/jobcentre/confirm", post(entry::confirm))
        .route(
            "/jobcentre/entries/add",
            get(entry::add_form).post(entry::add),
        )
        .route(
            "/jobcentre/entries/{id}",
            get(entry::show).post(entry::correct),
        )
        .route("/jobcentre/entries/{id}/take-out", post(entry::take_out))
        .route("/jobcentre/entries/{id}/sign-in", post(entry::sign_in))
        .route("/jobcentre/settings", get(settings::show))
        .route(
            "/jobcentre/settings/districts",
            post(settings::set_districts),
        )
        .route("/jobcentre/settings/numbers", post(settings::set_number))
        .route("/jobcentre/sessions", get(sessions::list))
        .route(
            "/jobcentre/sessions/add",
            get(sessions::form).post(sessions::record),
        )
        .route(
            "/jobcentre/sessions/{id}/withdraw",
            get(sessions::withdraw_form).post(sessions::withdraw),
        )
        .route("/jobcentre/invitations", get(invitations::list))
        .route("/jobcentre/lists", get(lists::show))
        .route("/jobcentre/lists/file", post(lists::file))
        .route("/jobcentre/disclosures", get(disclosures::show))
        .route("/people/{id}/disclosures", get(disclosures::of_person))
        .route("/jobcentre/figures", get(figures::show))
        .route("/jobcentre/figures/{id}", get(figures::cases))
}

/// The same protocol, the Jobcentre's side: what a work coach sees and records.
fn partner_pages() -> Router<App> {
    use super::partner::{confirm, contacts, correct, list, record, show};
    Router::new()
        .route("/partner", get(list))
        .route("/partner/contacts", get(contacts))
        .route("/partner/contacts/confirm", post(confirm))
        .route("/partner/people/{id}", get(show))
        .route(
            "/partner/people/{id}/steps/{version}/correct",
            get(correct::form).post(correct::correct),
        )
        .route(
            "/partner/people/{id}/steps/{version}/withdraw",
            get(correct::withdraw_form).post(correct::withdraw),
        )
        .route(
            "/partner/people/{id}/record/{what}",
            get(record::form).post(record::record),
        )
}

/// Plans of a person and of the service, the readiness list and the education plan.
fn plan_pages() -> Router<App> {
    use pathway_plan::{education, marks, own, plan, readiness, section, sign_off, team};
    Router::new()
        .route("/plans", get(team::show))
        .route("/plans/readiness", get(readiness::team))
        .route("/people/{id}/plan", get(pathway_plan::show))
        .route("/people/{id}/plan/begin", post(pathway_plan::begin))
        .route(
            "/people/{id}/plan/review",
            post(pathway_plan::request_review),
        )
        .route("/actions/{id}/outcome", post(pathway_plan::outcome))
        .route("/plans/{id}", get(plan::show))
        .route("/plans/{id}/print", get(plan::print))
        .route("/plans/{id}/compare", get(plan::compare))
        .route(
            "/plans/{id}/parts/{head}",
            get(section::form).post(section::save),
        )
        .route("/plans/{id}/parts/{head}/draft", post(section::keep_draft))
        .route(
            "/plans/{id}/parts/{head}/draft/discard",
            post(section::discard_draft),
        )
        .route(
            "/plans/{id}/sign-off",
            get(sign_off::form).post(sign_off::sign_off),
        )
        .route("/plans/{id}/check", post(marks::check))
        .route("/plans/{id}/comment", post(marks::comment))
        .route("/plans/{id}/copy", post(marks::give_copy))
        .route("/plans/{id}/take-back", post(marks::take_back))
        .route(
            "/people/{id}/readiness",
            get(readiness::show).post(readiness::went_through),
        )
        .route(
            "/people/{id}/readiness/{item}",
            get(readiness::item_form).post(readiness::answer),
        )
        .route(
            "/people/{id}/education-plan/add",
            get(education::form).post(education::record),
        )
        .route(
            "/education-steps/{id}/withdraw",
            get(education::withdraw_form).post(education::withdraw),
        )
        .route("/my/plan", get(own::show).post(own::say))
        .route("/my/plan/review", post(own::request_review))
}

/// Would I be better off? For a person, for anybody, and what was kept.
fn better_off_pages() -> Router<App> {
    use better_off::{drafts, form_page, saved};
    Router::new()
        .route(
            "/people/{id}/better-off",
            get(form_page::show_for_person).post(form_page::send_for_person),
        )
        .route("/better-off", get(form_page::show).post(form_page::send))
        .route("/better-off/draft", post(drafts::keep_draft))
        .route("/better-off/draft/discard", post(drafts::discard_draft))
        .route(
            "/people/{id}/better-off/draft",
            post(drafts::keep_draft_for_person),
        )
        .route(
            "/people/{id}/better-off/draft/discard",
            post(drafts::discard_draft_for_person),
        )
        .route("/better-off/changed", get(saved::changed))
        .route("/better-off/runs/{id}", get(saved::open))
        .route("/better-off/runs/{id}/again", get(saved::again))
        .route("/better-off/runs/{id}/letter", get(saved::letter))
}

/// Putting a contact right.
fn contact_pages() -> Router<App> {
    use person::contact_corrections::{
        correct, discard_draft, form, keep_draft, keep_theirs, withdraw, withdraw_form,
    };
    Router::new()
        .route("/contacts/{id}/correct", get(form).post(correct))
        .route("/contacts/{id}/correct/draft", post(keep_draft))
        .route("/contacts/{id}/correct/draft/discard", post(discard_draft))
        .route("/contacts/{id}/keep-theirs", post(keep_theirs))
        .route("/contacts/{id}/withdraw", get(withdraw_form).post(withdraw))
}

/// Steps that happened on one day.
fn event_pages() -> Router<App> {
    use person::{
        event_corrections::{
            correct, discard_draft, form, keep_draft, keep_theirs, withdraw, withdraw_form,
        },
        events,
    };
    Router::new()
        .route(
            "/people/{id}/events/add",
            get(events::form).post(events::record),
        )
        .route("/people/{id}/events/draft", post(events::keep_draft))
        .route(
            "/people/{id}/events/draft/discard",
            post(events::discard_draft),
        )
        .route("/events/{id}/correct", get(form).post(correct))
        .route("/events/{id}/correct/draft", post(keep_draft))
        .route("/events/{id}/correct/draft/discard", post(discard_draft))
        .route("/events/{id}/keep-theirs", post(keep_theirs))
        .route("/events/{id}/withdraw", get(withdraw_form).post(withdraw))
}

/// The yearly return: handing it in, its ledger, its findings, reasons and sign-off.
fn return_pages() -> Router<App> {
    use returns::{
        agree, child, children, compare, csv, find_child, finding, ledger, list, note, of_rule,
        rows, sign_off, sign_off_form, start, withdraw, xlsx,
    };
    Router::new()
        .route(
            "/returns",
            get(list)
                .post(start)
                .layer(DefaultBodyLimit::max(crate::return_upload::LARGEST)),
        )
        .route("/returns/{id}", get(ledger))
        .route("/returns/{id}/rules/{code}", get(of_rule))
        .route("/returns/{id}/rows", get(rows))
        .route("/returns/{id}/rows/{row}/{code}", get(finding))
        .route("/returns/{id}/rows/{row}/{code}/note", post(note))
        .route("/returns/{id}/rows/{row}/{code}/agree", post(agree))
        .route("/returns/{id}/rows/{row}/{code}/withdraw", post(withdraw))
        .route("/returns/{id}/children", get(children).post(find_child))
        .route("/returns/{id}/children/{row}", get(child))
        .route("/returns/{id}/compare", get(compare))
        .route("/returns/{id}/sign-off", get(sign_off_form).post(sign_off))
        .route("/returns/{id}/findings.csv", get(csv))
        .route("/returns/{id}/findings.xlsx", get(xlsx))
}

/// A young person's own pages: no address names anybody.
fn own_pages() -> Router<App> {
    use my::{better_off, money};
    Router::new()
        .route("/my", get(my::show))
        .route("/my/money", get(money::show))
        .route(
            "/my/better-off",
            get(better_off::show).post(better_off::send),
        )
}

/// Money: what somebody is entitled to, awards, and the way of a payment.
fn money_pages() -> Router<App> {
    use entitlements::{payments, settings};
    use person::{award, money};
    Router::new()
        .route("/people/{id}/money", get(money::show))
        .route("/people/{id}/money/statement", get(money::statement))
        .route(
            "/people/{id}/money/award/{entitlement}",
            get(award::award_form).post(award::award),
        )
        .route("/awards/{id}/pay", get(award::pay_form).post(award::pay))
        .route(
            "/awards/{id}/take-back",
            get(award::take_back_form).post(award::take_back),
        )
        .route("/entitlements", get(entitlements::show))
        .route("/entitlements/{id}/people", get(entitlements::people))
        .route("/entitlements/payments", get(payments::list))
        .route("/entitlements/payments/release", post(payments::release))
        .route("/entitlements/payments/export", post(payments::export))
        .route("/entitlements/payments/paid", post(payments::paid))
        .route("/entitlements/exports/{id}", get(payments::show_export))
        .route("/entitlements/exports/{id}/file", post(payments::take_file))
        .route("/payments/{id}", get(payments::show))
        .route("/payments/{id}/withdraw", post(payments::withdraw))
        .route("/payments/{id}/outcome", post(payments::outcome))
        .route("/payments/{id}/return", post(payments::record_return))
        .route("/entitlements/settings", get(settings::list))
        .route(
            "/entitlements/settings/add",
            get(settings::form).post(settings::set),
        )
        .route(
            "/entitlements/settings/{id}/withdraw",
            get(settings::withdraw_form).post(settings::withdraw),
        )
}

/// Protocols, decisions about them, and agreements with partners.
fn protocol_pages() -> Router<App> {
    use protocols::{agreement, agreement_steps, decide, duty, text, versions};
    Router::new()
        .route("/protocols", get(protocols::list))
        .route("/protocols/new", get(text::new_form).post(text::send_new))
        .route("/protocols/new/draft", post(text::keep_new_draft))
        .route(
            "/protocols/new/draft/discard",
            post(text::discard_new_draft),
        )
        .route("/protocols/{id}", get(protocols::show))
        .route("/protocols/{id}/text", get(text::form).post(text::send))
        .route("/protocols/{id}/text/draft", post(text::keep_draft))
        .route(
            "/protocols/{id}/text/draft/discard",
            post(text::discard_draft),
        )
        .route(
            "/protocols/{id}/duties/{duty}",
            get(duty::form).post(duty::send),
        )
        .route("/protocols/{id}/preview", get(decide::preview))
        .route("/protocols/{id}/decide", post(decide::decide))
        .route("/protocols/{id}/versions", get(versions::list))
        .route("/protocols/{id}/compare", get(versions::compare))
        .route(
            "/protocols/{id}/decisions/{decision}/take-back",
            get(decide::take_back_form).post(decide::take_back),
        )
        .route(
            "/agreements/new",
            get(agreement::new_form).post(agreement::record),
        )
        .route("/agreements/{id}", get(agreement::show))
        .route(
            "/agreements/{id}/change",
            get(agreement::change_form).post(agreement::change),
        )
        .route(
            "/agreements/{id}/withdraw",
            get(agreement::withdraw_form).post(agreement::withdraw),
        )
        .route(
            "/agreements/{id}/steps/{step}",
            get(agreement_steps::form).post(agreement_steps::send),
        )
        .route(
            "/agreements/{id}/steps/{step}/{thing}",
            get(agreement_steps::form_about).post(agreement_steps::send_about),
        )
}

async fn refuse_forms_from_elsewhere(request: Request, next: Next) -> Response {
    let changes_something = !matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if changes_something && is_from_elsewhere(&request) {
        return (
            StatusCode::FORBIDDEN,
            "This form was sent from another site.",
        )
            .into_response();
    }
    next.run(request).await
}
