//! The council's side of the protocol with the Jobcentre: the directory, sessions, lists to share, invitations, figures, disclosures.

pub mod disclosures;
pub mod entry;
pub mod figures;
pub mod invitations;
pub mod lists;
pub mod sessions;
pub mod settings;

use askama::Template;
use axum::extract::State;
use casework::{
    Action,
    jobcentre_directory::{self, Directory, District, Entry},
};
use jiff::civil::Date;

use super::{
    call::Query,
    context::{Answer, App, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    printed,
    spreadsheet::{Cell, FileKind, Sheet, download},
};

#[derive(Template)]
#[template(path = "jobcentre/directory.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent answers that a page shows"
)]
struct DirectoryPage {
    page: Page,
    form: Form,
    directory: Directory,
    districts: Vec<Choice>,
    /// Those that are shown: all, or the one that was chosen.
    shown: Vec<District>,
    may_keep: bool,
    may_share: bool,
    may_read_figures: bool,
    may_read_disclosures: bool,
    may_manage_accounts: bool,
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    pub district: String,
    pub done: String,
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    let directory = jobcentre_directory::open(&actor, &app.office).await?;
    let mut page = app.page(&actor, "Jobcentre directory", "/jobcentre");
    page.notice = match asked.done.as_str() {
        "recorded" => Some("Saved and confirmed today".to_owned()),
        "confirmed" => Some("Confirmed today".to_owned()),
        "taken_out" => Some("Taken out of the directory".to_owned()),
        _ => None,
    };
    let mut form = Form::default();
    form.set("district", asked.district.as_str());
    render(&DirectoryPage {
        page,
        form,
        shown: shown(&directory, &asked.district),
        districts: district_choices(&directory),
        may_keep: actor.may(Action::KeepJobcentreDirectory),
        may_share: actor.may(Action::ShareWithJobcentre),
        may_read_figures: actor.may(Action::ReadMeasures) && actor.may(Action::ReadPeople),
        may_read_disclosures: actor.may(Action::ReadAudit),
        may_manage_accounts: actor.may(Action::ManageAccounts),
        directory,
    })
}

/// The same list as a file, for the other side.
pub async fn csv(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    let directory = jobcentre_directory::open(&actor, &app.office).await?;
    let rows = shown(&directory, &asked.district)
        .iter()
        .flat_map(|district| district.entries().map(row).collect::<Vec<_>>())
        .collect();
    let sheet = Sheet {
        name: "Directory",
        columns: vec![
            "District",
            "What",
            "Name",
            "Office",
            "Phone",
            "E-mail",
            "Address",
            "Last confirmed",
            "Must be confirmed again",
        ],
        rows,
    };
    let kind = FileKind::Csv {
        has_byte_order_mark: true,
    };
    download(
        &sheet,
        kind,
        &format!("jobcentre-directory-{}", directory.as_at),
    )
}

fn row(entry: &Entry) -> Vec<Cell> {
    vec![
        entry.district.as_str().into(),
        entry.kind.label().into(),
        entry.name.as_str().into(),
        entry.office_name.as_str().into(),
        entry.phone.as_str().into(),
        entry.email.as_str().into(),
        entry.address.as_str().into(),
        entry.confirmed.as_ref().map(|(day, _)| *day).into(),
        if entry.is_stale { "yes" } else { "no" }.into(),
    ]
}

fn shown(directory: &Directory, district: &str) -> Vec<District> {
    directory
        .districts
        .iter()
        .filter(|known| district.is_empty() || known.name == district)
        .cloned()
        .collect()
}

/// The districts to choose from.
pub(super) fn district_choices(directory: &Directory) -> Vec<Choice> {
    directory
        .districts
        .iter()
        .map(|district| Choice::new(district.name.as_str(), district.name.as_str()))
        .collect()
}

/// "Confirmed 3 March 2026 by Sam Okafor".
fn confirmed(entry: &Entry) -> String {
    match &entry.confirmed {
        Some((day, by)) => format!("{} by {by}", printed::long_date(day)),
        None => "never".to_owned(),
    }
}

/// Every entry of a district that must be confirmed again.
fn stale_in(district: &District) -> Vec<&Entry> {
    district.entries().filter(|entry| entry.is_stale).collect()
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "templates pass references"
)]
fn day(date: &Date) -> String {
    printed::long_date(date)
}
