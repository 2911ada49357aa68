//! The return as it would be if it were made now: of the whole authority or of one person, with the years before it, to be checked.

use std::collections::BTreeSet;

use jiff::civil::Date;
use leaving_care::calendar::{LeapDayBirthday, ReportingYear, add_months};
use ssda903::{Cell, Collection, Table, YearReading, YearReturn};
use store::person::PersonVersion;

use super::{
    EARLIER_YEARS, Window, checked::read_own, known_now, oc3, records, records::Records, tables_of,
};
use crate::{actor::Actor, error::Result, office::Office};

/// Everybody's records, as far as the return of a year and those before it ask about them.
pub(crate) async fn records_for(
    actor: &Actor,
    office: &Office,
    year: ReportingYear,
) -> Result<Records> {
    let known_at = known_now(actor, office).await?;
    records::read(office, &actor.authority, contacts_around(year), known_at).await
}

/// The same of one person.
pub(crate) async fn records_of(
    office: &Office,
    version: PersonVersion,
    year: ReportingYear,
) -> Result<Records> {
    records::read_one(office, version, contacts_around(year)).await
}

fn contacts_around(year: ReportingYear) -> (Date, Date) {
    let months = i32::from(u8::MAX);
    (
        add_months(year.first_day(), -months - 12),
        add_months(year.last_day(), months),
    )
}

/// Tables of which every child who is looked after has rows. Where the records hold none at all, another system holds them, and the
/// rules that need them cannot run.
const HELD_ELSEWHERE: [Table; 4] = [
    Table::Reviews,
    Table::Oc2,
    Table::PreviousPermanence,
    Table::SocialWorkerEpisodes,
];

/// The collection of a year; while the year goes on it ends today, so that no rule asks what will only be so on 31 March.
pub(crate) fn collection_so_far(authority: &str, year: ReportingYear, today: Date) -> Collection {
    let mut collection = Collection::new(year.year(), authority);
    if year.contains(today) {
        collection.ends_on = today;
    }
    collection
}

/// The return of a year, and behind it those of the years before, as whoever gets them would read them. Of a year that goes on, what
/// lies in the future is left out: nobody can say yet what the return will ask about it.
pub(crate) fn years_of(records: &Records, year: ReportingYear, today: Date) -> Vec<YearReading> {
    let read = |of: ReportingYear| {
        let (tables, _, _) = tables_of(records, of, year, Window::default());
        read_own(&tables, of)
    };
    let mut years = vec![until_today(read(year), year, today)];
    let mut before = year;
    for _ in 0..EARLIER_YEARS {
        before = before.previous();
        years.push(read(before));
    }
    // A year of which nothing is recorded must not look like one without children.
    while years.len() > 1 && years.last().is_some_and(|year| year.year.header.is_empty()) {
        years.pop();
    }
    for table in HELD_ELSEWHERE {
        if years.iter().all(|year| has_no_rows(&year.year, table)) {
            for year in &mut years {
                year.tables.remove(&table);
            }
        }
    }
    years
}

fn has_no_rows(year: &YearReturn, table: Table) -> bool {
    year.row_texts(table, 0).is_none()
}

fn until_today(mut reading: YearReading, year: ReportingYear, today: Date) -> YearReading {
    if today >= year.last_day() {
        return reading;
    }
    let is_future = |cell: &Cell<Date>| cell.value().is_some_and(|day| *day > today);
    reading
        .year
        .episodes
        .retain(|row| !is_future(&row.value.started_on));
    for row in &mut reading.year.episodes {
        if is_future(&row.value.ceased_on) {
            row.value.ceased_on = Cell::blank();
            row.value.reason_ceased = Cell::blank();
            row.value.reason_placement_changed = Cell::blank();
        }
    }
    let is_to_come = |born: Date| {
        let (age, birthday) = year.birthday_in(born, LeapDayBirthday::default());
        oc3::WITH_A_BIRTHDAY.contains(&age) && birthday > today
    };
    reading.year.oc3.retain(|row| {
        let born = row.value.date_of_birth.value();
        !born.is_some_and(|born| is_to_come(*born))
    });
    // Header names those of whom anything else is asked.
    let oc3 = reading.year.oc3.iter().map(|row| row.value.child.text());
    let episodes = reading
        .year
        .episodes
        .iter()
        .map(|row| row.value.child.text());
    let asked: BTreeSet<String> = oc3.chain(episodes).map(String::from).collect();
    reading.year = reading.year.only(|child| asked.contains(child));
    reading
}
