//! What can be asked about the team, its cover and its forecast, with all that it needs.

use casework::{
    Action, Actor, Error,
    caseload::{self, Ask, Decision, OverdueQuery, SteadinessQuery},
    cover::{self, NewCover},
    forecast, reminder,
};
use leaving_care::caseload::Share;
use uuid::Uuid;

use crate::site::{Site, TODAY};

pub const ACTIONS: &[(&str, &[Action])] = {
    use Action::{ManageAccounts, ManageTeam, ReadPeople, ReadTeam};
    &[
        ("caseload::board", &[ReadTeam]),
        ("caseload::overdue", &[ReadTeam]),
        ("caseload::past_reassignments", &[ManageTeam]),
        ("caseload::preview", &[ManageTeam]),
        ("caseload::reassign", &[ManageTeam]),
        ("caseload::set_limit", &[ManageTeam]),
        ("caseload::steadiness", &[ReadTeam]),
        ("caseload::take_back", &[ManageTeam]),
        ("caseload::unallocated", &[ReadTeam]),
        ("cover::change", &[ManageTeam]),
        ("cover::find", &[ManageTeam]),
        ("cover::list", &[ReadTeam]),
        ("cover::own", &[ReadPeople]),
        ("cover::record", &[ManageTeam]),
        ("cover::withdraw", &[ManageTeam]),
        ("forecast::changes", &[ReadTeam]),
        ("forecast::open", &[ReadTeam]),
        ("reminder::waiting", &[ManageAccounts]),
    ]
};

pub async fn ask(name: &str, actor: &Actor, site: &Site) -> Result<(), Error> {
    let (office, nobody) = (&site.office, Uuid::nil());
    let cover = NewCover {
        worker: nobody,
        covered_by: nobody,
        starts_on: TODAY,
        ends_on: TODAY,
    };
    match name {
        "caseload::board" => caseload::board(actor, office, "").await.map(drop),
        "caseload::overdue" => caseload::overdue(actor, office, &OverdueQuery::default(), None, 10)
            .await
            .map(drop),
        "caseload::past_reassignments" => {
            caseload::past_reassignments(actor, office).await.map(drop)
        }
        "caseload::preview" => {
            let ask = Ask {
                worker: nobody,
                from_day: TODAY,
                share: Share::Evenly,
                colleagues: Vec::new(),
            };
            caseload::preview(actor, office, &ask).await.map(drop)
        }
        "caseload::reassign" => {
            let decision = Decision {
                id: nobody,
                worker: nobody,
                from_day: TODAY,
                leaves: false,
                reason: String::new(),
                moves: Vec::new(),
            };
            caseload::reassign(actor, office, &decision).await.map(drop)
        }
        "caseload::set_limit" => caseload::set_limit(actor, office, 0).await,
        "caseload::steadiness" => {
            caseload::steadiness(actor, office, &SteadinessQuery::default(), None, 10)
                .await
                .map(drop)
        }
        "caseload::take_back" => caseload::take_back(actor, office, nobody, "")
            .await
            .map(drop),
        "caseload::unallocated" => caseload::unallocated(actor, office, None, 10)
            .await
            .map(drop),
        "cover::change" => cover::change(actor, office, nobody, cover).await.map(drop),
        "cover::find" => cover::find(actor, office, nobody).await.map(drop),
        "cover::list" => cover::list(actor, office).await.map(drop),
        "cover::own" => cover::own(actor, office).await.map(drop),
        "cover::record" => cover::record(actor, office, cover).await.map(drop),
        "cover::withdraw" => cover::withdraw(actor, office, nobody).await,
        "forecast::changes" => forecast::changes(actor, office, TODAY, None, "")
            .await
            .map(drop),
        "forecast::open" => forecast::open(actor, office, "").await.map(drop),
        "reminder::waiting" => reminder::waiting(actor, office, 10).await.map(drop),
        other => panic!("{other} is in the list but is not asked"),
    }
}
