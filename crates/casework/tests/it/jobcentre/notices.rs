//! Whom a first missed appointment reaches: the adviser, whoever covers them, and where nobody could be told the manager.

use casework::{
    account::{self, NewAccount},
    cover::{self, NewCover},
};

use super::*;

/// What somebody finds on their first page: whose appointment, and why they are told.
async fn told(site: &Site, actor: &Actor) -> Vec<(Uuid, Because)> {
    let notices = jobcentre::notices(actor, &site.office).await.unwrap();
    notices
        .into_iter()
        .map(|shown| (shown.who.id, shown.because))
        .collect()
}

async fn open_account(site: &Site, name: &str, worker: Uuid) {
    let account = NewAccount {
        email: format!("{name}@council.example"),
        name: name.into(),
        role: Role::PersonalAdviser,
        worker: Some(worker),
        person: None,
        password: "a long made-up password".into(),
    };
    account::add(&command_line(LANCASHIRE), &site.office, account)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_first_missed_appointment_reaches_the_cover_and_where_there_is_no_adviser_the_manager() {
    on_each_engine(async |site| {
        let (ash, sam) = ash_and_adviser(site).await;
        let lee = site.add_person("Lee", BORN).await;
        let (_, jo) = ash_and_adviser(site).await;
        let manager = somebody(Role::TeamManager);
        let elsewhere = Actor {
            role: Role::TeamManager,
            ..command_line(CONWY)
        };
        open_account(site, "sam", sam.worker.unwrap()).await;
        let coach = somebody(Role::WelfareRightsOfficer);
        for person in [ash, lee] {
            let (_, appointment) = claim_and_appointment(site, &coach, person).await;
            let step = new(Some(appointment), date(2026, 2, 20), missed());
            take(&coach, site, person, step).await;
        }
        // Lee has no adviser: the manager is told, and of nobody else.
        assert_eq!(told(site, &sam).await, [(ash, Because::Own)]);
        assert_eq!(told(site, &jo).await, []);
        assert_eq!(told(site, &manager).await, [(lee, Because::NobodyElse)]);
        assert_eq!(told(site, &elsewhere).await, []);

        // While Sam is away Jo finds it too, and not a day before or after.
        let cover = |from: Date, until: Date| NewCover {
            worker: sam.worker.unwrap(),
            covered_by: jo.worker.unwrap(),
            starts_on: from,
            ends_on: until,
        };
        let tomorrow = TODAY.tomorrow().unwrap();
        let later = tomorrow.tomorrow().unwrap();
        let id = cover::record(&at(1), &site.office, cover(tomorrow, later))
            .await
            .unwrap();
        assert_eq!(told(site, &jo).await, []);
        cover::change(&at(2), &site.office, id, cover(TODAY, tomorrow))
            .await
            .unwrap();
        let covers = Because::Covers("Sam Okafor".into());
        assert_eq!(told(site, &jo).await, [(ash, covers)]);
        assert_eq!(told(site, &sam).await, [(ash, Because::Own)]);
        let mut day_after = jo.clone();
        day_after.moment.today = tomorrow;
        assert_eq!(told(site, &day_after).await, []);

        // Sam's account is closed: Jo has none, so nobody could be told, and the manager hears of Ash too.
        let account = store::account::find_by_email(&site.db, "sam@council.example")
            .await
            .unwrap()
            .unwrap();
        let mut tx = site.db.begin().await.unwrap();
        store::account::close_from(&mut tx, account.worker_id.unwrap(), Some(TODAY))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(told(site, &manager).await.len(), 2);
        open_account(site, "jo", jo.worker.unwrap()).await;
        assert_eq!(told(site, &manager).await, [(lee, Because::NobodyElse)]);
    })
    .await;
}
