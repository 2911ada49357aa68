//! `throughcare return` and `throughcare export`, as somebody types them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use uuid::Uuid;

/// A folder that is deleted when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("throughcare-test-{}", Uuid::now_v7()));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    /// Runs the program on a database in this folder, on a day that stands still.
    fn run(&self, database: &str, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_throughcare"))
            .args(arguments)
            .args(["--db", &format!("sqlite:{}", self.path(database))])
            .args(["--key-file", &self.path("key"), "--today", "2027-04-20"])
            .output()
            .unwrap()
    }

    fn done(&self, database: &str, arguments: &[&str]) -> String {
        let output = self.run(database, arguments);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "{arguments:?}: {said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        said
    }

    fn files(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(self.0.join(folder))
            .unwrap()
            .map(|entry| {
                let entry = entry.unwrap();
                let name = entry.file_name().to_string_lossy().into_owned();
                (name, fs::read(entry.path()).unwrap())
            })
            .collect();
        files.sort();
        files
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A whole made-up return of the year ending 31 March 2027.
fn made_up_return() -> String {
    let path = "../ssda903/tests/fixtures/returns/set00/this_year";
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(path)
        .display()
        .to_string()
}

const LA: [&str; 2] = ["--la", "E10000017"];

#[test]
fn a_return_is_produced_listed_and_had_again() {
    let folder = Folder::new();
    let came = made_up_return();
    let import = ["import", "ssda903", &came, "--year", "2027", "--confirm"];
    folder.done("a.db", &[&import[..], &LA].concat());

    let (first, again, xml) = (
        folder.path("first"),
        folder.path("again"),
        folder.path("xml"),
    );
    let year = ["return", "--year", "2027", "--out"];
    let said = folder.done("a.db", &[&year[..], &[&first], &LA].concat());
    assert!(said.contains("Episodes 124"), "{said}");
    assert_eq!(folder.files("first").len(), 12);
    let said = folder.done(
        "a.db",
        &[&year[..], &[&xml, "--xml", "--format", "json"], &LA].concat(),
    );
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(json["rows"]["Episodes"], 124, "{said}");
    assert_eq!(folder.files("xml").len(), 1);

    let list = folder.done(
        "a.db",
        &[&["return", "--list", "--format", "json"][..], &LA].concat(),
    );
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    let number = list[1]["id"].as_str().unwrap();
    folder.done(
        "a.db",
        &[&["return", "--again", number, "--out", &again][..], &LA].concat(),
    );
    assert_eq!(folder.files("again"), folder.files("first"));

    // What was produced comes in again, into another database, and out of it as it was.
    let import = ["import", "ssda903", &xml, "--confirm"];
    folder.done("b.db", &[&import[..], &LA].concat());
    let second = folder.path("second");
    folder.done("b.db", &[&year[..], &[&second], &LA].concat());
    assert_eq!(folder.files("second"), folder.files("first"));
}

#[test]
fn what_cannot_be_done_is_said() {
    let folder = Folder::new();
    let out = folder.path("out");
    let check = |arguments: &[&str], words: &str| {
        let output = folder.run("none.db", arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains(words), "{arguments:?}: {said}");
    };
    check(&["return", "--year", "2027"], "--out");
    check(&["return", "--out", &out], "--year");
    check(&["return", "--year", "1066", "--out", &out], "1066");
    check(&["return", "--year", "2027", "--out", &out], "no database");
    check(
        &["export", "annex-a-list-9", "--out", "list.pdf"],
        ".xlsx or .csv",
    );
    check(
        &["export", "ssd-care-leavers", "--out", "list.xlsx"],
        ".csv",
    );
}

#[test]
fn exports_hold_no_formulas_and_import_back() {
    let folder = Folder::new();
    let facts = r#"{"person": {"local_id": "=10", "date_of_birth": "2006-05-04"}}
{"person": {"local_id": "=10"}, "fact": {"kind": "placement", "code": "C2 U4 E4A", "starts_on": "2015-02-01", "ends_on": "2024-05-04"}}
{"person": {"local_id": "=10"}, "fact": {"kind": "activity", "code": "F5", "starts_on": "2025-09-01"}}
{"person": {"local_id": "=10"}, "fact": {"kind": "allocation", "code": "personal_adviser", "worker": "@Sam", "team": "+North", "starts_on": "2024-05-04"}}
"#;
    fs::write(folder.path("facts.jsonl"), facts).unwrap();
    let import = |database: &str, kind: &str, from: &str| {
        let import = ["import", kind, &folder.path(from), "--confirm"];
        folder.done(database, &[&import[..], &LA].concat());
    };
    import("a.db", "facts", "facts.jsonl");
    let export = |database: &str, kind: &str, to: &str| {
        let to = folder.path(to);
        folder.done(
            database,
            &[&["export", kind, "--out", &to][..], &LA].concat(),
        );
        fs::read(to).unwrap()
    };
    let list = export("a.db", "annex-a-list-9", "a.csv");
    let text = String::from_utf8(list.clone()).unwrap();
    assert!(text.contains("\n'=10,"), "{text}");
    assert!(text.contains(",'+North,,'@Sam,"), "{text}");
    export("a.db", "annex-a-list-9", "a.xlsx");
    import("b.db", "annex-a", "a.xlsx");
    assert_eq!(export("b.db", "annex-a-list-9", "b.csv"), list);

    let (ssd, people) = (folder.path("ssd"), folder.path("ssd/ssd_person.csv"));
    fs::create_dir_all(&ssd).unwrap();
    let care_leavers = folder.path("ssd/ssd_care_leavers.csv");
    let both = [
        "export",
        "ssd-care-leavers",
        "--out",
        &care_leavers,
        "--people",
        &people,
    ];
    folder.done("a.db", &[&both[..], &LA].concat());
    import("c.db", "ssd", "ssd");
    assert_eq!(export("c.db", "annex-a-list-9", "c.csv"), list);
}
