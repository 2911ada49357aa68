//! One measure: the figure large, who is behind it, how it is worked out, its interval, target, breakdown, trend and comparison.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use casework::measure::{Answer as MeasureAnswer, Dimension, TrendPoint, ask, trend};
use casework::{Action, Actor};
use measures::measure::Measure;
use measures::population::Basis;

use super::super::{
    call::{Path, Query},
    charts::{self, Bar, Series, Value},
    context::{Answer, App, Problem, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    printed,
};
use super::asked::{Asked, AskedText, policies, policy_label};
use super::comparison::{Published, published};

#[derive(Template)]
#[template(path = "measures/show.html")]
struct ShowPage {
    page: Page,
    asked: Asked,
    measure: &'static Measure,
    answer: MeasureAnswer,
    council: String,
    may_see_as_it_is: bool,
    /// Whether the lists behind the figure may be opened.
    has_lists: bool,
    bases: Vec<Choice>,
    policies: Vec<Choice>,
    breakdowns: Vec<Choice>,
    groups_chart: String,
    own: Vec<TrendPoint>,
    own_chart: String,
    published: Option<Published>,
    /// The form for a target, for those who may set one.
    target: Option<Form>,
}

impl ShowPage {
    /// "As at 3 March 2026, live", "Year ended 31 March 2025, as the Department counts".
    fn when(&self) -> String {
        match (self.answer.basis, self.answer.year) {
            (Basis::Department, Some(year)) => {
                format!("Year ended 31 March {year}, as the Department counts")
            }
            _ => format!("Live, as at {}", printed::long_date(&self.answer.as_at)),
        }
    }

    /// What the numbers allow one to say.
    fn interval_sentence(&self) -> Option<String> {
        let interval = self.answer.interval?;
        let people = self.answer.count.denominator?;
        let with = if people == 1 {
            "With 1 young person".to_owned()
        } else {
            format!("With {} young people", printed::count(people))
        };
        Some(format!(
            "{with}, the figure could as well have come out between {:.0}% and {:.0}% by chance alone (95% interval).",
            interval.low, interval.high
        ))
    }

    fn basis_label(&self) -> &'static str {
        self.answer.basis.label()
    }

    fn trend_day(&self, point: &TrendPoint) -> String {
        match self.answer.basis {
            Basis::Department => format!("Year to March {}", point.as_at.year()),
            Basis::Live => printed::long_date(&point.as_at),
        }
    }
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Query(text): Query<AskedText>,
) -> Answer {
    page(&app, &actor, &id, &text, None).await
}

/// The page; `target` is a form for a target that was sent and could not be taken.
pub(super) async fn page(
    app: &App,
    actor: &Actor,
    id: &str,
    text: &AskedText,
    target: Option<Form>,
) -> Answer {
    let measure = measures::measure::find(id).ok_or(Problem::NotFound)?;
    let mut asked = Asked::read(text, actor);
    if asked.by.is_empty() {
        asked.by = vec![Dimension::Locality];
        asked.form.set("by", "locality");
    }
    let answer = ask(actor, &app.office, &asked.query(measure)).await?;
    asked.form.set("basis", answer.basis.code());
    let authority = casework::authority::find(&app.office, &actor.authority).await?;
    let reference = casework::measure::reference(&app.office).await?;
    let sees_as_it_is = asked.publish.is_none();
    let own = if sees_as_it_is {
        trend(actor, &app.office, measure, answer.basis, asked.as_at).await?
    } else {
        Vec::new()
    };
    let status = if target.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let mut page = app
        .page(actor, measure.title, "/measures")
        .with_errors_of(target.as_ref().unwrap_or(&asked.form));
    if text.done == "target" {
        page.notice = Some("Target set".to_owned());
    }
    let shown = render(&ShowPage {
        page,
        measure,
        may_see_as_it_is: actor.may(Action::ReadMeasures),
        has_lists: sees_as_it_is && actor.may(Action::ReadPeople),
        bases: bases(measure),
        policies: policies(),
        breakdowns: vec![
            Choice::new("locality", "Locality"),
            Choice::new("code", "Activity code"),
            Choice::new("locality,code", "Locality and activity code"),
        ],
        groups_chart: groups_chart(&answer),
        own_chart: own_chart(measure, &answer, &own, &authority.name),
        own,
        published: published(&reference, measure, &authority.dfe_code, &authority.name)?,
        target: actor
            .may(Action::SetTargets)
            .then(|| target.unwrap_or_else(|| new_target(&answer, actor))),
        council: authority.name,
        answer,
        asked,
    })?;
    Ok((status, shown).into_response())
}

fn bases(measure: &Measure) -> Vec<Choice> {
    [Basis::Department, Basis::Live]
        .into_iter()
        .filter(|basis| measure.allows(*basis))
        .map(|basis| {
            let label = match basis {
                Basis::Department => "As the Department counts",
                Basis::Live => "Live, on the day",
            };
            Choice::new(basis.code(), label)
        })
        .collect()
}

/// The localities beside each other; with one only there is nothing to compare.
fn groups_chart(answer: &MeasureAnswer) -> String {
    if answer.by != [Dimension::Locality] || answer.groups.len() < 2 {
        return String::new();
    }
    let bar = |group: &casework::measure::Group| Bar {
        name: group.values.join(", "),
        is_ours: true,
        value: if group.count.suppressed {
            Value::NotShown
        } else {
            group.count.percent.map_or(Value::None, Value::Percent)
        },
        interval: group
            .count
            .numerator
            .zip(group.count.denominator)
            .and_then(|(counted, out_of)| measures::interval::wilson_95(counted, out_of))
            .map(|interval| (interval.low, interval.high)),
    };
    let bars: Vec<Bar> = answer.groups.iter().map(bar).collect();
    charts::bars(
        "localities",
        &format!("{} by locality", answer.title),
        &bars,
    )
}

/// Our own figures over time: never in one drawing with the published ones.
fn own_chart(
    measure: &Measure,
    answer: &MeasureAnswer,
    own: &[TrendPoint],
    council: &str,
) -> String {
    if own.len() < 2 {
        return String::new();
    }
    let days: Vec<String> = own
        .iter()
        .map(|point| match answer.basis {
            Basis::Department => point.as_at.year().to_string(),
            Basis::Live => point.as_at.strftime("%b %y").to_string(),
        })
        .collect();
    let series = Series {
        name: format!("{council}, our own records"),
        is_ours: true,
        values: own
            .iter()
            .map(|point| point.percent.map_or(Value::None, Value::Percent))
            .collect(),
    };
    let title = format!(
        "{}: our own records, {}",
        measure.title,
        answer.basis.label()
    );
    charts::lines("own", &title, &days, &[series])
}

fn new_target(answer: &MeasureAnswer, actor: &Actor) -> Form {
    let mut form = Form::default();
    let year = answer
        .year
        .map_or_else(|| actor.moment.today.year(), |year| year + 1);
    form.set("year", year.to_string());
    form
}
