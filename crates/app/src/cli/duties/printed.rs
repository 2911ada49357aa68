//! Duties and protocols as they are printed: JSON for programs, plain lines for people.

use casework::duty::PersonDuty;
use jiff::civil::Date;
use leaving_care::{
    duty::{Definition, Duty, Explanation, Protocol, State},
    wording,
};
use serde::Serialize;

/// One duty as it is printed, whether it was told of a file or of the records.
pub struct Line<'duty> {
    protocol: &'duty Protocol,
    definition: &'duty Definition,
    opens_on: Date,
    due_on: Date,
    late_after: Date,
    state: State,
    fulfilled_on: Option<Date>,
    why: String,
}

impl<'duty> From<&Duty<'duty>> for Line<'duty> {
    fn from(duty: &Duty<'duty>) -> Self {
        Self {
            protocol: duty.protocol,
            definition: duty.definition,
            opens_on: duty.opens_on,
            due_on: duty.due_on,
            late_after: duty.late_after,
            state: duty.state,
            fulfilled_on: duty.fulfilled_on,
            why: duty.why(),
        }
    }
}

impl<'duty> From<&'duty PersonDuty> for Line<'duty> {
    fn from(duty: &'duty PersonDuty) -> Self {
        Self {
            protocol: &duty.protocol,
            definition: &duty.definition,
            opens_on: duty.opens_on,
            due_on: duty.due_on,
            late_after: duty.late_after,
            state: duty.state,
            fulfilled_on: duty.fulfilled_on,
            why: duty.why(),
        }
    }
}

/// The shape that docs/duties.md describes, in its order.
#[derive(Serialize)]
pub struct JsonLine<'duty> {
    duty: &'duty str,
    protocol: &'duty str,
    owed_by: &'static str,
    opens_on: Date,
    due_on: Date,
    late_after: Date,
    state: State,
    fulfilled_on: Option<Date>,
    why: &'duty str,
    source: &'duty str,
}

pub fn as_json<'duty>(duties: &'duty [Line<'duty>]) -> Vec<JsonLine<'duty>> {
    duties
        .iter()
        .map(|duty| JsonLine {
            duty: &duty.definition.id,
            protocol: &duty.protocol.id,
            owed_by: duty.definition.owed_by.code(),
            opens_on: duty.opens_on,
            due_on: duty.due_on,
            late_after: duty.late_after,
            state: duty.state,
            fulfilled_on: duty.fulfilled_on,
            why: &duty.why,
            source: &duty.definition.source,
        })
        .collect()
}

/// What is to be done first, what was done last.
pub fn as_text(duties: &[Line<'_>], as_at: Date) -> String {
    let order = [
        (State::Overdue, "Overdue"),
        (State::Blocked, "Has to wait"),
        (State::Due, "Due"),
        (State::Excused, "Put off"),
        (State::Upcoming, "Ahead"),
        (State::Done, "Done"),
    ];
    let mut lines = vec![format!("As at {}.", wording::day(as_at))];
    for (state, heading) in order {
        let of_state: Vec<&Line<'_>> = duties.iter().filter(|duty| duty.state == state).collect();
        if of_state.is_empty() {
            continue;
        }
        lines.push(String::new());
        lines.push(heading.to_owned());
        for duty in of_state {
            let done = duty
                .fulfilled_on
                .map(|day| format!(", done {}", wording::day(day)))
                .unwrap_or_default();
            lines.push(format!(
                "  {}: due {}{done}; {}",
                duty.definition.title,
                wording::day(duty.due_on),
                duty.definition.owed_by.label()
            ));
            lines.push(format!("    {}", duty.why));
        }
    }
    if duties.is_empty() {
        lines.push("Nothing is due, and nothing is ahead.".to_owned());
    }
    lines.join("\n")
}

/// A protocol as a table of its days, and then each duty whole: one block a duty, one line a column.
pub fn explained(protocol: &Protocol, rows: &[Explanation]) -> String {
    let mut lines = vec![
        format!(
            "{} ({}, version {})",
            protocol.title, protocol.id, protocol.version
        ),
        format!("Source: {}", protocol.source),
    ];
    if !protocol.note.is_empty() {
        lines.push(protocol.note.clone());
    }
    lines.push(String::new());
    lines.extend(table(rows));
    for row in rows {
        lines.push(String::new());
        for (heading, cell) in Explanation::HEADINGS.iter().zip(row.cells()) {
            lines.push(format!("{heading:<23} {cell}"));
        }
    }
    lines.join("\n")
}

/// What is counted from what, when it is first due, how often it comes, and whether doing it early moves the next.
fn table(rows: &[Explanation]) -> Vec<String> {
    let mut cells = vec![[
        "Duty",
        "First due",
        "Comes again",
        "Early resets",
        "Counted from",
    ]];
    cells.extend(rows.iter().map(|row| {
        let early = row.early_resets_the_clock.split(':').next().unwrap_or("");
        [
            row.duty.as_str(),
            &row.first_due,
            &row.again,
            if row.comes_again { early } else { "" },
            &row.anchor,
        ]
    }));
    let width = |column: usize| {
        let of_cell = |row: &[&str; 5]| row.get(column).map_or(0, |cell| cell.chars().count());
        cells.iter().map(of_cell).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..5).map(width).collect();
    cells
        .iter()
        .map(|row| {
            let padded = row
                .iter()
                .zip(&widths)
                .map(|(cell, width)| format!("{cell:<width$}"));
            padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        })
        .collect()
}
