//! Signing in for a token, and ending its session.

use axum::Json;
use axum::extract::State;
use axum::http::request::Parts;
use casework::account;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Body, Caller, token};
use super::error::{Answer, ApiError, ErrorBody};
use crate::state::App;

#[derive(Deserialize, ToSchema)]
pub struct SignIn {
    email: String,
    password: String,
}

#[derive(Serialize, ToSchema)]
pub struct Session {
    /// Send it as `Authorization: Bearer <token>`.
    token: String,
    /// The session ends after so many seconds without use.
    ends_after_seconds: i64,
}

#[derive(Serialize, ToSchema)]
pub struct Done {
    pub done: bool,
}

/// Sign in and get a token.
#[utoipa::path(post, path = "/sign-in", tag = "session", request_body = SignIn, security(()),
    responses((status = 200, body = Session), (status = 401, body = ErrorBody), (status = 429, body = ErrorBody)))]
pub async fn sign_in(State(app): State<App>, Body(asked): Body<SignIn>) -> Answer<Session> {
    let moment = app.clock.moment();
    let token = account::sign_in(&app.office, &asked.email, &asked.password, moment).await?;
    Ok(Json(Session {
        token,
        ends_after_seconds: account::SESSION_LENGTH.as_secs(),
    }))
}

/// End the session of the token.
#[utoipa::path(post, path = "/sign-out", tag = "session",
    responses((status = 200, body = Done), (status = 401, body = ErrorBody)))]
pub async fn sign_out(State(app): State<App>, Caller(actor): Caller, parts: Parts) -> Answer<Done> {
    let token = token(&parts).ok_or_else(ApiError::not_signed_in)?;
    account::sign_out(&actor, &app.office, &token).await?;
    Ok(Json(Done { done: true }))
}
