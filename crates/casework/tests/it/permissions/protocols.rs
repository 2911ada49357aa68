//! What can be asked about protocols and agreements, with all that it needs.

use casework::{
    Action, Actor, Error,
    person::View,
    protocol::{self, Decision, Proposal, Standing},
};
use leaving_care::agreement::{Change, Description};
use uuid::Uuid;

use crate::site::{Site, TODAY};

pub const ACTIONS: &[(&str, &[Action])] = {
    use Action::{ChangeProtocols, ReadPeople, ReadProtocols};
    &[
        ("protocol::adopt", &[ChangeProtocols]),
        ("protocol::agreement", &[ReadProtocols]),
        ("protocol::agreements", &[ReadProtocols]),
        ("protocol::change_agreement", &[ChangeProtocols]),
        ("protocol::list", &[ReadProtocols]),
        ("protocol::open", &[ReadProtocols]),
        ("protocol::preview", &[ReadProtocols, ReadPeople]),
        (
            "protocol::preview_of_taking_back",
            &[ReadProtocols, ReadPeople],
        ),
        ("protocol::record_agreement", &[ChangeProtocols]),
        ("protocol::take_back", &[ChangeProtocols]),
        ("protocol::text", &[ReadProtocols]),
        ("protocol::withdraw_agreement", &[ChangeProtocols]),
    ]
};

pub async fn ask(name: &str, actor: &Actor, site: &Site) -> Result<(), Error> {
    let (office, nobody, none) = (&site.office, Uuid::nil(), "no_such_protocol");
    let view = View {
        as_at: TODAY,
        known_at: None,
    };
    let decision = Decision {
        id: nobody,
        protocol: none.to_owned(),
        standing: Standing::Off,
        shipped_version: String::new(),
        from: TODAY,
        reason: String::new(),
        at: actor.moment.now,
        by: String::new(),
        taken_back: None,
    };
    let description = Description {
        title: String::new(),
        district: String::new(),
        version: String::new(),
        starts_on: TODAY,
        review_on: None,
        protocol: String::new(),
        parties: Vec::new(),
    };
    match name {
        "protocol::adopt" => {
            protocol::adopt(actor, office, none, Proposal::Shipped, TODAY, "never", 0)
                .await
                .map(drop)
        }
        "protocol::agreement" => protocol::agreement(actor, office, nobody).await.map(drop),
        "protocol::agreements" => protocol::agreements(actor, office).await.map(drop),
        "protocol::change_agreement" => {
            protocol::change_agreement(actor, office, nobody, nobody, Change::NotDone(nobody)).await
        }
        "protocol::list" => protocol::list(actor, office, view).await.map(drop),
        "protocol::open" => protocol::open(actor, office, none, view).await.map(drop),
        "protocol::preview" => protocol::preview(actor, office, none, &Proposal::Shipped, TODAY)
            .await
            .map(drop),
        "protocol::preview_of_taking_back" => {
            protocol::preview_of_taking_back(actor, office, &decision)
                .await
                .map(drop)
        }
        "protocol::record_agreement" => {
            protocol::record_agreement(actor, office, description, false)
                .await
                .map(drop)
        }
        "protocol::take_back" => protocol::take_back(actor, office, nobody, "never")
            .await
            .map(drop),
        "protocol::text" => protocol::text(actor, office, none, None).await.map(drop),
        "protocol::withdraw_agreement" => {
            protocol::withdraw_agreement(actor, office, nobody, nobody, "never").await
        }
        other => panic!("{other} is in the list but is not asked"),
    }
}
