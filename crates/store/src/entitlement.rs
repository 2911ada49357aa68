//! Money for young people: awards, payments and their steps. Rows are only ever added; a place that is taken stays taken.

mod export;
mod setting;

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use sqlx::QueryBuilder;
use uuid::Uuid;

pub use export::{
    ExportRecord, Taken, exports, find_export, insert_export, insert_taken, payments_of, steps_of,
    taken,
};
pub use setting::{SettingRecord, insert_setting, settings, supersede_setting};

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::{from_micros, to_micros},
};

/// Who recorded something, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    pub at: Timestamp,
    pub name: String,
    /// `None` for the command line.
    pub account: Option<Uuid>,
}

/// An award, or a counter entry that takes something of one back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardRecord {
    pub id: Uuid,
    pub authority: String,
    pub person: Uuid,
    pub entitlement: String,
    pub title: String,
    pub period: String,
    pub pence: i64,
    pub takes_back: Option<Uuid>,
    pub is_paid_by_council: bool,
    pub limit_pence: Option<i64>,
    pub exception: String,
    pub reason: String,
    pub awarded_on: Date,
    pub by: By,
}

/// A payment as it was made; what became of it is in its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentRecord {
    pub id: Uuid,
    pub authority: String,
    pub person: Uuid,
    pub award: Uuid,
    pub pence: i64,
    pub way: String,
    pub reference: String,
    pub note: String,
    pub instead_of: Option<Uuid>,
    pub by: By,
}

/// A step of a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRecord {
    pub payment: Uuid,
    pub position: i64,
    pub step: String,
    pub detail: String,
    pub export: Option<Uuid>,
    pub by: By,
}

/// Awards with their payments and steps, each in the order in which it was recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LedgerRows {
    pub awards: Vec<AwardRecord>,
    pub payments: Vec<PaymentRecord>,
    pub steps: Vec<StepRecord>,
}

#[derive(sqlx::FromRow)]
struct AwardRow {
    id: Uuid,
    authority: String,
    person_id: Uuid,
    entitlement: String,
    title: String,
    period: String,
    pence: i64,
    takes_back: Option<Uuid>,
    is_paid_by_council: bool,
    limit_pence: Option<i64>,
    exception: String,
    reason: String,
    awarded_on: jiff_sqlx::Date,
    recorded_at: i64,
    recorded_by: String,
    account_id: Option<Uuid>,
}

impl AwardRow {
    fn read(self) -> AwardRecord {
        AwardRecord {
            id: self.id,
            authority: self.authority,
            person: self.person_id,
            entitlement: self.entitlement,
            title: self.title,
            period: self.period,
            pence: self.pence,
            takes_back: self.takes_back,
            is_paid_by_council: self.is_paid_by_council,
            limit_pence: self.limit_pence,
            exception: self.exception,
            reason: self.reason,
            awarded_on: self.awarded_on.to_jiff(),
            by: By {
                at: from_micros(self.recorded_at),
                name: self.recorded_by,
                account: self.account_id,
            },
        }
    }
}

#[derive(sqlx::FromRow)]
struct PaymentRow {
    id: Uuid,
    authority: String,
    person_id: Uuid,
    award_id: Uuid,
    pence: i64,
    way: String,
    reference: String,
    note: String,
    instead_of: Option<Uuid>,
    recorded_at: i64,
    recorded_by: String,
    account_id: Option<Uuid>,
}

impl PaymentRow {
    fn read(self) -> PaymentRecord {
        PaymentRecord {
            id: self.id,
            authority: self.authority,
            person: self.person_id,
            award: self.award_id,
            pence: self.pence,
            way: self.way,
            reference: self.reference,
            note: self.note,
            instead_of: self.instead_of,
            by: By {
                at: from_micros(self.recorded_at),
                name: self.recorded_by,
                account: self.account_id,
            },
        }
    }
}

#[derive(sqlx::FromRow)]
struct StepRow {
    payment_id: Uuid,
    position: i64,
    step: String,
    detail: String,
    export_id: Option<Uuid>,
    recorded_at: i64,
    recorded_by: String,
    account_id: Option<Uuid>,
}

impl StepRow {
    fn read(self) -> StepRecord {
        StepRecord {
            payment: self.payment_id,
            position: self.position,
            step: self.step,
            detail: self.detail,
            export: self.export_id,
            by: By {
                at: from_micros(self.recorded_at),
                name: self.recorded_by,
                account: self.account_id,
            },
        }
    }
}

/// Waits for everybody who is writing about this person's money, and makes everybody after wait: until the transaction ends.
pub async fn lock(tx: &mut Tx, authority: &str, person: Uuid) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO entitlement_ledger (person_id, authority, version) VALUES ($1, $2, 1)
         ON CONFLICT (person_id) DO UPDATE SET version = entitlement_ledger.version + 1",
    )
    .bind(person)
    .bind(authority)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("open a person's ledger"))
}

/// Records an award. `false`, with nothing written, when one with this id is there already: the same form came twice.
pub async fn insert_award(tx: &mut Tx, award: &AwardRecord) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO entitlement_award (id, authority, person_id, entitlement, title, period, pence, takes_back, is_paid_by_council, limit_pence,
         exception, reason, awarded_on, recorded_at, recorded_by, account_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT (id) DO NOTHING",
    )
    .bind(award.id)
    .bind(&award.authority)
    .bind(award.person)
    .bind(&award.entitlement)
    .bind(&award.title)
    .bind(&award.period)
    .bind(award.pence)
    .bind(award.takes_back)
    .bind(award.is_paid_by_council)
    .bind(award.limit_pence)
    .bind(&award.exception)
    .bind(&award.reason)
    .bind(award.awarded_on.to_sqlx())
    .bind(to_micros(award.by.at))
    .bind(&award.by.name)
    .bind(award.by.account)
    .execute(connection)
    .await
    .map(|done| done.rows_affected() == 1))
    .map_err(Error::of("record an award"))
}

/// Records a payment. `false`, with nothing written, when one with this id, or one instead of the same failed payment, is there already.
pub async fn insert_payment(tx: &mut Tx, payment: &PaymentRecord) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO entitlement_payment (id, authority, person_id, award_id, pence, way, reference, note, instead_of, recorded_at, recorded_by, account_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING",
    )
    .bind(payment.id)
    .bind(&payment.authority)
    .bind(payment.person)
    .bind(payment.award)
    .bind(payment.pence)
    .bind(&payment.way)
    .bind(&payment.reference)
    .bind(&payment.note)
    .bind(payment.instead_of)
    .bind(to_micros(payment.by.at))
    .bind(&payment.by.name)
    .bind(payment.by.account)
    .execute(connection)
    .await
    .map(|done| done.rows_affected() == 1))
    .map_err(Error::of("record a payment"))
}

/// Takes a step. `false`, with nothing written, when somebody else has taken this place or this step.
pub async fn insert_step(tx: &mut Tx, step: &StepRecord) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO entitlement_payment_step (payment_id, position, step, detail, export_id, recorded_at, recorded_by, account_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
    )
    .bind(step.payment)
    .bind(step.position)
    .bind(&step.step)
    .bind(&step.detail)
    .bind(step.export)
    .bind(to_micros(step.by.at))
    .bind(&step.by.name)
    .bind(step.by.account)
    .execute(connection)
    .await
    .map(|done| done.rows_affected() == 1))
    .map_err(Error::of("take a step of a payment"))
}

const AWARDS_OF_PERSON: &str =
    "SELECT * FROM entitlement_award WHERE person_id = $1 ORDER BY recorded_at, id";
const PAYMENTS_OF_PERSON: &str =
    "SELECT * FROM entitlement_payment WHERE person_id = $1 ORDER BY recorded_at, id";
const STEPS_OF_PERSON: &str = "SELECT step.* FROM entitlement_payment_step step JOIN entitlement_payment payment ON payment.id = step.payment_id
     WHERE payment.person_id = $1 ORDER BY step.payment_id, step.position";

/// Everything about one person's money.
pub async fn of_person(db: &Db, person: Uuid) -> Result<LedgerRows, Error> {
    let (awards, payments, steps): (Vec<AwardRow>, Vec<PaymentRow>, Vec<StepRow>) =
        on_pool!(db, pool => async {
        Ok::<_, sqlx::Error>((
            sqlx::query_as(AWARDS_OF_PERSON).bind(person).fetch_all(pool).await?,
            sqlx::query_as(PAYMENTS_OF_PERSON).bind(person).fetch_all(pool).await?,
            sqlx::query_as(STEPS_OF_PERSON).bind(person).fetch_all(pool).await?,
        ))
    }.await)
        .map_err(Error::of("read a person's ledger"))?;
    Ok(rows(awards, payments, steps))
}

/// The same inside a transaction, after [`lock`]: nobody else changes awards and payments until it ends.
pub async fn of_person_locked(tx: &mut Tx, person: Uuid) -> Result<LedgerRows, Error> {
    let (awards, payments, steps): (Vec<AwardRow>, Vec<PaymentRow>, Vec<StepRow>) =
        on_tx!(tx, connection => async {
        Ok::<_, sqlx::Error>((
            sqlx::query_as(AWARDS_OF_PERSON).bind(person).fetch_all(&mut *connection).await?,
            sqlx::query_as(PAYMENTS_OF_PERSON).bind(person).fetch_all(&mut *connection).await?,
            sqlx::query_as(STEPS_OF_PERSON).bind(person).fetch_all(&mut *connection).await?,
        ))
    }.await)
        .map_err(Error::of("read a person's ledger"))?;
    Ok(rows(awards, payments, steps))
}

/// Everything about the money of an authority's people.
pub async fn of_authority(db: &Db, authority: &str) -> Result<LedgerRows, Error> {
    let (awards, payments, steps): (Vec<AwardRow>, Vec<PaymentRow>, Vec<StepRow>) = on_pool!(db, pool => async {
        Ok::<_, sqlx::Error>((
            sqlx::query_as("SELECT * FROM entitlement_award WHERE authority = $1 ORDER BY recorded_at, id").bind(authority).fetch_all(pool).await?,
            sqlx::query_as("SELECT * FROM entitlement_payment WHERE authority = $1 ORDER BY recorded_at, id").bind(authority).fetch_all(pool).await?,
            sqlx::query_as(
                "SELECT step.* FROM entitlement_payment_step step JOIN entitlement_payment payment ON payment.id = step.payment_id
                 WHERE payment.authority = $1 ORDER BY step.payment_id, step.position",
            )
            .bind(authority)
            .fetch_all(pool)
            .await?,
        ))
    }.await)
    .map_err(Error::of("read an authority's ledger"))?;
    Ok(rows(awards, payments, steps))
}

/// The payments with which something is still to be done, with their steps: neither at their end nor made again.
pub async fn open_payments(
    db: &Db,
    authority: &str,
) -> Result<(Vec<PaymentRecord>, Vec<StepRecord>), Error> {
    let (payments, steps): (Vec<PaymentRow>, Vec<StepRow>) = on_pool!(db, pool => async {
        Ok::<_, sqlx::Error>((
            sqlx::query_as(
                "SELECT * FROM entitlement_payment payment WHERE authority = $1
                 AND NOT EXISTS (SELECT 1 FROM entitlement_payment_step step WHERE step.payment_id = payment.id AND step.step IN ('paid', 'withdrawn'))
                 AND NOT EXISTS (SELECT 1 FROM entitlement_payment next WHERE next.instead_of = payment.id)
                 ORDER BY recorded_at, id",
            )
            .bind(authority)
            .fetch_all(pool)
            .await?,
            sqlx::query_as(
                "SELECT step.* FROM entitlement_payment_step step JOIN entitlement_payment payment ON payment.id = step.payment_id
                 WHERE payment.authority = $1
                 AND NOT EXISTS (SELECT 1 FROM entitlement_payment_step last WHERE last.payment_id = payment.id AND last.step IN ('paid', 'withdrawn'))
                 AND NOT EXISTS (SELECT 1 FROM entitlement_payment next WHERE next.instead_of = payment.id)
                 ORDER BY step.payment_id, step.position",
            )
            .bind(authority)
            .fetch_all(pool)
            .await?,
        ))
    }.await)
    .map_err(Error::of("read open payments"))?;
    let LedgerRows {
        payments, steps, ..
    } = rows(Vec::new(), payments, steps);
    Ok((payments, steps))
}

/// These payments of an authority with their steps, in the order of their ids; others are not there.
pub async fn payments_by_id(
    tx: &mut Tx,
    authority: &str,
    ids: &[Uuid],
) -> Result<(Vec<PaymentRecord>, Vec<StepRecord>), Error> {
    let mut payments = Vec::with_capacity(ids.len());
    let mut steps = Vec::new();
    for chunk in ids.chunks(1_000) {
        let read: Vec<PaymentRow> = on_tx!(tx, connection => {
            let mut query = QueryBuilder::new("SELECT * FROM entitlement_payment WHERE authority = ");
            query.push_bind(authority).push(" AND id IN (");
            let mut list = query.separated(", ");
            for id in chunk {
                list.push_bind(*id);
            }
            query.push(")");
            query.build_query_as().fetch_all(connection).await
        })
        .map_err(Error::of("read payments"))?;
        payments.extend(read.into_iter().map(PaymentRow::read));
        let read: Vec<StepRow> = on_tx!(tx, connection => {
            let mut query = QueryBuilder::new("SELECT * FROM entitlement_payment_step WHERE payment_id IN (");
            let mut list = query.separated(", ");
            for id in chunk {
                list.push_bind(*id);
            }
            query.push(") ORDER BY payment_id, position");
            query.build_query_as().fetch_all(connection).await
        })
        .map_err(Error::of("read the steps of payments"))?;
        steps.extend(read.into_iter().map(StepRow::read));
    }
    payments.sort_by_key(|payment| payment.id);
    Ok((payments, steps))
}

/// One award of anybody.
pub async fn find_award(db: &Db, id: Uuid) -> Result<Option<AwardRecord>, Error> {
    let row: Option<AwardRow> =
        on_pool!(db, pool => sqlx::query_as("SELECT * FROM entitlement_award WHERE id = $1").bind(id).fetch_optional(pool).await)
            .map_err(Error::of("find an award"))?;
    Ok(row.map(AwardRow::read))
}

/// What these awards were called when they were made.
pub async fn titles(db: &Db, awards: &[Uuid]) -> Result<Vec<(Uuid, String)>, Error> {
    let mut titles = Vec::with_capacity(awards.len());
    for chunk in awards.chunks(1_000) {
        let rows: Vec<(Uuid, String)> = on_pool!(db, pool => {
            let mut query = QueryBuilder::new("SELECT id, title FROM entitlement_award WHERE id IN (");
            let mut list = query.separated(", ");
            for id in chunk {
                list.push_bind(*id);
            }
            query.push(")");
            query.build_query_as().fetch_all(pool).await
        })
        .map_err(Error::of("read the titles of awards"))?;
        titles.extend(rows);
    }
    Ok(titles)
}

/// One payment of anybody.
pub async fn find_payment(db: &Db, id: Uuid) -> Result<Option<PaymentRecord>, Error> {
    let row: Option<PaymentRow> =
        on_pool!(db, pool => sqlx::query_as("SELECT * FROM entitlement_payment WHERE id = $1").bind(id).fetch_optional(pool).await)
            .map_err(Error::of("find a payment"))?;
    Ok(row.map(PaymentRow::read))
}

fn rows(awards: Vec<AwardRow>, payments: Vec<PaymentRow>, steps: Vec<StepRow>) -> LedgerRows {
    LedgerRows {
        awards: awards.into_iter().map(AwardRow::read).collect(),
        payments: payments.into_iter().map(PaymentRow::read).collect(),
        steps: steps.into_iter().map(StepRow::read).collect(),
    }
}
