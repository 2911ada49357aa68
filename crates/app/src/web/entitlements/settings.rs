//! What the council decides: its own amounts from a day on, and entitlements of its own.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Action, Actor, Error,
    entitlement::{self, Decision, NewSetting, OwnEntitlement},
};
use leaving_care::{
    authority::Nation,
    entitlement::{Care, Catalogue, CouncilMay, Doing, HowOften},
};
use uuid::Uuid;

use crate::web::{
    call::{Path, Query, Sent},
    context::{Answer, App, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    person::award::read_amount,
    printed,
};

type Fields = Sent<Vec<(String, String)>>;

#[derive(Template)]
#[template(path = "entitlements/settings.html")]
struct SettingsPage {
    page: Page,
    decisions: Vec<Decision>,
    may_set: bool,
}

#[derive(Template)]
#[template(path = "entitlements/setting_form.html")]
struct SettingForm {
    page: Page,
    form: Form,
    is_own: bool,
    entitlements: Vec<Choice>,
    care: Vec<Choice>,
    doing: Vec<Choice>,
    how_often: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "entitlements/setting_withdraw.html")]
struct WithdrawForm {
    page: Page,
    form: Form,
    id: Uuid,
}

#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    done: String,
    /// "own" for an entitlement of the council's own.
    #[serde(default)]
    kind: String,
}

pub async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    let decisions = entitlement::settings(&actor, &app.office).await?;
    let mut page = app.page(&actor, "What the council has decided", "/entitlements");
    page.notice = match asked.done.as_str() {
        "set" => Some("Decision saved".to_owned()),
        "withdrawn" => Some("Withdrawn. It stays in the list, with why.".to_owned()),
        _ => None,
    };
    render(&SettingsPage {
        page,
        decisions,
        may_set: actor.may(Action::SetEntitlements),
    })
}

pub async fn form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    actor.must(Action::SetEntitlements, &actor.authority)?;
    let mut form = Form::default();
    form.set_date("from", actor.moment.today);
    show_form(&app, &actor, asked.kind == "own", form).await
}

async fn show_form(app: &App, actor: &Actor, is_own: bool, form: Form) -> Answer {
    let nation = Nation::of(&actor.authority);
    let mut entitlements: Vec<Choice> = Catalogue::shipped()
        .entitlements()
        .filter(|one| one.nation == Some(nation) && one.council_may != CouncilMay::Not)
        .map(|one| Choice::new(one.id.as_str(), one.title.as_str()))
        .collect();
    for decision in entitlement::settings(actor, &app.office).await? {
        let id = &decision.setting.entitlement;
        let is_known = entitlements.iter().any(|choice| choice.value == *id);
        if decision.setting.own.is_some() && decision.withdrawn.is_none() && !is_known {
            entitlements.push(Choice::new(id.as_str(), decision.title));
        }
    }
    let title = if is_own {
        "An entitlement of the council's own"
    } else {
        "The council's own amount"
    };
    render(&SettingForm {
        page: app
            .page(actor, title, "/entitlements")
            .with_errors_of(&form),
        form,
        is_own,
        entitlements,
        care: cares(nation)
            .map(|care| Choice::new(care.code(), care_label(care)))
            .collect(),
        doing: Doing::all()
            .map(|doing| Choice::new(doing.code(), doing_label(doing)))
            .collect(),
        how_often: HowOften::all()
            .map(|often| Choice::new(often.code(), often_label(often)))
            .collect(),
    })
}

/// The times in care that the law of the nation knows.
fn cares(nation: Nation) -> impl Iterator<Item = Care> {
    Care::all().filter(move |care| match care {
        Care::Category(category) => {
            (nation == Nation::Wales) == category.label().starts_with("Category")
        }
        Care::LookedAfter => true,
        Care::LookedAfterLongEnough => false,
    })
}

fn care_label(care: Care) -> &'static str {
    match care {
        Care::Category(category) => category.label(),
        Care::LookedAfter => "Looked after now",
        Care::LookedAfterLongEnough => "Was looked after for long enough",
    }
}

fn doing_label(doing: Doing) -> &'static str {
    match doing {
        Doing::Anything => "Anything",
        Doing::FurtherEducation => "School, college or another course",
        Doing::HigherEducation => "Higher education",
        Doing::Apprenticeship => "Apprenticeship",
    }
}

fn often_label(often: HowOften) -> &'static str {
    match often {
        HowOften::Once => "Once",
        HowOften::FinancialYear => "Each year from 1 April",
        HowOften::AcademicYear => "Each year from 1 August",
    }
}

pub async fn set(State(app): State<App>, SignedIn(actor): SignedIn, Sent(sent): Fields) -> Answer {
    actor.must(Action::SetEntitlements, &actor.authority)?;
    let mut form: Form = sent.into_iter().collect();
    let is_own = form.value("kind") == "own";
    if let Some(new) = read(&mut form, is_own) {
        match entitlement::set(&actor, &app.office, new).await {
            Ok(_) => return Ok(Redirect::to("/entitlements/settings?done=set").into_response()),
            Err(Error::Invalid(problems)) => form.add_problems(&problems),
            Err(error) => return Err(error.into()),
        }
    }
    let page = show_form(&app, &actor, is_own, form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn read(form: &mut Form, is_own: bool) -> Option<NewSetting> {
    let amount = if form.value("amount").is_empty() && !is_own {
        // A relief is offered without an amount; whether this is one is looked at later.
        Some(None)
    } else {
        read_amount(form).map(Some)
    };
    let from = form.required_date("from", "The first day");
    let to = form.optional_date("to", "The last day");
    let own = if is_own { Some(read_own(form)) } else { None };
    if form.has_errors() {
        return None;
    }
    Some(NewSetting {
        entitlement: form.value("entitlement").to_owned(),
        own: match own {
            Some(own) => Some(own?),
            None => None,
        },
        amount: amount?,
        from: from?,
        to,
        source: form.value("source").to_owned(),
    })
}

fn read_own(form: &mut Form) -> Option<OwnEntitlement> {
    let how_often = HowOften::from_code(form.value("how_often"));
    if how_often.is_none() {
        form.add_error("how_often", "Choose how often it is given");
    }
    let doing = Doing::from_code(form.value("doing"));
    if doing.is_none() {
        form.add_error("doing", "Choose what they must be doing");
    }
    let mut age = |field: &str| {
        let typed = form.value(field).to_owned();
        if typed.is_empty() {
            return None;
        }
        let age = typed.parse().ok();
        if age.is_none() {
            form.add_error(field, "Enter an age in years, such as 18");
        }
        age
    };
    let (from_age, below_age) = (age("from_age"), age("below_age"));
    Some(OwnEntitlement {
        title: form.value("title").to_owned(),
        words: form.value("words").to_owned(),
        how_to_get: form.value("how_to_get").to_owned(),
        how_often: how_often?,
        care: form.values_of("care").filter_map(Care::from_code).collect(),
        doing: doing?,
        from_age,
        below_age,
    })
}

pub async fn withdraw_form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    actor.must(Action::SetEntitlements, &actor.authority)?;
    show_withdraw(&app, &actor, id, Form::default())
}

fn show_withdraw(app: &App, actor: &Actor, id: Uuid, form: Form) -> Answer {
    render(&WithdrawForm {
        page: app
            .page(actor, "Withdraw a decision", "/entitlements")
            .with_errors_of(&form),
        form,
        id,
    })
}

pub async fn withdraw(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    let mut form: Form = sent.into_iter().collect();
    match entitlement::withdraw_setting(&actor, &app.office, id, form.value("reason")).await {
        Ok(()) => return Ok(Redirect::to("/entitlements/settings?done=withdrawn").into_response()),
        Err(Error::Invalid(problems)) => form.add_problems(&problems),
        Err(error) => return Err(error.into()),
    }
    Ok((
        StatusCode::UNPROCESSABLE_ENTITY,
        show_withdraw(&app, &actor, id, form)?,
    )
        .into_response())
}
