//! What every action works with: the database, the facts kept in memory, the audit queue and the key for secret identifiers.

mod facts_cache;
mod secrets;

use std::sync::{Arc, PoisonError};

use jiff::Timestamp;
use leaving_care::facts::AuthorityFacts;
use measures::{
    population::{Population, Question},
    published::{Reference, embedded},
};
use store::{Db, audit::AuditEvent};
use tokio::sync::mpsc;
use uuid::Uuid;

pub use secrets::SecretKey;
pub(crate) use secrets::{hex, random_bytes, sha256_hex};

use crate::{
    actor::Actor,
    error::{Error, Result},
    office::facts_cache::FactsCache,
};

/// Shared by all actions; cheap to clone.
#[derive(Clone)]
pub struct Office {
    pub(crate) db: Db,
    pub(crate) key: Arc<SecretKey>,
    pub(crate) waiting: Arc<crate::import::Waiting>,
    pub(crate) checks: Arc<crate::return_check::Running>,
    pub(crate) own_counts: Arc<crate::return_check::OwnCounts>,
    pub(crate) protocols: Arc<crate::protocol::Cache>,
    pub(crate) duties: Arc<crate::duty::DutyCache>,
    facts: Arc<FactsCache>,
    reference: Arc<std::sync::RwLock<Option<Arc<Reference>>>>,
    audit: mpsc::Sender<AuditMessage>,
}

enum AuditMessage {
    Event(AuditEvent),
    Flush(tokio::sync::oneshot::Sender<()>),
}

/// Reads are many: they wait here for a moment and are written together. A full queue makes readers wait; nothing is dropped.
const AUDIT_QUEUE: usize = 4_096;

impl Office {
    /// Opens the database and starts the audit queue.
    pub async fn open(database: &str, key: SecretKey) -> Result<Self> {
        let db = Db::open(database).await?;
        let (audit, queue) = mpsc::channel(AUDIT_QUEUE);
        tokio::spawn(write_audit(db.clone(), queue));
        Ok(Self {
            db,
            key: Arc::new(key),
            waiting: Arc::default(),
            checks: Arc::default(),
            own_counts: Arc::default(),
            duties: Arc::default(),
            protocols: Arc::default(),
            facts: Arc::default(),
            reference: Arc::default(),
            audit,
        })
    }

    /// "sqlite" or "postgres".
    pub fn engine(&self) -> &'static str {
        self.db.engine()
    }

    /// The facts of an authority as they stand, or as they were known at a moment.
    pub(crate) async fn facts(
        &self,
        authority: &str,
        known_at: Option<Timestamp>,
    ) -> Result<Arc<AuthorityFacts>> {
        match known_at {
            None => self.facts.current(&self.db, authority).await,
            Some(moment) => Ok(Arc::new(
                store::facts::known_at(&self.db, authority, moment).await?,
            )),
        }
    }

    /// Everybody's status for a question, kept under the data version when it is about what stands now.
    pub(crate) async fn population(
        &self,
        authority: &str,
        question: Question,
        known_at: Option<Timestamp>,
    ) -> Result<Arc<Population>> {
        match known_at {
            None => self.facts.population(&self.db, authority, question).await,
            Some(_) => Ok(Arc::new(Population::of(
                &*self.facts(authority, known_at).await?,
                question,
            ))),
        }
    }

    /// Published figures: those that ship with the product, and further releases that were imported.
    pub(crate) async fn reference(&self) -> Result<Arc<Reference>> {
        let held = self
            .reference
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some(reference) = held {
            return Ok(reference);
        }
        let further = crate::reference::further_figures(self).await?;
        let reference = Arc::new(embedded().with_figures(further));
        *self
            .reference
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Some(reference.clone());
        Ok(reference)
    }

    /// After an import they are read again.
    pub(crate) fn forget_reference(&self) {
        *self
            .reference
            .write()
            .unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Reads the published figures before somebody waits for them.
    pub async fn warm_up(&self) -> Result<()> {
        self.reference().await.map(drop)
    }

    /// Refreshes what the database knows of itself; after large imports.
    pub async fn analyse(&self) -> Result<()> {
        Ok(self.db.analyse().await?)
    }

    /// Notes that something was read. Written soon, in order; waits when the queue is full.
    pub(crate) async fn note(
        &self,
        actor: &Actor,
        action: &str,
        person: Option<Uuid>,
        detail: impl Into<String>,
    ) -> Result<()> {
        self.audit
            .send(AuditMessage::Event(event(actor, action, person, detail)))
            .await
            .map_err(|_| {
                Error::Refused("The audit log cannot be written, so nothing can be read.".into())
            })
    }

    /// Waits until everything noted so far has been written.
    pub async fn flush(&self) {
        let (done, written) = tokio::sync::oneshot::channel();
        if self.audit.send(AuditMessage::Flush(done)).await.is_ok() {
            let _ = written.await;
        }
    }

    /// Writes what is waiting and closes the database.
    pub async fn close(&self) {
        self.flush().await;
        self.db.close().await;
    }
}

/// The audit event for what an actor does.
pub(crate) fn event(
    actor: &Actor,
    action: &str,
    person: Option<Uuid>,
    detail: impl Into<String>,
) -> AuditEvent {
    AuditEvent {
        at: actor.moment.now,
        account: actor.account,
        actor: actor.name.clone(),
        role: actor.role.code().to_owned(),
        authority: actor.authority.clone(),
        action: action.to_owned(),
        person,
        detail: detail.into(),
    }
}

/// Takes what has gathered and writes it in one transaction; tries again while the database does not answer.
async fn write_audit(db: Db, mut queue: mpsc::Receiver<AuditMessage>) {
    let mut gathered = Vec::new();
    while queue.recv_many(&mut gathered, AUDIT_QUEUE).await > 0 {
        let mut events = Vec::with_capacity(gathered.len());
        let mut waiting = Vec::new();
        for message in gathered.drain(..) {
            match message {
                AuditMessage::Event(event) => events.push(event),
                AuditMessage::Flush(done) => waiting.push(done),
            }
        }
        let mut attempt = 0_u32;
        while let Err(error) = write_events(&db, &events).await {
            attempt += 1;
            tracing::error!(%error, attempt, "the audit log could not be written");
            if attempt == 20 {
                // The queue closes, so that from now on nothing can be read without being noted.
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(250)).await;
        }
        for done in waiting {
            let _ = done.send(());
        }
        // A short pause lets reads gather, so that the one writer is not taken for each of them.
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

async fn write_events(db: &Db, events: &[AuditEvent]) -> std::result::Result<(), store::Error> {
    if events.is_empty() {
        return Ok(());
    }
    let mut tx = db.begin().await?;
    store::audit::insert_many(&mut tx, events).await?;
    tx.commit().await
}
