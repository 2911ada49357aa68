//! What an assessment or a plan must deal with: forms with their heads, dated, by nation, read from `plans/*.toml`.

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    authority::Nation,
    block::{Block, Read},
};

const COMMON: &str = include_str!("../plans/common.toml");
const FILES: [&str; 2] = [
    include_str!("../plans/england.toml"),
    include_str!("../plans/wales.toml"),
];

/// The part in the young person's own words, in every form.
pub const OWN_WORDS: &str = "own_words";
/// The part that says whether they agree, in every form.
pub const AGREEMENT: &str = "agreement";

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    NeedsAssessment,
    PathwayPlan,
}

impl DocumentKind {
    pub const ALL: [Self; 2] = [Self::NeedsAssessment, Self::PathwayPlan];

    pub fn code(self) -> &'static str {
        match self {
            Self::NeedsAssessment => "needs_assessment",
            Self::PathwayPlan => "pathway_plan",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::NeedsAssessment => "Needs assessment",
            Self::PathwayPlan => "Pathway plan",
        }
    }

    pub fn from_code(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == text)
    }
}

/// How much a form asks, and in what place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    Full,
    /// For those of 21 and over who asked for help with a few things.
    Short,
    /// While somebody is in prison or youth detention.
    Detained,
}

/// What a part of a form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadKind {
    OwnWords,
    /// A matter that the law, or a short form of ours, names.
    Matter,
    Agreement,
}

/// One part of a form: one screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub id: String,
    pub title: String,
    pub kind: HeadKind,
    /// What the young person is asked.
    pub question: String,
    /// What belongs here.
    pub about: String,
    pub law: String,
    /// Nothing is signed off without it.
    pub is_required: bool,
    /// About education, training or work: goals there need a step, an owner, what it takes, and a date.
    pub is_work: bool,
    pub from: Option<Date>,
    pub to: Option<Date>,
}

impl Head {
    fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// A form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanForm {
    pub id: String,
    pub title: String,
    pub kind: DocumentKind,
    pub shape: Shape,
    pub nation: Nation,
    pub from: Date,
    /// The last day.
    pub to: Option<Date>,
    pub from_age: Option<i16>,
    pub source: String,
    pub is_verified: bool,
    heads: Vec<Head>,
}

impl PlanForm {
    /// The parts that hold on the day on which a plan was begun: own words first, agreement last.
    pub fn heads_on(&self, day: Date) -> impl Iterator<Item = &Head> {
        self.heads.iter().filter(move |head| head.holds_on(day))
    }

    fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// Every form that ships.
#[derive(Debug, Clone, Default)]
pub struct PlanForms {
    forms: Vec<Arc<PlanForm>>,
    /// What was wrong in the files: none in a released program, a test sees to it.
    pub faults: Vec<String>,
}

impl PlanForms {
    /// Read once.
    pub fn shipped() -> &'static Self {
        static FORMS: OnceLock<PlanForms> = OnceLock::new();
        FORMS.get_or_init(|| Self::read(COMMON, &FILES))
    }

    pub fn all(&self) -> impl Iterator<Item = &Arc<PlanForm>> {
        self.forms.iter()
    }

    pub fn find(&self, id: &str) -> Option<&Arc<PlanForm>> {
        self.forms.iter().find(|form| form.id == id)
    }

    /// The forms that can be begun for somebody of this age on a day: the full one first.
    pub fn for_person(
        &self,
        kind: DocumentKind,
        nation: Nation,
        age_years: i16,
        day: Date,
    ) -> Vec<&Arc<PlanForm>> {
        let mut forms: Vec<_> = self
            .forms
            .iter()
            .filter(|form| form.kind == kind && form.nation == nation && form.holds_on(day))
            .filter(|form| form.from_age.is_none_or(|from| from <= age_years))
            .collect();
        forms.sort_by_key(|form| form.shape);
        forms
    }

    fn read(common: &str, files: &[&str]) -> Self {
        let mut read = Self::default();
        let mut heads_of_all = Vec::new();
        for block in Block::all(common) {
            match head(&block) {
                Ok(head) => heads_of_all.push(head),
                Err(fault) => read.faults.push(format!("{fault}: {}", block.whole())),
            }
        }
        let mut forms: Vec<PlanForm> = Vec::new();
        for block in files.iter().flat_map(|text| Block::all(text)) {
            let done = match (block.kind(), forms.last_mut()) {
                ("form", _) => form(&block).map(|form| forms.push(form)),
                ("head", Some(form)) => head(&block).map(|head| form.heads.push(head)),
                _ => Err("neither a form nor a head of one".to_owned()),
            };
            if let Err(fault) = done {
                read.faults.push(format!("{fault}: {}", block.whole()));
            }
        }
        for mut form in forms {
            let matters = std::mem::take(&mut form.heads);
            let (last, first): (Vec<Head>, Vec<Head>) = heads_of_all
                .iter()
                .cloned()
                .partition(|head| head.kind == HeadKind::Agreement);
            form.heads = [first, matters, last].concat();
            read.forms.push(Arc::new(form));
        }
        read
    }
}

fn form(block: &Block<'_>) -> Read<PlanForm> {
    let kinds = DocumentKind::ALL.map(|kind| (kind.code(), kind));
    let nations = [Nation::England, Nation::Wales].map(|nation| (nation.code(), nation));
    let shapes = [
        ("full", Shape::Full),
        ("short", Shape::Short),
        ("detained", Shape::Detained),
    ];
    Ok(PlanForm {
        id: block.text("id")?,
        title: block.text("title")?,
        kind: block.one_of("kind", &kinds)?,
        shape: block.one_of("shape", &shapes)?,
        nation: block.one_of("nation", &nations)?,
        from: block.day("from")?.ok_or("no from")?,
        to: block.day("to")?,
        from_age: block.age("from_age")?,
        source: block.text("source")?,
        is_verified: block.flag("verified")?,
        heads: Vec::new(),
    })
}

fn head(block: &Block<'_>) -> Read<Head> {
    let kinds = [
        ("own_words", HeadKind::OwnWords),
        ("agreement", HeadKind::Agreement),
    ];
    Ok(Head {
        id: block.text("id")?,
        title: block.text("title")?,
        kind: match block.value("kind") {
            Some(_) => block.one_of("kind", &kinds)?,
            None => HeadKind::Matter,
        },
        question: block.text("question")?,
        about: block.text("about")?,
        law: block.text("law")?,
        is_required: block.flag("required")?,
        is_work: block.flag("work")?,
        from: block.day("from")?,
        to: block.day("to")?,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use jiff::civil::date;

    use super::*;

    fn matters(id: &str, day: Date) -> Vec<String> {
        let form = PlanForms::shipped().find(id).expect(id);
        form.heads_on(day)
            .filter(|head| head.kind == HeadKind::Matter)
            .map(|head| head.id.clone())
            .collect()
    }

    #[test]
    fn the_files_are_whole() {
        let forms = PlanForms::shipped();
        assert_eq!(forms.faults, Vec::<String>::new());
        let ids: HashSet<&str> = forms.all().map(|form| form.id.as_str()).collect();
        assert_eq!(ids.len(), forms.all().count());
        for form in forms.all() {
            let heads: Vec<&Head> = form.heads_on(date(2026, 3, 3)).collect();
            let ids: HashSet<&str> = heads.iter().map(|head| head.id.as_str()).collect();
            assert_eq!(ids.len(), heads.len(), "{}", form.id);
            assert_eq!(
                heads.first().map(|head| head.kind),
                Some(HeadKind::OwnWords)
            );
            assert_eq!(
                heads.last().map(|head| head.kind),
                Some(HeadKind::Agreement)
            );
            assert_eq!(
                heads.iter().any(|head| head.is_work),
                form.kind == DocumentKind::PathwayPlan,
                "{}",
                form.id
            );
        }
    }

    /// SI 2010/2571 Schedule 1 has ten paragraphs, WSI 2015/1820 Schedule 1 eleven.
    #[test]
    fn the_statutory_heads_are_there() {
        let today = date(2026, 3, 3);
        assert_eq!(matters("england_pathway_plan", today).len(), 10);
        assert_eq!(matters("wales_pathway_plan", today).len(), 11);
        assert_eq!(matters("wales_detained_plan", today)[0], "where_detained");
    }

    /// Regulation 42(2)(ba) came on 18 August 2014.
    #[test]
    fn a_head_holds_from_its_day() {
        let form = "england_needs_assessment";
        assert_eq!(matters(form, date(2014, 8, 17)).len(), 8);
        assert_eq!(matters(form, date(2014, 8, 18)).len(), 9);
    }

    #[test]
    fn which_forms_can_be_begun() {
        let check = |nation, age_years, day, expected: &[&str]| {
            let forms =
                PlanForms::shipped().for_person(DocumentKind::PathwayPlan, nation, age_years, day);
            let ids: Vec<&str> = forms.iter().map(|form| form.id.as_str()).collect();
            assert_eq!(ids, expected, "{nation:?} {age_years} {day}");
        };
        let today = date(2026, 3, 3);
        let (england, wales) = (Nation::England, Nation::Wales);
        check(england, 20, today, &["england_pathway_plan"]);
        check(
            england,
            21,
            today,
            &["england_pathway_plan", "england_short_plan"],
        );
        check(england, 21, date(2018, 3, 31), &["england_pathway_plan"]);
        check(england, 17, date(2011, 3, 31), &[]);
        check(
            wales,
            17,
            today,
            &["wales_pathway_plan", "wales_detained_plan"],
        );
        check(
            wales,
            21,
            today,
            &[
                "wales_pathway_plan",
                "wales_short_plan",
                "wales_detained_plan",
            ],
        );
        check(wales, 17, date(2016, 4, 5), &[]);
    }

    #[test]
    fn what_is_wrong_in_a_file_is_said() {
        let check = |text: &str, expected: &str| {
            let read = PlanForms::read("", &[text]);
            assert!(
                read.faults.iter().any(|fault| fault.starts_with(expected)),
                "{text}: {:?}",
                read.faults
            );
        };
        check("\n[[head]]\nid = \"x\"", "neither a form nor a head");
        check("\n[[form]]\nid = \"x\"", "no title");
        check("\n[[other]]", "neither a form");
    }
}
