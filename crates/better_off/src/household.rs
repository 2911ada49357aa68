//! A household as the calculation sees it: who is in it, where it lives, what it has. What nobody has said is `None` or `Unknown`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{age::Born, area::Area, home::CouncilTax, money::Pence, work::Job};

/// One claimant with partner and children, at home somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Household {
    pub claimant: Person,
    pub partner: Option<Person>,
    pub children: Vec<Child>,
    pub home: Home,
    /// Savings and other capital of both.
    pub capital: Option<Pence>,
    /// What registered childcare costs a month, before help.
    pub childcare_a_month: Pence,
    pub other_income: Vec<OtherIncome>,
    /// `None`: not said; then other grown-ups at home are asked about.
    #[serde(default)]
    pub non_dependants: Option<NonDependants>,
    pub deductions: Vec<Deduction>,
    pub claim: Claim,
}

impl Household {
    /// A household of one person about whom nothing else is known.
    pub fn of(born: Born) -> Self {
        Self {
            claimant: Person::of(born),
            partner: None,
            children: Vec::new(),
            home: Home::default(),
            capital: None,
            childcare_a_month: Pence::ZERO,
            other_income: Vec::new(),
            non_dependants: None,
            deductions: Vec::new(),
            claim: Claim::default(),
        }
    }

    pub fn adults(&self) -> impl Iterator<Item = &Person> {
        std::iter::once(&self.claimant).chain(&self.partner)
    }
}

/// A grown-up in the household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub born: Born,
    pub care: CareStatus,
    pub health: Health,
    /// Cares for a severely disabled person for 35 hours a week or more.
    pub is_carer: Option<bool>,
    /// Pregnant with 11 weeks or less to go, or had the baby 15 weeks ago or less (UC Regs reg 8(1)(f)).
    pub is_near_birth: Option<bool>,
    /// `Some(false)`: no parent, estranged, at risk, or the parent cannot help (UC Regs reg 8(3)).
    pub has_parental_support: Option<bool>,
    pub learning: Learning,
    pub immigration: Immigration,
    pub pip: Option<Pip>,
    pub shared_exception: Option<SharedException>,
    pub job: Option<Job>,
    #[serde(default)]
    pub self_employment: Option<SelfEmployment>,
    #[serde(default)]
    pub student_money: Option<StudentMoney>,
}

impl Person {
    pub fn of(born: Born) -> Self {
        Self {
            born,
            care: CareStatus::Unknown,
            health: Health::Unknown,
            is_carer: None,
            is_near_birth: None,
            has_parental_support: None,
            learning: Learning::Unknown,
            immigration: Immigration::Unknown,
            pip: None,
            shared_exception: None,
            job: None,
            self_employment: None,
            student_money: None,
        }
    }
}

/// Leaving-care status. UC Regs reg 8(4) and Sch 4 para 29(2) ask whether somebody was an eligible or relevant child before 18.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CareStatus {
    /// 16 or 17 and still looked after.
    Eligible,
    /// 16 or 17 and no longer looked after.
    Relevant,
    /// 18 or over, was eligible or relevant.
    FormerRelevant,
    /// Was looked after, but not long enough to be eligible or relevant: these rules do not reach.
    Qualifying,
    /// Said to have been a care leaver within reg 8 before 18, without the category.
    CareLeaver,
    NotACareLeaver,
    Unknown,
}

impl CareStatus {
    /// Whether this is somebody who is, or before 18 was, a care leaver within UC Regs reg 8(4).
    pub fn is_within_regulation_8(self) -> Option<bool> {
        match self {
            Self::Eligible | Self::Relevant | Self::FormerRelevant | Self::CareLeaver => Some(true),
            Self::Qualifying | Self::NotACareLeaver => Some(false),
            Self::Unknown => None,
        }
    }
}

/// What the Department for Work and Pensions has decided about work and health.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    Unknown,
    Well,
    /// Has a fit note and waits for an assessment.
    FitNote,
    /// Limited capability for work, without the health element.
    LimitedCapability,
    /// The health element at the protected rate: since before April 2026, severe for life, or terminal.
    ProtectedElement,
    /// The health element for those who became ill from April 2026.
    NewElement,
}

impl Health {
    pub fn has_limited_capability(self) -> bool {
        matches!(
            self,
            Self::LimitedCapability | Self::ProtectedElement | Self::NewElement
        )
    }

    pub fn has_element(self) -> bool {
        matches!(self, Self::ProtectedElement | Self::NewElement)
    }
}

/// Education and training, as UC Regs regs 5 and 12 to 14 ask about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Learning {
    Unknown,
    None,
    /// A course up to A level or equal to it.
    NonAdvanced {
        hours_a_week: Option<u8>,
        started_on: Option<Date>,
        /// With a student loan or grant for living costs.
        has_maintenance: bool,
    },
    /// A degree or another course above A level, full time.
    AdvancedFullTime,
    /// Any course of which nobody says that it is full time.
    PartTime,
    /// A traineeship or a course to which the work coach has sent.
    RelevantTraining,
}

/// Whether the person may claim, as far as it is known. The rules are for a specialist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Immigration {
    Unknown,
    /// British or Irish, settled, or with leave that allows public funds.
    MayClaim,
    /// Anything else: an adviser must look.
    AskAnAdviser,
}

/// Personal independence payment, or the Scottish adult disability payment: never counted as income.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pip {
    pub daily_living: Option<PipRate>,
    pub mobility: Option<PipRate>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PipRate {
    Standard,
    Enhanced,
}

/// Other reasons than care for being paid more than the rate for a room (UC Regs Sch 4 para 29).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SharedException {
    /// Three months in a hostel for homeless people, with help to resettle: para 29(4).
    Hostel,
    /// Active multi-agency management: para 29(6) to (8).
    ManagedOffender,
    /// Violence at home: para 29(9A).
    DomesticViolence,
    /// Modern slavery: para 29(9B).
    ModernSlavery,
}

/// A child for whom the household is responsible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Child {
    pub born: Born,
    pub sex: Option<Sex>,
    pub disability: Option<ChildDisability>,
}

impl Child {
    pub fn of(born: Born) -> Self {
        Self {
            born,
            sex: None,
            disability: None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    Female,
    Male,
}

/// The rate of the disabled child addition (UC Regs reg 24(2)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChildDisability {
    Lower,
    Higher,
}

/// Where the household lives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    pub tenure: Tenure,
    pub rent_a_month: Pence,
    pub area: Option<Area>,
    pub nation: Nation,
    /// In Greater London: the benefit cap is higher.
    pub is_in_london: bool,
    /// Bedrooms of a council or housing association home.
    pub bedrooms: Option<u8>,
    /// Grown-ups other than the claimant and the partner.
    pub other_adults: Option<u8>,
    pub council_tax: CouncilTax,
}

impl Default for Home {
    fn default() -> Self {
        Self {
            tenure: Tenure::NoRent,
            rent_a_month: Pence::ZERO,
            area: None,
            nation: Nation::England,
            is_in_london: false,
            bedrooms: None,
            other_adults: None,
            council_tax: CouncilTax::default(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tenure {
    Private,
    Social,
    /// Supported (specified) accommodation: Housing Benefit pays the rent (UC Regs Sch 1 paras 3(h), 3A).
    Supported,
    NoRent,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nation {
    England,
    Scotland,
    Wales,
    /// The same rates under its own regulations (SR 2016/216). Its own rules on supported housing and rates are asked about.
    NorthernIreland,
}

/// Money that comes in beside wages and the benefits that are worked out here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherIncome {
    pub kind: IncomeKind,
    pub a_month: Pence,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncomeKind {
    CarersAllowance,
    NewStyleBenefit,
    MaternityAllowance,
    StudentIncome,
    /// From the council for leaving care (CA 1989 s.17, 23B, 23C, 24A; SSWBA 2014 s.109 to 115).
    CouncilPayment,
    Bursary,
    ChildMaintenance,
    Gift,
}

impl IncomeKind {
    /// Whether Universal Credit goes down pound for pound (UC Regs reg 66; what is not listed there does not count).
    pub fn counts(self) -> bool {
        matches!(
            self,
            Self::CarersAllowance
                | Self::NewStyleBenefit
                | Self::MaternityAllowance
                | Self::StudentIncome
        )
    }
}

/// Family and friends who live in the home without a tenancy of their own (UC Regs Sch 4 para 9(2)). Joint tenants and lodgers are not
/// among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NonDependants {
    pub count: u8,
    /// Those for whom an amount is taken off (para 16): 21 or over, and none of these: Pension Credit, the daily living part of PIP or the
    /// like, Carer's Allowance, in prison, a child under 5, away with the forces.
    pub paying: u8,
}

/// What a student is given to live on in a year of the course (UC Regs regs 68 to 71).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudentMoney {
    /// The loan for living costs, also if it was not taken up in full (reg 69). Nothing if no loan can be had.
    pub loan_a_year: Pence,
    /// Grants and bursaries that are not for fees, travel, books, childcare or disability (reg 70). They count only without a loan.
    pub grant_a_year: Pence,
    /// The first day of this year of the course.
    pub year_starts_on: Date,
    /// The first day of the long vacation, or the last of the course.
    pub year_ends_on: Date,
}

/// Work on somebody's own account (UC Regs regs 57, 62 to 64).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfEmployment {
    /// What comes in less what the business costs, before tax.
    pub profit_a_month: Pence,
    /// Whether the Department for Work and Pensions found it to be the main work, organised and meant to make a profit (reg 64).
    pub is_gainful: Option<bool>,
    /// The day on which it was found so: twelve months without the minimum income floor begin with that assessment period (reg 63).
    pub gainful_since: Option<Date>,
    /// Hours a week agreed with the work coach. `None`: not said.
    pub expected_hours: Option<u8>,
}

/// What is taken from the award before it is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deduction {
    /// An advance: what is left, and over how many months.
    Advance { left: Pence, months: u8 },
    /// Rent arrears, fines, fuel: a fixed amount a month.
    Other { a_month: Pence },
}

/// What is known about the claim.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The day of the month on which assessment periods begin.
    pub assessment_day: Option<i8>,
    /// The first day of a nine-month grace period of the benefit cap, if there is one.
    pub cap_grace_from: Option<Date>,
    /// Earnings above the limit in a month that ended an award within the last six: they count again (UC Regs reg 54A).
    #[serde(default)]
    pub surplus_earnings: Pence,
}
