//! The findings of a kept check as files: CSV, and a workbook with the cells marked.

use std::collections::HashMap;

use axum::{
    extract::State,
    http::{HeaderName, HeaderValue, header},
    response::IntoResponse,
};
use casework::{
    Actor,
    return_check::{self, Check, FaultRow, Outcome},
};
use ssda903::{
    ReferenceUsed, Table,
    checked::{Checked, CheckedRow, CheckedRule, OutcomeWord},
};
use uuid::Uuid;

use super::{
    super::{
        call::Path,
        context::{Answer, App, Problem, SignedIn},
    },
    rule_of,
};
use crate::checked_return;

pub async fn csv(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    let (check, rows) = return_check::export(&actor, &app.office, id).await?;
    let reference = reference(&check);
    let bytes = checked_return::findings_csv(&checked(&check, &rows, &actor, &reference));
    file(bytes, "text/csv; charset=utf-8", &check, "csv")
}

pub async fn xlsx(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    let (check, rows) = return_check::export(&actor, &app.office, id).await?;
    // A large workbook takes seconds.
    let bytes = tokio::task::spawn_blocking(move || {
        let reference = reference(&check);
        let checked = checked(&check, &rows, &actor, &reference);
        let by_place: HashMap<(u8, Table, u32), &FaultRow> = rows
            .iter()
            .map(|row| ((row.years_ago, row.table, row.row), row))
            .collect();
        let texts = |years_ago: u8, table: Table, number: u32| -> Vec<String> {
            let row = by_place.get(&(years_ago, table, number));
            row.map_or_else(Vec::new, |row| {
                row.cells.iter().map(|cell| cell.text.clone()).collect()
            })
        };
        (checked_return::workbook_of(&checked, texts), check)
    });
    let (bytes, check) = bytes.await.map_err(|_| Problem::Internal)?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    file(bytes, kind, &check, "xlsx")
}

fn file(bytes: Option<Vec<u8>>, kind: &'static str, check: &Check, ending: &str) -> Answer {
    let name = format!("attachment; filename=\"findings-{}.{ending}\"", check.year);
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_str(&name).map_err(|_| Problem::Internal)?,
        ),
    ];
    let bytes = bytes.ok_or(Problem::Internal)?;
    Ok((headers, bytes).into_response())
}

fn reference(check: &Check) -> ReferenceUsed {
    let used = &check.summary.reference;
    ReferenceUsed {
        authorities: used.authorities.clone(),
        postcodes: used.postcodes.clone(),
        providers: used.providers.clone(),
        rules: used.rules.clone(),
    }
}

/// What was kept, in the form that is handed out after a check. A rule that this version of the program no longer has is left out.
fn checked<'a>(
    check: &'a Check,
    rows: &'a [FaultRow],
    actor: &'a Actor,
    reference: &'a ReferenceUsed,
) -> Checked<'a> {
    let mut by_rule: HashMap<&str, Vec<&FaultRow>> = HashMap::new();
    for row in rows {
        for finding in &row.findings {
            by_rule.entry(&finding.rule).or_default().push(row);
        }
    }
    let rules = check.summary.rules.iter().filter_map(|line| {
        let rule = rule_of(check.year, &line.code)?;
        let rows = by_rule.remove(line.code.as_str()).unwrap_or_default();
        Some(CheckedRule {
            code: rule.code,
            outcome: match line.outcome {
                Outcome::Ran => OutcomeWord::Ran,
                Outcome::NotApplicable => OutcomeWord::NotApplicable,
                Outcome::CouldNotRun => OutcomeWord::CouldNotRun,
            },
            why: &line.why,
            message: rule.message,
            rule,
            findings: rows
                .into_iter()
                .map(|row| checked_row(row, rule.columns(row.table)))
                .collect(),
        })
    });
    Checked {
        collection: check.year.to_string(),
        authority: &actor.authority,
        reference,
        rules: rules.collect(),
        reading: check.summary.reading.iter().collect(),
    }
}

fn checked_row<'a>(row: &'a FaultRow, fields: &'static [&'static str]) -> CheckedRow<'a> {
    let text = |column: &str| {
        let cell = row.cells.iter().find(|cell| cell.column == column);
        cell.map_or("", |cell| cell.text.as_str())
    };
    CheckedRow {
        year: match row.years_ago {
            0 => "this",
            1 => "last",
            _ => "before",
        },
        years_ago: row.years_ago,
        table: row.table,
        row: row.row,
        line: row.line,
        file: &row.file,
        child: row.child.as_str().into(),
        fields,
        values: fields
            .iter()
            .map(|column| (*column, text(column).into()))
            .collect(),
    }
}
