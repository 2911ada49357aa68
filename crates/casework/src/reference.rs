//! Published figures: what ships with the product and what is added later, written out for whoever asks in SQL.

use leaving_care::{Finding, Severity};
use measures::published::{Figure, PublishedValue, Reference, Release, embedded, long, wide};
use serde::Serialize;
use store::reference::{FigureRow, FileRow, IndicatorRow, InspectionRow, NeighbourRow};

use crate::{
    actor::Actor,
    error::{Error, Result},
    office::{Office, event},
    permission::Action,
};

/// What was written, and what could not be read.
#[derive(Debug, Clone, Serialize)]
pub struct Summary {
    pub figures: usize,
    pub releases: Vec<String>,
    pub indicators: usize,
    pub neighbours: usize,
    pub inspections: usize,
    pub authorities: usize,
    pub findings: Vec<Finding>,
}

/// A file of a further release: CSV as the Department publishes it.
#[derive(Debug, Clone)]
pub struct ReleaseFile {
    pub name: String,
    pub bytes: Vec<u8>,
    /// The year in which it was published.
    pub release_year: u16,
}

/// Writes all published figures into the database, with further files beside those that ship with the product. Asking again changes
/// nothing; a file of the same name takes the place of the one before.
pub async fn import(actor: &Actor, office: &Office, further: Vec<ReleaseFile>) -> Result<Summary> {
    actor.must(Action::Import, &actor.authority)?;
    let reference = embedded();
    let mut findings: Vec<Finding> = Vec::new();
    let mut tx = office.db.begin().await?;
    for file in further {
        let content = String::from_utf8_lossy(&file.bytes).into_owned();
        let (figures, mut found) = read(&file.name, &content, file.release_year);
        findings.append(&mut found);
        if figures.is_empty() {
            return Err(Error::Refused(format!(
                "{} holds no table of care leavers in a layout that is known. Nothing was imported.",
                file.name
            )));
        }
        let row = FileRow {
            name: file.name,
            release_year: i64::from(file.release_year),
            content,
        };
        store::reference::save_file(&mut tx, &row, actor.moment.now).await?;
    }
    store::audit::insert_many(&mut tx, &[event(actor, "reference.import", None, "")]).await?;
    tx.commit().await?;
    let mut figures: Vec<Figure> = reference.figures.all().to_vec();
    for file in store::reference::files(&office.db).await? {
        figures.extend(
            read(
                &file.name,
                &file.content,
                u16::try_from(file.release_year).unwrap_or_default(),
            )
            .0,
        );
    }
    let summary = write(office, reference, figures, findings).await?;
    office.forget_reference();
    Ok(summary)
}

/// The figures of the files that were added later.
pub(crate) async fn further_figures(office: &Office) -> Result<Vec<Figure>> {
    let files = store::reference::files(&office.db).await?;
    Ok(files
        .iter()
        .flat_map(|file| {
            read(
                &file.name,
                &file.content,
                u16::try_from(file.release_year).unwrap_or_default(),
            )
            .0
        })
        .collect())
}

/// The Department's layout since 2018, or the wide one before.
fn read(name: &str, content: &str, release_year: u16) -> (Vec<Figure>, Vec<Finding>) {
    let reader = if release_year >= 2018 {
        long::read
    } else {
        wide::read
    };
    let contents = reader(name, content.as_bytes(), Release(release_year));
    let findings = contents.findings.iter().map(|finding| {
        let line = finding.line.unwrap_or_default();
        Finding::new(
            Severity::Warning,
            finding.reason.clone(),
            "Compare the row with the published file.",
        )
        .at_file(name)
        .at_row(line)
    });
    let findings = findings.collect();
    (contents.figures, findings)
}

async fn write(
    office: &Office,
    reference: &Reference,
    figures: Vec<Figure>,
    findings: Vec<Finding>,
) -> Result<Summary> {
    // A figure that two files of one release give is kept once.
    let figures = measures::published::Figures::new(figures);
    let rows: Vec<FigureRow> = figures.all().iter().map(figure_row).collect();
    let mut releases: Vec<String> = rows.iter().map(|row| row.release.clone()).collect();
    releases.sort_unstable();
    releases.dedup();
    let indicators = indicator_rows(reference);
    let neighbours = neighbour_rows(reference);
    let inspections = inspection_rows(reference);
    let mut tx = office.db.begin().await?;
    store::reference::clear(&mut tx).await?;
    store::reference::insert_figures(&mut tx, &rows).await?;
    store::reference::insert_indicators(&mut tx, &indicators).await?;
    store::reference::insert_neighbours(&mut tx, &neighbours).await?;
    store::reference::insert_inspections(&mut tx, &inspections).await?;
    let current = reference
        .authorities
        .iter()
        .filter(|authority| authority.is_current);
    let mut authorities = 0;
    for authority in current {
        store::authority::save(&mut tx, &crate::authority::row_of(authority)).await?;
        authorities += 1;
    }
    tx.commit().await?;
    Ok(Summary {
        figures: rows.len(),
        releases,
        indicators: indicators.len(),
        neighbours: neighbours.len(),
        inspections: inspections.len(),
        authorities,
        findings,
    })
}

/// The number, or the mark in its place.
fn value_and_mark(value: PublishedValue) -> (Option<f64>, &'static str) {
    match value {
        PublishedValue::Value(number) => (Some(number), ""),
        PublishedValue::Suppressed => (None, "c"),
        PublishedValue::NotApplicable => (None, "z"),
        PublishedValue::RoundsToZero => (None, "k"),
        PublishedValue::NotAvailable => (None, "x"),
    }
}

/// The snake-case name of a small enum.
fn name(value: impl Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn figure_row(figure: &Figure) -> FigureRow {
    FigureRow {
        release: figure.release.to_string(),
        table: name(figure.table),
        year: i64::from(figure.year),
        place: figure.place.code(),
        ages: figure.ages.label(),
        category: name(figure.category),
        count: value_and_mark(figure.count),
        percent: value_and_mark(figure.percent),
    }
}

fn indicator_rows(reference: &Reference) -> Vec<IndicatorRow> {
    let tool = reference.indicators.values().iter().filter_map(|value| {
        let indicator = reference
            .indicators
            .indicators
            .get(usize::from(value.indicator))?;
        Some(IndicatorRow {
            source: "Local Authority Interactive Tool".into(),
            code: indicator.code.clone(),
            title: indicator.title.clone(),
            polarity: name(indicator.polarity),
            place: value.place.code(),
            year: i64::from(value.year),
            value: value_and_mark(value.value),
        })
    });
    let scorecard = reference.scorecard.iter().flat_map(|row| {
        let figures = [
            (
                "neet_or_not_known",
                "16 to 17 year olds NEET or not known, percent",
                row.neet_or_not_known,
            ),
            ("neet", "16 to 17 year olds NEET, percent", row.neet),
            (
                "not_known",
                "16 to 17 year olds whose activity is not known, percent",
                row.not_known,
            ),
        ];
        figures.map(|(code, title, value)| IndicatorRow {
            source: "NEET and participation scorecard".into(),
            code: code.into(),
            title: title.into(),
            polarity: "low".into(),
            place: row.place.code(),
            year: i64::from(row.release.0),
            value: value_and_mark(value),
        })
    });
    tool.chain(scorecard).collect()
}

fn neighbour_rows(reference: &Reference) -> Vec<NeighbourRow> {
    let all = reference.neighbours.authorities();
    all.flat_map(|authority| {
        let neighbours = reference.neighbours.of(authority).iter().zip(1..);
        neighbours.map(move |(neighbour, position)| NeighbourRow {
            model: "2025".into(),
            authority: authority.to_string(),
            position,
            neighbour: neighbour.authority.to_string(),
            closeness: neighbour.closeness.label(),
        })
    })
    .collect()
}

fn inspection_rows(reference: &Reference) -> Vec<InspectionRow> {
    let inspections = reference.inspections.iter();
    inspections
        .map(|inspection| InspectionRow {
            authority: inspection.authority.to_string(),
            ended_on: inspection
                .ended_on
                .map(|day| day.to_string())
                .unwrap_or_default(),
            overall: inspection.overall.map(name).unwrap_or_default(),
            care_leavers: inspection.care_leavers.map(name).unwrap_or_default(),
            link: inspection.link.clone(),
        })
        .collect()
}
