//! A part of a plan as a form: its texts, and goals with their steps numbered one after the other.

use casework::pathway_plan::OwnerChoice;
use leaving_care::action::Owner;
use leaving_care::pathway_plan::{Agreed, Agreement, Goal, Section, Step};
use leaving_care::plan_form::{Head, HeadKind};
use uuid::Uuid;

use crate::web::form::{Choice, Form};

/// The fields of a goal, by their names in the form.
pub struct GoalFields {
    pub number: usize,
    pub what: String,
    /// Holds how many steps the form has.
    pub count: String,
    pub steps: Vec<StepFields>,
    /// What the button that adds a step sends.
    pub add: String,
}

/// The fields of a step.
pub struct StepFields {
    pub number: usize,
    pub id: String,
    pub what: String,
    /// The young person, a worker, or somebody else.
    pub who: String,
    /// Who that somebody else is.
    pub owner: String,
    pub resources: String,
    pub due: String,
}

impl GoalFields {
    fn of(form: &Form, number: usize) -> Self {
        let what = format!("goal-{number}");
        let count = format!("{what}-steps");
        let steps = many(form, &count, MOST_STEPS);
        Self {
            number,
            steps: (1..=steps.max(1))
                .map(|step| StepFields::of(number, step))
                .collect(),
            add: format!("step-{number}"),
            what,
            count,
        }
    }
}

impl StepFields {
    fn of(goal: usize, number: usize) -> Self {
        let what = format!("goal-{goal}-step-{number}");
        Self {
            number,
            id: format!("{what}-id"),
            who: format!("{what}-who"),
            owner: format!("{what}-owner"),
            resources: format!("{what}-resources"),
            due: format!("{what}-due"),
            what,
        }
    }
}

const MOST_GOALS: usize = 12;
const MOST_STEPS: usize = 20;

/// How many a form says it has; never more than a part can hold.
fn many(form: &Form, field: &str, most: usize) -> usize {
    form.value(field).parse().unwrap_or(0).min(most)
}

/// The goals that the form shows.
pub fn goals(form: &Form) -> Vec<GoalFields> {
    (1..=many(form, "goals", MOST_GOALS))
        .map(|number| GoalFields::of(form, number))
        .collect()
}

/// Fills the form with what stands.
pub fn fill(form: &mut Form, head: &Head, section: &Section) {
    form.set("own_words", section.own_words.as_str());
    form.set("text", section.text.as_str());
    if section.had_nothing_to_say {
        form.set("had_nothing_to_say", "yes");
    }
    if let Some(agreement) = &section.agreement {
        form.set("answer", agreement.answer.map_or("", Agreed::code));
        form.set("why", agreement.reason.as_str());
        form.set("took_part", agreement.took_part.as_str());
        form.set("others", agreement.others.as_str());
    }
    // Where a plan must have a goal an empty one waits to be filled in.
    let shown = section.goals.len().max(usize::from(head.is_work));
    form.set("goals", shown.to_string());
    for (position, goal) in section.goals.iter().enumerate() {
        let number = position + 1;
        form.set(&format!("goal-{number}"), goal.what.as_str());
        form.set(
            &format!("goal-{number}-steps"),
            goal.steps.len().max(1).to_string(),
        );
        for (position, step) in goal.steps.iter().enumerate() {
            let fields = StepFields::of(number, position + 1);
            form.set(&fields.id, step.id.to_string());
            form.set(&fields.what, step.what.as_str());
            fill_owner(form, &fields, &step.owner);
            form.set(&fields.resources, step.resources.as_str());
            if let Some(due_on) = step.due_on {
                form.set_date(&fields.due, due_on);
            }
        }
    }
}

const YOUNG_PERSON: &str = "young_person";
const OTHER: &str = "other";

fn fill_owner(form: &mut Form, fields: &StepFields, owner: &Owner) {
    match owner {
        Owner::YoungPerson => form.set(&fields.who, YOUNG_PERSON),
        Owner::Worker { id, .. } => form.set(&fields.who, id.to_string()),
        Owner::Other(_) if owner.is_nobody() => {}
        Owner::Other(name) => {
            form.set(&fields.who, OTHER);
            form.set(&fields.owner, name.as_str());
        }
    }
}

/// A name alone, with nothing chosen, is somebody else: so forms sent before there was a choice are read as they were.
fn read_owner(form: &Form, fields: &StepFields) -> Owner {
    match form.value(&fields.who) {
        YOUNG_PERSON => Owner::YoungPerson,
        chosen => match chosen.parse() {
            // The directory has the name.
            Ok(id) => Owner::Worker {
                id,
                name: String::new(),
            },
            Err(_) => Owner::other(form.value(&fields.owner)),
        },
    }
}

/// Whom a step can be given to: the young person, their own workers, the rest of the service, and somebody else. A worker who has left
/// stays among them while a step still names them.
pub fn owners(workers: &[OwnerChoice], section: &Section, young_person: &str) -> Vec<Choice> {
    let mut choices = vec![Choice::new(YOUNG_PERSON, young_person)];
    choices.extend(workers.iter().map(|worker| {
        let label = match worker.role {
            Some(role) => format!("{}, their {}", worker.name, role.label().to_lowercase()),
            None if worker.team.is_empty() => worker.name.clone(),
            None => format!("{}, {}", worker.name, worker.team),
        };
        Choice::new(worker.worker.to_string(), label)
    }));
    let mut gone: Vec<Uuid> = Vec::new();
    for step in section.goals.iter().flat_map(|goal| &goal.steps) {
        if let Owner::Worker { id, name } = &step.owner
            && !workers.iter().any(|worker| worker.worker == *id)
            && !gone.contains(id)
        {
            gone.push(*id);
            choices.push(Choice::new(id.to_string(), format!("{name}, who has left")));
        }
    }
    choices.push(Choice::new(OTHER, "Somebody else"));
    choices
}

/// One more goal, or one more step of a goal. Gives the field to which the page goes.
pub fn add(form: &mut Form) -> String {
    let asked = form.value("add").to_owned();
    let goal = asked
        .strip_prefix("step-")
        .and_then(|number| number.parse::<usize>().ok());
    if let Some(goal) = goal {
        let fields = GoalFields::of(form, goal);
        let steps = (fields.steps.len() + 1).min(MOST_STEPS);
        form.set(&fields.count, steps.to_string());
        StepFields::of(goal, steps).what
    } else {
        let goals = (many(form, "goals", MOST_GOALS) + 1).min(MOST_GOALS);
        form.set("goals", goals.to_string());
        format!("goal-{goals}")
    }
}

/// What was typed, with an error at each date that does not exist.
pub fn read(form: &mut Form, head: &Head) -> Section {
    let goals = goals(form)
        .iter()
        .map(|goal| Goal {
            what: form.value(&goal.what).to_owned(),
            steps: goal
                .steps
                .iter()
                .map(|step| read_step(form, step))
                .collect(),
        })
        .collect();
    let agreement = (head.kind == HeadKind::Agreement).then(|| Agreement {
        answer: Agreed::from_code(form.value("answer")),
        reason: form.value("why").to_owned(),
        took_part: form.value("took_part").to_owned(),
        others: form.value("others").to_owned(),
    });
    Section {
        own_words: form.value("own_words").to_owned(),
        had_nothing_to_say: !form.value("had_nothing_to_say").is_empty(),
        text: form.value("text").to_owned(),
        goals,
        agreement,
    }
}

fn read_step(form: &mut Form, fields: &StepFields) -> Step {
    let due_on = form.optional_date(&fields.due, "The day by which it is done");
    Step {
        id: form.value(&fields.id).parse().unwrap_or_default(),
        what: form.value(&fields.what).to_owned(),
        owner: read_owner(form, fields),
        resources: form.value(&fields.resources).to_owned(),
        due_on,
    }
}

pub fn answers() -> Vec<Choice> {
    Agreed::ALL
        .into_iter()
        .map(|agreed| Choice::new(agreed.code(), agreed.label()))
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use leaving_care::plan_form::PlanForms;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn what_is_filled_in_reads_back() {
        let form = PlanForms::shipped().find("england_pathway_plan").unwrap();
        let heads: Vec<&Head> = form.heads_on(date(2026, 3, 3)).collect();
        let work = heads.iter().find(|head| head.id == "work").unwrap();
        let step = |number: u128| Step {
            id: Uuid::from_u128(number),
            what: format!("Step {number}"),
            owner: match number {
                1 => Owner::YoungPerson,
                2 => Owner::Worker {
                    id: Uuid::from_u128(7),
                    name: String::new(),
                },
                _ => Owner::other("The school"),
            },
            resources: "Bus fare".into(),
            due_on: Some(date(2028, 2, 29)),
        };
        let section = Section {
            own_words: "I want to bake".into(),
            text: "There is a course.".into(),
            goals: vec![
                Goal {
                    what: "A course".into(),
                    steps: vec![step(1), step(2)],
                },
                Goal {
                    what: "A job".into(),
                    steps: vec![step(3)],
                },
            ],
            ..Section::default()
        };
        let mut filled = Form::default();
        fill(&mut filled, work, &section);
        assert_eq!(read(&mut filled, work), section);
        filled.set("add", "step-2");
        assert_eq!(add(&mut filled), "goal-2-step-2");
        filled.set("add", "goal");
        assert_eq!(add(&mut filled), "goal-3");
        assert_eq!(goals(&filled).len(), 3);
        // However many are asked for, no more are drawn than a part can hold.
        filled.set("goals", "4000000000");
        assert_eq!(goals(&filled).len(), MOST_GOALS);
    }
}
