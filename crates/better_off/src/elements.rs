//! The elements of the maximum award that depend on who is in the household: standard allowance, children, health, caring.

use jiff::civil::Date;

use crate::{
    age::Born,
    ask::Ask,
    household::{ChildDisability, Health},
    law,
    money::Pence,
    rates::Rates,
    situation::{Basis, Situation},
    trace::{Item, Notes, line},
    wording,
};

/// The day from which a first child has the lower amount (UC Regs 2013 reg 24, 24A).
fn born_from() -> Date {
    jiff::civil::date(2017, 4, 6)
}

/// UC Regs 2013 reg 36: one amount for a single person or a couple, more when one of them is 25.
pub(crate) fn standard_allowance(situation: &Situation, notes: &mut Notes) -> Pence {
    let rates = situation.rates;
    let is_joint = situation.basis == Basis::Joint;
    let is_25 = situation.claimants().any(|(_, age)| age >= 25);
    let (amount, parameters): (_, &'static [&'static str]) = match (is_joint, is_25) {
        (false, false) => (
            rates.allowance_single_under_25,
            &["standard_allowance.single_under_25"],
        ),
        (false, true) => (
            rates.allowance_single_25,
            &["standard_allowance.single_25_or_over"],
        ),
        (true, false) => (
            rates.allowance_couple_under_25,
            &["standard_allowance.couple_both_under_25"],
        ),
        (true, true) => (
            rates.allowance_couple_25,
            &["standard_allowance.couple_one_25_or_over"],
        ),
    };
    notes.line(|| {
        line(
            Item::StandardAllowance,
            amount,
            law::STANDARD_ALLOWANCE,
            wording::standard_allowance(is_joint, is_25),
        )
        .with("age", situation.eldest())
        .at(parameters)
    });
    amount
}

/// The child element and the additions for disabled children (regs 24, 24A, 36).
pub(crate) fn children(situation: &Situation, notes: &mut Notes) -> (Pence, Pence) {
    let rates = situation.rates;
    let children = &situation.household.children;
    // The older ones come first, and all who were born before 6 April 2017 are older than the others.
    let before = children
        .iter()
        .filter(|child| born_before_2017(child.born, rates, notes))
        .count();
    let before = i64::try_from(before).unwrap_or(i64::MAX);
    let all = i64::try_from(children.len()).unwrap_or(i64::MAX);
    // Reg 24A: a third child counts only if born before that day, or by an exception, which must be asked.
    let paid = before + (all - before).min((rates.two_child_limit - before).max(0));
    if paid < all {
        notes.ask(Ask::ChildrenBeyondTheSecond);
    }
    let first = before.min(1);
    let element =
        rates.child_first_before_2017.times(first) + rates.child_other.times(paid - first);
    let disabled: Pence = children
        .iter()
        .map(|child| match child.disability {
            None => Pence::ZERO,
            Some(ChildDisability::Lower) => rates.child_disabled_lower,
            Some(ChildDisability::Higher) => rates.child_disabled_higher,
        })
        .sum();
    notes.line(|| {
        line(
            Item::ChildElement,
            element,
            law::CHILD_ELEMENT,
            wording::child_element(paid, all - paid),
        )
        .with("children", children.len())
        .at(&[
            "child_element.first_born_before_6_april_2017",
            "child_element.each_other_child",
            "two_child_limit",
        ])
    });
    if disabled != Pence::ZERO {
        notes.line(|| {
            line(
                Item::DisabledChild,
                disabled,
                law::DISABLED_CHILD,
                wording::disabled_child(),
            )
            .at(&[
                "child_element.disabled_lower",
                "child_element.disabled_higher",
            ])
        });
    }
    (element, disabled)
}

fn born_before_2017(born: Born, rates: &Rates, notes: &mut Notes) -> bool {
    born.was_before(born_from(), rates.day).unwrap_or_else(|| {
        notes.ask(Ask::ChildsDateOfBirth);
        false
    })
}

/// The health element (regs 27, 36): one for the award, at the protected rate if either has it.
pub(crate) fn health(situation: &Situation, notes: &mut Notes) -> Pence {
    let mut has_protected = false;
    let mut has_new = false;
    let mut is_unknown = false;
    for (person, _) in situation.claimants() {
        has_protected |= person.health == Health::ProtectedElement;
        has_new |= person.health == Health::NewElement;
        is_unknown |= person.health == Health::Unknown;
    }
    if is_unknown {
        notes.ask(Ask::Health);
    }
    let rates = situation.rates;
    let (amount, parameters): (_, &'static [&'static str]) = if has_protected {
        (rates.health_protected, &["health_element.protected"])
    } else if has_new {
        (rates.health_new, &["health_element.new"])
    } else {
        (Pence::ZERO, &[])
    };
    notes.line(|| {
        line(
            Item::HealthElement,
            amount,
            law::HEALTH_ELEMENT,
            wording::health_element(has_protected, has_new),
        )
        .at(parameters)
    });
    amount
}

/// The carer element (reg 29): for each carer, but not for one who has the health element (reg 29(4)).
pub(crate) fn carer(situation: &Situation, notes: &mut Notes) -> Pence {
    let mut carers = 0;
    let mut has_both = false;
    for (person, _) in situation.claimants() {
        match person.is_carer {
            Some(true) if person.health.has_element() => has_both = true,
            Some(true) => carers += 1,
            Some(false) => {}
            None => notes.ask(Ask::Carer),
        }
    }
    let amount = situation.rates.carer.times(carers);
    notes.line(|| {
        line(
            Item::CarerElement,
            amount,
            law::CARER_ELEMENT,
            wording::carer_element(carers, has_both),
        )
        .at(&["carer_element"])
    });
    amount
}
