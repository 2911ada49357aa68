//! Files of facts: what is wrong in them, and what is read from them.

use super::*;
use jiff::civil::date;

#[track_caller]
fn check(text: &str, place: &str, stops: bool) {
    let read = FactsFile::read(text, &[]);
    let finding = read
        .findings
        .first()
        .unwrap_or_else(|| panic!("nothing found in {text}"));
    assert_eq!(
        (finding.place.as_str(), finding.stops),
        (place, stops),
        "{finding}"
    );
    assert_eq!(read.file.is_none(), stops);
    assert!(!finding.remedy.is_empty());
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    check("", "the file", true);
    check("[]", "the file", true);
    check("{}", "date_of_birth", true);
    check(r#"{"date_of_birth": "29/02/2008"}"#, "date_of_birth", true);
    check(
        r#"{"date_of_birth": "2008-02-29", "nation": "France"}"#,
        "nation",
        true,
    );
    check(
        r#"{"date_of_birth": "2008-02-29", "protocols": ["none"]}"#,
        "protocols[0]",
        true,
    );
    check(
        r#"{"date_of_birth": "2008-02-29", "nation": "England", "protocols": ["statutory_wales"]}"#,
        "protocols[0]",
        false,
    );
    check(
        r#"{"date_of_birth": "2008-02-29", "colour": 1}"#,
        "colour",
        false,
    );
    let fact = |fact: &str| format!(r#"{{"date_of_birth": "2008-02-29", "facts": [{fact}]}}"#);
    check(&fact("5"), "facts[0]", true);
    check(&fact(r#"{"on": "2026-01-01"}"#), "facts[0].kind", true);
    check(
        &fact(r#"{"kind": "slept", "on": "2026-01-01"}"#),
        "facts[0].kind",
        false,
    );
    check(&fact(r#"{"kind": "claim_started"}"#), "facts[0].on", true);
    check(
        &fact(r#"{"kind": "claim_started", "on": "2026-02-30"}"#),
        "facts[0].on",
        true,
    );
    check(
        &fact(r#"{"kind": "claim_started", "on": "2000-01-01"}"#),
        "facts[0].on",
        true,
    );
    check(
        &fact(r#"{"kind": "claim_started", "on": "2026-01-01", "recorded_at": "then"}"#),
        "facts[0].recorded_at",
        true,
    );
    check(
        &fact(r#"{"kind": "jobcentre_contact", "on": "2026-01-01", "face_to_face": "yes"}"#),
        "facts[0]",
        true,
    );
    check(
        &fact(r#"{"kind": "jobcentre_contact", "on": "2026-01-01", "face2face": true}"#),
        "facts[0].face2face",
        false,
    );
}

#[test]
fn an_excuse_that_excuses_nothing_is_told() {
    let excuse = |rest: &str| {
        format!(
            r#"{{"date_of_birth": "2008-02-29", "protocols": ["statutory_england"],
                "facts": [{{"kind": "duty_excused", "on": "2026-01-01", {rest}}}]}}"#
        )
    };
    let place = "duty_excused on 2026-01-01";
    let duty = r#""duty": "health_review""#;
    check(&excuse(r#""reason": "young_person_unwell""#), place, false);
    check(&excuse(duty), place, false);
    check(
        &excuse(&format!(r#"{duty}, "reason": "no_time""#)),
        place,
        false,
    );
    check(
        &excuse(&format!(
            r#"{duty}, "reason": "young_person_unwell", "days": 300"#
        )),
        place,
        false,
    );
    let fitting = excuse(
        r#""duty": "statutory_england/health_review", "reason": "young_person_unwell", "days": 7"#,
    );
    assert_eq!(FactsFile::read(&fitting, &[]).findings, []);
}

#[test]
fn a_file_that_names_no_nation_has_that_of_its_protocols() {
    let nation = |rest: &str| {
        let text = format!("\u{feff}{{\"date_of_birth\": \"2008-02-29\"{rest}}}");
        let read = FactsFile::read(&text, &[]);
        assert_eq!(read.findings, []);
        read.file.map(|file| file.facts.nation)
    };
    assert_eq!(nation(""), Some(Nation::England));
    assert_eq!(nation(r#", "nation": "Wales""#), Some(Nation::Wales));
    assert_eq!(
        nation(r#", "protocols": ["neet_panel", "statutory_wales"]"#),
        Some(Nation::Wales)
    );
}

#[test]
fn a_moment_is_taken_to_its_day_in_britain() {
    let text = r#"{"date_of_birth": "2008-02-29", "facts": [
        {"kind": "claim_started", "on": "2026-06-30", "recorded_at": "2026-06-30T23:30:00Z"},
        {"kind": "claim_ended", "on": "2026-07-05", "recorded_at": "2026-07-06"},
        {"kind": "job_started", "on": "2026-07-08"}]}"#;
    let file = FactsFile::read(text, &[]).file.expect("a file");
    let days: Vec<_> = file
        .facts
        .events
        .iter()
        .map(|event| event.recorded_on)
        .collect();
    let expected = [date(2026, 7, 1), date(2026, 7, 6), date(2026, 7, 8)];
    assert_eq!(days, expected.map(Some));
}
