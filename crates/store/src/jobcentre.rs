//! The directory of Jobcentres, work coaches and the council's advisers: every version, when each was confirmed, and what lies where.

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::{from_micros, to_micros},
    person::Stamp,
};

/// A version of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRecord {
    /// Of this version.
    pub id: Uuid,
    /// The same from version to version.
    pub entry: Uuid,
    pub authority: String,
    pub kind: String,
    pub name: String,
    pub district: String,
    /// The entry of a work coach's office.
    pub office: Option<Uuid>,
    pub worker: Option<Uuid>,
    pub phone: String,
    pub email: String,
    pub address: String,
    pub at: Timestamp,
    pub by: String,
    /// When this version ended, by whose hand, and why it was taken out (empty where another took its place).
    pub superseded: Option<(Timestamp, String, String)>,
}

#[derive(sqlx::FromRow)]
struct EntryRow {
    id: Uuid,
    entry_id: Uuid,
    authority: String,
    kind: String,
    name: String,
    district: String,
    office_id: Option<Uuid>,
    worker_id: Option<Uuid>,
    phone: String,
    email: String,
    address: String,
    recorded_at: i64,
    recorded_by: String,
    superseded_at: Option<i64>,
    superseded_by: Option<String>,
    reason: String,
}

impl EntryRow {
    fn read(self) -> EntryRecord {
        EntryRecord {
            id: self.id,
            entry: self.entry_id,
            authority: self.authority,
            kind: self.kind,
            name: self.name,
            district: self.district,
            office: self.office_id,
            worker: self.worker_id,
            phone: self.phone,
            email: self.email,
            address: self.address,
            at: from_micros(self.recorded_at),
            by: self.recorded_by,
            superseded: self.superseded_at.map(|at| {
                (
                    from_micros(at),
                    self.superseded_by.unwrap_or_default(),
                    self.reason,
                )
            }),
        }
    }
}

/// The entries of an authority that stand, by district and name.
pub async fn entries(db: &Db, authority: &str) -> Result<Vec<EntryRecord>, Error> {
    let rows: Vec<EntryRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM jobcentre_entry WHERE authority = $1 AND superseded_at IS NULL ORDER BY district, name, entry_id",
    )
    .bind(authority)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read the directory"))?;
    Ok(rows.into_iter().map(EntryRow::read).collect())
}

/// The version of an entry that stands.
pub async fn find_entry(db: &Db, entry: Uuid) -> Result<Option<EntryRecord>, Error> {
    let row: Option<EntryRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM jobcentre_entry WHERE entry_id = $1 AND superseded_at IS NULL",
    )
    .bind(entry)
    .fetch_optional(pool)
    .await)
    .map_err(Error::of("find an entry of the directory"))?;
    Ok(row.map(EntryRow::read))
}

/// Every version of an entry, the newest first.
pub async fn entry_history(db: &Db, entry: Uuid) -> Result<Vec<EntryRecord>, Error> {
    let rows: Vec<EntryRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM jobcentre_entry WHERE entry_id = $1 ORDER BY recorded_at DESC, id DESC",
    )
    .bind(entry)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read the history of an entry"))?;
    Ok(rows.into_iter().map(EntryRow::read).collect())
}

pub async fn insert_entry(tx: &mut Tx, entry: &EntryRecord) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO jobcentre_entry (id, entry_id, authority, kind, name, district, office_id, worker_id, phone, email, address, recorded_at, recorded_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(entry.id)
    .bind(entry.entry)
    .bind(&entry.authority)
    .bind(&entry.kind)
    .bind(&entry.name)
    .bind(&entry.district)
    .bind(entry.office)
    .bind(entry.worker)
    .bind(&entry.phone)
    .bind(&entry.email)
    .bind(&entry.address)
    .bind(to_micros(entry.at))
    .bind(&entry.by)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("record an entry of the directory"))
}

/// Ends a version. `false`, with nothing written, when it no longer stands.
pub async fn supersede_entry(
    tx: &mut Tx,
    version: Uuid,
    reason: &str,
    stamp: &Stamp,
) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE jobcentre_entry SET superseded_at = $1, superseded_by = $2, reason = $3 WHERE id = $4 AND superseded_at IS NULL",
    )
    .bind(to_micros(stamp.at))
    .bind(&stamp.by)
    .bind(reason)
    .bind(version)
    .execute(connection)
    .await
    .map(|done| done.rows_affected() == 1))
    .map_err(Error::of("change an entry of the directory"))
}

/// Notes that an entry was found to be right on a day.
pub async fn confirm(
    tx: &mut Tx,
    authority: &str,
    entry: Uuid,
    on: Date,
    stamp: &Stamp,
) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO jobcentre_confirmation (id, authority, entry_id, confirmed_on, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(Uuid::now_v7())
    .bind(authority)
    .bind(entry)
    .bind(on.to_sqlx())
    .bind(to_micros(stamp.at))
    .bind(&stamp.by)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("confirm an entry of the directory"))
}

/// When each entry of an authority was last confirmed, and by whom.
pub async fn last_confirmed(db: &Db, authority: &str) -> Result<Vec<(Uuid, Date, String)>, Error> {
    let rows: Vec<(Uuid, jiff_sqlx::Date, String)> = on_pool!(db, pool => sqlx::query_as(
        "SELECT entry_id, confirmed_on, recorded_by FROM (
            SELECT entry_id, confirmed_on, recorded_by,
                ROW_NUMBER() OVER (PARTITION BY entry_id ORDER BY confirmed_on DESC, recorded_at DESC, id DESC) AS place
            FROM jobcentre_confirmation WHERE authority = $1
        ) AS confirmed WHERE place = 1",
    )
    .bind(authority)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read when the directory was confirmed"))?;
    Ok(rows
        .into_iter()
        .map(|(entry, day, by)| (entry, day.to_jiff(), by))
        .collect())
}

/// Each part of an authority with the district in which it lies.
pub async fn localities(db: &Db, authority: &str) -> Result<Vec<(String, String)>, Error> {
    on_pool!(db, pool => sqlx::query_as(
        "SELECT locality, district FROM jobcentre_locality WHERE authority = $1 AND superseded_at IS NULL AND district <> '' ORDER BY locality",
    )
    .bind(authority)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read the Jobcentre districts"))
}

/// Says in which district a part of an authority lies; an empty district says that it lies in none.
pub async fn set_locality(
    tx: &mut Tx,
    authority: &str,
    locality: &str,
    district: &str,
    stamp: &Stamp,
) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE jobcentre_locality SET superseded_at = $1, superseded_by = $2 WHERE authority = $3 AND locality = $4 AND superseded_at IS NULL",
    )
    .bind(to_micros(stamp.at))
    .bind(&stamp.by)
    .bind(authority)
    .bind(locality)
    .execute(&mut *connection)
    .await
    .map(drop))
    .map_err(Error::of("change a Jobcentre district"))?;
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO jobcentre_locality (id, authority, locality, district, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(Uuid::now_v7())
    .bind(authority)
    .bind(locality)
    .bind(district)
    .bind(to_micros(stamp.at))
    .bind(&stamp.by)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("record a Jobcentre district"))
}

/// A number that a council decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingRecord {
    pub setting: String,
    pub value: i64,
    pub starts_on: Date,
    pub source: String,
    pub at: Timestamp,
    pub by: String,
}

type SettingRow = (String, i64, jiff_sqlx::Date, String, i64, String);

/// What a council decided, in the order in which it was recorded.
pub async fn settings(db: &Db, authority: &str) -> Result<Vec<SettingRecord>, Error> {
    let rows: Vec<SettingRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT setting, value, starts_on, source, recorded_at, recorded_by FROM jobcentre_setting WHERE authority = $1 ORDER BY recorded_at, id",
    )
    .bind(authority)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read settings of the directory"))?;
    Ok(rows
        .into_iter()
        .map(
            |(setting, value, starts_on, source, at, by)| SettingRecord {
                setting,
                value,
                starts_on: starts_on.to_jiff(),
                source,
                at: from_micros(at),
                by,
            },
        )
        .collect())
}

pub async fn insert_setting(
    tx: &mut Tx,
    authority: &str,
    setting: &SettingRecord,
) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO jobcentre_setting (id, authority, setting, value, starts_on, source, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(Uuid::now_v7())
    .bind(authority)
    .bind(&setting.setting)
    .bind(setting.value)
    .bind(setting.starts_on.to_sqlx())
    .bind(&setting.source)
    .bind(to_micros(setting.at))
    .bind(&setting.by)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("record a setting of the directory"))
}

/// The entry of the directory who an account is.
pub async fn entry_of_account(db: &Db, account: Uuid) -> Result<Option<EntryRecord>, Error> {
    let row: Option<EntryRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT jobcentre_entry.* FROM jobcentre_sign_in
         JOIN jobcentre_entry ON jobcentre_entry.entry_id = jobcentre_sign_in.entry_id AND jobcentre_entry.superseded_at IS NULL
         WHERE jobcentre_sign_in.account_id = $1 AND jobcentre_sign_in.superseded_at IS NULL",
    )
    .bind(account)
    .fetch_optional(pool)
    .await)
    .map_err(Error::of("find whose account it is"))?;
    Ok(row.map(EntryRow::read))
}

/// Each account of an authority that is somebody's of the directory: the account, its e-mail address, and the entry.
pub async fn sign_ins(db: &Db, authority: &str) -> Result<Vec<(Uuid, String, Uuid)>, Error> {
    on_pool!(db, pool => sqlx::query_as(
        "SELECT account.id, account.email, jobcentre_sign_in.entry_id FROM jobcentre_sign_in
         JOIN account ON account.id = jobcentre_sign_in.account_id
         WHERE jobcentre_sign_in.authority = $1 AND jobcentre_sign_in.superseded_at IS NULL ORDER BY account.email",
    )
    .bind(authority)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read who of the directory signs in"))
}

/// Says who of the directory an account is; `None`: nobody any more.
pub async fn link_account(
    tx: &mut Tx,
    authority: &str,
    account: Uuid,
    entry: Option<Uuid>,
    stamp: &Stamp,
) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE jobcentre_sign_in SET superseded_at = $1, superseded_by = $2 WHERE account_id = $3 AND superseded_at IS NULL",
    )
    .bind(to_micros(stamp.at))
    .bind(&stamp.by)
    .bind(account)
    .execute(&mut *connection)
    .await
    .map(drop))
    .map_err(Error::of("end a link to the directory"))?;
    let Some(entry) = entry else { return Ok(()) };
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO jobcentre_sign_in (id, authority, account_id, entry_id, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(Uuid::now_v7())
    .bind(authority)
    .bind(account)
    .bind(entry)
    .bind(to_micros(stamp.at))
    .bind(&stamp.by)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("link an account to the directory"))
}
