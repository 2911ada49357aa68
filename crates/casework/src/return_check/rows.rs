//! The rows at fault of a check: by rule, by table, by child, in pages, each cell with its text and whether a rule marks it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;
use ssda903::{Table, rules};
use store::{
    return_check::RowRecord,
    return_finding::{self, Noted, RowQuery},
};
use uuid::Uuid;

use super::{Check, find, kept::table_named, note::Note};
use crate::{
    actor::Actor,
    error::{Error, Result},
    office::Office,
    permission::Action,
};

/// How many rows a page shows.
const SHOWN: u32 = 50;

/// Which rows are asked for. What is `None` does not matter.
#[derive(Debug, Clone, Default)]
pub struct RowsAsked {
    pub rule: Option<String>,
    pub table: Option<Table>,
    /// The child of this row: an address does not name a child.
    pub child_of: Option<i64>,
    pub years_ago: Option<u8>,
    pub noted: Option<Noted>,
    pub since: Option<Since>,
    /// By child, instead of as they stand in the files.
    pub by_child: bool,
    /// The last row of the page before.
    pub after: Option<i64>,
}

/// What became of findings since the check before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    New,
    /// In the check before, and not in this one.
    Gone,
}

/// A page of rows.
#[derive(Debug, Clone, Serialize)]
pub struct Rows {
    pub check: Check,
    pub rows: Vec<FaultRow>,
    /// How many there are on all pages.
    pub total: usize,
    /// The last row of this page, when there is another page.
    pub next: Option<i64>,
}

/// A row at fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FaultRow {
    /// Under which it is found in its check.
    pub number: i64,
    /// 0 for the year of the return, 1 for the year before.
    pub years_ago: u8,
    pub table: Table,
    /// Data rows of the table, counted from 0.
    pub row: u32,
    /// As a spreadsheet counts: the header is line 1.
    pub line: u64,
    pub file: String,
    pub child: String,
    pub cells: Vec<Cell>,
    pub findings: Vec<FaultFinding>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cell {
    pub column: String,
    /// Empty when the cell is blank.
    pub text: String,
    /// Whether one of the findings is about it.
    pub is_marked: bool,
}

/// That a rule flags the row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FaultFinding {
    pub rule: String,
    pub identity: String,
    /// Why it stands, when somebody has said so.
    pub note: Option<Note>,
}

impl FaultRow {
    fn columns_of(&self, rule: &str, year: i16) -> &'static [&'static str] {
        rules::of_year(year)
            .find(|known| known.code == rule)
            .map_or(&[], |known| known.columns(self.table))
    }

    /// The cells that a rule names, with their texts.
    pub fn cells_of(&self, rule: &str, year: i16) -> Vec<(&'static str, &str)> {
        let text = |column: &str| {
            let cell = self.cells.iter().find(|cell| cell.column == column);
            cell.map_or("", |cell| cell.text.as_str())
        };
        self.columns_of(rule, year)
            .iter()
            .map(|column| (*column, text(column)))
            .collect()
    }
}

/// A page of the rows at fault.
pub async fn rows(actor: &Actor, office: &Office, id: Uuid, asked: &RowsAsked) -> Result<Rows> {
    actor.must(Action::CheckReturn, &actor.authority)?;
    let mut check = find(actor, office, id).await?;
    let child_of = async |number: Option<i64>| -> Result<Option<(String, i64)>> {
        let Some(number) = number else {
            return Ok(None);
        };
        let row = return_finding::row(&office.db, id, number).await?;
        let row = row.ok_or(Error::NotFound("row"))?;
        Ok(Some((row.child, number)))
    };
    let child = child_of(asked.child_of).await?.map(|(child, _)| child);
    let mut query = RowQuery {
        rule: asked.rule.clone(),
        table: asked.table.map(|table| table.name().to_owned()),
        child,
        years_ago: asked.years_ago.map(i64::from),
        noted: asked.noted,
        not_in: None,
        by_child: asked.by_child,
        after: None,
        limit: SHOWN + 1,
    };
    if let Some(since) = asked.since {
        let previous = store::return_check::before(&office.db, &check.record).await?;
        let previous = Check::read(previous.ok_or(Error::NotFound("check"))?)?;
        query.not_in = Some(match since {
            Since::New => previous.id,
            Since::Gone => check.id,
        });
        if since == Since::Gone {
            check = previous;
        }
    }
    query.after = match asked.after {
        None => None,
        Some(number) => {
            let row = return_finding::row(&office.db, check.id, number).await?;
            row.map(|row| (row.child, number))
        }
    };
    let total = return_finding::count(&office.db, &check.record, &query).await?;
    let mut records = return_finding::rows(&office.db, &check.record, &query).await?;
    let has_more = records.len() > SHOWN as usize;
    records.truncate(SHOWN as usize);
    let rows = described(actor, office, &check, records).await?;
    let detail = format!("{id} {} rows", rows.len());
    office
        .note(actor, "return_check.rows", None, detail)
        .await?;
    Ok(Rows {
        next: rows.last().filter(|_| has_more).map(|row| row.number),
        total: usize::try_from(total).unwrap_or_default(),
        rows,
        check,
    })
}

/// One row with all that is said about it.
pub async fn row(
    actor: &Actor,
    office: &Office,
    id: Uuid,
    number: i64,
) -> Result<(Check, FaultRow)> {
    actor.must(Action::CheckReturn, &actor.authority)?;
    let check = find(actor, office, id).await?;
    let record = return_finding::row(&office.db, id, number).await?;
    let mut rows = described(actor, office, &check, record.into_iter().collect()).await?;
    office
        .note(actor, "return_check.rows", None, format!("{id} 1 row"))
        .await?;
    let row = rows.pop().ok_or(Error::NotFound("row"))?;
    Ok((check, row))
}

/// Everything at fault, to be taken out as a file.
pub async fn export(actor: &Actor, office: &Office, id: Uuid) -> Result<(Check, Vec<FaultRow>)> {
    actor.must(Action::CheckReturn, &actor.authority)?;
    actor.must(Action::ExportPeople, &actor.authority)?;
    let check = find(actor, office, id).await?;
    let everything = RowQuery {
        limit: u32::MAX,
        ..RowQuery::default()
    };
    let records = return_finding::rows(&office.db, &check.record, &everything).await?;
    let rows = described(actor, office, &check, records).await?;
    let detail = format!("{id} {} rows", rows.len());
    office
        .note(actor, "return_check.export", None, detail)
        .await?;
    Ok((check, rows))
}

async fn described(
    actor: &Actor,
    office: &Office,
    check: &Check,
    records: Vec<RowRecord>,
) -> Result<Vec<FaultRow>> {
    let numbers: Vec<i64> = records.iter().map(|record| record.number).collect();
    let mut findings: HashMap<i64, Vec<(String, String)>> = HashMap::new();
    for finding in return_finding::of_rows(&office.db, check.id, &numbers).await? {
        findings
            .entry(finding.number)
            .or_default()
            .push((finding.rule, finding.identity));
    }
    let notes =
        store::return_note::current(&office.db, &check.record.authority, check.year).await?;
    let notes: HashMap<String, Note> = notes
        .into_iter()
        .map(|record| (record.identity.clone(), Note::read(actor, record)))
        .collect();
    let marked: HashMap<(&str, Table), &[&str]> = rules::of_year(check.year)
        .flat_map(|rule| {
            rule.fields
                .iter()
                .map(|(table, columns)| ((rule.code, *table), *columns))
        })
        .collect();
    records
        .into_iter()
        .map(|record| {
            let findings = findings.remove(&record.number).unwrap_or_default();
            fault_row(record, findings, &notes, &marked).ok_or_else(|| {
                Error::from(store::Error::Unreadable {
                    what: "a row of a check",
                })
            })
        })
        .collect()
}

fn fault_row(
    record: RowRecord,
    findings: Vec<(String, String)>,
    notes: &HashMap<String, Note>,
    marked: &HashMap<(&str, Table), &[&str]>,
) -> Option<FaultRow> {
    let table = table_named(&record.table)?;
    let mut texts: BTreeMap<String, String> = serde_json::from_str(&record.cells).ok()?;
    let at_fault: BTreeSet<&str> = findings
        .iter()
        .filter_map(|(rule, _)| marked.get(&(rule.as_str(), table)))
        .flat_map(|columns| columns.iter().copied())
        .collect();
    let cell = |column: &str, text: String| Cell {
        is_marked: at_fault.contains(column),
        column: column.to_owned(),
        text,
    };
    let mut cells: Vec<Cell> = table
        .columns()
        .iter()
        .map(|column| cell(column, texts.remove(*column).unwrap_or_default()))
        .collect();
    cells.extend(texts.into_iter().map(|(column, text)| cell(&column, text)));
    let findings = findings
        .into_iter()
        .map(|(rule, identity)| FaultFinding {
            note: notes.get(&identity).cloned(),
            rule,
            identity,
        })
        .collect();
    Some(FaultRow {
        number: record.number,
        years_ago: u8::try_from(record.years_ago).ok()?,
        table,
        row: u32::try_from(record.row).ok()?,
        line: u64::try_from(record.line).ok()?,
        file: record.file,
        child: record.child,
        cells,
        findings,
    })
}

/// A child with rows at fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChildLine {
    pub child: String,
    /// The child's first row, which stands for it in addresses.
    pub row: i64,
    pub rows: usize,
    pub rules: BTreeSet<String>,
}

/// The children of a check in order, after that of a row.
pub async fn children(
    actor: &Actor,
    office: &Office,
    id: Uuid,
    after: Option<i64>,
) -> Result<(Check, Vec<ChildLine>, Option<i64>)> {
    actor.must(Action::CheckReturn, &actor.authority)?;
    let check = find(actor, office, id).await?;
    let after = match after {
        None => None,
        Some(number) => return_finding::row(&office.db, id, number)
            .await?
            .map(|row| row.child),
    };
    let mut counts = return_finding::children(&office.db, id, after.as_deref(), SHOWN + 1).await?;
    let has_more = counts.len() > SHOWN as usize;
    counts.truncate(SHOWN as usize);
    let mut lines = Vec::with_capacity(counts.len());
    for (child, row, rows) in counts {
        let of_child = RowQuery {
            child: Some(child.clone()),
            limit: u32::MAX,
            ..RowQuery::default()
        };
        let records = return_finding::rows(&office.db, &check.record, &of_child).await?;
        let rules = records
            .iter()
            .flat_map(|record| {
                serde_json::from_str::<Vec<String>>(&record.rules).unwrap_or_default()
            })
            .collect();
        lines.push(ChildLine {
            child,
            row,
            rows: usize::try_from(rows).unwrap_or_default(),
            rules,
        });
    }
    let detail = format!("{id} {} children", lines.len());
    office
        .note(actor, "return_check.rows", None, detail)
        .await?;
    let next = lines.last().filter(|_| has_more).map(|line| line.row);
    Ok((check, lines, next))
}

/// The first row of the child with this identifier; `None` when it has none at fault.
pub async fn child_named(
    actor: &Actor,
    office: &Office,
    id: Uuid,
    child: &str,
) -> Result<Option<i64>> {
    actor.must(Action::CheckReturn, &actor.authority)?;
    find(actor, office, id).await?;
    office
        .note(actor, "return_check.rows", None, format!("{id} a child"))
        .await?;
    Ok(return_finding::first_row_of(&office.db, id, &crate::error::without_nul(child)).await?)
}
