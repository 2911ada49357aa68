//! Accounts and sessions: signing in and out, lockout, and who the bearer of a token is.

use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier};
use jiff::{SignedDuration, Timestamp};
use store::account::AccountRow;
use uuid::Uuid;

use crate::{
    actor::{Actor, Moment},
    error::{Error, Problem, Result},
    office::{Office, event, hex, random_bytes, sha256_hex},
    permission::{Action, Role},
    person::{View, find_own},
};

/// After so many failures in a row an account is locked for a while.
pub const ATTEMPTS_BEFORE_LOCKOUT: i64 = 5;
const LOCKOUT: SignedDuration = SignedDuration::from_mins(15);
/// A session ends after this time without use. Drafts outlive it.
pub const SESSION_LENGTH: SignedDuration = SignedDuration::from_hours(8);
/// The end of a session is moved at most this often, so that reading a page is not a write.
const PROLONG_AFTER: SignedDuration = SignedDuration::from_mins(5);
pub const SHORTEST_PASSWORD: usize = 10;

/// Somebody who may sign in, to be added.
#[derive(Debug, Clone)]
pub struct NewAccount {
    pub email: String,
    pub name: String,
    pub role: Role,
    pub worker: Option<Uuid>,
    /// The young person who signs in with it; for nobody else.
    pub person: Option<Uuid>,
    pub password: String,
}

/// Adds an account to the actor's authority. One of the authority with the same e-mail address is replaced and signed out everywhere.
pub async fn add(actor: &Actor, office: &Office, account: NewAccount) -> Result<Uuid> {
    actor.must(Action::ManageAccounts, &actor.authority)?;
    if account.password.chars().count() < SHORTEST_PASSWORD {
        return Err(Error::Invalid(vec![Problem::new(
            "password",
            format!("Choose a password of at least {SHORTEST_PASSWORD} characters."),
        )]));
    }
    if let Some(person) = account.person {
        check_person(actor, office, account.role, person).await?;
    }
    let existing = store::account::find_by_email(&office.db, &account.email).await?;
    if existing
        .as_ref()
        .is_some_and(|known| known.authority != actor.authority)
    {
        return Err(Error::Invalid(vec![Problem::new(
            "email",
            "Another authority has an account with this e-mail address. Use another address.",
        )]));
    }
    let id = existing.map_or_else(Uuid::now_v7, |known| known.id);
    let row = AccountRow {
        id,
        authority: actor.authority.clone(),
        email: account.email,
        name: account.name,
        role: account.role.code().to_owned(),
        worker_id: account.worker,
        person_id: account.person,
        password_hash: hash_password(account.password).await?,
        failed_attempts: 0,
        locked_until: None,
        is_closed: false,
        closes_on: None,
    };
    let mut tx = office.db.begin().await?;
    store::account::save(&mut tx, &row).await?;
    store::session::delete_of_account(&mut tx, id).await?;
    store::audit::insert_many(
        &mut tx,
        &[event(actor, "account.add", None, id.to_string())],
    )
    .await?;
    tx.commit().await?;
    Ok(id)
}

/// Only a young person's own account opens their own pages, and only at the council that has them.
async fn check_person(actor: &Actor, office: &Office, role: Role, person: Uuid) -> Result<()> {
    if role != Role::CareLeaver {
        return Err(Error::Invalid(vec![Problem::new(
            "person",
            "Only an account with the role care_leaver belongs to a young person.",
        )]));
    }
    let today = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    find_own(actor, office, person, today).await.map(drop)
}

/// Signs in and gives the token for the cookie. A wrong address and a wrong password look and take the same.
pub async fn sign_in(
    office: &Office,
    email: &str,
    password: &str,
    moment: Moment,
) -> Result<String> {
    let found = store::account::find_by_email(&office.db, email)
        .await?
        .filter(|account| !account.is_closed_on(moment.today));
    if let Some(account) = &found {
        let locked_until = account
            .locked_until
            .and_then(|micros| Timestamp::from_microsecond(micros).ok());
        if let Some(left) = locked_until
            .map(|until| until.duration_since(moment.now))
            .filter(SignedDuration::is_positive)
        {
            return Err(Error::Locked {
                minutes: left.as_mins() + 1,
            });
        }
    }
    let hash = found.as_ref().map(|account| account.password_hash.clone());
    let is_right = password_matches(password.to_owned(), hash).await?;
    let Some(account) = found else {
        return Err(Error::SignInFailed);
    };
    let actor = actor_from(&account, moment)?;
    let mut tx = office.db.begin().await?;
    if !is_right {
        let failures = store::account::note_failure(&mut tx, account.id).await?;
        if failures >= ATTEMPTS_BEFORE_LOCKOUT {
            store::account::lock(&mut tx, account.id, moment.now + LOCKOUT).await?;
        }
        store::audit::insert_many(
            &mut tx,
            &[event(&actor, "session.refused", None, failures.to_string())],
        )
        .await?;
        tx.commit().await?;
        return Err(Error::SignInFailed);
    }
    let token = hex(&random_bytes::<32>()
        .ok_or_else(|| Error::Refused("No random numbers are to be had.".into()))?);
    store::account::note_success(&mut tx, account.id).await?;
    // Ended sessions stay for a while: a form that comes too late is kept for whoever sent it.
    store::session::delete_ended(&mut tx, moment.now - crate::draft::RESCUED_FOR).await?;
    let ends_at = moment.now + SESSION_LENGTH;
    store::session::insert(
        &mut tx,
        &sha256_hex(token.as_bytes()),
        account.id,
        moment.now,
        ends_at,
    )
    .await?;
    store::audit::insert_many(&mut tx, &[event(&actor, "session.start", None, "")]).await?;
    tx.commit().await?;
    Ok(token)
}

/// Who bears this token, if its session still runs.
pub async fn actor_of(office: &Office, token: &str, moment: Moment) -> Result<Option<Actor>> {
    let token_hash = sha256_hex(token.as_bytes());
    let Some(session) = store::session::find(&office.db, &token_hash, moment.now).await? else {
        return Ok(None);
    };
    let account = store::account::find(&office.db, session.account_id)
        .await?
        .filter(|account| !account.is_closed_on(moment.today));
    let Some(account) = account else {
        return Ok(None);
    };
    let last_used = Timestamp::from_microsecond(session.last_used_at).unwrap_or(Timestamp::MIN);
    if moment.now.duration_since(last_used) > PROLONG_AFTER {
        let mut tx = office.db.begin().await?;
        store::session::prolong(
            &mut tx,
            &token_hash,
            moment.now,
            moment.now + SESSION_LENGTH,
        )
        .await?;
        tx.commit().await?;
    }
    Ok(Some(actor_from(&account, moment)?))
}

/// Ends the session.
pub async fn sign_out(actor: &Actor, office: &Office, token: &str) -> Result<()> {
    let mut tx = office.db.begin().await?;
    store::session::delete(&mut tx, &sha256_hex(token.as_bytes())).await?;
    store::audit::insert_many(&mut tx, &[event(actor, "session.end", None, "")]).await?;
    tx.commit().await?;
    Ok(())
}

/// Somebody acting through their account, also while they are not there: their own rights decide what is counted for them.
pub(crate) fn actor_from(account: &AccountRow, moment: Moment) -> Result<Actor> {
    Ok(Actor {
        account: Some(account.id),
        name: account.name.clone(),
        role: account.role.parse().map_err(|()| Error::NotAllowed)?,
        authority: account.authority.clone(),
        worker: account.worker_id,
        person: account.person_id,
        moment,
    })
}

/// Argon2id takes 19 MB and a core for a moment: many who sign in at once take turns, so that the memory stays for everybody else.
static HASHING: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(4);

/// Argon2id is slow on purpose: it must not hold up other requests.
async fn hash_password(password: String) -> Result<String> {
    let _turn = HASHING.acquire().await;
    let hashed = tokio::task::spawn_blocking(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
    });
    match hashed.await {
        Ok(Ok(hash)) => Ok(hash),
        _ => Err(Error::Refused("The password could not be kept.".into())),
    }
}

/// Compares with the account's hash. When there is no such account the password is hashed in vain, so that both take as long.
async fn password_matches(password: String, hash: Option<String>) -> Result<bool> {
    let Some(hash) = hash else {
        return hash_password(password).await.map(|_| false);
    };
    let _turn = HASHING.acquire().await;
    tokio::task::spawn_blocking(move || {
        PasswordHash::new(&hash).is_ok_and(|parsed| {
            Argon2::default()
                .verify_password(password.as_bytes(), &parsed)
                .is_ok()
        })
    })
    .await
    .map_err(|_| Error::Refused("The password could not be compared.".into()))
}
