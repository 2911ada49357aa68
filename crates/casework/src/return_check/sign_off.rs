//! That a return may be sent: said by somebody else than made the check, with a list of what was open then.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::return_check::SignOffRecord;
use uuid::Uuid;

use super::{Check, Found, Ledger, Outcome, open};
use crate::{
    actor::Actor,
    error::{Error, Problem, Result, without_nul},
    office::{Office, event},
    permission::Action,
};

const LONGEST_WORDS: usize = 2_000;

/// That somebody said that the return may be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignOff {
    pub at: Timestamp,
    pub by: String,
    pub content: WhatWasOpen,
}

/// What was said, and what was open at that moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhatWasOpen {
    pub words: String,
    /// Findings without a reason, by rule.
    pub open: Vec<(String, usize)>,
    /// Findings with a reason to which no second person had agreed, by rule.
    pub not_agreed: Vec<(String, usize)>,
    /// Rules that could not run.
    pub could_not_run: Vec<String>,
}

impl SignOff {
    pub(super) fn read(record: &SignOffRecord) -> Result<Self> {
        let content = serde_json::from_str(&record.content)
            .map_err(|_| store::Error::Unreadable { what: "a sign-off" })?;
        Ok(Self {
            at: record.at,
            by: record.by.clone(),
            content,
        })
    }
}

impl WhatWasOpen {
    /// What is open in a check now.
    pub fn of(ledger: &Ledger) -> Self {
        let rules = &ledger.check.summary.rules;
        let mut what = Self::default();
        for line in rules {
            let (noted, agreed) = ledger.noted_of(&line.code);
            let open = line.found.saturating_sub(noted);
            if open > 0 {
                what.open.push((line.code.clone(), open));
            }
            if noted > agreed {
                what.not_agreed.push((line.code.clone(), noted - agreed));
            }
            if line.outcome == Outcome::CouldNotRun {
                what.could_not_run.push(line.code.clone());
            }
        }
        what
    }

    pub fn is_nothing(&self) -> bool {
        self.open.is_empty() && self.not_agreed.is_empty() && self.could_not_run.is_empty()
    }

    /// How many findings have no reason.
    pub fn open_count(&self) -> usize {
        self.open.iter().map(|(_, count)| count).sum()
    }

    pub fn not_agreed_count(&self) -> usize {
        self.not_agreed.iter().map(|(_, count)| count).sum()
    }
}

/// Whether the actor may sign this check off: their role includes it, somebody else made it, and nobody has done so.
pub(super) fn may_sign_off(actor: &Actor, check: &Check) -> bool {
    actor.may(Action::SignOffReturn)
        && check.signed_off.is_none()
        && check.record.account != actor.account
}

/// Says that the return may be sent. Where something is open, the words must say why it may be sent all the same.
pub async fn sign_off(actor: &Actor, office: &Office, id: Uuid, words: &str) -> Result<()> {
    actor.must(Action::CheckReturn, &actor.authority)?;
    actor.must(Action::SignOffReturn, &actor.authority)?;
    let Found::Kept(ledger) = open(actor, office, id).await? else {
        return Err(Error::Refused(
            "This check is not finished. Wait for its ledger.".into(),
        ));
    };
    if ledger.check.record.account == actor.account {
        return Err(Error::Refused(
            "You made this check yourself. Somebody else has to sign it off.".into(),
        ));
    }
    let words = without_nul(words.trim());
    let content = WhatWasOpen::of(&ledger);
    let must_say_why = !content.is_nothing() && words.is_empty();
    if must_say_why || words.chars().count() > LONGEST_WORDS {
        return Err(Error::Invalid(vec![Problem::new(
            "words",
            format!(
                "Enter why the return may be sent although something is open, in at most {LONGEST_WORDS} characters"
            ),
        )]));
    }
    let content = WhatWasOpen { words, ..content };
    let record = SignOffRecord {
        at: actor.moment.now,
        by: actor.name.clone(),
        account: actor.account,
        content: serde_json::to_string(&content).unwrap_or_default(),
    };
    let mut tx = office.db.begin().await?;
    if !store::return_check::sign_off(&mut tx, id, &record).await? {
        return Err(Error::Conflict);
    }
    let event = event(actor, "return_check.sign_off", None, id.to_string());
    store::audit::insert_many(&mut tx, &[event]).await?;
    tx.commit().await?;
    Ok(())
}
