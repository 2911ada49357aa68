//! One offer as it is typed: a job, an apprenticeship, another room, or no job.

use better_off::{
    Apprenticeship, CostsOfWorking, EmployersHome, Job, PayDates, PayEvery, Pence, Percent,
};
use casework::better_off::{Alternative, Work};
use jiff::civil::Date;

use super::{offer_field, pay_of, read_area, rent_a_month};
use crate::web::{
    better_off::{
        tables::{EMPLOYERS_HOME, PAY_EVERY, TENURE, chosen},
        typed::{minutes, money, number, percent},
    },
    form::Form,
};

/// `None` where nothing was typed, or where what was begun must be finished: then there is an error too.
pub fn read_offer(form: &mut Form, number_of_offer: usize) -> Option<Alternative> {
    let field = |name: &str| offer_field(number_of_offer, name);
    let hours = minutes(form, &field("hours"), "The hours");
    let rent = rent_a_month(form, &field("rent"), &field("rent_every"));
    let tenure = chosen(form, &field("tenure"), TENURE);
    let area = read_area(form, &field("area"));
    let childcare = money(form, &field("childcare"), "The cost of childcare");
    let name = form.value(&field("name")).to_owned();
    let kind = form.value(&field("kind")).to_owned();
    let job = JobTyped::read(form, number_of_offer);
    if hours.is_none() && rent.is_none() && tenure.is_none() && kind != "no_job" {
        if job.pay.is_some() || !name.is_empty() {
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
        (kind, Some(hours)) => Work::Job(job.with_hours(hours, kind == "apprenticeship")),
    };
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

/// Everything about the work but its hours.
struct JobTyped {
    pay: Option<Pence>,
    pension: Option<Percent>,
    employer_pension: Option<Percent>,
    employers_home: EmployersHome,
    costs: CostsOfWorking,
    starts_on: Option<Date>,
    first_paid_on: Option<Date>,
    every: PayEvery,
    weeks_in_hand: Option<u8>,
}

impl JobTyped {
    fn read(form: &mut Form, number_of_offer: usize) -> Self {
        let field = |name: &str| offer_field(number_of_offer, name);
        let typed = Self {
            pay: money(form, &field("pay"), "The pay"),
            pension: percent(form, &field("pension"), "The pension"),
            employer_pension: percent(
                form,
                &field("employer_pension"),
                "What the employer pays into the pension",
            ),
            employers_home: read_employers_home(form, number_of_offer),
            costs: CostsOfWorking {
                travel_a_week: money(form, &field("travel"), "The cost of travel")
                    .unwrap_or_default(),
                meals_a_week: money(form, &field("meals"), "The cost of meals").unwrap_or_default(),
                once: money(form, &field("once"), "What must be bought first").unwrap_or_default(),
            },
            starts_on: form.optional_date(&field("starts"), "The first day of work"),
            first_paid_on: form.optional_date(&field("first_paid"), "The first pay day"),
            every: chosen(form, &field("every"), PAY_EVERY).unwrap_or(PayEvery::Month),
            weeks_in_hand: number(form, &field("in_hand"), "The weeks in hand", 0, 8),
        };
        if let (Some(starts), Some(paid)) = (typed.starts_on, typed.first_paid_on)
            && paid < starts
        {
            form.add_error(
                field("first_paid"),
                "The first pay day must be after the first day of work",
            );
        }
        typed
    }

    fn with_hours(self, minutes_a_week: u32, is_apprenticeship: bool) -> Job {
        let mut job = Job::of(pay_of(self.pay), minutes_a_week);
        job.apprenticeship = is_apprenticeship.then_some(Apprenticeship {
            started_on: self.starts_on,
            is_first_year: self.starts_on.is_none().then_some(true),
        });
        job.pension = self.pension;
        job.employer_pension = self.employer_pension;
        job.employers_home = self.employers_home;
        job.costs = self.costs;
        job.pay_dates = self
            .starts_on
            .zip(self.first_paid_on)
            .map(|(starts_on, first_paid_on)| PayDates {
                every: self.every,
                starts_on,
                first_paid_on,
                weeks_in_hand: self.weeks_in_hand,
            });
        job
    }
}

/// A charge says that there is a home, whatever else was chosen.
fn read_employers_home(form: &mut Form, number_of_offer: usize) -> EmployersHome {
    let field = |name: &str| offer_field(number_of_offer, name);
    let charge = money(form, &field("home_charge"), "The charge for the home");
    match (charge, chosen(form, &field("home"), EMPLOYERS_HOME)) {
        (Some(charge), _) => EmployersHome::Charged(charge),
        (None, Some(said)) => said,
        (None, None) => EmployersHome::Unknown,
    }
}
