//! What the answer page and the letter both show: each offer in words, and now beside the offers in a table.

use std::fmt::Write;

use better_off::{Amounts, Ask, Pence, Tenure};
use casework::better_off::{Answer, Situation};

use super::words::{a_week, about, after_costs, beside_now, headline};
use crate::web::printed;

/// An offer in words.
pub struct OfferShown {
    pub name: String,
    pub headline: String,
    /// With pence, for whoever checks.
    pub sentence: String,
    /// In whole pounds, for the young person.
    pub plain: String,
    /// Wages below the law and impossible answers.
    pub warnings: Vec<String>,
}

/// Now beside the offers: a column each.
pub struct Comparison {
    pub names: Vec<String>,
    pub rows: Vec<Row>,
}

pub struct Row {
    pub title: &'static str,
    pub is_total: bool,
    pub cells: Vec<Cell>,
}

pub struct Cell {
    pub name: String,
    pub amount: String,
}

/// Whether help with the rent could not be worked out, so that no difference can be said.
pub fn rent_is_open(situation: &Situation) -> bool {
    let amounts = &situation.outcome.amounts;
    let has_rent = amounts.rent > Pence::ZERO;
    match situation.household.home.tenure {
        Tenure::Supported => has_rent && amounts.housing_benefit.is_none(),
        Tenure::Private => {
            has_rent
                && situation
                    .outcome
                    .ask
                    .iter()
                    .any(|question| question.ask == Ask::Area)
        }
        Tenure::Social | Tenure::NoRent => false,
    }
}

pub fn offers(answer: &Answer) -> Vec<OfferShown> {
    answer
        .offers
        .iter()
        .map(|offer| shown(offer, &answer.now))
        .collect()
}

fn shown(offer: &Situation, now: &Situation) -> OfferShown {
    let warnings = offer
        .outcome
        .findings
        .iter()
        .map(|finding| format!("{} {}", finding.reason, finding.remedy))
        .collect();
    // A job that begins later is put beside what there would be without it on that day; said only where that is not what there is now.
    let ahead = (offer.without != now.outcome.amounts).then(|| printed::long_date(&offer.on));
    if rent_is_open(offer) || rent_is_open(now) {
        let sentence = "Help with the rent is not worked out, so no difference can be said yet. See what to ask.";
        return OfferShown {
            name: offer.name.clone(),
            headline: "Not worked out yet".to_owned(),
            sentence: sentence.to_owned(),
            plain: "We do not know yet how much help with rent you would get. We must ask first."
                .to_owned(),
            warnings,
        };
    }
    let (then, before) = (offer.outcome.amounts.after_rent, offer.without.after_rent);
    let costs = after_costs(offer.better_by, offer.better_by_after_costs);
    OfferShown {
        name: offer.name.clone(),
        headline: headline(offer.better_by),
        sentence: format!("{} {costs}", beside_now(then, before, ahead.as_deref()))
            .trim()
            .to_owned(),
        plain: plain(offer, then, before, ahead.as_deref()),
        warnings,
    }
}

fn plain(offer: &Situation, then: Pence, before: Pence, ahead: Option<&str>) -> String {
    let left = |amount: Pence| {
        if amount < Pence::ZERO {
            format!("{} too little", about(a_week(amount)))
        } else {
            about(a_week(amount))
        }
    };
    let mut said = match ahead {
        None => format!(
            "Each week, when the rent is paid, you would have {}. Now you have {}.",
            left(then),
            left(before)
        ),
        Some(day) => format!(
            "It starts on {day}. Each week from then, when the rent is paid, you would have {}. Without it you would have {}.",
            left(then),
            left(before)
        ),
    };
    let costs = offer.outcome.amounts.costs_of_working;
    if costs > Pence::ZERO {
        let end = a_week(offer.better_by_after_costs);
        let result = match end {
            end if end.max(-end) < Pence(50) => "you would have about the same as now".to_owned(),
            end if end > Pence::ZERO => {
                format!("you would still have {} more than now", about(end))
            }
            end => format!("you would have {} less than now", about(end)),
        };
        let _ = write!(
            said,
            " Going to work costs about {} a week. After that and other bills here, {result}.",
            about(a_week(costs))
        );
    }
    said
}

/// The table with every row that says something; `money` prints an amount.
pub fn comparison(answer: &Answer, money: impl Fn(Pence) -> String) -> Comparison {
    let all: Vec<&Situation> = answer.all().collect();
    let names: Vec<String> = all
        .iter()
        .enumerate()
        .map(|(order, situation)| {
            if order == 0 {
                "Now".to_owned()
            } else {
                situation.name.clone()
            }
        })
        .collect();
    let cells = |of: &dyn Fn(&Amounts) -> Option<Pence>| -> Vec<Cell> {
        all.iter()
            .zip(&names)
            .map(|(situation, name)| Cell {
                name: name.clone(),
                amount: of(&situation.outcome.amounts).map_or_else(|| "ask".to_owned(), &money),
            })
            .collect()
    };
    let is_supported = all
        .iter()
        .any(|situation| situation.household.home.tenure == Tenure::Supported);
    let mut rows = Vec::new();
    for line in LINES {
        let says_something = line.is_total
            || all.iter().any(|situation| {
                (line.of)(&situation.outcome.amounts).is_some_and(|amount| amount != Pence::ZERO)
            });
        if says_something {
            rows.push(Row {
                title: line.title,
                is_total: line.is_total,
                cells: cells(&|amounts| (line.of)(amounts)),
            });
        }
        if line.title == CREDIT && is_supported {
            rows.push(Row {
                title: "Housing Benefit, paid to the landlord",
                is_total: false,
                cells: all
                    .iter()
                    .zip(&names)
                    .map(|(situation, name)| {
                        let found = situation.outcome.amounts.housing_benefit;
                        let is_open = rent_is_open(situation);
                        Cell {
                            name: name.clone(),
                            amount: match found {
                                None if is_open => "ask".to_owned(),
                                found => money(found.unwrap_or_default()),
                            },
                        }
                    })
                    .collect(),
            });
        }
    }
    Comparison { names, rows }
}

const CREDIT: &str = "Universal Credit";

struct LineOfTable {
    title: &'static str,
    is_total: bool,
    of: fn(&Amounts) -> Option<Pence>,
}

const fn part(title: &'static str, of: fn(&Amounts) -> Option<Pence>) -> LineOfTable {
    LineOfTable {
        title,
        is_total: false,
        of,
    }
}

const fn total(title: &'static str, of: fn(&Amounts) -> Option<Pence>) -> LineOfTable {
    LineOfTable {
        title,
        is_total: true,
        of,
    }
}

const LINES: &[LineOfTable] = &[
    part("Wage after tax", |amounts| Some(amounts.net_earnings)),
    part(CREDIT, |amounts| Some(amounts.award)),
    part("Child Benefit", |amounts| Some(amounts.child_benefit)),
    part("Scottish Child Payment", |amounts| {
        Some(amounts.scottish_child_payment)
    }),
    part("Other money that counts", |amounts| {
        Some(amounts.other_income)
    }),
    part("Rent", |amounts| Some(-amounts.rent)),
    total("Left after rent, a month", |amounts| {
        Some(amounts.after_rent)
    }),
    total("Left after rent, a week", |amounts| {
        Some(a_week(amounts.after_rent))
    }),
    part("Council tax", |amounts| amounts.council_tax.map(|tax| -tax)),
    part("Taken off Universal Credit", |amounts| {
        Some(-amounts.deductions)
    }),
    part("Costs of working", |amounts| {
        Some(-amounts.costs_of_working)
    }),
    total("Left after these too, a month", |amounts| {
        Some(amounts.left_over)
    }),
];
