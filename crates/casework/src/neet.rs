//! Who is not in education, employment or training, since when and why; and how long by reason and locality.

use std::collections::HashMap;

use jiff::civil::Date;
use leaving_care::activity::ActivityCode;
use measures::population::Member;
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
    /// Longest first.
    pub people: Vec<PersonSummary>,
    /// Care leavers out of whom they are counted.
    pub care_leavers: usize,
    pub by_reason: Vec<(ActivityCode, usize)>,
    pub matrix: Matrix,
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

pub const REASONS: [ActivityCode; 3] = [ActivityCode::G4, ActivityCode::G5, ActivityCode::G6];

/// Everybody who is NEET today, longest first, with the matrix; `locality` narrows the list, not the matrix.
pub async fn list(actor: &Actor, office: &Office, locality: &str) -> Result<NeetList> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    let today = actor.moment.today;
    let population = live_population(actor, office).await?;
    let facts = office.facts(&actor.authority, None).await?;
    let care_leavers: Vec<&Member> = population
        .members
        .iter()
        .filter(|member| member.is_care_leaver)
        .collect();
    let neet: Vec<&Member> = care_leavers
        .iter()
        .copied()
        .filter(|member| member.neet.is_some())
        .collect();
    let mut by_locality: HashMap<&str, MatrixRow> = HashMap::new();
    let mut total = MatrixRow {
        locality: "All".into(),
        ..MatrixRow::default()
    };
    for member in &neet {
        let name = population.locality_of(member);
        let row = by_locality.entry(name).or_insert_with(|| MatrixRow {
            locality: if name.is_empty() {
                "Not recorded".into()
            } else {
                name.to_owned()
            },
            ..MatrixRow::default()
        });
        for row in [row, &mut total] {
            count(row, member, today);
        }
    }
    let mut localities: Vec<MatrixRow> = by_locality.into_values().collect();
    localities.sort_by(|one, other| one.locality.cmp(&other.locality));
    let by_reason = REASONS
        .into_iter()
        .map(|reason| {
            (
                reason,
                neet.iter()
                    .filter(|member| member.activity == Some(reason))
                    .count(),
            )
        })
        .collect();
    let shown: Vec<Uuid> = neet
        .iter()
        .filter(|member| locality.is_empty() || population.locality_of(member) == locality)
        .map(|member| member.person)
        .collect();
    let members = population
        .members
        .iter()
        .map(|member| (member.person, member))
        .collect();
    let lines = store::person::lines(&office.db, &actor.authority, &shown).await?;
    let mut people = summaries(actor, office, &facts, &members, lines).await?;
    people.sort_by_key(|person| person.neet.map(|neet| neet.since));
    office
        .note(actor, "neet.list", None, format!("{} shown", people.len()))
        .await?;
    Ok(NeetList {
        as_at: today,
        people,
        care_leavers: care_leavers.len(),
        by_reason,
        matrix: Matrix { localities, total },
    })
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
        .filter(|row| row.locality != "Not recorded")
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
    let (long_term, neet) = matrix.total.cells.iter().fold((0, 0), |sum, cell| {
        (sum.0 + cell.long_term, sum.1 + cell.neet)
    });
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
