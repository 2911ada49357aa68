//! Every decision about a protocol, and any two of its texts line by line.

use askama::Template;
use axum::extract::State;
use casework::{
    Action, Actor,
    person::View,
    protocol::{self, Line, Opened, Standing},
};
use uuid::Uuid;

use super::when;
use crate::web::{
    call::{Path, Query},
    context::{Answer, App, Problem, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    printed,
};

#[derive(Template)]
#[template(path = "protocols/versions.html")]
struct VersionsPage {
    page: Page,
    id: String,
    opened: Opened,
    may_change: bool,
    can_compare: bool,
}

#[derive(Template)]
#[template(path = "protocols/compare.html")]
struct ComparePage {
    page: Page,
    id: String,
    title: String,
    form: Form,
    versions: Vec<Choice>,
    hunks: Vec<Hunk>,
    changed: usize,
}

/// Some lines of two texts, after some that are the same and folded away.
pub struct Hunk {
    pub folded: usize,
    pub lines: Vec<HunkLine>,
}

pub struct HunkLine {
    pub kind: &'static str,
    pub mark: &'static str,
    pub text: String,
}

/// How many lines that are the same are shown around one that is not.
const AROUND: usize = 3;

/// The lines near a change; longer stretches without one are folded.
pub fn hunks(lines: &[Line]) -> Vec<Hunk> {
    let is_near = |at: usize| {
        let from = at.saturating_sub(AROUND);
        let near = lines.iter().skip(from).take(at - from + AROUND + 1);
        near.into_iter().any(|line| !matches!(line, Line::Same(_)))
    };
    let mut hunks: Vec<Hunk> = Vec::new();
    let mut folded = 0;
    for (at, line) in lines.iter().enumerate() {
        if !is_near(at) {
            folded += 1;
            continue;
        }
        if folded > 0 || hunks.is_empty() {
            hunks.push(Hunk {
                folded,
                lines: Vec::new(),
            });
            folded = 0;
        }
        let (kind, mark, text) = match line {
            Line::Same(text) => ("same", "", text),
            Line::Removed(text) => ("removed", "left out", text),
            Line::Added(text) => ("added", "added", text),
        };
        if let Some(hunk) = hunks.last_mut() {
            hunk.lines.push(HunkLine {
                kind,
                mark,
                text: text.clone(),
            });
        }
    }
    if folded > 0 && !hunks.is_empty() {
        hunks.push(Hunk {
            folded,
            lines: Vec::new(),
        });
    }
    hunks
}

async fn opened(app: &App, actor: &Actor, id: &str) -> Result<Opened, casework::Error> {
    let view = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    protocol::open(actor, &app.office, id, view).await
}

pub async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Answer {
    let opened = opened(&app, &actor, &id).await?;
    render(&VersionsPage {
        page: app.page(&actor, "Versions of a protocol", "/protocols"),
        can_compare: choices(&opened).len() > 1,
        id,
        opened,
        may_change: actor.may(Action::ChangeProtocols),
    })
}

#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    before: String,
    #[serde(default)]
    after: String,
}

const SHIPPED: &str = "shipped";

/// The texts that there are: what ships, and each that the council wrote.
fn choices(opened: &Opened) -> Vec<Choice> {
    let shipped = opened
        .shipped
        .map(|shipped| Choice::new(SHIPPED, format!("As it ships, version {}", shipped.version)));
    let own = opened
        .decisions
        .iter()
        .filter(|decision| decision.standing == Standing::OwnWords)
        .map(|decision| {
            let label = format!(
                "The council's words from {}, written {}",
                printed::long_date(&decision.from),
                when(&decision.at)
            );
            Choice::new(decision.id.to_string(), label)
        });
    shipped.into_iter().chain(own).collect()
}

pub async fn compare(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let opened = opened(&app, &actor, &id).await?;
    let versions = choices(&opened);
    let known = |asked: &str| versions.iter().find(|choice| choice.value == asked);
    // Unless asked otherwise: the newest words of the council beside what they were written from.
    let newest = versions.get(1).or(versions.first());
    let before = known(&asked.before)
        .or(versions.first())
        .ok_or(Problem::NotFound)?;
    let after = known(&asked.after).or(newest).ok_or(Problem::NotFound)?;
    let (old, new) = (
        text_of(&app, &actor, &id, &before.value).await?,
        text_of(&app, &actor, &id, &after.value).await?,
    );
    let lines = protocol::compare_lines(&old, &new);
    let changed = lines
        .iter()
        .filter(|line| !matches!(line, Line::Same(_)))
        .count();
    let mut form = Form::default();
    form.set("before", before.value.as_str());
    form.set("after", after.value.as_str());
    render(&ComparePage {
        page: app.page(&actor, "Compare two versions", "/protocols"),
        title: opened.overview.protocol.title.clone(),
        id,
        form,
        hunks: hunks(&lines),
        versions,
        changed,
    })
}

async fn text_of(app: &App, actor: &Actor, id: &str, version: &str) -> Result<String, Problem> {
    let decision: Option<Uuid> = match version {
        SHIPPED => None,
        other => Some(other.parse().map_err(|_| Problem::NotFound)?),
    };
    Ok(protocol::text(actor, &app.office, id, decision).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_stretches_without_a_change_are_folded() {
        let same = |count: usize| (0..count).map(|at| Line::Same(at.to_string()));
        let check = |lines: Vec<Line>, expected: &[(usize, usize)]| {
            let found: Vec<(usize, usize)> = hunks(&lines)
                .iter()
                .map(|hunk| (hunk.folded, hunk.lines.len()))
                .collect();
            assert_eq!(found, expected);
        };
        let changed = || Line::Added("new".to_owned());
        check(Vec::new(), &[]);
        check(same(20).collect(), &[]);
        check(vec![changed()], &[(0, 1)]);
        check(
            same(10).chain([changed()]).chain(same(10)).collect(),
            &[(7, 7), (7, 0)],
        );
        check(
            same(3).chain([changed()]).chain(same(3)).collect(),
            &[(0, 7)],
        );
        check(
            [changed()]
                .into_iter()
                .chain(same(6))
                .chain([changed()])
                .collect(),
            &[(0, 8)],
        );
        check(
            [changed()]
                .into_iter()
                .chain(same(7))
                .chain([changed()])
                .collect(),
            &[(0, 4), (1, 4)],
        );
    }
}
