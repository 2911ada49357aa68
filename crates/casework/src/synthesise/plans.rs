//! Assessments, plans, promises and readiness lists for a made-up council: most in time, some late, some not agreed, short ones from 21.

mod content;
mod promise;
mod readiness;
mod words;

use std::collections::HashMap;

use jiff::{ToSpan, civil::Date, tz::TimeZone};
use leaving_care::{
    action::{Action, Owner},
    allocation::{WorkerRole, worker_on},
    authority::Nation,
    calendar::{LeapDayBirthday, age_years, birthday_on},
    eligibility::{Category, category_on},
    event::{Attendee, EventDetails, EventKind},
    facts::{AuthorityFacts, PersonFacts},
    pathway_plan::Content,
    plan_form::{AGREEMENT, DocumentKind, OWN_WORDS, PlanForm},
};
use store::{
    Recorded, Tx,
    action::ActionRecord,
    education_plan::StepRecord,
    entitlement::By,
    event::EventToInsert,
    pathway_plan::{MarkRecord, PlanRecord, SectionRecord},
    person::Stamp,
    readiness::AnswerRecord,
    worker::WorkerRecord,
};
use uuid::Uuid;

use super::dice::Dice;
use crate::error::Result;

/// Everything to be written.
#[derive(Default)]
pub(super) struct Plans {
    events: Vec<(Date, EventToInsert)>,
    documents: Vec<PlanRecord>,
    sections: Vec<SectionRecord>,
    marks: Vec<MarkRecord>,
    actions: Vec<ActionRecord>,
    answers: Vec<AnswerRecord>,
    education: Vec<StepRecord>,
}

/// Writes it.
pub(super) async fn write(tx: &mut Tx, authority: &str, made: &Plans) -> Result<()> {
    let events: Vec<Recorded<&EventToInsert>> = made
        .events
        .iter()
        .map(|(on, event)| Recorded {
            value: event,
            at: noon(*on),
        })
        .collect();
    let stamp = Stamp {
        at: jiff::Timestamp::default(),
        by: "made up".into(),
        source: "entered".into(),
    };
    store::event::insert_recorded(tx, authority, &events, &stamp).await?;
    store::pathway_plan::insert_many(tx, &made.documents).await?;
    store::pathway_plan::insert_sections(tx, &made.sections).await?;
    store::pathway_plan::insert_marks(tx, &made.marks).await?;
    store::action::insert_many(tx, &made.actions).await?;
    store::readiness::insert_many(tx, &made.answers).await?;
    for step in &made.education {
        store::education_plan::insert(tx, step).await?;
    }
    Ok(())
}

/// One council while it is made up.
struct Maker<'a> {
    dice: &'a mut Dice,
    authority: &'a str,
    nation: Nation,
    last_day: Date,
    workers: HashMap<Uuid, &'a str>,
    made: Plans,
}

/// What is written for everybody who is entitled to a plan on the last day.
pub(super) fn plans(
    dice: &mut Dice,
    facts: &AuthorityFacts,
    workers: &[WorkerRecord],
    last_day: Date,
) -> Plans {
    let mut maker = Maker {
        dice,
        authority: &facts.authority,
        nation: Nation::of(&facts.authority),
        last_day,
        workers: workers
            .iter()
            .map(|worker| (worker.id, worker.name.as_str()))
            .collect(),
        made: Plans::default(),
    };
    for person in &facts.people {
        let leap_day = LeapDayBirthday::default();
        let age = age_years(person.date_of_birth, last_day, leap_day);
        let (category, _) = category_on(person, maker.nation, last_day, leap_day);
        let is_owed = category.is_some_and(Category::is_owed_a_personal_adviser);
        if (16..25).contains(&age) && is_owed {
            maker.person(person, age);
        }
    }
    maker.made
}

/// Who writes plans: the adviser, and before there is one the social worker.
const ADVISERS: &[WorkerRole] = &[WorkerRole::PersonalAdviser, WorkerRole::SocialWorker];

/// A plan on which the next one builds.
struct Before {
    id: Uuid,
    content: Content,
    promises: Vec<(Uuid, Action)>,
    by: By,
}

impl Maker<'_> {
    fn person(&mut self, person: &PersonFacts, age: i16) {
        self.readiness(person, age);
        let sixteenth = birthday_on(person.date_of_birth, 16, LeapDayBirthday::default());
        let assessed_on = sixteenth.saturating_add(self.dice.between(20, 110).days());
        let is_forgotten = age < 18 && self.dice.chance(60);
        if assessed_on > self.last_day || is_forgotten {
            return;
        }
        if age < 18 {
            self.assessment(person, assessed_on);
            self.liaison(person, assessed_on);
        } else {
            self.event(person, EventKind::NeedsAssessmentCompleted, assessed_on, "");
        }
        let mut days = vec![assessed_on.saturating_add(self.dice.between(5, 60).days())];
        // A few have had no review for a long time.
        let stops_early = self.dice.chance(60);
        loop {
            let last = days.last().copied().unwrap_or(assessed_on);
            let next = last.saturating_add(self.dice.between(140, 182).days());
            let is_late = stops_early && next > self.last_day.saturating_sub(7.months());
            if next > self.last_day || is_late {
                break;
            }
            days.push(next);
        }
        days.retain(|day| *day <= self.last_day);
        self.papers(person, assessed_on, &days);
        // The two newest are here as plans; those before were kept elsewhere, and only their days were moved over.
        let older = days.len().saturating_sub(2);
        for (number, day) in days.iter().take(older).enumerate() {
            let kind = if number == 0 {
                EventKind::PathwayPlanCompleted
            } else {
                EventKind::PathwayPlanReviewed
            };
            self.event(person, kind, *day, "Moved over from the system before");
        }
        let mut before: Option<Before> = None;
        for (number, day) in days.iter().enumerate().skip(older) {
            let is_last = number + 1 == days.len();
            before = self.plan(person, *day, number > 0, before, is_last);
        }
        // A review is begun some months after the plan on which it builds.
        let begun_on = self
            .last_day
            .saturating_sub(self.dice.between(1, 20).days());
        let is_time = days
            .last()
            .is_some_and(|day| day.saturating_add(3.months()) < begun_on);
        if let Some(before) = before.filter(|_| is_time && self.dice.chance(110)) {
            self.being_written(person, before, begun_on);
        }
    }

    /// Most go through papers and accounts whenever they meet about the plan; some only the next time they see each other.
    fn papers(&mut self, person: &PersonFacts, assessed_on: Date, plans: &[Date]) {
        for day in std::iter::once(&assessed_on).chain(plans) {
            let weeks_later = self
                .dice
                .weighted(&[(Some(0), 87), (Some(2), 10), (None, 3)]);
            let on = weeks_later.map(|weeks: i32| day.saturating_add(weeks.weeks()));
            if let Some(on) = on.filter(|on| *on <= self.last_day) {
                self.event(person, EventKind::ReadinessReviewed, on, "");
            }
        }
    }

    fn event(&mut self, person: &PersonFacts, kind: EventKind, on: Date, note: &str) -> Uuid {
        let id = self.dice.id();
        let present = match kind {
            EventKind::PathwayPlanCompleted
            | EventKind::PathwayPlanReviewed
            | EventKind::NeedsAssessmentCompleted => {
                vec![Attendee::YoungPerson, Attendee::PersonalAdviser]
            }
            EventKind::VirtualSchoolLiaison => {
                vec![Attendee::VirtualSchoolHead, Attendee::PersonalAdviser]
            }
            _ => Vec::new(),
        };
        let source = match kind {
            EventKind::ReadinessReviewed => "entered",
            _ if !note.is_empty() => "entered",
            EventKind::NeedsAssessmentCompleted => "needs_assessment",
            EventKind::VirtualSchoolLiaison => "education_plan",
            _ => "pathway_plan",
        };
        let event = EventToInsert {
            id,
            person: person.person,
            kind,
            happened_on: on,
            details: EventDetails {
                present,
                note: note.to_owned(),
                ..EventDetails::default()
            },
            source: source.to_owned(),
        };
        self.made.events.push((on, event));
        id
    }

    /// Whoever was their worker in one of these roles on the day: the first that there was.
    fn worker(&self, person: &PersonFacts, on: Date, roles: &[WorkerRole]) -> Option<Owner> {
        let id = roles
            .iter()
            .find_map(|role| worker_on(&person.allocations, *role, on))?
            .value
            .worker;
        Some(Owner::Worker {
            id,
            name: (*self.workers.get(&id)?).to_owned(),
        })
    }

    /// Whoever was their adviser, or their social worker, on the day.
    fn by(&self, person: &PersonFacts, on: Date) -> By {
        let worker = self.worker(person, on, ADVISERS);
        By {
            at: noon(on),
            name: worker.map_or_else(|| "made up".to_owned(), |worker| worker.to_string()),
            account: None,
        }
    }

    fn record(
        &mut self,
        person: &PersonFacts,
        form: &PlanForm,
        on: Date,
        based_on: Option<Uuid>,
        is_closed: bool,
    ) -> PlanRecord {
        PlanRecord {
            id: self.dice.id(),
            authority: self.authority.to_owned(),
            person: person.person,
            kind: form.kind.code().to_owned(),
            form: form.id.clone(),
            begun_on: on,
            based_on,
            by: self.by(person, on),
            closed_at: is_closed.then(|| noon(on)),
        }
    }

    fn sections(&mut self, plan: &PlanRecord, content: &Content, is_copied: bool) {
        for (head, section) in content {
            let id = self.dice.id();
            self.made.sections.push(SectionRecord {
                id,
                plan: plan.id,
                head: head.clone(),
                content: serde_json::to_string(section).unwrap_or_default(),
                is_copied,
                by: plan.by.clone(),
                superseded: None,
            });
        }
    }

    fn mark(&mut self, plan: &PlanRecord, kind: &str, on: Date, verdict: &str, words: &str) {
        let id = self.dice.id();
        let (name, role) = if kind == "checked" {
            ("Made-up manager".to_owned(), "team_manager")
        } else {
            (plan.by.name.clone(), "personal_adviser")
        };
        self.made.marks.push(MarkRecord {
            id,
            plan: plan.id,
            kind: kind.to_owned(),
            happened_on: on,
            verdict: verdict.to_owned(),
            words: words.to_owned(),
            event: None,
            role: role.to_owned(),
            by: By {
                at: noon(on),
                name,
                account: None,
            },
        });
    }

    fn sign_off(&mut self, plan: &PlanRecord, event: Uuid) {
        let present = "young_person personal_adviser";
        self.mark(plan, "signed_off", plan.begun_on, present, "");
        if let Some(mark) = self.made.marks.last_mut() {
            mark.event = Some(event);
        }
    }

    fn assessment(&mut self, person: &PersonFacts, on: Date) {
        let Some(form) = self.form(person, DocumentKind::NeedsAssessment, on) else {
            return;
        };
        let plan = self.record(person, form, on, None, true);
        let content = self.content(person, form, on, None);
        self.sections(&plan, &content, false);
        let event = self.event(person, EventKind::NeedsAssessmentCompleted, on, "");
        self.sign_off(&plan, event);
        self.check(&plan, 975);
        self.made.documents.push(plan);
    }

    /// A check by a second person, some days later.
    fn check(&mut self, plan: &PlanRecord, in_a_thousand: usize) {
        let on = plan
            .begun_on
            .saturating_add(self.dice.between(2, 20).days());
        if on > self.last_day || !self.dice.chance(in_a_thousand) {
            return;
        }
        let (verdict, words) = self.dice.weighted(&[
            (("good", ""), 68),
            (
                (
                    "mend_next_time",
                    "Say who pays the fare to college, and from when.",
                ),
                26,
            ),
            (
                (
                    "do_again",
                    "The goal about work has no step that the young person chose. Go through it again with them.",
                ),
                6,
            ),
        ]);
        self.mark(plan, "checked", on, verdict, words);
    }

    /// A plan or a review, signed off on its day. `None` before there was a form for it.
    fn plan(
        &mut self,
        person: &PersonFacts,
        on: Date,
        is_review: bool,
        before: Option<Before>,
        is_last: bool,
    ) -> Option<Before> {
        let form = self.form(person, DocumentKind::PathwayPlan, on)?;
        let plan = self.record(person, form, on, before.as_ref().map(|plan| plan.id), true);
        let content = self.content(person, form, on, before.as_ref());
        self.sections(&plan, &content, false);
        let kind = if is_review {
            EventKind::PathwayPlanReviewed
        } else {
            EventKind::PathwayPlanCompleted
        };
        let event = self.event(person, kind, on, "");
        self.sign_off(&plan, event);
        self.check(&plan, if is_last { 880 } else { 1_000 });
        if self.dice.chance(960) {
            self.copy(person, &plan);
        }
        if let Some(before) = before {
            for promise in before.promises {
                self.settle(person, on, &before.by, promise);
            }
        }
        let promises = Self::promises(&plan, &content);
        if is_last {
            for (id, action) in &promises {
                let came_of_it = self.came_of_it(action);
                self.act(person, &plan.by, (*id, action.clone()), came_of_it);
            }
        }
        let before = Before {
            id: plan.id,
            content,
            promises,
            by: plan.by.clone(),
        };
        self.made.documents.push(plan);
        Some(before)
    }

    fn copy(&mut self, person: &PersonFacts, plan: &PlanRecord) {
        let on = plan
            .begun_on
            .saturating_add(self.dice.between(0, 14).days());
        if on <= self.last_day {
            let event = self.event(person, EventKind::PlanCopyGiven, on, "");
            self.mark(
                plan,
                "copy_given",
                on,
                "",
                "On paper, gone through together",
            );
            if let Some(mark) = self.made.marks.last_mut() {
                mark.event = Some(event);
            }
        }
    }

    /// A review that somebody has begun and not finished.
    fn being_written(&mut self, person: &PersonFacts, before: Before, on: Date) {
        let Some(form) = self.form(person, DocumentKind::PathwayPlan, on) else {
            return;
        };
        let plan = self.record(person, form, on, Some(before.id), false);
        let mut content = before.content;
        content.retain(|head, _| {
            head != OWN_WORDS
                && head != AGREEMENT
                && form.heads_on(on).any(|other| other.id == *head)
        });
        self.sections(&plan, &content, true);
        self.made.documents.push(plan);
    }
}

/// At noon.
fn noon(day: Date) -> jiff::Timestamp {
    let noon = day.at(12, 0, 0, 0).to_zoned(TimeZone::UTC);
    noon.map(|moment| moment.timestamp()).unwrap_or_default()
}
