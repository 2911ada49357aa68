//! Lists as people page through them, with and without a search, on a server that sorts in its own way, and odd text that they type.

use std::collections::BTreeSet;

use casework::person::{self, ListQuery};
use jiff::civil::date;
use uuid::Uuid;

use crate::site::{Database, LANCASHIRE, Site, command_line, on_each_engine};

const NAMES: [&str; 8] = [
    "De La", "Dela", "De-Lac", "Delace", "D'Elace", "Dé Láa", "De La", "DELA",
];

async fn check_paging(site: &Site) {
    let mut all = BTreeSet::new();
    for name in NAMES {
        all.insert(site.add_person(name, date(2006, 5, 4)).await);
    }
    for search in ["", "de", "2006-05-04"] {
        for limit in [1, 3, 100] {
            let (mut after, mut found): (_, Vec<Uuid>) = (None, Vec::new());
            loop {
                let asked = ListQuery {
                    search: search.into(),
                    after,
                    limit,
                    ..ListQuery::default()
                };
                let page = person::list(&command_line(LANCASHIRE), &site.office, &asked)
                    .await
                    .unwrap();
                assert_eq!(page.total, NAMES.len(), "{search}");
                found.extend(page.people.iter().map(|person| person.id));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(found.len(), all.len(), "\"{search}\" in pages of {limit}");
            assert_eq!(
                found.into_iter().collect::<BTreeSet<_>>(),
                all,
                "\"{search}\" in pages of {limit}"
            );
        }
    }
}

#[tokio::test]
async fn nobody_is_lost_or_doubled_between_pages() {
    on_each_engine(check_paging).await;
}

#[tokio::test]
async fn nor_where_the_server_sorts_as_people_do() {
    let database = Database::postgres(&[
        "--template=template0",
        "--locale-provider=icu",
        "--icu-locale=en-GB",
    ]);
    let site = Site::open(database).await;
    check_paging(&site).await;
    site.office.close().await;
    site.db.close().await;
}

#[tokio::test]
async fn whatever_is_typed_is_answered() {
    on_each_engine(async |site| {
        site.add_person("Ash", date(2006, 5, 4)).await;
        for search in [
            "\0",
            "a\0sh",
            "1\0",
            "%",
            "_",
            "'",
            "\"",
            "\\",
            "99/99/9999",
            "31/02/2006",
            "9999-12-31",
            "😀",
            "; DROP TABLE person",
        ] {
            for locality in ["", "No\0rth", "%"] {
                let asked = ListQuery {
                    search: search.into(),
                    locality: locality.into(),
                    adviser: search.into(),
                    category: search.into(),
                    activity_group: search.into(),
                    after: Some((search.into(), Uuid::nil())),
                    limit: 10,
                };
                person::list(&command_line(LANCASHIRE), &site.office, &asked)
                    .await
                    .unwrap();
            }
        }
    })
    .await;
}
