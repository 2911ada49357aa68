//! What the yearly return would find wrong in the records of the whole authority, counted by rule: worked out aside whenever the facts
//! have changed, so that nobody waits for it.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use jiff::civil::Date;
use leaving_care::calendar::ReportingYear;
use serde::Serialize;

use super::{
    task::{OwnFinding, found},
    words::plain,
};
use crate::{
    actor::Actor,
    error::{Error, Result},
    office::Office,
    permission::Action,
    statutory_return::{reporting_year, years},
};

/// The state of the running year's return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Overview {
    /// The year ending 31 March.
    pub year: i16,
    /// Young people with something that is wrong or missing.
    pub people: usize,
    /// The rules with findings: those under which something is wrong first, then by how many people.
    pub lines: Vec<OverviewLine>,
    /// Facts have changed since, and it is being counted again.
    pub is_older: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OverviewLine {
    pub rule: &'static str,
    pub sentence: String,
    /// Young people of whom something recorded is wrong.
    pub wrong: usize,
    /// Young people of whom something is not there yet.
    pub missing: usize,
}

/// What was counted last for each authority.
#[derive(Default)]
pub(crate) struct OwnCounts {
    authorities: Mutex<HashMap<String, Slot>>,
    /// Held while one is counted, and for a rest after it: the counting must leave the machine to whoever waits for a page.
    counting: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Slot {
    counted: Option<(Version, Arc<Vec<OwnFinding>>)>,
    is_at_work: bool,
}

/// So many times as long as a count took nothing is counted after it: a fifth of one processor at the most.
const REST: u32 = 4;

/// The data version of the facts and the day that was counted.
type Version = (i64, Date);

impl OwnCounts {
    fn authorities(&self) -> MutexGuard<'_, HashMap<String, Slot>> {
        self.authorities
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// What was counted last, and whether it is time to count again: said to one caller only.
    fn ask(&self, authority: &str, version: Version) -> Asked {
        let mut authorities = self.authorities();
        let slot = authorities.entry(authority.to_owned()).or_default();
        let is_older = slot
            .counted
            .as_ref()
            .is_none_or(|(counted, _)| *counted != version);
        let must_count = is_older && !slot.is_at_work;
        slot.is_at_work |= must_count;
        Asked {
            found: slot.counted.as_ref().map(|(_, found)| found.clone()),
            is_older,
            must_count,
        }
    }

    fn keep(&self, authority: &str, counted: Option<(Version, Vec<OwnFinding>)>) {
        let mut authorities = self.authorities();
        let slot = authorities.entry(authority.to_owned()).or_default();
        slot.is_at_work = false;
        if let Some((version, found)) = counted {
            slot.counted = Some((version, Arc::new(found)));
        }
    }
}

struct Asked {
    found: Option<Arc<Vec<OwnFinding>>>,
    is_older: bool,
    must_count: bool,
}

/// What was counted last; `None` while it is counted for the first time, and where no such return is made.
pub async fn overview(actor: &Actor, office: &Office) -> Result<Option<Overview>> {
    actor.must(Action::CheckReturn, &actor.authority)?;
    let today = actor.moment.today;
    let year = ReportingYear::containing(today);
    if reporting_year(actor, year.year()).is_err() {
        return Ok(None);
    }
    let version = store::authority::data_version(&office.db, &actor.authority).await?;
    let asked = office.own_counts.ask(&actor.authority, (version, today));
    if asked.must_count {
        tokio::spawn(count_aside(actor.clone(), office.clone(), year));
    }
    let Some(found) = asked.found else {
        return Ok(None);
    };
    let reasons = store::return_note::current(&office.db, &actor.authority, year.year()).await?;
    let noted: HashSet<&str> = reasons
        .iter()
        .map(|reason| reason.identity.as_str())
        .collect();
    office
        .note(actor, "return_check.overview", None, "")
        .await?;
    Ok(Some(counts(year, &found, &noted, asked.is_older)))
}

/// Counts, and then leaves the machine to others for a while before anything is counted again.
async fn count_aside(actor: Actor, office: Office, year: ReportingYear) {
    let _counting = office.own_counts.counting.lock().await;
    let began = Instant::now();
    let counted = count(&actor, &office, year).await;
    if let Err(error) = &counted {
        tracing::error!(%error, "the findings of the authority's own records could not be counted");
    }
    office.own_counts.keep(&actor.authority, counted.ok());
    tokio::time::sleep(began.elapsed() * REST).await;
}

async fn count(
    actor: &Actor,
    office: &Office,
    year: ReportingYear,
) -> Result<(Version, Vec<OwnFinding>)> {
    let today = actor.moment.today;
    // The version was read before the facts: what is written in between is counted again, and never missed.
    let version = store::authority::data_version(&office.db, &actor.authority).await?;
    let records = years::records_for(actor, office, year).await?;
    let authority = actor.authority.clone();
    let found = tokio::task::spawn_blocking(move || found(&records, &authority, year, today))
        .await
        .map_err(|_| Error::Refused("The records could not be checked.".into()))?;
    Ok(((version, today), found))
}

fn counts(
    year: ReportingYear,
    found: &[OwnFinding],
    noted: &HashSet<&str>,
    is_older: bool,
) -> Overview {
    let mut people: BTreeSet<&str> = BTreeSet::new();
    let mut rules: HashMap<&'static str, (&OwnFinding, BTreeSet<&str>, BTreeSet<&str>)> =
        HashMap::new();
    for finding in found {
        if noted.contains(finding.identity.as_str()) {
            continue;
        }
        people.insert(&finding.child);
        let (_, wrong, missing) = rules
            .entry(finding.rule.code)
            .or_insert_with(|| (finding, BTreeSet::new(), BTreeSet::new()));
        if finding.is_missing {
            missing.insert(&finding.child);
        } else {
            wrong.insert(&finding.child);
        }
    }
    let mut lines: Vec<OverviewLine> = rules
        .into_iter()
        .map(|(rule, (finding, wrong, missing))| OverviewLine {
            rule,
            sentence: plain(finding.rule.why),
            wrong: wrong.len(),
            missing: missing.len(),
        })
        .collect();
    lines.sort_by_key(|line| (std::cmp::Reverse((line.wrong, line.missing)), line.rule));
    Overview {
        year: year.year(),
        people: people.len(),
        lines,
        is_older,
    }
}
