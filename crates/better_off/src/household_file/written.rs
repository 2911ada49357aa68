//! The answer to one household of a file, as a line of JSON.

use std::io::Write;

use super::{Unreadable, YEARS, YearRates, inputs::Case};
use crate::{
    calculation::{Amounts, amounts},
    findings::{self, Finding},
    household::Tenure,
    money::Pence,
};

pub(super) fn answer(case: &Case, rates: &YearRates, out: &mut Vec<u8>) {
    // Writing into memory cannot fail.
    let _ = write!(out, "{{\"id\":{}", case.id);
    let mut household = case.inputs.household();
    for ((key, year), april) in YEARS.iter().zip(&rates.april) {
        case.inputs.pay(key, &mut household);
        let found = amounts(&household, april);
        let is_supported = household.home.tenure == Tenure::Supported;
        let from_october = (is_supported && *year == 2026)
            .then(|| amounts(&household, &rates.october).housing_benefit)
            .flatten();
        out.extend_from_slice(b",\"");
        out.extend_from_slice(key.as_bytes());
        out.extend_from_slice(b"\":");
        write_amounts(&found, from_october, out);
        write_findings(&findings::of(&household, april), out);
        out.push(b'}');
    }
    out.extend_from_slice(b"}\n");
}

pub(super) fn unreadable(unreadable: &Unreadable, out: &mut Vec<u8>) {
    let error = serde_json::json!({ "line": unreadable.line, "error": unreadable.reason });
    let _ = writeln!(out, "{error}");
}

fn write_amounts(amounts: &Amounts, from_october: Option<Pence>, out: &mut Vec<u8>) {
    out.extend_from_slice(if amounts.eligible {
        b"{\"eligible\":true,\"lha_category\":".as_slice()
    } else {
        b"{\"eligible\":false,\"lha_category\":"
    });
    match amounts.lha_category {
        Some(category) => {
            out.push(b'"');
            out.extend_from_slice(category.letter().as_bytes());
            out.push(b'"');
        }
        None => out.extend_from_slice(b"null"),
    }
    for (name, amount) in [
        (",\"standard_allowance\":", amounts.standard_allowance),
        (",\"child_element\":", amounts.child_element),
        (",\"lcwra_element\":", amounts.health_element),
        (",\"housing_element\":", amounts.housing_element),
        (",\"childcare_element\":", amounts.childcare_element),
        (",\"max_uc\":", amounts.maximum_award),
        (",\"work_allowance\":", amounts.work_allowance),
        (",\"net_earnings\":", amounts.net_earnings),
        (",\"earnings_taper\":", amounts.earnings_taper),
        (",\"tariff_income\":", amounts.tariff_income),
        (",\"benefit_cap_reduction\":", amounts.benefit_cap_reduction),
        (",\"uc_award\":", amounts.award),
        (",\"income_tax\":", amounts.income_tax),
        (",\"national_insurance\":", amounts.national_insurance),
        (",\"child_benefit\":", amounts.child_benefit),
        (
            ",\"scottish_child_payment\":",
            amounts.scottish_child_payment,
        ),
        (",\"net_income\":", amounts.net_income),
    ] {
        out.extend_from_slice(name.as_bytes());
        amount.write_plain(out);
    }
    for (name, amount) in [
        (",\"hb_supported_pre_5oct2026\":", amounts.housing_benefit),
        (",\"hb_supported_from_5oct2026\":", from_october),
    ] {
        out.extend_from_slice(name.as_bytes());
        match amount {
            Some(amount) => amount.write_plain(out),
            None => out.extend_from_slice(b"null"),
        }
    }
}

fn write_findings(findings: &[Finding], out: &mut Vec<u8>) {
    if findings.is_empty() {
        return;
    }
    let sentences: Vec<String> = findings
        .iter()
        .map(|finding| format!("{}: {} {}", finding.place, finding.reason, finding.remedy))
        .collect();
    let _ = write!(out, ",\"findings\":{}", serde_json::json!(sentences));
}
