//! Starting work, day by day: from now to the second wage and the Universal Credit that follows it, with the lowest point.

mod days;

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    ask::{Ask, Question},
    assessment_period::{AssessmentPeriod, period_of},
    calculation::{amounts, amounts_with_wages, rates_for},
    deductions, earnings,
    household::{Deduction, Household},
    money::Pence,
    parameters::NoRates,
    pay_dates::{PayDates, PayEvery, Wage},
    surplus_earnings::surplus_earnings,
    wording,
    work::Job,
};

use days::Days;

/// What is asked: the household as it is now, and what begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The first day of the calendar: usually the day of the last benefit payment.
    pub from: Date,
    /// Money in hand on the evening before.
    pub in_hand: Pence,
    /// The job that begins; its pay dates must be known.
    pub job: Job,
    /// The day of the month on which rent is paid.
    pub rent_day: i8,
    pub bills: Vec<Bill>,
    pub advance: Option<Advance>,
    /// Registered childcare that must be paid before the first wage.
    pub childcare_up_front: Pence,
    /// A new claim begins on this day. `None`: the claim is running already, with the household's assessment day.
    pub claims_on: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bill {
    pub name: String,
    pub day_of_month: i8,
    pub amount: Pence,
}

/// A loan of the first award, paid back from the awards that follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advance {
    pub paid_on: Date,
    pub amount: Pence,
    /// Over how many months. `None`: the most that is allowed.
    pub months: Option<u8>,
}

/// Why no calendar can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoCalendar {
    #[error(
        "The calendar needs to know when the job pays: how often, the first day of work and the first pay day."
    )]
    NoPayDates,
    #[error(
        "The calendar needs to know on which day of the month the Universal Credit assessment period begins. It is in the online account."
    )]
    NoAssessmentDay,
    #[error(
        "The first day of work is more than a year away from the calendar's first day. Choose a nearer day."
    )]
    TooFar,
    #[error(transparent)]
    NoRates(#[from] NoRates),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Calendar {
    pub events: Vec<Event>,
    pub periods: Vec<Period>,
    /// The lowest point: after this event.
    pub lowest: Option<Event>,
    pub ask: Vec<Question>,
    pub sentences: Vec<String>,
}

/// Money in or out on a day, and what is in hand after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
    pub on: Date,
    pub kind: EventKind,
    pub title: String,
    pub amount: Pence,
    pub in_hand: Pence,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    Rent,
    Bill,
    Childcare,
    CostsOfWorking,
    Advance,
    FamilyBenefits,
    UniversalCredit,
    Wage,
}

/// One assessment period: the wages that fall into it and the award that they leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Period {
    pub period: AssessmentPeriod,
    pub wages: usize,
    pub received: Pence,
    pub award: Pence,
    pub deductions: Pence,
    pub paid: Pence,
    /// What counts again in the next period, because the pay of this one was so high (UC Regs reg 54A). `None`: the limit is not known.
    pub carried_over: Option<Pence>,
}

/// The longest calendar: nobody plans a start of work further ahead.
const MOST_DAYS_AHEAD: i64 = 400;

/// The calendar of a start in work.
pub fn calendar(household: &Household, plan: &Plan) -> Result<Calendar, NoCalendar> {
    let pay_dates = plan.job.pay_dates.ok_or(NoCalendar::NoPayDates)?;
    let assessment_day = plan
        .claims_on
        .map(Date::day)
        .or(household.claim.assessment_day)
        .ok_or(NoCalendar::NoAssessmentDay)?;
    let mut now = household.clone();
    now.claim.assessment_day = Some(assessment_day);
    let mut at_work = now.clone();
    at_work.claimant.job = Some(plan.job.clone());

    let second = pay_dates.days().nth(1).unwrap_or(pay_dates.first_paid_on);
    let last_period = period_of(second, assessment_day).ok_or(NoCalendar::NoAssessmentDay)?;
    let until = last_period.paid_on;
    let latest = plan
        .from
        .checked_add(MOST_DAYS_AHEAD.days())
        .unwrap_or(plan.from);
    if until > latest || until < plan.from {
        return Err(NoCalendar::TooFar);
    }
    let wages = wages(household, plan, pay_dates, until)?;
    let periods = periods(&now, &at_work, plan, pay_dates, &wages, last_period)?;

    let mut days = Days::new(plan.from, until);
    days.wages(&wages);
    days.awards(&now, &periods, plan)?;
    days.rent_and_bills(&at_work, plan)?;
    days.costs(plan, pay_dates);
    if let Some(advance) = plan.advance {
        days.add(
            advance.paid_on,
            EventKind::Advance,
            wording::event(EventKind::Advance),
            advance.amount,
        );
    }
    let events = days.in_order(plan.in_hand);
    let lowest = events.iter().min_by_key(|event| event.in_hand).cloned();
    let sentences = wording::calendar(&periods, lowest.as_ref(), pay_dates.every);
    Ok(Calendar {
        ask: questions(pay_dates, &periods),
        events,
        periods,
        lowest,
        sentences,
    })
}

fn questions(pay_dates: PayDates, periods: &[Period]) -> Vec<Question> {
    let mut ask = Vec::new();
    if pay_dates.weeks_in_hand.is_none() {
        ask.push(Ask::WeeksInHand.question());
    }
    let two = periods.iter().any(|period| period.wages > 1);
    if two && pay_dates.every == PayEvery::Month {
        ask.push(Ask::TwoPaysInOnePeriod.question());
    }
    if periods.iter().any(|period| period.carried_over.is_none()) {
        ask.push(Ask::SurplusEarnings.question());
    }
    ask
}

/// An advance is paid back from the awards that are paid after it.
fn repay(now: &Household, advance: Advance, period: &mut Period) -> Result<(), NoCalendar> {
    let rates = rates_for(now, period.period.from)?;
    let most = u8::try_from(rates.advance_months).unwrap_or(u8::MAX);
    let deduction = Deduction::Advance {
        left: advance.amount,
        months: advance.months.unwrap_or(most).min(most),
    };
    let allowance = amounts(now, &rates).standard_allowance;
    let limit = allowance
        .percent(rates.deductions_percent)
        .min(period.award);
    period.deductions = (period.deductions + deductions::a_month(deduction)).min(limit);
    period.paid = period.award - period.deductions;
    Ok(())
}

fn wages(
    household: &Household,
    plan: &Plan,
    pay_dates: PayDates,
    until: Date,
) -> Result<Vec<Wage>, NoCalendar> {
    let day = pay_dates.first_paid_on.max(plan.from);
    let rates = rates_for(household, day)?;
    let age = household.claimant.born.age_on(day);
    let a_year = earnings::gross_a_year(&plan.job, age, &rates);
    let wages = pay_dates.wages_until(until, a_year, household.home.nation, &rates);
    Ok(wages
        .into_iter()
        .filter(|wage| wage.paid_on >= plan.from)
        .collect())
}

/// Each assessment period that is paid within the calendar, with the award for the wages received in it.
fn periods(
    now: &Household,
    at_work: &Household,
    plan: &Plan,
    pay_dates: PayDates,
    wages: &[Wage],
    last: AssessmentPeriod,
) -> Result<Vec<Period>, NoCalendar> {
    let assessment_day = now.claim.assessment_day.unwrap_or(1);
    let first_day = plan
        .claims_on
        .unwrap_or_else(|| plan.from.checked_sub(38.days()).unwrap_or(plan.from));
    let mut period = period_of(first_day, assessment_day).ok_or(NoCalendar::NoAssessmentDay)?;
    let mut found = Vec::new();
    let (mut now, mut at_work) = (now.clone(), at_work.clone());
    while period.from <= last.from {
        if period.paid_on >= plan.from {
            let mut known = award_of(&now, &at_work, period, pay_dates, wages)?;
            let carried_over = known.carried_over.unwrap_or_default();
            now.claim.surplus_earnings = carried_over;
            at_work.claim.surplus_earnings = carried_over;
            let advance = plan.advance;
            if let Some(advance) = advance.filter(|advance| advance.paid_on < period.paid_on) {
                repay(&now, advance, &mut known)?;
            }
            found.push(known);
        }
        let next = period.to.tomorrow().unwrap_or(period.to);
        match period_of(next, assessment_day) {
            Some(following) if following.from > period.from => period = following,
            _ => break,
        }
    }
    Ok(found)
}

fn award_of(
    now: &Household,
    at_work: &Household,
    period: AssessmentPeriod,
    pay_dates: PayDates,
    wages: &[Wage],
) -> Result<Period, NoCalendar> {
    let rates = rates_for(now, period.from)?;
    let within: Vec<&Wage> = wages
        .iter()
        .filter(|wage| (period.from..=period.to).contains(&wage.paid_on))
        .collect();
    let partners = partners_net(now, &rates);
    let amounts = if period.to < pay_dates.starts_on {
        amounts(now, &rates)
    } else {
        let received: Pence = within.iter().map(|wage| wage.net).sum();
        amounts_with_wages(at_work, &rates, received + partners)
    };
    let earned = amounts.net_earnings + now.claim.surplus_earnings;
    let is_ended = amounts.eligible && amounts.award == Pence::ZERO;
    Ok(Period {
        period,
        carried_over: if is_ended {
            surplus_earnings(earned, &amounts, &rates)
        } else {
            Some(Pence::ZERO)
        },
        wages: within.len(),
        received: amounts.net_earnings,
        award: amounts.award,
        deductions: amounts.deductions,
        paid: amounts.award - amounts.deductions,
    })
}

/// The partner's usual net pay: only the claimant's job changes here.
fn partners_net(now: &Household, rates: &crate::Rates) -> Pence {
    if now.partner.is_none() {
        return Pence::ZERO;
    }
    let mut alone = now.clone();
    alone.claimant.job = None;
    amounts(&alone, rates).net_earnings
}
