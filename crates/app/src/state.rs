//! What pages and the JSON API share: the office, the clock, and the token by which somebody who is signed in is known.

use std::sync::Arc;

use axum::http::{HeaderMap, header};
use casework::Office;

use crate::clock::Clock;

/// Shared by all requests.
#[derive(Clone)]
pub struct App {
    pub office: Office,
    pub clock: Clock,
    /// Where the service is opened in a browser, without a slash at its end; empty when nobody said.
    pub public_address: Arc<str>,
    /// Shows on every page that nobody here is real.
    pub has_made_up_data: bool,
    /// The accounts of a demo, shown on the sign-in page; empty elsewhere.
    pub demo_accounts: Arc<Vec<DemoAccount>>,
}

/// An account that a demo may show to everybody.
#[derive(Debug, Clone, serde::Serialize)]
pub struct DemoAccount {
    pub role: String,
    pub email: String,
    pub password: String,
}

/// The name of the cookie that holds the session's token.
pub const SESSION_COOKIE: &str = "throughcare_session";

/// The token in the cookie, if there is one.
pub fn session_token(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(name, _)| *name == SESSION_COOKIE)
        .map(|(_, token)| token.to_owned())
}
