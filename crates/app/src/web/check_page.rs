//! `/check`: the page on which anybody checks a return in their own browser. It needs no account, because nothing is sent here.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::assets::CHECK_PAGE;

/// Whether this copy of the program holds the page.
pub fn is_built() -> bool {
    !CHECK_PAGE.is_empty()
}

/// The page. It brings its own security policy, which is stricter than that of the other pages: it allows no connection at all.
/// Only what a page cannot say of itself is in the header.
pub async fn show() -> Response {
    if !is_built() {
        let text = "This copy of Throughcare was built without the page that checks a return. Run `make wasm`, then build again.";
        return (StatusCode::NOT_FOUND, text).into_response();
    }
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, "frame-ancestors 'none'"),
    ];
    (headers, CHECK_PAGE).into_response()
}
