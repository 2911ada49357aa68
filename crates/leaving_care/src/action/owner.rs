//! Who does what was agreed: the young person, a worker of the service, or somebody else by name.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Who does it. Kept in plans as text where it is a name alone, so that what was written before there was a choice stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub enum Owner {
    YoungPerson,
    /// Somebody of the service, on whose work it stands. The name is the one by which everybody knew them when it was agreed.
    Worker {
        id: Uuid,
        name: String,
    },
    /// A school, the Jobcentre, a carer. Empty while nobody is named.
    Other(String),
}

impl Owner {
    /// Whether nobody is named.
    pub fn is_nobody(&self) -> bool {
        self.name().trim().is_empty()
    }

    /// As it prints.
    pub fn name(&self) -> &str {
        match self {
            Self::YoungPerson => "The young person",
            Self::Worker { name, .. } | Self::Other(name) => name,
        }
    }

    pub fn worker(&self) -> Option<Uuid> {
        match self {
            Self::Worker { id, .. } => Some(*id),
            Self::YoungPerson | Self::Other(_) => None,
        }
    }

    /// A name alone.
    pub fn other(name: impl Into<String>) -> Self {
        Self::Other(name.into())
    }
}

impl Default for Owner {
    fn default() -> Self {
        Self::Other(String::new())
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// As it is kept: `"the school"`, `{"who": "young_person"}`, `{"who": "worker", "id": "0198..", "name": "Sam Okafor"}`.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Name(String),
    Chosen(Chosen),
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case")]
enum Chosen {
    YoungPerson,
    Worker { id: Uuid, name: String },
}

impl From<Written> for Owner {
    fn from(written: Written) -> Self {
        match written {
            Written::Name(name) => Self::Other(name),
            Written::Chosen(Chosen::YoungPerson) => Self::YoungPerson,
            Written::Chosen(Chosen::Worker { id, name }) => Self::Worker { id, name },
        }
    }
}

impl From<Owner> for Written {
    fn from(owner: Owner) -> Self {
        match owner {
            Owner::Other(name) => Self::Name(name),
            Owner::YoungPerson => Self::Chosen(Chosen::YoungPerson),
            Owner::Worker { id, name } => Self::Chosen(Chosen::Worker { id, name }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_owner_reads_back_and_a_name_of_before_is_one() {
        let check = |owner: Owner, json: &str, name: &str, is_nobody: bool| {
            assert_eq!(serde_json::to_string(&owner).unwrap(), json);
            assert_eq!(serde_json::from_str::<Owner>(json).unwrap(), owner);
            assert_eq!(owner.to_string(), name);
            assert_eq!(owner.is_nobody(), is_nobody, "{json}");
        };
        check(
            Owner::YoungPerson,
            r#"{"who":"young_person"}"#,
            "The young person",
            false,
        );
        check(
            Owner::Worker {
                id: Uuid::from_u128(1),
                name: "Sam".into(),
            },
            r#"{"who":"worker","id":"00000000-0000-0000-0000-000000000001","name":"Sam"}"#,
            "Sam",
            false,
        );
        check(
            Owner::other("The school"),
            r#""The school""#,
            "The school",
            false,
        );
        check(Owner::other(" "), r#"" ""#, " ", true);
        assert!(Owner::default().is_nobody());
        assert!(serde_json::from_str::<Owner>(r#"{"who":"nobody"}"#).is_err());
    }
}
