//! One person opened: who they are, what is happening, every spell, and the history of changes.

use jiff::{Timestamp, civil::Date};
use leaving_care::{
    accommodation::{Accommodation, accommodation_on},
    activity::{Activity, NeetSpell, main_activity_on, neet_spell_on},
    allocation::WorkerRole,
    calendar::{LeapDayBirthday, age_years},
    claim::{Outcome, Stage, StandingLine},
    eligibility::{Eligibility, eligibility},
    facts::PersonFacts,
    in_touch::{InTouch, in_touch_on},
    person::IdentifierKind,
    spell::Spell,
    spell_value::SpellValue,
};
use store::{
    person::{IdentifierRow, PersonVersion},
    spell::SpellRecord,
};
use uuid::Uuid;

use super::{View, list::pseudonym};
use crate::{
    actor::Actor,
    contact::Contact,
    error::{Error, Result},
    event::{RecordedEvent, without_words},
    measure::nation_of,
    office::Office,
    permission::Action,
};

/// How many contacts a person's page shows.
const CONTACTS_SHOWN: u32 = 10;

/// A person with everything that the page shows.
#[derive(Debug, Clone)]
pub struct PersonPage {
    pub version: PersonVersion,
    pub name: String,
    pub age_years: i16,
    pub identifiers: Vec<Identifier>,
    pub now: StatusNow,
    pub eligibility: Eligibility,
    /// Every spell as known at the moment, oldest first.
    pub spells: Vec<SpellRecord>,
    /// The last contacts, newest first; none where the role may not read them.
    pub contacts: Vec<Contact>,
    /// The last day on which the young person took part in a contact.
    pub last_contact_on: Option<Date>,
    /// Every day on which they took part, oldest first.
    pub contact_days: Vec<Date>,
    /// `None` where the role may not read contacts.
    pub at_jobcentre: Option<AtJobcentre>,
    pub view: View,
}

/// Where they stand with the Jobcentre, and what is drawn of it.
#[derive(Debug, Clone)]
pub struct AtJobcentre {
    pub standing: StandingLine,
    /// When they had a claim, oldest first.
    pub claims: Vec<ClaimSpan>,
    /// The days of appointments and contacts.
    pub days: Vec<Date>,
}

/// A claim from the day on which it began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimSpan {
    pub title: String,
    pub from: Date,
    pub until: Option<Date>,
}

/// Who a form is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    pub id: Uuid,
    pub name: String,
}

/// An identifier as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    pub kind: IdentifierKind,
    pub shown: String,
}

/// What is happening on the day.
#[derive(Debug, Clone, Default)]
pub struct StatusNow {
    pub activity: Option<Spell<Activity>>,
    pub neet: Option<NeetSpell>,
    pub accommodation: Option<Spell<Accommodation>>,
    pub in_touch: Option<Spell<InTouch>>,
    /// Each role with its worker's name and since when; a role without anybody is there too.
    pub workers: Vec<(WorkerRole, Option<(String, Date)>)>,
}

/// Opens a person of the actor's authority.
pub async fn open(actor: &Actor, office: &Office, person: Uuid, view: View) -> Result<PersonPage> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    let version = find_own(actor, office, person, view).await?;
    let spells: Vec<SpellRecord> = store::spell::of_person(&office.db, person, view.known_at)
        .await?
        .into_iter()
        .map(|record| without_names_in_spell(actor, record))
        .collect();
    let facts = facts_of(person, version.details.date_of_birth, &spells);
    let contacts = if actor.may(Action::ReadContacts) {
        store::contact::of_person(
            &office.db,
            person,
            view.as_at,
            view.known_at,
            None,
            CONTACTS_SHOWN,
        )
        .await?
    } else {
        Vec::new()
    };
    let took_part = crate::contact::Outcome::TookPart.code();
    let contact_days: Vec<Date> =
        store::contact::days_of(&office.db, person, view.as_at, view.known_at)
            .await?
            .into_iter()
            .filter(|(_, outcome)| outcome == took_part)
            .map(|(day, _)| day)
            .collect();
    let at_jobcentre = jobcentre_of(actor, office, &version, view).await?;
    office.note(actor, "person.read", Some(person), "").await?;
    Ok(PersonPage {
        at_jobcentre,
        name: shown_name(actor, &version),
        age_years: age_years(
            version.details.date_of_birth,
            view.as_at,
            LeapDayBirthday::default(),
        ),
        identifiers: identifiers(actor, office, person).await?,
        now: status(&facts, &spells, view.as_at),
        eligibility: eligibility(
            &facts,
            nation_of(&version.authority),
            view.as_at,
            LeapDayBirthday::default(),
        ),
        contacts: contacts.into_iter().map(Contact::from).collect(),
        last_contact_on: contact_days.last().copied(),
        contact_days,
        version: without_names(actor, version),
        spells,
        view,
    })
}

/// What the page says and draws of the Jobcentre; `None` for those who do not read contacts.
async fn jobcentre_of(
    actor: &Actor,
    office: &Office,
    version: &PersonVersion,
    view: View,
) -> Result<Option<AtJobcentre>> {
    if !actor.may(Action::ReadContacts) {
        return Ok(None);
    }
    let ledger = crate::jobcentre::ledger_on(office, version.person, view).await?;
    let claims = ledger.claims.iter().filter_map(|claim| {
        Some(ClaimSpan {
            title: claim.benefit.terms().title.clone(),
            from: claim.day_of(Stage::Started)?,
            until: claim.day_of(Stage::Ended),
        })
    });
    let appointments = ledger
        .appointments
        .iter()
        .filter_map(|one| match one.outcome {
            Outcome::Attended { on, .. } => Some(on),
            _ => None,
        });
    let contacts = ledger.contacts.iter().map(|contact| contact.on);
    let mut days: Vec<Date> = appointments.chain(contacts).collect();
    days.sort_unstable();
    days.dedup();
    Ok(Some(AtJobcentre {
        standing: ledger.standing_line(version.details.date_of_birth, view.as_at),
        claims: claims.collect(),
        days,
    }))
}

/// The name over a form about a person.
pub async fn who(actor: &Actor, office: &Office, person: Uuid) -> Result<Who> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    let today = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    let version = find_own(actor, office, person, today).await?;
    office.note(actor, "person.name", Some(person), "").await?;
    Ok(Who {
        id: person,
        name: shown_name(actor, &version),
    })
}

/// The name if the role may read it, otherwise what stands for it.
pub(crate) fn shown_name(actor: &Actor, version: &PersonVersion) -> String {
    let name = version.details.display_name();
    if name.is_empty() || !actor.may(Action::ReadNames) {
        pseudonym(version.person)
    } else {
        name
    }
}

/// Everything that was ever recorded about a person, newest recording first; what no longer counts says what became of it.
#[derive(Debug, Clone)]
pub struct History {
    pub details: Vec<PersonVersion>,
    pub identifiers: Vec<PastIdentifier>,
    pub spells: Vec<SpellRecord>,
    /// None where the role may not read contacts.
    pub contacts: Vec<Contact>,
    pub events: Vec<RecordedEvent>,
}

/// An identifier as it was recorded once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastIdentifier {
    pub identifier: Identifier,
    pub recorded_at: Timestamp,
    pub recorded_by: String,
    /// When it was changed or taken away, and by whom.
    pub superseded: Option<(Timestamp, String)>,
}

/// Every version of what was recorded about a person.
pub async fn history(actor: &Actor, office: &Office, person: Uuid) -> Result<History> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    find_own(
        actor,
        office,
        person,
        View {
            as_at: actor.moment.today,
            known_at: None,
        },
    )
    .await?;
    office
        .note(actor, "person.history", Some(person), "")
        .await?;
    let details = store::person::history(&office.db, person).await?;
    let spells = store::spell::history(&office.db, person).await?;
    let identifiers = store::person::identifier_history(&office.db, person).await?;
    let contacts = if actor.may(Action::ReadContacts) {
        store::contact::history(&office.db, person).await?
    } else {
        Vec::new()
    };
    let events = store::event::history(&office.db, person).await?;
    Ok(History {
        events: events
            .into_iter()
            .map(|record| without_words(actor, record))
            .collect(),
        details: details
            .into_iter()
            .map(|version| without_names(actor, version))
            .collect(),
        identifiers: identifiers
            .into_iter()
            .filter_map(|version| {
                Some(PastIdentifier {
                    identifier: as_shown(actor, office, &version.row)?,
                    recorded_at: version.recorded_at,
                    recorded_by: version.recorded_by,
                    superseded: version.superseded,
                })
            })
            .collect(),
        spells: spells
            .into_iter()
            .map(|record| without_names_in_spell(actor, record))
            .collect(),
        contacts: contacts.into_iter().map(Contact::from).collect(),
    })
}

/// For a role that may not read names: nothing by which somebody could be called, written to or visited.
fn without_names(actor: &Actor, mut version: PersonVersion) -> PersonVersion {
    if !actor.may(Action::ReadNames) {
        let details = &mut version.details;
        for text in [
            &mut details.given_name,
            &mut details.family_name,
            &mut details.preferred_name,
            &mut details.phone,
            &mut details.email,
        ] {
            text.clear();
        }
    }
    version
}

pub(crate) fn without_names_in_spell(actor: &Actor, mut record: SpellRecord) -> SpellRecord {
    if !actor.may(Action::ReadNames) {
        match &mut record.value {
            SpellValue::Accommodation(details) => {
                details.address.clear();
                details.postcode.clear();
                details.note.clear();
            }
            SpellValue::Placement(details) => {
                details.home_postcode.clear();
                details.placement_postcode.clear();
            }
            SpellValue::Activity(details) => details.note.clear(),
            SpellValue::InTouch(details) => details.note.clear(),
            SpellValue::ReportedCareLeaver(details) => details.note.clear(),
            SpellValue::Allocation(_) | SpellValue::ReturnRow(_) => {}
        }
    }
    record
}

/// The person if the actor's authority has them; otherwise there is no such person, whoever else may know one.
pub(crate) async fn find_own(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    view: View,
) -> Result<PersonVersion> {
    let found = store::person::find(&office.db, person, view.known_at).await?;
    match found {
        Some(version) if version.authority == actor.authority => Ok(version),
        _ => {
            office
                .note(actor, "person.refused", Some(person), "")
                .await?;
            Err(Error::NotFound("person"))
        }
    }
}

async fn identifiers(actor: &Actor, office: &Office, person: Uuid) -> Result<Vec<Identifier>> {
    let rows = store::person::identifiers(&office.db, person).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| as_shown(actor, office, &row))
        .collect())
}

/// `None` for a kind that this program does not know.
fn as_shown(actor: &Actor, office: &Office, row: &IdentifierRow) -> Option<Identifier> {
    let kind: IdentifierKind = row.kind.parse().ok()?;
    let unreadable = if actor.may(Action::ReadSecretIdentifiers) {
        "cannot be opened with this key"
    } else {
        "recorded"
    };
    let shown = readable_value(actor, office, kind, row).unwrap_or_else(|| unreadable.to_owned());
    Some(Identifier { kind, shown })
}

/// The value of an identifier; `None` for a secret that the actor may not read or that does not open with this key.
pub(crate) fn readable_value(
    actor: &Actor,
    office: &Office,
    kind: IdentifierKind,
    row: &IdentifierRow,
) -> Option<String> {
    if !kind.is_secret() {
        Some(row.value.clone())
    } else if actor.may(Action::ReadSecretIdentifiers) {
        office.key.decrypt(row.person_id, &row.value)
    } else {
        None
    }
}

/// The small form of a person's spells, as rules read them.
pub(crate) fn facts_of(person: Uuid, date_of_birth: Date, spells: &[SpellRecord]) -> PersonFacts {
    let mut facts = PersonFacts {
        person,
        date_of_birth,
        ..PersonFacts::default()
    };
    for record in spells {
        let (starts_on, ends_on, standing) = (record.starts_on, record.ends_on, record.standing);
        match &record.value {
            SpellValue::Activity(details) => {
                let activity = Activity {
                    code: details.code,
                    hours_a_week: details.hours_a_week,
                    standing,
                };
                facts
                    .activities
                    .push(Spell::new(activity, starts_on, ends_on));
            }
            SpellValue::Accommodation(details) => {
                facts.accommodations.push(Spell::new(
                    Accommodation {
                        code: details.code,
                        standing,
                    },
                    starts_on,
                    ends_on,
                ));
            }
            SpellValue::InTouch(details) => {
                facts.in_touch.push(Spell::new(
                    InTouch {
                        code: details.code,
                        standing,
                    },
                    starts_on,
                    ends_on,
                ));
            }
            SpellValue::Placement(details) => {
                facts
                    .placements
                    .push(Spell::new(details.placement, starts_on, ends_on));
            }
            SpellValue::Allocation(details) => {
                facts
                    .allocations
                    .push(Spell::new(details.allocation, starts_on, ends_on));
            }
            SpellValue::ReportedCareLeaver(details) => {
                facts
                    .reported
                    .push(Spell::new(details.reported, starts_on, ends_on));
            }
            // No rule of leaving care reads it.
            SpellValue::ReturnRow(_) => {}
        }
    }
    facts
}

fn status(facts: &PersonFacts, spells: &[SpellRecord], day: Date) -> StatusNow {
    let worker = |role: WorkerRole| {
        spells
            .iter()
            .filter_map(|record| match &record.value {
                SpellValue::Allocation(details) if details.allocation.role == role => {
                    Some((record, details))
                }
                _ => None,
            })
            .filter(|(record, _)| Spell::new((), record.starts_on, record.ends_on).holds_on(day))
            .max_by_key(|(record, _)| record.starts_on)
            .map(|(record, details)| (details.worker_name.clone(), record.starts_on))
    };
    StatusNow {
        activity: main_activity_on(&facts.activities, day),
        neet: neet_spell_on(&facts.activities, day),
        accommodation: accommodation_on(&facts.accommodations, day),
        in_touch: in_touch_on(&facts.in_touch, day),
        workers: WorkerRole::ALL
            .into_iter()
            .map(|role| (role, worker(role)))
            .collect(),
    }
}
