//! The style sheet, script and icon that the build put into the binary, served under names that change with their content.

use axum::Router;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::IntoResponse;
use axum::routing::get;

/// One built file. Its path holds a hash of its content, so browsers may keep it for ever.
#[derive(Debug)]
pub struct Asset {
    pub path: &'static str,
    pub content_type: &'static str,
    pub bytes: &'static [u8],
    pub gzipped: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Every asset at its path.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    [&STYLE, &SCRIPT, &ICON]
        .into_iter()
        .fold(Router::new(), |router, asset| {
            router.route(
                asset.path,
                get(move |headers: HeaderMap| async move { serve(asset, &headers) }),
            )
        })
}

fn serve(asset: &'static Asset, headers: &HeaderMap) -> impl IntoResponse + use<> {
    let is_gzip_accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accepted| accepted.contains("gzip"));
    let mut answer = HeaderMap::new();
    answer.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(asset.content_type),
    );
    answer.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_gzip_accepted {
        answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        return (answer, asset.gzipped);
    }
    (answer, asset.bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_gov_uk_brand_is_built_in() {
        for asset in [&STYLE, &SCRIPT, &ICON] {
            let text = String::from_utf8_lossy(asset.bytes).to_lowercase();
            for mark in ["crown", "crest", "gds transport", "@font-face"] {
                assert!(!text.contains(mark), "{} contains {mark}", asset.path);
            }
        }
    }

    #[test]
    fn the_style_sheet_has_the_components_and_our_own_rules() {
        let style = String::from_utf8_lossy(STYLE.bytes);
        for selector in [".govuk-button", ".govuk-error-summary", ".app-header"] {
            assert!(style.contains(selector), "{selector} is missing");
        }
        assert!(
            !style.contains("url("),
            "the style sheet must fetch nothing"
        );
    }
}
