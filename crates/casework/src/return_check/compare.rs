//! A check beside the one before it of the same year: what is new, what is gone, what is still there, and what cannot be told.

use std::collections::HashMap;

use serde::Serialize;
use store::return_finding::only_in;
use uuid::Uuid;

use super::{Check, LedgerLine, Outcome, Previous, find};
use crate::{actor::Actor, error::Result, office::Office, permission::Action};

/// Two checks beside each other.
#[derive(Debug, Clone, Serialize)]
pub struct Comparison {
    pub check: Check,
    /// `None` when this is the first check of its year.
    pub previous: Option<Previous>,
    /// The rules with findings in either, most new ones first.
    pub changes: Vec<Change>,
}

/// What became of the findings of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    pub rule: String,
    pub message: String,
    pub new: usize,
    pub gone: usize,
    pub still_there: usize,
    /// It could not run in one of the two, so that what is new or gone says nothing. The sentence says so.
    pub not_comparable: Option<&'static str>,
}

impl Comparison {
    /// How many of the findings that can be compared are new, gone and still there.
    pub fn totals(&self) -> (usize, usize, usize) {
        let comparable = self
            .changes
            .iter()
            .filter(|change| change.not_comparable.is_none());
        comparable.fold((0, 0, 0), |(new, gone, still), change| {
            (
                new + change.new,
                gone + change.gone,
                still + change.still_there,
            )
        })
    }
}

/// Compares a check with the one before.
pub async fn compare(actor: &Actor, office: &Office, id: Uuid) -> Result<Comparison> {
    actor.must(Action::CheckReturn, &actor.authority)?;
    let check = find(actor, office, id).await?;
    office
        .note(actor, "return_check.compare", None, id.to_string())
        .await?;
    let Some(before) = store::return_check::before(&office.db, &check.record).await? else {
        return Ok(Comparison {
            check,
            previous: None,
            changes: Vec::new(),
        });
    };
    let before = Check::read(before)?;
    let counts = async |one: Uuid, other: Uuid| -> Result<HashMap<String, usize>> {
        let counts = only_in(&office.db, one, other).await?;
        Ok(counts
            .into_iter()
            .map(|(rule, count)| (rule, usize::try_from(count).unwrap_or_default()))
            .collect())
    };
    let new = counts(check.id, before.id).await?;
    let gone = counts(before.id, check.id).await?;
    let of = |counts: &HashMap<String, usize>, rule: &str| counts.get(rule).copied().unwrap_or(0);
    let mut changes: Vec<Change> = check
        .summary
        .rules
        .iter()
        .filter_map(|line| {
            let earlier = before.summary.rule(&line.code);
            let change = Change {
                rule: line.code.clone(),
                message: line.message.clone(),
                new: of(&new, &line.code),
                gone: of(&gone, &line.code),
                still_there: line.found.saturating_sub(of(&new, &line.code)),
                not_comparable: not_comparable(line, earlier),
            };
            (change.new + change.gone + change.still_there > 0).then_some(change)
        })
        .collect();
    changes.sort_by_key(|change| std::cmp::Reverse((change.new, change.gone)));
    Ok(Comparison {
        previous: Some(Previous {
            id: before.id,
            made_at: before.made_at,
            made_by: before.made_by,
        }),
        check,
        changes,
    })
}

/// Findings of a rule that could not run are not gone: nobody looked.
fn not_comparable(now: &LedgerLine, before: Option<&LedgerLine>) -> Option<&'static str> {
    let ran = |line: &LedgerLine| line.outcome == Outcome::Ran;
    match (ran(now), before.is_some_and(ran)) {
        (true, true) => None,
        (false, _) => Some("This rule did not run this time, so nobody can say what is gone."),
        (true, false) => Some("This rule did not run last time, so nobody can say what is new."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_did_not_run_is_neither_new_nor_gone() {
        let line = |outcome| LedgerLine {
            code: "118".into(),
            outcome,
            why: String::new(),
            message: String::new(),
            found: 0,
        };
        let check = |now, before: Option<Outcome>, is_comparable: bool| {
            let before = before.map(line);
            let found = not_comparable(&line(now), before.as_ref());
            assert_eq!(found.is_none(), is_comparable, "{now:?} {before:?}");
        };
        check(Outcome::Ran, Some(Outcome::Ran), true);
        check(Outcome::CouldNotRun, Some(Outcome::Ran), false);
        check(Outcome::NotApplicable, Some(Outcome::Ran), false);
        check(Outcome::Ran, Some(Outcome::CouldNotRun), false);
        check(Outcome::Ran, None, false);
    }
}
