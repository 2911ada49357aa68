//! Where made-up people study and work, for how many hours, at what level and for what pay. Every name is made up.

use jiff::civil::Date;
use leaving_care::{
    activity::ActivityCode::{self, F1, F2, F3, F4, F5, P1, P2, P3, P4, P5},
    spell_value::ActivityDetails,
};

use super::dice::Dice;

/// The lowest legal pay for an hour in pence.
struct Pay {
    since: Date,
    /// The highest rate of the day, which is owed to the oldest: paid here to everybody from 21, so that nobody is below theirs.
    full: u32,
    from_18_to_20: u32,
    under_18: u32,
    apprentice: u32,
}

const fn pay(since: Date, full: u32, from_18_to_20: u32, under_18: u32, apprentice: u32) -> Pay {
    Pay {
        since,
        full,
        from_18_to_20,
        under_18,
        apprentice,
    }
}

/// National Minimum Wage Regulations 2015 (SI 2015/621) as amended each year, rates as listed on GOV.UK, "National Minimum Wage and
/// National Living Wage rates". Written down from memory, not verified: they only make made-up jobs believable.
const LOWEST_PAY: [Pay; 13] = [
    pay(Date::constant(2014, 10, 1), 650, 513, 379, 273),
    pay(Date::constant(2015, 10, 1), 670, 530, 387, 330),
    pay(Date::constant(2016, 4, 1), 720, 530, 387, 330),
    pay(Date::constant(2016, 10, 1), 720, 555, 400, 340),
    pay(Date::constant(2017, 4, 1), 750, 560, 405, 350),
    pay(Date::constant(2018, 4, 1), 783, 590, 420, 370),
    pay(Date::constant(2019, 4, 1), 821, 615, 435, 390),
    pay(Date::constant(2020, 4, 1), 872, 645, 455, 415),
    pay(Date::constant(2021, 4, 1), 891, 656, 462, 430),
    pay(Date::constant(2022, 4, 1), 950, 683, 481, 481),
    pay(Date::constant(2023, 4, 1), 1_042, 749, 528, 528),
    pay(Date::constant(2024, 4, 1), 1_144, 860, 640, 640),
    pay(Date::constant(2025, 4, 1), 1_221, 1_000, 755, 755),
];

/// The lowest legal pay on a day; before the first row of the table its first row, which is more than was owed then.
pub(super) fn lowest_pay(day: Date, age_years: i16, is_apprentice: bool) -> u32 {
    let row = LOWEST_PAY
        .iter()
        .rev()
        .find(|row| row.since <= day)
        .unwrap_or(&LOWEST_PAY[0]);
    // An apprentice of 19 or over is owed the rate of their age after the first year; paying it from the first day is simplest.
    match (age_years, is_apprentice) {
        (..=18, true) => row.apprentice,
        (..=17, false) => row.under_18,
        (..=20, _) => row.from_18_to_20,
        (21.., _) => row.full,
    }
}

const COLLEGES: [&str; 14] = [
    "Riverbank College",
    "Northgate College",
    "St Aldhelm Sixth Form",
    "Moorside College",
    "Harbourside College",
    "Weaver Valley College",
    "Castlefield College",
    "Beacon Hill College",
    "Eastbrook Sixth Form College",
    "Fellside College",
    "The Skills Quarter",
    "Greenway Land College",
    "Kingsmoor College",
    "Southbank Adult Learning",
];
const UNIVERSITIES: [&str; 8] = [
    "University of Wharfedale",
    "Northern Coast University",
    "Eastmoor University",
    "University of the Severn Vale",
    "Thamesmouth University",
    "Pennine Metropolitan University",
    "Kingsbridge University",
    "University of the Fens",
];
/// Employers with what people do there.
const EMPLOYERS: [(&str, [&str; 2]); 30] = [
    (
        "Greenline Logistics",
        ["Warehouse operative", "Picker and packer"],
    ),
    (
        "Hazel Tree Care",
        ["Care assistant", "Night care assistant"],
    ),
    (
        "Bridge Street Bakery",
        ["Counter assistant", "Bakery assistant"],
    ),
    ("Corner Garage", ["Workshop assistant", "Tyre fitter"]),
    (
        "Bluebell Nursery",
        ["Nursery assistant", "Lunchtime assistant"],
    ),
    ("Tidewater Foods", ["Factory operative", "Line cleaner"]),
    ("Marlow Stores", ["Shop assistant", "Stockroom assistant"]),
    ("Fern and Finch Café", ["Barista", "Kitchen assistant"]),
    (
        "Northway Parcels",
        ["Delivery driver's mate", "Parcel sorter"],
    ),
    ("Stonefield Joinery", ["Workshop labourer", "Joiner's mate"]),
    ("The Copper Kettle", ["Waiting staff", "Kitchen porter"]),
    ("Brightside Cleaning", ["Cleaner", "Team leader, evenings"]),
    ("Calder Print", ["Print finisher", "Machine assistant"]),
    ("Oak Lane Vets", ["Receptionist", "Kennel assistant"]),
    (
        "Harvest Supermarket",
        ["Checkout assistant", "Night shelf filler"],
    ),
    ("Redwood Roofing", ["Labourer", "Roofer's mate"]),
    ("Quayside Hotel", ["Hotel housekeeper", "Night porter"]),
    ("Swift Couriers", ["Cycle courier", "Dispatch assistant"]),
    (
        "Willow Court Care Home",
        ["Care assistant", "Laundry assistant"],
    ),
    ("Pinnacle Scaffolding", ["Labourer", "Yard assistant"]),
    ("Meadowbank Farm", ["Farm worker", "Farm shop assistant"]),
    ("Cobblestone Pizza", ["Kitchen assistant", "Waiting staff"]),
    (
        "Lakeside Leisure Centre",
        ["Lifeguard", "Reception assistant"],
    ),
    ("Hillcrest Hair", ["Salon assistant", "Receptionist"]),
    (
        "Parkview Primary School",
        ["Teaching assistant", "Midday supervisor"],
    ),
    ("Keystone Plumbing", ["Plumber's mate", "Stores assistant"]),
    (
        "Silver Fern Warehouse",
        ["Warehouse operative", "Forklift driver"],
    ),
    (
        "Old Mill Garden Centre",
        ["Plant area assistant", "Café assistant"],
    ),
    (
        "Harrow Lane Dental",
        ["Receptionist", "Trainee dental nurse"],
    ),
    ("Council parks team", ["Groundskeeper", "Seasonal gardener"]),
];
const TRAINING: [&str; 6] = [
    "Work-readiness programme",
    "Construction pathway",
    "Traineeship",
    "Supported internship",
    "Start your own business",
    "Retail and customer service programme",
];
/// Standards with their level and who takes apprentices for them.
const APPRENTICESHIPS: [(&str, &str, &str); 10] = [
    ("Adult care worker", "2", "Willow Court Care Home"),
    ("Motor vehicle service technician", "3", "Corner Garage"),
    ("Early years educator", "3", "Bluebell Nursery"),
    ("Bricklayer", "2", "Kingfisher Homes"),
    ("Hair professional", "2", "Hillcrest Hair"),
    ("Business administrator", "3", "The council"),
    ("Production chef", "2", "Quayside Hotel"),
    ("Carpentry and joinery", "2", "Stonefield Joinery"),
    ("Installation electrician", "3", "Brightwell Electrical"),
    ("Digital support technician", "3", "The council"),
];
const COURSES: [(&str, &str); 16] = [
    ("Childcare", "2"),
    ("Motor vehicle maintenance", "1"),
    ("Hair and beauty", "2"),
    ("Bricklaying", "1"),
    ("Health and social care", "3"),
    ("Business", "3"),
    ("Public services", "2"),
    ("Catering", "1"),
    ("English for speakers of other languages", "Entry level"),
    ("A levels", "3"),
    ("Art and design", "3"),
    ("Plumbing", "2"),
    ("Information technology", "2"),
    ("Animal care", "2"),
    ("English and maths", "1"),
    ("Preparation for work and life", "Entry level"),
];
const DEGREES: [&str; 10] = [
    "Nursing",
    "Law",
    "Social work",
    "Business management",
    "Psychology",
    "Computer science",
    "Fine art",
    "Youth work",
    "Mechanical engineering",
    "Criminology",
];

/// The details of an activity that starts on a day. Everything but NEET and not known has hours, because hours say which is the main one.
pub(super) fn details(
    dice: &mut Dice,
    code: ActivityCode,
    starts_on: Date,
    age_years: i16,
    at_school: bool,
) -> ActivityDetails {
    let mut details = ActivityDetails::of(code);
    match code {
        F1 | P1 => {
            dice.pick(&UNIVERSITIES).clone_into(&mut details.provider);
            dice.pick(&DEGREES).clone_into(&mut details.role);
            dice.weighted(&[("6", 80), ("5", 12), ("4", 8)])
                .clone_into(&mut details.study_level);
        }
        F2 | P2 if at_school => {
            "Secondary school".clone_into(&mut details.provider);
            "Year 11".clone_into(&mut details.role);
            "2".clone_into(&mut details.study_level);
        }
        F2 | P2 => {
            let (course, level) = dice.pick(&COURSES);
            dice.pick(&COLLEGES).clone_into(&mut details.provider);
            course.clone_into(&mut details.role);
            level.clone_into(&mut details.study_level);
        }
        F4 | P4 => {
            let (standard, level, employer) = dice.pick(&APPRENTICESHIPS);
            employer.clone_into(&mut details.provider);
            standard.clone_into(&mut details.role);
            level.clone_into(&mut details.study_level);
            details.wage_pence_an_hour = Some(wage(dice, lowest_pay(starts_on, age_years, true)));
        }
        F3 | P3 | F5 | P5 if dice.chance(120) => {
            dice.pick(&COLLEGES).clone_into(&mut details.provider);
            dice.pick(&TRAINING).clone_into(&mut details.role);
        }
        F3 | P3 | F5 | P5 => {
            let (employer, jobs) = dice.pick(&EMPLOYERS);
            employer.clone_into(&mut details.provider);
            dice.pick(&jobs).clone_into(&mut details.role);
            details.wage_pence_an_hour = Some(wage(dice, lowest_pay(starts_on, age_years, false)));
        }
        _ => {}
    }
    details.hours_a_week = hours(dice, code);
    details
}

/// A job of a few hours beside a course.
pub(super) fn saturday_job(dice: &mut Dice, starts_on: Date, age_years: i16) -> ActivityDetails {
    let mut details = ActivityDetails::of(P5);
    dice.pick(&EMPLOYERS).0.clone_into(&mut details.provider);
    "Saturday job".clone_into(&mut details.role);
    details.wage_pence_an_hour = Some(wage(dice, lowest_pay(starts_on, age_years, false)));
    details.hours_a_week = u8::try_from(dice.between(4, 10)).ok();
    details
}

/// Full time is more than 16 hours a week (SSDA903, OC3).
fn hours(dice: &mut Dice, code: ActivityCode) -> Option<u8> {
    let (least, most) = match code {
        F1 => (24, 35),
        F2 => (17, 25),
        F4 => (30, 37),
        F3 | F5 => (20, 40),
        P1 | P2 => (6, 15),
        P3 | P4 | P5 => (6, 16),
        _ => return None,
    };
    u8::try_from(dice.between(least, most)).ok()
}

/// A third are paid the lowest legal pay, the others up to a quarter more.
fn wage(dice: &mut Dice, lowest: u32) -> u32 {
    if dice.chance(330) {
        return lowest;
    }
    lowest + lowest * u32::try_from(dice.between(1, 25)).unwrap_or(0) / 100
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn pay_follows_the_date_and_the_age() {
        let check = |day: Date, age: i16, is_apprentice: bool, expected: u32| {
            assert_eq!(
                lowest_pay(day, age, is_apprentice),
                expected,
                "{day} at {age}"
            );
        };
        check(date(2025, 3, 31), 21, false, 1_144);
        check(date(2025, 4, 1), 21, false, 1_221);
        check(date(2025, 4, 1), 20, false, 1_000);
        check(date(2025, 4, 1), 18, false, 1_000);
        check(date(2025, 4, 1), 17, false, 755);
        check(date(2025, 4, 1), 18, true, 755);
        check(date(2025, 4, 1), 19, true, 1_000);
        check(date(2010, 1, 1), 22, false, 650);
    }
}
