//! Statistical neighbours: the ten authorities most like each one, in the Department's model of 2025.

use std::collections::BTreeMap;

use serde::Serialize;

use super::ReferenceFinding;
use super::long::authority_number;
use super::sheet::Sheet;

/// How alike, in the words of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Closeness {
    ExtremelyClose,
    VeryClose,
    Close,
    SomewhatClose,
    NotClose,
}

impl Closeness {
    fn from_label(label: &str) -> Option<Self> {
        Some(match label.trim().to_ascii_lowercase().as_str() {
            "extremely close" => Self::ExtremelyClose,
            "very close" => Self::VeryClose,
            "close" => Self::Close,
            "somewhat close" => Self::SomewhatClose,
            "not close" => Self::NotClose,
            _ => return None,
        })
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::ExtremelyClose => "Extremely close",
            Self::VeryClose => "Very close",
            Self::Close => "Close",
            Self::SomewhatClose => "Somewhat close",
            Self::NotClose => "Not close",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Neighbour {
    pub authority: u16,
    pub closeness: Closeness,
}

/// The neighbours of each authority, nearest first.
#[derive(Debug, Clone, Default)]
pub struct Neighbours(BTreeMap<u16, Vec<Neighbour>>);

impl Neighbours {
    /// Empty for an authority that the model does not have (City of London, Isles of Scilly and abolished ones among them).
    pub fn of(&self, authority: u16) -> &[Neighbour] {
        self.0.get(&authority).map_or(&[], Vec::as_slice)
    }

    pub fn authorities(&self) -> impl Iterator<Item = u16> {
        self.0.keys().copied()
    }

    pub(super) fn read(file: &str, bytes: &[u8], findings: &mut Vec<ReferenceFinding>) -> Self {
        let mut all = BTreeMap::new();
        match Sheet::open(file, bytes) {
            Err(finding) => findings.push(finding),
            Ok(sheet) => sheet.read_rows(findings, |row| {
                let authority = authority_number(row.cell("old_la_code"))?;
                let mut neighbours = Vec::with_capacity(10);
                for place in 1..=10 {
                    let label = row.cell(&format!("SN_{place}P"));
                    let closeness = Closeness::from_label(label)
                        .ok_or_else(|| format!("The closeness '{label}' is not known."))?;
                    neighbours.push(Neighbour {
                        authority: authority_number(row.cell(&format!("SN_{place}")))?,
                        closeness,
                    });
                }
                all.insert(authority, neighbours);
                Ok(())
            }),
        }
        Self(all)
    }
}
