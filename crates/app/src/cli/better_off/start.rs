//! The options of a start in work, and the calendar that they ask for.

use better_off::{Calendar, Household, Offer, PayDates, PayEvery, Pence, Plan, calendar};
use clap::ValueEnum;
use jiff::civil::Date;

use super::{super::output::Failure, case::Money};

#[derive(Debug, clap::Args)]
pub struct Start {
    /// First day of work in the first offer: shows each day from now to the second wage
    #[arg(long, value_name = "DATE", requires = "first_paid_on")]
    starts_on: Option<Date>,
    /// First pay day
    #[arg(long, value_name = "DATE", requires = "starts_on")]
    first_paid_on: Option<Date>,
    /// How often wages are paid
    #[arg(long, value_enum, default_value_t = Every::Month)]
    pay_every: Every,
    /// Weeks between the work and its pay
    #[arg(long, value_name = "WEEKS")]
    weeks_in_hand: Option<u8>,
    /// Money in hand now, in pounds; nothing if left out
    #[arg(long, default_value = "0", value_name = "POUNDS")]
    in_hand: Money,
    /// Day of the month on which rent is paid
    #[arg(long, default_value_t = 1, value_name = "1..31", value_parser = clap::value_parser!(i8).range(1..=31))]
    rent_day: i8,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Every {
    Week,
    Fortnight,
    FourWeeks,
    Month,
}

impl Start {
    /// The calendar of the first offer, if a first day of work was given.
    pub fn calendar(
        &self,
        household: &Household,
        offers: &[Offer],
        as_at: Date,
    ) -> Result<Option<Calendar>, Failure> {
        let (Some(starts_on), Some(first_paid_on)) = (self.starts_on, self.first_paid_on) else {
            return Ok(None);
        };
        let job = offers.first().and_then(|offer| offer.job.clone());
        let mut job = job.ok_or_else(|| {
            Failure::new("Say which job begins: --offer NAME=HOURS@PAY before --starts-on.")
        })?;
        job.pay_dates = Some(PayDates {
            every: match self.pay_every {
                Every::Week => PayEvery::Week,
                Every::Fortnight => PayEvery::Fortnight,
                Every::FourWeeks => PayEvery::FourWeeks,
                Every::Month => PayEvery::Month,
            },
            starts_on,
            first_paid_on,
            weeks_in_hand: self.weeks_in_hand,
        });
        let plan = Plan {
            from: as_at,
            in_hand: self.in_hand.0,
            job,
            rent_day: self.rent_day,
            bills: Vec::new(),
            advance: None,
            childcare_up_front: Pence::ZERO,
            claims_on: None,
        };
        calendar(household, &plan)
            .map(Some)
            .map_err(|error| Failure::new(error.to_string()))
    }
}
