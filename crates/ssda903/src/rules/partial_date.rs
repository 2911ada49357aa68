//! Dates of which the day, the month or all may be unknown, written with ZZ: `ZZ/04/2016`, `ZZ/ZZ/2016`, `ZZ/ZZ/ZZZZ`.

use jiff::civil::Date;

use crate::date::{birthday, days_after, is_written_with_slashes, parse_date};

/// The latest day that may be meant, as the Department's rules reckon it (note on rule 632): `ZZ/02/2020` is 29 February 2020,
/// `ZZ/ZZ/1993` is 31 December 1993, and a year `ZZZZ` is 2000. `None` when it cannot be read.
///
/// A known day in an unknown month comes out as a year less a day after that day in January: `05/ZZ/2020` is 4 January 2021.
pub(super) fn latest_possible_day(text: &str) -> Option<Date> {
    if !is_written_with_slashes(text) {
        return None;
    }
    let mut parts = text.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let known = |part| match part {
        "ZZ" => "01",
        "ZZZZ" => "2000",
        part => part,
    };
    let first = parse_date(&format!("{}/{}/{}", known(day), known(month), known(year)))?;
    match (day, month) {
        (_, "ZZ") => birthday(first, 1).map(|next_year| days_after(next_year, -1)),
        ("ZZ", _) => Some(first.last_of_month()),
        _ => Some(first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_latest_day_that_may_be_meant() {
        let check =
            |text: &str, day: Option<Date>| assert_eq!(latest_possible_day(text), day, "{text}");
        check("17/06/2001", Some(date(2001, 6, 17)));
        check("1/6/2001", Some(date(2001, 6, 1)));
        check("ZZ/02/2020", Some(date(2020, 2, 29)));
        check("ZZ/12/2020", Some(date(2020, 12, 31)));
        check("ZZ/ZZ/1993", Some(date(1993, 12, 31)));
        check("ZZ/ZZ/ZZZZ", Some(date(2000, 12, 31)));
        check("05/ZZ/2020", Some(date(2021, 1, 4)));
        check("17/06/ZZZZ", Some(date(2000, 6, 17)));
        check("ZZ/ZZ/ZZ", None);
        check("ZZ/ZZ", None);
        check("ZZ/ZZ/2020/1", None);
        check("zz/zz/2020", None);
        check("31/02/2020", None);
        check("ZZ/13/2020", None);
        check("ZZZZ/01/2020", None);
        check("01/01/20", None);
        check("2020-01-01", None);
        check("01/01/2020 00:00", None);
        check("ZZ/ZZ/2100", Some(date(2100, 12, 31)));
        check("ZZ/ZZ/9999", None);
        check("", None);
    }
}
