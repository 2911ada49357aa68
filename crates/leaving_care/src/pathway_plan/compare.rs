//! Two versions of a plan beside each other, part by part.

use std::fmt::Write as _;

use super::{Content, Section};
use crate::{plan_form::Head, wording};

/// A part in both versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    pub head: String,
    pub title: String,
    pub before: String,
    pub after: String,
    pub differs: bool,
}

/// Every part that either version has, in the order of the later form; parts that only the earlier form had come last.
pub fn compare(before: (&[&Head], &Content), after: (&[&Head], &Content)) -> Vec<Compared> {
    let only_before = before
        .0
        .iter()
        .filter(|head| !after.0.iter().any(|other| other.id == head.id));
    after
        .0
        .iter()
        .chain(only_before)
        .map(|head| {
            let words = |content: &Content| content.get(&head.id).map(in_words).unwrap_or_default();
            let (before, after) = (words(before.1), words(after.1));
            Compared {
                head: head.id.clone(),
                title: head.title.clone(),
                differs: before != after,
                before,
                after,
            }
        })
        .collect()
}

/// A part as a plain text, line by line.
pub fn in_words(section: &Section) -> String {
    let mut text = String::new();
    let mut line = |words: &str| {
        if !words.is_empty() {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(words);
        }
    };
    if !section.own_words.is_empty() {
        line(&format!("\u{201c}{}\u{201d}", section.own_words));
    }
    if section.had_nothing_to_say {
        line("They were asked and had nothing to say this time.");
    }
    line(&section.text);
    for (number, goal) in section.goals.iter().enumerate() {
        line(&format!("Goal {}: {}", number + 1, goal.what));
        for step in &goal.steps {
            let mut words = format!("\u{2013} {}", step.what);
            if !step.owner.is_nobody() {
                let _ = write!(words, ", {}", step.owner);
            }
            if let Some(due_on) = step.due_on {
                let _ = write!(words, ", by {}", wording::day(due_on));
            }
            if !step.resources.is_empty() {
                let _ = write!(words, " ({})", step.resources);
            }
            line(&words);
        }
    }
    if let Some(agreement) = &section.agreement {
        line(agreement.answer.map_or("", super::Agreed::label));
        line(&agreement.reason);
        if !agreement.took_part.is_empty() {
            line(&format!("How they took part: {}", agreement.took_part));
        }
        if !agreement.others.is_empty() {
            line(&format!("Others who were asked: {}", agreement.others));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::{
        action::Owner,
        pathway_plan::{Goal, Step},
        plan_form::PlanForms,
    };

    fn heads(id: &str) -> Vec<&'static Head> {
        let form = PlanForms::shipped().find(id).expect(id);
        form.heads_on(date(2026, 3, 3)).collect()
    }

    fn text(head: &str, text: &str) -> (String, Section) {
        let section = Section {
            text: text.into(),
            ..Section::default()
        };
        (head.into(), section)
    }

    #[test]
    fn what_changed_is_marked_and_no_part_is_lost() {
        let full = heads("england_pathway_plan");
        let short = heads("england_short_plan");
        let before = Content::from([text("home", "A room in Preston"), text("work", "Bakery")]);
        let after = Content::from([text("work", "Bakery"), text("wanted", "Help with rent")]);
        let compared = compare((&full, &before), (&short, &after));
        let of = |id: &str| compared.iter().find(|part| part.head == id).expect(id);
        assert!(of("home").differs && of("home").after.is_empty());
        assert!(!of("work").differs && of("wanted").differs);
        // Those of the later form come first, in its order.
        assert_eq!(compared[0].head, "own_words");
        assert_eq!(compared[1].head, "wanted");
        // Of the five matters of the short form three are not in the full one.
        assert_eq!(compared.len(), full.len() + 3);
    }

    #[test]
    fn a_part_in_words() {
        let section = Section {
            own_words: "I want to bake".into(),
            text: "Sam bakes at home.".into(),
            goals: vec![Goal {
                what: "Level 2 baking".into(),
                steps: vec![Step {
                    id: Uuid::nil(),
                    what: "Apply".into(),
                    owner: Owner::other("Sam"),
                    resources: "bus fare".into(),
                    due_on: Some(date(2026, 4, 1)),
                }],
            }],
            ..Section::default()
        };
        assert_eq!(
            in_words(&section),
            "\u{201c}I want to bake\u{201d}\nSam bakes at home.\nGoal 1: Level 2 baking\n\u{2013} Apply, Sam, by 1 April 2026 (bus fare)"
        );
        assert_eq!(in_words(&Section::default()), "");
    }
}
