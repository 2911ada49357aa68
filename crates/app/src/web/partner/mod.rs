//! A work coach's own pages: the young people of the district who agreed, one of them, and whom to call at the council.

pub mod record;

use askama::Template;
use axum::{
    extract,
    response::{IntoResponse, Redirect},
};
use casework::{
    jobcentre_directory::{Directory, Entry},
    partner::{self, Coach, Next, PartnerLine, PartnerList, PartnerPage},
};
use jiff::civil::Date;
use leaving_care::{
    claim::{Appointment, Claim, Outcome, Sanction, SanctionState, Stage},
    duty::State,
    jobcentre::SharedField,
};
use uuid::Uuid;

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
    steps: Option<Steps>,
}

/// The steps as the page lists them.
struct Steps {
    /// The claim that has not ended, and those before it.
    claims: Vec<Claim>,
    /// Still to come, the soonest first.
    ahead: Vec<Appointment>,
    /// Missed, the newest first.
    missed: Vec<Missed>,
    contacts: Vec<(Date, String)>,
    support: Vec<(String, String)>,
}

#[expect(clippy::struct_field_names, reason = "programs read these names")]
struct Missed {
    appointment: Appointment,
    missed_on: Date,
    is_first: bool,
    sanction: Option<Sanction>,
}

impl Missed {
    /// Before the first missed appointment of a claim may lead to a sanction, adviser and young person speak.
    fn waits_for_conversation(&self) -> bool {
        self.is_first && self.appointment.conversation_on.is_none()
    }
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
    page.notice = record::notice(&asked.done);
    render(&PersonPage {
        page,
        steps: steps(&shown),
        shown,
    })
}

fn steps(shown: &PartnerPage) -> Option<Steps> {
    let ledger = shown.ledger.as_ref()?;
    let mut ahead: Vec<Appointment> = ledger
        .appointments
        .iter()
        .filter(|one| one.outcome == Outcome::Open)
        .cloned()
        .collect();
    ahead.sort_by_key(|one| one.for_day);
    let mut missed: Vec<Missed> = ledger
        .appointments
        .iter()
        .filter_map(|one| {
            Some(Missed {
                missed_on: one.missed_on()?,
                is_first: ledger.is_first_missed(one),
                sanction: ledger.sanction_after(one.id).cloned(),
                appointment: one.clone(),
            })
        })
        .collect();
    missed.sort_by_key(|one| std::cmp::Reverse(one.missed_on));
    let mut contacts: Vec<(Date, String)> = ledger
        .contacts
        .iter()
        .map(|contact| {
            let with = if contact.adviser_present {
                ", with the adviser"
            } else {
                ""
            };
            (contact.on, format!("{}{with}", contact.channel.label()))
        })
        .chain(ledger.appointments.iter().filter_map(|one| {
            let Outcome::Attended {
                on, is_handover, ..
            } = &one.outcome
            else {
                return None;
            };
            let what = if *is_handover {
                "Warm handover"
            } else {
                "Came to the appointment"
            };
            Some((*on, what.to_owned()))
        }))
        .collect();
    contacts.sort_by_key(|(on, _)| std::cmp::Reverse(*on));
    contacts.truncate(10);
    let mut claims = ledger.claims.clone();
    claims.reverse();
    Some(Steps {
        claims,
        ahead,
        missed,
        contacts,
        support: ledger
            .support
            .iter()
            .map(|one| {
                (
                    record::support_title(&one.item),
                    one.stage().label().to_owned(),
                )
            })
            .collect(),
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

impl ListPage {
    fn line_next(line: &PartnerLine) -> Option<&Next> {
        line.next.as_ref()
    }
}
