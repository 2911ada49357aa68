//! The list of people: one box to search by, filters that stay in the address, views kept under a name, and the list as a file.

pub mod add;
pub mod file;

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
};
use casework::{
    Action, Actor,
    person::{ListQuery, PersonList},
};
use jiff::SignedDuration;
use leaving_care::eligibility::Category;
use url::form_urlencoded;
use uuid::Uuid;

use super::{
    call::{Query, Sent},
    context::{Answer, App, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    printed,
};

#[derive(Template)]
#[template(path = "people/people.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four parts of the page are there or not, each for itself"
)]
struct PeoplePage {
    page: Page,
    form: Form,
    search: Form,
    choices: FilterChoices,
    list: PersonList,
    how_many: String,
    views: Vec<View>,
    /// The filters as a query string, for saving them and for the files.
    filters: String,
    is_filtered: bool,
    is_first: bool,
    next: String,
    may_export: bool,
    may_add: bool,
}

struct FilterChoices {
    localities: Vec<Choice>,
    activities: Vec<Choice>,
    categories: Vec<Choice>,
    advisers: Vec<Choice>,
}

/// Filters under a name.
struct View {
    name: String,
    query: String,
    is_current: bool,
}

/// The address of the list. Nothing in it says who somebody is: what was searched for is kept by the service.
#[derive(Debug, Clone, Default, serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    locality: String,
    #[serde(default)]
    activity: String,
    #[serde(default)]
    category: String,
    #[serde(default)]
    adviser: String,
    /// "held": the search that was sent before still counts.
    #[serde(default)]
    search: String,
    after: Option<Uuid>,
    /// "no" leaves the byte order mark out of a CSV file.
    #[serde(default)]
    mark: String,
}

/// The form under which a search is kept for a while, apart from drafts of real forms.
const SEARCH_KEPT_AS: &str = "people/search";
/// After this time a search is taken as ended: whoever sits down next does not see it.
const SEARCH_KEPT_FOR: SignedDuration = SignedDuration::from_mins(30);
/// Longer than any name with its parts.
const LONGEST_SEARCH: usize = 200;
const PEOPLE_A_PAGE: u32 = 50;
const ELIGIBILITIES: [Category; 10] = [
    Category::Eligible,
    Category::Relevant,
    Category::FormerRelevant,
    Category::Qualifying,
    Category::Category1,
    Category::Category2,
    Category::Category3,
    Category::Category4,
    Category::Category5,
    Category::Category6,
];

pub async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    let query = query(&app, &actor, &asked).await?;
    let list = casework::person::list(&actor, &app.office, &query).await?;
    let filters = filters(&asked);
    let views = casework::saved_view::list(&actor, &app.office).await?;
    let mut search = Form::default();
    search.set("search", &query.search);
    let held = if query.search.is_empty() {
        ""
    } else {
        "&search=held"
    };
    let next = list
        .next
        .as_ref()
        .map(|(_, id)| format!("/people?{filters}{held}&after={id}"));
    render(&PeoplePage {
        page: app.page(&actor, "People", "/people"),
        form: [
            ("locality", &asked.locality),
            ("activity", &asked.activity),
            ("category", &asked.category),
            ("adviser", &asked.adviser),
        ]
        .map(|(name, value)| (name.to_owned(), value.clone()))
        .into_iter()
        .collect(),
        search,
        choices: choices(&app, &actor).await?,
        views: views
            .into_iter()
            .map(|(name, query)| View {
                is_current: query == filters,
                name,
                query,
            })
            .collect(),
        is_filtered: !filters.is_empty(),
        is_first: asked.after.is_none(),
        next: next.unwrap_or_default(),
        may_export: actor.may(Action::ExportPeople),
        may_add: actor.may(Action::ChangePeople),
        filters,
        how_many: printed::people(u64::try_from(list.total).unwrap_or(u64::MAX)),
        list,
    })
}

/// What the address and the kept search ask of the list.
async fn query(app: &App, actor: &Actor, asked: &Asked) -> Result<ListQuery, casework::Error> {
    let search = if asked.search == "held" {
        kept_search(app, actor).await?
    } else {
        String::new()
    };
    let after = match asked.after {
        Some(person) => casework::person::place_of(actor, &app.office, person).await?,
        None => None,
    };
    Ok(ListQuery {
        search,
        locality: asked.locality.clone(),
        activity_group: asked.activity.clone(),
        category: asked.category.clone(),
        adviser: asked.adviser.clone(),
        after,
        limit: PEOPLE_A_PAGE,
    })
}

async fn kept_search(app: &App, actor: &Actor) -> Result<String, casework::Error> {
    let kept = casework::draft::find(actor, &app.office, SEARCH_KEPT_AS).await?;
    Ok(kept
        .filter(|(_, at)| actor.moment.now.duration_since(*at) < SEARCH_KEPT_FOR)
        .map(|(search, _)| search)
        .unwrap_or_default())
}

/// The filters that are set, as a query string that may be kept.
fn filters(asked: &Asked) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in [
        ("locality", &asked.locality),
        ("activity", &asked.activity),
        ("category", &asked.category),
        ("adviser", &asked.adviser),
    ] {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    query.finish()
}

async fn choices(app: &App, actor: &Actor) -> Result<FilterChoices, casework::Error> {
    let found = casework::person::choices(actor, &app.office).await?;
    let mut advisers = vec![Choice::new("none", "Nobody")];
    advisers.extend(
        found
            .advisers
            .into_iter()
            .map(|(id, name)| Choice::new(id, name)),
    );
    let is_wales = actor.authority.starts_with('W');
    Ok(FilterChoices {
        localities: found
            .localities
            .into_iter()
            .map(|locality| Choice::new(locality.clone(), locality))
            .collect(),
        activities: vec![
            Choice::new("eet", "In education, employment or training"),
            Choice::new("neet", "NEET"),
            Choice::new("not_known", "Not known"),
        ],
        categories: ELIGIBILITIES
            .into_iter()
            .filter(|category| category.label().starts_with("Category") == is_wales)
            .map(|category| {
                let code = serde_json::to_value(category).unwrap_or_default();
                Choice::new(code.as_str().unwrap_or_default(), category.label())
            })
            .collect(),
        advisers,
    })
}

/// Keeps what was searched for, so that no name stands in an address, a history or a log.
pub async fn search(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Answer {
    actor.must(Action::ReadPeople, &actor.authority)?;
    let form: Form = sent.into_iter().collect();
    let filters = filters(&asked);
    let search: String = form.value("search").chars().take(LONGEST_SEARCH).collect();
    if search.is_empty() {
        casework::draft::discard(&actor, &app.office, SEARCH_KEPT_AS).await?;
        return Ok(Redirect::to(&format!("/people?{filters}")).into_response());
    }
    casework::draft::keep(&actor, &app.office, SEARCH_KEPT_AS, &search).await?;
    Ok(Redirect::to(&format!("/people?{filters}&search=held")).into_response())
}

/// Keeps the filters under a name.
pub async fn save_view(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Answer {
    let form: Form = sent.into_iter().collect();
    let filters = own_filters(form.value("filters"));
    casework::saved_view::save(&actor, &app.office, form.value("name"), &filters).await?;
    Ok(Redirect::to(&format!("/people?{filters}")).into_response())
}

pub async fn remove_view(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Answer {
    let form: Form = sent.into_iter().collect();
    casework::saved_view::remove(&actor, &app.office, form.value("name")).await?;
    let filters = own_filters(form.value("filters"));
    Ok(Redirect::to(&format!("/people?{filters}")).into_response())
}

/// Of a query string only the filters that this list knows: nothing else is kept or gone to.
fn own_filters(query: &str) -> String {
    let mut asked = Asked::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match &*name {
            "locality" => asked.locality = value.into_owned(),
            "activity" => asked.activity = value.into_owned(),
            "category" => asked.category = value.into_owned(),
            "adviser" => asked.adviser = value.into_owned(),
            _ => {}
        }
    }
    filters(&asked)
}

/// The colour of an activity.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "templates hand over references"
)]
fn tone(code: &leaving_care::activity::ActivityCode) -> &'static str {
    use leaving_care::activity::ActivityGroup;
    match code.group() {
        ActivityGroup::Eet => "eet",
        ActivityGroup::Neet => "neet",
        ActivityGroup::NotKnown => "unknown",
    }
}
