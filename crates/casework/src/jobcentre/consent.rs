//! Consent to share with the Jobcentre: the gate for everything that the partner sees.

use jiff::civil::Date;
use leaving_care::claim::Scope;
use uuid::Uuid;

use super::ledger_of;
use crate::{error::Result, office::Office};

/// What the young person agrees today, as it stands, may be shared with the Jobcentre on a day; nothing without a consent that holds.
/// It asks no permission: it decides on one, and says nothing else.
pub async fn may_share(office: &Office, person: Uuid, as_at: Date) -> Result<Vec<Scope>> {
    let records = store::jobcentre_step::of_person(&office.db, person, as_at, None).await?;
    Ok(ledger_of(&records).may_share_on(as_at).to_vec())
}

/// Whether a consent to share anything holds on a day.
pub async fn consent_holds(office: &Office, person: Uuid, as_at: Date) -> Result<bool> {
    Ok(!may_share(office, person, as_at).await?.is_empty())
}
