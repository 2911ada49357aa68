//! The same for programs: the directory, a work coach's own side with the fields of the pages and no other, and the team.

use axum::http::Method;
use casework::{Action, permission::may};
use serde_json::{Value, json};

use super::*;
use crate::api::Program;

/// The same visitor as a program.
fn program(site: &Site, visitor: &Visitor) -> Program {
    Program::with_token(site.router(TODAY), visitor.session_token())
}

#[tokio::test]
async fn a_program_of_a_work_coach_sees_what_the_pages_show_and_no_more() {
    on_each_engine(async |site| {
        council(site).await;
        let ash = ash(site).await;
        let bo = site.add_person("Bo", "Brook", date(2008, 5, 4)).await;
        let no = site.add_person("Cy", "Brook", BORN).await;
        agrees(site, bo, &[Scope::Contact]).await;
        let robin = program(site, &coach(site, "Northern").await);
        let southern = program(site, &coach(site, "Southern").await);

        let list = robin.get("/partner/people").await;
        assert_eq!(list["district"], "Northern");
        let people = list["people"].as_array().unwrap();
        assert_eq!(people.len(), 2, "{list}");
        let line = people.iter().find(|line| line["id"] == json!(ash)).unwrap();
        assert_eq!(line["adviser"], "Sam Okafor");
        assert!(line["next"]["title"].is_string(), "{line}");
        let names: Vec<&String> = line.as_object().unwrap().keys().collect();
        assert_eq!(
            names,
            ["adviser", "age_years", "agreed", "date_of_birth", "id", "name", "next"]
        );
        assert_eq!(southern.get("/partner/people").await["people"], json!([]));

        let shown = robin.get(&format!("/partner/people/{ash}")).await;
        assert_eq!(shown["name"], "Ash Brook");
        let steps = &shown["steps"];
        assert_eq!(steps["claims"][0]["benefit"], "universal_credit");
        assert_eq!(steps["claims"][0]["stages"], json!([{"stage": "started", "on": "2026-02-02"}]));
        assert_eq!(steps["appointments"][0]["for_day"], "2026-03-03");
        assert!(!steps["due"].as_array().unwrap().is_empty());
        assert!(!shown.to_string().contains("clinic"), "a note of the council's: {shown}");
        // Who agreed to be named only is named only.
        let narrow = robin.get(&format!("/partner/people/{bo}")).await;
        assert_eq!(narrow["steps"], Value::Null);
        assert_eq!(narrow["adviser"], Value::Null);

        // Steps go where both sides' steps go, and back again.
        let step = json!({"on": "2026-03-03", "step": {"step": "contact", "channel": "phone"}});
        let (status, recorded) = robin.post(&format!("/people/{ash}/jobcentre/steps"), step).await;
        assert_eq!(status, StatusCode::OK, "{recorded}");
        let shown = robin.get(&format!("/partner/people/{ash}")).await;
        assert_eq!(shown["steps"]["recorded"][0]["version"], recorded["id"]);
        let version = recorded["id"].as_str().unwrap();
        let correction = |reason: &str| {
            json!({"on": "2026-03-02", "step": {"step": "contact", "channel": "phone"}, "reason": reason})
        };
        let correct = format!("/jobcentre-steps/{version}/correct");
        let (status, _) = southern.post(&correct, correction("not mine")).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let (status, answer) = robin.post(&correct, correction("")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer["fields"][0]["field"], "reason");
        let (status, corrected) = robin.post(&correct, correction("The day before")).await;
        assert_eq!(status, StatusCode::OK, "{corrected}");
        let withdraw = format!("/jobcentre-steps/{}/withdraw", corrected["id"].as_str().unwrap());
        let (status, _) = robin.post(&withdraw, json!({"reason": "never"})).await;
        assert_eq!(status, StatusCode::OK);

        // The same gates as the pages: nobody else, nothing else, and each look is noted.
        for (who, person) in [(&robin, no), (&southern, ash), (&robin, Uuid::now_v7())] {
            let (status, answer) = who
                .call(Method::GET, &format!("/partner/people/{person}"), None)
                .await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{answer}");
        }
        for path in ["jobcentre", "history", "events", "duties", "contacts"] {
            let (status, answer) = robin
                .call(Method::GET, &format!("/people/{ash}/{path}"), None)
                .await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{path}: {answer}");
        }
        let unlinked = Program::of(site, Role::WorkCoach).await;
        let (status, answer) = unlinked.call(Method::GET, "/partner/people", None).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
        let adviser = Program::of(site, Role::PersonalAdviser).await;
        let held = adviser.get(&format!("/people/{ash}/history")).await;
        let looks = held["disclosures"].as_array().unwrap().len();
        assert_eq!(looks, 3, "one list and two pages: {}", held["disclosures"]);
        let back = Step::ConsentWithdrawn {
            how: How::Phone,
            note: String::new(),
        };
        take(site, ash, None, TODAY, back).await;
        let (status, _) = robin
            .call(Method::GET, &format!("/partner/people/{ash}"), None)
            .await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_program_keeps_the_directory() {
    on_each_engine(async |site| {
        let manager = Program::of(site, Role::TeamManager).await;
        let at = "/jobcentre/directory";
        let empty = manager.get(at).await;
        assert_eq!((&empty["districts"], &empty["as_at"]), (&json!([]), &json!("2026-03-03")));
        let (status, answer) = manager.post(at, json!({"kind": "school"})).await;
        assert_eq!((status, &answer["fields"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("kind")));
        let office = json!({"kind": "office", "name": "Ribble Bridge", "district": "Northern", "phone": "01632 960 001"});
        let (status, added) = manager.post(at, office).await;
        assert_eq!(status, StatusCode::OK, "{added}");
        let office = added["id"].as_str().unwrap().to_owned();
        let coach = json!({"kind": "work_coach", "name": "Robin Vale", "office": office, "email": "robin@jobcentre.example"});
        let (_, added) = manager.post(at, coach.clone()).await;
        let robin = added["id"].as_str().unwrap().to_owned();
        let read = manager.get(at).await;
        let line = &read["districts"][0]["offices"][0];
        assert_eq!((&line["name"], &line["work_coaches"][0]["name"]), (&json!("Ribble Bridge"), &json!("Robin Vale")));
        assert_eq!(line["work_coaches"][0]["confirmed_on"], "2026-03-03");
        assert_eq!(line["work_coaches"][0]["is_stale"], false);

        // Two who correct the same version: the second is told.
        let version = line["work_coaches"][0]["version"].clone();
        let mut corrected = coach.clone();
        corrected["name"] = json!("Robin Vale-Moor");
        corrected["based_on"] = version.clone();
        let correct = format!("{at}/{robin}/correct");
        let (status, answer) = manager.post(&correct, corrected.clone()).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        let (status, _) = manager.post(&correct, corrected).await;
        assert_eq!(status, StatusCode::CONFLICT);
        let (status, _) = manager.call(Method::POST, &format!("{at}/{robin}/confirm"), None).await;
        assert_eq!(status, StatusCode::OK);
        let (status, _) = manager.call(Method::POST, &format!("{at}/{}/confirm", Uuid::now_v7()), None).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let read = manager.get(at).await;
        let version = &read["districts"][0]["offices"][0]["work_coaches"][0]["version"];
        let out = format!("{at}/{robin}/take-out");
        let (status, _) = manager.post(&out, json!({"based_on": version, "reason": ""})).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        let (status, _) = manager.post(&out, json!({"based_on": version, "reason": "Left"})).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(manager.get(at).await["districts"][0]["offices"][0]["work_coaches"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn a_program_reads_the_team() {
    on_each_engine(async |site| {
        council(site).await;
        ash(site).await;
        let manager = Program::of(site, Role::TeamManager).await;
        let team = manager.get("/team").await;
        let advisers = team["advisers"].as_array().unwrap();
        let sam = advisers
            .iter()
            .find(|line| line["name"] == "Sam Okafor")
            .unwrap();
        assert_eq!(sam["young_people"], 1, "{team}");
        assert_eq!(team["as_at"], "2026-03-03");
        let worker = sam["worker"].as_str().unwrap();
        let overdue = manager
            .get(&format!("/team/overdue?adviser={worker}&limit=1"))
            .await;
        assert_eq!(overdue["total"], sam["overdue"], "{overdue}");
        let duties = overdue["duties"].as_array().unwrap();
        assert_eq!(
            duties.len(),
            overdue["total"].as_u64().unwrap().min(1) as usize
        );
        // The next page goes on where the first ended, and the pages together are all.
        let mut seen = duties.len();
        let mut next = overdue["next"].clone();
        while let Some(after) = next.as_str() {
            let path = format!("/team/overdue?adviser={worker}&limit=1&after={after}");
            let page = manager.get(&path).await;
            seen += page["duties"].as_array().unwrap().len();
            next = page["next"].clone();
        }
        assert_eq!(json!(seen), overdue["total"]);
        assert_eq!(
            manager.get("/team/waiting").await["total"],
            team["without_adviser"]
        );
        assert_eq!(
            manager.get("/team/steadiness").await["total"],
            team["steadiness"]["people"]
        );
    })
    .await;
}

#[tokio::test]
async fn every_role_is_let_in_where_the_permission_table_says_so() {
    let site = Site::on_sqlite().await;
    let nobody = Uuid::now_v7();
    for role in Role::people() {
        let program = Program::of(&site, role).await;
        for (method, path, action) in [
            (
                Method::GET,
                "/jobcentre/directory".to_owned(),
                Action::ReadJobcentreDirectory,
            ),
            (
                Method::POST,
                format!("/jobcentre/directory/{nobody}/confirm"),
                Action::KeepJobcentreDirectory,
            ),
            (
                Method::GET,
                "/partner/people".to_owned(),
                Action::SeeSharedPeople,
            ),
            (
                Method::GET,
                format!("/partner/people/{nobody}"),
                Action::SeeSharedPeople,
            ),
            (Method::GET, "/team".to_owned(), Action::ReadTeam),
            (Method::GET, "/team/waiting".to_owned(), Action::ReadTeam),
            (Method::GET, "/team/overdue".to_owned(), Action::ReadTeam),
            (Method::GET, "/team/steadiness".to_owned(), Action::ReadTeam),
        ] {
            let (status, answer) = program.call(method, &path, None).await;
            let is_refused = status == StatusCode::FORBIDDEN;
            assert_eq!(is_refused, !may(role, action), "{role:?} {path}: {answer}");
        }
    }
}
