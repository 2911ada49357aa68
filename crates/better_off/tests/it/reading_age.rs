//! What people read must be readable at eleven: the Flesch-Kincaid grade of each kind of sentence is at most 6, and sentences are short.

use std::collections::{BTreeMap, BTreeSet};

use better_off::{
    Apprenticeship, Born, Health, Household, IncomeKind, Job, Learning, NonDependants, Offer,
    OtherIncome, Outcome, PayDates, PayEvery, Pence, Person, Pip, PipRate, Plan, budget_curve,
    calculate, calendar, changes_ahead, compare, rates_for, take_home, what_moved,
};

use crate::made::{care_leaver, child, day, in_scotland, person, private, supported, with, works};

/// Grade 6 is read at eleven to twelve.
const HIGHEST_GRADE: f64 = 6.0;
const MOST_WORDS: usize = 26;

/// Names are read as one word: they cannot be made simpler, and each is explained by whoever hands the letter over.
const NAMES: &[&str] = &[
    "Universal Credit",
    "National Insurance",
    "Housing Benefit",
    "Child Benefit",
    "Scottish Child Payment",
    "Department for Work and Pensions",
    "Personal Independence Payment",
    "Carer's Allowance",
    "Council Tax",
];

fn households() -> Vec<Household> {
    let born = |date: &str| {
        with(care_leaver(20), |household| {
            household.claimant.born = Born::On(day(date));
            household.claim.assessment_day = Some(10);
        })
    };
    vec![
        Household::of(Born::Years(17)),
        with(Household::of(Born::Years(20)), |household| {
            supported(household, 1000);
            household.claimant.learning = Learning::AdvancedFullTime;
            household.home.other_adults = Some(1);
        }),
        with(born("2008-07-01"), |household| supported(household, 900)),
        with(born("2001-08-01"), |household| {
            private(household, 700, "LEEDS");
            works(household, 1085, 30);
        }),
        with(born("2005-08-01"), |household| {
            supported(household, 1000);
            works(household, 1085, 14);
        }),
        with(born("2004-02-03"), |household| {
            in_scotland(household);
            household.children = vec![child(1), child(4), child(7)];
            household.childcare_a_month = Pence::pounds(600);
            private(household, 900, "GREATER_GLASGOW");
            household.home.is_in_london = true;
            household.partner = Some(person(21));
        }),
        with(born("2004-02-03"), |household| {
            private(household, 2500, "INNER_EAST_LONDON");
            household.home.is_in_london = true;
            household.claimant.is_carer = Some(true);
            household.claimant.pip = Some(Pip {
                daily_living: Some(PipRate::Standard),
                mobility: None,
            });
            household.other_income = [
                IncomeKind::CarersAllowance,
                IncomeKind::Bursary,
                IncomeKind::Gift,
            ]
            .map(|kind| OtherIncome {
                kind,
                a_month: Pence::pounds(330),
            })
            .to_vec();
            household.capital = Some(Pence::pounds(7000));
        }),
        with(born("2003-09-09"), |household| {
            household.claimant.health = Health::NewElement;
            household.claimant.learning = Learning::NonAdvanced {
                hours_a_week: Some(16),
                started_on: None,
                has_maintenance: true,
            };
            let mut job = Job::hourly(Pence(700), 30 * 60);
            job.apprenticeship = Some(Apprenticeship {
                started_on: Some(day("2025-09-01")),
                is_first_year: None,
            });
            job.costs.travel_a_week = Pence::pounds(20);
            household.claimant.job = Some(job);
            household.non_dependants = Some(NonDependants {
                count: 1,
                paying: 1,
            });
            private(household, 500, "LEEDS");
        }),
    ]
}

/// Every text by its kind.
type Texts = BTreeMap<&'static str, BTreeSet<String>>;

fn add(texts: &mut Texts, kind: &'static str, found: impl IntoIterator<Item = String>) {
    texts.entry(kind).or_default().extend(found);
}

fn add_outcome(texts: &mut Texts, outcome: &Outcome) {
    add(
        texts,
        "why",
        outcome.trace.iter().map(|line| line.why.clone()),
    );
    let questions = outcome.ask.iter();
    add(
        texts,
        "questions",
        questions.map(|ask| format!("{} {}", ask.question, ask.meanwhile)),
    );
    let beside = outcome.beside.iter();
    add(texts, "beside", beside.map(|money| money.why.to_owned()));
    let findings = outcome.findings.iter();
    add(
        texts,
        "findings",
        findings.map(|found| format!("{} {}", found.reason, found.remedy)),
    );
}

fn texts() -> Texts {
    let mut texts = Texts::new();
    let as_at = day("2026-02-20");
    for household in households() {
        let job = |hours: u32| {
            let mut job = Job::hourly(Pence(1271), hours * 60);
            job.pay_dates = Some(PayDates {
                every: PayEvery::Week,
                starts_on: day("2026-03-02"),
                first_paid_on: day("2026-03-13"),
                weeks_in_hand: None,
            });
            job
        };
        let offers = [4, 16, 40].map(|hours| Offer {
            name: "Kitchen".into(),
            job: Some(job(hours)),
            childcare_a_month: None,
        });
        let found = compare(&household, &offers, as_at).unwrap();
        add_outcome(&mut texts, &found.now);
        for offer in &found.offers {
            add(&mut texts, "offers", [offer.sentence.clone()]);
            add_outcome(&mut texts, &offer.outcome);
        }
        for on in ["2026-02-20", "2026-10-05"] {
            let rates = rates_for(&household, day(on)).unwrap();
            let curve = budget_curve(&household, &rates);
            add(
                &mut texts,
                "cliffs",
                curve.cliffs.into_iter().map(|cliff| cliff.sentence),
            );
            add(
                &mut texts,
                "offers",
                [take_home(&household, &job(20), &rates).sentence],
            );
        }
        let changes = changes_ahead(&household, as_at, day("2029-12-31"));
        add(
            &mut texts,
            "changes",
            changes.into_iter().map(|change| change.sentence),
        );
        let moved = what_moved(&household, as_at, &household, day("2026-10-06")).unwrap();
        add(
            &mut texts,
            "moved",
            moved.into_iter().map(|part| part.sentence),
        );
        let plan = Plan {
            from: as_at,
            in_hand: Pence::pounds(20),
            job: job(30),
            rent_day: 1,
            bills: Vec::new(),
            advance: None,
            childcare_up_front: Pence::pounds(100),
            claims_on: None,
        };
        if let Ok(days) = calendar(&household, &plan) {
            add(&mut texts, "calendar", days.sentences);
            let asked = days.ask.iter();
            add(
                &mut texts,
                "questions",
                asked.map(|ask| format!("{} {}", ask.question, ask.meanwhile)),
            );
        }
        let mut wrong = household.clone();
        wrong.home.rent_a_month = Pence(-1);
        wrong.capital = Some(Pence(-1));
        wrong.partner = Some(Person::of(Born::Years(9)));
        add_outcome(&mut texts, &calculate(&wrong, as_at).unwrap());
    }
    texts
}

#[test]
fn every_kind_of_sentence_is_read_at_eleven() {
    let texts = texts();
    assert_eq!(texts.len(), 9, "{:?}", texts.keys());
    for (kind, found) in &texts {
        assert!(!found.is_empty(), "{kind}");
        let all = found
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ");
        let grade = grade(&all);
        assert!(
            grade <= HIGHEST_GRADE,
            "{kind}: grade {grade:.1}\n{found:#?}"
        );
    }
}

#[test]
fn no_sentence_is_long() {
    let texts = texts();
    for sentence in texts
        .values()
        .flatten()
        .flat_map(|text| sentences(&plain(text)))
    {
        let words = sentence.split_whitespace().count();
        assert!(words <= MOST_WORDS, "{words} words: {sentence}");
    }
}

#[test]
fn the_measure_tells_easy_from_hard() {
    let easy = "You have more money. The rent is paid. It will go up in May.";
    let hard = "Notwithstanding regulatory considerations, the aforementioned entitlement is subsequently extinguished upon attainment of the prescribed threshold.";
    assert!(grade(easy) < 3.0, "{}", grade(easy));
    assert!(grade(hard) > 15.0, "{}", grade(hard));
}

/// Flesch-Kincaid: 0.39 x words a sentence + 11.8 x syllables a word - 15.59.
fn grade(text: &str) -> f64 {
    let text = plain(text);
    let sentences = sentences(&text).len().max(1);
    let words: Vec<&str> = text.split_whitespace().collect();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let ratio = |count: usize, of: usize| {
        f64::from(u32::try_from(count).unwrap()) / f64::from(u32::try_from(of.max(1)).unwrap())
    };
    0.39 * ratio(words.len(), sentences) + 11.8 * ratio(syllables, words.len()) - 15.59
}

fn plain(text: &str) -> String {
    NAMES
        .iter()
        .fold(text.to_owned(), |text, name| text.replace(name, "Benefit"))
}

fn sentences(text: &str) -> Vec<String> {
    text.split_inclusive(['.', '?', ':', ';', '!']).fold(
        Vec::new(),
        |mut found: Vec<String>, part| {
            // A point between digits, as in 316.98, ends nothing.
            let goes_on = found
                .last()
                .is_some_and(|last| last.ends_with('.') && !part.starts_with(char::is_whitespace));
            match found.last_mut().filter(|_| goes_on) {
                Some(last) => last.push_str(part),
                None => found.push(part.to_owned()),
            }
            found
        },
    )
}

/// Groups of vowels, a silent e left out; figures are one.
fn syllables(word: &str) -> usize {
    let letters: String = word
        .to_lowercase()
        .chars()
        .filter(char::is_ascii_alphabetic)
        .collect();
    let is_vowel = |letter: char| "aeiouy".contains(letter);
    let mut groups = 0;
    let mut was_vowel = false;
    for letter in letters.chars() {
        groups += usize::from(is_vowel(letter) && !was_vowel);
        was_vowel = is_vowel(letter);
    }
    let is_silent = letters.ends_with('e') && !letters.ends_with("le");
    groups.saturating_sub(usize::from(is_silent)).max(1)
}
