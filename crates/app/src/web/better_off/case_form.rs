//! A case as the fields of a form, and the fields as a case: what is written is read back the same.

mod offer;
mod people;
mod write;

use better_off::{
    Advance, Area, Bill, Born, CouncilScheme, CouncilTax, Deduction, Home, Household, MOST_OFFERS,
    Nation, NonDependants, OtherIncome, Pay, Pence, Percent, Tenure,
};
use casework::better_off::{Case, Start};
use jiff::civil::Date;

use super::tables::{INCOME, NATION, TENURE, chosen};
use super::typed::{money, number};
use crate::web::form::Form;

pub use write::write;

/// Before the fields of a partner stands this; before those of the young person nothing.
const PARTNER: &str = "partner_";

/// So many children can be entered: more than the law asks about one by one.
pub const MOST_CHILDREN: usize = 8;

/// The name of a field of a child, counted from 1.
pub fn child_field(number: usize, field: &str) -> String {
    format!("child{number}-{field}")
}

/// The name of a field of an offer, counted from 1.
pub fn offer_field(number: usize, field: &str) -> String {
    format!("offer{number}-{field}")
}

/// The case that was typed. `None`, with the errors in the form, when something must be put right.
pub fn read(form: &mut Form, today: Date) -> Option<Case> {
    let as_at = form.optional_date("as_at", "The day").unwrap_or(today);
    let born = people::read_born(form, "", "The", as_at);
    if born.is_none() && form.error("born").is_empty() && form.error("age").is_empty() {
        form.add_error("born", "Enter the date of birth, or the age");
    }
    let mut household = Household::of(born.unwrap_or(Born::Years(0)));
    people::read_person(form, "", "The", &mut household.claimant);
    household.partner = people::read_partner(form, as_at);
    household.children = people::read_children(form, as_at);
    household.home = read_home(form);
    household.non_dependants = read_non_dependants(form);
    household.capital = money(form, "savings", "The savings");
    household.childcare_a_month =
        money(form, "childcare", "The cost of childcare").unwrap_or_default();
    household.other_income = read_income(form);
    household.deductions = read_deductions(form);
    household.claim.assessment_day = day_of_month(form, "assessment_day", "The day of the month");
    household.claim.surplus_earnings =
        money(form, "surplus", "The earnings that count again").unwrap_or_default();
    household.claim.cap_grace_from =
        form.optional_date("cap_grace_from", "The day on which work ended");
    let offers = (1..=MOST_OFFERS)
        .filter_map(|number| offer::read_offer(form, number))
        .collect();
    let start = read_start(form);
    (!form.has_errors()).then_some(Case {
        as_at,
        household,
        offers,
        start,
    })
}

fn pay_of(an_hour: Option<Pence>) -> Pay {
    an_hour.map_or(Pay::LegalMinimum, Pay::Hourly)
}

fn read_home(form: &mut Form) -> Home {
    let tenure = chosen(form, "tenure", TENURE);
    if tenure.is_none() {
        form.add_error("tenure", "Choose who the rent is paid to");
    }
    let rent = rent_a_month(form, "rent", "rent_every");
    let area = read_area(form, "area");
    let percent = number(form, "council_percent", "The part taken off", 0, 100);
    let until_age = number(form, "council_age", "The age", 18, 26).unwrap_or(25);
    Home {
        tenure: tenure.unwrap_or(Tenure::NoRent),
        rent_a_month: rent.unwrap_or_default(),
        area,
        nation: chosen(form, "nation", NATION).unwrap_or(Nation::England),
        is_in_london: form.is_chosen("london", "yes"),
        bedrooms: number(form, "bedrooms", "The number of bedrooms", 0, 9),
        other_adults: number(form, "other_adults", "The number of other adults", 0, 9),
        council_tax: CouncilTax {
            a_year: money(form, "council_tax", "The council tax bill"),
            reduction_a_year: money(form, "council_reduction", "The council tax reduction"),
            scheme: match percent {
                None => CouncilScheme::Unknown,
                Some(0) => CouncilScheme::None,
                Some(percent) => CouncilScheme::Waives {
                    percent: Percent::whole(i64::from(percent)),
                    until_age,
                },
            },
        },
    }
}

/// Family and friends at home, as far as it was said.
fn read_non_dependants(form: &mut Form) -> Option<NonDependants> {
    let count = number(
        form,
        "family_at_home",
        "The number of family and friends",
        0,
        9,
    );
    let paying = number(
        form,
        "family_paying",
        "The number who should help with rent",
        0,
        9,
    );
    if let (Some(count), Some(paying)) = (count, paying)
        && paying > count
    {
        form.add_error(
            "family_paying",
            "No more can help with rent than live in the home",
        );
    }
    Some(NonDependants {
        count: count?,
        paying: paying.unwrap_or(0),
    })
}

/// Rent is typed a week or a month, and kept a month.
fn rent_a_month(form: &mut Form, field: &str, every: &str) -> Option<Pence> {
    let rent = money(form, field, "The rent")?;
    Some(if form.value(every) == "week" {
        rent.a_month_from_a_week()
    } else {
        rent
    })
}

fn read_area(form: &mut Form, field: &str) -> Option<Area> {
    let typed = form.value(field).to_owned();
    if typed.is_empty() {
        return None;
    }
    let area = Area::named(&typed);
    if area.is_none() {
        form.add_error(field, "Choose a rental market area from the list");
    }
    area
}

fn read_income(form: &mut Form) -> Vec<OtherIncome> {
    let amount = money(form, "income", "The other money");
    let kind = chosen(form, "income_kind", INCOME);
    match (kind, amount) {
        (Some(kind), Some(a_month)) => vec![OtherIncome { kind, a_month }],
        (None, Some(amount)) if amount > Pence::ZERO => {
            form.add_error("income_kind", "Choose what the other money is");
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn read_deductions(form: &mut Form) -> Vec<Deduction> {
    let left = money(form, "advance_left", "What is left of the advance");
    let months = number(form, "advance_months", "The months", 1, 24);
    let other = money(form, "deductions", "The other deductions");
    let mut found = Vec::new();
    if let Some(left) = left.filter(|left| *left > Pence::ZERO) {
        match months {
            Some(months) => found.push(Deduction::Advance { left, months }),
            None => form.add_error(
                "advance_months",
                "Enter over how many months the advance is still paid back",
            ),
        }
    }
    if let Some(a_month) = other.filter(|amount| *amount > Pence::ZERO) {
        found.push(Deduction::Other { a_month });
    }
    found
}

fn day_of_month(form: &mut Form, field: &str, label: &str) -> Option<i8> {
    number(form, field, label, 1, 31).and_then(|day| i8::try_from(day).ok())
}

fn read_start(form: &mut Form) -> Start {
    let bill = money(form, "bill", "The other bills");
    let bill_day = day_of_month(form, "bill_day", "The day of the other bills");
    Start {
        from: form.optional_date("start_from", "The day of the last benefit payment"),
        in_hand: money(form, "start_in_hand", "The money in hand"),
        rent_day: day_of_month(form, "rent_day", "The day on which rent is paid"),
        bills: bill
            .map(|amount| Bill {
                name: "Other bills".to_owned(),
                day_of_month: bill_day.unwrap_or(1),
                amount,
            })
            .into_iter()
            .collect(),
        advance: read_advance(form),
        childcare_up_front: money(form, "childcare_first", "The childcare paid first"),
    }
}

fn read_advance(form: &mut Form) -> Option<Advance> {
    let amount = money(form, "start_advance", "The advance")?;
    let paid_on = form.required_date("start_advance_on", "The day of the advance")?;
    Some(Advance {
        paid_on,
        amount,
        months: None,
    })
}

#[cfg(test)]
mod tests;
