//! Finds the rows of each child: all children of all years, numbered, and for each table which rows are whose.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::cell::{Cell, ChildId};
use crate::read::YearReading;
use crate::rows::{Row, TableRow, YearReturn};
use crate::submission::Submission;
use crate::table::{Table, with_row_type};

/// One year's rows and whose they are.
pub struct YearIndex<'a> {
    pub(crate) reading: &'a YearReading,
    pub(crate) rows: &'a YearReturn,
    pub(crate) years_ago: u8,
    tables: Vec<TableIndex>,
    repeated_pupil_numbers: OnceLock<HashSet<u32>>,
}

/// The numbers of the rows of one table, child after child.
#[derive(Default)]
struct TableIndex {
    numbers: Vec<u32>,
    /// Where the rows of each child begin; one more at the end. Empty when the table has no rows.
    starts: Vec<u32>,
}

/// Everybody of whom the return has rows in any of its years.
pub(crate) struct Children<'a> {
    /// In the order in which they first appear. The rows that name nobody are one of them, with an empty identifier.
    pub ids: Vec<&'a str>,
    pub years: Vec<YearIndex<'a>>,
}

impl<'a> Children<'a> {
    pub fn of(submission: &'a Submission) -> Self {
        let mut known = Known::default();
        let mut owners: Vec<Vec<Vec<u32>>> = Vec::new();
        for year in &submission.years {
            owners.push(
                Table::ALL
                    .iter()
                    .map(|table| {
                        with_row_type!(*table, RowType => known.owners(RowType::rows_of(&year.year)))
                    })
                    .collect(),
            );
        }
        let years = submission
            .years
            .iter()
            .zip(owners)
            .zip(0..)
            .map(|((year, owners), years_ago)| YearIndex {
                reading: year,
                rows: &year.year,
                years_ago,
                tables: owners
                    .iter()
                    .map(|owners| TableIndex::new(owners, known.ids.len()))
                    .collect(),
                repeated_pupil_numbers: OnceLock::new(),
            })
            .collect();
        Self {
            ids: known.ids,
            years,
        }
    }
}

impl YearIndex<'_> {
    /// The numbers of the rows of Header whose pupil number stands in another row too, of the same child or of another.
    pub(crate) fn repeated_pupil_numbers(&self) -> &HashSet<u32> {
        self.repeated_pupil_numbers.get_or_init(|| {
            let mut first = HashMap::with_capacity(self.rows.header.len());
            let mut repeated = HashSet::new();
            for row in &self.rows.header {
                let Cow::Borrowed(number) = row.value.unique_pupil_number.text() else {
                    continue;
                };
                if number.is_empty() {
                    continue;
                }
                if let Some(other) = first.insert(number, row.number) {
                    repeated.extend([other, row.number]);
                }
            }
            repeated
        })
    }

    /// The numbers of the rows of one child in one table.
    pub(crate) fn numbers(&self, table: Table, child: usize) -> &[u32] {
        self.tables
            .get(table as usize)
            .and_then(|index| {
                let start = *index.starts.get(child)? as usize;
                let end = *index.starts.get(child + 1)? as usize;
                index.numbers.get(start..end)
            })
            .unwrap_or_default()
    }
}

impl TableIndex {
    /// Sorts the rows by owner; the rows of one owner stay in their order.
    fn new(owners: &[u32], children: usize) -> Self {
        if owners.is_empty() {
            return Self::default();
        }
        let mut starts = vec![0_u32; children + 1];
        for owner in owners {
            if let Some(count) = starts.get_mut(*owner as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut numbers = vec![0_u32; owners.len()];
        for (number, owner) in (0_u32..).zip(owners) {
            if let Some(place) = next.get_mut(*owner as usize) {
                if let Some(slot) = numbers.get_mut(*place as usize) {
                    *slot = number;
                }
                *place += 1;
            }
        }
        Self { numbers, starts }
    }
}

#[derive(Default)]
struct Known<'a> {
    ids: Vec<&'a str>,
    numbers: HashMap<&'a str, u32>,
}

impl<'a> Known<'a> {
    /// The child of each row.
    fn owners<T: TableRow>(&mut self, rows: &'a [Row<T>]) -> Vec<u32> {
        let mut owners = Vec::with_capacity(rows.len());
        // The rows of a child mostly stand together.
        let mut last: Option<(&str, u32)> = None;
        for row in rows {
            let id = identifier(row.value.child());
            let owner = match last {
                Some((same, owner)) if same == id => owner,
                _ => self.number(id),
            };
            last = Some((id, owner));
            owners.push(owner);
        }
        owners
    }

    fn number(&mut self, id: &'a str) -> u32 {
        let next = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(id).or_insert_with(|| {
            self.ids.push(id);
            next
        })
    }
}

/// As it is written, even where it can be nobody's identifier. Empty when blank.
fn identifier(cell: &Cell<ChildId>) -> &str {
    match cell.text() {
        Cow::Borrowed(text) => text,
        Cow::Owned(_) => "",
    }
}
