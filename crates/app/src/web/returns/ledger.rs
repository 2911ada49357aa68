//! The ledger of a check: what became of every rule, what could not run on top; or how far a check is that is still being made.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderName, HeaderValue},
    response::IntoResponse,
};
use casework::{
    Action,
    return_check::{self, Found, Ledger, LedgerLine, Outcome, Stage},
};
use uuid::Uuid;

use super::{
    super::{
        call::{Path, Query},
        context::{Answer, App, SignedIn, render},
        layout::Page,
        printed,
    },
    Places, findings_words, outcome_words, when, year_words,
};

/// The page of a check that is being made asks for itself again after so many seconds: it needs no script.
const ASK_AGAIN: (HeaderName, HeaderValue) = (
    HeaderName::from_static("refresh"),
    HeaderValue::from_static("1"),
);

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    /// "all": every rule in one list, also to be printed.
    show: String,
    done: String,
}

#[derive(Template)]
#[template(path = "returns/progress.html")]
struct ProgressPage {
    page: Page,
    steps: Vec<(&'static str, Step)>,
    /// Why it could not be finished; empty while it goes on.
    why: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Done,
    Now,
    Later,
}

#[derive(Template)]
#[template(path = "returns/ledger.html")]
struct RulesPage {
    page: Page,
    places: Places,
    ledger: Ledger,
    /// Rules that could not run, by what is missing.
    could_not_run: Vec<(String, Vec<LedgerLine>)>,
    with_findings: Vec<WithFindings>,
    without_findings: Vec<LedgerLine>,
    not_applicable: Vec<(String, Vec<LedgerLine>)>,
    shows_all: bool,
}

struct WithFindings {
    line: LedgerLine,
    open: usize,
    noted: usize,
    agreed: usize,
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    match return_check::open(&actor, &app.office, id).await? {
        Found::BeingMade(stage) => {
            let page = app.page(&actor, "Checking the return", "/returns");
            progress(page, &stage)
        }
        Found::Kept(ledger) => {
            let mut page = app.page(&actor, "Ledger of the return", "/returns");
            page.notice = (asked.done == "signed").then(|| "Signed off".to_owned());
            let places = Places {
                id,
                current: "Ledger",
                may_export: actor.may(Action::ExportPeople),
            };
            render(&ledger_page(page, places, *ledger, asked.show == "all"))
        }
    }
}

fn progress(page: Page, stage: &Stage) -> Answer {
    let why = match stage {
        Stage::Failed(why) => why.clone(),
        _ => String::new(),
    };
    let at = match stage {
        Stage::Waiting => 0,
        Stage::Reading => 1,
        Stage::Checking => 2,
        Stage::Keeping | Stage::Failed(_) => 3,
    };
    let step = |number: usize| match number.cmp(&at) {
        std::cmp::Ordering::Less => Step::Done,
        std::cmp::Ordering::Equal => Step::Now,
        std::cmp::Ordering::Greater => Step::Later,
    };
    let is_over = !why.is_empty();
    let words = [
        "Waiting for its turn",
        "Reading",
        "Running the rules",
        "Keeping what was found",
    ];
    let shown = render(&ProgressPage {
        page,
        why,
        steps: words
            .into_iter()
            .zip(0..)
            .map(|(words, number)| (words, step(number)))
            .collect(),
    })?;
    Ok(if is_over {
        shown
    } else {
        ([ASK_AGAIN], shown).into_response()
    })
}

fn ledger_page(page: Page, places: Places, ledger: Ledger, shows_all: bool) -> RulesPage {
    let rules = &ledger.check.summary.rules;
    let with = |outcome: Outcome| rules.iter().filter(move |line| line.outcome == outcome);
    let mut with_findings: Vec<WithFindings> = with(Outcome::Ran)
        .filter(|line| line.found > 0)
        .map(|line| {
            let (noted, agreed) = ledger.noted_of(&line.code);
            WithFindings {
                open: line.found.saturating_sub(noted),
                noted,
                agreed,
                line: line.clone(),
            }
        })
        .collect();
    with_findings.sort_by_key(|line| std::cmp::Reverse((line.open, line.line.found)));
    RulesPage {
        page,
        places,
        could_not_run: by_reason(with(Outcome::CouldNotRun)),
        not_applicable: by_reason(with(Outcome::NotApplicable)),
        without_findings: with(Outcome::Ran)
            .filter(|line| line.found == 0)
            .cloned()
            .collect(),
        with_findings,
        shows_all,
        ledger,
    }
}

/// Rules that did not run, together by why, the most of a kind first.
fn by_reason<'l>(lines: impl Iterator<Item = &'l LedgerLine>) -> Vec<(String, Vec<LedgerLine>)> {
    let mut reasons: Vec<(String, Vec<LedgerLine>)> = Vec::new();
    for line in lines {
        match reasons.iter_mut().find(|(why, _)| *why == line.why) {
            Some((_, lines)) => lines.push(line.clone()),
            None => reasons.push((line.why.clone(), vec![line.clone()])),
        }
    }
    reasons.sort_by_key(|(_, lines)| std::cmp::Reverse(lines.len()));
    reasons
}
