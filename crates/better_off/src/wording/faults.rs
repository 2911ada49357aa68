//! What cannot be right, with its reason and remedy.

use crate::findings::Wrong;

pub(crate) fn finding(wrong: Wrong) -> (String, &'static str) {
    let plain = |reason: &str, remedy| (reason.to_owned(), remedy);
    match wrong {
        Wrong::WageBelowTheLaw { pays, least } => (
            format!("This job pays {pays} an hour. The law says at least {least}."),
            "Do not advise to take it at this pay. The employer must pay the legal rate; Acas can help.",
        ),
        Wrong::WageMayBeBelowTheLaw { pays, least } => (
            format!("This job pays {pays} an hour. The law may say at least {least}."),
            "Ask when the apprenticeship began and whether the employer provides a home.",
        ),
        Wrong::ChildTooOldForParent => plain(
            "A child is less than 12 years younger than the eldest parent.",
            "Check the ages or dates of birth.",
        ),
        Wrong::ChildTooOld => plain(
            "A person of 20 or over is entered as a child.",
            "Enter them as another grown-up in the home.",
        ),
        Wrong::BornInTheFuture => plain(
            "A date of birth is after the day that is asked about.",
            "Check the date of birth.",
        ),
        Wrong::TooManyHours => plain(
            "Nobody can work more than 112 hours a week.",
            "Check the hours a week.",
        ),
        Wrong::NegativeRent => plain("A rent cannot be below nothing.", "Enter the rent a month."),
        Wrong::RentWithoutTenure => plain(
            "There is a rent, but the home is said to have none.",
            "Say whether the landlord is private, a council or association, or supported housing.",
        ),
        Wrong::SupportedWithoutRent => plain(
            "Supported housing has a rent, but none is entered.",
            "Enter the rent that the provider charges a month.",
        ),
        Wrong::NegativeCapital => plain(
            "Savings cannot be below nothing.",
            "Enter debts as bills or deductions, and savings as nothing.",
        ),
        Wrong::NegativePay => plain("Pay cannot be below nothing.", "Enter the pay."),
        Wrong::NegativeChildcare => plain(
            "Childcare cannot cost less than nothing.",
            "Enter what childcare costs a month.",
        ),
        Wrong::ChildcareWithoutChild => plain(
            "There is childcare but no child.",
            "Enter the child, or leave childcare out.",
        ),
        Wrong::TooYoungToBeHere => plain(
            "A grown-up of the household is under 16.",
            "Check the date of birth.",
        ),
        Wrong::ImpossiblePension => plain(
            "The part that goes into a pension is not between 0 and 100 per cent.",
            "Check the pension.",
        ),
        Wrong::ApprenticeshipInTheFuture => plain(
            "The apprenticeship begins after the day that is asked about.",
            "Ask about a day on which it has begun.",
        ),
        Wrong::ApprenticeBelowTwelve => plain(
            "The apprenticeship began more than 12 years ago.",
            "Check the day on which it began.",
        ),
        Wrong::ImpossibleAmount => plain(
            "An amount is far above what people are paid or pay.",
            "Check the amount and whether it is a week, a month or a year.",
        ),
        Wrong::ImpossibleAssessmentDay => plain(
            "No month has this day.",
            "Enter the day of the month on which the assessment period begins, 1 to 31.",
        ),
        Wrong::PayWithoutHours => plain(
            "There is a salary but no hours of work.",
            "Enter the hours a week.",
        ),
    }
}
