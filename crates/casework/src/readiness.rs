//! The readiness list of a person, answered item by item, and how far a whole service has come.

use std::collections::{HashMap, HashSet};

use jiff::{Timestamp, civil::Date};
use leaving_care::{
    calendar::{LeapDayBirthday, age_years},
    eligibility::category_on,
    event::{EventDetails, EventKind},
    person::{IdentifierKind, PersonDetails},
    placement::is_looked_after_on,
    readiness::{Answer, InRecord, Item, Line, Share, find, items, line, readiness},
};
use store::{person::PersonVersion, readiness::AnswerRecord};
use uuid::Uuid;

use crate::{
    actor::Actor,
    error::{Error, Problem, Result, without_nul},
    event::{self, NewEvent},
    measure::nation_of,
    office::{Office, event as audit_event},
    permission::Action,
    person::{View, Who, find_own, open::shown_name},
};

/// A person's list.
#[derive(Debug, Clone)]
pub struct Readiness {
    pub who: Who,
    pub lines: Vec<ReadinessLine>,
    pub share: Share,
    pub view: View,
}

/// An item with the version of its answer.
#[derive(Debug, Clone)]
pub struct ReadinessLine {
    pub line: Line,
    /// The version that stands: whoever answers anew says which one they saw.
    pub version: Option<Uuid>,
    pub recorded_by: String,
    pub recorded_on: Option<Timestamp>,
}

/// How far a service has come with everybody of an age.
#[derive(Debug, Clone)]
pub struct TeamReadiness {
    pub as_at: Date,
    pub groups: Vec<AgeGroup>,
}

/// Young people of an age.
#[derive(Debug, Clone)]
pub struct AgeGroup {
    pub title: &'static str,
    pub people: usize,
    /// How many have bank account, National Insurance number and birth certificate in hand.
    pub core: Share,
    pub items: Vec<(&'static Item, Share)>,
}

impl TeamReadiness {
    /// The items with their numbers, in order.
    pub fn titles(&self) -> impl Iterator<Item = (usize, &'static str)> {
        items().iter().map(|item| item.title.as_str()).enumerate()
    }
}

impl AgeGroup {
    /// How many have the item with this number.
    pub fn share(&self, number: usize) -> Share {
        self.items
            .get(number)
            .map_or_else(Share::default, |(_, share)| *share)
    }
}

const LONGEST_TEXT: usize = 1_000;

/// The list of a person as it was known at the moment of the view.
pub async fn of_person(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    view: View,
) -> Result<Readiness> {
    actor.must(Action::ReadPlans, &actor.authority)?;
    let known = find_own(actor, office, person, view).await?;
    let records = store::readiness::of_person(&office.db, person, view.known_at).await?;
    let answers: Vec<Answer> = records.iter().map(|record| record.answer.clone()).collect();
    let in_record = in_record(office, &known, view.known_at).await?;
    let lines = readiness(known.details.date_of_birth, &answers, in_record, view.as_at);
    office
        .note(actor, "readiness.read", Some(person), "")
        .await?;
    Ok(Readiness {
        who: Who {
            id: person,
            name: shown_name(actor, &known),
        },
        share: Share::of(&lines),
        lines: lines
            .into_iter()
            .map(|line| {
                let record = records
                    .iter()
                    .find(|record| record.answer.item == line.item.id);
                ReadinessLine {
                    version: record.map(|record| record.id),
                    recorded_by: record.map_or_else(String::new, |record| record.by.clone()),
                    recorded_on: record.map(|record| record.at),
                    line,
                }
            })
            .collect(),
        view,
    })
}

/// What the record of a person answers by itself, as it was known at a moment. The number itself is not read.
pub(crate) async fn in_record(
    office: &Office,
    version: &PersonVersion,
    known_at: Option<Timestamp>,
) -> Result<InRecord> {
    let known = store::person::identifier_history(&office.db, version.person).await?;
    let is_known = known.iter().any(|identifier| {
        let stands = match (known_at, &identifier.superseded) {
            (None, superseded) => superseded.is_none(),
            (Some(moment), superseded) => {
                identifier.recorded_at <= moment
                    && superseded.as_ref().is_none_or(|(at, _)| *at > moment)
            }
        };
        stands && identifier.row.kind == IdentifierKind::NiNumber.code()
    });
    Ok(from_details(&version.details, is_known))
}

fn from_details(details: &PersonDetails, ni_number: bool) -> InRecord {
    InRecord {
        ni_number,
        phone: !details.phone.trim().is_empty(),
        email: !details.email.trim().is_empty(),
    }
}

/// The same for everybody of an authority, as it is known now.
async fn in_records(office: &Office, authority: &str) -> Result<HashMap<Uuid, InRecord>> {
    let kind = IdentifierKind::NiNumber;
    let with_number: HashSet<Uuid> =
        store::person::identifiers_of_kind(&office.db, authority, kind)
            .await?
            .into_iter()
            .map(|identifier| identifier.person_id)
            .collect();
    let people = store::person::all_current(&office.db, authority).await?;
    Ok(people
        .into_iter()
        .map(|version| {
            let ni_number = with_number.contains(&version.person);
            (version.person, from_details(&version.details, ni_number))
        })
        .collect())
}

/// Answers an item. `based_on` is the answer that the actor saw: if another has taken its place since, nothing is written.
pub async fn answer(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    based_on: Option<Uuid>,
    answer: Answer,
) -> Result<()> {
    actor.must(Action::WritePlans, &actor.authority)?;
    find_own(actor, office, person, today(actor)).await?;
    let item = find(&answer.item).ok_or(Error::NotFound("item of the list"))?;
    let answer = checked(item, answer)?;
    let id = Uuid::now_v7();
    let record = AnswerRecord {
        id,
        authority: actor.authority.clone(),
        person,
        answer,
        at: actor.moment.now,
        by: actor.name.clone(),
        superseded: None,
    };
    let mut tx = office.db.begin().await?;
    if let Some(based_on) = based_on {
        let by = (actor.moment.now, actor.name.as_str());
        if !store::readiness::supersede(&mut tx, based_on, id, by).await? {
            return Err(Error::Conflict);
        }
    }
    if !store::readiness::insert_many(&mut tx, &[record]).await? {
        return Err(Error::Conflict);
    }
    let noted = audit_event(actor, "readiness.answer", Some(person), item.id.clone());
    store::audit::insert_many(&mut tx, &[noted]).await?;
    tx.commit().await?;
    Ok(())
}

fn checked(item: &Item, mut answer: Answer) -> Result<Answer> {
    let mut problems = Vec::new();
    for (field, text) in [
        ("evidence", &mut answer.evidence),
        ("helper", &mut answer.helper),
        ("missing", &mut answer.missing),
    ] {
        *text = without_nul(text.trim());
        if text.chars().count() > LONGEST_TEXT {
            problems.push(Problem::new(
                field,
                format!("Write up to {LONGEST_TEXT} characters."),
            ));
        }
        if leaving_care::ledger::could_be_a_card_or_account_number(text) {
            problems.push(Problem::new(
                field,
                "This could be the number of a paper or an account. Say only that it was seen: the number is not needed here.",
            ));
        }
    }
    if !item.expires {
        answer.expires_on = None;
    }
    if problems.is_empty() {
        Ok(answer)
    } else {
        Err(Error::Invalid(problems))
    }
}

/// Records that the young person and their adviser went through the whole list.
pub async fn went_through(actor: &Actor, office: &Office, person: Uuid) -> Result<()> {
    actor.must(Action::WritePlans, &actor.authority)?;
    find_own(actor, office, person, today(actor)).await?;
    let happened = NewEvent {
        kind: EventKind::ReadinessReviewed,
        on: actor.moment.today,
        details: EventDetails::default(),
    };
    let mut tx = office.db.begin().await?;
    event::write(&mut tx, actor, person, &[happened], "entered").await?;
    tx.commit().await?;
    Ok(())
}

/// How far the service has come with those of 16 and 17 in care, and with care leavers from 18 to 24.
pub async fn team(actor: &Actor, office: &Office) -> Result<TeamReadiness> {
    actor.must(Action::ReadPlans, &actor.authority)?;
    let as_at = actor.moment.today;
    let facts = office.facts(&actor.authority, None).await?;
    let nation = nation_of(&actor.authority);
    let leap_day = LeapDayBirthday::default();
    let mut answers: HashMap<Uuid, Vec<Answer>> = HashMap::new();
    for record in store::readiness::of_authority(&office.db, &actor.authority).await? {
        answers
            .entry(record.person)
            .or_default()
            .push(record.answer);
    }
    let in_records = in_records(office, &actor.authority).await?;
    let mut groups = ["16 and 17, looked after", "18 to 24, care leavers"].map(|title| AgeGroup {
        title,
        people: 0,
        core: Share::default(),
        items: items()
            .iter()
            .map(|item| (item, Share::default()))
            .collect(),
    });
    let [looked_after, care_leavers] = &mut groups;
    for person in &facts.people {
        let group = match age_years(person.date_of_birth, as_at, leap_day) {
            16..=17 if is_looked_after_on(&person.placements, as_at) => &mut *looked_after,
            18..=24 if category_on(person, nation, as_at, leap_day).0.is_some() => {
                &mut *care_leavers
            }
            _ => continue,
        };
        let answers = answers.get(&person.person).map_or(&[][..], Vec::as_slice);
        let in_record = in_records.get(&person.person).copied().unwrap_or_default();
        let lines = readiness(person.date_of_birth, answers, in_record, as_at);
        group.people += 1;
        for line in lines.iter().filter(|line| line.counts()) {
            let share = group
                .items
                .iter_mut()
                .find(|(item, _)| item.id == line.item.id);
            if let Some((_, share)) = share {
                share.add(line.standing.is_in_hand());
            }
        }
        let mut core = items().iter().filter(|item| item.is_core);
        group
            .core
            .add(core.all(|item| line(item, answers, in_record, as_at).standing.is_in_hand()));
    }
    office.note(actor, "readiness.team", None, "").await?;
    Ok(TeamReadiness {
        as_at,
        groups: groups.into(),
    })
}

fn today(actor: &Actor) -> View {
    View {
        as_at: actor.moment.today,
        known_at: None,
    }
}
