//! Who somebody is, as a form: how it is filled, read back and said line by line.

use leaving_care::person::{ClientGroup, IdentifierKind, PersonDetails};
use ssda903::codes;

use super::compare::Fact;
use crate::web::{
    form::{Choice, Form},
    printed,
};

/// What the lists of the form offer.
pub struct Choices {
    pub sexes: Vec<Choice>,
    pub ethnicities: Vec<Choice>,
    pub client_groups: Vec<Choice>,
    pub unaccompanied: Vec<Choice>,
    pub localities: Vec<String>,
}

/// The texts that are typed as they are: field, label, hint.
const TEXTS: [(&str, &str, &str); 8] = [
    ("given_name", "Given name", ""),
    ("family_name", "Family name", ""),
    (
        "preferred_name",
        "Name to use",
        "If it is not the given name",
    ),
    ("pronouns", "Pronouns", ""),
    ("phone", "Phone", ""),
    ("email", "E-mail address", ""),
    ("language", "Language to speak and write in", ""),
    (
        "accessibility_needs",
        "What helps them take part",
        "An interpreter, large print, texts instead of calls",
    ),
];

pub fn choices(localities: Vec<String>) -> Choices {
    Choices {
        sexes: vec![Choice::new("1", "Male"), Choice::new("2", "Female")],
        ethnicities: codes::Ethnicity::ALL
            .iter()
            .map(|ethnicity| Choice::new(ethnicity.code(), ethnicity.label()))
            .collect(),
        client_groups: ClientGroup::ALL
            .into_iter()
            .map(|group| Choice::new(group.code(), group.label()))
            .collect(),
        unaccompanied: vec![Choice::new(
            "yes",
            "Came as an unaccompanied child seeking asylum",
        )],
        localities,
    }
}

fn text<'details>(details: &'details mut PersonDetails, field: &str) -> &'details mut String {
    match field {
        "given_name" => &mut details.given_name,
        "family_name" => &mut details.family_name,
        "preferred_name" => &mut details.preferred_name,
        "pronouns" => &mut details.pronouns,
        "phone" => &mut details.phone,
        "email" => &mut details.email,
        "language" => &mut details.language,
        _ => &mut details.accessibility_needs,
    }
}

/// A form filled with what is known.
pub fn filled(mut details: PersonDetails) -> Form {
    let mut values: Vec<(String, String)> = details
        .client_groups
        .iter()
        .map(|group| ("client_groups".to_owned(), group.code().to_owned()))
        .collect();
    for (field, _, _) in TEXTS {
        values.push((field.to_owned(), text(&mut details, field).clone()));
    }
    let mut form: Form = values.into_iter().collect();
    form.set_date("date_of_birth", details.date_of_birth);
    form.set("sex", sex_choice(&details.sex));
    form.set("ethnicity", &details.ethnicity);
    form.set("locality", &details.locality);
    if details.was_unaccompanied {
        form.set("unaccompanied", "yes");
    }
    form
}

/// Returns wrote M and F from 2024/25 and 1 and 2 before.
fn sex_choice(code: &str) -> &str {
    match code {
        "M" => "1",
        "F" => "2",
        other => other,
    }
}

/// What was typed. `None`, with the errors in the form, when something must be put right.
pub fn read(form: &mut Form) -> Option<PersonDetails> {
    let date_of_birth = form.required_date("date_of_birth", "The date of birth");
    let mut details = PersonDetails {
        sex: form.value("sex").to_owned(),
        ethnicity: form.value("ethnicity").to_owned(),
        locality: form.value("locality").to_owned(),
        client_groups: form
            .values_of("client_groups")
            .filter_map(|code| code.parse().ok())
            .collect(),
        was_unaccompanied: form.is_chosen("unaccompanied", "yes"),
        ..PersonDetails::default()
    };
    for (field, _, _) in TEXTS {
        form.value(field).clone_into(text(&mut details, field));
    }
    if details.display_name().is_empty() {
        form.add_error("given_name", "Enter a name");
    }
    details.date_of_birth = date_of_birth?;
    (!form.has_errors()).then_some(details)
}

/// The identifier kinds that the form held, with what was typed in each.
pub fn sent_identifiers(form: &Form) -> Vec<(IdentifierKind, String)> {
    IdentifierKind::ALL
        .into_iter()
        .filter(|kind| form.sent().iter().any(|(name, _)| name == kind.code()))
        .map(|kind| (kind, form.value(kind.code()).to_owned()))
        .collect()
}

/// Identifiers as lines to be compared.
pub fn identifier_facts(identifiers: &[(IdentifierKind, String)]) -> Vec<Fact> {
    identifiers
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(kind, text)| (kind.label(), text.clone()))
        .collect()
}

/// The identifiers that were typed with a new person.
pub fn read_identifiers(form: &Form) -> Vec<(IdentifierKind, String)> {
    IdentifierKind::ALL
        .into_iter()
        .map(|kind| (kind, form.value(kind.code()).to_owned()))
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

/// Every line of what is known, for checking and comparing.
pub fn facts(details: &PersonDetails) -> Vec<Fact> {
    let mut details = details.clone();
    let mut facts: Vec<Fact> = TEXTS
        .iter()
        .map(|(field, label, _)| (*label, text(&mut details, field).clone()))
        .collect();
    facts.insert(
        3,
        ("Date of birth", printed::long_date(&details.date_of_birth)),
    );
    let sex = match sex_choice(&details.sex) {
        "1" => "Male",
        "2" => "Female",
        _ => "",
    };
    let ethnicity = details.ethnicity.parse::<codes::Ethnicity>().map_or_else(
        |_| details.ethnicity.clone(),
        |known| known.label().to_owned(),
    );
    let groups: Vec<&str> = details
        .client_groups
        .iter()
        .map(|group| group.label())
        .collect();
    facts.push(("Locality", details.locality.clone()));
    facts.push(("Client groups", groups.join(", ")));
    facts.push(("Sex", sex.to_owned()));
    facts.push(("Ethnicity", ethnicity));
    if details.was_unaccompanied {
        facts.push(("Unaccompanied child seeking asylum", "Yes".to_owned()));
    }
    facts.retain(|(_, text)| !text.is_empty());
    facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn everything_is_read_as_it_was_filled() {
        let details = PersonDetails {
            given_name: "Ashley".into(),
            family_name: "Made-Up".into(),
            preferred_name: "Ash".into(),
            pronouns: "they/them".into(),
            date_of_birth: date(2006, 5, 4),
            sex: "2".into(),
            ethnicity: "WBRI".into(),
            language: "Welsh".into(),
            accessibility_needs: "Large print".into(),
            locality: "North".into(),
            client_groups: vec![ClientGroup::CareLeaver, ClientGroup::MentalHealth],
            was_unaccompanied: true,
            phone: "07700 900123".into(),
            email: "ash@example.org".into(),
        };
        let mut form = filled(details.clone());
        assert_eq!(
            read(&mut form),
            Some(details.clone()),
            "{:?}",
            form.errors()
        );
        assert_eq!(facts(&details).len(), 14);
    }

    #[test]
    fn a_name_and_a_date_of_birth_are_needed() {
        let mut form = Form::default();
        assert_eq!(read(&mut form), None);
        assert!(!form.error("given_name").is_empty() && !form.error("date_of_birth").is_empty());
    }
}
