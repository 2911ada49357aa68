//! The team board with the list behind each number, and the forecast.

use super::*;

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "a scenario told from beginning to end"
)]
async fn the_board_counts_and_each_number_has_its_list() {
    on_each_engine(async |site| {
        let office = &site.office;
        let manager = Actor {
            role: Role::TeamManager,
            ..at(20)
        };
        let empty = board(&manager, office, "").await.unwrap();
        assert_eq!(
            (
                empty.young_people(),
                empty.without_adviser,
                empty.steadiness.people
            ),
            (0, 0, 0)
        );

        let sam = add_worker(site, "Sam", "North").await;
        let jo = add_worker(site, "Jo", "East").await;
        let (ash, bo, cy) = (
            add_care_leaver(site, "Ash").await,
            add_care_leaver(site, "Bo").await,
            add_care_leaver(site, "Cy").await,
        );
        allocate(
            site,
            ash,
            allocation(&sam, date(2023, 1, 1), Some(date(2025, 8, 1))),
        )
        .await;
        allocate(site, ash, allocation(&jo, date(2025, 8, 11), None)).await;
        allocate(site, bo, allocation(&jo, date(2023, 1, 1), None)).await;
        allocate(
            site,
            cy,
            allocation(&sam, date(2023, 1, 1), Some(date(2026, 1, 6))),
        )
        .await;
        set_limit(&manager, office, 1).await.unwrap();
        assert!(matches!(
            set_limit(&manager, office, 0).await,
            Err(Error::Invalid(_))
        ));

        let found = board(&manager, office, "").await.unwrap();
        let lines: Vec<(&str, usize, bool)> = found
            .advisers
            .iter()
            .map(|line| {
                (
                    line.worker.name.as_str(),
                    line.young_people,
                    line.is_over_limit,
                )
            })
            .collect();
        assert_eq!(lines, [("Jo", 2, true), ("Sam", 0, false)]);
        // Since 6 January, 56 days ago.
        assert_eq!((found.without_adviser, found.longest_wait_weeks), (1, 8));
        assert_eq!(found.steadiness.by_advisers, [0, 2, 1, 0, 0]);
        assert_eq!(
            (
                found.steadiness.with_days_without,
                found.steadiness.days_without
            ),
            (2, 10 + 57)
        );
        let waiting = unallocated(&manager, office, None, 10).await.unwrap();
        assert_eq!(
            (
                waiting.total,
                waiting.lines[0].person.id,
                waiting.lines[0].weeks
            ),
            (1, cy, 8)
        );
        let list = async |query: SteadinessQuery| -> Vec<(Uuid, usize, i64)> {
            let page = steadiness(&manager, office, &query, None, 10)
                .await
                .unwrap();
            page.lines
                .iter()
                .map(|line| (line.person.id, line.advisers, line.days_without))
                .collect()
        };
        assert_eq!(
            list(SteadinessQuery::default()).await,
            [(cy, 1, 57), (ash, 2, 10), (bo, 1, 0)]
        );
        assert_eq!(
            list(SteadinessQuery {
                advisers: Some(2),
                ..Default::default()
            })
            .await,
            [(ash, 2, 10)]
        );
        assert_eq!(
            list(SteadinessQuery {
                with_days_without: true,
                ..Default::default()
            })
            .await
            .len(),
            2
        );
        assert_eq!(
            list(SteadinessQuery {
                team: "Leaving Care East".into(),
                ..Default::default()
            })
            .await
            .len(),
            2
        );

        // Every number of what is overdue is the length of its list, adviser by adviser and kind by kind; paging loses nobody.
        let of = async |query: OverdueQuery| {
            overdue(&manager, office, &query, None, 500)
                .await
                .unwrap()
                .total
        };
        assert!(
            found.overdue_in_all() > 0,
            "care leavers without plans and contacts owe the council something"
        );
        assert_eq!(of(OverdueQuery::default()).await, found.overdue_in_all());
        for kind in &found.overdue {
            let query = OverdueQuery {
                duty: kind.duty.clone(),
                ..Default::default()
            };
            assert_eq!(of(query).await, kind.overdue, "{}", kind.title);
        }
        for line in &found.advisers {
            let query = OverdueQuery {
                adviser: Some(line.worker.id),
                ..Default::default()
            };
            assert_eq!(of(query.clone()).await, line.overdue);
            assert_eq!(
                of(OverdueQuery {
                    due_this_week: true,
                    ..query
                })
                .await,
                line.due_this_week
            );
        }
        let (mut seen, mut after) = (0, None);
        loop {
            let page = overdue(
                &manager,
                office,
                &OverdueQuery::default(),
                after.as_ref(),
                2,
            )
            .await
            .unwrap();
            seen += page.lines.len();
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen, found.overdue_in_all());
        let east = board(&manager, office, "Leaving Care East").await.unwrap();
        assert_eq!(
            (
                east.advisers.len(),
                east.young_people(),
                east.steadiness.people
            ),
            (1, 2, 2)
        );

        // A contact with Bo takes what it fulfils off the board: the fact is there.
        let spoke = contact::NewContact {
            happened_on: TODAY,
            channel: contact::Channel::FaceToFace,
            outcome: contact::Outcome::TookPart,
            note: String::new(),
        };
        contact::record(&at(21), office, bo, spoke).await.unwrap();
        let after = board(&manager, office, "").await.unwrap();
        assert!(after.overdue_in_all() < found.overdue_in_all());
        let conwy = board(&somebody_of_conwy(), office, "").await.unwrap();
        assert_eq!(
            (
                conwy.young_people(),
                conwy.without_adviser,
                conwy.overdue_in_all()
            ),
            (0, 0, 0)
        );
    })
    .await;
}

#[tokio::test]
async fn the_forecast_names_who_is_behind_each_number() {
    on_each_engine(async |site| {
        let office = &site.office;
        let manager = Actor {
            role: Role::TeamManager,
            ..at(20)
        };
        let ash = add_care_leaver(site, "Ash").await;
        let child = site.add_person("Child", date(2010, 5, 4)).await;
        let in_care = new_spell(SpellKind::Placement, "C2 U4 E17", date(2018, 6, 1), None);
        spell::record(&at(1), office, child, in_care, &[])
            .await
            .unwrap();
        let found = forecast::open(&manager, office, "").await.unwrap();
        assert_eq!(found.forecast.today.all(), 1);
        assert_eq!(found.by_locality.len(), 1);
        assert_eq!(found.by_locality[0].0, "North");
        assert_eq!(found.forecast.months.last().unwrap().at_end.all(), 2);
        let people = forecast::changes(
            &manager,
            office,
            date(2026, 5, 1),
            Some(Step::Comes),
            "North",
        )
        .await
        .unwrap();
        assert_eq!(
            people
                .iter()
                .map(|change| (change.person.id, change.on))
                .collect::<Vec<_>>(),
            [(child, date(2026, 5, 4))]
        );
        assert!(people[0].if_still_in_care);
        let turns_21 = forecast::changes(&manager, office, date(2027, 5, 1), None, "")
            .await
            .unwrap();
        assert_eq!(
            turns_21
                .iter()
                .map(|change| (change.person.id, change.step))
                .collect::<Vec<_>>(),
            [(ash, Step::Turns21)]
        );
        assert!(
            forecast::changes(&manager, office, date(2026, 5, 1), None, "East")
                .await
                .unwrap()
                .is_empty()
        );
        let conwy = forecast::open(&somebody_of_conwy(), office, "")
            .await
            .unwrap();
        assert_eq!(conwy.forecast.months.last().unwrap().at_end.all(), 0);
    })
    .await;
}
