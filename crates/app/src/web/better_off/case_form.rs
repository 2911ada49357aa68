//! A case as the fields of a form, and the fields as a case: what is written is read back the same.

use better_off::{
    Advance, Apprenticeship, Area, Bill, Born, CareStatus, Child, CostsOfWorking, CouncilScheme,
    CouncilTax, Deduction, Health, Home, Household, Immigration, Job, Learning, MOST_OFFERS,
    Nation, OtherIncome, Pay, PayDates, Pence, Percent, Person, Pip, Tenure,
};
use casework::better_off::{Alternative, Case, Start, Work};
use jiff::civil::Date;

use super::tables::{
    CARE, HEALTH, IMMIGRATION, INCOME, NATION, PAY_EVERY, PIP, TENURE, YES_NO, chosen, code,
};
use super::typed::{births, births_text, hours_text, minutes, money, money_text, number};
use crate::web::form::Form;

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

/// Fills the fields with a case.
pub fn write(case: &Case) -> Form {
    let mut form = Form::default();
    form.set_date("as_at", case.as_at);
    let household = &case.household;
    write_claimant(&mut form, &household.claimant);
    if let Some(partner) = &household.partner {
        if let Born::Years(age) = partner.born {
            form.set("partner_age", age.to_string());
        }
        form.set("partner_care", code(CARE, &partner.care));
        if let Some(job) = &partner.job {
            form.set("partner_hours", hours_text(job.minutes_a_week));
            set_pay(&mut form, "partner_pay", job.pay);
        }
    }
    let births = household.children.iter().map(|child| child.born);
    form.set("children", births_text(births));
    write_home(&mut form, &household.home);
    set_money(&mut form, "savings", household.capital);
    if household.childcare_a_month > Pence::ZERO {
        set_money(&mut form, "childcare", Some(household.childcare_a_month));
    }
    if let Some(income) = household.other_income.first() {
        form.set("income_kind", code(INCOME, &income.kind));
        set_money(&mut form, "income", Some(income.a_month));
    }
    for deduction in &household.deductions {
        match deduction {
            Deduction::Advance { left, months } => {
                set_money(&mut form, "advance_left", Some(*left));
                form.set("advance_months", months.to_string());
            }
            Deduction::Other { a_month } => set_money(&mut form, "deductions", Some(*a_month)),
        }
    }
    if let Some(day) = household.claim.assessment_day {
        form.set("assessment_day", day.to_string());
    }
    for (offer, number) in case.offers.iter().zip(1..) {
        write_offer(&mut form, offer, number);
    }
    write_start(&mut form, &case.start);
    form
}

fn set_money(form: &mut Form, field: &str, amount: Option<Pence>) {
    if let Some(amount) = amount {
        form.set(field, money_text(amount));
    }
}

fn set_pay(form: &mut Form, field: &str, pay: Pay) {
    if let Pay::Hourly(an_hour) = pay {
        set_money(form, field, Some(an_hour));
    }
}

fn set_yes_no(form: &mut Form, field: &str, answer: Option<bool>) {
    if let Some(answer) = answer {
        form.set(field, code(YES_NO, &answer));
    }
}

fn write_claimant(form: &mut Form, person: &Person) {
    match person.born {
        Born::On(born) => form.set_date("born", born),
        Born::Years(age) => form.set("age", age.to_string()),
    }
    form.set("care", code(CARE, &person.care));
    form.set("health", code(HEALTH, &person.health));
    form.set("immigration", code(IMMIGRATION, &person.immigration));
    set_yes_no(form, "carer", person.is_carer);
    set_yes_no(form, "near_birth", person.is_near_birth);
    set_yes_no(form, "parents", person.has_parental_support);
    if let Some(pip) = person.pip {
        for (field, rate) in [
            ("pip_daily", pip.daily_living),
            ("pip_mobility", pip.mobility),
        ] {
            form.set(field, rate.map_or("", |rate| code(PIP, &rate)));
        }
    }
    form.set(
        "learning",
        match person.learning {
            Learning::Unknown => "",
            Learning::None => "none",
            Learning::PartTime => "part_time",
            Learning::NonAdvanced { .. } => "up_to_a_level",
            Learning::AdvancedFullTime => "degree",
            Learning::RelevantTraining => "training",
        },
    );
    if let Learning::NonAdvanced {
        hours_a_week,
        started_on,
        has_maintenance,
    } = person.learning
    {
        if let Some(hours) = hours_a_week {
            form.set("course_hours", hours.to_string());
        }
        if let Some(started) = started_on {
            form.set_date("course_started", started);
        }
        if has_maintenance {
            form.set("course_loan", "yes");
        }
    }
    if let Some(job) = &person.job {
        form.set("hours", hours_text(job.minutes_a_week));
        set_pay(form, "pay", job.pay);
        if let Some(started) = job.apprenticeship.and_then(|found| found.started_on) {
            form.set_date("apprentice_since", started);
        }
        if job.costs.travel_a_week > Pence::ZERO {
            set_money(form, "travel", Some(job.costs.travel_a_week));
        }
    }
}

fn write_home(form: &mut Form, home: &Home) {
    form.set("tenure", code(TENURE, &home.tenure));
    if home.rent_a_month > Pence::ZERO {
        set_money(form, "rent", Some(home.rent_a_month));
    }
    form.set("rent_every", "month");
    form.set("area", home.area.map_or("", Area::name));
    form.set("nation", code(NATION, &home.nation));
    if home.is_in_london {
        form.set("london", "yes");
    }
    if let Some(bedrooms) = home.bedrooms {
        form.set("bedrooms", bedrooms.to_string());
    }
    if let Some(others) = home.other_adults {
        form.set("other_adults", others.to_string());
    }
    set_money(form, "council_tax", home.council_tax.a_year);
    set_money(form, "council_reduction", home.council_tax.reduction_a_year);
    match home.council_tax.scheme {
        CouncilScheme::Unknown => {}
        CouncilScheme::None => form.set("council_percent", "0"),
        CouncilScheme::Waives { percent, until_age } => {
            form.set("council_percent", (percent.0 / 100).to_string());
            form.set("council_age", until_age.to_string());
        }
    }
}

fn write_offer(form: &mut Form, offer: &Alternative, number: usize) {
    let field = |name: &str| offer_field(number, name);
    form.set(&field("name"), offer.name.clone());
    set_money(form, &field("rent"), offer.rent_a_month);
    form.set(&field("rent_every"), "month");
    form.set(
        &field("tenure"),
        offer.tenure.map_or("", |tenure| code(TENURE, &tenure)),
    );
    form.set(&field("area"), offer.area.map_or("", Area::name));
    set_money(form, &field("childcare"), offer.childcare_a_month);
    let job = match &offer.work {
        Work::AsNow => return form.set(&field("kind"), "as_now"),
        Work::NoJob => return form.set(&field("kind"), "no_job"),
        Work::Job(job) => job,
    };
    let kind = if job.apprenticeship.is_some() {
        "apprenticeship"
    } else {
        "job"
    };
    form.set(&field("kind"), kind);
    form.set(&field("hours"), hours_text(job.minutes_a_week));
    set_pay(form, &field("pay"), job.pay);
    for (name, amount) in [
        ("travel", job.costs.travel_a_week),
        ("meals", job.costs.meals_a_week),
        ("once", job.costs.once),
    ] {
        if amount > Pence::ZERO {
            set_money(form, &field(name), Some(amount));
        }
    }
    if let Some(started) = job.apprenticeship.and_then(|found| found.started_on) {
        form.set_date(&field("starts"), started);
    }
    if let Some(dates) = job.pay_dates {
        form.set(&field("every"), code(PAY_EVERY, &dates.every));
        form.set_date(&field("starts"), dates.starts_on);
        form.set_date(&field("first_paid"), dates.first_paid_on);
        if let Some(weeks) = dates.weeks_in_hand {
            form.set(&field("in_hand"), weeks.to_string());
        }
    }
}

fn write_start(form: &mut Form, start: &Start) {
    if let Some(from) = start.from {
        form.set_date("start_from", from);
    }
    set_money(form, "start_in_hand", start.in_hand);
    set_money(form, "childcare_first", start.childcare_up_front);
    if let Some(day) = start.rent_day {
        form.set("rent_day", day.to_string());
    }
    if let Some(bill) = start.bills.first() {
        set_money(form, "bill", Some(bill.amount));
        form.set("bill_day", bill.day_of_month.to_string());
    }
    if let Some(advance) = start.advance {
        set_money(form, "start_advance", Some(advance.amount));
        form.set_date("start_advance_on", advance.paid_on);
    }
}

#[cfg(test)]
#[path = "case_form/tests.rs"]
mod tests;
