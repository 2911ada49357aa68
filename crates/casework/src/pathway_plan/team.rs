//! The plans of a whole service: which wait for a check, are being written, or are not agreed with; narrowed, in order, page by page.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use leaving_care::{
    pathway_plan::{Agreed, Section},
    plan_form::AGREEMENT,
};
use store::worker::WorkerRecord;
use uuid::Uuid;

use super::{Mark, Plan, Verdict, read_plan};
use crate::{
    actor::Actor, caseload::adviser_of, error::Result, office::Office, permission::Action,
    person::list::shown_line_name,
};

/// Why a plan is in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TeamGroup {
    /// Signed off and not checked by a second person yet.
    ToCheck,
    /// A check said that they are to be mended now, and no review has followed.
    ToMend,
    /// The young person does not agree, or not with all of it.
    NotAgreed,
    BeingWritten,
}

impl TeamGroup {
    pub const ALL: [Self; 4] = [
        Self::ToCheck,
        Self::ToMend,
        Self::NotAgreed,
        Self::BeingWritten,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::ToCheck => "to_check",
            Self::ToMend => "to_mend",
            Self::NotAgreed => "not_agreed",
            Self::BeingWritten => "being_written",
        }
    }

    pub fn from_code(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.code() == text)
    }
}

/// In which order they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TeamOrder {
    /// What waits longest first.
    #[default]
    Longest,
    Newest,
    Name,
    Adviser,
}

impl TeamOrder {
    pub const ALL: [Self; 4] = [Self::Longest, Self::Newest, Self::Name, Self::Adviser];

    pub fn code(self) -> &'static str {
        match self {
            Self::Longest => "longest",
            Self::Newest => "newest",
            Self::Name => "name",
            Self::Adviser => "adviser",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Longest => "Longest waiting first",
            Self::Newest => "Newest first",
            Self::Name => "By name of the young person",
            Self::Adviser => "By personal adviser",
        }
    }

    pub fn from_code(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.code() == text)
    }
}

/// Which plans, in which order, and which page of them.
#[derive(Debug, Clone, Default)]
pub struct TeamAsked {
    /// One group alone; all four otherwise.
    pub group: Option<TeamGroup>,
    /// Of the young people of one adviser.
    pub adviser: Option<Uuid>,
    /// Of the young people whose adviser is in a team; empty for all.
    pub team: String,
    pub order: TeamOrder,
    /// The plan after which the page begins.
    pub after: Option<Uuid>,
    /// How many plans of a group a page holds.
    pub most: usize,
}

/// The plans that want something, group by group.
#[derive(Debug, Clone)]
pub struct Team {
    pub as_at: Date,
    pub groups: Vec<Group>,
    /// By whom it can be narrowed: those who have young people with a plan, by name.
    pub advisers: Vec<(Uuid, String)>,
    pub teams: Vec<String>,
}

/// A page of a group, and how many there are.
#[derive(Debug, Clone)]
pub struct Group {
    pub group: TeamGroup,
    pub lines: Vec<TeamLine>,
    pub total: usize,
    /// How many come before this page.
    pub before: usize,
    /// The plan after which the next page begins; none on the last.
    pub next: Option<Uuid>,
    /// The plan after which the page before begins; none where that is the first.
    pub previous: Option<Uuid>,
}

/// A plan in a list.
#[derive(Debug, Clone)]
pub struct TeamLine {
    pub plan: Uuid,
    pub person: Uuid,
    pub name: String,
    pub title: String,
    /// The day on which it was agreed, or begun.
    pub on: Date,
    pub waiting_days: i32,
    pub by: String,
    /// The young person's adviser today; empty where there is none.
    pub adviser: String,
}

/// The plans of the actor's authority that want something.
pub async fn team(actor: &Actor, office: &Office, asked: &TeamAsked) -> Result<Team> {
    actor.must(Action::ReadPlans, &actor.authority)?;
    let plans = all_plans(actor, office).await?;
    let disagrees = disagreeing(actor, office).await?;
    let facts = office.facts(&actor.authority, None).await?;
    let advisers: HashMap<Uuid, Uuid> = facts
        .people
        .iter()
        .filter_map(|person| Some((person.person, adviser_of(person, actor)?)))
        .collect();
    let workers = store::worker::list(&office.db, &actor.authority).await?;
    let names = names(actor, office, &plans).await?;
    let sorter = Sorter {
        order: asked.order,
        today: actor.moment.today,
        names,
        advisers,
        workers: workers.iter().map(|worker| (worker.id, worker)).collect(),
    };
    let groups = grouped(&plans, &disagrees)
        .into_iter()
        .filter(|(group, _)| asked.group.is_none_or(|wanted| wanted == *group))
        .map(|(group, mut of_group)| {
            of_group.retain(|plan| sorter.is_asked(plan, asked));
            sorter.page(group, of_group, &plans, asked)
        })
        .collect();
    let (advisers, teams) = sorter.choices(&plans);
    let team = Team {
        as_at: actor.moment.today,
        groups,
        advisers,
        teams,
    };
    office.note(actor, "plan.team", None, "").await?;
    Ok(team)
}

async fn all_plans(actor: &Actor, office: &Office) -> Result<Vec<Plan>> {
    let authority = &actor.authority;
    let mut of_plan: HashMap<Uuid, Vec<_>> = HashMap::new();
    for mark in store::pathway_plan::marks_of_authority(&office.db, authority).await? {
        of_plan.entry(mark.plan).or_default().push(mark);
    }
    store::pathway_plan::of_authority(&office.db, authority)
        .await?
        .into_iter()
        .map(|record| {
            let marks = of_plan.remove(&record.id).unwrap_or_default();
            read_plan(record, &marks)
        })
        .collect()
}

/// The plans that want something. `plans`: newest first.
fn grouped<'p>(plans: &'p [Plan], disagrees: &HashSet<Uuid>) -> [(TeamGroup, Vec<&'p Plan>); 4] {
    let gone_on: HashSet<Uuid> = plans
        .iter()
        .filter(|plan| plan.is_signed_off())
        .filter_map(|plan| plan.based_on)
        .collect();
    // In force: signed off, and no later one has taken its place.
    let mut newest: HashSet<(Uuid, &'static str)> = HashSet::new();
    let [mut to_check, mut to_mend, mut not_agreed, mut being_written] =
        <[Vec<&Plan>; 4]>::default();
    for plan in plans {
        let verdict = plan.checked().map(|(_, verdict)| verdict);
        if plan.is_being_written() {
            being_written.push(plan);
        }
        if !plan.is_signed_off() {
            continue;
        }
        let is_in_force = newest.insert((plan.person, plan.kind.code()));
        if is_in_force && verdict.is_none() {
            to_check.push(plan);
        }
        if verdict == Some(Verdict::DoAgain) && !gone_on.contains(&plan.id) {
            to_mend.push(plan);
        }
        if is_in_force && disagrees.contains(&plan.id) {
            not_agreed.push(plan);
        }
    }
    [
        (TeamGroup::ToCheck, to_check),
        (TeamGroup::ToMend, to_mend),
        (TeamGroup::NotAgreed, not_agreed),
        (TeamGroup::BeingWritten, being_written),
    ]
}

/// What an order goes by, and how a line prints.
struct Sorter<'a> {
    order: TeamOrder,
    today: Date,
    names: HashMap<Uuid, String>,
    advisers: HashMap<Uuid, Uuid>,
    workers: HashMap<Uuid, &'a WorkerRecord>,
}

impl Sorter<'_> {
    fn adviser(&self, plan: &Plan) -> Option<&WorkerRecord> {
        let adviser = self.advisers.get(&plan.person)?;
        self.workers.get(adviser).copied()
    }

    fn adviser_name(&self, plan: &Plan) -> &str {
        self.adviser(plan).map_or("", |adviser| &adviser.name)
    }

    fn name(&self, plan: &Plan) -> &str {
        self.names.get(&plan.person).map_or("", String::as_str)
    }

    fn is_asked(&self, plan: &Plan, asked: &TeamAsked) -> bool {
        let adviser = self.adviser(plan);
        asked
            .adviser
            .is_none_or(|wanted| adviser.is_some_and(|adviser| adviser.id == wanted))
            && (asked.team.is_empty() || adviser.is_some_and(|adviser| adviser.team == asked.team))
    }

    /// No two plans have the same: the last is the plan itself.
    fn key<'p>(&'p self, plan: &Plan) -> (&'p str, i32, Uuid) {
        let waiting = self.waiting_days(plan);
        match self.order {
            TeamOrder::Longest => ("", -waiting, plan.id),
            TeamOrder::Newest => ("", waiting, plan.id),
            TeamOrder::Name => (self.name(plan), -waiting, plan.id),
            TeamOrder::Adviser => (self.adviser_name(plan), -waiting, plan.id),
        }
    }

    fn waiting_days(&self, plan: &Plan) -> i32 {
        (self.today - plan.agreed_on()).get_days()
    }

    /// The page that begins after a plan. It is found although that plan may be in the group no longer: somebody may have checked it.
    fn page(
        &self,
        group: TeamGroup,
        mut of_group: Vec<&Plan>,
        all: &[Plan],
        asked: &TeamAsked,
    ) -> Group {
        of_group.sort_by(|one, other| self.key(one).cmp(&self.key(other)));
        let after = asked
            .after
            .and_then(|after| all.iter().find(|plan| plan.id == after))
            .map(|plan| self.key(plan));
        let before = after.map_or(0, |after| {
            of_group.partition_point(|plan| self.key(plan) <= after)
        });
        let shown: Vec<&Plan> = of_group
            .iter()
            .skip(before)
            .take(asked.most)
            .copied()
            .collect();
        Group {
            group,
            total: of_group.len(),
            before,
            next: shown
                .last()
                .filter(|_| before + shown.len() < of_group.len())
                .map(|plan| plan.id),
            previous: before
                .checked_sub(asked.most + 1)
                .and_then(|position| of_group.get(position))
                .map(|plan| plan.id),
            lines: shown.into_iter().map(|plan| self.line(plan)).collect(),
        }
    }

    fn line(&self, plan: &Plan) -> TeamLine {
        TeamLine {
            plan: plan.id,
            person: plan.person,
            name: self.name(plan).to_owned(),
            title: plan.title(),
            on: plan.agreed_on(),
            waiting_days: self.waiting_days(plan),
            by: plan
                .signed_off()
                .map_or(&plan.begun, |mark: &Mark| &mark.by)
                .name
                .clone(),
            adviser: self.adviser_name(plan).to_owned(),
        }
    }

    /// The advisers of those who have a plan, and their teams.
    fn choices(&self, plans: &[Plan]) -> (Vec<(Uuid, String)>, Vec<String>) {
        let advisers: HashMap<Uuid, &WorkerRecord> = plans
            .iter()
            .filter_map(|plan| self.adviser(plan))
            .map(|adviser| (adviser.id, adviser))
            .collect();
        let mut teams: Vec<String> = advisers
            .values()
            .map(|adviser| adviser.team.clone())
            .filter(|team| !team.is_empty())
            .collect();
        teams.sort_unstable();
        teams.dedup();
        let mut advisers: Vec<(Uuid, String)> = advisers
            .into_values()
            .map(|adviser| (adviser.id, adviser.name.clone()))
            .collect();
        advisers.sort_by(|one, other| (&one.1, one.0).cmp(&(&other.1, other.0)));
        (advisers, teams)
    }
}

/// The plans with whose last word the young person does not agree, or not with all of it.
async fn disagreeing(actor: &Actor, office: &Office) -> Result<HashSet<Uuid>> {
    let records =
        store::pathway_plan::sections_of_people(&office.db, &actor.authority, AGREEMENT).await?;
    Ok(records
        .into_iter()
        .filter(|record| {
            let section: Section = serde_json::from_str(&record.content).unwrap_or_default();
            let answer = section.agreement.and_then(|agreement| agreement.answer);
            matches!(answer, Some(Agreed::No | Agreed::InPart))
        })
        .map(|record| record.plan)
        .collect())
}

async fn names(actor: &Actor, office: &Office, plans: &[Plan]) -> Result<HashMap<Uuid, String>> {
    let mut people: Vec<Uuid> = plans.iter().map(|plan| plan.person).collect();
    people.sort_unstable();
    people.dedup();
    let lines = store::person::lines(&office.db, &actor.authority, &people).await?;
    Ok(lines
        .into_iter()
        .map(|line| (line.person_id, shown_line_name(actor, &line)))
        .collect())
}
