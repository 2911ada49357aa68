//! What is asked and the whole answer: now beside up to four offers, each with its explanation, hours, days ahead and first weeks.

use better_off::{
    Advance, Amounts, Area, Beside, Bill, Born, BudgetCurve, Calendar, Change, Household, Job,
    MOST_OFFERS, NoCalendar, NoRates, Offer, Outcome, Pence, Plan, Question, Tenure, amounts,
    budget_curve, calculate, calendar, changes_ahead, day_to_compare, rates_for, with_offer,
};
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    actor::Actor,
    error::{Error, Problem, Result},
    permission::Action,
};

/// A question: a household as it is, what it could change to, and the day for which it is worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    pub as_at: Date,
    pub household: Household,
    pub offers: Vec<Alternative>,
    pub start: Start,
}

/// A job, another home, or both. What is `None` stays as it is now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternative {
    pub name: String,
    pub work: Work,
    pub childcare_a_month: Option<Pence>,
    pub rent_a_month: Option<Pence>,
    pub tenure: Option<Tenure>,
    pub area: Option<Area>,
}

/// The work of an offer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// As it is now: only the home changes.
    #[default]
    AsNow,
    NoJob,
    Job(Job),
}

/// What is known of the weeks around the first wage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {
    /// The day of the last benefit payment.
    pub from: Option<Date>,
    pub in_hand: Option<Pence>,
    pub rent_day: Option<i8>,
    pub bills: Vec<Bill>,
    pub advance: Option<Advance>,
    pub childcare_up_front: Option<Pence>,
}

/// The answer; `offers` in the order asked.
#[derive(Debug, Clone)]
pub struct Answer {
    pub now: Situation,
    pub offers: Vec<Situation>,
}

/// One way to live with what it leaves.
#[derive(Debug, Clone)]
pub struct Situation {
    pub name: String,
    /// The day for which it is worked out: an offer that begins later has the rates and ages of its first day.
    pub on: Date,
    pub household: Household,
    pub outcome: Outcome,
    /// What there would be on that day without it.
    pub without: Amounts,
    /// More, or less, after rent a month than without it.
    pub better_by: Pence,
    /// The same after council tax, deductions and the costs of working.
    pub better_by_after_costs: Pence,
    pub curve: BudgetCurve,
    pub changes: Vec<Change>,
    /// Money that never counts, with its days where the start of an apprenticeship lies ahead.
    pub beside: Vec<Beside>,
    /// `None`: nothing was said of when the job begins.
    pub calendar: Option<std::result::Result<Calendar, NoCalendar>>,
}

impl Answer {
    pub fn all(&self) -> impl Iterator<Item = &Situation> {
        std::iter::once(&self.now).chain(&self.offers)
    }

    /// What could not be known anywhere, each question once.
    pub fn ask(&self) -> Vec<Question> {
        let mut found: Vec<Question> = Vec::new();
        for situation in self.all() {
            let first_weeks = situation
                .calendar
                .iter()
                .flatten()
                .flat_map(|calendar| &calendar.ask);
            for question in situation.outcome.ask.iter().chain(first_weeks) {
                if !found.iter().any(|known| known.ask == question.ask) {
                    found.push(*question);
                }
            }
        }
        found
    }
}

/// How far ahead changes are looked for, at least; with a date of birth until the 25th birthday.
const YEARS_AHEAD: i32 = 2;

/// Works out a case. It concerns nobody who is recorded until it is kept.
pub fn work_out(actor: &Actor, case: &Case) -> Result<Answer> {
    actor.must(Action::WorkOutBetterOff, &actor.authority)?;
    must_be_possible(case)?;
    answer(case).map_err(|error| Error::Refused(error.to_string()))
}

/// The same for a young person about themselves. It is not kept, and nobody else sees it.
pub fn work_out_own(actor: &Actor, case: &Case) -> Result<Answer> {
    actor.own(Action::WorkOutOwnBetterOff)?;
    must_be_possible(case)?;
    answer(case).map_err(|error| Error::Refused(error.to_string()))
}

pub(super) fn answer(case: &Case) -> std::result::Result<Answer, NoRates> {
    let now = situation(case, None, String::new())?;
    let offers = case
        .offers
        .iter()
        .take(MOST_OFFERS)
        .map(|offer| situation(case, Some(offer), offer.name.clone()))
        .collect::<std::result::Result<Vec<_>, NoRates>>()?;
    Ok(Answer { now, offers })
}

fn situation(
    case: &Case,
    offer: Option<&Alternative>,
    name: String,
) -> std::result::Result<Situation, NoRates> {
    let as_it_begins = offer.map_or_else(
        || case.household.clone(),
        |offer| taken(&case.household, offer),
    );
    let on = day_of(case, offer);
    let household = on_the_day(&as_it_begins, on);
    let outcome = calculate(&household, on)?;
    let rates = rates_for(&household, on)?;
    let as_now = on_the_day(&case.household, on);
    let without = amounts(&as_now, &rates_for(&as_now, on)?);
    Ok(Situation {
        on,
        name,
        curve: budget_curve(&household, &rates),
        changes: changes_ahead(&as_it_begins, on, last_day_ahead(case).max(on)),
        beside: beside(&as_it_begins, &outcome, on),
        calendar: offer.and_then(|offer| first_weeks(case, offer)),
        better_by: outcome.amounts.after_rent - without.after_rent,
        better_by_after_costs: outcome.amounts.left_over - without.left_over,
        household,
        outcome,
        without,
    })
}

/// The longest name of an offer or a bill.
const LONGEST_NAME: usize = 60;
/// More children and bills than anybody has: a program may send what no form can.
const MOST_OF_A_KIND: usize = 20;

/// Refuses what nobody can live in and no form sends. What is only unlikely is a finding in the answer.
pub(super) fn must_be_possible(case: &Case) -> Result<()> {
    let mut problems = Vec::new();
    let mut refuse = |field: &'static str, is_wrong: bool, message: &str| {
        if is_wrong {
            problems.push(Problem::new(field, message));
        }
    };
    let household = &case.household;
    let is_to_come = |born: Born| matches!(born, Born::On(day) if day > case.as_at);
    refuse(
        "born",
        household.adults().any(|adult| is_to_come(adult.born))
            || household
                .children
                .iter()
                .any(|child| is_to_come(child.born)),
        "A date of birth must be on or before the day for which it is worked out.",
    );
    refuse(
        "children",
        household.children.len() > MOST_OF_A_KIND
            || household.other_income.len() > MOST_OF_A_KIND
            || household.deductions.len() > MOST_OF_A_KIND
            || case.start.bills.len() > MOST_OF_A_KIND,
        "These are more than can be worked out.",
    );
    refuse(
        "offers",
        case.offers.len() > MOST_OFFERS,
        "Up to four offers can be compared.",
    );
    let offers = case.offers.iter().map(|offer| &offer.name);
    let bills = case.start.bills.iter().map(|bill| &bill.name);
    refuse(
        "name",
        offers
            .chain(bills)
            .any(|name| name.chars().count() > LONGEST_NAME),
        "A name has up to 60 characters.",
    );
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

/// The day for which an offer is worked out when its case is asked for another day than its own, or for now.
pub(super) fn day_of(case: &Case, offer: Option<&Alternative>) -> Date {
    match offer.map(|offer| &offer.work) {
        Some(Work::Job(job)) => day_to_compare(&case.household, Some(job), case.as_at),
        _ => case.as_at,
    }
}

/// The household if it took what is offered.
pub(super) fn taken(household: &Household, offer: &Alternative) -> Household {
    let mut with = with_offer(
        household,
        &Offer {
            name: offer.name.clone(),
            job: match &offer.work {
                Work::AsNow => household.claimant.job.clone(),
                Work::NoJob => None,
                Work::Job(job) => Some(job.clone()),
            },
            childcare_a_month: offer.childcare_a_month,
        },
    );
    if let Some(rent) = offer.rent_a_month {
        with.home.rent_a_month = rent;
    }
    if let Some(tenure) = offer.tenure {
        with.home.tenure = tenure;
        // The number of bedrooms was that of the home now.
        with.home.bedrooms = None;
    }
    if offer.area.is_some() {
        with.home.area = offer.area;
    }
    with
}

/// An apprenticeship that begins later is compared as if it began on the day: in its first year, without a date ahead.
pub(super) fn on_the_day(household: &Household, day: Date) -> Household {
    let mut household = household.clone();
    if let Some(apprenticeship) = household
        .claimant
        .job
        .as_mut()
        .and_then(|job| job.apprenticeship.as_mut())
        && apprenticeship
            .started_on
            .is_some_and(|started| started > day)
    {
        apprenticeship.started_on = None;
        apprenticeship.is_first_year = Some(true);
    }
    household
}

fn beside(as_it_begins: &Household, outcome: &Outcome, as_at: Date) -> Vec<Beside> {
    let starts = as_it_begins
        .claimant
        .job
        .as_ref()
        .and_then(|job| job.apprenticeship?.started_on)
        .filter(|started| *started > as_at);
    starts
        .and_then(|day| calculate(as_it_begins, day).ok())
        .map_or_else(|| outcome.beside.clone(), |then| then.beside)
}

fn last_day_ahead(case: &Case) -> Date {
    let soonest = case
        .as_at
        .checked_add(YEARS_AHEAD.years())
        .unwrap_or(case.as_at);
    case.household
        .claimant
        .born
        .reaches(25)
        .map_or(soonest, |birthday| birthday.max(soonest))
}

/// The calendar of an offer, if anything was said of when its job begins or pays.
fn first_weeks(
    case: &Case,
    offer: &Alternative,
) -> Option<std::result::Result<Calendar, NoCalendar>> {
    let Work::Job(job) = offer.work.clone() else {
        return None;
    };
    let pay_dates = job.pay_dates?;
    let mut home = taken(&case.household, offer);
    home.claimant.job.clone_from(&case.household.claimant.job);
    let start = &case.start;
    let plan = Plan {
        from: start.from.unwrap_or(pay_dates.starts_on),
        in_hand: start.in_hand.unwrap_or_default(),
        job,
        rent_day: start.rent_day.unwrap_or(1),
        bills: start.bills.clone(),
        advance: start.advance,
        childcare_up_front: start.childcare_up_front.unwrap_or_default(),
        claims_on: None,
    };
    Some(calendar(&home, &plan))
}

#[cfg(test)]
mod tests {
    use super::*;
    use better_off::{Apprenticeship, Born, CareStatus, Pay, PayDates, PayEvery};
    use jiff::civil::date;

    fn case() -> Case {
        let mut household = Household::of(Born::On(date(2006, 5, 4)));
        household.claimant.care = CareStatus::FormerRelevant;
        household.home.tenure = Tenure::Supported;
        household.home.rent_a_month = Pence::pounds(1000);
        Case {
            as_at: date(2026, 4, 30),
            household,
            offers: Vec::new(),
            start: Start::default(),
        }
    }

    /// The materials' table for supported housing before 5 October 2026: 338.58 without work, 613.63 at 13 hours, 457.54 at 14.
    #[test]
    fn offers_stand_beside_now() {
        let mut case = case();
        for (hours, expected) in [(13, 61_363 - 33_858), (14, 45_754 - 33_858)] {
            case.offers = vec![Alternative {
                work: Work::Job(Job::hourly(Pence(1085), hours * 60)),
                ..Alternative::default()
            }];
            let answer = answer(&case).unwrap();
            assert_eq!(answer.now.outcome.amounts.after_rent, Pence(33_858));
            assert_eq!(answer.offers[0].better_by, Pence(expected), "{hours}");
        }
        let answer = answer(&case).unwrap();
        let falls: Vec<_> = answer.offers[0]
            .curve
            .cliffs
            .iter()
            .map(|cliff| (cliff.from_hours, cliff.to_hours))
            .collect();
        assert_eq!(falls, [(13, 14)]);
    }

    #[test]
    fn another_room_changes_the_rent_and_nothing_else() {
        let mut case = case();
        case.household.claimant.job = Some(Job::hourly(Pence(1085), 600));
        case.offers = vec![Alternative {
            rent_a_month: Some(Pence::pounds(450)),
            tenure: Some(Tenure::Private),
            area: Area::named("central lancs"),
            ..Alternative::default()
        }];
        let answer = answer(&case).unwrap();
        let (now, then) = (
            &answer.now.outcome.amounts,
            &answer.offers[0].outcome.amounts,
        );
        assert_eq!(then.net_earnings, now.net_earnings);
        assert_eq!(then.rent, Pence::pounds(450));
        assert_eq!(then.housing_benefit, None);
        assert!(then.housing_element > Pence::ZERO);
    }

    #[test]
    fn an_apprenticeship_that_begins_later_is_no_mistake() {
        let mut job = Job::of(Pay::Hourly(Pence(800)), 1800);
        job.apprenticeship = Some(Apprenticeship {
            started_on: Some(date(2026, 9, 7)),
            is_first_year: None,
        });
        let mut case = case();
        case.offers = vec![Alternative {
            work: Work::Job(job),
            ..Alternative::default()
        }];
        let answer = answer(&case).unwrap();
        let offer = &answer.offers[0];
        assert!(offer.outcome.findings.is_empty(), "{:?}", offer.outcome);
        let due: Vec<Date> = offer
            .beside
            .iter()
            .flat_map(|sum| sum.due.iter().map(|(day, _)| *day))
            .collect();
        assert_eq!(due, [date(2026, 11, 6), date(2027, 1, 5), date(2027, 7, 4)]);
    }

    #[test]
    fn the_first_weeks_need_pay_dates() {
        let mut case = case();
        case.household.claim.assessment_day = Some(12);
        let mut job = Job::hourly(Pence(1085), 960);
        let offered = |job: &Job| Alternative {
            work: Work::Job(job.clone()),
            ..Alternative::default()
        };
        case.offers = vec![offered(&job)];
        assert!(answer(&case).unwrap().offers[0].calendar.is_none());
        job.pay_dates = Some(PayDates {
            every: PayEvery::Month,
            starts_on: date(2026, 5, 11),
            first_paid_on: date(2026, 5, 29),
            weeks_in_hand: Some(0),
        });
        case.offers = vec![offered(&job)];
        let found = answer(&case).unwrap().offers[0].calendar.clone();
        assert!(found.unwrap().unwrap().lowest.is_some());
    }

    #[test]
    fn a_case_is_the_same_after_being_kept() {
        let mut case = case();
        case.offers = vec![
            Alternative {
                work: Work::NoJob,
                ..Alternative::default()
            },
            Alternative::default(),
            Alternative {
                work: Work::Job(Job::hourly(Pence(1085), 960)),
                ..Alternative::default()
            },
        ];
        let text = serde_json::to_string(&case).unwrap();
        assert_eq!(serde_json::from_str::<Case>(&text).unwrap(), case);
    }
}
