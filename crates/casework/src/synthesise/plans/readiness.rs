//! Made-up answers to the readiness list, and talks between the virtual school and the adviser.

use jiff::{ToSpan, civil::Date};
use leaving_care::{
    education_plan::{EducationPlanStep, EducationStep},
    event::EventKind,
    facts::PersonFacts,
    readiness::{Answer, State, items},
};
use store::{education_plan::StepRecord, readiness::AnswerRecord};

use super::{Maker, words};

impl Maker<'_> {
    /// At 16 and 17 the virtual school and the adviser speak about goals.
    pub(super) fn liaison(&mut self, person: &PersonFacts, from: Date) {
        let on = from.saturating_add(self.dice.between(10, 120).days());
        if on > self.last_day || !self.dice.chance(650) {
            return;
        }
        let event = self.event(person, EventKind::VirtualSchoolLiaison, on, "");
        let by = self.by(person, on);
        let id = self.dice.id();
        self.made.education.push(StepRecord {
            id,
            authority: self.authority.to_owned(),
            person: person.person,
            step: EducationPlanStep {
                step: EducationStep::VirtualSchoolLiaison,
                happened_on: on,
                place: "Made-up College".to_owned(),
                kept_at: String::new(),
                goals: self.dice.pick(words::LIAISON).to_owned(),
                next_on: None,
            },
            event: Some(event),
            at: by.at,
            by: by.name,
            superseded: None,
        });
    }

    pub(super) fn readiness(&mut self, person: &PersonFacts, age: i16) {
        let asked = if age < 18 { 800 } else { 900 };
        for item in items() {
            if !self.dice.chance(asked) {
                continue;
            }
            let state = if item.only_if.is_empty() {
                let has = if item.is_core { 82 } else { 66 };
                self.dice.weighted(&[
                    (State::Have, has),
                    (State::OnItsWay, 12),
                    (State::Missing, 94 - has),
                ])
            } else {
                State::NotNeeded
            };
            let expires_on = (item.expires && state == State::Have).then(|| {
                let months = self.dice.between(-3, 90);
                self.last_day.saturating_add(months.months())
            });
            let on = self
                .last_day
                .saturating_sub(self.dice.between(5, 300).days());
            let by = self.by(person, on);
            let id = self.dice.id();
            self.made.answers.push(AnswerRecord {
                id,
                authority: self.authority.to_owned(),
                person: person.person,
                answer: Answer {
                    item: item.id.clone(),
                    state,
                    evidence: if state == State::Have {
                        "Seen".to_owned()
                    } else {
                        String::new()
                    },
                    expires_on,
                    helper: String::new(),
                    missing: String::new(),
                },
                at: by.at,
                by: by.name,
                superseded: None,
            });
        }
    }
}
