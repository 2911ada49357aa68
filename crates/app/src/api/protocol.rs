//! Protocols: which hold, what each asks for, what a decision would change, deciding and taking back; and the agreements.

use axum::Json;
use axum::extract::State;
use casework::person::View;
use casework::protocol::{self, Overview, Preview, Proposal};
use jiff::civil::Date;
use leaving_care::agreement::{PartyKind, Side};
use leaving_care::duty::explain;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::call::{Body, Caller, Path, Query};
use super::error::{Answer, ApiError, ErrorBody};
use super::sign_in::Done;
use super::spell::{Recorded, Withdrawal};
use crate::clock;
use crate::state::App;

/// The day in question, and what was known when.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct On {
    /// The day on which it holds; today when not given.
    #[param(value_type = Option<String>, format = Date)]
    as_at: Option<Date>,
    /// As it was known at the end of this day.
    #[param(value_type = Option<String>, format = Date)]
    known_at: Option<Date>,
}

#[derive(Serialize, ToSchema)]
pub struct ProtocolSummary {
    id: String,
    title: String,
    version: String,
    parties: Vec<String>,
    source: String,
    /// "Holds by law", "In use", "In use, in the council's own words" or "Not in use".
    standing: &'static str,
    is_law: bool,
    duties: usize,
    /// How many duties nobody has checked against the text yet.
    unverified: usize,
    decided_by: Option<String>,
    #[schema(value_type = Option<String>, format = Date)]
    from: Option<Date>,
}

impl From<&Overview> for ProtocolSummary {
    fn from(one: &Overview) -> Self {
        let decision = one.decision.as_ref();
        Self {
            id: one.protocol.id.clone(),
            title: one.protocol.title.clone(),
            version: one.protocol.version.clone(),
            parties: one.protocol.parties.clone(),
            source: one.protocol.source.clone(),
            standing: one.standing.label(),
            is_law: one.is_law(),
            duties: one.protocol.duties.len(),
            unverified: one.unverified(),
            decided_by: decision.map(|decision| decision.by.clone()),
            from: decision.map(|decision| decision.from),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub struct ProtocolWhole {
    #[serde(flatten)]
    summary: ProtocolSummary,
    /// Each duty in plain words.
    #[schema(value_type = Vec<Object>)]
    duties_told: Vec<leaving_care::duty::Explanation>,
    /// As it is written (TOML).
    text: String,
    /// To be sent back with a decision: it changes with every step.
    saw: i64,
    decisions: Vec<ProtocolDecision>,
}

#[derive(Serialize, ToSchema)]
pub struct ProtocolDecision {
    id: Uuid,
    standing: &'static str,
    #[schema(value_type = String, format = Date)]
    from: Date,
    by: String,
    #[schema(value_type = String)]
    at: jiff::Timestamp,
    reason: String,
    /// Why it was taken back.
    taken_back: Option<String>,
}

/// What is to be decided.
#[derive(Deserialize, ToSchema)]
pub struct Proposed {
    /// `shipped`, `off` or `own_words`.
    to: String,
    /// The whole text, for `own_words`.
    #[serde(default)]
    text: String,
    /// The first day on which it holds.
    #[schema(value_type = String, format = Date)]
    from: Date,
}

impl Proposed {
    fn read(self) -> Result<(Proposal, Date), ApiError> {
        let proposal = match self.to.as_str() {
            "shipped" => Proposal::Shipped,
            "off" => Proposal::Off,
            "own_words" => Proposal::OwnWords(self.text),
            _ => return Err(ApiError::field("to", "Give shipped, off or own_words.")),
        };
        Ok((proposal, self.from))
    }
}

#[derive(Deserialize, ToSchema)]
pub struct DecisionToMake {
    #[serde(flatten)]
    proposed: Proposed,
    reason: String,
    /// What `GET /protocols/{id}` said; 0 for a new one.
    #[serde(default)]
    saw: i64,
}

#[derive(Serialize, ToSchema)]
pub struct WhatChanges {
    #[schema(value_type = String, format = Date)]
    as_at: Date,
    /// How many people were looked at, and for how many something changes.
    people: usize,
    people_affected: usize,
    effects: Vec<EffectCount>,
}

#[derive(Serialize, ToSchema)]
pub struct EffectCount {
    /// `newly_overdue`, `newly_due`, `newly_ahead`, `no_longer_overdue`, `no_longer_due` or `moved`.
    effect: &'static str,
    duties: usize,
    people: usize,
}

impl From<Preview> for WhatChanges {
    fn from(preview: Preview) -> Self {
        let effects = preview
            .counts
            .iter()
            .map(|(effect, duties, people)| EffectCount {
                effect: effect.code(),
                duties: *duties,
                people: *people,
            });
        Self {
            as_at: preview.as_at,
            people: preview.people,
            people_affected: preview.people_affected,
            effects: effects.collect(),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub struct AgreementAnswer {
    id: Uuid,
    title: String,
    district: String,
    version: String,
    #[schema(value_type = String, format = Date)]
    starts_on: Date,
    #[schema(value_type = Option<String>, format = Date)]
    review_on: Option<Date>,
    /// The id of the protocol with its duties; empty for none.
    protocol: String,
    parties: Vec<PartyAnswer>,
    signatures: Vec<SignatureAnswer>,
    obligations: Vec<ObligationAnswer>,
}

#[derive(Serialize, ToSchema)]
pub struct PartyAnswer {
    name: String,
    /// `council`, `jobcentre` or `other`.
    kind: &'static str,
}

#[derive(Serialize, ToSchema)]
pub struct SignatureAnswer {
    party: String,
    name: String,
    position: String,
    #[schema(value_type = String, format = Date)]
    signed_on: Date,
}

#[derive(Serialize, ToSchema)]
pub struct ObligationAnswer {
    /// `council`, `jobcentre` or `everybody`.
    side: &'static str,
    words: String,
    goes_on: bool,
    #[schema(value_type = Option<String>, format = Date)]
    due_on: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    done_on: Option<Date>,
}

fn view(asked: &On, today: Date) -> View {
    View {
        as_at: asked.as_at.unwrap_or(today),
        known_at: asked.known_at.map(clock::end_of),
    }
}

/// The protocols that the council can use, and how each stands.
#[utoipa::path(get, path = "/protocols", tag = "protocols", params(On),
    responses((status = 200, body = Vec<ProtocolSummary>), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)))]
pub async fn list(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(asked): Query<On>,
) -> Answer<Vec<ProtocolSummary>> {
    let view = view(&asked, actor.moment.today);
    let overviews = protocol::list(&actor, &app.office, view).await?;
    Ok(Json(overviews.iter().map(ProtocolSummary::from).collect()))
}

/// One protocol: its duties in plain words, its text, and every decision about it.
#[utoipa::path(get, path = "/protocols/{id}", tag = "protocols", params(("id" = String, Path), On),
    responses((status = 200, body = ProtocolWhole), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Query(asked): Query<On>,
) -> Answer<ProtocolWhole> {
    let view = view(&asked, actor.moment.today);
    let opened = protocol::open(&actor, &app.office, &id, view).await?;
    let decisions = opened.decisions.iter().map(|decision| ProtocolDecision {
        id: decision.id,
        standing: decision.standing.label(),
        from: decision.from,
        by: decision.by.clone(),
        at: decision.at,
        reason: decision.reason.clone(),
        taken_back: decision.taken_back.as_ref().map(|(_, _, why)| why.clone()),
    });
    Ok(Json(ProtocolWhole {
        summary: ProtocolSummary::from(&opened.overview),
        duties_told: explain(&opened.overview.protocol),
        text: opened.overview.protocol.text.clone(),
        saw: opened.seen(),
        decisions: decisions.collect(),
    }))
}

/// What a decision would change, for how many. Nothing is written.
#[utoipa::path(post, path = "/protocols/{id}/preview", tag = "protocols", params(("id" = String, Path)), request_body = Proposed,
    responses((status = 200, body = WhatChanges), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn preview(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(asked): Body<Proposed>,
) -> Answer<WhatChanges> {
    let (proposal, from) = asked.read()?;
    let preview = protocol::preview(&actor, &app.office, &id, &proposal, from).await?;
    Ok(Json(preview.into()))
}

/// Decide about a protocol. 409 when somebody else decided about it since it was read; a text with faults is refused line by line.
#[utoipa::path(post, path = "/protocols/{id}/decisions", tag = "protocols", params(("id" = String, Path)), request_body = DecisionToMake,
    responses((status = 200, body = Recorded), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn decide(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(asked): Body<DecisionToMake>,
) -> Answer<Recorded> {
    let (proposal, from) = asked.proposed.read()?;
    let id = protocol::adopt(
        &actor,
        &app.office,
        &id,
        proposal,
        from,
        &asked.reason,
        asked.saw,
    )
    .await?;
    Ok(Json(Recorded { id }))
}

/// Take a decision back: what stood before stands again.
#[utoipa::path(post, path = "/protocols/decisions/{id}/take-back", tag = "protocols", params(("id" = Uuid, Path)), request_body = Withdrawal,
    responses((status = 200, body = Done), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn take_back(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Body(asked): Body<Withdrawal>,
) -> Answer<Done> {
    protocol::take_back(&actor, &app.office, id, &asked.reason).await?;
    Ok(Json(Done { done: true }))
}

/// The agreements with partners as they stand.
#[utoipa::path(get, path = "/agreements", tag = "protocols",
    responses((status = 200, body = Vec<AgreementAnswer>), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)))]
pub async fn agreements(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Answer<Vec<AgreementAnswer>> {
    let standing = protocol::agreements(&actor, &app.office).await?;
    let answer = standing.into_iter().map(|one| {
        let agreement = one.agreement;
        let party = |kind: PartyKind, name: String| PartyAnswer {
            name,
            kind: kind.code(),
        };
        let obligations = agreement
            .obligations
            .into_iter()
            .map(|one| ObligationAnswer {
                side: Side::code(one.side),
                words: one.words,
                goes_on: one.goes_on,
                due_on: one.due_on,
                done_on: one.done.map(|done| done.on),
            });
        let signatures = agreement.signatures.into_iter().map(|one| SignatureAnswer {
            party: one.party,
            name: one.name,
            position: one.position,
            signed_on: one.signed_on,
        });
        let parties = agreement.parties.into_iter();
        AgreementAnswer {
            id: one.id,
            title: agreement.title,
            district: agreement.district,
            version: agreement.version,
            starts_on: agreement.starts_on,
            review_on: agreement.review_on,
            protocol: agreement.protocol,
            parties: parties.map(|one| party(one.kind, one.name)).collect(),
            signatures: signatures.collect(),
            obligations: obligations.collect(),
        }
    });
    Ok(Json(answer.collect()))
}
