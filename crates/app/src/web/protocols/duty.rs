//! The common things of one duty as a form: whether it holds, who owes it, and its days.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Action, Actor, Error,
    person::View,
    protocol::{self, DutyWords},
};
use leaving_care::{
    duty::{Definition, OwedBy, Protocol},
    event::Attendee,
};

use super::text;
use crate::web::{
    call::{Path, Sent},
    context::{Answer, App, Problem, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
};

type Fields = Sent<Vec<(String, String)>>;

#[derive(Template)]
#[template(path = "protocols/duty.html")]
struct DutyForm {
    page: Page,
    form: Form,
    id: String,
    title: String,
    duty: Definition,
    /// Whether it comes again after a length of time, and is due at an age.
    comes_again: bool,
    is_due_at_age: bool,
    owners: Vec<Choice>,
    roles: Vec<Choice>,
    holds: Vec<Choice>,
    early: Vec<Choice>,
}

/// A protocol being changed: its text, read, and the duty in it or (switched off) as it ships.
struct Changing {
    text: String,
    title: String,
    shipped: Option<&'static Protocol>,
    duty: Definition,
    is_on: bool,
}

async fn changing(app: &App, actor: &Actor, id: &str, duty: &str) -> Result<Changing, Problem> {
    actor.must(Action::ChangeProtocols, &actor.authority)?;
    let view = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    let opened = protocol::open(actor, &app.office, id, view).await?;
    let text = text::text_to_change(actor, app, id).await?;
    let read = Protocol::parse(&text).map_err(|_| {
        Problem::Refused("Your draft of this protocol has faults. Put them right in the text, or throw the draft away.".to_owned())
    })?;
    let ships = opened.shipped.and_then(|shipped| shipped.duty(duty));
    if opened.overview.is_law() && ships.is_none_or(|ships| !ships.local) {
        return Err(Problem::Refused(
            "This duty is the law. It cannot be changed here.".to_owned(),
        ));
    }
    let (found, is_on) = match (read.duty(duty), ships) {
        (Some(found), _) => (found.clone(), true),
        (None, Some(ships)) => (ships.clone(), false),
        (None, None) => return Err(Problem::NotFound),
    };
    Ok(Changing {
        text,
        title: opened.overview.protocol.title,
        shipped: opened.shipped,
        duty: found,
        is_on,
    })
}

pub async fn form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, duty)): Path<(String, String)>,
) -> Answer {
    let changing = changing(&app, &actor, &id, &duty).await?;
    let words = protocol::duty_words(&changing.duty);
    let mut form = Form::default();
    form.set("holds", if changing.is_on { "yes" } else { "no" });
    form.set("owed_by", words.owed_by);
    form.set("role", words.role);
    form.set("opens", words.opens);
    form.set("due", words.due);
    form.set("late", words.late);
    form.set("every", words.every.unwrap_or_default());
    form.set("early", if words.early_resets { "yes" } else { "no" });
    show(&app, &actor, &id, changing, form)
}

fn show(app: &App, actor: &Actor, id: &str, changing: Changing, form: Form) -> Answer {
    let words = protocol::duty_words(&changing.duty);
    let capitalised = |label: &str| {
        let mut letters = label.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string());
        format!("{}{}", first.unwrap_or_default(), letters.as_str())
    };
    render(&DutyForm {
        page: app
            .page(actor, "Change a duty", "/protocols")
            .with_errors_of(&form),
        form,
        id: id.to_owned(),
        title: changing.title,
        comes_again: words.every.is_some(),
        is_due_at_age: words.is_due_at_age,
        duty: changing.duty,
        owners: [OwedBy::Council, OwedBy::Jobcentre, OwedBy::Both]
            .iter()
            .map(|owner| Choice::new(owner.code(), capitalised(owner.label())))
            .collect(),
        roles: Attendee::ALL
            .iter()
            .map(|role| Choice::new(role.code(), capitalised(role.label())))
            .collect(),
        holds: vec![
            Choice::new("yes", "It holds"),
            Choice::new("no", "It is switched off"),
        ],
        early: vec![
            Choice::new("yes", "The next one is counted from that day"),
            Choice::new("no", "It counts only from the day on which it opens"),
        ],
    })
}

pub async fn send(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, duty)): Path<(String, String)>,
    Sent(sent): Fields,
) -> Answer {
    let changing = changing(&app, &actor, &id, &duty).await?;
    let mut form: Form = sent.into_iter().collect();
    match changed(&changing, &duty, &form) {
        Ok(text) => {
            text::keep_text(&actor, &app, &id, &text).await?;
            let next = format!("/protocols/{id}/preview?to={}", text::OWN_WORDS);
            Ok(Redirect::to(&next).into_response())
        }
        Err(Error::Invalid(problems)) => {
            form.add_problems(&problems);
            let page = show(&app, &actor, &id, changing, form)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The text with what the form says.
fn changed(changing: &Changing, duty: &str, form: &Form) -> Result<String, Error> {
    let holds = form.value("holds") == "yes";
    let mut text = changing.text.clone();
    if holds != changing.is_on {
        text =
            protocol::switch_duty(&text, duty, holds, changing.shipped).map_err(Error::Invalid)?;
    }
    if !holds {
        return Ok(text);
    }
    let had = protocol::duty_words(&changing.duty);
    let words = DutyWords {
        owed_by: form.value("owed_by").to_owned(),
        role: form.value("role").to_owned(),
        opens: form.value("opens").to_owned(),
        due: form.value("due").to_owned(),
        is_due_at_age: had.is_due_at_age,
        late: form.value("late").to_owned(),
        early_resets: match had.every {
            Some(_) => form.value("early") == "yes",
            None => had.early_resets,
        },
        every: had.every.map(|_| form.value("every").to_owned()),
    };
    protocol::set_duty(&text, duty, &words).map_err(Error::Invalid)
}
