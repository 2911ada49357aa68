//! What the calculation does not know and does not guess: questions for an adviser.

use serde::Serialize;

/// A question that must be asked before the answer can be trusted. The words are in `wording`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    DateOfBirth,
    ChildsDateOfBirth,
    CareStatus,
    Capital,
    Immigration,
    Learning,
    CourseHours,
    ParentalSupport,
    WorkRequirements,
    Health,
    Carer,
    ChildrenBeyondTheSecond,
    CoupleWithOneCareLeaverUnder18,
    Area,
    RentBelowZero,
    OtherAdults,
    OtherAdultsContribution,
    Bedrooms,
    SexOfChildren,
    SupportedCharges,
    HousingBenefitAndHealth,
    HousingBenefitAndStudy,
    HousingBenefitAndSelfEmployment,
    HousingBenefitNorthernIreland,
    NorthernIreland,
    ChildcareRegistered,
    ChildcareAroundWork,
    CapHistory,
    CapOtherBenefits,
    SelfEmployment,
    ExpectedHours,
    SurplusEarnings,
    StudentYear,
    AssessmentDay,
    ApprenticeshipStart,
    EmployersHome,
    Pension,
    HigherIncome,
    StudentIncome,
    CouncilTaxBill,
    CouncilTaxReduction,
    CouncilScheme,
    MarriageAllowance,
    LastResortDeductions,
    WeeksInHand,
    TwoPaysInOnePeriod,
    RatesAhead,
}

/// A question with its words, for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Question {
    pub ask: Ask,
    pub question: &'static str,
    /// What was taken meanwhile, and what the answer may change.
    pub meanwhile: &'static str,
}

impl Ask {
    pub fn question(self) -> Question {
        let (question, meanwhile) = crate::wording::question(self);
        Question {
            ask: self,
            question,
            meanwhile,
        }
    }
}
