//! Taking files in: read at once, kept for an hour until they are confirmed.

use axum::{
    extract::{Multipart, State, multipart::MultipartRejection},
    response::{IntoResponse, Redirect},
};

use super::super::{
    context::{Answer, App, Problem, SignedIn},
    form::Form,
};
use super::list::page;
use crate::upload;

pub async fn upload(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    sent: Result<Multipart, MultipartRejection>,
) -> Answer {
    let sent = sent.map_err(|rejection| Problem::Unreadable(rejection.status()))?;
    let parts = upload::take(sent).await;
    let parts = parts.ok_or_else(|| Problem::Refused(upload::UNREADABLE.to_owned()))?;
    let mut form: Form = parts.fields.iter().cloned().collect();
    match upload::read(parts, actor.moment.today) {
        Ok(upload) => {
            let (id, _) = casework::import::upload(&actor, &app.office, upload).await?;
            Ok(Redirect::to(&format!("/imports/waiting/{id}")).into_response())
        }
        Err(problems) => {
            form.add_problems(&problems);
            page(&app, &actor, form).await
        }
    }
}
