//! The JSON API through HTTP: the same things as the pages, the same permissions, errors as JSON, and its document.

use std::fs;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, StatusCode, header},
};
use casework::{Action, Role, permission::may};
use jiff::civil::date;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::browser::root;
use crate::neet::lancashire;
use crate::support::{
    AUTHORITY, PASSWORD, Site, TODAY, a_long_life, council::signed_in_at, on_each_engine,
};

/// A program that calls with a bearer token.
pub struct Program {
    router: Router,
    token: String,
}

impl Program {
    pub async fn of(site: &Site, role: Role) -> Self {
        let email = site.account(role).await;
        Self::signed_in(site.router(TODAY), &email).await
    }

    /// With the token of a session that is open already.
    pub fn with_token(router: Router, token: String) -> Self {
        Self { router, token }
    }

    async fn signed_in(router: Router, email: &str) -> Self {
        let mut program = Self {
            router,
            token: String::new(),
        };
        let (status, session) = program
            .call(
                Method::POST,
                "/sign-in",
                Some(json!({"email": email, "password": PASSWORD})),
            )
            .await;
        assert_eq!(status, StatusCode::OK, "{session}");
        session["token"]
            .as_str()
            .unwrap()
            .clone_into(&mut program.token);
        program
    }

    pub async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> (StatusCode, Value) {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"));
        if !self.token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {}", self.token));
        }
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let answer = self
            .router
            .clone()
            .oneshot(request.body(body).unwrap())
            .await
            .unwrap();
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        let json = serde_json::from_slice(&bytes)
            .unwrap_or_else(|_| panic!("{path}: {}", String::from_utf8_lossy(&bytes)));
        (status, json)
    }

    pub async fn get(&self, path: &str) -> Value {
        let (status, answer) = self.call(Method::GET, path, None).await;
        assert_eq!(status, StatusCode::OK, "{path}: {answer}");
        answer
    }

    pub async fn post(&self, path: &str, body: Value) -> (StatusCode, Value) {
        self.call(Method::POST, path, Some(body)).await
    }
}

#[tokio::test]
async fn a_person_is_found_opened_and_written_about() {
    on_each_engine(async |site| {
        let id = a_long_life(site).await;
        let adviser = Program::of(site, Role::PersonalAdviser).await;
        let (status, found) = adviser.post("/people/search", json!({"search": "brook"})).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(found["people"][0]["id"], json!(id));
        assert_eq!(found["people"][0]["neet_since"], "2025-07-14");
        assert_eq!(adviser.get("/people?activity_group=eet").await["people"], json!([]));

        let person = adviser.get(&format!("/people/{id}")).await;
        assert_eq!(person["name"], "Ash Brook");
        assert_eq!(person["activity"], "G5");
        let before = adviser.get(&format!("/people/{id}?as_at=2025-05-01")).await;
        assert_eq!(before["activity"], "F4");

        let job = json!({"kind": "activity", "code": "F5 37", "starts_on": "2026-03-02", "details": {"provider": "Made-Up Bakery"}});
        let (status, recorded) = adviser.post(&format!("/people/{id}/spells"), job).await;
        assert_eq!(status, StatusCode::OK, "{recorded}");
        assert_eq!(adviser.get(&format!("/people/{id}")).await["activity"], "F5");
        let spell = recorded["id"].as_str().unwrap();
        let corrected = json!({"kind": "activity", "code": "P5 12", "starts_on": "2026-03-02", "reason": "part time"});
        let (status, _) = adviser.post(&format!("/spells/{spell}/correct"), corrected.clone()).await;
        assert_eq!(status, StatusCode::OK);
        let (status, again) = adviser.post(&format!("/spells/{spell}/correct"), corrected).await;
        assert_eq!(status, StatusCode::CONFLICT, "{again}");

        let contact = json!({"happened_on": "2026-03-03", "channel": "phone", "outcome": "took_part", "note": "First day went well."});
        let (status, _) = adviser.post(&format!("/people/{id}/contacts"), contact).await;
        assert_eq!(status, StatusCode::OK);
        let contacts = adviser.get(&format!("/people/{id}/contacts?limit=1")).await;
        assert_eq!(contacts[0]["note"], "First day went well.");
        assert_eq!(contacts.as_array().unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_taken_says_which_field() {
    let site = Site::on_sqlite().await;
    let id = a_long_life(&site).await;
    let adviser = Program::of(&site, Role::PersonalAdviser).await;
    let spells = format!("/people/{id}/spells");
    let contacts = format!("/people/{id}/contacts");
    let check = async |path: &str, body: Value, status: StatusCode, field: &str| {
        let (found, answer) = adviser.post(path, body).await;
        assert_eq!(found, status, "{answer}");
        assert!(!answer["error"].as_str().unwrap().is_empty());
        let fields = answer["fields"].as_array().unwrap();
        assert_eq!(
            fields
                .first()
                .map_or("", |first| first["field"].as_str().unwrap()),
            field,
            "{answer}"
        );
    };
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    check(
        &spells,
        json!({"kind": "activity", "code": "Q9", "starts_on": "2026-03-02"}),
        unprocessable,
        "code",
    )
    .await;
    check(
        &spells,
        json!({"kind": "activity", "code": "F2", "starts_on": "2027-03-02"}),
        unprocessable,
        "starts_on",
    )
    .await;
    check(
        &spells,
        json!({"kind": "activity", "code": "F2", "starts_on": "2026-02-30"}),
        unprocessable,
        "",
    )
    .await;
    check(
        &spells,
        json!({"kind": "weather", "code": "F2", "starts_on": "2026-02-03"}),
        unprocessable,
        "",
    )
    .await;
    check(
        &contacts,
        json!({"happened_on": "2026-03-03", "channel": "pigeon", "outcome": "took_part"}),
        unprocessable,
        "channel",
    )
    .await;
    check(
        &contacts,
        json!({"happened_on": "2026-03-04", "channel": "phone", "outcome": "took_part"}),
        unprocessable,
        "happened_on",
    )
    .await;
    check(
        "/people/not-an-id/spells",
        json!({}),
        StatusCode::NOT_FOUND,
        "",
    )
    .await;
    check(
        "/sign-in",
        json!({"email": "nobody@example.org", "password": "x"}),
        StatusCode::UNAUTHORIZED,
        "",
    )
    .await;
    let (status, _) = adviser.call(Method::GET, "/nowhere", None).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, _) = adviser.call(Method::DELETE, "/people", None).await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn figures_are_those_of_the_pages() {
    on_each_engine(async |site| {
        lancashire(site).await;
        let board_day = date(2020, 9, 10);
        // The session of a page is good for the API too.
        let analyst = signed_in_at(site, AUTHORITY, Role::PerformanceAnalyst, board_day).await;
        let program = Program { router: site.router(board_day), token: analyst.session_token() };
        let figure = program.get("/measures/neet_19_21?basis=live").await;
        assert_eq!((&figure["numerator"], &figure["denominator"], &figure["printed"]), (&json!(149), &json!(278), &json!("53.6%")));
        let list = program.get("/neet?limit=10").await;
        assert_eq!(list["by_reason"], json!([{"code": "G4", "count": 30}, {"code": "G5", "count": 94}, {"code": "G6", "count": 25}]));
        assert_eq!(list["people"].as_array().unwrap().len(), 10);
        assert_eq!(list["total"], 149);
        let next = list["next"].as_str().unwrap();
        let second = program.get(&format!("/neet?limit=200&after={next}")).await;
        assert_eq!(second["people"].as_array().unwrap().len(), 139);
        let behind = program.get("/measures/long_term_neet/people?limit=500").await;
        assert_eq!((&behind["total"], behind["people"].as_array().unwrap().len()), (&json!(94), 94));
        let all = program.get("/measures").await;
        assert!(all.as_array().unwrap().iter().any(|line| line["id"] == "long_term_neet" && line["figure"]["numerator"] == 94));
        let table = program.get("/measures/table?year=2020").await;
        assert!(table.as_array().unwrap().len() > 20);
        assert_eq!(program.get("/imports").await[0]["kind"], "facts");
        for wrong in ["basis=weekly", "publish=loud", "by=shoe_size", "as_at=soon"] {
            let (status, _) = program.call(Method::GET, &format!("/measures/neet_19_21?{wrong}"), None).await;
            assert!(status.is_client_error(), "{wrong}");
        }
    })
    .await;
}

#[tokio::test]
async fn every_role_gets_what_the_table_of_permissions_says() {
    let site = Site::on_sqlite().await;
    let id = a_long_life(&site).await;
    for role in Role::people() {
        let program = Program::of(&site, role).await;
        for (path, needed) in [
            ("/people".to_owned(), &[Action::ReadPeople][..]),
            (format!("/people/{id}"), &[Action::ReadPeople]),
            (format!("/people/{id}/contacts"), &[Action::ReadContacts]),
            ("/neet".to_owned(), &[Action::ReadPeople]),
            ("/measures".to_owned(), &[Action::ReadPublishedMeasures]),
            (
                "/measures/eet_19_21".to_owned(),
                &[Action::ReadPublishedMeasures],
            ),
            (
                "/measures/eet_19_21/people".to_owned(),
                &[Action::ReadPeople, Action::ReadMeasures],
            ),
            (
                "/measures/table".to_owned(),
                &[Action::ReadPublishedMeasures],
            ),
            ("/imports".to_owned(), &[Action::Import]),
        ] {
            let (status, answer) = program.call(Method::GET, &path, None).await;
            let expected = if needed.iter().all(|action| may(role, *action)) {
                StatusCode::OK
            } else {
                StatusCode::FORBIDDEN
            };
            assert_eq!(status, expected, "{role:?} {path}: {answer}");
        }
    }
}

#[tokio::test]
async fn signing_out_ends_the_token() {
    let site = Site::on_sqlite().await;
    let program = Program::of(&site, Role::BoardMember).await;
    program.get("/measures").await;
    let (status, _) = program.call(Method::POST, "/sign-out", None).await;
    assert_eq!(status, StatusCode::OK);
    let (status, answer) = program.call(Method::GET, "/measures", None).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert!(answer["error"].as_str().unwrap().contains("Sign in"));
}

#[tokio::test]
async fn every_documented_call_is_there_and_asks_who_calls() {
    let site = Site::on_sqlite().await;
    let stranger = Program {
        router: site.router(TODAY),
        token: String::new(),
    };
    let document = stranger.get("/openapi.json").await;
    let mut documented = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        documented.push(path.clone());
        for method in methods.as_object().unwrap().keys() {
            let method: Method = method.to_uppercase().parse().unwrap();
            let address = path.replace("{id}", "0192d3c0-0000-7000-8000-000000000000");
            let (status, _) = stranger.call(method, &address, None).await;
            let expected = if path == "/sign-in" {
                StatusCode::UNSUPPORTED_MEDIA_TYPE
            } else {
                StatusCode::UNAUTHORIZED
            };
            assert_eq!(status, expected, "{path}");
        }
    }
    // And nothing is there that is not documented.
    let routes = fs::read_to_string(root().join("crates/app/src/api/mod.rs")).unwrap();
    let routes = routes
        .split('"')
        .filter(|part| part.starts_with('/') && !part.contains('\n'))
        .filter(|part| *part != "/openapi.json");
    for route in routes {
        assert!(
            documented.iter().any(|path| path == route),
            "{route} is not documented"
        );
    }
}

/// The document is committed, so that a change of the API is seen in review. To write it anew: THROUGHCARE_WRITE_OPENAPI=1.
#[test]
fn the_document_is_the_one_that_was_reviewed() {
    let document = serde_json::to_string_pretty(&app::api::document()).unwrap() + "\n";
    let file = root().join("docs/openapi.json");
    if std::env::var_os("THROUGHCARE_WRITE_OPENAPI").is_some() {
        fs::write(&file, &document).unwrap();
    }
    let reviewed = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        reviewed == document,
        "docs/openapi.json is not what the API is now. Write it anew with THROUGHCARE_WRITE_OPENAPI=1 and review the change."
    );
    assert!(document.contains("\"openapi\": \"3.1.0\""));
}

#[tokio::test]
async fn what_was_recorded_is_put_right_and_its_history_read() {
    on_each_engine(async |site| {
        let id = a_long_life(site).await;
        let adviser = Program::of(site, Role::PersonalAdviser).await;
        let post = async |path: String, body: Value, expected: StatusCode| {
            let (status, answer) = adviser.post(&path, body).await;
            assert_eq!(status, expected, "{path}: {answer}");
            answer
        };
        let (ok, conflict) = (StatusCode::OK, StatusCode::CONFLICT);
        let contact = json!({"happened_on": "2026-03-02", "channel": "phone", "outcome": "took_part", "note": "Wrong"});
        let contact = post(format!("/people/{id}/contacts"), contact, ok).await["id"].as_str().unwrap().to_owned();
        let right = json!({"happened_on": "2026-03-01", "channel": "video", "outcome": "no_reply", "note": "Right", "reason": "typing"});
        let replaced = post(format!("/contacts/{contact}/correct"), right.clone(), ok).await["id"].as_str().unwrap().to_owned();
        post(format!("/contacts/{contact}/correct"), right, conflict).await;
        post(format!("/contacts/{replaced}/withdraw"), json!({"reason": ""}), StatusCode::UNPROCESSABLE_ENTITY).await;
        post(format!("/contacts/{replaced}/withdraw"), json!({"reason": "never"}), ok).await;
        post(format!("/contacts/{replaced}/withdraw"), json!({"reason": "never"}), conflict).await;
        let contacts = adviser.get(&format!("/people/{id}/contacts")).await;
        assert!(contacts.as_array().unwrap().iter().all(|contact| contact["note"] != "Wrong" && contact["note"] != "Right"));

        let job = json!({"kind": "activity", "code": "F5 37", "starts_on": "2026-03-02"});
        let spell = post(format!("/people/{id}/spells"), job, ok).await["id"].as_str().unwrap().to_owned();
        post(format!("/spells/{spell}/withdraw"), json!({"reason": "It was Bo"}), ok).await;
        post(format!("/spells/{spell}/withdraw"), json!({"reason": "It was Bo"}), conflict).await;
        assert_eq!(adviser.get(&format!("/people/{id}")).await["activity"], "G5");

        let history = adviser.get(&format!("/people/{id}/history")).await;
        let find = |list: &str, id: &str| history[list].as_array().unwrap().iter().find(|entry| entry["id"] == id).cloned().unwrap();
        assert_eq!(find("spells", &spell)["superseded"]["reason"], "It was Bo");
        assert_eq!(find("contacts", &contact)["superseded"]["replaced_by"], json!(replaced));
        assert_eq!(find("contacts", &replaced)["superseded"]["replaced_by"], Value::Null);
        assert_eq!(history["details"][0]["details"]["family_name"], "Brook");
        assert!(history["identifiers"].as_array().unwrap().iter().any(|identifier| identifier["kind"] == "ni_number"));
        let analyst = Program::of(site, Role::PerformanceAnalyst).await;
        let history = analyst.get(&format!("/people/{id}/history")).await.to_string();
        assert!(!history.contains("Brook") && !history.contains("QQ123456C") && !history.contains("\"Wrong\""), "{history}");
    })
    .await;
}

#[tokio::test]
async fn people_are_added_and_changed_and_two_at_once_lose_nothing() {
    on_each_engine(async |site| {
        let adviser = Program::of(site, Role::PersonalAdviser).await;
        let details = json!({"given_name": "Robin", "family_name": "Made-Up", "date_of_birth": "2006-02-28"});
        let new = json!({"details": details, "identifiers": {"local_id": "API-1", "ni_number": "QQ 12 34 56 C"}});
        let (status, added) = adviser.post("/people", new.clone()).await;
        assert_eq!(status, StatusCode::OK, "{added}");
        let (status, again) = adviser.post("/people", new).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{again}");
        let unknown = json!({"details": details, "identifiers": {"passport": "1"}});
        let (status, _) = adviser.post("/people", unknown).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);

        let path = format!("/people/{}", added["id"].as_str().unwrap());
        let read = adviser.get(&path).await;
        assert_eq!(read["name"], "Robin Made-Up");
        let changed = json!({"given_name": "Robin", "family_name": "Made-Up", "preferred_name": "Rob", "date_of_birth": "2006-02-28"});
        let change = json!({"based_on": read["version"], "details": changed, "identifiers": {"uln": "1000000001"}});
        let details_path = format!("{path}/details");
        let (status, answer) = adviser.post(&details_path, change.clone()).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        let (status, answer) = adviser.post(&details_path, change).await;
        assert_eq!(status, StatusCode::CONFLICT, "{answer}");
        let read = adviser.get(&path).await;
        assert_eq!(read["name"], "Rob Made-Up");
        assert_eq!(read["identifiers"].as_array().unwrap().len(), 3);
        let analyst = Program::of(site, Role::PerformanceAnalyst).await;
        let (status, _) = analyst.post("/people", json!({"details": details})).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn files_are_looked_at_first_and_written_when_confirmed() {
    const FACTS: &str = concat!(
        "{\"person\":{\"local_id\":\"I-1\",\"date_of_birth\":\"2005-06-15\",\"details\":{\"given_name\":\"Alex\",\"family_name\":\"Made-Up\"}}}\n",
        "{\"person\":{\"local_id\":\"I-1\"},\"fact\":{\"kind\":\"activity\",\"code\":\"Q9\",\"starts_on\":\"2025-11-02\"}}\n",
    );
    on_each_engine(async |site| {
        let mut analyst = site.signed_in(Role::PerformanceAnalyst).await;
        let program = Program {
            router: site.router(TODAY),
            token: analyst.session_token(),
        };
        let mut send = async |fields: &[(&str, &str)], files: &[(&str, &str)]| {
            let answer = analyst.post_files("/api/v1/imports", fields, files).await;
            let body: Value = serde_json::from_str(&answer.text()).unwrap();
            (answer.status, body)
        };
        let (status, answer) = send(&[("kind", "weather")], &[]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            (&answer["fields"][0]["field"], &answer["fields"][1]["field"]),
            (&json!("kind"), &json!("files"))
        );
        let (status, waiting) = send(&[("kind", "facts")], &[("facts.jsonl", FACTS)]).await;
        assert_eq!(status, StatusCode::OK, "{waiting}");
        assert_eq!(
            (
                &waiting["report"]["confirmed"],
                &waiting["report"]["new_people"]
            ),
            (&json!(false), &json!(1))
        );
        assert!(!waiting["report"]["findings"].as_array().unwrap().is_empty());
        assert_eq!(program.get("/people").await["total"], 0);
        let path = format!("/imports/waiting/{}", waiting["id"].as_str().unwrap());
        assert_eq!(program.get(&path).await, waiting);
        let (status, report) = program
            .call(Method::POST, &format!("{path}/confirm"), None)
            .await;
        assert_eq!(status, StatusCode::OK, "{report}");
        assert_eq!(program.get("/people").await["total"], 1);
        assert_eq!(program.get("/imports").await[0]["id"], report["run"]);
        let (status, _) = program
            .call(Method::POST, &format!("{path}/confirm"), None)
            .await;
        assert_eq!(status, StatusCode::NOT_FOUND, "written once");
        let (status, answer) = program.post("/imports", json!({})).await;
        assert!(
            status.is_client_error() && answer["error"].is_string(),
            "{answer}"
        );
    })
    .await;
}
