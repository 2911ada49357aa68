//! What the Jobcentre can offer, each support with the days on which it could begin: read from `jobcentre/support_menu.toml`.

use std::sync::OnceLock;

use jiff::civil::Date;
use serde::Deserialize;

const FILE: &str = include_str!("../../jobcentre/support_menu.toml");

/// One support on the menu.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupportItem {
    pub id: String,
    pub title: String,
    /// "youth_contract_2014", "caseload" or "today".
    pub list: String,
    pub from: Date,
    #[serde(default)]
    pub to: Option<Date>,
    pub source: String,
}

impl SupportItem {
    pub fn is_offered_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Whether it is a place on a caseload with more intensive support.
    pub fn is_caseload(&self) -> bool {
        self.list == "caseload"
    }
}

#[derive(Deserialize)]
struct Menu {
    support: Vec<SupportItem>,
}

/// Everything that was ever on the menu.
pub fn support_items() -> &'static [SupportItem] {
    static ITEMS: OnceLock<Vec<SupportItem>> = OnceLock::new();
    ITEMS.get_or_init(|| {
        toml::from_str::<Menu>(FILE)
            .map(|menu| menu.support)
            .unwrap_or_default()
    })
}

/// What could be offered on a day.
pub fn support_on(day: Date) -> impl Iterator<Item = &'static SupportItem> {
    support_items()
        .iter()
        .filter(move |item| item.is_offered_on(day))
}

pub(super) fn find(id: &str) -> Option<&'static SupportItem> {
    support_items().iter().find(|item| item.id == id)
}

pub(super) fn title_of(id: &str) -> &str {
    find(id).map_or(id, |item| item.title.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_seeds_menu_has_twelve_items_and_no_id_twice() {
        let menu: Menu = toml::from_str(FILE).expect("the file");
        let of_2014 = menu
            .support
            .iter()
            .filter(|item| item.list == "youth_contract_2014");
        assert_eq!(of_2014.count(), 12);
        for item in &menu.support {
            let same = menu.support.iter().filter(|other| other.id == item.id);
            assert_eq!(same.count(), 1, "{}", item.id);
            assert!(!item.source.is_empty() && item.to.is_none_or(|to| item.from <= to));
        }
    }

    #[test]
    fn the_menu_goes_by_the_day() {
        let check = |id: &str, day: Date, expected: bool| {
            assert_eq!(
                support_on(day).any(|item| item.id == id),
                expected,
                "{id} on {day}"
            );
        };
        check("wage_incentive", date(2014, 8, 6), true);
        check("wage_incentive", date(2014, 8, 7), false);
        check("work_programme_fast_track", date(2017, 3, 31), true);
        check("work_programme_fast_track", date(2017, 4, 1), false);
        check("youth_hub", date(2020, 8, 31), false);
        check("youth_hub", date(2026, 3, 3), true);
        check("sector_based_work_academy", date(2026, 3, 3), true);
        check("slept", date(2026, 3, 3), false);
        // All twelve of the Essex protocol could be had at once in summer 2014.
        let all = support_on(date(2014, 7, 1)).filter(|item| item.list == "youth_contract_2014");
        assert_eq!(all.count(), 12);
    }
}
