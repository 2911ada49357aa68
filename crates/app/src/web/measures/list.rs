//! All measures by theme, each with its figure.

use askama::Template;
use axum::extract::State;
use casework::measure::{Answer as MeasureAnswer, Theme, overview, theme};
use casework::{Action, Actor};
use measures::measure::Measure;
use measures::population::Basis;

use super::super::{
    call::Query,
    context::{Answer, App, SignedIn, render},
    form::Choice,
    layout::Page,
    printed,
};
use super::asked::{Asked, AskedText, policies, policy_label};
use crate::clock;

#[derive(Template)]
#[template(path = "measures/list.html")]
struct ListPage {
    page: Page,
    asked: Asked,
    may_see_as_it_is: bool,
    policies: Vec<Choice>,
    /// The council's name.
    council: String,
    themes: Vec<(&'static str, Vec<Line>)>,
}

struct Line {
    measure: &'static Measure,
    answer: MeasureAnswer,
}

impl Line {
    /// "live", or "year to March 2025".
    fn basis(&self) -> String {
        match self.answer.basis {
            Basis::Live => "live".to_owned(),
            Basis::Department => format!("year to March {}", self.answer.year.unwrap_or_default()),
        }
    }
}

pub async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(text): Query<AskedText>,
) -> Answer {
    let asked = Asked::read(&text, &actor);
    let known_at = asked.known_at.map(clock::end_of);
    let mut lines: Vec<(Theme, Line)> =
        overview(&actor, &app.office, asked.as_at, known_at, asked.publish)
            .await?
            .into_iter()
            .map(|(measure, answer)| (theme(measure), Line { measure, answer }))
            .collect();
    let themes = Theme::ALL.map(|theme| {
        let (own, others): (Vec<_>, Vec<_>) = lines.drain(..).partition(|(of, _)| *of == theme);
        lines = others;
        (
            theme.label(),
            own.into_iter().map(|(_, line)| line).collect(),
        )
    });
    render(&ListPage {
        page: app
            .page(&actor, "Measures", "/measures")
            .with_errors_of(&asked.form),
        may_see_as_it_is: actor.may(Action::ReadMeasures),
        policies: policies(),
        council: council(&app, &actor).await?,
        themes: themes.into(),
        asked,
    })
}

/// The name of the actor's council.
pub(super) async fn council(app: &App, actor: &Actor) -> Result<String, casework::Error> {
    Ok(casework::authority::find(&app.office, &actor.authority)
        .await?
        .name)
}
