//! Signing in and out.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use casework::{Error, account};

use super::{
    call::{Query, Sent},
    context::{Answer, App, DemoAccount, Problem, SESSION_COOKIE, SignedIn, render, session_token},
    form::Form,
    layout::Page,
};

#[derive(Template)]
#[template(path = "sign_in/sign_in.html")]
struct SignInPage {
    page: Page,
    form: Form,
    demo_accounts: Vec<DemoAccount>,
}

#[derive(serde::Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

pub async fn show(State(app): State<App>, Query(asked): Query<Next>) -> Answer {
    let mut form = Form::default();
    form.set("next", asked.next);
    render(&page(&app, form))
}

pub async fn sign_in(State(app): State<App>, Sent(sent): Sent<Vec<(String, String)>>) -> Answer {
    // A password may begin or end with a space, so it is taken as it was sent.
    let password = sent
        .iter()
        .find(|(name, _)| name == "password")
        .map(|(_, password)| password.clone())
        .unwrap_or_default();
    let mut form: Form = sent.into_iter().collect();
    let Some(email) = form.required("email", "your e-mail address") else {
        return refused(&app, form);
    };
    match account::sign_in(&app.office, &email, &password, app.clock.moment()).await {
        Ok(token) => Ok((
            [(
                header::SET_COOKIE,
                cookie(&token, casework::draft::RESCUED_FOR.as_secs()),
            )],
            Redirect::to(own_path(form.value("next"))),
        )
            .into_response()),
        Err(error @ (Error::SignInFailed | Error::Locked { .. })) => {
            form.add_error("email", error.to_string());
            refused(&app, form)
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn sign_out(
    State(app): State<App>,
    headers: HeaderMap,
    SignedIn(actor): SignedIn,
) -> Result<Response, Problem> {
    if let Some(token) = session_token(&headers) {
        account::sign_out(&actor, &app.office, &token).await?;
    }
    Ok((
        [(header::SET_COOKIE, cookie("", 0))],
        Redirect::to("/sign-in"),
    )
        .into_response())
}

fn page(app: &App, form: Form) -> SignInPage {
    SignInPage {
        page: app.public_page("Sign in").with_errors_of(&form),
        form,
        demo_accounts: app.demo_accounts.to_vec(),
    }
}

fn refused(app: &App, form: Form) -> Answer {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page(app, form))?).into_response())
}

/// Outlives the session, which the service ends: so a form that is sent too late is still known to be somebody's.
/// Read by no script, sent to no other site. `Secure` is left to the proxy that ends TLS: browsers take it as given on localhost.
fn cookie(token: &str, seconds: i64) -> String {
    format!("{SESSION_COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}")
}

/// Only a path of this service is gone to after signing in. Browsers leave out tabs and line ends, so that "/<tab>/elsewhere" would be
/// another site.
fn own_path(next: &str) -> &str {
    let is_odd = |character: char| character == '\\' || character.is_control();
    let is_own = next.starts_with('/') && !next.starts_with("//") && !next.contains(is_odd);
    if is_own { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn nobody_is_sent_to_another_site() {
        let check = |next: &str, expected: &str| assert_eq!(own_path(next), expected);
        check("/people?search=a", "/people?search=a");
        check("", "/");
        check("//elsewhere.example", "/");
        check("https://elsewhere.example", "/");
        check("/\\elsewhere.example", "/");
        check("/a\r\nSet-Cookie: b", "/");
        check("/\t/elsewhere.example", "/");
    }
}
