//! A return that is handed in to be checked: how a page and the API read the files of each year and what is looked up beside them.

use casework::{
    Problem,
    return_check::{Request, Source},
};

use crate::upload::Parts;

/// The file fields, this year's first: more years make some rules surer.
pub const YEARS: [&str; 5] = [
    "this_year",
    "last_year",
    "two_years_ago",
    "three_years_ago",
    "four_years_ago",
];

/// The largest hand-in: a large return of several years and the small postcode file.
pub const LARGEST: usize = 256 * 1024 * 1024;

/// That the request could not be read to its end.
pub const UNREADABLE: &str = "The files could not be taken in: they may be larger than 256 MB together, or the connection broke. Send fewer years, or the small postcode file instead of the directory.";

/// What is to be checked: `year`, `source` ("files" or "records") and the files. Otherwise what is wrong, field by field.
pub fn read(parts: Parts) -> Result<Request, Vec<Problem>> {
    let mut problems = Vec::new();
    let year = parts.value("year").parse::<i16>().ok();
    if year.is_none() {
        problems.push(Problem::new(
            "year",
            "Enter the year in which the return ends, like 2026",
        ));
    }
    let is_of_records = parts.value("source") == "records";
    let mut years: Vec<Vec<_>> = YEARS.iter().map(|_| Vec::new()).collect();
    let (mut providers, mut postcodes) = (Vec::new(), None);
    for (field, file) in parts.files {
        if let Some(of_year) = YEARS
            .iter()
            .position(|year| *year == field)
            .and_then(|place| years.get_mut(place))
        {
            of_year.push(file);
        } else if field == "providers" {
            providers.push(file);
        } else if field == "postcodes" {
            postcodes = Some(file);
        }
    }
    while years.last().is_some_and(Vec::is_empty) {
        years.pop();
    }
    if !is_of_records && years.first().is_none_or(Vec::is_empty) {
        problems.push(Problem::new(
            "this_year",
            "Choose the files of this year's return",
        ));
    }
    // The rules count years back: without last year's return the one before it says nothing.
    for (place, field) in YEARS.iter().enumerate().skip(1) {
        if !is_of_records && years.get(place).is_some_and(Vec::is_empty) {
            problems.push(Problem::new(
                field,
                "A later year is given and this one is not: choose its files too",
            ));
        }
    }
    match year {
        Some(year) if problems.is_empty() => Ok(Request {
            year,
            source: if is_of_records {
                Source::Records
            } else {
                Source::Files(years)
            },
            providers,
            postcodes,
        }),
        _ => Err(problems),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use casework::import::InputFile;

    #[test]
    fn what_was_sent_becomes_years_without_a_gap() {
        let check = |fields: &[(&str, &str)], files: &[&str], expected: Result<&str, &[&str]>| {
            let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
            let parts = Parts {
                fields: fields.iter().map(owned).collect(),
                files: files
                    .iter()
                    .map(|field| {
                        let file = InputFile {
                            name: format!("{field}.csv"),
                            bytes: Vec::new(),
                        };
                        ((*field).to_owned(), file)
                    })
                    .collect(),
            };
            let found = match read(parts) {
                Ok(request) => Ok(match request.source {
                    Source::Records => "records".to_owned(),
                    Source::Files(years) => {
                        let counts = years.iter().map(|files| files.len().to_string());
                        counts.collect::<Vec<_>>().join(" ")
                    }
                }),
                Err(problems) => Err(problems
                    .iter()
                    .map(|problem| problem.field)
                    .collect::<Vec<_>>()),
            };
            let expected = expected.map(str::to_owned).map_err(<[&str]>::to_vec);
            assert_eq!(found, expected, "{fields:?} {files:?}");
        };
        let of = |year| [("source", "files"), ("year", year)];
        check(&of("2026"), &["this_year"], Ok("1"));
        check(
            &of("2026"),
            &["this_year", "this_year", "last_year"],
            Ok("2 1"),
        );
        check(
            &of("2026"),
            &["this_year", "providers", "postcodes"],
            Ok("1"),
        );
        check(&of("2026"), &[], Err(&["this_year"]));
        check(&of("soon"), &["this_year"], Err(&["year"]));
        check(
            &of("2026"),
            &["this_year", "two_years_ago"],
            Err(&["last_year"]),
        );
        check(
            &[("source", "records"), ("year", "2026")],
            &[],
            Ok("records"),
        );
        check(&[], &[], Err(&["year", "this_year"]));
    }
}
