//! To which year the rows of a file go.

use ssda903::{InputFile, ReadOptions, Severity, read};

use crate::{brief, file};

const OC3: &str = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,01/05/2004,YES,F1,U1\n";
const EPISODES: &str =
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
1,05/06/2022,S,C2,N1,U4,PR1,,,,,,
2,31/03/2022,S,C2,N1,U4,PR1,,,,,,
3,01/04/2022,S,C2,N1,U4,PR1,,,,,,
";

fn check(
    files: &[(&str, &str)],
    given: Option<i16>,
    years: &[i16],
    severity: Option<Severity>,
    words: &str,
) {
    let files: Vec<InputFile> = files.iter().map(|(name, text)| file(name, text)).collect();
    let reading = read(
        &files,
        &ReadOptions {
            year_ending: given,
            ..ReadOptions::default()
        },
    );
    let found: Vec<i16> = reading.years.iter().map(|year| year.year_ending).collect();
    assert_eq!(found, years, "{files:?}");
    // Missing Header and the like are not what is asked here.
    let about_year = |reason: &str| {
        reason.contains("year ending")
            || reason.contains("year that was given")
            || reason.contains(" to 31 March")
            || reason.contains("year of this return")
    };
    let said: Vec<_> = reading
        .findings
        .into_iter()
        .filter(|finding| about_year(&finding.reason))
        .collect();
    match severity {
        None => assert!(said.is_empty(), "{:#?}", brief(&said)),
        Some(severity) => {
            assert!(
                said.iter()
                    .any(|finding| finding.severity == severity && finding.reason.contains(words)),
                "{words}: {:#?}",
                brief(&said)
            );
        }
    }
}

#[test]
fn the_year_comes_from_options_names_or_dates() {
    use Severity::{Error, Note, Warning};
    check(&[("oc3.csv", OC3)], Some(2024), &[2024], None, "");
    check(&[("2024/oc3.csv", OC3)], None, &[2024], None, "");
    check(&[("2023-24_oc3.csv", OC3)], None, &[2024], None, "");
    check(
        &[("2023-oc3.csv", OC3)],
        None,
        &[2024],
        Some(Note),
        "from 1 April 2023 to 31 March 2024",
    );
    check(
        &[("oc3_2024.csv", OC3)],
        None,
        &[2024],
        Some(Note),
        "year ending 31 March 2024",
    );
    check(
        &[("2023/oc3.csv", OC3), ("2024/oc3.csv", OC3)],
        None,
        &[2023, 2024],
        None,
        "",
    );
    check(&[("oc3.csv", OC3)], None, &[], Some(Error), "not known");
    check(
        &[("oc3.csv", OC3), ("episodes.csv", EPISODES)],
        None,
        &[2023],
        Some(Note),
        "31 March 2023, which was taken",
    );
    check(
        &[("oc3.csv", OC3), ("2023/episodes.csv", EPISODES)],
        None,
        &[2023],
        Some(Error),
        "not known",
    );
    check(
        &[("2023/oc3.csv", OC3)],
        Some(2024),
        &[2024],
        Some(Warning),
        "2024 was used",
    );
    check(&[("2023/oc3.csv", OC3)], Some(2023), &[2023], None, "");
    check(
        &[("2023/oc3.csv", OC3), ("2024/oc3.csv", OC3)],
        Some(2024),
        &[2023, 2024],
        Some(Warning),
        "not used",
    );
    check(
        &[("oc3.csv", OC3)],
        Some(24),
        &[],
        Some(Error),
        "not a year of this return",
    );
    check(
        &[("oc3.csv", OC3)],
        Some(i16::MAX),
        &[],
        Some(Error),
        "not a year of this return",
    );
}

#[test]
fn rows_without_a_year_join_those_that_have_it() {
    let files = [file("2023/oc3.csv", OC3), file("episodes.csv", EPISODES)];
    let reading = read(&files, &ReadOptions::default());
    let [year] = reading.years.as_slice() else {
        panic!("one year")
    };
    assert_eq!(
        (year.year_ending, year.oc3.len(), year.episodes.len()),
        (2023, 1, 3)
    );
    assert!(
        reading
            .files
            .iter()
            .all(|file| file.year_ending == Some(2023))
    );
}
