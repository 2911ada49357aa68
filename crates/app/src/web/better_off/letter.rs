//! The letter for the young person: one or two sheets in plain words and whole pounds, without codes.

use askama::Template;
use better_off::{Cause, Change};
use casework::better_off::{Answer, Case, SavedRun, Situation};
use uuid::Uuid;

use super::{
    answer::{BesideShown, beside, nothing_in_hand, now_sentence},
    shown::{Comparison, OfferShown, comparison, offers},
    words::{about, about_signed},
};
use crate::web::{layout::Page, printed};

#[derive(Template)]
#[template(path = "better_off/letter.html")]
pub struct LetterPage {
    page: Page,
    id: Uuid,
    name: String,
    letter: Letter,
    made: String,
}

/// An answer in plain words: what the letter says, and what a young person reads who asked for themselves.
pub struct Letter {
    pub now_sentence: String,
    pub offers: Vec<OfferShown>,
    pub table: Comparison,
    pub first_weeks: Vec<String>,
    pub steps: Vec<String>,
    pub dates: Vec<String>,
    pub extra: Vec<BesideShown>,
    pub ask: Vec<String>,
}

/// More than this belongs into a talk, not on paper.
const MOST_OF_EACH: usize = 6;

impl LetterPage {
    pub fn new(page: Page, run: &SavedRun) -> Self {
        Self {
            page,
            id: run.id,
            name: run.who.as_ref().map_or_else(String::new, first_name),
            letter: Letter::of(&run.case, &run.answer),
            made: format!(
                "{} worked this out on {}.",
                run.made_by,
                printed::long_date(&run.case.as_at)
            ),
        }
    }
}

impl Letter {
    pub fn of(case: &Case, answer: &Answer) -> Self {
        let mut ask: Vec<String> = answer
            .ask()
            .iter()
            .map(|question| question.question.to_owned())
            .collect();
        ask.truncate(MOST_OF_EACH);
        let mut extra = beside(answer);
        extra.truncate(MOST_OF_EACH);
        Self {
            now_sentence: now_in_words(answer),
            offers: offers(answer),
            table: comparison(answer, about_signed),
            first_weeks: first_weeks(case, answer),
            steps: steps(answer),
            dates: dates(answer),
            extra,
            ask,
        }
    }
}

/// A letter begins with the name by which somebody is called.
fn first_name(who: &casework::person::Who) -> String {
    who.name
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_owned()
}

fn now_in_words(answer: &Answer) -> String {
    let sentence = now_sentence(answer);
    format!("Now: {sentence}")
}

fn first_weeks(case: &Case, answer: &Answer) -> Vec<String> {
    let mut said: Vec<String> = answer
        .offers
        .iter()
        .filter_map(|offer| {
            let calendar = offer.calendar.as_ref()?.as_ref().ok()?;
            Some(format!("{}: {}", offer.name, calendar.sentences.join(" ")))
        })
        .collect();
    if !said.is_empty() {
        said.extend(nothing_in_hand(case));
    }
    said
}

/// What a step in the hours would do, each sentence once, after the offers to which it belongs.
fn steps(answer: &Answer) -> Vec<String> {
    let of: Vec<&Situation> = if answer.offers.is_empty() {
        vec![&answer.now]
    } else {
        answer.offers.iter().collect()
    };
    let mut found: Vec<(Vec<&str>, &str)> = Vec::new();
    for situation in of {
        for cliff in &situation.curve.cliffs {
            let known = found
                .iter_mut()
                .find(|(_, sentence)| *sentence == cliff.sentence);
            match known {
                Some((names, _)) => names.push(&situation.name),
                None => found.push((vec![&situation.name], &cliff.sentence)),
            }
        }
    }
    found.truncate(MOST_OF_EACH);
    found
        .into_iter()
        .map(|(mut names, sentence)| {
            names.retain(|name| !name.is_empty());
            names.dedup();
            if names.is_empty() {
                sentence.to_owned()
            } else {
                format!("{}: {sentence}", names.join(" and "))
            }
        })
        .collect()
}

/// Birthdays and the like, and the next new rates; each with what it does to Universal Credit in the first choice.
fn dates(answer: &Answer) -> Vec<String> {
    let choice = answer.offers.first().unwrap_or(&answer.now);
    let mut said: Vec<Cause> = Vec::new();
    let mut sentences = Vec::new();
    for change in &choice.changes {
        // One of a kind: later rates are not known yet.
        if !said.contains(&change.cause) {
            said.push(change.cause);
            sentences.push(date_in_words(change));
        }
    }
    once(sentences.into_iter())
}

fn date_in_words(change: &Change) -> String {
    let what = match change.cause {
        Cause::Turns18 => "You turn 18, so more rules are for you.",
        Cause::Turns21 => "You turn 21. The lowest pay that the law allows goes up for you.",
        Cause::Turns25 => "You turn 25. Universal Credit has a higher rate from then.",
        Cause::SharedExceptionEnds => {
            "You turn 25. From then Universal Credit pays less rent if you live alone with a private landlord."
        }
        Cause::ApprenticeRateEnds => {
            "The first year of the apprenticeship is over. You must be paid at least the lowest pay for your age."
        }
        Cause::NewWageRates => "The lowest pay that the law allows changes.",
        Cause::NewBenefitRates => "Universal Credit and other benefits change.",
        Cause::SupportedHousingRule => {
            "A new rule for supported housing. You can keep more help with rent when you work."
        }
        Cause::CapGraceEnds => "The limit on benefits counts for you from then.",
        Cause::CouncilTaxCareLeaverEnds => "Help with council tax for people who left care ends.",
        Cause::IncomeFloorBegins => {
            "The first year of your business is over. Universal Credit may count more than you earn."
        }
        Cause::StudentMoneyBegins => "Your student money counts from then.",
        Cause::StudentMoneyEnds => "Your student money no longer counts from then.",
    };
    let money = match (change.award_before, change.award_after) {
        (Some(before), Some(after)) if before != after => format!(
            " Universal Credit goes from {} to {} a month.",
            about(before),
            about(after)
        ),
        _ => String::new(),
    };
    // A birthday is on its day; new rates are felt with the first payment period that they reach.
    let day = match change.cause {
        Cause::NewBenefitRates
        | Cause::CapGraceEnds
        | Cause::StudentMoneyBegins
        | Cause::StudentMoneyEnds => change.takes_effect_on,
        _ => change.on,
    };
    format!("{}: {what}{money}", printed::long_date(&day))
}

fn once(sentences: impl Iterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for sentence in sentences {
        if !found.contains(&sentence) && found.len() < MOST_OF_EACH {
            found.push(sentence);
        }
    }
    found
}
