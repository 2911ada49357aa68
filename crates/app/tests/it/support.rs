//! A whole service for a test: a fresh database on each engine, a clock that stands still, made-up people, and somebody who visits.

pub mod council;
mod life;
pub mod mail_server;
mod visitor;

use std::{env, path::PathBuf, process::Command, sync::Arc};

use app::clock::Clock;
use app::web::{context::App, router::router};
use axum::Router;
use casework::{
    Actor, Moment, Office, Role, SecretKey,
    account::NewAccount,
    person::NewPerson,
    worker::{self, WorkerRecord},
};
use jiff::civil::{Date, date};
use leaving_care::person::{IdentifierKind, PersonDetails};
use uuid::Uuid;

use crate::browser::root;

pub use life::a_long_life;
pub use visitor::{Answer, Visitor};

/// The day on which tests happen.
pub const TODAY: Date = date(2026, 3, 3);
/// Lancashire: its people here are made up.
pub const AUTHORITY: &str = "E10000017";
const KEY: [u8; 32] = [7; 32];
pub const PASSWORD: &str = "a long made-up password";

/// A service on a database of its own.
pub struct Site {
    pub office: Office,
    /// Advisers of the authority, in the order in which they were added.
    pub workers: Vec<WorkerRecord>,
    database: Database,
}

/// Runs a scenario on SQLite and then on PostgreSQL, each with a fresh database.
pub async fn on_each_engine(scenario: impl AsyncFn(&Site)) {
    for database in [Database::sqlite(), Database::postgres()] {
        // Shown only when the scenario fails.
        println!("on {}", database.address);
        let site = Site::open(database).await;
        scenario(&site).await;
        site.office.close().await;
    }
}

impl Site {
    /// For browser tests, where the engine makes no difference.
    pub async fn on_sqlite() -> Self {
        Self::open(Database::sqlite()).await
    }

    async fn open(database: Database) -> Self {
        let office = Office::open(&database.address, SecretKey::new(KEY))
            .await
            .unwrap();
        casework::authority::find(&office, AUTHORITY).await.unwrap();
        let mut site = Self {
            office,
            workers: Vec::new(),
            database,
        };
        for (name, role) in [
            ("Sam Okafor", "personal_adviser"),
            ("Priya Nair", "social_worker"),
            ("Jo Lindqvist", "personal_adviser"),
        ] {
            site.add_worker(name, role).await;
        }
        site
    }

    /// The service as it answers on a day.
    pub fn router(&self, day: Date) -> Router {
        router(App {
            office: self.office.clone(),
            clock: Clock::Frozen(day),
            public_address: Arc::default(),
            has_made_up_data: true,
            demo_accounts: Arc::default(),
        })
    }

    /// Where the database is, for the program itself.
    pub fn address(&self) -> &str {
        &self.database.address
    }

    /// A file with the key that this service has, for the program itself.
    pub fn key_file(&self) -> String {
        let path = self.database.folder.join("key");
        std::fs::write(&path, SecretKey::new(KEY).to_hex()).unwrap();
        path.display().to_string()
    }

    /// Listens on a free port for a browser; gives the address.
    pub async fn serve(&self, day: Date) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let router = self.router(day);
        tokio::spawn(async move { axum::serve(listener, router).await });
        address
    }

    /// An account with a role; gives its e-mail address. An adviser's is that of the worker Sam Okafor.
    pub async fn account(&self, role: Role) -> String {
        let email = format!("{}-{}@council.example", role.code(), Uuid::now_v7());
        let worker = self
            .workers
            .first()
            .filter(|_| role == Role::PersonalAdviser);
        let account = NewAccount {
            email: email.clone(),
            name: worker.map_or_else(
                || format!("Robin {}", role.label()),
                |worker| worker.name.clone(),
            ),
            role,
            worker: worker.map(|worker| worker.id),
            person: None,
            password: PASSWORD.to_owned(),
        };
        casework::account::add(&command_line(TODAY), &self.office, account)
            .await
            .unwrap();
        email
    }

    /// Somebody with a role, signed in today.
    pub async fn signed_in(&self, role: Role) -> Visitor {
        let email = self.account(role).await;
        let mut visitor = Visitor::new(self.router(TODAY));
        visitor.sign_in(&email).await;
        visitor
    }

    async fn add_worker(&mut self, name: &str, role: &str) {
        let record = WorkerRecord {
            id: Uuid::now_v7(),
            authority: AUTHORITY.to_owned(),
            name: name.to_owned(),
            role: role.to_owned(),
            team: "Leaving care, north".to_owned(),
            locality: "North".to_owned(),
            email: String::new(),
            starts_on: None,
            ends_on: None,
        };
        worker::save(&command_line(TODAY), &self.office, &record)
            .await
            .unwrap();
        self.workers.push(record);
    }

    /// A made-up person with nothing recorded but who they are.
    pub async fn add_person(&self, given_name: &str, family_name: &str, born: Date) -> Uuid {
        self.add_person_on(TODAY, given_name, family_name, born)
            .await
    }

    /// The same, recorded on another day.
    pub async fn add_person_on(
        &self,
        day: Date,
        given_name: &str,
        family_name: &str,
        born: Date,
    ) -> Uuid {
        let details = PersonDetails {
            given_name: given_name.to_owned(),
            family_name: family_name.to_owned(),
            date_of_birth: born,
            locality: "North".to_owned(),
            ..PersonDetails::default()
        };
        self.add_on(day, details, &[]).await
    }

    pub async fn add(
        &self,
        details: PersonDetails,
        identifiers: &[(IdentifierKind, &str)],
    ) -> Uuid {
        self.add_on(TODAY, details, identifiers).await
    }

    async fn add_on(
        &self,
        day: Date,
        details: PersonDetails,
        identifiers: &[(IdentifierKind, &str)],
    ) -> Uuid {
        let person = NewPerson {
            details,
            identifiers: identifiers
                .iter()
                .map(|(kind, value)| (*kind, (*value).to_owned()))
                .collect(),
        };
        casework::person::add(&command_line(day), &self.office, person)
            .await
            .unwrap()
    }
}

/// Whoever runs the program, on a day: for what a test takes as given.
pub fn command_line(day: Date) -> Actor {
    Actor::command_line(AUTHORITY, moment(day))
}

/// The time of day that it is, on another day: what is done later in a test comes later there too.
pub fn moment(day: Date) -> Moment {
    Clock::Frozen(day).moment()
}

/// A database that goes when the test ends, also when it fails.
struct Database {
    address: String,
    /// Deleted with it: the key, and the database itself where it is a file.
    folder: PathBuf,
    /// The PostgreSQL server and the name of the database to drop.
    server: Option<(String, String)>,
}

impl Database {
    fn sqlite() -> Self {
        let folder = folder();
        Self {
            address: format!("sqlite:{}", folder.join("test.db").display()),
            folder,
            server: None,
        }
    }

    fn postgres() -> Self {
        let server = env::var("THROUGHCARE_TEST_POSTGRES").unwrap_or_else(|_| {
            panic!("This test needs PostgreSQL: run `make postgres` and the export line that it prints, or `make test`, which does both.")
        });
        let name = format!("test_{}", Uuid::now_v7().simple());
        run("createdb", &server, &[&name]);
        let (address, _) = server.rsplit_once('/').unwrap();
        Self {
            address: format!("{address}/{name}"),
            folder: folder(),
            server: Some((server, name)),
        }
    }
}

/// A folder of one test's own.
fn folder() -> PathBuf {
    let folder = env::temp_dir().join(format!("throughcare-test-{}", Uuid::now_v7()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

impl Drop for Database {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
        if let Some((server, name)) = &self.server {
            run("dropdb", server, &["--if-exists", "--force", name]);
        }
    }
}

/// Runs one of PostgreSQL's own programs against a server.
fn run(program: &str, server: &str, arguments: &[&str]) {
    // They lie together; Debian hides all but initdb behind a wrapper that answers to its own name only.
    let found = Command::new(root().join("scripts/postgres.sh"))
        .args(["program", "initdb"])
        .output()
        .unwrap();
    let initdb = String::from_utf8(found.stdout).unwrap();
    let initdb = std::fs::canonicalize(initdb.trim()).unwrap();
    let done = Command::new(initdb.with_file_name(program))
        .arg(format!("--maintenance-db={server}"))
        .args(arguments)
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{program}: {}",
        String::from_utf8_lossy(&done.stderr)
    );
}
