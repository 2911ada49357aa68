//! Each fact of the record, the answer that it fills in, and what stays open.

use super::*;
use jiff::civil::date;
use leaving_care::{placement::Placement, placement::ShortCode, spell::Spell};

const TODAY: Date = date(2026, 3, 3);

fn facts(born: Date, in_care: &[(Date, Option<Date>)]) -> PersonFacts {
    let placement = Placement {
        legal_status: ShortCode::new("C2"),
        place: ShortCode::new("U4"),
        reason_ended: ShortCode::NONE,
    };
    PersonFacts {
        date_of_birth: born,
        placements: in_care
            .iter()
            .map(|(from, until)| Spell::new(placement, *from, *until))
            .collect(),
        ..PersonFacts::default()
    }
}

fn known(facts: &PersonFacts) -> Known<'_> {
    let (category, because) = category_on(
        facts,
        leaving_care::authority::Nation::England,
        TODAY,
        LeapDayBirthday::default(),
    );
    Known {
        authority: "E10000017",
        facts,
        as_at: TODAY,
        category,
        because: because
            .iter()
            .map(leaving_care::eligibility::Reason::sentence)
            .collect(),
        home: None,
        activity: None,
    }
}

#[test]
fn care_is_as_it_was_before_eighteen() {
    let check = |born: Date, in_care: &[(Date, Option<Date>)], expected: CareStatus| {
        let facts = facts(born, in_care);
        let (care, said) = known(&facts).care();
        assert_eq!(care, expected, "{born} {said}");
    };
    let long = |until| [(date(2010, 1, 1), until)];
    check(date(2009, 1, 1), &long(None), CareStatus::Eligible);
    check(
        date(2009, 1, 1),
        &long(Some(date(2026, 1, 1))),
        CareStatus::Relevant,
    );
    check(
        date(2006, 5, 4),
        &long(Some(date(2024, 5, 4))),
        CareStatus::FormerRelevant,
    );
    // 25 already: no category any more, but a care leaver before 18.
    check(
        date(2001, 3, 3),
        &long(Some(date(2019, 3, 3))),
        CareStatus::CareLeaver,
    );
    // Thirteen weeks are 91 days: one less does not do, and there is no category after 21.
    check(
        date(2003, 1, 1),
        &[(date(2020, 6, 1), Some(date(2020, 8, 30)))],
        CareStatus::NotACareLeaver,
    );
    check(date(2006, 5, 4), &[], CareStatus::Unknown);
}

#[test]
fn homes_say_who_the_landlord_is_or_leave_it_open() {
    let facts = facts(date(2006, 5, 4), &[]);
    for (letter, expected) in [
        ("B1", Some(Tenure::NoRent)),
        ("C1", Some(Tenure::NoRent)),
        ("D1", Some(Tenure::Supported)),
        ("E1", Some(Tenure::Supported)),
        ("T1", Some(Tenure::Supported)),
        ("K1", Some(Tenure::Private)),
        ("X2", Some(Tenure::NoRent)),
        ("U1", None),
        ("Z1", None),
        ("W2", None),
        ("S2", None),
        ("0", None),
    ] {
        let code: leaving_care::accommodation::AccommodationCode = letter.parse().unwrap();
        let mut known = known(&facts);
        known.home = Some((code.kind, date(2025, 9, 1)));
        let (tenure, said) = known.tenure();
        assert_eq!(tenure, expected, "{letter}");
        assert!(said.contains("1 September 2025"), "{said}");
        assert_eq!(said.contains("choose"), expected.is_none(), "{said}");
    }
    assert_eq!(known(&facts).tenure().0, None);
}

#[test]
fn work_is_taken_with_its_hours_and_pay_or_asked() {
    let facts = facts(date(2006, 5, 4), &[]);
    let since = date(2025, 4, 28);
    let check = |code: ActivityCode, hours, wage, expected: Option<(Pay, u32)>, open: &str| {
        let mut known = known(&facts);
        let mut details = ActivityDetails::of(code);
        details.hours_a_week = hours;
        details.wage_pence_an_hour = wage;
        known.activity = Some((details, since));
        let (job, said) = known.job();
        let found = job.as_ref().map(|job| (job.pay, job.minutes_a_week));
        assert_eq!(found, expected, "{code:?}");
        assert!(said.contains(open), "{said}");
        let is_apprentice = job.is_some_and(|job| job.apprenticeship.is_some());
        let should_be = matches!(code, ActivityCode::F4 | ActivityCode::P4) && expected.is_some();
        assert_eq!(is_apprentice, should_be, "{code:?}");
    };
    let hourly = Some((Pay::Hourly(Pence(755)), 34 * 60));
    check(
        ActivityCode::F4,
        Some(34),
        Some(755),
        hourly,
        "28 April 2025",
    );
    check(
        ActivityCode::P5,
        Some(14),
        None,
        Some((Pay::LegalMinimum, 14 * 60)),
        "lowest legal pay",
    );
    check(ActivityCode::F5, None, Some(1100), None, "enter them");
    check(ActivityCode::G5, None, None, None, "No job is recorded");
    check(ActivityCode::F2, Some(15), None, None, "No job is recorded");
    assert_eq!(known(&facts).job().0, None);
}

#[test]
fn courses_are_taken_and_the_rest_is_none() {
    let facts = facts(date(2006, 5, 4), &[]);
    for (code, expected) in [
        (ActivityCode::F1, Learning::AdvancedFullTime),
        (ActivityCode::P2, Learning::PartTime),
        (ActivityCode::F4, Learning::None),
        (ActivityCode::G6, Learning::None),
        (ActivityCode::NotKnown, Learning::Unknown),
        (
            ActivityCode::F2,
            Learning::NonAdvanced {
                hours_a_week: None,
                started_on: Some(date(2025, 9, 1)),
                has_maintenance: false,
            },
        ),
    ] {
        let mut known = known(&facts);
        known.activity = Some((ActivityDetails::of(code), date(2025, 9, 1)));
        assert_eq!(known.learning().0, expected, "{code:?}");
    }
    assert_eq!(known(&facts).learning().0, Learning::Unknown);
}

#[test]
fn london_and_wales_come_from_the_council() {
    let facts = facts(date(2006, 5, 4), &[]);
    for (authority, nation, is_in_london) in [
        ("E10000017", Nation::England, false),
        ("E09000007", Nation::England, true),
        ("W06000003", Nation::Wales, false),
    ] {
        let mut known = known(&facts);
        known.authority = authority;
        let home = known.filled("Ash".into()).case.household.home;
        assert_eq!((home.nation, home.is_in_london), (nation, is_in_london));
    }
}
