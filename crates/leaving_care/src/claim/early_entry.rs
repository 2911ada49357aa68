//! Whether a claim was made ready before 18, and whether its first payment came in time.

use jiff::civil::Date;

use super::{Claim, Stage};
use crate::calendar::{LeapDayBirthday, add_months, birthday_on};

/// The first payment of a claim, measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstPayment {
    pub on: Date,
    /// From the 18th birthday; less than nothing where it came before.
    pub days_after_eighteenth: i32,
    /// From the day on which the claim began.
    pub days_after_start: Option<i32>,
    /// Whether it came in time after the 18th birthday; `None` where the claim was made later in life, of which the protocol says nothing.
    pub is_in_time: Option<bool>,
}

/// The first day of month five of a claim: four calendar months after it began (Essex protocol: "from month 5").
pub fn month_five_on(started_on: Date) -> Date {
    add_months(started_on, 4)
}

impl Claim {
    /// Whether any step of it was taken before the 18th birthday, or it began on that day.
    pub fn is_early_entry(&self, born: Date) -> bool {
        let eighteenth = eighteenth(born);
        let begins = self.day_of(Stage::Started) == Some(eighteenth);
        begins || self.stages().any(|(_, on)| on < eighteenth)
    }

    /// Whether everything was there on the 18th birthday: prepared or submitted by then. `None` where it was not begun before 18, or 18
    /// is still to come and it is not ready yet.
    pub fn was_ready_at_eighteen(&self, born: Date, as_at: Date) -> Option<bool> {
        if !self.is_early_entry(born) {
            return None;
        }
        let eighteenth = eighteenth(born);
        let ready = [Stage::Prepared, Stage::Submitted, Stage::Started]
            .into_iter()
            .filter_map(|stage| self.day_of(stage))
            .any(|on| on <= eighteenth);
        (ready || eighteenth <= as_at).then_some(ready)
    }

    /// The day by which the first payment is in time; `None` where the claim was made later in life.
    pub fn first_payment_due(&self, born: Date) -> Option<Date> {
        self.is_early_entry(born)
            .then(|| self.benefit.first_payment_due(eighteenth(born)))
    }

    /// About when the first payment comes for a claim that began on a day, or at 18 where that was later. `None` where the benefit
    /// is paid from its first day on.
    pub fn first_payment_expected(&self, started: Date, born: Date) -> Option<Date> {
        let from = started.max(eighteenth(born));
        let expected = self.benefit.first_payment_due(from);
        (from < expected).then_some(expected)
    }

    /// The first payment, measured from the 18th birthday and from the start.
    pub fn first_payment(&self, born: Date) -> Option<FirstPayment> {
        let on = self.day_of(Stage::FirstPayment)?;
        let days_from = |day: Date| (on - day).get_days();
        Some(FirstPayment {
            on,
            days_after_eighteenth: days_from(eighteenth(born)),
            days_after_start: self.day_of(Stage::Started).map(days_from),
            is_in_time: self.first_payment_due(born).map(|due| on <= due),
        })
    }
}

pub(super) fn eighteenth(born: Date) -> Date {
    birthday_on(born, 18, LeapDayBirthday::default())
}
