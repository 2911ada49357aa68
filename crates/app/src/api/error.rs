//! Why there is no answer, as JSON: a sentence, and the fields that need another look.

use axum::Json;
use axum::extract::multipart::MultipartRejection;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// What every error looks like.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ErrorBody {
    /// What happened and what to do, one sentence.
    error: String,
    /// Which fields cannot be taken as they are; empty when it is about the whole.
    fields: Vec<FieldError>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FieldError {
    field: String,
    message: String,
}

#[derive(Debug)]
pub struct ApiError {
    status: StatusCode,
    body: ErrorBody,
}

impl ApiError {
    pub fn new(status: StatusCode, error: impl Into<String>) -> Self {
        Self {
            status,
            body: ErrorBody {
                error: error.into(),
                fields: Vec::new(),
            },
        }
    }

    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "There is no such address here.")
    }

    pub fn wrong_method() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "This address does not take that method.",
        )
    }

    pub fn not_signed_in() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "Sign in at /api/v1/sign-in and send the token as a bearer token.",
        )
    }

    /// One field that cannot be taken.
    pub fn field(field: &str, message: impl Into<String>) -> Self {
        let mut error = Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "Some answers need another look.",
        );
        error.body.fields.push(FieldError {
            field: field.to_owned(),
            message: message.into(),
        });
        error
    }
}

impl From<casework::Error> for ApiError {
    fn from(error: casework::Error) -> Self {
        use casework::Error;
        let status = match &error {
            Error::NotAllowed => StatusCode::FORBIDDEN,
            Error::NotFound(_) => StatusCode::NOT_FOUND,
            Error::Conflict => StatusCode::CONFLICT,
            Error::Invalid(_) | Error::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Error::SignInFailed => StatusCode::UNAUTHORIZED,
            Error::Locked { .. } => StatusCode::TOO_MANY_REQUESTS,
            Error::Store(error) => {
                tracing::error!(%error, "the database did not answer as it should");
                return Self::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "Something went wrong here. Nothing was lost: try again in a moment.",
                );
            }
        };
        let mut answer = Self::new(status, error.to_string());
        if let Error::Invalid(problems) = error {
            answer.body.fields = problems
                .into_iter()
                .map(|problem| FieldError {
                    field: problem.field.to_owned(),
                    message: problem.message,
                })
                .collect();
        }
        answer
    }
}

impl From<JsonRejection> for ApiError {
    fn from(rejection: JsonRejection) -> Self {
        Self::new(rejection.status(), rejection.body_text())
    }
}

impl From<QueryRejection> for ApiError {
    fn from(rejection: QueryRejection) -> Self {
        Self::new(rejection.status(), rejection.body_text())
    }
}

impl From<MultipartRejection> for ApiError {
    fn from(rejection: MultipartRejection) -> Self {
        Self::new(rejection.status(), rejection.body_text())
    }
}

impl From<PathRejection> for ApiError {
    fn from(_: PathRejection) -> Self {
        Self::not_found()
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        (self.status, Json(self.body)).into_response()
    }
}

/// What a handler gives back.
pub type Answer<T> = Result<Json<T>, ApiError>;
