//! Splits separated text into rows that are counted as a spreadsheet counts them, and survives quotation marks that never close.
//!
//! The `csv` crate was not taken: by the grammar of CSV one stray quotation mark swallows all rows up to the next one, and
//! it counts lines, not rows. Here a quoted cell may span lines only if the row then has as many cells as the header
//! and none of the lines is a row by itself.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter};

use super::LONGEST_LINE;

/// A quoted cell does not reach further than this. Cells of a return are short; it bounds the search for a closing mark.
const LONGEST_QUOTED_ROW: usize = 64 * 1024;

pub(super) struct Rows<'a> {
    rest: &'a str,
    /// One of the separators of CSV; all of them, and line ends, are single bytes.
    separator: char,
    line_end: char,
    number: u64,
    /// For each byte, whether a cell may end there: the separator, the line end and the quotation mark.
    ends_cell: [bool; 256],
}

pub(super) struct SplitRow {
    /// The first row of the file is 1; blank rows count, lines inside a quoted cell do not.
    pub(super) number: u64,
    pub(super) kind: RowKind,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    Good,
    /// A quotation mark does not close; marks at the ends of cells were left out.
    LooseQuote,
    /// Too long to be a row; it was not split.
    TooLong,
}

impl<'a> Rows<'a> {
    pub(super) fn new(text: &'a str, separator: char) -> Self {
        let line_end = if text.contains('\n') { '\n' } else { '\r' };
        let mut ends_cell = [false; 256];
        for character in [separator, line_end, '"'] {
            ends_cell[usize::from(character as u8)] = true;
        }
        Self {
            rest: text,
            separator,
            line_end,
            number: 0,
            ends_cell,
        }
    }

    /// How many lines there are still to come, blank ones too.
    pub(super) fn lines_left(&self) -> usize {
        memchr_iter(self.line_end as u8, self.rest.as_bytes()).count() + 1
    }

    /// Gives the cells of the next row to `take`, in one walk over its bytes, and its number. `None` when there is more to think about:
    /// a quotation mark, a blank line, the end. Nothing is taken away then: forget what was given, and ask [`Rows::next_row`].
    #[inline]
    pub(super) fn next_plain_row(&mut self, mut take: impl FnMut(&'a str)) -> Option<u64> {
        let bytes = self.rest.as_bytes();
        if !bytes.first()?.is_ascii_alphanumeric() {
            return None;
        }
        let mut cell_start = 0;
        let end = loop {
            let rest = bytes.get(cell_start..)?;
            let length = rest
                .iter()
                .position(|byte| self.ends_cell[usize::from(*byte)])?;
            let end = cell_start + length;
            let cell = self.rest.get(cell_start..end)?;
            match rest.get(length) {
                Some(b'"') => return None,
                Some(byte) if *byte == self.line_end as u8 => {
                    take(without_carriage_return(cell));
                    break end;
                }
                _ => take(cell),
            }
            cell_start = end + 1;
        };
        if end > LONGEST_LINE {
            return None;
        }
        self.rest = self.rest.get(end + 1..).unwrap_or_default();
        self.number += 1;
        Some(self.number)
    }

    /// Without its line end, and what follows. `None` at the end of the text.
    fn first_line(&self) -> Option<(&'a str, &'a str)> {
        if self.rest.is_empty() {
            return None;
        }
        let (line, rest) = match memchr(self.line_end as u8, self.rest.as_bytes()) {
            Some(end) => (
                self.rest.get(..end).unwrap_or_default(),
                self.rest.get(end + 1..).unwrap_or_default(),
            ),
            None => (self.rest, ""),
        };
        Some((without_carriage_return(line), rest))
    }

    /// Splits the next row that is not blank into `cells`. `expected` is the number of cells of the header, once that is known.
    pub(super) fn next_row(
        &mut self,
        cells: &mut Vec<Cow<'a, str>>,
        expected: Option<usize>,
    ) -> Option<SplitRow> {
        cells.clear();
        while let Some((line, rest)) = self.first_line() {
            self.number += 1;
            let start = self.rest;
            self.rest = rest;
            if line.len() > LONGEST_LINE {
                return Some(SplitRow {
                    number: self.number,
                    kind: RowKind::TooLong,
                });
            }
            if line.chars().all(|character| {
                character == self.separator || character == '"' || character.is_whitespace()
            }) {
                continue;
            }
            let kind = self.split(start, line, cells, expected);
            return Some(SplitRow {
                number: self.number,
                kind,
            });
        }
        None
    }

    fn split(
        &mut self,
        start: &'a str,
        line: &'a str,
        cells: &mut Vec<Cow<'a, str>>,
        expected: Option<usize>,
    ) -> RowKind {
        if !line.contains('"') {
            cells.extend(line.split(self.separator).map(Cow::Borrowed));
            return RowKind::Good;
        }
        if let Some(rest) = self.split_quoted(start, cells) {
            let within_line = start.len() - rest.len() <= line.len() + 2;
            let consumed = start.get(..start.len() - rest.len()).unwrap_or_default();
            if within_line
                || (expected == Some(cells.len()) && !self.swallows_a_row(consumed, cells.len()))
            {
                self.rest = rest;
                return RowKind::Good;
            }
        }
        cells.clear();
        let bare = |cell: &'a str| cell.trim().trim_matches('"');
        cells.extend(
            line.split(self.separator)
                .map(|cell| Cow::Borrowed(bare(cell))),
        );
        RowKind::LooseQuote
    }

    /// Whether a quoted cell holds what looks like a row: then two stray marks have met, and no cell spans lines.
    fn swallows_a_row(&self, lines: &str, cells: usize) -> bool {
        let separators = |text: &str| text.matches(self.separator).count();
        let inside_quotes = separators(lines) >= cells;
        inside_quotes
            && lines
                .split(self.line_end)
                .any(|line| separators(line) + 1 >= cells)
    }

    /// Splits by the grammar of CSV and gives what follows the row. `None` when the row does not keep to the grammar.
    fn split_quoted(&self, start: &'a str, cells: &mut Vec<Cow<'a, str>>) -> Option<&'a str> {
        let mut rest = start;
        loop {
            let after = if let Some(inside) = rest.strip_prefix('"') {
                let (cell, after) = quoted_cell(inside)?;
                cells.push(cell);
                after
            } else {
                let end = rest
                    .find([self.separator, self.line_end])
                    .unwrap_or(rest.len());
                let (cell, after) = rest.split_at(end);
                let last = after.is_empty() || after.starts_with(self.line_end);
                cells.push(Cow::Borrowed(if last {
                    cell.strip_suffix('\r').unwrap_or(cell)
                } else {
                    cell
                }));
                after
            };
            if start.len() - after.len() > LONGEST_QUOTED_ROW {
                return None;
            }
            if let Some(next) = after.strip_prefix(self.separator) {
                rest = next;
            } else if after.is_empty() {
                return Some("");
            } else {
                let line_end = after
                    .strip_prefix('\r')
                    .filter(|rest| rest.starts_with(self.line_end))
                    .unwrap_or(after);
                return line_end.strip_prefix(self.line_end);
            }
        }
    }
}

/// A byte compared, where `strip_suffix` would call for a comparison of memory: this is asked of every line.
fn without_carriage_return(line: &str) -> &str {
    match line.as_bytes() {
        [before @ .., b'\r'] => line.get(..before.len()).unwrap_or(line),
        _ => line,
    }
}

/// The cell up to its closing mark, and what follows that. Two marks together stand for one.
fn quoted_cell(inside: &str) -> Option<(Cow<'_, str>, &str)> {
    let mut searched = 0;
    let mut doubled = false;
    loop {
        let window = inside
            .as_bytes()
            .get(searched..inside.len().min(LONGEST_QUOTED_ROW))?;
        let mark = searched + window.iter().position(|byte| *byte == b'"')?;
        let (cell, rest) = inside.split_at(mark);
        let after = rest.strip_prefix('"')?;
        if after.starts_with('"') {
            doubled = true;
            searched = mark + 2;
        } else {
            return Some((
                if doubled {
                    Cow::Owned(cell.replace("\"\"", "\""))
                } else {
                    Cow::Borrowed(cell)
                },
                after,
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(u64, RowKind, &[&str])]) {
        let mut rows = Rows::new(text, ',');
        let mut cells = Vec::new();
        for (number, kind, row) in expected {
            let split = rows.next_row(&mut cells, Some(3)).expect("a row");
            assert_eq!((split.number, &split.kind), (*number, kind), "{text:?}");
            assert_eq!(cells, *row, "{text:?}");
        }
        assert!(rows.next_row(&mut cells, Some(3)).is_none(), "{text:?}");
    }

    #[test]
    fn rows_are_split_and_counted() {
        use RowKind::{Good, LooseQuote, TooLong};
        check("", &[]);
        check("a,b,c", &[(1, Good, &["a", "b", "c"])]);
        check("a,b,c\n", &[(1, Good, &["a", "b", "c"])]);
        check(
            "a,b,c\r\nd,e,f\r\n",
            &[(1, Good, &["a", "b", "c"]), (2, Good, &["d", "e", "f"])],
        );
        check(
            "a,b,c\rd,e,f\r",
            &[(1, Good, &["a", "b", "c"]), (2, Good, &["d", "e", "f"])],
        );
        check(
            "\n\na,b\n,,\n \nc,d,",
            &[(3, Good, &["a", "b"]), (6, Good, &["c", "d", ""])],
        );
        check(
            "\"a\",\"b,b\",\"c\"\"c\"\r\n1",
            &[(1, Good, &["a", "b,b", "c\"c"]), (2, Good, &["1"])],
        );
        check(
            "a,\"b\nb\",c\nd,e,f",
            &[(1, Good, &["a", "b\nb", "c"]), (2, Good, &["d", "e", "f"])],
        );
        check(
            "\"a\",b,c\r\nd",
            &[(1, Good, &["a", "b", "c"]), (2, Good, &["d"])],
        );
        // A mark that never closes, or closes so that the number of cells is wrong, spoils its own line alone.
        check(
            "\"a,b,c\nd,e,f",
            &[
                (1, LooseQuote, &["a", "b", "c"]),
                (2, Good, &["d", "e", "f"]),
            ],
        );
        check(
            "a,\"b,c\nd,\"e,f\ng,h,i",
            &[
                (1, LooseQuote, &["a", "b", "c"]),
                (2, LooseQuote, &["d", "e", "f"]),
                (3, Good, &["g", "h", "i"]),
            ],
        );
        check(
            "a,\"b\nc\"\nd,e,f",
            &[
                (1, LooseQuote, &["a", "b"]),
                (2, Good, &["c\""]),
                (3, Good, &["d", "e", "f"]),
            ],
        );
        check(
            "a,\"b,c\nd,e,f\",g\nh,i,j",
            &[
                (1, LooseQuote, &["a", "b", "c"]),
                (2, Good, &["d", "e", "f\"", "g"]),
                (3, Good, &["h", "i", "j"]),
            ],
        );
        check(
            "\"a\"x,b,c\nd,e,f",
            &[
                (1, LooseQuote, &["a\"x", "b", "c"]),
                (2, Good, &["d", "e", "f"]),
            ],
        );
        check("a,b\"b,c", &[(1, Good, &["a", "b\"b", "c"])]);
        check("a,\"é", &[(1, LooseQuote, &["a", "é"])]);
        let long = format!("{}\na,b,c", "x".repeat(LONGEST_LINE + 1));
        check(&long, &[(1, TooLong, &[]), (2, Good, &["a", "b", "c"])]);
        let fits = "x".repeat(LONGEST_LINE);
        check(&fits, &[(1, Good, &[&fits])]);
        let far = format!("\"{}\nd,e,f\nx\",y,z", "é".repeat(LONGEST_QUOTED_ROW));
        let bare = "é".repeat(LONGEST_QUOTED_ROW);
        check(
            &far,
            &[
                (1, LooseQuote, &[&bare]),
                (2, Good, &["d", "e", "f"]),
                (3, Good, &["x\"", "y", "z"]),
            ],
        );
    }
}
