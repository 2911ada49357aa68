//! Changing the directory: adding, correcting, confirming and taking out entries, and saying which account a work coach has.

use leaving_care::jobcentre::EntryKind;
use store::jobcentre::EntryRecord;
use uuid::Uuid;

use super::read;
use crate::{
    actor::Actor,
    error::{Error, Problem, Result, without_nul},
    office::{Office, event},
    permission::{Action, Role},
    person::change::stamp,
};

/// The longest name, address or reason.
const LONGEST_TEXT: usize = 300;

/// An entry to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    pub kind: EntryKind,
    pub name: String,
    /// Of an office and of an adviser; not looked at for a work coach.
    pub district: String,
    /// Of a work coach.
    pub office: Option<Uuid>,
    /// The council's worker who an adviser is, where they are one.
    pub worker: Option<Uuid>,
    pub phone: String,
    pub email: String,
    pub address: String,
}

/// Adds an entry. Whoever types it in has just found it to be right, so it counts as confirmed.
pub async fn record(actor: &Actor, office: &Office, new: NewEntry) -> Result<Uuid> {
    actor.must(Action::KeepJobcentreDirectory, &actor.authority)?;
    let entry = checked(actor, office, new, Uuid::now_v7()).await?;
    let mut tx = office.db.begin().await?;
    store::jobcentre::insert_entry(&mut tx, &entry).await?;
    finish(actor, tx, "jobcentre.entry.record", entry.entry, true).await?;
    Ok(entry.entry)
}

/// Corrects an entry; the version before stays readable. When somebody else was faster nothing is written.
pub async fn correct(
    actor: &Actor,
    office: &Office,
    entry: Uuid,
    based_on: Uuid,
    new: NewEntry,
) -> Result<()> {
    actor.must(Action::KeepJobcentreDirectory, &actor.authority)?;
    let known = own(actor, office, entry).await?;
    if known.kind != new.kind.code() {
        return Err(Error::Refused(
            "An entry stays what it is: take this one out and add another.".to_owned(),
        ));
    }
    let corrected = checked(actor, office, new, entry).await?;
    let mut tx = office.db.begin().await?;
    if !store::jobcentre::supersede_entry(&mut tx, based_on, "", &stamp(actor)).await?
        || known.id != based_on
    {
        return Err(Error::Conflict);
    }
    store::jobcentre::insert_entry(&mut tx, &corrected).await?;
    finish(actor, tx, "jobcentre.entry.correct", entry, true).await
}

/// Says that entries are still right today.
pub async fn confirm(actor: &Actor, office: &Office, entries: &[Uuid]) -> Result<()> {
    actor.must(Action::KeepJobcentreDirectory, &actor.authority)?;
    confirm_these(actor, office, entries).await
}

/// The same for whoever was let through already.
pub(crate) async fn confirm_these(actor: &Actor, office: &Office, entries: &[Uuid]) -> Result<()> {
    for entry in entries {
        own(actor, office, *entry).await?;
    }
    let mut tx = office.db.begin().await?;
    for entry in entries {
        let today = actor.moment.today;
        store::jobcentre::confirm(&mut tx, &actor.authority, *entry, today, &stamp(actor)).await?;
    }
    let detail = format!("{} entries", entries.len());
    store::audit::insert_many(
        &mut tx,
        &[event(actor, "jobcentre.entry.confirm", None, detail)],
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Takes an entry out. A work coach who is taken out sees nothing any more, from that moment.
pub async fn take_out(
    actor: &Actor,
    office: &Office,
    entry: Uuid,
    based_on: Uuid,
    reason: &str,
) -> Result<()> {
    actor.must(Action::KeepJobcentreDirectory, &actor.authority)?;
    let known = own(actor, office, entry).await?;
    let mut problems = Vec::new();
    let reason = check_text(&mut problems, "reason", reason, "why it is taken out");
    let coaches = read(actor, office)
        .await?
        .coaches()
        .filter(|coach| coach.office == Some(entry))
        .count();
    if known.kind == EntryKind::Office.code() && coaches > 0 {
        problems.push(Problem::new(
            "reason",
            "Work coaches are still listed at this office. Move them to another office or take them out first.",
        ));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let mut tx = office.db.begin().await?;
    if known.id != based_on
        || !store::jobcentre::supersede_entry(&mut tx, based_on, &reason, &stamp(actor)).await?
    {
        return Err(Error::Conflict);
    }
    finish(actor, tx, "jobcentre.entry.take_out", entry, false).await
}

/// Says which work coach of the directory an account is, or that it is none any more.
pub async fn link_account(
    actor: &Actor,
    office: &Office,
    email: &str,
    entry: Option<Uuid>,
) -> Result<()> {
    actor.must(Action::ManageAccounts, &actor.authority)?;
    let account = store::account::find_by_email(&office.db, email)
        .await?
        .filter(|account| {
            account.authority == actor.authority && account.role == Role::WorkCoach.code()
        })
        .ok_or_else(|| {
            Error::Invalid(vec![Problem::new(
                "email",
                "No work coach signs in with this address. Add the account first, with the role work_coach.",
            )])
        })?;
    if let Some(entry) = entry {
        let known = own(actor, office, entry).await?;
        if known.kind != EntryKind::WorkCoach.code() {
            return Err(Error::NotFound("work coach"));
        }
    }
    let mut tx = office.db.begin().await?;
    store::jobcentre::link_account(&mut tx, &actor.authority, account.id, entry, &stamp(actor))
        .await?;
    let detail = format!("{} {}", account.id, entry.unwrap_or_default());
    store::audit::insert_many(
        &mut tx,
        &[event(actor, "jobcentre.sign_in.link", None, detail)],
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

async fn finish(
    actor: &Actor,
    mut tx: store::Tx,
    action: &str,
    entry: Uuid,
    is_confirmed: bool,
) -> Result<()> {
    if is_confirmed {
        let today = actor.moment.today;
        store::jobcentre::confirm(&mut tx, &actor.authority, entry, today, &stamp(actor)).await?;
    }
    store::audit::insert_many(&mut tx, &[event(actor, action, None, entry.to_string())]).await?;
    tx.commit().await?;
    Ok(())
}

async fn own(actor: &Actor, office: &Office, entry: Uuid) -> Result<EntryRecord> {
    store::jobcentre::find_entry(&office.db, entry)
        .await?
        .filter(|known| known.authority == actor.authority)
        .ok_or(Error::NotFound("entry of the directory"))
}

async fn checked(
    actor: &Actor,
    office: &Office,
    new: NewEntry,
    entry: Uuid,
) -> Result<EntryRecord> {
    let mut problems = Vec::new();
    let name = check_text(&mut problems, "name", &new.name, "a name");
    let is_coach = new.kind == EntryKind::WorkCoach;
    let district = if is_coach {
        String::new()
    } else {
        check_text(&mut problems, "district", &new.district, "a district")
    };
    let directory = read(actor, office).await?;
    let its_office = new.office.filter(|id| {
        is_coach
            && directory
                .find(*id)
                .is_some_and(|office| office.kind == EntryKind::Office)
    });
    if is_coach && its_office.is_none() {
        problems.push(Problem::new(
            "office",
            "Choose the office. If it is not in the list, add the office first.",
        ));
    }
    let worker = new.worker.filter(|_| new.kind == EntryKind::Adviser);
    if let Some(worker) = worker {
        let workers = store::worker::list(&office.db, &actor.authority).await?;
        if workers.iter().all(|known| known.id != worker) {
            return Err(Error::NotFound("worker"));
        }
    }
    let phone = optional_text(&mut problems, "phone", &new.phone);
    let email = optional_text(&mut problems, "email", &new.email);
    if phone.is_empty() && email.is_empty() {
        problems.push(Problem::new(
            "phone",
            "Enter a phone number or an e-mail address, so that they can be reached.",
        ));
    }
    if !email.is_empty() && !email.contains('@') {
        problems.push(Problem::new(
            "email",
            "Enter the whole e-mail address, with its @.",
        ));
    }
    let address = optional_text(&mut problems, "address", &new.address);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    Ok(EntryRecord {
        id: Uuid::now_v7(),
        entry,
        authority: actor.authority.clone(),
        kind: new.kind.code().to_owned(),
        name,
        district,
        office: its_office,
        worker,
        phone,
        email,
        address,
        at: actor.moment.now,
        by: actor.name.clone(),
        superseded: None,
    })
}

/// A text that must be there, trimmed. `what` continues "Enter".
pub(crate) fn check_text(
    problems: &mut Vec<Problem>,
    field: &'static str,
    text: &str,
    what: &str,
) -> String {
    let text = optional_text(problems, field, text);
    if text.is_empty() {
        problems.push(Problem::new(field, format!("Enter {what}.")));
    }
    text
}

fn optional_text(problems: &mut Vec<Problem>, field: &'static str, text: &str) -> String {
    let text = without_nul(text.trim());
    if text.chars().count() > LONGEST_TEXT {
        problems.push(Problem::new(
            field,
            format!("This can have up to {LONGEST_TEXT} characters."),
        ));
    }
    text
}
