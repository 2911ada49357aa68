//! `throughcare duties --everyone`: how many duties stand how, authority by authority.

use std::{process::ExitCode, sync::Arc};

use casework::{
    Actor, Office,
    duty::{self, Counted},
};
use jiff::civil::Date;
use leaving_care::duty::State;
use serde_json::{Map, Value, json};
use tokio::{sync::Semaphore, task::JoinSet};

use crate::cli::{
    Everywhere,
    output::{self, Failure, Format},
};

/// Authorities that are read at once: one is worked out while the next is read.
const AT_ONCE: usize = 4;

pub async fn run(
    everywhere: &Everywhere,
    la: Option<&str>,
    as_at: Option<Date>,
) -> Result<ExitCode, Failure> {
    everywhere.db.must_exist()?;
    let office = everywhere.office().await?;
    let moment = everywhere.clock().moment();
    let as_at = as_at.unwrap_or(moment.today);
    let authorities: Vec<String> = match la {
        Some(la) => vec![casework::authority::find(&office, la).await?.code],
        None => casework::authority::with_people(&office)
            .await?
            .into_iter()
            .map(|authority| authority.code)
            .collect(),
    };
    let actors = authorities
        .iter()
        .map(|code| Actor::command_line(code, moment))
        .collect();
    let counted = count(&office, actors, as_at).await;
    office.close().await;
    let counted = counted?;
    match everywhere.format {
        Format::Json => output::print_json(&counted.iter().map(as_json).collect::<Vec<_>>()),
        _ => output::print_text(&as_text(&counted, as_at)),
    }
    Ok(ExitCode::SUCCESS)
}

async fn count(office: &Office, actors: Vec<Actor>, as_at: Date) -> Result<Vec<Counted>, Failure> {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut running = JoinSet::new();
    for actor in actors {
        let (office, places) = (office.clone(), places.clone());
        running.spawn(async move {
            let _place = places.acquire_owned().await;
            duty::counted(&actor, &office, as_at).await
        });
    }
    let mut counted = Vec::new();
    while let Some(one) = running.join_next().await {
        let one = one.map_err(|wrong| Failure::new(format!("The count was stopped: {wrong}.")))?;
        counted.push(one?);
    }
    counted.sort_by(|one, other| one.authority.cmp(&other.authority));
    Ok(counted)
}

fn as_json(counted: &Counted) -> Value {
    let states: Map<String, Value> = State::ALL
        .iter()
        .zip(counted.by_state)
        .map(|(state, count)| (state.code().to_owned(), json!(count)))
        .collect();
    json!({ "authority": counted.authority, "people": counted.people, "duties": states })
}

fn as_text(counted: &[Counted], as_at: Date) -> String {
    let mut lines = vec![format!(
        "As at {}. {} authorities, {} people to whom something is owed.",
        leaving_care::wording::day(as_at),
        counted.len(),
        counted.iter().map(|one| one.people).sum::<usize>()
    )];
    for (place, state) in State::ALL.iter().enumerate() {
        let count: usize = counted
            .iter()
            .filter_map(|one| one.by_state.get(place))
            .sum();
        lines.push(format!("  {:<9} {count:>9}", state.code()));
    }
    lines.join("\n")
}
