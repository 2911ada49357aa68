//! What goes on while a claim is open and after work began: weekly contacts, support, case conferences.

use jiff::{ToSpan, civil::Date};
use leaving_care::{
    claim::{Channel, Purpose, Step, SupportStage, support_on},
    event::Attendee,
};
use uuid::Uuid;

use super::{Without, Writer};

/// Contacts are told for so many weeks back: a whole life of them is for nobody to look at.
const WEEKS_TOLD: i32 = 10;

impl Writer<'_> {
    /// The weekly contacts of the last weeks.
    pub(super) fn weekly(&mut self, claim: Uuid, from: Date) {
        let five = leaving_care::claim::month_five_on(from);
        for weeks in (1..=WEEKS_TOLD).rev() {
            let on = self.last_day.saturating_sub((weeks * 7 - 3).days());
            if on < from || !self.dice.chance(880) {
                continue;
            }
            let is_late = five <= on;
            if is_late || self.dice.chance(300) {
                let purpose = if is_late && self.dice.chance(880) {
                    Purpose::ThreeWay
                } else {
                    Purpose::Regular
                };
                let arranged = self.arranged(Some(claim), purpose, on);
                if let Some(appointment) = self.jobcentre(None, on, arranged) {
                    let mut present = vec![Attendee::YoungPerson, Attendee::WorkCoach];
                    if purpose == Purpose::ThreeWay {
                        present.push(Attendee::PersonalAdviser);
                    }
                    self.attended(appointment, on, present, "", false);
                }
            } else {
                let channel = self.dice.weighted(&[
                    (Channel::Message, 45),
                    (Channel::Phone, 35),
                    (Channel::Group, 20),
                ]);
                let contact = Step::Contact {
                    channel,
                    adviser_present: false,
                    note: String::new(),
                };
                self.jobcentre(None, on, contact);
            }
        }
    }

    /// After work began: every two weeks for half a year.
    pub(super) fn in_work(&mut self, without: Without) {
        let Some(until) = without.until else { return };
        let mut on = until;
        for _ in 0..13 {
            on = on.saturating_add(14.days());
            if on > self.last_day || !self.dice.chance(780) {
                continue;
            }
            let contact = Step::Contact {
                channel: self
                    .dice
                    .weighted(&[(Channel::Message, 60), (Channel::Phone, 40)]),
                adviser_present: false,
                note: "How the first weeks at work go.".to_owned(),
            };
            self.jobcentre(None, on, contact);
        }
    }

    pub(super) fn support(&mut self, from: Date) {
        if !self.dice.chance(700) {
            return;
        }
        let on = self.days_after(from, 5, 30);
        let mut items: Vec<&str> = support_on(on).map(|item| item.id.as_str()).collect();
        self.dice.shuffle(&mut items);
        let how_many = usize::try_from(self.dice.between(1, 3)).unwrap_or(1);
        for item in items.into_iter().take(how_many) {
            let step = |stage: SupportStage| Step::Support {
                item: item.to_owned(),
                stage,
                note: String::new(),
            };
            let Some(support) = self.jobcentre(None, on, step(SupportStage::Offered)) else {
                continue;
            };
            let next = self.days_after(on, 2, 20);
            match self.dice.weighted(&[(0, 20), (1, 25), (2, 55)]) {
                0 => {}
                1 => {
                    self.council(Some(support), next, step(SupportStage::Declined));
                }
                _ => {
                    self.council(Some(support), next, step(SupportStage::Accepted));
                    if self.dice.chance(650) {
                        let on = self.days_after(next, 5, 30);
                        self.jobcentre(Some(support), on, step(SupportStage::Started));
                    }
                }
            }
        }
    }

    pub(super) fn conference(&mut self, from: Date) {
        if !self.dice.chance(110) || (self.last_day - from).get_days() < 90 {
            return;
        }
        let back = self.dice.between(12, 60);
        let on = self.last_day.saturating_sub(back.days());
        let asked = Step::ConferenceRequested {
            by: self
                .dice
                .weighted(&[(Attendee::PersonalAdviser, 60), (Attendee::WorkCoach, 40)]),
            why: "Mornings do not work, and the course was the wrong one.".to_owned(),
        };
        let Some(conference) = self.council(None, on, asked) else {
            return;
        };
        let held = Step::ConferenceHeld {
            by: Attendee::PersonalAdviser,
            present: vec![
                Attendee::YoungPerson,
                Attendee::WorkCoach,
                Attendee::PersonalAdviser,
            ],
            notes:
                "Looked together at what went well: the kitchen, working with others, afternoons."
                    .to_owned(),
            recommendation:
                "A taster in the college kitchen, appointments after noon, and one person to ring."
                    .to_owned(),
        };
        let on = self.days_after(on, 5, 14);
        self.council(Some(conference), on, held);
    }
}
