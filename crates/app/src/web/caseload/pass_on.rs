//! Passing young people on when somebody leaves or has too many: say who and when, look at a proposal, change it, do it, take it back.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Actor, Error,
    caseload::{self, Ask, Decision, Past, Proposal},
    worker::WorkerRecord as Worker,
};
use jiff::civil::Date;
use leaving_care::{allocation::WorkerRole, caseload::Share};
use uuid::Uuid;

use super::{Fields, young_people};
use crate::{
    clock,
    web::{
        call::{Path, Query, Sent},
        context::{Answer, App, SignedIn, render},
        form::{Choice, Form},
        layout::Page,
        printed,
    },
};

#[derive(Template)]
#[template(path = "caseload/pass_on.html")]
struct AskPage {
    page: Page,
    form: Form,
    workers: Vec<Choice>,
    colleagues: Vec<Choice>,
    shares: Vec<Choice>,
    past: Vec<Past>,
}

#[derive(Template)]
#[template(path = "caseload/proposal.html")]
struct ProposalPage {
    page: Page,
    form: Form,
    proposal: Proposal,
    id: Uuid,
    leaves: bool,
    /// Everybody who may take somebody over: those proposed first.
    choices: Vec<Choice>,
}

impl ProposalPage {
    fn chosen(&self, line: &caseload::Line) -> String {
        let sent = self.form.value(&format!("to-{}", line.spell));
        if sent.is_empty() {
            line.to.to_string()
        } else {
            sent.to_owned()
        }
    }
}

#[derive(Template)]
#[template(path = "caseload/take_back.html")]
struct TakeBackPage {
    page: Page,
    form: Form,
    past: Past,
}

#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    worker: String,
    #[serde(default)]
    done: String,
    #[serde(default)]
    left: usize,
}

pub async fn ask_form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    let mut form = Form::default();
    form.set("worker", asked.worker);
    form.set("share", "locality");
    let notice = (asked.done == "taken-back").then(|| match asked.left {
        0 => "Taken back: everybody has their adviser as before.".to_owned(),
        left => format!(
            "Taken back, but for {}: somebody has changed their adviser since.",
            young_people(left)
        ),
    });
    draw_ask(&app, &actor, form, notice).await
}

/// Nothing is written here: the proposal is drawn.
pub async fn propose(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Sent(sent): Fields,
) -> Answer {
    let mut form: Form = sent.into_iter().collect();
    let Some(ask) = read_ask(&mut form) else {
        return refused(draw_ask(&app, &actor, form, None).await?);
    };
    match caseload::preview(&actor, &app.office, &ask).await {
        Ok(proposal) if proposal.lines.is_empty() && form.value("leaves") != "yes" => {
            form.add_error(
                "worker",
                format!(
                    "{} has no young people from that day on. There is nothing to pass on.",
                    proposal.worker.name
                ),
            );
            refused(draw_ask(&app, &actor, form, None).await?)
        }
        Ok(proposal) => draw_proposal(&app, &actor, form, proposal, Uuid::now_v7()),
        Err(Error::Invalid(problems)) => {
            form.add_problems(&problems);
            refused(draw_ask(&app, &actor, form, None).await?)
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn pass_on(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Sent(sent): Fields,
) -> Answer {
    let mut form: Form = sent.into_iter().collect();
    let Some(ask) = read_ask(&mut form) else {
        return refused(draw_ask(&app, &actor, form, None).await?);
    };
    let moves = form
        .sent()
        .iter()
        .filter_map(|(name, to)| {
            let spell = name.strip_prefix("to-")?.parse().ok()?;
            // "stay" is no id: who is not named stays.
            Some((spell, to.trim().parse().ok()?))
        })
        .collect();
    let decision = Decision {
        id: form.value("id").parse().unwrap_or_else(|_| Uuid::now_v7()),
        worker: ask.worker,
        from_day: ask.from_day,
        leaves: form.value("leaves") == "yes",
        reason: form.value("reason").to_owned(),
        moves,
    };
    match caseload::reassign(&actor, &app.office, &decision).await {
        Ok(_) => Ok(Redirect::to("/team?done=passed-on").into_response()),
        Err(Error::Invalid(problems)) => {
            form.add_problems(&problems);
            again(&app, &actor, form, &ask, decision.id).await
        }
        Err(Error::Conflict) => {
            form.add_error(
                "moves",
                "Somebody has changed one of these advisers while you were looking. Nothing was written. Look again: this is how it stands now.",
            );
            again(&app, &actor, form, &ask, decision.id).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The proposal as it would be now, with what was chosen where that still can be.
async fn again(app: &App, actor: &Actor, form: Form, ask: &Ask, id: Uuid) -> Answer {
    let proposal = caseload::preview(actor, &app.office, ask).await?;
    refused(draw_proposal(app, actor, form, proposal, id)?)
}

pub async fn take_back_form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    draw_take_back(&app, &actor, id, Form::default()).await
}

pub async fn take_back(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    let mut form: Form = sent.into_iter().collect();
    match caseload::take_back(&actor, &app.office, id, form.value("reason")).await {
        Ok(found) => Ok(Redirect::to(&format!(
            "/team/pass-on?done=taken-back&left={}",
            found.left_as_they_are.len()
        ))
        .into_response()),
        Err(Error::Invalid(problems)) => {
            form.add_problems(&problems);
            refused(draw_take_back(&app, &actor, id, form).await?)
        }
        Err(error) => Err(error.into()),
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every end of a handler is an answer"
)]
fn refused(page: axum::response::Response) -> Answer {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn read_ask(form: &mut Form) -> Option<Ask> {
    let from_day = form.required_date("from_day", "The first day with the new adviser");
    let worker = form.value("worker").parse().ok();
    if worker.is_none() {
        form.add_error("worker", "Choose whose young people are passed on.");
    }
    let colleagues = form
        .values_of("colleagues")
        .filter_map(|id| id.parse().ok())
        .collect();
    Some(Ask {
        worker: worker?,
        from_day: from_day?,
        share: if form.value("share") == "evenly" {
            Share::Evenly
        } else {
            Share::ByLocality
        },
        colleagues,
    })
}

async fn draw_ask(app: &App, actor: &Actor, form: Form, notice: Option<String>) -> Answer {
    let today = actor.moment.today;
    let past = caseload::past_reassignments(actor, &app.office).await?;
    let workers = casework::worker::list(actor, &app.office).await?;
    let is_here = |worker: &Worker| worker.ends_on.is_none_or(|end| today < end);
    let mut page = app
        .page(actor, "Pass young people on", "/team")
        .with_errors_of(&form);
    page.notice = notice;
    render(&AskPage {
        page,
        form,
        // Those who have left may still have young people.
        workers: workers.iter().map(choice).collect(),
        colleagues: workers
            .iter()
            .filter(|worker| is_here(worker))
            .map(choice)
            .collect(),
        shares: vec![
            Choice::new("locality", "By locality").with_hint(
                "To a colleague of the young person\u{2019}s locality, whoever has the fewest",
            ),
            Choice::new("evenly", "Evenly").with_hint("To whoever has the fewest"),
        ],
        past,
    })
}

fn draw_proposal(app: &App, actor: &Actor, mut form: Form, proposal: Proposal, id: Uuid) -> Answer {
    let leaves = form.value("leaves") == "yes";
    form.set_date("from_day", proposal.from_day);
    let mut choices: Vec<Choice> = proposal
        .colleagues
        .iter()
        .map(|colleague| {
            Choice::new(
                colleague.worker.id.to_string(),
                colleague.worker.name.as_str(),
            )
        })
        .collect();
    choices.extend(
        proposal
            .others
            .iter()
            .map(|other| Choice::new(other.id.to_string(), other.name.as_str())),
    );
    if !leaves {
        choices.push(Choice::new(
            "stay",
            format!("Stays with {}", proposal.worker.name),
        ));
    }
    render(&ProposalPage {
        page: app
            .page(actor, "Who takes over", "/team")
            .with_errors_of(&form),
        form,
        id,
        leaves,
        choices,
        proposal,
    })
}

async fn draw_take_back(app: &App, actor: &Actor, id: Uuid, form: Form) -> Answer {
    let past = caseload::past_reassignments(actor, &app.office)
        .await?
        .into_iter()
        .find(|past| past.id == id)
        .ok_or(Error::NotFound("reassignment"))?;
    render(&TakeBackPage {
        page: app
            .page(actor, "Take this back", "/team")
            .with_errors_of(&form),
        form,
        past,
    })
}

/// "Sam Okafor, personal adviser, Leaving Care North".
pub(super) fn choice(worker: &Worker) -> Choice {
    let role = worker.role.parse().map_or_else(
        |()| String::new(),
        |role: WorkerRole| role.label().to_lowercase(),
    );
    let parts = [worker.name.as_str(), &role, &worker.team];
    let label: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Choice::new(worker.id.to_string(), label.join(", "))
}

/// The day on which it was done, in Britain.
fn day_of(past: &Past) -> Date {
    clock::day_of(past.at)
}
