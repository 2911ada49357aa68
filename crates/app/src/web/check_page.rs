//! `/check`: the page on which anybody checks a return in their own browser. It needs no account, because nothing is sent here.

use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::assets::CHECK_PAGE;

/// The page with its own security policy, which allows less than that of the other pages: no connection at all.
pub async fn show() -> Response {
    if CHECK_PAGE.is_empty() {
        let text = "This copy of Throughcare was built without the page that checks a return. Run `make wasm`, then build again.";
        return (StatusCode::NOT_FOUND, text).into_response();
    }
    let headers: [(HeaderName, String); 2] = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (
            header::CONTENT_SECURITY_POLICY,
            format!("{}; frame-ancestors 'none'", own_policy(CHECK_PAGE)),
        ),
    ];
    (headers, CHECK_PAGE).into_response()
}

/// What the page says of itself, so that header and page cannot differ. Nothing is allowed when it says nothing.
fn own_policy(page: &str) -> &str {
    page.split_once(r#"http-equiv="Content-Security-Policy" content=""#)
        .and_then(|(_, rest)| rest.split_once('"'))
        .map_or("default-src 'none'", |(policy, _)| policy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_the_one_in_the_page() {
        let check = |page: &str, expected: &str| assert_eq!(own_policy(page), expected, "{page}");
        check(
            r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src 'none'"><p class="x">"#,
            "default-src 'none'; connect-src 'none'",
        );
        check("<p>", "default-src 'none'");
        check("", "default-src 'none'");
    }
}
