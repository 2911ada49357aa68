//! The people of a household as they are typed: the young person, a partner, and each child.

use better_off::{
    Apprenticeship, Born, CareStatus, Child, Health, Immigration, Job, Learning, Person, Pip,
    SelfEmployment, StudentMoney,
};
use jiff::civil::Date;

use super::{MOST_CHILDREN, PARTNER, child_field, pay_of};
use crate::web::{
    better_off::{
        tables::{
            CARE, CHILD_DISABILITY, HEALTH, IMMIGRATION, PIP, SEX, SHARED_EXCEPTION, YES_NO, chosen,
        },
        typed::{birth, minutes, money, number, percent},
    },
    form::Form,
};

/// The date of birth, or else the age, of whoever's fields begin with `prefix`.
pub fn read_born(form: &mut Form, prefix: &str, whose: &str, as_at: Date) -> Option<Born> {
    let field = format!("{prefix}born");
    let born = form.optional_date(&field, &format!("{whose} date of birth"));
    match born {
        Some(born) if born > as_at => {
            form.add_error(field, format!("{whose} date of birth must be in the past"));
            None
        }
        Some(born) => Some(Born::On(born)),
        None => number(
            form,
            &format!("{prefix}age"),
            &format!("{whose} age"),
            14,
            99,
        )
        .map(Born::Years),
    }
}

/// What the rules ask about a grown-up; `whose` begins the errors: "The", "The partner's".
pub fn read_person(form: &mut Form, prefix: &str, whose: &str, person: &mut Person) {
    let field = |name: &str| format!("{prefix}{name}");
    person.care = chosen(form, &field("care"), CARE).unwrap_or(CareStatus::Unknown);
    person.health = chosen(form, &field("health"), HEALTH).unwrap_or(Health::Unknown);
    person.immigration =
        chosen(form, &field("immigration"), IMMIGRATION).unwrap_or(Immigration::Unknown);
    person.is_carer = chosen(form, &field("carer"), YES_NO);
    person.is_near_birth = chosen(form, &field("near_birth"), YES_NO);
    person.has_parental_support = chosen(form, &field("parents"), YES_NO);
    person.shared_exception = chosen(form, &field("shared_exception"), SHARED_EXCEPTION);
    let pip = Pip {
        daily_living: chosen(form, &field("pip_daily"), PIP),
        mobility: chosen(form, &field("pip_mobility"), PIP),
    };
    person.pip = (pip != Pip::default()).then_some(pip);
    person.learning = read_learning(form, prefix, whose);
    person.student_money = read_student_money(form, prefix, whose);
    person.self_employment = read_self_employment(form, prefix, whose);
    person.job = read_job(form, prefix, whose);
}

/// The work that somebody has now.
fn read_job(form: &mut Form, prefix: &str, whose: &str) -> Option<Job> {
    let field = |name: &str| format!("{prefix}{name}");
    let hours = minutes(form, &field("hours"), &format!("{whose} hours now"));
    let pay = money(form, &field("pay"), &format!("{whose} pay now"));
    let pension = percent(form, &field("pension"), &format!("{whose} pension"));
    let started = form.optional_date(
        &field("apprentice_since"),
        &format!("{whose} start of the apprenticeship"),
    );
    let travel = money(form, &field("travel"), &format!("{whose} cost of travel"));
    let mut job = Job::of(pay_of(pay), hours.filter(|minutes| *minutes > 0)?);
    job.pension = pension;
    job.apprenticeship = started.map(|started| Apprenticeship {
        started_on: Some(started),
        is_first_year: None,
    });
    job.costs.travel_a_week = travel.unwrap_or_default();
    Some(job)
}

fn read_learning(form: &mut Form, prefix: &str, whose: &str) -> Learning {
    let field = |name: &str| format!("{prefix}{name}");
    let hours_a_week = number(
        form,
        &field("course_hours"),
        &format!("{whose} hours of the course"),
        0,
        60,
    );
    let started_on = form.optional_date(
        &field("course_started"),
        &format!("{whose} start of the course"),
    );
    match form.value(&field("learning")) {
        "none" => Learning::None,
        "part_time" => Learning::PartTime,
        "up_to_a_level" => Learning::NonAdvanced {
            hours_a_week,
            started_on,
            has_maintenance: form.is_chosen(&field("course_loan"), "yes"),
        },
        "degree" => Learning::AdvancedFullTime,
        "training" => Learning::RelevantTraining,
        _ => Learning::Unknown,
    }
}

/// Nothing where neither a loan nor a grant is typed; the year must be there for either.
fn read_student_money(form: &mut Form, prefix: &str, whose: &str) -> Option<StudentMoney> {
    let field = |name: &str| format!("{prefix}{name}");
    let loan = money(form, &field("loan"), &format!("{whose} student loan"));
    let grant = money(form, &field("grant"), &format!("{whose} grant"));
    let from = form.optional_date(
        &field("study_from"),
        &format!("{whose} first day of the year of the course"),
    );
    let until = form.optional_date(
        &field("study_until"),
        &format!("{whose} last day of the year of the course"),
    );
    if loan.is_none() && grant.is_none() {
        return None;
    }
    if from.is_none() && form.error(&field("study_from")).is_empty() {
        form.add_error(
            field("study_from"),
            "Enter the first day of this year of the course",
        );
    }
    if until.is_none() && form.error(&field("study_until")).is_empty() {
        form.add_error(
            field("study_until"),
            "Enter the last day of this year of the course",
        );
    }
    Some(StudentMoney {
        loan_a_year: loan.unwrap_or_default(),
        grant_a_year: grant.unwrap_or_default(),
        year_starts_on: from?,
        year_ends_on: until?,
    })
}

/// Nothing where no profit is typed.
fn read_self_employment(form: &mut Form, prefix: &str, whose: &str) -> Option<SelfEmployment> {
    let field = |name: &str| format!("{prefix}{name}");
    let profit = money(form, &field("profit"), &format!("{whose} profit"));
    let gainful_since = form.optional_date(
        &field("gainful_since"),
        &format!("{whose} day on which the business was accepted"),
    );
    let expected_hours = number(
        form,
        &field("expected_hours"),
        &format!("{whose} hours agreed"),
        0,
        60,
    );
    Some(SelfEmployment {
        profit_a_month: profit?,
        is_gainful: chosen(form, &field("gainful"), YES_NO),
        gainful_since,
        expected_hours,
    })
}

/// Nobody where neither an age nor a date of birth is typed.
pub fn read_partner(form: &mut Form, as_at: Date) -> Option<Person> {
    let whose = "The partner's";
    let born = read_born(form, PARTNER, whose, as_at);
    let mut partner = Person::of(born.unwrap_or(Born::Years(0)));
    read_person(form, PARTNER, whose, &mut partner);
    let is_said = partner.care != CareStatus::Unknown || partner.job.is_some();
    if born.is_none() && is_said && form.error("partner_born").is_empty() {
        form.add_error(
            "partner_born",
            "Enter the partner's date of birth or age, or clear what is said of a partner",
        );
    }
    born.map(|_| partner)
}

pub fn read_children(form: &mut Form, as_at: Date) -> Vec<Child> {
    (1..=MOST_CHILDREN)
        .filter_map(|number| {
            let field = |name: &str| child_field(number, name);
            let sex = chosen(form, &field("sex"), SEX);
            let disability = chosen(form, &field("disability"), CHILD_DISABILITY);
            let born = birth(form, &field("born"), as_at);
            if born.is_none()
                && (sex.is_some() || disability.is_some())
                && form.error(&field("born")).is_empty()
            {
                form.add_error(
                    field("born"),
                    "Enter the age or date of birth of this child, or clear the row",
                );
            }
            Some(Child {
                born: born?,
                sex,
                disability,
            })
        })
        .collect()
}
