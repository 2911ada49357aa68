//! Wrong protocol texts are refused with line, reason and remedy; everything wrong at once.

use crate::duty::{Fault, Protocol, Protocols, explain};

const GOOD: &str = r#"id = "own"
title = "Our own"
version = "1"
source = "local"

[[duty]]
id = "check"
title = "A check"
owed_by = "council"
why = "Because"
source = "local"
starts_on = "claim_started"
due = "7 days"
fulfilled_by = ["jobcentre_contact"]
"#;

fn faults(text: &str) -> Vec<Fault> {
    match Protocol::parse(text) {
        Ok(_) => Vec::new(),
        Err(faults) => faults,
    }
}

#[track_caller]
fn check(from: &str, to: &str, line: usize, says: &str) {
    assert!(GOOD.contains(from), "{from}");
    let found = faults(&GOOD.replacen(from, to, 1));
    let fault = found.first().unwrap_or_else(|| panic!("{to} was taken"));
    assert_eq!(fault.line, line, "{fault}");
    assert!(fault.reason.contains(says), "{fault}");
    assert!(!fault.remedy.is_empty());
}

#[test]
fn each_fault_has_its_line() {
    assert_eq!(faults(GOOD), []);
    check("id = \"own\"", "id = \"Our own\"", 1, "cannot be an id");
    check("title = \"Our own\"\n", "", 1, "title");
    check(
        "owed_by = \"council\"",
        "owed_by = \"nobody\"",
        9,
        "owes nothing",
    );
    check(
        "why = \"Because\"",
        "why = \"Because {whoever}\"",
        7,
        "{whoever}",
    );
    check(
        "starts_on = \"claim_started\"",
        "starts_on = \"claim_begun\"",
        12,
        "no event",
    );
    check("starts_on = \"claim_started\"\n", "", 7, "Nothing starts");
    check("due = \"7 days\"", "due = \"soon\"", 13, "cannot be read");
    check("due = \"7 days\"", "due = 7", 13, "invalid type");
    check(
        "due = \"7 days\"",
        "every = \"0 days\"",
        13,
        "comes again after a day",
    );
    check(
        "due = \"7 days\"",
        "opens = \"-1 days\"",
        13,
        "without a minus",
    );
    check(
        "fulfilled_by = [\"jobcentre_contact\"]",
        "fulfilled_by = []",
        14,
        "stay for ever",
    );
    check(
        "fulfilled_by = [\"jobcentre_contact\"]",
        "fulfilled_by = [\"luck\"]",
        14,
        "no event",
    );
    check(
        "fulfilled_by",
        "excused_by = [\"rain\"]\nfulfilled_by",
        14,
        "no exemption",
    );
    check(
        "fulfilled_by",
        "colour = \"red\"\nfulfilled_by",
        14,
        "unknown field",
    );
    check(
        "source = \"local\"\nstarts_on",
        "source = \" \"\nstarts_on",
        11,
        "without a source",
    );
    check("[[duty]]", "[[duty]", 6, "");
    check(
        "fulfilled_by",
        "pauses_from = \"job_started\"\nfulfilled_by",
        14,
        "a beginning and an end",
    );
    check(
        "fulfilled_by",
        "pauses_from = [\"job_started\", \"support_ended\"]\npauses_until = \"job_ended\"\nfulfilled_by",
        14,
        "a beginning and an end",
    );
    check(
        "fulfilled_by",
        "needs_consent = true\nwaits_if_refused = true\nfulfilled_by",
        15,
        "says this already",
    );
    check(
        "fulfilled_by",
        "every = \"7 days\"\ncatch_up = true\nfulfilled_by",
        15,
        "what is done once",
    );
    check(
        "fulfilled_by",
        "by_days = [\"02-30\"]\nfulfilled_by",
        14,
        "no day of the year",
    );
}

#[test]
fn everything_wrong_is_told_at_once() {
    let text = GOOD
        .replacen("council", "nobody", 1)
        .replacen("7 days", "soon", 1)
        .replacen("jobcentre_contact", "luck", 1);
    let lines: Vec<usize> = faults(&text).iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [9, 13, 14]);
}

#[test]
fn odd_texts_are_refused_without_a_panic() {
    for text in [
        "",
        "\u{0}",
        "id",
        "[[duty]]",
        "= = =",
        "id = \"\u{1F600}\"",
        "duty = 5",
    ] {
        assert!(Protocol::parse(text).is_err(), "{text:?}");
    }
}

#[test]
fn every_shipped_duty_is_explained_in_full() {
    for protocol in Protocols::shipped().iter() {
        for told in explain(protocol) {
            for (heading, cell) in crate::duty::Explanation::HEADINGS.iter().zip(told.cells()) {
                assert!(
                    !cell.trim().is_empty(),
                    "{} {}: {heading}",
                    protocol.id,
                    told.duty
                );
            }
        }
    }
}
