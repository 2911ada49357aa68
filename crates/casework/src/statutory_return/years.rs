//! The return as it would be if it were made now: of the whole authority or of one person, with the years before it, to be checked.

use std::collections::BTreeSet;

use jiff::civil::Date;
use leaving_care::calendar::{LeapDayBirthday, ReportingYear, add_months};
use ssda903::YearReading;
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

/// The return of a year, and behind it those of the years before, as whoever gets them would read them. Of a year that goes on,
/// birthdays to come are left out: nobody can say yet what the return will ask about them.
pub(crate) fn years_of(records: &Records, year: ReportingYear, today: Date) -> Vec<YearReading> {
    let read = |of: ReportingYear| {
        let (tables, _, _) = tables_of(records, of, year, Window::default());
        read_own(&tables, of)
    };
    let mut years = vec![without_birthdays_to_come(read(year), year, today)];
    let mut before = year;
    for _ in 0..EARLIER_YEARS {
        before = before.previous();
        years.push(read(before));
    }
    // A year of which nothing is recorded must not look like one without children.
    while years.len() > 1 && years.last().is_some_and(|year| year.year.header.is_empty()) {
        years.pop();
    }
    years
}

fn without_birthdays_to_come(
    mut reading: YearReading,
    year: ReportingYear,
    today: Date,
) -> YearReading {
    if today >= year.last_day() {
        return reading;
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
