//! When a job pays: how often, from which day, and what each wage is before and after payroll.

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{household::Nation, money::Pence, rates::Rates, tax};

/// How often wages are paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PayEvery {
    Week,
    Fortnight,
    FourWeeks,
    Month,
}

impl PayEvery {
    /// One wage as a fraction of a year's pay of 52 weeks.
    pub(crate) fn share_of_year(self) -> (i64, i64) {
        match self {
            Self::Week => (1, 52),
            Self::Fortnight => (2, 52),
            Self::FourWeeks => (4, 52),
            Self::Month => (1, 12),
        }
    }

    fn days(self) -> Option<i64> {
        match self {
            Self::Week => Some(7),
            Self::Fortnight => Some(14),
            Self::FourWeeks => Some(28),
            Self::Month => None,
        }
    }
}

/// The wages of a job in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayDates {
    pub every: PayEvery,
    /// The first day of work.
    pub starts_on: Date,
    pub first_paid_on: Date,
    /// Weeks between the last day that a wage is for and the day it is paid.
    pub weeks_in_hand: Option<u8>,
}

/// One wage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Wage {
    pub paid_on: Date,
    pub gross: Pence,
    pub net: Pence,
}

impl PayDates {
    /// The days of payment, from the first.
    pub fn days(self) -> impl Iterator<Item = Date> {
        (0_i64..).map_while(move |count| match self.every.days() {
            Some(days) => self.first_paid_on.checked_add((days * count).days()).ok(),
            // The same day each month; the last day where a month is too short.
            None => self
                .first_paid_on
                .checked_add(i32::try_from(count).ok()?.months())
                .ok(),
        })
    }

    /// The wages paid up to a day. The first is for the days from the start of work; later ones are whole.
    ///
    /// Tax is taken as if every wage of the year were the same; National Insurance by the pay period, as payroll does.
    pub fn wages_until(
        self,
        last: Date,
        a_year: Pence,
        nation: Nation,
        rates: &Rates,
    ) -> Vec<Wage> {
        let (numerator, denominator) = self.every.share_of_year();
        let full = a_year.share(numerator, denominator);
        self.days()
            .take_while(|day| *day <= last)
            .enumerate()
            .map(|(order, paid_on)| {
                let gross = if order == 0 { self.first(full) } else { full };
                Wage {
                    paid_on,
                    gross,
                    net: tax::net_wage(gross, self.every, nation, rates),
                }
            })
            .collect()
    }

    /// The first wage: for the days worked before it is made up, never more than a whole one.
    fn first(self, full: Pence) -> Pence {
        let in_hand = i64::from(self.weeks_in_hand.unwrap_or(0)) * 7;
        let Ok(made_up_on) = self.first_paid_on.checked_sub(in_hand.days()) else {
            return full;
        };
        let worked = made_up_on
            .since((jiff::Unit::Day, self.starts_on))
            .map_or(0, |span| i64::from(span.get_days()) + 1)
            .max(0);
        let whole = match self.every.days() {
            Some(days) => days,
            // A wage made up on the last day is for the calendar month.
            None if made_up_on == made_up_on.last_of_month() => {
                i64::from(made_up_on.days_in_month())
            }
            None => made_up_on
                .checked_sub(1.month())
                .and_then(|before| made_up_on.since((jiff::Unit::Day, before)))
                .map_or(30, |span| i64::from(span.get_days())),
        };
        full.share(worked.min(whole), whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(every: PayEvery, starts: &str, first: &str, in_hand: u8) -> PayDates {
        PayDates {
            every,
            starts_on: starts.parse().unwrap(),
            first_paid_on: first.parse().unwrap(),
            weeks_in_hand: Some(in_hand),
        }
    }

    #[test]
    fn wages_come_on_their_days() {
        for (every, first, expected) in [
            (
                PayEvery::Week,
                "2026-05-01",
                ["2026-05-01", "2026-05-08", "2026-05-15"],
            ),
            (
                PayEvery::Fortnight,
                "2026-05-01",
                ["2026-05-01", "2026-05-15", "2026-05-29"],
            ),
            (
                PayEvery::FourWeeks,
                "2026-05-01",
                ["2026-05-01", "2026-05-29", "2026-06-26"],
            ),
            (
                PayEvery::Month,
                "2026-01-31",
                ["2026-01-31", "2026-02-28", "2026-03-31"],
            ),
        ] {
            let days: Vec<String> = dates(every, first, first, 0)
                .days()
                .take(3)
                .map(|day| day.to_string())
                .collect();
            assert_eq!(days, expected, "{every:?}");
        }
    }

    #[test]
    fn the_first_wage_is_for_the_days_worked() {
        for (every, starts, first, in_hand, expected) in [
            (PayEvery::Week, "2026-05-04", "2026-05-10", 0, 70_000),
            (PayEvery::Week, "2026-05-08", "2026-05-10", 0, 30_000),
            (PayEvery::Week, "2026-05-04", "2026-05-10", 1, 0),
            (PayEvery::Week, "2026-05-04", "2026-05-17", 1, 70_000),
            (PayEvery::Month, "2026-05-16", "2026-05-31", 0, 36_129),
            (PayEvery::Month, "2026-06-01", "2026-06-30", 0, 70_000),
            (PayEvery::Month, "2026-06-02", "2026-06-30", 0, 67_667),
            (PayEvery::Month, "2026-05-16", "2026-06-15", 0, 70_000),
            (PayEvery::Month, "2026-06-16", "2026-06-15", 0, 0),
        ] {
            let first = dates(every, starts, first, in_hand).first(Pence(70_000));
            assert_eq!(first, Pence(expected), "{every:?} {starts} {in_hand}");
        }
    }

    /// Hand: 366.00 a week: tax (366 - 241.73) at 20 per cent, insurance (366 - 242) at 8 per cent.
    #[test]
    fn payroll_takes_tax_and_insurance_by_the_pay_period() {
        let day = jiff::civil::date(2026, 5, 1);
        let rates = Rates::on(day, day).unwrap();
        for (gross, every, net) in [
            (24_100, PayEvery::Week, 24_100),
            (24_200, PayEvery::Week, 24_195),
            (36_600, PayEvery::Week, 36_600 - 2485 - 992),
            (104_750, PayEvery::Month, 104_750),
            (104_900, PayEvery::Month, 104_900 - 30 - 8),
            (158_730, PayEvery::Month, 158_730 - 10_796 - 4314),
        ] {
            let found = tax::net_wage(Pence(gross), every, Nation::England, &rates);
            assert_eq!(found, Pence(net), "{gross} {every:?}");
        }
    }
}
