//! Dates of the return: read from DD/MM/YYYY and the few other spellings that cannot be mistaken, and ages on a date.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::cell::{Cell, Complaint, FieldValue};

/// Dates outside these years are slips of the keyboard: nobody in a return was born before the one or looked after beyond the other.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// Reads `DD/MM/YYYY`, `D/M/YYYY` or `YYYY-MM-DD`, each also with a midnight behind it, as spreadsheets and databases add one.
/// A year of two digits is refused: it would have to be guessed.
pub fn parse_date(text: &str) -> Option<Date> {
    match usual_date(text) {
        Some((year, month, day)) => date_in_range(year, month, day),
        None => parse_unusual_date(text),
    }
}

/// Year, month and day of `DD/MM/YYYY`, as nearly all dates of a return are written.
fn usual_date(text: &str) -> Option<(i16, i8, i8)> {
    let [d1, d2, b'/', m1, m2, b'/', y1, y2, y3, y4] = *text.as_bytes() else {
        return None;
    };
    let digits = [d1, d2, m1, m2, y1, y2, y3, y4];
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = |tens: u8, ones: u8| (tens - b'0') * 10 + (ones - b'0');
    let year = i16::from(number(y1, y2)) * 100 + i16::from(number(y3, y4));
    let month = number(m1, m2).cast_signed();
    Some((year, month, number(d1, d2).cast_signed()))
}

fn date_in_range(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day)
        .ok()
        .filter(|date| YEARS.contains(&date.year()))
}

fn parse_unusual_date(text: &str) -> Option<Date> {
    let day = without_midnight(text);
    let (year, month, day) = if let Some((day, rest)) = day.split_once('/') {
        let (month, year) = rest.split_once('/')?;
        (
            number(year, 4..=4)?,
            number(month, 1..=2)?,
            number(day, 1..=2)?,
        )
    } else {
        let (year, rest) = day.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        (
            number(year, 4..=4)?,
            number(month, 2..=2)?,
            number(day, 2..=2)?,
        )
    };
    date_in_range(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

/// Whether a date that could be read is written with slashes and stands alone: `1/4/2001`, and not `2001-04-01` or `1/4/2001 00:00`.
pub(crate) fn is_written_with_slashes(text: &str) -> bool {
    let text = text.trim();
    text.contains('/') && !text.contains([' ', 'T'])
}

/// A date with slashes in the years that the check used today can hold, and that [`parse_date`] takes for a slip of the keyboard.
pub(crate) fn parse_far_date(text: &str) -> Option<Date> {
    let (day, rest) = text.trim().split_once('/')?;
    let (month, year) = rest.split_once('/')?;
    let month = i8::try_from(number(month, 1..=2)?).ok()?;
    let day = i8::try_from(number(day, 1..=2)?).ok()?;
    let date = Date::new(number(year, 4..=4)?, month, day).ok()?;
    (1678..=2261).contains(&date.year()).then_some(date)
}

/// The birthday of that age. Somebody born on 29 February has it on 28 February in other years, as the Department's rules
/// reckon (note on rule 157 and others); [`age_on`] reckons the other way, for people and not for rules. `None` beyond the calendar.
pub fn birthday(born: Date, age: i16) -> Option<Date> {
    let year = born.year().checked_add(age)?;
    Date::new(year, born.month(), born.day())
        .or_else(|_| Date::new(year, 2, 28))
        .ok()
}

/// Days from the first to the second; negative when the second comes earlier.
pub fn days_between(from: Date, to: Date) -> i64 {
    day_number(to) - day_number(from)
}

/// `days` later, or earlier when negative. The last or first date of the calendar when it would lie beyond.
pub fn days_after(date: Date, days: i64) -> Date {
    date.saturating_add(jiff::SignedDuration::from_hours(days.saturating_mul(24)))
}

/// Days since 1 March of the year 0, counted in years that begin in March so that the leap day comes last.
fn day_number(date: Date) -> i64 {
    let month = i64::from(date.month());
    let year = i64::from(date.year()) - i64::from(month <= 2);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(date.day()) - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year
}

fn without_midnight(text: &str) -> &str {
    match text.split_once([' ', 'T']) {
        Some((day, "00:00" | "00:00:00" | "00:00:00.000" | "00:00:00Z")) => day,
        _ => text,
    }
}

fn number(digits: &str, length: std::ops::RangeInclusive<usize>) -> Option<i16> {
    let plain = length.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// Whole years of age on `on`. Somebody born on 29 February has a birthday on 1 March in other years. Negative before birth.
pub fn age_on(born: Date, on: Date) -> i16 {
    let before_birthday = (on.month(), on.day()) < (born.month(), born.day());
    on.year() - born.year() - i16::from(before_birthday)
}

impl FieldValue for Date {
    const UNUSUAL: &'static str = "This date is not written DD/MM/YYYY; it was understood.";

    fn read(text: &str) -> Option<Self> {
        parse_date(text)
    }

    fn read_plain(text: &str) -> Option<Cell<Self>> {
        let (year, month, day) = usual_date(text)?;
        date_in_range(year, month, day).map(Cell::of)
    }

    fn write(&self) -> Cow<'_, str> {
        Cow::Owned(format!(
            "{:02}/{:02}/{:04}",
            self.day(),
            self.month(),
            self.year()
        ))
    }

    // Formatting every date of a large return only to compare it would cost more than reading it.
    fn is_written_as(&self, text: &str) -> bool {
        matches!(text.as_bytes(), [_, _, b'/', _, _, b'/', _, _, _, _])
    }

    fn complaint(_: &str) -> Complaint {
        Complaint {
            reason: "This is not a date that exists, written DD/MM/YYYY.".into(),
            remedy: "Write the day, the month and the year of four digits, for example 09/04/2006."
                .into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_are_read_when_they_cannot_be_mistaken() {
        let check =
            |text: &str, expected: Option<Date>| assert_eq!(parse_date(text), expected, "{text:?}");
        check("30/03/2001", Some(date(2001, 3, 30)));
        check("1/4/2001", Some(date(2001, 4, 1)));
        check("2001-03-30", Some(date(2001, 3, 30)));
        check("2001-03-30 00:00:00", Some(date(2001, 3, 30)));
        check("2001-03-30T00:00:00", Some(date(2001, 3, 30)));
        check("30/03/2001 00:00", Some(date(2001, 3, 30)));
        check("28/02/2001", Some(date(2001, 2, 28)));
        check("29/02/2001", None);
        check("29/02/2000", Some(date(2000, 2, 29)));
        check("31/04/2001", None);
        check("00/04/2001", None);
        check("01/13/2001", None);
        check("30/03/01", None);
        check("30-03-2001", None);
        check("2001-3-30", None);
        check("30/03/2001 12:00", None);
        check("30/03/20011", None);
        check("+1/03/2001", None);
        check("31/12/1899", None);
        check("01/01/1900", Some(date(1900, 1, 1)));
        check("31/12/2100", Some(date(2100, 12, 31)));
        check("01/01/2101", None);
        check("", None);
        check("//", None);
        check("٣٠/٠٣/٢٠٠١", None);
    }

    #[test]
    fn far_dates_are_dates_to_the_rules_alone() {
        let check = |text: &str, expected: Option<Date>| {
            assert_eq!(parse_date(text), None, "{text:?}");
            assert_eq!(parse_far_date(text), expected, "{text:?}");
        };
        check("06/06/1890", Some(date(1890, 6, 6)));
        check(" 6/6/1890 ", Some(date(1890, 6, 6)));
        check("31/12/1677", None);
        check("01/01/1678", Some(date(1678, 1, 1)));
        check("31/12/2261", Some(date(2261, 12, 31)));
        check("01/01/2262", None);
        check("01/01/0202", None);
        check("31/06/1890", None);
        check("06/06/1890 00:00", None);
        check("1890-06-06", None);
        check("06/06/90", None);
        check("a/b/c", None);
    }

    #[test]
    fn birthdays_and_days_are_counted() {
        let check = |born: Date, age: i16, on: Date| assert_eq!(birthday(born, age), Some(on));
        check(date(2006, 4, 9), 18, date(2024, 4, 9));
        check(date(2004, 2, 29), 18, date(2022, 2, 28));
        check(date(2004, 2, 29), 20, date(2024, 2, 29));
        assert_eq!(birthday(date(9999, 1, 1), 1), None);
        let mut day = date(1890, 1, 1);
        for number in 0..100_000 {
            assert_eq!(days_between(date(1890, 1, 1), day), number, "{day}");
            assert_eq!(days_after(date(1890, 1, 1), number), day);
            day = day.tomorrow().unwrap();
        }
        assert_eq!(days_between(date(2024, 3, 1), date(2024, 2, 28)), -2);
        assert_eq!(days_after(Date::MAX, 1), Date::MAX);
    }

    #[test]
    fn age_changes_on_the_birthday() {
        let check =
            |born: Date, on: Date, age: i16| assert_eq!(age_on(born, on), age, "{born} on {on}");
        check(date(2006, 4, 9), date(2024, 4, 8), 17);
        check(date(2006, 4, 9), date(2024, 4, 9), 18);
        check(date(2006, 4, 9), date(2024, 4, 10), 18);
        check(date(2004, 2, 29), date(2023, 2, 28), 18);
        check(date(2004, 2, 29), date(2023, 3, 1), 19);
        check(date(2004, 2, 29), date(2024, 2, 28), 19);
        check(date(2004, 2, 29), date(2024, 2, 29), 20);
        check(date(2024, 4, 1), date(2024, 3, 31), -1);
    }
}
