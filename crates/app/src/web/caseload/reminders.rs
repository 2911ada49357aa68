//! What became of reminders by e-mail, for whoever looks after the service: which wait, and what the mail server said.

use askama::Template;
use axum::extract::State;
use casework::reminder::{self, Waiting};
use jiff::Timestamp;

use crate::{
    clock,
    web::{
        context::{Answer, App, SignedIn, render},
        layout::Page,
        printed,
    },
};

const SHOWN: u32 = 200;

#[derive(Template)]
#[template(path = "caseload/reminders.html")]
struct RemindersPage {
    page: Page,
    reminders: Vec<Waiting>,
}

impl RemindersPage {
    fn waiting(&self) -> usize {
        self.reminders
            .iter()
            .filter(|reminder| reminder.ended_at.is_none())
            .count()
    }
}

/// "3 March 2026, 7:02".
fn time(moment: &Timestamp) -> String {
    let local = clock::local(*moment);
    format!(
        "{}, {}:{:02}",
        printed::short_date(&local.date()),
        local.hour(),
        local.minute()
    )
}

pub async fn show(State(app): State<App>, SignedIn(actor): SignedIn) -> Answer {
    let reminders = reminder::waiting(&actor, &app.office, SHOWN).await?;
    render(&RemindersPage {
        page: app.page(&actor, "Reminders by e-mail", "/reminders"),
        reminders,
    })
}
