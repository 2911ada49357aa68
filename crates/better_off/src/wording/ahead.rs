//! Sentences about what lies ahead: offers, cliffs, changes, the calendar, and money beside.

use jiff::civil::Date;

use super::day;
use crate::{
    beside::BesideKind,
    budget_curve::CliffCause,
    changes::{Cause, Change},
    money::Pence,
    pay_dates::PayEvery,
    transition::{Event, EventKind, Period},
};

fn size(amount: Pence) -> Pence {
    amount.max(-amount)
}

/// `ahead`: the day of the comparison, where it is not the day that was asked about.
pub(crate) fn better_off(ahead: Option<Date>, after_rent: Pence, after_costs: Pence) -> String {
    let said = more_or_less(after_rent, after_costs);
    match ahead {
        None => said,
        Some(on) => format!(
            "{said} This is for {}, with the rates of that day.",
            day(on)
        ),
    }
}

fn more_or_less(after_rent: Pence, after_costs: Pence) -> String {
    let first = match after_rent.cmp(&Pence::ZERO) {
        std::cmp::Ordering::Greater => {
            format!("You would have {after_rent} a month more after rent.")
        }
        std::cmp::Ordering::Equal => "You would have the same after rent.".into(),
        std::cmp::Ordering::Less => format!(
            "You would have {} a month less after rent.",
            size(after_rent)
        ),
    };
    if after_costs == after_rent {
        return first;
    }
    let second = if after_costs < Pence::ZERO {
        format!("{} less", size(after_costs))
    } else {
        format!("{after_costs} more")
    };
    format!("{first} After council tax, deductions and the costs of working it is {second}.")
}

pub(crate) fn take_home(after_rent: Pence, better_by: Pence) -> String {
    let change = if better_by < Pence::ZERO {
        format!("{} less than now", size(better_by))
    } else {
        format!("{better_by} more than now")
    };
    format!("About {after_rent} a month after rent, {change}.")
}

pub(crate) fn cliff(cause: CliffCause, from: u8, to: u8, change: Pence) -> String {
    let change = size(change);
    let falls = format!("From {from} to {to} hours a week you have {change} a month less.");
    let rises = format!("From {from} to {to} hours a week you have {change} a month more.");
    match cause {
        CliffCause::SupportedHousing => format!(
            "{falls} Universal Credit ends, and then Housing Benefit no longer pays all of the rent in supported housing."
        ),
        CliffCause::HousingBenefitAsked => format!(
            "{falls} Universal Credit ends, and nobody has worked out what Housing Benefit would still pay. Ask before taking more hours."
        ),
        CliffCause::ScottishChildPayment => {
            format!("{falls} Universal Credit ends, and with it the Scottish Child Payment.")
        }
        CliffCause::CarersAllowance => {
            format!(
                "From {from} to {to} hours a week the pay passes the limit of Carer's Allowance, which ends. The change is {change} a month."
            )
        }
        CliffCause::Award => format!("{falls} Universal Credit falls by more than the pay rises."),
        CliffCause::CapLifted => format!("{rises} The benefit cap takes less."),
        CliffCause::ChildcareStarts => {
            format!("{rises} With paid work, Universal Credit helps with childcare.")
        }
    }
}

pub(crate) fn change(change: &Change) -> String {
    let what = match change.cause {
        Cause::Turns18 => {
            "18th birthday: Universal Credit can be claimed, and the lowest legal wage goes up."
        }
        Cause::Turns21 => "21st birthday: the lowest legal wage is the full adult rate.",
        Cause::Turns25 => "25th birthday: the standard allowance goes up.",
        Cause::SharedExceptionEnds => {
            "25th birthday: rent is then paid for a room in a shared home only, for those who live alone."
        }
        Cause::ApprenticeRateEnds => {
            "The apprentice rate ends: the lowest legal wage is the one for the age."
        }
        Cause::NewWageRates => "New rates of the lowest legal wage.",
        Cause::NewBenefitRates => {
            "New benefit rates. They reach Universal Credit with the first assessment period that begins on or after this day."
        }
        Cause::SupportedHousingRule => {
            "New rule in supported housing: Housing Benefit leaves more of the pay out."
        }
        Cause::CapGraceEnds => "The nine months without the benefit cap end.",
        Cause::CouncilTaxCareLeaverEnds => "Help with council tax for care leavers ends.",
        Cause::IncomeFloorBegins => {
            "The first year of the business ends. From then a least income is counted, whatever it earns."
        }
        Cause::StudentMoneyBegins => "The year of the course begins: student money counts.",
        Cause::StudentMoneyEnds => {
            "The long vacation begins or the course ends: student money no longer counts."
        }
    };
    let money = match (change.award_before, change.award_after) {
        (Some(before), Some(after)) if before != after => {
            let rates = if change.with_todays_rates {
                " with the rates of today"
            } else {
                ""
            };
            format!(" Universal Credit goes from {before} to {after} a month{rates}.")
        }
        (Some(_), None) => " The new rates are not known yet.".into(),
        _ => String::new(),
    };
    let effect = if change.takes_effect_on == change.on {
        String::new()
    } else {
        format!(" The award changes from {}.", day(change.takes_effect_on))
    };
    format!("{}: {what}{money}{effect}", day(change.on))
}

pub(crate) fn event(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Rent => "Rent that you pay",
        EventKind::Bill => "Bill",
        EventKind::Childcare => "Childcare paid first",
        EventKind::CostsOfWorking => "Travel and other costs of working",
        EventKind::Advance => "Advance of Universal Credit",
        EventKind::FamilyBenefits => "Child Benefit and Scottish Child Payment",
        EventKind::UniversalCredit => "Universal Credit",
        EventKind::Wage => "Wage",
    }
}

pub(crate) fn calendar(periods: &[Period], lowest: Option<&Event>, every: PayEvery) -> Vec<String> {
    let mut sentences = Vec::new();
    let usual = match every {
        PayEvery::Week => 4,
        PayEvery::Fortnight => 2,
        PayEvery::FourWeeks | PayEvery::Month => 1,
    };
    for period in periods.iter().filter(|period| period.wages > usual) {
        sentences.push(format!(
            "Between {} and {} you are paid {} times. Universal Credit on {} is lower for it: {}. Keep some of the wages for then.",
            day(period.period.from),
            day(period.period.to),
            period.wages,
            day(period.period.paid_on),
            period.paid
        ));
    }
    for period in periods {
        let carried = period.carried_over.unwrap_or_default();
        if carried > Pence::ZERO {
            sentences.push(format!(
                "The pay up to {} is high. {carried} of it counts again in the next month.",
                day(period.period.to)
            ));
        }
    }
    if let Some(lowest) = lowest {
        sentences.push(if lowest.in_hand < Pence::ZERO {
            format!(
                "On {} there would be {} too little. Plan for it: a budgeting loan, an advance or help from your adviser.",
                day(lowest.on),
                size(lowest.in_hand)
            )
        } else {
            format!(
                "The lowest point is {} with {} in hand.",
                day(lowest.on),
                lowest.in_hand
            )
        });
    }
    sentences
}

/// The title, how often, and why it is shown.
pub(crate) fn beside(kind: BesideKind) -> (&'static str, &'static str, &'static str) {
    match kind {
        BesideKind::SettingUpHome => (
            "Setting up home allowance",
            "once",
            "For care leavers moving into their own home. Ask the council what is left of it. It does not count for benefits.",
        ),
        BesideKind::HigherEducationBursary => (
            "Higher education bursary",
            "once",
            "For care leavers at university, from the council. It does not count for benefits.",
        ),
        BesideKind::Bursary16To19 => (
            "16 to 19 bursary",
            "a year",
            "For care leavers at school or college, up to this amount. It does not count for benefits.",
        ),
        BesideKind::ApprenticeshipBursary => (
            "Apprenticeship bursary for care leavers",
            "once",
            "For care leavers under 25 who begin an apprenticeship, in three parts. Once only. It does not count for Universal Credit.",
        ),
        BesideKind::PersonalEducationAllowance => (
            "Allowance with the personal education plan",
            "a year",
            "Up to this amount, if the council still pays one. Ask.",
        ),
        BesideKind::Pip => (
            "Personal Independence Payment",
            "a month",
            "Paid on top of everything. It does not count for Universal Credit.",
        ),
        BesideKind::EmployerPension => (
            "What the employer puts into the pension",
            "a month",
            "It is saved for later. It does not count for benefits.",
        ),
        BesideKind::OtherNotCounted => (
            "Other money that does not count",
            "a month",
            "From the council, bursaries, child maintenance or gifts.",
        ),
    }
}
