//! One's own account: how often a summary comes by e-mail, and the address of one's calendar.

use askama::Template;
use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect},
};
use casework::{
    Actor, calendar_feed,
    reminder::{self, Frequency},
};
use jiff::civil::Date;

use super::{
    call::{Query, Sent},
    context::{Answer, App, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    printed,
};
use crate::clock;

type Fields = Sent<Vec<(String, String)>>;

#[derive(Template)]
#[template(path = "account/account.html")]
struct AccountPage {
    page: Page,
    form: Form,
    name: String,
    role: &'static str,
    /// Empty when there is nothing of theirs to sum up.
    frequencies: Vec<Choice>,
    has_work: bool,
    calendar_made_on: Option<Date>,
    /// The new address: shown this once.
    calendar_address: String,
}

#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    done: String,
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    let notice = match asked.done.as_str() {
        "reminders" => Some("Saved. It holds from the next summary on."),
        "calendar" => Some("Taken back. The address opens nothing any longer."),
        _ => None,
    };
    draw(&app, &actor, notice, String::new()).await
}

pub async fn choose_reminders(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Sent(sent): Fields,
) -> Answer {
    let form: Form = sent.into_iter().collect();
    if let Ok(frequency) = form.value("frequency").parse() {
        reminder::choose(&actor, &app.office, frequency).await?;
    }
    Ok(Redirect::to("/account?done=reminders").into_response())
}

/// The new address is shown in the answer itself: it is in no history and in no address.
pub async fn make_calendar(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    headers: HeaderMap,
) -> Answer {
    let token = calendar_feed::make(&actor, &app.office).await?;
    let address = format!(
        "{}calendar/{token}.ics",
        super::calendar::address(&app, &headers)
    );
    draw(&app, &actor, None, address).await
}

pub async fn withdraw_calendar(State(app): State<App>, SignedIn(actor): SignedIn) -> Answer {
    calendar_feed::withdraw(&actor, &app.office).await?;
    Ok(Redirect::to("/account?done=calendar").into_response())
}

async fn draw(app: &App, actor: &Actor, notice: Option<&str>, address: String) -> Answer {
    let mut form = Form::default();
    let chosen = reminder::choice(actor, &app.office).await?;
    let frequencies = match chosen {
        Some(chosen) => {
            form.set("frequency", chosen.code());
            Frequency::ALL
                .into_iter()
                .map(|frequency| Choice::new(frequency.code(), frequency.label()))
                .collect()
        }
        None => Vec::new(),
    };
    form.set("calendar", address.as_str());
    let made_at = calendar_feed::made_at(actor, &app.office).await?;
    let mut page = app.page(actor, "Your account", "/account");
    page.notice = notice.map(str::to_owned);
    render(&AccountPage {
        page,
        form,
        name: actor.name.clone(),
        role: actor.role.label(),
        frequencies,
        has_work: actor.worker.is_some(),
        calendar_made_on: made_at.map(clock::day_of),
        calendar_address: address,
    })
}
