//! A case written into the fields of the form.

use better_off::{
    Area, Born, CouncilScheme, Deduction, EmployersHome, Home, Learning, Pay, Pence, Percent,
    Person,
};
use casework::better_off::{Alternative, Case, Start, Work};

use super::{MOST_CHILDREN, PARTNER, child_field, offer_field};
use crate::web::{
    better_off::{
        tables::{
            CARE, CHILD_DISABILITY, EMPLOYERS_HOME, HEALTH, IMMIGRATION, INCOME, NATION, PAY_EVERY,
            PIP, SEX, SHARED_EXCEPTION, TENURE, YES_NO, code,
        },
        typed::{birth_text, hours_text, money_text, percent_text},
    },
    form::Form,
};

/// Fills the fields with a case.
pub fn write(case: &Case) -> Form {
    let mut form = Form::default();
    form.set_date("as_at", case.as_at);
    let household = &case.household;
    write_person(&mut form, "", &household.claimant);
    if let Some(partner) = &household.partner {
        write_person(&mut form, PARTNER, partner);
    }
    for (child, number) in household.children.iter().take(MOST_CHILDREN).zip(1..) {
        let field = |name: &str| child_field(number, name);
        form.set(&field("born"), birth_text(child.born));
        if let Some(sex) = child.sex {
            form.set(&field("sex"), code(SEX, &sex));
        }
        if let Some(disability) = child.disability {
            form.set(&field("disability"), code(CHILD_DISABILITY, &disability));
        }
    }
    write_home(&mut form, &household.home);
    if let Some(others) = household.non_dependants {
        form.set("family_at_home", others.count.to_string());
        form.set("family_paying", others.paying.to_string());
    }
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
    if household.claim.surplus_earnings > Pence::ZERO {
        set_money(&mut form, "surplus", Some(household.claim.surplus_earnings));
    }
    if let Some(from) = household.claim.cap_grace_from {
        form.set_date("cap_grace_from", from);
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

fn set_percent(form: &mut Form, field: &str, percent: Option<Percent>) {
    if let Some(percent) = percent {
        form.set(field, percent_text(percent));
    }
}

fn set_yes_no(form: &mut Form, field: &str, answer: Option<bool>) {
    if let Some(answer) = answer {
        form.set(field, code(YES_NO, &answer));
    }
}

fn write_person(form: &mut Form, prefix: &str, person: &Person) {
    let field = |name: &str| format!("{prefix}{name}");
    match person.born {
        Born::On(born) => form.set_date(&field("born"), born),
        Born::Years(age) => form.set(&field("age"), age.to_string()),
    }
    form.set(&field("care"), code(CARE, &person.care));
    form.set(&field("health"), code(HEALTH, &person.health));
    form.set(
        &field("immigration"),
        code(IMMIGRATION, &person.immigration),
    );
    set_yes_no(form, &field("carer"), person.is_carer);
    set_yes_no(form, &field("near_birth"), person.is_near_birth);
    set_yes_no(form, &field("parents"), person.has_parental_support);
    if let Some(exception) = person.shared_exception {
        form.set(
            &field("shared_exception"),
            code(SHARED_EXCEPTION, &exception),
        );
    }
    if let Some(pip) = person.pip {
        for (name, rate) in [
            ("pip_daily", pip.daily_living),
            ("pip_mobility", pip.mobility),
        ] {
            form.set(&field(name), rate.map_or("", |rate| code(PIP, &rate)));
        }
    }
    write_learning(form, prefix, person.learning);
    if let Some(money) = person.student_money {
        set_money(form, &field("loan"), Some(money.loan_a_year));
        set_money(form, &field("grant"), Some(money.grant_a_year));
        form.set_date(&field("study_from"), money.year_starts_on);
        form.set_date(&field("study_until"), money.year_ends_on);
    }
    if let Some(business) = person.self_employment {
        set_money(form, &field("profit"), Some(business.profit_a_month));
        set_yes_no(form, &field("gainful"), business.is_gainful);
        if let Some(since) = business.gainful_since {
            form.set_date(&field("gainful_since"), since);
        }
        if let Some(hours) = business.expected_hours {
            form.set(&field("expected_hours"), hours.to_string());
        }
    }
    let Some(job) = &person.job else {
        return;
    };
    form.set(&field("hours"), hours_text(job.minutes_a_week));
    set_pay(form, &field("pay"), job.pay);
    set_percent(form, &field("pension"), job.pension);
    if let Some(started) = job.apprenticeship.and_then(|found| found.started_on) {
        form.set_date(&field("apprentice_since"), started);
    }
    if job.costs.travel_a_week > Pence::ZERO {
        set_money(form, &field("travel"), Some(job.costs.travel_a_week));
    }
}

fn write_learning(form: &mut Form, prefix: &str, learning: Learning) {
    let field = |name: &str| format!("{prefix}{name}");
    form.set(
        &field("learning"),
        match learning {
            Learning::Unknown => "",
            Learning::None => "none",
            Learning::PartTime => "part_time",
            Learning::NonAdvanced { .. } => "up_to_a_level",
            Learning::AdvancedFullTime => "degree",
            Learning::RelevantTraining => "training",
        },
    );
    let Learning::NonAdvanced {
        hours_a_week,
        started_on,
        has_maintenance,
    } = learning
    else {
        return;
    };
    if let Some(hours) = hours_a_week {
        form.set(&field("course_hours"), hours.to_string());
    }
    if let Some(started) = started_on {
        form.set_date(&field("course_started"), started);
    }
    if has_maintenance {
        form.set(&field("course_loan"), "yes");
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
    set_percent(form, &field("pension"), job.pension);
    set_percent(form, &field("employer_pension"), job.employer_pension);
    match job.employers_home {
        EmployersHome::Unknown => {}
        EmployersHome::No => form.set(&field("home"), code(EMPLOYERS_HOME, &EmployersHome::No)),
        EmployersHome::Charged(charge) => {
            form.set(&field("home"), "yes");
            set_money(form, &field("home_charge"), Some(charge));
        }
    }
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
