//! The Jobcentre's and the council's side of one young person: what is written with each step, who is told, what waits for what.

mod corrections;
mod notices;

use casework::{
    Actor, Error, Role,
    jobcentre::{self, Because, NewStep},
    person::View,
    spell,
    worker::{self, WorkerRecord},
};
use jiff::civil::{Date, date};
use leaving_care::{
    allocation::{Allocation, WorkerRole},
    claim::{Benefit, Channel, How, Outcome, Purpose, SanctionState, Scope, Stage, Step},
    event::{
        Attendee::{self, PersonalAdviser, WorkCoach, YoungPerson},
        EventKind,
    },
    spell_value::{AllocationDetails, NewSpell, SpellValue},
};
use uuid::Uuid;

use crate::site::{
    CONWY, LANCASHIRE, Site, TODAY, at, command_line, moment, on_each_engine, somebody,
};

const BORN: Date = date(2007, 9, 1);

/// Somebody of Lancashire whose adviser is the actor.
async fn ash_and_adviser(site: &Site) -> (Uuid, Actor) {
    let ash = site.add_person("Ash", BORN).await;
    let record = WorkerRecord {
        id: Uuid::now_v7(),
        authority: LANCASHIRE.into(),
        name: "Sam Okafor".into(),
        role: "personal_adviser".into(),
        team: String::new(),
        locality: String::new(),
        email: String::new(),
        starts_on: None,
        ends_on: None,
    };
    let actor = command_line(LANCASHIRE);
    worker::save(&actor, &site.office, &record).await.unwrap();
    let allocation = NewSpell {
        value: SpellValue::Allocation(AllocationDetails {
            allocation: Allocation {
                worker: record.id,
                role: WorkerRole::PersonalAdviser,
            },
            worker_name: record.name.clone(),
            team: String::new(),
        }),
        starts_on: date(2025, 9, 1),
        ends_on: None,
    };
    spell::record(&actor, &site.office, ash, allocation, &[])
        .await
        .unwrap();
    let adviser = Actor {
        name: record.name,
        worker: Some(record.id),
        ..somebody(Role::PersonalAdviser)
    };
    (ash, adviser)
}

fn new(about: Option<Uuid>, on: Date, step: Step) -> NewStep {
    NewStep {
        id: Uuid::now_v7(),
        about,
        on,
        step,
    }
}

async fn take(actor: &Actor, site: &Site, person: Uuid, step: NewStep) -> Uuid {
    jobcentre::record(actor, &site.office, person, vec![step])
        .await
        .unwrap()[0]
}

async fn refused(
    actor: &Actor,
    site: &Site,
    person: Uuid,
    step: NewStep,
) -> (&'static str, String) {
    match jobcentre::record(actor, &site.office, person, vec![step]).await {
        Err(Error::Invalid(problems)) => (problems[0].field, problems[0].message.clone()),
        other => panic!("{other:?}"),
    }
}

fn view() -> View {
    View {
        as_at: TODAY,
        known_at: None,
    }
}

async fn events(site: &Site, person: Uuid) -> Vec<(EventKind, Date)> {
    let events = store::event::of_person(&site.db, person, Date::MAX, None)
        .await
        .unwrap();
    assert!(events.iter().all(|event| event.stamp.source == "claim"));
    events
        .into_iter()
        .map(|event| (event.kind, event.happened_on))
        .collect()
}

fn planned() -> Step {
    Step::ClaimPlanned {
        benefit: Benefit::UniversalCredit,
        office: "Preston".into(),
        work_coach: "A. Coach".into(),
    }
}

fn arranged(claim: Option<Uuid>, purpose: Purpose, for_day: Date) -> Step {
    Step::AppointmentArranged {
        purpose,
        for_day,
        time: "10:30".into(),
        place: "Preston".into(),
        channel: Channel::FaceToFace,
        claim,
    }
}

fn stage(stage: Stage) -> Step {
    let note = String::new();
    Step::ClaimStage { stage, note }
}

fn missed() -> Step {
    Step::AppointmentMissed {
        note: "The bus did not come.".into(),
    }
}

fn explained() -> Step {
    Step::ConditionalityExplained {
        channel: Channel::Phone,
        note: String::new(),
    }
}

/// A claim that runs, and an appointment on 20 February.
async fn claim_and_appointment(site: &Site, actor: &Actor, person: Uuid) -> (Uuid, Uuid) {
    let claim = take(actor, site, person, new(None, date(2025, 9, 2), planned())).await;
    let began = new(Some(claim), date(2025, 9, 10), stage(Stage::Started));
    take(actor, site, person, began).await;
    let step = arranged(Some(claim), Purpose::Regular, date(2026, 2, 20));
    let appointment = take(actor, site, person, new(None, date(2026, 2, 1), step)).await;
    (claim, appointment)
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "a scenario told from beginning to end"
)]
async fn the_first_missed_appointment_is_told_talked_about_and_only_then_may_a_sanction_be_considered()
 {
    on_each_engine(async |site| {
        let (ash, adviser) = ash_and_adviser(site).await;
        let colleague = somebody(Role::WelfareRightsOfficer);
        let (_, appointment) = claim_and_appointment(site, &colleague, ash).await;
        assert!(
            jobcentre::notices(&adviser, &site.office)
                .await
                .unwrap()
                .is_empty()
        );

        // A colleague records it: the adviser is told at once.
        let day = date(2026, 2, 20);
        let step = new(Some(appointment), day, missed());
        let id = step.id;
        take(&colleague, site, ash, step).await;
        let notices = jobcentre::notices(&adviser, &site.office).await.unwrap();
        let [shown] = notices.as_slice() else {
            panic!("{notices:?}");
        };
        let (notice, who) = (&shown.notice, &shown.who);
        assert_eq!(shown.because, Because::Own);
        assert_eq!(
            (notice.id, notice.appointment, notice.missed_on),
            (id, appointment, day)
        );
        assert_eq!((who.id, who.name.as_str()), (ash, "Ash Made-Up"));
        assert!(
            jobcentre::notices(&colleague, &site.office)
                .await
                .unwrap()
                .is_empty()
        );
        // Before the conversation nobody can record that a sanction is considered.
        let considered = || {
            let note = String::new();
            new(None, TODAY, Step::SanctionConsidered { appointment, note })
        };
        for actor in [&adviser, &colleague] {
            let (field, message) = refused(actor, site, ash, considered()).await;
            assert_eq!(field, "step");
            assert!(
                message.contains("first appointment missed in this claim"),
                "{message}"
            );
        }

        // The conversation says too that the adviser knew.
        take(
            &adviser,
            site,
            ash,
            new(Some(appointment), date(2026, 2, 23), explained()),
        )
        .await;
        assert!(
            jobcentre::notices(&adviser, &site.office)
                .await
                .unwrap()
                .is_empty()
        );
        let sanction = take(&colleague, site, ash, considered()).await;
        let note = String::new;
        take(
            &colleague,
            site,
            ash,
            new(
                Some(sanction),
                TODAY,
                Step::SanctionNotApplied { note: note() },
            ),
        )
        .await;
        let page = jobcentre::open(&adviser, &site.office, ash, view())
            .await
            .unwrap();
        assert_eq!(page.ledger.sanctions[0].state, SanctionState::NotApplied);
        let kinds: Vec<EventKind> = events(site, ash)
            .await
            .into_iter()
            .map(|(kind, _)| kind)
            .collect();
        for kind in [
            EventKind::ClaimStarted,
            EventKind::AppointmentFailed,
            EventKind::AdviserTold,
            EventKind::ConditionalityExplained,
            EventKind::SanctionConsidered,
            EventKind::SanctionNotApplied,
        ] {
            assert_eq!(
                kinds.iter().filter(|known| **known == kind).count(),
                1,
                "{kind:?}"
            );
        }

        // The letter takes the reason from the record, and keeps what was written.
        let letter = jobcentre::draft_letter(&adviser, &site.office, ash, appointment)
            .await
            .unwrap();
        for part in [
            "Ash Made-Up",
            "20 February 2026 at 10:30",
            "The bus did not come.",
            "Lancashire",
            "Sam Okafor",
        ] {
            assert!(letter.contains(part), "{part}: {letter}");
        }
        let text = "Dear work coach\n\nIn my own words.".to_owned();
        take(
            &adviser,
            site,
            ash,
            new(
                Some(appointment),
                TODAY,
                Step::LetterWritten { text: text.clone() },
            ),
        )
        .await;
        let again = jobcentre::draft_letter(&adviser, &site.office, ash, appointment)
            .await
            .unwrap();
        assert_eq!(again, text);
    })
    .await;
}

#[tokio::test]
async fn an_adviser_who_records_the_missed_appointment_knows_of_it() {
    on_each_engine(async |site| {
        let (ash, adviser) = ash_and_adviser(site).await;
        let (_, appointment) = claim_and_appointment(site, &adviser, ash).await;
        take(
            &adviser,
            site,
            ash,
            new(Some(appointment), date(2026, 2, 20), missed()),
        )
        .await;
        assert!(
            jobcentre::notices(&adviser, &site.office)
                .await
                .unwrap()
                .is_empty()
        );
        let page = jobcentre::open(&adviser, &site.office, ash, view())
            .await
            .unwrap();
        let known = page.ledger.appointment(appointment).unwrap();
        assert_eq!(known.adviser_told_on, Some(date(2026, 2, 20)));
        assert_eq!(known.conversation_on, None);
    })
    .await;
}

#[tokio::test]
async fn steps_are_taken_all_or_none_and_a_form_that_comes_twice_is_one_step() {
    on_each_engine(async |site| {
        let (ash, adviser) = ash_and_adviser(site).await;
        let claim = new(None, date(2025, 9, 2), planned());
        let both = vec![
            claim.clone(),
            new(
                Some(claim.id),
                date(2025, 9, 10),
                stage(Stage::FirstPayment),
            ),
        ];
        let result = jobcentre::record(&adviser, &site.office, ash, both).await;
        assert!(matches!(result, Err(Error::Invalid(_))), "{result:?}");
        assert!(events(site, ash).await.is_empty());
        let page = jobcentre::open(&adviser, &site.office, ash, view())
            .await
            .unwrap();
        assert!(page.ledger.claims.is_empty());

        let both = vec![
            claim.clone(),
            new(Some(claim.id), date(2025, 9, 10), stage(Stage::Started)),
        ];
        for _ in 0..2 {
            let ids = jobcentre::record(&adviser, &site.office, ash, both.clone())
                .await
                .unwrap();
            assert_eq!(ids[0], claim.id);
        }
        assert_eq!(
            events(site, ash).await,
            [(EventKind::ClaimStarted, date(2025, 9, 10))]
        );
        let page = jobcentre::open(&adviser, &site.office, ash, view())
            .await
            .unwrap();
        assert_eq!((page.ledger.claims.len(), page.entries.len()), (1, 2));
        // The id of a step of one person is no way to somebody else.
        let kit = site.add_person("Kit", BORN).await;
        let stolen = jobcentre::record(&adviser, &site.office, kit, vec![claim]).await;
        assert!(matches!(stolen, Err(Error::Conflict)), "{stolen:?}");
        let other = new(Some(both[0].id), TODAY, stage(Stage::Prepared));
        assert_eq!(refused(&adviser, site, kit, other).await.0, "about");
    })
    .await;
}

#[tokio::test]
async fn nothing_is_shared_without_a_consent_that_holds() {
    on_each_engine(async |site| {
        let (ash, adviser) = ash_and_adviser(site).await;
        let holds = async |day: Date| {
            jobcentre::consent_holds(&site.office, ash, day)
                .await
                .unwrap()
        };
        assert!(!holds(TODAY).await);
        let given = Step::ConsentGiven {
            scope: vec![Scope::Contact, Scope::Adviser],
            how: How::SignedForm,
            taken_by: "Sam Okafor".into(),
            until: None,
            note: String::new(),
        };
        take(&adviser, site, ash, new(None, date(2026, 1, 10), given)).await;
        assert!(holds(TODAY).await && !holds(date(2026, 1, 9)).await);
        let shared = jobcentre::may_share(&site.office, ash, TODAY)
            .await
            .unwrap();
        assert_eq!(shared, [Scope::Contact, Scope::Adviser]);
        let withdrawn = Step::ConsentWithdrawn {
            how: How::Phone,
            note: String::new(),
        };
        take(&adviser, site, ash, new(None, TODAY, withdrawn)).await;
        assert!(!holds(TODAY).await);
    })
    .await;
}

#[tokio::test]
async fn the_handover_is_confirmed_and_done_with_three_people() {
    on_each_engine(async |site| {
        let (ash, adviser) = ash_and_adviser(site).await;
        let claim = take(&adviser, site, ash, new(None, date(2025, 9, 2), planned())).await;
        let interview = arranged(Some(claim), Purpose::WarmHandover, TODAY);
        let interview = take(&adviser, site, ash, new(None, date(2026, 2, 20), interview)).await;
        let invited = Step::AdviserInvited {
            note: String::new(),
        };
        take(
            &adviser,
            site,
            ash,
            new(Some(interview), date(2026, 2, 20), invited),
        )
        .await;
        let unconfirmed = async || {
            let page = jobcentre::open(&adviser, &site.office, ash, view())
                .await
                .unwrap();
            page.ledger.appointments[0].is_unconfirmed_on(TODAY)
        };
        assert!(unconfirmed().await);
        let confirmed = Step::AdviserConfirmed {
            by: "Sam Okafor".into(),
        };
        take(
            &adviser,
            site,
            ash,
            new(Some(interview), date(2026, 2, 21), confirmed),
        )
        .await;
        assert!(!unconfirmed().await);
        let held = |present: Vec<Attendee>| Step::AppointmentAttended {
            present,
            substitute: String::new(),
            is_handover: true,
            note: String::new(),
        };
        let without = new(Some(interview), TODAY, held(vec![YoungPerson, WorkCoach]));
        let (field, message) = refused(&adviser, site, ash, without).await;
        assert_eq!(field, "present");
        assert!(message.contains("the adviser was not there"), "{message}");
        let all = held(vec![YoungPerson, WorkCoach, PersonalAdviser]);
        take(&adviser, site, ash, new(Some(interview), TODAY, all)).await;
        let kinds: Vec<EventKind> = events(site, ash)
            .await
            .into_iter()
            .map(|(kind, _)| kind)
            .collect();
        assert_eq!(
            kinds,
            [
                EventKind::InterviewInvitationSent,
                EventKind::InterviewInvitationConfirmed,
                EventKind::ThreeWayInterview,
                EventKind::AppointmentAttended,
                EventKind::JobcentreContact,
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn another_authoritys_young_people_are_not_there() {
    on_each_engine(async |site| {
        let (ash, adviser) = ash_and_adviser(site).await;
        let (_, appointment) = claim_and_appointment(site, &adviser, ash).await;
        let office = &site.office;
        let outsider = command_line(CONWY);
        let not_found = |result: Result<(), Error>, what: &str| {
            assert!(
                matches!(result, Err(Error::NotFound(_))),
                "{what}: {result:?}"
            );
        };
        not_found(
            jobcentre::open(&outsider, office, ash, view())
                .await
                .map(drop),
            "open",
        );
        not_found(
            jobcentre::history(&outsider, office, ash).await.map(drop),
            "history",
        );
        not_found(
            jobcentre::find(&outsider, office, appointment)
                .await
                .map(drop),
            "find",
        );
        not_found(
            jobcentre::stands_now(&outsider, office, appointment)
                .await
                .map(drop),
            "stands_now",
        );
        let step = new(Some(appointment), TODAY, missed());
        not_found(
            jobcentre::record(&outsider, office, ash, vec![step])
                .await
                .map(drop),
            "record",
        );
        not_found(
            jobcentre::correct(&outsider, office, appointment, TODAY, missed(), "")
                .await
                .map(drop),
            "correct",
        );
        not_found(
            jobcentre::withdraw(&outsider, office, appointment, "x").await,
            "withdraw",
        );
        not_found(
            jobcentre::draft_letter(&outsider, office, ash, appointment)
                .await
                .map(drop),
            "letter",
        );
    })
    .await;
}
