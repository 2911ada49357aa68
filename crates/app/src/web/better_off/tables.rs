//! The closed answers of the form: the word that is sent, what people read, and what it means.

use better_off::{
    CareStatus, ChildDisability, EmployersHome, Health, Immigration, IncomeKind, Nation, PayEvery,
    Pence, PipRate, Sex, SharedException, Tenure,
};

use crate::web::form::{Choice, Form};

/// Code, label, meaning.
pub type Table<T> = [(&'static str, &'static str, T)];

pub const CARE: &Table<CareStatus> = &[
    (
        "eligible",
        "Still looked after, 16 or 17 (eligible)",
        CareStatus::Eligible,
    ),
    (
        "relevant",
        "Left care at 16 or 17 and not yet 18 (relevant)",
        CareStatus::Relevant,
    ),
    (
        "former_relevant",
        "Left care, 18 or over (former relevant)",
        CareStatus::FormerRelevant,
    ),
    (
        "care_leaver",
        "Was a care leaver before 18, category not known",
        CareStatus::CareLeaver,
    ),
    (
        "qualifying",
        "In care, but not long enough (qualifying)",
        CareStatus::Qualifying,
    ),
    ("none", "Not a care leaver", CareStatus::NotACareLeaver),
];

pub const HEALTH: &Table<Health> = &[
    ("well", "Well enough to work", Health::Well),
    (
        "fit_note",
        "Has a fit note and waits for a decision",
        Health::FitNote,
    ),
    (
        "limited",
        "Limited capability for work, no extra money",
        Health::LimitedCapability,
    ),
    (
        "protected",
        "Gets the health element: since before April 2026, severe for life, or terminal",
        Health::ProtectedElement,
    ),
    (
        "new",
        "Gets the health element: from April 2026 on",
        Health::NewElement,
    ),
];

pub const IMMIGRATION: &Table<Immigration> = &[
    (
        "may_claim",
        "Yes: British, Irish, settled, or leave with public funds",
        Immigration::MayClaim,
    ),
    (
        "ask",
        "Anything else: ask an adviser",
        Immigration::AskAnAdviser,
    ),
];

pub const TENURE: &Table<Tenure> = &[
    ("private", "A private landlord", Tenure::Private),
    (
        "social",
        "The council or a housing association",
        Tenure::Social,
    ),
    (
        "supported",
        "Supported housing: rent with support, such as a foyer or supported lodgings",
        Tenure::Supported,
    ),
    ("none", "No rent to pay", Tenure::NoRent),
];

pub const NATION: &Table<Nation> = &[
    ("england", "England", Nation::England),
    ("wales", "Wales", Nation::Wales),
    ("scotland", "Scotland", Nation::Scotland),
    (
        "northern_ireland",
        "Northern Ireland",
        Nation::NorthernIreland,
    ),
];

pub const PAY_EVERY: &Table<PayEvery> = &[
    ("week", "Week", PayEvery::Week),
    ("fortnight", "Two weeks", PayEvery::Fortnight),
    ("four_weeks", "Four weeks", PayEvery::FourWeeks),
    ("month", "Month", PayEvery::Month),
];

pub const PIP: &Table<PipRate> = &[
    ("standard", "Standard rate", PipRate::Standard),
    ("enhanced", "Enhanced rate", PipRate::Enhanced),
];

pub const SEX: &Table<Sex> = &[("girl", "Girl", Sex::Female), ("boy", "Boy", Sex::Male)];

pub const CHILD_DISABILITY: &Table<ChildDisability> = &[
    (
        "lower",
        "Disability Living Allowance, or the like",
        ChildDisability::Lower,
    ),
    (
        "higher",
        "The highest rate of care, or severely sight impaired",
        ChildDisability::Higher,
    ),
];

/// Why a whole home is paid for, beside time in care.
pub const SHARED_EXCEPTION: &Table<SharedException> = &[
    (
        "hostel",
        "Three months or more in a hostel for homeless people",
        SharedException::Hostel,
    ),
    (
        "violence",
        "Had to leave because of violence at home",
        SharedException::DomesticViolence,
    ),
    (
        "slavery",
        "Was a victim of modern slavery",
        SharedException::ModernSlavery,
    ),
    (
        "managed",
        "Is under multi-agency public protection (MAPPA)",
        SharedException::ManagedOffender,
    ),
];

/// A home that comes with the job; what it costs is typed beside it.
pub const EMPLOYERS_HOME: &Table<EmployersHome> = &[
    ("no", "No", EmployersHome::No),
    ("yes", "Yes", EmployersHome::Charged(Pence::ZERO)),
];

pub const YES_NO: &Table<bool> = &[("yes", "Yes", true), ("no", "No", false)];

pub const INCOME: &Table<IncomeKind> = &[
    (
        "carers_allowance",
        "Carer's Allowance",
        IncomeKind::CarersAllowance,
    ),
    (
        "new_style",
        "New Style Jobseeker's or Employment and Support Allowance",
        IncomeKind::NewStyleBenefit,
    ),
    (
        "maternity_allowance",
        "Maternity Allowance",
        IncomeKind::MaternityAllowance,
    ),
    (
        "student_income",
        "Student loan or grant",
        IncomeKind::StudentIncome,
    ),
    (
        "council",
        "Money from the council for leaving care",
        IncomeKind::CouncilPayment,
    ),
    ("bursary", "A bursary", IncomeKind::Bursary),
    (
        "maintenance",
        "Child maintenance",
        IncomeKind::ChildMaintenance,
    ),
    ("gift", "Gifts", IncomeKind::Gift),
];

/// Courses: what each means is in the form's file, because some of them have hours.
pub const LEARNING: &Table<()> = &[
    ("none", "No course", ()),
    ("part_time", "A part-time course", ()),
    (
        "up_to_a_level",
        "School or college, up to A level or equal to it",
        (),
    ),
    ("degree", "A degree or the like, full time", ()),
    (
        "training",
        "Training that the work coach has sent them to",
        (),
    ),
];

/// What an offer is.
pub const OFFER: &Table<()> = &[
    ("job", "A job", ()),
    ("apprenticeship", "An apprenticeship", ()),
    ("as_now", "Only another home: work stays as it is", ()),
    ("no_job", "No job", ()),
];

/// The answers for a select.
pub fn choices<T>(table: &Table<T>) -> Vec<Choice> {
    table
        .iter()
        .map(|(code, label, _)| Choice::new(*code, *label))
        .collect()
}

/// What was chosen; nothing, and anything that the form does not offer, is `None`.
pub fn chosen<T: Copy>(form: &Form, field: &str, table: &Table<T>) -> Option<T> {
    let sent = form.value(field);
    table
        .iter()
        .find(|(code, _, _)| *code == sent)
        .map(|(_, _, meaning)| *meaning)
}

/// The word for a meaning; empty where the form has none, such as for "unknown".
pub fn code<T: PartialEq>(table: &Table<T>, meaning: &T) -> &'static str {
    table
        .iter()
        .find(|(_, _, found)| found == meaning)
        .map_or("", |(code, _, _)| code)
}
