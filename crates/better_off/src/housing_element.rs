//! Help with rent inside Universal Credit: who gets it, for what size of home, and how much.

use crate::{
    area::{Area, Category},
    ask::Ask,
    eligibility::{care_status_matters, is_care_leaver_under_18},
    household::{Home, Person, SharedException, Tenure},
    law,
    money::Pence,
    others_at_home,
    rooms::bedrooms_for,
    situation::{Basis, Situation},
    trace::{Item, Notes, line},
    wording,
};

/// Why the element is as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RentReason {
    NoRent,
    Supported,
    Under18,
    AreaUnknown,
    Private {
        rent: Pence,
        most: Pence,
        area: Area,
    },
    Social {
        spare: usize,
    },
}

impl RentReason {
    fn law(self) -> &'static str {
        match self {
            Self::NoRent => law::HOUSING_NONE,
            Self::Supported => law::HOUSING_SUPPORTED,
            Self::Under18 => law::HOUSING_UNDER_18,
            Self::AreaUnknown | Self::Private { .. } => law::HOUSING_PRIVATE,
            Self::Social { .. } => law::HOUSING_SOCIAL,
        }
    }
}

/// The housing element and, for a private tenant, the size of home that it is set for.
pub(crate) fn housing(situation: &Situation, notes: &mut Notes) -> (Pence, Option<Category>) {
    let home = &situation.household.home;
    if home.rent_a_month < Pence::ZERO {
        notes.ask(Ask::RentBelowZero);
    }
    let rent = home.rent_a_month.or_zero();
    let category = (home.tenure == Tenure::Private).then(|| category(situation, notes));
    let (amount, reason) = match home.tenure {
        Tenure::NoRent => (Pence::ZERO, RentReason::NoRent),
        Tenure::Supported => {
            notes.ask(Ask::SupportedCharges);
            (Pence::ZERO, RentReason::Supported)
        }
        _ if shuts_out_under_18(situation, notes) => (Pence::ZERO, RentReason::Under18),
        Tenure::Private => private(situation, home, rent, category, notes),
        Tenure::Social => social(situation, home, rent, notes),
    };
    let amount = if amount > Pence::ZERO {
        amount - others_at_home::contributions(situation, amount, notes)
    } else {
        amount
    };
    notes.line(|| {
        line(
            Item::HousingElement,
            amount,
            reason.law(),
            wording::rent(reason),
        )
        .with("rent a month", rent)
        .with(
            "size of home",
            category.map_or("not limited by size", Category::letter),
        )
    });
    (amount, category)
}

/// Sch 4 para 4: no housing element for care leavers of 16 or 17. Of a couple both must be; one alone is asked.
fn shuts_out_under_18(situation: &Situation, notes: &mut Notes) -> bool {
    let claimants = situation.claimants().count();
    let shut_out = situation
        .claimants()
        .filter(|(person, age)| is_care_leaver_under_18(person, *age))
        .count();
    if shut_out > 0 && shut_out < claimants {
        notes.ask(Ask::CoupleWithOneCareLeaverUnder18);
    }
    shut_out > 0 && shut_out == claimants
}

fn private(
    situation: &Situation,
    home: &Home,
    rent: Pence,
    category: Option<Category>,
    notes: &mut Notes,
) -> (Pence, RentReason) {
    let found = home.area.zip(category).and_then(|(area, category)| {
        let most = area.a_month(category, situation.rates.award)?;
        Some((area, most))
    });
    let Some((area, most)) = found else {
        notes.ask(Ask::Area);
        return (Pence::ZERO, RentReason::AreaUnknown);
    };
    (rent.min(most), RentReason::Private { rent, most, area })
}

fn social(
    situation: &Situation,
    home: &Home,
    rent: Pence,
    notes: &mut Notes,
) -> (Pence, RentReason) {
    let Some(bedrooms) = home.bedrooms else {
        notes.ask(Ask::Bedrooms);
        return (rent, RentReason::Social { spare: 0 });
    };
    let needed = bedrooms_needed(situation, notes);
    let spare = usize::from(bedrooms).saturating_sub(needed);
    let less = match spare {
        0 => Pence::ZERO,
        1 => rent.percent(situation.rates.one_spare_bedroom),
        _ => rent.percent(situation.rates.more_spare_bedrooms),
    };
    (rent - less, RentReason::Social { spare })
}

/// Why somebody alone is paid for more than a room, or is not (Sch 4 paras 28, 29).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RoomReason {
    CareLeaver,
    Pip,
    Other(SharedException),
    AgedThirtyFive,
    OtherAdult,
    /// A care leaver, but not yet 18.
    NotYetEighteen,
    Shared,
}

fn category(situation: &Situation, notes: &mut Notes) -> Category {
    let home = &situation.household.home;
    if home.other_adults.is_none() {
        notes.ask(Ask::OtherAdults);
    }
    let is_alone = situation.basis != Basis::Joint;
    let has_others = non_dependants(situation) > 0;
    if !is_alone || situation.has_children() || has_others {
        return Category::of_bedrooms(bedrooms_needed(situation, notes));
    }
    let Some((person, age)) = situation.claimants().next() else {
        return Category::A;
    };
    let reason = room_reason(person, age, situation);
    if matches!(reason, RoomReason::Shared) && care_status_matters(person, age) {
        notes.ask(Ask::CareStatus);
    }
    let category = match reason {
        RoomReason::Shared | RoomReason::NotYetEighteen => Category::A,
        _ => Category::B,
    };
    notes.line(|| {
        let law = if reason == RoomReason::CareLeaver {
            law::SHARED_CARE_LEAVER
        } else {
            law::SHARED
        };
        let ends = (reason == RoomReason::CareLeaver)
            .then(|| person.born.reaches(25))
            .flatten();
        line(
            Item::SharedException,
            Pence::ZERO,
            law,
            wording::room(reason, ends),
        )
        .with("age", age)
        .applying(category == Category::B)
    });
    category
}

/// Sch 4 paras 9, 10: a room for each of them, beside those of the family.
fn bedrooms_needed(situation: &Situation, notes: &mut Notes) -> usize {
    bedrooms_for(&situation.household.children, situation.rates.day, notes)
        + non_dependants(situation)
}

fn non_dependants(situation: &Situation) -> usize {
    let others = situation.household.non_dependants;
    others.map_or(0, |others| usize::from(others.count))
}

fn room_reason(person: &Person, age: u8, situation: &Situation) -> RoomReason {
    let household = situation.household;
    // Para 28(4): only those without a non-dependant are held to a room. Of others nobody has said whether they are.
    let may_have_others = household.non_dependants.is_none()
        && household.home.other_adults.is_some_and(|others| others > 0);
    let is_care_leaver = person.care.is_within_regulation_8() == Some(true);
    if age >= 35 {
        RoomReason::AgedThirtyFive
    } else if may_have_others {
        RoomReason::OtherAdult
    } else if is_care_leaver && (18..25).contains(&age) {
        RoomReason::CareLeaver
    } else if person.pip.is_some_and(|pip| pip.daily_living.is_some()) {
        RoomReason::Pip
    } else if let Some(exception) = person.shared_exception {
        RoomReason::Other(exception)
    } else if is_care_leaver && age < 18 {
        RoomReason::NotYetEighteen
    } else {
        RoomReason::Shared
    }
}
