//! Lists of people: search, filters, one page after another, and the whole list for an export.

use std::{collections::HashMap, sync::Arc};

use jiff::civil::Date;
use leaving_care::{
    accommodation::AccommodationCode,
    activity::{ActivityCode, ActivityGroup, NeetSpell},
    allocation::{WorkerRole, worker_on},
    calendar::{LeapDayBirthday, age_years},
    eligibility::Category,
    facts::{AuthorityFacts, PersonFacts},
    in_touch::InTouchCode,
};
use measures::population::{Basis, Member, Population, Question};
use store::person::{PersonLine, PersonQuery};
use uuid::Uuid;

use super::parse_day;
use crate::{
    actor::Actor,
    error::{Result, without_nul},
    measure::nation_of,
    office::Office,
    permission::Action,
};

/// What a list may be narrowed to; empty fields narrow nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// A name, a date of birth or any identifier, as somebody types it.
    pub search: String,
    pub locality: String,
    /// "eet", "neet" or "not_known".
    pub activity_group: String,
    /// A category in snake case.
    pub category: String,
    /// A worker's id, or "none" for those without a personal adviser.
    pub adviser: String,
    /// Where the page before ended.
    pub after: Option<(String, Uuid)>,
    pub limit: u32,
}

/// A line of a list of people.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonSummary {
    pub id: Uuid,
    /// The name to show; where the role may not read names, "Person" with the end of the id.
    pub name: String,
    pub age_years: i16,
    pub date_of_birth: Date,
    pub locality: String,
    pub category: Option<Category>,
    pub activity: Option<ActivityCode>,
    pub neet: Option<NeetSpell>,
    pub accommodation: Option<AccommodationCode>,
    pub in_touch: Option<InTouchCode>,
    /// The personal adviser's name; `None` shows as plainly as a name.
    pub personal_adviser: Option<String>,
}

/// A page of a list.
#[derive(Debug, Clone)]
pub struct PersonList {
    pub people: Vec<PersonSummary>,
    /// Where the next page starts; `None` on the last.
    pub next: Option<(String, Uuid)>,
    /// How many there are on all pages.
    pub total: usize,
    pub as_at: Date,
}

/// What a list can be narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    pub localities: Vec<String>,
    /// Each worker's id and name.
    pub advisers: Vec<(Uuid, String)>,
}

/// The localities and personal advisers that the authority has, by name.
pub async fn choices(actor: &Actor, office: &Office) -> Result<Choices> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    let facts = office.facts(&actor.authority, None).await?;
    let mut localities = facts.localities.clone();
    localities.sort_unstable();
    let advisers = store::worker::list(&office.db, &actor.authority).await?;
    Ok(Choices {
        localities,
        advisers: advisers
            .into_iter()
            .filter(|worker| worker.role == WorkerRole::PersonalAdviser.code())
            .map(|worker| (worker.id, worker.name))
            .collect(),
    })
}

/// The place of a person in the order of the list, for the page after them; `None` when there is no such person here.
pub async fn place_of(
    actor: &Actor,
    office: &Office,
    person: Uuid,
) -> Result<Option<(String, Uuid)>> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    let lines = store::person::lines(&office.db, &actor.authority, &[person]).await?;
    Ok(lines
        .into_iter()
        .next()
        .map(|line| (line.search_name, person)))
}

/// People in order of name, a page at a time.
pub async fn list(actor: &Actor, office: &Office, asked: &ListQuery) -> Result<PersonList> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    let people = find(actor, office, asked).await?;
    office
        .note(
            actor,
            "person.list",
            None,
            format!("{} shown", people.people.len()),
        )
        .await?;
    Ok(people)
}

/// The whole list that the filters leave, for a file.
pub async fn export(actor: &Actor, office: &Office, asked: &ListQuery) -> Result<PersonList> {
    actor.must(Action::ExportPeople, &actor.authority)?;
    actor.must(Action::ReadPeople, &actor.authority)?;
    let asked = ListQuery {
        after: None,
        limit: u32::MAX / 2,
        ..asked.clone()
    };
    let people = find(actor, office, &asked).await?;
    office
        .note(
            actor,
            "person.export",
            None,
            format!("{} exported", people.people.len()),
        )
        .await?;
    Ok(people)
}

async fn find(actor: &Actor, office: &Office, asked: &ListQuery) -> Result<PersonList> {
    let today = actor.moment.today;
    let facts = office.facts(&actor.authority, None).await?;
    let population = live_population(actor, office).await?;
    let members: HashMap<Uuid, &Member> = population
        .members
        .iter()
        .map(|member| (member.person, member))
        .collect();
    let among = narrowed(asked, &facts, &members, today);
    let (total, lines, next) = if asked.search.trim().is_empty() {
        let total = match &among {
            Some(people) => people.len(),
            None => facts.people.len(),
        };
        let (lines, next) = page(actor, office, asked, among).await?;
        (total, lines, next)
    } else {
        let everybody = ListQuery {
            after: None,
            limit: u32::MAX / 2,
            ..asked.clone()
        };
        let (found, _) = page(actor, office, &everybody, among).await?;
        let total = found.len();
        let (lines, next) = cut(after_place(found, asked), asked.limit);
        (total, lines, next)
    };
    let people = summaries(actor, office, &facts, &members, lines).await?;
    Ok(PersonList {
        people,
        next,
        total,
        as_at: today,
    })
}

/// A page of lines, and where the next one starts.
async fn page(
    actor: &Actor,
    office: &Office,
    asked: &ListQuery,
    among: Option<Vec<Uuid>>,
) -> Result<(Vec<PersonLine>, Option<(String, Uuid)>)> {
    let asked_of_store = query(actor, office, asked, among);
    let lines = store::person::list(&office.db, &actor.authority, &asked_of_store).await?;
    Ok(cut(lines, asked.limit))
}

fn place(line: &PersonLine) -> (String, Uuid) {
    (line.search_name.clone(), line.person_id)
}

/// The lines behind the place asked for. The person at that place says where it is, because a database that sorts as people do has
/// another order than that of letters; only when they are no longer found does the order of letters decide.
fn after_place(mut lines: Vec<PersonLine>, asked: &ListQuery) -> Vec<PersonLine> {
    let Some(after) = &asked.after else {
        return lines;
    };
    if let Some(position) = lines.iter().position(|line| line.person_id == after.1) {
        lines.split_off(position + 1)
    } else {
        lines.retain(|line| place(line) > *after);
        lines
    }
}

/// The lines up to the limit, and where the next page starts.
fn cut(mut lines: Vec<PersonLine>, limit: u32) -> (Vec<PersonLine>, Option<(String, Uuid)>) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = lines.len() > limit;
    lines.truncate(limit);
    let next = lines.last().filter(|_| has_more).map(place);
    (lines, next)
}

/// Everybody with their status today.
pub(crate) async fn live_population(actor: &Actor, office: &Office) -> Result<Arc<Population>> {
    let question = Question {
        basis: Basis::Live,
        as_at: actor.moment.today,
        nation: nation_of(&actor.authority),
        leap_day: LeapDayBirthday::default(),
    };
    office.population(&actor.authority, question, None).await
}

fn query(
    actor: &Actor,
    office: &Office,
    asked: &ListQuery,
    among: Option<Vec<Uuid>>,
) -> PersonQuery {
    let search = asked.search.trim();
    let born = parse_day(search);
    let is_name = born.is_none() && !search.chars().any(|character| character.is_ascii_digit());
    PersonQuery {
        // Whoever may not read names may not find out by searching for one either.
        name: if is_name && actor.may(Action::ReadNames) {
            search.to_owned()
        } else {
            String::new()
        },
        date_of_birth: born,
        identifier: if is_name || born.is_some() {
            String::new()
        } else {
            search.to_owned()
        },
        identifier_hash: if actor.may(Action::ReadSecretIdentifiers) {
            office.key.lookup(search)
        } else {
            String::new()
        },
        locality: without_nul(&asked.locality),
        among,
        after: asked
            .after
            .as_ref()
            .map(|(name, id)| (without_nul(name), *id)),
        limit: asked.limit.saturating_add(1),
    }
}

/// The people whom the filters on status leave; `None` when none is set.
fn narrowed(
    asked: &ListQuery,
    facts: &AuthorityFacts,
    members: &HashMap<Uuid, &Member>,
    today: Date,
) -> Option<Vec<Uuid>> {
    let is_asked = [
        &asked.locality,
        &asked.activity_group,
        &asked.category,
        &asked.adviser,
    ];
    if is_asked.iter().all(|filter| filter.is_empty()) {
        return None;
    }
    let locality = facts
        .localities
        .iter()
        .position(|locality| *locality == asked.locality)
        .and_then(|index| u16::try_from(index).ok());
    let category: Option<Category> =
        serde_json::from_value(serde_json::Value::String(asked.category.clone())).ok();
    let group = match asked.activity_group.as_str() {
        "eet" => Some(ActivityGroup::Eet),
        "neet" => Some(ActivityGroup::Neet),
        "not_known" => Some(ActivityGroup::NotKnown),
        _ => None,
    };
    let keep = |person: &PersonFacts| {
        let member = members.get(&person.person);
        let adviser = worker_on(&person.allocations, WorkerRole::PersonalAdviser, today)
            .map(|spell| spell.value.worker);
        (asked.locality.is_empty() || (locality.is_some() && person.locality == locality))
            && (category.is_none() || member.and_then(|member| member.category) == category)
            && (group.is_none() || member.map(|member| member.activity_group()) == group)
            && match asked.adviser.as_str() {
                "" => true,
                "none" => {
                    adviser.is_none()
                        && member.is_some_and(|member| {
                            member
                                .category
                                .is_some_and(Category::is_owed_a_personal_adviser)
                        })
                }
                worker => adviser.is_some_and(|adviser| adviser.to_string() == worker),
            }
    };
    Some(
        facts
            .people
            .iter()
            .filter(|person| keep(person))
            .map(|person| person.person)
            .collect(),
    )
}

/// Lines with the status of each person.
pub(crate) async fn summaries(
    actor: &Actor,
    office: &Office,
    facts: &AuthorityFacts,
    members: &HashMap<Uuid, &Member>,
    lines: Vec<PersonLine>,
) -> Result<Vec<PersonSummary>> {
    let today = actor.moment.today;
    let adviser_of = |id: Uuid| adviser_of(facts, id, today);
    let advisers = lines
        .iter()
        .filter_map(|line| adviser_of(line.person_id))
        .collect();
    let workers = worker_names(office, &actor.authority, advisers).await?;
    Ok(lines
        .into_iter()
        .map(|line| {
            let member = members.get(&line.person_id);
            let adviser = adviser_of(line.person_id).map(|worker| {
                workers
                    .get(&worker)
                    .cloned()
                    .unwrap_or_else(|| "Name not recorded".to_owned())
            });
            let born = line.date_of_birth.to_jiff();
            PersonSummary {
                id: line.person_id,
                name: shown_line_name(actor, &line),
                age_years: age_years(born, today, LeapDayBirthday::default()),
                date_of_birth: born,
                locality: line.locality,
                category: member.and_then(|member| member.category),
                activity: member.and_then(|member| member.activity),
                neet: member.and_then(|member| member.neet),
                accommodation: member.and_then(|member| member.accommodation),
                in_touch: member.and_then(|member| member.in_touch),
                personal_adviser: adviser,
            }
        })
        .collect())
}

/// Somebody's personal adviser on a day.
pub(crate) fn adviser_of(facts: &AuthorityFacts, person: Uuid, day: Date) -> Option<Uuid> {
    let allocations = &facts.of(person)?.allocations;
    let spell = worker_on(allocations, WorkerRole::PersonalAdviser, day)?;
    Some(spell.value.worker)
}

/// The names of some of an authority's workers.
pub(crate) async fn worker_names(
    office: &Office,
    authority: &str,
    mut workers: Vec<Uuid>,
) -> Result<HashMap<Uuid, String>> {
    workers.sort_unstable();
    workers.dedup();
    Ok(store::worker::names(&office.db, authority, &workers).await?)
}

pub(crate) fn shown_line_name(actor: &Actor, line: &PersonLine) -> String {
    if !actor.may(Action::ReadNames) {
        return pseudonym(line.person_id);
    }
    let first = if line.preferred_name.trim().is_empty() {
        &line.given_name
    } else {
        &line.preferred_name
    };
    let name = format!("{} {}", first.trim(), line.family_name.trim())
        .trim()
        .to_owned();
    if name.is_empty() {
        pseudonym(line.person_id)
    } else {
        name
    }
}

/// What stands for a name that is not known or may not be read.
pub(crate) fn pseudonym(person: Uuid) -> String {
    let id = person.simple().to_string();
    format!("Person {}", &id[id.len() - 6..])
}
