//! The board: a line for each adviser, how many wait for one, what is overdue by kind, and how steady support has been.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use leaving_care::{
    allocation::WorkerRole,
    caseload::{continuity, is_owed, without_adviser_since},
    duty::State,
    eligibility::category_on,
};
use store::worker::WorkerRecord;
use uuid::Uuid;

use super::{Limit, adviser_of, leap_day, limit, living, work};
use crate::{
    actor::Actor,
    cover::{self, Cover},
    error::Result,
    measure::nation_of,
    office::Office,
    permission::Action,
};

/// What the manager sees first.
#[derive(Debug, Clone)]
pub struct Board {
    pub as_at: Date,
    pub limit: Limit,
    /// The teams that there are, and the one that was asked for; empty for all.
    pub teams: Vec<String>,
    pub team: String,
    /// Most young people first.
    pub advisers: Vec<AdviserLine>,
    /// Of all teams: somebody without an adviser is in none.
    pub without_adviser: usize,
    /// How long the one waits who has waited longest.
    pub longest_wait_weeks: i64,
    /// Most overdue first.
    pub overdue: Vec<KindLine>,
    pub steadiness: Steadiness,
    pub covers: Vec<Cover>,
}

impl Board {
    pub fn young_people(&self) -> usize {
        self.advisers.iter().map(|line| line.young_people).sum()
    }

    pub fn overdue_in_all(&self) -> usize {
        self.overdue.iter().map(|line| line.overdue).sum()
    }

    /// Young people at the median adviser; `None` without advisers.
    pub fn median(&self) -> Option<usize> {
        self.advisers
            .get(self.advisers.len() / 2)
            .map(|line| line.young_people)
    }
}

/// One adviser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdviserLine {
    pub worker: WorkerRecord,
    pub young_people: usize,
    pub overdue: usize,
    pub due_this_week: usize,
    pub is_over_limit: bool,
    /// Who covers them today, and the day on which they are back.
    pub away: Option<(String, Date)>,
    /// Whom they cover today.
    pub covers: Vec<String>,
    /// They have left, and still have young people.
    pub has_left: bool,
}

/// One kind of duty that is overdue for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindLine {
    pub duty: String,
    pub title: String,
    pub overdue: usize,
    pub people: usize,
}

/// How steady the support of those has been who are owed an adviser today.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Steadiness {
    /// How many young people have had none, one, two, three, and four or more advisers.
    pub by_advisers: [usize; 5],
    pub with_days_without: usize,
    pub days_without: i64,
    pub people: usize,
}

/// The board of all teams, or of one.
pub async fn board(actor: &Actor, office: &Office, team: &str) -> Result<Board> {
    actor.must(Action::ReadTeam, &actor.authority)?;
    let today = actor.moment.today;
    let nation = nation_of(&actor.authority);
    let facts = office.facts(&actor.authority, None).await?;
    let workers = store::worker::list(&office.db, &actor.authority).await?;
    let covers = cover::standing(actor, office).await?;
    let limit = limit(actor, office).await?;
    let team = team.trim();

    let mut advisers: HashMap<Uuid, AdviserLine> = HashMap::new();
    let mut teams: Vec<String> = Vec::new();
    for worker in workers {
        if worker.role != WorkerRole::PersonalAdviser.code() {
            continue;
        }
        let has_left = worker.ends_on.is_some_and(|end| end <= today);
        if !has_left && !worker.team.is_empty() && !teams.contains(&worker.team) {
            teams.push(worker.team.clone());
        }
        advisers.insert(worker.id, line(worker, has_left, &covers));
    }
    teams.sort_unstable();

    let mut adviser_by_person: HashMap<Uuid, Uuid> = HashMap::new();
    let mut without_adviser = 0;
    let mut longest_since = today;
    let mut steadiness = Steadiness::default();
    for person in living(&facts, actor) {
        let adviser = adviser_of(person, actor);
        let in_team = adviser
            .and_then(|adviser| advisers.get(&adviser))
            .is_some_and(|line| line.worker.team == team);
        if let Some(adviser) = adviser {
            adviser_by_person.insert(person.person, adviser);
            if let Some(line) = advisers.get_mut(&adviser) {
                line.young_people += 1;
            }
        } else if let Some(since) = without_adviser_since(person, nation, today, leap_day()) {
            without_adviser += 1;
            longest_since = longest_since.min(since);
        }
        if (team.is_empty() || in_team) && is_owed(category_on(person, nation, today, leap_day()).0)
        {
            let found = continuity(person, nation, today, leap_day());
            if let Some(count) = steadiness.by_advisers.get_mut(found.advisers.min(4)) {
                *count += 1;
            }
            steadiness.people += 1;
            steadiness.with_days_without += usize::from(found.days_without > 0);
            steadiness.days_without += found.days_without;
        }
    }

    let mut kinds: BTreeMap<String, (KindLine, Vec<Uuid>)> = BTreeMap::new();
    for due in work::of_authority(actor, office).await? {
        let adviser = adviser_by_person.get(&due.person).copied();
        let line = adviser.and_then(|adviser| advisers.get_mut(&adviser));
        let in_team = team.is_empty() || line.as_ref().is_some_and(|line| line.worker.team == team);
        let is_overdue = due.state == State::Overdue;
        if let Some(line) = line {
            line.overdue += usize::from(is_overdue);
            line.due_this_week += usize::from(due.is_due_within_a_week(today));
        }
        if is_overdue && in_team {
            let (kind, people) = kinds.entry(due.duty.clone()).or_insert_with(|| {
                let kind = KindLine {
                    duty: due.duty.clone(),
                    title: due.title.clone(),
                    overdue: 0,
                    people: 0,
                };
                (kind, Vec::new())
            });
            kind.overdue += 1;
            people.push(due.person);
        }
    }
    let overdue = most_first(kinds.into_values());
    let advisers = busiest_first(advisers.into_values(), team, &limit);
    office.note(actor, "team.read", None, "").await?;
    Ok(Board {
        as_at: today,
        limit,
        teams,
        team: team.to_owned(),
        advisers,
        without_adviser,
        longest_wait_weeks: super::lists::weeks(longest_since, today),
        overdue,
        steadiness,
        covers,
    })
}

/// The kinds of overdue duty, the most frequent first, each with how many people it concerns.
fn most_first(kinds: impl Iterator<Item = (KindLine, Vec<Uuid>)>) -> Vec<KindLine> {
    let mut overdue: Vec<KindLine> = kinds
        .map(|(mut kind, mut people)| {
            people.sort_unstable();
            people.dedup();
            kind.people = people.len();
            kind
        })
        .collect();
    overdue.sort_by(|one, other| (other.overdue, &one.title).cmp(&(one.overdue, &other.title)));
    overdue
}

/// The advisers of a team, whoever has most young people first; those who left and have nobody any more are not there.
fn busiest_first(
    advisers: impl Iterator<Item = AdviserLine>,
    team: &str,
    limit: &Limit,
) -> Vec<AdviserLine> {
    let mut advisers: Vec<AdviserLine> = advisers
        .filter(|line| !line.has_left || line.young_people > 0)
        .filter(|line| team.is_empty() || line.worker.team == team)
        .map(|mut line| {
            line.is_over_limit = line.young_people > limit.people;
            line
        })
        .collect();
    advisers.sort_by(|one, other| {
        let key = |line: &AdviserLine| std::cmp::Reverse(line.young_people);
        (key(one), &one.worker.name, one.worker.id).cmp(&(
            key(other),
            &other.worker.name,
            other.worker.id,
        ))
    });
    advisers
}

fn line(worker: WorkerRecord, has_left: bool, covers: &[Cover]) -> AdviserLine {
    let now = || covers.iter().filter(|cover| cover.is_now);
    AdviserLine {
        away: now()
            .find(|cover| cover.worker == worker.id)
            .map(|cover| (cover.covered_by_name.clone(), cover.ends_on)),
        covers: now()
            .filter(|cover| cover.covered_by == worker.id)
            .map(|cover| cover.worker_name.clone())
            .collect(),
        worker,
        young_people: 0,
        overdue: 0,
        due_this_week: 0,
        is_over_limit: false,
        has_left,
    }
}
