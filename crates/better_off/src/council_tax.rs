//! Council tax: who is not counted, what care leavers are let off, and what is left to pay.

use crate::{
    ask::Ask,
    earnings,
    home::CouncilScheme,
    household::{Learning, Nation, Person},
    law,
    money::{Pence, Percent},
    situation::Situation,
    trace::{Item, Notes, line},
    wording,
    work::WEEKS_A_YEAR,
};

/// Why somebody is not counted for council tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotCounted {
    Under18,
    CareLeaver,
    Student,
    Apprentice,
}

/// What comes off the bill by law or by the council's setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relief {
    None,
    /// Everybody is left out for this reason: nothing to pay.
    Exempt(NotCounted),
    /// Everybody is left out, not all for one reason: half, and it must be asked.
    Half,
    /// One counted grown-up: a quarter off.
    Quarter,
}

/// Council tax a month. `None`: the bill is not known (then it is asked), unless nothing can be due.
pub(crate) fn council_tax(situation: &Situation, notes: &mut Notes) -> Option<Pence> {
    let home = &situation.household.home;
    // Northern Ireland has rates instead: see what is asked about it.
    if home.nation == Nation::NorthernIreland {
        return None;
    }
    let relief = relief(situation, notes);
    let setting = match relief {
        Relief::Exempt(_) => None,
        _ => council_setting(situation, notes),
    };
    let bill = home.council_tax.a_year;
    let amount = match (relief, bill) {
        (Relief::Exempt(_), _) => Some(Pence::ZERO),
        (_, None) => {
            notes.ask(Ask::CouncilTaxBill);
            None
        }
        (relief, Some(bill)) => {
            let after = match relief {
                Relief::Half => bill.share(1, 2),
                Relief::Quarter => bill.share(3, 4),
                Relief::None | Relief::Exempt(_) => bill,
            };
            let after = after - setting.map_or(Pence::ZERO, |percent| after.percent(percent));
            if home.council_tax.reduction_a_year.is_none() && after > Pence::ZERO {
                notes.ask(Ask::CouncilTaxReduction);
            }
            let reduction = home.council_tax.reduction_a_year.unwrap_or_default();
            Some((after - reduction).or_zero().a_month_from_a_year())
        }
    };
    notes.line(|| {
        let law = match (relief, home.nation) {
            (Relief::Exempt(NotCounted::CareLeaver), Nation::Wales) => law::COUNCIL_TAX_WALES,
            (Relief::Exempt(NotCounted::CareLeaver), Nation::Scotland) => law::COUNCIL_TAX_SCOTLAND,
            _ if setting.is_some() => law::COUNCIL_TAX_ENGLAND,
            _ => law::COUNCIL_TAX,
        };
        line(
            Item::CouncilTax,
            amount.unwrap_or_default(),
            law,
            wording::council_tax(relief, setting, amount),
        )
    });
    amount
}

fn relief(situation: &Situation, notes: &mut Notes) -> Relief {
    let home = &situation.household.home;
    if home.other_adults.is_none() {
        notes.ask(Ask::OtherAdults);
    }
    let others = home.other_adults.unwrap_or(0);
    let mut counted = usize::from(others);
    let mut reasons = [None; 2];
    for ((person, age), reason) in situation.adults().zip(&mut reasons) {
        *reason = not_counted(situation, person, age);
        counted += usize::from(reason.is_none());
    }
    let by_law = match (counted, situation.is_couple(), reasons) {
        (0, false, [Some(reason), _]) => Relief::Exempt(reason),
        (0, true, [Some(first), Some(second)]) if first == second => Relief::Exempt(first),
        (0, ..) => Relief::Half,
        (1, ..) => Relief::Quarter,
        _ => Relief::None,
    };
    if matches!(by_law, Relief::Exempt(NotCounted::Apprentice)) {
        // Disregarded, but no exempt class: LGFA 1992 s.11, half the bill.
        return Relief::Half;
    }
    by_law
}

/// England leaves it to the council (LGFA 1992 s.13A(1)(c)).
fn council_setting(situation: &Situation, notes: &mut Notes) -> Option<Percent> {
    let home = &situation.household.home;
    let claimant = &situation.household.claimant;
    let is_care_leaver = claimant.care.is_within_regulation_8() == Some(true);
    if home.nation != Nation::England || !is_care_leaver {
        return None;
    }
    match home.council_tax.scheme {
        CouncilScheme::Unknown => {
            if situation.claimant_age < 25 {
                notes.ask(Ask::CouncilScheme);
            }
            None
        }
        CouncilScheme::None => None,
        CouncilScheme::Waives { percent, until_age } => {
            (situation.claimant_age < until_age).then_some(percent)
        }
    }
}

fn not_counted(situation: &Situation, person: &Person, age: u8) -> Option<NotCounted> {
    if age < 18 {
        return Some(NotCounted::Under18);
    }
    let until = match situation.household.home.nation {
        Nation::England | Nation::NorthernIreland => None,
        Nation::Wales => Some(situation.rates.council_tax_until_wales),
        Nation::Scotland => Some(situation.rates.council_tax_until_scotland),
    };
    let is_care_leaver = person.care.is_within_regulation_8() == Some(true);
    if is_care_leaver && until.is_some_and(|until| i64::from(age) < until) {
        return Some(NotCounted::CareLeaver);
    }
    if person.learning == Learning::AdvancedFullTime {
        return Some(NotCounted::Student);
    }
    let job = person.job.as_ref()?;
    job.apprenticeship?;
    let a_year = earnings::gross_a_year(job, age, situation.rates);
    let most = situation
        .rates
        .council_tax_apprentice_pay
        .times(WEEKS_A_YEAR);
    (a_year <= most).then_some(NotCounted::Apprentice)
}
