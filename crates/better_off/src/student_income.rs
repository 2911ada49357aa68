//! Student money that counts: a year's loan or grant, spread over the assessment periods of the course year.

use jiff::{ToSpan, civil::Date};

use crate::{
    ask::Ask,
    assessment_period::start_of,
    household::StudentMoney,
    law,
    money::Pence,
    situation::Situation,
    trace::{Item, Notes, line},
    wording,
};

/// The student income of those who claim, a month (UC Regs 2013 regs 68 to 71).
pub(crate) fn student_income(situation: &Situation, notes: &mut Notes) -> Pence {
    situation
        .claimants()
        .filter_map(|(person, _)| person.student_money)
        .map(|money| one(situation, money, notes))
        .sum()
}

fn one(situation: &Situation, money: StudentMoney, notes: &mut Notes) -> Pence {
    let rates = situation.rates;
    let Some(periods) = periods(situation, money) else {
        notes.ask(Ask::StudentYear);
        return Pence::ZERO;
    };
    // Reg 68(3): with a loan, grants are left out.
    let loan = money.loan_a_year.or_zero();
    let a_year = if loan > Pence::ZERO {
        loan
    } else {
        money.grant_a_year.or_zero()
    };
    let counts_now = periods.first <= rates.award && rates.award < periods.end;
    let amount = if counts_now {
        (a_year.share(1, periods.count) - rates.student_not_counted).or_zero()
    } else {
        Pence::ZERO
    };
    let count = if counts_now { periods.count } else { 0 };
    notes.line(|| {
        line(
            Item::StudentIncome,
            amount,
            law::STUDENT_INCOME,
            wording::student_income(a_year, count, rates.student_not_counted),
        )
        .with("loan a year", loan)
        .at(&["student_income.not_counted"])
    });
    amount
}

/// The assessment periods in which student money counts.
struct Periods {
    first: Date,
    /// The first day of the period in which the long vacation or the end of the course falls: it does not count (reg 68(1)(c)).
    end: Date,
    count: i64,
}

fn periods(situation: &Situation, money: StudentMoney) -> Option<Periods> {
    // Without a known day the periods are taken as those of the day that is asked about.
    let day = situation
        .household
        .claim
        .assessment_day
        .unwrap_or_else(|| situation.rates.award.day());
    let first = start_of(money.year_starts_on, day)?;
    let end = start_of(money.year_ends_on, day)?;
    // A year of a course is never longer than this.
    let latest = first.checked_add(2.years()).ok()?;
    if end <= first || end > latest {
        return None;
    }
    let months = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
    Some(Periods {
        first,
        end,
        count: months(end) - months(first),
    })
}
