//! Questions for an adviser, with what was taken meanwhile.

use crate::ask::Ask;

/// The question and what the answer may change.
#[expect(clippy::too_many_lines, reason = "a table of words")]
pub(crate) fn question(ask: Ask) -> (&'static str, &'static str) {
    match ask {
        Ask::DateOfBirth => (
            "What is the date of birth?",
            "Only the age was given. Birthdays ahead are not foreseen.",
        ),
        Ask::ChildsDateOfBirth => (
            "Was the eldest child born before 6 April 2017?",
            "Taken as born later. If before, there is more for the first child.",
        ),
        Ask::CareStatus => (
            "Was this person a care leaver before 18: eligible or relevant?",
            "Taken as no. If yes, rent is paid for a one-bedroom home until 25, and claims before 18 are limited.",
        ),
        Ask::Capital => (
            "What savings are there?",
            "Taken as none. Above £6,000 there is less, above £16,000 nothing.",
        ),
        Ask::Immigration => (
            "Is there a right to public funds? Ask an immigration adviser before any claim.",
            "Taken as yes where nothing was said. A wrong claim can harm somebody's stay.",
        ),
        Ask::Learning => (
            "Is there a course or training?",
            "Taken as none. A full-time course can stop a claim.",
        ),
        Ask::CourseHours => (
            "How many guided hours a week has the course?",
            "Taken as more than 12.",
        ),
        Ask::ParentalSupport => (
            "Is this person without support from parents?",
            "Taken as no. Without support, a claim may be possible.",
        ),
        Ask::WorkRequirements => (
            "Does the course leave time for what the work coach asks?",
            "Taken as yes.",
        ),
        Ask::Health => (
            "Has the Department for Work and Pensions decided about health and work, or is there a fit note?",
            "Taken as no. A decision can add money and a work allowance.",
        ),
        Ask::Carer => (
            "Does anybody care for a severely disabled person for 35 hours a week?",
            "Taken as no. A carer gets more, and is free of the benefit cap.",
        ),
        Ask::ChildrenBeyondTheSecond => (
            "Does an exception hold for the third child: a twin, adoption, kinship care, or violence?",
            "Taken as no. From 6 April 2026 every child counts.",
        ),
        Ask::CoupleWithOneCareLeaverUnder18 => (
            "One of the couple is a care leaver under 18. Does Universal Credit pay the rent?",
            "Taken as yes. Ask a welfare-rights adviser.",
        ),
        Ask::Area => (
            "Which broad rental market area is the home in?",
            "Help with rent is left out until it is known.",
        ),
        Ask::RentBelowZero => (
            "What is the rent?",
            "A rent below nothing is taken as nothing.",
        ),
        Ask::OtherAdults => (
            "Do other grown-ups live in the home?",
            "Taken as no. Others can change the size of home, the help with rent and council tax.",
        ),
        Ask::OtherAdultsContribution => (
            "Do the other grown-ups pay towards the home: how old are they, and what do they receive?",
            "Taken as nothing. For most people of 21 or over, a fixed amount a month is taken off the help with rent.",
        ),
        Ask::Bedrooms => (
            "How many bedrooms has the home?",
            "Taken as no more than needed. A spare room means less help with rent.",
        ),
        Ask::SexOfChildren => (
            "Are the children who would share a room of the same sex?",
            "Taken as yes. If not, a larger home is allowed.",
        ),
        Ask::SupportedCharges => (
            "Which part of the charge is rent that Housing Benefit can pay?",
            "Taken as all of it. Heating, meals and support are not paid.",
        ),
        Ask::HousingBenefitAndHealth => (
            "Which health amounts does Housing Benefit add without Universal Credit?",
            "Housing Benefit is not worked out. Ask the council.",
        ),
        Ask::HousingBenefitAndStudy => (
            "Can this student get Housing Benefit?",
            "Housing Benefit is not worked out. Most full-time students cannot.",
        ),
        Ask::HousingBenefitAndSelfEmployment => (
            "What does Housing Benefit pay to somebody with a business?",
            "Housing Benefit is not worked out. Ask the council.",
        ),
        Ask::HousingBenefitNorthernIreland => (
            "What does the Housing Executive pay for this home?",
            "Housing Benefit is not worked out. Northern Ireland has its own rules. Ask the Housing Executive.",
        ),
        Ask::NorthernIreland => (
            "Which extra payments does Northern Ireland make here? Ask Advice NI.",
            "Taken as none. The rates are the same. The rules have other numbers (SR 2016/216). Rates for the home are left out.",
        ),
        Ask::ChildcareAroundWork => (
            "Does a job begin before the end of next month, or did one end this month or last?",
            "Taken as no. If yes, childcare can be paid without work now.",
        ),
        Ask::ChildcareRegistered => (
            "Is the childcare registered, and reported with receipts?",
            "Taken as yes. Other childcare is not paid.",
        ),
        Ask::CapOtherBenefits => (
            "Does anybody here get Guardian's Allowance, or a benefit for a war or a work injury?",
            "Taken as no. If yes, there is no cap.",
        ),
        Ask::CapHistory => (
            "Was there a year of work, each month above the limit, before this?",
            "Taken as no. If yes, there is no cap for nine months.",
        ),
        Ask::SelfEmployment => (
            "Has the Department for Work and Pensions found that the business is the main work, and when?",
            "Taken as no. If yes, and after the first year, a least income is counted, also in a month without profit.",
        ),
        Ask::ExpectedHours => (
            "How many hours of work a week were agreed with the work coach?",
            "Taken as 35. With fewer, less income is counted.",
        ),
        Ask::SurplusEarnings => (
            "Is a part of high pay in one month counted in the next? Ask the Department for Work and Pensions.",
            "Taken as no. The limit for this month is not known here. It was £2,500 above the pay that ends Universal Credit, to March 2026.",
        ),
        Ask::StudentYear => (
            "When does the year of the course begin, and when the long vacation?",
            "Taken as not in this month. Student money counts from the first day to the long vacation.",
        ),
        Ask::AssessmentDay => (
            "On which day of the month does the Universal Credit assessment period begin?",
            "Taken as the day of the question. New rates reach the award with the first period that begins on or after their day.",
        ),
        Ask::ApprenticeshipStart => (
            "When did the apprenticeship begin?",
            "Taken as the first year. From the second year, at 19 or over, the rate for the age is due.",
        ),
        Ask::EmployersHome => (
            "Does the employer provide the home, and what is charged for it?",
            "Taken as no. A free home counts as a part of the wage.",
        ),
        Ask::Pension => (
            "How much of the pay goes into a pension?",
            "Taken as nothing. From 22, most workers are put into one; the pay is less and Universal Credit more.",
        ),
        Ask::HigherIncome => (
            "Income tax at this pay has rules that are not worked out here.",
            "Taken as the higher rate. Ask a tax adviser.",
        ),
        Ask::StudentIncome => (
            "What loan and grant come in, and when?",
            "Left out unless entered as other income. Most of it counts for Universal Credit.",
        ),
        Ask::CouncilTaxBill => (
            "How much is the council tax for a year?",
            "Council tax is left out until it is known.",
        ),
        Ask::CouncilTaxReduction => (
            "What does the council's reduction scheme take off?",
            "Taken as nothing. Each council has its own scheme; apply for it.",
        ),
        Ask::CouncilScheme => (
            "What does the council take off the council tax of care leavers?",
            "Taken as nothing. In England each council decides.",
        ),
        Ask::MarriageAllowance => (
            "Are they married, and has one of them asked for the marriage allowance?",
            "Taken as no. It can save up to £252 of tax a year.",
        ),
        Ask::LastResortDeductions => (
            "Is a deduction for rent, fuel or child maintenance of last resort?",
            "Taken as no. Such a deduction can go above the limit.",
        ),
        Ask::WeeksInHand => (
            "How long after the work is it paid: how many weeks in hand?",
            "Taken as none. With weeks in hand the first wage is smaller.",
        ),
        Ask::RatesAhead => (
            "Which rates will hold when this work begins?",
            "They are not known yet. Taken as those of today. Work it out again when they are.",
        ),
        Ask::TwoPaysInOnePeriod => (
            "Two monthly wages fall into one assessment period. Has one been moved?",
            "Taken as no. Ask the Department for Work and Pensions to count one in the other month (UC Regs 2013 reg 61(6)).",
        ),
    }
}
