//! Whether somebody has an entitlement on a day, with the reasons as sentences to the young person.

use std::sync::Arc;

use jiff::{ToSpan, civil::Date};

use super::{
    Amount, Answer, Asked, Care, Catalogue, CouncilMay, Doing, Due, Entitled, Entitlement,
    HowOften, Reference, Who,
};
use crate::{
    activity::{Activity, ActivityCode},
    calendar::{age_years, birthday_on},
    eligibility::{Category, Reason, category_on, was_looked_after_long_enough},
    facts::PersonFacts,
    placement::is_looked_after_on,
    source::counting_on,
    spell::Spell,
    wording,
};

/// What the conditions ask of a person, worked out once for a day.
#[expect(
    clippy::struct_excessive_bools,
    reason = "five independent answers about one life"
)]
pub(super) struct Life<'a> {
    facts: &'a PersonFacts,
    asked: Asked,
    category: Option<Category>,
    has_died: bool,
    /// The duties ended otherwise than by age: adopted, returned home, with another council.
    has_ended: bool,
    /// Whether the record knows any time in care.
    knows_care: bool,
    is_looked_after: bool,
    was_long_enough: bool,
    /// Every activity that counts on the day.
    activities: Vec<Spell<Activity>>,
}

impl<'a> Life<'a> {
    pub(super) fn new(facts: &'a PersonFacts, asked: Asked) -> Self {
        let (category, because) = category_on(facts, asked.nation, asked.as_at, asked.leap_day);
        let eighteenth = birthday_on(facts.date_of_birth, 18, asked.leap_day);
        let last_day_at_17 = eighteenth.saturating_sub(1.day());
        let by = asked.as_at.min(last_day_at_17);
        let any = |wanted: fn(&Reason) -> bool| because.iter().any(wanted);
        Self {
            facts,
            asked,
            category,
            has_died: any(|reason| matches!(reason, Reason::Died { .. })),
            has_ended: any(|reason| {
                matches!(
                    reason,
                    Reason::Adopted | Reason::ReturnedHome { .. } | Reason::MovedToAnotherAuthority
                )
            }),
            knows_care: !any(|reason| matches!(reason, Reason::NoEpisodes)),
            is_looked_after: is_looked_after_on(&facts.placements, asked.as_at),
            was_long_enough: was_looked_after_long_enough(facts, by, asked.leap_day),
            activities: counting_on(&facts.activities, asked.as_at, |activity| activity.standing)
                .copied()
                .collect(),
        }
    }

    fn is(&self, care: Care) -> bool {
        match care {
            Care::Category(category) => self.category == Some(category),
            Care::LookedAfter => self.is_looked_after,
            Care::LookedAfterLongEnough => self.was_long_enough && !self.has_ended,
        }
    }

    /// Whether something is known of what they are doing.
    fn knows_activity(&self) -> bool {
        let is_known = |spell: &Spell<Activity>| spell.value.code != ActivityCode::NotKnown;
        self.activities.iter().any(is_known)
    }

    fn does(&self, codes: &[ActivityCode]) -> bool {
        self.activities
            .iter()
            .any(|spell| codes.contains(&spell.value.code))
    }

    /// Since when one of these goes on without a day between; `None` when no record has its own dates: a return tells only that it
    /// was so on a birthday.
    fn since(&self, codes: &[ActivityCode]) -> Option<Date> {
        let dated = |spell: &&Spell<Activity>| {
            codes.contains(&spell.value.code) && !spell.value.standing.is_observation()
        };
        let mut start = self
            .activities
            .iter()
            .filter(dated)
            .map(|spell| spell.starts_on)
            .min()?;
        loop {
            let before = self
                .facts
                .activities
                .iter()
                .filter(dated)
                .filter(|spell| {
                    spell.starts_on < start && spell.ends_on.is_none_or(|end| start <= end)
                })
                .map(|spell| spell.starts_on)
                .min();
            match before {
                Some(earlier) => start = earlier,
                None => return Some(start),
            }
        }
    }

    fn age_on(&self, day: Date) -> i16 {
        age_years(self.facts.date_of_birth, day, self.asked.leap_day)
    }
}

impl Doing {
    pub(super) fn codes(self) -> &'static [ActivityCode] {
        use ActivityCode::{F1, F2, F4, P1, P2, P4};
        match self {
            Self::Anything => &[],
            Self::FurtherEducation => &[F2, P2],
            Self::HigherEducation => &[F1, P1],
            Self::Apprenticeship => &[F4, P4],
        }
    }

    fn is_words(self) -> &'static str {
        match self {
            Self::Anything => "",
            Self::FurtherEducation => "You are at school, college or on another course.",
            Self::HigherEducation => "You are in higher education.",
            Self::Apprenticeship => "You are an apprentice.",
        }
    }

    fn is_not_words(self) -> &'static str {
        match self {
            Self::Anything => "",
            Self::FurtherEducation => "It is for people at school, college or on another course.",
            Self::HigherEducation => "It is for people in higher education.",
            Self::Apprenticeship => "It is for apprentices.",
        }
    }
}

/// One condition, answered.
struct Said(Answer, String);

pub(super) fn entitled(
    life: &Life<'_>,
    catalogue: &Catalogue,
    entitlement: &Arc<Entitlement>,
) -> Entitled {
    let who = &entitlement.who;
    let start = (who.doing != Doing::Anything)
        .then(|| life.since(who.doing.codes()))
        .flatten();
    let fixed_on = match entitlement.fixed_on {
        Reference::Start => start,
        Reference::Day | Reference::ThirtyFirstOfAugust => Some(life.asked.as_at),
    };
    let amount = catalogue
        .amount_on(entitlement, fixed_on.unwrap_or(life.asked.as_at))
        .cloned();
    let mut said = vec![care(life, who), doing(life, who), age(life, who, start)];
    let is_possible = said.iter().all(|Said(answer, _)| *answer != Answer::No);
    if life.has_died {
        said = vec![Said(
            Answer::No,
            "The record says that this person has died.".to_owned(),
        )];
    } else if is_possible {
        if entitlement.fixed_on == Reference::Start && start.is_none() {
            said.push(Said(
                Answer::Ask,
                "We do not know when you started. The day decides about it.".to_owned(),
            ));
        } else if amount.is_none() && is_an_amount_wanted(catalogue, entitlement) {
            said.push(no_amount(catalogue, entitlement, fixed_on));
        } else if is_an_example(entitlement, amount.as_deref()) {
            said.push(Said(
                Answer::Ask,
                "Your council decides whether it gives this, and that is not entered here yet. The amount is what was given elsewhere. Ask.".to_owned(),
            ));
        }
    }
    let answer = said
        .iter()
        .map(|Said(answer, _)| *answer)
        .max()
        .unwrap_or(Answer::No);
    // What decides comes first; a no is not softened by what does hold.
    said.retain(|Said(one, words)| {
        !words.is_empty() && (answer != Answer::No || *one == Answer::No)
    });
    said.sort_by_key(|Said(one, _)| std::cmp::Reverse(*one));
    let due = match (&amount, start) {
        (Some(amount), Some(start)) if answer != Answer::No => {
            instalments(&amount.instalments, start)
        }
        _ => Vec::new(),
    };
    Entitled {
        entitlement: entitlement.clone(),
        answer,
        why: said.into_iter().map(|Said(_, words)| words).collect(),
        amount,
        period: entitlement.how_often.period(life.asked.as_at),
        due,
    }
}

/// A relief that law gives and that has no amount needs none.
fn is_an_amount_wanted(catalogue: &Catalogue, entitlement: &Entitlement) -> bool {
    let is_without = catalogue.amounts(&entitlement.id).is_empty();
    !(is_without && entitlement.council_may == CouncilMay::Not)
}

/// Where each council decides, an amount that another council gave is no promise.
fn is_an_example(entitlement: &Entitlement, amount: Option<&Amount>) -> bool {
    entitlement.council_may == CouncilMay::Set && amount.is_some_and(|amount| !amount.is_councils)
}

/// Nobody has set an amount for the day: a scheme that began later says no, the council's own must be asked for.
fn no_amount(catalogue: &Catalogue, entitlement: &Entitlement, fixed_on: Option<Date>) -> Said {
    let amounts = catalogue.amounts(&entitlement.id);
    let first = amounts.iter().filter_map(|amount| amount.from).min();
    match (first, fixed_on) {
        (Some(first), Some(day)) if day < first && entitlement.fixed_on == Reference::Start => {
            Said(
                Answer::No,
                format!(
                    "It is for those who started on or after {}.",
                    wording::day(first)
                ),
            )
        }
        _ => Said(
            Answer::Ask,
            "Your council decides about this, and what it gives is not entered here yet. Ask."
                .to_owned(),
        ),
    }
}

fn care(life: &Life<'_>, who: &Who) -> Said {
    if who.care.iter().any(|care| life.is(*care)) {
        return Said(Answer::Yes, of_category(life).to_owned());
    }
    if who.ask_care.iter().any(|care| life.is(*care)) {
        return Said(Answer::Ask, who.ask_why.clone());
    }
    if !life.knows_care {
        return Said(
            Answer::Ask,
            "Your time in care is not in this record. Ask for it to be added.".to_owned(),
        );
    }
    Said(Answer::No, is_not_for(life, who))
}

/// The category in words that need no law book.
fn of_category(life: &Life<'_>) -> &'static str {
    match life.category {
        Some(Category::Eligible | Category::Category1) => {
            "You are 16 or 17 and in care, and have been for long enough."
        }
        Some(Category::Relevant | Category::Category2) => {
            "You are 16 or 17 and were in care for long enough."
        }
        Some(Category::FormerRelevant | Category::Category3 | Category::Category4) => {
            "You were in care for long enough, and are 18 or over."
        }
        Some(Category::Qualifying | Category::Category6) => "You were in care at 16 or later.",
        Some(Category::Category5) => "You left care for a special guardian.",
        None if life.is_looked_after => "You are in care.",
        None => "You were in care for long enough.",
    }
}

fn is_not_for(life: &Life<'_>, who: &Who) -> String {
    let is_only_for_those_in_care = who.care == [Care::LookedAfter];
    if is_only_for_those_in_care {
        return "It is for people who are in care now.".to_owned();
    }
    match life.category {
        Some(Category::Eligible | Category::Category1) => {
            "It is for people who have left care. You are still in care.".to_owned()
        }
        Some(Category::Relevant | Category::Category2) => "It is for people of 18 and over.".to_owned(),
        Some(Category::FormerRelevant | Category::Category3 | Category::Category4) => {
            "It is for people who are under 18 or still in care.".to_owned()
        }
        Some(Category::Qualifying | Category::Category5 | Category::Category6) => {
            "It is for people who were in care for longer. Other help from the council is still yours.".to_owned()
        }
        None => "It is for care leavers whom the council must support by law, and your record does not make you one on this day.".to_owned(),
    }
}

fn doing(life: &Life<'_>, who: &Who) -> Said {
    if who.doing == Doing::Anything {
        return Said(Answer::Yes, String::new());
    }
    let sure: Vec<ActivityCode> = who
        .doing
        .codes()
        .iter()
        .copied()
        .filter(|code| !who.ask_activities.contains(code))
        .collect();
    if life.does(&sure) {
        Said(Answer::Yes, who.doing.is_words().to_owned())
    } else if life.does(&who.ask_activities) {
        Said(Answer::Ask, who.ask_why.clone())
    } else if life.knows_activity() {
        Said(Answer::No, who.doing.is_not_words().to_owned())
    } else {
        Said(
            Answer::Ask,
            format!(
                "{} We do not know what you are doing now.",
                who.doing.is_not_words()
            ),
        )
    }
}

fn age(life: &Life<'_>, who: &Who, start: Option<Date>) -> Said {
    let day = match who.age_on {
        Reference::Day => life.asked.as_at,
        Reference::Start => start.unwrap_or(life.asked.as_at),
        Reference::ThirtyFirstOfAugust => {
            let year = HowOften::AcademicYear.period(life.asked.as_at).from;
            year.map_or(life.asked.as_at, |from| from.saturating_add(30.days()))
        }
    };
    let age = life.age_on(day);
    let when = match who.age_on {
        Reference::Day => String::new(),
        Reference::Start => " when they started".to_owned(),
        Reference::ThirtyFirstOfAugust => format!(" on {}", wording::day(day)),
    };
    let now = if who.age_on == Reference::Day {
        "are"
    } else {
        "were"
    };
    if let Some(least) = who.from_age.filter(|least| age < *least) {
        return Said(
            Answer::No,
            format!("It is for people who {now} at least {least}{when}."),
        );
    }
    if let Some(limit) = who.below_age.filter(|limit| age >= *limit) {
        return Said(
            Answer::No,
            format!("It is for people who {now} under {limit}{when}."),
        );
    }
    let you = match (who.age_on, who.below_age) {
        (Reference::Start, _) => format!("You {now} {age} when you started."),
        (Reference::ThirtyFirstOfAugust, _) => format!("You {now} {age}{when}."),
        (Reference::Day, Some(limit)) => format!("You are {age}; it is for people under {limit}."),
        (Reference::Day, None) => String::new(),
    };
    Said(Answer::Yes, you)
}

fn instalments(parts: &[(i32, crate::money::Pence)], start: Date) -> Vec<Due> {
    (1..)
        .zip(parts)
        .map(|(number, (days, amount))| Due {
            number,
            on: start.saturating_add(days.days()),
            amount: *amount,
        })
        .collect()
}
