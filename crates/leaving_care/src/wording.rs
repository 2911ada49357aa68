//! How dates and counts are written for people: "3 March 2026".

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "3 March 2026".
pub fn day(date: Date) -> String {
    let month = MONTHS
        .get(usize::try_from(date.month() - 1).unwrap_or(0))
        .unwrap_or(&"");
    format!("{} {month} {}", date.day(), date.year())
}
