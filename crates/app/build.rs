//! Builds the style sheet and script from GOV.UK Frontend (without the brand that councils may not use) and our own rules.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// What may be left of none of the inputs: councils may use the design system, but not these marks of the government's own site.
const BRAND: [&str; 4] = ["gds transport", "@font-face", "crown", "crest"];

fn main() {
    if let Err(message) = build() {
        // Cargo fails the build because of this line, and shows nothing but the sentence.
        println!("cargo::error={message}");
    }
}

fn build() -> Result<(), String> {
    let crate_folder =
        PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(|error| error.to_string())?);
    let output = PathBuf::from(env::var("OUT_DIR").map_err(|error| error.to_string())?);
    let root = crate_folder.join("../..");
    let frontend = root.join("node_modules/govuk-frontend");
    let own = crate_folder.join("assets");
    check_version(&root, &frontend)?;

    let style = without_brand(&read(&frontend.join("dist/govuk/govuk-frontend.min.css"))?)
        + &read(&own.join("throughcare.css"))?;
    let script = without_source_map(&read(&frontend.join("dist/govuk/govuk-frontend.min.js"))?)
        + &read(&own.join("throughcare.js"))?;
    let icon = read(&own.join("icon.svg"))?;

    let mut code = String::new();
    for (constant, name, ending, content_type, text) in [
        (
            "STYLE",
            "throughcare",
            "css",
            "text/css; charset=utf-8",
            style,
        ),
        (
            "SCRIPT",
            "throughcare",
            "js",
            "text/javascript; charset=utf-8",
            script,
        ),
        ("ICON", "icon", "svg", "image/svg+xml", icon),
    ] {
        let lower = text.to_lowercase();
        if let Some(mark) = BRAND.iter().find(|mark| lower.contains(**mark)) {
            return Err(format!(
                "{name}.{ending} still contains \"{mark}\", which is part of the GOV.UK brand: see without_brand in crates/app/build.rs."
            ));
        }
        let hash = Sha256::digest(&text)
            .iter()
            .take(8)
            .fold(String::new(), |mut hash, byte| {
                let _ = write!(hash, "{byte:02x}");
                hash
            });
        write(&output.join(format!("{name}.{ending}")), text.as_bytes())?;
        write(
            &output.join(format!("{name}.{ending}.gz")),
            &gzip(text.as_bytes())?,
        )?;
        let _ = writeln!(
            code,
            "pub static {constant}: Asset = Asset {{ path: \"/assets/{name}-{hash}.{ending}\", content_type: \"{content_type}\", \
             bytes: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.{ending}\")), \
             gzipped: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.{ending}.gz\")) }};"
        );
    }
    code.push_str(&check_page(&root, &output)?);
    write(&output.join("assets.rs"), code.as_bytes())
}

/// The page that `make wasm` builds, as it is; empty when it was not built, because that needs more than Rust alone.
fn check_page(root: &Path, output: &Path) -> Result<String, String> {
    let folder = root.join("check");
    println!("cargo::rerun-if-changed={}", folder.display());
    let page = fs::read(folder.join("check.html")).unwrap_or_default();
    write(&output.join("check.html"), &page)?;
    Ok(
        "/// The page that checks a return in the browser. Empty when it was not built.\n\
        pub static CHECK_PAGE: &str = include_str!(concat!(env!(\"OUT_DIR\"), \"/check.html\"));\n"
            .to_owned(),
    )
}

/// The version that package.json names must be the one that is installed: otherwise everybody's pages would differ.
fn check_version(root: &Path, frontend: &Path) -> Result<(), String> {
    let wanted = version_after(&read(&root.join("package.json"))?, "\"govuk-frontend\"");
    let manifest = frontend.join("package.json");
    println!("cargo::rerun-if-changed={}", manifest.display());
    let installed = fs::read_to_string(&manifest)
        .ok()
        .and_then(|text| version_after(&text, "\"version\""));
    match (wanted, installed) {
        (Some(wanted), Some(installed)) if wanted == installed => Ok(()),
        (_, None) => Err("Run `npm ci` first: the pages' style sheet and script come from the npm package govuk-frontend, which is not installed.".to_owned()),
        (wanted, Some(installed)) => Err(format!(
            "Run `npm ci` first: govuk-frontend {installed} is installed, but package.json asks for {}.",
            wanted.unwrap_or_default()
        )),
    }
}

/// The string that follows a key in JSON this simple.
fn version_after(json: &str, key: &str) -> Option<String> {
    let after = json.split_once(key)?.1.split_once(':')?.1;
    after.split('"').nth(1).map(str::to_owned)
}

/// Drops the fonts, every rule that draws a crown or crest, and the name of the government's own typeface; Arial stays.
fn without_brand(css: &str) -> String {
    without_rules(css)
        .replace("GDS Transport,", "")
        .replace("\"GDS Transport\",", "")
}

/// Copies a style sheet rule by rule, at-rules from the inside, leaving out the branded ones.
fn without_rules(css: &str) -> String {
    let mut kept = String::new();
    let mut rest = without_source_map(css);
    while let Some(open) = rest.find('{') {
        let close = closing_brace(&rest, open);
        let (prelude, body) = (&rest[..open], &rest[open + 1..close]);
        let is_branded = |text: &str| BRAND.iter().any(|mark| text.to_lowercase().contains(mark));
        if prelude.contains("@media") || prelude.contains("@supports") {
            let inner = without_rules(body);
            if !inner.trim().is_empty() {
                let _ = write!(kept, "{prelude}{{{inner}}}");
            }
        } else if !(is_branded(prelude) || is_branded(body) && body.contains("url(")) {
            let _ = write!(kept, "{prelude}{{{body}}}");
        }
        rest = rest.split_off((close + 1).min(rest.len()));
    }
    kept + &rest
}

fn closing_brace(css: &str, open: usize) -> usize {
    let mut depth = 0_usize;
    for (position, byte) in css.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return position;
                }
            }
            _ => {}
        }
    }
    css.len()
}

/// The map would be asked for by browsers' developer tools and is not shipped.
fn without_source_map(text: &str) -> String {
    text.lines()
        .map(|line| {
            line.split("//# sourceMappingURL")
                .next()
                .unwrap_or_default()
        })
        .map(|line| {
            line.split("/*# sourceMappingURL")
                .next()
                .unwrap_or_default()
        })
        .fold(String::new(), |all, line| all + line + "\n")
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .map_err(|error| format!("Compressing an asset failed: {error}"))
}

fn read(path: &Path) -> Result<String, String> {
    println!("cargo::rerun-if-changed={}", path.display());
    fs::read_to_string(path).map_err(|error| format!("Reading {} failed: {error}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|error| format!("Writing {} failed: {error}", path.display()))
}
