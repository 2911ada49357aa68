//! Whom OC3 asks about and with what status: a row for each rule, the day before, the day and the day after.

use std::collections::BTreeMap;

use casework::{
    import::ImportKind,
    statutory_return::{self, Request, ReturnOptions, Window},
};
use jiff::civil::{Date, date};
use leaving_care::Severity;
use ssda903::Table;

use super::{produce, read, request, rows};
use crate::{
    imports::{confirmed, file, upload},
    site::{Database, Site, at},
};

/// One made-up person in the format for facts: born, what is recorded, and the days of contacts.
pub struct Life {
    pub child: &'static str,
    pub born: Date,
    /// Kind, code, from, until.
    pub facts: &'static [(&'static str, &'static str, &'static str, &'static str)],
    /// Outcome and day.
    pub contacts: &'static [(&'static str, &'static str)],
    /// IN_TOUCH, ACTIV and ACCOM; `None` when the collection does not ask.
    pub expected: Option<[&'static str; 3]>,
}

pub fn jsonl(lives: &[Life]) -> String {
    let mut written = Vec::new();
    for life in lives {
        let person = |more: &str| {
            format!(
                r#"{{"person": {{"ssda903_child": "{}", "date_of_birth": "{}"}}{more}}}"#,
                life.child, life.born
            )
        };
        written.push(person(""));
        for (kind, code, from, until) in life.facts {
            let until = if until.is_empty() {
                String::new()
            } else {
                format!(r#", "ends_on": "{until}""#)
            };
            written.push(person(&format!(
                r#", "fact": {{"kind": "{kind}", "code": "{code}", "starts_on": "{from}"{until}}}"#
            )));
        }
        for (outcome, day) in life.contacts {
            written.push(person(&format!(
                r#", "contact": {{"happened_on": "{day}", "channel": "phone", "outcome": "{outcome}"}}"#
            )));
        }
    }
    written.join("\n")
}

const CARE: (&str, &str, &str, &str) = ("placement", "C2 U4 E4A", "2015-02-01", "2020-01-01");

/// The year ending 31 March 2025. Whoever turns 19 in it was born between 1 April 2005 and 31 March 2006.
pub const LIVES: &[Life] = &[
    Life {
        child: "plain",
        born: date(2005, 6, 15),
        facts: &[
            ("placement", "C2 U4 E4A", "2015-02-01", "2023-06-15"),
            ("in_touch", "YES", "2023-06-15", ""),
            ("activity", "F2", "2024-06-01", ""),
            ("accommodation", "U1", "2023-06-15", ""),
        ],
        contacts: &[],
        expected: Some(["YES", "F2", "U1"]),
    },
    Life {
        child: "first day",
        born: date(2005, 4, 1),
        facts: &[CARE_TO_18, ("in_touch", "YES", "2023-04-01", "")],
        contacts: &[],
        expected: Some(["YES", "", ""]),
    },
    Life {
        child: "last day",
        born: date(2004, 3, 31),
        facts: &[CARE_LONG, ("in_touch", "NO", "2023-04-01", "")],
        contacts: &[],
        expected: Some(["NO", "0", "0"]),
    },
    Life {
        child: "day before",
        born: date(2003, 3, 31),
        facts: &[CARE_LONG, ("in_touch", "YES", "2021-04-01", "2022-01-01")],
        contacts: &[],
        expected: None,
    },
    Life {
        child: "leap day",
        born: date(2004, 2, 29),
        facts: &[
            CARE_LONG,
            ("in_touch", "YES", "2025-03-01", ""),
            ("activity", "G5", "2025-03-01", ""),
            ("accommodation", "B2", "2025-03-01", ""),
        ],
        contacts: &[],
        expected: Some(["YES", "G5", "B2"]),
    },
    // 17 and 18: only once they have left care.
    Life {
        child: "17 in care",
        born: date(2007, 6, 15),
        facts: &[("placement", "C2 U4 -", "2015-02-01", "")],
        contacts: &[],
        expected: None,
    },
    Life {
        child: "17 left before",
        born: date(2007, 6, 15),
        facts: &[
            ("placement", "C2 U4 E4A", "2015-02-01", "2024-06-14"),
            ("in_touch", "REFU", "2024-06-14", ""),
        ],
        contacts: &[],
        expected: Some(["REFU", "0", "0"]),
    },
    Life {
        child: "17 left on it",
        born: date(2007, 6, 15),
        facts: &[
            ("placement", "C2 U4 E4A", "2015-02-01", "2024-06-15"),
            ("in_touch", "NREQ", "2024-06-15", ""),
        ],
        contacts: &[],
        expected: Some(["NREQ", "0", "0"]),
    },
    Life {
        child: "17 left after",
        born: date(2007, 6, 15),
        facts: &[
            ("placement", "C2 U4 E4A", "2015-02-01", "2024-06-16"),
            ("in_touch", "YES", "2024-06-16", ""),
        ],
        contacts: &[],
        expected: None,
    },
    Life {
        child: "18 left after",
        born: date(2006, 6, 15),
        facts: &[
            ("placement", "C2 U4 E4A", "2015-02-01", "2024-06-16"),
            ("in_touch", "YES", "2024-06-16", ""),
        ],
        contacts: &[],
        expected: None,
    },
    Life {
        child: "16",
        born: date(2008, 6, 15),
        facts: &[("placement", "C2 U4 E4A", "2015-02-01", "2024-06-14")],
        contacts: &[],
        expected: None,
    },
    // Not long enough, never at 16, short breaks only.
    Life {
        child: "90 days",
        born: date(2005, 6, 15),
        facts: &[("placement", "C2 U4 E4A", "2021-06-10", "2021-09-08")],
        contacts: &[],
        expected: None,
    },
    Life {
        child: "91 days",
        born: date(2005, 6, 15),
        facts: &[
            ("placement", "C2 U4 E4A", "2021-06-10", "2021-09-09"),
            ("in_touch", "NO", "2023-01-01", ""),
        ],
        contacts: &[],
        expected: Some(["NO", "0", "0"]),
    },
    Life {
        child: "left at 15",
        born: date(2005, 6, 15),
        facts: &[("placement", "C2 U4 E4A", "2015-02-01", "2021-06-15")],
        contacts: &[],
        expected: None,
    },
    Life {
        child: "short breaks",
        born: date(2005, 6, 15),
        facts: &[("placement", "V4 U4 E4A", "2015-02-01", "2023-06-15")],
        contacts: &[],
        expected: None,
    },
    // Died in care, adopted, another authority's.
    Life {
        child: "E2",
        born: date(2005, 6, 15),
        facts: &[("placement", "C2 U4 E2", "2015-02-01", "2022-06-15")],
        contacts: &[],
        expected: None,
    },
    Life {
        child: "E3",
        born: date(2005, 6, 15),
        facts: &[("placement", "C2 U4 E3", "2015-02-01", "2022-06-15")],
        contacts: &[],
        expected: None,
    },
    Life {
        child: "E12",
        born: date(2005, 6, 15),
        facts: &[("placement", "C2 U4 E12", "2015-02-01", "2022-06-15")],
        contacts: &[],
        expected: None,
    },
    // Died and returned home: once, with nothing else.
    Life {
        child: "died in it",
        born: date(2005, 6, 15),
        facts: &[
            CARE_LONG,
            ("in_touch", "DIED", "2024-04-01", ""),
            ("activity", "F2", "2023-06-01", ""),
        ],
        contacts: &[],
        expected: Some(["DIED", "0", "0"]),
    },
    Life {
        child: "died before",
        born: date(2005, 6, 15),
        facts: &[CARE_LONG, ("in_touch", "DIED", "2024-03-31", "")],
        contacts: &[],
        expected: None,
    },
    Life {
        child: "died later",
        born: date(2005, 6, 15),
        facts: &[
            CARE_LONG,
            ("in_touch", "YES", "2023-06-15", "2024-11-01"),
            ("in_touch", "DIED", "2024-11-01", ""),
            ("activity", "F5", "2023-06-01", "2024-11-01"),
            ("accommodation", "U1", "2023-06-01", "2024-11-01"),
        ],
        contacts: &[],
        expected: Some(["YES", "F5", "U1"]),
    },
    Life {
        child: "home at 17",
        born: date(2006, 6, 15),
        facts: &[
            ("placement", "C2 U4 E4A", "2015-02-01", "2023-01-15"),
            ("in_touch", "RHOM", "2023-07-15", ""),
        ],
        contacts: &[],
        expected: Some(["RHOM", "0", "0"]),
    },
    Life {
        child: "home long ago",
        born: date(2005, 6, 15),
        facts: &[
            ("placement", "C2 U4 E4A", "2015-02-01", "2022-01-15"),
            ("in_touch", "RHOM", "2022-07-15", ""),
        ],
        contacts: &[],
        expected: None,
    },
    Life {
        child: "home at 19",
        born: date(2005, 6, 15),
        facts: &[CARE_LONG, ("in_touch", "RHOM", "2024-06-15", "")],
        contacts: &[],
        expected: Some(["RHOM", "0", "0"]),
    },
    // What somebody else told counts also where the council is not in touch.
    Life {
        child: "third party",
        born: date(2005, 6, 15),
        facts: &[
            CARE_LONG,
            ("in_touch", "NO", "2024-01-01", ""),
            ("activity", "F4", "2024-06-01", ""),
        ],
        contacts: &[("with_somebody_else", "2024-06-10")],
        expected: Some(["NO", "F4", "0"]),
    },
    // Around the birthday: the nearest of the days, three months before to one month after, both included.
    Life {
        child: "after",
        born: date(2005, 6, 15),
        facts: &[
            CARE_LONG,
            ("in_touch", "YES", "2024-07-15", ""),
            ("activity", "P2", "2024-07-15", ""),
            ("accommodation", "K2", "2024-07-15", ""),
        ],
        contacts: &[],
        expected: Some(["YES", "P2", "K2"]),
    },
    Life {
        child: "too late",
        born: date(2005, 6, 15),
        facts: &[
            CARE_LONG,
            ("in_touch", "YES", "2024-07-16", ""),
            ("activity", "P2", "2024-07-16", ""),
        ],
        contacts: &[],
        expected: Some(["", "", ""]),
    },
    Life {
        child: "before",
        born: date(2005, 6, 15),
        facts: &[
            CARE_LONG,
            ("in_touch", "YES", "2024-01-01", ""),
            ("activity", "G4", "2024-01-01", "2024-03-16"),
            ("accommodation", "X", "2024-01-01", "2024-03-16"),
        ],
        contacts: &[],
        expected: Some(["YES", "G4", "X2"]),
    },
    Life {
        child: "too early",
        born: date(2005, 6, 15),
        facts: &[
            CARE_LONG,
            ("in_touch", "YES", "2024-01-01", ""),
            ("activity", "G4", "2024-01-01", "2024-03-15"),
            ("accommodation", "U", "2024-01-01", ""),
        ],
        contacts: &[],
        expected: Some(["YES", "", ""]),
    },
    Life {
        child: "only a contact",
        born: date(2005, 6, 15),
        facts: &[
            CARE_LONG,
            ("activity", "F1", "2024-01-01", ""),
            ("accommodation", "Z1", "2024-01-01", ""),
        ],
        contacts: &[("took_part", "2024-03-15")],
        expected: Some(["YES", "F1", "Z1"]),
    },
    Life {
        child: "no reply",
        born: date(2005, 6, 15),
        facts: &[CARE_LONG],
        contacts: &[("no_reply", "2024-06-15"), ("took_part", "2024-03-14")],
        expected: Some(["", "", ""]),
    },
    // 22 to 25: those with support in the year, as they were at the latest contact.
    Life {
        child: "22 contact",
        born: date(2002, 6, 15),
        facts: &[
            CARE,
            ("in_touch", "YES", "2020-06-15", ""),
            ("activity", "F5", "2022-01-01", "2024-12-01"),
            ("activity", "G5", "2024-12-01", ""),
            ("accommodation", "U1", "2022-01-01", ""),
        ],
        contacts: &[
            ("took_part", "2024-05-01"),
            ("took_part", "2024-12-24"),
            ("took_part", "2025-04-01"),
        ],
        expected: Some(["YES", "G5", "U1"]),
    },
    Life {
        child: "23 nothing",
        born: date(2001, 6, 15),
        facts: &[CARE, ("in_touch", "NO", "2022-01-01", "")],
        contacts: &[("took_part", "2024-03-31"), ("took_part", "2025-04-01")],
        expected: None,
    },
    Life {
        child: "25",
        born: date(1999, 6, 15),
        facts: &[
            ("placement", "C2 U4 E4A", "2010-02-01", "2017-06-15"),
            ("in_touch", "YES", "2020-06-15", "2025-01-01"),
            ("activity", "F5", "2022-01-01", ""),
            ("accommodation", "U1", "2022-01-01", ""),
        ],
        contacts: &[],
        expected: Some(["YES", "F5", "U1"]),
    },
    Life {
        child: "26",
        born: date(1998, 6, 15),
        facts: &[
            ("placement", "C2 U4 E4A", "2010-02-01", "2016-06-15"),
            ("in_touch", "YES", "2020-06-15", ""),
        ],
        contacts: &[("took_part", "2024-05-01")],
        expected: None,
    },
];

const CARE_TO_18: (&str, &str, &str, &str) = ("placement", "C2 U4 E4A", "2015-02-01", "2023-04-01");
const CARE_LONG: (&str, &str, &str, &str) = ("placement", "C2 U4 E4A", "2015-02-01", "2022-01-01");

#[tokio::test]
async fn the_collection_asks_about_exactly_these_care_leavers() {
    let site = Site::open(Database::sqlite()).await;
    let report = confirmed(
        &at(1),
        &site,
        &upload(ImportKind::Facts, vec![file("lives.jsonl", jsonl(LIVES))]),
    )
    .await;
    assert_eq!(report.people, LIVES.len(), "{:#?}", report.findings);
    let produced = produce(&at(2), &site, 2025).await;
    let oc3 = rows(&read(&produced.files, 2025), Table::Oc3);
    let header = rows(&read(&produced.files, 2025), Table::Header);
    for life in LIVES {
        let found = oc3
            .iter()
            .find(|row| row["CHILD"] == life.child)
            .map(|row| {
                [
                    row["IN_TOUCH"].as_str(),
                    row["ACTIV"].as_str(),
                    row["ACCOM"].as_str(),
                ]
            });
        assert_eq!(found, life.expected, "{}", life.child);
        // Whoever has a row anywhere is in Header, and nobody else.
        let is_looked_after = rows(&read(&produced.files, 2025), Table::Episodes)
            .iter()
            .any(|row| row["CHILD"] == life.child);
        assert_eq!(
            header.iter().any(|row| row["CHILD"] == life.child),
            is_looked_after || life.expected.is_some(),
            "{} in Header",
            life.child
        );
    }
    // Every blank cell of OC3 has a finding at its place.
    let blanks: usize = oc3
        .iter()
        .flat_map(BTreeMap::values)
        .filter(|cell| cell.is_empty())
        .count();
    let said = produced.findings.iter().filter(|finding| {
        finding.table == "OC3"
            && finding.severity == Severity::Warning
            && finding.reason.contains("the cell is blank")
    });
    assert_eq!(said.count(), blanks);

    // The window is a parameter.
    let wider = Request {
        options: ReturnOptions {
            window: Window {
                months_before: 4,
                months_after: 2,
            },
            as_xml: true,
        },
        ..request(2025)
    };
    let produced = statutory_return::produce(&at(3), &site.office, &wider)
        .await
        .unwrap();
    assert_eq!(produced.files[0].name, "ssda903_2025.xml");
    let oc3 = rows(&read(&produced.files, 2025), Table::Oc3);
    for (child, activity) in [("too late", "P2"), ("too early", "G4")] {
        let row = oc3.iter().find(|row| row["CHILD"] == child).unwrap();
        assert_eq!(row["ACTIV"], activity, "{child}");
    }
    site.office.close().await;
}
