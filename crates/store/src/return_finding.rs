//! The rows at fault of a kept check: filtered, in pages, counted by rule and table, and compared with another check.

use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::{
    db::{Db, on_pool},
    error::Error,
    return_check::{CheckRecord, FindingRecord, RowRecord},
};

/// Which rows are asked for. What is `None` or `false` does not matter.
#[derive(Debug, Clone, Default)]
pub struct RowQuery {
    pub rule: Option<String>,
    pub table: Option<String>,
    pub child: Option<String>,
    pub years_ago: Option<i64>,
    pub noted: Option<Noted>,
    /// Only findings that this check does not have.
    pub not_in: Option<Uuid>,
    /// By child and then as they stand in the files, instead of as they stand in the files.
    pub by_child: bool,
    /// Only what comes after this row: its child and its number.
    pub after: Option<(String, i64)>,
    pub limit: u32,
}

/// What somebody has said of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noted {
    /// Nothing.
    Open,
    /// A reason that a second person has not agreed to.
    Waiting,
    Agreed,
}

#[derive(sqlx::FromRow)]
struct RowAtFault {
    number: i64,
    years_ago: i64,
    table_name: String,
    row_number: i64,
    line: i64,
    file: String,
    child: String,
    cells: String,
    rules: String,
}

impl From<RowAtFault> for RowRecord {
    fn from(row: RowAtFault) -> Self {
        Self {
            number: row.number,
            years_ago: row.years_ago,
            table: row.table_name,
            row: row.row_number,
            line: row.line,
            file: row.file,
            child: row.child,
            cells: row.cells,
            rules: row.rules,
        }
    }
}

/// Writes the conditions of a query for either engine.
macro_rules! push_conditions {
    ($query:ident, $check:ident, $asked:ident) => {
        $query.push_bind($check.id);
        if $asked.rule.is_some() || $asked.noted.is_some() || $asked.not_in.is_some() {
            $query.push(" AND number IN (SELECT number FROM return_check_finding AS finding WHERE check_id = ").push_bind($check.id);
            if let Some(rule) = &$asked.rule {
                $query.push(" AND rule = ").push_bind(rule);
            }
            if let Some(noted) = $asked.noted {
                $query
                    .push(if noted == Noted::Open { " AND NOT" } else { " AND" })
                    .push(" EXISTS (SELECT 1 FROM return_note AS note WHERE note.authority = ")
                    .push_bind(&$check.authority)
                    .push(" AND note.year = ")
                    .push_bind(i64::from($check.year))
                    .push(" AND note.identity = finding.identity AND note.withdrawn_at IS NULL")
                    .push(match noted {
                        Noted::Open => ")",
                        Noted::Waiting => " AND note.agreed_at IS NULL)",
                        Noted::Agreed => " AND note.agreed_at IS NOT NULL)",
                    });
            }
            if let Some(other) = $asked.not_in {
                $query
                    .push(" AND NOT EXISTS (SELECT 1 FROM return_check_finding AS other WHERE other.check_id = ")
                    .push_bind(other)
                    .push(" AND other.identity = finding.identity)");
            }
            $query.push(")");
        }
        if let Some(table) = &$asked.table {
            $query.push(" AND table_name = ").push_bind(table);
        }
        if let Some(child) = &$asked.child {
            $query.push(" AND child = ").push_bind(child);
        }
        if let Some(years_ago) = $asked.years_ago {
            $query.push(" AND years_ago = ").push_bind(years_ago);
        }
    };
}

/// A page of rows.
pub async fn rows(db: &Db, check: &CheckRecord, asked: &RowQuery) -> Result<Vec<RowRecord>, Error> {
    let rows: Vec<RowAtFault> = on_pool!(db, pool => {
        let mut query = QueryBuilder::new("SELECT * FROM return_check_row WHERE check_id = ");
        push_conditions!(query, check, asked);
        match &asked.after {
            Some((child, number)) if asked.by_child => {
                query.push(" AND (child > ").push_bind(child).push(" OR (child = ").push_bind(child);
                query.push(" AND number > ").push_bind(*number).push("))");
            }
            Some((_, number)) => {
                query.push(" AND number > ").push_bind(*number);
            }
            None => {}
        }
        query.push(if asked.by_child { " ORDER BY child, number" } else { " ORDER BY number" });
        query.push(" LIMIT ").push_bind(i64::from(asked.limit));
        query.build_query_as().fetch_all(pool).await
    })
    .map_err(Error::of("read rows of a check"))?;
    Ok(rows.into_iter().map(RowRecord::from).collect())
}

/// How many rows there are in all, whatever the page.
pub async fn count(db: &Db, check: &CheckRecord, asked: &RowQuery) -> Result<i64, Error> {
    on_pool!(db, pool => {
        let mut query = QueryBuilder::new("SELECT COUNT(*) FROM return_check_row WHERE check_id = ");
        push_conditions!(query, check, asked);
        query.build_query_scalar().fetch_one(pool).await
    })
    .map_err(Error::of("count rows of a check"))
}

/// One row.
pub async fn row(db: &Db, check: Uuid, number: i64) -> Result<Option<RowRecord>, Error> {
    let row: Option<RowAtFault> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM return_check_row WHERE check_id = $1 AND number = $2",
    )
    .bind(check)
    .bind(number)
    .fetch_optional(pool)
    .await)
    .map_err(Error::of("read a row of a check"))?;
    Ok(row.map(RowRecord::from))
}

/// The findings of some rows.
pub async fn of_rows(db: &Db, check: Uuid, rows: &[i64]) -> Result<Vec<FindingRecord>, Error> {
    let mut findings = Vec::new();
    for chunk in rows.chunks(1_000) {
        let found: Vec<(String, i64, String)> = on_pool!(db, pool => {
            let mut query = QueryBuilder::new("SELECT rule, number, identity FROM return_check_finding WHERE check_id = ");
            query.push_bind(check).push(" AND number IN (");
            let mut numbers = query.separated(", ");
            for number in chunk {
                numbers.push_bind(*number);
            }
            query.push(") ORDER BY number, rule");
            query.build_query_as().fetch_all(pool).await
        })
        .map_err(Error::of("read findings"))?;
        findings.extend(
            found
                .into_iter()
                .map(|(rule, number, identity)| FindingRecord {
                    rule,
                    number,
                    identity,
                }),
        );
    }
    Ok(findings)
}

/// How many rows at fault each table of each year has.
pub async fn by_table(db: &Db, check: Uuid) -> Result<Vec<(i64, String, i64)>, Error> {
    on_pool!(db, pool => sqlx::query_as(
        "SELECT years_ago, table_name, COUNT(*) FROM return_check_row WHERE check_id = $1 GROUP BY years_ago, table_name ORDER BY years_ago, table_name",
    )
    .bind(check)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("count rows by table"))
}

/// A child with its first row and how many rows are at fault.
pub type ChildCount = (String, i64, i64);

/// The children after one in order, each with its first row and how many there are.
pub async fn children(
    db: &Db,
    check: Uuid,
    after: Option<&str>,
    limit: u32,
) -> Result<Vec<ChildCount>, Error> {
    on_pool!(db, pool => {
        let mut query = QueryBuilder::new("SELECT child, MIN(number), COUNT(*) FROM return_check_row WHERE check_id = ");
        query.push_bind(check);
        if let Some(after) = after {
            query.push(" AND child > ").push_bind(after);
        }
        query.push(" GROUP BY child ORDER BY child LIMIT ").push_bind(i64::from(limit));
        query.build_query_as().fetch_all(pool).await
    })
    .map_err(Error::of("read the children of a check"))
}

/// The first row of a child.
pub async fn first_row_of(db: &Db, check: Uuid, child: &str) -> Result<Option<i64>, Error> {
    on_pool!(db, pool => sqlx::query_scalar(
        "SELECT number FROM return_check_row WHERE check_id = $1 AND child = $2 ORDER BY number LIMIT 1",
    )
    .bind(check)
    .bind(child)
    .fetch_optional(pool)
    .await)
    .map_err(Error::of("find a child in a check"))
}

/// For each rule how many findings of a check the other one does not have.
pub async fn only_in(db: &Db, check: Uuid, other: Uuid) -> Result<Vec<(String, i64)>, Error> {
    on_pool!(db, pool => sqlx::query_as(
        "SELECT rule, COUNT(*) FROM return_check_finding AS finding WHERE check_id = $1
         AND NOT EXISTS (SELECT 1 FROM return_check_finding AS other WHERE other.check_id = $2 AND other.identity = finding.identity)
         GROUP BY rule ORDER BY rule",
    )
    .bind(check)
    .bind(other)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("compare checks"))
}
