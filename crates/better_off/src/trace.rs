//! The explanation of a calculation: lines in order, and what could not be known and must be asked.

use serde::Serialize;

use crate::{ask::Ask, money::Pence};

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    Eligibility,
    StandardAllowance,
    ChildElement,
    DisabledChild,
    HealthElement,
    CarerElement,
    OthersAtHome,
    HousingElement,
    ChildcareElement,
    MaximumAward,
    SelfEmployment,
    GrossEarnings,
    IncomeTax,
    NationalInsurance,
    Pension,
    NetEarnings,
    IncomeFloor,
    SurplusEarnings,
    WorkAllowance,
    EarningsTaper,
    OtherIncome,
    StudentIncome,
    TariffIncome,
    BenefitCap,
    Award,
    Deductions,
    ChildBenefit,
    ChildBenefitCharge,
    ScottishChildPayment,
    HousingBenefit,
    NetIncome,
    CouncilTax,
    CostsOfWorking,
    SharedException,
}

/// One step of the calculation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    pub item: Item,
    /// What the line is called for people.
    pub title: &'static str,
    pub amount: Pence,
    /// Whether the rule applies to this household.
    pub applies: bool,
    /// The regulation and paragraph.
    pub law: &'static str,
    /// Why it applies or not, with the figures, in a sentence.
    pub why: String,
    pub inputs: Vec<Input>,
    /// Names of the parameters used, to be found in the parameter files with their instruments.
    pub parameters: &'static [&'static str],
}

/// A fact that a line used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Input {
    pub name: &'static str,
    pub value: String,
}

/// Where a calculation writes its explanation; with `Notes::none` it writes nothing and costs nothing.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    is_wanted: bool,
    pub lines: Vec<Line>,
    pub ask: Vec<Ask>,
}

impl Notes {
    pub fn none() -> Self {
        Self::default()
    }

    pub fn wanted() -> Self {
        Self {
            is_wanted: true,
            ..Self::default()
        }
    }

    pub fn line(&mut self, line: impl FnOnce() -> Line) {
        if self.is_wanted {
            self.lines.push(line());
        }
    }

    /// Remembers a question once.
    pub fn ask(&mut self, ask: Ask) {
        if self.is_wanted && !self.ask.contains(&ask) {
            self.ask.push(ask);
        }
    }
}

/// A line without inputs and parameters; add them with [`Line::from`] and [`Line::at`].
pub(crate) fn line(item: Item, amount: Pence, law: &'static str, why: String) -> Line {
    Line {
        item,
        title: crate::wording::title(item),
        amount,
        applies: amount != Pence::ZERO,
        law,
        why,
        inputs: Vec::new(),
        parameters: &[],
    }
}

impl Line {
    #[expect(
        clippy::needless_pass_by_value,
        reason = "lines read better without a borrow at every fact"
    )]
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.inputs.push(Input {
            name,
            value: value.to_string(),
        });
        self
    }

    pub(crate) fn at(mut self, parameters: &'static [&'static str]) -> Self {
        self.parameters = parameters;
        self
    }

    pub(crate) fn applying(mut self, applies: bool) -> Self {
        self.applies = applies;
        self
    }
}
