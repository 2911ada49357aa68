//! Another authority's people are not there, whichever way somebody asks for them.

use casework::{
    Actor, Error, Role, audit, contact, import, measure, neet, person, spell,
    worker::{self, WorkerRecord},
};
use jiff::civil::date;
use leaving_care::{person::IdentifierKind, spell_value::SpellKind};
use uuid::Uuid;

use crate::site::{
    CONWY, LANCASHIRE, Site, TODAY, command_line, on_each_engine, somebody, spell as new_spell,
};

/// Cai of Conwy, NEET, with a contact; and what stands for them.
struct Cai {
    id: Uuid,
    spell: Uuid,
    contact: Uuid,
    details: Uuid,
}

async fn cai(site: &Site) -> Cai {
    let id = site
        .add(
            CONWY,
            "Cai",
            date(2006, 5, 4),
            &[(IdentifierKind::LocalId, "CW-1")],
        )
        .await;
    let actor = command_line(CONWY);
    let placement = new_spell(
        SpellKind::Placement,
        "C2 U4 E4A",
        date(2019, 1, 1),
        Some(date(2024, 5, 4)),
    );
    spell::record(&actor, &site.office, id, placement, &[])
        .await
        .unwrap();
    let neet = new_spell(SpellKind::Activity, "G5", date(2025, 1, 1), None);
    let spell = spell::record(&actor, &site.office, id, neet, &[])
        .await
        .unwrap();
    let contact = contact::record(&actor, &site.office, id, new_contact())
        .await
        .unwrap();
    let details = store::person::find(&site.db, id, None)
        .await
        .unwrap()
        .unwrap()
        .id;
    Cai {
        id,
        spell,
        contact,
        details,
    }
}

fn new_contact() -> contact::NewContact {
    contact::NewContact {
        happened_on: TODAY,
        channel: contact::Channel::Phone,
        outcome: contact::Outcome::TookPart,
        note: "Spoke.".into(),
    }
}

/// Both may do everything in their own authority.
fn outsiders() -> [Actor; 2] {
    [command_line(LANCASHIRE), somebody(Role::TeamManager)]
}

#[expect(clippy::too_many_lines, reason = "one line for each verb")]
#[tokio::test]
async fn every_verb_answers_that_there_is_nobody() {
    on_each_engine(async |site| {
        let cai = cai(site).await;
        let own = site.add_person("Ash", date(2006, 5, 4)).await;
        let before = site.everything().await;
        let office = &site.office;
        let view = person::View {
            as_at: TODAY,
            known_at: None,
        };
        let neet = || new_spell(SpellKind::Activity, "G4", date(2025, 1, 1), None);
        for actor in &outsiders() {
            let details = store::person::find(&site.db, own, None)
                .await
                .unwrap()
                .unwrap()
                .details;
            let answers: Vec<(&str, Result<(), Error>)> = vec![
                (
                    "open",
                    person::open(actor, office, cai.id, view).await.map(drop),
                ),
                (
                    "history",
                    person::history(actor, office, cai.id).await.map(drop),
                ),
                ("who", person::who(actor, office, cai.id).await.map(drop)),
                (
                    "details",
                    person::details(actor, office, cai.id).await.map(drop),
                ),
                (
                    "change",
                    person::change_details(actor, office, cai.id, cai.details, &details, &[]).await,
                ),
                (
                    "contact list",
                    contact::list(actor, office, cai.id, None, 10)
                        .await
                        .map(drop),
                ),
                (
                    "contact record",
                    contact::record(actor, office, cai.id, new_contact())
                        .await
                        .map(drop),
                ),
                (
                    "contact find",
                    contact::find(actor, office, cai.contact).await.map(drop),
                ),
                (
                    "contact correct",
                    contact::correct(actor, office, cai.contact, new_contact(), "")
                        .await
                        .map(drop),
                ),
                (
                    "contact withdraw",
                    contact::withdraw(actor, office, cai.contact, "never").await,
                ),
                (
                    "contact conflict",
                    contact::conflict(actor, office, cai.contact)
                        .await
                        .map(drop),
                ),
                (
                    "identifiers",
                    person::identifiers_to_change(actor, office, cai.id)
                        .await
                        .map(drop),
                ),
                (
                    "spell check",
                    spell::check(actor, office, cai.id, &neet()).await.map(drop),
                ),
                (
                    "spell record",
                    spell::record(actor, office, cai.id, neet(), &[])
                        .await
                        .map(drop),
                ),
                (
                    "spell find",
                    spell::find(actor, office, cai.spell).await.map(drop),
                ),
                (
                    "spell conflict",
                    spell::conflict(actor, office, cai.spell).await.map(drop),
                ),
                (
                    "spell check correction",
                    spell::check_correction(actor, office, cai.spell, &neet())
                        .await
                        .map(drop),
                ),
                (
                    "spell correct",
                    spell::correct(actor, office, cai.spell, neet(), "")
                        .await
                        .map(drop),
                ),
                (
                    "spell withdraw",
                    spell::withdraw(actor, office, cai.spell, "never").await,
                ),
                // Through a person of one's own.
                (
                    "also ends",
                    spell::record(actor, office, own, neet(), &[cai.spell])
                        .await
                        .map(drop),
                ),
            ];
            for (verb, answer) in answers {
                let Err(Error::NotFound(what)) = answer else {
                    panic!("{verb}: {answer:?}");
                };
                // The same words as for something that does not exist at all.
                let is_about_a_spell = verb.starts_with("spell ")
                    && !["spell check", "spell record"].contains(&verb)
                    || verb == "also ends";
                let is_about_a_contact = verb.starts_with("contact ")
                    && !["contact list", "contact record"].contains(&verb);
                let expected = match (is_about_a_spell, is_about_a_contact) {
                    (true, _) => "spell",
                    (_, true) => "contact",
                    _ => "person",
                };
                assert_eq!(what, expected, "{verb}");
            }
            // Another person's version is no version of one's own.
            let swapped =
                person::change_details(actor, office, own, cai.details, &details, &[]).await;
            assert!(matches!(swapped, Err(Error::Conflict)), "{swapped:?}");
        }
        assert_eq!(site.everything().await, before);
        // That somebody asked is noted.
        office.flush().await;
        let noted = audit::list(&command_line(LANCASHIRE), office, Some(cai.id))
            .await
            .unwrap();
        assert!(
            noted
                .iter()
                .filter(|event| event.action == "person.refused")
                .count()
                >= 20,
            "{noted:#?}"
        );
    })
    .await;
}

#[tokio::test]
async fn no_list_count_or_export_holds_them() {
    on_each_engine(async |site| {
        let cai = cai(site).await;
        let office = &site.office;
        for actor in &outsiders() {
            for search in ["", "Cai", "2006-05-04", "CW-1"] {
                let asked = person::ListQuery {
                    search: search.into(),
                    limit: 50,
                    ..person::ListQuery::default()
                };
                let list = person::list(actor, office, &asked).await.unwrap();
                assert_eq!((list.people.len(), list.total), (0, 0), "{search}");
                let export = person::export(actor, office, &asked).await.unwrap();
                assert_eq!((export.people.len(), export.total), (0, 0), "{search}");
            }
            assert_eq!(person::place_of(actor, office, cai.id).await.unwrap(), None);
            let all = neet::NeetQuery {
                locality: String::new(),
                after: None,
                limit: 50,
            };
            assert_eq!(neet::list(actor, office, &all).await.unwrap().total, 0);
            assert_eq!(neet::export(actor, office, "").await.unwrap().total, 0);
            let query = measure::MeasureQuery {
                measure: "long_term_neet".into(),
                as_at: TODAY,
                known_at: None,
                basis: None,
                by: Vec::new(),
                publish: None,
            };
            let answer = measure::ask(actor, office, &query).await.unwrap();
            assert_eq!(answer.count.denominator, Some(0));
            let behind = measure::behind(actor, office, &query, measure::Whom::OutOf, None, 50)
                .await
                .unwrap();
            assert_eq!(behind.total, 0);
            assert_eq!(
                casework::home::open(actor, office)
                    .await
                    .unwrap()
                    .changes
                    .len(),
                0
            );
            assert!(
                person::choices(actor, office)
                    .await
                    .unwrap()
                    .localities
                    .is_empty()
            );
            office.flush().await;
            assert!(
                audit::list(actor, office, None)
                    .await
                    .unwrap()
                    .iter()
                    .all(|event| event.authority == LANCASHIRE)
            );
        }
        // At home they are there.
        let query = measure::MeasureQuery {
            measure: "long_term_neet".into(),
            as_at: TODAY,
            known_at: None,
            basis: None,
            by: Vec::new(),
            publish: None,
        };
        let at_home = measure::ask(&command_line(CONWY), office, &query)
            .await
            .unwrap();
        assert_eq!(
            (at_home.count.numerator, at_home.count.denominator),
            (Some(1), Some(1))
        );
    })
    .await;
}

#[tokio::test]
async fn imports_and_uploads_belong_to_who_made_them() {
    on_each_engine(async |site| {
        let office = &site.office;
        let line = br#"{"person":{"local_id":"A","date_of_birth":"2006-05-04"}}
not a line"#;
        let upload = || import::Upload {
            kind: import::ImportKind::Facts,
            files: vec![import::InputFile {
                name: "facts.jsonl".into(),
                bytes: line.to_vec(),
            }],
            year_ending: None,
            made_on: None,
        };
        let conwy = command_line(CONWY);
        import::run(&conwy, office, &upload(), true, |_| ())
            .await
            .unwrap();
        let run = import::list(&conwy, office).await.unwrap().remove(0);
        assert_eq!(
            import::findings(&conwy, office, run.id, -1, 10)
                .await
                .unwrap()
                .len(),
            1
        );
        for actor in &[command_line(LANCASHIRE), somebody(Role::PerformanceAnalyst)] {
            assert!(import::list(actor, office).await.unwrap().is_empty());
            assert!(matches!(
                import::find(actor, office, run.id).await,
                Err(Error::NotFound("import"))
            ));
            assert!(matches!(
                import::findings(actor, office, run.id, -1, 10).await,
                Err(Error::NotFound("import"))
            ));
        }

        // An upload that waits is found by the account that sent it, for an hour, and by nobody else.
        let analyst = |account: u128, authority: &str, seconds: i64| Actor {
            account: Some(Uuid::from_u128(account)),
            authority: authority.into(),
            moment: crate::site::moment(seconds),
            ..somebody(Role::PerformanceAnalyst)
        };
        let sender = analyst(1, LANCASHIRE, 0);
        let (id, report) = import::upload(&sender, office, upload()).await.unwrap();
        assert_eq!(import::waiting(&sender, office, id).unwrap(), report);
        for other in [
            analyst(2, LANCASHIRE, 0),
            analyst(1, CONWY, 0),
            command_line(LANCASHIRE),
            analyst(1, LANCASHIRE, 3_600),
        ] {
            assert!(matches!(
                import::waiting(&other, office, id),
                Err(Error::NotFound("upload"))
            ));
            assert!(matches!(
                import::confirm(&other, office, id).await,
                Err(Error::NotFound("upload"))
            ));
        }
        assert_eq!(
            import::confirm(&analyst(1, LANCASHIRE, 3_599), office, id)
                .await
                .unwrap()
                .new_people,
            1
        );
        // Once written it is no longer there to be written.
        assert!(matches!(
            import::confirm(&sender, office, id).await,
            Err(Error::NotFound("upload"))
        ));
    })
    .await;
}

#[tokio::test]
async fn nobody_writes_another_authoritys_worker() {
    on_each_engine(async |site| {
        let office = &site.office;
        let record = |authority: &str, name: &str| WorkerRecord {
            id: Uuid::from_u128(5),
            authority: authority.into(),
            name: name.into(),
            role: "personal_adviser".into(),
            team: String::new(),
            locality: String::new(),
            email: String::new(),
            starts_on: None,
            ends_on: None,
        };
        worker::save(&command_line(CONWY), office, &record(CONWY, "Nia"))
            .await
            .unwrap();
        let as_theirs =
            worker::save(&command_line(LANCASHIRE), office, &record(CONWY, "Taken")).await;
        assert!(matches!(as_theirs, Err(Error::NotAllowed)));
        let as_ours = worker::save(
            &command_line(LANCASHIRE),
            office,
            &record(LANCASHIRE, "Taken"),
        )
        .await;
        assert!(
            matches!(as_ours, Err(Error::NotFound("worker"))),
            "{as_ours:?}"
        );
        assert_eq!(
            worker::list(&command_line(CONWY), office).await.unwrap(),
            [record(CONWY, "Nia")]
        );
    })
    .await;
}

/// A role that may not read names finds none in any answer about a person.
#[tokio::test]
async fn whoever_may_not_read_names_reads_none() {
    on_each_engine(async |site| {
        let ash = site
            .add(
                LANCASHIRE,
                "Ashley",
                date(2006, 5, 4),
                &[(IdentifierKind::NiNumber, "QQ123456C")],
            )
            .await;
        let mut home = new_spell(SpellKind::Accommodation, "U1", date(2025, 1, 1), None);
        if let leaving_care::spell_value::SpellValue::Accommodation(details) = &mut home.value {
            details.address = "8 Secret Court".into();
            details.note = "Secret note".into();
        }
        let id = spell::record(&command_line(LANCASHIRE), &site.office, ash, home, &[])
            .await
            .unwrap();
        let analyst = somebody(Role::PerformanceAnalyst);
        let office = &site.office;
        let view = person::View {
            as_at: TODAY,
            known_at: None,
        };
        let asked = person::ListQuery {
            limit: 10,
            ..person::ListQuery::default()
        };
        let answers = [
            format!(
                "{:?}",
                person::open(&analyst, office, ash, view).await.unwrap()
            ),
            format!(
                "{:?}",
                person::history(&analyst, office, ash).await.unwrap()
            ),
            format!("{:?}", person::who(&analyst, office, ash).await.unwrap()),
            format!(
                "{:?}",
                person::list(&analyst, office, &asked).await.unwrap().people
            ),
            format!(
                "{:?}",
                person::export(&analyst, office, &asked)
                    .await
                    .unwrap()
                    .people
            ),
            format!("{:?}", spell::find(&analyst, office, id).await.unwrap()),
            format!("{:?}", spell::conflict(&analyst, office, id).await.unwrap()),
        ];
        for answer in answers {
            for secret in ["Ashley", "Made-Up", "Secret", "QQ123456C"] {
                assert!(!answer.contains(secret), "{secret}: {answer}");
            }
        }
    })
    .await;
}
