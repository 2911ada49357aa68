//! Who is not in education, employment or training, since when and why; and how long by reason and locality.

use std::collections::HashMap;

use jiff::civil::Date;
use leaving_care::activity::ActivityCode;
use measures::population::{Member, Population};
use uuid::Uuid;

use crate::{
    actor::Actor,
    error::Result,
    office::Office,
    permission::Action,
    person::{
        PersonSummary,
        list::{live_population, summaries},
    },
};

/// The list with what it adds up to.
#[derive(Debug, Clone)]
pub struct NeetList {
    pub as_at: Date,
    /// Longest first, a page of them.
    pub people: Vec<PersonSummary>,
    /// How many the locality leaves on all pages.
    pub total: usize,
    /// After whom the next page starts.
    pub next: Option<Uuid>,
    /// Care leavers out of whom they are counted.
    pub care_leavers: usize,
    pub by_reason: Vec<(ActivityCode, usize)>,
    pub matrix: Matrix,
}

/// Which part of the list is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NeetQuery {
    /// Narrows the list, not the matrix; empty for all.
    pub locality: String,
    /// Where the page before ended.
    pub after: Option<Uuid>,
    pub limit: usize,
}

/// Lancashire's matrix: for each locality and reason, how many of those who are NEET have been so for more than six months.
#[derive(Debug, Clone, Default)]
pub struct Matrix {
    pub localities: Vec<MatrixRow>,
    pub total: MatrixRow,
}

/// One locality.
#[derive(Debug, Clone, Default)]
pub struct MatrixRow {
    /// "All" for the total, "Not recorded" without a locality.
    pub locality: String,
    /// G4, G5 and G6 in this order.
    pub cells: [MatrixCell; 3],
}

impl MatrixRow {
    /// All reasons together.
    pub fn all(&self) -> MatrixCell {
        let mut all = MatrixCell::default();
        for cell in self.cells {
            all.long_term += cell.long_term;
            all.neet += cell.neet;
        }
        all
    }
}

/// Long-term out of all who are NEET.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MatrixCell {
    pub long_term: usize,
    pub neet: usize,
}

impl MatrixCell {
    /// Compares two shares exactly, without dividing.
    fn cmp_share(self, other: Self) -> std::cmp::Ordering {
        (self.long_term * other.neet).cmp(&(other.long_term * self.neet))
    }

    /// The share that is long-term, in percent.
    pub fn percent(self) -> Option<f64> {
        (self.neet > 0).then(|| self.long_term as f64 * 100.0 / self.neet as f64)
    }
}

/// What stands for the locality of those who have none.
const NO_LOCALITY: &str = "Not recorded";

pub const REASONS: [ActivityCode; 3] = [ActivityCode::G4, ActivityCode::G5, ActivityCode::G6];

/// Everybody who is NEET today, longest first, with the matrix.
pub async fn list(actor: &Actor, office: &Office, asked: &NeetQuery) -> Result<NeetList> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    let list = find(actor, office, asked).await?;
    let shown = format!("{} shown", list.people.len());
    office.note(actor, "neet.list", None, shown).await?;
    Ok(list)
}

/// The whole list of a locality, or of all, for a file.
pub async fn export(actor: &Actor, office: &Office, locality: &str) -> Result<NeetList> {
    actor.must(Action::ExportPeople, &actor.authority)?;
    actor.must(Action::ReadPeople, &actor.authority)?;
    let asked = NeetQuery {
        locality: locality.to_owned(),
        after: None,
        limit: usize::MAX,
    };
    let list = find(actor, office, &asked).await?;
    let exported = format!("{} exported", list.people.len());
    office.note(actor, "neet.export", None, exported).await?;
    Ok(list)
}

async fn find(actor: &Actor, office: &Office, asked: &NeetQuery) -> Result<NeetList> {
    let today = actor.moment.today;
    let population = live_population(actor, office).await?;
    let facts = office.facts(&actor.authority, None).await?;
    let care_leavers = population
        .members
        .iter()
        .filter(|member| member.is_care_leaver);
    let mut neet: Vec<&Member> = care_leavers
        .clone()
        .filter(|member| member.neet.is_some())
        .collect();
    neet.sort_by_key(|member| (member.neet.map(|neet| neet.since), member.person));
    let by_reason = REASONS.map(|reason| {
        let with_reason = neet.iter().filter(|member| member.activity == Some(reason));
        (reason, with_reason.count())
    });
    let wanted: Vec<Uuid> = neet
        .iter()
        .filter(|member| {
            asked.locality.is_empty() || population.locality_of(member) == asked.locality
        })
        .map(|member| member.person)
        .collect();
    let start = asked
        .after
        .and_then(|after| wanted.iter().position(|person| *person == after))
        .map_or(0, |position| position + 1);
    let page: Vec<Uuid> = wanted
        .iter()
        .copied()
        .skip(start)
        .take(asked.limit)
        .collect();
    let members: HashMap<Uuid, &Member> = population
        .members
        .iter()
        .map(|member| (member.person, member))
        .collect();
    let lines = store::person::lines(&office.db, &actor.authority, &page).await?;
    let mut people = summaries(actor, office, &facts, &members, lines).await?;
    people.sort_by_key(|person| (person.neet.map(|neet| neet.since), person.id));
    Ok(NeetList {
        as_at: today,
        people,
        total: wanted.len(),
        next: page
            .last()
            .copied()
            .filter(|_| start + page.len() < wanted.len()),
        care_leavers: care_leavers.count(),
        by_reason: by_reason.into(),
        matrix: matrix(&population, today),
    })
}

/// Those of a population who are NEET, by locality and reason, and how many of them for long on a day.
pub(crate) fn matrix(population: &Population, day: Date) -> Matrix {
    let mut by_locality: HashMap<&str, MatrixRow> = HashMap::new();
    let mut total = MatrixRow {
        locality: "All".into(),
        ..MatrixRow::default()
    };
    let care_leavers = population
        .members
        .iter()
        .filter(|member| member.is_care_leaver);
    for member in care_leavers.filter(|member| member.neet.is_some()) {
        let name = population.locality_of(member);
        let row = by_locality.entry(name).or_insert_with(|| MatrixRow {
            locality: if name.is_empty() {
                NO_LOCALITY.into()
            } else {
                name.to_owned()
            },
            ..MatrixRow::default()
        });
        for row in [row, &mut total] {
            count(row, member, day);
        }
    }
    let mut localities: Vec<MatrixRow> = by_locality.into_values().collect();
    localities.sort_by(|one, other| {
        (one.locality == NO_LOCALITY, &one.locality)
            .cmp(&(other.locality == NO_LOCALITY, &other.locality))
    });
    Matrix { localities, total }
}

fn count(row: &mut MatrixRow, member: &Member, today: Date) {
    let Some(index) = REASONS
        .iter()
        .position(|reason| member.activity == Some(*reason))
    else {
        return;
    };
    if let Some(cell) = row.cells.get_mut(index) {
        cell.neet += 1;
        cell.long_term += usize::from(member.neet.is_some_and(|neet| neet.is_long_term_on(today)));
    }
}

/// The sentences that Lancashire's Board read: for each locality the reason with the highest and with the lowest long-term share,
/// and whether long-term is most of all. Shares that are equal are named together.
pub fn sentences(matrix: &Matrix) -> Vec<String> {
    let mut sentences = Vec::new();
    for row in matrix
        .localities
        .iter()
        .filter(|row| row.locality != NO_LOCALITY)
    {
        let shares: Vec<(ActivityCode, MatrixCell)> = REASONS
            .into_iter()
            .zip(row.cells)
            .filter(|(_, cell)| cell.neet > 0)
            .collect();
        let (Some((_, highest)), Some((_, lowest))) = (
            shares
                .iter()
                .copied()
                .max_by(|one, other| one.1.cmp_share(other.1)),
            shares
                .iter()
                .copied()
                .min_by(|one, other| one.1.cmp_share(other.1)),
        ) else {
            continue;
        };
        let named = |wanted: MatrixCell| {
            let names = shares
                .iter()
                .filter(|(_, cell)| cell.cmp_share(wanted).is_eq())
                .map(|(reason, _)| reason.code());
            names.collect::<Vec<&str>>().join(" and ")
        };
        if highest.cmp_share(lowest).is_gt() {
            sentences.push(format!(
                "{}: {} has the highest share of long-term NEET, {} the lowest.",
                row.locality,
                named(highest),
                named(lowest)
            ));
        }
    }
    let MatrixCell { long_term, neet } = matrix.total.all();
    if neet > 0 {
        let most = if long_term * 2 > neet {
            "makes up the majority of"
        } else {
            "does not make up the majority of"
        };
        sentences.push(format!(
            "Long-term NEET {most} all who are NEET: {long_term} of {neet}."
        ));
    }
    sentences
}
