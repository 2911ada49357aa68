//! Who can claim: age and UC Regs 2013 reg 8, couples and reg 3, courses and regs 5 and 12 to 14, savings and reg 18, the right to claim.

use better_off::{
    Ask, Born, CareStatus, Health, Household, Immigration, Learning, Pence, Pip, PipRate, calculate,
};

use crate::made::{care_leaver, child, day, in_spring, on, person, spring, with};

fn check(case: &str, household: &Household, expected: bool) {
    let found = in_spring(household);
    assert_eq!(found.eligible, expected, "{case}");
    assert_eq!(found.maximum_award > Pence::ZERO, expected, "{case}");
    assert!(
        found.standard_allowance > Pence::ZERO,
        "{case}: elements are shown"
    );
}

fn asks(household: &Household, ask: Ask) -> bool {
    let outcome = calculate(household, spring()).unwrap();
    outcome.ask.iter().any(|question| question.ask == ask)
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn age_is_18_and_16_only_by_regulation_8() {
    let young = |age, care, change: &dyn Fn(&mut better_off::Person)| {
        with(care_leaver(age), |household| {
            household.claimant.care = care;
            change(&mut household.claimant);
        })
    };
    let (leaver, other) = (CareStatus::Relevant, CareStatus::NotACareLeaver);
    for (case, age, care, change, expected) in [
        (
            "18",
            18,
            leaver,
            &(|_: &mut _| {}) as &dyn Fn(&mut better_off::Person),
            true,
        ),
        ("17", 17, leaver, &|_: &mut _| {}, false),
        ("17, not a care leaver", 17, other, &|_: &mut _| {}, false),
        (
            "15",
            15,
            other,
            &|person| person.health = Health::LimitedCapability,
            false,
        ),
        (
            "reg 8(1)(a)",
            16,
            leaver,
            &|person| person.health = Health::LimitedCapability,
            true,
        ),
        (
            "reg 8(1)(b)",
            16,
            leaver,
            &|person| person.health = Health::FitNote,
            true,
        ),
        (
            "reg 8(1)(c), care leaver: reg 8(2)",
            17,
            leaver,
            &|person| person.is_carer = Some(true),
            false,
        ),
        (
            "reg 8(1)(c), other",
            17,
            other,
            &|person| person.is_carer = Some(true),
            true,
        ),
        (
            "reg 8(1)(f), care leaver: reg 8(2)",
            17,
            leaver,
            &|person| person.is_near_birth = Some(true),
            false,
        ),
        (
            "reg 8(1)(f), other",
            17,
            other,
            &|person| person.is_near_birth = Some(true),
            true,
        ),
        (
            "reg 8(1)(g), care leaver: reg 8(2)",
            17,
            leaver,
            &|person| person.has_parental_support = Some(false),
            false,
        ),
        (
            "reg 8(1)(g), other",
            17,
            other,
            &|person| person.has_parental_support = Some(false),
            true,
        ),
        (
            "reg 8(1)(g), qualifying",
            17,
            CareStatus::Qualifying,
            &|person| person.has_parental_support = Some(false),
            true,
        ),
        (
            "reg 8(1)(g), still looked after",
            17,
            CareStatus::Eligible,
            &|person| person.has_parental_support = Some(false),
            false,
        ),
        (
            "reg 8(1)(g), status unknown",
            17,
            CareStatus::Unknown,
            &|person| person.has_parental_support = Some(false),
            false,
        ),
    ] {
        check(case, &young(age, care, change), expected);
    }
    let unknown = young(17, CareStatus::Unknown, &|person| {
        person.is_carer = Some(true);
    });
    assert!(asks(&unknown, Ask::CareStatus));
}

#[test]
fn a_child_opens_the_claim_at_16() {
    let parent = |age| {
        with(care_leaver(age), |household| {
            household.children.push(child(0));
        })
    };
    check("reg 8(1)(d) at 16", &parent(16), true);
    check("reg 8(1)(d) at 15", &parent(15), false);
}

#[test]
fn the_18th_birthday_opens_the_claim_on_the_day() {
    let household = with(care_leaver(0), |household| {
        household.claimant.born = Born::On(day("2008-05-10"));
    });
    assert!(!on(&household, "2026-05-09").eligible);
    assert!(on(&household, "2026-05-10").eligible);
}

/// Reg 3(3)(a): the one who is old enough claims as a single person; the earnings and savings of both count.
#[test]
fn one_of_a_couple_may_claim_alone() {
    let couple = |age, partners| {
        with(care_leaver(age), |household| {
            household.partner = Some(person(partners));
        })
    };
    for (case, age, partner, eligible, allowance) in [
        ("both 18", 18, 18, true, 52834),
        ("one 17", 18, 17, true, 33858),
        ("the claimant 17", 17, 26, true, 42490),
        ("both 17", 17, 17, false, 52834),
        ("one 25", 24, 25, true, 66697),
        ("both 24", 24, 24, true, 52834),
    ] {
        let household = couple(age, partner);
        check(case, &household, eligible);
        let found = in_spring(&household).standard_allowance;
        assert_eq!(found, Pence(allowance), "{case}");
    }
}

#[test]
fn savings_above_16000_shut_out() {
    for (savings, expected) in [(0, true), (1_600_000, true), (1_600_001, false)] {
        let household = with(care_leaver(20), |household| {
            household.capital = Some(Pence(savings));
        });
        check(&savings.to_string(), &household, expected);
    }
    let unknown = with(care_leaver(20), |household| household.capital = None);
    assert!(asks(&unknown, Ask::Capital));
    assert!(!asks(&care_leaver(20), Ask::Capital));
}

#[test]
fn the_right_to_claim_is_for_an_adviser() {
    for (immigration, eligible, asked) in [
        (Immigration::MayClaim, true, false),
        (Immigration::Unknown, true, true),
        (Immigration::AskAnAdviser, false, true),
    ] {
        let household = with(care_leaver(20), |household| {
            household.claimant.immigration = immigration;
        });
        check(&format!("{immigration:?}"), &household, eligible);
        assert_eq!(asks(&household, Ask::Immigration), asked);
    }
}

fn course(hours: Option<u8>, started: Option<&str>, has_maintenance: bool) -> Learning {
    Learning::NonAdvanced {
        hours_a_week: hours,
        started_on: started.map(day),
        has_maintenance,
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn a_course_shuts_out_unless_an_exception_holds() {
    let student = |born: &str, learning, change: &dyn Fn(&mut Household)| {
        with(care_leaver(0), |household| {
            household.claimant.born = Born::On(day(born));
            household.claimant.learning = learning;
            change(household);
        })
    };
    let none = |_: &mut Household| {};
    let alone = |household: &mut Household| household.claimant.has_parental_support = Some(false);
    let parent = |household: &mut Household| household.children.push(child(1));
    let pip = |household: &mut Household| {
        household.claimant.pip = Some(Pip {
            daily_living: Some(PipRate::Standard),
            mobility: None,
        });
    };
    let pip_and_unwell = |household: &mut Household| {
        pip(household);
        household.claimant.health = Health::LimitedCapability;
    };
    let advanced = Learning::AdvancedFullTime;
    for (case, born, learning, change, expected) in [
        (
            "reg 12(2)(a): a degree",
            "2006-01-10",
            advanced,
            &none as &dyn Fn(&mut Household),
            false,
        ),
        (
            "reg 14(1)(a) is not for degrees",
            "2006-01-10",
            advanced,
            &alone,
            false,
        ),
        (
            "reg 14(1)(c): a degree with a child",
            "2006-01-10",
            advanced,
            &parent,
            true,
        ),
        (
            "PIP alone is not enough",
            "2006-01-10",
            advanced,
            &pip,
            false,
        ),
        (
            "reg 14(1)(b): PIP and limited capability",
            "2006-01-10",
            advanced,
            &pip_and_unwell,
            true,
        ),
        (
            "reg 12(1A): 18, 13 hours",
            "2008-01-10",
            course(Some(13), None, false),
            &none,
            false,
        ),
        (
            "reg 5(2): 18, 12 hours",
            "2008-01-10",
            course(Some(12), None, false),
            &none,
            true,
        ),
        (
            "hours unknown are taken as full time",
            "2008-01-10",
            course(None, None, false),
            &none,
            false,
        ),
        (
            "reg 14(1)(a): 18, without support",
            "2008-01-10",
            course(Some(16), None, false),
            &alone,
            true,
        ),
        (
            "reg 14(1)(a): 20, without support, grant",
            "2006-01-10",
            course(Some(16), None, true),
            &alone,
            true,
        ),
        (
            "reg 12(2)(b): 20, with support, grant",
            "2006-01-10",
            course(Some(16), None, true),
            &none,
            false,
        ),
        (
            "20, without grant: not reg 12(2)(b)",
            "2006-01-10",
            course(Some(16), None, false),
            &none,
            true,
        ),
        (
            "21, turned 21 on the course",
            "2005-04-01",
            course(Some(16), Some("2025-09-01"), true),
            &alone,
            true,
        ),
        (
            "21, began after turning 21",
            "2005-04-01",
            course(Some(16), Some("2026-04-02"), true),
            &alone,
            false,
        ),
        (
            "21 on the first day of the course",
            "2005-04-01",
            course(Some(16), Some("2026-04-01"), true),
            &alone,
            false,
        ),
        (
            "22, turned 21 on the course",
            "2004-04-01",
            course(Some(16), Some("2025-03-31"), true),
            &alone,
            false,
        ),
        ("part time", "2006-01-10", Learning::PartTime, &none, true),
        (
            "traineeship",
            "2008-01-10",
            Learning::RelevantTraining,
            &none,
            true,
        ),
    ] {
        check(case, &student(born, learning, change), expected);
    }
}

/// Reg 5(3): until 31 August after the 19th birthday, on a course that began before it.
#[test]
fn a_qualifying_young_person_ends_on_31_august_after_turning_19() {
    for (born, started, on_day, expected) in [
        ("2007-05-10", "2025-09-01", "2026-05-09", false),
        ("2007-05-10", "2025-09-01", "2026-05-10", false),
        ("2007-05-10", "2025-09-01", "2026-08-31", false),
        ("2007-05-10", "2025-09-01", "2026-09-01", true),
        ("2007-05-10", "2026-05-11", "2026-06-01", true),
        ("2007-09-02", "2025-09-01", "2026-09-01", false),
        ("2007-09-02", "2025-09-01", "2026-12-01", false),
    ] {
        let household = with(care_leaver(0), |household| {
            household.claimant.born = Born::On(day(born));
            household.claimant.learning = course(Some(16), Some(started), false);
        });
        let found = on(&household, on_day).eligible;
        assert_eq!(found, expected, "{born} {started} {on_day}");
    }
}

/// Reg 3(2)(b): one of a couple may study.
#[test]
fn one_student_in_a_couple_does_not_stop_the_claim() {
    let couple = |claimants, partners| {
        with(care_leaver(20), |household| {
            household.claimant.learning = claimants;
            let mut partner = person(20);
            partner.learning = partners;
            household.partner = Some(partner);
        })
    };
    let (none, degree) = (Learning::None, Learning::AdvancedFullTime);
    check("one", &couple(degree, none), true);
    check("the other", &couple(none, degree), true);
    check("both", &couple(degree, degree), false);
    // Reg 3(3)(a): the one who claims alone must not study, whatever the other does.
    let mut alone = couple(none, degree);
    alone.claimant.born = Born::Years(17);
    check("the one who claims", &alone, false);
    alone.partner.as_mut().unwrap().learning = none;
    alone.claimant.learning = degree;
    check("the one who does not", &alone, true);
}

#[test]
fn what_nobody_said_is_asked() {
    let unknown = Household::of(Born::Years(20));
    for ask in [
        Ask::DateOfBirth,
        Ask::Capital,
        Ask::Immigration,
        Ask::Learning,
        Ask::Health,
        Ask::Carer,
        Ask::OtherAdults,
        Ask::CouncilTaxBill,
        Ask::AssessmentDay,
    ] {
        assert!(asks(&unknown, ask), "{ask:?}");
    }
}
