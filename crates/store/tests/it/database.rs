//! A fresh database for a test on either engine, gone when the test ends, also when it fails.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use uuid::Uuid;

pub struct Database {
    /// What `Db::open` takes.
    pub address: String,
    /// The SQLite folder to delete.
    folder: Option<PathBuf>,
    /// The PostgreSQL server and the name of the database to drop.
    server: Option<(String, String)>,
}

impl Database {
    pub fn on_both_engines() -> [Self; 2] {
        [Self::sqlite(), Self::postgres(&[])]
    }

    pub fn sqlite() -> Self {
        let folder = env::temp_dir().join(format!("throughcare-test-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder).unwrap();
        Self {
            address: format!("sqlite:{}", folder.join("test.db").display()),
            folder: Some(folder),
            server: None,
        }
    }

    /// With further arguments to PostgreSQL's own `createdb`.
    pub fn postgres(arguments: &[&str]) -> Self {
        let server = env::var("THROUGHCARE_TEST_POSTGRES").unwrap_or_else(|_| {
            panic!("This test needs PostgreSQL: run `make postgres` and the export line that it prints, or `make test`, which does both.")
        });
        let name = format!("test_{}", Uuid::now_v7().simple());
        run("createdb", &server, &[arguments, &[&name]].concat());
        let (address, _) = server.rsplit_once('/').unwrap();
        Self {
            address: format!("{address}/{name}"),
            folder: None,
            server: Some((server, name)),
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
        if let Some((server, name)) = &self.server {
            run("dropdb", server, &["--if-exists", "--force", name]);
        }
    }
}

/// Runs one of PostgreSQL's own programs against a server.
fn run(program: &str, server: &str, arguments: &[&str]) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/postgres.sh");
    let found = Command::new(script)
        .args(["program", program])
        .output()
        .unwrap();
    let path = String::from_utf8(found.stdout).unwrap();
    let done = Command::new(path.trim())
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
