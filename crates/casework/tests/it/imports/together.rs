//! Imports at the same time as each other and as people's own work, and imports that are cut short.

use std::time::Duration;

use casework::{Actor, import, spell};
use jiff::civil::date;
use leaving_care::{person::IdentifierKind, spell_value::SpellKind};

use super::{confirmed, returns, upload};
use crate::site::{LANCASHIRE, at, moment, on_each_engine, spell as new_spell};

const CHILD: IdentifierKind = IdentifierKind::Ssda903Child;

fn year(year: &str) -> import::Upload {
    upload(
        import::ImportKind::Ssda903,
        returns("made_up_three_years", |name| {
            name.starts_with(&format!("{year}/"))
        }),
    )
}

#[tokio::test]
async fn three_imports_at_once_lose_nothing_while_people_work() {
    on_each_engine(async |site| {
        let elsewhere = casework::authority::find(&site.office, "887")
            .await
            .unwrap()
            .code;
        for part in ["2023", "2024", "2025"] {
            confirmed(
                &Actor::command_line(&elsewhere, moment(0)),
                site,
                &year(part),
            )
            .await;
        }
        let expected = site.spells_known(&elsewhere, CHILD, None).await;

        let ash = site.add_person("Ash", date(2006, 5, 4)).await;
        let imports: Vec<_> = ["2023", "2024", "2025"]
            .into_iter()
            .map(|part| {
                let office = site.office.clone();
                tokio::spawn(async move {
                    // Whoever is told that others wrote all the time tries again, as the sentence says.
                    for _ in 0..10 {
                        if import::run(&at(5), &office, &year(part), true, |_| ())
                            .await
                            .is_ok()
                        {
                            return;
                        }
                    }
                    panic!("{part} never got through");
                })
            })
            .collect();
        for day in 1..=5 {
            let new = new_spell(SpellKind::Activity, "G5", date(2025, 1, day), None);
            spell::record(&at(6), &site.office, ash, new, &[])
                .await
                .unwrap();
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        for task in imports {
            task.await.unwrap();
        }
        assert_eq!(site.spells_known(LANCASHIRE, CHILD, None).await, expected);
        assert_eq!(
            store::spell::of_person(&site.db, ash, None)
                .await
                .unwrap()
                .len(),
            5
        );
        assert_eq!(import::list(&at(7), &site.office).await.unwrap().len(), 3);
        let people = store::person::count(&site.db, LANCASHIRE).await.unwrap();
        assert_eq!(people, 60 + 1);
    })
    .await;
}

/// Cut short at any time, all of it is there or nothing; and it can be done again.
#[tokio::test]
async fn an_import_that_is_cut_short_leaves_nothing_half_written() {
    on_each_engine(async |site| {
        let whole = upload(
            import::ImportKind::Ssda903,
            returns("made_up_three_years", |name| !name.contains("corrected")),
        );
        let actor = at(5);
        let mut cut_short = 0;
        for milliseconds in [
            0, 5, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 130, 160, 200, 300,
        ] {
            let import = import::run(&actor, &site.office, &whole, true, |_| ());
            let done = tokio::time::timeout(Duration::from_millis(milliseconds), import).await;
            let people = store::person::count(&site.db, LANCASHIRE).await.unwrap();
            let runs = import::list(&actor, &site.office).await.unwrap().len();
            match done {
                Ok(report) => {
                    assert_eq!(report.unwrap().people, 60);
                    break;
                }
                // The last moment may pass between writing and being told.
                Err(_) if people == 60 => assert_eq!(runs, 1),
                Err(_) => {
                    cut_short += 1;
                    assert_eq!((people, runs), (0, 0));
                    assert!(site.spells_by(CHILD).await.is_empty());
                }
            }
        }
        assert!(cut_short > 0);
        let report = confirmed(&actor, site, &whole).await;
        assert_eq!(report.people, 60);
        assert_eq!(site.spells_by(CHILD).await.len(), 60);
        let again = confirmed(&actor, site, &whole).await;
        assert_eq!((again.written, again.corrected), (0, 0));
    })
    .await;
}
