//! What a plan still lacks before it can be signed off, or would be better with: each with its place, the reason and the remedy.

use jiff::civil::Date;
use uuid::Uuid;

use super::{Agreed, Content, Goal, Section, Step};
use crate::plan_form::{AGREEMENT, DocumentKind, Head, HeadKind, PlanForm};

/// Something to be mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanFinding {
    /// The part of the form; empty for the promises of last time.
    pub head: String,
    /// "Education and training, goal 1, step 2".
    pub place: String,
    pub reason: String,
    pub remedy: String,
    /// Whether it stops the sign-off. What does not is for whoever wants a better plan.
    pub stops: bool,
}

/// A promise of the plan before, as it stands when this one is signed off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    pub id: Uuid,
    pub what: String,
    /// Somebody has said what came of it.
    pub is_answered: bool,
    /// Kept, or no longer needed.
    pub is_over: bool,
}

/// A plan as it would be signed off.
#[derive(Debug, Clone, Copy)]
pub struct SignOff<'a> {
    pub form: &'a PlanForm,
    /// The day on which the plan was begun: it decides which parts the form has.
    pub begun_on: Date,
    pub as_at: Date,
    pub content: &'a Content,
    /// Of the plan from which a review began.
    pub promises: &'a [Promise],
}

/// What the plan lacks, in the order of its parts; what stops it and what does not are told apart by `stops`.
///
/// A pathway plan is not signed off while a goal about education, training or work lacks a step, or a step its owner, what it takes, or
/// a date (S4-22: the plan must "state explicitly how employment, education or career objectives will be met and what resources").
/// The parts that the law names must be there, and so must the young person's own words and whether they agree
/// (SI 2010/2571 regulation 4; WSI 2015/1820 regulation 4(3)).
pub fn findings(plan: &SignOff<'_>) -> Vec<PlanFinding> {
    let mut found = Vec::new();
    for promise in plan.promises.iter().filter(|promise| !promise.is_answered) {
        found.push(PlanFinding {
            head: String::new(),
            place: format!("Promise: {}", promise.what),
            reason: "Nobody has said what came of this promise of last time.".into(),
            remedy: "Say whether it was kept, not kept yet, or is no longer needed.".into(),
            stops: true,
        });
    }
    let empty = Section::default();
    for head in plan.form.heads_on(plan.begun_on) {
        let section = plan.content.get(&head.id).unwrap_or(&empty);
        match head.kind {
            HeadKind::OwnWords => own_words(head, section, &mut found),
            HeadKind::Agreement => agreement(head, section, &mut found),
            HeadKind::Matter => matter(plan, head, section, &mut found),
        }
    }
    if plan.form.kind == DocumentKind::PathwayPlan {
        goal_about_work(plan, &mut found);
    }
    found
}

fn own_words(head: &Head, section: &Section, found: &mut Vec<PlanFinding>) {
    if section.own_words.trim().is_empty() && !section.had_nothing_to_say {
        found.push(stop(
            head,
            "The young person's own words are not here yet.",
            "Write what they said, or say that they were asked and had nothing to say this time.",
        ));
    }
}

fn agreement(head: &Head, section: &Section, found: &mut Vec<PlanFinding>) {
    let agreement = section.agreement.clone().unwrap_or_default();
    match agreement.answer {
        None => found.push(stop(
            head,
            "It does not say whether the young person agrees.",
            "Ask them, and choose their answer. A plan with which they do not agree can be signed off.",
        )),
        Some(Agreed::No | Agreed::InPart) if agreement.reason.trim().is_empty() => {
            found.push(stop(
                head,
                "Their reason for not agreeing is not here.",
                "Write in their words what they would change.",
            ));
        }
        Some(_) => {}
    }
    if agreement.took_part.trim().is_empty() {
        found.push(stop(
            head,
            "It does not say how the young person took part.",
            "Write in a few words how they had a hand in it: who met, where, what they typed themselves.",
        ));
    }
}

fn matter(plan: &SignOff<'_>, head: &Head, section: &Section, found: &mut Vec<PlanFinding>) {
    if head.is_required && section.text.trim().is_empty() {
        found.push(stop(
            head,
            "Nothing is written here yet.",
            "Write how things are and what was agreed, or that all is well and nothing is needed.",
        ));
    }
    for (number, goal) in section.goals.iter().enumerate() {
        goal_findings(plan, head, number + 1, goal, found);
    }
}

fn goal_findings(
    plan: &SignOff<'_>,
    head: &Head,
    number: usize,
    goal: &Goal,
    found: &mut Vec<PlanFinding>,
) {
    let place = format!("{}, goal {number}", head.title);
    let mut say = |place: String, reason: &str, remedy: &str| {
        found.push(PlanFinding {
            head: head.id.clone(),
            place,
            reason: reason.to_owned(),
            remedy: remedy.to_owned(),
            stops: head.is_work,
        });
    };
    if goal.what.trim().is_empty() {
        say(
            place.clone(),
            "There are steps here, but not what they are for.",
            "Write the goal above its steps.",
        );
    }
    let is_over = |step: &Step| {
        plan.promises
            .iter()
            .any(|promise| promise.id == step.id && promise.is_over)
    };
    let open: Vec<(usize, &Step)> = goal
        .steps
        .iter()
        .enumerate()
        .filter(|(_, step)| !is_over(step))
        .collect();
    if open.is_empty() {
        let reason = if goal.steps.is_empty() {
            "This goal has no step yet."
        } else {
            "Every step of this goal is done."
        };
        say(
            place.clone(),
            reason,
            "Add the next step with who does it, what it takes and by when, or take the goal out.",
        );
    }
    for (position, step) in open {
        let place = format!("{place}, step {}", position + 1);
        if step.what.trim().is_empty() {
            say(
                place.clone(),
                "It does not say what is to be done.",
                "Write the step in one sentence.",
            );
        }
        if step.owner.is_nobody() {
            say(
                place.clone(),
                "It does not say who does it.",
                "Choose the young person or somebody of the service, or name somebody else.",
            );
        }
        if step.resources.trim().is_empty() {
            say(
                place.clone(),
                "It does not say what it takes.",
                "Write what it costs or needs: money, a lift, a form, an hour of somebody's time. \u{201c}Nothing\u{201d} is an answer.",
            );
        }
        match step.due_on {
            None => say(
                place,
                "It has no date.",
                "Give the day by which it is to be done.",
            ),
            Some(due_on) if due_on < plan.as_at => {
                say(
                    place,
                    "Its day has passed.",
                    "Give a new day, or take it out.",
                );
            }
            Some(_) => {}
        }
    }
}

/// At least one goal about education, training or work in the whole plan.
fn goal_about_work(plan: &SignOff<'_>, found: &mut Vec<PlanFinding>) {
    let heads: Vec<&Head> = plan
        .form
        .heads_on(plan.begun_on)
        .filter(|head| head.is_work)
        .collect();
    let has_goal = heads.iter().any(|head| {
        plan.content
            .get(&head.id)
            .is_some_and(|section| !section.goals.is_empty())
    });
    if let Some(first) = heads.first().filter(|_| !has_goal) {
        let after_its_own = found
            .iter()
            .rposition(|finding| finding.head == first.id)
            .or_else(|| {
                found
                    .iter()
                    .rposition(|finding| comes_before(plan, finding, first))
            })
            .map_or(0, |position| position + 1);
        found.insert(
            after_its_own,
            stop(
                first,
                "There is no goal about education, training or work yet.",
                "Add one goal, here or under another of these heads. Something that fills the day well counts too.",
            ),
        );
    }
}

fn comes_before(plan: &SignOff<'_>, finding: &PlanFinding, head: &Head) -> bool {
    let position = |id: &str| {
        plan.form
            .heads_on(plan.begun_on)
            .position(|other| other.id == id)
    };
    finding.head.is_empty()
        || (finding.head != AGREEMENT && position(&finding.head) < position(&head.id))
}

fn stop(head: &Head, reason: &str, remedy: &str) -> PlanFinding {
    PlanFinding {
        head: head.id.clone(),
        place: head.title.clone(),
        reason: reason.to_owned(),
        remedy: remedy.to_owned(),
        stops: true,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{action::Owner, pathway_plan::Agreement, plan_form::PlanForms};

    const TODAY: Date = date(2026, 3, 3);

    fn step() -> Step {
        Step {
            id: Uuid::from_u128(1),
            what: "Apply for the course".into(),
            owner: Owner::YoungPerson,
            resources: "An hour with the careers officer".into(),
            due_on: Some(TODAY),
        }
    }

    /// A plan that can be signed off.
    fn whole(form: &PlanForm) -> Content {
        let mut content = Content::new();
        for head in form.heads_on(TODAY) {
            let section = match head.kind {
                HeadKind::OwnWords => Section {
                    own_words: "I want to bake".into(),
                    ..Section::default()
                },
                HeadKind::Agreement => Section {
                    agreement: Some(Agreement {
                        answer: Some(Agreed::Yes),
                        took_part: "We met twice".into(),
                        ..Agreement::default()
                    }),
                    ..Section::default()
                },
                HeadKind::Matter => Section {
                    text: "All is well".into(),
                    ..Section::default()
                },
            };
            content.insert(head.id.clone(), section);
        }
        if let Some(work) = content.get_mut("work") {
            work.goals.push(Goal {
                what: "A baking course".into(),
                steps: vec![step()],
            });
        }
        content
    }

    #[test]
    fn every_whole_form_can_be_signed_off() {
        for form in PlanForms::shipped().all() {
            let mut content = whole(form);
            if form.shape == crate::plan_form::Shape::Detained {
                let work = content.get_mut("education").expect("the head about work");
                work.goals.push(Goal {
                    what: "A course".into(),
                    steps: vec![step()],
                });
            }
            let found = findings(&SignOff {
                form,
                begun_on: TODAY,
                as_at: TODAY,
                content: &content,
                promises: &[],
            });
            assert_eq!(found, [], "{}", form.id);
        }
    }

    /// Changes a whole plan and says what is found: place, reason, and whether it stops.
    fn check(change: impl Fn(&mut Content), promises: &[Promise], expected: &[(&str, &str, bool)]) {
        let form = PlanForms::shipped()
            .find("england_pathway_plan")
            .expect("the form");
        let mut content = whole(form);
        change(&mut content);
        let found = findings(&SignOff {
            form,
            begun_on: TODAY,
            as_at: TODAY,
            content: &content,
            promises,
        });
        let found: Vec<(&str, &str, bool)> = found
            .iter()
            .map(|finding| {
                (
                    finding.place.as_str(),
                    finding.reason.as_str(),
                    finding.stops,
                )
            })
            .collect();
        assert_eq!(found, expected);
    }

    fn of<'a>(content: &'a mut Content, head: &str) -> &'a mut Section {
        content.get_mut(head).expect("a head")
    }

    const WORK: &str = "Work, or something that fills the day well";

    #[test]
    fn a_goal_about_work_needs_step_owner_resource_and_date() {
        let place = format!("{WORK}, goal 1");
        let first = format!("{WORK}, goal 1, step 1");
        let on_step = |change: fn(&mut Step)| {
            move |content: &mut Content| change(&mut of(content, "work").goals[0].steps[0])
        };
        check(
            |content| of(content, "work").goals[0].steps.clear(),
            &[],
            &[(&place, "This goal has no step yet.", true)],
        );
        check(
            on_step(|step| step.owner = Owner::other(" ")),
            &[],
            &[(&first, "It does not say who does it.", true)],
        );
        check(
            on_step(|step| step.resources.clear()),
            &[],
            &[(&first, "It does not say what it takes.", true)],
        );
        check(
            on_step(|step| step.due_on = None),
            &[],
            &[(&first, "It has no date.", true)],
        );
        check(
            on_step(|step| step.due_on = Some(date(2026, 3, 2))),
            &[],
            &[(&first, "Its day has passed.", true)],
        );
        check(
            on_step(|step| step.what.clear()),
            &[],
            &[(&first, "It does not say what is to be done.", true)],
        );
        check(
            |content| of(content, "work").goals.clear(),
            &[],
            &[(
                "Education and training",
                "There is no goal about education, training or work yet.",
                true,
            )],
        );
        // A goal about education serves as well as one about work.
        check(
            |content| {
                let goals = std::mem::take(&mut of(content, "work").goals);
                of(content, "education").goals = goals;
            },
            &[],
            &[],
        );
    }

    #[test]
    fn other_goals_are_advice_only() {
        check(
            |content| {
                of(content, "home").goals.push(Goal {
                    what: "A flat".into(),
                    steps: Vec::new(),
                });
            },
            &[],
            &[("Home, goal 1", "This goal has no step yet.", false)],
        );
    }

    #[test]
    fn own_words_agreement_and_contingency() {
        check(
            |content| of(content, "own_words").own_words.clear(),
            &[],
            &[(
                "In their own words",
                "The young person's own words are not here yet.",
                true,
            )],
        );
        check(
            |content| {
                *of(content, "own_words") = Section {
                    had_nothing_to_say: true,
                    ..Section::default()
                }
            },
            &[],
            &[],
        );
        check(
            |content| of(content, "contingency").text = "\n".into(),
            &[],
            &[(
                "If the plan does not work out",
                "Nothing is written here yet.",
                true,
            )],
        );
        let answered = |answer: Option<Agreed>, reason: &'static str| {
            move |content: &mut Content| {
                of(content, "agreement").agreement = Some(Agreement {
                    answer,
                    reason: reason.into(),
                    took_part: "By phone".into(),
                    ..Agreement::default()
                });
            }
        };
        let no_reason = [(
            "Do they agree?",
            "Their reason for not agreeing is not here.",
            true,
        )];
        check(
            answered(None, ""),
            &[],
            &[(
                "Do they agree?",
                "It does not say whether the young person agrees.",
                true,
            )],
        );
        check(answered(Some(Agreed::No), ""), &[], &no_reason);
        check(answered(Some(Agreed::InPart), " "), &[], &no_reason);
        check(answered(Some(Agreed::No), "Not that flat"), &[], &[]);
        check(answered(Some(Agreed::DidNotSay), ""), &[], &[]);
        check(
            |content| {
                content.remove("agreement");
            },
            &[],
            &[
                (
                    "Do they agree?",
                    "It does not say whether the young person agrees.",
                    true,
                ),
                (
                    "Do they agree?",
                    "It does not say how the young person took part.",
                    true,
                ),
            ],
        );
    }

    #[test]
    fn promises_of_last_time_come_first() {
        let promise = |is_answered, is_over| Promise {
            id: Uuid::from_u128(1),
            what: "Apply for the course".into(),
            is_answered,
            is_over,
        };
        check(
            |_| {},
            &[promise(false, false)],
            &[(
                "Promise: Apply for the course",
                "Nobody has said what came of this promise of last time.",
                true,
            )],
        );
        // Not kept: it stays a step, with a day to come.
        check(|_| {}, &[promise(true, false)], &[]);
        // Kept: the goal needs a next step.
        check(
            |_| {},
            &[promise(true, true)],
            &[(
                &format!("{WORK}, goal 1"),
                "Every step of this goal is done.",
                true,
            )],
        );
    }
}
