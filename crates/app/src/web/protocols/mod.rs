//! Protocols: which hold and in whose words, what each asks for, and the agreements with partners.

pub mod agreement;
pub mod agreement_steps;
pub mod decide;
pub mod duty;
pub mod text;
pub mod versions;
mod words;

use askama::Template;
use axum::extract::State;
use casework::{
    Action, Actor,
    person::{View, parse_day},
    protocol::{self, Decision, Opened, Overview, Standing, StandingAgreement},
};
use jiff::{Timestamp, civil::Date};
use leaving_care::duty::Definition;

use super::{
    call::{Path, Query},
    context::{Answer, App, Problem, SignedIn, render},
    layout::Page,
    person::draft,
    printed,
};
use crate::clock;
use words::{Told, told};

#[derive(Template)]
#[template(path = "protocols/list.html")]
struct ListPage {
    page: Page,
    today: Date,
    as_at: Date,
    known_at: Option<Date>,
    overviews: Vec<Overview>,
    agreements: Vec<StandingAgreement>,
    may_change: bool,
}

#[derive(Template)]
#[template(path = "protocols/show.html")]
struct ProtocolPage {
    page: Page,
    opened: Opened,
    told: Vec<Told>,
    switched_off: Vec<&'static Definition>,
    as_at: Date,
    known_at: Option<Date>,
    is_now: bool,
    may_change: bool,
    /// When a draft of the reader's was kept.
    draft: Option<String>,
}

/// A look back: what held on a day, as it was known at the end of another.
#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    as_at: String,
    #[serde(default)]
    known: String,
    #[serde(default)]
    done: String,
}

impl Asked {
    fn view(&self, actor: &Actor) -> Result<(View, Option<Date>), Problem> {
        let day = |text: &str| {
            if text.trim().is_empty() {
                return Ok(None);
            }
            let found = parse_day(text);
            found.map(Some).ok_or_else(|| {
                Problem::Refused("A day is written like 3/11/2025. Go back and look at it.".into())
            })
        };
        let (as_at, known_at) = (day(&self.as_at)?, day(&self.known)?);
        let view = View {
            as_at: as_at.unwrap_or(actor.moment.today),
            known_at: known_at.map(clock::end_of),
        };
        Ok((view, known_at))
    }
}

pub async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    let (view, known_at) = asked.view(&actor)?;
    let overviews = protocol::list(&actor, &app.office, view).await?;
    let agreements = protocol::agreements(&actor, &app.office).await?;
    let mut page = app.page(&actor, "Protocols", "/protocols");
    page.notice = notice(&asked.done);
    render(&ListPage {
        page,
        today: actor.moment.today,
        as_at: view.as_at,
        known_at,
        overviews,
        agreements,
        may_change: actor.may(Action::ChangeProtocols),
    })
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (view, known_at) = asked.view(&actor)?;
    let opened = protocol::open(&actor, &app.office, &id, view).await?;
    let may_change = actor.may(Action::ChangeProtocols);
    let draft = if may_change {
        casework::draft::find(&actor, &app.office, &draft_key(&id)).await?
    } else {
        None
    };
    let mut page = app.page(
        &actor,
        opened.overview.protocol.title.as_str(),
        "/protocols",
    );
    page.notice = notice(&asked.done);
    render(&ProtocolPage {
        page,
        told: told(
            &opened.overview.protocol,
            opened.overview.is_law(),
            opened.shipped,
        ),
        switched_off: opened.switched_off(),
        opened,
        as_at: view.as_at,
        known_at,
        is_now: view.as_at == actor.moment.today && view.known_at.is_none(),
        may_change,
        draft: draft.map(|(_, at)| format!("{}, {}", draft::day(at), draft::time(at))),
    })
}

fn notice(done: &str) -> Option<String> {
    let words = match done {
        "adopted" => "Decided. What is due follows from it at once.",
        "taken_back" => "Taken back. What stood before stands again.",
        "discarded" => "Draft thrown away.",
        "agreement" => "Agreement saved.",
        "withdrawn" => "Agreement withdrawn.",
        _ => return None,
    };
    Some(words.to_owned())
}

/// Under which name somebody's draft of a protocol is kept. A new one has no id yet.
fn draft_key(id: &str) -> String {
    format!("protocol:{id}")
}

/// "3 March 2026 at 14:03".
fn when(moment: &Timestamp) -> String {
    format!("{} at {}", draft::day(*moment), draft::time(*moment))
}

/// The tone of a tag: quiet, unless the protocol is in use.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "templates pass references"
)]
fn tone(standing: &Standing) -> &'static str {
    match standing {
        Standing::Law | Standing::Shipped | Standing::OwnWords => "eet",
        Standing::Off => "plain",
    }
}

/// "By decision of Robin from 3 March 2026".
fn decided(decision: &Decision) -> String {
    format!(
        "{}, from {}",
        decision.by,
        printed::long_date(&decision.from)
    )
}
