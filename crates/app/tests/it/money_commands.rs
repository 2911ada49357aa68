//! `throughcare better-off --person` and `throughcare entitlements`, as somebody types them.

use std::process::{Command, Output};

use casework::{audit, better_off};
use jiff::civil::date;
use serde_json::Value;
use uuid::Uuid;

use crate::support::{Site, TODAY, a_long_life, command_line, on_each_engine};

fn run(site: &Site, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_throughcare"))
        .args(arguments)
        .args(["--db", site.address(), "--today", &TODAY.to_string()])
        .args(["--key-file", &site.key_file()])
        .output()
        .unwrap()
}

#[track_caller]
fn said(site: &Site, arguments: &[&str]) -> String {
    let output = run(site, arguments);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}{errors}");
    said
}

#[track_caller]
fn json(site: &Site, arguments: &[&str]) -> Value {
    let arguments = [arguments, &["--format", "json"]].concat();
    serde_json::from_str(&said(site, &arguments)).unwrap()
}

const ROOM: [&str; 6] = [
    "--tenure",
    "private",
    "--rent",
    "450",
    "--area",
    "central-lancs",
];

/// The same sums as on the page: 316.98 after rent now, 655.50 with 16 hours at 10.85.
#[tokio::test]
async fn a_person_is_filled_in_from_the_record_on_the_command_line() {
    on_each_engine(async |site| {
        let ash = a_long_life(site).await;
        let id = ash.to_string();
        let asked = ["better-off", "--person", &id];
        let text = said(site, &asked);
        for part in [
            "Ash Brook",
            "born 4 May 2006.",
            "left care",
            "The record does not say who the landlord is.",
            "Standard allowance",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
        let job = [&asked[..], &ROOM, &["--offer", "Kitchen=16@10.85"]].concat();
        let text = said(site, &job);
        assert!(!text.contains("MISSING"), "{text}");
        assert!(text.contains("Kitchen: take-home pay £752.27"), "{text}");
        let found = json(site, &job);
        assert_eq!(found["comparison"]["now"]["amounts"]["after_rent"], 31_698);
        let offer = &found["comparison"]["offers"][0];
        assert_eq!(offer["outcome"]["amounts"]["after_rent"], 65_550);
        assert!(
            found["record"]["sources"]["born"]
                .as_str()
                .unwrap()
                .contains("2006")
        );
        // Another day: at 17, still looked after; the record of that day counts.
        let then = [
            &asked[..],
            &["--as-at", "2025-05-20", "--tenure", "no-rent"],
        ]
        .concat();
        let found = json(site, &then);
        let work = found["record"]["sources"]["work"].as_str().unwrap();
        assert!(work.contains("since 28 April 2025"), "{work}");
        assert!(found["comparison"]["now"]["amounts"]["gross_earnings"].as_i64() > Some(0));
        // With a first day of work: each day to the second wage.
        let days = [
            &job[..],
            &[
                "--starts-on",
                "2026-03-09",
                "--first-paid-on",
                "2026-03-31",
                "--assessment-day",
                "12",
            ],
        ]
        .concat();
        assert!(json(site, &days)["calendar"].is_object());
        // Nothing is written but the audit log.
        let kept = better_off::of_person(&command_line(TODAY), &site.office, ash).await;
        assert_eq!(kept.unwrap(), []);
        let events = audit::list(&command_line(TODAY), &site.office, Some(ash)).await;
        let noted: Vec<_> = events
            .unwrap()
            .into_iter()
            .filter(|event| event.action == "better_off.fill_in")
            .collect();
        assert_eq!(noted.len(), 5, "one for each time it was asked");
        assert!(noted.iter().all(|event| event.actor == "command line"));
    })
    .await;
}

#[tokio::test]
async fn who_is_not_there_is_refused_in_a_sentence() {
    let site = Site::on_sqlite().await;
    a_long_life(&site).await;
    let nobody = Uuid::now_v7().to_string();
    for (arguments, sentence) in [
        (
            &["better-off", "--person", nobody.as_str()][..],
            "There is no such person here.",
        ),
        (
            &["entitlements", "--person", nobody.as_str()],
            "There is no such person here.",
        ),
        (&["better-off", "--person", "Ash"], "invalid value"),
    ] {
        let output = run(&site, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(error.contains(sentence), "{error}");
    }
}

#[tokio::test]
async fn the_catalogue_is_that_of_a_day_and_a_nation() {
    let site = Site::on_sqlite().await;
    let ash = a_long_life(&site).await;
    let check = |arguments: &[&str], id: &str, pence: Option<i64>| {
        let found = json(&site, &[&["entitlements"][..], arguments].concat());
        let list = found["entitlements"].as_array().unwrap();
        let one = list.iter().find(|one| one["id"] == id);
        let amount = one.and_then(|one| one["amount"]["pence"].as_i64());
        assert_eq!(amount, pence, "{arguments:?} {id}");
        list.len()
    };
    let home = "setting_up_home_allowance";
    check(&["--as-at", "2023-03-31"], home, Some(200_000));
    let english = check(
        &["--as-at", "2023-04-01", "--nation", "england"],
        home,
        Some(300_000),
    );
    let welsh = check(&["--nation", "wales"], home, None);
    let all = check(&[], home, Some(300_000));
    assert_eq!(all, english + welsh);
    // With what the council has decided.
    let new = casework::entitlement::NewSetting {
        entitlement: "travel".into(),
        own: None,
        amount: Some(leaving_care::money::Pence::pounds(250)),
        from: date(2026, 1, 1),
        to: None,
        source: "Cabinet".into(),
    };
    casework::entitlement::set(&command_line(TODAY), &site.office, new)
        .await
        .unwrap();
    check(&["--nation", "england"], "travel", None);
    let councils = check(&["--la", "888"], "travel", Some(25_000));
    assert_eq!(councils, english);
    check(&["--la", "888", "--as-at", "2025-12-31"], "travel", None);
    // For one person, with why.
    let text = said(&site, &["entitlements", "--person", &ash.to_string()]);
    for part in [
        "Ash Brook, as at 2026-03-03",
        "YES  Setting up home allowance: up to £3,000, once",
        "Not checked against the law itself",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let found = json(&site, &["entitlements", "--person", &ash.to_string()]);
    assert_eq!(found["entitled"][0]["answer"], "yes");
    assert_eq!(found["left_pence"], 0);
}
