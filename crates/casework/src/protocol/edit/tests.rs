//! The form changes what it says in the text and nothing else.

use super::*;

const TEXT: &str = r#"# Ours.
id = "ours"
title = "Ours"
version = "1"
source = "Made up"

# Weekly.
[[duty]]
id = "weekly"
title = "Weekly contact"
owed_by = "jobcentre"
role = "work_coach"
why = "The claim began on {trigger}."
source = "local"
starts_on = "claim_started"
late = "1 day"
every = "7 days"
fulfilled_by = ["jobcentre_contact"]
ends_on = "claim_ended"

# Once.
[[duty]]
id = "plan"
title = "A plan"
owed_by = "council"
why = "Because."
source = "local"
starts_on = "became_relevant"
due = "3 months"
fulfilled_by = [
  "pathway_plan_completed",
]
"#;

fn words(duty: &str) -> DutyWords {
    let protocol = Protocol::parse(TEXT).expect("a protocol");
    duty_words(protocol.duty(duty).expect("a duty"))
}

#[test]
fn one_word_changes_one_line() {
    type Edit = fn(&mut DutyWords);
    let check = |duty: &str, edit: Edit, removed: &[&str], added: &[&str]| {
        let mut words = words(duty);
        edit(&mut words);
        let text = set_duty(TEXT, duty, &words).expect("a text");
        let mut old: Vec<&str> = TEXT.lines().collect();
        let mut new: Vec<&str> = text.lines().collect();
        for line in removed {
            let at = old.iter().position(|one| one == line).expect("removed");
            old.remove(at);
        }
        for line in added {
            let at = new.iter().position(|one| one == line).expect("added");
            new.remove(at);
        }
        assert_eq!(old, new);
    };
    check("weekly", |_| (), &[], &[]);
    check(
        "weekly",
        |one| one.every = Some("14 days".into()),
        &["every = \"7 days\""],
        &["every = \"14 days\""],
    );
    // The same length in other words changes nothing.
    check("weekly", |one| one.every = Some("1 week".into()), &[], &[]);
    check("weekly", |one| one.late.clear(), &["late = \"1 day\""], &[]);
    check(
        "weekly",
        |one| one.role.clear(),
        &["role = \"work_coach\""],
        &[],
    );
    check(
        "weekly",
        |one| one.early_resets = false,
        &[],
        &["early_resets = false"],
    );
    check(
        "weekly",
        |one| one.owed_by = "both".into(),
        &["owed_by = \"jobcentre\""],
        &["owed_by = \"both\""],
    );
    check(
        "plan",
        |one| one.due = "2 months".into(),
        &["due = \"3 months\""],
        &["due = \"2 months\""],
    );
    check(
        "plan",
        |one| one.late = "10 working days".into(),
        &[],
        &["late = \"10 working days\""],
    );
    check(
        "plan",
        |one| one.role = "personal_adviser".into(),
        &[],
        &["role = \"personal_adviser\""],
    );
}

#[test]
fn what_cannot_be_taken_is_said_at_its_field() {
    type Edit = fn(&mut DutyWords);
    let check = |duty: &str, edit: Edit, field: &str| {
        let mut words = words(duty);
        edit(&mut words);
        let problems = set_duty(TEXT, duty, &words).expect_err("a problem");
        assert_eq!(problems.first().map(|problem| problem.field), Some(field));
    };
    check("weekly", |one| one.every = Some("often".into()), "every");
    check("weekly", |one| one.every = Some(String::new()), "every");
    check("weekly", |one| one.every = Some("0 days".into()), "every");
    check("weekly", |one| one.every = None, "every");
    check("weekly", |one| one.late = "-1 day".into(), "late");
    check("weekly", |one| one.opens = "\"\nid = \"x".into(), "opens");
    check("weekly", |one| one.owed_by = "us".into(), "owed_by");
    check("weekly", |one| one.role = "the boss".into(), "role");
    assert!(set_duty(TEXT, "nothing", &words("weekly")).is_err());
    assert!(set_duty("no protocol", "weekly", &words("weekly")).is_err());
}

#[test]
fn a_duty_is_switched_off_and_on_again_where_it_was() {
    let shipped = Protocol::parse(TEXT).expect("a protocol");
    for duty in ["weekly", "plan"] {
        let off = switch_duty(TEXT, duty, false, Some(&shipped)).expect("off");
        let protocol = Protocol::parse(&off).expect("a protocol");
        assert!(protocol.duty(duty).is_none());
        assert_eq!(protocol.duties.len(), 1);
        assert!(
            off.contains("# Weekly.") && off.contains("# Once."),
            "{off}"
        );
        let on = switch_duty(&off, duty, true, Some(&shipped)).expect("on");
        let again = Protocol::parse(&on).expect("a protocol");
        assert_eq!(again.duty(duty), shipped.duty(duty));
        // Nothing ships from which it could be put back.
        assert!(switch_duty(&off, duty, true, None).is_err());
    }
    let one_left = switch_duty(TEXT, "plan", false, None).expect("off");
    let problems = switch_duty(&one_left, "weekly", false, None).expect_err("the last one");
    assert!(
        problems
            .iter()
            .any(|problem| problem.message.contains("only duty"))
    );
}

#[test]
fn what_the_form_does_not_understand_it_leaves_alone() {
    // The same duty in another way of writing TOML.
    let inline = r#"id = "ours"
title = "Ours"
version = "1"
source = "Made up"
duty = [{ id = "plan", title = "A plan", owed_by = "council", why = "Because.", source = "local", starts_on = "became_relevant", due = "3 months", fulfilled_by = ["pathway_plan_completed"] }]
"#;
    let mut asked = words("plan");
    asked.due = "2 months".to_owned();
    let problems = set_duty(inline, "plan", &asked).expect_err("cannot");
    assert!(
        problems
            .iter()
            .any(|problem| problem.message.contains("Edit the protocol as text"))
    );
}
