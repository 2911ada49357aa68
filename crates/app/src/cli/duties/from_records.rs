//! `throughcare duties --db URL --person ID`: the same answer as from a file, from what is recorded.

use std::process::ExitCode;

use casework::{
    duty::{self, PersonDuty},
    person::View,
};
use jiff::civil::Date;
use leaving_care::{duty::State, wording};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    cli::{
        Everywhere,
        output::{self, Failure, Format},
    },
    clock,
};

/// Whose duties, on which day, as known at the end of which day.
pub struct Asked<'options> {
    pub authority: Option<&'options str>,
    pub person: Uuid,
    pub as_at: Option<Date>,
    pub known_at: Option<Date>,
}

/// Prints the duties of somebody in the records.
pub async fn from_records(everywhere: &Everywhere, asked: &Asked<'_>) -> Result<ExitCode, Failure> {
    everywhere.db.must_exist()?;
    let office = everywhere.office().await?;
    let actor = everywhere.actor(&office, asked.authority).await?;
    let view = View {
        as_at: asked.as_at.unwrap_or(actor.moment.today),
        known_at: asked.known_at.map(clock::end_of),
    };
    let answer = duty::of_person(&actor, &office, asked.person, view).await;
    // Closing writes the audit log, also when the person was refused.
    office.close().await;
    let duties = answer?.duties;
    match everywhere.format {
        Format::Json => output::print_json(&as_json(&duties)),
        _ => output::print_text(&as_text(&duties, view.as_at)),
    }
    Ok(ExitCode::SUCCESS)
}

/// In the shape in which a file's duties are printed.
fn as_json(duties: &[PersonDuty]) -> Vec<Value> {
    duties
        .iter()
        .map(|duty| {
            json!({
                "duty": duty.definition.id,
                "protocol": duty.protocol.id,
                "owed_by": duty.definition.owed_by.code(),
                "opens_on": duty.opens_on,
                "due_on": duty.due_on,
                "late_after": duty.late_after,
                "state": duty.state,
                "fulfilled_on": duty.fulfilled_on,
                "why": duty.why,
                "source": duty.definition.source,
            })
        })
        .collect()
}

/// What is to be done first, what was done last.
fn as_text(duties: &[PersonDuty], as_at: Date) -> String {
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
        let mut of_state = duties.iter().filter(|duty| duty.state == state).peekable();
        if of_state.peek().is_some() {
            lines.extend([String::new(), heading.to_owned()]);
        }
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
