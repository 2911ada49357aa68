//! A work coach puts right what was recorded by mistake; the adviser sees it; and what was shown to whom is in what is held about a person.

use serde_json::json;

use super::*;
use crate::api::Program;

fn on(day: &str) -> [(&str, &str); 3] {
    [("on-day", day), ("on-month", "3"), ("on-year", "2026")]
}

#[tokio::test]
async fn a_work_coach_corrects_and_withdraws_and_the_adviser_sees_both() {
    on_each_engine(async |site| {
        council(site).await;
        let ash = ash(site).await;
        let mut robin = coach(site, "Northern").await;
        let mut southern = coach(site, "Southern").await;
        let mut sam = site.signed_in(Role::PersonalAdviser).await;
        let at = format!("/partner/people/{ash}");
        let id = Uuid::now_v7().to_string();
        let call = fields(&[("id", &id), ("channel", "phone"), ("adviser_present", "no")]);
        let record = format!("{at}/record/contact");
        let (_, page) = robin.post_and_follow(&record, &call).await;
        assert_says(
            &page,
            "3 March 2026 Contact with the Jobcentre Robin Northern Correct Contact with the Jobcentre of 3 March 2026",
        );
        let version = id_after(&page, &format!("{at}/steps/"));
        let correct = format!("{at}/steps/{version}/correct");
        let withdraw = format!("{at}/steps/{version}/withdraw");

        // The form has what stands; without a reason nothing is written.
        let form = robin.page(&correct).await;
        assert!(form.contains(r#"value="phone" checked"#), "{form}");
        let sent = |reason: &'static str| {
            let more = [("channel", "message"), ("adviser_present", "no"), ("reason", reason)];
            [&on("2")[..], &more].concat()
        };
        let unsaid = robin.post(&correct, &sent("")).await;
        assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(&unsaid.text(), "Say in a few words what was wrong.");
        let (_, page) = robin.post_and_follow(&correct, &sent("It was the day before")).await;
        assert_says(&page, "Corrected. The adviser sees what stood there before, and why.");
        assert_says(&page, "2 March 2026 &nbsp; Text, e-mail or journal");
        let theirs = format!("/people/{ash}/jobcentre");
        assert_says(
            &sam.page(&theirs).await,
            "Corrected on 3 March 2026 by Robin Northern: It was the day before. Before: Contact with the Jobcentre, 3 March 2026.",
        );

        // Too late, and whoever it is none of the business of.
        let late = robin.post(&correct, &sent("Too late")).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert_says(&late.text(), "Somebody else has corrected or withdrawn this in the meantime.");
        assert_says(&late.text(), "Your reason was: Too late");
        for path in [&correct, &withdraw] {
            assert_eq!(southern.get(path).await.status, StatusCode::NOT_FOUND);
            assert_eq!(sam.get(path).await.status, StatusCode::FORBIDDEN);
        }
        let other = format!("/partner/people/{}/steps/{version}/correct", Uuid::now_v7());
        assert_eq!(robin.get(&other).await.status, StatusCode::NOT_FOUND);

        let page = robin.page(&at).await;
        let version = id_after(&page, &format!("{at}/steps/"));
        let withdraw = format!("{at}/steps/{version}/withdraw");
        assert_says(&robin.page(&withdraw).await, "Why was this never true?");
        let unsaid = robin.post(&withdraw, &[("reason", " ")]).await;
        assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (_, page) = robin.post_and_follow(&withdraw, &[("reason", "It was somebody else")]).await;
        assert_says(&page, "Withdrawn. The adviser sees that it stood there, and why it went.");
        assert_says(
            &sam.page(&theirs).await,
            "Withdrawn because it never was (1) Contact with the Jobcentre, 2 March 2026 recorded by Robin Northern, withdrawn on 3 March 2026 by Robin Northern: It was somebody else",
        );
    })
    .await;
}

#[tokio::test]
async fn a_form_of_every_kind_of_step_keeps_what_it_does_not_ask() {
    let site = Site::on_sqlite().await;
    council(&site).await;
    let ash = ash(&site).await;
    let mut robin = coach(&site, "Northern").await;
    let at = format!("/partner/people/{ash}");
    // An appointment keeps its claim, a stage keeps its claim and can stay what it is.
    let day = [
        ("for_day-day", "9"),
        ("for_day-month", "3"),
        ("for_day-year", "2026"),
    ];
    let id = Uuid::now_v7().to_string();
    let arranged = [
        &[
            ("id", id.as_str()),
            ("purpose", "regular"),
            ("channel", "phone"),
            ("time", "9am"),
        ][..],
        &day,
    ]
    .concat();
    let (_, page) = robin
        .post_and_follow(&format!("{at}/record/appointment"), &arranged)
        .await;
    let version = id_after(&page, &format!("{at}/steps/"));
    let correct = format!("{at}/steps/{version}/correct");
    let form = robin.page(&correct).await;
    assert!(
        form.contains(r#"value="9am""#) && !form.contains("Invite the adviser?"),
        "{form}"
    );
    let moved = [
        &[
            ("purpose", "three_way"),
            ("channel", "face_to_face"),
            ("time", "10am"),
            ("reason", "Wrong room"),
        ][..],
        &day,
    ]
    .concat();
    let (_, page) = robin.post_and_follow(&correct, &moved).await;
    assert_says(
        &page,
        "9 March 2026, 10am &nbsp; Meeting with three people, Face to face",
    );
    let view = View {
        as_at: TODAY,
        known_at: None,
    };
    let opened = jobcentre::open(&command_line(TODAY), &site.office, ash, view)
        .await
        .unwrap();
    let claim = opened.ledger.claims[0].id;
    let changed = opened
        .ledger
        .appointments
        .iter()
        .find(|one| one.time == "10am");
    assert_eq!(changed.unwrap().claim, Some(claim));

    let id = Uuid::now_v7().to_string();
    let about = claim.to_string();
    let paid = fields(&[("id", &id), ("about", &about), ("stage", "first_payment")]);
    let (_, page) = robin
        .post_and_follow(&format!("{at}/record/stage"), &paid)
        .await;
    let version = page
        .split(&format!("{at}/steps/"))
        .find_map(|rest| rest.get(..36)?.parse::<Uuid>().ok())
        .unwrap();
    let correct = format!("{at}/steps/{version}/correct");
    let form = robin.page(&correct).await;
    assert!(form.contains(r#"value="first_payment" checked"#), "{form}");
    let sent = [
        &on("1")[..],
        &[("stage", "first_payment"), ("reason", "The day before")],
    ]
    .concat();
    let (_, page) = robin.post_and_follow(&correct, &sent).await;
    assert_says(&page, "First payment received 1 March 2026");
    // An offer has no form of its own here: it is withdrawn, or recorded again.
    let form = robin.page(&format!("{at}/record/support")).await;
    let item = form
        .split("name=\"support\" type=\"checkbox\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap()
        .to_owned();
    let id = Uuid::now_v7().to_string();
    let offered = fields(&[("id", &id), ("support", &item)]);
    robin
        .post_and_follow(&format!("{at}/record/support"), &offered)
        .await;
    let answer = robin.get(&format!("{at}/steps/{id}/correct")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_says(
        &robin.page(&format!("{at}/steps/{id}/withdraw")).await,
        "It stays in the history.",
    );
}

#[tokio::test]
async fn what_is_held_about_a_person_says_what_was_shown_to_whom() {
    on_each_engine(async |site| {
        council(site).await;
        let ash = ash(site).await;
        let bo = site.add_person("Bo", "Brook", BORN).await;
        let mut robin = coach(site, "Northern").await;
        robin.page("/partner").await;
        robin.page(&format!("/partner/people/{ash}")).await;
        let adviser = Program::of(site, Role::PersonalAdviser).await;
        let held = adviser.get(&format!("/people/{ash}/history")).await;
        let shown = held["disclosures"].as_array().unwrap();
        assert_eq!(shown.len(), 2, "{held}");
        assert_eq!(shown[0]["recipient"], "Robin Northern, Office Northern");
        assert_eq!(shown[0]["district"], "Northern");
        assert_eq!(shown[0]["how"], "Opened one young person");
        assert_eq!(shown[1]["how"], "Opened the list");
        assert_eq!(shown[0]["people"], 1);
        assert!(shown[0]["at"].as_str().unwrap().starts_with("2026-03-03T"));
        let fields = shown[0]["fields"].as_array().unwrap();
        assert!(
            fields.contains(&json!("phone")) && fields.contains(&json!("steps")),
            "{fields:?}"
        );
        let listed = shown[1]["fields"].as_array().unwrap();
        assert!(!listed.contains(&json!("phone")), "{listed:?}");
        let steps = held["jobcentre_steps"].as_array().unwrap();
        assert!(
            steps
                .iter()
                .any(|step| step["step"]["step"] == "consent_given"),
            "{steps:?}"
        );

        // Of somebody who was not shown nothing; and a role without contacts reads no steps.
        let of_bo = adviser.get(&format!("/people/{bo}/history")).await;
        assert_eq!(
            (&of_bo["disclosures"], &of_bo["jobcentre_steps"]),
            (&json!([]), &json!([]))
        );
        let analyst = Program::of(site, Role::PerformanceAnalyst).await;
        let held = analyst.get(&format!("/people/{ash}/history")).await;
        assert_eq!(held["jobcentre_steps"], json!([]));
        assert_eq!(held["disclosures"].as_array().unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn the_page_of_a_person_says_where_the_claim_stands() {
    on_each_engine(async |site| {
        council(site).await;
        let ash = ash(site).await;
        let mut sam = site.signed_in(Role::PersonalAdviser).await;
        let page = sam.page(&format!("/people/{ash}")).await;
        assert_says(
            &page,
            "Universal Credit: claimed 2 February 2026, first payment expected about 9 March; next appointment 3 March at 10.30am. Claim, appointments, sharing",
        );
        let page = sam.page(&format!("/people/{ash}?as_at=2026-02-01")).await;
        assert_says(&page, "No claim is recorded.");
        let opened = jobcentre::open(
            &command_line(TODAY),
            &site.office,
            ash,
            View {
                as_at: TODAY,
                known_at: None,
            },
        )
        .await
        .unwrap();
        let visit = opened.ledger.appointments[0].id;
        let step = Step::AppointmentMissed {
            note: String::new(),
        };
        take(site, ash, Some(visit), TODAY, step).await;
        let page = sam.page(&format!("/people/{ash}")).await;
        assert_says(
            &page,
            "Missed an appointment on 3 March: talk about what is expected before anything else.",
        );
        let mut analyst = site.signed_in(Role::PerformanceAnalyst).await;
        let page = words(&analyst.page(&format!("/people/{ash}")).await);
        assert!(!page.contains("Missed an appointment"), "{page}");
    })
    .await;
}
