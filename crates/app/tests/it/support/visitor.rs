//! Somebody who visits the service without a browser: keeps the cookie, sends forms, reads what comes back.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use tower::ServiceExt;
use url::form_urlencoded;

use super::PASSWORD;
use crate::browser::Browser;
use app::state::SESSION_COOKIE;

#[derive(Clone)]
pub struct Visitor {
    router: Router,
    cookie: Option<String>,
}

/// What the service said.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Visitor {
    pub fn new(router: Router) -> Self {
        Self {
            router,
            cookie: None,
        }
    }

    /// The same visitor, cookie and all, at the service of another day.
    pub fn at(&self, router: Router) -> Self {
        Self {
            router,
            cookie: self.cookie.clone(),
        }
    }

    pub async fn sign_in(&mut self, email: &str) {
        let answer = self
            .post("/sign-in", &[("email", email), ("password", PASSWORD)])
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, Body::empty()).await
    }

    /// A page that must be there.
    pub async fn page(&mut self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        answer.text()
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        self.send(Method::POST, path, Body::from(body)).await
    }

    /// Sends a form that must be taken, and reads the page to which it leads.
    pub async fn post_and_follow(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
    ) -> (String, String) {
        let answer = self.post(path, fields).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{path}: {}",
            answer.text()
        );
        let location = answer.location();
        let page = self.page(&location).await;
        (location, page)
    }

    /// Sends a form with files, each a name and its text.
    pub async fn post_files(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str)],
    ) -> Answer {
        let files: Vec<(&str, &str, &str)> = files
            .iter()
            .map(|(name, text)| ("files", *name, *text))
            .collect();
        self.post_files_in(path, fields, &files).await
    }

    /// The same with the field of each file before its name.
    pub async fn post_files_in(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &str)],
    ) -> Answer {
        const BOUNDARY: &str = "made-up-boundary";
        let mut parts: Vec<String> = Vec::new();
        for (name, value) in fields {
            parts.push(format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            ));
        }
        for (field, name, text) in files {
            parts.push(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n{text}\r\n"));
        }
        parts.push(format!("--{BOUNDARY}--\r\n"));
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.send_as(Method::POST, path, &kind, Body::from(parts.concat()))
            .await
    }

    /// The token of the session, as the API takes it.
    pub fn session_token(&self) -> String {
        let cookie = self.cookie.as_deref().unwrap();
        cookie.split_once('=').unwrap().1.to_owned()
    }

    /// From now on the browser is this visitor.
    pub async fn lend_session_to(&self, browser: &Browser) {
        browser
            .set_cookie(SESSION_COOKIE, &self.session_token())
            .await;
    }

    async fn send(&mut self, method: Method, path: &str, body: Body) -> Answer {
        let kind = "application/x-www-form-urlencoded";
        self.send_as(method, path, kind, body).await
    }

    async fn send_as(&mut self, method: Method, path: &str, kind: &str, body: Body) -> Answer {
        let mut request = Request::builder().method(method.clone()).uri(path);
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if method == Method::POST {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let response = self
            .router
            .clone()
            .oneshot(request.body(body).unwrap())
            .await
            .unwrap();
        if let Some(cookie) = response.headers().get(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap().split(';').next().unwrap();
            self.cookie = Some(cookie.to_owned());
        }
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
        }
    }
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Where a redirect leads.
    pub fn location(&self) -> String {
        self.headers
            .get(header::LOCATION)
            .map(|location| location.to_str().unwrap().to_owned())
            .unwrap_or_default()
    }
}
