//! Which benefit somebody can claim on which day, and when its first payment is in time: read from `jobcentre/benefits.toml`.

use std::{collections::BTreeMap, str::FromStr, sync::OnceLock};

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use super::Stage;

const FILE: &str = include_str!("../../jobcentre/benefits.toml");

/// A benefit for people who look for work, or cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Benefit {
    JobseekersAllowance,
    UniversalCredit,
    EmploymentAndSupportAllowance,
}

/// What holds for a benefit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BenefitTerms {
    pub id: Benefit,
    pub title: String,
    /// The first and last day on which a new claim could begin.
    pub from: Date,
    #[serde(default)]
    pub to: Option<Date>,
    /// How long after the 18th birthday the first payment is in time, where the claim was made ready early.
    first_payment_months: i32,
    first_payment_days: i32,
    /// The same in a sentence.
    pub first_payment: String,
    pub source: String,
    pub verified: bool,
    stages: BTreeMap<Stage, String>,
}

#[derive(Deserialize)]
struct Terms {
    benefit: Vec<BenefitTerms>,
}

impl Benefit {
    pub const ALL: [Self; 3] = [
        Self::UniversalCredit,
        Self::JobseekersAllowance,
        Self::EmploymentAndSupportAllowance,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::JobseekersAllowance => "jobseekers_allowance",
            Self::UniversalCredit => "universal_credit",
            Self::EmploymentAndSupportAllowance => "employment_and_support_allowance",
        }
    }

    /// What holds for it.
    pub fn terms(self) -> &'static BenefitTerms {
        let known = shipped().iter().find(|terms| terms.id == self);
        // A test sees to it that the file names each of them.
        known.unwrap_or_else(|| nothing_known())
    }

    /// Whether a new claim could begin on this day.
    pub fn is_open_on(self, day: Date) -> bool {
        let terms = self.terms();
        terms.from <= day && terms.to.is_none_or(|to| day <= to)
    }

    /// The last day on which a first payment is in time for somebody who is 18 on this day.
    pub fn first_payment_due(self, eighteenth: Date) -> Date {
        let terms = self.terms();
        eighteenth
            .saturating_add(terms.first_payment_months.months())
            .saturating_add(terms.first_payment_days.days())
    }

    /// What a stage of the claim is called for this benefit.
    pub fn stage_label(self, stage: Stage) -> &'static str {
        self.terms()
            .stages
            .get(&stage)
            .map_or_else(|| stage.label(), String::as_str)
    }
}

impl FromStr for Benefit {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|benefit| benefit.code() == text)
            .ok_or(())
    }
}

/// The benefits for which a new claim could begin on a day, the usual one first.
pub fn benefits_open_on(day: Date) -> impl Iterator<Item = Benefit> {
    Benefit::ALL
        .into_iter()
        .filter(move |benefit| benefit.is_open_on(day))
}

fn shipped() -> &'static [BenefitTerms] {
    static TERMS: OnceLock<Vec<BenefitTerms>> = OnceLock::new();
    TERMS.get_or_init(|| {
        toml::from_str::<Terms>(FILE)
            .map(|terms| terms.benefit)
            .unwrap_or_default()
    })
}

fn nothing_known() -> &'static BenefitTerms {
    static NOTHING: BenefitTerms = BenefitTerms {
        id: Benefit::UniversalCredit,
        title: String::new(),
        from: Date::MIN,
        to: None,
        first_payment_months: 0,
        first_payment_days: 0,
        first_payment: String::new(),
        source: String::new(),
        verified: false,
        stages: BTreeMap::new(),
    };
    &NOTHING
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_file_names_every_benefit_with_its_source() {
        let terms: Terms = toml::from_str(FILE).expect("the file");
        assert_eq!(terms.benefit.len(), Benefit::ALL.len());
        for benefit in Benefit::ALL {
            let terms = benefit.terms();
            assert_eq!(terms.id, benefit);
            assert!(
                !terms.title.is_empty() && !terms.source.is_empty(),
                "{benefit:?}"
            );
            assert_eq!(benefit.code().parse(), Ok(benefit));
            for stage in Stage::EARLY_ENTRY {
                assert!(terms.stages.contains_key(&stage), "{benefit:?} {stage:?}");
            }
        }
    }

    #[test]
    fn the_benefit_goes_by_the_day() {
        use Benefit::{
            EmploymentAndSupportAllowance as Esa, JobseekersAllowance as Jsa, UniversalCredit as Uc,
        };
        let check = |day: Date, expected: &[Benefit]| {
            assert_eq!(benefits_open_on(day).collect::<Vec<_>>(), expected, "{day}");
        };
        check(date(2013, 4, 28), &[Jsa, Esa]);
        check(date(2013, 4, 29), &[Uc, Jsa, Esa]);
        check(date(2018, 12, 11), &[Uc, Jsa, Esa]);
        check(date(2018, 12, 12), &[Uc, Esa]);
        check(date(2026, 3, 3), &[Uc, Esa]);
        check(date(1990, 1, 1), &[]);
    }

    #[test]
    fn the_first_payment_is_in_time_by_the_benefit() {
        let check = |benefit: Benefit, eighteenth: Date, expected: Date| {
            assert_eq!(
                benefit.first_payment_due(eighteenth),
                expected,
                "{benefit:?}"
            );
        };
        check(
            Benefit::JobseekersAllowance,
            date(2014, 6, 2),
            date(2014, 6, 2),
        );
        check(
            Benefit::UniversalCredit,
            date(2026, 3, 3),
            date(2026, 4, 10),
        );
        // A month after 31 January ends with February.
        check(
            Benefit::UniversalCredit,
            date(2026, 1, 31),
            date(2026, 3, 7),
        );
        check(
            Benefit::UniversalCredit,
            date(2028, 1, 31),
            date(2028, 3, 7),
        );
    }
}
