//! Files that come in one request with what they are: how a page and the API read them into an upload.

use axum::extract::Multipart;
use casework::{
    Problem,
    import::{ImportKind, InputFile, Upload},
    person::parse_day,
};
use jiff::civil::Date;

/// The fields and the files of one request.
#[derive(Default)]
pub struct Parts {
    pub fields: Vec<(String, String)>,
    /// Each with the field in which it was sent.
    pub files: Vec<(String, InputFile)>,
}

impl Parts {
    /// What was typed in a field, without the spaces around it; empty when it was not sent.
    pub fn value(&self, name: &str) -> &str {
        let field = self.fields.iter().find(|(field, _)| field == name);
        field.map_or("", |(_, value)| value.trim())
    }
}

/// That the request could not be read to its end.
pub const UNREADABLE: &str = "The files could not be taken in: they may be larger than 64 MB together, or the connection broke. Send fewer at once.";

/// Takes the request in; `None` when it breaks off or is too large.
pub async fn take(mut sent: Multipart) -> Option<Parts> {
    let mut parts = Parts::default();
    while let Some(field) = sent.next_field().await.ok()? {
        let name = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(str::to_owned) {
            // A file field in which nothing was chosen is sent with an empty name.
            Some(file) if file.is_empty() => {}
            Some(file) => {
                let file = InputFile {
                    name: file,
                    bytes: field.bytes().await.ok()?.to_vec(),
                };
                parts.files.push((name, file));
            }
            None => parts.fields.push((name, field.text().await.ok()?)),
        }
    }
    Some(parts)
}

/// What was sent as an upload: `kind`, `year` and `made_on` with the files. Otherwise what is wrong, field by field.
pub fn read(parts: Parts, today: Date) -> Result<Upload, Vec<Problem>> {
    let mut problems = Vec::new();
    let kind = parts.value("kind").parse::<ImportKind>().ok();
    if kind.is_none() {
        problems.push(Problem::new("kind", "Choose what the files are"));
    }
    if parts.files.is_empty() {
        problems.push(Problem::new("files", "Choose at least one file"));
    }
    let year = parts.value("year");
    let year_ending = year
        .parse::<i16>()
        .ok()
        .filter(|year| (1990..2100).contains(year));
    if year_ending.is_none() && !year.is_empty() {
        problems.push(Problem::new(
            "year",
            "Enter the year in which it ends, like 2025",
        ));
    }
    let made = parts.value("made_on");
    let made_on = parse_day(made).filter(|day| *day <= today);
    if made_on.is_none() && !made.is_empty() {
        problems.push(Problem::new(
            "made_on",
            "Enter a real date that is not in the future",
        ));
    }
    match kind {
        Some(kind) if problems.is_empty() => Ok(Upload {
            kind,
            files: parts.files.into_iter().map(|(_, file)| file).collect(),
            year_ending,
            made_on,
        }),
        _ => Err(problems),
    }
}
