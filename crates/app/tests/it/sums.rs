//! Sums for programs, and sums and money in what is held about a person: the history page, the API, the file that is taken out.

use std::process::Command;

use axum::http::{Method, StatusCode};
use casework::{
    Role,
    entitlement::{NewAward, NewPayment, Way, award, pay},
};
use leaving_care::money::Pence;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    api::Program,
    support::{
        AUTHORITY, Site, TODAY, a_long_life, command_line,
        council::{assert_says, signed_in_at, words},
        on_each_engine,
    },
};

/// The case of a person with a private room in Preston and an offer of 16 hours at 10.85.
async fn case(program: &Program, person: Uuid) -> Value {
    let filled = program.get(&format!("/people/{person}/better-off")).await;
    assert_eq!(filled["knows_tenure"], false);
    assert!(
        filled["sources"]["born"]
            .as_str()
            .unwrap()
            .contains("4 May 2006")
    );
    let mut case = filled["case"].clone();
    let home = &mut case["household"]["home"];
    home["tenure"] = json!("private");
    home["rent_a_month"] = json!(45_000);
    home["area"] = json!("CENTRAL_LANCS");
    case["household"]["capital"] = json!(0);
    let job = better_off::Job::hourly(better_off::Pence(1_085), 960);
    case["offers"] = json!([{
        "name": "Kitchen job", "work": {"job": job}, "childcare_a_month": null,
        "rent_a_month": null, "tenure": null, "area": null
    }]);
    case
}

#[tokio::test]
async fn a_program_works_out_keeps_lists_and_opens() {
    on_each_engine(async |site| {
        let ash = a_long_life(site).await;
        let adviser = Program::of(site, Role::PersonalAdviser).await;
        let case = case(&adviser, ash).await;
        let (status, worked) = adviser.post("/better-off", case.clone()).await;
        assert_eq!(status, StatusCode::OK, "{worked}");
        assert_eq!(worked["now"]["outcome"]["amounts"]["after_rent"], 31_698);
        assert_eq!(worked["offers"][0]["better_by_pence"], 65_550 - 31_698);
        assert_eq!(worked["offers"][0]["on"], "2026-03-03");
        assert!(!worked["ask"].as_array().unwrap().is_empty());
        let sums = format!("/people/{ash}/better-off/sums");
        assert_eq!(adviser.get(&sums).await, json!([]));
        let (status, kept) = adviser.post(&sums, case.clone()).await;
        assert_eq!(status, StatusCode::OK, "{kept}");
        let list = adviser.get(&sums).await;
        assert_eq!(list[0]["id"], kept["id"]);
        assert_eq!(list[0]["kept"][1]["after_rent_pence"], 65_550);
        let one = format!("/better-off/sums/{}", kept["id"].as_str().unwrap());
        let open = adviser.get(&one).await;
        assert_eq!(
            (&open["is_same"], &open["person"]),
            (&json!(true), &json!(ash))
        );
        assert_eq!(open["case"], case);

        // What nobody can live in is refused field by field, and what is no case is said.
        let wrong = |change: &dyn Fn(&mut Value)| {
            let mut case = case.clone();
            change(&mut case);
            case
        };
        let offer = case["offers"][0].clone();
        for (body, field) in [
            (
                wrong(&|case| case["household"]["claimant"]["born"] = json!({"on": "2030-01-01"})),
                "born",
            ),
            (
                wrong(&|case| case["offers"] = json!([offer, offer, offer, offer, offer])),
                "offers",
            ),
            (
                wrong(&|case| case["offers"][0]["name"] = json!("x".repeat(61))),
                "name",
            ),
            (wrong(&|case| case["as_at"] = json!("2040-01-01")), ""),
            (
                wrong(&|case| case["household"]["home"]["area"] = json!("ATLANTIS")),
                "",
            ),
            (json!({}), ""),
        ] {
            let (status, answer) = adviser.post("/better-off", body).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
            let said = answer["fields"][0]["field"].as_str().unwrap_or_default();
            assert_eq!(said, field, "{answer}");
        }
        // Who may not, and who is of another council.
        for role in [Role::CareLeaver, Role::FinanceOfficer, Role::Auditor] {
            let other = Program::of(site, role).await;
            for (method, path, body) in [
                (Method::POST, "/better-off".to_owned(), Some(case.clone())),
                (Method::GET, sums.clone(), None),
                (Method::POST, sums.clone(), Some(case.clone())),
                (Method::GET, one.clone(), None),
                (Method::GET, format!("/people/{ash}/better-off"), None),
            ] {
                let (status, _) = other.call(method, &path, body).await;
                assert_eq!(status, StatusCode::FORBIDDEN, "{path} {}", role.code());
            }
        }
    })
    .await;
}

async fn some_money(site: &Site, person: Uuid) {
    let actor = command_line(TODAY);
    let new = NewAward {
        id: Uuid::now_v7(),
        entitlement: "setting_up_home_allowance".into(),
        amount: Pence::pounds(900),
        reason: "A bed and a cooker".into(),
        exception: String::new(),
    };
    let award = award(&actor, &site.office, person, new).await.unwrap();
    let new = NewPayment {
        id: Uuid::now_v7(),
        award,
        amount: Pence::pounds(100),
        way: Way::Card,
        reference: "CL-004321".into(),
        note: String::new(),
        instead_of: None,
    };
    pay(&actor, &site.office, new).await.unwrap();
}

#[tokio::test]
async fn money_and_sums_stand_in_what_is_held_about_a_person() {
    on_each_engine(async |site| {
        let ash = a_long_life(site).await;
        some_money(site, ash).await;
        let program = Program::of(site, Role::PersonalAdviser).await;
        let case = case(&program, ash).await;
        program
            .post(&format!("/people/{ash}/better-off/sums"), case)
            .await;

        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let page = adviser.page(&format!("/people/{ash}/history")).await;
        for sentence in [
            "Awarded: Setting up home allowance, £900",
            "A bed and a cooker",
            "Payment made: Setting up home allowance, £100",
            "Card CL-004321",
            "Better-off sum kept",
            "Kitchen job: £655.50 left after rent a month",
        ] {
            assert_says(&page, sentence);
        }
        // Who may read neither sees neither.
        let mut liaison = signed_in_at(site, AUTHORITY, Role::EmployerLiaison, TODAY).await;
        let page = words(&liaison.page(&format!("/people/{ash}/history")).await);
        assert!(
            !page.contains("Awarded:") && !page.contains("Better-off sum"),
            "{page}"
        );

        let held = program.get(&format!("/people/{ash}/history")).await;
        assert_eq!(held["awards"][0]["payments"][0]["pence"], 10_000);
        assert_eq!(held["sums"][0]["kept"][1]["after_rent_pence"], 65_550);

        let file = std::env::temp_dir().join(format!("held-{}.json", Uuid::now_v7()));
        let done = Command::new(env!("CARGO_BIN_EXE_throughcare"))
            .args(["export", "person", "--person", &ash.to_string()])
            .args(["--out", &file.display().to_string()])
            .args(["--db", site.address(), "--today", &TODAY.to_string()])
            .args(["--key-file", &site.key_file()])
            .output()
            .unwrap();
        assert!(done.status.success(), "{done:?}");
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::remove_file(&file).unwrap();
        let taken: Value = serde_json::from_str(&text).unwrap();
        for list in [
            "details",
            "identifiers",
            "spells",
            "contacts",
            "awards",
            "sums",
        ] {
            assert_eq!(
                taken[list].as_array().unwrap().len(),
                held[list].as_array().unwrap().len(),
                "{list}"
            );
            assert!(!taken[list].as_array().unwrap().is_empty(), "{list}");
        }
    })
    .await;
}
