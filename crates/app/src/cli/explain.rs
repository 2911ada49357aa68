//! `throughcare explain CODE`: what a rule of the return says, why, and how to mend what it finds.

use std::process::ExitCode;

use serde_json::json;
use ssda903::{Rule, rules};

use super::{
    Everywhere,
    output::{self, Failure, Format},
};

#[derive(Debug, clap::Args)]
pub struct Options {
    /// The code of the rule, such as 118 or SW02STG1
    pub code: String,
}

pub fn run(everywhere: &Everywhere, options: &Options) -> Result<ExitCode, Failure> {
    let versions: Vec<&Rule> = rules::find(options.code.trim()).collect();
    if versions.is_empty() {
        return Err(Failure::new(format!(
            "There is no rule {}. Rules have codes such as 118, 503A or SW02STG1.",
            options.code
        )));
    }
    // The latest version first: it is the one that is asked for.
    let versions = versions.iter().rev();
    match everywhere.format {
        Format::Json => output::print_json(&versions.map(|rule| as_json(rule)).collect::<Vec<_>>()),
        _ => output::print_text(
            &versions
                .map(|rule| as_text(rule))
                .collect::<Vec<_>>()
                .join("\n\n"),
        ),
    }
    Ok(ExitCode::SUCCESS)
}

fn as_text(rule: &Rule) -> String {
    let fields: Vec<String> = rule
        .fields
        .iter()
        .map(|(table, columns)| format!("{table}: {}", columns.join(", ")))
        .collect();
    let needs: Vec<String> = rule.needs.iter().map(ToString::to_string).collect();
    let mut lines = vec![
        format!("Rule {} ({})", rule.code, years(rule)),
        format!("  The Department says: {}", rule.message),
        format!("  Why:                 {}", rule.why),
        format!("  What to do:          {}", rule.fix),
        format!("  Cells:               {}", fields.join("; ")),
        format!("  Needs:               {}", needs.join("; ")),
    ];
    if !rule.doubt.is_empty() {
        lines.push(format!("  In doubt:            {}", rule.doubt));
    }
    lines.join("\n")
}

/// For which years the rule holds, in words.
fn years(rule: &Rule) -> String {
    let (first, last) = (rule.years.start(), rule.years.end());
    match *last {
        i16::MAX => format!("years ending {first} and later"),
        last if last == *first => format!("year ending {first}"),
        last => format!("years ending {first} to {last}"),
    }
}

fn as_json(rule: &Rule) -> serde_json::Value {
    let fields: Vec<_> = rule
        .fields
        .iter()
        .map(|(table, columns)| json!({ "table": table, "columns": columns }))
        .collect();
    let last = Some(*rule.years.end()).filter(|last| *last != i16::MAX);
    json!({
        "code": rule.code,
        "message": rule.message,
        "why": rule.why,
        "fix": rule.fix,
        "doubt": rule.doubt,
        "fields": fields,
        "needs": rule.needs.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "first_year": rule.years.start(),
        "last_year": last,
    })
}
