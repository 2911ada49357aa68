//! An office on a fresh database of either engine, people to act in it, and made-up people in it.

#[path = "../../../store/tests/it/database.rs"]
mod database;

use std::collections::BTreeMap;

use casework::{
    Actor, Moment, Office, Role, SecretKey,
    person::{self, NewPerson},
};
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use leaving_care::{
    person::{IdentifierKind, PersonDetails},
    spell_value::{NewSpell, SpellKind, SpellValue},
};
use store::Db;
use uuid::Uuid;

pub use database::Database;

/// The day on which tests happen.
pub const TODAY: Date = date(2026, 3, 3);
/// Lancashire and Conwy: their people here are made up.
pub const LANCASHIRE: &str = "E10000017";
pub const CONWY: &str = "W06000003";

/// An office on a database of its own.
pub struct Site {
    pub office: Office,
    /// The same database, to look at what was written.
    pub db: Db,
    _database: Database,
}

/// Runs a test on SQLite and then on PostgreSQL, each with a fresh database.
pub async fn on_each_engine(test: impl AsyncFn(&Site)) {
    for database in Database::on_both_engines() {
        // Shown only when the test fails.
        println!("on {}", database.address);
        let site = Site::open(database).await;
        test(&site).await;
        site.office.close().await;
        site.db.close().await;
    }
}

impl Site {
    pub async fn open(database: Database) -> Self {
        let office = Office::open(&database.address, SecretKey::new([7; 32]))
            .await
            .unwrap();
        for code in [LANCASHIRE, CONWY] {
            casework::authority::find(&office, code).await.unwrap();
        }
        Self {
            office,
            db: Db::open(&database.address).await.unwrap(),
            _database: database,
        }
    }

    /// A made-up person of Lancashire with nothing recorded.
    pub async fn add_person(&self, given_name: &str, born: Date) -> Uuid {
        self.add(LANCASHIRE, given_name, born, &[]).await
    }

    pub async fn add(
        &self,
        authority: &str,
        given_name: &str,
        born: Date,
        identifiers: &[(IdentifierKind, &str)],
    ) -> Uuid {
        let new = NewPerson {
            details: PersonDetails {
                given_name: given_name.into(),
                family_name: "Made-Up".into(),
                date_of_birth: born,
                locality: "North".into(),
                ..PersonDetails::default()
            },
            identifiers: identifiers
                .iter()
                .map(|(kind, value)| (*kind, (*value).to_owned()))
                .collect(),
        };
        person::add(&command_line(authority), &self.office, new)
            .await
            .unwrap()
    }

    /// Everything that is kept about both authorities, as one text: where it is the same text, nothing was written.
    pub async fn everything(&self) -> String {
        let db = &self.db;
        let mut kept = vec![self.people().await];
        for authority in [LANCASHIRE, CONWY] {
            let version = store::authority::data_version(db, authority).await.unwrap();
            let targets = store::target::list(db, authority).await.unwrap();
            let accounts = store::account::list(db, authority).await.unwrap();
            let imports = store::import_run::list(db, authority, 1_000).await.unwrap();
            kept.push(format!(
                "{authority} {version} {targets:?} {accounts:?} {imports:?}"
            ));
        }
        kept.join("\n")
    }

    /// Every version of everything that is kept about people and workers.
    pub async fn people(&self) -> String {
        let db = &self.db;
        let mut kept = Vec::new();
        for authority in [LANCASHIRE, CONWY] {
            let mut people = store::person::all_current(db, authority).await.unwrap();
            people.sort_by_key(|version| version.person);
            for version in people {
                let id = version.person;
                let details = store::person::history(db, id).await.unwrap();
                let identifiers = store::person::identifiers(db, id).await.unwrap();
                let spells = store::spell::history(db, id).await.unwrap();
                let contacts = store::contact::of_person(db, id, Date::MAX, None, None, 10_000)
                    .await
                    .unwrap();
                kept.push(format!(
                    "{details:?} {identifiers:?} {spells:?} {contacts:?}"
                ));
            }
            let workers = store::worker::list(db, authority).await.unwrap();
            kept.push(format!("{workers:?}"));
        }
        kept.join("\n")
    }

    /// Every spell of Lancashire that stands, in words, by the person's identifier of a kind.
    pub async fn spells_by(&self, kind: IdentifierKind) -> BTreeMap<String, Vec<String>> {
        self.spells_known(LANCASHIRE, kind, None).await
    }

    /// The same for any authority, as it was known at a moment.
    pub async fn spells_known(
        &self,
        authority: &str,
        kind: IdentifierKind,
        known_at: Option<Timestamp>,
    ) -> BTreeMap<String, Vec<String>> {
        let mut by_person = BTreeMap::new();
        for row in store::person::identifiers_of_kind(&self.db, authority, kind)
            .await
            .unwrap()
        {
            let spells = store::spell::of_person(&self.db, row.person_id, known_at)
                .await
                .unwrap();
            let mut lines: Vec<String> = spells
                .into_iter()
                .map(|record| {
                    let until = record
                        .ends_on
                        .map_or_else(|| "now".to_owned(), |end| end.to_string());
                    let mut value = record.value;
                    if let SpellValue::Allocation(details) = &mut value {
                        // Whoever is met first gets another id each time.
                        details.allocation.worker = Uuid::nil();
                    }
                    format!(
                        "{} {} {} to {until} {}",
                        value.kind().code(),
                        value.code(),
                        record.starts_on,
                        value.details_json()
                    )
                })
                .collect();
            lines.sort_unstable();
            by_person.insert(row.value, lines);
        }
        by_person
    }
}

/// So many seconds after noon on the day.
pub fn moment(seconds: i64) -> Moment {
    let noon = TODAY
        .at(12, 0, 0, 0)
        .in_tz("Europe/London")
        .unwrap()
        .timestamp();
    Moment {
        today: TODAY,
        now: noon
            .checked_add(jiff::SignedDuration::from_secs(seconds))
            .unwrap(),
    }
}

/// Whoever runs the program: for what a test takes as given.
pub fn command_line(authority: &str) -> Actor {
    Actor::command_line(authority, moment(0))
}

/// The same, so many seconds later.
pub fn at(seconds: i64) -> Actor {
    Actor::command_line(LANCASHIRE, moment(seconds))
}

/// Somebody with a role in Lancashire, without an account.
pub fn somebody(role: Role) -> Actor {
    Actor {
        role,
        name: role.label().to_owned(),
        ..command_line(LANCASHIRE)
    }
}

pub fn spell(kind: SpellKind, code: &str, from: Date, until: Option<Date>) -> NewSpell {
    NewSpell {
        value: SpellValue::from_parts(kind, code, "{}").unwrap(),
        starts_on: from,
        ends_on: until,
    }
}
