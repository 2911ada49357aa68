//! The permission table as a page to be reviewed, and every action asked by every role.

mod jobcentre;
mod partner;
mod plans;
mod protocols;
mod team;

use std::{collections::BTreeSet, fmt::Write, fs, path::Path};

use ::better_off as better_off_rules;
use casework::{
    Action, Actor, Error, Role, account, audit, better_off, contact, duty, entitlement, event,
    export, import, measure, neet, permission::may, person, reference, return_check, spell,
    statutory_return, synthesise, target, worker,
};
use jiff::civil::date;
use leaving_care::{
    calendar::ReportingYear, event::EventKind, person::PersonDetails, spell_value::SpellKind,
};
use measures::population::Basis;
use uuid::Uuid;

use crate::site::{Database, Site, TODAY, somebody, spell as new_spell};

/// `UPDATE_PERMISSIONS=1 cargo nextest run -p casework the_permission_table` writes the page anew; whoever commits it reviews it.
#[test]
fn the_permission_table_is_the_page_that_was_reviewed() {
    let mut page = "# Who may do what\n\nThe one permission table of the program, role by action. A change here is a change of who sees what: review it.\n\n|".to_owned();
    let code = |action: Action| {
        serde_json::to_value(action)
            .unwrap()
            .as_str()
            .unwrap()
            .to_owned()
    };
    for action in Action::ALL {
        write!(page, " | {}", code(action).replace('_', " ")).unwrap();
    }
    page += " |\n|---";
    page += &"|:-:".repeat(Action::ALL.len());
    page += "|\n";
    for role in Role::people().chain([Role::CommandLine]) {
        write!(page, "| {}", role.label()).unwrap();
        for action in Action::ALL {
            page += if may(role, action) { " | yes" } else { " |" };
        }
        page += " |\n";
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/permissions.md");
    if std::env::var_os("UPDATE_PERMISSIONS").is_some() {
        fs::write(&path, &page).unwrap();
    }
    assert_eq!(
        fs::read_to_string(&path).unwrap_or_default(),
        page,
        "see the head of this test"
    );
}

/// What can be asked, with all that it needs; harmless for whoever may: it is about nobody, or cannot be taken.
const ACTIONS: &[(&str, &[Action])] = {
    use Action::{
        AwardMoney, ChangePeople, CheckReturn, ExportPeople, Import, ManageAccounts, ProduceReturn,
        ReadAudit, ReadContacts, ReadMeasures, ReadMoney, ReadNames, ReadOwnMoney, ReadPeople,
        ReadPublishedMeasures, RecordContacts, RecordEvents, RecordSpells, ReleasePayments,
        SetEntitlements, SetTargets, SignOffReturn, Synthesise, WorkOutBetterOff,
        WorkOutOwnBetterOff,
    };
    &[
        ("account::add", &[ManageAccounts]),
        ("audit::list", &[ReadAudit]),
        ("better_off::areas_used", &[WorkOutBetterOff]),
        ("better_off::changed", &[WorkOutBetterOff]),
        ("better_off::fill_in", &[WorkOutBetterOff, ReadPeople]),
        ("better_off::fill_in_own", &[WorkOutOwnBetterOff]),
        ("better_off::history", &[WorkOutBetterOff]),
        ("better_off::of_person", &[WorkOutBetterOff]),
        ("better_off::open", &[WorkOutBetterOff]),
        ("better_off::save", &[WorkOutBetterOff]),
        ("better_off::take_home", &[WorkOutBetterOff]),
        ("better_off::work_out", &[WorkOutBetterOff]),
        ("better_off::work_out_own", &[WorkOutOwnBetterOff]),
        ("contact::conflict", &[ReadContacts]),
        ("contact::correct", &[RecordContacts, ReadContacts]),
        ("contact::find", &[ReadContacts]),
        ("contact::list", &[ReadContacts]),
        ("contact::record", &[RecordContacts]),
        ("contact::withdraw", &[RecordContacts, ReadContacts]),
        ("duty::counted", &[ReadPeople]),
        ("duty::my_work", &[ReadPeople]),
        ("duty::of_authority", &[ReadPeople]),
        ("duty::of_person", &[ReadPeople]),
        ("entitlement::award", &[AwardMoney]),
        ("entitlement::export", &[ReleasePayments]),
        ("entitlement::exports", &[ReleasePayments]),
        ("entitlement::find_award", &[ReadPeople, ReadMoney]),
        ("entitlement::find_export", &[ReleasePayments]),
        ("entitlement::find_payment", &[ReadMoney]),
        ("entitlement::history", &[ReadPeople, ReadMoney]),
        ("entitlement::of_council", &[ReadMoney]),
        ("entitlement::of_ones_own", &[ReadOwnMoney]),
        ("entitlement::of_person", &[ReadPeople, ReadMoney]),
        ("entitlement::overview", &[ReadMoney]),
        ("entitlement::pay", &[AwardMoney]),
        ("entitlement::payments", &[ReadMoney]),
        ("entitlement::people", &[ReadPeople, ReadMoney]),
        ("entitlement::record_outcome", &[ReleasePayments]),
        ("entitlement::record_return", &[ReleasePayments]),
        ("entitlement::release", &[ReleasePayments]),
        ("entitlement::set", &[SetEntitlements]),
        ("entitlement::settings", &[ReadMoney]),
        ("entitlement::take_back", &[AwardMoney]),
        ("entitlement::take_file", &[ReleasePayments]),
        ("entitlement::withdraw", &[AwardMoney]),
        ("entitlement::withdraw_setting", &[SetEntitlements]),
        ("event::conflict", &[ReadPeople]),
        ("event::correct", &[RecordEvents]),
        ("event::find", &[ReadPeople]),
        ("event::list", &[ReadPeople]),
        ("event::record", &[RecordEvents]),
        ("event::withdraw", &[RecordEvents]),
        ("export::care_leavers", &[ExportPeople, ReadPeople]),
        ("import::confirm", &[Import]),
        ("import::find", &[Import]),
        ("import::findings", &[Import]),
        ("import::list", &[Import]),
        ("import::run", &[Import]),
        ("import::upload", &[Import]),
        ("import::waiting", &[Import]),
        ("measure::ask", &[ReadPublishedMeasures]),
        ("measure::behind", &[ReadPeople, ReadMeasures]),
        ("measure::overview", &[ReadPublishedMeasures]),
        ("measure::table", &[ReadPublishedMeasures]),
        ("measure::trend", &[ReadMeasures]),
        ("neet::export", &[ExportPeople, ReadPeople]),
        ("neet::list", &[ReadPeople]),
        ("person::add", &[ChangePeople]),
        ("person::change_details", &[ChangePeople]),
        ("person::check_change", &[ChangePeople]),
        ("person::check_details", &[ChangePeople]),
        ("person::check_new", &[ChangePeople]),
        ("person::choices", &[ReadPeople]),
        ("person::details", &[ReadNames]),
        ("person::export", &[ExportPeople, ReadPeople]),
        ("person::history", &[ReadPeople]),
        ("person::identifiers_to_change", &[ChangePeople]),
        ("person::list", &[ReadPeople]),
        ("person::open", &[ReadPeople]),
        ("person::place_of", &[ReadPeople]),
        ("person::who", &[ReadPeople]),
        ("reference::import", &[Import]),
        ("return_check::agree", &[CheckReturn, SignOffReturn]),
        ("return_check::child_named", &[CheckReturn]),
        ("return_check::children", &[CheckReturn]),
        ("return_check::compare", &[CheckReturn]),
        ("return_check::export", &[CheckReturn, ExportPeople]),
        ("return_check::list", &[CheckReturn]),
        ("return_check::note", &[CheckReturn]),
        ("return_check::open", &[CheckReturn]),
        ("return_check::overview", &[CheckReturn]),
        ("return_check::row", &[CheckReturn]),
        ("return_check::rows", &[CheckReturn]),
        ("return_check::sign_off", &[CheckReturn, SignOffReturn]),
        ("return_check::start", &[CheckReturn]),
        ("return_check::tasks", &[ReadPeople]),
        ("return_check::withdraw_note", &[CheckReturn]),
        ("spell::check", &[RecordSpells]),
        ("spell::check_correction", &[RecordSpells]),
        ("spell::conflict", &[ReadPeople]),
        ("spell::correct", &[RecordSpells]),
        ("spell::find", &[ReadPeople]),
        ("spell::record", &[RecordSpells]),
        ("spell::withdraw", &[RecordSpells]),
        ("statutory_return::again", &[ProduceReturn]),
        ("statutory_return::list", &[ProduceReturn]),
        ("statutory_return::produce", &[ProduceReturn]),
        ("synthesise::synthesise", &[Synthesise]),
        ("target::set", &[SetTargets]),
        ("worker::busiest", &[ReadPeople]),
        ("worker::list", &[ReadPeople]),
        ("worker::save", &[ManageAccounts]),
    ]
};

/// About nobody but the actor: what they type, save and see of their own, and the end of their session. A first page without
/// permission is an empty one.
const OF_ONES_OWN: [&str; 14] = [
    "account::sign_out",
    "calendar_feed::made_at",
    "calendar_feed::make",
    "calendar_feed::withdraw",
    "draft::discard",
    "draft::find",
    "draft::keep",
    "home::open",
    "jobcentre::notices",
    "reminder::choice",
    "reminder::choose",
    "saved_view::list",
    "saved_view::remove",
    "saved_view::save",
];

fn upload() -> import::Upload {
    import::Upload {
        kind: import::ImportKind::Facts,
        files: Vec::new(),
        year_ending: None,
        made_on: None,
    }
}

fn question(id: &str) -> measure::MeasureQuery {
    measure::MeasureQuery {
        measure: id.into(),
        as_at: TODAY,
        known_at: None,
        basis: None,
        by: Vec::new(),
        publish: None,
    }
}

fn better_off_case() -> better_off::Case {
    better_off::Case {
        as_at: TODAY,
        household: better_off_rules::Household::of(better_off_rules::Born::Years(20)),
        offers: Vec::new(),
        start: better_off::Start::default(),
    }
}

fn new_contact() -> contact::NewContact {
    contact::NewContact {
        happened_on: TODAY,
        channel: contact::Channel::Phone,
        outcome: contact::Outcome::TookPart,
        note: String::new(),
    }
}

fn new_event() -> event::NewEvent {
    event::NewEvent::new(EventKind::HealthAssessment, TODAY)
}

#[expect(clippy::too_many_lines, reason = "one line for each action")]
async fn ask(name: &str, actor: &Actor, site: &Site) -> Result<(), Error> {
    let (office, nobody) = (&site.office, Uuid::nil());
    let neet_spell = || new_spell(SpellKind::Activity, "G5", date(2026, 1, 1), None);
    let nameless = PersonDetails::default;
    let view = person::View {
        as_at: TODAY,
        known_at: None,
    };
    match name {
        "account::add" => {
            let account = account::NewAccount {
                email: "x@council.example".into(),
                name: String::new(),
                role: Role::Auditor,
                worker: None,
                person: None,
                password: "short".into(),
            };
            account::add(actor, office, account).await.map(drop)
        }
        "audit::list" => audit::list(actor, office, None).await.map(drop),
        "better_off::areas_used" => better_off::areas_used(actor, office).await.map(drop),
        "better_off::changed" => better_off::changed(actor, office).await.map(drop),
        "better_off::fill_in" => better_off::fill_in(actor, office, nobody, TODAY)
            .await
            .map(drop),
        "better_off::fill_in_own" => better_off::fill_in_own(actor, office).await.map(drop),
        "better_off::history" => better_off::history(actor, office, nobody).await.map(drop),
        "better_off::of_person" => better_off::of_person(actor, office, nobody).await.map(drop),
        "better_off::open" => better_off::open(actor, office, nobody).await.map(drop),
        "better_off::save" => better_off::save(actor, office, Some(nobody), &better_off_case())
            .await
            .map(drop),
        "better_off::take_home" => better_off::take_home(actor, office, nobody, &[])
            .await
            .map(drop),
        "better_off::work_out_own" => better_off::work_out_own(actor, &better_off_case()).map(drop),
        "better_off::work_out" => better_off::work_out(actor, &better_off_case()).map(drop),
        "contact::list" => contact::list(actor, office, nobody, None, 10)
            .await
            .map(drop),
        "contact::record" => contact::record(actor, office, nobody, new_contact())
            .await
            .map(drop),
        "contact::withdraw" => contact::withdraw(actor, office, nobody, "never").await,
        "contact::conflict" => contact::conflict(actor, office, nobody).await.map(drop),
        "contact::find" => contact::find(actor, office, nobody).await.map(drop),
        "contact::correct" => contact::correct(actor, office, nobody, new_contact(), "")
            .await
            .map(drop),
        "duty::counted" => duty::counted(actor, office, TODAY).await.map(drop),
        "duty::my_work" => duty::my_work(actor, office, duty::Whose::Own)
            .await
            .map(drop),
        "duty::of_authority" => duty::of_authority(actor, office, TODAY, None)
            .await
            .map(drop),
        "duty::of_person" => duty::of_person(actor, office, nobody, view).await.map(drop),
        name if name.starts_with("entitlement::") => ask_about_money(name, actor, site).await,
        name if name.starts_with("jobcentre::") => jobcentre::ask(name, actor, site).await,
        name if partner::ACTIONS.iter().any(|(known, _)| *known == name) => {
            partner::ask(name, actor, site).await
        }
        name if plans::ACTIONS.iter().any(|(known, _)| *known == name) => {
            plans::ask(name, actor, site).await
        }
        "event::conflict" => event::conflict(actor, office, nobody).await.map(drop),
        "event::correct" => event::correct(actor, office, nobody, new_event(), "")
            .await
            .map(drop),
        "event::find" => event::find(actor, office, nobody).await.map(drop),
        "event::list" => event::list(actor, office, nobody, view).await.map(drop),
        "event::record" => event::record(actor, office, nobody, new_event())
            .await
            .map(drop),
        "event::withdraw" => event::withdraw(actor, office, nobody, "never").await,
        "export::care_leavers" => export::care_leavers(actor, office).await.map(drop),
        "import::confirm" => import::confirm(actor, office, nobody).await.map(drop),
        "import::find" => import::find(actor, office, nobody).await.map(drop),
        "import::findings" => import::findings(actor, office, nobody, -1, 10)
            .await
            .map(drop),
        "import::list" => import::list(actor, office).await.map(drop),
        "import::run" => import::run(actor, office, &upload(), false, |_| ())
            .await
            .map(drop),
        "import::upload" => import::upload(actor, office, upload()).await.map(drop),
        "import::waiting" => import::waiting(actor, office, nobody).map(drop),
        "measure::ask" => measure::ask(actor, office, &question("neet_19_21"))
            .await
            .map(drop),
        "measure::behind" => measure::behind(
            actor,
            office,
            &question("neet_19_21"),
            measure::Whom::Counted,
            None,
            10,
        )
        .await
        .map(drop),
        "measure::overview" => measure::overview(actor, office, TODAY, None, None)
            .await
            .map(drop),
        "measure::table" => measure::table(actor, office, ReportingYear::last_ended(TODAY), None)
            .await
            .map(drop),
        "measure::trend" => {
            let eet = measures::measure::find("eet_19_21").unwrap();
            measure::trend(actor, office, eet, Basis::Department, TODAY)
                .await
                .map(drop)
        }
        "neet::export" => neet::export(actor, office, "").await.map(drop),
        "neet::list" => {
            let all = neet::NeetQuery {
                locality: String::new(),
                after: None,
                limit: 10,
            };
            neet::list(actor, office, &all).await.map(drop)
        }
        "person::add" => {
            let new = person::NewPerson {
                details: nameless(),
                identifiers: Vec::new(),
            };
            person::add(actor, office, new).await.map(drop)
        }
        "person::change_details" => {
            person::change_details(actor, office, nobody, nobody, &nameless(), &[]).await
        }
        "person::check_change" => {
            person::check_change(actor, office, nobody, &nameless(), &[]).await
        }
        "person::identifiers_to_change" => person::identifiers_to_change(actor, office, nobody)
            .await
            .map(drop),
        "person::check_details" => person::check_details(actor, &nameless()),
        "person::check_new" => {
            let new = person::NewPerson {
                details: nameless(),
                identifiers: Vec::new(),
            };
            person::check_new(actor, office, &new).await.map(drop)
        }
        "person::choices" => person::choices(actor, office).await.map(drop),
        "person::details" => person::details(actor, office, nobody).await.map(drop),
        "person::export" => person::export(actor, office, &person::ListQuery::default())
            .await
            .map(drop),
        "person::history" => person::history(actor, office, nobody).await.map(drop),
        "person::list" => person::list(actor, office, &person::ListQuery::default())
            .await
            .map(drop),
        "person::open" => person::open(actor, office, nobody, view).await.map(drop),
        "person::place_of" => person::place_of(actor, office, nobody).await.map(drop),
        "person::who" => person::who(actor, office, nobody).await.map(drop),
        "reference::import" => {
            let wrong = reference::ReleaseFile {
                name: "x.csv".into(),
                bytes: b"a,b".to_vec(),
                release_year: 2026,
            };
            reference::import(actor, office, vec![wrong])
                .await
                .map(drop)
        }
        other if team::ACTIONS.iter().any(|(name, _)| *name == other) => {
            team::ask(other, actor, site).await
        }
        other if other.starts_with("return_check::") => ask_of_checks(other, actor, site).await,
        "spell::check" => spell::check(actor, office, nobody, &neet_spell())
            .await
            .map(drop),
        "spell::check_correction" => spell::check_correction(actor, office, nobody, &neet_spell())
            .await
            .map(drop),
        "spell::conflict" => spell::conflict(actor, office, nobody).await.map(drop),
        "spell::correct" => spell::correct(actor, office, nobody, neet_spell(), "")
            .await
            .map(drop),
        "spell::find" => spell::find(actor, office, nobody).await.map(drop),
        "spell::record" => spell::record(actor, office, nobody, neet_spell(), &[])
            .await
            .map(drop),
        "spell::withdraw" => spell::withdraw(actor, office, nobody, "never").await,
        "statutory_return::again" => statutory_return::again(actor, office, nobody)
            .await
            .map(drop),
        "statutory_return::list" => statutory_return::list(actor, office).await.map(drop),
        "statutory_return::produce" => {
            let before_there_was_one = statutory_return::Request {
                year: 1066,
                options: statutory_return::ReturnOptions::default(),
                known_at: None,
            };
            statutory_return::produce(actor, office, &before_there_was_one)
                .await
                .map(drop)
        }
        "synthesise::synthesise" => {
            let request = synthesise::Request {
                which: synthesise::Which::One(actor.authority.clone()),
                year_ending: 2025,
                seed: 1,
                with_contacts: false,
            };
            synthesise::synthesise(actor, office, &request, |_| ())
                .await
                .map(drop)
        }
        "target::set" => {
            let new = target::NewTarget {
                measure: "no such measure".into(),
                year: 2026,
                percent_hundredths: 1,
                tolerance_hundredths: 1,
                source: String::new(),
            };
            target::set(actor, office, new).await
        }
        "worker::busiest" => worker::busiest(actor, office).await.map(drop),
        "worker::list" => worker::list(actor, office).await.map(drop),
        "worker::save" => {
            let record = worker::WorkerRecord {
                id: nobody,
                authority: actor.authority.clone(),
                name: "Sam".into(),
                role: "personal_adviser".into(),
                team: String::new(),
                locality: String::new(),
                email: String::new(),
                starts_on: None,
                ends_on: None,
            };
            worker::save(actor, office, &record).await
        }
        name if name.starts_with("protocol::") => protocols::ask(name, actor, site).await,
        other => panic!("{other} is in the list but is not asked"),
    }
}

async fn ask_of_checks(name: &str, actor: &Actor, site: &Site) -> Result<(), Error> {
    let (office, nobody) = (&site.office, Uuid::nil());
    match name {
        "return_check::agree" => return_check::agree(actor, office, nobody).await,
        "return_check::child_named" => return_check::child_named(actor, office, nobody, "A")
            .await
            .map(drop),
        "return_check::children" => return_check::children(actor, office, nobody, None)
            .await
            .map(drop),
        "return_check::compare" => return_check::compare(actor, office, nobody).await.map(drop),
        "return_check::export" => return_check::export(actor, office, nobody).await.map(drop),
        "return_check::list" => return_check::list(actor, office).await.map(drop),
        "return_check::note" => return_check::note(actor, office, nobody, 0, "103", "Why")
            .await
            .map(drop),
        "return_check::open" => return_check::open(actor, office, nobody).await.map(drop),
        "return_check::overview" => return_check::overview(actor, office).await.map(drop),
        "return_check::row" => return_check::row(actor, office, nobody, 0).await.map(drop),
        "return_check::rows" => {
            let everything = return_check::RowsAsked::default();
            return_check::rows(actor, office, nobody, &everything)
                .await
                .map(drop)
        }
        "return_check::sign_off" => return_check::sign_off(actor, office, nobody, "Why").await,
        "return_check::start" => {
            let before_there_was_one = return_check::Request {
                year: 1066,
                source: return_check::Source::Records,
                providers: Vec::new(),
                postcodes: None,
            };
            return_check::start(actor, office, before_there_was_one)
                .await
                .map(drop)
        }
        "return_check::tasks" => return_check::tasks(actor, office, nobody).await.map(drop),
        "return_check::withdraw_note" => return_check::withdraw_note(actor, office, nobody).await,
        other => panic!("{other} is in the list but is not asked"),
    }
}

/// The same about money.
#[expect(
    clippy::too_many_lines,
    reason = "a scenario told from beginning to end"
)]
async fn ask_about_money(name: &str, actor: &Actor, site: &Site) -> Result<(), Error> {
    use entitlement::{NewAward, NewPayment, NewSetting, PeopleAsked, TakeBack, Way};
    use leaving_care::{entitlement::Answer, money::Pence};
    let (office, nobody) = (&site.office, Uuid::nil());
    let amount = Pence(1);
    match name {
        "entitlement::award" => {
            let new = NewAward {
                id: nobody,
                entitlement: String::new(),
                amount,
                reason: String::new(),
                exception: String::new(),
            };
            entitlement::award(actor, office, nobody, new)
                .await
                .map(drop)
        }
        "entitlement::export" => entitlement::export(actor, office, &[nobody])
            .await
            .map(drop),
        "entitlement::exports" => entitlement::exports(actor, office).await.map(drop),
        "entitlement::find_award" => entitlement::find_award(actor, office, nobody)
            .await
            .map(drop),
        "entitlement::find_export" => entitlement::find_export(actor, office, nobody)
            .await
            .map(drop),
        "entitlement::find_payment" => entitlement::find_payment(actor, office, nobody)
            .await
            .map(drop),
        "entitlement::history" => entitlement::history(actor, office, nobody).await.map(drop),
        "entitlement::of_council" => entitlement::of_council(actor, office).await.map(drop),
        "entitlement::of_ones_own" => entitlement::of_ones_own(actor, office).await.map(drop),
        "entitlement::of_person" => {
            let view = person::View {
                as_at: TODAY,
                known_at: None,
            };
            entitlement::of_person(actor, office, nobody, view)
                .await
                .map(drop)
        }
        "entitlement::overview" => entitlement::overview(actor, office).await.map(drop),
        "entitlement::pay" => {
            let new = NewPayment {
                id: nobody,
                award: nobody,
                amount,
                way: Way::Card,
                reference: String::new(),
                note: String::new(),
                instead_of: None,
            };
            entitlement::pay(actor, office, new).await.map(drop)
        }
        "entitlement::payments" => entitlement::payments(actor, office).await.map(drop),
        "entitlement::people" => {
            let asked = PeopleAsked {
                entitlement: "travel".into(),
                answer: Answer::Yes,
                after: None,
                limit: 10,
            };
            entitlement::people(actor, office, &asked).await.map(drop)
        }
        "entitlement::record_outcome" => {
            entitlement::record_outcome(actor, office, &[nobody], true, "").await
        }
        "entitlement::record_return" => {
            entitlement::record_return(actor, office, nobody, "never").await
        }
        "entitlement::release" => entitlement::release(actor, office, &[nobody]).await,
        "entitlement::set" => {
            let new = NewSetting {
                entitlement: String::new(),
                own: None,
                amount: None,
                from: TODAY,
                to: None,
                source: String::new(),
            };
            entitlement::set(actor, office, new).await.map(drop)
        }
        "entitlement::settings" => entitlement::settings(actor, office).await.map(drop),
        "entitlement::take_back" => {
            let back = TakeBack {
                id: nobody,
                amount,
                reason: "never".into(),
            };
            entitlement::take_back(actor, office, nobody, back).await
        }
        "entitlement::take_file" => entitlement::take_file(actor, office, nobody, "")
            .await
            .map(drop),
        "entitlement::withdraw" => entitlement::withdraw(actor, office, nobody, "never").await,
        "entitlement::withdraw_setting" => {
            entitlement::withdraw_setting(actor, office, nobody, "never").await
        }
        other => panic!("{other} is in the list but is not asked"),
    }
}

#[tokio::test]
async fn every_action_refuses_every_role_that_may_not() {
    let site = Site::open(Database::sqlite()).await;
    for (name, needed) in ACTIONS
        .iter()
        .chain(plans::ACTIONS)
        .chain(protocols::ACTIONS)
        .chain(team::ACTIONS)
        .chain(jobcentre::ACTIONS)
        .chain(partner::ACTIONS)
    {
        for role in Role::people() {
            let may_do_it = needed.iter().all(|action| may(role, *action));
            let answer = ask(name, &somebody(role), &site).await;
            let is_refused = matches!(answer, Err(Error::NotAllowed));
            assert_eq!(
                is_refused,
                !may_do_it,
                "{name} by {}: {answer:?}",
                role.code()
            );
        }
    }
    site.office.close().await;
}

/// A function that takes an actor and stands in neither list fails here, so that none is forgotten.
#[test]
fn no_action_is_missing_from_the_lists() {
    let mut found = BTreeSet::new();
    collect(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    let listed: BTreeSet<String> = ACTIONS
        .iter()
        .chain(plans::ACTIONS)
        .chain(protocols::ACTIONS)
        .chain(team::ACTIONS)
        .chain(jobcentre::ACTIONS)
        .chain(partner::ACTIONS)
        .map(|(name, _)| *name)
        .chain(OF_ONES_OWN)
        .map(str::to_owned)
        .collect();
    assert_eq!(found, listed);
}

fn collect(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let inside = path
            .strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
            .unwrap();
        let first = inside
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_str()
            .unwrap();
        let module = first.trim_end_matches(".rs");
        for part in text.split("\npub ").skip(1) {
            let part = part.strip_prefix("async ").unwrap_or(part);
            let Some((name, rest)) = part
                .strip_prefix("fn ")
                .and_then(|part| part.split_once('('))
            else {
                continue;
            };
            if rest.trim_start().starts_with("actor: &Actor") {
                found.insert(format!("{module}::{name}"));
            }
        }
    }
}
