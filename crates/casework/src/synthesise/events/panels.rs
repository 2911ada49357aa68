//! The careers panel of every month and the NEET Panel of every second one, for a made-up council: most who should be are discussed.

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use leaving_care::{activity::neet_spell_on, event::EventKind, facts::PersonFacts};

use super::Writer;

/// Around this day of the month both panels meet; the NEET Panel in every odd month.
const MEETS_ON: i8 = 9;

impl Writer<'_> {
    /// Whoever is without education, training or work is discussed at each panel since it began; a few are left for the next one.
    pub(super) fn panels(&mut self, person: &PersonFacts) {
        let Some(neet) = neet_spell_on(&person.activities, self.last_day) else {
            return;
        };
        // Nobody sits through years of panels in a demo: what came before changes nothing that is open.
        let from = neet.since.max(self.last_day.saturating_sub(18.months()));
        let mut has_plan = false;
        for meets_on in meetings(from, self.last_day) {
            let is_neet_panel = meets_on.month() % 2 == 1;
            let kind = if is_neet_panel {
                EventKind::NeetPanelDiscussed
            } else {
                EventKind::CareersPanelDiscussed
            };
            if !self.dice.chance(950) {
                continue;
            }
            self.on(kind, meets_on);
            if is_neet_panel && !has_plan && self.dice.chance(900) {
                self.on(EventKind::PanelActionPlanAgreed, meets_on);
                has_plan = true;
            }
        }
    }
}

/// The meetings after a day, up to another.
fn meetings(after: Date, until: Date) -> impl Iterator<Item = Date> {
    let first = after.first_of_month();
    (0..)
        .map(move |months: i32| {
            first
                .saturating_add(months.months())
                .saturating_add(i32::from(MEETS_ON - 1).days())
        })
        .map(working_day)
        .skip_while(move |day| *day <= after)
        .take_while(move |day| *day <= until)
}

/// The Friday before a weekend.
fn working_day(day: Date) -> Date {
    let back = match day.weekday() {
        Weekday::Saturday => 1,
        Weekday::Sunday => 2,
        _ => 0,
    };
    day.saturating_sub(back.days())
}
