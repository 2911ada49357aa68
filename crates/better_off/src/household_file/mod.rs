//! Household files: one household a line in JSON, and one line of amounts back for each.

mod inputs;

use std::fmt::Write;

use inputs::{Case, TenureCode};
use jiff::civil::Date;

use crate::{
    area::Area,
    calculation::{Amounts, amounts},
    findings::{self, Finding},
    household::{Household, Tenure},
    money::Pence,
    parameters::NoRates,
    rates::Rates,
};

/// The years that a file asks about, each as at 30 April.
const YEARS: [(&str, i16); 2] = [("2025", 2025), ("2026", 2026)];

/// A line that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct Unreadable {
    pub line: usize,
    pub reason: String,
}

/// The answers to a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// A line of JSON for each household, in the order of the file; for a line that cannot be read, one with `line` and `error`.
    pub text: String,
    pub answered: usize,
    pub unreadable: Vec<Unreadable>,
}

/// Works out every household of a file, also after a line that cannot be read. Fails only when no rates are known for its years.
///
/// Ages hold on 30 April of each year; `apprentice` means the first year. A household with something that cannot be right, or with a wage
/// below the law, has `findings` in its answer.
pub fn answer(text: &str) -> Result<Answers, NoRates> {
    let rates = YearRates::all()?;
    let mut answers = Answers {
        text: String::with_capacity(text.len() * 3),
        ..Answers::default()
    };
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match read(line, index + 1) {
            Ok(case) => {
                answer_one(&case, &rates, &mut answers.text);
                answers.answered += 1;
            }
            Err(unreadable) => {
                let error =
                    serde_json::json!({ "line": unreadable.line, "error": unreadable.reason });
                let _ = writeln!(answers.text, "{error}");
                answers.unreadable.push(unreadable);
            }
        }
    }
    Ok(answers)
}

fn read(line: &str, number: usize) -> Result<Case, Unreadable> {
    let unreadable = |reason: String| Unreadable {
        line: number,
        reason,
    };
    let case: Case = serde_json::from_str(line).map_err(|error| unreadable(error.to_string()))?;
    match &case.inputs.brma {
        Some(area) if Area::named(area).is_none() => {
            Err(unreadable(format!("there is no rental market area {area}")))
        }
        None if matches!(case.inputs.tenure, TenureCode::Private) => Err(unreadable(
            "a private rent needs the rental market area, brma".into(),
        )),
        _ => Ok(case),
    }
}

/// The households of a file with the year, for other uses: timing, tests.
pub fn households(text: &str) -> Result<Vec<(i16, Household)>, Unreadable> {
    let mut list = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let case = read(line, index + 1)?;
        for (key, year) in YEARS {
            list.push((year, case.inputs.household(key)));
        }
    }
    Ok(list)
}

/// The day of a year on which its ages and rates hold.
pub fn day_of_year(year: i16) -> Date {
    jiff::civil::date(year, 4, 30)
}

/// The rates of each year, and of the day from which supported housing has its new rule.
struct YearRates {
    april: [Rates; 2],
    october: Rates,
}

impl YearRates {
    fn all() -> Result<Self, NoRates> {
        let on = |day: Date| Rates::on(day, day);
        let [(_, first), (_, second)] = YEARS;
        Ok(Self {
            april: [on(day_of_year(first))?, on(day_of_year(second))?],
            october: on(jiff::civil::date(2026, 10, 5))?,
        })
    }
}

fn answer_one(case: &Case, rates: &YearRates, out: &mut String) {
    // Writing into a string cannot fail.
    let _ = write!(out, "{{\"id\":{}", case.id);
    for ((key, year), april) in YEARS.iter().zip(&rates.april) {
        let household = case.inputs.household(key);
        let found = amounts(&household, april);
        let is_supported = household.home.tenure == Tenure::Supported;
        let from_october = (is_supported && *year == 2026)
            .then(|| amounts(&household, &rates.october).housing_benefit)
            .flatten();
        let _ = write!(out, ",\"{key}\":");
        write_amounts(&found, from_october, out);
        write_findings(&findings::of(&household, april), out);
        out.push('}');
    }
    out.push_str("}\n");
}

fn write_amounts(amounts: &Amounts, from_october: Option<Pence>, out: &mut String) {
    let _ = write!(out, "{{\"eligible\":{},\"lha_category\":", amounts.eligible);
    match amounts.lha_category {
        Some(category) => {
            let _ = write!(out, "\"{}\"", category.letter());
        }
        None => out.push_str("null"),
    }
    for (name, amount) in [
        ("standard_allowance", amounts.standard_allowance),
        ("child_element", amounts.child_element),
        ("lcwra_element", amounts.health_element),
        ("housing_element", amounts.housing_element),
        ("childcare_element", amounts.childcare_element),
        ("max_uc", amounts.maximum_award),
        ("work_allowance", amounts.work_allowance),
        ("net_earnings", amounts.net_earnings),
        ("earnings_taper", amounts.earnings_taper),
        ("tariff_income", amounts.tariff_income),
        ("benefit_cap_reduction", amounts.benefit_cap_reduction),
        ("uc_award", amounts.award),
        ("income_tax", amounts.income_tax),
        ("national_insurance", amounts.national_insurance),
        ("child_benefit", amounts.child_benefit),
        ("scottish_child_payment", amounts.scottish_child_payment),
        ("net_income", amounts.net_income),
    ] {
        let _ = write!(out, ",\"{name}\":{}", amount.plain());
    }
    for (name, amount) in [
        ("hb_supported_pre_5oct2026", amounts.housing_benefit),
        ("hb_supported_from_5oct2026", from_october),
    ] {
        match amount {
            Some(amount) => {
                let _ = write!(out, ",\"{name}\":{}", amount.plain());
            }
            None => {
                let _ = write!(out, ",\"{name}\":null");
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"id":"a","inputs":{"age":20,"tenure":"none","region":"LONDON","care_leaver":true,"hours":16}}"#;

    #[test]
    fn a_bad_line_is_said_and_the_rest_is_answered() {
        for (bad, reason) in [
            ("{", "EOF"),
            (r#"{"id":1}"#, "inputs"),
            (
                r#"{"id":1,"inputs":{"age":20,"tenure":"castle","region":"WALES","care_leaver":true}}"#,
                "castle",
            ),
            (
                r#"{"id":1,"inputs":{"age":20,"tenure":"none","region":"MARS","care_leaver":true}}"#,
                "MARS",
            ),
            (
                r#"{"id":1,"inputs":{"age":-1,"tenure":"none","region":"WALES","care_leaver":true}}"#,
                "-1",
            ),
            (
                r#"{"id":1,"inputs":{"age":20,"tenure":"none","region":"WALES","care_leaver":true,"hours":-2}}"#,
                "hours",
            ),
            (
                r#"{"id":1,"inputs":{"age":20,"tenure":"none","region":"WALES","care_leaver":true,"savings":1e300}}"#,
                "too large",
            ),
            (
                r#"{"id":1,"inputs":{"age":20,"tenure":"private","region":"WALES","care_leaver":true}}"#,
                "brma",
            ),
            (
                r#"{"id":1,"inputs":{"age":20,"tenure":"private","brma":"ATLANTIS","region":"WALES","care_leaver":true}}"#,
                "ATLANTIS",
            ),
        ] {
            let answers = answer(&format!("{bad}\n{GOOD}\n")).unwrap();
            assert_eq!(answers.answered, 1, "{bad}");
            assert_eq!(answers.unreadable.len(), 1, "{bad}");
            assert_eq!(answers.unreadable[0].line, 1);
            assert!(
                answers.unreadable[0].reason.contains(reason),
                "{:?}",
                answers.unreadable
            );
            assert_eq!(answers.text.lines().count(), 2);
            assert!(answers.text.lines().last().unwrap().contains(r#""id":"a""#));
        }
    }

    #[test]
    fn what_cannot_be_right_is_in_the_answer() {
        let answers = answer(GOOD).unwrap();
        assert!(!answers.text.contains("findings"), "{}", answers.text);
        let too_long = GOOD.replace("\"hours\":16", "\"hours\":200");
        let answers = answer(&too_long).unwrap();
        assert!(answers.text.contains("112 hours"), "{}", answers.text);
    }
}
