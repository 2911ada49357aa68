//! A person: names, identifiers and what a worker must know to speak with them well.

use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What is known of a person apart from dated spells. Every change is kept: the store never overwrites it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PersonDetails {
    pub given_name: String,
    pub family_name: String,
    /// The name to use, where it is not the given name.
    #[serde(default)]
    pub preferred_name: String,
    #[serde(default)]
    pub pronouns: String,
    pub date_of_birth: Date,
    /// SSDA903 SEX: "1" male, "2" female; empty when not known.
    #[serde(default)]
    pub sex: String,
    /// SSDA903 ETHNIC; empty when not known.
    #[serde(default)]
    pub ethnicity: String,
    /// The language in which they want to be spoken and written to.
    #[serde(default)]
    pub language: String,
    /// What they need to take part: an interpreter, large print, quiet rooms.
    #[serde(default)]
    pub accessibility_needs: String,
    /// The part of the authority, as the authority names it ("North", "East", "Central").
    #[serde(default)]
    pub locality: String,
    #[serde(default)]
    pub client_groups: Vec<ClientGroup>,
    /// Whether they came as an unaccompanied child seeking asylum.
    #[serde(default)]
    pub was_unaccompanied: bool,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub email: String,
}

impl PersonDetails {
    /// The name to show: the preferred name first, because that is who they are.
    pub fn display_name(&self) -> String {
        let first = if self.preferred_name.trim().is_empty() {
            &self.given_name
        } else {
            &self.preferred_name
        };
        format!("{} {}", first.trim(), self.family_name.trim())
            .trim()
            .to_owned()
    }

    /// What a search for this person may type: all names, folded.
    pub fn search_name(&self) -> String {
        let mut words: Vec<String> = [&self.family_name, &self.given_name, &self.preferred_name]
            .iter()
            .map(|name| fold(name))
            .filter(|name| !name.is_empty())
            .collect();
        words.dedup();
        words.join(" ")
    }
}

/// Lower case in plain letters, without accents, hyphens or apostrophes: "Siân O'Brien-Hughes" is found by "sian obrien hughes".
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in deunicode::deunicode(text).chars() {
        match character {
            '\'' | '`' | '.' => {}
            character if character.is_ascii_alphanumeric() => {
                folded.push(character.to_ascii_lowercase());
            }
            _ if !folded.is_empty() && !folded.ends_with(' ') => folded.push(' '),
            _ => {}
        }
    }
    folded.trim_end().to_owned()
}

/// A way in which other systems know a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentifierKind {
    /// The council's own case number.
    LocalId,
    /// CHILD in the SSDA903 return.
    Ssda903Child,
    /// Unique pupil number.
    Upn,
    /// Unique learner number.
    Uln,
    /// National Insurance number: encrypted at rest, never in a list or an export.
    NiNumber,
}

impl IdentifierKind {
    pub const ALL: [Self; 5] = [
        Self::LocalId,
        Self::Ssda903Child,
        Self::Upn,
        Self::Uln,
        Self::NiNumber,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::LocalId => "local_id",
            Self::Ssda903Child => "ssda903_child",
            Self::Upn => "upn",
            Self::Uln => "uln",
            Self::NiNumber => "ni_number",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::LocalId => "Local id",
            Self::Ssda903Child => "SSDA903 child id",
            Self::Upn => "Unique pupil number",
            Self::Uln => "Unique learner number",
            Self::NiNumber => "National Insurance number",
        }
    }

    /// Whether the value is kept encrypted.
    pub fn is_secret(self) -> bool {
        self == Self::NiNumber
    }
}

impl FromStr for IdentifierKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.code() == text)
            .ok_or(())
    }
}

/// Why somebody is with the service (seed 000, New Work Connections); several may hold, and none needs a care status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientGroup {
    CareLeaver,
    MentalHealth,
    LearningDisability,
    PhysicalDisability,
    SensoryImpairment,
    VulnerableFamily,
    YoungPersonNeet,
}

impl ClientGroup {
    pub const ALL: [Self; 7] = [
        Self::CareLeaver,
        Self::MentalHealth,
        Self::LearningDisability,
        Self::PhysicalDisability,
        Self::SensoryImpairment,
        Self::VulnerableFamily,
        Self::YoungPersonNeet,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::CareLeaver => "care_leaver",
            Self::MentalHealth => "mental_health",
            Self::LearningDisability => "learning_disability",
            Self::PhysicalDisability => "physical_disability",
            Self::SensoryImpairment => "sensory_impairment",
            Self::VulnerableFamily => "vulnerable_family",
            Self::YoungPersonNeet => "young_person_neet",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::CareLeaver => "Care leaver",
            Self::MentalHealth => "Mental health",
            Self::LearningDisability => "Learning disability",
            Self::PhysicalDisability => "Physical disability",
            Self::SensoryImpairment => "Sensory impairment",
            Self::VulnerableFamily => "Vulnerable family",
            Self::YoungPersonNeet => "Young person not in education, employment or training",
        }
    }
}

impl FromStr for ClientGroup {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|group| group.code() == text)
            .ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_for_search() {
        let check = |text: &str, expected: &str| assert_eq!(fold(text), expected);
        check("Siân", "sian");
        check("O'Brien-Hughes", "obrien hughes");
        check("  Łukasz   Żak ", "lukasz zak");
        check("Ŵyn ŷ", "wyn y");
        check("Dvořák", "dvorak");
        check("---", "");
    }

    #[test]
    fn the_preferred_name_comes_first() {
        let check = |preferred: &str, expected: &str| {
            let details = PersonDetails {
                given_name: "Alexandra".into(),
                family_name: "Made-Up".into(),
                preferred_name: preferred.into(),
                ..PersonDetails::default()
            };
            assert_eq!(details.display_name(), expected);
        };
        check("", "Alexandra Made-Up");
        check("Alex", "Alex Made-Up");
        check("  ", "Alexandra Made-Up");
    }
}
