//! The lists that leave the council, and the figures of the protocol with the cases behind each.

use super::*;

#[tokio::test]
async fn lists_hold_only_those_who_agreed_and_are_noted_when_taken_out() {
    on_each_engine(async |site| {
        let office = &site.office;
        districts(site).await;
        let manager = somebody(Role::TeamManager);
        let ash = add_in(site, "North", "=Ash").await;
        add_in(site, "North", "Bo").await;
        let cy = add_in(site, "South", "Cy").await;
        for person in [ash, cy] {
            agrees(site, person, &[Scope::Contact]).await;
        }
        let wanted = |district: &str, group| Wanted {
            district: district.into(),
            group,
        };
        let list = disclosure::preview(&manager, office, &wanted("Northern", AgeGroup::Eighteen))
            .await
            .unwrap();
        assert_eq!((list.people.len(), list.not_agreed), (1, 1));
        assert_eq!(list.people[0].id, ash);
        assert!(list.people[0].adviser.is_none());
        let nearing = disclosure::preview(&manager, office, &wanted("Northern", AgeGroup::Nearing))
            .await
            .unwrap();
        assert_eq!((nearing.people.len(), nearing.not_agreed), (0, 0));
        assert!(
            disclosure::log(&manager, office, None)
                .await
                .unwrap()
                .is_empty(),
            "looking shares nothing"
        );

        let take_out = |recipient: &'static str, purpose: &'static str| {
            let (manager, wanted) = (manager.clone(), wanted("Northern", AgeGroup::Eighteen));
            async move { disclosure::take_out(&manager, office, &wanted, recipient, purpose).await }
        };
        assert!(matches!(
            take_out(" ", "Support into work").await,
            Err(Error::Invalid(_))
        ));
        assert!(matches!(
            take_out("Robin Vale", "").await,
            Err(Error::Invalid(_))
        ));
        take_out("Robin Vale, Preston", "Support into work")
            .await
            .unwrap();
        let log = disclosure::log(&manager, office, Some(ash)).await.unwrap();
        assert_eq!(log.len(), 1);
        assert_eq!(
            (log[0].recipient.as_str(), log[0].way, log[0].people),
            ("Robin Vale, Preston", "Taken out as a file", 1)
        );
        assert!(!log[0].fields.contains(&SharedField::AdviserContact));
        let nobody = disclosure::take_out(
            &manager,
            office,
            &wanted("Elsewhere", AgeGroup::Eighteen),
            "Robin",
            "Work",
        )
        .await;
        assert!(matches!(nobody, Err(Error::Invalid(_))), "{nobody:?}");
    })
    .await;
}

#[tokio::test]
async fn figures_open_their_cases_and_hide_small_numbers_from_others() {
    on_each_engine(async |site| {
        let office = &site.office;
        districts(site).await;
        let ash = add_in(site, "North", "Ash").await;
        let on = date(2026, 1, 6);
        let uc = take(&at(0), site, ash, None, on, claim(Benefit::UniversalCredit))
            .await
            .unwrap();
        let started = Step::ClaimStage {
            stage: Stage::Started,
            note: note(),
        };
        take(&at(0), site, ash, Some(uc), on, started)
            .await
            .unwrap();
        let manager = somebody(Role::TeamManager);
        let tally = |actor: &Actor, asked: Asked| {
            let actor = actor.clone();
            async move {
                let figures = protocol_figures::figures(&actor, office, &asked)
                    .await
                    .unwrap();
                figures
                    .lines
                    .into_iter()
                    .find(|line| line.figure == FigureId::WarmHandover)
                    .unwrap()
                    .tally
            }
        };
        let asked = |district: &str, quarter: &str| Asked {
            district: district.into(),
            quarter: quarter.parse().ok(),
            benefit: None,
        };
        let found = tally(&manager, asked("Northern", "2026-1")).await.unwrap();
        assert_eq!((found.yes, found.no), (0, 1));
        for elsewhere in [asked("Southern", "2026-1"), asked("Northern", "2025-4")] {
            assert_eq!(tally(&manager, elsewhere).await.unwrap().out_of(), 0);
        }
        assert_eq!(
            tally(&somebody(Role::BoardMember), Asked::default()).await,
            None
        );
        let cases = protocol_figures::behind(
            &manager,
            office,
            FigureId::WarmHandover,
            &asked("", "2026-1"),
        )
        .await
        .unwrap();
        assert_eq!(cases.len(), 1);
        assert_eq!(
            (cases[0].name.as_str(), cases[0].case.person),
            ("Ash Made-Up", ash)
        );
        let elsewhere = protocol_figures::behind(
            &command_line(CONWY),
            office,
            FigureId::WarmHandover,
            &Asked::default(),
        )
        .await
        .unwrap();
        assert!(elsewhere.is_empty());

        // Of first payments those of one benefit.
        let bo = add_in(site, "North", "Bo").await;
        let on = date(2025, 11, 3);
        let uc = take(&at(1), site, bo, None, on, claim(Benefit::UniversalCredit))
            .await
            .unwrap();
        let started = Step::ClaimStage {
            stage: Stage::Started,
            note: note(),
        };
        take(&at(2), site, bo, Some(uc), on, started).await.unwrap();
        for (benefit, expected) in [
            (None, 1),
            (Some(Benefit::UniversalCredit), 1),
            (Some(Benefit::EmploymentAndSupportAllowance), 0),
        ] {
            let asked = Asked {
                benefit,
                ..Asked::default()
            };
            let figure = FigureId::FirstPaymentInTime;
            let cases = protocol_figures::behind(&manager, office, figure, &asked)
                .await
                .unwrap();
            assert_eq!(cases.len(), expected, "{benefit:?}");
        }
    })
    .await;
}
