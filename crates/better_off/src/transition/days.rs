//! The days of a calendar: money in and out as it is found, then put in order.

use jiff::{ToSpan, civil::Date};

use super::{Event, EventKind, NoCalendar, Period, Plan};
use crate::{
    calculation::{amounts, rates_for},
    household::Household,
    money::Pence,
    pay_dates::{PayDates, Wage},
    wording,
};

/// The days of the calendar as they are filled.
pub(super) struct Days {
    from: Date,
    until: Date,
    found: Vec<(Date, EventKind, String, Pence)>,
}

impl Days {
    pub(super) fn new(from: Date, until: Date) -> Self {
        Self {
            from,
            until,
            found: Vec::new(),
        }
    }

    pub(super) fn add(
        &mut self,
        on: Date,
        kind: EventKind,
        title: impl Into<String>,
        amount: Pence,
    ) {
        if amount != Pence::ZERO && (self.from..=self.until).contains(&on) {
            self.found.push((on, kind, title.into(), amount));
        }
    }

    pub(super) fn wages(&mut self, wages: &[Wage]) {
        for wage in wages {
            self.add(
                wage.paid_on,
                EventKind::Wage,
                wording::event(EventKind::Wage),
                wage.net,
            );
        }
    }

    pub(super) fn awards(
        &mut self,
        now: &Household,
        periods: &[Period],
        plan: &Plan,
    ) -> Result<(), NoCalendar> {
        for period in periods {
            self.add(
                period.period.paid_on,
                EventKind::UniversalCredit,
                wording::event(EventKind::UniversalCredit),
                period.paid,
            );
        }
        // Paid with the award here; the real days differ by family.
        let family = amounts(now, &rates_for(now, plan.from)?);
        for period in periods {
            self.add(
                period.period.paid_on,
                EventKind::FamilyBenefits,
                wording::event(EventKind::FamilyBenefits),
                family.child_benefit + family.scottish_child_payment,
            );
        }
        Ok(())
    }

    /// Rent is what is left to pay after Housing Benefit, which goes to the landlord.
    pub(super) fn rent_and_bills(
        &mut self,
        at_work: &Household,
        plan: &Plan,
    ) -> Result<(), NoCalendar> {
        let amounts = amounts(at_work, &rates_for(at_work, plan.from)?);
        let rent = amounts.rent - amounts.housing_benefit.unwrap_or_default();
        for day in self.each_month(plan.rent_day) {
            self.add(day, EventKind::Rent, wording::event(EventKind::Rent), -rent);
        }
        for bill in &plan.bills {
            for day in self.each_month(bill.day_of_month) {
                self.add(day, EventKind::Bill, bill.name.clone(), -bill.amount);
            }
        }
        Ok(())
    }

    pub(super) fn costs(&mut self, plan: &Plan, pay_dates: PayDates) {
        let costs = plan.job.costs;
        let starts = pay_dates.starts_on;
        self.add(
            starts,
            EventKind::Childcare,
            wording::event(EventKind::Childcare),
            -plan.childcare_up_front,
        );
        let mut week = starts.max(self.from);
        let once = if starts < self.from {
            Pence::ZERO
        } else {
            costs.once
        };
        let mut amount = once + costs.travel_a_week + costs.meals_a_week;
        while week <= self.until {
            self.add(
                week,
                EventKind::CostsOfWorking,
                wording::event(EventKind::CostsOfWorking),
                -amount,
            );
            amount = costs.travel_a_week + costs.meals_a_week;
            let Ok(next) = week.checked_add(7.days()) else {
                break;
            };
            week = next;
        }
    }

    /// The day of each month in the calendar; the last day where a month is too short.
    fn each_month(&self, day_of_month: i8) -> Vec<Date> {
        let mut days = Vec::new();
        let mut month = self.from.first_of_month();
        while month <= self.until {
            let last = month.days_in_month();
            let day = day_of_month.clamp(1, last);
            days.extend(Date::new(month.year(), month.month(), day));
            let Ok(next) = month.last_of_month().tomorrow() else {
                break;
            };
            month = next;
        }
        days
    }

    /// By day; on one day what goes out before what comes in, because that is the careful way to plan.
    pub(super) fn in_order(mut self, in_hand: Pence) -> Vec<Event> {
        self.found
            .sort_by(|a, b| (a.0, a.1, &a.2).cmp(&(b.0, b.1, &b.2)));
        let mut in_hand = in_hand;
        self.found
            .into_iter()
            .map(|(on, kind, title, amount)| {
                in_hand += amount;
                Event {
                    on,
                    kind,
                    title,
                    amount,
                    in_hand,
                }
            })
            .collect()
    }
}
