//! Finds out to which year a file belongs: from the options, from names of folders and files, or from the dates inside.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{FileSummary, InputFile, ReadOptions};
use crate::finding::{Finding, Severity};
use crate::report::Report;
use crate::rows::YearReturn;

/// The SSDA903 began in 1992; later years leave room.
const YEARS: std::ops::RangeInclusive<i16> = 1992..=2100;

/// How a name tells a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    /// `2019-20`, or a folder `2020`: no doubt.
    Plainly(i16),
    /// `2019-oc3.csv`: the year from 1 April 2019, as data-to-insight's sample of five years is named.
    FromApril(i16),
    /// `oc3_2020.csv`: taken as the year that ends in 2020.
    Ending(i16),
}

impl Named {
    fn year_ending(self) -> i16 {
        match self {
            Self::Plainly(year) | Self::FromApril(year) | Self::Ending(year) => year,
        }
    }
}

/// The year ending of each file, as far as options and names tell it.
pub(super) fn of_files(
    files: &[InputFile],
    options: &ReadOptions,
    report: &mut Report,
) -> Vec<Option<i16>> {
    let named: Vec<Option<Named>> = files.iter().map(|file| in_name(&file.name)).collect();
    let years: BTreeSet<i16> = named
        .iter()
        .flatten()
        .map(|named| named.year_ending())
        .collect();
    let given = options.year_ending.filter(|year| {
        if !YEARS.contains(year) {
            let reason = format!("{year} is not a year of this return; it was not used.");
            report.add(Finding::new(
                Severity::Error,
                reason,
                "Give the year in which the return ends on 31 March, for example 2024.",
            ));
        }
        YEARS.contains(year)
    });
    let mut explained = BTreeSet::new();
    files
        .iter()
        .zip(named)
        .map(|(file, named)| {
            let Some(named) = named else { return given };
            let year = named.year_ending();
            // One year given for files of several would throw them together.
            if let Some(given) = given
                && years.len() == 1
            {
                if given != year {
                    let reason = format!("The name points to the year ending 31 March {year}, but {given} was given; {given} was used.");
                    report.add(Finding::new(Severity::Warning, reason, "Check which of the two is right.").at_file(&file.name));
                }
                return Some(given);
            }
            if given.is_some_and(|given| given != year) {
                let reason = "The names of the files tell several years, so that the year that was given was not used for this one.";
                report.add(Finding::new(Severity::Warning, reason, "Hand in the files of one year at a time, or give no year.").at_file(&file.name));
            }
            explain(named, file, &mut explained, report);
            Some(year)
        })
        .collect()
}

/// Says once a year how an ambiguous name was understood.
fn explain(named: Named, file: &InputFile, explained: &mut BTreeSet<i16>, report: &mut Report) {
    let year = named.year_ending();
    let reason = match named {
        Named::Plainly(_) => return,
        Named::FromApril(_) => format!(
            "The name begins with {}, which was read as the year from 1 April {} to 31 March {year}.",
            year.saturating_sub(1),
            year.saturating_sub(1)
        ),
        Named::Ending(_) => {
            format!("The name holds {year}, which was read as the year ending 31 March {year}.")
        }
    };
    if explained.insert(year) {
        let remedy = "If another year is meant, put the files into a folder named after the year in which it ends, or give --year.";
        report.add(Finding::new(Severity::Note, reason, remedy).at_file(&file.name));
    }
}

/// The folder goes before the file: it is named by the person who keeps the returns.
fn in_name(name: &str) -> Option<Named> {
    let (folder, file) = name.rsplit_once(['/', '\\']).unwrap_or(("", name));
    match find_year(folder) {
        Some((year, Written::FinancialYear)) => Some(Named::Plainly(year + 1)),
        Some((year, _)) => Some(Named::Plainly(year)),
        None => match find_year(file)? {
            (year, Written::FinancialYear) => Some(Named::Plainly(year + 1)),
            (year, Written::Prefix) => Some(Named::FromApril(year + 1)),
            (year, Written::Elsewhere) => Some(Named::Ending(year)),
        },
    }
    .filter(|named| YEARS.contains(&named.year_ending()))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    /// `2019-20`, `2019_2020`.
    FinancialYear,
    /// `2019-` and then a name.
    Prefix,
    Elsewhere,
}

/// The first four digits that stand alone and are a year.
fn find_year(text: &str) -> Option<(i16, Written)> {
    let mut start = 0;
    let mut pieces = text.split(|character: char| !character.is_ascii_digit());
    // The pieces between characters that are no digits, with the place where each begins.
    let mut digits = std::iter::from_fn(|| {
        let piece = pieces.next()?;
        let at = start;
        start += piece.len();
        start += text
            .get(start..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        Some((at, piece))
    })
    .filter(|(_, piece)| !piece.is_empty());
    let (at, year) = digits.find_map(|(at, piece)| {
        let year: i16 = piece
            .parse()
            .ok()
            .filter(|year| piece.len() == 4 && YEARS.contains(year))?;
        Some((at, year))
    })?;
    let after = text.get(at + 4..).unwrap_or_default();
    let Some(behind) = after.strip_prefix(['-', '_', ' ']) else {
        return Some((year, Written::Elsewhere));
    };
    let end = behind
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(behind.len());
    let next = behind.get(..end).unwrap_or_default();
    if next == format!("{:02}", (year + 1) % 100) || next == (year + 1).to_string() {
        return Some((year, Written::FinancialYear));
    }
    let prefix = at == 0 && after.starts_with('-') && behind.starts_with(char::is_alphabetic);
    Some((
        year,
        if prefix {
            Written::Prefix
        } else {
            Written::Elsewhere
        },
    ))
}

/// The year to which most dates of the files without a year point, or `None` when they hold no date.
///
/// Reviews and times missing lie inside the year; of the episodes most began in it or not long before.
pub(super) fn from_dates(
    undated: &YearReturn,
    summaries: &[FileSummary],
    report: &mut Report,
) -> Option<i16> {
    let reviews = undated
        .reviews
        .iter()
        .filter_map(|row| row.value.reviewed_on.value());
    let missing = undated
        .missing
        .iter()
        .filter_map(|row| row.value.started_on.value());
    let episodes = undated
        .episodes
        .iter()
        .filter_map(|row| row.value.started_on.value());
    let mut counts: BTreeMap<i16, usize> = BTreeMap::new();
    for date in reviews.chain(missing).chain(episodes) {
        *counts.entry(year_ending_of(*date)).or_default() += 1;
    }
    let found = counts
        .into_iter()
        .filter(|(year, _)| YEARS.contains(year))
        .max_by_key(|(year, count)| (*count, *year));
    let file = summaries
        .iter()
        .find(|summary| summary.year_ending.is_none() && summary.rows > 0)
        .map_or("", |summary| summary.name.as_str());
    let finding = match found {
        Some((year, _)) => Finding::new(
            Severity::Note,
            format!(
                "No year was given and no name tells one; most dates inside point to the year ending 31 March {year}, which was taken."
            ),
            format!(
                "Give --year {year} if that is right, or --year and the year in which the return ends."
            ),
        ),
        None => Finding::new(
            Severity::Error,
            "The year of this return is not known: none was given, no name tells one, and no date inside points to one.",
            "Give --year and the year in which the return ends on 31 March.",
        ),
    };
    report.add(finding.at_file(file));
    found.map(|(year, _)| year)
}

fn year_ending_of(date: Date) -> i16 {
    date.year() + i16::from((date.month(), date.day()) >= (4, 1))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_name_tells_a_year() {
        let check =
            |name: &str, expected: Option<Named>| assert_eq!(in_name(name), expected, "{name}");
        check("oc3.csv", None);
        check("2020/oc3.csv", Some(Named::Plainly(2020)));
        check("2024_corrected/oc3.csv", Some(Named::Plainly(2024)));
        check("return 2024/oc3.csv", Some(Named::Plainly(2024)));
        check("2019-20/oc3.csv", Some(Named::Plainly(2020)));
        check("2019-20_oc3.csv", Some(Named::Plainly(2020)));
        check("2019_2020 oc3.csv", Some(Named::Plainly(2020)));
        check("oc3 2019-20.csv", Some(Named::Plainly(2020)));
        check("1999-00_oc3.csv", Some(Named::Plainly(2000)));
        check("2018-header.csv", Some(Named::FromApril(2019)));
        check("2018-21.csv", Some(Named::Ending(2018)));
        check("oc3_2020.csv", Some(Named::Ending(2020)));
        check("2020_oc3.csv", Some(Named::Ending(2020)));
        check("2020.csv", Some(Named::Ending(2020)));
        check("2021/2018-header.csv", Some(Named::Plainly(2021)));
        check(
            "ssda903_sample_5yr/2017-header.csv",
            Some(Named::FromApril(2018)),
        );
        check("20200331/oc3.csv", None);
        check("fake_903.xml", None);
        check("1066-oc3.csv", None);
        check("9999/oc3.csv", None);
        check("2100-oc3.csv", None);
        check("é2020é.csv", Some(Named::Ending(2020)));
        check("", None);
    }

    #[test]
    fn the_year_turns_on_the_first_of_april() {
        let check = |date: Date, year: i16| assert_eq!(year_ending_of(date), year, "{date}");
        check(date(2020, 3, 31), 2020);
        check(date(2020, 4, 1), 2021);
        check(date(2020, 12, 31), 2021);
        check(date(2021, 1, 1), 2021);
    }
}
