//! The published data that ships inside the program, read once.

use std::io::Read;
use std::sync::OnceLock;

use flate2::read::GzDecoder;

use super::authorities::{AuthorityNames, welsh_authorities};
use super::long::Contents;
use super::{
    AgeBand, Authority, Category, Figure, Figures, HeldBackByHand, Indicators, Inspection,
    Neighbours, Place, ReferenceFinding, Release, ScorecardRow, Table,
};
use super::{held_back_by_hand, inspections, long, scorecard, wide};

macro_rules! shipped {
    ($path:literal) => {
        (
            $path,
            include_bytes!(concat!("../../../../data/", $path)).as_slice(),
        )
    };
}

type File = (&'static str, &'static [u8]);
type Reader = fn(&str, &[u8], Release) -> Contents;

/// Oldest release first, so that the newest name of an authority wins.
const FIGURES: [(File, u16, Reader); 10] = [
    (
        shipped!("dfe_children_looked_after/SFR36_FormerCareLeavers2014.csv.gz"),
        2014,
        wide::read,
    ),
    (
        shipped!("dfe_children_looked_after/SFR34_FormerCareLeavers2015.csv.gz"),
        2015,
        wide::read,
    ),
    (
        shipped!("dfe_children_looked_after/SFR41_CareLeavers2016.csv.gz"),
        2016,
        wide::read,
    ),
    (
        shipped!("dfe_children_looked_after/SFR50_CareLeavers17182017.csv.gz"),
        2017,
        wide::read,
    ),
    (
        shipped!("dfe_children_looked_after/SFR50_CareLeavers19to212017.csv.gz"),
        2017,
        wide::read,
    ),
    (
        shipped!("dfe_children_looked_after/la_care_leavers_activity_2018-2022.csv.gz"),
        2022,
        long::read,
    ),
    (
        shipped!("dfe_children_looked_after/la_care_leavers_activity_22to25.csv.gz"),
        2024,
        long::read,
    ),
    (
        shipped!("dfe_children_looked_after/la_care_leavers_intouch.csv.gz"),
        2024,
        long::read,
    ),
    (
        shipped!("dfe_children_looked_after/la_care_leavers_stayput.csv.gz"),
        2024,
        long::read,
    ),
    (
        shipped!("dfe_children_looked_after/la_care_leavers_accommodation_suitability.csv.gz"),
        2025,
        long::read,
    ),
];
const ACTIVITY: File = shipped!("dfe_children_looked_after/la_care_leavers_activity.csv.gz");
const NEIGHBOURS: File = shipped!("la_lookup/sn_model_2025_wide.csv.gz");
const DISTRICTS: File = shipped!("la_lookup/LTLA-UTLA_Apr23_Lookup_England-Wales.csv.gz");
const SCORECARDS: [(File, u16); 3] = [
    (shipped!("neet_scorecard/neet_scorecard_2023.csv.gz"), 2023),
    (shipped!("neet_scorecard/neet_scorecard_2024.csv.gz"), 2024),
    (shipped!("neet_scorecard/neet_scorecard_2025.csv.gz"), 2025),
];
const DICTIONARY: File = shipped!("lait/lait_dictionary_subset.csv.gz");
const INDICATORS: File = shipped!("lait/lait_leaving_care_subset.csv.gz");
const INSPECTIONS: File = shipped!("ofsted/inspection_grades.csv");
const HELD_BACK: File = shipped!("held_back_by_hand.csv");

/// Everything published that the product knows.
#[derive(Debug, Clone)]
pub struct Reference {
    pub figures: Figures,
    /// English authorities by number, then Welsh ones by code.
    pub authorities: Vec<Authority>,
    pub neighbours: Neighbours,
    pub scorecard: Vec<ScorecardRow>,
    pub indicators: Indicators,
    pub inspections: Vec<Inspection>,
    held_back_by_hand: Vec<HeldBackByHand>,
    pub findings: Vec<ReferenceFinding>,
}

impl Reference {
    /// The same with the figures of further releases beside it.
    #[must_use]
    pub fn with_figures(&self, further: Vec<Figure>) -> Self {
        let mut figures = self.figures.all().to_vec();
        figures.extend(further);
        Self {
            figures: Figures::new(figures),
            ..self.clone()
        }
    }

    /// By the code that the product uses: "888", or "W06000003" in Wales.
    pub fn authority(&self, code: &str) -> Option<&Authority> {
        self.authorities
            .iter()
            .find(|authority| authority.code == code)
    }

    pub fn authority_numbered(&self, number: u16) -> Option<&Authority> {
        self.authorities
            .iter()
            .find(|authority| authority.number == Some(number))
    }

    /// Categories of an authority's table that the Department held back although no rule of counts explains it: five rows of 2021 to
    /// 2024. To publish such a row as the Department did, pass these to [`PublishedTable::hold_back`].
    ///
    /// [`PublishedTable::hold_back`]: crate::suppression::PublishedTable::hold_back
    pub fn held_back_by_hand(
        &self,
        table: Table,
        authority: u16,
        ages: AgeBand,
        year: u16,
    ) -> Vec<Category> {
        let is_of_the_row = |cell: &&HeldBackByHand| {
            (cell.table, cell.authority, cell.ages, cell.year) == (table, authority, ages, year)
        };
        self.held_back_by_hand
            .iter()
            .filter(is_of_the_row)
            .map(|cell| cell.category)
            .collect()
    }

    /// The name that people read.
    pub fn place_name(&self, place: Place) -> &str {
        match place {
            Place::England => "England",
            Place::Region(region) => region.name(),
            Place::Authority(number) => self
                .authority_numbered(number)
                .map_or("Unknown authority", |authority| &authority.name),
        }
    }
}

/// The data that ships with the product. The first call reads it (a fraction of a second); later calls cost nothing.
pub fn embedded() -> &'static Reference {
    static REFERENCE: OnceLock<Reference> = OnceLock::new();
    REFERENCE.get_or_init(read_all)
}

fn read_all() -> Reference {
    let mut findings = Vec::new();
    let mut names = AuthorityNames::default();
    let mut figures: Vec<Figure> = Vec::new();
    for ((file, bytes), year, read) in
        FIGURES
            .into_iter()
            .chain([(ACTIVITY, 2025, long::read as Reader)])
    {
        let contents = read(file, &unpacked((file, bytes), &mut findings), Release(year));
        figures.extend(contents.figures);
        findings.extend(contents.findings);
        names.merge(contents.names);
    }
    let mut authorities = names.into_authorities();
    authorities.extend(welsh_authorities(
        DISTRICTS.0,
        &unpacked(DISTRICTS, &mut findings),
        &mut findings,
    ));
    let neighbours = Neighbours::read(
        NEIGHBOURS.0,
        &unpacked(NEIGHBOURS, &mut findings),
        &mut findings,
    );
    let mut scorecard = Vec::new();
    for (file, year) in SCORECARDS {
        scorecard.extend(scorecard::read(
            file.0,
            &unpacked(file, &mut findings),
            Release(year),
            &mut findings,
        ));
    }
    let dictionary = unpacked(DICTIONARY, &mut findings);
    let data = unpacked(INDICATORS, &mut findings);
    let indicators = Indicators::read(
        (DICTIONARY.0, &dictionary),
        (INDICATORS.0, &data),
        &mut findings,
    );
    let inspections = inspections::read(INSPECTIONS.0, INSPECTIONS.1, &mut findings);
    let held_back_by_hand = held_back_by_hand::read(HELD_BACK.0, HELD_BACK.1, &mut findings);
    Reference {
        figures: Figures::new(figures),
        authorities,
        neighbours,
        scorecard,
        indicators,
        inspections,
        held_back_by_hand,
        findings,
    }
}

fn unpacked(file: File, findings: &mut Vec<ReferenceFinding>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Err(error) = GzDecoder::new(file.1).read_to_end(&mut bytes) {
        findings.push(ReferenceFinding {
            file: file.0.to_owned(),
            line: None,
            reason: format!("The file could not be unpacked: {error}."),
        });
    }
    bytes
}
