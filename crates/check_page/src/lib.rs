//! The checks of the statutory return for `check/check.html`: a request in bytes, an answer in JSON, and nothing else in the world.

mod answer;
mod memory;
mod request;

pub use request::{File, Request, Role};

/// Answers a request of the page: what was read, and what became of every rule; or why it could not be done.
pub fn answer(request: Vec<u8>) -> Vec<u8> {
    match Request::read(request) {
        Some(request) => answer::to(&request),
        None => {
            answer::refusal("The page and its checks do not belong together. Get the page again.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const EPISODES: &str = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n\
         A1,01/04/2026,S,C2,N1,U4,PR1,,,,,,\n";
    /// The decision was reversed before the year began: rule 118.
    const ADOPTION: &str = "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED\n\
         A1,01/02/2020,01/01/2025,02/02/2025,RD1\n";

    fn request(line: &str, bytes: &[u8]) -> Vec<u8> {
        let length = u32::try_from(line.len()).unwrap();
        [&length.to_le_bytes(), line.as_bytes(), bytes].concat()
    }

    fn asked(files: &[(&str, &str)]) -> Value {
        let named: Vec<Value> = files
            .iter()
            .map(|(role, text)| json!({ "name": "a.csv", "role": role, "bytes": text.len() }))
            .collect();
        let line = json!({ "authority": "E09000027", "year_ending": 2027, "files": named });
        let texts: String = files.iter().map(|(_, text)| *text).collect();
        serde_json::from_slice(&answer(request(&line.to_string(), texts.as_bytes()))).unwrap()
    }

    #[test]
    fn what_cannot_be_done_is_said() {
        let check = |request: &[u8]| {
            let answer: Value = serde_json::from_slice(&answer(request.to_vec())).unwrap();
            assert!(answer["problem"].is_string(), "{request:?}: {answer}");
        };
        let no_files = r#"{"authority":"E09000027","year_ending":2027,"files":[]}"#;
        for bytes in [
            &b""[..],
            b"\0",
            b"\xff\xff\xff\xffx",
            b"\x02\0\0\0{}",
            b"\x02\0\0\0{",
        ] {
            check(bytes);
        }
        check(&request(no_files, b""));
        check(&request("[]", b"CHILD"));
        assert!(asked(&[("last_year", EPISODES)])["problem"].is_string());
        let gap = asked(&[("this_year", EPISODES), ("two_years_ago", EPISODES)]);
        assert!(gap["problem"].is_string(), "{gap}");
    }

    #[test]
    fn a_finding_has_its_cell_its_year_and_its_words() {
        let answer = asked(&[
            ("this_year", ADOPTION),
            ("last_year", EPISODES),
            ("this_year", EPISODES),
        ]);
        let rules = answer["rules"].as_array().unwrap();
        let rule = rules.iter().find(|rule| rule["code"] == "118").unwrap();
        assert_eq!(rule["outcome"], "ran");
        let finding = &rule["findings"][1];
        assert_eq!(
            json!([
                finding["year"],
                finding["table"],
                finding["row"],
                finding["line"],
                finding["child"]
            ]),
            json!(["this", "PlacedAdoption", 0, 2, "A1"])
        );
        assert_eq!(finding["values"]["DATE_PLACED_CEASED"], "02/02/2025");
        assert!(
            answer["words"]["118"]["fix"]
                .as_str()
                .is_some_and(|fix| !fix.is_empty())
        );
        let years = answer["files"]
            .as_array()
            .unwrap()
            .iter()
            .map(|file| file["year"].as_str().unwrap());
        assert_eq!(years.collect::<Vec<_>>(), ["this", "this", "last"]);
    }

    #[test]
    fn files_that_are_something_else_are_a_problem_and_never_a_clean_return() {
        let check = |files: &[(&str, &str)], said: &str| {
            let answer = asked(files);
            let problem = answer["problem"].as_str().unwrap_or_default();
            assert!(problem.contains(said), "{files:?}: {answer}");
        };
        let this_year = ("this_year", EPISODES);
        check(
            &[("this_year", "")],
            "No table of a return was found in a.csv",
        );
        check(&[("this_year", "A,B\n1,2\n")], "No table");
        check(&[this_year, ("last_year", "A,B\n1,2\n")], "No table");
        check(
            &[this_year, ("providers", "URN\n1\n")],
            "a.csv: The list of providers cannot be opened",
        );
        check(
            &[this_year, ("postcodes", "A,B\n1,2\n")],
            "a.csv: The postcode file has no column",
        );
    }

    #[test]
    fn postcodes_that_were_handed_in_are_named() {
        let postcodes = "pcd,laua,oseast1m,osnrth1m\nE1 1AA,E09000030,533500,181500\n";
        let answer = asked(&[("this_year", EPISODES), ("postcodes", postcodes)]);
        let version = answer["reference"]["postcodes"]
            .as_str()
            .unwrap_or_default();
        assert!(version.contains("a.csv"), "{answer}");
    }

    #[test]
    fn a_file_that_is_cut_short_is_not_read() {
        let line = r#"{"authority":"E09000027","year_ending":2027,"files":[{"name":"a.csv","role":"this_year","bytes":900}]}"#;
        let answer: Value = serde_json::from_slice(&answer(request(line, b"CHILD"))).unwrap();
        assert!(answer["problem"].is_string(), "{answer}");
    }
}
