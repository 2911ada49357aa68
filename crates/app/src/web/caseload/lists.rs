//! The lists behind the numbers of the board: who waits for an adviser, what is overdue, and how steady support has been.

use askama::Template;
use axum::extract::State;
use casework::caseload::{
    self, OverdueQuery, OverdueThing, Page as ListPage, SteadinessQuery, Support, WaitingForAdviser,
};
use uuid::Uuid;

use super::{days, place_text, query, read_place};
use crate::web::{
    call::Query,
    context::{Answer, App, SignedIn, render},
    layout::Page,
    printed,
};

/// How many lines one page shows.
const SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "caseload/unallocated.html")]
struct UnallocatedPage {
    page: Page,
    list: ListPage<WaitingForAdviser>,
    next: String,
}

#[derive(Template)]
#[template(path = "caseload/overdue.html")]
struct OverduePage {
    page: Page,
    list: ListPage<OverdueThing>,
    soon: bool,
    /// Whose or what, in words; empty for all.
    narrowed: String,
    next: String,
}

#[derive(Template)]
#[template(path = "caseload/steadiness.html")]
struct SteadinessPage {
    page: Page,
    list: ListPage<Support>,
    next: String,
}

#[derive(serde::Deserialize)]
pub struct After {
    #[serde(default)]
    after: String,
}

pub async fn unallocated(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<After>,
) -> Answer {
    let after = read_place(&asked.after);
    let list = caseload::unallocated(&actor, &app.office, after.as_ref(), SHOWN).await?;
    render(&UnallocatedPage {
        page: app.page(&actor, "Waiting for an adviser", "/team"),
        next: next("/team/unallocated", &list, &[]),
        list,
    })
}

#[derive(serde::Deserialize)]
pub struct OverdueAsked {
    #[serde(default)]
    duty: String,
    #[serde(default)]
    adviser: String,
    #[serde(default)]
    team: String,
    /// "yes": what falls due within a week.
    #[serde(default)]
    soon: String,
    #[serde(default)]
    after: String,
}

pub async fn overdue(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<OverdueAsked>,
) -> Answer {
    let after = read_place(&asked.after);
    let soon = asked.soon == "yes";
    let wanted = OverdueQuery {
        duty: asked.duty.clone(),
        // An adviser who cannot be read has nobody: the list must not widen to everybody's.
        adviser: (!asked.adviser.is_empty()).then(|| asked.adviser.parse().unwrap_or(Uuid::nil())),
        team: asked.team.clone(),
        due_this_week: soon,
    };
    let list = caseload::overdue(&actor, &app.office, &wanted, after.as_ref(), SHOWN).await?;
    let mut narrowed = Vec::new();
    if let Some(adviser) = wanted.adviser {
        let workers = casework::worker::list(&actor, &app.office).await?;
        let name = workers.into_iter().find(|worker| worker.id == adviser);
        narrowed.push(name.map_or_else(|| "nobody here".to_owned(), |worker| worker.name));
    }
    if !asked.team.is_empty() {
        narrowed.push(asked.team.clone());
    }
    if !asked.duty.is_empty()
        && let Some(first) = list.lines.first()
    {
        narrowed.push(first.title.clone());
    }
    let kept = [
        ("duty", asked.duty.as_str()),
        ("adviser", &asked.adviser),
        ("team", &asked.team),
        ("soon", &asked.soon),
    ];
    let title = if soon {
        "Due in the next seven days"
    } else {
        "Overdue"
    };
    render(&OverduePage {
        page: app.page(&actor, title, "/team"),
        next: next("/team/overdue", &list, &kept),
        soon,
        narrowed: narrowed.join(", "),
        list,
    })
}

#[derive(serde::Deserialize)]
pub struct SteadinessAsked {
    #[serde(default)]
    advisers: String,
    /// "yes": only those with days without an adviser.
    #[serde(default)]
    gap: String,
    #[serde(default)]
    team: String,
    #[serde(default)]
    after: String,
}

pub async fn steadiness(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<SteadinessAsked>,
) -> Answer {
    let after = read_place(&asked.after);
    let wanted = SteadinessQuery {
        advisers: asked.advisers.parse().ok(),
        with_days_without: asked.gap == "yes",
        team: asked.team.clone(),
    };
    let list = caseload::steadiness(&actor, &app.office, &wanted, after.as_ref(), SHOWN).await?;
    let kept = [
        ("advisers", asked.advisers.as_str()),
        ("gap", &asked.gap),
        ("team", &asked.team),
    ];
    render(&SteadinessPage {
        page: app.page(&actor, "How steady support has been", "/team"),
        next: next("/team/steadiness", &list, &kept),
        list,
    })
}

/// The address of the next page; empty on the last.
fn next<T>(path: &str, list: &ListPage<T>, kept: &[(&str, &str)]) -> String {
    let Some(place) = &list.next else {
        return String::new();
    };
    let after = place_text(place);
    let pairs: Vec<(&str, &str)> = kept
        .iter()
        .copied()
        .chain([("after", after.as_str())])
        .collect();
    format!("{path}?{}", query(&pairs))
}
