//! The first page of each role: my work, the state of the whole service, or what is published.

mod published;
mod work;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use casework::home::{Change, Home};
use casework::import::ImportKind;
use casework::jobcentre::{Because, NoticeShown};
use casework::person::PersonSummary;
use casework::return_check::Overview;
use casework::{Action, Actor, Role};
use jiff::Timestamp;
use jiff::civil::Date;

use super::{
    call::Query,
    context::{Answer, App, SignedIn, render},
    duty,
    layout::Page,
    neet::months_between,
    printed,
};
use crate::clock;
use published::Headline;
use work::{Asked, Work};

#[expect(
    clippy::struct_excessive_bools,
    reason = "independent answers about what the reader may do"
)]
#[derive(Template)]
#[template(path = "home/home.html")]
struct HomePage {
    page: Page,
    today: Date,
    home: Home,
    /// First missed appointments of which nobody has recorded yet that the adviser knows.
    notices: Vec<NoticeShown>,
    /// Entries of the Jobcentre directory that must be confirmed again; for managers.
    stale_entries: usize,
    /// What there is to do; none for those who read nobody.
    work: Option<Work>,
    may_read_people: bool,
    may_record_contacts: bool,
    may_read_audit: bool,
    /// The newest import: when, by whom and of what; for those who may import.
    imports: Option<Vec<ImportLine>>,
    /// What the yearly return would find in our own records, for those who check it.
    checks_return: bool,
    own_return: Option<Overview>,
    /// What is published, for those who see nothing else.
    headlines: Vec<Headline>,
    /// What a role cannot do here yet, said plainly; may be empty.
    not_yet: &'static str,
}

struct ImportLine {
    id: String,
    at: Timestamp,
    by: String,
    kind: String,
}

impl HomePage {
    fn neet_for(&self, person: &PersonSummary) -> String {
        let months = person
            .neet
            .map_or(0, |neet| months_between(neet.since, self.today));
        match months {
            0 => "under a month".to_owned(),
            1 => "1 month".to_owned(),
            _ => format!("{months} months"),
        }
    }

    /// "8 weeks ago", "yesterday".
    fn ago(&self, day: Date) -> String {
        let days = self.today.since(day).map_or(0, |span| span.get_days());
        match days {
            ..=0 => "today".to_owned(),
            1 => "yesterday".to_owned(),
            2..=13 => format!("{days} days ago"),
            _ => format!("{} weeks ago", days / 7),
        }
    }
}

/// What was done, between who did it and whom it is about: "corrected 3 facts about".
fn done(change: &Change) -> String {
    let (verb, one, many, joint) = match change.action.as_str() {
        "spell.correct" => ("corrected", "a fact", "facts", "about"),
        "spell.withdraw" => ("withdrew", "a fact", "facts", "about"),
        "contact.record" => ("recorded", "a contact", "contacts", "with"),
        "event.record" => ("recorded", "a step", "steps", "about"),
        "person.add" => return "added".to_owned(),
        _ => ("recorded", "a fact", "facts", "about"),
    };
    match change.times {
        1 => format!("{verb} {one} {joint}"),
        times => format!("{verb} {times} {many} {joint}"),
    }
}

/// "3 March 2026 at 14:03", or the time alone today.
fn when(at: Timestamp, today: Date) -> String {
    let local = clock::local(at);
    let time = local.strftime("%H:%M");
    if local.date() == today {
        format!("today at {time}")
    } else {
        format!("{} at {time}", printed::long_date(&local.date()))
    }
}

fn not_yet(role: Role) -> &'static str {
    match role {
        Role::PanelMember | Role::FosterCarer => {
            "Your role sees published figures for now. What partners may see about one young person will open here once their consent to share it is recorded."
        }
        Role::CareLeaver => {
            "Your account is not linked to your record yet, so published figures are all that is here. Ask your personal adviser to link it: then your own pages open."
        }
        Role::Administrator => {
            "Accounts are kept on the command line so far; there is no page for them yet."
        }
        _ => "",
    }
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    if actor.person.is_some() {
        return Ok(Redirect::to(super::my::FIRST).into_response());
    }
    if actor.role == Role::WorkCoach {
        return Ok(Redirect::to("/partner").into_response());
    }
    let home = casework::home::open(&actor, &app.office).await?;
    let may_read_people = actor.may(Action::ReadPeople);
    let work = if may_read_people {
        Some(work::open(&app, &actor, &asked).await?)
    } else {
        None
    };
    let title = if work.as_ref().is_some_and(work::Work::is_own) {
        "My work"
    } else {
        "Home"
    };
    let mut page = app.page(&actor, title, "/");
    page.notice = duty::notice(&asked.done);
    let notices = casework::jobcentre::notices(&actor, &app.office).await?;
    let stale_entries = if actor.may(Action::ShareWithJobcentre) {
        casework::jobcentre_directory::stale(&actor, &app.office).await?
    } else {
        0
    };
    render(&HomePage {
        notices,
        stale_entries,
        page,
        today: actor.moment.today,
        home,
        work,
        may_read_people,
        may_record_contacts: actor.may(Action::RecordContacts),
        may_read_audit: actor.may(Action::ReadAudit),
        imports: imports(&app, &actor).await?,
        checks_return: actor.may(Action::CheckReturn),
        own_return: if actor.may(Action::CheckReturn) {
            casework::return_check::overview(&actor, &app.office).await?
        } else {
            None
        },
        headlines: if may_read_people {
            Vec::new()
        } else {
            published::headlines(&app, &actor).await?
        },
        not_yet: not_yet(actor.role),
    })
}

async fn imports(app: &App, actor: &Actor) -> Result<Option<Vec<ImportLine>>, casework::Error> {
    if !actor.may(Action::Import) {
        return Ok(None);
    }
    let runs = casework::import::list(actor, &app.office).await?;
    let line = |run: casework::import::ImportRun| ImportLine {
        id: run.id.to_string(),
        at: run.started_at,
        by: run.started_by,
        kind: run
            .kind
            .parse()
            .map_or(run.kind.clone(), |kind: ImportKind| kind.label().to_owned()),
    };
    Ok(Some(runs.into_iter().take(5).map(line).collect()))
}
