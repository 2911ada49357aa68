//! Makes a check aside while pages go on: reads the files or the records, runs every rule, keeps what was found.

use std::sync::Arc;

use leaving_care::calendar::ReportingYear;
use ssda903::{
    Collection, InputFile, Submission, YearReading,
    checked::Checked,
    read_year,
    reference::{Authorities, Postcodes, Providers},
};
use store::return_check::CheckRecord;
use uuid::Uuid;

use super::{Request, Source, finding::AtFault, kept::Summary, running::Stage};
use crate::{
    actor::Actor,
    error::{Error, Problem, Result},
    office::{Office, event},
    permission::Action,
    statutory_return::{self, years},
};

/// Larger files are refused unread.
const LARGEST_FILE: usize = 512 * 1024 * 1024;

/// The rules are known from the collection of this year on.
const FIRST_YEAR: i16 = 2023;

/// Starts a check and gives the number under which its progress and then its ledger are found.
pub async fn start(actor: &Actor, office: &Office, request: Request) -> Result<Uuid> {
    actor.must(Action::CheckReturn, &actor.authority)?;
    let year = statutory_return::reporting_year(actor, request.year)?;
    if year.year() < FIRST_YEAR {
        return Err(Error::Invalid(vec![Problem::new(
            "year",
            format!("Enter the year in which the return ends, {FIRST_YEAR} or later"),
        )]));
    }
    if let Source::Files(years) = &request.source
        && years.first().is_none_or(Vec::is_empty)
    {
        return Err(Error::Invalid(vec![Problem::new(
            "this_year",
            "Choose the files of this year's return",
        )]));
    }
    let id = Uuid::now_v7();
    if !office.checks.begin(actor, id, year.year()) {
        return Err(Error::Refused(
            "Several checks are being made already. Wait until one of them is finished, and try again.".into(),
        ));
    }
    office
        .note(actor, "return_check.start", None, id.to_string())
        .await?;
    let (actor, office) = (actor.clone(), office.clone());
    tokio::spawn(async move {
        match make(&actor, &office, id, year, request).await {
            Ok(()) => office.checks.is_done(id),
            Err(error) => {
                if let Error::Store(error) = &error {
                    tracing::error!(%error, "a check could not be kept");
                }
                office.checks.is_at(id, Stage::Failed(error.to_string()));
            }
        }
    });
    Ok(id)
}

async fn make(
    actor: &Actor,
    office: &Office,
    id: Uuid,
    year: ReportingYear,
    request: Request,
) -> Result<()> {
    let _alone = office.checks.at_work.lock().await;
    office.checks.is_at(id, Stage::Reading);
    let records = match &request.source {
        Source::Files(_) => None,
        Source::Records => Some(years::records_for(actor, office, year).await?),
    };
    let source = request.source.code();
    let (authority, today, checks) = (
        actor.authority.clone(),
        actor.moment.today,
        office.checks.clone(),
    );
    let work = move || -> Result<(Summary, AtFault)> {
        let mut collection = Collection::new(year.year(), &authority);
        let years = match (request.source, records) {
            (Source::Files(files), _) => files_of_years(files, year)?,
            (Source::Records, Some(records)) => {
                collection = years::collection_so_far(&authority, year, today);
                years::years_of(&records, year, today)
            }
            (Source::Records, None) => Vec::new(),
        };
        let mut years = years.into_iter();
        let this_year = years
            .next()
            .ok_or_else(|| Error::Refused("There is no return to check.".into()))?;
        let submission = Submission::new(collection, this_year, years.collect());
        let submission = with_reference(submission, &request.providers, request.postcodes)?;
        checks.is_at(id, Stage::Checking);
        let ledger = submission.check();
        let checked = Checked::of(&ledger, &submission);
        let at_fault = AtFault::of(&checked, &submission);
        let summary = Summary {
            rows: at_fault.rows.len(),
            children: at_fault.children,
            ..Summary::of(&checked, &submission)
        };
        Ok((summary, at_fault))
    };
    // On a thread of its own: whoever opens a page meanwhile does not wait for it.
    let (summary, at_fault) = tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Error::Refused("The return could not be checked.".into()))??;
    office.checks.is_at(id, Stage::Keeping);
    let record = CheckRecord {
        id,
        authority: actor.authority.clone(),
        year: year.year(),
        made_at: actor.moment.now,
        made_by: actor.name.clone(),
        account: actor.account,
        source: source.to_owned(),
        summary: serde_json::to_string(&summary).unwrap_or_default(),
        signed_off: None,
    };
    let mut tx = office.db.begin().await?;
    store::return_check::insert(&mut tx, &record, &at_fault.rows, &at_fault.findings).await?;
    let detail = format!("{id} {} rows", summary.rows);
    store::audit::insert_many(&mut tx, &[event(actor, "return_check.make", None, detail)]).await?;
    tx.commit().await?;
    Ok(())
}

/// The years as they were handed in. Files in which nothing could be read are a failure, never a clean return.
fn files_of_years(years: Vec<Vec<InputFile>>, year: ReportingYear) -> Result<Vec<YearReading>> {
    let mut readings = Vec::new();
    let mut ending = year;
    for files in years {
        let reading = read_year(&files, ending.year(), LARGEST_FILE);
        if reading.tables.is_empty() {
            if readings.is_empty() || !files.is_empty() {
                let why = reading.findings.first();
                return Err(Error::Refused(format!(
                    "No table of a return was found in the files of the year ending 31 March {}. {}",
                    ending.year(),
                    why.map_or("", |finding| finding.reason.as_str())
                )));
            }
            // A year that was not handed in ends the row: the rules count years back without a gap.
            break;
        }
        readings.push(reading);
        ending = ending.previous();
    }
    Ok(readings)
}

fn with_reference(
    submission: Submission,
    lists: &[InputFile],
    postcodes: Option<InputFile>,
) -> Result<Submission> {
    let refused = |file: &InputFile, error: &dyn std::fmt::Display| {
        Error::Refused(format!("{}: {error}", file.name))
    };
    let mut providers: Option<Providers> = None;
    for file in lists {
        let (list, _) =
            Providers::read(&file.bytes, &file.name).map_err(|error| refused(file, &error))?;
        match &mut providers {
            Some(all) => all.join(list),
            None => providers = Some(list),
        }
    }
    let postcodes = match postcodes {
        None => None,
        Some(file) => {
            let (read, _) = Postcodes::read(file.bytes.as_slice(), &file.name)
                .map_err(|error| refused(&file, &error))?;
            Some(Arc::new(read))
        }
    };
    Ok(submission.with_reference(providers, postcodes, Authorities::dated()))
}
