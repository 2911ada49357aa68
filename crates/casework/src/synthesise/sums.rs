//! Better-off sums for a made-up council, so that its pages show some that were kept, and some that come out differently today.

use better_off::{Born, CareStatus, Health, Household, Immigration, Job, Learning, Pence, Tenure};
use jiff::{
    ToSpan,
    civil::{Date, date},
    tz::TimeZone,
};
use leaving_care::{
    accommodation::{AccommodationKind, accommodation_on},
    authority,
    calendar::{LeapDayBirthday, age_years},
    eligibility::{Category, category_on},
    facts::{AuthorityFacts, PersonFacts},
};
use store::better_off::RunRecord;

use super::dice::Dice;
use crate::better_off::{Alternative, Case, Start, Work, run_of};

/// In a thousand of those for whom it was asked. Enough to look at.
const ASKED: usize = 60;
/// The first day for which rates are known: no sum is older.
const FIRST_RATES: Date = date(2025, 4, 6);

/// Sums that were kept in the months before the last day of a council's facts.
pub(super) fn sums(dice: &mut Dice, facts: &AuthorityFacts, last_day: Date) -> Vec<RunRecord> {
    let earliest = last_day.saturating_sub(10.months()).max(FIRST_RATES);
    let mut sums = Vec::new();
    for person in &facts.people {
        if earliest >= last_day || !dice.chance(ASKED) {
            continue;
        }
        let made_on = dice.day(earliest, last_day);
        let Some(case) = case(dice, person, &facts.authority, made_on) else {
            continue;
        };
        let noon = made_on.at(12, 0, 0, 0).to_zoned(TimeZone::UTC);
        let made_at = noon.map(|moment| moment.timestamp()).unwrap_or_default();
        let made = (made_at, "made up".to_owned(), None);
        // Without rates for its day there is no sum.
        if let Ok(run) = run_of(
            dice.id(),
            &facts.authority,
            Some(person.person),
            made,
            &case,
        ) {
            sums.push(run);
        }
    }
    sums
}

/// Somebody grown-up who left care and rents, beside a job of a few hours and a longer one.
fn case(dice: &mut Dice, person: &PersonFacts, authority: &str, made_on: Date) -> Option<Case> {
    let leap_day = LeapDayBirthday::default();
    let age = age_years(person.date_of_birth, made_on, leap_day);
    let nation = authority::Nation::of(authority);
    let category = category_on(person, nation, made_on, leap_day).0?;
    let is_former = matches!(
        category,
        Category::FormerRelevant | Category::Category3 | Category::Category4
    );
    let home = accommodation_on(&person.accommodations, made_on)?;
    if !is_former || !(18..25).contains(&age) {
        return None;
    }
    let mut household = Household::of(Born::On(person.date_of_birth));
    let claimant = &mut household.claimant;
    claimant.care = CareStatus::FormerRelevant;
    claimant.health = Health::Well;
    claimant.learning = Learning::None;
    claimant.immigration = Immigration::MayClaim;
    household.capital = Some(Pence::ZERO);
    household.home.nation = match nation {
        authority::Nation::England => better_off::Nation::England,
        authority::Nation::Wales => better_off::Nation::Wales,
    };
    let is_supported = matches!(
        home.value.code.kind,
        AccommodationKind::D | AccommodationKind::E | AccommodationKind::T
    );
    let (tenure, least, most) = if is_supported {
        (Tenure::Supported, 80, 110)
    } else {
        (Tenure::Social, 38, 52)
    };
    household.home.tenure = tenure;
    household.home.bedrooms = Some(1);
    household.home.rent_a_month = Pence::pounds(i64::from(dice.between(least, most)) * 10);
    household.claim.assessment_day = i8::try_from(dice.between(1, 28)).ok();
    let offer = |name: &str, hours: u32, travel: i64| {
        // The lowest pay that the law allows: right at every age.
        let mut job = Job::of(better_off::Pay::LegalMinimum, hours * 60);
        job.costs.travel_a_week = Pence::pounds(travel);
        Alternative {
            name: name.to_owned(),
            work: Work::Job(job),
            ..Alternative::default()
        }
    };
    let (short, long) = dice.weighted(&[
        (("Kitchen job", "Warehouse job"), 40),
        (("Shop job", "Care home job"), 40),
        (("Café job", "Building site job"), 20),
    ]);
    Some(Case {
        as_at: made_on,
        household,
        offers: vec![
            offer(short, u32::try_from(dice.between(12, 20)).unwrap_or(16), 10),
            offer(long, u32::try_from(dice.between(30, 38)).unwrap_or(35), 22),
        ],
        start: Start::default(),
    })
}
