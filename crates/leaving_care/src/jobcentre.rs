//! Jobcentres as a council knows them: what a directory holds, when an entry must be confirmed again, what may be shared, and about whom.

use std::str::FromStr;

use jiff::{ToSpan, civil::Date};

use crate::{
    calendar::{LeapDayBirthday, add_months, birthday_on},
    claim::Scope,
};

/// What an entry of the directory is (seed 001: each side gives the other an up-to-date list).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    Office,
    WorkCoach,
    /// One of the council's own, whom the Jobcentre may call.
    Adviser,
}

impl EntryKind {
    pub const ALL: [Self; 3] = [Self::Office, Self::WorkCoach, Self::Adviser];

    pub fn code(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::WorkCoach => "work_coach",
            Self::Adviser => "adviser",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Office => "Jobcentre office",
            Self::WorkCoach => "Designated work coach",
            Self::Adviser => "Council's adviser",
        }
    }
}

impl FromStr for EntryKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.code() == text)
            .ok_or(())
    }
}

/// A number that a council may decide for itself from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Setting {
    /// An entry of the directory counts as right for so many days after it was confirmed.
    DirectoryDays,
    /// A work coach counts as trained for so many months after a session.
    AwarenessMonths,
}

impl Setting {
    pub const ALL: [Self; 2] = [Self::DirectoryDays, Self::AwarenessMonths];

    pub fn code(self) -> &'static str {
        match self {
            Self::DirectoryDays => "directory_days",
            Self::AwarenessMonths => "awareness_months",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::DirectoryDays => "Days until an entry of the directory must be confirmed again",
            Self::AwarenessMonths => "Months for which a care leaver awareness session counts",
        }
    }

    /// What holds until the council decides. Seed 001 asks for lists that are "up to date" and for awareness sessions, and names no
    /// number for either: both are local defaults.
    pub fn default_value(self) -> u16 {
        match self {
            Self::DirectoryDays => 90,
            Self::AwarenessMonths => 24,
        }
    }

    /// The largest number that can be meant.
    pub fn most(self) -> u16 {
        match self {
            Self::DirectoryDays => 730,
            Self::AwarenessMonths => 120,
        }
    }
}

impl FromStr for Setting {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|setting| setting.code() == text)
            .ok_or(())
    }
}

/// A decision of a council about a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    pub setting: Setting,
    pub value: u16,
    pub from: Date,
}

/// The value of a setting on a day: of the decisions that had begun the last one to begin, of several of one day the last given.
pub fn setting_on(decisions: &[Decided], setting: Setting, day: Date) -> u16 {
    decisions
        .iter()
        .filter(|decided| decided.setting == setting && decided.from <= day)
        .max_by_key(|decided| decided.from)
        .map_or(setting.default_value(), |decided| decided.value)
}

/// Whether an entry must be confirmed again: on the last of its days it is still right. One that nobody ever confirmed must be.
pub fn is_stale(last_confirmed: Option<Date>, days: u16, as_at: Date) -> bool {
    last_confirmed.is_none_or(|day| day.saturating_add(i64::from(days).days()) < as_at)
}

/// Whether a session still counts: until the day before so many months later.
pub fn session_counts(held_on: Date, months: u16, as_at: Date) -> bool {
    held_on <= as_at && as_at < add_months(held_on, i32::from(months))
}

/// What may be shared with the Jobcentre about somebody who agreed, and nothing beyond: domain notes, chapter 4, "DWP gets name, date of
/// birth, contact, personal adviser, district, care leaver status; not health, offending"; and each side's steps under the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SharedField {
    Name,
    PreferredName,
    DateOfBirth,
    Phone,
    Email,
    Adviser,
    AdviserContact,
    District,
    CareLeaverStatus,
    /// What each side did under the protocol and when, without notes.
    Steps,
}

impl SharedField {
    pub const ALL: [Self; 10] = [
        Self::Name,
        Self::PreferredName,
        Self::DateOfBirth,
        Self::Phone,
        Self::Email,
        Self::Adviser,
        Self::AdviserContact,
        Self::District,
        Self::CareLeaverStatus,
        Self::Steps,
    ];

    /// What a disclosure list holds: everything but the steps.
    pub const LISTED: [Self; 9] = [
        Self::Name,
        Self::PreferredName,
        Self::DateOfBirth,
        Self::Phone,
        Self::Email,
        Self::Adviser,
        Self::AdviserContact,
        Self::District,
        Self::CareLeaverStatus,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::PreferredName => "preferred_name",
            Self::DateOfBirth => "date_of_birth",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Adviser => "adviser",
            Self::AdviserContact => "adviser_contact",
            Self::District => "district",
            Self::CareLeaverStatus => "care_leaver_status",
            Self::Steps => "steps",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::PreferredName => "Preferred name",
            Self::DateOfBirth => "Date of birth",
            Self::Phone => "Phone",
            Self::Email => "E-mail",
            Self::Adviser => "Personal adviser",
            Self::AdviserContact => "How to reach the adviser",
            Self::District => "District",
            Self::CareLeaverStatus => "Care leaver status",
            Self::Steps => "Steps under the protocol",
        }
    }
}

/// The fields that an agreement covers. Without "how to reach them" nobody is named at all, so nothing else is shared either.
pub fn shared_fields(scope: &[Scope]) -> Vec<SharedField> {
    if !scope.contains(&Scope::Contact) {
        return Vec::new();
    }
    SharedField::ALL
        .into_iter()
        .filter(|field| match field {
            SharedField::Adviser | SharedField::AdviserContact => scope.contains(&Scope::Adviser),
            SharedField::Steps => scope.contains(&Scope::Claim),
            _ => true,
        })
        .collect()
}

impl FromStr for SharedField {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|field| field.code() == text)
            .ok_or(())
    }
}

/// Whom a list is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AgeGroup {
    /// 18 or over and not yet 25.
    Eighteen,
    /// From 17 and a half until the day before the 18th birthday.
    Nearing,
}

impl AgeGroup {
    pub const ALL: [Self; 2] = [Self::Eighteen, Self::Nearing];

    pub fn code(self) -> &'static str {
        match self {
            Self::Eighteen => "18",
            Self::Nearing => "nearing_18",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Eighteen => "18 and over",
            Self::Nearing => "Nearing 18",
        }
    }
}

impl FromStr for AgeGroup {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|group| group.code() == text)
            .ok_or(())
    }
}

/// The list that somebody belongs on; `None` before 17 years and 6 months (seed 001, practice guidance) and from the 25th birthday, when
/// support ends (Children and Social Work Act 2017, section 3).
pub fn age_group(date_of_birth: Date, as_at: Date, leap_day: LeapDayBirthday) -> Option<AgeGroup> {
    let seventeen_and_a_half = add_months(date_of_birth, 17 * 12 + 6);
    if as_at >= birthday_on(date_of_birth, 25, leap_day) {
        None
    } else if as_at >= birthday_on(date_of_birth, 18, leap_day) {
        Some(AgeGroup::Eighteen)
    } else if as_at >= seventeen_and_a_half {
        Some(AgeGroup::Nearing)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn codes_read_back() {
        for kind in EntryKind::ALL {
            assert_eq!(kind.code().parse(), Ok(kind));
        }
        for setting in Setting::ALL {
            assert_eq!(setting.code().parse(), Ok(setting));
            assert!(setting.default_value() <= setting.most());
        }
        for field in SharedField::ALL {
            assert_eq!(field.code().parse(), Ok(field));
        }
        for group in AgeGroup::ALL {
            assert_eq!(group.code().parse(), Ok(group));
        }
        assert_eq!("health".parse::<SharedField>(), Err(()));
    }

    #[test]
    fn an_agreement_covers_what_it_says() {
        let check = |scope: &[Scope], has: &[SharedField], lacks: &[SharedField]| {
            let fields = shared_fields(scope);
            assert!(
                has.iter().all(|field| fields.contains(field)),
                "{scope:?} {fields:?}"
            );
            assert!(
                !lacks.iter().any(|field| fields.contains(field)),
                "{scope:?} {fields:?}"
            );
        };
        let all = SharedField::ALL;
        check(&[], &[], &all);
        check(&[Scope::Adviser, Scope::Claim, Scope::Plans], &[], &all);
        check(
            &[Scope::Contact],
            &[
                SharedField::Name,
                SharedField::Phone,
                SharedField::CareLeaverStatus,
            ],
            &[
                SharedField::Adviser,
                SharedField::AdviserContact,
                SharedField::Steps,
            ],
        );
        check(
            &[Scope::Contact, Scope::Adviser],
            &[SharedField::AdviserContact],
            &[SharedField::Steps],
        );
        check(&[Scope::Contact, Scope::Adviser, Scope::Claim], &all, &[]);
    }

    #[test]
    fn an_entry_is_right_for_its_days() {
        let check = |confirmed: Option<Date>, days: u16, as_at: Date, expected: bool| {
            assert_eq!(
                is_stale(confirmed, days, as_at),
                expected,
                "{confirmed:?} {as_at}"
            );
        };
        let confirmed = Some(date(2025, 12, 1));
        check(confirmed, 90, date(2026, 2, 28), false);
        check(confirmed, 90, date(2026, 3, 1), false);
        check(confirmed, 90, date(2026, 3, 2), true);
        check(confirmed, 30, date(2026, 3, 1), true);
        check(None, 90, date(2026, 3, 1), true);
    }

    #[test]
    fn a_decision_holds_from_its_day() {
        let decided = |value, from| Decided {
            setting: Setting::DirectoryDays,
            value,
            from,
        };
        let decisions = [
            decided(60, date(2026, 1, 1)),
            decided(30, date(2026, 3, 1)),
            decided(45, date(2026, 3, 1)),
        ];
        let check = |day: Date, expected: u16| {
            assert_eq!(
                setting_on(&decisions, Setting::DirectoryDays, day),
                expected,
                "{day}"
            );
        };
        check(date(2025, 12, 31), 90);
        check(date(2026, 1, 1), 60);
        check(date(2026, 2, 28), 60);
        check(date(2026, 3, 1), 45);
        assert_eq!(
            setting_on(&decisions, Setting::AwarenessMonths, date(2026, 3, 1)),
            24
        );
    }

    #[test]
    fn a_session_counts_for_its_months() {
        let check = |held: Date, as_at: Date, expected: bool| {
            assert_eq!(session_counts(held, 24, as_at), expected, "{held} {as_at}");
        };
        check(date(2024, 3, 3), date(2026, 3, 2), true);
        check(date(2024, 3, 3), date(2026, 3, 3), false);
        check(date(2024, 2, 29), date(2026, 2, 27), true);
        check(date(2024, 2, 29), date(2026, 2, 28), false);
        check(date(2026, 3, 4), date(2026, 3, 3), false);
    }

    #[test]
    fn who_belongs_on_which_list() {
        let check = |born: Date, as_at: Date, expected: Option<AgeGroup>| {
            assert_eq!(
                age_group(born, as_at, LeapDayBirthday::default()),
                expected,
                "{born} {as_at}"
            );
        };
        let born = date(2008, 5, 4);
        check(born, date(2025, 11, 3), None);
        check(born, date(2025, 11, 4), Some(AgeGroup::Nearing));
        check(born, date(2026, 5, 3), Some(AgeGroup::Nearing));
        check(born, date(2026, 5, 4), Some(AgeGroup::Eighteen));
        check(born, date(2033, 5, 3), Some(AgeGroup::Eighteen));
        check(born, date(2033, 5, 4), None);
        // A month without the day ends the half year on its last day; a birthday on 29 February comes on 1 March.
        check(date(2008, 8, 31), date(2026, 2, 27), None);
        check(
            date(2008, 8, 31),
            date(2026, 2, 28),
            Some(AgeGroup::Nearing),
        );
        check(
            date(2008, 2, 29),
            date(2026, 2, 28),
            Some(AgeGroup::Nearing),
        );
        check(
            date(2008, 2, 29),
            date(2026, 3, 1),
            Some(AgeGroup::Eighteen),
        );
    }
}
