//! A whole made-up council from a few counts: people of one age with what they do, since when and where, imported as dated facts.

use casework::{
    Role,
    account::NewAccount,
    import::{ImportKind, InputFile, Upload, run},
};
use jiff::civil::Date;
use leaving_care::calendar::{LeapDayBirthday, birthday_on};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{PASSWORD, Site, Visitor, moment};

/// So many people who are alike.
#[derive(Clone, Copy)]
pub struct Alike<'a> {
    pub how_many: usize,
    pub born: Date,
    pub locality: &'a str,
    /// An OC3 code and the day from which it holds; `None` for nothing recorded.
    pub activity: Option<(&'a str, Date)>,
    pub home: &'a str,
    pub in_touch: &'a str,
    pub has_adviser: bool,
}

impl Alike<'_> {
    /// Twenty years old on a day in the middle of 2020, nothing recorded but time in care.
    pub const fn born(born: Date) -> Self {
        Self {
            how_many: 1,
            born,
            locality: "North",
            activity: None,
            home: "U1",
            in_touch: "YES",
            has_adviser: true,
        }
    }
}

/// Imports these people into an authority on a day, as an analyst would. Their local ids count on from `first_id`.
pub async fn import_people(
    site: &Site,
    authority: &str,
    day: Date,
    first_id: usize,
    groups: &[Alike<'_>],
) {
    let mut lines = String::new();
    let people = groups
        .iter()
        .flat_map(|group| std::iter::repeat_n(group, group.how_many));
    for (number, person) in people.enumerate() {
        for line in person_lines(&format!("C-{:04}", first_id + number), person) {
            lines.push_str(&line.to_string());
            lines.push('\n');
        }
    }
    import_lines(site, authority, day, &lines).await;
}

/// Imports lines of the facts format; nothing in them may be wrong.
pub async fn import_lines(site: &Site, authority: &str, day: Date, lines: &str) {
    let upload = Upload {
        kind: ImportKind::Facts,
        files: vec![InputFile {
            name: "facts.jsonl".to_owned(),
            bytes: lines.as_bytes().to_vec(),
        }],
        year_ending: None,
        made_on: None,
    };
    let actor = casework::Actor::command_line(authority, moment(day));
    let report = run(&actor, &site.office, &upload, true, |_| ())
        .await
        .unwrap();
    let wrong: Vec<_> = report
        .findings
        .iter()
        .filter(|finding| finding.severity == leaving_care::Severity::Error)
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

fn person_lines(id: &str, person: &Alike) -> Vec<Value> {
    let birthday = |age| birthday_on(person.born, age, LeapDayBirthday::default());
    let eighteen = birthday(18);
    let mut facts = vec![
        json!({"kind": "placement", "code": "C2 U4 E17", "starts_on": birthday(12), "ends_on": eighteen}),
        json!({"kind": "accommodation", "code": person.home, "starts_on": eighteen}),
        json!({"kind": "in_touch", "code": person.in_touch, "starts_on": eighteen}),
    ];
    if let Some((code, since)) = person.activity {
        facts.push(json!({"kind": "activity", "code": code, "starts_on": since}));
    }
    if person.has_adviser {
        facts.push(json!({"kind": "allocation", "code": "personal_adviser", "worker": "Sam Okafor", "starts_on": birthday(16)}));
    }
    let details = json!({"given_name": "Made-Up", "family_name": id, "locality": person.locality});
    let mut lines =
        vec![json!({"person": {"local_id": id, "date_of_birth": person.born, "details": details}})];
    lines.extend(
        facts
            .into_iter()
            .map(|fact| json!({"person": {"local_id": id}, "fact": fact})),
    );
    lines
}

/// Somebody with a role in an authority, signed in at the service of a day.
pub async fn signed_in_at(site: &Site, authority: &str, role: Role, day: Date) -> Visitor {
    casework::authority::find(&site.office, authority)
        .await
        .unwrap();
    let email = format!("{}-{}@council.example", role.code(), Uuid::now_v7());
    let account = NewAccount {
        email: email.clone(),
        name: format!("Robin {}", role.label()),
        role,
        worker: None,
        person: None,
        password: PASSWORD.to_owned(),
    };
    let actor = casework::Actor::command_line(authority, moment(day));
    casework::account::add(&actor, &site.office, account)
        .await
        .unwrap();
    let mut visitor = Visitor::new(site.router(day));
    visitor.sign_in(&email).await;
    visitor
}

/// The text of a page without its tags, spaces made one: what somebody reads.
pub fn words(page: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for character in page.chars() {
        match character {
            '<' => {
                is_tag = true;
                text.push(' ');
            }
            '>' => is_tag = false,
            _ if !is_tag => text.push(character),
            _ => {}
        }
    }
    let text = text
        .replace("&#39;", "'")
        .replace("&#34;", "\"")
        .replace("&#38;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Fails with what the page does say when it lacks a sentence.
#[track_caller]
pub fn assert_says(page: &str, sentence: &str) {
    let words = words(page);
    assert!(
        words.contains(sentence),
        "\"{sentence}\" is not in:\n{words}"
    );
}
