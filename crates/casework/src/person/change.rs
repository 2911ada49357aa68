//! Adding a person and changing what is known of one: the version before stays readable.

use jiff::civil::Date;
use leaving_care::person::{IdentifierKind, PersonDetails};
use store::person::{IdentifierRow, PersonVersion, Stamp, lookup_of};
use uuid::Uuid;

use super::{
    View,
    list::{ListQuery, PersonSummary, list},
    open::{find_own, readable_value},
};
use crate::{
    actor::Actor,
    error::{Error, Problem, Result, without_nul},
    office::{Office, event},
    permission::Action,
};

/// A person to be added.
#[derive(Debug, Clone)]
pub struct NewPerson {
    pub details: PersonDetails,
    pub identifiers: Vec<(IdentifierKind, String)>,
}

/// Adds a person to the actor's authority.
pub async fn add(actor: &Actor, office: &Office, person: NewPerson) -> Result<Uuid> {
    actor.must(Action::ChangePeople, &actor.authority)?;
    let problems = problems_with(&person.details, actor.moment.today);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let id = Uuid::now_v7();
    let stamp = stamp(actor);
    check_lengths(&person.identifiers)?;
    let rows = identifier_rows(office, id, &person.identifiers)?;
    let mut tx = office.db.begin().await?;
    let version = store::authority::raise_version(&mut tx, &actor.authority).await?;
    store::person::insert_many(
        &mut tx,
        &actor.authority,
        &[(id, person.details)],
        &stamp,
        version,
    )
    .await?;
    let added = store::person::insert_identifiers(&mut tx, &actor.authority, &rows, &stamp).await?;
    if added < rows.len() as u64 {
        return Err(Error::Invalid(vec![Problem::new(
            "identifiers",
            "Somebody else here already has one of these identifiers. Search for it first: it may be the same person.",
        )]));
    }
    store::audit::insert_many(&mut tx, &[event(actor, "person.add", Some(id), "")]).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes what is known of a person. An identifier kind that is given stands as said from now on (several with commas between, none
/// when the text is empty); one that is not given stays as it is. `based_on` is the version that the actor saw: if another has taken its place since, nothing
/// is written and the answer is a conflict.
pub async fn change_details(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    based_on: Uuid,
    details: &PersonDetails,
    identifiers: &[(IdentifierKind, String)],
) -> Result<()> {
    let changes = checked(actor, office, person, details, identifiers).await?;
    let mut tx = office.db.begin().await?;
    // Raised first, so that all who write wait for each other in one order.
    let version = store::authority::raise_version(&mut tx, &actor.authority).await?;
    if !store::person::supersede(
        &mut tx,
        based_on,
        person,
        &actor.authority,
        details,
        &stamp(actor),
    )
    .await?
    {
        return Err(Error::Conflict);
    }
    for (kind, change) in changes {
        for lookup in change.gone {
            store::person::supersede_identifier(&mut tx, person, kind, &lookup, &stamp(actor))
                .await?;
        }
        let new = &change.new;
        let added =
            store::person::insert_identifiers(&mut tx, &actor.authority, new, &stamp(actor))
                .await?;
        if added < new.len() as u64 {
            return Err(Error::Invalid(vec![taken(kind)]));
        }
    }
    store::person::stamp_version(&mut tx, &[person], version).await?;
    store::audit::insert_many(&mut tx, &[event(actor, "person.change", Some(person), "")]).await?;
    tx.commit().await?;
    Ok(())
}

/// The version of a person's details that stands now, to be changed. Whoever may not read names may not change them.
pub async fn details(actor: &Actor, office: &Office, person: Uuid) -> Result<PersonVersion> {
    actor.must(Action::ReadNames, &actor.authority)?;
    let now = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    let version = find_own(actor, office, person, now).await?;
    office
        .note(actor, "person.details", Some(person), "")
        .await?;
    Ok(version)
}

/// Each kind of identifier that the actor may change, with what stands, several with commas between. A secret one that they may not
/// read, or that does not open with this key, is not among them.
pub async fn identifiers_to_change(
    actor: &Actor,
    office: &Office,
    person: Uuid,
) -> Result<Vec<(IdentifierKind, String)>> {
    actor.must(Action::ChangePeople, &actor.authority)?;
    let now = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    find_own(actor, office, person, now).await?;
    office
        .note(actor, "person.identifiers", Some(person), "")
        .await?;
    let rows = store::person::identifiers(&office.db, person).await?;
    let standing = |kind: IdentifierKind| -> Option<(IdentifierKind, String)> {
        let values: Option<Vec<String>> = rows
            .iter()
            .filter(|row| row.kind == kind.code())
            .map(|row| readable_value(actor, office, kind, row))
            .collect();
        Some((kind, values?.join(", ")))
    };
    Ok(IdentifierKind::ALL
        .into_iter()
        .filter(|kind| may_change(actor, *kind))
        .filter_map(standing)
        .collect())
}

fn may_change(actor: &Actor, kind: IdentifierKind) -> bool {
    !kind.is_secret() || actor.may(Action::ReadSecretIdentifiers)
}

/// Whether a person could be changed so; what is wrong otherwise, an identifier that somebody else here has among it.
pub async fn check_change(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    details: &PersonDetails,
    identifiers: &[(IdentifierKind, String)],
) -> Result<()> {
    checked(actor, office, person, details, identifiers)
        .await
        .map(drop)
}

async fn checked(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    details: &PersonDetails,
    identifiers: &[(IdentifierKind, String)],
) -> Result<Vec<(IdentifierKind, IdentifierChange)>> {
    actor.must(Action::ChangePeople, &actor.authority)?;
    let now = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    find_own(actor, office, person, now).await?;
    if identifiers
        .iter()
        .any(|(kind, _)| !may_change(actor, *kind))
    {
        return Err(Error::NotAllowed);
    }
    check_lengths(identifiers)?;
    let mut problems = problems_with(details, actor.moment.today);
    let changes = identifier_changes(office, person, identifiers).await?;
    for (kind, change) in &changes {
        for row in &change.new {
            let authority = &actor.authority;
            let holder =
                store::person::holder_of_identifier(&office.db, authority, *kind, &row.lookup)
                    .await?;
            if holder.is_some() {
                problems.push(taken(*kind));
            }
        }
    }
    if problems.is_empty() {
        Ok(changes)
    } else {
        Err(Error::Invalid(problems))
    }
}

fn taken(kind: IdentifierKind) -> Problem {
    let label = kind.label();
    Problem::new(
        kind.code(),
        format!(
            "Somebody else here already has this {label}. Search for it first: it may be the same person."
        ),
    )
}

/// The longest identifier that is kept; every real one is far shorter.
const LONGEST_IDENTIFIER: usize = 200;

fn check_lengths(identifiers: &[(IdentifierKind, String)]) -> Result<()> {
    let too_long: Vec<Problem> = identifiers
        .iter()
        .filter(|(_, text)| text.chars().count() > LONGEST_IDENTIFIER)
        .map(|(kind, _)| {
            Problem::new(
                kind.code(),
                format!("An identifier can have up to {LONGEST_IDENTIFIER} characters."),
            )
        })
        .collect();
    if too_long.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(too_long))
    }
}

/// What changes among the identifiers of one kind.
struct IdentifierChange {
    /// By what they were searched.
    gone: Vec<String>,
    new: Vec<IdentifierRow>,
}

/// Compares what is said of each kind with what stands; one that is only written otherwise (with spaces, in small letters) stays.
async fn identifier_changes(
    office: &Office,
    person: Uuid,
    said: &[(IdentifierKind, String)],
) -> Result<Vec<(IdentifierKind, IdentifierChange)>> {
    let standing = store::person::identifiers(&office.db, person).await?;
    said.iter()
        .map(|(kind, text)| {
            let said: Vec<_> = text
                .split(',')
                .map(|value| (*kind, value.to_owned()))
                .collect();
            let mut new = identifier_rows(office, person, &said)?;
            new.sort_by(|a, b| a.lookup.cmp(&b.lookup));
            new.dedup_by(|a, b| a.lookup == b.lookup);
            let of_kind: Vec<&str> = standing
                .iter()
                .filter(|row| row.kind == kind.code())
                .map(|row| row.lookup.as_str())
                .collect();
            let gone = of_kind
                .iter()
                .filter(|lookup| new.iter().all(|row| row.lookup != **lookup))
                .map(|lookup| (*lookup).to_owned())
                .collect();
            new.retain(|row| !of_kind.contains(&row.lookup.as_str()));
            Ok((*kind, IdentifierChange { gone, new }))
        })
        .collect()
}

/// Whether details could be written as they are; what is wrong otherwise.
pub fn check_details(actor: &Actor, details: &PersonDetails) -> Result<()> {
    actor.must(Action::ChangePeople, &actor.authority)?;
    let problems = problems_with(details, actor.moment.today);
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

/// Whether a person could be added, and who here was born on the same day: it may be the same person.
pub async fn check_new(
    actor: &Actor,
    office: &Office,
    person: &NewPerson,
) -> Result<Vec<PersonSummary>> {
    check_details(actor, &person.details)?;
    let same_birthday = ListQuery {
        search: person.details.date_of_birth.to_string(),
        limit: 20,
        ..ListQuery::default()
    };
    Ok(list(actor, office, &same_birthday).await?.people)
}

/// What the actor writes is entered by hand, now.
pub(crate) fn stamp(actor: &Actor) -> Stamp {
    Stamp {
        at: actor.moment.now,
        by: actor.name.clone(),
        source: "entered".into(),
    }
}

/// Identifiers as kept: secret ones encrypted.
pub(crate) fn identifier_rows(
    office: &Office,
    person: Uuid,
    identifiers: &[(IdentifierKind, String)],
) -> Result<Vec<IdentifierRow>> {
    identifiers
        .iter()
        .filter(|(_, value)| !lookup_of(value).is_empty())
        .map(|(kind, value)| {
            let value = &without_nul(value.trim());
            let (kept, lookup) = if kind.is_secret() {
                let sealed = office.key.encrypt(person, value);
                (
                    sealed.ok_or_else(|| {
                        Error::Refused("The number could not be encrypted.".into())
                    })?,
                    office.key.lookup(value),
                )
            } else {
                (value.clone(), lookup_of(value))
            };
            Ok(IdentifierRow {
                person_id: person,
                kind: kind.code().to_owned(),
                value: kept,
                lookup,
            })
        })
        .collect()
}

fn problems_with(details: &PersonDetails, today: Date) -> Vec<Problem> {
    let mut problems = Vec::new();
    if details.display_name().is_empty() {
        problems.push(Problem::new("given_name", "Enter a name."));
    }
    let texts = [
        &details.given_name,
        &details.family_name,
        &details.preferred_name,
        &details.locality,
        &details.pronouns,
    ];
    if texts.iter().any(|text| text.contains('\0')) {
        problems.push(Problem::new(
            "given_name",
            "A name holds a character that cannot be kept (NUL). Type it again.",
        ));
    }
    if texts.iter().any(|text| text.chars().count() > 200) {
        problems.push(Problem::new(
            "given_name",
            "A name can have up to 200 characters.",
        ));
    }
    if details.date_of_birth > today {
        problems.push(Problem::new(
            "date_of_birth",
            "The date of birth must be in the past.",
        ));
    } else if details.date_of_birth.year() < 1900 {
        problems.push(Problem::new(
            "date_of_birth",
            "Enter the year of birth with four digits.",
        ));
    }
    problems
}
