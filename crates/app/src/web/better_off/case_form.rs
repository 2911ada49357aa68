//! A case as the fields of a form, and the fields as a case: what is written is read back the same.

mod write;

use better_off::{
    Advance, Apprenticeship, Area, Bill, Born, CareStatus, Child, CostsOfWorking, CouncilScheme,
    CouncilTax, Deduction, Health, Home, Household, Immigration, Job, Learning, MOST_OFFERS,
    Nation, OtherIncome, Pay, PayDates, Pence, Percent, Person, Pip, Tenure,
};
use casework::better_off::{Alternative, Case, Start, Work};
use jiff::civil::Date;

use super::tables::{
    CARE, HEALTH, IMMIGRATION, INCOME, NATION, PAY_EVERY, PIP, TENURE, YES_NO, chosen,
};
use super::typed::{births, minutes, money, number};
use crate::web::form::Form;

pub use write::write;

/// The name of a field of an offer, counted from 1.
pub fn offer_field(number: usize, field: &str) -> String {
    format!("offer{number}-{field}")
}

/// The case that was typed. `None`, with the errors in the form, when something must be put right.
pub fn read(form: &mut Form, today: Date) -> Option<Case> {
    let as_at = form.optional_date("as_at", "The day").unwrap_or(today);
    let born = read_born(form, as_at);
    let mut household = Household::of(born.unwrap_or(Born::Years(0)));
    read_claimant(form, &mut household.claimant);
    household.partner = read_partner(form);
    household.children = births(form, "children")
        .into_iter()
        .map(Child::of)
        .collect();
    household.home = read_home(form);
    household.capital = money(form, "savings", "The savings");
    household.childcare_a_month =
        money(form, "childcare", "The cost of childcare").unwrap_or_default();
    household.other_income = read_income(form);
    household.deductions = read_deductions(form);
    household.claim.assessment_day = day_of_month(form, "assessment_day", "The day of the month");
    let offers = (1..=MOST_OFFERS)
        .filter_map(|number| read_offer(form, number))
        .collect();
    let start = read_start(form);
    (!form.has_errors()).then_some(Case {
        as_at,
        household,
        offers,
        start,
    })
}

fn read_born(form: &mut Form, as_at: Date) -> Option<Born> {
    let born = form.optional_date("born", "The date of birth");
    if !form.error("born").is_empty() {
        return None;
    }
    match born {
        Some(born) if born > as_at => {
            form.add_error("born", "The date of birth must be in the past");
            None
        }
        Some(born) => Some(Born::On(born)),
        None => {
            let age = number(form, "age", "The age", 14, 65);
            if age.is_none() && form.error("age").is_empty() {
                form.add_error("born", "Enter the date of birth, or the age");
            }
            age.map(Born::Years)
        }
    }
}

fn read_claimant(form: &mut Form, person: &mut Person) {
    person.care = chosen(form, "care", CARE).unwrap_or(CareStatus::Unknown);
    person.health = chosen(form, "health", HEALTH).unwrap_or(Health::Unknown);
    person.immigration = chosen(form, "immigration", IMMIGRATION).unwrap_or(Immigration::Unknown);
    person.is_carer = chosen(form, "carer", YES_NO);
    person.is_near_birth = chosen(form, "near_birth", YES_NO);
    person.has_parental_support = chosen(form, "parents", YES_NO);
    let pip = Pip {
        daily_living: chosen(form, "pip_daily", PIP),
        mobility: chosen(form, "pip_mobility", PIP),
    };
    person.pip = (pip != Pip::default()).then_some(pip);
    person.learning = read_learning(form);
    let hours = minutes(form, "hours", "The hours now").filter(|minutes| *minutes > 0);
    let pay = money(form, "pay", "The pay now");
    let apprentice_since =
        form.optional_date("apprentice_since", "The start of the apprenticeship");
    let travel = money(form, "travel", "The cost of travel now").unwrap_or_default();
    person.job = hours.map(|hours| {
        let mut job = Job::of(pay_of(pay), hours);
        job.apprenticeship = apprentice_since.map(|started| Apprenticeship {
            started_on: Some(started),
            is_first_year: None,
        });
        job.costs.travel_a_week = travel;
        job
    });
}

fn pay_of(an_hour: Option<Pence>) -> Pay {
    an_hour.map_or(Pay::LegalMinimum, Pay::Hourly)
}

fn read_learning(form: &mut Form) -> Learning {
    let hours_a_week = number(form, "course_hours", "The hours of the course", 0, 60);
    let started_on = form.optional_date("course_started", "The start of the course");
    match form.value("learning") {
        "none" => Learning::None,
        "part_time" => Learning::PartTime,
        "up_to_a_level" => Learning::NonAdvanced {
            hours_a_week,
            started_on,
            has_maintenance: form.is_chosen("course_loan", "yes"),
        },
        "degree" => Learning::AdvancedFullTime,
        "training" => Learning::RelevantTraining,
        _ => Learning::Unknown,
    }
}

fn read_partner(form: &mut Form) -> Option<Person> {
    let age = number(form, "partner_age", "The partner's age", 16, 99);
    let hours = minutes(form, "partner_hours", "The partner's hours").filter(|hours| *hours > 0);
    let pay = money(form, "partner_pay", "The partner's pay");
    let mut partner = Person::of(Born::Years(age?));
    partner.care = chosen(form, "partner_care", CARE).unwrap_or(CareStatus::Unknown);
    partner.job = hours.map(|hours| Job::of(pay_of(pay), hours));
    Some(partner)
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

fn read_offer(form: &mut Form, number_of_offer: usize) -> Option<Alternative> {
    let field = |name: &str| offer_field(number_of_offer, name);
    let hours = minutes(form, &field("hours"), "The hours");
    let rent = rent_a_month(form, &field("rent"), &field("rent_every"));
    let pay = money(form, &field("pay"), "The pay");
    let childcare = money(form, &field("childcare"), "The cost of childcare");
    let area = read_area(form, &field("area"));
    let tenure = chosen(form, &field("tenure"), TENURE);
    let costs = CostsOfWorking {
        travel_a_week: money(form, &field("travel"), "The cost of travel").unwrap_or_default(),
        meals_a_week: money(form, &field("meals"), "The cost of meals").unwrap_or_default(),
        once: money(form, &field("once"), "What must be bought first").unwrap_or_default(),
    };
    let starts_on = form.optional_date(&field("starts"), "The first day of work");
    let first_paid_on = form.optional_date(&field("first_paid"), "The first pay day");
    let weeks_in_hand = number(form, &field("in_hand"), "The weeks in hand", 0, 8);
    let name = form.value(&field("name")).to_owned();
    let is_empty = hours.is_none() && rent.is_none() && tenure.is_none();
    let kind = form.value(&field("kind")).to_owned();
    if is_empty && kind != "no_job" {
        if pay.is_some() || !name.is_empty() {
            form.add_error(
                field("hours"),
                "Enter the hours a week of this offer, or clear it",
            );
        }
        return None;
    }
    let work = match (kind.as_str(), hours) {
        ("no_job", _) | (_, Some(0)) => Work::NoJob,
        ("as_now", _) | (_, None) => Work::AsNow,
        (kind, Some(hours)) => {
            let mut job = Job::of(pay_of(pay), hours);
            job.apprenticeship = (kind == "apprenticeship").then_some(Apprenticeship {
                started_on: starts_on,
                is_first_year: starts_on.is_none().then_some(true),
            });
            job.costs = costs;
            job.pay_dates = starts_on
                .zip(first_paid_on)
                .map(|(starts_on, first_paid_on)| PayDates {
                    every: chosen(form, &field("every"), PAY_EVERY)
                        .unwrap_or(better_off::PayEvery::Month),
                    starts_on,
                    first_paid_on,
                    weeks_in_hand,
                });
            Work::Job(job)
        }
    };
    if matches!((starts_on, first_paid_on), (Some(starts), Some(paid)) if paid < starts) {
        form.add_error(
            field("first_paid"),
            "The first pay day must be after the first day of work",
        );
    }
    Some(Alternative {
        name: if name.is_empty() {
            format!("Offer {number_of_offer}")
        } else {
            name.chars().take(60).collect()
        },
        work,
        childcare_a_month: childcare,
        rent_a_month: rent,
        tenure,
        area,
    })
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
