//! What the yearly return would find wrong about one young person if it were made now, in plain words, with where it is mended.
//! Nothing of it is stored: each time it is worked out from the facts as they stand.

use std::collections::BTreeMap;

use jiff::civil::Date;
use leaving_care::{
    calendar::{LeapDayBirthday, ReportingYear},
    spell_value::SpellKind,
    wording,
};
use serde::Serialize;
use ssda903::{
    Submission, Table,
    checked::{Checked, CheckedRow},
    parse_date,
};
use store::{return_note::NoteRecord, spell::SpellRecord};
use uuid::Uuid;

use super::{
    finding::Identities,
    note::Note,
    words::{capitalised, column, plain, table},
};
use crate::{
    actor::Actor,
    error::Result,
    office::Office,
    permission::Action,
    person::{View, open::find_own},
    statutory_return::{records::Records, reporting_year, years},
};

/// Something that the yearly return would ask about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Task {
    pub rule: &'static str,
    /// What is wrong, one or two sentences.
    pub sentence: String,
    /// What to fill in or to check.
    pub to_do: String,
    /// Which part of the record it is about: "The time in care from 3 March 2025".
    pub about: String,
    /// Nothing is wrong in what is recorded; something is not there yet, and there is time until the year ends.
    pub is_missing: bool,
    pub mend: Mend,
    /// Why it stands, when somebody has said so.
    pub note: Option<Note>,
}

/// Where it is mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mend {
    CorrectSpell(Uuid),
    AddSpell(SpellKind),
    /// The person's details and identifiers.
    Details,
    /// In the system from which the last return came: there is no form for it here.
    Elsewhere,
}

/// What the return of the running year would find wrong about a person: first what is wrong, then what is missing, last what has a reason.
pub async fn tasks(actor: &Actor, office: &Office, person: Uuid) -> Result<Vec<Task>> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    let today = actor.moment.today;
    let now = View {
        as_at: today,
        known_at: None,
    };
    let version = find_own(actor, office, person, now).await?;
    let year = ReportingYear::containing(today);
    // Where no such return is made there is nothing to say.
    if reporting_year(actor, year.year()).is_err() {
        return Ok(Vec::new());
    }
    let records = years::records_of(office, version, year).await?;
    let Some(case) = records.cases.first() else {
        return Ok(Vec::new());
    };
    let found = found(&records, &actor.authority, year, today);
    let mut notes = if found.is_empty() {
        Vec::new()
    } else {
        store::return_note::about(&office.db, &actor.authority, &case.child).await?
    };
    notes.retain(|note| note.withdrawn.is_none() && note.year == year.year());
    let mut by_rule: BTreeMap<&str, Vec<OwnFinding>> = BTreeMap::new();
    for finding in found {
        by_rule.entry(finding.rule.code).or_default().push(finding);
    }
    let mut tasks: Vec<Task> = by_rule
        .values()
        .filter_map(|found| {
            let given = found.iter().map(|found| {
                let of = |note: &&NoteRecord| note.identity == found.identity;
                notes.iter().find(of)
            });
            // It stands only when each of its rows does.
            let given: Option<Vec<&NoteRecord>> = given.collect();
            let note = given.and_then(|notes| notes.first().copied().cloned());
            task(
                found,
                &case.spells,
                note.map(|note| Note::read(actor, note)),
            )
        })
        .collect();
    tasks.sort_by_key(|task| (task.note.is_some(), task.is_missing));
    office
        .note(actor, "return_check.tasks", Some(person), "")
        .await?;
    Ok(tasks)
}

/// A finding of our own records in the running year.
pub(super) struct OwnFinding {
    pub rule: &'static ssda903::Rule,
    pub identity: String,
    pub child: String,
    pub is_missing: bool,
    table: Table,
    /// The columns at fault, each with what stands there.
    cells: Vec<(&'static str, String)>,
    /// The day on which the row begins, or the birthday that it is about.
    day: Option<Date>,
}

/// What the rules find in the records as they stand: in this year's rows only, because last year's return has been sent.
pub(super) fn found(
    records: &Records,
    authority: &str,
    year: ReportingYear,
    today: Date,
) -> Vec<OwnFinding> {
    let mut earlier = years::years_of(records, year, today).into_iter();
    let Some(this_year) = earlier.next() else {
        return Vec::new();
    };
    let collection = years::collection_so_far(authority, year, today);
    let submission = Submission::new(collection, this_year, earlier.collect());
    let ledger = submission.check();
    let checked = Checked::of(&ledger, &submission);
    let mut identities = Identities::default();
    let mut found = Vec::new();
    for rule in &checked.rules {
        for row in &rule.findings {
            let identity = identities.of(rule.code, row);
            if row.years_ago == 0 {
                found.push(OwnFinding {
                    rule: rule.rule,
                    identity,
                    child: row.child.clone().into_owned(),
                    is_missing: row.values.iter().all(|(_, text)| text.is_empty()),
                    table: row.table,
                    cells: row
                        .fields
                        .iter()
                        .map(|field| {
                            let text = row.values.of(field);
                            (*field, text.to_owned())
                        })
                        .collect(),
                    day: day_of(row, &submission, year),
                });
            }
        }
    }
    found
}

/// The day that tells a row from others of its table.
fn day_of(row: &CheckedRow<'_>, submission: &Submission, year: ReportingYear) -> Option<Date> {
    let this_year = &submission.years.first()?.year;
    let texts = this_year.row_texts(row.table, row.row)?;
    let text = |column: &str| {
        let place = row
            .table
            .columns()
            .iter()
            .position(|known| *known == column)?;
        parse_date(texts.get(place)?.trim())
    };
    match row.table {
        Table::Episodes => text("DECOM"),
        Table::Oc3 => text("DOB").map(|born| year.birthday_in(born, LeapDayBirthday::default()).1),
        Table::Reviews => text("REVIEW"),
        Table::Missing => text("MIS_START"),
        Table::SocialWorkerEpisodes => text("SW_DECOM"),
        _ => None,
    }
}

/// What one rule found about one person, as one thing to do.
fn task(found: &[OwnFinding], spells: &[SpellRecord], note: Option<Note>) -> Option<Task> {
    let rule = found.first()?.rule;
    let mut about: Vec<String> = found.iter().map(OwnFinding::about).collect();
    about.dedup();
    let mends: Vec<Mend> = found.iter().map(|found| found.mend(spells)).collect();
    let here = mends.iter().find(|mend| **mend != Mend::Elsewhere);
    Some(Task {
        rule: rule.code,
        sentence: plain(rule.why),
        to_do: to_do(found),
        about: about.join("; "),
        is_missing: found.iter().all(|found| found.is_missing),
        mend: here.copied().unwrap_or(Mend::Elsewhere),
        note,
    })
}

/// "Fill in the ethnicity. Check the legal status and the kind of placement."
fn to_do(found: &[OwnFinding]) -> String {
    let named = |is_missing: bool| {
        let mut names: Vec<&str> = Vec::new();
        for found in found.iter().filter(|found| found.is_missing == is_missing) {
            for (name, text) in &found.cells {
                // Where something is wrong, what is blank beside it may be right to be blank. CHILD stands for the row as a whole.
                if text.is_empty() == is_missing && *name != "CHILD" && !names.contains(name) {
                    names.push(name);
                }
            }
        }
        names
    };
    let said = |verb: &str, names: Vec<&str>| {
        let words: Vec<&str> = names.into_iter().map(column).collect();
        match words.split_last() {
            None => None,
            Some((only, [])) => Some(format!("{verb} {only}.")),
            Some((last, others)) => Some(format!("{verb} {} and {last}.", others.join(", "))),
        }
    };
    let parts: Vec<String> = [said("Fill in", named(true)), said("Check", named(false))]
        .into_iter()
        .flatten()
        .collect();
    if parts.is_empty() {
        "Check what is recorded here.".to_owned()
    } else {
        parts.join(" ")
    }
}

impl OwnFinding {
    /// "The time in care, from 3 March 2025".
    fn about(&self) -> String {
        match self.day {
            Some(day) if self.table == Table::Oc3 => {
                format!("The birthday on {}", wording::day(day))
            }
            Some(day) => format!(
                "{}, from {}",
                capitalised(table(self.table)),
                wording::day(day)
            ),
            None => capitalised(table(self.table)),
        }
    }

    fn mend(&self, spells: &[SpellRecord]) -> Mend {
        let first = self
            .cells
            .iter()
            .find(|(_, text)| text.is_empty() == self.is_missing)
            .or(self.cells.first());
        let column = first.map_or("", |(column, _)| column);
        let spell = |kind: SpellKind, is_it: &dyn Fn(&SpellRecord) -> bool| {
            spells
                .iter()
                .rfind(|record| record.value.kind() == kind && is_it(record))
                .map_or(Mend::AddSpell(kind), |record| Mend::CorrectSpell(record.id))
        };
        let held_on_the_day = |record: &SpellRecord| {
            self.day.is_some_and(|day| {
                record.starts_on <= day && record.ends_on.is_none_or(|end| day < end)
            })
        };
        match (self.table, column) {
            (Table::Header, "SEX" | "DOB" | "ETHNIC" | "UPN" | "CHILD")
            | (Table::Oc3, "DOB" | "CHILD") => Mend::Details,
            // What is missing was never recorded: there is nothing to correct.
            (Table::Oc3, "IN_TOUCH") if self.is_missing => Mend::AddSpell(SpellKind::InTouch),
            (Table::Oc3, "ACTIV") if self.is_missing => Mend::AddSpell(SpellKind::Activity),
            (Table::Oc3, "ACCOM") if self.is_missing => Mend::AddSpell(SpellKind::Accommodation),
            (Table::Oc3, "IN_TOUCH") => spell(SpellKind::InTouch, &held_on_the_day),
            (Table::Oc3, "ACTIV") => spell(SpellKind::Activity, &held_on_the_day),
            (Table::Oc3, "ACCOM") => spell(SpellKind::Accommodation, &held_on_the_day),
            (Table::Episodes, _) => spell(SpellKind::Placement, &|record| {
                Some(record.starts_on) == self.day
            }),
            _ => Mend::Elsewhere,
        }
    }
}
