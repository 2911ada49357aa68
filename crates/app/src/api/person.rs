//! People: lists without and with a search, and one person with every spell.

use axum::Json;
use axum::extract::State;
use casework::person::{self, ListQuery, PersonPage, PersonSummary, View};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::call::{Body, Caller, Path, Query};
use super::error::{Answer, ErrorBody};
use super::spell::Spell;
use crate::clock;
use crate::state::App;

/// The most people that one answer holds.
const MOST: u32 = 500;

/// A line of a list, with the status of today.
#[derive(Serialize, ToSchema)]
pub struct PersonLine {
    pub id: Uuid,
    /// "Person" with the end of the id where the role may not read names.
    pub name: String,
    #[schema(value_type = String, format = Date)]
    pub date_of_birth: Date,
    pub age_years: i16,
    pub locality: String,
    /// "former_relevant", "category3" ...; none when not a care leaver.
    #[schema(value_type = Option<String>)]
    pub category: Option<leaving_care::eligibility::Category>,
    /// The OC3 code of the main activity.
    pub activity: Option<String>,
    #[schema(value_type = Option<String>, format = Date)]
    pub neet_since: Option<Date>,
    /// The OC3 code of accommodation.
    pub accommodation: Option<String>,
    /// The OC3 code of being in touch.
    pub in_touch: Option<String>,
    pub personal_adviser: Option<String>,
}

impl From<PersonSummary> for PersonLine {
    fn from(person: PersonSummary) -> Self {
        Self {
            id: person.id,
            name: person.name,
            date_of_birth: person.date_of_birth,
            age_years: person.age_years,
            locality: person.locality,
            category: person.category,
            activity: person.activity.map(|code| code.to_string()),
            neet_since: person.neet.map(|neet| neet.since),
            accommodation: person.accommodation.map(|code| code.to_string()),
            in_touch: person.in_touch.map(|code| code.code().to_owned()),
            personal_adviser: person.personal_adviser,
        }
    }
}

/// A page of people in order of name.
#[derive(Serialize, ToSchema)]
pub struct PersonList {
    #[schema(value_type = String, format = Date)]
    as_at: Date,
    /// How many there are on all pages.
    total: usize,
    people: Vec<PersonLine>,
    /// Ask with `after` set to this for the next page; none on the last.
    next: Option<Uuid>,
}

/// Nothing personal may stand in an address: a search for a name is sent to `/people/search`.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Filters {
    locality: String,
    /// `eet`, `neet` or `not_known`.
    activity_group: String,
    category: String,
    /// A worker's id, or `none` for those without a personal adviser.
    adviser: String,
    /// The `next` of the page before.
    after: Option<Uuid>,
    /// Up to 500; 50 when not given.
    limit: Option<u32>,
}

#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct Search {
    /// A name, a date of birth or any identifier.
    #[serde(rename = "search")]
    text: String,
    locality: String,
    activity_group: String,
    category: String,
    adviser: String,
    after: Option<Uuid>,
    limit: Option<u32>,
}

/// People in order of name.
#[utoipa::path(get, path = "/people", tag = "people", params(Filters),
    responses((status = 200, body = PersonList), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)))]
pub async fn list(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(asked): Query<Filters>,
) -> Answer<PersonList> {
    let search = Search {
        text: String::new(),
        locality: asked.locality,
        activity_group: asked.activity_group,
        category: asked.category,
        adviser: asked.adviser,
        after: asked.after,
        limit: asked.limit,
    };
    Ok(Json(find(&app, &actor, search).await?))
}

/// People found by a name, a date of birth or any identifier.
#[utoipa::path(post, path = "/people/search", tag = "people", request_body = Search,
    responses((status = 200, body = PersonList), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)))]
pub async fn search(
    State(app): State<App>,
    Caller(actor): Caller,
    Body(asked): Body<Search>,
) -> Answer<PersonList> {
    Ok(Json(find(&app, &actor, asked).await?))
}

async fn find(
    app: &App,
    actor: &casework::Actor,
    asked: Search,
) -> Result<PersonList, casework::Error> {
    let after = match asked.after {
        Some(person) => person::place_of(actor, &app.office, person).await?,
        None => None,
    };
    let query = ListQuery {
        search: asked.text,
        locality: asked.locality,
        activity_group: asked.activity_group,
        category: asked.category,
        adviser: asked.adviser,
        after,
        limit: asked.limit.unwrap_or(50).clamp(1, MOST),
    };
    let list = person::list(actor, &app.office, &query).await?;
    Ok(PersonList {
        as_at: list.as_at,
        total: list.total,
        people: list.people.into_iter().map(PersonLine::from).collect(),
        next: list.next.map(|(_, person)| person),
    })
}

/// One person with everything that the role may see.
#[derive(Serialize, ToSchema)]
pub struct Person {
    id: Uuid,
    /// Which version of the details this is: to be given back when they are changed.
    version: Uuid,
    name: String,
    pronouns: String,
    #[schema(value_type = String, format = Date)]
    date_of_birth: Date,
    age_years: i16,
    locality: String,
    language: String,
    accessibility_needs: String,
    phone: String,
    email: String,
    identifiers: Vec<Identifier>,
    eligibility: Eligibility,
    /// The OC3 code of the main activity on the day.
    activity: Option<String>,
    #[schema(value_type = Option<String>, format = Date)]
    neet_since: Option<Date>,
    accommodation: Option<String>,
    in_touch: Option<String>,
    #[schema(value_type = Option<String>, format = Date)]
    last_contact_on: Option<Date>,
    /// Oldest first, as known at the moment asked about.
    spells: Vec<Spell>,
    #[schema(value_type = String, format = Date)]
    as_at: Date,
}

#[derive(Serialize, ToSchema)]
pub struct Identifier {
    kind: &'static str,
    /// "recorded" in the place of a secret that the role may not read.
    value: String,
}

impl From<person::Identifier> for Identifier {
    fn from(identifier: person::Identifier) -> Self {
        Self {
            kind: identifier.kind.code(),
            value: identifier.shown,
        }
    }
}

#[derive(Serialize, ToSchema)]
pub struct Eligibility {
    #[schema(value_type = Option<String>)]
    category: Option<leaving_care::eligibility::Category>,
    /// In sentences.
    because: Vec<String>,
}

/// What was true on a day, as it was known at the end of another.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct When {
    /// Today when not given.
    #[param(value_type = Option<String>, format = Date)]
    as_at: Option<Date>,
    /// Now when not given.
    #[param(value_type = Option<String>, format = Date)]
    known_at: Option<Date>,
}

/// One person.
#[utoipa::path(get, path = "/people/{id}", tag = "people", params(("id" = Uuid, Path), When),
    responses((status = 200, body = Person), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Query(when): Query<When>,
) -> Answer<Person> {
    let view = View {
        as_at: when.as_at.unwrap_or(actor.moment.today),
        known_at: when.known_at.map(clock::end_of),
    };
    let page = person::open(&actor, &app.office, id, view).await?;
    Ok(Json(Person::from(page)))
}

impl From<PersonPage> for Person {
    fn from(page: PersonPage) -> Self {
        let details = page.version.details;
        Self {
            id: page.version.person,
            version: page.version.id,
            name: page.name,
            pronouns: details.pronouns,
            date_of_birth: details.date_of_birth,
            age_years: page.age_years,
            locality: details.locality,
            language: details.language,
            accessibility_needs: details.accessibility_needs,
            phone: details.phone,
            email: details.email,
            identifiers: page.identifiers.into_iter().map(Identifier::from).collect(),
            eligibility: Eligibility {
                category: page.eligibility.category,
                because: page
                    .eligibility
                    .because
                    .iter()
                    .map(leaving_care::eligibility::Reason::sentence)
                    .collect(),
            },
            activity: page.now.activity.map(|spell| spell.value.code.to_string()),
            neet_since: page.now.neet.map(|neet| neet.since),
            accommodation: page
                .now
                .accommodation
                .map(|spell| spell.value.code.to_string()),
            in_touch: page
                .now
                .in_touch
                .map(|spell| spell.value.code.code().to_owned()),
            last_contact_on: page.last_contact_on,
            spells: page.spells.into_iter().map(Spell::from).collect(),
            as_at: page.view.as_at,
        }
    }
}
