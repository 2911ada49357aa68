//! Journey 4 from the council's side: a claim made ready, a handover, a missed appointment, the conversation, the letter, and putting right.

use axum::http::StatusCode;
use casework::{
    Role,
    jobcentre::{self, NewStep},
    spell,
};
use jiff::civil::{Date, date};
use leaving_care::{
    allocation::{Allocation, WorkerRole},
    claim::{Benefit, Channel, Purpose, Stage, Step},
    spell_value::{AllocationDetails, NewSpell, SpellValue},
};
use uuid::Uuid;

use crate::{
    browser::with_browser,
    support::{
        Site, TODAY, Visitor, command_line,
        council::{assert_says, words},
        on_each_engine,
    },
};

const BORN: Date = date(2007, 9, 1);

/// A young person whose adviser is Sam Okafor.
async fn ash(site: &Site) -> Uuid {
    let ash = site.add_person("Ash", "Brook", BORN).await;
    let sam = &site.workers[0];
    let value = SpellValue::Allocation(AllocationDetails {
        allocation: Allocation {
            role: WorkerRole::PersonalAdviser,
            worker: sam.id,
        },
        worker_name: sam.name.clone(),
        team: sam.team.clone(),
    });
    let allocation = NewSpell {
        value,
        starts_on: BORN,
        ends_on: None,
    };
    spell::record(&command_line(TODAY), &site.office, ash, allocation, &[])
        .await
        .unwrap();
    ash
}

/// The three boxes of a day.
fn day(field: &str, day: Date) -> [(String, String); 3] {
    [
        (format!("{field}-day"), day.day().to_string()),
        (format!("{field}-month"), day.month().to_string()),
        (format!("{field}-year"), day.year().to_string()),
    ]
}

/// Sends a form of the Jobcentre page with its day; gives the page to which it leads, or the form again.
async fn send(
    visitor: &mut Visitor,
    path: &str,
    on: Date,
    fields: &[(&str, &str)],
) -> (StatusCode, String) {
    let dates = day("on", on);
    let mut sent: Vec<(&str, &str)> = fields.to_vec();
    sent.extend(
        dates
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str())),
    );
    let answer = visitor.post(path, &sent).await;
    if answer.status == StatusCode::SEE_OTHER {
        let location = answer.location();
        let location = location.split('#').next().unwrap();
        (StatusCode::OK, visitor.page(location).await)
    } else {
        (answer.status, answer.text())
    }
}

async fn saved(visitor: &mut Visitor, path: &str, on: Date, fields: &[(&str, &str)]) -> String {
    let (status, page) = send(visitor, path, on, fields).await;
    assert_eq!(status, StatusCode::OK, "{path}: {}", words(&page));
    page
}

async fn refused(visitor: &mut Visitor, path: &str, on: Date, fields: &[(&str, &str)]) -> String {
    let (status, page) = send(visitor, path, on, fields).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    assert_says(&page, "There is a problem");
    page
}

/// The part of the first address that begins so, after that beginning.
fn after(page: &str, beginning: &str) -> String {
    let rest = page.split(beginning).nth(1);
    let rest = rest.unwrap_or_else(|| panic!("no {beginning} in {}", words(page)));
    rest.chars()
        .take_while(|character| character.is_ascii_hexdigit() || *character == '-')
        .collect()
}

#[tokio::test]
async fn a_claim_is_made_ready_and_the_days_to_the_first_payment_are_counted() {
    on_each_engine(async |site| {
        let ash = ash(site).await;
        let mut sam = site.signed_in(Role::PersonalAdviser).await;
        let path = format!("/people/{ash}/jobcentre");
        let page = sam.page(&path).await;
        assert_says(&page, "Not asked yet");
        assert_says(&page, "No claim is planned");
        assert!(sam.page(&format!("/people/{ash}")).await.contains(&path));

        let consent = format!("{path}/record/consent");
        let page = refused(&mut sam, &consent, TODAY, &[("answer", "given"), ("how", "signed_form")]).await;
        assert_says(&page, "Choose what may be shared");
        let fields = [("answer", "given"), ("how", "signed_form"), ("scope", "contact"), ("scope", "claim")];
        let page = saved(&mut sam, &consent, date(2025, 3, 4), &fields).await;
        assert_says(&page, "On 4 March 2025, on a signed form. Shared: name, date of birth and how to reach them; the claim and appointments. Asked by Sam Okafor.");

        // Jobseeker's Allowance could be claimed then by nobody any more.
        let form = sam.page(&format!("{path}/record/claim")).await;
        assert!(!form.contains("jobseekers_allowance"));
        let jsa = [("benefit", "jobseekers_allowance")];
        let page = refused(&mut sam, &format!("{path}/record/claim"), date(2025, 5, 1), &jsa).await;
        assert_says(&page, "no new claim could begin after 11 December 2018");
        let fields = [("benefit", "universal_credit"), ("office", "Preston"), ("work_coach", "M. Lowe")];
        let page = saved(&mut sam, &format!("{path}/record/claim"), date(2025, 5, 1), &fields).await;
        assert_says(&page, "Universal Credit is planned. No step is recorded yet. Preston, M. Lowe");
        let claim = after(&page, "record/stage/");
        let stage = format!("{path}/record/stage/{claim}");
        for (name, on) in [
            ("forms_requested", date(2025, 5, 6)),
            ("forms_sent", date(2025, 5, 20)),
            ("forms_returned", date(2025, 6, 3)),
            ("early_interview_arranged", date(2025, 6, 3)),
            ("prepared", date(2025, 8, 12)),
        ] {
            saved(&mut sam, &stage, on, &[("stage", name)]).await;
        }
        let page = refused(&mut sam, &stage, date(2025, 8, 11), &[("stage", "submitted")]).await;
        assert_says(&page, "Claim prepared");
        saved(&mut sam, &stage, date(2025, 9, 1), &[("stage", "submitted")]).await;
        saved(&mut sam, &stage, date(2025, 9, 1), &[("stage", "started")]).await;
        let page = saved(&mut sam, &stage, date(2025, 10, 8), &[("stage", "first_payment")]).await;
        for sentence in [
            "Ready by the 18th birthday.",
            "First payment on 8 October 2025, 37 days after the 18th birthday, in time.",
            "Month five began on 1 January 2026",
            "Universal Credit since 1 September 2025: day 184, week 27. The first payment has come.",
        ] {
            assert_says(&page, sentence);
        }
        // The claim stands on the timeline of the person's page.
        let page = sam.page(&format!("/people/{ash}")).await;
        assert!(page.contains(">Jobcentre<") && page.contains("Universal Credit"));

        // Three people, or it is not the handover; what was typed is still there.
        let fields = [("purpose", "warm_handover"), ("channel", "face_to_face"), ("time", "10:30"), ("invited", "yes")];
        let dates = day("for_day", TODAY);
        let mut fields = fields.to_vec();
        fields.extend(dates.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let page = saved(&mut sam, &format!("{path}/record/appointment"), date(2026, 2, 20), &fields).await;
        assert_says(&page, "Not confirmed yet");
        let appointment = after(&page, "id=\"appointment-");
        let tap = [("what", "confirmed"), ("about", appointment.as_str()), ("id", &Uuid::now_v7().to_string())];
        let (_, page) = sam.post_and_follow(&format!("{path}/tap"), &tap).await;
        assert_says(&page, "confirmed on 3 March 2026 by Sam Okafor");
        let outcome = format!("{path}/record/outcome/{appointment}");
        let two = [("outcome", "handover"), ("present", "young_person"), ("present", "work_coach")];
        let page = refused(&mut sam, &outcome, TODAY, &two).await;
        assert_says(&page, "A warm handover needs the young person, the work coach and the adviser, and the adviser was not there.");
        let with = [two.as_slice(), &[("substitute", "The duty adviser came: Sam was ill")]].concat();
        let page = saved(&mut sam, &outcome, TODAY, &with).await;
        assert_says(&page, "Warm handover done");
        assert_says(&page, "Stood in: The duty adviser came: Sam was ill.");
    })
    .await;
}

/// A claim that runs, and an appointment of yesterday that the Jobcentre recorded as missed.
async fn missed_yesterday(site: &Site, person: Uuid) -> Uuid {
    let actor = command_line(TODAY);
    let take = async |about: Option<Uuid>, on: Date, step: Step| -> Uuid {
        let id = Uuid::now_v7();
        let new = NewStep {
            id,
            about,
            on,
            step,
        };
        jobcentre::record(&actor, &site.office, person, vec![new])
            .await
            .unwrap();
        id
    };
    let planned = Step::ClaimPlanned {
        benefit: Benefit::UniversalCredit,
        office: "Preston".into(),
        work_coach: "M. Lowe".into(),
    };
    let claim = take(None, date(2025, 9, 1), planned).await;
    let note = String::new;
    for stage in [Stage::Submitted, Stage::Started] {
        let step = Step::ClaimStage {
            stage,
            note: note(),
        };
        take(Some(claim), date(2025, 9, 1), step).await;
    }
    let arranged = Step::AppointmentArranged {
        purpose: Purpose::Regular,
        for_day: date(2026, 3, 2),
        time: "10:30".into(),
        place: "Preston".into(),
        channel: Channel::FaceToFace,
        claim: Some(claim),
    };
    let appointment = take(None, date(2026, 2, 23), arranged).await;
    let missed = Step::AppointmentMissed {
        note: "The bus did not come.".into(),
    };
    take(Some(appointment), date(2026, 3, 2), missed).await;
    appointment
}

#[tokio::test]
async fn a_first_missed_appointment_reaches_the_adviser_and_no_sanction_comes_before_the_conversation()
 {
    on_each_engine(async |site| {
        let ash = ash(site).await;
        let mut sam = site.signed_in(Role::PersonalAdviser).await;
        assert!(!sam.page("/").await.contains("Missed at the Jobcentre"));
        let appointment = missed_yesterday(site, ash).await;
        let path = format!("/people/{ash}/jobcentre");

        // It stands on the adviser's first page at once, and on nobody else's.
        let page = sam.page("/").await;
        assert_says(&page, "Missed at the Jobcentre");
        assert!(page.contains(&format!("{path}#appointment-{appointment}")));
        let mut manager = site.signed_in(Role::TeamManager).await;
        assert!(!manager.page("/").await.contains("Missed at the Jobcentre"));

        let page = sam.page(&path).await;
        assert_says(
            &page,
            "No sanction can be considered before adviser and young person have spoken.",
        );
        assert!(!page.contains("A sanction is considered"));
        let id = appointment.to_string();
        let sanction = format!("{path}/record/sanction");
        let considered = [
            ("step", "considered"),
            ("appointment", id.as_str()),
            ("note", "Kept as typed"),
        ];
        let page = refused(&mut manager, &sanction, TODAY, &considered).await;
        assert_says(&page, "This is the first appointment missed in this claim.");
        assert_says(&page, "Record that conversation first.");
        assert_says(&page, "Kept as typed");

        let conversation = format!("{path}/record/conversation/{appointment}");
        let page = saved(
            &mut sam,
            &conversation,
            TODAY,
            &[
                ("channel", "phone"),
                ("note", "A reminder the evening before helps."),
            ],
        )
        .await;
        assert_says(&page, "Adviser and young person have spoken.");
        assert!(!sam.page("/").await.contains("Missed at the Jobcentre"));
        let page = saved(&mut manager, &sanction, TODAY, &considered).await;
        let known = after(&page, "record/sanction/");
        let next = format!("{path}/record/sanction/{known}");
        let from = day("from", TODAY);
        let mut applied = vec![("step", "applied")];
        applied.extend(
            from.iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
        );
        saved(&mut sam, &next, TODAY, &applied).await;
        saved(&mut sam, &next, TODAY, &[("step", "challenged")]).await;
        let page = saved(&mut sam, &next, TODAY, &[("step", "overturned")]).await;
        assert_says(&page, "The sanction was taken back: 3 March 2026.");

        // The letter is drafted with what the record says, changed, kept and printed; a draft of it is found again.
        let letter = format!("{path}/letter/{appointment}");
        let page = sam.page(&letter).await;
        for part in [
            "The reason: The bus did not come.",
            "2 March 2026 at 10:30, Preston",
            "Sam Okafor",
        ] {
            assert_says(&page, part);
        }
        let (_, page) = sam
            .post_and_follow(&format!("{letter}/draft"), &[("text", "Half of it")])
            .await;
        assert_says(&page, "Half of it");
        let (location, page) = sam
            .post_and_follow(
                &letter,
                &[("text", "Dear work coach\r\n\r\nIn our own words.")],
            )
            .await;
        assert_eq!(location, format!("{letter}/print"));
        assert_says(&page, "In our own words.");
        assert!(
            !page
                .split("<title>")
                .nth(1)
                .unwrap()
                .split("</title>")
                .next()
                .unwrap()
                .contains("Ash")
        );
    })
    .await;
}

#[tokio::test]
async fn steps_are_put_right_and_refused_where_others_rest_on_them() {
    on_each_engine(async |site| {
        let ash = ash(site).await;
        missed_yesterday(site, ash).await;
        let mut sam = site.signed_in(Role::PersonalAdviser).await;
        let path = format!("/people/{ash}/jobcentre");
        let page = sam.page(&path).await;
        // Newest first: the missed appointment.
        let version = after(&page, "/jobcentre-steps/");
        let form = sam
            .page(&format!("/jobcentre-steps/{version}/correct"))
            .await;
        assert_says(&form, "The bus did not come.");
        let fields = [
            ("outcome", "missed"),
            ("note", "Was at the hospital."),
            ("reason", "A letter came"),
        ];
        let page = saved(
            &mut sam,
            &format!("/jobcentre-steps/{version}/correct"),
            date(2026, 3, 2),
            &fields,
        )
        .await;
        assert_says(&page, "Correction saved");
        assert_says(&page, "Was at the hospital.");
        // Somebody who still has the page of before loses nothing of what they typed.
        let (status, page) = send(
            &mut sam,
            &format!("/jobcentre-steps/{version}/correct"),
            date(2026, 3, 2),
            &fields,
        )
        .await;
        assert_eq!(status, StatusCode::CONFLICT);
        assert_says(
            &page,
            "Somebody else corrected or withdrew this in the meantime",
        );
        assert!(page.contains("Was at the hospital."));
        // The claim carries the rest.
        let page = sam.page(&path).await;
        let first = page.rsplit("/jobcentre-steps/").next().unwrap();
        let claim: String = first.chars().take_while(|one| *one != '/').collect();
        let answer = sam
            .post(
                &format!("/jobcentre-steps/{claim}/withdraw"),
                &[("reason", "Wrong person")],
            )
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(&answer.text(), "Other steps rest on this one");
        // A look back knows nothing of today.
        let back = sam.page(&format!("{path}?as_at=2026-02-20")).await;
        assert!(!back.contains("Was at the hospital.") && !back.contains("record/consent"));
    })
    .await;
}

#[tokio::test]
async fn nobody_opens_the_jobcentre_of_somebody_whom_they_may_not_read() {
    let site = Site::on_sqlite().await;
    let ash = ash(&site).await;
    let appointment = missed_yesterday(&site, ash).await;
    let paths = [
        format!("/people/{ash}/jobcentre"),
        format!("/people/{ash}/jobcentre/record/consent"),
        format!("/people/{ash}/jobcentre/letter/{appointment}"),
        format!("/jobcentre-steps/{appointment}/withdraw"),
    ];
    for role in [
        Role::PerformanceAnalyst,
        Role::WorkCoach,
        Role::FinanceOfficer,
        Role::CareLeaver,
        Role::EmployerLiaison,
        Role::Auditor,
    ] {
        let mut visitor = site.signed_in(role).await;
        for path in &paths {
            let status = visitor.get(path).await.status;
            assert_eq!(status, StatusCode::FORBIDDEN, "{path} by {}", role.code());
        }
    }
    // Reads, and changes nothing.
    let mut officer = site.signed_in(Role::IndependentReviewingOfficer).await;
    let page = officer.page(&paths[0]).await;
    assert!(!page.contains("/record/"));
    assert_eq!(officer.get(&paths[1]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn jobcentre_pages_look_right_in_the_browser() {
    let site = Site::on_sqlite().await;
    let ash = ash(&site).await;
    let appointment = missed_yesterday(&site, ash).await;
    let sam = site.signed_in(Role::PersonalAdviser).await;
    let address = site.serve(TODAY).await;
    let path = format!("/people/{ash}/jobcentre");
    with_browser(&address, async |browser| {
        sam.lend_session_to(browser).await;
        browser.check_page("/", "jobcentre-notice").await;
        browser.check_page(&path, "jobcentre-person").await;
        for form in [
            "consent",
            "appointment",
            "outcome",
            "conference",
            "support",
            "contact",
        ] {
            let name = format!("jobcentre-{form}");
            browser
                .check_page(&format!("{path}/record/{form}"), &name)
                .await;
        }
        let conversation = format!("{path}/record/conversation/{appointment}");
        browser
            .check_page(&conversation, "jobcentre-conversation")
            .await;
        let sanction = format!("{path}/record/sanction?appointment={appointment}&choose=applied");
        browser.check_page(&sanction, "jobcentre-sanction").await;
        browser
            .check_page(&format!("{path}/letter/{appointment}"), "jobcentre-letter")
            .await;
        browser
            .check_page(
                &format!("{path}/letter/{appointment}/print"),
                "jobcentre-letter-print",
            )
            .await;
    })
    .await;
}
