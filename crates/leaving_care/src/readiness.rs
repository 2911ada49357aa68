//! The readiness list: papers, accounts and people to turn to before living on one's own, with what is there and what is missing.

use std::sync::OnceLock;

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    block::{Block, Read},
    calendar::{LeapDayBirthday, age_years},
};

const FILE: &str = include_str!("../readiness/items.toml");

/// One thing to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub id: String,
    pub title: String,
    /// What it is good for.
    pub words: String,
    /// How to get it.
    pub how: String,
    /// Who helps, unless somebody else is named.
    pub helper: String,
    /// For whom; empty: for everybody. Such an item counts only once somebody has said that it is needed.
    pub only_if: String,
    pub from_age: i16,
    /// Counted for the promise that everybody of 16 and over has bank account, National Insurance number and identity document.
    pub is_core: bool,
    pub expires: bool,
    /// What is in the record counts even where somebody has said that it is missing or on its way: a number that is there has come.
    pub record_settles: bool,
}

/// How it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Have,
    OnItsWay,
    Missing,
    NotNeeded,
}

impl State {
    pub const ALL: [Self; 4] = [Self::Have, Self::OnItsWay, Self::Missing, Self::NotNeeded];

    pub fn code(self) -> &'static str {
        match self {
            Self::Have => "have",
            Self::OnItsWay => "on_its_way",
            Self::Missing => "missing",
            Self::NotNeeded => "not_needed",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Have => "In hand",
            Self::OnItsWay => "On its way",
            Self::Missing => "Not yet",
            Self::NotNeeded => "Not needed",
        }
    }

    pub fn from_code(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == text)
    }
}

/// What was recorded of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub item: String,
    pub state: State,
    /// How it is known: seen, copy kept, told.
    pub evidence: String,
    pub expires_on: Option<Date>,
    pub helper: String,
    /// What is missing for it, or the next step.
    pub missing: String,
}

/// How an item stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Have,
    /// Runs out within three months: time enough to renew it.
    RunsOutSoon,
    RanOut,
    OnItsWay,
    Missing,
    /// Nobody has asked yet.
    NotAsked,
    NotNeeded,
}

impl Standing {
    pub fn label(self) -> &'static str {
        match self {
            Self::Have => "In hand",
            Self::RunsOutSoon => "Runs out soon",
            Self::RanOut => "Ran out",
            Self::OnItsWay => "On its way",
            Self::Missing => "Not yet",
            Self::NotAsked => "Not asked yet",
            Self::NotNeeded => "Not needed",
        }
    }

    /// Whether it is in hand on the day.
    pub fn is_in_hand(self) -> bool {
        matches!(self, Self::Have | Self::RunsOutSoon)
    }
}

/// An item with how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub item: &'static Item,
    pub standing: Standing,
    pub answer: Option<Answer>,
    /// Whether the record answers it rather than somebody who was asked.
    pub is_from_record: bool,
}

impl Line {
    /// Whether it counts for this person.
    pub fn counts(&self) -> bool {
        match self.standing {
            Standing::NotNeeded => false,
            Standing::NotAsked => self.item.only_if.is_empty(),
            _ => true,
        }
    }

    /// Who helps.
    pub fn helper(&self) -> &str {
        self.answer
            .as_ref()
            .map(|answer| answer.helper.as_str())
            .filter(|helper| !helper.is_empty())
            .unwrap_or(&self.item.helper)
    }
}

/// How many of how many are in hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    pub in_hand: usize,
    pub of: usize,
}

impl Share {
    /// Of the lines that count.
    pub fn of(lines: &[Line]) -> Self {
        let mut share = Self::default();
        for line in lines.iter().filter(|line| line.counts()) {
            share.add(line.standing.is_in_hand());
        }
        share
    }

    pub fn add(&mut self, is_in_hand: bool) {
        self.of += 1;
        self.in_hand += usize::from(is_in_hand);
    }

    /// In whole percent, rounded down, so that 100 means everything. `None` of nothing.
    pub fn percent(self) -> Option<usize> {
        (self.in_hand * 100).checked_div(self.of)
    }
}

/// How long before the last day an item counts as running out: three months, enough to renew a passport. Our own choice.
const SOON_MONTHS: i32 = 3;

/// Every item that ships, read once. A fault in the file leaves an item out; a test sees to it that there is none.
pub fn items() -> &'static [Item] {
    static ITEMS: OnceLock<Vec<Item>> = OnceLock::new();
    ITEMS.get_or_init(|| Block::all(FILE).flat_map(|block| read(&block)).collect())
}

pub fn find(id: &str) -> Option<&'static Item> {
    items().iter().find(|item| item.id == id)
}

/// Which items the record of a person answers by itself. What these are is kept elsewhere: here it only counts that it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InRecord {
    pub ni_number: bool,
    pub phone: bool,
    pub email: bool,
}

impl InRecord {
    fn has(self, item: &Item) -> bool {
        match item.id.as_str() {
            "ni_number" => self.ni_number,
            "phone" => self.phone,
            "email" => self.email,
            _ => false,
        }
    }
}

/// How an item is known that the record answers.
pub const FROM_RECORD: &str = "In the record";

/// The list for somebody born on a day, as it stands on another, from the last answer to each item and from what the record holds.
pub fn readiness(
    date_of_birth: Date,
    answers: &[Answer],
    in_record: InRecord,
    as_at: Date,
) -> Vec<Line> {
    let age = age_years(date_of_birth, as_at, LeapDayBirthday::default());
    items()
        .iter()
        .filter(|item| item.from_age <= age)
        .map(|item| line(item, answers, in_record, as_at))
        .collect()
}

/// One item of the list, whatever the age.
pub fn line(item: &'static Item, answers: &[Answer], in_record: InRecord, as_at: Date) -> Line {
    let answer = answers.iter().rfind(|answer| answer.item == item.id);
    let is_open = answer.is_none_or(|answer| {
        item.record_settles && matches!(answer.state, State::OnItsWay | State::Missing)
    });
    if is_open && in_record.has(item) {
        let from_record = Answer {
            item: item.id.clone(),
            state: State::Have,
            evidence: FROM_RECORD.to_owned(),
            expires_on: None,
            helper: answer.map_or_else(String::new, |answer| answer.helper.clone()),
            missing: String::new(),
        };
        return Line {
            item,
            standing: Standing::Have,
            answer: Some(from_record),
            is_from_record: true,
        };
    }
    Line {
        item,
        standing: standing(answer, as_at),
        answer: answer.cloned(),
        is_from_record: false,
    }
}

/// How an answer stands on a day. A paper is good on its last day and has run out on the next.
pub fn standing(answer: Option<&Answer>, as_at: Date) -> Standing {
    let Some(answer) = answer else {
        return Standing::NotAsked;
    };
    match (answer.state, answer.expires_on) {
        (State::Have, Some(last_day)) if last_day < as_at => Standing::RanOut,
        (State::Have, Some(last_day)) if last_day <= as_at.saturating_add(SOON_MONTHS.months()) => {
            Standing::RunsOutSoon
        }
        (State::Have, _) => Standing::Have,
        (State::OnItsWay, _) => Standing::OnItsWay,
        (State::Missing, _) => Standing::Missing,
        (State::NotNeeded, _) => Standing::NotNeeded,
    }
}

fn read(block: &Block<'_>) -> Read<Item> {
    Ok(Item {
        id: block.text("id")?,
        title: block.text("title")?,
        words: block.text("words")?,
        how: block.text("how")?,
        helper: block.text("helper")?,
        only_if: block.text_if_any("only_if"),
        from_age: block.age("from_age")?.ok_or("no from_age")?,
        is_core: block.flag("core")?,
        expires: block.flag("expires")?,
        record_settles: block.flag("record_settles")?,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_file_is_whole() {
        let faults: Vec<String> = Block::all(FILE)
            .filter_map(|block| read(&block).err())
            .collect();
        assert_eq!(faults, Vec::<String>::new());
        let core: Vec<&str> = items()
            .iter()
            .filter(|item| item.is_core)
            .map(|item| item.id.as_str())
            .collect();
        assert_eq!(core, ["bank_account", "ni_number", "birth_certificate"]);
    }

    fn answer(item: &str, state: State, expires_on: Option<Date>) -> Answer {
        Answer {
            item: item.into(),
            state,
            evidence: String::new(),
            expires_on,
            helper: String::new(),
            missing: String::new(),
        }
    }

    #[test]
    fn how_an_answer_stands() {
        let today = date(2026, 3, 3);
        let check = |state, expires_on, expected| {
            let answer = answer("passport", state, expires_on);
            assert_eq!(standing(Some(&answer), today), expected, "{expires_on:?}");
        };
        check(State::Have, None, Standing::Have);
        check(State::Have, Some(date(2026, 3, 2)), Standing::RanOut);
        check(State::Have, Some(date(2026, 3, 3)), Standing::RunsOutSoon);
        check(State::Have, Some(date(2026, 6, 3)), Standing::RunsOutSoon);
        check(State::Have, Some(date(2026, 6, 4)), Standing::Have);
        check(State::OnItsWay, Some(date(2020, 1, 1)), Standing::OnItsWay);
        check(State::Missing, None, Standing::Missing);
        check(State::NotNeeded, None, Standing::NotNeeded);
        assert_eq!(standing(None, today), Standing::NotAsked);
    }

    #[test]
    fn what_counts_and_how_much_is_in_hand() {
        let today = date(2026, 3, 3);
        let check = |born, answers: &[Answer], lines: usize, in_hand: usize, of: usize| {
            let found = readiness(born, answers, InRecord::default(), today);
            assert_eq!(found.len(), lines, "born {born}");
            assert_eq!(Share::of(&found), Share { in_hand, of }, "born {born}");
        };
        let all = items().len();
        // One of them counts only when it is said to be needed.
        check(date(2008, 1, 1), &[], all, 0, all - 1);
        // Sixteen on the day, and on the day before.
        check(date(2010, 3, 3), &[], all, 0, all - 1);
        check(date(2010, 3, 4), &[], 1, 0, 1);
        check(date(2011, 3, 4), &[], 0, 0, 0);
        let answers = [
            answer("bank_account", State::Missing, None),
            // The last answer counts.
            answer("bank_account", State::Have, None),
            answer("passport", State::NotNeeded, None),
            answer("right_to_stay", State::OnItsWay, None),
            answer("phone", State::Have, Some(date(2025, 1, 1))),
        ];
        check(date(2008, 1, 1), &answers, all, 1, all - 1);
        assert_eq!(Share { in_hand: 2, of: 3 }.percent(), Some(66));
        assert_eq!(Share::default().percent(), None);
    }

    #[test]
    fn what_the_record_answers() {
        let today = date(2026, 3, 3);
        let all = InRecord {
            ni_number: true,
            phone: true,
            email: true,
        };
        let check = |id: &str, in_record, state: Option<State>, expected, is_from_record| {
            let answers: Vec<Answer> = state
                .map(|state| answer(id, state, None))
                .into_iter()
                .collect();
            let found = line(find(id).unwrap(), &answers, in_record, today);
            assert_eq!(
                (found.standing, found.is_from_record),
                (expected, is_from_record),
                "{id} {state:?}"
            );
        };
        for id in ["ni_number", "phone", "email"] {
            check(id, all, None, Standing::Have, true);
            check(id, InRecord::default(), None, Standing::NotAsked, false);
            // What somebody has seen themselves says more.
            check(id, all, Some(State::Have), Standing::Have, false);
            check(id, all, Some(State::NotNeeded), Standing::NotNeeded, false);
        }
        // A number that is in the record has come. A phone whose number is there may be broken.
        check("ni_number", all, Some(State::Missing), Standing::Have, true);
        check(
            "ni_number",
            all,
            Some(State::OnItsWay),
            Standing::Have,
            true,
        );
        check("phone", all, Some(State::Missing), Standing::Missing, false);
        check(
            "email",
            all,
            Some(State::OnItsWay),
            Standing::OnItsWay,
            false,
        );
        check("passport", all, None, Standing::NotAsked, false);
    }
}
