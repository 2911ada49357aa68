//! Contacts: recording one in a minute, and reading them.

use jiff::civil::Date;
use store::contact::{ContactRecord, ContactToInsert};
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
    pub happened_on: Date,
    /// `None` for a channel that an import brought and this program does not know.
    pub channel: Option<Channel>,
    pub outcome: Option<Outcome>,
    pub worker_name: String,
    pub note: String,
    pub recorded_by: String,
}

impl From<ContactRecord> for Contact {
    fn from(record: ContactRecord) -> Self {
        Self {
            id: record.id,
            happened_on: record.happened_on,
            channel: record.channel.parse().ok(),
            outcome: record.outcome.parse().ok(),
            worker_name: record.worker_name,
            note: record.note,
            recorded_by: record.stamp.by,
        }
    }
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
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let row = ContactToInsert {
        id: Uuid::now_v7(),
        person,
        happened_on: contact.happened_on,
        channel: contact.channel.code(),
        outcome: contact.outcome.code(),
        worker_name: actor.name.clone(),
        note: without_nul(contact.note.trim()),
    };
    let id = row.id;
    let mut tx = office.db.begin().await?;
    store::contact::insert_many(&mut tx, &actor.authority, &[row], &stamp(actor)).await?;
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
