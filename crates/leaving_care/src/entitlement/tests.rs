//! Each entitlement on both sides of each of its boundaries, for made-up lives.

use jiff::civil::{Date, date};

use super::*;
use crate::{
    activity::{Activity, ActivityCode},
    source::Standing,
    spell::Spell,
};

/// Born on 15 June 2006: 16 in 2022, 18 in 2024, 19 in 2025, 25 in 2031.
const BORN: Date = date(2006, 6, 15);
const DAY: Date = date(2026, 3, 3);

struct Life(PersonFacts);

/// Looked after from 12 until a day; `None` goes on.
fn cared_for(born: Date, until: Option<Date>) -> Life {
    let placement = "C2 U4 E4A".parse().expect("an episode");
    Life(PersonFacts {
        date_of_birth: born,
        placements: vec![Spell::new(placement, date(born.year() + 12, 1, 1), until)],
        ..PersonFacts::default()
    })
}

/// In care until 18: former relevant afterwards.
fn former_relevant() -> Life {
    cared_for(BORN, Some(date(2024, 6, 15)))
}

impl Life {
    fn does(self, code: ActivityCode, from: Date, until: Option<Date>) -> Self {
        self.known(code, from, until, Standing::Recorded)
    }

    fn known(
        mut self,
        code: ActivityCode,
        from: Date,
        until: Option<Date>,
        standing: Standing,
    ) -> Self {
        let activity = Activity {
            code,
            hours_a_week: None,
            standing,
        };
        self.0.activities.push(Spell::new(activity, from, until));
        self
    }

    fn asked(
        &self,
        id: &str,
        catalogue: &Catalogue,
        nation: Nation,
        as_at: Date,
    ) -> Option<Entitled> {
        let asked = Asked {
            nation,
            as_at,
            leap_day: LeapDayBirthday::default(),
        };
        entitlements(&self.0, catalogue, asked)
            .into_iter()
            .find(|entitled| entitled.entitlement.id == id)
    }

    #[track_caller]
    fn is(&self, id: &str, as_at: Date, expected: Answer, limit: Option<i64>) {
        let found = self
            .asked(id, Catalogue::shipped(), Nation::England, as_at)
            .expect("in the catalogue");
        assert_eq!(
            (found.answer, found.limit()),
            (expected, limit.map(Pence::pounds)),
            "{id} on {as_at}: {:?}",
            found.why
        );
        assert!(!found.why.is_empty(), "{id} on {as_at} has no reason");
    }
}

#[test]
fn the_shipped_catalogue_is_whole() {
    let catalogue = Catalogue::shipped();
    assert_eq!(catalogue.faults, Vec::<String>::new());
    assert!(catalogue.entitlements().count() >= 12);
    for entitlement in catalogue.entitlements() {
        let who = &entitlement.who;
        assert!(!who.care.is_empty(), "{}", entitlement.id);
        let has_question = !who.ask_care.is_empty() || !who.ask_activities.is_empty();
        assert_eq!(has_question, !who.ask_why.is_empty(), "{}", entitlement.id);
        let ids = catalogue
            .entitlements()
            .filter(|other| other.id == entitlement.id);
        assert_eq!(ids.count(), 1, "{}", entitlement.id);
        for pair in catalogue.amounts(&entitlement.id).windows(2) {
            let [first, second] = pair else { continue };
            assert!(
                first.to.is_some() && first.to < second.from,
                "{first:?} {second:?}"
            );
        }
        // What the young person reads is a sentence, and short.
        for words in [&entitlement.words, &entitlement.how_to_get] {
            assert!(words.ends_with('.') && words.len() < 220, "{words}");
        }
    }
}

#[test]
fn faults_in_a_file_are_said() {
    let check = |text: &str, fault: &str| {
        let text = format!("# head\n\n{text}");
        let faults = Catalogue::read(&[&text]).faults;
        assert!(
            faults.iter().any(|found| found.starts_with(fault)),
            "{faults:?}"
        );
    };
    check("[[entitlement]]\ntitle = \"x\"", "no id");
    check("[[tax]]\n", "neither an entitlement nor an amount");
    check(
        "[[amount]]\nentitlement = \"a\"\npounds = 1\nsource = \"s\"\nverified = true",
        "an amount of an unknown entitlement: a",
    );
    check("[[amount]]\nentitlement = \"a\"\npounds = one", "no amount");
    check(
        "[[amount]]\nentitlement = \"a\"\npounds = 1\nfrom = \"2026-02-30\"",
        "from is no day",
    );
    check(
        "[[amount]]\nentitlement = \"a\"\npounds = 1\nsource = \"s\"\nverified = maybe",
        "verified cannot be maybe",
    );
    check(
        "[[amount]]\nentitlement = \"a\"\npounds = 3\ninstalments = \"60 1, 120 1\"\nsource = \"s\"\nverified = true",
        "the instalments do not come to the amount",
    );
    check(
        "[[amount]]\nentitlement = \"a\"\npounds = 3\nfrom = \"2026-02-02\"\nto = \"2026-02-01\"\nsource = \"s\"\nverified = true",
        "ends before it begins",
    );
}

#[test]
fn the_setting_up_home_allowance() {
    let id = "setting_up_home_allowance";
    // The amount changes on 1 April 2023; somebody relevant at 16.
    let relevant = cared_for(BORN, Some(date(2022, 9, 1)));
    relevant.is(id, date(2023, 3, 31), Answer::Yes, Some(2_000));
    relevant.is(id, date(2023, 4, 1), Answer::Yes, Some(3_000));
    // Until the day before the twenty-fifth birthday.
    let former = former_relevant();
    former.is(id, date(2024, 6, 15), Answer::Yes, Some(3_000));
    former.is(id, date(2031, 6, 14), Answer::Yes, Some(3_000));
    former.is(id, date(2031, 6, 15), Answer::No, Some(3_000));
    // Still in care: to be asked. Too young, or in care for too short a time: no.
    let eligible = cared_for(BORN, None);
    eligible.is(id, date(2023, 6, 1), Answer::Ask, Some(3_000));
    eligible.is(id, date(2022, 6, 14), Answer::No, Some(2_000));
    let short = Life(PersonFacts {
        date_of_birth: BORN,
        placements: vec![Spell::new(
            "C2 U4 E4A".parse().expect("an episode"),
            date(2023, 1, 1),
            Some(date(2023, 2, 1)),
        )],
        ..PersonFacts::default()
    });
    short.is(id, date(2025, 1, 1), Answer::No, Some(3_000));
    // Nothing known of any time in care is a question, not a no.
    Life(PersonFacts {
        date_of_birth: BORN,
        ..PersonFacts::default()
    })
    .is(id, DAY, Answer::Ask, Some(3_000));
    // Born on 29 February: 25 on 1 March.
    let leap = cared_for(date(2004, 2, 29), Some(date(2022, 3, 1)));
    leap.is(id, date(2029, 2, 28), Answer::Yes, Some(3_000));
    leap.is(id, date(2029, 3, 1), Answer::No, Some(3_000));
}

#[test]
fn whoever_has_died_or_whose_duties_ended_is_not_offered_money() {
    use crate::in_touch::{InTouch, InTouchCode};
    let ended = |code: InTouchCode| {
        let mut life = cared_for(BORN, Some(date(2023, 1, 1)));
        let value = InTouch {
            code,
            standing: Standing::Recorded,
        };
        life.0
            .in_touch
            .push(Spell::new(value, date(2023, 8, 1), None));
        life
    };
    for code in [InTouchCode::Died, InTouchCode::Rhom] {
        for entitlement in Catalogue::shipped().entitlements() {
            for nation in [Nation::England, Nation::Wales] {
                let found = ended(code).asked(&entitlement.id, Catalogue::shipped(), nation, DAY);
                assert!(
                    found.is_none_or(|found| found.answer == Answer::No),
                    "{code:?} {}",
                    entitlement.id
                );
            }
        }
    }
}

#[test]
fn the_higher_education_bursary() {
    use ActivityCode::{F1, F2, G5, NotKnown, P1};
    let id = "higher_education_bursary";
    let began = date(2025, 9, 15);
    former_relevant()
        .does(F1, began, None)
        .is(id, DAY, Answer::Yes, Some(2_000));
    former_relevant()
        .does(F1, began, None)
        .is(id, date(2025, 9, 14), Answer::Ask, Some(2_000));
    former_relevant()
        .does(P1, began, None)
        .is(id, DAY, Answer::Ask, Some(2_000));
    former_relevant()
        .does(F2, began, None)
        .is(id, DAY, Answer::No, Some(2_000));
    former_relevant()
        .does(G5, began, None)
        .is(id, DAY, Answer::No, Some(2_000));
    former_relevant()
        .does(NotKnown, began, None)
        .is(id, DAY, Answer::Ask, Some(2_000));
    former_relevant().is(id, DAY, Answer::Ask, Some(2_000));
    // Courses that began on or after 1 September 2008.
    let older = || cared_for(date(1989, 1, 1), Some(date(2007, 1, 1)));
    older()
        .does(F1, date(2008, 8, 31), None)
        .is(id, date(2009, 1, 1), Answer::No, None);
    older()
        .does(F1, date(2008, 9, 1), None)
        .is(id, date(2009, 1, 1), Answer::Yes, Some(2_000));
    // 18 makes former relevant.
    let sixteen = cared_for(BORN, Some(date(2023, 1, 1)));
    sixteen
        .does(F1, date(2023, 9, 1), None)
        .is(id, date(2024, 6, 14), Answer::No, Some(2_000));
    // A return says only that it was so on a birthday: since when must be asked.
    former_relevant()
        .known(F1, date(2025, 6, 15), None, Standing::Returned)
        .is(id, DAY, Answer::Ask, Some(2_000));
}

#[test]
fn the_bursary_at_16_to_19_looks_at_31_august() {
    use ActivityCode::{F1, F2, F4};
    let id = "bursary_16_to_19";
    let student = |born: Date| cared_for(born, None).does(F2, date(2022, 9, 1), None);
    // 19 on 31 August 2025: too old from that academic year; 19 a day later: still in time.
    student(date(2006, 8, 31)).is(id, date(2025, 7, 31), Answer::Yes, Some(1_200));
    student(date(2006, 8, 31)).is(id, date(2025, 8, 1), Answer::No, Some(1_200));
    let in_time =
        |born: Date| cared_for(born, Some(date(2024, 9, 1))).does(F2, date(2022, 9, 1), None);
    in_time(date(2006, 9, 1)).is(id, date(2025, 8, 1), Answer::Yes, Some(1_200));
    in_time(date(2006, 9, 1)).is(id, date(2026, 7, 31), Answer::Yes, Some(1_200));
    in_time(date(2006, 9, 1)).is(id, date(2026, 8, 1), Answer::No, Some(1_200));
    // 16 on 31 August.
    student(date(2009, 8, 31)).is(id, date(2025, 10, 1), Answer::Yes, Some(1_200));
    student(date(2009, 9, 1)).is(id, date(2025, 10, 1), Answer::No, Some(1_200));
    for code in [F1, F4] {
        cared_for(date(2008, 1, 1), None)
            .does(code, date(2025, 9, 1), None)
            .is(id, DAY, Answer::No, Some(1_200));
    }
}

#[test]
fn the_apprenticeship_bursary_goes_by_the_day_of_the_start() {
    use ActivityCode::{F3, F4, F5, P4};
    let id = "apprenticeship_bursary";
    let apprentice = |born: Date, began: Date| {
        let eighteenth = date(born.year() + 18, born.month(), born.day());
        cared_for(born, Some(eighteenth)).does(F4, began, None)
    };
    let born = date(1999, 3, 10);
    apprentice(born, date(2018, 7, 31)).is(id, date(2020, 1, 1), Answer::No, None);
    apprentice(born, date(2018, 8, 1)).is(id, date(2020, 1, 1), Answer::Yes, Some(1_000));
    let born = date(2002, 3, 10);
    apprentice(born, date(2023, 7, 31)).is(id, date(2026, 1, 1), Answer::Yes, Some(1_000));
    apprentice(born, date(2023, 8, 1)).is(id, date(2026, 1, 1), Answer::Yes, Some(3_000));
    // Under 25 at the start; what they are now does not matter while the duties last.
    apprentice(date(2000, 9, 2), date(2025, 9, 1)).is(
        id,
        date(2025, 9, 1),
        Answer::Yes,
        Some(3_000),
    );
    apprentice(date(2000, 9, 1), date(2025, 9, 1)).is(
        id,
        date(2025, 9, 1),
        Answer::No,
        Some(3_000),
    );
    former_relevant()
        .does(F5, date(2025, 9, 1), None)
        .is(id, DAY, Answer::No, Some(3_000));
    former_relevant()
        .does(F3, date(2025, 9, 1), None)
        .is(id, DAY, Answer::Ask, Some(3_000));
    // Part time after full time is one apprenticeship; a day between makes two.
    let one = former_relevant()
        .does(F4, date(2023, 7, 1), Some(date(2024, 7, 1)))
        .does(P4, date(2024, 7, 1), None);
    one.is(id, DAY, Answer::Yes, Some(1_000));
    let two = former_relevant()
        .does(F4, date(2023, 7, 1), Some(date(2024, 7, 1)))
        .does(P4, date(2024, 7, 2), None);
    two.is(id, DAY, Answer::Yes, Some(3_000));
}

#[test]
fn instalments_fall_due_60_120_and_300_days_after_the_start() {
    let life = |began: Date| {
        cared_for(date(2003, 3, 10), Some(date(2021, 3, 10))).does(ActivityCode::F4, began, None)
    };
    let due = |began: Date| {
        let found = life(began).asked(
            "apprenticeship_bursary",
            Catalogue::shipped(),
            Nation::England,
            DAY,
        );
        found.map(|found| found.due).unwrap_or_default()
    };
    let days: Vec<(usize, Date, Pence)> = due(date(2024, 1, 1))
        .iter()
        .map(|due| (due.number, due.on, due.amount))
        .collect();
    assert_eq!(
        days,
        [
            (1, date(2024, 3, 1), Pence::pounds(1_000)),
            (2, date(2024, 4, 30), Pence::pounds(1_000)),
            (3, date(2024, 10, 27), Pence::pounds(1_000)),
        ]
    );
    assert_eq!(due(date(2023, 7, 31)).len(), 1);
    let neet = former_relevant().does(ActivityCode::G5, date(2025, 1, 1), None);
    let none = neet.asked(
        "apprenticeship_bursary",
        Catalogue::shipped(),
        Nation::England,
        DAY,
    );
    assert!(none.is_some_and(|found| found.due.is_empty()));
}

#[test]
fn what_each_council_decides_is_asked_for_until_it_has_decided() {
    let id = "personal_education_allowance";
    let student =
        || cared_for(date(2008, 9, 1), None).does(ActivityCode::F2, date(2025, 9, 1), None);
    student().is(id, DAY, Answer::Ask, Some(500));
    student().is(id, date(2027, 9, 1), Answer::No, Some(500));
    former_relevant()
        .does(ActivityCode::F2, date(2025, 9, 1), None)
        .is(id, DAY, Answer::No, Some(500));
    let decided = [setting(id, Some(400), date(2025, 4, 1), None)];
    let catalogue = Catalogue::shipped().with_council(&decided);
    let found = student()
        .asked(id, &catalogue, Nation::England, DAY)
        .expect("in the catalogue");
    assert_eq!(
        (found.answer, found.limit()),
        (Answer::Yes, Some(Pence::pounds(400)))
    );
}

#[test]
fn wales_has_its_own() {
    let check = |life: &Life, id: &str, as_at: Date, expected: Option<Answer>| {
        let found = life.asked(id, Catalogue::shipped(), Nation::Wales, as_at);
        assert_eq!(found.map(|found| found.answer), expected, "{id} on {as_at}");
    };
    let former = former_relevant();
    check(&former, "setting_up_home_allowance", DAY, None);
    check(
        &former,
        "council_tax_wales",
        date(2024, 6, 14),
        Some(Answer::No),
    );
    // Of age for the discount, to the day before 25, although category 3 ends at 21.
    check(
        &former,
        "council_tax_wales",
        date(2031, 6, 15),
        Some(Answer::No),
    );
    // No amount is known: to be asked, never guessed.
    check(&former, "setting_up_home_wales", DAY, Some(Answer::Ask));
    let english = former.asked(
        "council_tax_wales",
        Catalogue::shipped(),
        Nation::England,
        DAY,
    );
    assert_eq!(english, None);
}

fn setting(entitlement: &str, pounds: Option<i64>, from: Date, to: Option<Date>) -> Setting {
    Setting {
        entitlement: entitlement.to_owned(),
        own: None,
        pence: pounds.map(Pence::pounds),
        from,
        to,
        source: "Cabinet, 3 March 2026".to_owned(),
    }
}

#[test]
fn a_council_sets_its_own_amounts_from_a_day_on() {
    let catalogue = Catalogue::shipped().with_council(&[
        setting(
            "setting_up_home_allowance",
            Some(3_500),
            date(2026, 4, 1),
            Some(date(2027, 3, 31)),
        ),
        setting("travel", Some(250), date(2025, 4, 1), None),
        setting("travel", Some(300), date(2026, 4, 1), None),
        setting("council_tax", None, date(2026, 4, 1), None),
    ]);
    let check = |id: &str, as_at: Date, answer: Answer, pounds: Option<i64>| {
        let found = former_relevant()
            .asked(id, &catalogue, Nation::England, as_at)
            .expect("in the catalogue");
        assert_eq!(
            (found.answer, found.limit()),
            (answer, pounds.map(Pence::pounds)),
            "{id} on {as_at}"
        );
    };
    check(
        "setting_up_home_allowance",
        date(2026, 3, 31),
        Answer::Yes,
        Some(3_000),
    );
    check(
        "setting_up_home_allowance",
        date(2026, 4, 1),
        Answer::Yes,
        Some(3_500),
    );
    check(
        "setting_up_home_allowance",
        date(2027, 3, 31),
        Answer::Yes,
        Some(3_500),
    );
    check(
        "setting_up_home_allowance",
        date(2027, 4, 1),
        Answer::Yes,
        Some(3_000),
    );
    check("travel", date(2025, 3, 31), Answer::Ask, None);
    check("travel", date(2025, 4, 1), Answer::Yes, Some(250));
    check("travel", date(2026, 4, 1), Answer::Yes, Some(300));
    check("council_tax", date(2026, 3, 31), Answer::Ask, None);
    check("council_tax", date(2026, 4, 1), Answer::Yes, None);
}

#[test]
fn a_council_may_raise_what_all_get_and_not_lower_it() {
    let check = |id: &str, pounds: Option<i64>, is_wrong: bool| {
        let new = setting(id, pounds, date(2026, 4, 1), None);
        let entitlement = Catalogue::shipped().find(id).expect("in the catalogue");
        let faults = new.faults(entitlement, Some(Pence::pounds(3_000)));
        assert_eq!(!faults.is_empty(), is_wrong, "{id} {pounds:?}: {faults:?}");
    };
    check("setting_up_home_allowance", Some(2_999), true);
    check("setting_up_home_allowance", Some(3_000), false);
    check("setting_up_home_allowance", None, true);
    check("travel", Some(1), false);
    check("travel", None, true);
    check("travel", Some(0), true);
    check("travel", Some(1_000_001), true);
    check("council_tax", None, false);
    check("apprenticeship_bursary", Some(5_000), true);
    let travel = Catalogue::shipped()
        .find("travel")
        .expect("in the catalogue");
    let ends_before = setting("travel", Some(1), date(2026, 4, 1), Some(date(2026, 3, 31)));
    assert_eq!(ends_before.faults(travel, None).len(), 1);
    // The amount for all may rise later: then it counts.
    let old = [setting(
        "setting_up_home_allowance",
        Some(2_500),
        date(2020, 1, 1),
        None,
    )];
    let catalogue = Catalogue::shipped().with_council(&old);
    let life = cared_for(BORN, Some(date(2022, 9, 1)));
    let on = |day: Date| {
        life.asked(
            "setting_up_home_allowance",
            &catalogue,
            Nation::England,
            day,
        )
        .and_then(|found| found.limit())
    };
    assert_eq!(on(date(2023, 3, 31)), Some(Pence::pounds(2_500)));
    assert_eq!(on(date(2023, 4, 1)), Some(Pence::pounds(3_000)));
}

#[test]
fn years_begin_on_their_first_day() {
    let check = |how_often: HowOften, day: Date, key: &str| {
        assert_eq!(how_often.period(day).key(), key, "{day}");
    };
    check(HowOften::Once, DAY, "once");
    check(HowOften::FinancialYear, date(2026, 3, 31), "2025-04-01");
    check(HowOften::FinancialYear, date(2026, 4, 1), "2026-04-01");
    check(HowOften::AcademicYear, date(2026, 7, 31), "2025-08-01");
    check(HowOften::AcademicYear, date(2026, 8, 1), "2026-08-01");
    assert_eq!(
        HowOften::FinancialYear.period(DAY).label(),
        "1 April 2025 to 31 March 2026"
    );
}

#[test]
fn yes_comes_first_and_every_code_reads_back() {
    let life = former_relevant().does(ActivityCode::F4, date(2025, 9, 1), None);
    let asked = Asked {
        nation: Nation::England,
        as_at: DAY,
        leap_day: LeapDayBirthday::default(),
    };
    let answers: Vec<Answer> = entitlements(&life.0, Catalogue::shipped(), asked)
        .iter()
        .map(|found| found.answer)
        .collect();
    assert!(answers.is_sorted(), "{answers:?}");
    assert_eq!(answers.first(), Some(&Answer::Yes));
    assert!(Care::all().all(|care| Care::from_code(care.code()) == Some(care)));
    assert!(Doing::all().all(|doing| Doing::from_code(doing.code()) == Some(doing)));
    assert!(HowOften::all().all(|often| HowOften::from_code(often.code()) == Some(often)));
    assert!(PaidBy::all().all(|payer| PaidBy::from_code(payer.code()) == Some(payer)));
}
