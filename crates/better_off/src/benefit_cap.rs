//! The benefit cap: when it does not apply, and what it takes (UC Regs 2013 regs 78 to 83).

use jiff::{ToSpan, civil::Date};

use crate::{
    ask::Ask,
    household::ChildDisability,
    law,
    money::Pence,
    situation::Situation,
    trace::{Item, Notes, line},
    wording,
};

/// Why the cap takes something or nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CapReason {
    BelowTheCap,
    Capped,
    /// Reg 82(1)(a).
    Earnings,
    /// Reg 82(1)(b): until this day.
    Grace(Date),
    /// Reg 83(1)(a).
    HealthElement,
    /// Reg 83: personal independence payment, or a disabled child.
    Disability,
    /// Reg 83(1): the carer element or Carer's Allowance.
    Carer,
}

pub(crate) struct Capped<'a> {
    /// The award before the cap.
    pub award: Pence,
    pub childcare: Pence,
    pub child_benefit: Pence,
    pub other_counted: Pence,
    pub net_earnings: Pence,
    pub situation: &'a Situation<'a>,
}

/// What the cap takes from the award.
pub(crate) fn reduction(capped: &Capped, notes: &mut Notes) -> (Pence, CapReason) {
    let situation = capped.situation;
    let rates = situation.rates;
    let is_family = situation.is_couple() || situation.has_children();
    let (cap, parameters): (_, &'static [&'static str]) =
        match (is_family, situation.household.home.is_in_london) {
            (true, true) => (rates.cap_family_london, &["benefit_cap.family_in_london"]),
            (true, false) => (rates.cap_family, &["benefit_cap.family_elsewhere"]),
            (false, true) => (rates.cap_single_london, &["benefit_cap.single_in_london"]),
            (false, false) => (rates.cap_single, &["benefit_cap.single_elsewhere"]),
        };
    let cap = cap.a_month_from_a_year();
    let benefits = capped.award + capped.child_benefit + capped.other_counted;
    // Reg 81(1): the excess, less what is in the award for childcare.
    let excess = (benefits - cap - capped.childcare)
        .or_zero()
        .min(capped.award);
    let reason = if excess == Pence::ZERO {
        CapReason::BelowTheCap
    } else {
        exception(capped).unwrap_or_else(|| {
            notes.ask(Ask::CapHistory);
            notes.ask(Ask::CapOtherBenefits);
            CapReason::Capped
        })
    };
    let amount = match reason {
        CapReason::Capped => excess,
        _ => Pence::ZERO,
    };
    notes.line(|| {
        let law = match reason {
            CapReason::Earnings => law::CAP_EARNINGS,
            CapReason::Grace(_) => law::CAP_GRACE,
            CapReason::HealthElement | CapReason::Disability | CapReason::Carer => {
                law::CAP_BENEFITS
            }
            CapReason::BelowTheCap | CapReason::Capped => law::BENEFIT_CAP,
        };
        line(
            Item::BenefitCap,
            amount,
            law,
            wording::benefit_cap(reason, benefits, cap, rates.cap_earnings),
        )
        .with("benefits a month", benefits)
        .with("the cap a month", cap)
        .at(parameters)
    });
    (amount, reason)
}

fn exception(capped: &Capped) -> Option<CapReason> {
    let situation = capped.situation;
    let rates = situation.rates;
    if capped.net_earnings >= rates.cap_earnings {
        return Some(CapReason::Earnings);
    }
    if situation
        .claimants()
        .any(|(person, _)| person.health.has_element())
    {
        return Some(CapReason::HealthElement);
    }
    let has_pip = situation.adults().any(|(person, _)| person.pip.is_some());
    let has_disabled_child = situation.household.children.iter().any(|child| {
        matches!(
            child.disability,
            Some(ChildDisability::Lower | ChildDisability::Higher)
        )
    });
    if has_pip || has_disabled_child {
        return Some(CapReason::Disability);
    }
    if situation
        .claimants()
        .any(|(person, _)| person.is_carer == Some(true))
    {
        return Some(CapReason::Carer);
    }
    let from = situation.household.claim.cap_grace_from?;
    // Reg 82(1)(b): the period in which the grace begins or ends is free of the cap as well.
    let ends = from.checked_add(rates.cap_grace_months.months()).ok()?;
    let period_ends = rates.award.checked_add(1.month()).ok()?;
    (from < period_ends && rates.award < ends).then_some(CapReason::Grace(ends))
}
