//! A work coach's own pages: the young people of the district who agreed, one of them, and whom to call at the council.

pub mod correct;
pub mod record;
mod step_form;

use askama::Template;
use axum::{
    extract,
    response::{IntoResponse, Redirect},
};
use casework::{
    jobcentre_directory::{Directory, Entry},
    partner::{self, Coach, Next, PartnerLine, PartnerList, PartnerPage, StepsShown},
};
use jiff::civil::Date;
use leaving_care::{
    claim::{Claim, Sanction, SanctionState, Stage},
    duty::State,
    jobcentre::SharedField,
};
use uuid::Uuid;

use correct::Recorded;

use super::{
    call::{Path, Query},
    context::{Answer, App, SignedIn, render},
    layout::Page,
    printed,
};

#[derive(Template)]
#[template(path = "partner/list.html")]
struct ListPage {
    page: Page,
    list: PartnerList,
}

#[derive(Template)]
#[template(path = "partner/person.html")]
struct PersonPage {
    page: Page,
    shown: PartnerPage,
    steps: Option<StepsShown>,
    recorded: Vec<Recorded>,
}

#[derive(Template)]
#[template(path = "partner/contacts.html")]
struct ContactsPage {
    page: Page,
    coach: Coach,
    directory: Directory,
    own: Option<Entry>,
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

pub async fn list(
    extract::State(app): extract::State<App>,
    SignedIn(actor): SignedIn,
    Query(_): Query<Asked>,
) -> Answer {
    let list = partner::list(&actor, &app.office).await?;
    render(&ListPage {
        page: app.page(&actor, "Young people who agreed", "/partner"),
        list,
    })
}

pub async fn show(
    extract::State(app): extract::State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    let shown = partner::open(&actor, &app.office, id).await?;
    let mut page = app.page(&actor, "Young person", "/partner");
    page.notice = correct::notice(&asked.done).or_else(|| record::notice(&asked.done));
    render(&PersonPage {
        page,
        steps: shown.steps(),
        recorded: shown.recorded.iter().map(Recorded::of).collect(),
        shown,
    })
}

pub async fn contacts(
    extract::State(app): extract::State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    let (coach, directory) = partner::contacts(&actor, &app.office).await?;
    let mut page = app.page(&actor, "Whom to call at the council", "/partner/contacts");
    page.notice = (asked.done == "confirmed").then(|| "Thank you. Confirmed today.".to_owned());
    render(&ContactsPage {
        page,
        own: directory.find(coach.entry).cloned(),
        coach,
        directory,
    })
}

pub async fn confirm(
    extract::State(app): extract::State<App>,
    SignedIn(actor): SignedIn,
) -> Answer {
    partner::confirm_own_entry(&actor, &app.office).await?;
    Ok(Redirect::to("/partner/contacts?done=confirmed").into_response())
}

/// The day of each stage of a claim that was reached.
fn stages(claim: &Claim) -> Vec<(&'static str, Date)> {
    Stage::ALL
        .iter()
        .filter_map(|stage| Some((claim.benefit.stage_label(*stage), claim.day_of(*stage)?)))
        .collect()
}

/// "Due 3 March 2026", "4 days late".
fn due(next: &Next) -> String {
    match next.state {
        State::Overdue if next.days_late == 1 => "1 day late".to_owned(),
        State::Overdue => format!("{} days late", next.days_late),
        State::Upcoming => format!("from {}", printed::long_date(&next.opens_on)),
        _ => format!("by {}", printed::long_date(&next.due_on)),
    }
}

fn is_late(next: &Next) -> bool {
    next.state == State::Overdue
}

/// What can come next of a sanction, at the Jobcentre: the address, and the words.
fn next_of(sanction: &Sanction) -> Vec<(&'static str, &'static str)> {
    sanction
        .state
        .next()
        .iter()
        .filter_map(|state| {
            Some(match state {
                SanctionState::Applied => ("sanction_applied", "A sanction was applied"),
                SanctionState::NotApplied => ("sanction_not_applied", "No sanction"),
                SanctionState::Overturned => ("sanction_overturned", "The sanction was taken back"),
                SanctionState::Upheld => ("sanction_upheld", "The sanction stands"),
                SanctionState::Considered | SanctionState::Challenged => return None,
            })
        })
        .collect()
}

impl PersonPage {
    /// Where steps are recorded.
    fn at(&self) -> String {
        format!("/partner/people/{}/record", self.shown.person.id)
    }
}

impl PersonPage {
    fn how_many(recorded: &[Recorded]) -> String {
        match recorded.len() {
            1 => "1 step".to_owned(),
            number => format!("{number} steps"),
        }
    }
}

impl ListPage {
    fn line_next(line: &PartnerLine) -> Option<&Next> {
        line.next.as_ref()
    }
}
