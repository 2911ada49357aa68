//! Secret identifiers at rest: encrypted to be shown, and hashed with a key to be searched.

use chacha20poly1305::{
    ChaCha20Poly1305, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The key of an installation: 32 random bytes kept outside the database.
pub struct SecretKey([u8; 32]);

impl SecretKey {
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A new random key.
    pub fn generate() -> Option<Self> {
        random_bytes().map(Self)
    }

    pub fn to_hex(&self) -> String {
        hex(&self.0)
    }

    pub fn from_hex(text: &str) -> Option<Self> {
        Some(Self(unhex(text.trim())?.try_into().ok()?))
    }

    /// Encrypts a value for one person: moved to another person's row it does not open. "nonce.ciphertext" in hex.
    pub(crate) fn encrypt(&self, person: Uuid, value: &str) -> Option<String> {
        let nonce: [u8; 12] = random_bytes()?;
        let payload = Payload {
            msg: value.as_bytes(),
            aad: person.as_bytes(),
        };
        let sealed = self.cipher().encrypt(&Nonce::from(nonce), payload).ok()?;
        Some(format!("{}.{}", hex(&nonce), hex(&sealed)))
    }

    /// The value back; `None` with another key, for another person, or when it was tampered with.
    pub(crate) fn decrypt(&self, person: Uuid, sealed: &str) -> Option<String> {
        let (nonce, sealed) = sealed.split_once('.')?;
        let nonce: [u8; 12] = unhex(nonce)?.try_into().ok()?;
        let sealed = unhex(sealed)?;
        let payload = Payload {
            msg: &sealed,
            aad: person.as_bytes(),
        };
        String::from_utf8(self.cipher().decrypt(&Nonce::from(nonce), payload).ok()?).ok()
    }

    /// What a secret value is searched by: the same for the same value, useless without the key.
    pub(crate) fn lookup(&self, value: &str) -> String {
        let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0) else {
            return String::new();
        };
        mac.update(store::person::lookup_of(value).as_bytes());
        hex(&mac.finalize().into_bytes())
    }

    fn cipher(&self) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(&self.0.into())
    }
}

/// Random bytes from the operating system; `None` when it has none to give.
pub(crate) fn random_bytes<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).ok()?;
    Some(bytes)
}

/// SHA-256 in hex.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| {
            [
                DIGITS[usize::from(byte >> 4)],
                DIGITS[usize::from(byte & 15)],
            ]
        })
        .map(char::from)
        .collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| {
        char::from(byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs
        .iter()
        .map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_only_with_its_key_and_for_its_person() {
        let (key, other_key) = (SecretKey::new([7; 32]), SecretKey::new([8; 32]));
        let (person, other_person) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let sealed = key.encrypt(person, "QQ 12 34 56 C").expect("sealed");
        assert!(!sealed.contains("QQ"));
        assert_eq!(
            key.decrypt(person, &sealed).as_deref(),
            Some("QQ 12 34 56 C")
        );
        assert_eq!(key.decrypt(other_person, &sealed), None);
        assert_eq!(other_key.decrypt(person, &sealed), None);
        assert_eq!(key.decrypt(person, "tampered"), None);
        assert_eq!(key.lookup("qq123456c"), key.lookup("QQ 12 34 56 C"));
        assert_ne!(key.lookup("qq123456c"), other_key.lookup("qq123456c"));
        assert_eq!(
            SecretKey::from_hex(&key.to_hex()).map(|read| read.0),
            Some(key.0)
        );
        assert!(SecretKey::from_hex("abc").is_none());
    }
}
