//! An appointment that was missed, the conversation after it, and a sanction with its challenge.

use jiff::{ToSpan, civil::Date};
use leaving_care::claim::{Channel, Purpose, Step};
use uuid::Uuid;

use super::Writer;

impl Writer<'_> {
    /// An appointment that was missed some time ago, and all that came of it.
    pub(super) fn missed_before(&mut self, claim: Uuid, from: Date) {
        if !self.dice.chance(300) || (self.last_day - from).get_days() < 60 {
            return;
        }
        let back = self.dice.between(8, 50);
        let on = self.last_day.saturating_sub(back.days());
        let arranged = self.arranged(Some(claim), Purpose::Regular, on);
        let Some(appointment) = self.jobcentre(None, on.saturating_sub(7.days()), arranged) else {
            return;
        };
        let note = self
            .dice
            .pick(&[
                "The bus did not come.",
                "Had the day wrong.",
                "Was unwell.",
                "No credit to ring.",
            ])
            .to_owned();
        self.jobcentre(Some(appointment), on, Step::AppointmentMissed { note });
        let by = self.adviser.clone();
        self.jobcentre(Some(appointment), on, Step::AdviserTold { by });
        if !self.dice.chance(850) {
            return;
        }
        let talked_on = self.days_after(on, 1, 6);
        let explained = Step::ConditionalityExplained {
            channel: self
                .dice
                .weighted(&[(Channel::FaceToFace, 60), (Channel::Phone, 40)]),
            note:
                "Went through the days of the week together; a reminder the evening before helps."
                    .to_owned(),
        };
        self.council(Some(appointment), talked_on, explained);
        if self.dice.chance(550) {
            self.sanction(appointment, talked_on);
        }
    }

    fn sanction(&mut self, appointment: Uuid, talked_on: Date) {
        let note = String::new;
        let considered = Step::SanctionConsidered {
            appointment,
            note: note(),
        };
        let Some(sanction) = self.jobcentre(None, talked_on.saturating_add(1.day()), considered)
        else {
            return;
        };
        let about = Some(sanction);
        let decided_on = talked_on.saturating_add(4.days());
        if self.dice.chance(450) {
            self.jobcentre(about, decided_on, Step::SanctionNotApplied { note: note() });
            return;
        }
        let applied = Step::SanctionApplied {
            appointment: None,
            from: decided_on,
            until: Some(decided_on.saturating_add(14.days())),
            before_conversation: String::new(),
        };
        if self.jobcentre(about, decided_on, applied).is_none() || !self.dice.chance(700) {
            return;
        }
        let challenged_on = decided_on.saturating_add(2.days());
        self.council(
            about,
            challenged_on,
            Step::SanctionChallenged { note: note() },
        );
        let answered_on = challenged_on.saturating_add(12.days());
        if self.dice.chance(650) {
            self.jobcentre(
                about,
                answered_on,
                Step::SanctionOverturned { note: note() },
            );
        } else {
            self.jobcentre(about, answered_on, Step::SanctionUpheld { note: note() });
        }
    }
}
