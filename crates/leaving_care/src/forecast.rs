//! How many young people will be owed a personal adviser in the months ahead, from birthdays and time in care that are known today.

use jiff::civil::Date;
use uuid::Uuid;

use crate::{
    authority::Nation,
    calendar::{LeapDayBirthday, add_months, birthday_on},
    caseload::is_owed,
    eligibility::eligibility,
    facts::PersonFacts,
    placement::is_looked_after_on,
};

/// How many months are looked ahead, the one that runs not counted.
pub const MONTHS_AHEAD: usize = 24;

/// People by age: support differs by law at 18 and 21.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ages {
    pub under_18: usize,
    pub from_18_to_20: usize,
    pub from_21: usize,
}

impl Ages {
    pub fn all(self) -> usize {
        self.under_18 + self.from_18_to_20 + self.from_21
    }

    fn add(&mut self, age: Age) {
        match age {
            Age::Under18 => self.under_18 += 1,
            Age::From18To20 => self.from_18_to_20 += 1,
            Age::From21 => self.from_21 += 1,
        }
    }
}

#[derive(Clone, Copy)]
enum Age {
    Under18,
    From18To20,
    From21,
}

/// What happens to one young person on a day ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// An adviser is owed from this day on.
    Comes,
    Turns18,
    Turns21,
    /// No adviser is owed any longer.
    Goes,
}

impl Step {
    pub const ALL: [Self; 4] = [Self::Comes, Self::Turns18, Self::Turns21, Self::Goes];

    /// As it is written in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Comes => "comes",
            Self::Turns18 => "turns_18",
            Self::Turns21 => "turns_21",
            Self::Goes => "goes",
        }
    }

    /// In plain words: "Is owed an adviser from this day".
    pub fn label(self) -> &'static str {
        match self {
            Self::Comes => "Is owed an adviser from this day",
            Self::Turns18 => "Turns 18",
            Self::Turns21 => "Turns 21: support on request",
            Self::Goes => "Is owed an adviser no longer",
        }
    }
}

/// A step of one young person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ahead {
    pub on: Date,
    pub person: Uuid,
    pub step: Step,
    /// Whether it holds only if somebody who is in care today stays there until then.
    pub if_still_in_care: bool,
}

/// One month: who is there at its end, and what happens in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    pub first_day: Date,
    pub at_end: Ages,
    /// By day.
    pub ahead: Vec<Ahead>,
}

impl Month {
    pub fn count(&self, step: Step) -> usize {
        self.ahead.iter().filter(|ahead| ahead.step == step).count()
    }
}

/// The months ahead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forecast {
    pub as_at: Date,
    pub today: Ages,
    /// The rest of this month, and the 24 that follow.
    pub months: Vec<Month>,
    /// Those who are in care today and under 16: whether they come depends on staying.
    pub in_care_under_16: usize,
    /// Those counted who have no locality on record.
    pub without_locality: usize,
}

/// What is known today about the months ahead. `people` are those who are counted, of one locality or of all.
pub fn forecast<'a>(
    people: impl Iterator<Item = &'a PersonFacts>,
    nation: Nation,
    as_at: Date,
    leap_day: LeapDayBirthday,
) -> Forecast {
    let this_month = as_at.first_of_month();
    let firsts: Vec<Date> = (0..=MONTHS_AHEAD + 1)
        .filter_map(|number| i32::try_from(number).ok())
        .map(|number| add_months(this_month, number))
        .collect();
    let mut found = Forecast {
        as_at,
        today: Ages::default(),
        months: firsts
            .iter()
            .take(MONTHS_AHEAD + 1)
            .map(|first_day| Month {
                first_day: *first_day,
                at_end: Ages::default(),
                ahead: Vec::new(),
            })
            .collect(),
        in_care_under_16: 0,
        without_locality: 0,
    };
    for facts in people {
        add(&mut found, &firsts, facts, nation, leap_day);
    }
    for month in &mut found.months {
        month
            .ahead
            .sort_by_key(|ahead| (ahead.on, ahead.step, ahead.person));
    }
    found
}

fn add(
    found: &mut Forecast,
    firsts: &[Date],
    facts: &PersonFacts,
    nation: Nation,
    leap_day: LeapDayBirthday,
) {
    let birthday = |age| birthday_on(facts.date_of_birth, age, leap_day);
    let (sixteenth, eighteenth, twenty_first) = (birthday(16), birthday(18), birthday(21));
    let age_on = |day: Date| match day {
        day if day < eighteenth => Age::Under18,
        day if day < twenty_first => Age::From18To20,
        _ => Age::From21,
    };
    let known = eligibility(facts, nation, found.as_at, leap_day);
    let is_owed_today = is_owed(known.category);
    // Each day on which it changes whether an adviser is owed, and what it is then.
    let mut turns = vec![(found.as_at, is_owed_today)];
    for (day, category) in known.changes {
        let owed = is_owed(category);
        if turns.last().is_some_and(|(_, before)| *before != owed) {
            turns.push((day, owed));
        }
    }
    let owed_on = |day: Date| {
        turns
            .iter()
            .rev()
            .find(|(from, _)| *from <= day)
            .is_some_and(|(_, owed)| *owed)
    };
    let in_care = is_looked_after_on(&facts.placements, found.as_at);
    if in_care && found.as_at < sixteenth {
        found.in_care_under_16 += 1;
    }
    if is_owed_today {
        found.today.add(age_on(found.as_at));
    }
    if turns.iter().any(|(_, owed)| *owed) && facts.locality.is_none() {
        found.without_locality += 1;
    }
    let mut steps: Vec<(Date, Step)> = turns
        .iter()
        .skip(1)
        .map(|(day, owed)| (*day, if *owed { Step::Comes } else { Step::Goes }))
        .collect();
    for (day, step) in [(eighteenth, Step::Turns18), (twenty_first, Step::Turns21)] {
        if day > found.as_at && owed_on(day) {
            steps.push((day, step));
        }
    }
    for (month, next) in found.months.iter_mut().zip(firsts.iter().skip(1)) {
        let in_month = steps
            .iter()
            .filter(|(day, _)| month.first_day <= *day && day < next);
        month.ahead.extend(in_month.map(|(on, step)| Ahead {
            on: *on,
            person: facts.person,
            step: *step,
            if_still_in_care: in_care && *step == Step::Comes,
        }));
        let last = next.yesterday().unwrap_or(*next);
        if owed_on(last) {
            month.at_end.add(age_on(last));
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{placement::Placement, spell::Spell};

    const TODAY: Date = date(2026, 3, 3);

    fn person(number: u128, born: Date, in_care_until: Option<Date>) -> PersonFacts {
        let placement: Placement = "C2 U4 E17".parse().expect("a placement");
        PersonFacts {
            person: Uuid::from_u128(number),
            date_of_birth: born,
            placements: vec![Spell::new(placement, date(2012, 1, 1), in_care_until)],
            ..PersonFacts::default()
        }
    }

    fn of(people: &[PersonFacts]) -> Forecast {
        forecast(
            people.iter(),
            Nation::England,
            TODAY,
            LeapDayBirthday::default(),
        )
    }

    #[test]
    fn each_month_says_who_comes_who_goes_and_who_is_there_at_its_end() {
        let check =
            |born: Date, left: Option<Date>, steps: &[(Date, Step)], first_last: (usize, usize)| {
                let found = of(&[person(1, born, left)]);
                let ahead: Vec<(Date, Step)> = found
                    .months
                    .iter()
                    .flat_map(|month| &month.ahead)
                    .map(|ahead| (ahead.on, ahead.step))
                    .collect();
                assert_eq!(ahead, steps, "born {born}");
                let ends: Vec<usize> = found
                    .months
                    .iter()
                    .map(|month| month.at_end.all())
                    .collect();
                assert_eq!((ends[0], ends[24]), first_last, "born {born}: {ends:?}");
            };
        // Sixteen tomorrow, and eighteen in the last month.
        check(
            date(2010, 3, 4),
            None,
            &[
                (date(2026, 3, 4), Step::Comes),
                (date(2028, 3, 4), Step::Turns18),
            ],
            (1, 1),
        );
        // Sixteen today: there already.
        check(
            date(2010, 3, 3),
            None,
            &[(date(2028, 3, 3), Step::Turns18)],
            (1, 1),
        );
        // On the first and on the last day of a month.
        check(
            date(2010, 5, 1),
            None,
            &[(date(2026, 5, 1), Step::Comes)],
            (0, 1),
        );
        check(
            date(2010, 4, 30),
            None,
            &[(date(2026, 4, 30), Step::Comes)],
            (0, 1),
        );
        // 29 February has its birthday on 1 March.
        check(date(2008, 2, 29), None, &[], (1, 1));
        check(date(2004, 2, 29), Some(date(2022, 3, 1)), &[], (1, 1));
        // Twenty-one and twenty-five.
        check(
            date(2005, 6, 9),
            Some(date(2023, 6, 9)),
            &[(date(2026, 6, 9), Step::Turns21)],
            (1, 1),
        );
        check(
            date(2001, 6, 9),
            Some(date(2019, 6, 9)),
            &[(date(2026, 6, 9), Step::Goes)],
            (1, 0),
        );
        // Far beyond what is looked ahead.
        check(date(2014, 6, 9), None, &[], (0, 0));
        check(date(1990, 6, 9), Some(date(2008, 6, 9)), &[], (0, 0));
    }

    #[test]
    fn the_months_add_up_from_today() {
        let people: Vec<PersonFacts> = (0..120_i16)
            .map(|number| {
                let born = add_months(date(2000, 1, 17), i32::from(number) * 2);
                let eighteenth = add_months(born, 18 * 12);
                person(
                    u128::from(number.unsigned_abs()),
                    born,
                    (eighteenth <= TODAY).then_some(eighteenth),
                )
            })
            .collect();
        let found = of(&people);
        assert_eq!(found.months.len(), MONTHS_AHEAD + 1);
        let mut there = found.today.all();
        assert!(there > 20);
        for month in &found.months {
            there = there + month.count(Step::Comes) - month.count(Step::Goes);
            assert_eq!(there, month.at_end.all(), "{}", month.first_day);
        }
        assert!(found.months.iter().any(|month| month.count(Step::Goes) > 0));
        assert_eq!(
            found.in_care_under_16,
            people
                .iter()
                .filter(|person| person.date_of_birth > date(2010, 3, 3))
                .count()
        );
        assert_eq!(of(&[]).today, Ages::default());
    }
}
