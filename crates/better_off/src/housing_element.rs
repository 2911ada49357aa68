//! Help with rent inside Universal Credit: who gets it, for what size of home, and how much.

use crate::{
    area::Category,
    ask::Ask,
    eligibility::{care_status_matters, is_care_leaver_under_18},
    household::{Home, Person, SharedException, Tenure},
    law,
    money::Pence,
    rooms::bedrooms_for,
    situation::{Basis, Situation},
    trace::{Item, Notes, line},
    wording,
};

/// The housing element and, for a private tenant, the size of home that it is set for.
pub(crate) fn housing(situation: &Situation, notes: &mut Notes) -> (Pence, Option<Category>) {
    let home = &situation.household.home;
    if home.rent_a_month < Pence::ZERO {
        notes.ask(Ask::RentBelowZero);
    }
    let rent = home.rent_a_month.or_zero();
    let category = (home.tenure == Tenure::Private).then(|| category(situation, notes));
    let (amount, law, why) = match home.tenure {
        Tenure::NoRent => (Pence::ZERO, law::HOUSING_NONE, wording::no_rent()),
        Tenure::Supported => {
            notes.ask(Ask::SupportedCharges);
            (
                Pence::ZERO,
                law::HOUSING_SUPPORTED,
                wording::supported_rent(),
            )
        }
        _ if shuts_out_under_18(situation, notes) => {
            (Pence::ZERO, law::HOUSING_UNDER_18, wording::rent_under_18())
        }
        Tenure::Private => private(situation, home, rent, category, notes),
        Tenure::Social => social(situation, home, rent, notes),
    };
    // Sch 4 paras 13 to 16: a housing cost contribution, not worked out here.
    if amount > Pence::ZERO && home.other_adults.is_some_and(|others| others > 0) {
        notes.ask(Ask::OtherAdultsContribution);
    }
    notes.line(|| {
        line(Item::HousingElement, amount, law, why)
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
) -> (Pence, &'static str, String) {
    let most = home
        .area
        .zip(category)
        .and_then(|(area, category)| area.a_month(category, situation.rates.award));
    let Some(most) = most else {
        notes.ask(Ask::Area);
        return (Pence::ZERO, law::HOUSING_PRIVATE, wording::area_unknown());
    };
    (
        rent.min(most),
        law::HOUSING_PRIVATE,
        wording::private_rent(
            rent,
            most,
            &home.area.map_or(String::new(), crate::Area::title),
        ),
    )
}

fn social(
    situation: &Situation,
    home: &Home,
    rent: Pence,
    notes: &mut Notes,
) -> (Pence, &'static str, String) {
    let Some(bedrooms) = home.bedrooms else {
        notes.ask(Ask::Bedrooms);
        return (rent, law::HOUSING_SOCIAL, wording::social_rent(0));
    };
    let needed = bedrooms_for(&situation.household.children, situation.rates.day, notes);
    let spare = usize::from(bedrooms).saturating_sub(needed);
    let less = match spare {
        0 => Pence::ZERO,
        1 => rent.percent(situation.rates.one_spare_bedroom),
        _ => rent.percent(situation.rates.more_spare_bedrooms),
    };
    (
        rent - less,
        law::HOUSING_SOCIAL,
        wording::social_rent(spare),
    )
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
    if !is_alone || situation.has_children() {
        let bedrooms = bedrooms_for(&situation.household.children, situation.rates.day, notes);
        return Category::of_bedrooms(bedrooms);
    }
    let Some((person, age)) = situation.claimants().next() else {
        return Category::A;
    };
    let reason = room_reason(person, age, home);
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

fn room_reason(person: &Person, age: u8, home: &Home) -> RoomReason {
    let is_care_leaver = person.care.is_within_regulation_8() == Some(true);
    if age >= 35 {
        RoomReason::AgedThirtyFive
    } else if home.other_adults.is_some_and(|others| others > 0) {
        // Para 28(4): only those without a non-dependant are held to a room.
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
