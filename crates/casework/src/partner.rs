//! A work coach's own side: the young people of the district who agreed, the fields they agreed to, and what the Jobcentre does for them.
//!
//! Nothing is given without a note of who saw which fields. An agreement that is taken back, a coach who is taken out of the directory and
//! a district that is no longer theirs close the page at the next request: nothing is remembered from one to the next.

mod act;
mod next;
mod shared;
mod steps;

use std::collections::HashMap;

use jiff::civil::Date;
use leaving_care::{
    claim::Ledger,
    jobcentre::{EntryKind, SharedField},
};
use store::jobcentre_step::StepRecord;
use uuid::Uuid;

pub(crate) use act::{may_change, may_take};
pub use next::{Clock, Next};
pub use shared::{AdviserShown, SharedPerson};
pub(crate) use shared::{Around, everybody};
pub use steps::{Missed, StepsShown};

use crate::{
    actor::Actor,
    disclosure::{self, Way},
    error::{Error, Result},
    jobcentre,
    jobcentre_directory::{self, Directory, Entry},
    office::Office,
    permission::Action,
};

/// Why a work coach looks: stands in the log beside each reading.
const PURPOSE: &str = "The Jobcentre's side of the protocol";

/// Who a work coach is in the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coach {
    pub entry: Uuid,
    pub name: String,
    pub office_name: String,
    pub district: String,
}

impl Coach {
    /// As a disclosure names them: "Robin Vale, Chelmsford".
    fn recipient(&self) -> String {
        format!("{}, {}", self.name, self.office_name)
    }
}

/// One of a work coach's young people in the list.
#[derive(Debug, Clone)]
pub struct PartnerLine {
    pub person: SharedPerson,
    /// What is due next, the Jobcentre's first; `None` where steps may not be shared or nothing is due.
    pub next: Option<Next>,
}

/// The young people of a work coach's district who agreed.
#[derive(Debug, Clone)]
pub struct PartnerList {
    pub coach: Coach,
    /// Who must be seen to first comes first.
    pub people: Vec<PartnerLine>,
    pub as_at: Date,
}

/// One young person as far as they agreed to share.
#[derive(Debug, Clone)]
pub struct PartnerPage {
    pub coach: Coach,
    pub person: SharedPerson,
    /// What is due and what is done; empty where steps may not be shared.
    pub clock: Clock,
    /// The steps under the protocol, without what is the council's own; `None` where steps may not be shared.
    pub ledger: Option<Ledger>,
    /// What the Jobcentre recorded itself, the newest first: what a work coach may put right. Empty where steps may not be shared.
    pub recorded: Vec<jobcentre::Entry>,
    pub as_at: Date,
}

impl PartnerPage {
    /// What is shown of the steps; `None` where they may not be shared.
    pub fn steps(&self) -> Option<StepsShown> {
        self.ledger.as_ref().map(StepsShown::of)
    }
}

/// The young people of the actor's district who agreed.
pub async fn list(actor: &Actor, office: &Office) -> Result<PartnerList> {
    let coach = coach(actor, office).await?;
    let around = Around::read(office, &actor.authority).await?;
    let mut people = everybody(actor, office, &around).await?;
    people.retain(|person| person.district == coach.district);
    let clocks = next::of_people(actor, office, &people).await?;
    let mut lines: Vec<PartnerLine> = people
        .into_iter()
        .map(|person| PartnerLine {
            next: clocks.get(&person.id).and_then(Clock::next).cloned(),
            person,
        })
        .collect();
    lines.sort_by(|one, other| order(one).cmp(&order(other)));
    let mut by_fields: HashMap<Vec<SharedField>, Vec<Uuid>> = HashMap::new();
    for line in &lines {
        let fields = listed_fields(&line.person.fields);
        by_fields.entry(fields).or_default().push(line.person.id);
    }
    for (fields, people) in by_fields {
        disclose(actor, office, &coach, Way::List, &fields, &people).await?;
    }
    Ok(PartnerList {
        coach,
        people: lines,
        as_at: actor.moment.today,
    })
}

/// What the list shows of what may be shared.
fn listed_fields(fields: &[SharedField]) -> Vec<SharedField> {
    let shown = [
        SharedField::Name,
        SharedField::PreferredName,
        SharedField::DateOfBirth,
        SharedField::Adviser,
        SharedField::Steps,
    ];
    fields
        .iter()
        .copied()
        .filter(|field| shown.contains(field))
        .collect()
}

/// Late first, then by the day on which it is due, then by name; who has nothing due comes last.
fn order(line: &PartnerLine) -> (bool, Option<Date>, &str, Uuid) {
    let due = line.next.as_ref().map(|next| next.due_on);
    (due.is_none(), due, &line.person.name, line.person.id)
}

/// Opens one young person as far as they agreed.
pub async fn open(actor: &Actor, office: &Office, person: Uuid) -> Result<PartnerPage> {
    let (coach, shared, steps) = shared_with(actor, office, person).await?;
    let clock = next::of_people(actor, office, std::slice::from_ref(&shared))
        .await?
        .remove(&person)
        .unwrap_or_default();
    let people = [person];
    disclose(actor, office, &coach, Way::Page, &shared.fields, &people).await?;
    let may_see_steps = shared.may_see(SharedField::Steps);
    let ledger = may_see_steps.then(|| Ledger::of(steps.iter().map(|step| &step.taken)));
    let mut recorded: Vec<jobcentre::Entry> = steps
        .into_iter()
        .filter(|step| may_see_steps && act::is_theirs(step))
        .map(jobcentre::Entry::from)
        .collect();
    recorded.sort_by_key(|entry| std::cmp::Reverse((entry.taken.on, entry.recorded_at)));
    Ok(PartnerPage {
        coach,
        person: shared,
        clock,
        recorded,
        ledger: ledger.map(act::without_the_councils),
        as_at: actor.moment.today,
    })
}

/// The council's advisers for the actor's district, and the actor's own entry to be confirmed.
pub async fn contacts(actor: &Actor, office: &Office) -> Result<(Coach, Directory)> {
    let coach = coach(actor, office).await?;
    let mut directory = jobcentre_directory::read(actor, office).await?;
    directory
        .districts
        .retain(|district| district.name == coach.district);
    directory.without_office.clear();
    office.note(actor, "partner.contacts", None, "").await?;
    Ok((coach, directory))
}

/// A work coach says that their own entry is still right.
pub async fn confirm_own_entry(actor: &Actor, office: &Office) -> Result<()> {
    let coach = coach(actor, office).await?;
    jobcentre_directory::confirm_these(actor, office, &[coach.entry]).await
}

/// Who of the directory the actor is. An account that nobody has linked sees nobody.
pub(crate) async fn coach(actor: &Actor, office: &Office) -> Result<Coach> {
    actor.must(Action::SeeSharedPeople, &actor.authority)?;
    let unlinked = || {
        Error::Refused(
            "Your account is not linked to the council's directory of work coaches, so no young people are shown. Ask the council to link it."
                .to_owned(),
        )
    };
    let account = actor.account.ok_or_else(unlinked)?;
    let record = store::jobcentre::entry_of_account(&office.db, account)
        .await?
        .filter(|entry| entry.authority == actor.authority)
        .ok_or_else(unlinked)?;
    let directory = jobcentre_directory::read(actor, office).await?;
    let entry: &Entry = directory
        .find(record.entry)
        .filter(|entry| entry.kind == EntryKind::WorkCoach && entry.office.is_some())
        .ok_or_else(unlinked)?;
    Ok(Coach {
        entry: entry.id,
        name: entry.name.clone(),
        office_name: entry.office_name.clone(),
        district: entry.district.clone(),
    })
}

/// The person if they agreed and are of the coach's district, with the steps that stand; otherwise there is nobody, whatever else the council may know.
pub(crate) async fn shared_with(
    actor: &Actor,
    office: &Office,
    person: Uuid,
) -> Result<(Coach, SharedPerson, Vec<StepRecord>)> {
    let coach = coach(actor, office).await?;
    let today = actor.moment.today;
    let found = store::person::find(&office.db, person, None)
        .await?
        .filter(|version| version.authority == actor.authority);
    if let Some(version) = found {
        let around = Around::read(office, &actor.authority).await?;
        let steps = store::jobcentre_step::of_person(&office.db, person, today, None).await?;
        let ledger = Ledger::of(steps.iter().map(|step| &step.taken));
        let facts = office.facts(&actor.authority, None).await?;
        let shared = around
            .share(&version, &ledger, facts.as_ref(), today)
            .filter(|shared| shared.district == coach.district);
        if let Some(shared) = shared {
            return Ok((coach, shared, steps));
        }
    }
    office
        .note(actor, "person.refused", Some(person), "")
        .await?;
    Err(Error::NotFound("person"))
}

async fn disclose(
    actor: &Actor,
    office: &Office,
    coach: &Coach,
    way: Way,
    fields: &[SharedField],
    people: &[Uuid],
) -> Result<()> {
    let what = disclosure::New {
        recipient: coach.recipient(),
        district: coach.district.clone(),
        way,
        purpose: PURPOSE.to_owned(),
        fields: fields.to_vec(),
        people: people.to_vec(),
    };
    disclosure::note(actor, office, &what).await
}
