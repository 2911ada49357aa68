//! What can be asked about one young person and the Jobcentre, with all that it needs.

use casework::{
    Action, Actor, Error,
    jobcentre::{self, NewStep},
    person::View,
};
use leaving_care::claim::Step;
use uuid::Uuid;

use crate::site::{Site, TODAY};

pub const ACTIONS: &[(&str, &[Action])] = {
    use Action::{ReadContacts, RecordContacts};
    &[
        ("jobcentre::correct", &[RecordContacts, ReadContacts]),
        ("jobcentre::draft_letter", &[RecordContacts, ReadContacts]),
        ("jobcentre::find", &[ReadContacts]),
        ("jobcentre::history", &[ReadContacts]),
        ("jobcentre::open", &[ReadContacts]),
        ("jobcentre::record", &[RecordContacts, ReadContacts]),
        ("jobcentre::stands_now", &[ReadContacts]),
        ("jobcentre::withdraw", &[RecordContacts, ReadContacts]),
    ]
};

pub async fn ask(name: &str, actor: &Actor, site: &Site) -> Result<(), Error> {
    let (office, nobody) = (&site.office, Uuid::nil());
    let step = || Step::NoClaimNeeded {
        reason: "In college".into(),
    };
    let view = View {
        as_at: TODAY,
        known_at: None,
    };
    match name {
        "jobcentre::correct" => jobcentre::correct(actor, office, nobody, TODAY, step(), "")
            .await
            .map(drop),
        "jobcentre::draft_letter" => jobcentre::draft_letter(actor, office, nobody, nobody)
            .await
            .map(drop),
        "jobcentre::find" => jobcentre::find(actor, office, nobody).await.map(drop),
        "jobcentre::history" => jobcentre::history(actor, office, nobody).await.map(drop),
        "jobcentre::open" => jobcentre::open(actor, office, nobody, view).await.map(drop),
        "jobcentre::record" => {
            let new = NewStep {
                id: Uuid::now_v7(),
                about: None,
                on: TODAY,
                step: step(),
            };
            jobcentre::record(actor, office, nobody, vec![new])
                .await
                .map(drop)
        }
        "jobcentre::stands_now" => jobcentre::stands_now(actor, office, nobody).await.map(drop),
        "jobcentre::withdraw" => jobcentre::withdraw(actor, office, nobody, "never").await,
        other => panic!("{other} is in the list but is not asked"),
    }
}
