//! Spells: recording, correcting and withdrawing dated facts. Nothing is overwritten, and nobody's text is lost.

use jiff::civil::Date;
use leaving_care::{
    source::Standing,
    spell_value::{NewSpell, SpellKind, SpellValue},
};
use store::spell::SpellToInsert;
pub use store::spell::{SpellRecord, Superseded};
use uuid::Uuid;

use crate::{
    actor::Actor,
    error::{Error, Problem, Result, without_nul},
    office::{Office, event},
    permission::Action,
    person::{
        View,
        change::stamp,
        open::{find_own, without_names_in_spell},
    },
};

/// A conflict: somebody else corrected the same spell first. Both are shown, and the person chooses.
#[derive(Debug, Clone)]
pub struct SpellConflict {
    /// What the actor wanted to correct.
    pub based_on: SpellRecord,
    /// What stands now; `None` when it was withdrawn.
    pub now: Option<SpellRecord>,
}

/// What is wrong with a spell before it is recorded.
pub fn problems_with(spell: &NewSpell, date_of_birth: Date, today: Date) -> Vec<Problem> {
    let mut problems = Vec::new();
    if spell.starts_on < date_of_birth {
        problems.push(Problem::new(
            "starts_on",
            "The start is before the date of birth. Check the year.",
        ));
    }
    let is_plan = matches!(spell.value.kind(), SpellKind::Allocation);
    if spell.starts_on > today && !is_plan {
        problems.push(Problem::new(
            "starts_on",
            "The start is in the future. Record it when it has begun.",
        ));
    }
    if spell.ends_on.is_some_and(|end| end <= spell.starts_on) {
        problems.push(Problem::new("ends_on", "The end must be after the start."));
    }
    if let SpellValue::Activity(details) = &spell.value {
        if !details.code.is_current() {
            problems.push(Problem::new(
                "code",
                "This code has been replaced. Choose an apprenticeship, or training or employment.",
            ));
        }
        if details.hours_a_week.is_some_and(|hours| hours > 100) {
            problems.push(Problem::new(
                "hours_a_week",
                "Enter the hours of a week, up to 100.",
            ));
        }
    }
    problems
}

/// Whether a spell could be recorded, and which spells that hold on its first day may end with it: those of the same kind and,
/// for workers, of the same role.
pub async fn check(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    spell: &NewSpell,
) -> Result<Vec<SpellRecord>> {
    actor.must(Action::RecordSpells, &actor.authority)?;
    let now = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    let version = find_own(actor, office, person, now).await?;
    let problems = problems_with(spell, version.details.date_of_birth, actor.moment.today);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let spells = store::spell::of_person(&office.db, person, None).await?;
    let may_end = |record: &SpellRecord| ends_with(record, &spell.value, spell.starts_on);
    Ok(spells.into_iter().filter(may_end).collect())
}

/// Whether an earlier spell may end on the day on which another starts: it holds on that day, and it is of the same kind and, for
/// workers, of the same role.
fn ends_with(earlier: &SpellRecord, value: &SpellValue, starts_on: Date) -> bool {
    earlier.starts_on <= starts_on
        && earlier.ends_on.is_none_or(|end| starts_on < end)
        && match (&earlier.value, value) {
            (SpellValue::Allocation(earlier), SpellValue::Allocation(new)) => {
                earlier.allocation.role == new.allocation.role
            }
            (earlier, new) => earlier.kind() == new.kind(),
        }
}

/// Whether a spell could be corrected so; gives it as it stands. A conflict when it no longer stands.
pub async fn check_correction(
    actor: &Actor,
    office: &Office,
    spell: Uuid,
    corrected: &NewSpell,
) -> Result<SpellRecord> {
    actor.must(Action::RecordSpells, &actor.authority)?;
    let (record, born) = own_spell(actor, office, spell).await?;
    let problems = problems_with(corrected, born, actor.moment.today);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    if record.superseded.is_some() {
        return Err(Error::Conflict);
    }
    Ok(record)
}

/// Records a spell. `also_ends` are spells of the same person that end on the day on which this one starts.
pub async fn record(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    spell: NewSpell,
    also_ends: &[Uuid],
) -> Result<Uuid> {
    actor.must(Action::RecordSpells, &actor.authority)?;
    let version = find_own(
        actor,
        office,
        person,
        View {
            as_at: actor.moment.today,
            known_at: None,
        },
    )
    .await?;
    let problems = problems_with(&spell, version.details.date_of_birth, actor.moment.today);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let stamp = stamp(actor);
    let (starts_on, kind) = (spell.starts_on, spell.value.kind());
    let row = to_insert(person, spell, Standing::Recorded);
    let id = row.id;
    let mut ended = Vec::new();
    for earlier in also_ends {
        let record = store::spell::find(&office.db, *earlier)
            .await?
            .filter(|record| record.person == person);
        let record = record.ok_or(Error::NotFound("spell"))?;
        if !ends_with(&record, &row.value, starts_on) {
            return Err(Error::Invalid(vec![Problem::new(
                "also_ends",
                "Only a spell of the same kind that holds on the first day of this one can end here.",
            )]));
        }
        ended.push(record);
    }
    let (mut tx, version) = begin(actor, office).await?;
    store::spell::insert_many(&mut tx, &actor.authority, &[row], &stamp).await?;
    for record in ended {
        let shortened = SpellToInsert {
            id: Uuid::now_v7(),
            person,
            value: record.value,
            starts_on: record.starts_on,
            ends_on: Some(starts_on),
            standing: record.standing,
            source: record.stamp.source,
        };
        if !store::spell::supersede(
            &mut tx,
            record.id,
            Some(shortened.id),
            "ended by what came next",
            &stamp,
        )
        .await?
        {
            return Err(Error::Conflict);
        }
        store::spell::insert_many(&mut tx, &actor.authority, &[shortened], &stamp).await?;
    }
    finish(actor, tx, version, person, "spell.record", kind, id).await?;
    discard_draft(actor, office, person, kind).await?;
    Ok(id)
}

/// Corrects a spell: another takes its place, and the one before stays in the history. When somebody else was faster nothing is
/// written, and [`conflict`] says what stands now.
pub async fn correct(
    actor: &Actor,
    office: &Office,
    spell: Uuid,
    corrected: NewSpell,
    reason: &str,
) -> Result<Uuid> {
    actor.must(Action::RecordSpells, &actor.authority)?;
    let (record, born) = own_spell(actor, office, spell).await?;
    let problems = problems_with(&corrected, born, actor.moment.today);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let kind = corrected.value.kind();
    if kind != record.value.kind() {
        return Err(Error::Invalid(vec![Problem::new(
            "code",
            "A spell keeps its kind. Withdraw it and record the other.",
        )]));
    }
    let row = to_insert(record.person, corrected, Standing::Recorded);
    let id = row.id;
    let (mut tx, version) = begin(actor, office).await?;
    let reason = without_nul(reason);
    if !store::spell::supersede(&mut tx, spell, Some(id), &reason, &stamp(actor)).await? {
        return Err(Error::Conflict);
    }
    store::spell::insert_many(&mut tx, &actor.authority, &[row], &stamp(actor)).await?;
    finish(actor, tx, version, record.person, "spell.correct", kind, id).await?;
    if actor.account.is_some() {
        crate::draft::discard(actor, office, &correction_draft_form(spell)).await?;
    }
    Ok(id)
}

/// Withdraws a spell that was never true. It stays in the history with the reason.
pub async fn withdraw(actor: &Actor, office: &Office, spell: Uuid, reason: &str) -> Result<()> {
    actor.must(Action::RecordSpells, &actor.authority)?;
    let (record, _) = own_spell(actor, office, spell).await?;
    if reason.trim().is_empty() {
        return Err(Error::Invalid(vec![Problem::new(
            "reason",
            "Say in a few words why this was never true.",
        )]));
    }
    let (mut tx, version) = begin(actor, office).await?;
    let reason = without_nul(reason.trim());
    if !store::spell::supersede(&mut tx, spell, None, &reason, &stamp(actor)).await? {
        return Err(Error::Conflict);
    }
    finish(
        actor,
        tx,
        version,
        record.person,
        "spell.withdraw",
        record.value.kind(),
        spell,
    )
    .await
}

/// A spell of the actor's authority, whether it still stands or not.
pub async fn find(actor: &Actor, office: &Office, spell: Uuid) -> Result<SpellRecord> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    let record = own_spell(actor, office, spell).await?.0;
    office
        .note(actor, "spell.read", Some(record.person), spell.to_string())
        .await?;
    Ok(without_names_in_spell(actor, record))
}

/// What stands now in place of a spell that somebody else has corrected.
pub async fn conflict(actor: &Actor, office: &Office, spell: Uuid) -> Result<SpellConflict> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    let shown = |record| without_names_in_spell(actor, record);
    let based_on = shown(own_spell(actor, office, spell).await?.0);
    let mut now = based_on.clone();
    while let Some(superseded) = &now.superseded {
        match superseded.replaced_by {
            Some(next) => now = shown(own_spell(actor, office, next).await?.0),
            None => {
                return Ok(SpellConflict {
                    based_on,
                    now: None,
                });
            }
        }
    }
    Ok(SpellConflict {
        based_on,
        now: Some(now),
    })
}

/// The form under which the draft of a spell is kept.
pub fn draft_form(person: Uuid, kind: SpellKind) -> String {
    format!("spell/{}/{person}", kind.code())
}

/// The form under which the draft of a correction is kept.
pub fn correction_draft_form(spell: Uuid) -> String {
    format!("correction/{spell}")
}

async fn discard_draft(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    kind: SpellKind,
) -> Result<()> {
    match actor.account {
        Some(_) => crate::draft::discard(actor, office, &draft_form(person, kind)).await,
        None => Ok(()),
    }
}

async fn own_spell(actor: &Actor, office: &Office, spell: Uuid) -> Result<(SpellRecord, Date)> {
    let record = store::spell::find(&office.db, spell)
        .await?
        .ok_or(Error::NotFound("spell"))?;
    let now = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    match find_own(actor, office, record.person, now).await {
        Ok(version) => Ok((record, version.details.date_of_birth)),
        // Another authority's spell is answered like one that does not exist.
        Err(Error::NotFound(_)) => Err(Error::NotFound("spell")),
        Err(other) => Err(other),
    }
}

fn to_insert(person: Uuid, spell: NewSpell, standing: Standing) -> SpellToInsert {
    SpellToInsert {
        id: Uuid::now_v7(),
        person,
        value: spell.value,
        starts_on: spell.starts_on,
        ends_on: spell.ends_on,
        standing,
        source: String::new(),
    }
}

/// Starts to write under a new data version. It is raised first, as an import does: two who write about the same spells then wait
/// for each other in one order, and neither is thrown out.
async fn begin(actor: &Actor, office: &Office) -> Result<(store::Tx, i64)> {
    let mut tx = office.db.begin().await?;
    let version = store::authority::raise_version(&mut tx, &actor.authority).await?;
    Ok((tx, version))
}

async fn finish(
    actor: &Actor,
    mut tx: store::Tx,
    version: i64,
    person: Uuid,
    action: &str,
    kind: SpellKind,
    spell: Uuid,
) -> Result<()> {
    store::person::stamp_version(&mut tx, &[person], version).await?;
    let detail = format!("{} {spell}", kind.code());
    store::audit::insert_many(&mut tx, &[event(actor, action, Some(person), detail)]).await?;
    tx.commit().await?;
    Ok(())
}
