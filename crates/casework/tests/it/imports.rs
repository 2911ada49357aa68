//! Imports of every format on both engines: again, corrected, in any order, at once, interrupted, and spoilt.

pub mod annex_a;
mod bad_files;
mod facts;
mod ssd;
mod ssda903;
mod together;

use std::{fs, path::Path};

use casework::{
    Actor,
    import::{self, ImportKind, InputFile, Report, Upload},
};
use leaving_care::Severity;

use crate::site::Site;

pub fn upload(kind: ImportKind, files: Vec<InputFile>) -> Upload {
    Upload {
        kind,
        files,
        year_ending: None,
        made_on: None,
    }
}

pub fn file(name: &str, bytes: impl Into<Vec<u8>>) -> InputFile {
    InputFile {
        name: name.into(),
        bytes: bytes.into(),
    }
}

pub async fn confirmed(actor: &Actor, site: &Site, upload: &Upload) -> Report {
    import::run(actor, &site.office, upload, true, |_| ())
        .await
        .unwrap()
}

async fn dry(actor: &Actor, site: &Site, upload: &Upload) -> Report {
    import::run(actor, &site.office, upload, false, |_| ())
        .await
        .unwrap()
}

/// Written, corrected and unchanged.
fn counts(report: &Report) -> (usize, usize, usize) {
    (report.written, report.corrected, report.unchanged)
}

fn reasons(report: &Report, severity: Severity) -> Vec<&str> {
    report
        .findings
        .iter()
        .filter(|finding| finding.severity == severity)
        .map(|finding| finding.reason.as_str())
        .collect()
}

/// The returns that the crate `ssda903` is tested with: the files whose names, with folders, are wanted.
pub fn returns(folder: &str, wanted: impl Fn(&str) -> bool) -> Vec<InputFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../ssda903/tests/fixtures")
        .join(folder);
    let mut files = Vec::new();
    collect(&root, &root, &mut files);
    files.retain(|file: &InputFile| wanted(&file.name));
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<InputFile>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|extension| extension == "csv") {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap();
            files.push(file(name, fs::read(&path).unwrap()));
        }
    }
}
