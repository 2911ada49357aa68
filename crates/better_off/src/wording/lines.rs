//! What each line of the calculation is called, and why it is as it is.

use super::day;
use crate::{
    benefit_cap::CapReason,
    childcare::WorkCondition,
    council_tax::{NotCounted, Relief},
    housing_element::RentReason,
    money::{Pence, Percent},
    trace::Item,
};

pub(crate) fn title(item: Item) -> &'static str {
    match item {
        Item::Eligibility => "Who can claim",
        Item::StandardAllowance => "Standard allowance",
        Item::ChildElement => "For children",
        Item::DisabledChild => "For a disabled child",
        Item::HealthElement => "Health element",
        Item::CarerElement => "Carer element",
        Item::OthersAtHome => "Taken off rent for others at home",
        Item::HousingElement => "For rent",
        Item::ChildcareElement => "For childcare",
        Item::MaximumAward => "Most Universal Credit",
        Item::SelfEmployment => "Profit before tax",
        Item::GrossEarnings => "Pay before tax",
        Item::IncomeTax => "Income tax",
        Item::NationalInsurance => "National Insurance",
        Item::Pension => "Into a pension",
        Item::NetEarnings => "Take-home pay",
        Item::IncomeFloor => "Added by the minimum income floor",
        Item::SurplusEarnings => "Pay of an earlier month",
        Item::WorkAllowance => "Work allowance",
        Item::EarningsTaper => "Taken off for earnings",
        Item::OtherIncome => "Taken off for other income",
        Item::StudentIncome => "Taken off for student money",
        Item::TariffIncome => "Taken off for savings",
        Item::BenefitCap => "Taken off by the benefit cap",
        Item::Award => "Universal Credit",
        Item::Deductions => "Deductions from Universal Credit",
        Item::ChildBenefit => "Child Benefit",
        Item::ChildBenefitCharge => "Child Benefit paid back as tax",
        Item::ScottishChildPayment => "Scottish Child Payment",
        Item::HousingBenefit => "Housing Benefit",
        Item::NetIncome => "Income",
        Item::CouncilTax => "Council Tax",
        Item::CostsOfWorking => "Costs of working",
        Item::SharedException => "Size of home",
    }
}

pub(crate) fn standard_allowance(is_joint: bool, is_25: bool) -> String {
    match (is_joint, is_25) {
        (false, false) => "Single and under 25.",
        (false, true) => "Single and 25 or over.",
        (true, false) => "A couple, both under 25.",
        (true, true) => "A couple, one of them 25 or over.",
    }
    .into()
}

pub(crate) fn child_element(paid: i64, left_out: i64) -> String {
    match (paid, left_out) {
        (0, 0) => "No children.".into(),
        (paid, 0) => format!("{} counted.", children(paid)),
        (paid, left_out) => format!(
            "{} counted. {} not counted: before 6 April 2026 only the first two were, with exceptions that must be asked about.",
            children(paid),
            children(left_out)
        ),
    }
}

fn children(count: i64) -> String {
    if count == 1 {
        "1 child".into()
    } else {
        format!("{count} children")
    }
}

pub(crate) fn disabled_child() -> String {
    "An addition for each child with a disability benefit.".into()
}

pub(crate) fn health_element(has_protected: bool, has_new: bool) -> String {
    if has_protected {
        "The full rate: found unable to work or prepare for work before April 2026, or severely or terminally ill."
    } else if has_new {
        "The rate for those found unable to work or prepare for work from April 2026."
    } else {
        "Not found unable to work or prepare for work."
    }
    .into()
}

pub(crate) fn carer_element(carers: i64, has_both: bool) -> String {
    match (carers, has_both) {
        (0, false) => "Nobody cares for a severely disabled person for 35 hours a week.".into(),
        (0, true) => {
            "A carer who has the health element does not get the carer element too.".into()
        }
        (1, _) => "For one carer of a severely disabled person.".into(),
        (carers, _) => format!("For {carers} carers of severely disabled people."),
    }
}

pub(crate) fn rent(reason: RentReason) -> String {
    match reason {
        RentReason::NoRent => "No rent to pay.".into(),
        RentReason::Supported => "Rent in supported housing is not paid by Universal Credit. Housing Benefit from the council pays it.".into(),
        RentReason::Under18 => "Universal Credit does not pay the rent of care leavers of 16 or 17. The council does.".into(),
        RentReason::AreaUnknown => "Help with rent is not worked out: the rental market area or its rate is not known.".into(),
        RentReason::Private { rent, most, area } if rent > most => format!(
            "The rent of {rent} is more than the most that is paid in {}, {most}. The rest must be found from other money.",
            area.title()
        ),
        RentReason::Private { most, area, .. } => {
            format!("All of the rent: the most that is paid in {} is {most}.", area.title())
        }
        RentReason::Social { spare: 0 } => "All of the rent of a council or housing association home.".into(),
        RentReason::Social { spare: 1 } => "Less for one bedroom more than needed.".into(),
        RentReason::Social { spare } => format!("Less for {spare} bedrooms more than needed."),
    }
}

pub(crate) fn childcare(
    condition: WorkCondition,
    charges: Pence,
    share: Pence,
    most: Pence,
) -> String {
    match condition {
        WorkCondition::NobodyWorks => {
            "No help with childcare without paid work or a job that is about to start.".into()
        }
        WorkCondition::OtherCouldCare => {
            "No help with childcare: the other one of the couple does not work and is able to look after the child.".into()
        }
        WorkCondition::Met if share > most => format!(
            "85 per cent of {charges} is {share}; the most that is paid is {most}. You pay first and claim it back."
        ),
        WorkCondition::Met => {
            format!("85 per cent of {charges}. You pay first and claim it back.")
        }
    }
}

pub(crate) fn maximum_award(is_eligible: bool) -> String {
    if is_eligible {
        "All the amounts above together."
    } else {
        "Nothing, because no claim can be made. The amounts above are what they would be."
    }
    .into()
}

pub(crate) fn gross_earnings(a_year: Pence) -> String {
    format!("{a_year} a year, in twelve equal months.")
}

pub(crate) fn income_tax(allowance: Pence) -> String {
    format!(
        "The first {allowance} a year is free of tax. Taken as one tax code for the whole year."
    )
}

pub(crate) fn national_insurance(threshold: Pence) -> String {
    format!("Nothing on the first {threshold} a year. Worked out for a usual month of the year.")
}

pub(crate) fn pension() -> String {
    "What goes into a pension is not counted as earnings.".into()
}

pub(crate) fn net_earnings() -> String {
    "Pay after tax, National Insurance and pension. Universal Credit counts it in the month in which it is paid.".into()
}

pub(crate) fn work_allowance(has_allowance: bool, has_housing: bool) -> String {
    match (has_allowance, has_housing) {
        (false, _) => "Only for people with a child or limited capability for work.",
        (true, true) => "The lower amount, because Universal Credit pays rent.",
        (true, false) => "The higher amount, because Universal Credit pays no rent.",
    }
    .into()
}

pub(crate) fn taper(net: Pence, allowance: Pence) -> String {
    if net <= allowance {
        return "Earnings are not above the work allowance: nothing is taken off.".into();
    }
    format!("55p for each pound of take-home pay above {allowance}.")
}

pub(crate) fn other_income(carers_allowance_lost: bool, limit: Pence) -> String {
    if carers_allowance_lost {
        format!("Carer's Allowance ends because take-home pay is above {limit} a week.")
    } else {
        "Other benefits and student money that count are taken off pound for pound.".into()
    }
}

pub(crate) fn tariff_income(capital: Pence, not_counted: Pence) -> String {
    if capital > not_counted {
        format!("£4.35 for each £250, or part of it, above {not_counted}. Savings are {capital}.")
    } else {
        format!("Savings up to {not_counted} do not count.")
    }
}

pub(crate) fn benefit_cap(
    reason: CapReason,
    benefits: Pence,
    cap: Pence,
    earnings: Pence,
) -> String {
    match reason {
        CapReason::BelowTheCap => {
            format!("Benefits of {benefits} are not above the cap of {cap} after childcare.")
        }
        CapReason::Capped => format!("Benefits of {benefits} are above the cap of {cap}."),
        CapReason::Earnings => format!("No cap, because take-home pay is {earnings} or more."),
        CapReason::Grace(ends) => format!(
            "No cap for nine months after a year of work, until {}.",
            day(ends)
        ),
        CapReason::HealthElement => "No cap with the health element.".into(),
        CapReason::Disability => "No cap with PIP or a child's disability benefit.".into(),
        CapReason::Carer => "No cap for a carer.".into(),
    }
}

pub(crate) fn award(award: Pence, before_cap: Pence, reason: CapReason) -> String {
    if award == Pence::ZERO && before_cap == Pence::ZERO {
        "Nothing is left after what is taken off."
    } else if reason == CapReason::Capped {
        "What is left after what is taken off and the cap."
    } else {
        "What is left after what is taken off."
    }
    .into()
}

pub(crate) fn deductions(wanted: Pence, most: Pence, award: Pence) -> String {
    if wanted > most {
        format!(
            "{wanted} is asked for. No more than {most} can be taken, except for a few debts of last resort."
        )
    } else if wanted > award {
        "No more than the award can be taken.".into()
    } else {
        format!("{wanted} is paid back each month.")
    }
}

pub(crate) fn child_benefit(a_week: Pence) -> String {
    format!("{a_week} a week. Universal Credit does not count it.")
}

pub(crate) fn scottish_child_payment(is_paid: bool, count: i64) -> String {
    if is_paid {
        format!(
            "For {} under 16, while Universal Credit is paid.",
            children(count)
        )
    } else {
        "Not paid without Universal Credit.".into()
    }
}

pub(crate) fn housing_benefit_under_18() -> String {
    "Care leavers of 16 or 17 get no Housing Benefit. The council pays for their home.".into()
}

pub(crate) fn housing_benefit_with_credit() -> String {
    "All of the rent that Housing Benefit can pay, because Universal Credit is paid.".into()
}

pub(crate) fn housing_benefit_capital() -> String {
    "No Housing Benefit with savings above the limit.".into()
}

pub(crate) fn housing_benefit_asked() -> String {
    "Not worked out. Housing Benefit without Universal Credit has extra amounts for health and other rules for students.".into()
}

pub(crate) fn housing_benefit(amount: Pence, supported: Pence) -> String {
    let rule = if supported > Pence::ZERO {
        format!(
            " From 5 October 2026 another {supported} a week of earnings is left out in supported housing."
        )
    } else {
        String::new()
    };
    if amount > Pence::ZERO {
        format!(
            "Without Universal Credit, 65p is taken off for each pound of income above what is needed to live on.{rule}"
        )
    } else {
        format!("Income is too high for Housing Benefit.{rule}")
    }
}

pub(crate) fn net_income() -> String {
    "Take-home pay, Universal Credit, Child Benefit, Scottish Child Payment and other income that counts.".into()
}

pub(crate) fn council_tax(
    relief: Relief,
    setting: Option<Percent>,
    amount: Option<Pence>,
) -> String {
    let by_law = match relief {
        Relief::Exempt(NotCounted::Under18) => "Nobody here is 18 yet: nothing to pay.",
        Relief::Exempt(NotCounted::CareLeaver) => "Only care leavers live here: nothing to pay.",
        Relief::Exempt(NotCounted::Student) => "Only students live here: nothing to pay.",
        Relief::Exempt(NotCounted::Apprentice) | Relief::Half => {
            "Nobody here is counted: half the bill."
        }
        Relief::Quarter => "One grown-up is counted: a quarter off.",
        Relief::None => "The full bill.",
    };
    let setting = setting.map_or(String::new(), |percent| {
        format!(
            " The council takes {} per cent off for care leavers.",
            percent.0 / 100
        )
    });
    let unknown = if amount.is_none() {
        " The bill is not known."
    } else {
        ""
    };
    format!("{by_law}{setting}{unknown}")
}

pub(crate) fn costs_of_working() -> String {
    "Travel and meals for a usual month. They do not change any benefit.".into()
}
