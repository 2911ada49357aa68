//! The store on both engines: what is written comes back, no version is lost, and lists lose nobody.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop; clippy knows only test functions as tests"
)]

mod accounts;
mod better_off;
mod contacts;
mod database;
mod events;
mod facts;
mod imports;
mod jobcentre_steps;
mod lists;
mod odd_texts;
mod pathway_plans;
mod people;
mod protocols;
mod reference;
mod return_checks;
mod spells;

use database::Database;
use jiff::{Timestamp, civil::Date};
use leaving_care::{
    person::PersonDetails,
    source::Standing,
    spell_value::{SpellKind, SpellValue},
};
use store::{
    Db, Tx,
    authority::{self, AuthorityRow},
    person::{self, Stamp},
    spell::SpellToInsert,
};
use uuid::Uuid;

/// Lancashire and Conwy: their people here are made up.
const LANCASHIRE: &str = "E10000017";
const CONWY: &str = "W06000003";

/// Runs a test on SQLite and then on PostgreSQL, each with a fresh database that has two authorities.
async fn on_each_engine(test: impl AsyncFn(&Db)) {
    for database in Database::on_both_engines() {
        // Shown only when the test fails.
        println!("on {}", database.address);
        let db = Db::open(&database.address).await.unwrap();
        for (code, dfe_code, name, nation) in [
            (LANCASHIRE, "888", "Lancashire", "england"),
            (CONWY, CONWY, "Conwy", "wales"),
        ] {
            let row = AuthorityRow {
                code: code.into(),
                dfe_code: dfe_code.into(),
                name: name.into(),
                nation: nation.into(),
                region: String::new(),
                data_version: 0,
            };
            written(&db, async |tx| authority::save(tx, &row).await.unwrap()).await;
        }
        test(&db).await;
        db.close().await;
    }
}

/// Writes in a transaction of its own.
async fn written<T>(db: &Db, write: impl AsyncFnOnce(&mut Tx) -> T) -> T {
    let mut tx = db.begin().await.unwrap();
    let given = write(&mut tx).await;
    tx.commit().await.unwrap();
    given
}

/// A moment: so many seconds after the start of 2026.
fn moment(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_767_225_600 + seconds).unwrap()
}

fn stamp(seconds: i64) -> Stamp {
    Stamp {
        at: moment(seconds),
        by: "Sam Okafor".into(),
        source: "entered".into(),
    }
}

fn details(given_name: &str, family_name: &str, born: Date) -> PersonDetails {
    PersonDetails {
        given_name: given_name.into(),
        family_name: family_name.into(),
        date_of_birth: born,
        ..PersonDetails::default()
    }
}

/// Adds a person at second 0 under data version 1; gives the id.
async fn add_person(db: &Db, authority: &str, details: PersonDetails) -> Uuid {
    let id = Uuid::now_v7();
    written(db, async |tx| {
        person::insert_many(tx, authority, &[(id, details)], &stamp(0), 1)
            .await
            .unwrap();
    })
    .await;
    id
}

fn spell(
    person: Uuid,
    kind: SpellKind,
    code: &str,
    from: Date,
    until: Option<Date>,
) -> SpellToInsert {
    SpellToInsert {
        id: Uuid::now_v7(),
        person,
        value: SpellValue::from_parts(kind, code, "{}").unwrap(),
        starts_on: from,
        ends_on: until,
        standing: Standing::Recorded,
        source: String::new(),
    }
}
