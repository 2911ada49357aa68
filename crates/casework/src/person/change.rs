//! Adding a person and changing what is known of one: the version before stays readable.

use jiff::civil::Date;
use leaving_care::person::{IdentifierKind, PersonDetails};
use store::person::{IdentifierRow, PersonVersion, Stamp, lookup_of};
use uuid::Uuid;

use super::{
    View,
    list::{ListQuery, PersonSummary, list},
    open::find_own,
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

/// Changes what is known of a person. `based_on` is the version that the actor saw: if another has taken its place since, nothing
/// is written and the answer is a conflict.
pub async fn change_details(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    based_on: Uuid,
    details: &PersonDetails,
) -> Result<()> {
    actor.must(Action::ChangePeople, &actor.authority)?;
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
    let problems = problems_with(details, actor.moment.today);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
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
