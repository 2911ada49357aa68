//! Published figures and lists, each with the release in which it stood, for whoever asks in SQL; and further releases as they came.

use jiff::Timestamp;
use sqlx::QueryBuilder;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::to_micros,
};

/// A published figure; where there is no number its mark says why.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureRow {
    pub release: String,
    pub table: String,
    pub year: i64,
    pub place: String,
    pub ages: String,
    pub category: String,
    pub count: (Option<f64>, &'static str),
    pub percent: (Option<f64>, &'static str),
}

/// A figure of the interactive tool or the scorecard.
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorRow {
    pub source: String,
    pub code: String,
    pub title: String,
    pub polarity: String,
    pub place: String,
    pub year: i64,
    pub value: (Option<f64>, &'static str),
}

/// One of an authority's statistical neighbours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeighbourRow {
    pub model: String,
    pub authority: String,
    pub position: i64,
    pub neighbour: String,
    pub closeness: &'static str,
}

/// An inspection's grades.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InspectionRow {
    pub authority: String,
    pub ended_on: String,
    pub overall: String,
    pub care_leavers: String,
    pub link: String,
}

/// A file of a further release, as it came.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FileRow {
    pub name: String,
    pub release_year: i64,
    pub content: String,
}

/// Keeps a file of a further release; one of the same name is replaced.
pub async fn save_file(tx: &mut Tx, file: &FileRow, at: Timestamp) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO reference_file (name, release_year, content, imported_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (name) DO UPDATE SET release_year = excluded.release_year, content = excluded.content, imported_at = excluded.imported_at",
    )
    .bind(&file.name)
    .bind(file.release_year)
    .bind(&file.content)
    .bind(to_micros(at))
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("keep a published file"))
}

/// The files of further releases.
pub async fn files(db: &Db) -> Result<Vec<FileRow>, Error> {
    on_pool!(db, pool => sqlx::query_as("SELECT name, release_year, content FROM reference_file ORDER BY release_year, name").fetch_all(pool).await)
        .map_err(Error::of("read published files"))
}

/// Empties the lists before they are filled again: they are copies of what was published, not facts about people.
pub async fn clear(tx: &mut Tx) -> Result<(), Error> {
    for statement in [
        "DELETE FROM published_figure",
        "DELETE FROM published_indicator",
        "DELETE FROM statistical_neighbour",
        "DELETE FROM inspection_grade",
    ] {
        on_tx!(tx, connection => sqlx::query(statement).execute(connection).await.map(drop))
            .map_err(Error::of("empty a published list"))?;
    }
    Ok(())
}

pub async fn insert_figures(tx: &mut Tx, rows: &[FigureRow]) -> Result<(), Error> {
    for chunk in rows.chunks(1_000) {
        on_tx!(tx, connection => {
            let mut query = QueryBuilder::new(
                "INSERT INTO published_figure (release, table_name, year, place, ages, category, count_value, count_mark, percent_value, percent_mark) ",
            );
            query.push_values(chunk, |mut row, figure| {
                row.push_bind(&figure.release)
                    .push_bind(&figure.table)
                    .push_bind(figure.year)
                    .push_bind(&figure.place)
                    .push_bind(&figure.ages)
                    .push_bind(&figure.category)
                    .push_bind(figure.count.0)
                    .push_bind(figure.count.1)
                    .push_bind(figure.percent.0)
                    .push_bind(figure.percent.1);
            });
            query.build().execute(connection).await.map(drop)
        })
        .map_err(Error::of("keep published figures"))?;
    }
    Ok(())
}

pub async fn insert_indicators(tx: &mut Tx, rows: &[IndicatorRow]) -> Result<(), Error> {
    for chunk in rows.chunks(1_000) {
        on_tx!(tx, connection => {
            let mut query =
                QueryBuilder::new("INSERT INTO published_indicator (source, code, title, polarity, place, year, value, mark) ");
            query.push_values(chunk, |mut row, indicator| {
                row.push_bind(&indicator.source)
                    .push_bind(&indicator.code)
                    .push_bind(&indicator.title)
                    .push_bind(&indicator.polarity)
                    .push_bind(&indicator.place)
                    .push_bind(indicator.year)
                    .push_bind(indicator.value.0)
                    .push_bind(indicator.value.1);
            });
            query.push(" ON CONFLICT (source, code, place, year) DO NOTHING");
            query.build().execute(connection).await.map(drop)
        })
        .map_err(Error::of("keep published indicators"))?;
    }
    Ok(())
}

pub async fn insert_neighbours(tx: &mut Tx, rows: &[NeighbourRow]) -> Result<(), Error> {
    for chunk in rows.chunks(1_000) {
        on_tx!(tx, connection => {
            let mut query =
                QueryBuilder::new("INSERT INTO statistical_neighbour (model, authority, position, neighbour, closeness) ");
            query.push_values(chunk, |mut row, neighbour| {
                row.push_bind(&neighbour.model)
                    .push_bind(&neighbour.authority)
                    .push_bind(neighbour.position)
                    .push_bind(&neighbour.neighbour)
                    .push_bind(neighbour.closeness);
            });
            query.build().execute(connection).await.map(drop)
        })
        .map_err(Error::of("keep statistical neighbours"))?;
    }
    Ok(())
}

pub async fn insert_inspections(tx: &mut Tx, rows: &[InspectionRow]) -> Result<(), Error> {
    for chunk in rows.chunks(1_000) {
        on_tx!(tx, connection => {
            let mut query = QueryBuilder::new("INSERT INTO inspection_grade (authority, ended_on, overall, care_leavers, link) ");
            query.push_values(chunk, |mut row, inspection| {
                row.push_bind(&inspection.authority)
                    .push_bind(&inspection.ended_on)
                    .push_bind(&inspection.overall)
                    .push_bind(&inspection.care_leavers)
                    .push_bind(&inspection.link);
            });
            query.push(" ON CONFLICT (authority, ended_on) DO NOTHING");
            query.build().execute(connection).await.map(drop)
        })
        .map_err(Error::of("keep inspection grades"))?;
    }
    Ok(())
}
