//! `throughcare synthesise`: a made-up council that reproduces an authority's published figures.

use std::process::ExitCode;

use casework::synthesise::{Progress, Request, Summary, Which, synthesise};

use super::{
    Everywhere,
    output::{self, Failure, Format},
};

#[derive(Debug, clap::Args)]
pub struct Options {
    /// The authority, by its nine-character or three-digit code, or `all` for England
    #[arg(long, value_name = "CODE|all")]
    pub la: String,
    /// The year ending 31 March whose published figures are reproduced
    #[arg(long, default_value_t = 2025, value_name = "YYYY")]
    pub year: i16,
    /// The same seed makes the same people
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// Leave out contacts: much smaller and faster
    #[arg(long)]
    pub without_contacts: bool,
}

pub async fn run(everywhere: &Everywhere, options: &Options) -> Result<ExitCode, Failure> {
    let office = everywhere.office().await?;
    let actor = casework::Actor::command_line("", everywhere.clock().moment());
    let which = if options.la == "all" {
        Which::All
    } else {
        Which::One(casework::authority::find(&office, &options.la).await?.code)
    };
    let request = Request {
        which,
        year_ending: options.year,
        seed: options.seed,
        with_contacts: !options.without_contacts,
    };
    let bar = output::bar("Making up councils");
    let summary = synthesise(
        &actor,
        &office,
        &request,
        |Progress { done, of, .. }| {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
        },
    )
    .await;
    bar.finish_and_clear();
    let summary = summary?;
    office.close().await;
    match everywhere.format {
        Format::Json => output::print_json(&summary),
        _ => output::print_text(&text(&summary)),
    }
    Ok(ExitCode::from(u8::from(summary.authorities == 0)))
}

/// How many of everything there are, and which authorities could not be made up.
pub fn text(summary: &Summary) -> String {
    let mut lines: Vec<String> = summary
        .refused
        .iter()
        .map(|(code, why)| format!("{code}: {why}"))
        .collect();
    lines.push(format!(
        "{} authorities, {} people, {} spells, {} contacts, {} workers. {} people stand in for figures that were held back.",
        summary.authorities, summary.people, summary.spells, summary.contacts, summary.workers, summary.imputed_people
    ));
    lines.join("\n")
}
