//! Who is counted by which measure, person by person: birthdays, boundaries, returns, and those whom the Department leaves out.

use std::sync::Arc;

use jiff::{
    ToSpan,
    civil::{Date, date},
};
use leaving_care::{
    accommodation::Accommodation, activity::Activity, allocation::Allocation,
    facts::ReportedCareLeaver, in_touch::InTouch, source::Standing, spell::Spell,
};

use super::*;
use crate::measure::find;

/// A made-up person, written line by line.
#[derive(Debug, Clone)]
struct Someone(PersonFacts);

fn born(date_of_birth: Date) -> Someone {
    Someone(PersonFacts {
        person: Uuid::from_u128(1),
        date_of_birth,
        ..PersonFacts::default()
    })
}

/// In foster care from the fifteenth to the eighteenth birthday.
fn care_leaver(date_of_birth: Date) -> Someone {
    let birthday = |age| birthday_on(date_of_birth, age, LeapDayBirthday::default());
    born(date_of_birth).cared_for("C2 U4 E7", birthday(15), birthday(18))
}

impl Someone {
    fn cared_for(mut self, codes: &str, from: Date, until: impl Into<Option<Date>>) -> Self {
        let placement = codes.parse().unwrap();
        self.0
            .placements
            .push(Spell::new(placement, from, until.into()));
        self
    }

    fn busy_with(mut self, code: ActivityCode, from: Date, until: impl Into<Option<Date>>) -> Self {
        let activity = Activity {
            code,
            hours_a_week: None,
            standing: Standing::Recorded,
        };
        self.0
            .activities
            .push(Spell::new(activity, from, until.into()));
        self
    }

    fn living_in(mut self, code: &str, from: Date) -> Self {
        let home = Accommodation {
            code: code.parse().unwrap(),
            standing: Standing::Recorded,
        };
        self.0.accommodations.push(Spell::new(home, from, None));
        self
    }

    fn in_touch(mut self, code: InTouchCode, from: Date) -> Self {
        let status = InTouch {
            code,
            standing: Standing::Recorded,
        };
        self.0.in_touch.push(Spell::new(status, from, None));
        self
    }

    fn with(mut self, role: WorkerRole, from: Date, until: impl Into<Option<Date>>) -> Self {
        let worker = Uuid::from_u128(9);
        self.0
            .allocations
            .push(Spell::new(Allocation { role, worker }, from, until.into()));
        self
    }

    fn in_return_of(mut self, year: i16, birthday: Date) -> Self {
        let reported = ReportedCareLeaver {
            in_return_of: Some(year),
            category: None,
        };
        self.0.reported.push(Spell::new(reported, birthday, None));
        self
    }

    /// "counted", "not counted" in the denominator, or "left out" of it.
    fn standing(&self, measure: &str, nation: Nation, as_at: Date) -> &'static str {
        standing_among(std::slice::from_ref(self), measure, nation, as_at)
    }
}

/// What the measure makes of the first person when it is asked on its usual basis.
fn standing_among(people: &[Someone], measure: &str, nation: Nation, as_at: Date) -> &'static str {
    let measure = find(measure).unwrap();
    let facts = AuthorityFacts {
        authority: "E10000017".into(),
        localities: Vec::new(),
        people: people
            .iter()
            .map(|someone| Arc::new(someone.0.clone()))
            .collect(),
    };
    let question = Question {
        basis: measure.usual_basis,
        as_at,
        nation,
        leap_day: LeapDayBirthday::default(),
    };
    let figure = measure.compute(&Population::of(&facts, question));
    let first = people[0].0.person;
    match (
        figure.denominator.contains(&first),
        figure.numerator.contains(&first),
    ) {
        (true, true) => "counted",
        (true, false) => "not counted",
        (false, false) => "left out",
        (false, true) => "counted but not among those out of whom",
    }
}

fn check(someone: &Someone, measure: &str, as_at: Date, expected: &str) {
    assert_eq!(
        someone.standing(measure, Nation::England, as_at),
        expected,
        "{measure} as at {as_at}: {someone:?}"
    );
}

/// The end of the year that most cases ask about: 1 April 2024 to 31 March 2025.
const YEAR_END: Date = date(2025, 3, 31);

#[test]
fn the_department_counts_whose_birthday_fell_in_the_year() {
    let check = |date_of_birth: Date, measure: &str, as_at: Date, expected: &str| {
        check(&care_leaver(date_of_birth), measure, as_at, expected);
    };
    // Nineteenth birthday on the first, the last and just outside the days of the year.
    check(date(2005, 3, 31), "eet_19_21", YEAR_END, "not counted"); // twenty on the last day
    check(date(2006, 3, 31), "eet_19_21", YEAR_END, "not counted");
    check(date(2006, 4, 1), "eet_19_21", YEAR_END, "left out");
    check(date(2006, 4, 1), "eet_17_18", YEAR_END, "not counted");
    check(date(2005, 4, 1), "eet_19_21", YEAR_END, "not counted");
    // Twenty-one on the first and last day; twenty-two is outside.
    check(date(2003, 4, 1), "eet_19_21", YEAR_END, "not counted");
    check(date(2003, 3, 31), "eet_19_21", YEAR_END, "left out");
    // Before the year has ended the one before it is asked.
    check(
        date(2006, 3, 31),
        "eet_19_21",
        date(2025, 3, 30),
        "left out",
    );
    check(
        date(2006, 3, 31),
        "eet_17_18",
        date(2025, 3, 30),
        "not counted",
    );
    // A long time after it has ended it is still the last one.
    check(
        date(2006, 3, 31),
        "eet_19_21",
        date(2026, 3, 30),
        "not counted",
    );
    check(
        date(2006, 3, 31),
        "eet_19_21",
        date(2026, 3, 31),
        "not counted",
    );
    // Born on 29 February: 19 on 1 March 2023, 21 on 1 March 2025.
    check(
        date(2004, 2, 29),
        "eet_19_21",
        date(2023, 3, 31),
        "not counted",
    );
    check(date(2004, 2, 29), "eet_19_21", YEAR_END, "not counted");
    check(
        date(2004, 2, 29),
        "eet_19_21",
        date(2026, 3, 31),
        "left out",
    );
}

#[test]
fn the_status_is_that_of_the_birthday() {
    let someone = |code: ActivityCode, from: Date, until: Date| {
        care_leaver(date(2005, 6, 15)).busy_with(code, from, until)
    };
    let birthday = date(2024, 6, 15);
    let check = |from: Date, until: Date, expected: &str| {
        check(
            &someone(ActivityCode::F2, from, until),
            "eet_19_21",
            YEAR_END,
            expected,
        );
        check(
            &someone(ActivityCode::G5, from, until),
            "neet_g5_19_21",
            YEAR_END,
            expected,
        );
    };
    check(birthday, birthday + 1.day(), "counted");
    check(birthday - 1.day(), birthday, "not counted");
    check(birthday + 1.day(), YEAR_END, "not counted");
    check(date(2020, 1, 1), YEAR_END, "counted");
    // Live, it is that of the day: the age too.
    let live = Question {
        basis: Basis::Live,
        as_at: YEAR_END,
        nation: Nation::England,
        leap_day: LeapDayBirthday::default(),
    };
    let facts = AuthorityFacts {
        people: vec![Arc::new(
            someone(ActivityCode::F2, YEAR_END, YEAR_END + 1.day()).0,
        )],
        ..AuthorityFacts::default()
    };
    let population = Population::of(&facts, live);
    assert_eq!(population.members[0].status_on, YEAR_END);
    assert_eq!(population.members[0].activity, Some(ActivityCode::F2));
}

#[test]
fn what_a_third_party_told_counts_without_contact() {
    let birthday = date(2024, 6, 15);
    let someone = care_leaver(date(2005, 6, 15)).busy_with(ActivityCode::F5, birthday, None);
    for code in [InTouchCode::No, InTouchCode::Refu, InTouchCode::Nreq] {
        let out_of_touch = someone.clone().in_touch(code, birthday);
        check(&out_of_touch, "eet_19_21", YEAR_END, "counted");
        check(&out_of_touch, "not_known_19_21", YEAR_END, "not counted");
        check(&out_of_touch, "in_touch_19_21", YEAR_END, "not counted");
    }
    check(
        &someone.in_touch(InTouchCode::Yes, birthday),
        "in_touch_19_21",
        YEAR_END,
        "counted",
    );
    // Nothing recorded is not known, and not in touch.
    let nothing = care_leaver(date(2005, 6, 15));
    check(&nothing, "not_known_19_21", YEAR_END, "counted");
    check(&nothing, "in_touch_19_21", YEAR_END, "not counted");
}

#[test]
fn whom_the_department_leaves_out() {
    let birthday = date(2024, 6, 15);
    let someone = || care_leaver(date(2005, 6, 15)).busy_with(ActivityCode::F5, birthday, None);
    check(&someone(), "eet_19_21", YEAR_END, "counted");
    for code in [InTouchCode::Died, InTouchCode::Rhom] {
        check(
            &someone().in_touch(code, birthday),
            "eet_19_21",
            YEAR_END,
            "left out",
        );
        check(
            &someone().in_touch(code, birthday - 1.day()),
            "eet_19_21",
            YEAR_END,
            "left out",
        );
        // After the birthday it is a matter of the next year.
        check(
            &someone().in_touch(code, birthday + 1.day()),
            "eet_19_21",
            YEAR_END,
            "counted",
        );
    }
    let ended =
        |codes: &str| born(date(2005, 6, 15)).cared_for(codes, date(2018, 1, 1), date(2022, 1, 1));
    check(&ended("C2 U4 E4A"), "not_known_19_21", YEAR_END, "counted");
    for codes in [
        "C2 U4 E2",
        "C2 U4 E3",
        "C2 U4 E11",
        "C2 U4 E12",
        "V4 U4 E4A",
    ] {
        check(&ended(codes), "not_known_19_21", YEAR_END, "left out");
    }
    // 90 days are too few.
    let days = |days: i32| {
        let from = date(2022, 1, 1);
        born(date(2005, 6, 15)).cared_for("C2 U4 E4A", from, from + days.days())
    };
    check(&days(90), "not_known_19_21", YEAR_END, "left out");
    check(&days(91), "not_known_19_21", YEAR_END, "counted");
}

#[test]
fn whoever_is_still_looked_after_on_the_birthday_has_not_left() {
    let seventeen = |until: Option<Date>| {
        born(date(2007, 6, 15)).cared_for("C2 U4 E4A", date(2020, 1, 1), until)
    };
    let birthday = date(2024, 6, 15);
    check(
        &seventeen(Some(birthday - 1.day())),
        "not_known_17_18",
        YEAR_END,
        "counted",
    );
    check(
        &seventeen(Some(birthday)),
        "not_known_17_18",
        YEAR_END,
        "counted",
    );
    check(
        &seventeen(Some(birthday + 1.day())),
        "not_known_17_18",
        YEAR_END,
        "left out",
    );
    check(&seventeen(None), "not_known_17_18", YEAR_END, "left out");
    let eighteen = |until: Option<Date>| {
        born(date(2006, 6, 15)).cared_for("C2 U4 E4A", date(2020, 1, 1), until)
    };
    check(
        &eighteen(Some(birthday)),
        "not_known_17_18",
        YEAR_END,
        "counted",
    );
    check(
        &eighteen(Some(birthday + 1.day())),
        "not_known_17_18",
        YEAR_END,
        "left out",
    );
    check(&eighteen(None), "not_known_17_18", YEAR_END, "left out");
    // At nineteen an episode that nobody closed leaves nobody out.
    check(
        &born(date(2005, 6, 15)).cared_for("C2 U4 -", date(2020, 1, 1), None),
        "not_known_19_21",
        YEAR_END,
        "counted",
    );
}

#[test]
fn the_return_of_the_year_says_who_is_in_the_cohort() {
    let birthday = date(2024, 6, 15);
    let check = |people: &[Someone], expected: &str| {
        assert_eq!(
            standing_among(people, "not_known_19_21", Nation::England, YEAR_END),
            expected,
            "{people:?}"
        );
    };
    let by_episodes = care_leaver(date(2005, 6, 15));
    let mut in_return = born(date(2005, 6, 15)).in_return_of(2025, birthday);
    in_return.0.person = Uuid::from_u128(2);
    let mut in_return_before = born(date(2005, 6, 15)).in_return_of(2024, date(2023, 6, 15));
    in_return_before.0.person = Uuid::from_u128(3);
    // With the return of the year only those in it count; with another year's, or none, time in care decides.
    check(std::slice::from_ref(&by_episodes), "counted");
    check(&[by_episodes.clone(), in_return.clone()], "left out");
    check(&[by_episodes, in_return_before.clone()], "counted");
    check(std::slice::from_ref(&in_return), "counted");
    check(&[in_return_before, in_return.clone()], "left out");
    // Whom the return reports as died or at home again it names without counting.
    for code in [InTouchCode::Died, InTouchCode::Rhom] {
        check(&[in_return.clone().in_touch(code, birthday)], "left out");
    }
    check(
        &[in_return.in_touch(InTouchCode::Refu, birthday)],
        "counted",
    );
}

#[test]
fn ni_147_and_148_count_who_was_looked_after_on_1_april_at_16() {
    let check = |date_of_birth: Date, from: Date, until: Date, code: &str, expected: &str| {
        let someone = born(date_of_birth).cared_for(code, from, until);
        check(&someone, "ni148", YEAR_END, expected);
        check(&someone, "ni147", YEAR_END, expected);
    };
    let c2 = "C2 U4 E4A";
    // Born on 15 June 2005: sixteen from June 2021, so 1 April 2022.
    let born_in_june = date(2005, 6, 15);
    check(
        born_in_june,
        date(2022, 4, 1),
        date(2022, 4, 2),
        c2,
        "not counted",
    );
    check(
        born_in_june,
        date(2022, 3, 1),
        date(2022, 4, 1),
        c2,
        "left out",
    );
    check(
        born_in_june,
        date(2022, 4, 2),
        date(2022, 9, 1),
        c2,
        "left out",
    );
    check(
        born_in_june,
        date(2021, 3, 31),
        date(2021, 4, 2),
        c2,
        "left out",
    );
    check(
        born_in_june,
        date(2022, 1, 1),
        date(2022, 9, 1),
        "V4 U4 E4A",
        "left out",
    );
    // Born on 1 April: it is the sixteenth birthday itself.
    check(
        date(2005, 4, 1),
        date(2021, 4, 1),
        date(2021, 4, 2),
        c2,
        "not counted",
    );
    check(
        date(2005, 4, 1),
        date(2022, 4, 1),
        date(2022, 4, 2),
        c2,
        "left out",
    );
    // Born on 2 April and on 31 March.
    check(
        date(2005, 4, 2),
        date(2022, 4, 1),
        date(2022, 4, 2),
        c2,
        "not counted",
    );
    check(
        date(2006, 3, 31),
        date(2022, 4, 1),
        date(2022, 4, 2),
        c2,
        "not counted",
    );
    // Nineteen in another year.
    check(
        date(2004, 6, 15),
        date(2021, 1, 1),
        date(2021, 9, 1),
        c2,
        "left out",
    );
}

#[test]
fn ni_147_and_148_count_homes_and_activities_at_19() {
    let birthday = date(2024, 6, 15);
    let someone =
        || born(date(2005, 6, 15)).cared_for("C2 U4 E4A", date(2022, 1, 1), date(2022, 9, 1));
    check(
        &someone().busy_with(ActivityCode::P5, birthday, None),
        "ni148",
        YEAR_END,
        "counted",
    );
    check(
        &someone().busy_with(ActivityCode::G4, birthday, None),
        "ni148",
        YEAR_END,
        "not counted",
    );
    check(
        &someone().living_in("U1", birthday),
        "ni147",
        YEAR_END,
        "counted",
    );
    for code in ["U2", "X2", "U", "0", "R1"] {
        let expected = if code == "R1" {
            "counted"
        } else {
            "not counted"
        };
        check(
            &someone().living_in(code, birthday),
            "ni147",
            YEAR_END,
            expected,
        );
    }
    // Not in touch stays in, died is out, home again stays in: the rule of its era knew no other exception.
    for (code, expected) in [
        (InTouchCode::No, "counted"),
        (InTouchCode::Refu, "counted"),
        (InTouchCode::Rhom, "counted"),
        (InTouchCode::Died, "left out"),
    ] {
        let someone = someone().busy_with(ActivityCode::F2, birthday, None);
        check(
            &someone.in_touch(code, birthday),
            "ni148",
            YEAR_END,
            expected,
        );
    }
}

#[test]
fn scc_033_f_counts_those_in_contact_only() {
    let birthday = date(2024, 6, 15);
    let check = |someone: &Someone, expected: &str| {
        assert_eq!(
            someone.standing("scc033f", Nation::Wales, YEAR_END),
            expected,
            "{someone:?}"
        );
    };
    let someone = || care_leaver(date(2005, 6, 15)).busy_with(ActivityCode::F2, birthday, None);
    check(&someone().in_touch(InTouchCode::Yes, birthday), "counted");
    check(
        &care_leaver(date(2005, 6, 15)).in_touch(InTouchCode::Yes, birthday),
        "not counted",
    );
    check(&someone(), "left out");
    for code in [
        InTouchCode::No,
        InTouchCode::Refu,
        InTouchCode::Nreq,
        InTouchCode::Died,
        InTouchCode::Rhom,
    ] {
        check(&someone().in_touch(code, birthday), "left out");
    }
    // Nineteen only.
    for born_on in [date(2006, 6, 15), date(2004, 6, 15)] {
        check(
            &care_leaver(born_on).in_touch(InTouchCode::Yes, date(2020, 1, 1)),
            "left out",
        );
    }
}

#[test]
fn suitable_accommodation_leaves_out_those_abroad_deported_or_unknown() {
    let birthday = date(2024, 6, 15);
    let check = |code: &str, expected: &str| {
        let someone = care_leaver(date(2005, 6, 15)).living_in(code, birthday);
        check(&someone, "suitable_accommodation_19_21", YEAR_END, expected);
    };
    for code in ["B1", "Z1", "U1", "K1", "Y1", "W1"] {
        check(code, "counted");
    }
    for code in ["B2", "W2", "S2", "X2", "0", "U"] {
        check(code, "not counted");
    }
    for code in ["G1", "G2", "H1", "H2", "R1", "R2"] {
        check(code, "left out");
    }
    super::tests::check(
        &care_leaver(date(2005, 6, 15)),
        "suitable_accommodation_19_21",
        YEAR_END,
        "not counted",
    );
}

#[test]
fn long_term_begins_after_six_calendar_months() {
    let as_at = date(2026, 3, 2);
    let neet =
        |since: Date| care_leaver(date(2004, 6, 15)).busy_with(ActivityCode::G5, since, None);
    let check = |someone: &Someone, day: Date, expected: &str| {
        check(someone, "long_term_neet", day, expected);
    };
    check(&neet(date(2025, 9, 1)), as_at, "counted");
    check(&neet(date(2025, 9, 2)), as_at, "not counted");
    check(&neet(date(2025, 9, 2)), as_at + 1.day(), "counted");
    check(&neet(as_at), as_at, "not counted");
    check(&neet(as_at + 1.day()), as_at, "left out");
    // From the end of August six months end on the last of February.
    check(&neet(date(2025, 8, 31)), date(2026, 2, 28), "not counted");
    check(&neet(date(2025, 8, 31)), date(2026, 3, 1), "counted");
    check(&neet(date(2023, 8, 31)), date(2024, 2, 29), "not counted");
    check(&neet(date(2023, 8, 31)), date(2024, 3, 1), "counted");
    // Not a care leaver: not among them.
    let other = born(date(2006, 6, 15)).busy_with(ActivityCode::G5, date(2025, 1, 1), None);
    check(&other, as_at, "left out");
}

#[test]
fn without_adviser_counts_whoever_is_owed_one() {
    let as_at = date(2026, 3, 2);
    let check = |someone: &Someone, expected: &str| {
        check(someone, "without_adviser", as_at, expected);
    };
    let leaver = || care_leaver(date(2006, 6, 15));
    check(&leaver(), "counted");
    check(
        &leaver().with(WorkerRole::SocialWorker, date(2020, 1, 1), None),
        "counted",
    );
    check(
        &leaver().with(WorkerRole::PersonalAdviser, date(2020, 1, 1), None),
        "not counted",
    );
    check(
        &leaver().with(WorkerRole::PersonalAdviser, date(2020, 1, 1), as_at),
        "counted",
    );
    check(
        &leaver().with(
            WorkerRole::PersonalAdviser,
            date(2020, 1, 1),
            as_at + 1.day(),
        ),
        "not counted",
    );
    check(
        &leaver().with(WorkerRole::PersonalAdviser, as_at, None),
        "not counted",
    );
    check(
        &leaver().with(WorkerRole::PersonalAdviser, as_at + 1.day(), None),
        "counted",
    );
    check(&leaver().in_touch(InTouchCode::Died, as_at), "left out");
    // Eligible at 16 is owed one; a qualifying young person, or one over 25, is not.
    check(
        &born(date(2009, 9, 1)).cared_for("C2 U4 -", date(2020, 1, 1), None),
        "counted",
    );
    check(
        &born(date(2010, 3, 3)).cared_for("C2 U4 -", date(2020, 1, 1), None),
        "left out",
    );
    check(
        &born(date(2007, 6, 15)).cared_for("C2 U4 E4A", date(2024, 1, 1), date(2024, 2, 1)),
        "left out",
    );
    check(&care_leaver(date(2001, 3, 3)), "counted");
    check(&care_leaver(date(2001, 3, 2)), "left out");
    check(&born(date(2006, 6, 15)), "left out");
}

#[test]
fn any_date_is_answered() {
    for born_on in [
        Date::MIN,
        date(1900, 1, 1),
        date(9983, 4, 2),
        date(9990, 5, 1),
        Date::MAX,
    ] {
        for as_at in [Date::MIN, YEAR_END, date(9999, 4, 1), Date::MAX] {
            for measure in crate::measure::all() {
                let standing = care_leaver(born_on).standing(measure.id, Nation::England, as_at);
                assert_ne!(standing, "counted but not among those out of whom");
            }
        }
    }
}
