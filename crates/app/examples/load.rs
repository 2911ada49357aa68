//! An open-loop load on a running server: so many people each open a page every few seconds, somebody writes every second, and each
//! answer is timed from the moment at which it was due, so that a slow server cannot hide behind its own delay.
//!
//! `load PROGRAM DATABASE SECONDS PEOPLE PORT`: starts `PROGRAM serve` on the database, signs people in across its authorities,
//! and prints how long pages took, cold and warm, with the server's memory. Used by scripts/bench.sh.

use std::{
    collections::BTreeMap,
    process::{Child, Command},
    sync::Arc,
    time::{Duration, Instant},
};

use app::{clock::Clock, state::SESSION_COOKIE};
use casework::{
    Actor, Office, Role, SecretKey,
    account::{NewAccount, add},
};
use jiff::civil::{Date, date};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::Mutex,
    time::{sleep, sleep_until},
};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The made-up lives end in the autumn after the published year.
const TODAY: Date = date(2025, 9, 30);
const PASSWORD: &str = "made-up people only";
/// Each person opens a page this often.
const PAUSE: Duration = Duration::from_secs(4);
/// So long the server is left alone after the first pages.
const MAKING_READY: Duration = Duration::from_secs(45);

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [program, database, seconds, people, port] = &arguments[..] else {
        return Err("usage: load PROGRAM DATABASE SECONDS PEOPLE PORT".into());
    };
    let (seconds, people): (u64, usize) = (seconds.parse()?, people.parse()?);
    let users = prepare(database, people).await?;
    let started = Instant::now();
    let server = Server(
        Command::new(program)
            .args([
                "serve",
                "--port",
                port,
                "--db",
                database,
                "--today",
                &TODAY.to_string(),
            ])
            .args(["--key-file", &key_file(database)])
            .stdout(std::process::Stdio::null())
            .spawn()?,
    );
    let address = format!("127.0.0.1:{port}");
    while get(&address, "/health", "").await.is_err() {
        sleep(Duration::from_millis(2)).await;
    }
    println!(
        "start until the first answer: {} ms (limit 200)",
        started.elapsed().as_millis()
    );
    println!("memory after the start: {} MB", server.memory("VmRSS")?);
    let mut signed_in = Vec::new();
    for user in &users {
        signed_in.push((sign_in(&address, &user.email).await?, user.people.clone()));
    }
    let cold = timed_round(&address, &signed_in).await?;
    print_times("cold: the first page of each kind in each authority", &cold);
    // The server works out the duties of the day of one authority after another when it starts; people come to work after that.
    sleep(MAKING_READY).await;
    let warm = open_loop(&address, &signed_in, seconds).await?;
    print_times(
        &format!(
            "{people} people, a page every 4 s each, a write every second, {seconds} s, begun {} s later",
            MAKING_READY.as_secs()
        ),
        &warm,
    );
    println!(
        "memory at the most: {} MB (limit 300)",
        server.memory("VmHWM")?
    );
    Ok(())
}

/// Somebody who signs in, and people of their authority whom they open.
struct User {
    email: String,
    people: Vec<String>,
}

fn key_file(database: &str) -> String {
    format!("{}.key", database.trim_start_matches("sqlite:"))
}

/// Accounts spread over the authorities of the database.
async fn prepare(database: &str, people: usize) -> Result<Vec<User>, Failure> {
    let path = key_file(database);
    let key = if let Ok(text) = std::fs::read_to_string(&path) {
        SecretKey::from_hex(&text).ok_or("not a key")?
    } else {
        let key = SecretKey::generate().ok_or("no random numbers")?;
        std::fs::write(&path, key.to_hex())?;
        key
    };
    let office = Office::open(database, key).await?;
    let authorities = casework::authority::with_people(&office).await?;
    let mut users = Vec::new();
    for number in 0..people {
        let authority = &authorities[number % authorities.len()];
        let actor = Actor::command_line(&authority.code, Clock::Frozen(TODAY).moment());
        let email = format!("load{number}@bench.example");
        let role = if number % 2 == 0 {
            Role::TeamManager
        } else {
            Role::PersonalAdviser
        };
        // An adviser has the most young people of their service, so that their first page is the longest.
        let busiest = casework::worker::busiest(&actor, &office).await?;
        let worker = busiest.first().filter(|_| role == Role::PersonalAdviser);
        let account = NewAccount {
            email: email.clone(),
            name: format!("Load {number}"),
            role,
            worker: worker.map(|worker| worker.id),
            person: None,
            password: PASSWORD.into(),
        };
        add(&actor, &office, account).await?;
        let asked = casework::person::ListQuery {
            limit: 20,
            ..Default::default()
        };
        let list = casework::person::list(&actor, &office, &asked).await?;
        users.push(User {
            email,
            people: list
                .people
                .iter()
                .map(|person| person.id.to_string())
                .collect(),
        });
    }
    office.close().await;
    Ok(users)
}

/// The server, ended with this program.
struct Server(Child);

impl Server {
    /// A line of the process's memory, in megabytes.
    fn memory(&self, line: &str) -> Result<u64, Failure> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id()))?;
        let kilobytes = status.lines().find_map(|text| {
            text.strip_prefix(line)?
                .split_whitespace()
                .nth(1)?
                .parse::<u64>()
                .ok()
        });
        Ok(kilobytes.ok_or("no such line")? / 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

type Times = BTreeMap<&'static str, Vec<Duration>>;

/// The pages that people have open most, in turn.
fn page(turn: usize, people: &[String]) -> (&'static str, String) {
    let person = people
        .get(turn % people.len().max(1))
        .map_or("", String::as_str);
    match turn % 6 {
        0 => ("my work", "/".into()),
        1 => ("people list", "/people".into()),
        2 => ("person", format!("/people/{person}")),
        3 => ("NEET list", "/neet".into()),
        4 => ("measures", "/measures".into()),
        _ => ("one measure", "/measures/neet_19_21".into()),
    }
}

/// Each kind of page once for each person, one after another, before anything is in memory.
async fn timed_round(address: &str, users: &[(String, Vec<String>)]) -> Result<Times, Failure> {
    let mut times = Times::new();
    for (number, (session, people)) in users.iter().enumerate() {
        // One further with each round of the pages, so that every kind is opened by managers and by advisers.
        let (kind, path) = page(number + number / 6, people);
        let began = Instant::now();
        expect_page(&get(address, &path, session).await?, &path)?;
        times.entry(kind).or_default().push(began.elapsed());
    }
    Ok(times)
}

async fn open_loop(
    address: &str,
    users: &[(String, Vec<String>)],
    seconds: u64,
) -> Result<Times, Failure> {
    let times = Arc::new(Mutex::new(Times::new()));
    let begin = tokio::time::Instant::now() + Duration::from_millis(500);
    let mut tasks = Vec::new();
    for (number, (session, people)) in users.iter().enumerate() {
        let (address, session, people, times) = (
            address.to_owned(),
            session.clone(),
            people.clone(),
            times.clone(),
        );
        let offset = PAUSE.mul_f64(number as f64 / users.len() as f64);
        tasks.push(tokio::spawn(async move {
            let rounds = usize::try_from(seconds / PAUSE.as_secs()).unwrap_or(1);
            for round in 0..rounds {
                let due = begin + offset + PAUSE * u32::try_from(round).unwrap_or(0);
                sleep_until(due).await;
                let (address, session, times) = (address.clone(), session.clone(), times.clone());
                let (kind, path) = page(number + round, &people);
                // Open loop: the next page does not wait for this one.
                tokio::spawn(async move {
                    let answer = get(&address, &path, &session).await;
                    let took = due.elapsed();
                    let kind = match answer.and_then(|answer| expect_page(&answer, &path)) {
                        Ok(()) => kind,
                        Err(_) => "FAILED",
                    };
                    times.lock().await.entry(kind).or_default().push(took);
                });
            }
        }));
    }
    let writer = tokio::spawn({
        let (address, users, times) = (address.to_owned(), users.to_vec(), times.clone());
        async move {
            for second in 0..seconds {
                let due = begin + Duration::from_secs(second);
                sleep_until(due).await;
                let (session, people) = &users[usize::try_from(second).unwrap_or(0) % users.len()];
                let body = format!(
                    "happened_on-day=29&happened_on-month=9&happened_on-year=2025&channel=phone&outcome=took_part&note=load+{second}"
                );
                let path = format!("/people/{}/contacts/add", people[0]);
                let answer = post(&address, &path, session, &body).await;
                let took = due.elapsed();
                let kind = if answer.is_ok_and(|answer| answer.starts_with("HTTP/1.1 303")) {
                    "write a contact"
                } else {
                    "FAILED write"
                };
                times.lock().await.entry(kind).or_default().push(took);
            }
        }
    });
    for task in tasks {
        task.await?;
    }
    writer.await?;
    sleep(Duration::from_secs(2)).await;
    Ok(times.lock().await.clone())
}

fn print_times(title: &str, times: &Times) {
    println!("{title}");
    for (kind, took) in times {
        let mut took = took.clone();
        took.sort_unstable();
        let at = |share: f64| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a place in a short list"
            )]
            let place = ((took.len() as f64 * share).ceil() as usize).clamp(1, took.len());
            took[place - 1].as_secs_f64() * 1000.0
        };
        println!(
            "  {kind:18} {:6} pages  median {:7.1} ms (limit 50)  p99 {:7.1} ms (limit 250)  most {:7.1} ms",
            took.len(),
            at(0.5),
            at(0.99),
            at(1.0)
        );
    }
}

fn expect_page(answer: &str, path: &str) -> Result<(), Failure> {
    if answer.starts_with("HTTP/1.1 200") {
        Ok(())
    } else {
        Err(format!("{path}: {}", answer.lines().next().unwrap_or_default()).into())
    }
}

async fn sign_in(address: &str, email: &str) -> Result<String, Failure> {
    let body = format!(
        "email={}&password={}&next=%2F",
        email.replace('@', "%40"),
        PASSWORD.replace(' ', "+")
    );
    let answer = post(address, "/sign-in", "", &body).await?;
    let cookie = answer.lines().find_map(|line| {
        line.to_lowercase()
            .starts_with("set-cookie:")
            .then(|| line.to_owned())
    });
    let token = cookie.and_then(|line| {
        Some(
            line.split_once(&format!("{SESSION_COOKIE}="))?
                .1
                .split(';')
                .next()?
                .to_owned(),
        )
    });
    token.ok_or_else(|| {
        format!(
            "{email} cannot sign in: {}",
            answer.lines().next().unwrap_or_default()
        )
        .into()
    })
}

async fn get(address: &str, path: &str, session: &str) -> Result<String, Failure> {
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {SESSION_COOKIE}={session}\r\nConnection: close\r\n\r\n"
    );
    exchange(address, &request).await
}

async fn post(address: &str, path: &str, session: &str, body: &str) -> Result<String, Failure> {
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {SESSION_COOKIE}={session}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    exchange(address, &request).await
}

/// One request on a connection of its own: dearer than a browser's, which keeps it open.
async fn exchange(address: &str, request: &str) -> Result<String, Failure> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
