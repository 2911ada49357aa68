//! Contacts: recording one in a minute, reading them, and putting right what was wrong; nothing is overwritten.

use jiff::{Timestamp, civil::Date};
pub use store::spell::Superseded;
use store::{
    contact::{ContactRecord, ContactToInsert},
    person::PersonVersion,
};
use uuid::Uuid;

use crate::{
    actor::Actor,
    error::{Error, Problem, Result, without_nul},
    office::{Office, event},
    permission::Action,
    person::{View, change::stamp, open::find_own},
};

/// How a contact was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    FaceToFace,
    Phone,
    Video,
    Message,
    Letter,
}

impl Channel {
    pub const ALL: [Self; 5] = [
        Self::FaceToFace,
        Self::Phone,
        Self::Video,
        Self::Message,
        Self::Letter,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::FaceToFace => "face_to_face",
            Self::Phone => "phone",
            Self::Video => "video",
            Self::Message => "message",
            Self::Letter => "letter",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::FaceToFace => "Face to face",
            Self::Phone => "Phone",
            Self::Video => "Video call",
            Self::Message => "Text or e-mail",
            Self::Letter => "Letter",
        }
    }
}

impl std::str::FromStr for Channel {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|channel| channel.code() == text)
            .ok_or(())
    }
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The young person took part.
    TookPart,
    /// It was tried; the young person did not answer or come.
    NoReply,
    /// It was with somebody else about the young person.
    WithSomebodyElse,
}

impl Outcome {
    pub const ALL: [Self; 3] = [Self::TookPart, Self::NoReply, Self::WithSomebodyElse];

    pub fn code(self) -> &'static str {
        match self {
            Self::TookPart => "took_part",
            Self::NoReply => "no_reply",
            Self::WithSomebodyElse => "with_somebody_else",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::TookPart => "We spoke",
            Self::NoReply => "Tried, no reply yet",
            Self::WithSomebodyElse => "With somebody else",
        }
    }
}

impl std::str::FromStr for Outcome {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|outcome| outcome.code() == text)
            .ok_or(())
    }
}

/// A contact as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    pub id: Uuid,
    pub person: Uuid,
    pub happened_on: Date,
    /// `None` for a channel that an import brought and this program does not know.
    pub channel: Option<Channel>,
    pub outcome: Option<Outcome>,
    pub worker_name: String,
    pub note: String,
    pub recorded_by: String,
    pub recorded_at: Timestamp,
    /// When and by whom it was corrected or withdrawn, and why; `None` while it stands.
    pub superseded: Option<Superseded>,
}

impl From<ContactRecord> for Contact {
    fn from(record: ContactRecord) -> Self {
        Self {
            id: record.id,
            person: record.person,
            happened_on: record.happened_on,
            channel: record.channel.parse().ok(),
            outcome: record.outcome.parse().ok(),
            worker_name: record.worker_name,
            note: record.note,
            recorded_by: record.stamp.by,
            recorded_at: record.stamp.at,
            superseded: record.superseded,
        }
    }
}

/// A conflict: somebody else corrected or withdrew the same contact first. Both are shown, and the person chooses.
#[derive(Debug, Clone)]
pub struct ContactConflict {
    /// What the actor wanted to correct.
    pub based_on: Contact,
    /// What stands now; `None` when it was withdrawn.
    pub now: Option<Contact>,
}

/// A contact to be recorded.
#[derive(Debug, Clone)]
pub struct NewContact {
    pub happened_on: Date,
    pub channel: Channel,
    pub outcome: Outcome,
    pub note: String,
}

/// The longest note: a long letter.
const LONGEST_NOTE: usize = 20_000;

/// The form under which a contact's draft is kept.
pub fn draft_form(person: Uuid) -> String {
    format!("contact/{person}")
}

/// Records a contact by the actor, and throws its draft away.
pub async fn record(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    contact: NewContact,
) -> Result<Uuid> {
    actor.must(Action::RecordContacts, &actor.authority)?;
    let view = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    let known = find_own(actor, office, person, view).await?;
    check(actor, &known, &contact)?;
    let row = to_insert(person, &contact, actor.name.clone());
    let id = row.id;
    let (mut tx, version) = begin(actor, office).await?;
    store::contact::insert_many(&mut tx, &actor.authority, &[row], &stamp(actor)).await?;
    store::person::stamp_version(&mut tx, &[person], version).await?;
    if let Some(account) = actor.account {
        store::draft::delete(&mut tx, account, &draft_form(person)).await?;
    }
    store::audit::insert_many(
        &mut tx,
        &[event(actor, "contact.record", Some(person), id.to_string())],
    )
    .await?;
    tx.commit().await?;
    Ok(id)
}

/// A page of a person's contacts, newest first.
pub async fn list(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    before: Option<(Date, Uuid)>,
    limit: u32,
) -> Result<Vec<Contact>> {
    actor.must(Action::ReadContacts, &actor.authority)?;
    let view = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    find_own(actor, office, person, view).await?;
    let rows =
        store::contact::of_person(&office.db, person, actor.moment.today, None, before, limit)
            .await?;
    office
        .note(
            actor,
            "contact.list",
            Some(person),
            format!("{} shown", rows.len()),
        )
        .await?;
    Ok(rows.into_iter().map(Contact::from).collect())
}

/// A contact with somebody of the actor's authority, whether it still stands or not.
pub async fn find(actor: &Actor, office: &Office, contact: Uuid) -> Result<Contact> {
    actor.must(Action::ReadContacts, &actor.authority)?;
    let (record, _) = own_contact(actor, office, contact).await?;
    office
        .note(
            actor,
            "contact.read",
            Some(record.person),
            contact.to_string(),
        )
        .await?;
    Ok(record.into())
}

/// Corrects a contact: another takes its place, and the one before stays in the history. It stays the contact of the worker who had
/// it. When somebody else was faster nothing is written, and [`conflict`] says what stands now. Nobody corrects what they may not read.
pub async fn correct(
    actor: &Actor,
    office: &Office,
    contact: Uuid,
    corrected: NewContact,
    reason: &str,
) -> Result<Uuid> {
    must_change(actor)?;
    let (record, known) = own_contact(actor, office, contact).await?;
    check(actor, &known, &corrected)?;
    let row = to_insert(record.person, &corrected, record.worker_name);
    let id = row.id;
    let stamp = stamp(actor);
    let reason = without_nul(reason.trim());
    let (mut tx, version) = begin(actor, office).await?;
    if !store::contact::supersede(&mut tx, contact, Some(id), &reason, &stamp).await? {
        return Err(Error::Conflict);
    }
    store::contact::insert_many(&mut tx, &actor.authority, &[row], &stamp).await?;
    store::person::stamp_version(&mut tx, &[record.person], version).await?;
    if let Some(account) = actor.account {
        store::draft::delete(&mut tx, account, &correction_draft_form(contact)).await?;
    }
    let event = event(
        actor,
        "contact.correct",
        Some(record.person),
        id.to_string(),
    );
    store::audit::insert_many(&mut tx, &[event]).await?;
    tx.commit().await?;
    Ok(id)
}

/// Withdraws a contact that never was. It stays in the history with the reason.
pub async fn withdraw(actor: &Actor, office: &Office, contact: Uuid, reason: &str) -> Result<()> {
    must_change(actor)?;
    let (record, _) = own_contact(actor, office, contact).await?;
    let reason = without_nul(reason.trim());
    if reason.is_empty() {
        return Err(Error::Invalid(vec![Problem::new(
            "reason",
            "Say in a few words why this was never true.",
        )]));
    }
    let (mut tx, version) = begin(actor, office).await?;
    if !store::contact::supersede(&mut tx, contact, None, &reason, &stamp(actor)).await? {
        return Err(Error::Conflict);
    }
    store::person::stamp_version(&mut tx, &[record.person], version).await?;
    let event = event(
        actor,
        "contact.withdraw",
        Some(record.person),
        contact.to_string(),
    );
    store::audit::insert_many(&mut tx, &[event]).await?;
    tx.commit().await?;
    Ok(())
}

/// What stands now in place of a contact that somebody else has corrected.
pub async fn conflict(actor: &Actor, office: &Office, contact: Uuid) -> Result<ContactConflict> {
    let based_on = find(actor, office, contact).await?;
    let mut now = Some(based_on.clone());
    while let Some(superseded) = now.as_ref().and_then(|contact| contact.superseded.as_ref()) {
        now = match superseded.replaced_by {
            Some(next) => Some(own_contact(actor, office, next).await?.0.into()),
            None => None,
        };
    }
    Ok(ContactConflict { based_on, now })
}

/// The form under which the draft of a correction is kept.
pub fn correction_draft_form(contact: Uuid) -> String {
    format!("contact_correction/{contact}")
}

/// Starts to write under a new data version: duties follow from contacts too. It is raised first, as other writers do.
async fn begin(actor: &Actor, office: &Office) -> Result<(store::Tx, i64)> {
    let mut tx = office.db.begin().await?;
    let version = store::authority::raise_version(&mut tx, &actor.authority).await?;
    Ok((tx, version))
}

fn must_change(actor: &Actor) -> Result<()> {
    actor.must(Action::RecordContacts, &actor.authority)?;
    actor.must(Action::ReadContacts, &actor.authority)
}

/// A contact, and what is known of the person with whom it was.
async fn own_contact(
    actor: &Actor,
    office: &Office,
    contact: Uuid,
) -> Result<(ContactRecord, PersonVersion)> {
    let record = store::contact::find(&office.db, contact)
        .await?
        .ok_or(Error::NotFound("contact"))?;
    let view = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    match find_own(actor, office, record.person, view).await {
        Ok(known) => Ok((record, known)),
        // Another authority's contact is answered like one that does not exist.
        Err(Error::NotFound(_)) => Err(Error::NotFound("contact")),
        Err(other) => Err(other),
    }
}

fn check(actor: &Actor, known: &PersonVersion, contact: &NewContact) -> Result<()> {
    let mut problems = Vec::new();
    if contact.happened_on > actor.moment.today {
        problems.push(Problem::new(
            "happened_on",
            "A contact can be recorded once it has happened. Choose today or an earlier day.",
        ));
    }
    if contact.happened_on < known.details.date_of_birth {
        problems.push(Problem::new(
            "happened_on",
            "This day is before the date of birth. Check the year.",
        ));
    }
    if contact.note.chars().count() > LONGEST_NOTE {
        problems.push(Problem::new(
            "note",
            format!("A note can have up to {LONGEST_NOTE} characters."),
        ));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

fn to_insert(person: Uuid, contact: &NewContact, worker_name: String) -> ContactToInsert {
    ContactToInsert {
        id: Uuid::now_v7(),
        person,
        happened_on: contact.happened_on,
        channel: contact.channel.code(),
        outcome: contact.outcome.code(),
        worker_name,
        note: without_nul(contact.note.trim()),
    }
}
