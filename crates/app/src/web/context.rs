//! What handlers work with: the shared state, who is signed in, and how a page or a problem becomes an answer.

use askama::Template;
use axum::{
    extract::{FromRequestParts, Request},
    http::{StatusCode, header, request::Parts},
    response::{Html, IntoResponse, Redirect, Response},
};
use casework::{Action, Actor, Role};

use super::layout::{NavigationItem, Page, SignedInUser};
pub use crate::state::{App, DemoAccount, SESSION_COOKIE, session_token};

/// Somebody signed in. A handler that takes this is not reached by anybody else: they are asked to sign in and come back.
pub struct SignedIn(pub Actor);

impl FromRequestParts<App> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let token = session_token(&parts.headers);
        let actor = match token {
            Some(token) => {
                casework::account::actor_of(&app.office, &token, app.clock.moment()).await
            }
            None => Ok(None),
        };
        match actor {
            Ok(Some(actor)) => Ok(Self(actor)),
            Ok(None) => Err(to_sign_in(parts)),
            Err(error) => Err(Problem::from(error).into_response()),
        }
    }
}

/// After signing in one comes back to a page that was only read; a form that was sent is opened again with its draft.
fn to_sign_in(parts: &Parts) -> Response {
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let query: String = path
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect();
    Redirect::to(&format!("/sign-in?next={query}")).into_response()
}

impl App {
    /// The page's frame for somebody: their navigation, and where they are in it.
    pub fn page(&self, actor: &Actor, title: impl Into<String>, current: &str) -> Page {
        let mut page = Page::new(title);
        page.navigation = navigation(actor, current);
        page.user = Some(SignedInUser {
            name: actor.name.clone(),
            role: actor.role.label().to_owned(),
        });
        page.has_made_up_data = self.has_made_up_data;
        page
    }

    /// The frame for somebody who is not signed in.
    pub fn public_page(&self, title: impl Into<String>) -> Page {
        let mut page = Page::new(title);
        page.has_made_up_data = self.has_made_up_data;
        page
    }
}

/// Where a role may go.
fn navigation(actor: &Actor, current: &str) -> Vec<NavigationItem> {
    let places = [
        (
            "Home",
            "/",
            actor.person.is_none() && actor.role != Role::WorkCoach,
        ),
        ("Young people", "/partner", actor.role == Role::WorkCoach),
        (
            "Whom to call",
            "/partner/contacts",
            actor.role == Role::WorkCoach,
        ),
        ("People", "/people", actor.may(Action::ReadPeople)),
        ("Team", "/team", actor.may(Action::ReadTeam)),
        ("NEET list", "/neet", actor.may(Action::ReadPeople)),
        ("Plans", "/plans", actor.may(Action::CheckPlans)),
        (
            "Jobcentre",
            "/jobcentre",
            actor.may(Action::ReadJobcentreDirectory),
        ),
        ("Money", "/entitlements", actor.may(Action::ReadMoney)),
        (
            "Better off",
            "/better-off",
            actor.may(Action::WorkOutBetterOff),
        ),
        (
            "Measures",
            "/measures",
            actor.may(Action::ReadPublishedMeasures),
        ),
        ("Yearly return", "/returns", actor.may(Action::CheckReturn)),
        ("Protocols", "/protocols", actor.may(Action::ReadProtocols)),
        ("Imports", "/imports", actor.may(Action::Import)),
        ("Audit", "/audit", actor.may(Action::ReadAudit)),
        ("Reminders", "/reminders", actor.may(Action::ManageAccounts)),
    ];
    // A young person's own pages take the place of everybody's first one.
    let own = super::my::PLACES
        .iter()
        .map(|place| (place.label, place.href, true));
    let first = ("My page", super::my::FIRST, true);
    let own = std::iter::once(first)
        .chain(own)
        .filter(|_| actor.person.is_some());
    own.chain(places)
        .filter(|(_, _, may)| *may)
        .map(|(label, href, _)| NavigationItem {
            label: label.to_owned(),
            href: href.to_owned(),
            is_current: href == current,
        })
        .collect()
}

/// Renders a template as a page.
pub fn render(template: &impl Template) -> Answer {
    match template.render() {
        Ok(html) => Ok(Html(html).into_response()),
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            Err(Problem::Internal)
        }
    }
}

/// What a handler gives back.
pub type Answer = Result<Response, Problem>;

/// Why there is no page.
#[derive(Debug)]
pub enum Problem {
    NotAllowed,
    NotFound,
    /// What was asked cannot be done; the sentence says why.
    Refused(String),
    /// The address or the form does not hold what the page needs: no page of ours sends it so.
    Unreadable(StatusCode),
    Internal,
}

impl From<casework::Error> for Problem {
    fn from(error: casework::Error) -> Self {
        match error {
            casework::Error::NotAllowed => Self::NotAllowed,
            casework::Error::NotFound(_) => Self::NotFound,
            casework::Error::Store(error) => {
                tracing::error!(%error, "the database did not answer as it should");
                Self::Internal
            }
            casework::Error::Invalid(problems) => Self::Refused(
                problems
                    .first()
                    .map_or_else(String::new, |problem| problem.message.clone()),
            ),
            error => Self::Refused(error.to_string()),
        }
    }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    page: Page,
    text: String,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, title, text) = match self {
            Self::NotAllowed => (
                StatusCode::FORBIDDEN,
                "You cannot open this page",
                "Your role does not include it. If you need it for your work, ask your manager."
                    .to_owned(),
            ),
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                "There is nothing here",
                "Check the address, or go to the first page and look from there.".to_owned(),
            ),
            Self::Refused(why) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "This could not be done",
                why,
            ),
            Self::Unreadable(StatusCode::PAYLOAD_TOO_LARGE) => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "This is too large",
                "More was sent than can be taken at once. Send less, or in parts.".to_owned(),
            ),
            Self::Unreadable(status) => (
                status,
                "This could not be read",
                "Something in the address or in the form is not what this page needs. Go back, look at what was typed, and try again."
                    .to_owned(),
            ),
            Self::Internal => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "Something went wrong here",
                "Nothing was lost: what you had recorded is safe. Try again in a moment."
                    .to_owned(),
            ),
        };
        let page = ProblemPage {
            page: Page::new(title),
            text,
        };
        match page.render() {
            Ok(html) => (status, Html(html)).into_response(),
            Err(_) => status.into_response(),
        }
    }
}

/// Refuses forms sent from another site: browsers say where a form comes from.
pub fn is_from_elsewhere(request: &Request) -> bool {
    let headers = request.headers();
    if let Some(site) = headers.get("sec-fetch-site") {
        return site != "same-origin" && site != "none";
    }
    match (headers.get(header::ORIGIN), headers.get(header::HOST)) {
        (Some(origin), Some(host)) => {
            let origin = origin.to_str().unwrap_or_default();
            let host = host.to_str().unwrap_or_default();
            origin
                .split_once("://")
                .is_none_or(|(_, origin_host)| origin_host != host)
        }
        _ => false,
    }
}
