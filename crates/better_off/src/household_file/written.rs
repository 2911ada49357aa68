//! The answer to one household of a file, as a line of JSON.

use std::fmt::Write;

use super::{Unreadable, YEARS, YearRates, inputs::Case};
use crate::{
    calculation::{Amounts, amounts},
    findings::{self, Finding},
    household::Tenure,
    money::Pence,
};

pub(super) fn answer(case: &Case, rates: &YearRates, out: &mut String) {
    // Writing into a string cannot fail.
    let _ = write!(out, "{{\"id\":{}", case.id);
    for ((key, year), april) in YEARS.iter().zip(&rates.april) {
        let household = case.inputs.household(key);
        let found = amounts(&household, april);
        let is_supported = household.home.tenure == Tenure::Supported;
        let from_october = (is_supported && *year == 2026)
            .then(|| amounts(&household, &rates.october).housing_benefit)
            .flatten();
        out.push_str(",\"");
        out.push_str(key);
        out.push_str("\":");
        write_amounts(&found, from_october, out);
        write_findings(&findings::of(&household, april), out);
        out.push('}');
    }
    out.push_str("}\n");
}

pub(super) fn unreadable(unreadable: &Unreadable, out: &mut String) {
    let error = serde_json::json!({ "line": unreadable.line, "error": unreadable.reason });
    let _ = writeln!(out, "{error}");
}

fn write_amounts(amounts: &Amounts, from_october: Option<Pence>, out: &mut String) {
    out.push_str(if amounts.eligible {
        "{\"eligible\":true,\"lha_category\":"
    } else {
        "{\"eligible\":false,\"lha_category\":"
    });
    match amounts.lha_category {
        Some(category) => {
            out.push('"');
            out.push_str(category.letter());
            out.push('"');
        }
        None => out.push_str("null"),
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
        out.push_str(name);
        amount.write_plain(out);
    }
    for (name, amount) in [
        (",\"hb_supported_pre_5oct2026\":", amounts.housing_benefit),
        (",\"hb_supported_from_5oct2026\":", from_october),
    ] {
        out.push_str(name);
        match amount {
            Some(amount) => amount.write_plain(out),
            None => out.push_str("null"),
        }
    }
}

fn write_findings(findings: &[Finding], out: &mut String) {
    if findings.is_empty() {
        return;
    }
    let sentences: Vec<String> = findings
        .iter()
        .map(|finding| format!("{}: {} {}", finding.place, finding.reason, finding.remedy))
        .collect();
    let _ = write!(out, ",\"findings\":{}", serde_json::json!(sentences));
}
