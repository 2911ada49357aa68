//! Lists of people: every filter, and page after page without losing or doubling anybody, whatever their names.

use std::collections::BTreeSet;

use jiff::{ToSpan, civil::date};
use leaving_care::person::{IdentifierKind, PersonDetails};
use store::{
    Db,
    person::{self, IdentifierRow, PersonQuery, lookup_of},
};
use uuid::Uuid;

use crate::{
    CONWY, LANCASHIRE, add_person, database::Database, details, on_each_engine, stamp, written,
};

const NAMES: [(&str, &str); 12] = [
    ("Ash", "Brook"),
    ("Siân", "O'Brien-Hughes"),
    ("Ŵyn", "ap Gwilym"),
    ("Łukasz", "Żak"),
    ("Robert'); DROP TABLE person;--", "Tables"),
    ("100%", "Under_Score"),
    ("Ash", "Brook"),
    ("ASH", "BROOK"),
    ("Anna Maria", "de la Cruz"),
    ("Annamaria", "Delacruz"),
    ("😀", "Emoji"),
    ("Dvořák", "Ö"),
];

/// Twelve people born one day after another from 1 January 2006, in two localities, and one in another authority.
async fn fill(db: &Db) -> Vec<Uuid> {
    let mut ids = Vec::new();
    for (number, (given_name, family_name)) in (0..).zip(NAMES) {
        let person = PersonDetails {
            locality: if number % 2 == 0 { "North" } else { "South" }.into(),
            ..details(
                given_name,
                family_name,
                date(2006, 1, 1) + i64::from(number).days(),
            )
        };
        ids.push(add_person(db, LANCASHIRE, person).await);
    }
    add_person(db, CONWY, details("Ash", "Brook", date(2006, 1, 1))).await;
    ids
}

fn everybody(limit: u32) -> PersonQuery {
    PersonQuery {
        limit,
        ..PersonQuery::default()
    }
}

/// Pages of `limit` until there are no more.
async fn paged(db: &Db, asked: &PersonQuery) -> Vec<Uuid> {
    let mut asked = asked.clone();
    let mut found = Vec::new();
    loop {
        let page = person::list(db, LANCASHIRE, &asked).await.unwrap();
        assert!(page.len() <= asked.limit as usize);
        let Some(last) = page.last() else {
            return found;
        };
        asked.after = Some((last.search_name.clone(), last.person_id));
        found.extend(page.iter().map(|line| line.person_id));
    }
}

async fn nobody_is_lost_or_doubled(db: &Db, ids: &[Uuid]) {
    let all: BTreeSet<Uuid> = ids.iter().copied().collect();
    for limit in [1, 2, 5, 12, 100] {
        let found = paged(db, &everybody(limit)).await;
        assert_eq!(found.len(), ids.len(), "pages of {limit}");
        assert_eq!(
            found.into_iter().collect::<BTreeSet<_>>(),
            all,
            "pages of {limit}"
        );
    }
}

#[tokio::test]
async fn paging_loses_and_doubles_nobody() {
    on_each_engine(async |db| nobody_is_lost_or_doubled(db, &fill(db).await).await).await;
}

/// A server set up in English sorts "de la cruz" and "delacruz" in another way than bytes do.
#[tokio::test]
async fn paging_loses_nobody_where_the_server_sorts_as_people_do() {
    let database = Database::postgres(&[
        "--template=template0",
        "--locale-provider=icu",
        "--icu-locale=en-GB",
    ]);
    let db = Db::open(&database.address).await.unwrap();
    for code in [LANCASHIRE, CONWY] {
        let row = store::authority::AuthorityRow {
            code: code.into(),
            dfe_code: code.into(),
            name: code.into(),
            nation: "england".into(),
            region: String::new(),
            data_version: 0,
        };
        written(&db, async |tx| {
            store::authority::save(tx, &row).await.unwrap();
        })
        .await;
    }
    nobody_is_lost_or_doubled(&db, &fill(&db).await).await;
    db.close().await;
}

#[tokio::test]
async fn names_are_found_as_people_type_them() {
    on_each_engine(async |db| {
        let ids = fill(db).await;
        let check = async |typed: &str, expected: &[usize]| {
            let asked = PersonQuery {
                name: typed.into(),
                ..everybody(100)
            };
            let found = person::list(db, LANCASHIRE, &asked).await.unwrap();
            let found: BTreeSet<Uuid> = found.into_iter().map(|line| line.person_id).collect();
            let expected: BTreeSet<Uuid> = expected.iter().map(|number| ids[*number]).collect();
            assert_eq!(found, expected, "{typed}");
        };
        check("ash", &[0, 6, 7]).await;
        check("BROOK ash", &[0, 6, 7]).await;
        check("sian", &[1]).await;
        check("Siân o'brien", &[1]).await;
        check("OBrien Hughes", &[1]).await;
        check("wyn", &[2]).await;
        check("Ŵyn", &[2]).await;
        check("zak lukasz", &[3]).await;
        check("'; DROP TABLE person;--", &[4]).await;
        check("under_score", &[5]).await;
        check("dvorak o", &[11]).await;
        check("  ", &(0..12).collect::<Vec<_>>()).await;
        // Wildcards of the database are no wildcards here, and what is no letter is nobody's name.
        for nobody in ["%", "_", "\\", "'", "---", "xyz", "ash\0x"] {
            check(nobody, &[]).await;
        }
    })
    .await;
}

/// Checks which of the people whom `fill` added a question finds.
async fn check_found(db: &Db, ids: &[Uuid], asked: PersonQuery, expected: &[usize]) {
    let asked = PersonQuery {
        limit: 100,
        ..asked
    };
    let found = person::list(db, LANCASHIRE, &asked).await.unwrap();
    let found: BTreeSet<Uuid> = found.into_iter().map(|line| line.person_id).collect();
    let expected: BTreeSet<Uuid> = expected.iter().map(|number| ids[*number]).collect();
    assert_eq!(found, expected, "{asked:?}");
}

#[tokio::test]
async fn filters_narrow_alone_and_together() {
    on_each_engine(async |db| {
        let ids = fill(db).await;
        let check = async |asked, expected: &[usize]| check_found(db, &ids, asked, expected).await;
        let born = |day| PersonQuery {
            date_of_birth: Some(day),
            ..PersonQuery::default()
        };
        check(born(date(2006, 1, 3)), &[2]).await;
        check(born(date(2005, 1, 3)), &[]).await;
        let locality = |locality: &str| PersonQuery {
            locality: locality.into(),
            ..PersonQuery::default()
        };
        check(locality("South"), &[1, 3, 5, 7, 9, 11]).await;
        check(locality("south' OR 1=1"), &[]).await;
        let among = |among: &[Uuid]| PersonQuery {
            among: Some(among.to_vec()),
            ..PersonQuery::default()
        };
        check(among(&[ids[3], ids[7], Uuid::now_v7()]), &[3, 7]).await;
        check(among(&[]), &[]).await;
        let together = PersonQuery {
            name: "ash".into(),
            among: Some(vec![ids[0], ids[7]]),
            ..locality("North")
        };
        check(together, &[0]).await;

        let lines = person::lines(db, LANCASHIRE, &ids).await.unwrap();
        assert_eq!(lines.len(), 12);
        assert!(person::lines(db, CONWY, &ids).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn identifiers_find_whole_and_secret_ones_by_their_hash() {
    on_each_engine(async |db| {
        let ids = fill(db).await;
        let row =
            |person_id: Uuid, kind: IdentifierKind, value: &str, lookup: &str| IdentifierRow {
                person_id,
                kind: kind.code().into(),
                value: value.into(),
                lookup: lookup.into(),
            };
        let rows = [
            row(
                ids[0],
                IdentifierKind::LocalId,
                "LC 42",
                &lookup_of("LC 42"),
            ),
            row(ids[1], IdentifierKind::Upn, "lc42", &lookup_of("lc42")),
            row(ids[2], IdentifierKind::NiNumber, "sealed", "0123abcd"),
        ];
        written(db, async |tx| {
            person::insert_identifiers(tx, LANCASHIRE, &rows, &stamp(0))
                .await
                .unwrap();
        })
        .await;
        let check = async |identifier: &str, hash: &str, expected: &[usize]| {
            let asked = PersonQuery {
                identifier: identifier.into(),
                identifier_hash: hash.into(),
                ..PersonQuery::default()
            };
            check_found(db, &ids, asked, expected).await;
        };
        check("lc42", "", &[0, 1]).await;
        check("lc4", "", &[]).await;
        check("sealed", "", &[]).await;
        check("QQ123456C", "0123abcd", &[2]).await;
    })
    .await;
}

/// A filter can leave most of a country: more people than a statement can name.
#[tokio::test]
async fn a_filter_may_leave_very_many_people() {
    on_each_engine(async |db| {
        let people: Vec<_> = (0..12_000)
            .map(|number| {
                (
                    Uuid::now_v7(),
                    details("Made", &format!("Up {number:05}"), date(2006, 1, 1)),
                )
            })
            .collect();
        written(db, async |tx| {
            person::insert_many(tx, LANCASHIRE, &people, &stamp(0), 1)
                .await
                .unwrap();
        })
        .await;
        let mut among: Vec<Uuid> = people
            .iter()
            .map(|(id, _)| *id)
            .filter(|id| *id != people[3].0)
            .collect();
        among.extend(std::iter::repeat_with(Uuid::now_v7).take(40_000));
        let asked = PersonQuery {
            among: Some(among),
            ..everybody(5)
        };
        let first = person::list(db, LANCASHIRE, &asked).await.unwrap();
        let names: Vec<_> = first.iter().map(|line| line.family_name.as_str()).collect();
        assert_eq!(
            names,
            ["Up 00000", "Up 00001", "Up 00002", "Up 00004", "Up 00005"]
        );
        let after = first
            .last()
            .map(|line| (line.search_name.clone(), line.person_id));
        let rest = person::list(
            db,
            LANCASHIRE,
            &PersonQuery {
                after,
                limit: u32::MAX,
                ..asked
            },
        )
        .await
        .unwrap();
        assert_eq!(rest.len(), 12_000 - 1 - 5);
        assert_eq!(rest[0].family_name, "Up 00006");
    })
    .await;
}
