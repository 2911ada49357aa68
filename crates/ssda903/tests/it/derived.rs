//! The derived fields of eight whole returns, row by row as the check that councils use today derives them.

use std::fs::{self, File};
use std::sync::Arc;

use ssda903::derived::{Location, derive};
use ssda903::reference::{Authorities, Postcodes};
use ssda903::{Collection, InputFile, Submission, read_year};

use crate::fixtures;

/// One line of the expected fields: PL_LA, PL_LOCATION, PL_DISTANCE.
fn expected(text: &str) -> Vec<[String; 3]> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let fields = |row: csv::StringRecord| [4, 5, 6].map(|place| row[place].to_owned());
    reader.records().map(|row| fields(row.unwrap())).collect()
}

#[test]
fn derived_fields_are_those_of_eight_returns() {
    let folder = fixtures().join("returns");
    let file = File::open(folder.join("postcodes.csv")).unwrap();
    let (postcodes, findings) = Postcodes::read(file, "postcodes.csv").unwrap();
    assert_eq!(findings.len(), 0);
    let json = fs::read(folder.join("authorities_2021.json")).unwrap();
    let authorities = Authorities::read(&json, "authorities_2021.json").unwrap();
    let mut rows = 0;
    for set in 0..8 {
        for (year, year_ending, derived) in [
            ("this_year", 2027, "derived_Episodes.csv"),
            ("last_year", 2026, "derived_Episodes_last.csv"),
        ] {
            let folder = folder.join(format!("set{set:02}"));
            let file = InputFile {
                name: "episodes.csv".into(),
                bytes: fs::read(folder.join(year).join("episodes.csv")).unwrap(),
            };
            let reading = read_year(&[file], year_ending, 1_000_000);
            let on = jiff::civil::date(2027, 3, 31);
            let episodes = &reading.year.episodes;
            let found = derive(episodes, &postcodes, &authorities, "E09000027", on);
            let expected = expected(&fs::read_to_string(folder.join(derived)).unwrap());
            assert_eq!(found.len(), expected.len(), "set {set}, {year}");
            for ((found, expected), row) in found.iter().zip(&expected).zip(episodes) {
                let distance = found.distance_tenths;
                let text = [
                    found.authority.as_deref().unwrap_or("").to_owned(),
                    found
                        .location
                        .map_or("", |location| match location {
                            Location::Inside => "IN",
                            Location::Outside => "OUT",
                        })
                        .to_owned(),
                    distance.map_or(String::new(), |tenths| {
                        format!("{}.{}", tenths / 10, tenths % 10)
                    }),
                ];
                assert_eq!(&text, expected, "set {set}, {year}, row {}", row.number);
                rows += 1;
            }
        }
    }
    println!("{rows} of {rows} rows derived as expected");
    assert_eq!(rows, 2_734);
}

/// Barnsley was recoded on 1 April 2025. Whichever code it names itself by, a placement in it is not outside.
#[test]
fn an_authority_may_name_itself_by_its_old_code() {
    let directory = b"pcd,laua,oseast1m,osnrth1m\nZZ1 1ZZ,E08000038,434000,406000\n";
    let (postcodes, _) = Postcodes::read(directory.as_slice(), "postcodes.csv").unwrap();
    let postcodes = Arc::new(postcodes);
    let check = |authority: &str, year_ending: i16, flagged: usize| {
        let file = InputFile {
            name: "episodes.csv".into(),
            bytes: b"CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n101,01/04/2024,S,C2,N1,K2,PR1,,,,ZZ1 1ZZ,ZZ1 1ZZ,SC123456\n".to_vec(),
        };
        let year = read_year(&[file], year_ending, 1_000_000);
        let submission = Submission::new(Collection::new(year_ending, authority), year, Vec::new())
            .with_reference(None, Some(Arc::clone(&postcodes)), Authorities::dated());
        // 411: inside, and not the authority's own. 1015: the authority's own provider outside it.
        let ledger = submission.check();
        let entries = ledger.entries.iter();
        let found = entries.filter(|entry| ["411", "1015"].contains(&entry.rule.code));
        let found: usize = found.map(|entry| entry.flagged.len()).sum();
        assert_eq!(found, flagged, "{authority} in {year_ending}");
    };
    check("E08000016", 2027, 0);
    check("E08000038", 2027, 0);
    check("E08000016", 2025, 0);
    check("E08000038", 2025, 0);
    check("E09000027", 2027, 1);
}
