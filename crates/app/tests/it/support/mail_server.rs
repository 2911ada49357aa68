//! A real mail server that runs for one test, and says what it took.

use std::{process::Stdio, time::Duration};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
};

use crate::browser::root;

pub struct MailServer {
    pub port: u16,
    lines: Lines<BufReader<ChildStdout>>,
    input: ChildStdin,
    _process: Child,
}

impl MailServer {
    /// On any free port.
    pub async fn start() -> Self {
        Self::start_on(0).await
    }

    pub async fn start_on(port: u16) -> Self {
        let mut process = Command::new("node")
            .arg(root().join("scripts/smtp_server.mjs"))
            .arg(port.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("node is missing (scripts/setup.sh): {error}"));
        let input = process.stdin.take().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut server = Self {
            port: 0,
            lines,
            input,
            _process: process,
        };
        let first = server.next().await;
        server.port = u16::try_from(first["port"].as_u64().unwrap()).unwrap();
        server
    }

    /// "accept", "refuse" or "hold": see scripts/smtp_server.mjs.
    pub async fn behave(&mut self, behaviour: &str) {
        self.input
            .write_all(format!("{behaviour}\n").as_bytes())
            .await
            .unwrap();
        // It has heard it when it answers what comes after.
        if behaviour != "mark" {
            assert!(self.taken().await.is_empty());
        }
    }

    /// The next message, waited for.
    pub async fn next(&mut self) -> Value {
        let line = tokio::time::timeout(Duration::from_mins(1), self.lines.next_line())
            .await
            .expect("the mail server took nothing for a minute")
            .unwrap()
            .expect("the mail server has ended: is smtp-server installed (npm ci)?");
        serde_json::from_str(&line).unwrap()
    }

    /// Everything taken since it was last asked.
    pub async fn taken(&mut self) -> Vec<Value> {
        self.input.write_all(b"mark\n").await.unwrap();
        let mut taken = Vec::new();
        loop {
            let thing = self.next().await;
            if thing["mark"] == Value::Bool(true) {
                return taken;
            }
            taken.push(thing);
        }
    }
}

/// The value of a header of a message.
pub fn header(message: &Value, name: &str) -> String {
    let text = message["text"].as_str().unwrap();
    let start = format!("{name}: ");
    text.lines()
        .find_map(|line| line.strip_prefix(&start))
        .unwrap_or_else(|| panic!("no {name} in {text}"))
        .trim()
        .to_owned()
}
