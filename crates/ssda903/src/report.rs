//! Collects findings, and folds a thousand of a kind into one, so that a report stays readable.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::finding::{Finding, Severity};

/// More findings than this with one reason in one column become a single one that says how many there are.
pub(crate) const MOST_OF_A_KIND: usize = 1_000;

/// More findings than this are not kept, whatever their kinds: nobody reads them, and a file made for it could fill the memory.
const MOST_FINDINGS: usize = 100_000;

#[derive(Default)]
pub(crate) struct Report {
    kinds: HashMap<Kind<'static>, usize>,
    /// For each kind, how many were found.
    counts: Vec<usize>,
    findings: Vec<(usize, Finding)>,
    /// How many were not kept because there were too many of all kinds together.
    left_out: usize,
}

#[derive(PartialEq, Eq, Hash)]
struct Kind<'a> {
    severity: Severity,
    table: Cow<'a, str>,
    column: Cow<'a, str>,
    reason: Cow<'a, str>,
}

impl<'a> Kind<'a> {
    fn of(severity: Severity, table: &'a str, column: &'a str, reason: &'a str) -> Self {
        Self {
            severity,
            table: table.into(),
            column: column.into(),
            reason: reason.into(),
        }
    }

    fn kept(self) -> Kind<'static> {
        Kind {
            severity: self.severity,
            table: self.table.into_owned().into(),
            column: self.column.into_owned().into(),
            reason: self.reason.into_owned().into(),
        }
    }
}

impl Report {
    /// Counts one more of a kind of which there are too many to keep; `false` when it has to be added. Asked first, it saves
    /// making a hundred thousand findings of a file of rubbish only to throw them away.
    pub(crate) fn is_full(
        &mut self,
        severity: Severity,
        table: &str,
        column: &str,
        reason: &str,
    ) -> bool {
        let kind = self.find(&Kind::of(severity, table, column, reason));
        match kind.and_then(|kind| self.counts.get_mut(kind)) {
            Some(count) if *count > MOST_OF_A_KIND => {
                *count += 1;
                true
            }
            _ => false,
        }
    }

    /// Whether there is a finding of this kind.
    pub(crate) fn is_said(
        &self,
        severity: Severity,
        table: &str,
        column: &str,
        reason: &str,
    ) -> bool {
        self.find(&Kind::of(severity, table, column, reason))
            .is_some()
    }

    fn find<'a>(&'a self, kind: &Kind<'a>) -> Option<usize> {
        let kinds: &HashMap<Kind<'a>, usize> = &self.kinds;
        kinds.get(kind).copied()
    }

    /// Findings of one kind must have the same reason, word for word; what differs between them goes into value and remedy.
    pub(crate) fn add(&mut self, finding: Finding) {
        if self.findings.len() >= MOST_FINDINGS {
            self.left_out += 1;
            return;
        }
        let kind = Kind::of(
            finding.severity,
            &finding.table,
            &finding.column,
            &finding.reason,
        );
        let kind = self.find(&kind).unwrap_or_else(|| {
            self.kinds.insert(kind.kept(), self.counts.len());
            self.counts.push(0);
            self.counts.len() - 1
        });
        if let Some(count) = self.counts.get_mut(kind) {
            *count += 1;
            // Beyond the limit only the count matters; keeping them would fill the memory with a file of rubbish.
            if *count > MOST_OF_A_KIND {
                return;
            }
        }
        self.findings.push((kind, finding));
    }

    /// All findings by file and row.
    pub(crate) fn finish(self) -> Vec<Finding> {
        let mut summarised = vec![false; self.counts.len()];
        let mut findings = Vec::with_capacity(self.findings.len());
        for (kind, mut finding) in self.findings {
            let count = self.counts.get(kind).copied().unwrap_or(0);
            if count > MOST_OF_A_KIND {
                let Some(done) = summarised.get_mut(kind).filter(|done| !**done) else {
                    continue;
                };
                *done = true;
                finding.reason = format!(
                    "{} This was found {count} times; only the first is shown.",
                    finding.reason
                );
            }
            findings.push(finding);
        }
        findings.sort_by(|left, right| (&left.file, left.row).cmp(&(&right.file, right.row)));
        if self.left_out > 0 {
            let reason = format!("{} more findings were left out.", self.left_out);
            let remedy = "Mend the first ones and hand the files in again.";
            findings.push(Finding::new(Severity::Warning, reason, remedy));
        }
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_a_thousand_of_a_kind_become_one() {
        let check = |count: u64, left: usize| {
            let mut report = Report::default();
            for row in 0..count {
                let finding = Finding::new(Severity::Warning, "Wrong.", format!("Mend row {row}."));
                report.add(
                    finding
                        .at_table("OC3")
                        .at_row(row)
                        .at_cell("ACTIV", &row.to_string()),
                );
            }
            report.add(
                Finding::new(Severity::Warning, "Wrong.", "Mend it.")
                    .at_table("OC3")
                    .at_cell("ACCOM", "S1"),
            );
            let findings = report.finish();
            assert_eq!(findings.len(), left + 1, "{count} of a kind");
            let said = findings
                .iter()
                .any(|finding| finding.reason.contains(&format!("found {count} times")));
            assert_eq!(said, left == 1 && count > 1, "{count} of a kind");
        };
        check(1, 1);
        check(999, 999);
        check(1_000, 1_000);
        check(1_001, 1);
        check(5_000, 1);
    }

    #[test]
    fn a_hundred_thousand_of_all_kinds_are_kept() {
        let mut report = Report::default();
        for number in 0..MOST_FINDINGS + 5 {
            report.add(Finding::new(Severity::Note, number.to_string(), ""));
        }
        let findings = report.finish();
        assert_eq!(findings.len(), MOST_FINDINGS + 1);
        let last = findings.last().map(|finding| finding.reason.as_str());
        assert_eq!(last, Some("5 more findings were left out."));
    }
}
