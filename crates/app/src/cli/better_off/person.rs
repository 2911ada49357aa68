//! `throughcare better-off --person`: a household filled in from somebody's record, changed by the other options, and read audited.

use std::fmt::Write;

use better_off::{Household, Pence, Tenure};
use casework::better_off::{Filled, Sources, fill_in};
use jiff::civil::Date;
use serde::Serialize;
use uuid::Uuid;

use super::{
    super::{Everywhere, output::Failure},
    Options,
};

/// What the record said, for whoever checks the answer.
#[derive(Debug, Serialize)]
pub struct Record {
    name: String,
    sources: Sources,
    /// What the record does not say and the answer needs.
    missing: Vec<&'static str>,
}

/// The household of a person on a day, with what the options change in it for this sum.
pub async fn read(
    everywhere: &Everywhere,
    options: &Options,
    person: Uuid,
    as_at: Date,
) -> Result<(Record, Household), Failure> {
    everywhere.db.must_exist()?;
    let office = everywhere.office().await?;
    let actor = everywhere.actor(&office, options.la.as_deref()).await?;
    let filled = fill_in(&actor, &office, person, as_at).await;
    // Closing writes the audit log, also when the person was refused.
    office.close().await;
    let Filled {
        name,
        case,
        knows_tenure,
        sources,
    } = filled?;
    let mut household = case.household;
    options.case.change(&mut household, as_at)?;
    let knows_tenure = knows_tenure || options.case.says_tenure();
    let record = Record {
        name,
        sources,
        missing: missing(&household, knows_tenure),
    };
    Ok((record, household))
}

fn missing(household: &Household, knows_tenure: bool) -> Vec<&'static str> {
    let home = &household.home;
    if !knows_tenure {
        return vec![
            "The record does not say who the landlord is. Worked out without rent: say --tenure and --rent, and --area for a private landlord.",
        ];
    }
    if home.tenure != Tenure::NoRent && home.rent_a_month == Pence::ZERO {
        return vec!["The record does not say the rent. Worked out without it: say --rent."];
    }
    Vec::new()
}

impl Record {
    /// The lines above the answer.
    pub fn print(&self, out: &mut String) {
        let _ = writeln!(out, "{}", self.name);
        let Sources {
            born,
            care,
            home,
            children,
            health,
            learning,
            work,
            nation,
            last_run,
        } = &self.sources;
        for (title, said) in [
            ("Age", born),
            ("Time in care", care),
            ("Home", home),
            ("Children", children),
            ("Health", health),
            ("Learning", learning),
            ("Work", work),
            ("Nation", nation),
            ("Last sum kept", last_run),
        ] {
            if !said.is_empty() {
                let _ = writeln!(out, "  {title:<14}{said}");
            }
        }
        for sentence in &self.missing {
            let _ = writeln!(out, "  {:<14}{sentence}", "MISSING");
        }
        out.push('\n');
    }
}
