//! The team as its manager sees it: caseloads with their limit, who waits, what is overdue, how steady support has been.

pub mod cover;
pub mod forecast;
pub mod lists;
pub mod pass_on;
pub mod reminders;

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Action, Actor, Error,
    caseload::{self, Board, Place},
};
use url::form_urlencoded;

use super::{
    call::{Query, Sent},
    context::{Answer, App, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    printed,
};

type Fields = Sent<Vec<(String, String)>>;

#[derive(Template)]
#[template(path = "caseload/board.html")]
struct BoardPage {
    page: Page,
    form: Form,
    board: Board,
    teams: Vec<Choice>,
    may_manage: bool,
    /// "&team=..." for the links to lists; empty for all teams.
    of_team: String,
}

impl BoardPage {
    /// How much of the limit somebody has, in the length of a bar: up to 140 of 100.
    fn share(&self, young_people: usize) -> usize {
        (young_people * 100 / self.board.limit.people.max(1)).min(140)
    }

    fn over_limit(&self) -> usize {
        self.board
            .advisers
            .iter()
            .filter(|line| line.is_over_limit)
            .count()
    }

    /// A row for each number of advisers: the number, in words, how many young people, their share.
    fn steadiness_rows(&self) -> Vec<(usize, String, usize, String)> {
        let found = &self.board.steadiness;
        let row = |(advisers, people): (usize, &usize)| {
            let share = measures::rounding::percent_text(*people as u64, found.people as u64, 0);
            let share = share.map_or_else(String::new, |text| format!("{text}%"));
            (advisers, advisers_words(advisers), *people, share)
        };
        found.by_advisers.iter().enumerate().map(row).collect()
    }
}

/// "2 advisers", for a row of the table of steadiness.
fn advisers_words(count: usize) -> String {
    match count {
        0 => "None yet".to_owned(),
        1 => "1 adviser".to_owned(),
        4 => "4 or more advisers".to_owned(),
        _ => format!("{count} advisers"),
    }
}

#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    team: String,
    #[serde(default)]
    done: String,
}

pub async fn board(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    let notice = match asked.done.as_str() {
        "limit" => Some("Limit saved"),
        "passed-on" => {
            Some("Passed on. It can be taken back under \u{201c}Pass young people on\u{201d}.")
        }
        _ => None,
    };
    draw(&app, &actor, &asked.team, Form::default(), notice).await
}

/// Sets the council's own limit.
pub async fn set_limit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Sent(sent): Fields,
) -> Answer {
    let mut form: Form = sent.into_iter().collect();
    let people = form.value("limit").parse().unwrap_or(0);
    match caseload::set_limit(&actor, &app.office, people).await {
        Ok(()) => Ok(Redirect::to("/team?done=limit").into_response()),
        Err(Error::Invalid(problems)) => {
            form.add_problems(&problems);
            let page = draw(&app, &actor, "", form, None).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn draw(
    app: &App,
    actor: &Actor,
    team: &str,
    mut form: Form,
    notice: Option<&str>,
) -> Answer {
    let board = caseload::board(actor, &app.office, team).await?;
    if form.value("limit").is_empty() {
        form.set("limit", board.limit.people.to_string());
    }
    form.set("team", board.team.as_str());
    let mut page = app.page(actor, "Team", "/team").with_errors_of(&form);
    page.notice = notice.map(str::to_owned);
    render(&BoardPage {
        page,
        form,
        teams: choices(&board.teams),
        may_manage: actor.may(Action::ManageTeam),
        of_team: if board.team.is_empty() {
            String::new()
        } else {
            format!("&{}", query(&[("team", &board.team)]))
        },
        board,
    })
}

/// The same words as value and label.
pub(super) fn choices(names: &[String]) -> Vec<Choice> {
    names
        .iter()
        .map(|name| Choice::new(name.as_str(), name.as_str()))
        .collect()
}

/// A query string of what is not empty.
pub(super) fn query(pairs: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    query.finish()
}

/// Where a page ended, as it stands in an address: what orders, a tilde, and what tells two of the same apart.
pub(super) fn place_text(place: &Place) -> String {
    format!("{}~{}", place.order, place.id)
}

pub(super) fn read_place(text: &str) -> Option<Place> {
    text.split_once('~').map(|(order, id)| Place {
        order: order.to_owned(),
        id: id.to_owned(),
    })
}

/// "1 young person", "25 young people".
pub(super) fn young_people(count: usize) -> String {
    match count {
        1 => "1 young person".to_owned(),
        _ => format!("{} young people", printed::count(count as u64)),
    }
}

/// "1 week", "12 weeks", "less than a week".
pub(super) fn weeks(weeks: i64) -> String {
    match weeks {
        0 => "less than a week".to_owned(),
        1 => "1 week".to_owned(),
        _ => format!("{weeks} weeks"),
    }
}

/// "1 day", "12 days".
pub(super) fn days(days: i64) -> String {
    match days {
        1 => "1 day".to_owned(),
        _ => format!("{days} days"),
    }
}
