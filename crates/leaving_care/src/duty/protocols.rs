//! Several protocols together with the calendar of working days: what ships with the program, or what a council has in force.

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use serde::Deserialize;

use super::{definition::Protocol, working_days::WorkingDays};

const SHIPPED: [&str; 6] = [
    include_str!("../../protocols/statutory_england.toml"),
    include_str!("../../protocols/statutory_wales.toml"),
    include_str!("../../protocols/essex_jobcentre_2014.toml"),
    include_str!("../../protocols/jobcentre_universal_credit.toml"),
    include_str!("../../protocols/new_work_connections.toml"),
    include_str!("../../protocols/neet_panel.toml"),
];
const BANK_HOLIDAYS: &str = include_str!("../../protocols/bank_holidays.toml");

/// Protocols that are looked at together.
#[derive(Debug, Clone, Default)]
pub struct Protocols {
    protocols: Vec<Arc<Protocol>>,
    working_days: WorkingDays,
}

#[derive(Deserialize)]
struct BankHolidays {
    england_and_wales: Vec<String>,
}

impl Protocols {
    pub fn new(protocols: Vec<Arc<Protocol>>, working_days: WorkingDays) -> Self {
        Self {
            protocols,
            working_days,
        }
    }

    /// What ships with the program; read once. A test sees to it that nothing in the files is refused.
    pub fn shipped() -> &'static Self {
        static PROTOCOLS: OnceLock<Protocols> = OnceLock::new();
        PROTOCOLS.get_or_init(|| Self {
            protocols: SHIPPED
                .iter()
                .filter_map(|text| Protocol::parse(text).ok())
                .map(Arc::new)
                .collect(),
            working_days: shipped_working_days(),
        })
    }

    /// Those with these ids, in that order; an id that is not there is left out.
    #[must_use]
    pub fn chosen(&self, ids: &[impl AsRef<str>]) -> Self {
        Self {
            protocols: ids
                .iter()
                .filter_map(|id| self.find(id.as_ref()).cloned())
                .collect(),
            working_days: self.working_days.clone(),
        }
    }

    pub fn find(&self, id: &str) -> Option<&Arc<Protocol>> {
        self.protocols.iter().find(|protocol| protocol.id == id)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Protocol> {
        self.protocols.iter().map(AsRef::as_ref)
    }

    pub fn all(&self) -> &[Arc<Protocol>] {
        &self.protocols
    }

    pub fn working_days(&self) -> &WorkingDays {
        &self.working_days
    }
}

fn shipped_working_days() -> WorkingDays {
    let days = toml::from_str::<BankHolidays>(BANK_HOLIDAYS)
        .map(|file| file.england_and_wales)
        .unwrap_or_default();
    WorkingDays::without(
        days.iter()
            .filter_map(|day| day.parse::<Date>().ok())
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_ships_can_be_read() {
        for text in SHIPPED {
            if let Err(faults) = Protocol::parse(text) {
                let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
                panic!(
                    "{}:\n{}",
                    text.lines().next().unwrap_or(""),
                    faults.join("\n")
                );
            }
        }
        let days = toml::from_str::<BankHolidays>(BANK_HOLIDAYS).expect("bank holidays");
        assert!(
            days.england_and_wales
                .iter()
                .all(|day| day.parse::<Date>().is_ok())
        );
        assert_eq!(Protocols::shipped().all().len(), SHIPPED.len());
    }
}
