//! Households for tests: made up, small, and changed only where a case says so.

use better_off::{
    Amounts, Area, Born, CareStatus, Child, Health, Household, Immigration, Job, Learning, Nation,
    Pence, Person, Rates, Tenure, amounts,
};
use jiff::civil::Date;

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// 30 April 2026: the rates of 2026/27.
pub fn spring() -> Date {
    day("2026-04-30")
}

pub fn rates(on: Date) -> Rates {
    Rates::on(on, on).unwrap()
}

/// A care leaver alone, well, without work, savings or rent.
pub fn care_leaver(age: u8) -> Household {
    let mut household = Household::of(Born::Years(age));
    household.claimant = person(age);
    household.claimant.care = CareStatus::FormerRelevant;
    household.capital = Some(Pence::ZERO);
    household.home.other_adults = Some(0);
    household
}

pub fn person(age: u8) -> Person {
    let mut person = Person::of(Born::Years(age));
    person.care = CareStatus::NotACareLeaver;
    person.health = Health::Well;
    person.is_carer = Some(false);
    person.has_parental_support = Some(true);
    person.learning = Learning::None;
    person.immigration = Immigration::MayClaim;
    person
}

pub fn with(household: Household, change: impl FnOnce(&mut Household)) -> Household {
    let mut household = household;
    change(&mut household);
    household
}

pub fn private(household: &mut Household, rent: i64, area: &str) {
    household.home.tenure = Tenure::Private;
    household.home.rent_a_month = Pence::pounds(rent);
    household.home.area = Area::named(area);
}

pub fn supported(household: &mut Household, rent: i64) {
    household.home.tenure = Tenure::Supported;
    household.home.rent_a_month = Pence::pounds(rent);
}

pub fn works(household: &mut Household, pay: i64, hours: u32) {
    household.claimant.job = Some(Job::hourly(Pence(pay), hours * 60));
}

pub fn child(age: u8) -> Child {
    Child::of(Born::Years(age))
}

pub fn in_scotland(household: &mut Household) {
    household.home.nation = Nation::Scotland;
}

pub fn in_spring(household: &Household) -> Amounts {
    amounts(household, &rates(spring()))
}

pub fn on(household: &Household, date: &str) -> Amounts {
    amounts(household, &rates(day(date)))
}
