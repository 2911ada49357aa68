//! Writes the made-up return of three years, always the same, and checks that the files in fixtures are what is made here.
//!
//! `UPDATE_FIXTURES=1 cargo nextest run -p ssda903 the_fixtures_are` writes the files anew.

mod people;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use jiff::civil::{Date, date};
use ssda903::codes::{Activity, InTouch};
use ssda903::{InputFile, ReadOptions, age_on, read, usable};

use self::people::{Episode, Person, YEARS, people, years};
use crate::{brief, fixtures};

const FOLDER: &str = "made_up_three_years";

fn written(date: Date) -> String {
    date.strftime("%d/%m/%Y").to_string()
}

/// Name and text of every file, in order.
fn files() -> Vec<(String, String)> {
    let people = people();
    let mut files = Vec::new();
    for year in YEARS {
        let (starts_on, ends_on) = (date(year - 1, 4, 1), date(year, 3, 31));
        let mut header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n".to_owned();
        let mut episodes = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n".to_owned();
        for person in &people {
            let in_year: Vec<&Episode> = person
                .episodes
                .iter()
                .filter(|episode| episode.started_on <= ends_on && episode.ceased_on >= starts_on)
                .collect();
            if in_year.is_empty() && !person.outcomes.contains_key(&year) {
                continue;
            }
            // The codes for sex changed with the year ending 2025.
            let sex = match (person.male, year >= 2025) {
                (true, true) => "M",
                (false, true) => "F",
                (true, false) => "1",
                (false, false) => "2",
            };
            writeln!(
                header,
                "{},{sex},{},{},{},,",
                person.child,
                written(person.born),
                person.ethnicity,
                person.pupil_number
            )
            .unwrap();
            for episode in in_year {
                let closed = episode.ceased_on <= ends_on;
                let ending = if closed {
                    format!(
                        "{},{},{}",
                        written(episode.ceased_on),
                        episode.reason_ceased,
                        episode.reason_changed
                    )
                } else {
                    ",,".into()
                };
                writeln!(
                    episodes,
                    "{},{},{},{},{},{},{},{ending},{},{},{}",
                    person.child,
                    written(episode.started_on),
                    episode.reason,
                    episode.legal_status,
                    person.need,
                    episode.placement,
                    episode.provider,
                    person.home,
                    episode.postcode,
                    episode.urn
                )
                .unwrap();
            }
        }
        files.push((format!("{year}/header.csv"), header));
        files.push((format!("{year}/episodes.csv"), episodes));
        files.push((
            format!("{year}/oc3.csv"),
            oc3(&people, year, &BTreeMap::new()),
        ));
    }
    files.push((
        "2024_corrected/oc3.csv".into(),
        oc3(&people, 2024, &corrections(&people)),
    ));
    files
}

fn oc3(people: &[Person], year: i16, corrections: &BTreeMap<&str, [String; 3]>) -> String {
    let mut text = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n".to_owned();
    for person in people {
        if let Some(outcome) = corrections
            .get(person.child.as_str())
            .or_else(|| person.outcomes.get(&year))
        {
            writeln!(
                text,
                "{},{},{}",
                person.child,
                written(person.born),
                outcome.join(",")
            )
            .unwrap();
        }
    }
    text
}

/// Five young people in touch in 2024 of whom something else turned out to be true.
fn corrections(people: &[Person]) -> BTreeMap<&str, [String; 3]> {
    let in_touch = people
        .iter()
        .filter_map(|person| Some((person, person.outcomes.get(&2024)?)))
        .filter(|(_, outcome)| outcome[0] == "YES");
    in_touch
        .step_by(4)
        .take(5)
        .enumerate()
        .map(|(number, (person, [in_touch, activity, accommodation]))| {
            let other_activity = if activity == "G5" { "F5" } else { "G5" };
            let other_accommodation = if accommodation == "D1" { "E1" } else { "D1" };
            let corrected = match number {
                0 | 1 => [
                    in_touch.clone(),
                    other_activity.into(),
                    accommodation.clone(),
                ],
                2 => [
                    in_touch.clone(),
                    activity.clone(),
                    other_accommodation.into(),
                ],
                3 => [
                    in_touch.clone(),
                    other_activity.into(),
                    other_accommodation.into(),
                ],
                _ => ["NO".into(), "0".into(), "0".into()],
            };
            (person.child.as_str(), corrected)
        })
        .collect()
}

fn input_files(wanted: impl Fn(&str) -> bool) -> Vec<InputFile> {
    let files = files().into_iter().filter(|(name, _)| wanted(name));
    files
        .map(|(name, _)| InputFile {
            bytes: std::fs::read(fixtures().join(FOLDER).join(&name)).unwrap(),
            name,
        })
        .collect()
}

#[test]
fn the_fixtures_are_what_is_made_here() {
    for (name, text) in files() {
        let path = fixtures().join(FOLDER).join(&name);
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &text).unwrap();
        }
        assert_eq!(
            std::fs::read_to_string(&path).unwrap_or_default(),
            text,
            "{name}; see the head of this file"
        );
    }
}

#[test]
fn three_years_are_read_without_a_finding() {
    let reading = read(
        &input_files(|name| !name.contains("corrected")),
        &ReadOptions::default(),
    );
    assert!(
        reading.findings.is_empty(),
        "{:#?}",
        brief(&reading.findings)
    );
    let years: Vec<i16> = reading.years.iter().map(|year| year.year_ending).collect();
    assert_eq!(years, YEARS);

    let mut ages = BTreeSet::new();
    let mut activities: BTreeMap<&str, Vec<Activity>> = BTreeMap::new();
    for year in &reading.years {
        for row in usable(&year.oc3) {
            ages.insert(age_on(
                *row.value.date_of_birth.value().unwrap(),
                year.ends_on(),
            ));
            activities
                .entry(row.value.child.value().unwrap().as_str())
                .or_default()
                .push(*row.value.activity.value().unwrap());
        }
    }
    assert_eq!(ages.into_iter().collect::<Vec<_>>(), [17, 18, 19, 20, 21]);
    let changed = activities
        .values()
        .filter(|activities| activities.windows(2).any(|pair| pair[0] != pair[1]))
        .count();
    let three_years = activities
        .values()
        .filter(|activities| activities.len() == 3)
        .count();
    assert!(
        changed >= 20 && three_years >= 15,
        "{changed} changed, {three_years} in all three years"
    );
    let children: BTreeSet<_> = reading
        .years
        .iter()
        .flat_map(|year| &year.header)
        .map(|row| row.value.child.as_written())
        .collect();
    assert_eq!(children.len(), 60);
}

/// Looked after for 13 weeks after the 14th birthday and at some time after the 16th, as far as the episodes of three years show.
#[test]
fn episodes_make_care_leavers() {
    for person in people() {
        let (fourteen, sixteen) = (
            person.born.checked_add(years(14)).unwrap(),
            person.born.checked_add(years(16)).unwrap(),
        );
        let days: i32 = person
            .episodes
            .iter()
            .map(|episode| {
                (episode.ceased_on - episode.started_on.max(fourteen))
                    .get_days()
                    .max(0)
            })
            .sum();
        assert!(days >= 91, "{} has {days} days", person.child);
        assert!(
            person
                .episodes
                .iter()
                .any(|episode| episode.ceased_on > sixteen),
            "{}",
            person.child
        );
        let follows = person
            .episodes
            .windows(2)
            .all(|pair| pair[0].ceased_on == pair[1].started_on);
        assert!(
            follows
                && person
                    .episodes
                    .iter()
                    .all(|episode| episode.ceased_on > episode.started_on),
            "{}",
            person.child
        );
    }
}

#[test]
fn the_corrected_file_differs_in_five_rows() {
    let options = ReadOptions {
        year_ending: Some(2024),
        ..ReadOptions::default()
    };
    let before = read(&input_files(|name| name.starts_with("2024/")), &options);
    let after = read(
        &input_files(|name| name.starts_with("2024_corrected/")),
        &options,
    );
    let rows = |reading: &ssda903::Reading| {
        reading.years[0]
            .oc3
            .iter()
            .map(|row| row.value.clone())
            .collect::<Vec<_>>()
    };
    let (before, after) = (rows(&before), rows(&after));
    assert_eq!(before.len(), after.len());
    let changed: Vec<_> = before
        .iter()
        .zip(&after)
        .filter(|(before, after)| before != after)
        .collect();
    assert_eq!(changed.len(), 5);
    assert!(
        changed
            .iter()
            .all(|(before, after)| before.child == after.child
                && before.date_of_birth == after.date_of_birth)
    );
    assert_eq!(
        changed
            .iter()
            .filter(|(_, after)| after.in_touch.value() == Some(&InTouch::No))
            .count(),
        1
    );
}
