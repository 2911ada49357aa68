//! Authorities: finding one by any of its codes, and those that have people here.

use measures::published::{self, embedded};
use store::authority::AuthorityRow;

use crate::{
    error::{Error, Result},
    office::Office,
};

/// The authority with this nine-character or three-digit code, taken from the published list when the database has not met it yet.
pub async fn find(office: &Office, code: &str) -> Result<AuthorityRow> {
    if let Some(row) = store::authority::find(&office.db, code.trim()).await? {
        return Ok(row);
    }
    let row = known(code.trim()).ok_or(Error::NotFound("authority (give its nine-character code, such as E10000017, or its three digits, such as 888)"))?;
    let mut tx = office.db.begin().await?;
    store::authority::save(&mut tx, &row).await?;
    tx.commit().await?;
    Ok(row)
}

/// Those that have people here, by name.
pub async fn with_people(office: &Office) -> Result<Vec<AuthorityRow>> {
    Ok(store::authority::with_people(&office.db).await?)
}

/// The code of an authority that nobody has named: what is imported without saying whose it is belongs to it.
const NOT_STATED: &str = "E99999999";

/// Whether this is the authority that nobody has named.
pub fn is_not_stated(code: &str) -> bool {
    code == NOT_STATED
}

/// The authority that nobody has named, made when it is needed.
pub async fn not_stated(office: &Office) -> Result<AuthorityRow> {
    let row = AuthorityRow {
        code: NOT_STATED.to_owned(),
        dfe_code: "999".to_owned(),
        name: "Authority not stated".to_owned(),
        nation: "england".to_owned(),
        region: String::new(),
        data_version: 0,
    };
    let mut tx = office.db.begin().await?;
    store::authority::save(&mut tx, &row).await?;
    tx.commit().await?;
    Ok(row)
}

/// An authority of the published list.
pub fn known(code: &str) -> Option<AuthorityRow> {
    let found = embedded()
        .authorities
        .iter()
        .filter(|authority| {
            authority.code.eq_ignore_ascii_case(code)
                || authority.gss_code.eq_ignore_ascii_case(code)
        })
        .max_by_key(|authority| authority.is_current)?;
    Some(row_of(found))
}

/// An authority as kept.
pub(crate) fn row_of(authority: &published::Authority) -> AuthorityRow {
    AuthorityRow {
        code: authority.gss_code.clone(),
        dfe_code: authority.code.clone(),
        name: authority.name.clone(),
        nation: match authority.nation {
            published::Nation::England => "england".to_owned(),
            published::Nation::Wales => "wales".to_owned(),
        },
        region: authority
            .region
            .map_or("", published::Region::code)
            .to_owned(),
        data_version: 0,
    }
}
