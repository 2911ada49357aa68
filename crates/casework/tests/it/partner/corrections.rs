//! What a work coach recorded by mistake: put right or withdrawn with a reason, by nobody who may not, and seen by the adviser.

use super::*;
use casework::person::View;

fn view() -> View {
    View {
        as_at: TODAY,
        known_at: None,
    }
}

fn missed_step(note: &str) -> Step {
    Step::AppointmentMissed { note: note.into() }
}

#[expect(clippy::too_many_lines, reason = "one story, told in order")]
#[tokio::test]
async fn a_work_coach_corrects_what_the_jobcentre_recorded_and_the_adviser_sees_what_stood_there() {
    on_each_engine(async |site| {
        let office = &site.office;
        districts(site).await;
        let (robin, _) = coach(site, "Northern").await;
        let (southern, _) = coach(site, "Southern").await;
        let ash = add_in(site, "North", "Ash").await;
        agrees(site, ash, &ALL).await;
        let on = date(2026, 2, 2);
        let uc = claim(Benefit::UniversalCredit);
        let uc = take(&at(1), site, ash, None, on, uc).await.unwrap();
        let visit = appointment(uc, date(2026, 2, 20));
        let visit = take(&at(2), site, ash, None, on, visit).await.unwrap();
        let missed = take(
            &robin,
            site,
            ash,
            Some(visit),
            date(2026, 2, 20),
            missed_step(""),
        )
        .await
        .unwrap();
        let manager = somebody(Role::TeamManager);
        assert_eq!(jobcentre::notices(&manager, office).await.unwrap().len(), 1);

        // Their own page lists it; the council's appointment is not theirs to change.
        let recorded = async || {
            let page = partner::open(&robin, office, ash).await.unwrap();
            page.recorded
                .into_iter()
                .map(|entry| (entry.version, entry.taken.on))
                .collect::<Vec<_>>()
        };
        assert_eq!(recorded().await, [(missed, date(2026, 2, 20))]);
        let correct = |actor: &Actor, version: Uuid, reason: &str| {
            let (actor, reason) = (actor.clone(), reason.to_owned());
            async move {
                let on = date(2026, 2, 23);
                jobcentre::correct(&actor, office, version, on, missed_step(""), &reason).await
            }
        };
        let councils = jobcentre::correct(
            &robin,
            office,
            visit,
            on,
            appointment(uc, date(2026, 2, 21)),
            "the wrong day",
        )
        .await;
        assert!(matches!(councils, Err(Error::NotAllowed)), "{councils:?}");
        let councils = jobcentre::withdraw(&robin, office, visit, "never").await;
        assert!(matches!(councils, Err(Error::NotAllowed)), "{councils:?}");
        // Another district, nobody's account, and no reason.
        let found = correct(&southern, missed, "the wrong day").await;
        assert!(matches!(found, Err(Error::NotFound("step"))), "{found:?}");
        let nobody = somebody(Role::WorkCoach);
        let found = correct(&nobody, missed, "the wrong day").await;
        assert!(matches!(found, Err(Error::NotAllowed)), "{found:?}");
        let Err(Error::Invalid(problems)) = correct(&robin, missed, " ").await else {
            panic!("a correction without a reason");
        };
        assert_eq!(problems[0].field, "reason");

        let second = correct(&robin, missed, "typed the wrong day")
            .await
            .unwrap();
        assert_eq!(recorded().await, [(second, date(2026, 2, 23))]);
        let again = correct(&robin, missed, "too late").await;
        assert!(matches!(again, Err(Error::Conflict)), "{again:?}");
        let page = jobcentre::open(&manager, office, ash, view())
            .await
            .unwrap();
        let before = &page.changed[..];
        assert_eq!(before.len(), 1);
        assert_eq!(
            (before[0].version, before[0].taken.on),
            (missed, date(2026, 2, 20))
        );
        let superseded = before[0].superseded.as_ref().unwrap();
        assert_eq!(
            (superseded.replaced_by, superseded.reason.as_str()),
            (Some(second), "typed the wrong day")
        );
        let known = page.entries.iter().find(|entry| entry.version == second);
        assert_eq!(known.unwrap().side, jobcentre::Side::Jobcentre);
        // As it was known before the correction nothing was corrected yet.
        let then = View {
            known_at: Some(
                superseded
                    .at
                    .checked_sub(jiff::SignedDuration::from_micros(1))
                    .unwrap(),
            ),
            ..view()
        };
        let page = jobcentre::open(&manager, office, ash, then).await.unwrap();
        assert!(page.changed.is_empty());

        // What rests on a step comes first; then it is withdrawn, and nobody is told of it any more.
        let told = Step::ConditionalityExplained {
            channel: Channel::Phone,
            note: String::new(),
        };
        take(&at(3), site, ash, Some(visit), TODAY, told)
            .await
            .unwrap();
        let rests = jobcentre::withdraw(&robin, office, second, "it was somebody else").await;
        assert!(matches!(rests, Err(Error::Refused(_))), "{rests:?}");
        let standing = jobcentre::open(&manager, office, ash, view())
            .await
            .unwrap();
        let after_it = standing
            .entries
            .iter()
            .rev()
            .take_while(|entry| entry.version != second);
        for entry in after_it {
            jobcentre::withdraw(&at(5), office, entry.version, "never")
                .await
                .unwrap();
        }
        jobcentre::withdraw(&robin, office, second, "it was somebody else")
            .await
            .unwrap();
        assert!(recorded().await.is_empty());
        assert!(
            jobcentre::notices(&manager, office)
                .await
                .unwrap()
                .is_empty()
        );
        let events = store::event::of_person(&site.db, ash, TODAY, None)
            .await
            .unwrap();
        let failed = leaving_care::event::EventKind::AppointmentFailed;
        assert!(events.iter().all(|event| event.kind != failed));

        // An agreement that is taken back closes this door too.
        let call = take(&robin, site, ash, None, TODAY, contact())
            .await
            .unwrap();
        takes_back(site, ash).await;
        let closed = jobcentre::withdraw(&robin, office, call, "never").await;
        assert!(matches!(closed, Err(Error::NotFound("step"))), "{closed:?}");
    })
    .await;
}

#[tokio::test]
async fn without_steps_shared_nothing_recorded_is_shown_or_changed() {
    on_each_engine(async |site| {
        districts(site).await;
        let (robin, _) = coach(site, "Northern").await;
        let ash = add_in(site, "North", "Ash").await;
        agrees(site, ash, &ALL).await;
        let call = take(&robin, site, ash, None, TODAY, contact())
            .await
            .unwrap();
        let narrow = Step::ConsentGiven {
            scope: vec![Scope::Contact],
            how: How::Phone,
            taken_by: String::new(),
            until: None,
            note: String::new(),
        };
        take(&at(1), site, ash, None, TODAY, narrow).await.unwrap();
        let page = partner::open(&robin, &site.office, ash).await.unwrap();
        assert!(page.recorded.is_empty() && page.steps().is_none());
        let closed = jobcentre::withdraw(&robin, &site.office, call, "never").await;
        assert!(matches!(closed, Err(Error::Refused(_))), "{closed:?}");
    })
    .await;
}
