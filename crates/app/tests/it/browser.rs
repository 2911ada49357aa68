//! A headless Chromium for tests: opens pages, finds accessibility faults with axe-core, takes screenshots.

use std::path::PathBuf;
use std::process::Stdio;
use std::{env, fs};

use axum::http::Method;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use futures_util::FutureExt;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A desk and a phone: every page is looked at in both.
pub const SCREENS: [Screen; 2] = [
    Screen {
        name: "desk",
        width: 1280,
        height: 900,
    },
    Screen {
        name: "phone",
        width: 375,
        height: 812,
    },
];

/// A sheet of A4 as the print style sheet fills it, at 96 dots an inch.
const PAPER: Screen = Screen {
    name: "paper",
    width: 794,
    height: 1123,
};

#[derive(Debug, Clone, Copy)]
pub struct Screen {
    pub name: &'static str,
    pub width: u32,
    pub height: u32,
}

pub struct Browser {
    pub client: Client,
    base_url: String,
}

/// Starts a browser, runs the test with it, and ends the browser also when the test fails.
/// The site under test is reached at `base_url`, such as `http://127.0.0.1:41234`.
pub async fn with_browser(base_url: &str, test: impl AsyncFnOnce(&Browser)) {
    let (driver, port) = start_driver().await;
    let profile = env::temp_dir().join(format!("throughcare-browser-{}", std::process::id()));
    let client = connect(port, &profile).await;
    let browser = Browser {
        client: client.clone(),
        base_url: base_url.to_owned(),
    };
    let outcome = std::panic::AssertUnwindSafe(test(&browser))
        .catch_unwind()
        .await;
    let _ = client.close().await;
    drop(driver);
    let _ = fs::remove_dir_all(&profile);
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
}

impl Browser {
    pub async fn open(&self, path: &str) {
        let address = format!("{}{path}", self.base_url);
        self.client
            .goto(&address)
            .await
            .unwrap_or_else(|error| panic!("opening {path} failed: {error}"));
    }

    /// Opens a page on every screen and fails on an accessibility fault, a script or style that was refused,
    /// or a page wider than the screen or the paper. Leaves `target/screenshots/NAME-SCREEN.png` to be looked at.
    pub async fn check_page(&self, path: &str, name: &str) {
        for screen in SCREENS {
            self.set_screen(screen).await;
            self.open(path).await;
            self.check_screen(screen, name).await;
        }
        self.check_print(name).await;
    }

    /// The same for the page that is open, where it cannot be opened by its address alone.
    pub async fn check_here(&self, name: &str) {
        for screen in SCREENS {
            self.set_screen(screen).await;
            self.check_screen(screen, name).await;
        }
        self.check_print(name).await;
    }

    async fn check_screen(&self, screen: Screen, name: &str) {
        self.take_screenshot(&format!("{name}-{}", screen.name), screen)
            .await;
        let mut faults = self.accessibility_faults().await;
        faults.extend(self.console_errors().await);
        faults.extend(self.sideways_scroll(screen).await);
        assert!(
            faults.is_empty(),
            "{name} on a {}:\n{}",
            screen.name,
            faults.join("\n")
        );
    }

    /// Paper has no navigation, and nothing is cut off at its right edge.
    async fn check_print(&self, name: &str) {
        self.set_media("print").await;
        self.set_screen(PAPER).await;
        self.take_screenshot(&format!("{name}-paper"), PAPER).await;
        let navigation = self
            .run("const nav = document.querySelector('.app-navigation'); return nav !== null && nav.offsetHeight > 0", vec![])
            .await;
        let cut_off = self.sideways_scroll(PAPER).await;
        self.set_media("").await;
        assert_eq!(
            navigation,
            json!(false),
            "{name}: navigation would be printed"
        );
        assert_eq!(cut_off, None, "{name} on paper");
    }

    /// Keeps a cookie of the site, in the place of one of the same name.
    pub async fn set_cookie(&self, name: &str, value: &str) {
        let cookie = json!({ "name": name, "value": value, "url": self.base_url });
        self.devtools("Network.setCookie", cookie).await;
    }

    async fn set_media(&self, media: &str) {
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": media }))
            .await;
    }

    pub async fn set_screen(&self, screen: Screen) {
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": screen.width, "height": screen.height, "deviceScaleFactor": 1, "mobile": screen.width < 600 }),
        )
        .await;
    }

    /// What axe-core finds against WCAG 2.2 AA on the page as it stands: one line a fault, with the element.
    pub async fn accessibility_faults(&self) -> Vec<String> {
        let axe = root().join("node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(&axe).unwrap_or_else(|_| {
            panic!("Run `npm ci` first: the accessibility checker axe-core is not installed.")
        });
        self.run(&axe, vec![]).await;
        let script = r#"
            const done = arguments[0];
            axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }).then(
                result => done(result.violations.flatMap(rule => rule.nodes.map(
                    node => `${rule.id}: ${rule.help}: ${node.target.join(" ")} ${node.any.map(check => check.message).join("; ")}`))),
                error => done([`axe-core failed: ${error}`]));
        "#;
        let found = self.client.execute_async(script, vec![]).await;
        lines(&found.unwrap_or_else(|error| panic!("axe-core did not answer: {error}")))
    }

    /// Anything that the browser complained of: a refused inline style, a missing file, a failing script.
    /// What the browser complained of. A form that was sent back with what is wrong in it has the status 422, which is no fault.
    pub async fn console_errors(&self) -> Vec<String> {
        let entries = self.command("se/log", json!({ "type": "browser" })).await;
        entries
            .as_array()
            .into_iter()
            .flatten()
            .filter(|entry| entry["level"] == "SEVERE")
            .map(|entry| entry["message"].as_str().unwrap_or_default())
            .filter(|message| !message.contains("responded with a status of 422"))
            .map(|message| format!("console: {message}"))
            .collect()
    }

    /// The whole page, however long, as `target/screenshots/NAME.png`.
    pub async fn take_screenshot(&self, name: &str, screen: Screen) {
        let height = self
            .run("return document.documentElement.scrollHeight", vec![])
            .await;
        let height = height
            .as_u64()
            .and_then(|height| u32::try_from(height).ok());
        let whole = Screen {
            height: height.unwrap_or(screen.height).clamp(screen.height, 8_000),
            ..screen
        };
        self.set_screen(whole).await;
        let picture = self
            .client
            .screenshot()
            .await
            .unwrap_or_else(|error| panic!("taking the screenshot {name} failed: {error}"));
        self.set_screen(screen).await;
        let folder = root().join("target/screenshots");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{name}.png")), picture).unwrap();
    }

    async fn sideways_scroll(&self, screen: Screen) -> Option<String> {
        let width = self
            .run("return document.documentElement.scrollWidth", vec![])
            .await;
        (width.as_u64()? > u64::from(screen.width))
            .then(|| format!("the page is {width} wide and scrolls sideways"))
    }

    async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client
            .execute(script, arguments)
            .await
            .unwrap_or_else(|error| panic!("a script failed in the page: {error}"))
    }

    pub async fn devtools(&self, command: &str, parameters: Value) {
        self.command(
            "goog/cdp/execute",
            json!({ "cmd": command, "params": parameters }),
        )
        .await;
    }

    async fn command(&self, endpoint: &'static str, body: Value) -> Value {
        self.client
            .issue_cmd(ChromeCommand { endpoint, body })
            .await
            .unwrap_or_else(|error| panic!("the browser refused {endpoint}: {error}"))
    }
}

/// One of chromedriver's own commands, beyond the WebDriver standard.
#[derive(Debug)]
struct ChromeCommand {
    endpoint: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for ChromeCommand {
    fn endpoint(
        &self,
        base_url: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base_url.join(&format!(
            "session/{}/{}",
            session.unwrap_or_default(),
            self.endpoint
        ))
    }

    fn method_and_body(&self, _: &url::Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

/// chromedriver chooses a free port and says which; it is ended when the answer is dropped.
async fn start_driver() -> (Child, u16) {
    let program = env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
    let mut driver = Command::new(&program)
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap_or_else(|error| {
            panic!("The browser tests need chromedriver and Chromium, and `{program}` did not start ({error}). On Debian: apt-get install chromium chromium-driver. Elsewhere: install both and put chromedriver on the PATH, or name it in CHROMEDRIVER.")
        });
    let mut said = BufReader::new(driver.stdout.take().unwrap()).lines();
    while let Ok(Some(line)) = said.next_line().await {
        let port = line
            .strip_suffix('.')
            .and_then(|line| line.split_once("successfully on port "))
            .and_then(|(_, port)| port.parse().ok());
        if let Some(port) = port {
            // Reads on, so that chromedriver never waits for somebody to take its words.
            tokio::spawn(async move { while let Ok(Some(_)) = said.next_line().await {} });
            return (driver, port);
        }
    }
    panic!("chromedriver ended without saying on which port it listens");
}

async fn connect(port: u16, profile: &std::path::Path) -> Client {
    let mut options = json!({ "args": [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
        "--force-color-profile=srgb", "--hide-scrollbars", format!("--user-data-dir={}", profile.display()),
    ]});
    if let Ok(chromium) = env::var("CHROMIUM") {
        options["binary"] = json!(chromium);
    }
    let capabilities =
        json!({ "goog:chromeOptions": options, "goog:loggingPrefs": { "browser": "ALL" } });
    let Value::Object(capabilities) = capabilities else {
        unreachable!("written as an object above")
    };
    ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities)
        .connect(&format!("http://127.0.0.1:{port}"))
        .await
        .unwrap_or_else(|error| panic!("Chromium did not start: {error}. On Debian: apt-get install chromium chromium-driver. Elsewhere name its program in CHROMIUM."))
}

fn lines(value: &Value) -> Vec<String> {
    value
        .as_array()
        .map(|lines| {
            lines
                .iter()
                .map(|line| line.as_str().unwrap_or_default().to_owned())
                .collect()
        })
        .unwrap_or_default()
}

/// The project's root folder.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}
