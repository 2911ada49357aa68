//! Sharing with the Jobcentre: the lists that the council sends, and the log of all that left it: to whom, why, which fields, about whom.

use jiff::{Timestamp, civil::Date};
use leaving_care::jobcentre::{AgeGroup, SharedField};
use store::disclosure::DisclosureRecord;
use uuid::Uuid;

use crate::{
    actor::Actor,
    error::{Error, Problem, Result},
    jobcentre_directory::check_text,
    office::{Office, event},
    partner::{Around, SharedPerson, everybody},
    permission::Action,
    person::{View, find_own},
};

/// How many disclosures a page shows.
const SHOWN: u32 = 200;

/// How something left the council.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A work coach opened one young person.
    Page,
    /// A work coach opened the list.
    List,
    /// Somebody of the council took out a file.
    File,
}

impl Way {
    pub fn code(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::List => "list",
            Self::File => "file",
        }
    }

    fn label_of(code: &str) -> &'static str {
        match code {
            "page" => "Opened one young person",
            "list" => "Opened the list",
            _ => "Taken out as a file",
        }
    }
}

/// What is about to leave the council.
#[derive(Debug, Clone)]
pub(crate) struct New {
    pub recipient: String,
    pub district: String,
    pub way: Way,
    pub purpose: String,
    pub fields: Vec<SharedField>,
    pub people: Vec<Uuid>,
}

/// Notes what is about to leave; when it cannot be noted nothing leaves.
pub(crate) async fn note(actor: &Actor, office: &Office, new: &New) -> Result<()> {
    let codes: Vec<&str> = new.fields.iter().map(|field| field.code()).collect();
    let record = DisclosureRecord {
        id: Uuid::now_v7(),
        authority: actor.authority.clone(),
        at: actor.moment.now,
        account: actor.account,
        by: actor.name.clone(),
        recipient: new.recipient.clone(),
        district: new.district.clone(),
        way: new.way.code().to_owned(),
        purpose: new.purpose.clone(),
        fields: codes.join(","),
        people: i64::try_from(new.people.len()).unwrap_or(i64::MAX),
    };
    let about = match new.people[..] {
        [person] => Some(person),
        _ => None,
    };
    let detail = format!("{} {} people", record.id, record.people);
    let mut tx = office.db.begin().await?;
    store::disclosure::insert(&mut tx, &record, &new.people).await?;
    let action = format!("disclosure.{}", new.way.code());
    store::audit::insert_many(&mut tx, &[event(actor, &action, about, detail)]).await?;
    tx.commit().await?;
    Ok(())
}

/// A disclosure as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    pub id: Uuid,
    pub at: Timestamp,
    pub by: String,
    pub recipient: String,
    pub district: String,
    pub way: &'static str,
    pub purpose: String,
    pub fields: Vec<SharedField>,
    pub people: i64,
}

impl From<DisclosureRecord> for Disclosure {
    fn from(record: DisclosureRecord) -> Self {
        Self {
            id: record.id,
            at: record.at,
            by: record.by,
            recipient: record.recipient,
            district: record.district,
            way: Way::label_of(&record.way),
            purpose: record.purpose,
            fields: record
                .fields
                .split(',')
                .filter_map(|code| code.parse().ok())
                .collect(),
            people: record.people,
        }
    }
}

/// The last disclosures of the actor's authority, the newest first; about one person when given.
pub async fn log(actor: &Actor, office: &Office, person: Option<Uuid>) -> Result<Vec<Disclosure>> {
    actor.must(Action::ReadAudit, &actor.authority)?;
    read_log(actor, office, person, SHOWN).await
}

/// What left the council about one young person, for their own page.
pub async fn about(actor: &Actor, office: &Office, person: Uuid) -> Result<Vec<Disclosure>> {
    must_be_own(actor, office, person).await?;
    read_log(actor, office, Some(person), SHOWN).await
}

/// All that ever left the council about one young person: part of what is held about them.
pub async fn history(actor: &Actor, office: &Office, person: Uuid) -> Result<Vec<Disclosure>> {
    must_be_own(actor, office, person).await?;
    read_log(actor, office, Some(person), u32::MAX).await
}

async fn must_be_own(actor: &Actor, office: &Office, person: Uuid) -> Result<()> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    let today = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    find_own(actor, office, person, today).await.map(drop)
}

async fn read_log(
    actor: &Actor,
    office: &Office,
    person: Option<Uuid>,
    most: u32,
) -> Result<Vec<Disclosure>> {
    let records = match person {
        Some(person) => {
            let about = store::disclosure::about_person(&office.db, person, most).await?;
            about
                .into_iter()
                .filter(|record| record.authority == actor.authority)
                .collect()
        }
        None => store::disclosure::latest(&office.db, &actor.authority, most).await?,
    };
    office.note(actor, "disclosure.log", person, "").await?;
    Ok(records.into_iter().map(Disclosure::from).collect())
}

/// Which list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub district: String,
    pub group: AgeGroup,
}

/// A list as it may leave the council.
#[derive(Debug, Clone)]
pub struct ShareList {
    /// By name; only those who agreed.
    pub people: Vec<SharedPerson>,
    /// How many more there are of the same district and age who did not agree, or not to be named.
    pub not_agreed: usize,
    pub as_at: Date,
}

/// What a list would hold. It has not left the council: the log of disclosures says nothing, the audit log does.
pub async fn preview(actor: &Actor, office: &Office, wanted: &Wanted) -> Result<ShareList> {
    actor.must(Action::ShareWithJobcentre, &actor.authority)?;
    let list = put_together(actor, office, wanted).await?;
    let detail = format!("{} people, {}", list.people.len(), wanted.group.code());
    office
        .note(actor, "disclosure.preview", None, detail)
        .await?;
    Ok(list)
}

/// Takes a list out, for somebody and for a purpose, both of which are noted with who is on it.
pub async fn take_out(
    actor: &Actor,
    office: &Office,
    wanted: &Wanted,
    recipient: &str,
    purpose: &str,
) -> Result<ShareList> {
    actor.must(Action::ShareWithJobcentre, &actor.authority)?;
    let mut problems = Vec::new();
    let recipient = check_text(
        &mut problems,
        "recipient",
        recipient,
        "who will get the list",
    );
    let purpose = check_text(&mut problems, "purpose", purpose, "what the list is for");
    let list = put_together(actor, office, wanted).await?;
    if list.people.is_empty() {
        problems.push(Problem::new(
            "recipient",
            "Nobody of this district and age has agreed to share, so there is nothing to take out.",
        ));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let new = New {
        recipient,
        district: wanted.district.clone(),
        way: Way::File,
        purpose,
        fields: fields_of(&list.people),
        people: list.people.iter().map(|person| person.id).collect(),
    };
    note(actor, office, &new).await?;
    Ok(list)
}

/// The fields of a list that anybody on it agreed to; whoever agreed to less has the others empty.
fn fields_of(people: &[SharedPerson]) -> Vec<SharedField> {
    SharedField::LISTED
        .into_iter()
        .filter(|field| people.iter().any(|person| person.may_see(*field)))
        .collect()
}

async fn put_together(actor: &Actor, office: &Office, wanted: &Wanted) -> Result<ShareList> {
    let today = actor.moment.today;
    let around = Around::read(office, &actor.authority).await?;
    let mut people = everybody(actor, office, &around).await?;
    people.retain(|person| person.district == wanted.district && person.group == wanted.group);
    let leap_day = leaving_care::calendar::LeapDayBirthday::default();
    let all = store::person::all_current(&office.db, &actor.authority)
        .await?
        .iter()
        .filter(|version| {
            let details = &version.details;
            around.district_of(&details.locality) == Some(wanted.district.as_str())
                && leaving_care::jobcentre::age_group(details.date_of_birth, today, leap_day)
                    == Some(wanted.group)
        })
        .count();
    Ok(ShareList {
        not_agreed: all.saturating_sub(people.len()),
        people,
        as_at: today,
    })
}
