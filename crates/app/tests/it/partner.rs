//! Journey 4, a work coach and an adviser with one missed appointment, and everything around it: directory, lists, figures, what was shared.

mod api;
mod corrections;
mod directory;

use axum::http::StatusCode;
use casework::{
    Role,
    account::{self, NewAccount},
    jobcentre::{self, NewStep},
    jobcentre_directory::{self, NewEntry},
    person::View,
    protocol::{self, Proposal},
    spell,
};
use jiff::civil::{Date, date};
use leaving_care::{
    allocation::{Allocation, WorkerRole},
    claim::{Benefit, Channel, How, Purpose, Scope, Stage, Step},
    jobcentre::EntryKind,
    spell_value::{AllocationDetails, NewSpell, SpellValue},
};
use uuid::Uuid;

use crate::support::{
    PASSWORD, Site, TODAY, Visitor, command_line,
    council::{assert_says, words},
    on_each_engine,
};

const BORN: Date = date(2007, 9, 1);
const PROTOCOL: &str = "jobcentre_universal_credit";

/// The council works by the protocol since last summer, and North lies in the district Northern.
async fn council(site: &Site) {
    let actor = command_line(TODAY);
    let view = View {
        as_at: TODAY,
        known_at: None,
    };
    let saw = protocol::open(&actor, &site.office, PROTOCOL, view)
        .await
        .unwrap()
        .seen();
    let from = date(2025, 6, 1);
    protocol::adopt(
        &actor,
        &site.office,
        PROTOCOL,
        Proposal::Shipped,
        from,
        "Agreed",
        saw,
    )
    .await
    .unwrap();
    let said = [("North".to_owned(), "Northern".to_owned())];
    jobcentre_directory::set_districts(&actor, &site.office, &said)
        .await
        .unwrap();
}

/// A work coach of a district who signs in.
async fn coach(site: &Site, district: &str) -> Visitor {
    let actor = command_line(TODAY);
    let entry = |kind, name: String, office| NewEntry {
        kind,
        name,
        district: district.to_owned(),
        office,
        worker: None,
        phone: "01632 960 001".to_owned(),
        email: String::new(),
        address: String::new(),
    };
    let new = entry(EntryKind::Office, format!("Office {district}"), None);
    let office = jobcentre_directory::record(&actor, &site.office, new)
        .await
        .unwrap();
    let new = entry(
        EntryKind::WorkCoach,
        format!("Robin {district}"),
        Some(office),
    );
    let coach = jobcentre_directory::record(&actor, &site.office, new)
        .await
        .unwrap();
    let email = format!("{}@jobcentre.example", Uuid::now_v7());
    let account = NewAccount {
        email: email.clone(),
        name: format!("Robin {district}"),
        role: Role::WorkCoach,
        worker: None,
        person: None,
        password: PASSWORD.to_owned(),
    };
    account::add(&actor, &site.office, account).await.unwrap();
    jobcentre_directory::link_account(&actor, &site.office, &email, Some(coach))
        .await
        .unwrap();
    let mut visitor = Visitor::new(site.router(TODAY));
    visitor.sign_in(&email).await;
    visitor
}

async fn take(site: &Site, person: Uuid, about: Option<Uuid>, on: Date, step: Step) -> Uuid {
    let step = NewStep {
        id: Uuid::now_v7(),
        about,
        on,
        step,
    };
    jobcentre::record(&command_line(TODAY), &site.office, person, vec![step])
        .await
        .unwrap()[0]
}

async fn agrees(site: &Site, person: Uuid, scope: &[Scope]) {
    let step = Step::ConsentGiven {
        scope: scope.to_vec(),
        how: How::SignedForm,
        taken_by: "Sam Okafor".to_owned(),
        until: None,
        note: "Not on clinic days.".to_owned(),
    };
    take(site, person, None, date(2025, 9, 1), step).await;
}

const ALL: [Scope; 3] = [Scope::Contact, Scope::Adviser, Scope::Claim];

/// Ash, whose adviser is Sam Okafor, agreed, claims since September, and has an appointment today.
async fn ash(site: &Site) -> Uuid {
    let ash = site.add_person("Ash", "Brook", BORN).await;
    let worker = &site.workers[0];
    let allocation = NewSpell {
        value: SpellValue::Allocation(AllocationDetails {
            allocation: Allocation {
                worker: worker.id,
                role: WorkerRole::PersonalAdviser,
            },
            worker_name: worker.name.clone(),
            team: String::new(),
        }),
        starts_on: date(2025, 1, 1),
        ends_on: None,
    };
    spell::record(&command_line(TODAY), &site.office, ash, allocation, &[])
        .await
        .unwrap();
    agrees(site, ash, &ALL).await;
    let planned = Step::ClaimPlanned {
        benefit: Benefit::UniversalCredit,
        office: String::new(),
        work_coach: String::new(),
    };
    let on = date(2026, 2, 2);
    let claim = take(site, ash, None, on, planned).await;
    let started = Step::ClaimStage {
        stage: Stage::Started,
        note: String::new(),
    };
    take(site, ash, Some(claim), on, started).await;
    let arranged = Step::AppointmentArranged {
        purpose: Purpose::Regular,
        for_day: TODAY,
        time: "10.30am".to_owned(),
        place: String::new(),
        channel: Channel::FaceToFace,
        claim: Some(claim),
    };
    take(site, ash, None, date(2026, 2, 20), arranged).await;
    ash
}

/// The id that follows a text in a page.
#[track_caller]
fn id_after(page: &str, beginning: &str) -> String {
    let found = page
        .split(beginning)
        .skip(1)
        .find_map(|rest| rest.get(..36).filter(|id| id.parse::<Uuid>().is_ok()));
    found
        .unwrap_or_else(|| panic!("no {beginning} in {page}"))
        .to_owned()
}

/// The rest of the first address that begins so.
#[track_caller]
fn id_after_path(page: &str, beginning: &str) -> String {
    let rest = page.split(beginning).nth(1);
    let rest = rest.unwrap_or_else(|| panic!("no {beginning} in {page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// The id with which a form was drawn.
#[track_caller]
fn form_id(page: &str) -> String {
    id_after(page, "name=\"id\" value=\"")
}

const DAY: [(&str, &str); 3] = [("on-day", "3"), ("on-month", "3"), ("on-year", "2026")];

fn fields<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [&DAY[..], more].concat()
}

#[tokio::test]
async fn a_missed_appointment_is_seen_by_both_sides_at_once() {
    on_each_engine(async |site| {
        council(site).await;
        let ash = ash(site).await;
        let mut robin = coach(site, "Northern").await;
        let mut sam = site.signed_in(Role::PersonalAdviser).await;

        // The coach's list, and one young person: who, how to reach them, whose turn it is.
        let list = robin.page("/partner").await;
        assert_says(&list, "Ash Brook");
        let home = robin.get("/").await;
        assert_eq!(
            (home.status, home.location().as_str()),
            (StatusCode::SEE_OTHER, "/partner")
        );
        let at = format!("/partner/people/{ash}");
        let page = robin.page(&at).await;
        assert_says(&page, "Personal adviser Sam Okafor");
        assert_says(&page, "3 March 2026, 10.30am");
        assert!(
            !words(&page).contains("clinic"),
            "a note of the council's: {page}"
        );

        // Missed: recorded once although the form comes twice, and the adviser's page has it at the next request.
        let visit = id_after(&page, "/record/missed?about=");
        let record = |what: &str| format!("{at}/record/{what}");
        let form = robin
            .page(&format!("{}?about={visit}", record("missed")))
            .await;
        let id = form_id(&form);
        let sent = fields(&[("id", &id), ("about", &visit)]);
        let (_, after) = robin.post_and_follow(&record("missed"), &sent).await;
        assert_says(&after, "Saved. The adviser sees it now.");
        robin.post_and_follow(&record("missed"), &sent).await;
        let work = sam.page("/").await;
        assert!(words(&work).contains("Ash Brook"), "{work}");
        let theirs = sam.page(&format!("/people/{ash}/jobcentre")).await;
        assert!(words(&theirs).to_lowercase().contains("missed"), "{theirs}");

        // No sanction before the conversation; neither by the page nor past it.
        assert!(!after.contains("/record/sanction_considered"), "{after}");
        assert_says(
            &after,
            "A sanction cannot be considered before adviser and young person have spoken about it.",
        );
        let id = Uuid::now_v7().to_string();
        let consider = fields(&[("id", &id), ("about", &visit)]);
        let refused = robin.post(&record("sanction_considered"), &consider).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.text().contains("govuk-error-summary"),
            "{}",
            refused.text()
        );

        // Why something is due leads to the words of the protocol.
        let why = id_after_path(&theirs, "/protocols/jobcentre_universal_credit#duty-");
        let protocol = sam.page("/protocols/jobcentre_universal_credit").await;
        assert!(protocol.contains(&format!("id=\"duty-{why}\"")), "{why}");

        // The adviser's letter is drafted already.
        let letter = sam
            .get(&format!("/people/{ash}/jobcentre/letter/{visit}"))
            .await;
        assert_ne!(letter.status, StatusCode::INTERNAL_SERVER_ERROR);

        // After the conversation it may be considered, and both sides read it.
        let id = Uuid::now_v7().to_string();
        let unsaid = robin
            .post(
                &record("conversation"),
                &fields(&[("id", &id), ("about", &visit)]),
            )
            .await;
        assert_says(&unsaid.text(), "Choose how it was");
        robin
            .post_and_follow(
                &record("conversation"),
                &fields(&[("id", &id), ("about", &visit), ("channel", "phone")]),
            )
            .await;
        let (_, after) = robin
            .post_and_follow(&record("sanction_considered"), &consider)
            .await;
        assert_says(&after, "A sanction is being considered");
        let sanction = id_after(&after, "/record/sanction_not_applied?about=");
        let id = Uuid::now_v7().to_string();
        let (_, after) = robin
            .post_and_follow(
                &record("sanction_not_applied"),
                &fields(&[("id", &id), ("about", &sanction)]),
            )
            .await;
        assert_says(&after, "No sanction");

        // What the coach saw is in the young person's log and in the council's.
        let log = sam.page(&format!("/people/{ash}/disclosures")).await;
        assert_says(&log, "Robin Northern, Office Northern");
        assert_says(&log, "Opened one young person");
        let mut auditor = site.signed_in(Role::Auditor).await;
        assert_says(
            &auditor.page("/jobcentre/disclosures").await,
            "Opened the list",
        );
    })
    .await;
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "a scenario told from beginning to end"
)]
async fn a_work_coach_records_the_rest_of_the_jobcentres_side() {
    let site = Site::on_sqlite().await;
    council(&site).await;
    let ash = ash(&site).await;
    let mut robin = coach(&site, "Northern").await;
    let at = format!("/partner/people/{ash}");
    let record = |what: &str| format!("{at}/record/{what}");
    let id = || Uuid::now_v7().to_string();
    let post = async |robin: &mut Visitor, what: &str, more: &[(&str, &str)]| {
        let id = id();
        let sent = fields(&[&[("id", id.as_str())][..], more].concat())
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect::<Vec<_>>();
        let sent: Vec<(&str, &str)> = sent
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        robin.post_and_follow(&record(what), &sent).await.1
    };
    let page = post(
        &mut robin,
        "contact",
        &[("channel", "message"), ("adviser_present", "no")],
    )
    .await;
    assert_says(&page, "3 March 2026 &nbsp; Text, e-mail or journal");

    // An appointment with the adviser invited; nobody has answered; then the handover, refused without the adviser.
    let day = [
        ("for_day-day", "3"),
        ("for_day-month", "3"),
        ("for_day-year", "2026"),
    ];
    let arranged = [
        &[
            ("purpose", "warm_handover"),
            ("channel", "face_to_face"),
            ("invite", "yes"),
        ][..],
        &day,
    ]
    .concat();
    let page = post(&mut robin, "appointment", &arranged).await;
    assert_says(
        &page,
        "The adviser was invited on 3 March 2026 and has not answered yet.",
    );
    let mut manager = site.signed_in(Role::TeamManager).await;
    assert_says(&manager.page("/jobcentre/invitations").await, "Ash Brook");
    let handover = page
        .split("First interview with three people")
        .nth(1)
        .map(|rest| id_after(rest, "/record/attended?about="))
        .unwrap();
    let form = robin
        .page(&format!("{}?about={handover}", record("attended")))
        .await;
    assert_says(&form, "Is the warm handover done with it?");
    let alone = [
        ("about", handover.as_str()),
        ("present", "young_person"),
        ("present", "work_coach"),
        ("is_handover", "yes"),
    ];
    let new = id();
    let refused = robin
        .post(
            &record("attended"),
            &fields(&[&[("id", new.as_str())][..], &alone].concat()),
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&refused.text(), "the adviser was not there");
    let all = [&alone[..], &[("present", "personal_adviser")]].concat();
    assert_says(&post(&mut robin, "attended", &all).await, "Warm handover");

    // The claim goes on, support is offered, a conference is asked for.
    let page = robin.page(&at).await;
    let claim = id_after(&page, "/record/stage?about=");
    let page = post(
        &mut robin,
        "stage",
        &[("about", claim.as_str()), ("stage", "first_payment")],
    )
    .await;
    assert_says(&page, "First payment received");
    let form = robin.page(&record("support")).await;
    let item = form
        .split("name=\"support\" type=\"checkbox\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let page = post(&mut robin, "support", &[("support", item.as_str())]).await;
    assert!(words(&page).contains(": Offered"), "{page}");
    post(
        &mut robin,
        "conference",
        &[("note", "To plan what comes next")],
    )
    .await;
    assert_eq!(
        robin.get(&record("consent_given")).await.status,
        StatusCode::NOT_FOUND
    );

    // Figures of both sides' steps, one click from all other measures.
    let measures = manager.page("/measures").await;
    assert!(measures.contains("href=\"/jobcentre/figures\""));
    let figures = manager.page("/jobcentre/figures").await;
    assert_says(&figures, "Claims that began with a warm handover");
    let cases = manager
        .page("/jobcentre/figures/warm_handover?district=Northern&quarter=2026-1")
        .await;
    assert_says(&cases, "Ash Brook 2 February 2026 Northern");
    let mut board = site.signed_in(Role::BoardMember).await;
    let published = board.page("/jobcentre/figures").await;
    assert_says(&published, "not shown");
    assert_eq!(
        board.get("/jobcentre/figures/warm_handover").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn no_other_page_or_id_opens_for_a_work_coach() {
    on_each_engine(async |site| {
        council(site).await;
        let ash = ash(site).await;
        let no_consent = site.add_person("Bo", "Brook", BORN).await;
        let narrow = site.add_person("Cy", "Brook", BORN).await;
        agrees(site, narrow, &[Scope::Contact]).await;
        let mut robin = coach(site, "Northern").await;
        let mut southern = coach(site, "Southern").await;
        let mut unlinked = site.signed_in(Role::WorkCoach).await;

        // Ids guessed: no agreement, another district, nobody at all, all alike.
        let open = |id: Uuid| format!("/partner/people/{id}");
        for (visitor, id) in [(&mut robin, no_consent), (&mut southern, ash)] {
            for path in [open(id), format!("{}/record/contact", open(id))] {
                let answer = visitor.get(&path).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
                assert!(!words(&answer.text()).contains("Brook"), "{path}");
            }
            let new = Uuid::now_v7().to_string();
            let sent = fields(&[("id", &new), ("channel", "phone")]);
            let answer = visitor
                .post(&format!("{}/record/contact", open(id)), &sent)
                .await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(
            robin.get(&open(Uuid::now_v7())).await.status,
            StatusCode::NOT_FOUND
        );
        for path in [
            "/partner".to_owned(),
            open(ash),
            "/partner/contacts".to_owned(),
        ] {
            let answer = unlinked.get(&path).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert_says(
                &answer.text(),
                "Your account is not linked to the council's directory",
            );
        }

        // Nothing but the name where nothing but the name was agreed.
        let page = robin.page(&open(narrow)).await;
        assert_says(&page, "Claim and appointments are not shared");
        assert!(!page.contains("/record/"), "{page}");

        // The council's own pages and the API.
        for path in [
            format!("/people/{ash}"),
            format!("/people/{ash}/history"),
            format!("/people/{ash}/contacts"),
            format!("/people/{ash}/change"),
            format!("/people/{ash}/jobcentre"),
            format!("/people/{ash}/disclosures"),
            format!("/people/{ash}/money"),
            format!("/people/{ash}/better-off"),
            "/people".into(),
            "/people.csv".into(),
            "/neet".into(),
            "/neet.csv".into(),
            "/measures".into(),
            "/measures/table".into(),
            "/entitlements".into(),
            "/returns".into(),
            "/imports".into(),
            "/audit".into(),
            "/jobcentre".into(),
            "/jobcentre/directory.csv".into(),
            "/jobcentre/lists".into(),
            "/jobcentre/figures".into(),
            "/jobcentre/disclosures".into(),
            "/jobcentre/invitations".into(),
            "/jobcentre/sessions".into(),
            "/jobcentre/settings".into(),
            "/api/v1/people".into(),
            format!("/api/v1/people/{ash}"),
            "/api/v1/measures".into(),
        ] {
            let answer = robin.get(&path).await;
            assert!(
                answer.status.is_client_error() || answer.status.is_redirection(),
                "{path}: {} {}",
                answer.status,
                answer.text()
            );
            assert!(!words(&answer.text()).contains("Brook"), "{path}");
        }

        // Taken back: gone at the next request.
        let back = Step::ConsentWithdrawn {
            how: How::Phone,
            note: String::new(),
        };
        take(site, ash, None, TODAY, back).await;
        assert_eq!(robin.get(&open(ash)).await.status, StatusCode::NOT_FOUND);
        assert!(!words(&robin.page("/partner").await).contains("Ash"));
    })
    .await;
}
