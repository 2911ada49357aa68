//! What an import found: its counts and every finding with its place, reason and remedy; confirming it; taking the findings out.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use casework::Actor;
use casework::import::{ImportRun, Report};
use leaving_care::{Finding, Severity};
use uuid::Uuid;

use super::super::{
    call::{Path, Query},
    context::{Answer, App, Problem, SignedIn, render},
    layout::Page,
    printed,
    spreadsheet::{self, Cell, FileKind, Sheet},
};
use super::list::kind_label;
use crate::clock;

/// How many findings one page shows.
const SHOWN: usize = 100;

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    severity: String,
    after: Option<usize>,
    done: String,
}

/// What an import counted, as it is kept with it.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct Summary {
    pub people: u64,
    pub new_people: u64,
    pub rows_read: u64,
    pub written: u64,
    pub corrected: u64,
    pub unchanged: u64,
    pub files: Vec<FileLine>,
}

#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct FileLine {
    pub name: String,
    pub year_ending: Option<i16>,
    pub rows: u64,
}

impl Summary {
    pub fn of_run(run: &ImportRun) -> Self {
        serde_json::from_str(&run.summary).unwrap_or_default()
    }

    fn of_report(report: &Report) -> Self {
        let count = |number: usize| number as u64;
        Self {
            people: count(report.people),
            new_people: count(report.new_people),
            rows_read: report.rows_read,
            written: count(report.written),
            corrected: count(report.corrected),
            unchanged: count(report.unchanged),
            files: report
                .files
                .iter()
                .map(|file| FileLine {
                    name: file.name.clone(),
                    year_ending: file.year_ending,
                    rows: file.rows,
                })
                .collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "imports/report.html")]
struct ReportPage {
    page: Page,
    kind: String,
    /// When it was written and by whom; `None` while it waits to be confirmed.
    written_by: Option<String>,
    /// Without the query.
    address: String,
    summary: Summary,
    /// Each severity with how many findings have it.
    severities: Vec<(Severity, usize)>,
    only: Option<Severity>,
    /// A page of them, each with its number.
    findings: Vec<(usize, Finding)>,
    total: usize,
    next: String,
}

impl ReportPage {
    fn is_clean(&self) -> bool {
        self.severities.iter().all(|(_, count)| *count == 0)
    }

    fn is_only(&self, severity: Severity) -> bool {
        self.only == Some(severity)
    }
}

/// What could not be used stands out; it is not late, so it is not red.
fn tone(finding: &Finding) -> &'static str {
    match finding.severity {
        Severity::Error => "neet",
        Severity::Warning => "soon",
        Severity::Note => "plain",
    }
}

fn severity_label(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Could not be used",
        Severity::Warning => "Doubtful",
        Severity::Note => "To note",
    }
}

fn severity_code(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

/// An upload that waits to be confirmed.
pub async fn waiting(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    let report = casework::import::waiting(&actor, &app.office, id)?;
    let page = app.page(&actor, "What the files hold", "/imports");
    render(&report_page(
        page,
        report.kind.label().to_owned(),
        None,
        format!("/imports/waiting/{id}"),
        Summary::of_report(&report),
        report.findings,
        &asked,
    ))
}

/// An import that was written.
pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (run, findings) = written(&app, &actor, id).await?;
    let mut page = app.page(&actor, "An import", "/imports");
    if asked.done == "written" {
        page.notice = Some("Import written".to_owned());
    }
    let local = clock::local(run.started_at);
    let written_by = format!(
        "{} at {} by {}",
        printed::long_date(&local.date()),
        local.strftime("%H:%M"),
        run.started_by
    );
    render(&report_page(
        page,
        kind_label(&run.kind),
        Some(written_by),
        format!("/imports/{id}"),
        Summary::of_run(&run),
        findings,
        &asked,
    ))
}

async fn written(
    app: &App,
    actor: &Actor,
    id: Uuid,
) -> Result<(ImportRun, Vec<Finding>), casework::Error> {
    let run = casework::import::find(actor, &app.office, id).await?;
    let findings = casework::import::findings(actor, &app.office, id, -1, u32::MAX).await?;
    Ok((
        run,
        findings.into_iter().map(|(_, finding)| finding).collect(),
    ))
}

fn report_page(
    page: Page,
    kind: String,
    written_by: Option<String>,
    address: String,
    summary: Summary,
    findings: Vec<Finding>,
    asked: &Asked,
) -> ReportPage {
    let only = SEVERITIES
        .into_iter()
        .find(|severity| severity_code(*severity) == asked.severity);
    let severities = SEVERITIES
        .into_iter()
        .map(|severity| {
            let of_it = findings
                .iter()
                .filter(|finding| finding.severity == severity);
            (severity, of_it.count())
        })
        .collect();
    let mut left = findings
        .into_iter()
        .enumerate()
        .map(|(index, finding)| (index + 1, finding))
        .filter(|(_, finding)| only.is_none_or(|only| finding.severity == only));
    let total = left.clone().count();
    let after = asked.after.unwrap_or_default();
    let findings: Vec<(usize, Finding)> = left
        .by_ref()
        .filter(|(number, _)| *number > after)
        .take(SHOWN)
        .collect();
    let next = match (left.next(), findings.last()) {
        (Some(_), Some((last, _))) => {
            let severity = only.map_or(String::new(), |only| {
                format!("severity={}&", severity_code(only))
            });
            format!("{address}?{severity}after={last}")
        }
        _ => String::new(),
    };
    ReportPage {
        page,
        kind,
        written_by,
        address,
        summary,
        severities,
        only,
        findings,
        total,
        next,
    }
}

/// Writes an upload that was looked at.
pub async fn confirm(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    let report = casework::import::confirm(&actor, &app.office, id).await?;
    let address = report.run.map_or_else(
        || "/imports".to_owned(),
        |run| format!("/imports/{run}?done=written"),
    );
    Ok(Redirect::to(&address).into_response())
}

pub async fn download(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    let (_, findings) = written(&app, &actor, id).await?;
    file(findings)
}

pub async fn download_waiting(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<axum::response::Response, Problem> {
    let report = casework::import::waiting(&actor, &app.office, id)?;
    file(report.findings)
}

/// The findings as a sheet.
pub fn findings_sheet(findings: Vec<Finding>) -> Sheet {
    let row = |finding: Finding| {
        vec![
            Cell::from(severity_label(finding.severity)),
            Cell::from(finding.file),
            Cell::from(finding.table),
            finding
                .row
                .map_or(Cell::Empty, |row| Cell::Number(row as f64)),
            Cell::from(finding.column),
            Cell::from(finding.value),
            Cell::from(finding.reason),
            Cell::from(finding.remedy),
        ]
    };
    Sheet {
        name: "Findings",
        columns: vec![
            "Severity", "File", "Table", "Row", "Column", "Value", "Reason", "Remedy",
        ],
        rows: findings.into_iter().map(row).collect(),
    }
}

fn file(findings: Vec<Finding>) -> Answer {
    spreadsheet::download(
        &findings_sheet(findings),
        FileKind::Csv {
            has_byte_order_mark: true,
        },
        "findings",
    )
}
