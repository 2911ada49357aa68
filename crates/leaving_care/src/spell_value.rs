//! A spell of any kind with all its details, as it is entered, kept and shown.

use std::{collections::BTreeMap, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ssda903::Table;
use uuid::Uuid;

use crate::{
    accommodation::AccommodationCode,
    activity::ActivityCode,
    allocation::{Allocation, WorkerRole},
    eligibility::Category,
    facts::ReportedCareLeaver,
    in_touch::InTouchCode,
    placement::{Placement, ShortCode},
};

/// The kinds of dated fact. A new kind is a variant here, its meaning in a file of its own, and a form on the person's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpellKind {
    Activity,
    Accommodation,
    InTouch,
    Placement,
    Allocation,
    ReportedCareLeaver,
    ReturnRow,
}

impl SpellKind {
    pub const ALL: [Self; 7] = [
        Self::Activity,
        Self::Accommodation,
        Self::InTouch,
        Self::Placement,
        Self::Allocation,
        Self::ReportedCareLeaver,
        Self::ReturnRow,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Activity => "activity",
            Self::Accommodation => "accommodation",
            Self::InTouch => "in_touch",
            Self::Placement => "placement",
            Self::Allocation => "allocation",
            Self::ReportedCareLeaver => "reported_care_leaver",
            Self::ReturnRow => "return_row",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Activity => "Education and work",
            Self::Accommodation => "Home",
            Self::InTouch => "In touch",
            Self::Placement => "Care placement",
            Self::Allocation => "Worker",
            Self::ReportedCareLeaver => "Reported as a care leaver",
            Self::ReturnRow => "In a statutory return",
        }
    }
}

impl FromStr for SpellKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.code() == text)
            .ok_or(())
    }
}

/// What a spell says. The code is what rules and measures read; the rest is for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum SpellValue {
    Activity(ActivityDetails),
    Accommodation(AccommodationDetails),
    InTouch(InTouchDetails),
    Placement(PlacementDetails),
    Allocation(AllocationDetails),
    ReportedCareLeaver(ReportedCareLeaverDetails),
    ReturnRow(ReturnRowDetails),
}

/// An activity: what, where, how much and at what pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActivityDetails {
    #[serde(skip, default = "not_known_activity")]
    pub code: ActivityCode,
    #[serde(skip)]
    pub hours_a_week: Option<u8>,
    /// College, university, training provider or employer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub provider: String,
    /// Course, subject, standard or job.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// Entry level to 7, as providers name it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub study_level: String,
    /// Pay for an hour in pence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wage_pence_an_hour: Option<u32>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

fn not_known_activity() -> ActivityCode {
    ActivityCode::NotKnown
}

impl ActivityDetails {
    /// An activity with nothing but its code.
    pub fn of(code: ActivityCode) -> Self {
        Self {
            code,
            hours_a_week: None,
            provider: String::new(),
            role: String::new(),
            study_level: String::new(),
            wage_pence_an_hour: None,
            note: String::new(),
        }
    }
}

/// Accommodation with the judgement on suitability.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccommodationDetails {
    #[serde(skip, default = "not_known_accommodation")]
    pub code: AccommodationCode,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub postcode: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub provider: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

fn not_known_accommodation() -> AccommodationCode {
    AccommodationCode::NOT_KNOWN
}

/// In-touch status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InTouchDetails {
    #[serde(skip, default = "not_in_touch")]
    pub code: InTouchCode,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

fn not_in_touch() -> InTouchCode {
    InTouchCode::No
}

/// An episode of the SSDA903 return in full, as it was reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacementDetails {
    #[serde(skip, default = "no_placement")]
    pub placement: Placement,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason_for_new_episode: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub category_of_need: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub placement_provider: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason_place_change: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub home_postcode: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub placement_postcode: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub provider_urn: String,
}

fn no_placement() -> Placement {
    Placement {
        legal_status: ShortCode::NONE,
        place: ShortCode::NONE,
        reason_ended: ShortCode::NONE,
    }
}

/// A worker in a role; the name is kept as it was, because workers leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllocationDetails {
    #[serde(skip, default = "no_allocation")]
    pub allocation: Allocation,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub worker_name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub team: String,
}

fn no_allocation() -> Allocation {
    Allocation {
        role: WorkerRole::PersonalAdviser,
        worker: Uuid::nil(),
    }
}

/// A report of being a care leaver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportedCareLeaverDetails {
    #[serde(skip, default = "nothing_reported")]
    pub reported: ReportedCareLeaver,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

fn nothing_reported() -> ReportedCareLeaver {
    ReportedCareLeaver {
        in_return_of: None,
        category: None,
    }
}

/// A row of the statutory return that no other kind of fact says: kept as it was written, so that the return can be produced again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnRowDetails {
    #[serde(skip, default = "no_table")]
    pub table: Table,
    /// What is written in each column; blank cells are not there, nor CHILD and DOB, which the person has.
    #[serde(flatten)]
    pub cells: BTreeMap<String, String>,
}

fn no_table() -> Table {
    Table::Header
}

impl ReturnRowDetails {
    /// `None` when there is no such table, or it has no such column.
    pub fn new(table: &str, cells: BTreeMap<String, String>) -> Option<Self> {
        let table = Table::ALL.into_iter().find(|known| known.name() == table)?;
        let has = |column: &String| table.columns().contains(&column.as_str());
        cells.keys().all(has).then_some(Self { table, cells })
    }

    /// What is written in a column; empty when it is blank.
    pub fn cell(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// What the table is about, in plain words.
    pub fn table_label(&self) -> &'static str {
        match self.table {
            Table::Header => "who the child is",
            Table::Episodes => "time in care",
            Table::Reviews => "a review",
            Table::Uasc => "unaccompanied and seeking asylum",
            Table::Oc2 => "health of a child looked after",
            Table::Oc3 => "care leavers",
            Table::Ad1 => "adoption",
            Table::PlacedForAdoption => "to be placed for adoption",
            Table::PreviousPermanence => "permanence before coming into care",
            Table::Missing => "missing or away",
            Table::SocialWorkerEpisodes => "time with a social worker",
            Table::DeprivationOfLiberty => "deprivation of liberty",
        }
    }
}

impl SpellValue {
    pub fn kind(&self) -> SpellKind {
        match self {
            Self::Activity(_) => SpellKind::Activity,
            Self::Accommodation(_) => SpellKind::Accommodation,
            Self::InTouch(_) => SpellKind::InTouch,
            Self::Placement(_) => SpellKind::Placement,
            Self::Allocation(_) => SpellKind::Allocation,
            Self::ReportedCareLeaver(_) => SpellKind::ReportedCareLeaver,
            Self::ReturnRow(_) => SpellKind::ReturnRow,
        }
    }

    /// What rules and measures read, as one short text: "G5", "F5 30", "U1", "YES", "C2 U4 X1", "personal_adviser <id>", "oc3 2025".
    pub fn code(&self) -> String {
        match self {
            Self::Activity(details) => match details.hours_a_week {
                Some(hours) => format!("{} {hours}", details.code),
                None => details.code.to_string(),
            },
            Self::Accommodation(details) => details.code.to_string(),
            Self::InTouch(details) => details.code.code().to_owned(),
            Self::Placement(details) => details.placement.to_string(),
            Self::Allocation(details) => format!(
                "{} {}",
                details.allocation.role.code(),
                details.allocation.worker.as_simple()
            ),
            Self::ReportedCareLeaver(details) => reported_code(details.reported),
            Self::ReturnRow(details) => details.table.name().to_owned(),
        }
    }

    /// What is for people only, as JSON; `{}` when there is nothing.
    pub fn details_json(&self) -> String {
        let json = match self {
            Self::Activity(details) => serde_json::to_string(details),
            Self::Accommodation(details) => serde_json::to_string(details),
            Self::InTouch(details) => serde_json::to_string(details),
            Self::Placement(details) => serde_json::to_string(details),
            Self::Allocation(details) => serde_json::to_string(details),
            Self::ReportedCareLeaver(details) => serde_json::to_string(details),
            Self::ReturnRow(details) => serde_json::to_string(&details.cells),
        };
        json.unwrap_or_else(|_| "{}".to_owned())
    }

    /// The value back from its parts. `None` when they do not belong together: such a row was not written by this program.
    pub fn from_parts(kind: SpellKind, code: &str, details_json: &str) -> Option<Self> {
        let json = if details_json.is_empty() {
            "{}"
        } else {
            details_json
        };
        Some(match kind {
            SpellKind::Activity => {
                let (code, hours_a_week) = activity_from_code(code)?;
                Self::Activity(ActivityDetails {
                    code,
                    hours_a_week,
                    ..serde_json::from_str(json).ok()?
                })
            }
            SpellKind::Accommodation => Self::Accommodation(AccommodationDetails {
                code: code.parse().ok()?,
                ..serde_json::from_str(json).ok()?
            }),
            SpellKind::InTouch => Self::InTouch(InTouchDetails {
                code: code.parse().ok()?,
                ..serde_json::from_str(json).ok()?
            }),
            SpellKind::Placement => Self::Placement(PlacementDetails {
                placement: code.parse().ok()?,
                ..serde_json::from_str(json).ok()?
            }),
            SpellKind::Allocation => Self::Allocation(AllocationDetails {
                allocation: allocation_from_code(code)?,
                ..serde_json::from_str(json).ok()?
            }),
            SpellKind::ReportedCareLeaver => Self::ReportedCareLeaver(ReportedCareLeaverDetails {
                reported: reported_from_code(code)?,
                ..serde_json::from_str(json).ok()?
            }),
            SpellKind::ReturnRow => Self::ReturnRow(ReturnRowDetails::new(
                code,
                serde_json::from_str(json).ok()?,
            )?),
        })
    }

    /// In plain words, as a line of the timeline says it.
    pub fn label(&self) -> String {
        match self {
            Self::Activity(details) => details.code.label().to_owned(),
            Self::Accommodation(details) => details.code.label(),
            Self::InTouch(details) => details.code.label().to_owned(),
            Self::Placement(details) => details.placement.place_label().to_owned(),
            Self::Allocation(details) => format!(
                "{}: {}",
                details.allocation.role.label(),
                details.worker_name
            ),
            Self::ReportedCareLeaver(details) => match details.reported {
                ReportedCareLeaver {
                    in_return_of: Some(year),
                    ..
                } => format!("In the return for the year ending 31 March {year}"),
                ReportedCareLeaver {
                    category: Some(category),
                    ..
                } => format!("Reported as {}", category.label().to_lowercase()),
                ReportedCareLeaver { .. } => "Reported as a care leaver".to_owned(),
            },
            Self::ReturnRow(details) => format!("In the return: {}", details.table_label()),
        }
    }
}

/// "F5 30": the activity and the hours a week.
pub fn activity_from_code(code: &str) -> Option<(ActivityCode, Option<u8>)> {
    match code.split_once(' ') {
        Some((activity, hours)) => Some((activity.parse().ok()?, Some(hours.parse().ok()?))),
        None => Some((code.parse().ok()?, None)),
    }
}

/// "personal_adviser 0192...": the role and the worker.
pub fn allocation_from_code(code: &str) -> Option<Allocation> {
    let (role, worker) = code.split_once(' ')?;
    Some(Allocation {
        role: role.parse().ok()?,
        worker: Uuid::try_parse(worker).ok()?,
    })
}

fn reported_code(reported: ReportedCareLeaver) -> String {
    match reported {
        ReportedCareLeaver {
            in_return_of: Some(year),
            ..
        } => format!("oc3 {year}"),
        ReportedCareLeaver {
            category: Some(category),
            ..
        } => serde_json::to_value(category)
            .ok()
            .and_then(|value| value.as_str().map(str::to_owned))
            .unwrap_or_default(),
        ReportedCareLeaver { .. } => "care_leaver".to_owned(),
    }
}

/// "oc3 2025", "former_relevant", "care_leaver".
pub fn reported_from_code(code: &str) -> Option<ReportedCareLeaver> {
    if let Some(year) = code.strip_prefix("oc3 ") {
        return Some(ReportedCareLeaver {
            in_return_of: Some(year.parse().ok()?),
            category: None,
        });
    }
    if code == "care_leaver" {
        return Some(ReportedCareLeaver {
            in_return_of: None,
            category: None,
        });
    }
    let category: Category =
        serde_json::from_value(serde_json::Value::String(code.to_owned())).ok()?;
    Some(ReportedCareLeaver {
        in_return_of: None,
        category: Some(category),
    })
}

/// A spell about to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSpell {
    pub value: SpellValue,
    pub starts_on: Date,
    pub ends_on: Option<Date>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back_from_its_parts() {
        let check = |kind: SpellKind, code: &str, json: &str| {
            let value =
                SpellValue::from_parts(kind, code, json).unwrap_or_else(|| panic!("{code} {json}"));
            assert_eq!(
                (
                    value.kind(),
                    value.code().as_str(),
                    value.details_json().as_str()
                ),
                (kind, code, json)
            );
        };
        check(SpellKind::Activity, "G5", "{}");
        check(
            SpellKind::Activity,
            "F5 30",
            r#"{"provider":"Made-up Bakery","wage_pence_an_hour":1221}"#,
        );
        check(SpellKind::Accommodation, "U1", r#"{"postcode":"AB1 2CD"}"#);
        check(SpellKind::InTouch, "YES", "{}");
        check(
            SpellKind::Placement,
            "C2 U4 X1",
            r#"{"category_of_need":"N1"}"#,
        );
        check(
            SpellKind::Allocation,
            "personal_adviser 0192f0c1b5b17cc29d2b6a5a3c1e7f00",
            r#"{"worker_name":"Sam Made-Up"}"#,
        );
        check(SpellKind::ReportedCareLeaver, "oc3 2025", "{}");
        check(SpellKind::ReportedCareLeaver, "former_relevant", "{}");
        check(SpellKind::ReportedCareLeaver, "care_leaver", "{}");
        check(
            SpellKind::ReturnRow,
            "Missing",
            r#"{"MISSING":"M","MIS_START":"01/05/2025"}"#,
        );
    }

    #[test]
    fn parts_that_do_not_belong_together_are_refused() {
        let check = |kind: SpellKind, code: &str, json: &str| {
            assert_eq!(SpellValue::from_parts(kind, code, json), None);
        };
        check(SpellKind::Activity, "Q9", "{}");
        check(SpellKind::Activity, "F5 many", "{}");
        check(SpellKind::Activity, "F5", "not json");
        check(SpellKind::Allocation, "personal_adviser nobody", "{}");
        check(SpellKind::ReportedCareLeaver, "oc3 last year", "{}");
        check(SpellKind::ReturnRow, "Gone", "{}");
        check(
            SpellKind::ReturnRow,
            "Missing",
            r#"{"REVIEW":"01/05/2025"}"#,
        );
        check(SpellKind::ReturnRow, "Missing", r#"{"MISSING":1}"#);
    }
}
