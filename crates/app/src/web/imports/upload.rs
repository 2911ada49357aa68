//! Taking files in: read at once, kept for an hour until they are confirmed.

use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Redirect};
use casework::import::{ImportKind, InputFile, Upload};

use super::super::{
    context::{Answer, App, Problem, SignedIn},
    form::Form,
};
use super::list::page;

pub async fn upload(State(app): State<App>, SignedIn(actor): SignedIn, sent: Multipart) -> Answer {
    let (mut form, files) = parts(sent).await?;
    let kind = form.value("kind").parse::<ImportKind>().ok();
    if kind.is_none() {
        form.add_error("kind", "Choose what the files are");
    }
    if files.is_empty() {
        form.add_error("files", "Choose at least one file");
    }
    let year = form.value("year").to_owned();
    let year_ending = year
        .parse::<i16>()
        .ok()
        .filter(|year| (1990..2100).contains(year));
    if year_ending.is_none() && !year.is_empty() {
        form.add_error("year", "Enter the year in which it ends, like 2025");
    }
    let made = form.value("made_on").to_owned();
    let made_on = casework::person::parse_day(&made).filter(|day| *day <= actor.moment.today);
    if made_on.is_none() && !made.is_empty() {
        form.add_error("made_on", "Enter a real date that is not in the future");
    }
    let (Some(kind), false) = (kind, form.has_errors()) else {
        return page(&app, &actor, form).await;
    };
    let upload = Upload {
        kind,
        files,
        year_ending,
        made_on,
    };
    let (id, _) = casework::import::upload(&actor, &app.office, upload).await?;
    Ok(Redirect::to(&format!("/imports/waiting/{id}")).into_response())
}

/// The fields as a form, and the files.
async fn parts(mut sent: Multipart) -> Result<(Form, Vec<InputFile>), Problem> {
    let unreadable = |_| {
        Problem::Refused(
            "The files could not be taken in: they may be larger than 64 MB together, or the connection broke. Send fewer at once."
                .to_owned(),
        )
    };
    let mut fields = Vec::new();
    let mut files = Vec::new();
    while let Some(field) = sent.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(str::to_owned) {
            // A file field in which nothing was chosen is sent with an empty name.
            Some(file) if file.is_empty() => {}
            Some(file) => files.push(InputFile {
                name: file,
                bytes: field.bytes().await.map_err(unreadable)?.to_vec(),
            }),
            None => fields.push((name, field.text().await.map_err(unreadable)?)),
        }
    }
    Ok((fields.into_iter().collect(), files))
}
