//! What moved an answer between two days or two runs: each rate, age and circumstance with what it did to the money.

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    age::Born,
    calculation::{Amounts, amounts, rates_for},
    household::Household,
    money::Pence,
    parameters::NoRates,
    rates::Rates,
    wording,
};

/// One reason why an answer is another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Movement {
    pub sentence: String,
    /// More, or less, after rent a month because of it.
    pub pence: Pence,
    /// More, or less, Universal Credit a month because of it.
    pub award: Pence,
}

/// Why `after` on the day `then` has another answer than `before` on the day `on`: new rates, then days that have passed, then birthdays,
/// then what is otherwise in the household.
///
/// One thing is changed after the other, so the parts add up to the whole difference after rent. Where two reasons work together (a new
/// rate for a new age), it is put down to the later one. Fails when no rates are known for one of the days.
pub fn what_moved(
    before: &Household,
    on: Date,
    after: &Household,
    then: Date,
) -> Result<Vec<Movement>, NoRates> {
    let rates = rates_for(before, on)?;
    let mut steps = Steps {
        amounts: amounts(before, &rates),
        household: before.clone(),
        rates,
        found: Vec::new(),
    };
    steps.rates(&rates_for(before, then)?);
    steps.days(before, on, then);
    steps.birthdays(before, on, then);
    steps.circumstances(after);
    // The periods of another assessment day may begin under other rates.
    steps.rates(&rates_for(after, then)?);
    Ok(steps.found)
}

/// The household and rates on the way from before to after, with the amounts so far.
struct Steps {
    household: Household,
    rates: Rates,
    amounts: Amounts,
    found: Vec<Movement>,
}

impl Steps {
    /// Works the amounts out again; what moved is put down to `sentence`, together with what was already put down to it.
    fn put_down(&mut self, sentence: impl FnOnce(&Amounts, &Amounts) -> String) {
        let now = amounts(&self.household, &self.rates);
        let before = std::mem::replace(&mut self.amounts, now);
        let pence = now.after_rent - before.after_rent;
        let award = now.award - before.award;
        let is_same =
            pence == Pence::ZERO && award == Pence::ZERO && now.left_over == before.left_over;
        if is_same {
            return;
        }
        let sentence = sentence(&before, &now);
        let known = self
            .found
            .iter_mut()
            .find(|known| known.sentence == sentence);
        if let Some(known) = known {
            known.pence += pence;
            known.award += award;
        } else {
            self.found.push(Movement {
                sentence,
                pence,
                award,
            });
        }
    }

    /// New amounts, one at a time; the days stay.
    fn rates(&mut self, then: &Rates) {
        for name in self.rates.names_that_differ(then) {
            self.rates.take(name, then);
            self.put_down(|_, _| wording::new_rate(name));
        }
        if self.rates.day == then.day && self.rates.award != then.award {
            self.rates = then.clone();
            self.put_down(|_, _| wording::days_passed(&[]));
        }
    }

    /// The day moves on, with grown-ups as old as they were.
    fn days(&mut self, before: &Household, on: Date, then: Date) {
        let Ok(rates) = rates_for(before, then) else {
            return;
        };
        self.rates = rates;
        self.household.claimant.born = as_old(before.claimant.born, on, then);
        if let (Some(partner), Some(was)) = (&mut self.household.partner, &before.partner) {
            partner.born = as_old(was.born, on, then);
        }
        let reasons = passed(before, on, then);
        self.put_down(|_, _| wording::days_passed(&reasons));
    }

    fn birthdays(&mut self, before: &Household, on: Date, then: Date) {
        let ages = |born: Born| (born.age_on(on), born.age_on(then));
        self.household.claimant.born = before.claimant.born;
        let (was, is) = ages(before.claimant.born);
        self.put_down(|_, _| wording::older(false, was, is));
        if let (Some(partner), Some(before)) = (&mut self.household.partner, &before.partner) {
            partner.born = before.born;
            let (was, is) = ages(before.born);
            self.put_down(|_, _| wording::older(true, was, is));
        }
    }

    /// Everything else that is another in `after`, a subject at a time.
    fn circumstances(&mut self, after: &Household) {
        let after = after.clone();
        self.household.claimant.job = after.claimant.job.clone();
        self.put_down(|_, _| wording::circumstance(Circumstance::Job));
        self.household.claimant = after.claimant;
        self.put_down(|_, _| wording::circumstance(Circumstance::Claimant));
        self.household.partner = after.partner;
        self.put_down(|_, _| wording::circumstance(Circumstance::Partner));
        self.household.children = after.children;
        self.put_down(|_, _| wording::circumstance(Circumstance::Children));
        let rents = (self.household.home.rent_a_month, after.home.rent_a_month);
        self.household.home.rent_a_month = rents.1;
        self.put_down(|_, _| wording::from_to("The rent", rents.0, rents.1));
        self.household.home = after.home;
        self.household.non_dependants = after.non_dependants;
        self.put_down(|_, _| wording::circumstance(Circumstance::Home));
        let savings = [self.household.capital, after.capital].map(Option::unwrap_or_default);
        self.household.capital = after.capital;
        self.put_down(|_, _| wording::from_to("Savings", savings[0], savings[1]));
        let childcare = (self.household.childcare_a_month, after.childcare_a_month);
        self.household.childcare_a_month = childcare.1;
        self.put_down(|_, _| wording::from_to("Childcare", childcare.0, childcare.1));
        self.household.other_income = after.other_income;
        self.put_down(|_, _| wording::circumstance(Circumstance::OtherIncome));
        self.household.deductions = after.deductions;
        self.put_down(|_, _| wording::circumstance(Circumstance::Deductions));
        self.household.claim = after.claim;
        self.put_down(|_, _| wording::circumstance(Circumstance::Claim));
    }
}

/// What is otherwise in the household, for its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Circumstance {
    Job,
    Claimant,
    Partner,
    Children,
    Home,
    OtherIncome,
    Deductions,
    Claim,
}

/// What ends on a day of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Passed {
    ApprenticesFirstYear,
    CapGrace,
    StartUp,
    StudentYear,
    ChildsBirthday,
}

/// What may have ended between the days. Which of them moved the answer is not told apart.
fn passed(household: &Household, on: Date, then: Date) -> Vec<Passed> {
    let between = |day: Date| on < day && day <= then;
    let mut reasons = Vec::new();
    for person in household.adults() {
        let apprenticeship = person.job.as_ref().and_then(|job| job.apprenticeship);
        if apprenticeship
            .and_then(crate::work::Apprenticeship::second_year_starts)
            .is_some_and(between)
        {
            reasons.push(Passed::ApprenticesFirstYear);
        }
        if person.self_employment.is_some() {
            reasons.push(Passed::StartUp);
        }
        if person
            .student_money
            .is_some_and(|money| between(money.year_starts_on) || between(money.year_ends_on))
        {
            reasons.push(Passed::StudentYear);
        }
    }
    if household.claim.cap_grace_from.is_some() {
        reasons.push(Passed::CapGrace);
    }
    let has_birthday = |born: Born| born.age_on(on) != born.age_on(then);
    if household
        .children
        .iter()
        .any(|child| has_birthday(child.born))
    {
        reasons.push(Passed::ChildsBirthday);
    }
    reasons
}

/// Born so much later that the age on `then` is the age on `on`.
fn as_old(born: Born, on: Date, then: Date) -> Born {
    let Born::On(born) = born else {
        return born;
    };
    on.until((jiff::Unit::Day, then))
        .and_then(|days| born.checked_add(days))
        .map_or(Born::On(born), Born::On)
}
