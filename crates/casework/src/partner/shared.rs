//! What may be said of a young person to the Jobcentre: taken from the record field by field, and only where the agreement covers it.

use std::collections::HashMap;

use jiff::civil::Date;
use leaving_care::{
    allocation::{WorkerRole, worker_on},
    authority::Nation,
    calendar::{LeapDayBirthday, age_years},
    claim::Ledger,
    eligibility::category_on,
    facts::{AuthorityFacts, PersonFacts},
    jobcentre::{AgeGroup, EntryKind, SharedField, age_group, shared_fields},
};
use store::person::PersonVersion;
use uuid::Uuid;

use crate::{
    actor::Actor, error::Result, jobcentre::ledgers_of_authority, jobcentre_directory::district_of,
    office::Office,
};

/// A young person as far as they agreed to share. A field that they did not agree to is empty, and stands in no list of fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedPerson {
    pub id: Uuid,
    /// The name to use.
    pub name: String,
    /// As it stands on papers.
    pub full_name: String,
    pub date_of_birth: Date,
    pub age_years: i16,
    pub group: AgeGroup,
    pub phone: String,
    pub email: String,
    pub adviser: Option<AdviserShown>,
    pub district: String,
    /// "Former relevant"; empty where the record does not make them a care leaver.
    pub status: String,
    pub fields: Vec<SharedField>,
}

impl SharedPerson {
    pub fn may_see(&self, field: SharedField) -> bool {
        self.fields.contains(&field)
    }
}

/// The council's worker and how to reach them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AdviserShown {
    pub name: String,
    pub phone: String,
    pub email: String,
}

/// What stands around the young people: districts, and the council's workers with how to reach them.
pub(crate) struct Around {
    localities: Vec<(String, String)>,
    workers: HashMap<Uuid, AdviserShown>,
}

impl Around {
    pub(crate) async fn read(office: &Office, authority: &str) -> Result<Self> {
        let mut workers: HashMap<Uuid, AdviserShown> = store::worker::list(&office.db, authority)
            .await?
            .into_iter()
            .map(|worker| {
                let shown = AdviserShown {
                    name: worker.name,
                    phone: String::new(),
                    email: worker.email,
                };
                (worker.id, shown)
            })
            .collect();
        // The directory is what the council gives the Jobcentre: it goes before what the council keeps for itself.
        for entry in store::jobcentre::entries(&office.db, authority).await? {
            let worker = entry
                .worker
                .filter(|_| entry.kind == EntryKind::Adviser.code())
                .and_then(|worker| workers.get_mut(&worker));
            if let Some(shown) = worker {
                shown.phone = entry.phone;
                if !entry.email.is_empty() {
                    shown.email = entry.email;
                }
            }
        }
        Ok(Self {
            localities: store::jobcentre::localities(&office.db, authority).await?,
            workers,
        })
    }

    /// The districts in which parts of the council lie, by name.
    pub(crate) fn districts(&self) -> Vec<String> {
        let mut districts: Vec<String> = self
            .localities
            .iter()
            .map(|(_, district)| district.clone())
            .collect();
        districts.sort_unstable();
        districts.dedup();
        districts
    }

    /// The district in which somebody lives.
    pub(crate) fn district_of(&self, locality: &str) -> Option<&str> {
        district_of(&self.localities, locality)
    }

    /// The person as far as they agreed; `None` without an agreement that holds, without a district, or outside the ages of the protocol.
    pub(crate) fn share(
        &self,
        version: &PersonVersion,
        ledger: &Ledger,
        facts: &AuthorityFacts,
        today: Date,
    ) -> Option<SharedPerson> {
        let details = &version.details;
        let fields = shared_fields(ledger.may_share_on(today));
        if fields.is_empty() {
            return None;
        }
        let district = self.district_of(&details.locality)?.to_owned();
        let group = age_group(details.date_of_birth, today, LeapDayBirthday::default())?;
        let own = facts.of(version.person);
        let may = |field: SharedField| fields.contains(&field);
        let text = |field: SharedField, text: &str| {
            if may(field) {
                text.to_owned()
            } else {
                String::new()
            }
        };
        let adviser = own
            .filter(|_| may(SharedField::Adviser))
            .and_then(|own| adviser_of(own, today))
            .and_then(|worker| self.workers.get(&worker))
            .map(|shown| AdviserShown {
                name: shown.name.clone(),
                phone: text(SharedField::AdviserContact, &shown.phone),
                email: text(SharedField::AdviserContact, &shown.email),
            });
        let category = own.and_then(|own| {
            let nation = Nation::of(&version.authority);
            category_on(own, nation, today, LeapDayBirthday::default()).0
        });
        Some(SharedPerson {
            id: version.person,
            name: details.display_name(),
            full_name: format!(
                "{} {}",
                details.given_name.trim(),
                details.family_name.trim()
            )
            .trim()
            .to_owned(),
            date_of_birth: details.date_of_birth,
            age_years: age_years(details.date_of_birth, today, LeapDayBirthday::default()),
            group,
            phone: text(SharedField::Phone, &details.phone),
            email: text(SharedField::Email, &details.email),
            adviser,
            district,
            status: category.map_or_else(String::new, |category| {
                text(SharedField::CareLeaverStatus, category.label())
            }),
            fields,
        })
    }
}

/// The worker whom the Jobcentre calls: the personal adviser, and where there is none the youth adviser.
pub(crate) fn adviser_of(facts: &PersonFacts, day: Date) -> Option<Uuid> {
    [WorkerRole::PersonalAdviser, WorkerRole::YouthAdviser]
        .into_iter()
        .find_map(|role| worker_on(&facts.allocations, role, day))
        .map(|spell| spell.value.worker)
}

/// Everybody of the actor's authority who may be named to the Jobcentre today, by name.
pub(crate) async fn everybody(
    actor: &Actor,
    office: &Office,
    around: &Around,
) -> Result<Vec<SharedPerson>> {
    let today = actor.moment.today;
    let ledgers: HashMap<Uuid, Ledger> = ledgers_of_authority(office, &actor.authority)
        .await?
        .into_iter()
        .collect();
    let facts = office.facts(&actor.authority, None).await?;
    let mut people: Vec<SharedPerson> = store::person::all_current(&office.db, &actor.authority)
        .await?
        .iter()
        .filter_map(|version| {
            let ledger = ledgers.get(&version.person)?;
            around.share(version, ledger, &facts, today)
        })
        .collect();
    people.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
    Ok(people)
}
