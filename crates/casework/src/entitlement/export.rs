//! Files of released payments for the council's finance: each payment in one file only, and each file the same whenever it is taken out.

use jiff::Timestamp;
use leaving_care::{ledger::Step, money::Pence};
use store::entitlement::{ExportRecord, PaymentRecord, Taken};
use uuid::Uuid;

use super::{
    PaymentWho, Way,
    ledger::{self, made_by},
    payment::{chosen, take, with_names},
    text_problems,
};
use crate::{
    actor::Actor,
    error::{Error, Result, without_nul},
    office::{Office, event, sha256_hex},
    permission::Action,
};

/// A file that was made, and who took it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    pub id: Uuid,
    pub payments: i64,
    pub amount: Pence,
    pub sha256: String,
    pub at: Timestamp,
    pub by: String,
    /// First time first.
    pub taken: Vec<Taken>,
}

/// The file itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentFile {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// How many exports a page shows.
const SHOWN: u32 = 100;

/// Puts released payments into a file: all of them in one, or none. From now on they are with finance, and in no other file ever.
pub async fn export(actor: &Actor, office: &Office, payments: &[Uuid]) -> Result<Uuid> {
    actor.must(Action::ReleasePayments, &actor.authority)?;
    let mut tx = office.db.begin().await?;
    let chosen = chosen(actor, &mut tx, payments).await?;
    let id = Uuid::now_v7();
    let ids: Vec<Uuid> = chosen.iter().map(|payment| payment.id).collect();
    let (records, _) = store::entitlement::payments_by_id(&mut tx, &actor.authority, &ids).await?;
    let bytes = file_of(id, &records)?;
    let record = ExportRecord {
        id,
        authority: actor.authority.clone(),
        payments: i64::try_from(records.len()).unwrap_or(i64::MAX),
        pence: records
            .iter()
            .map(|payment| Pence(payment.pence))
            .sum::<Pence>()
            .0,
        sha256: sha256_hex(&bytes),
        at: actor.moment.now,
        by: made_by(actor).name,
    };
    store::entitlement::insert_export(&mut tx, &record).await?;
    take(actor, &mut tx, &chosen, Step::Exported, "", Some(id)).await?;
    let detail = format!("{} payments, {id}", records.len());
    store::audit::insert_many(&mut tx, &[event(actor, "money.export", None, detail)]).await?;
    tx.commit().await?;
    Ok(id)
}

/// Takes the file of an export out. Once it needs no reason; again it does, because finance might pay from both. It is the same file.
pub async fn take_file(
    actor: &Actor,
    office: &Office,
    export: Uuid,
    reason: &str,
) -> Result<PaymentFile> {
    actor.must(Action::ReleasePayments, &actor.authority)?;
    let record = own_export(actor, office, export).await?;
    let mut problems = Vec::new();
    text_problems("reason", reason, &mut problems);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let payments = store::entitlement::payments_of(&office.db, export).await?;
    let bytes = file_of(export, &payments)?;
    if sha256_hex(&bytes) != record.sha256 {
        return Err(Error::Refused(
            "This would not be the file that was made then. It is not given out: ask whoever looks after the program.".into(),
        ));
    }
    let all = store::entitlement::taken(&office.db, &actor.authority).await?;
    let before = all.iter().filter(|taken| taken.export == export);
    let number = before.map(|taken| taken.number).max().unwrap_or(0) + 1;
    let reason = without_nul(reason.trim());
    if number > 1 && reason.is_empty() {
        return Err(Error::Refused(
            "This file has been taken out already. Say why it is needed again, and see that finance uses only one of them.".into(),
        ));
    }
    let taken = Taken {
        export,
        number,
        reason,
        at: actor.moment.now,
        by: actor.name.clone(),
    };
    let mut tx = office.db.begin().await?;
    if !store::entitlement::insert_taken(&mut tx, &taken).await? {
        return Err(Error::Conflict);
    }
    let detail = format!("{export}, time {number}");
    store::audit::insert_many(&mut tx, &[event(actor, "money.take_file", None, detail)]).await?;
    tx.commit().await?;
    Ok(PaymentFile {
        name: format!("payments-{}.csv", export.simple()),
        bytes,
    })
}

/// The last exports, newest first.
pub async fn exports(actor: &Actor, office: &Office) -> Result<Vec<Export>> {
    actor.must(Action::ReleasePayments, &actor.authority)?;
    let records = store::entitlement::exports(&office.db, &actor.authority, SHOWN).await?;
    let taken = store::entitlement::taken(&office.db, &actor.authority).await?;
    office
        .note(
            actor,
            "money.exports",
            None,
            format!("{} shown", records.len()),
        )
        .await?;
    Ok(records
        .into_iter()
        .map(|record| shown(record, &taken))
        .collect())
}

/// One export with its payments.
pub async fn find_export(
    actor: &Actor,
    office: &Office,
    export: Uuid,
) -> Result<(Export, Vec<PaymentWho>)> {
    actor.must(Action::ReleasePayments, &actor.authority)?;
    let record = own_export(actor, office, export).await?;
    let taken = store::entitlement::taken(&office.db, &actor.authority).await?;
    let records = store::entitlement::payments_of(&office.db, export).await?;
    let steps = store::entitlement::steps_of(&office.db, export).await?;
    let payments = with_names(actor, office, ledger::payments(records, steps)?).await?;
    office
        .note(actor, "money.export_read", None, export.to_string())
        .await?;
    Ok((shown(record, &taken), payments))
}

fn shown(record: ExportRecord, taken: &[Taken]) -> Export {
    Export {
        taken: taken
            .iter()
            .filter(|taken| taken.export == record.id)
            .cloned()
            .collect(),
        id: record.id,
        payments: record.payments,
        amount: Pence(record.pence),
        sha256: record.sha256,
        at: record.at,
        by: record.by,
    }
}

async fn own_export(actor: &Actor, office: &Office, export: Uuid) -> Result<ExportRecord> {
    let found = store::entitlement::find_export(&office.db, export).await?;
    found
        .filter(|record| record.authority == actor.authority)
        .ok_or(Error::NotFound("export"))
}

/// No names and no reasons: finance needs where the money goes and how much. The number of each payment lets finance refuse a second one.
/// References hold plain signs only, so that nothing here can act as a formula.
pub(crate) fn file_of(export: Uuid, payments: &[PaymentRecord]) -> Result<Vec<u8>> {
    let unwritable = || Error::Refused("The file could not be written.".into());
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let head = ["Export", "Payment", "Pay to", "Reference", "Pounds"];
    writer.write_record(head).map_err(|_| unwritable())?;
    for payment in payments {
        let way = payment.way.parse().map_or("", Way::label);
        let row = [
            export.to_string(),
            payment.id.to_string(),
            way.to_owned(),
            payment.reference.clone(),
            Pence(payment.pence).plain(),
        ];
        writer.write_record(row).map_err(|_| unwritable())?;
    }
    writer.into_inner().map_err(|_| unwritable())
}
