//! The audit log: who did or read what, and when.

use askama::Template;
use axum::extract::State;
use casework::audit::{AuditEvent, list};
use uuid::Uuid;

use super::{
    call::Query,
    context::{Answer, App, SignedIn, render},
    form::Form,
    layout::Page,
    printed,
};
use crate::clock;

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    person: String,
}

#[derive(Template)]
#[template(path = "audit/audit.html")]
struct AuditPage {
    page: Page,
    form: Form,
    events: Vec<AuditEvent>,
}

fn when(event: &AuditEvent) -> String {
    let local = clock::local(event.at);
    format!(
        "{} {}",
        printed::short_date(&local.date()),
        local.strftime("%H:%M:%S")
    )
}

fn role(event: &AuditEvent) -> String {
    event
        .role
        .parse()
        .map_or(event.role.replace('_', " "), |role: casework::Role| {
            role.label().to_owned()
        })
}

/// The end of an id is enough to tell people apart, and says nothing about them.
fn short(person: &Uuid) -> String {
    let id = person.simple().to_string();
    id.get(id.len() - 6..).unwrap_or_default().to_owned()
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    let mut form = Form::default();
    form.set("person", asked.person.trim());
    let typed = form.value("person").to_owned();
    let person = typed.parse::<Uuid>().ok();
    if person.is_none() && !typed.is_empty() {
        form.add_error(
            "person",
            "Enter the id in the address of the person's page, or leave this empty",
        );
    }
    let events = list(&actor, &app.office, person).await?;
    render(&AuditPage {
        page: app
            .page(&actor, "Audit log", "/audit")
            .with_errors_of(&form),
        form,
        events,
    })
}
