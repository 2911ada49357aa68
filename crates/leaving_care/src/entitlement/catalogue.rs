//! The catalogue: read from `entitlements/*.toml`, with what a council has decided on top.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use jiff::civil::Date;

use super::{
    Amount, Care, CouncilMay, Doing, Entitlement, HowOften, PaidBy, Reference, Setting, Who,
};
use crate::{
    activity::ActivityCode,
    block::{Block, Read, chosen},
    eligibility::Category,
    money::Pence,
};

const FILES: [&str; 2] = [
    include_str!("../../entitlements/england.toml"),
    include_str!("../../entitlements/wales.toml"),
];

/// Every entitlement with its amounts.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    entitlements: Vec<Arc<Entitlement>>,
    amounts: HashMap<String, Vec<Arc<Amount>>>,
    /// What was wrong in the files: none in a released program, a test sees to it.
    pub faults: Vec<String>,
}

impl Catalogue {
    /// What ships with the program; read once.
    pub fn shipped() -> &'static Self {
        static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
        CATALOGUE.get_or_init(|| Self::read(&FILES))
    }

    /// The same with a council's decisions. Its own entitlements come after the others.
    #[must_use]
    pub fn with_council(&self, settings: &[Setting]) -> Self {
        let mut catalogue = self.clone();
        for setting in settings {
            if let Some(own) = &setting.own
                && catalogue.find(&own.id).is_none()
            {
                catalogue.entitlements.push(Arc::new(own.clone()));
            }
            catalogue.add(setting.amount());
        }
        catalogue
    }

    pub fn entitlements(&self) -> impl Iterator<Item = &Arc<Entitlement>> {
        self.entitlements.iter()
    }

    pub fn find(&self, id: &str) -> Option<&Arc<Entitlement>> {
        self.entitlements
            .iter()
            .find(|entitlement| entitlement.id == id)
    }

    /// Every amount of an entitlement, in the order in which it was told.
    pub fn amounts(&self, id: &str) -> &[Arc<Amount>] {
        self.amounts.get(id).map_or(&[], Vec::as_slice)
    }

    /// The amount that holds on a day: the council's decision before the amount for all, and of its decisions the one that began last.
    /// Where a council may only raise and has decided less than all get by now, what all get counts.
    pub fn amount_on(&self, entitlement: &Entitlement, day: Date) -> Option<&Arc<Amount>> {
        let holding = || {
            self.amounts(&entitlement.id)
                .iter()
                .filter(|amount| amount.holds_on(day))
        };
        let for_all = holding().rfind(|amount| !amount.is_councils);
        let councils = holding()
            .filter(|amount| amount.is_councils)
            .max_by_key(|amount| amount.from);
        match (councils, for_all) {
            (Some(councils), Some(for_all))
                if entitlement.council_may == CouncilMay::Raise
                    && councils.pence < for_all.pence =>
            {
                Some(for_all)
            }
            (councils, for_all) => councils.or(for_all),
        }
    }

    fn add(&mut self, amount: Amount) {
        let id = amount.entitlement.clone();
        self.amounts.entry(id).or_default().push(Arc::new(amount));
    }

    pub(super) fn read(files: &[&str]) -> Self {
        let mut catalogue = Self::default();
        for block in files.iter().flat_map(|text| Block::all(text)) {
            let read = match block.kind() {
                "entitlement" => block.entitlement().map(|entitlement| {
                    catalogue.entitlements.push(Arc::new(entitlement));
                }),
                "amount" => block.amount().map(|amount| catalogue.add(amount)),
                _ => Err("neither an entitlement nor an amount".to_owned()),
            };
            if let Err(fault) = read {
                catalogue.faults.push(format!("{fault}: {}", block.whole()));
            }
        }
        let known = |id: &String| catalogue.find(id).is_some();
        let lost: Vec<String> = catalogue
            .amounts
            .keys()
            .filter(|id| !known(id))
            .cloned()
            .collect();
        catalogue.faults.extend(
            lost.into_iter()
                .map(|id| format!("an amount of an unknown entitlement: {id}")),
        );
        catalogue
    }
}

impl Block<'_> {
    fn entitlement(&self) -> Read<Entitlement> {
        let nations = [
            ("england", crate::authority::Nation::England),
            ("wales", crate::authority::Nation::Wales),
        ];
        Ok(Entitlement {
            id: self.text("id")?,
            title: self.text("title")?,
            words: self.text("words")?,
            how_to_get: self.text("how_to_get")?,
            nation: Some(self.one_of("nation", &nations)?),
            paid_by: self.one_of("paid_by", &PAID_BY)?,
            how_often: self.one_of("how_often", &HOW_OFTEN)?,
            council_may: self.one_of(
                "council_may",
                &[
                    ("no", CouncilMay::Not),
                    ("raise", CouncilMay::Raise),
                    ("set", CouncilMay::Set),
                ],
            )?,
            who: Who {
                care: self.list("care", |text| chosen(text, &CARE))?,
                ask_care: self.list("ask_care", |text| chosen(text, &CARE))?,
                doing: self.one_of("doing", &DOING)?,
                ask_activities: self
                    .list("ask_activities", |text| text.parse::<ActivityCode>().ok())?,
                ask_why: self.value("ask_why").unwrap_or_default().to_owned(),
                from_age: self.age("from_age")?,
                below_age: self.age("below_age")?,
                age_on: self.one_of("age_on", &REFERENCE)?,
            },
            fixed_on: self.one_of("fixed_on", &REFERENCE)?,
            source: self.text("source")?,
        })
    }

    fn amount(&self) -> Read<Amount> {
        let instalment = |text: &str| {
            let (days, pounds) = text.split_once(' ')?;
            Some((days.parse().ok()?, Pence::read(pounds)?))
        };
        let amount = Amount {
            entitlement: self.text("entitlement")?,
            pence: Some(Pence::read(&self.text("pounds")?).ok_or("no amount")?),
            from: self.day("from")?,
            to: self.day("to")?,
            instalments: self.list("instalments", instalment)?,
            source: self.text("source")?,
            is_verified: self.one_of("verified", &[("true", true), ("false", false)])?,
            is_councils: false,
        };
        let parts: Pence = amount.instalments.iter().map(|(_, part)| *part).sum();
        if !amount.instalments.is_empty() && Some(parts) != amount.pence {
            return Err("the instalments do not come to the amount".to_owned());
        }
        if amount
            .from
            .zip(amount.to)
            .is_some_and(|(from, to)| to < from)
        {
            return Err("ends before it begins".to_owned());
        }
        Ok(amount)
    }
}

const PAID_BY: [(&str, PaidBy); 4] = [
    ("council", PaidBy::Council),
    ("college", PaidBy::College),
    ("training_provider", PaidBy::TrainingProvider),
    ("council_tax_office", PaidBy::CouncilTaxOffice),
];

const HOW_OFTEN: [(&str, HowOften); 3] = [
    ("once", HowOften::Once),
    ("financial_year", HowOften::FinancialYear),
    ("academic_year", HowOften::AcademicYear),
];

const DOING: [(&str, Doing); 4] = [
    ("anything", Doing::Anything),
    ("further_education", Doing::FurtherEducation),
    ("higher_education", Doing::HigherEducation),
    ("apprenticeship", Doing::Apprenticeship),
];

const REFERENCE: [(&str, Reference); 3] = [
    ("day", Reference::Day),
    ("start", Reference::Start),
    ("31_august", Reference::ThirtyFirstOfAugust),
];

const CARE: [(&str, Care); 12] = [
    ("eligible", Care::Category(Category::Eligible)),
    ("relevant", Care::Category(Category::Relevant)),
    ("former_relevant", Care::Category(Category::FormerRelevant)),
    ("qualifying", Care::Category(Category::Qualifying)),
    ("category_1", Care::Category(Category::Category1)),
    ("category_2", Care::Category(Category::Category2)),
    ("category_3", Care::Category(Category::Category3)),
    ("category_4", Care::Category(Category::Category4)),
    ("category_5", Care::Category(Category::Category5)),
    ("category_6", Care::Category(Category::Category6)),
    ("looked_after", Care::LookedAfter),
    ("looked_after_long_enough", Care::LookedAfterLongEnough),
];

macro_rules! codes {
    ($kind:ty, $table:ident) => {
        impl $kind {
            /// As files, forms and programs write it.
            pub fn code(self) -> &'static str {
                $table
                    .iter()
                    .find(|(_, choice)| *choice == self)
                    .map_or("", |(code, _)| *code)
            }

            pub fn from_code(text: &str) -> Option<Self> {
                chosen(text, &$table)
            }

            pub fn all() -> impl Iterator<Item = Self> {
                $table.iter().map(|(_, choice)| *choice)
            }
        }
    };
}
codes!(PaidBy, PAID_BY);
codes!(HowOften, HOW_OFTEN);
codes!(Doing, DOING);
codes!(Care, CARE);
