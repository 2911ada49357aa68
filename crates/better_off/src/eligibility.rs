//! Whether Universal Credit can be claimed at all, and why or why not: age, capital, immigration.

use crate::{
    ask::Ask,
    household::{CareStatus, Health, Immigration, Person},
    law,
    money::Pence,
    situation::{Basis, Situation},
    trace::{Item, Notes, line},
    wording,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Meets,
    Fails,
}

/// Why a person of 16 or 17 may claim, or may not (UC Regs 2013 reg 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AgeReason {
    Eighteen,
    LimitedCapability,
    FitNote,
    Child,
    Carer,
    NearBirth,
    NoParentalSupport,
    /// Would meet reg 8(1)(c), (f) or (g), but care leavers cannot use them: reg 8(2).
    CareLeaver,
    Under18,
    Under16,
}

impl AgeReason {
    fn standing(self) -> Standing {
        match self {
            Self::CareLeaver | Self::Under18 | Self::Under16 => Standing::Fails,
            _ => Standing::Meets,
        }
    }
}

pub(crate) fn minimum_age(
    situation: &Situation,
    person: &Person,
    age: u8,
    notes: &mut Notes,
) -> Standing {
    let reason = age_reason(situation, person, age, notes);
    notes.line(|| {
        line(
            Item::Eligibility,
            Pence::ZERO,
            law::MINIMUM_AGE,
            wording::minimum_age(reason, age),
        )
        .with("age", age)
        .applying(reason.standing() == Standing::Meets)
    });
    reason.standing()
}

fn age_reason(situation: &Situation, person: &Person, age: u8, notes: &mut Notes) -> AgeReason {
    if age >= 18 {
        return AgeReason::Eighteen;
    }
    if age < 16 {
        return AgeReason::Under16;
    }
    if person.health.has_limited_capability() {
        return AgeReason::LimitedCapability;
    }
    if person.health == Health::FitNote {
        return AgeReason::FitNote;
    }
    if situation.has_children() {
        return AgeReason::Child;
    }
    if person.health == Health::Unknown {
        notes.ask(Ask::Health);
    }
    let further = if person.is_carer == Some(true) {
        Some(AgeReason::Carer)
    } else if person.is_near_birth == Some(true) {
        Some(AgeReason::NearBirth)
    } else if person.has_parental_support == Some(false) {
        Some(AgeReason::NoParentalSupport)
    } else {
        None
    };
    // Reg 8(2): a care leaver of 16 or 17 cannot use (c), (f) or (g); the council supports them instead.
    match (further, person.care.is_within_regulation_8()) {
        (_, Some(true)) => AgeReason::CareLeaver,
        (Some(reason), Some(false)) => reason,
        (Some(_), None) => {
            notes.ask(Ask::CareStatus);
            AgeReason::Under18
        }
        (None, _) => {
            if person.has_parental_support.is_none() {
                notes.ask(Ask::ParentalSupport);
            }
            AgeReason::Under18
        }
    }
}

/// The couple's case of reg 3(3)(a), said once.
pub(crate) fn note_basis(situation: &Situation, notes: &mut Notes) {
    if matches!(situation.basis, Basis::ClaimantAlone | Basis::PartnerAlone) {
        notes.line(|| {
            line(
                Item::Eligibility,
                Pence::ZERO,
                law::CLAIMS_AS_SINGLE,
                wording::claims_as_single(),
            )
            .applying(true)
        });
    }
}

pub(crate) fn capital(situation: &Situation, notes: &mut Notes) -> bool {
    let capital = situation.household.capital;
    if capital.is_none() {
        notes.ask(Ask::Capital);
    }
    let most = situation.rates.capital_most;
    let is_met = capital.unwrap_or_default() <= most;
    notes.line(|| {
        line(
            Item::Eligibility,
            Pence::ZERO,
            law::CAPITAL_LIMIT,
            wording::capital_limit(capital, most),
        )
        .at(&["capital.most"])
        .applying(is_met)
    });
    is_met
}

pub(crate) fn immigration(situation: &Situation, notes: &mut Notes) -> bool {
    let mut may_claim = true;
    for person in situation.household.adults() {
        match person.immigration {
            Immigration::MayClaim => {}
            Immigration::Unknown => notes.ask(Ask::Immigration),
            Immigration::AskAnAdviser => {
                notes.ask(Ask::Immigration);
                may_claim = false;
            }
        }
    }
    if !may_claim {
        notes.line(|| {
            line(
                Item::Eligibility,
                Pence::ZERO,
                law::IMMIGRATION,
                wording::immigration(),
            )
        });
    }
    may_claim
}

/// A care leaver of 16 or 17: the rules on rent and on Housing Benefit shut them out as well.
pub(crate) fn is_care_leaver_under_18(person: &Person, age: u8) -> bool {
    age < 18 && person.care.is_within_regulation_8() == Some(true)
}

/// Whether the care status must be asked for: it decides rent until 25 and claims until 18.
pub(crate) fn care_status_matters(person: &Person, age: u8) -> bool {
    age < 25 && person.care == CareStatus::Unknown
}
