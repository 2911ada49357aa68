//! The Jobcentre's and the council's side of one young person: recording steps, putting them right, and reading where things stand.

mod change;
mod consent;
mod letter;
mod notice;

use jiff::{Timestamp, civil::Date};
use leaving_care::claim::{Ledger, Refusal, Step, Taken};
pub use store::spell::Superseded;
use store::{jobcentre_step::StepRecord, person::PersonVersion};
use uuid::Uuid;

pub use change::{correct, record, withdraw};
pub use consent::{consent_holds, may_share};
pub use letter::draft_letter;
pub(crate) use notice::Team;
pub use notice::{Because, Notice, NoticeShown, notices};

use crate::{
    actor::Actor,
    error::{Error, Problem, Result},
    office::Office,
    permission::Action,
    person::{
        View, Who,
        open::{find_own, shown_name},
    },
};

/// A step to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStep {
    /// Made when the form was drawn: the same form sent twice is one step.
    pub id: Uuid,
    /// The claim, appointment, sanction, conference or support that it goes on with; none where it begins one or stands alone.
    pub about: Option<Uuid>,
    pub on: Date,
    pub step: Step,
}

/// A step as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// This version: what a correction or a withdrawal names.
    pub version: Uuid,
    pub person: Uuid,
    pub taken: Taken,
    pub side: Side,
    pub recorded_at: Timestamp,
    pub recorded_by: String,
    /// When and by whom it was corrected or withdrawn, and why; `None` while it stands.
    pub superseded: Option<Superseded>,
}

/// Who recorded a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Council,
    Jobcentre,
}

impl Side {
    pub fn code(self) -> &'static str {
        match self {
            Self::Council => "council",
            Self::Jobcentre => "jobcentre",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Council => "Council",
            Self::Jobcentre => "Jobcentre",
        }
    }

    pub(crate) fn of(actor: &Actor) -> Self {
        match actor.role {
            crate::permission::Role::WorkCoach => Self::Jobcentre,
            _ => Self::Council,
        }
    }
}

impl From<StepRecord> for Entry {
    fn from(record: StepRecord) -> Self {
        Self {
            version: record.id,
            person: record.person,
            taken: record.taken,
            side: if record.side == Side::Jobcentre.code() {
                Side::Jobcentre
            } else {
                Side::Council
            },
            recorded_at: record.at,
            recorded_by: record.by,
            superseded: record.superseded,
        }
    }
}

/// Everything about one young person and the Jobcentre.
#[derive(Debug, Clone)]
pub struct JobcentrePage {
    pub who: Who,
    pub born: Date,
    pub ledger: Ledger,
    /// In the order in which they were recorded.
    pub entries: Vec<Entry>,
    /// What was corrected or withdrawn by the moment of the view, the last recorded first: each says what took its place and why.
    pub changed: Vec<Entry>,
    pub view: View,
}

/// What somebody wants to do at the Jobcentre for one young person.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Act<'steps> {
    Read,
    Take(&'steps [NewStep]),
    /// Put right or withdraw what is recorded.
    Change,
}

/// Whether the actor may do it; gives what is known of the person. The only place that decides: council roles by what they may do with
/// contacts; a work coach with an account by what the young person agreed to, see [`crate::partner`].
pub(crate) async fn may_act_at_jobcentre(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    act: Act<'_>,
) -> Result<PersonVersion> {
    if let (Act::Take(steps), true) = (act, is_coach(actor)) {
        return crate::partner::may_take(actor, office, person, steps).await;
    }
    must(actor, act)?;
    find_own(actor, office, person, today(actor)).await
}

/// A work coach who signs in; a made-up one of the command line has no account.
fn is_coach(actor: &Actor) -> bool {
    Side::of(actor) == Side::Jobcentre && actor.account.is_some()
}

/// Nobody changes what they may not read.
fn must(actor: &Actor, act: Act<'_>) -> Result<()> {
    actor.must(Action::ReadContacts, &actor.authority)?;
    match act {
        Act::Read => Ok(()),
        Act::Take(_) | Act::Change => actor.must(Action::RecordContacts, &actor.authority),
    }
}

/// Where things stand with the Jobcentre, on any day and as known at any moment.
pub async fn open(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    view: View,
) -> Result<JobcentrePage> {
    let known = may_act_at_jobcentre(actor, office, person, Act::Read).await?;
    let records =
        store::jobcentre_step::of_person(&office.db, person, view.as_at, view.known_at).await?;
    office
        .note(actor, "jobcentre.read", Some(person), "")
        .await?;
    let changed = store::jobcentre_step::history(&office.db, person)
        .await?
        .into_iter()
        .filter(|record| {
            let at = record.superseded.as_ref().map(|superseded| superseded.at);
            at.is_some_and(|at| view.known_at.is_none_or(|known_at| at <= known_at))
        })
        .map(Entry::from);
    Ok(JobcentrePage {
        changed: changed.collect(),
        who: Who {
            id: person,
            name: shown_name(actor, &known),
        },
        born: known.details.date_of_birth,
        ledger: ledger_of(&records),
        entries: records.into_iter().map(Entry::from).collect(),
        view,
    })
}

/// One version of a step of somebody of the actor's authority, whether it still stands or not.
pub async fn find(actor: &Actor, office: &Office, version: Uuid) -> Result<Entry> {
    let (record, _) = own_step(actor, office, version, Act::Read).await?;
    office
        .note(
            actor,
            "jobcentre.step_read",
            Some(record.person),
            version.to_string(),
        )
        .await?;
    Ok(record.into())
}

/// What stands now in place of a version that was corrected; `None` when it was withdrawn.
pub async fn stands_now(actor: &Actor, office: &Office, version: Uuid) -> Result<Option<Entry>> {
    let mut entry = find(actor, office, version).await?;
    while let Some(superseded) = &entry.superseded {
        match superseded.replaced_by {
            Some(next) => entry = find(actor, office, next).await?,
            None => return Ok(None),
        }
    }
    Ok(Some(entry))
}

/// Every version of every step, newest recording first: what became of each is said with it.
pub async fn history(actor: &Actor, office: &Office, person: Uuid) -> Result<Vec<Entry>> {
    may_act_at_jobcentre(actor, office, person, Act::Read).await?;
    let records = store::jobcentre_step::history(&office.db, person).await?;
    office
        .note(actor, "jobcentre.history", Some(person), "")
        .await?;
    Ok(records.into_iter().map(Entry::from).collect())
}

/// How things stood for one person; for pages that have asked for permission already.
pub(crate) async fn ledger_on(office: &Office, person: Uuid, view: View) -> Result<Ledger> {
    let records =
        store::jobcentre_step::of_person(&office.db, person, view.as_at, view.known_at).await?;
    Ok(ledger_of(&records))
}

/// The ledgers of everybody in an authority who has any step, by person; for figures and lists that filter by what the actor may see.
pub(crate) async fn ledgers_of_authority(
    office: &Office,
    authority: &str,
) -> Result<Vec<(Uuid, Ledger)>> {
    let records = store::jobcentre_step::of_authority(&office.db, authority).await?;
    Ok(records
        .chunk_by(|one, next| one.person == next.person)
        .filter_map(|of_person| Some((of_person.first()?.person, ledger_of(of_person))))
        .collect())
}

/// The form under which a draft is kept: one for each person, kind of step and what it is about.
pub fn draft_form(person: Uuid, form: &str, about: Option<Uuid>) -> String {
    format!("jobcentre/{form}/{person}/{}", about.unwrap_or_default())
}

/// A version of a step, and what is known of the person.
async fn own_step(
    actor: &Actor,
    office: &Office,
    version: Uuid,
    act: Act<'_>,
) -> Result<(StepRecord, PersonVersion)> {
    let is_coach = is_coach(actor);
    // Asked first, so that who may not learns nothing from the difference.
    if is_coach {
        actor.must(Action::SeeSharedPeople, &actor.authority)?;
    } else {
        must(actor, act)?;
    }
    let record = store::jobcentre_step::find(&office.db, version)
        .await?
        .ok_or(Error::NotFound("step"))?;
    let known = if is_coach {
        crate::partner::may_change(actor, office, &record).await
    } else {
        may_act_at_jobcentre(actor, office, record.person, act).await
    };
    match known {
        Ok(known) => Ok((record, known)),
        // Another authority's step is answered like one that does not exist.
        Err(Error::NotFound(_)) => Err(Error::NotFound("step")),
        Err(other) => Err(other),
    }
}

fn ledger_of(records: &[StepRecord]) -> Ledger {
    Ledger::of(records.iter().map(|record| &record.taken))
}

fn invalid(refusals: Vec<Refusal>) -> Error {
    Error::Invalid(
        refusals
            .into_iter()
            .map(|refusal| Problem::new(refusal.field, refusal.message))
            .collect(),
    )
}

fn today(actor: &Actor) -> View {
    View {
        as_at: actor.moment.today,
        known_at: None,
    }
}
