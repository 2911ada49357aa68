//! Comparing what files say with what is known, and writing the difference: importing twice changes nothing, a corrected file
//! supersedes, and all of it happens or none.

use std::collections::{HashMap, HashSet};

use leaving_care::{
    Finding,
    person::{IdentifierKind, PersonDetails},
};
use store::{import_run::ImportRun, person::Stamp, spell::SpellRecord};
use uuid::Uuid;

use super::{
    ImportKind, Progress, Report,
    plan::{Known, Plan, plan},
    proposal::{Proposal, ProposedPerson},
};
use crate::{
    actor::Actor,
    error::{Error, Result},
    office::{Office, event},
};

/// How often an import begins again because somebody else wrote at the same time.
const ATTEMPTS: u32 = 5;

pub(super) async fn apply(
    actor: &Actor,
    office: &Office,
    kind: ImportKind,
    proposal: Proposal,
    confirm: bool,
    progress: &mut impl FnMut(Progress),
) -> Result<Report> {
    let Proposal {
        people,
        mut findings,
        files,
        rows_read,
        ..
    } = proposal;
    for _ in 0..ATTEMPTS {
        let known = known(actor, office, kind, &people).await?;
        let mut found = Vec::new();
        let plan = plan(actor, office, kind, &people, &known, &mut found)?;
        let report = |findings: Vec<Finding>| Report {
            kind,
            confirmed: confirm,
            run: confirm.then(Uuid::now_v7),
            people: plan.people,
            new_people: plan.new_people.len(),
            rows_read,
            written: plan.written,
            corrected: plan.corrected,
            unchanged: plan.unchanged,
            files: files.clone(),
            findings,
        };
        let mut all = findings.clone();
        all.extend(found);
        let report = report(all);
        if !confirm {
            return Ok(report);
        }
        if write(
            actor,
            office,
            kind,
            plan,
            &report,
            known.data_version,
            progress,
        )
        .await?
        {
            return Ok(report);
        }
        findings.shrink_to_fit();
    }
    Err(Error::Refused(
        "Others were writing all the time. Nothing was imported: try again.".into(),
    ))
}

async fn known(
    actor: &Actor,
    office: &Office,
    kind: ImportKind,
    people: &[ProposedPerson],
) -> Result<Known> {
    let authority = &actor.authority;
    // Read first: whatever is written after this makes the write begin again.
    let data_version = store::authority::data_version(&office.db, authority).await?;
    let kinds: HashSet<IdentifierKind> = people
        .iter()
        .flat_map(|person| person.identifiers.iter().map(|(kind, _)| *kind))
        .collect();
    let mut by_identifier = HashMap::new();
    for kind in kinds {
        for row in store::person::identifiers_of_kind(&office.db, authority, kind).await? {
            by_identifier.insert((row.kind, row.lookup), row.person_id);
        }
    }
    let people = store::person::all_current(&office.db, authority).await?;
    let source = format!("{} ", kind.code());
    let spells = by_person(store::spell::of_source(&office.db, authority, &source).await?);
    let set_aside =
        by_person(store::spell::set_aside_by_hand(&office.db, authority, &source).await?);
    let workers = store::worker::list(&office.db, authority).await?;
    Ok(Known {
        by_identifier,
        people: people
            .into_iter()
            .map(|version| (version.person, version))
            .collect(),
        spells,
        set_aside,
        workers: workers
            .into_iter()
            .filter_map(|worker| Some(((worker.name, worker.role.parse().ok()?), worker.id)))
            .collect(),
        data_version,
    })
}

fn by_person(records: Vec<SpellRecord>) -> HashMap<Uuid, Vec<SpellRecord>> {
    let mut by_person: HashMap<Uuid, Vec<SpellRecord>> = HashMap::new();
    for record in records {
        by_person.entry(record.person).or_default().push(record);
    }
    by_person
}

/// Writes it all in one transaction. `false`, with nothing written, when others wrote since the plan was made.
async fn write(
    actor: &Actor,
    office: &Office,
    kind: ImportKind,
    plan: Plan,
    report: &Report,
    planned_on: i64,
    progress: &mut impl FnMut(Progress),
) -> Result<bool> {
    let stamp = Stamp {
        at: actor.moment.now,
        by: actor.name.clone(),
        source: kind.code().to_owned(),
    };
    let authority = &actor.authority;
    let mut tx = office.db.begin().await?;
    let version = store::authority::raise_version(&mut tx, authority).await?;
    if version != planned_on + 1 {
        return Ok(false);
    }
    let of = plan.spells.len();
    progress(Progress::Writing { done: 0, of });
    for worker in &plan.workers {
        store::worker::save(&mut tx, worker).await?;
    }
    let mut new_people: HashMap<&str, Vec<(Uuid, PersonDetails)>> = HashMap::new();
    for (id, details, source) in &plan.new_people {
        let people = new_people.entry(source).or_default();
        people.push((*id, details.clone()));
    }
    let read_from = |source: &str| Stamp {
        source: source.to_owned(),
        ..stamp.clone()
    };
    for (source, people) in new_people {
        store::person::insert_many(&mut tx, authority, &people, &read_from(source), version)
            .await?;
    }
    for (before, details, source) in &plan.changed_details {
        if !store::person::supersede(
            &mut tx,
            before.id,
            before.person,
            authority,
            details,
            &read_from(source),
        )
        .await?
        {
            return Ok(false);
        }
    }
    store::person::insert_identifiers(&mut tx, authority, &plan.identifiers, &stamp).await?;
    for (before, after) in &plan.superseded {
        if !store::spell::supersede(&mut tx, *before, Some(*after), "imported again", &stamp)
            .await?
        {
            return Ok(false);
        }
    }
    let mut done = 0;
    for chunk in plan.spells.chunks(10_000) {
        store::spell::insert_many(&mut tx, authority, chunk, &stamp).await?;
        done += chunk.len();
        progress(Progress::Writing { done, of });
    }
    let contacts = store::contact::unknown_only(&mut tx, &plan.contacts).await?;
    store::contact::insert_many(&mut tx, authority, &contacts, &stamp).await?;
    // Duties follow from contacts too.
    let with_contacts = contacts.iter().map(|contact| contact.person);
    let touched: Vec<Uuid> = plan.touched.into_iter().chain(with_contacts).collect();
    store::person::stamp_version(&mut tx, &touched, version).await?;
    let run = ImportRun {
        id: report.run.unwrap_or_else(Uuid::now_v7),
        authority: authority.clone(),
        kind: kind.code().to_owned(),
        started_at: actor.moment.now,
        started_by: actor.name.clone(),
        confirmed: true,
        summary: serde_json::to_string(&Report {
            findings: Vec::new(),
            ..report.clone()
        })
        .unwrap_or_default(),
    };
    store::import_run::insert(&mut tx, &run, &report.findings).await?;
    store::audit::insert_many(
        &mut tx,
        &[event(actor, "import.write", None, run.id.to_string())],
    )
    .await?;
    tx.commit().await?;
    Ok(true)
}
