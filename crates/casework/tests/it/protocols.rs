//! Protocols of a council on both engines: what is in force when, what is refused, and that yesterday's answer stays yesterday's.

use casework::{
    Actor, Error, Role,
    contact::{self, Channel, NewContact, Outcome},
    duty,
    person::View,
    protocol::{
        self, DutyWords, Effect, Proposal, Standing, adopt, duty_words, in_force, open, preview,
        preview_of_taking_back, set_duty, take_back,
    },
    spell,
};
use jiff::{Timestamp, civil::Date, civil::date};
use leaving_care::{
    agreement::{Change, Description, Done, Obligation, Party, PartyKind, Side, Signature},
    duty::{Protocol, Protocols},
    spell_value::SpellKind,
};
use uuid::Uuid;

use crate::site::{
    CONWY, LANCASHIRE, Site, TODAY, at, command_line, moment, on_each_engine, somebody,
    spell as new_spell,
};

const LAW: &str = "statutory_england";
const PANEL: &str = "neet_panel";

/// A team manager, so many seconds after noon.
fn manager(seconds: i64) -> Actor {
    Actor {
        moment: moment(seconds),
        ..somebody(Role::TeamManager)
    }
}

fn on(day: Date) -> View {
    View {
        as_at: day,
        known_at: None,
    }
}

fn known(seconds: i64) -> View {
    View {
        as_at: TODAY,
        known_at: Some(moment(seconds).now),
    }
}

async fn ids(site: &Site, authority: &str, view: View) -> Vec<String> {
    let protocols = in_force(&site.office, authority, view).await.unwrap();
    protocols
        .iter()
        .map(|protocol| protocol.id.clone())
        .collect()
}

/// How long after the due day a duty of the law's is still in time, as in force.
async fn every(site: &Site, view: View, duty: &str) -> Option<String> {
    let protocols = in_force(&site.office, LANCASHIRE, view).await.unwrap();
    let law = protocols.find(LAW).unwrap();
    law.duty(duty).map(|duty| {
        let words = duty_words(duty);
        words.every.unwrap_or(words.due)
    })
}

async fn saw(site: &Site, id: &str) -> i64 {
    let opened = open(&at(0), &site.office, id, on(TODAY)).await.unwrap();
    opened.seen()
}

async fn decide(site: &Site, seconds: i64, id: &str, proposal: Proposal, from: Date) -> Uuid {
    let saw = saw(site, id).await;
    adopt(
        &manager(seconds),
        &site.office,
        id,
        proposal,
        from,
        "Agreed",
        saw,
    )
    .await
    .unwrap()
}

/// The law's text with another number of days between contacts.
fn contact_every(days: &str) -> String {
    let law = Protocols::shipped().find(LAW).unwrap();
    let words = duty_words(law.duty("adviser_contact").unwrap());
    let words = DutyWords {
        every: Some(days.to_owned()),
        due: days.to_owned(),
        ..words
    };
    set_duty(&law.text, "adviser_contact", &words).unwrap()
}

#[tokio::test]
async fn what_is_adopted_is_asked_for_from_its_first_day_in_use() {
    on_each_engine(async |site| {
        let first = date(2026, 3, 1);
        decide(site, 10, PANEL, Proposal::Shipped, first).await;
        let text = &Protocols::shipped().find(PANEL).unwrap().text;
        let more = format!(
            "{text}\n[[duty]]\nid = \"walk\"\ntitle = \"A walk\"\nowed_by = \"council\"\nstarts_on = \"neet_started\"\nfulfilled_by = [{{ event = \"own_step\", step = \"walk\" }}]\nwhy = \"Local\"\nsource = \"local\"\n"
        );
        let second = date(2026, 4, 1);
        decide(site, 20, PANEL, Proposal::OwnWords(more), second).await;
        decide(site, 30, PANEL, Proposal::Off, date(2026, 5, 1)).await;
        let again = date(2026, 6, 1);
        decide(site, 40, PANEL, Proposal::Shipped, again).await;
        let since = async |day: Date, duty: &str| {
            let protocols = in_force(&site.office, LANCASHIRE, on(day)).await.unwrap();
            let found = protocols.find(PANEL)?.duty(duty)?.in_use_from;
            Some(found.expect("what is adopted has its day"))
        };
        assert_eq!(since(date(2026, 3, 15), "careers_panel").await, Some(first));
        assert_eq!(since(date(2026, 3, 15), "walk").await, None);
        // Other words for the protocol leave what it had in use; what is new in it counts from then.
        assert_eq!(since(date(2026, 4, 15), "careers_panel").await, Some(first));
        assert_eq!(since(date(2026, 4, 15), "walk").await, Some(second));
        assert_eq!(since(date(2026, 5, 15), "careers_panel").await, None);
        assert_eq!(since(date(2026, 6, 15), "careers_panel").await, Some(again));
        // The law was never adopted by anybody.
        let protocols = in_force(&site.office, LANCASHIRE, on(TODAY)).await.unwrap();
        let law = protocols.find(LAW).unwrap();
        assert!(law.duties.iter().all(|duty| duty.in_use_from.is_none()));
    })
    .await;
}

#[tokio::test]
async fn the_law_holds_by_itself_and_the_rest_from_the_day_decided_on() {
    on_each_engine(async |site| {
        assert_eq!(ids(site, LANCASHIRE, on(TODAY)).await, [LAW]);
        assert_eq!(ids(site, CONWY, on(TODAY)).await, ["statutory_wales"]);

        let first = decide(site, 10, PANEL, Proposal::Shipped, date(2026, 3, 1)).await;
        for (view, expected) in [
            (on(date(2026, 2, 28)), vec![LAW]),
            (on(date(2026, 3, 1)), vec![LAW, PANEL]),
            (on(TODAY), vec![LAW, PANEL]),
            (known(9), vec![LAW]),
            (known(10), vec![LAW, PANEL]),
        ] {
            assert_eq!(ids(site, LANCASHIRE, view).await, expected, "{view:?}");
        }
        assert_eq!(ids(site, CONWY, on(TODAY)).await, ["statutory_wales"]);

        // From next week on it is off; a decision for an earlier day does not undo that.
        decide(site, 20, PANEL, Proposal::Off, date(2026, 3, 10)).await;
        decide(site, 30, PANEL, Proposal::Shipped, date(2026, 3, 5)).await;
        assert_eq!(
            ids(site, LANCASHIRE, on(date(2026, 3, 9))).await,
            [LAW, PANEL]
        );
        assert_eq!(ids(site, LANCASHIRE, on(date(2026, 3, 10))).await, [LAW]);
        let opened = open(&at(0), &site.office, PANEL, on(TODAY)).await.unwrap();
        assert_eq!(opened.overview.standing, Standing::Shipped);
        assert_eq!(opened.overview.coming.unwrap().from, date(2026, 3, 5));

        // Taken back: what stood before stands again, and what was known stays known.
        take_back(&manager(40), &site.office, first, "The wrong day")
            .await
            .unwrap();
        assert_eq!(ids(site, LANCASHIRE, on(TODAY)).await, [LAW]);
        assert_eq!(ids(site, LANCASHIRE, known(39)).await, [LAW, PANEL]);
        let again = take_back(&manager(50), &site.office, first, "Once more").await;
        assert!(matches!(again, Err(Error::Refused(_))), "{again:?}");
        let elsewhere = Actor {
            authority: CONWY.to_owned(),
            ..manager(50)
        };
        let foreign = take_back(&elsewhere, &site.office, first, "Not theirs").await;
        assert!(matches!(foreign, Err(Error::NotFound(_))), "{foreign:?}");
    })
    .await;
}

#[tokio::test]
async fn the_law_is_followed_wherever_it_leaves_no_choice() {
    on_each_engine(async |site| {
        decide(site, 10, LAW, Proposal::OwnWords(contact_every("42 days")), TODAY).await;
        assert_eq!(every(site, on(TODAY), "adviser_contact").await.as_deref(), Some("42 days"));
        assert_eq!(every(site, on(date(2026, 3, 2)), "adviser_contact").await.as_deref(), Some("56 days"));
        assert_eq!(every(site, known(9), "adviser_contact").await.as_deref(), Some("56 days"));

        let law = Protocols::shipped().find(LAW).unwrap();
        let without = |duty: &str| protocol::switch_duty(&law.text, duty, false, None).unwrap();
        // A local choice can be left out; the law cannot, nor can it be changed, added to, or switched off.
        let refused = |proposal: Proposal, line: &str| {
            let line = line.to_owned();
            async move {
                let saw = saw(site, LAW).await;
                let answer = adopt(&manager(20), &site.office, LAW, proposal, TODAY, "Try", saw).await;
                match answer {
                    Err(Error::Invalid(problems)) => {
                        let found = problems.iter().any(|problem| problem.message.contains(&line));
                        assert!(found, "{line}: {problems:?}");
                    }
                    Err(Error::Refused(why)) => assert!(why.contains(&line), "{why}"),
                    other => panic!("{line}: {other:?}"),
                }
            }
        };
        refused(Proposal::Off, "is the law").await;
        refused(Proposal::OwnWords(without("needs_assessment")), "cannot be left out").await;
        refused(
            Proposal::OwnWords(law.text.replacen("due = \"3 months\"", "due = \"4 months\"", 1)),
            "is the law; it cannot be changed here",
        )
        .await;
        let added = format!(
            "{}\n[[duty]]\nid = \"cake\"\ntitle = \"Cake\"\nowed_by = \"council\"\nwhy = \"A birthday\"\nsource = \"local\"\nstarts_at_age = \"18 years\"\nfulfilled_by = [\"own_step\"]\n",
            law.text
        );
        refused(Proposal::OwnWords(added), "The law has no duty \"cake\"").await;
        refused(Proposal::OwnWords("id = 3".to_owned()), "Line 1").await;
        refused(
            Proposal::OwnWords(Protocols::shipped().find(PANEL).unwrap().text.clone()),
            "the text of another protocol",
        )
        .await;
        // What was in force stays in force.
        assert_eq!(every(site, on(TODAY), "adviser_contact").await.as_deref(), Some("42 days"));

        decide(site, 30, LAW, Proposal::OwnWords(without("dental_check")), TODAY).await;
        let protocols = in_force(&site.office, LANCASHIRE, on(TODAY)).await.unwrap();
        let now = protocols.find(LAW).unwrap();
        assert!(now.duty("dental_check").is_none());
        assert_eq!(now.duties.len() + 1, law.duties.len());
        assert_eq!(every(site, on(TODAY), "adviser_contact").await.as_deref(), Some("56 days"));
    })
    .await;
}

#[tokio::test]
async fn a_protocol_of_the_councils_own_holds_in_its_words_only_there() {
    on_each_engine(async |site| {
        let text = "id = \"ours\"\ntitle = \"Ours\"\nversion = \"1\"\nsource = \"Cabinet\"\n\n[[duty]]\nid = \"call\"\ntitle = \"Call\"\nowed_by = \"council\"\nwhy = \"A job began on {trigger}\"\nsource = \"local\"\nstarts_on = \"job_started\"\ndue = \"7 days\"\nfulfilled_by = [\"adviser_contact\"]\n";
        let words = Proposal::OwnWords(text.to_owned());
        let nothing = adopt(&manager(1), &site.office, "ours", Proposal::Off, TODAY, "Off", 0).await;
        assert!(matches!(nothing, Err(Error::NotFound(_))), "{nothing:?}");
        adopt(&manager(10), &site.office, "ours", words.clone(), TODAY, "Agreed", 0).await.unwrap();
        assert_eq!(ids(site, LANCASHIRE, on(TODAY)).await, [LAW, "ours"]);
        assert_eq!(ids(site, CONWY, on(TODAY)).await, ["statutory_wales"]);

        // Who comes second is told; and so is who takes the id of another.
        let second = adopt(&manager(20), &site.office, "ours", words.clone(), TODAY, "Me too", 0).await;
        assert!(matches!(second, Err(Error::Conflict)), "{second:?}");
        let clash = protocol::check(LANCASHIRE, None, &text.replace("\"ours\"", "\"neet_panel\""));
        assert!(clash.unwrap_err()[0].reason.contains("ships with the program"));
        let far = adopt(&manager(20), &site.office, "ours", words, date(2027, 3, 4), "", 0).await;
        let Err(Error::Invalid(problems)) = far else { panic!("{far:?}") };
        assert_eq!(problems.iter().map(|problem| problem.field).collect::<Vec<_>>(), ["from", "reason"]);

        decide(site, 30, "ours", Proposal::Off, TODAY).await;
        assert_eq!(ids(site, LANCASHIRE, on(TODAY)).await, [LAW]);
        // Its words can still be read, and it can be used again.
        let opened = open(&at(0), &site.office, "ours", on(TODAY)).await.unwrap();
        assert_eq!(opened.overview.standing, Standing::Off);
        assert_eq!(opened.overview.protocol.text, text);
        let list = protocol::list(&at(0), &site.office, on(TODAY)).await.unwrap();
        assert!(list.iter().any(|one| one.protocol.id == "ours"));
        let elsewhere = protocol::open(&command_line(CONWY), &site.office, "ours", on(TODAY)).await;
        assert!(matches!(elsewhere, Err(Error::NotFound(_))));
    })
    .await;
}

/// In care until 18 and 19 now, last seen 50 days ago.
async fn care_leaver(site: &Site, name: &str) -> Uuid {
    let person = site.add_person(name, date(2006, 5, 4)).await;
    let care = new_spell(
        SpellKind::Placement,
        "C2 U4 E4A",
        date(2018, 1, 1),
        Some(date(2024, 5, 4)),
    );
    spell::record(&at(1), &site.office, person, care, &[])
        .await
        .unwrap();
    let seen = NewContact {
        happened_on: date(2026, 1, 12),
        channel: Channel::FaceToFace,
        outcome: Outcome::TookPart,
        note: String::new(),
    };
    contact::record(&at(2), &site.office, person, seen)
        .await
        .unwrap();
    person
}

async fn contact_due(site: &Site, person: Uuid, known_at: Option<Timestamp>) -> Date {
    let view = View {
        as_at: TODAY,
        known_at,
    };
    let duties = duty::of_person(&at(3), &site.office, person, view)
        .await
        .unwrap();
    let mut open = duties
        .open()
        .filter(|duty| duty.definition.id == "adviser_contact");
    open.next().unwrap().due_on
}

#[tokio::test]
async fn a_preview_says_for_whom_what_changes_and_the_decision_then_does_it() {
    on_each_engine(async |site| {
        let person = care_leaver(site, "Ash").await;
        site.add(CONWY, "Elsewhere", date(2006, 5, 4), &[]).await;
        let before = contact_due(site, person, None).await;
        assert_eq!(before, date(2026, 3, 9));
        let version = store::authority::data_version(&site.db, LANCASHIRE)
            .await
            .unwrap();

        let shorter = Proposal::OwnWords(contact_every("42 days"));
        let shown = preview(&manager(10), &site.office, LAW, &shorter, TODAY)
            .await
            .unwrap();
        assert_eq!((shown.people, shown.people_affected), (1, 1));
        assert_eq!(shown.counts, [(Effect::NewlyOverdue, 1, 1)]);
        let (who, changes) = &shown.shown[0];
        assert_eq!(
            (who.id, changes[0].due_before, changes[0].due_after),
            (person, Some(before), Some(date(2026, 2, 23)))
        );
        assert!(!shown.lines.is_empty());
        let longer = Proposal::OwnWords(contact_every("60 days"));
        let shown = preview(&manager(10), &site.office, LAW, &longer, TODAY)
            .await
            .unwrap();
        assert_eq!(shown.counts, [(Effect::Moved, 1, 1)]);
        // Nothing was written.
        let still = store::authority::data_version(&site.db, LANCASHIRE)
            .await
            .unwrap();
        assert_eq!(
            (still, contact_due(site, person, None).await),
            (version, before)
        );

        let decision = decide(site, 20, LAW, shorter, TODAY).await;
        assert_eq!(contact_due(site, person, None).await, date(2026, 2, 23));
        let everybody = duty::of_authority(&at(3), &site.office, TODAY, None)
            .await
            .unwrap();
        let contact = everybody
            .iter()
            .find(|duty| duty.definition.id == "adviser_contact")
            .unwrap();
        assert_eq!(contact.due_on, date(2026, 2, 23));
        // What was known before the decision stays what was known.
        assert_eq!(
            contact_due(site, person, Some(moment(19).now)).await,
            before
        );

        let opened = open(&at(0), &site.office, LAW, on(TODAY)).await.unwrap();
        let made = opened
            .decisions
            .iter()
            .find(|one| one.id == decision)
            .unwrap();
        let back = preview_of_taking_back(&manager(30), &site.office, made)
            .await
            .unwrap();
        assert_eq!(back.counts, [(Effect::NoLongerOverdue, 1, 1)]);
        take_back(&manager(40), &site.office, decision, "Too often")
            .await
            .unwrap();
        assert_eq!(contact_due(site, person, None).await, before);
        assert_eq!(
            contact_due(site, person, Some(moment(39).now)).await,
            date(2026, 2, 23)
        );

        // Who did what is in the audit.
        site.office.flush().await;
        let events = store::audit::latest(&site.db, LANCASHIRE, "", 100)
            .await
            .unwrap();
        for action in ["protocol.preview", "protocol.adopt", "protocol.take_back"] {
            assert!(
                events.iter().any(|event| event.action == action),
                "{action}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_text_that_can_no_longer_be_read_gives_way_to_what_ships() {
    on_each_engine(async |site| {
        let broken = store::protocol::DecisionRecord {
            id: Uuid::now_v7(),
            authority: LANCASHIRE.to_owned(),
            protocol: PANEL.to_owned(),
            standing: "own_words".to_owned(),
            shipped_version: "0".to_owned(),
            from: TODAY,
            reason: "From a later version".to_owned(),
            at: moment(1).now,
            by: "Robin".to_owned(),
            taken_back: None,
        };
        let mut tx = site.db.begin().await.unwrap();
        store::protocol::insert_decision(&mut tx, &broken, "id = \"neet_panel\"\nnew_word = 1\n")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let protocols = in_force(&site.office, LANCASHIRE, on(TODAY)).await.unwrap();
        let shipped: &Protocol = Protocols::shipped().find(PANEL).unwrap();
        assert_eq!(protocols.find(PANEL).unwrap().text, shipped.text);
        let opened = open(&at(0), &site.office, PANEL, on(TODAY)).await.unwrap();
        assert!(!opened.overview.faults.is_empty());
        assert_eq!(
            opened.overview.newer_ships.as_deref(),
            Some(shipped.version.as_str())
        );
    })
    .await;
}

fn description(title: &str) -> Description {
    let party = |name: &str, kind| Party {
        name: name.to_owned(),
        kind,
    };
    Description {
        title: title.to_owned(),
        district: "North".to_owned(),
        version: "1".to_owned(),
        starts_on: date(2026, 1, 1),
        review_on: None,
        protocol: "jobcentre_universal_credit".to_owned(),
        parties: vec![
            party("Made-Up Council", PartyKind::Council),
            party("Jobcentre", PartyKind::Jobcentre),
        ],
    }
}

#[tokio::test]
async fn an_agreement_goes_step_by_step_and_nobody_writes_over_another() {
    on_each_engine(async |site| {
        let office = &site.office;
        let unknown = Description {
            protocol: "no_such".to_owned(),
            ..description("Ours")
        };
        let refused = protocol::record_agreement(&manager(1), office, unknown, false).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");

        let id = protocol::record_agreement(&manager(1), office, description("Ours"), true)
            .await
            .unwrap();
        let (first, _) = protocol::agreement(&at(0), office, id).await.unwrap();
        let usual = first.agreement.obligations.len();
        assert!(usual > 5);
        let sign = Change::Sign(Signature {
            id: Uuid::now_v7(),
            party: "Jobcentre".to_owned(),
            name: "Alex Example".to_owned(),
            position: "District Manager".to_owned(),
            signed_on: TODAY,
        });
        protocol::change_agreement(&manager(2), office, id, first.version, sign.clone())
            .await
            .unwrap();
        let late = protocol::change_agreement(&manager(3), office, id, first.version, sign).await;
        assert!(matches!(late, Err(Error::Conflict)), "{late:?}");

        let (second, _) = protocol::agreement(&at(0), office, id).await.unwrap();
        let promise = Obligation {
            id: Uuid::now_v7(),
            side: Side::Council,
            words: "Print it".to_owned(),
            goes_on: false,
            due_on: Some(date(2026, 2, 28)),
            done: None,
        };
        let promised = promise.id;
        protocol::change_agreement(
            &manager(4),
            office,
            id,
            second.version,
            Change::Promise(promise),
        )
        .await
        .unwrap();
        let (third, _) = protocol::agreement(&at(0), office, id).await.unwrap();
        assert_eq!(protocol::what_is_late(&third.agreement, TODAY), 1);
        let done = Change::Done(
            promised,
            Done {
                on: TODAY,
                note: "In the handbook".to_owned(),
            },
        );
        protocol::change_agreement(&manager(5), office, id, third.version, done)
            .await
            .unwrap();
        let (fourth, steps) = protocol::agreement(&at(0), office, id).await.unwrap();
        assert_eq!(protocol::what_is_late(&fourth.agreement, TODAY), 0);
        assert_eq!(fourth.agreement.obligations.len(), usual + 1);
        assert_eq!(fourth.agreement.signatures.len(), 1);
        assert_eq!(steps.len(), 4);

        // Nobody of another authority sees it.
        let elsewhere = protocol::agreement(&command_line(CONWY), office, id).await;
        assert!(matches!(elsewhere, Err(Error::NotFound(_))));
        assert!(
            protocol::agreements(&command_line(CONWY), office)
                .await
                .unwrap()
                .is_empty()
        );

        protocol::withdraw_agreement(&manager(6), office, id, fourth.version, "A new one")
            .await
            .unwrap();
        assert!(
            protocol::agreements(&at(0), office)
                .await
                .unwrap()
                .is_empty()
        );
    })
    .await;
}
