//! `throughcare duties --db URL --person ID`: the same answer as from a file, from what is recorded.

use std::process::ExitCode;

use casework::{duty, person::View};
use jiff::civil::Date;
use uuid::Uuid;

use super::printed::{self, Line};
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
    let lines: Vec<Line<'_>> = duties.iter().map(Line::from).collect();
    match everywhere.format {
        Format::Json => output::print_json(&printed::as_json(&lines)),
        _ => output::print_text(&printed::as_text(&lines, view.as_at)),
    }
    Ok(ExitCode::SUCCESS)
}
