//! The facts of each authority in memory, under its data version: a write makes only the people written about be read again.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use leaving_care::facts::AuthorityFacts;
use measures::population::{Population, Question};
use store::Db;

use crate::error::Result;

/// How many populations are kept for an authority: a page of measures with its trend asks about seven.
const POPULATIONS_KEPT: usize = 16;

#[derive(Default)]
pub(super) struct FactsCache {
    authorities: Mutex<HashMap<String, Arc<Slot>>>,
}

/// One authority. The outer lock is held while facts are read, so that many readers at once cause one reading.
#[derive(Default)]
struct Slot {
    reading: tokio::sync::Mutex<()>,
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    version: Option<i64>,
    facts: Arc<AuthorityFacts>,
    populations: Vec<(Question, Arc<Population>)>,
}

impl FactsCache {
    pub(super) async fn current(&self, db: &Db, authority: &str) -> Result<Arc<AuthorityFacts>> {
        let slot = self.slot(authority);
        self.refresh(db, authority, &slot).await?;
        Ok(held(&slot).facts.clone())
    }

    pub(super) async fn population(
        &self,
        db: &Db,
        authority: &str,
        question: Question,
    ) -> Result<Arc<Population>> {
        let slot = self.slot(authority);
        self.refresh(db, authority, &slot).await?;
        let (version, facts) = {
            let held = held(&slot);
            if let Some((_, population)) = held
                .populations
                .iter()
                .find(|(asked, _)| *asked == question)
            {
                return Ok(population.clone());
            }
            (held.version, held.facts.clone())
        };
        let population = Arc::new(Population::of(&facts, question));
        let mut held = held(&slot);
        if held.version == version {
            if held.populations.len() >= POPULATIONS_KEPT {
                held.populations.remove(0);
            }
            held.populations.push((question, population.clone()));
        }
        Ok(population)
    }

    fn slot(&self, authority: &str) -> Arc<Slot> {
        let mut authorities = self
            .authorities
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        authorities.entry(authority.to_owned()).or_default().clone()
    }

    /// Brings a slot up to the data version of the database.
    async fn refresh(&self, db: &Db, authority: &str, slot: &Slot) -> Result<()> {
        let version = store::authority::data_version(db, authority).await?;
        if held(slot).version == Some(version) {
            return Ok(());
        }
        let _reading = slot.reading.lock().await;
        let version = store::authority::data_version(db, authority).await?;
        let (known_version, known) = {
            let held = held(slot);
            (held.version, held.facts.clone())
        };
        let facts = match known_version {
            Some(known_version) if known_version == version => return Ok(()),
            // The version was read before the facts: what is written in between is read again next time, never missed.
            Some(known_version) => store::facts::refreshed(db, &known, known_version).await?,
            None => store::facts::current(db, authority).await?,
        };
        *held(slot) = Held {
            version: Some(version),
            facts: Arc::new(facts),
            populations: Vec::new(),
        };
        Ok(())
    }
}

fn held(slot: &Slot) -> MutexGuard<'_, Held> {
    slot.held.lock().unwrap_or_else(PoisonError::into_inner)
}
