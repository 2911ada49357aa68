//! What a vacancy would leave somebody, for the line beside it: the household of their last run as it is today.

use better_off::{Apprenticeship, Born, EmployersHome, Job, Pence, TakeHome, rates_for};
use uuid::Uuid;

use super::{case::Case, run};
use crate::{
    actor::Actor,
    error::Result,
    office::Office,
    permission::Action,
    person::{self, View},
};

/// As much of a vacancy as pay needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vacancy {
    pub minutes_a_week: u32,
    pub pay_an_hour: Pence,
    pub is_apprenticeship: bool,
}

/// The take-home of each vacancy for a person, in order. `None` when nothing was worked out for them yet: their rent is not known, and
/// without it any figure would be wrong.
pub async fn take_home(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    vacancies: &[Vacancy],
) -> Result<Option<Vec<TakeHome>>> {
    actor.must(Action::WorkOutBetterOff, &actor.authority)?;
    let view = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    let version = person::find_own(actor, office, person, view).await?;
    let last = store::better_off::of_person(&office.db, person, 1).await?;
    office
        .note(actor, "better_off.take_home", Some(person), "")
        .await?;
    let Some(mut case) = last.first().and_then(|last| run::case_of(last).ok()) else {
        return Ok(None);
    };
    case.as_at = actor.moment.today;
    case.household.claimant.born = Born::On(version.details.date_of_birth);
    Ok(of_each(&case, vacancies))
}

/// `None` when no rates are known for the day.
fn of_each(case: &Case, vacancies: &[Vacancy]) -> Option<Vec<TakeHome>> {
    let rates = rates_for(&case.household, case.as_at).ok()?;
    let of = |vacancy: &Vacancy| {
        let mut job = Job::hourly(vacancy.pay_an_hour, vacancy.minutes_a_week);
        // A home that came with the work would be said with the vacancy.
        job.employers_home = EmployersHome::No;
        job.apprenticeship = vacancy.is_apprenticeship.then_some(Apprenticeship {
            started_on: None,
            is_first_year: Some(true),
        });
        better_off::take_home(&case.household, &job, &rates)
    };
    Some(vacancies.iter().map(of).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::better_off::Start;
    use better_off::{Area, CareStatus, Household, Tenure, WageCheck};
    use jiff::civil::date;

    /// The materials' example: Conwy, 18, private rent of 450, 16 hours: 1,072.10 with the award, 622.10 after rent; 283.58 without work.
    #[test]
    fn a_vacancy_says_what_it_leaves() {
        let mut household = Household::of(Born::Years(18));
        household.claimant.care = CareStatus::FormerRelevant;
        household.home.tenure = Tenure::Private;
        household.home.rent_a_month = Pence::pounds(450);
        household.home.area = Area::named("North Clwyd");
        let mut case = Case {
            as_at: date(2026, 4, 30),
            household,
            offers: Vec::new(),
            start: Start::default(),
        };
        let vacancy = |pay, is_apprenticeship| Vacancy {
            minutes_a_week: 960,
            pay_an_hour: Pence(pay),
            is_apprenticeship,
        };
        let vacancies = [
            vacancy(1085, false),
            vacancy(800, false),
            vacancy(800, true),
        ];
        let found = of_each(&case, &vacancies).unwrap();
        assert_eq!(found[0].after_rent, Pence(107_210 - 45_000));
        assert_eq!(found[0].better_by, Pence(107_210 - 73_358));
        let below = |at: usize| matches!(found[at].wage, WageCheck::Below { .. });
        assert!(!below(0) && below(1));
        assert!(
            matches!(found[2].wage, WageCheck::Legal { .. }),
            "first year"
        );
        case.as_at = date(2040, 1, 1);
        assert_eq!(of_each(&case, &vacancies), None);
    }
}
