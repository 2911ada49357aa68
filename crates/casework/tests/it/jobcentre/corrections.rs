//! Steps that are put right move their events, and what was known on a day stays known.

use super::*;

#[tokio::test]
async fn a_correction_moves_the_events_and_what_others_rest_on_stays() {
    on_each_engine(async |site| {
        let (ash, adviser) = ash_and_adviser(site).await;
        let (claim, appointment) = claim_and_appointment(site, &adviser, ash).await;
        let wrong_day = take(
            &adviser,
            site,
            ash,
            new(Some(appointment), date(2026, 2, 21), missed()),
        )
        .await;
        let office = &site.office;
        let id = jobcentre::correct(
            &adviser,
            office,
            wrong_day,
            date(2026, 2, 20),
            missed(),
            "the day before",
        )
        .await
        .unwrap();
        let failed = |events: Vec<(EventKind, Date)>| -> Vec<Date> {
            let failed = events
                .into_iter()
                .filter(|(kind, _)| *kind == EventKind::AppointmentFailed);
            failed.map(|(_, on)| on).collect()
        };
        assert_eq!(failed(events(site, ash).await), [date(2026, 2, 20)]);
        let page = jobcentre::open(&adviser, office, ash, view())
            .await
            .unwrap();
        let known = page.ledger.appointment(appointment).unwrap();
        assert_eq!(
            known.outcome,
            Outcome::Missed {
                on: date(2026, 2, 20)
            }
        );
        // The version before is no longer there to be corrected; what stands now can be found.
        let again = jobcentre::correct(&adviser, office, wrong_day, TODAY, missed(), "").await;
        assert!(matches!(again, Err(Error::Conflict)), "{again:?}");
        let now = jobcentre::stands_now(&adviser, office, wrong_day)
            .await
            .unwrap();
        assert_eq!(now.unwrap().version, id);
        assert_eq!(
            jobcentre::history(&adviser, office, ash)
                .await
                .unwrap()
                .len(),
            page.entries.len() + 1
        );

        // A correction is checked like a step.
        let early = jobcentre::correct(&adviser, office, id, date(2026, 2, 19), missed(), "").await;
        assert!(matches!(early, Err(Error::Refused(_))), "{early:?}");
        let ahead = jobcentre::correct(&adviser, office, id, date(2026, 3, 4), missed(), "").await;
        assert!(matches!(ahead, Err(Error::Invalid(_))), "{ahead:?}");
        let other = jobcentre::correct(&adviser, office, id, TODAY, explained(), "").await;
        assert!(matches!(other, Err(Error::Invalid(_))), "{other:?}");

        // The claim on which everything rests cannot be withdrawn, the last step can, with a reason.
        let claim_goes = jobcentre::withdraw(&adviser, office, claim, "wrong person").await;
        assert!(
            matches!(&claim_goes, Err(Error::Refused(why)) if why.contains("rest on this one")),
            "{claim_goes:?}"
        );
        let conversation = take(
            &adviser,
            site,
            ash,
            new(Some(appointment), TODAY, explained()),
        )
        .await;
        let silent = jobcentre::withdraw(&adviser, office, conversation, " ").await;
        assert!(matches!(silent, Err(Error::Invalid(_))), "{silent:?}");
        jobcentre::withdraw(&adviser, office, conversation, "another young person")
            .await
            .unwrap();
        let twice = jobcentre::withdraw(&adviser, office, conversation, "again").await;
        assert!(matches!(twice, Err(Error::Conflict)), "{twice:?}");
        let left = events(site, ash).await;
        assert!(
            !left
                .iter()
                .any(|(kind, _)| *kind == EventKind::ConditionalityExplained)
        );
        assert_eq!(
            jobcentre::stands_now(&adviser, office, conversation)
                .await
                .unwrap(),
            None
        );
    })
    .await;
}

#[tokio::test]
async fn what_was_known_on_a_day_stays_known() {
    on_each_engine(async |site| {
        let (ash, _) = ash_and_adviser(site).await;
        let (_, appointment) = claim_and_appointment(site, &at(10), ash).await;
        take(
            &at(20),
            site,
            ash,
            new(Some(appointment), date(2026, 2, 20), missed()),
        )
        .await;
        let known = async |seconds: i64, as_at: Date| {
            let view = View {
                as_at,
                known_at: Some(moment(seconds).now),
            };
            let page = jobcentre::open(&at(60), &site.office, ash, view)
                .await
                .unwrap();
            page.ledger
                .first_missed(page.ledger.claims.first().map(|claim| claim.id))
                .is_some()
        };
        assert!(!known(19, TODAY).await);
        assert!(known(20, TODAY).await);
        assert!(!known(20, date(2026, 2, 19)).await);
    })
    .await;
}
