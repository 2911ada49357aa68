//! What can be asked about the directory of Jobcentres, of a work coach's own side, and about what is shared, with all that it needs.

use casework::{
    Action, Actor, Error,
    awareness_session::{self, NewSession},
    disclosure::{self, Wanted},
    invitation,
    jobcentre_directory::{self as directory, NewEntry},
    partner, protocol_figures,
};
use leaving_care::{
    jobcentre::{AgeGroup, EntryKind, Setting},
    protocol_figures::FigureId,
};
use uuid::Uuid;

use crate::site::{Site, TODAY};

pub const ACTIONS: &[(&str, &[Action])] = {
    use Action::{
        KeepJobcentreDirectory, ManageAccounts, ReadAudit, ReadJobcentreDirectory, ReadMeasures,
        ReadPeople, ReadPublishedMeasures, SeeSharedPeople, ShareWithJobcentre,
    };
    &[
        ("awareness_session::list", &[ReadJobcentreDirectory]),
        ("awareness_session::record", &[KeepJobcentreDirectory]),
        ("awareness_session::withdraw", &[KeepJobcentreDirectory]),
        ("disclosure::about", &[ReadPeople]),
        ("disclosure::history", &[ReadPeople]),
        ("disclosure::log", &[ReadAudit]),
        ("disclosure::preview", &[ShareWithJobcentre]),
        ("disclosure::take_out", &[ShareWithJobcentre]),
        ("invitation::unanswered", &[ReadPeople]),
        ("jobcentre_directory::confirm", &[KeepJobcentreDirectory]),
        ("jobcentre_directory::correct", &[KeepJobcentreDirectory]),
        ("jobcentre_directory::districts", &[ReadJobcentreDirectory]),
        ("jobcentre_directory::history", &[ReadJobcentreDirectory]),
        ("jobcentre_directory::link_account", &[ManageAccounts]),
        ("jobcentre_directory::open", &[ReadJobcentreDirectory]),
        ("jobcentre_directory::record", &[KeepJobcentreDirectory]),
        (
            "jobcentre_directory::set_districts",
            &[KeepJobcentreDirectory],
        ),
        (
            "jobcentre_directory::set_setting",
            &[KeepJobcentreDirectory],
        ),
        ("jobcentre_directory::settings", &[ReadJobcentreDirectory]),
        ("jobcentre_directory::stale", &[ReadJobcentreDirectory]),
        ("jobcentre_directory::take_out", &[KeepJobcentreDirectory]),
        ("partner::confirm_own_entry", &[SeeSharedPeople]),
        ("partner::contacts", &[SeeSharedPeople]),
        ("partner::list", &[SeeSharedPeople]),
        ("partner::open", &[SeeSharedPeople]),
        ("protocol_figures::behind", &[ReadPeople, ReadMeasures]),
        ("protocol_figures::figures", &[ReadPublishedMeasures]),
    ]
};

pub async fn ask(name: &str, actor: &Actor, site: &Site) -> Result<(), Error> {
    let (office, nobody) = (&site.office, Uuid::nil());
    let entry = || NewEntry {
        kind: EntryKind::Office,
        name: String::new(),
        district: String::new(),
        office: None,
        worker: None,
        phone: String::new(),
        email: String::new(),
        address: String::new(),
    };
    let wanted = Wanted {
        district: "South".into(),
        group: AgeGroup::Nearing,
    };
    let all = protocol_figures::Asked::default();
    match name {
        "awareness_session::list" => awareness_session::list(actor, office).await.map(drop),
        "awareness_session::record" => {
            let session = NewSession {
                held_on: TODAY,
                led_by: String::new(),
                about: String::new(),
                coaches: Vec::new(),
            };
            awareness_session::record(actor, office, session)
                .await
                .map(drop)
        }
        "awareness_session::withdraw" => {
            awareness_session::withdraw(actor, office, nobody, "never").await
        }
        "disclosure::about" => disclosure::about(actor, office, nobody).await.map(drop),
        "disclosure::history" => disclosure::history(actor, office, nobody).await.map(drop),
        "disclosure::log" => disclosure::log(actor, office, None).await.map(drop),
        "disclosure::preview" => disclosure::preview(actor, office, &wanted).await.map(drop),
        "disclosure::take_out" => disclosure::take_out(actor, office, &wanted, "", "")
            .await
            .map(drop),
        "invitation::unanswered" => invitation::unanswered(actor, office).await.map(drop),
        "jobcentre_directory::confirm" => directory::confirm(actor, office, &[nobody]).await,
        "jobcentre_directory::correct" => {
            directory::correct(actor, office, nobody, nobody, entry()).await
        }
        "jobcentre_directory::districts" => directory::districts(actor, office).await.map(drop),
        "jobcentre_directory::history" => directory::history(actor, office, nobody).await.map(drop),
        "jobcentre_directory::link_account" => {
            directory::link_account(actor, office, "nobody@council.example", None).await
        }
        "jobcentre_directory::open" => directory::open(actor, office).await.map(drop),
        "jobcentre_directory::record" => directory::record(actor, office, entry()).await.map(drop),
        "jobcentre_directory::set_districts" => {
            let said = [(String::new(), String::new())];
            directory::set_districts(actor, office, &said).await
        }
        "jobcentre_directory::set_setting" => {
            directory::set_setting(actor, office, Setting::DirectoryDays, 0, TODAY, "").await
        }
        "jobcentre_directory::settings" => directory::settings(actor, office).await.map(drop),
        "jobcentre_directory::stale" => directory::stale(actor, office).await.map(drop),
        "jobcentre_directory::take_out" => {
            directory::take_out(actor, office, nobody, nobody, "left").await
        }
        "partner::confirm_own_entry" => partner::confirm_own_entry(actor, office).await,
        "partner::contacts" => partner::contacts(actor, office).await.map(drop),
        "partner::list" => partner::list(actor, office).await.map(drop),
        "partner::open" => partner::open(actor, office, nobody).await.map(drop),
        "protocol_figures::behind" => {
            protocol_figures::behind(actor, office, FigureId::WarmHandover, &all)
                .await
                .map(drop)
        }
        "protocol_figures::figures" => protocol_figures::figures(actor, office, &all)
            .await
            .map(drop),
        other => panic!("{other} is listed here and never asked"),
    }
}
