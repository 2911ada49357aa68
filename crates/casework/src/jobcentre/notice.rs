//! What an adviser must know at once: the first appointment missed in a claim, until it is recorded that they know.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use jiff::{Timestamp, civil::Date};
use leaving_care::{
    allocation::{WorkerRole, worker_on},
    facts::AuthorityFacts,
};
use store::cover::CoverRecord;
use uuid::Uuid;

use super::ledger_of;
use crate::{
    actor::Actor,
    error::Result,
    office::Office,
    permission::Action,
    person::{View, Who, open::shown_name},
};

/// A first missed appointment of which nobody has recorded yet that the adviser knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The step with which it was recorded: a reminder about it is sent once.
    pub id: Uuid,
    pub person: Uuid,
    pub appointment: Uuid,
    pub missed_on: Date,
    pub recorded_at: Timestamp,
    pub recorded_by: String,
}

/// Why somebody is shown a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Because {
    /// They are one of the young person's workers.
    Own,
    /// They cover one of them, who is called so.
    Covers(String),
    /// They manage a team, and nobody who could be told works with the young person.
    NobodyElse,
}

impl Because {
    /// Said beside the name; nothing where it is one's own young person.
    pub fn note(&self) -> String {
        match self {
            Self::Own => String::new(),
            Self::Covers(away) => format!("you cover {away}"),
            Self::NobodyElse => "no adviser could be told".to_owned(),
        }
    }
}

/// A notice as somebody sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeShown {
    pub notice: Notice,
    pub who: Who,
    pub because: Because,
}

/// The notices for the actor, newest first: of their own young people, of those of a colleague whom they cover, and for whoever manages
/// a team of those without anybody who could be told.
pub async fn notices(actor: &Actor, office: &Office) -> Result<Vec<NoticeShown>> {
    let manages = actor.may(Action::ManageTeam);
    if !actor.may(Action::ReadContacts) || (actor.worker.is_none() && !manages) {
        return Ok(Vec::new());
    }
    let today = actor.moment.today;
    let all = notices_of_authority(office, &actor.authority, today).await?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let away = all
        .iter()
        .flat_map(|(_, told)| told.covering.iter().map(|(_, away)| *away))
        .collect();
    let names = crate::person::list::worker_names(office, &actor.authority, away).await?;
    let mut shown = Vec::new();
    for (notice, told) in all {
        let Some(because) = told.because(actor.worker, manages, &names) else {
            continue;
        };
        let view = View {
            as_at: today,
            known_at: None,
        };
        let known = crate::person::open::find_own(actor, office, notice.person, view).await?;
        let who = Who {
            id: notice.person,
            name: shown_name(actor, &known),
        };
        shown.push(NoticeShown {
            notice,
            who,
            because,
        });
    }
    if !shown.is_empty() {
        let detail = format!("{} shown", shown.len());
        office
            .note(actor, "jobcentre.notices", None, detail)
            .await?;
    }
    Ok(shown)
}

/// Every notice of an authority, newest first, each with whom it is for.
async fn notices_of_authority(
    office: &Office,
    authority: &str,
    today: Date,
) -> Result<Vec<(Notice, Told)>> {
    let untold = store::jobcentre_step::missed_untold(&office.db, authority).await?;
    if untold.is_empty() {
        return Ok(Vec::new());
    }
    let team = Team::read(office, authority, today).await?;
    let mut notices = Vec::new();
    for record in untold {
        let steps =
            store::jobcentre_step::of_person(&office.db, record.person, today, None).await?;
        let ledger = ledger_of(&steps);
        let is_first = ledger
            .appointment(record.taken.about)
            .is_some_and(|appointment| ledger.is_first_missed(appointment));
        if !is_first {
            continue;
        }
        let told = team.told_of(record.person);
        let notice = Notice {
            id: record.taken.id,
            person: record.person,
            appointment: record.taken.about,
            missed_on: record.taken.on,
            recorded_at: record.at,
            recorded_by: record.by,
        };
        notices.push((notice, told));
    }
    Ok(notices)
}

/// Whom a missed appointment of one young person is told to: on first pages and by e-mail it is the same people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    /// The young person's workers.
    workers: Vec<Uuid>,
    /// Who covers one of their workers today: the cover first, then whom they cover.
    covering: Vec<(Uuid, Uuid)>,
    /// None of them can sign in, or there are none: then it is for the managers of teams.
    pub is_nobody: bool,
}

impl Told {
    pub fn has(&self, worker: Uuid) -> bool {
        self.workers.contains(&worker) || self.covering.iter().any(|(cover, _)| *cover == worker)
    }

    fn because(
        &self,
        worker: Option<Uuid>,
        manages: bool,
        names: &HashMap<Uuid, String>,
    ) -> Option<Because> {
        if worker.is_some_and(|worker| self.workers.contains(&worker)) {
            return Some(Because::Own);
        }
        let covered = self
            .covering
            .iter()
            .find(|(cover, _)| Some(*cover) == worker)
            .and_then(|(_, away)| names.get(away));
        match covered {
            Some(name) => Some(Because::Covers(name.clone())),
            None => (manages && self.is_nobody).then_some(Because::NobodyElse),
        }
    }
}

/// Who works with whom on a day, who covers whom, and who can sign in.
pub(crate) struct Team {
    facts: Arc<AuthorityFacts>,
    covers: Vec<CoverRecord>,
    can_sign_in: HashSet<Uuid>,
    today: Date,
}

impl Team {
    pub(crate) async fn read(office: &Office, authority: &str, today: Date) -> Result<Self> {
        let mut covers = store::cover::ending_after(&office.db, authority, today).await?;
        covers.retain(|cover| cover.starts_on <= today);
        let accounts = store::account::list(&office.db, authority).await?;
        Ok(Self {
            facts: office.facts(authority, None).await?,
            covers,
            can_sign_in: accounts
                .into_iter()
                .filter(|account| !account.is_closed_on(today))
                .filter_map(|account| account.worker_id)
                .collect(),
            today,
        })
    }

    pub(crate) fn told_of(&self, person: Uuid) -> Told {
        let own = self.facts.of(person);
        let allocations = own.map_or(&[][..], |own| &own.allocations);
        let mut workers: Vec<Uuid> = WorkerRole::ALL
            .into_iter()
            .filter_map(|role| worker_on(allocations, role, self.today))
            .map(|spell| spell.value.worker)
            .collect();
        workers.sort_unstable();
        workers.dedup();
        let covering: Vec<(Uuid, Uuid)> = self
            .covers
            .iter()
            .filter(|cover| workers.contains(&cover.worker))
            .map(|cover| (cover.covered_by, cover.worker))
            .collect();
        let mut everybody = workers
            .iter()
            .chain(covering.iter().map(|(cover, _)| cover));
        let is_nobody = !everybody.any(|worker| self.can_sign_in.contains(worker));
        Told {
            workers,
            covering,
            is_nobody,
        }
    }
}
