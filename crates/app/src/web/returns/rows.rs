//! The rows at fault: by rule, by table with the cells marked, by child, filtered and in pages.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
};
use casework::{
    Action, Actor,
    return_check::{
        self, Check, ChildLine, Found, LedgerLine, Noted, Outcome, Rows, RowsAsked, Since,
    },
};
use ssda903::{Rule, Table};
use url::form_urlencoded;
use uuid::Uuid;

use super::{
    super::{
        call::{Path, Query, Sent},
        context::{Answer, App, Problem, SignedIn, render},
        form::{Choice, Form},
        layout::Page,
    },
    Places, outcome_words, rows_words, rule_of, year_words,
};

/// What the address asks for; nothing in it names a child.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    rule: String,
    table: String,
    year: String,
    noted: String,
    since: String,
    sort: String,
    after: Option<i64>,
}

#[derive(Template)]
#[template(path = "returns/rows.html")]
struct RowsPage {
    page: Page,
    places: Places,
    form: Form,
    choices: Choices,
    found: Rows,
    /// Shown as a table when all rows are of one.
    table: Option<Table>,
    next: String,
    since: Option<Since>,
}

struct Choices {
    rules: Vec<Choice>,
    tables: Vec<Choice>,
    years: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "returns/rule.html")]
struct RulePage {
    page: Page,
    places: Places,
    check: Check,
    line: LedgerLine,
    /// `None` when this version of the program no longer has the rule.
    rule: Option<&'static Rule>,
    form: Form,
    found: Rows,
    next: String,
}

#[derive(Template)]
#[template(path = "returns/child.html")]
struct ChildPage {
    page: Page,
    places: Places,
    found: Rows,
    child: String,
    next: String,
}

#[derive(Template)]
#[template(path = "returns/children.html")]
struct ChildrenPage {
    page: Page,
    places: Places,
    check: Check,
    form: Form,
    lines: Vec<ChildLine>,
    next: String,
}

/// The Department's words for a rule, for a line in a list.
pub(super) fn message(check: &Check, rule: &str) -> String {
    let line = check.summary.rule(rule);
    line.map_or_else(String::new, |line| line.message.clone())
}

const NOTED: [(&str, Noted, &str); 3] = [
    ("open", Noted::Open, "Without a reason"),
    ("waiting", Noted::Waiting, "With a reason, not agreed"),
    ("agreed", Noted::Agreed, "With a reason, agreed"),
];

impl Asked {
    fn rows(&self) -> RowsAsked {
        RowsAsked {
            rule: (!self.rule.is_empty()).then(|| self.rule.clone()),
            table: table_named(&self.table),
            child_of: None,
            years_ago: self.year.parse().ok(),
            noted: NOTED
                .into_iter()
                .find(|(word, _, _)| *word == self.noted)
                .map(|(_, noted, _)| noted),
            since: match self.since.as_str() {
                "new" => Some(Since::New),
                "gone" => Some(Since::Gone),
                _ => None,
            },
            by_child: self.sort == "child",
            after: self.after,
        }
    }

    /// The address of the next page.
    fn after(&self, path: &str, after: Option<i64>) -> String {
        let Some(after) = after else {
            return String::new();
        };
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [
            ("rule", &self.rule),
            ("table", &self.table),
            ("year", &self.year),
            ("noted", &self.noted),
            ("since", &self.since),
            ("sort", &self.sort),
        ] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        query.append_pair("after", &after.to_string());
        format!("{path}?{}", query.finish())
    }

    fn form(&self) -> Form {
        let mut form = Form::default();
        for (name, value) in [
            ("rule", &self.rule),
            ("table", &self.table),
            ("year", &self.year),
            ("noted", &self.noted),
            ("sort", &self.sort),
        ] {
            form.set(name, value.as_str());
        }
        form
    }
}

fn table_named(name: &str) -> Option<Table> {
    Table::ALL.into_iter().find(|table| table.name() == name)
}

fn places(actor: &Actor, id: Uuid, current: &'static str) -> Places {
    Places {
        id,
        current,
        may_export: actor.may(Action::ExportPeople),
    }
}

/// All rows that fit the filters.
pub async fn rows(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    let wanted = asked.rows();
    let found = return_check::rows(&actor, &app.office, id, &wanted).await?;
    let Found::Kept(ledger) = return_check::open(&actor, &app.office, id).await? else {
        return Err(Problem::NotFound);
    };
    let of_rule = |line: &&LedgerLine| line.found > 0;
    let mut years: Vec<u8> = ledger.tables.iter().map(|count| count.years_ago).collect();
    years.dedup();
    let mut tables: Vec<Table> = ledger.tables.iter().map(|count| count.table).collect();
    tables.sort_unstable();
    tables.dedup();
    let choices = Choices {
        rules: ledger
            .check
            .summary
            .rules
            .iter()
            .filter(of_rule)
            .map(|line| Choice::new(&line.code, format!("{} ({})", line.code, line.found)))
            .collect(),
        tables: tables
            .into_iter()
            .map(|table| Choice::new(table.name(), table.name()))
            .collect(),
        years: years
            .into_iter()
            .map(|ago| Choice::new(ago.to_string(), year_words(&ledger.check, ago)))
            .collect(),
    };
    render(&RowsPage {
        page: app.page(&actor, "Rows at fault", "/returns"),
        places: places(&actor, id, "Rows"),
        form: asked.form(),
        choices,
        next: asked.after(&format!("/returns/{id}/rows"), found.next),
        table: wanted.table,
        since: wanted.since,
        found,
    })
}

/// One rule: what it says, what became of it, and its rows.
pub async fn of_rule(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, code)): Path<(Uuid, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let Found::Kept(ledger) = return_check::open(&actor, &app.office, id).await? else {
        return Err(Problem::NotFound);
    };
    let check = ledger.check;
    let line = check.summary.rule(&code).ok_or(Problem::NotFound)?.clone();
    let wanted = RowsAsked {
        rule: Some(line.code.clone()),
        ..asked.rows()
    };
    let found = return_check::rows(&actor, &app.office, id, &wanted).await?;
    let path = format!("/returns/{id}/rules/{}", line.code);
    let of_rule = Asked {
        rule: String::new(),
        ..asked.clone()
    };
    render(&RulePage {
        page: app.page(&actor, format!("Rule {}", line.code), "/returns"),
        places: places(&actor, id, ""),
        rule: rule_of(check.year, &line.code),
        form: asked.form(),
        next: of_rule.after(&path, found.next),
        line,
        check,
        found,
    })
}

/// Everything at fault about the child of one row.
pub async fn child(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, row)): Path<(Uuid, i64)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let wanted = RowsAsked {
        child_of: Some(row),
        ..asked.rows()
    };
    let found = return_check::rows(&actor, &app.office, id, &wanted).await?;
    let child = found.rows.first().map_or("", |row| row.child.as_str());
    render(&ChildPage {
        page: app.page(&actor, "A child in the return", "/returns"),
        places: places(&actor, id, ""),
        child: child.to_owned(),
        next: asked.after(&format!("/returns/{id}/children/{row}"), found.next),
        found,
    })
}

/// The children with rows at fault.
pub async fn children(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    children_page(&app, &actor, id, asked.after, Form::default()).await
}

async fn children_page(
    app: &App,
    actor: &Actor,
    id: Uuid,
    after: Option<i64>,
    form: Form,
) -> Answer {
    let (check, lines, next) = return_check::children(actor, &app.office, id, after).await?;
    render(&ChildrenPage {
        page: app
            .page(actor, "Children with something at fault", "/returns")
            .with_errors_of(&form),
        places: places(actor, id, "Children"),
        next: next.map_or_else(String::new, |row| {
            format!("/returns/{id}/children?after={row}")
        }),
        check,
        form,
        lines,
    })
}

/// A child by the number in the return: sent as a form, so that it stands in no address.
pub async fn find_child(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Answer {
    let mut form: Form = sent.into_iter().collect();
    if let Some(child) = form.required("child", "the child's number as the return has it") {
        let row = return_check::child_named(&actor, &app.office, id, &child).await?;
        if let Some(row) = row {
            return Ok(Redirect::to(&format!("/returns/{id}/children/{row}")).into_response());
        }
        form.add_error(
            "child",
            "Nothing is at fault about a child with this number",
        );
    }
    children_page(&app, &actor, id, None, form).await
}
