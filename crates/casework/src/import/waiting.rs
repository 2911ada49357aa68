//! Uploads that wait to be confirmed, in memory for an hour: nobody sends a file twice, and nothing unconfirmed is stored.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::{Report, Upload};
use crate::actor::Actor;

/// The most uploads that wait at once; the oldest gives way.
const MOST: usize = 8;
/// The most bytes that wait together; the newest is kept whatever its size.
const MOST_BYTES: usize = 64 * 1024 * 1024;
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(1);

#[derive(Default)]
pub(crate) struct Waiting(Mutex<Vec<WaitingUpload>>);

struct WaitingUpload {
    id: Uuid,
    account: Option<Uuid>,
    authority: String,
    since: Timestamp,
    upload: Arc<Upload>,
    report: Report,
}

impl WaitingUpload {
    fn bytes(&self) -> usize {
        self.upload.files.iter().map(|file| file.bytes.len()).sum()
    }
}

impl Waiting {
    pub(super) fn keep(&self, id: Uuid, actor: &Actor, upload: Arc<Upload>, report: Report) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|other| actor.moment.now.duration_since(other.since) < KEPT_FOR);
        let since = actor.moment.now;
        waiting.push(WaitingUpload {
            id,
            account: actor.account,
            authority: actor.authority.clone(),
            since,
            upload,
            report,
        });
        while waiting.len() > MOST
            || (waiting.len() > 1
                && waiting.iter().map(WaitingUpload::bytes).sum::<usize>() > MOST_BYTES)
        {
            waiting.remove(0);
        }
    }

    /// Only whoever sent it finds it again.
    pub(super) fn find(&self, id: Uuid, actor: &Actor) -> Option<(Arc<Upload>, Report)> {
        let waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting
            .iter()
            .find(|upload| {
                upload.id == id
                    && upload.account == actor.account
                    && upload.authority == actor.authority
                    && actor.moment.now.duration_since(upload.since) < KEPT_FOR
            })
            .map(|upload| (upload.upload.clone(), upload.report.clone()))
    }

    pub(super) fn forget(&self, id: Uuid) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|upload| upload.id != id);
    }
}
