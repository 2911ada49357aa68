//! What a work coach sees and does: only those of the district who agreed, only what they agreed to, each look noted.

mod corrections;
mod sharing;

use casework::{
    Actor, Error, Role,
    account::{self, NewAccount},
    disclosure::{self, Wanted},
    jobcentre::{self, NewStep},
    jobcentre_directory::{self as directory, NewEntry},
    partner, person,
    protocol::{self, Proposal},
    protocol_figures::{self, Asked},
};
use jiff::civil::{Date, date};
use leaving_care::{
    claim::{Benefit, Channel, How, Outcome, Purpose, Scope, Stage, Step},
    jobcentre::{AgeGroup, EntryKind, SharedField},
    person::PersonDetails,
    protocol_figures::FigureId,
};
use uuid::Uuid;

use crate::site::{CONWY, LANCASHIRE, Site, TODAY, at, command_line, on_each_engine, somebody};

const BORN: Date = date(2007, 9, 1);
const ALL: [Scope; 3] = [Scope::Contact, Scope::Adviser, Scope::Claim];

pub fn entry(kind: EntryKind, name: &str) -> NewEntry {
    NewEntry {
        kind,
        name: name.into(),
        district: "Northern".into(),
        office: None,
        worker: None,
        phone: "01632 960 001".into(),
        email: String::new(),
        address: String::new(),
    }
}

/// An office in a district with a work coach who has an account.
pub async fn coach(site: &Site, district: &str) -> (Actor, Uuid) {
    let actor = command_line(LANCASHIRE);
    let office = NewEntry {
        district: district.into(),
        ..entry(EntryKind::Office, &format!("Office {district}"))
    };
    let office = directory::record(&actor, &site.office, office)
        .await
        .unwrap();
    let coach = NewEntry {
        office: Some(office),
        ..entry(EntryKind::WorkCoach, &format!("Coach {district}"))
    };
    let coach = directory::record(&actor, &site.office, coach)
        .await
        .unwrap();
    let email = format!("{}@jobcentre.example", Uuid::now_v7());
    let account = NewAccount {
        email: email.clone(),
        name: format!("Coach {district}"),
        role: Role::WorkCoach,
        worker: None,
        person: None,
        password: "made-up people only".into(),
    };
    let account = account::add(&actor, &site.office, account).await.unwrap();
    directory::link_account(&actor, &site.office, &email, Some(coach))
        .await
        .unwrap();
    let actor = Actor {
        account: Some(account),
        ..somebody(Role::WorkCoach)
    };
    (actor, coach)
}

async fn districts(site: &Site) {
    let said = [("North", "Northern"), ("South", "Southern")]
        .map(|(locality, district)| (locality.to_owned(), district.to_owned()));
    directory::set_districts(&command_line(LANCASHIRE), &site.office, &said)
        .await
        .unwrap();
}

async fn add_in(site: &Site, locality: &str, given_name: &str) -> Uuid {
    let details = PersonDetails {
        given_name: given_name.into(),
        family_name: "Made-Up".into(),
        date_of_birth: BORN,
        locality: locality.into(),
        phone: "01632 960 777".into(),
        ..PersonDetails::default()
    };
    let new = person::NewPerson {
        details,
        identifiers: Vec::new(),
    };
    person::add(&command_line(LANCASHIRE), &site.office, new)
        .await
        .unwrap()
}

async fn take(
    actor: &Actor,
    site: &Site,
    person: Uuid,
    about: Option<Uuid>,
    on: Date,
    step: Step,
) -> Result<Uuid, Error> {
    let new = NewStep {
        id: Uuid::now_v7(),
        about,
        on,
        step,
    };
    jobcentre::record(actor, &site.office, person, vec![new])
        .await
        .map(|ids| ids[0])
}

async fn agrees(site: &Site, person: Uuid, scope: &[Scope]) {
    let step = Step::ConsentGiven {
        scope: scope.to_vec(),
        how: How::InPerson,
        taken_by: "Sam Okafor".into(),
        until: None,
        note: "Only mornings, because of the clinic.".into(),
    };
    take(&at(0), site, person, None, date(2026, 1, 5), step)
        .await
        .unwrap();
}

async fn takes_back(site: &Site, person: Uuid) {
    let step = Step::ConsentWithdrawn {
        how: How::Phone,
        note: String::new(),
    };
    take(&at(0), site, person, None, TODAY, step).await.unwrap();
}

fn is_nobody(answer: &Result<partner::PartnerPage, Error>) -> bool {
    matches!(answer, Err(Error::NotFound("person")))
}

#[expect(clippy::too_many_lines, reason = "one story, told in order")]
#[tokio::test]
async fn a_work_coach_sees_those_of_the_district_who_agreed_and_what_they_agreed_to() {
    on_each_engine(async |site| {
        let office = &site.office;
        districts(site).await;
        let (north, entry) = coach(site, "Northern").await;
        let (south, _) = coach(site, "Southern").await;
        let ash = add_in(site, "North", "Ash").await;
        let bo = add_in(site, "North", "Bo").await;
        let cy = add_in(site, "South", "Cy").await;
        let nowhere = add_in(site, "", "Di").await;
        for person in [ash, cy, nowhere] {
            agrees(site, person, &ALL).await;
        }
        let names = |actor: &Actor| {
            let actor = actor.clone();
            async move {
                let list = partner::list(&actor, office).await.unwrap();
                list.people
                    .into_iter()
                    .map(|line| line.person.name)
                    .collect::<Vec<_>>()
            }
        };
        assert_eq!(names(&north).await, ["Ash Made-Up"]);
        assert_eq!(names(&south).await, ["Cy Made-Up"]);
        for (person, who) in [
            (bo, "has not agreed"),
            (cy, "lives in another district"),
            (nowhere, "lives in none"),
            (Uuid::now_v7(), "is nobody"),
        ] {
            assert!(
                is_nobody(&partner::open(&north, office, person).await),
                "{who}"
            );
        }

        // A narrow agreement shows little; without being named nobody is shown at all.
        let shown = |actor: &Actor| {
            let actor = actor.clone();
            async move {
                partner::open(&actor, office, ash)
                    .await
                    .map(|page| page.person)
            }
        };
        let page = shown(&north).await.unwrap();
        assert_eq!(
            (page.phone.as_str(), page.fields.len()),
            ("01632 960 777", SharedField::ALL.len())
        );
        agrees(site, bo, &[Scope::Contact]).await;
        let narrow = partner::open(&north, office, bo).await.unwrap();
        assert!(
            narrow.ledger.is_none()
                && narrow.clock.open.is_empty()
                && narrow.person.adviser.is_none()
        );
        assert!(
            !narrow.person.may_see(SharedField::Steps)
                && !narrow.person.may_see(SharedField::Adviser)
        );
        let eve = add_in(site, "North", "Eve").await;
        agrees(site, eve, &[Scope::Claim, Scope::Adviser, Scope::Plans]).await;
        assert!(is_nobody(&partner::open(&north, office, eve).await));

        // No other door: the council's own pages stay shut, and another authority's coach finds nobody.
        let view = person::View {
            as_at: TODAY,
            known_at: None,
        };
        assert!(matches!(
            jobcentre::open(&north, office, ash, view).await,
            Err(Error::NotAllowed)
        ));
        assert!(matches!(
            jobcentre::history(&north, office, ash).await,
            Err(Error::NotAllowed)
        ));
        assert!(matches!(
            person::open(&north, office, ash, view).await,
            Err(Error::NotAllowed)
        ));
        assert!(matches!(
            disclosure::about(&north, office, ash).await,
            Err(Error::NotAllowed)
        ));
        let elsewhere = Actor {
            authority: CONWY.into(),
            ..north.clone()
        };
        assert!(matches!(
            partner::open(&elsewhere, office, ash).await,
            Err(Error::Refused(_))
        ));

        // Each look is in the log: who, which fields, about whom. And so is each that was refused, in the audit log.
        let log = disclosure::log(&command_line(LANCASHIRE), office, Some(ash))
            .await
            .unwrap();
        assert_eq!(log.len(), 2, "{log:?}");
        assert_eq!(
            (log[0].recipient.as_str(), log[0].way),
            ("Coach Northern, Office Northern", "Opened one young person")
        );
        assert_eq!(log[0].fields, SharedField::ALL);
        let of_bo = disclosure::log(&command_line(LANCASHIRE), office, Some(bo))
            .await
            .unwrap();
        assert!(!of_bo[0].fields.contains(&SharedField::Steps));
        let theirs = disclosure::log(&command_line(CONWY), office, Some(ash))
            .await
            .unwrap();
        assert!(theirs.is_empty());
        office.flush().await;
        let audited = store::audit::about_person(&site.db, cy, 100).await.unwrap();
        assert!(
            audited
                .iter()
                .any(|event| event.action == "person.refused" && event.role == "work_coach"),
            "{audited:?}"
        );

        // Taken back, and gone at the next request; agreed again, and the coach leaves.
        takes_back(site, ash).await;
        assert!(is_nobody(&partner::open(&north, office, ash).await));
        assert_eq!(names(&north).await, ["Bo Made-Up"]);
        agrees_today(site, ash).await;
        assert!(shown(&north).await.is_ok());
        let manager = command_line(LANCASHIRE);
        let version = directory::open(&manager, office)
            .await
            .unwrap()
            .find(entry)
            .unwrap()
            .version;
        directory::take_out(&manager, office, entry, version, "Left the Jobcentre")
            .await
            .unwrap();
        assert!(matches!(shown(&north).await, Err(Error::Refused(_))));
        assert!(matches!(
            partner::list(&north, office).await,
            Err(Error::Refused(_))
        ));
        let act = take(&north, site, ash, None, TODAY, contact()).await;
        assert!(matches!(act, Err(Error::Refused(_))), "{act:?}");
    })
    .await;
}

async fn agrees_today(site: &Site, person: Uuid) {
    let step = Step::ConsentGiven {
        scope: ALL.to_vec(),
        how: How::InPerson,
        taken_by: String::new(),
        until: None,
        note: String::new(),
    };
    take(&at(1), site, person, None, TODAY, step).await.unwrap();
}

fn contact() -> Step {
    Step::Contact {
        channel: Channel::Phone,
        adviser_present: false,
        note: String::new(),
    }
}

fn claim(benefit: Benefit) -> Step {
    Step::ClaimPlanned {
        benefit,
        office: String::new(),
        work_coach: String::new(),
    }
}

fn appointment(claim: Uuid, for_day: Date) -> Step {
    Step::AppointmentArranged {
        purpose: Purpose::Regular,
        for_day,
        time: String::new(),
        place: String::new(),
        channel: Channel::FaceToFace,
        claim: Some(claim),
    }
}

fn note() -> String {
    String::new()
}

/// The council works by the protocol with the Jobcentre.
async fn adopt_protocol(site: &Site) {
    const PROTOCOL: &str = "jobcentre_universal_credit";
    let (actor, office) = (command_line(LANCASHIRE), &site.office);
    let view = person::View {
        as_at: TODAY,
        known_at: None,
    };
    let saw = protocol::open(&actor, office, PROTOCOL, view)
        .await
        .unwrap()
        .seen();
    let from = date(2025, 6, 1);
    protocol::adopt(
        &actor,
        office,
        PROTOCOL,
        Proposal::Shipped,
        from,
        "Agreed",
        saw,
    )
    .await
    .unwrap();
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "a scenario told from beginning to end"
)]
async fn a_work_coach_does_the_jobcentres_side_and_no_other() {
    on_each_engine(async |site| {
        let office = &site.office;
        districts(site).await;
        adopt_protocol(site).await;
        let (north, _) = coach(site, "Northern").await;
        let (south, _) = coach(site, "Southern").await;
        let ash = add_in(site, "North", "Ash").await;
        // Before the agreement nothing, and of another district nothing.
        let early = take(&north, site, ash, None, TODAY, contact()).await;
        assert!(matches!(early, Err(Error::NotFound("person"))), "{early:?}");
        agrees(site, ash, &ALL).await;
        let other = take(&south, site, ash, None, TODAY, contact()).await;
        assert!(matches!(other, Err(Error::NotFound("person"))), "{other:?}");
        take(&north, site, ash, None, TODAY, contact())
            .await
            .unwrap();

        // The agreement, the adviser's answer and the letter are not the Jobcentre's.
        let on = date(2026, 2, 10);
        let uc = take(&north, site, ash, None, on, claim(Benefit::UniversalCredit))
            .await
            .unwrap();
        let stage = |stage: Stage| Step::ClaimStage {
            stage,
            note: note(),
        };
        take(&north, site, ash, Some(uc), on, stage(Stage::Started))
            .await
            .unwrap();
        let day = date(2026, 2, 24);
        let visit = take(&north, site, ash, None, on, appointment(uc, day))
            .await
            .unwrap();
        for step in [
            Step::ConsentWithdrawn {
                how: How::Phone,
                note: note(),
            },
            Step::AdviserConfirmed { by: "Sam".into() },
            Step::LetterWritten {
                text: "Dear".into(),
            },
        ] {
            let refused = take(&north, site, ash, Some(visit), day, step).await;
            assert!(matches!(refused, Err(Error::NotAllowed)), "{refused:?}");
        }

        // Missed: no sanction before the conversation, and then one may be considered.
        take(
            &north,
            site,
            ash,
            Some(visit),
            day,
            Step::AppointmentMissed { note: note() },
        )
        .await
        .unwrap();
        let consider = || Step::SanctionConsidered {
            appointment: visit,
            note: note(),
        };
        let refused = take(&north, site, ash, None, TODAY, consider()).await;
        assert!(matches!(&refused, Err(Error::Invalid(_))), "{refused:?}");
        let page = partner::open(&north, office, ash).await.unwrap();
        let missed = page.ledger.unwrap();
        assert!(matches!(
            missed.appointments[0].outcome,
            Outcome::Missed { .. }
        ));
        assert!(missed.consent.is_empty(), "the council's own stays there");
        // Both sides see the same clock.
        let view = person::View {
            as_at: TODAY,
            known_at: None,
        };
        let councils = casework::duty::of_person(&command_line(LANCASHIRE), office, ash, view)
            .await
            .unwrap();
        for next in &page.clock.open {
            assert!(
                councils
                    .open()
                    .any(|duty| duty.definition.title == next.title
                        && duty.due_on == next.due_on
                        && duty.state == next.state),
                "{next:?}"
            );
        }
        assert!(
            page.clock
                .open
                .iter()
                .any(|next| next.state == leaving_care::duty::State::Blocked),
            "{:?}",
            page.clock
        );
        let held = Step::ConditionalityExplained {
            channel: Channel::Phone,
            note: note(),
        };
        take(&north, site, ash, Some(visit), TODAY, held)
            .await
            .unwrap();
        take(&north, site, ash, None, TODAY, consider())
            .await
            .unwrap();

        // An agreement to be named only: the steps are not theirs to see or to take.
        let bo = add_in(site, "North", "Bo").await;
        agrees(site, bo, &[Scope::Contact]).await;
        let refused = take(&north, site, bo, None, TODAY, contact()).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    })
    .await;
}
