//! Each kind of spell as a form: its choices, how it is filled and how it is read back.

use jiff::civil::Date;
use leaving_care::{
    accommodation::{AccommodationCode, AccommodationKind},
    activity::ActivityCode,
    allocation::{Allocation, WorkerRole},
    in_touch::InTouchCode,
    placement::{Placement, ShortCode},
    spell_value::{
        AccommodationDetails, ActivityDetails, AllocationDetails, InTouchDetails, NewSpell,
        PlacementDetails, SpellKind, SpellValue,
    },
};
use ssda903::codes;
use uuid::Uuid;

use crate::web::form::{Choice, Form};

/// A worker who can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    pub id: Uuid,
    pub name: String,
    pub team: String,
}

/// Answers under a heading of their own, each with its id: the first one's is the field's name, so that an error leads to it.
pub struct Group {
    pub label: &'static str,
    pub choices: Vec<(String, Choice)>,
}

/// What each list of a form offers; those that a kind does not ask for stay empty.
#[derive(Default)]
pub struct Choices {
    pub activities: Vec<Group>,
    pub homes: Vec<Choice>,
    pub suitable: Vec<Choice>,
    pub in_touch: Vec<Choice>,
    pub roles: Vec<Choice>,
    pub workers: Vec<Choice>,
    pub legal_statuses: Vec<Choice>,
    pub places: Vec<Choice>,
    pub reasons_ended: Vec<Choice>,
}

/// The kinds that can be typed. What stood in a return is imported, never typed.
pub fn is_typed(kind: SpellKind) -> bool {
    !matches!(kind, SpellKind::ReportedCareLeaver | SpellKind::ReturnRow)
}

/// The heading of the form.
pub fn title(kind: SpellKind, is_correction: bool) -> &'static str {
    match (kind, is_correction) {
        (SpellKind::Activity, false) => "Record education or work",
        (SpellKind::Activity, true) => "Correct education or work",
        (SpellKind::Accommodation, false) => "Record a home",
        (SpellKind::Accommodation, true) => "Correct a home",
        (SpellKind::InTouch, false) => "Record whether we are in touch",
        (SpellKind::InTouch, true) => "Correct whether we were in touch",
        (SpellKind::Placement, false) => "Record a care placement",
        (SpellKind::Placement, true) => "Correct a care placement",
        (SpellKind::Allocation, false) => "Record a worker",
        (SpellKind::Allocation, true) => "Correct a worker",
        (SpellKind::ReportedCareLeaver, _) => "Reported as a care leaver",
        (SpellKind::ReturnRow, _) => "In a statutory return",
    }
}

/// The choices of a kind.
pub fn choices(kind: SpellKind, workers: &[Worker]) -> Choices {
    let mut choices = Choices::default();
    match kind {
        SpellKind::Activity => choices.activities = activities(),
        SpellKind::Accommodation => {
            choices.homes = AccommodationKind::ALL
                .into_iter()
                .map(|kind| Choice::new(kind.letter(), kind.label()))
                .collect();
            choices.suitable = vec![
                Choice::new("1", "Suitable"),
                Choice::new("2", "Not suitable"),
                Choice::new("", "Not judged yet"),
            ];
        }
        SpellKind::InTouch => {
            choices.in_touch = InTouchCode::ALL
                .into_iter()
                .map(|code| Choice::new(code.code(), code.label()))
                .collect();
        }
        SpellKind::Placement => {
            choices.legal_statuses = codes::LegalStatus::ALL
                .iter()
                .map(|status| Choice::new(status.code(), status.label()))
                .collect();
            choices.places = codes::Placement::ALL
                .iter()
                .map(|place| Choice::new(place.code(), place.label()))
                .collect();
            choices.reasons_ended = codes::ReasonEpisodeCeased::ALL
                .iter()
                .map(|reason| Choice::new(reason.code(), reason.label()))
                .collect();
        }
        SpellKind::Allocation => {
            choices.roles = WorkerRole::ALL
                .into_iter()
                .map(|role| Choice::new(role.code(), role.label()))
                .collect();
            choices.workers = workers
                .iter()
                .map(|worker| {
                    let team = if worker.team.is_empty() {
                        String::new()
                    } else {
                        format!(", {}", worker.team)
                    };
                    Choice::new(worker.id, format!("{}{team}", worker.name))
                })
                .collect();
        }
        SpellKind::ReportedCareLeaver | SpellKind::ReturnRow => {}
    }
    choices
}

fn activities() -> Vec<Group> {
    use ActivityCode::{F1, F2, F4, F5, G4, G5, G6, NotKnown, P1, P2, P4, P5};
    let group = |label, choices: &[(ActivityCode, &str)]| Group {
        label,
        choices: choices
            .iter()
            .map(|(code, words)| {
                let id = if *code == F2 {
                    "code".to_owned()
                } else {
                    format!("code-{code}")
                };
                (id, Choice::new(code.code(), *words))
            })
            .collect(),
    };
    vec![
        group(
            "Education",
            &[
                (F2, "School, college or other education, full time"),
                (P2, "School, college or other education, part time"),
                (F1, "Higher education, full time"),
                (P1, "Higher education, part time"),
            ],
        ),
        group(
            "Work and training",
            &[
                (F4, "Apprenticeship, full time"),
                (P4, "Apprenticeship, part time"),
                (F5, "Training or employment, full time"),
                (P5, "Training or employment, part time"),
            ],
        ),
        group(
            "Not in education, employment or training",
            &[
                (G4, "Because of illness or disability"),
                (G6, "Because of pregnancy or parenting"),
                (G5, "For other reasons"),
            ],
        ),
        group("Otherwise", &[(NotKnown, "Not known")]),
    ]
}

/// A form filled with what is recorded.
pub fn filled(value: &SpellValue, starts_on: Date, ends_on: Option<Date>) -> Form {
    let mut form = Form::default();
    form.set_date("starts_on", starts_on);
    if let Some(end) = ends_on {
        form.set_date("ends_on", end);
    }
    match value {
        SpellValue::Activity(details) => {
            form.set("code", details.code.code());
            form.set("provider", &details.provider);
            form.set("role", &details.role);
            form.set("study_level", &details.study_level);
            form.set(
                "hours_a_week",
                details
                    .hours_a_week
                    .map_or_else(String::new, |hours| hours.to_string()),
            );
            form.set(
                "pay",
                details.wage_pence_an_hour.map_or_else(String::new, pounds),
            );
            form.set("note", &details.note);
        }
        SpellValue::Accommodation(details) => {
            form.set("home", details.code.kind.letter());
            let suitable = match details.code.is_suitable {
                Some(true) => "1",
                Some(false) => "2",
                None => "",
            };
            form.set("suitable", suitable);
            form.set("address", &details.address);
            form.set("postcode", &details.postcode);
            form.set("provider", &details.provider);
            form.set("note", &details.note);
        }
        SpellValue::InTouch(details) => {
            form.set("in_touch", details.code.code());
            form.set("note", &details.note);
        }
        SpellValue::Placement(details) => {
            form.set("legal_status", details.placement.legal_status.as_str());
            form.set("place", details.placement.place.as_str());
            form.set("reason_ended", details.placement.reason_ended.as_str());
        }
        SpellValue::Allocation(details) => {
            form.set("worker_role", details.allocation.role.code());
            form.set("worker", details.allocation.worker.to_string());
        }
        SpellValue::ReportedCareLeaver(_) | SpellValue::ReturnRow(_) => {}
    }
    form
}

/// What was typed as a spell. `base` is what is corrected: what the form does not ask about stays as it is there.
/// `None`, with the errors in the form, when something must be put right.
pub fn read(
    form: &mut Form,
    kind: SpellKind,
    base: Option<&SpellValue>,
    workers: &[Worker],
) -> Option<NewSpell> {
    let value = match kind {
        SpellKind::Activity => read_activity(form),
        SpellKind::Accommodation => read_home(form, base),
        SpellKind::InTouch => {
            let code = chosen(form, "in_touch", "Choose whether we are in touch");
            let note = form.value("note").to_owned();
            code.map(|code| SpellValue::InTouch(InTouchDetails { code, note }))
        }
        SpellKind::Placement => read_placement(form, base),
        SpellKind::Allocation => read_allocation(form, base, workers),
        SpellKind::ReportedCareLeaver | SpellKind::ReturnRow => None,
    };
    let starts_on = form.required_date("starts_on", "The day on which it began");
    let ends_on = form.optional_date("ends_on", "The day on which it ended");
    let spell = NewSpell {
        value: value?,
        starts_on: starts_on?,
        ends_on,
    };
    (!form.has_errors()).then_some(spell)
}

fn chosen<T: std::str::FromStr>(form: &mut Form, field: &str, message: &str) -> Option<T> {
    let found = form.value(field).parse().ok();
    if found.is_none() {
        form.add_error(field, message);
    }
    found
}

fn read_activity(form: &mut Form) -> Option<SpellValue> {
    let code: Option<ActivityCode> = chosen(form, "code", "Choose what they are doing");
    let hours = form.value("hours_a_week").to_owned();
    let hours_a_week = hours.parse::<u8>().ok();
    if !hours.is_empty() && hours_a_week.is_none() {
        form.add_error(
            "hours_a_week",
            "The hours of a week must be a whole number, such as 16",
        );
    }
    let pay = form.value("pay").to_owned();
    let wage_pence_an_hour = pence(&pay);
    if !pay.is_empty() && wage_pence_an_hour.is_none() {
        form.add_error(
            "pay",
            "The pay for an hour must be in pounds and pence, such as 12.21",
        );
    }
    Some(SpellValue::Activity(ActivityDetails {
        code: code?,
        hours_a_week,
        provider: form.value("provider").to_owned(),
        role: form.value("role").to_owned(),
        study_level: form.value("study_level").to_owned(),
        wage_pence_an_hour,
        note: form.value("note").to_owned(),
    }))
}

fn read_home(form: &mut Form, base: Option<&SpellValue>) -> Option<SpellValue> {
    let home = form.value("home").to_owned();
    let kind = AccommodationKind::ALL
        .into_iter()
        .find(|kind| home == kind.letter().to_string());
    let Some(kind) = kind else {
        form.add_error("home", "Choose the kind of home");
        return None;
    };
    let code: Result<AccommodationCode, ()> =
        format!("{}{}", kind.letter(), form.value("suitable")).parse();
    let Ok(code) = code else {
        form.add_error(
            "suitable",
            format!(
                "\"{}\" cannot be {}",
                kind.label(),
                if form.value("suitable") == "1" {
                    "suitable"
                } else {
                    "judged so"
                }
            ),
        );
        return None;
    };
    let provider = match base {
        Some(SpellValue::Accommodation(details)) => details.provider.clone(),
        _ => String::new(),
    };
    Some(SpellValue::Accommodation(AccommodationDetails {
        code,
        address: form.value("address").to_owned(),
        postcode: form.value("postcode").to_uppercase(),
        provider,
        note: form.value("note").to_owned(),
    }))
}

fn read_placement(form: &mut Form, base: Option<&SpellValue>) -> Option<SpellValue> {
    let legal_status: Option<codes::LegalStatus> =
        chosen(form, "legal_status", "Choose the legal status");
    let place: Option<codes::Placement> = chosen(form, "place", "Choose the kind of placement");
    let reason_ended = form.value("reason_ended").to_owned();
    let placement = Placement {
        legal_status: ShortCode::new(legal_status?.code()),
        place: ShortCode::new(place?.code()),
        reason_ended: ShortCode::new(&reason_ended),
    };
    Some(SpellValue::Placement(match base {
        Some(SpellValue::Placement(details)) => PlacementDetails {
            placement,
            ..details.clone()
        },
        _ => PlacementDetails {
            placement,
            reason_for_new_episode: String::new(),
            category_of_need: String::new(),
            placement_provider: String::new(),
            reason_place_change: String::new(),
            home_postcode: String::new(),
            placement_postcode: String::new(),
            provider_urn: String::new(),
        },
    }))
}

fn read_allocation(
    form: &mut Form,
    base: Option<&SpellValue>,
    workers: &[Worker],
) -> Option<SpellValue> {
    let role: Option<WorkerRole> = chosen(form, "worker_role", "Choose what the worker is to them");
    let worker: Option<Uuid> = chosen(form, "worker", "Choose the worker");
    let (role, id) = (role?, worker?);
    let allocation = Allocation { role, worker: id };
    if let Some(worker) = workers.iter().find(|worker| worker.id == id) {
        return Some(SpellValue::Allocation(AllocationDetails {
            allocation,
            worker_name: worker.name.clone(),
            team: worker.team.clone(),
        }));
    }
    // A worker who has left stays when only a date is corrected.
    match base {
        Some(SpellValue::Allocation(details)) if details.allocation.worker == id => {
            Some(SpellValue::Allocation(AllocationDetails {
                allocation,
                ..details.clone()
            }))
        }
        _ => {
            form.add_error("worker", "Choose the worker");
            None
        }
    }
}

/// "12.21".
pub fn pounds(pence: u32) -> String {
    format!("{}.{:02}", pence / 100, pence % 100)
}

/// "12.21", "£12.21" and "12" in pence.
fn pence(typed: &str) -> Option<u32> {
    let typed = typed.trim_start_matches('£').trim();
    let (whole, part) = typed.split_once('.').unwrap_or((typed, "00"));
    if part.len() != 2
        || ![whole, part]
            .iter()
            .all(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return None;
    }
    whole
        .parse::<u32>()
        .ok()?
        .checked_mul(100)?
        .checked_add(part.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_kind_is_read_as_it_was_filled() {
        let worker = Worker {
            id: Uuid::from_u128(7),
            name: "Sam Made-Up".into(),
            team: "North".into(),
        };
        let check = |kind: SpellKind, code: &str, json: &str| {
            let value = SpellValue::from_parts(kind, code, json).expect("a value");
            let (from, until) = (date(2025, 1, 2), Some(date(2025, 3, 4)));
            let mut form = filled(&value, from, until);
            let read = read(&mut form, kind, None, std::slice::from_ref(&worker));
            let expected = NewSpell {
                value,
                starts_on: from,
                ends_on: until,
            };
            assert_eq!(read, Some(expected), "{:?}", form.errors());
        };
        let of = SpellKind::Activity;
        check(of, "G5", "{}");
        check(
            of,
            "F5 30",
            r#"{"provider":"Bakery","role":"Baker","study_level":"2","wage_pence_an_hour":1221,"note":"x"}"#,
        );
        for code in ["U1", "U2", "S2", "0", "K"] {
            check(
                SpellKind::Accommodation,
                code,
                r#"{"address":"1 Road","postcode":"AB1 2CD"}"#,
            );
        }
        for code in InTouchCode::ALL {
            check(SpellKind::InTouch, code.code(), "{}");
        }
        check(SpellKind::Placement, "C2 U4 -", "{}");
        check(SpellKind::Placement, "V2 K2 E17", "{}");
        let code = format!("personal_adviser {}", worker.id.simple());
        check(
            SpellKind::Allocation,
            &code,
            r#"{"worker_name":"Sam Made-Up","team":"North"}"#,
        );
    }

    #[test]
    fn what_the_form_does_not_ask_about_stays() {
        let base = SpellValue::from_parts(
            SpellKind::Placement,
            "C2 U4 X1",
            r#"{"category_of_need":"N1","provider_urn":"123"}"#,
        );
        let mut form = filled(base.as_ref().expect("a value"), date(2020, 1, 1), None);
        form.set("place", "K2");
        let spell = read(&mut form, SpellKind::Placement, base.as_ref(), &[]).expect("a spell");
        assert_eq!(spell.value.code(), "C2 K2 X1");
        assert_eq!(
            spell.value.details_json(),
            r#"{"category_of_need":"N1","provider_urn":"123"}"#
        );
    }

    #[test]
    fn what_cannot_be_taken_is_said_beside_its_field() {
        let check = |kind: SpellKind, typed: &[(&str, &str)], field: &str| {
            let mut form: Form = typed
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect();
            assert_eq!(read(&mut form, kind, None, &[]), None);
            assert!(
                !form.error(field).is_empty(),
                "{field}: {:?}",
                form.errors()
            );
        };
        check(SpellKind::Activity, &[], "code");
        check(SpellKind::Activity, &[("code", "Q9")], "code");
        check(
            SpellKind::Activity,
            &[("code", "F5"), ("hours_a_week", "many")],
            "hours_a_week",
        );
        check(
            SpellKind::Activity,
            &[("code", "F5"), ("pay", "12.2")],
            "pay",
        );
        check(SpellKind::Activity, &[("code", "F5")], "starts_on");
        check(SpellKind::Accommodation, &[], "home");
        check(
            SpellKind::Accommodation,
            &[("home", "S"), ("suitable", "1")],
            "suitable",
        );
        check(SpellKind::InTouch, &[], "in_touch");
        check(SpellKind::Placement, &[("legal_status", "C2")], "place");
        check(
            SpellKind::Allocation,
            &[("worker_role", "personal_adviser")],
            "worker",
        );
        check(
            SpellKind::Allocation,
            &[
                ("worker_role", "personal_adviser"),
                ("worker", "00000000-0000-0000-0000-000000000001"),
            ],
            "worker",
        );
    }

    #[test]
    fn pay_is_read_in_pounds_and_pence() {
        let check =
            |typed: &str, expected: Option<u32>| assert_eq!(pence(typed), expected, "{typed}");
        check("12.21", Some(1221));
        check("£12.21", Some(1221));
        check("12", Some(1200));
        check("0.05", Some(5));
        check("12.2", None);
        check("12.211", None);
        check("-1.00", None);
        check("", None);
        check("99999999999", None);
    }
}
