//! The figures of the protocol with the Jobcentre: by district and quarter, each with the list behind it.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::{ToSpan, civil::Date};
use leaving_care::{
    activity::ActivityCode,
    claim::{Benefit, Ledger},
    facts::PersonFacts,
    protocol_figures::{Case, FigureId, Quarter, Story, Tally, cases, falls_between, quarters},
    source::counting_on,
};
use store::person::PersonVersion;
use uuid::Uuid;

use crate::{
    actor::Actor, error::Result, jobcentre::ledgers_of_authority, office::Office, partner::Around,
    permission::Action, person::open::shown_name,
};

/// Which cases are counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// Empty: all.
    pub district: String,
    /// `None`: the last twelve months.
    pub quarter: Option<Quarter>,
    /// `None`: all. Only lists ask for one: the figures show each benefit beside the whole.
    pub benefit: Option<Benefit>,
}

/// The days from which cases are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub first: Date,
    pub last: Date,
}

/// A figure as it may be shown.
#[derive(Debug, Clone)]
pub struct Line {
    pub figure: FigureId,
    /// `None` where it is small and the reader is not of the service.
    pub tally: Option<Tally>,
    /// Of first payments: by benefit.
    pub by_benefit: Vec<(Benefit, Option<Tally>)>,
}

/// All figures.
#[derive(Debug, Clone)]
pub struct Figures {
    pub lines: Vec<Line>,
    pub period: Period,
    pub districts: Vec<String>,
    pub quarters: Vec<Quarter>,
    pub as_at: Date,
    /// Whether small numbers are shown, and the lists behind them.
    pub is_for_staff: bool,
}

/// A case with who it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedCase {
    pub case: Case,
    pub name: String,
}

/// The figures as at today. Whoever sees published figures only sees the whole council over twelve months, without small numbers: what
/// is held back could be worked out from parts otherwise.
pub async fn figures(actor: &Actor, office: &Office, asked: &Asked) -> Result<Figures> {
    actor.must(Action::ReadPublishedMeasures, &actor.authority)?;
    let is_for_staff = actor.may(Action::ReadMeasures);
    let whole = Asked::default();
    let asked = &Asked {
        benefit: None,
        ..if is_for_staff { asked } else { &whole }.clone()
    };
    let as_at = actor.moment.today;
    let stories = Stories::read(actor, office).await?;
    let period = period(asked.quarter, as_at);
    let shown = |tally: Tally| (is_for_staff || !tally.is_small()).then_some(tally);
    let mut all_quarters = BTreeSet::new();
    let mut lines = Vec::with_capacity(FigureId::ALL.len());
    for figure in FigureId::ALL {
        let all = stories.cases(figure, as_at);
        all_quarters.extend(quarters(&all));
        let counted: Vec<&Case> = all
            .iter()
            .filter(|case| is_asked(case, asked, period))
            .collect();
        let by_benefit = if figure == FigureId::FirstPaymentInTime {
            Benefit::ALL
                .into_iter()
                .map(|benefit| {
                    let of_it = counted
                        .iter()
                        .copied()
                        .filter(|case| case.benefit == Some(benefit));
                    (benefit, Tally::of(of_it))
                })
                .filter(|(_, tally)| tally.out_of() + tally.open > 0)
                .map(|(benefit, tally)| (benefit, shown(tally)))
                .collect()
        } else {
            Vec::new()
        };
        lines.push(Line {
            figure,
            tally: shown(Tally::of(counted)),
            by_benefit: if is_for_staff { by_benefit } else { Vec::new() },
        });
    }
    office
        .note(actor, "protocol_figures.read", None, "")
        .await?;
    Ok(Figures {
        lines,
        period,
        districts: if is_for_staff {
            stories.around.districts()
        } else {
            Vec::new()
        },
        quarters: if is_for_staff {
            all_quarters.into_iter().rev().collect()
        } else {
            Vec::new()
        },
        as_at,
        is_for_staff,
    })
}

/// The cases behind a figure, the newest first.
pub async fn behind(
    actor: &Actor,
    office: &Office,
    figure: FigureId,
    asked: &Asked,
) -> Result<Vec<NamedCase>> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    actor.must(Action::ReadMeasures, &actor.authority)?;
    let as_at = actor.moment.today;
    let stories = Stories::read(actor, office).await?;
    let period = period(asked.quarter, as_at);
    let mut named: Vec<NamedCase> = stories
        .cases(figure, as_at)
        .into_iter()
        .filter(|case| is_asked(case, asked, period))
        .filter_map(|case| {
            let version = stories.people.get(&case.person)?;
            Some(NamedCase {
                name: shown_name(actor, version),
                case,
            })
        })
        .collect();
    named.sort_by(|one, other| {
        (other.case.on, &one.name, one.case.person).cmp(&(
            one.case.on,
            &other.name,
            other.case.person,
        ))
    });
    let detail = format!("{} {} shown", figure.code(), named.len());
    office
        .note(actor, "protocol_figures.people", None, detail)
        .await?;
    Ok(named)
}

fn is_asked(case: &Case, asked: &Asked, period: Period) -> bool {
    (asked.district.is_empty() || case.district == asked.district)
        && (asked.benefit.is_none() || case.benefit == asked.benefit)
        && falls_between(case, period.first, period.last)
}

fn period(quarter: Option<Quarter>, as_at: Date) -> Period {
    match quarter {
        Some(quarter) => Period {
            first: quarter.first_day(),
            last: quarter.last_day(),
        },
        None => Period {
            first: as_at.saturating_sub(12.months()).saturating_add(1.day()),
            last: as_at,
        },
    }
}

/// Everybody with steps at the Jobcentre.
struct Stories {
    ledgers: Vec<(Uuid, Ledger)>,
    people: HashMap<Uuid, PersonVersion>,
    /// Of those with steps: when they were in work.
    work: HashMap<Uuid, Vec<(Date, Option<Date>)>>,
    around: Around,
}

impl Stories {
    async fn read(actor: &Actor, office: &Office) -> Result<Self> {
        let authority = &actor.authority;
        let ledgers = ledgers_of_authority(office, authority).await?;
        let with_steps: HashSet<Uuid> = ledgers.iter().map(|(person, _)| *person).collect();
        let facts = office.facts(authority, None).await?;
        let work = facts
            .people
            .iter()
            .filter(|facts| with_steps.contains(&facts.person))
            .map(|facts| (facts.person, work_of(facts)))
            .collect();
        Ok(Self {
            ledgers,
            work,
            people: store::person::all_current(&office.db, authority)
                .await?
                .into_iter()
                .map(|version| (version.person, version))
                .collect(),
            around: Around::read(office, authority).await?,
        })
    }

    fn cases(&self, figure: FigureId, as_at: Date) -> Vec<Case> {
        self.ledgers
            .iter()
            .filter_map(|(person, ledger)| {
                let version = self.people.get(person)?;
                let work = self.work.get(person).map_or(&[][..], Vec::as_slice);
                let story = Story {
                    person: *person,
                    born: version.details.date_of_birth,
                    district: self
                        .around
                        .district_of(&version.details.locality)
                        .unwrap_or_default(),
                    ledger,
                    work,
                };
                Some(cases(figure, &story, as_at))
            })
            .flatten()
            .collect()
    }
}

/// Work without a gap, from its first day to the day after its last.
fn work_of(facts: &PersonFacts) -> Vec<(Date, Option<Date>)> {
    let is_work = |code: ActivityCode| {
        matches!(
            code,
            ActivityCode::F4 | ActivityCode::P4 | ActivityCode::F5 | ActivityCode::P5
        )
    };
    let mut days: Vec<Date> = facts
        .activities
        .iter()
        .flat_map(|spell| [Some(spell.starts_on), spell.ends_on])
        .flatten()
        .collect();
    days.sort_unstable();
    days.dedup();
    let mut work: Vec<(Date, Option<Date>)> = Vec::new();
    for day in days {
        let is_in_work = counting_on(&facts.activities, day, |activity| activity.standing)
            .any(|spell| is_work(spell.value.code));
        match work.last_mut() {
            Some((_, end @ None)) if !is_in_work => *end = Some(day),
            Some((_, None)) => {}
            _ if is_in_work => work.push((day, None)),
            _ => {}
        }
    }
    work
}
