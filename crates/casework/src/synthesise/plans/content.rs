//! What stands in a made-up plan: words under each head, goals with steps and who does them, and whether they agree.

use jiff::{ToSpan, civil::Date};
use leaving_care::{
    action::Owner,
    allocation::WorkerRole,
    calendar::{LeapDayBirthday, age_years},
    facts::PersonFacts,
    pathway_plan::{Agreed, Agreement, Content, Goal, Section, Step},
    plan_form::{DocumentKind, HeadKind, PlanForm, PlanForms, Shape},
};

use super::{
    ADVISERS, Before, Maker,
    words::{self, Doer, WORK, Words, words_for},
};

impl Maker<'_> {
    pub(super) fn form(
        &self,
        person: &PersonFacts,
        kind: DocumentKind,
        on: Date,
    ) -> Option<&'static PlanForm> {
        let age = age_years(person.date_of_birth, on, LeapDayBirthday::default());
        let forms = PlanForms::shipped().for_person(kind, self.nation, age, on);
        let short = forms.iter().find(|form| form.shape == Shape::Short);
        short.or(forms.first()).map(|form| &***form)
    }

    /// What stands in a plan of a day: most is taken over from the one before, and what they say is new.
    pub(super) fn content(
        &mut self,
        person: &PersonFacts,
        form: &PlanForm,
        on: Date,
        before: Option<&Before>,
    ) -> Content {
        let mut content = Content::new();
        for head in form.heads_on(on) {
            let section = match head.kind {
                HeadKind::OwnWords => Section {
                    own_words: self.dice.pick(words::OWN).to_owned(),
                    ..Section::default()
                },
                HeadKind::Agreement => Section {
                    agreement: Some(self.agreement()),
                    ..Section::default()
                },
                HeadKind::Matter if !head.is_required => continue,
                HeadKind::Matter => {
                    let taken_over = before.and_then(|before| before.content.get(&head.id));
                    match taken_over.filter(|_| !head.is_work && self.dice.chance(650)) {
                        Some(section) => section.clone(),
                        None => Section {
                            text: self.dice.pick(words_for(&head.id)).to_owned(),
                            ..Section::default()
                        },
                    }
                }
            };
            content.insert(head.id.clone(), section);
        }
        if form.kind == DocumentKind::PathwayPlan {
            let work: Vec<&str> = form
                .heads_on(on)
                .filter(|head| head.is_work)
                .map(|head| head.id.as_str())
                .collect();
            let head = self.dice.pick(&work);
            let words = self.dice.pick(WORK);
            let goal = self.goal(person, words, on);
            if let Some(section) = content.get_mut(head) {
                section.goals = vec![goal];
            }
        }
        content
    }

    fn goal(&mut self, person: &PersonFacts, words: &Words, on: Date) -> Goal {
        let mut due_on = on;
        Goal {
            what: words.goal.to_owned(),
            steps: words
                .steps
                .iter()
                .map(|(what, doer, resources)| {
                    due_on = due_on.saturating_add(self.dice.between(14, 70).days());
                    Step {
                        id: self.dice.id(),
                        what: (*what).to_owned(),
                        owner: self.owner(person, *doer, on),
                        resources: (*resources).to_owned(),
                        due_on: Some(due_on),
                    }
                })
                .collect(),
        }
    }

    fn agreement(&mut self) -> Agreement {
        let (answer, reason) = self.dice.weighted(&[
            ((Agreed::Yes, ""), 84),
            (
                (
                    Agreed::InPart,
                    "The part about college is fine. I do not want to move yet.",
                ),
                7,
            ),
            (
                (
                    Agreed::No,
                    "I wanted to stay where I am, and nobody asked my foster mum.",
                ),
                5,
            ),
            ((Agreed::DidNotSay, ""), 4),
        ]);
        Agreement {
            answer: Some(answer),
            reason: reason.to_owned(),
            took_part: self.dice.pick(words::TOOK_PART).to_owned(),
            others: String::new(),
        }
    }

    /// Who does a step; whoever writes the plan where the worker of that role is missing.
    fn owner(&self, person: &PersonFacts, doer: Doer, on: Date) -> Owner {
        let roles: &[WorkerRole] = match doer {
            Doer::YoungPerson => return Owner::YoungPerson,
            Doer::Named(name) => return Owner::other(name),
            Doer::Adviser => &[],
            Doer::YouthAdviser => &[WorkerRole::YouthAdviser],
        };
        self.worker(person, on, roles)
            .or_else(|| self.worker(person, on, ADVISERS))
            .unwrap_or_else(|| Owner::other("The adviser"))
    }
}
