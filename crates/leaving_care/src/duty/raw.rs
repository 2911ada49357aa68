//! The text of a protocol as it is written, before anything in it is checked.

use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawProtocol {
    pub id: Spanned<String>,
    pub title: String,
    pub version: String,
    #[serde(default)]
    pub nation: Option<Spanned<String>>,
    #[serde(default)]
    pub from: Option<Spanned<String>>,
    #[serde(default)]
    pub until: Option<Spanned<String>>,
    #[serde(default)]
    pub parties: Vec<String>,
    pub source: String,
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub exemption: Vec<RawExemption>,
    #[serde(default)]
    pub duty: Vec<RawDuty>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawExemption {
    pub id: Spanned<String>,
    pub title: String,
    pub days: i32,
    #[serde(default)]
    pub rescues_overdue: bool,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "independent lines of the file"
)]
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDuty {
    pub id: Spanned<String>,
    pub title: String,
    pub owed_by: Spanned<String>,
    #[serde(default)]
    pub role: Option<Spanned<String>>,
    pub why: String,
    #[serde(default)]
    pub why_again: String,
    #[serde(default)]
    pub why_resumed: String,
    pub source: Spanned<String>,
    #[serde(default)]
    pub verified: bool,
    #[serde(default)]
    pub local: bool,
    #[serde(default)]
    pub starts_on: Option<Spanned<Words>>,
    #[serde(default)]
    pub starts_after: Option<Spanned<String>>,
    #[serde(default)]
    pub first_since: Option<Spanned<Words>>,
    #[serde(default)]
    pub which: Option<Spanned<String>>,
    #[serde(default)]
    pub starts_at_age: Option<Spanned<Words>>,
    #[serde(default)]
    pub due: Option<Spanned<String>>,
    #[serde(default)]
    pub due_at_age: Option<Spanned<String>>,
    #[serde(default)]
    pub counts_from_age: Option<Spanned<String>>,
    #[serde(default)]
    pub opens: Option<Spanned<String>>,
    #[serde(default)]
    pub late: Option<Spanned<String>>,
    #[serde(default)]
    pub every: Option<Spanned<String>>,
    #[serde(default = "yes")]
    pub early_resets: bool,
    #[serde(default)]
    pub by_days: Option<Spanned<Words>>,
    pub fulfilled_by: Spanned<Vec<RawAcceptance>>,
    #[serde(default)]
    pub accepts_from: Option<Spanned<String>>,
    #[serde(default)]
    pub hold: bool,
    #[serde(default)]
    pub needs_consent: bool,
    #[serde(default)]
    pub waits_if_refused: Option<Spanned<bool>>,
    #[serde(default)]
    pub ends_on: Option<Spanned<Words>>,
    #[serde(default)]
    pub ends_at_age: Option<Spanned<String>>,
    #[serde(default)]
    pub ends_after: Option<Spanned<String>>,
    #[serde(default)]
    pub pauses_from: Option<Spanned<Words>>,
    #[serde(default)]
    pub pauses_until: Option<Spanned<Words>>,
    #[serde(default)]
    pub unless: Option<Spanned<Words>>,
    #[serde(default)]
    pub only_after: Option<Spanned<Words>>,
    #[serde(default)]
    pub excused_by: Option<Spanned<Words>>,
    #[serde(default)]
    pub catch_up: Option<Spanned<bool>>,
}

/// One word or several.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Words {
    One(String),
    Several(Vec<String>),
}

impl Words {
    pub(super) fn list(&self) -> &[String] {
        match self {
            Self::One(word) => std::slice::from_ref(word),
            Self::Several(words) => words,
        }
    }
}

/// "jobcentre_contact", or the same with what must be true of it.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum RawAcceptance {
    Plain(String),
    Detailed(RawDetailed),
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "independent lines of the file"
)]
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDetailed {
    pub event: String,
    #[serde(default)]
    pub face_to_face: bool,
    #[serde(default)]
    pub not_remote: bool,
    #[serde(default)]
    pub adviser_present: bool,
    #[serde(default)]
    pub present: Vec<String>,
    #[serde(default)]
    pub step: String,
    #[serde(default)]
    pub in_time: bool,
}

fn yes() -> bool {
    true
}
