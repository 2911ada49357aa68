//! A server that is really killed in the middle of sending payments to finance: nothing is paid twice, and nothing is lost.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use casework::{
    Actor, Role,
    entitlement::{
        NewAward, NewPayment, Way, award, export, exports, find_export, find_payment, pay, release,
        take_file,
    },
};
use jiff::civil::date;
use leaving_care::{ledger::PaymentState, money::Pence};
use uuid::Uuid;

use crate::support::{
    AUTHORITY, Site, TODAY, command_line,
    council::{Alike, import_people},
    on_each_engine,
};

/// As many files as are asked for at once, each of as many payments.
const FILES: usize = 6;
const PAYMENTS_A_FILE: usize = 12;
/// How long after the requests were sent the server dies, in thousandths of a second.
const KILLED_AFTER: [u64; 8] = [0, 3, 8, 15, 25, 40, 65, 110];

/// The program itself, serving the test's database.
struct Server {
    process: Child,
    port: u16,
}

impl Server {
    fn start(site: &Site) -> Self {
        // A port that was free a moment ago.
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let process = Command::new(env!("CARGO_BIN_EXE_throughcare"))
            .args(["serve", "--port", &port.to_string()])
            .args(["--db", site.address(), "--today", &TODAY.to_string()])
            .args(["--key-file", &site.key_file()])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let server = Self { process, port };
        for _ in 0..400 {
            if server.ask("GET", "/health", "", "").is_some() {
                return server;
            }
            thread::sleep(Duration::from_millis(25));
        }
        panic!("the server does not answer");
    }

    /// One request; `None` when the connection ends before an answer.
    fn ask(&self, method: &str, path: &str, token: &str, body: &str) -> Option<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .ok()?;
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        (!answer.is_empty()).then_some(answer)
    }

    /// SIGKILL: nothing can be finished or tidied up.
    fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn manager() -> Actor {
    Actor {
        account: Some(Uuid::from_u128(7)),
        name: "Second person".into(),
        role: Role::FinanceOfficer,
        ..command_line(TODAY)
    }
}

/// One award of many payments, all released.
async fn released(site: &Site) -> Vec<Vec<Uuid>> {
    let group = Alike {
        how_many: 1,
        ..Alike::born(date(2006, 5, 4))
    };
    import_people(site, AUTHORITY, TODAY, 1, &[group]).await;
    let actor = command_line(TODAY);
    let everybody = casework::person::ListQuery {
        limit: 10,
        ..Default::default()
    };
    let list = casework::person::list(&actor, &site.office, &everybody)
        .await
        .unwrap();
    let new = NewAward {
        id: Uuid::now_v7(),
        entitlement: "setting_up_home_allowance".into(),
        amount: Pence::pounds(3_000),
        reason: "A first flat".into(),
        exception: String::new(),
    };
    let award = award(&actor, &site.office, list.people[0].id, new)
        .await
        .unwrap();
    let mut files = Vec::new();
    for _ in 0..FILES {
        let mut file = Vec::new();
        for _ in 0..PAYMENTS_A_FILE {
            let new = NewPayment {
                id: Uuid::now_v7(),
                award,
                amount: Pence(1_234),
                way: Way::Card,
                reference: "CL-004321".into(),
                note: String::new(),
                instead_of: None,
            };
            file.push(pay(&actor, &site.office, new).await.unwrap());
        }
        release(&manager(), &site.office, &file).await.unwrap();
        files.push(file);
    }
    files
}

/// What stands in the database: each payment in one file or in none, each file whole, its fingerprint that of what finance gets.
async fn check(
    site: &Site,
    all: &BTreeSet<Uuid>,
    announced: &[Uuid],
    when: &str,
) -> BTreeSet<Uuid> {
    let mut file_of: BTreeMap<Uuid, Uuid> = BTreeMap::new();
    let files = exports(&manager(), &site.office).await.unwrap();
    for file in &files {
        let (found, payments) = find_export(&manager(), &site.office, file.id)
            .await
            .unwrap();
        assert_eq!(
            usize::try_from(found.payments).unwrap(),
            payments.len(),
            "{when}: half a file"
        );
        for shown in payments {
            let id = shown.payment.id;
            assert_eq!(
                file_of.insert(id, file.id),
                None,
                "{when}: {id} in two files"
            );
            assert_eq!(shown.payment.state, PaymentState::Sent, "{when}: {id}");
        }
        // The text itself: `take_file` refuses unless it is what was promised when the file was made.
        let reason = format!("The test looks, {when}");
        let text = take_file(&manager(), &site.office, file.id, &reason)
            .await
            .unwrap();
        let rows = String::from_utf8(text.bytes).unwrap().lines().count() - 1;
        assert_eq!(rows, usize::try_from(found.payments).unwrap(), "{when}");
    }
    // A file of which somebody was told is there.
    for told in announced {
        assert!(
            files.iter().any(|file| file.id == *told),
            "{when}: {told} is lost"
        );
    }
    // What is in no file waits as it did before.
    for payment in all.iter().filter(|id| !file_of.contains_key(id)) {
        let found = find_payment(&manager(), &site.office, *payment)
            .await
            .unwrap();
        assert_eq!(found.payment.state, PaymentState::Released, "{when}");
    }
    file_of.into_keys().collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_killed_while_it_sends_payments_pays_nothing_twice_and_loses_nothing() {
    on_each_engine(async |site| {
        let files = released(site).await;
        let all: BTreeSet<Uuid> = files.iter().flatten().copied().collect();
        let token = site.signed_in(Role::FinanceOfficer).await.session_token();
        let mut announced: Vec<Uuid> = Vec::new();
        let mut sent = 0;
        for wait in KILLED_AFTER {
            let server = Server::start(site);
            let told = tokio::task::block_in_place(|| ask_and_kill(server, &files, &token, wait));
            announced.extend(told);
            let when = format!("killed after {wait} ms");
            let now = check(site, &all, &announced, &when).await;
            assert!(now.len() >= sent, "{when}: a file is gone");
            sent = now.len();
        }
        // Started again, what is left goes out once; what is out already is refused.
        for file in &files {
            let _ = export(&manager(), &site.office, file).await;
            assert!(export(&manager(), &site.office, file).await.is_err());
        }
        let out = check(site, &all, &announced, "at the end").await;
        assert_eq!(out, all);
        let amount: Pence = exports(&manager(), &site.office)
            .await
            .unwrap()
            .iter()
            .map(|file| file.amount)
            .sum();
        assert_eq!(amount, Pence(1_234 * i64::try_from(all.len()).unwrap()));
    })
    .await;
}

/// Asks for every file at once, each twice as an impatient person would, and kills the server. Gives the files of which it told.
fn ask_and_kill(server: Server, files: &[Vec<Uuid>], token: &str, wait: u64) -> Vec<Uuid> {
    let answers = thread::scope(|scope| {
        let asked: Vec<_> = files
            .iter()
            .chain(files)
            .map(|payments| {
                let body = serde_json::json!({ "payments": payments }).to_string();
                let server = &server;
                scope.spawn(move || server.ask("POST", "/api/v1/payments/export", token, &body))
            })
            .collect();
        thread::sleep(Duration::from_millis(wait));
        kill_now(&server);
        asked
            .into_iter()
            .filter_map(|asked| asked.join().unwrap())
            .collect::<Vec<String>>()
    });
    server.kill();
    answers
        .iter()
        .filter(|answer| answer.starts_with("HTTP/1.1 200"))
        .filter_map(|answer| answer.split("\"id\":\"").nth(1)?.get(..36)?.parse().ok())
        .collect()
}

/// From outside, while requests are under way.
fn kill_now(server: &Server) {
    let done = Command::new("kill")
        .args(["-KILL", &server.process.id().to_string()])
        .status()
        .unwrap();
    assert!(done.success());
}
