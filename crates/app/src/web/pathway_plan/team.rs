//! The plans of a whole service that want something: a check, a review, an end, or a talk; narrowed, in order, and page by page.

use askama::Template;
use axum::extract::State;
use casework::pathway_plan::{self, Team, TeamAsked, TeamGroup, TeamOrder};

use crate::web::{
    call::Query,
    context::{Answer, App, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    printed,
};

/// How many of each group stand on the page of all, and on the page of one.
const OF_EACH: usize = 10;
const OF_ONE: usize = 50;

#[derive(Template)]
#[template(path = "pathway_plan/team.html")]
struct TeamPage {
    page: Page,
    form: Form,
    team: Team,
    asked: Asked,
    /// One group alone.
    only: Option<TeamGroup>,
    advisers: Vec<Choice>,
    teams: Vec<Choice>,
    orders: Vec<Choice>,
}

impl TeamPage {
    fn previous(&self, group: &pathway_plan::Group) -> String {
        if group.before == 0 {
            return String::new();
        }
        let after = group.previous.map_or_else(String::new, |id| id.to_string());
        self.asked.href(group.group.code(), &after)
    }

    fn next(&self, group: &pathway_plan::Group) -> String {
        group.next.map_or_else(String::new, |after| {
            self.asked.href(group.group.code(), &after.to_string())
        })
    }
}

/// Which plans, as in the address.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    group: String,
    adviser: String,
    team: String,
    order: String,
    after: String,
}

impl Asked {
    fn is_narrowed(&self) -> bool {
        !self.adviser.is_empty() || !self.team.is_empty()
    }

    /// The same question about one group or all, from the beginning or after a plan.
    fn href(&self, group: &str, after: &str) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in [
            ("group", group),
            ("adviser", &self.adviser),
            ("team", &self.team),
            ("order", &self.order),
            ("after", after),
        ] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        match query.finish() {
            empty if empty.is_empty() => "/plans".to_owned(),
            query => format!("/plans?{query}"),
        }
    }
}

/// The words of a group: its title, what puts a plan there, what its day is, and what is said when it is empty.
struct Words {
    title: &'static str,
    note: &'static str,
    on: &'static str,
    empty: &'static str,
}

fn words(group: TeamGroup) -> Words {
    match group {
        TeamGroup::ToCheck => Words {
            title: "To be checked",
            note: "Signed off, and no second person has checked the quality yet.",
            on: "Agreed",
            empty: "Every plan in force has been checked.",
        },
        TeamGroup::ToMend => Words {
            title: "To be mended",
            note: "A check asked for a review, and none has followed yet.",
            on: "Agreed",
            empty: "No check asks for a review.",
        },
        TeamGroup::NotAgreed => Words {
            title: "Not agreed",
            note: "The young person does not agree, or only with some of it. Their reason stands in the plan.",
            on: "Agreed",
            empty: "Everybody agrees with their plan, or has not been asked yet.",
        },
        TeamGroup::BeingWritten => Words {
            title: "Being written",
            note: "Begun and not signed off yet.",
            on: "Begun",
            empty: "Nothing is being written.",
        },
    }
}

/// "11 to 60 of 213 plans", "213 plans".
fn how_many(group: &pathway_plan::Group) -> String {
    let count = |number: usize| printed::count(number as u64);
    let (first, last) = (group.before + 1, group.before + group.lines.len());
    match group.total {
        1 => "1 plan".to_owned(),
        total if group.lines.len() == total => format!("{} plans", count(total)),
        total => format!(
            "{} to {} of {} plans",
            count(first),
            count(last),
            count(total)
        ),
    }
}

/// "today", "1 day", "45 days".
fn waiting(days: i32) -> String {
    match days {
        ..=0 => "since today".to_owned(),
        1 => "1 day".to_owned(),
        days => format!("{} days", printed::count(u64::from(days.unsigned_abs()))),
    }
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    let only = TeamGroup::from_code(&asked.group);
    let order = TeamOrder::from_code(&asked.order).unwrap_or_default();
    let team = pathway_plan::team(
        &actor,
        &app.office,
        &TeamAsked {
            group: only,
            adviser: asked.adviser.parse().ok(),
            team: asked.team.clone(),
            order,
            after: asked.after.parse().ok().filter(|_| only.is_some()),
            most: if only.is_some() { OF_ONE } else { OF_EACH },
        },
    )
    .await?;
    let mut form = Form::default();
    form.set("adviser", asked.adviser.as_str());
    form.set("team", asked.team.as_str());
    form.set("order", order.code());
    render(&TeamPage {
        page: app.page(&actor, "Plans of the service", "/plans"),
        form,
        advisers: team
            .advisers
            .iter()
            .map(|(id, name)| Choice::new(id.to_string(), name.as_str()))
            .collect(),
        teams: team
            .teams
            .iter()
            .map(|team| Choice::new(team.as_str(), team.as_str()))
            .collect(),
        orders: TeamOrder::ALL
            .into_iter()
            .skip(1)
            .map(|order| Choice::new(order.code(), order.label()))
            .collect(),
        team,
        asked,
        only,
    })
}
