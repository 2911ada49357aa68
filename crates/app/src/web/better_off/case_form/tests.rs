//! Every field written is read back, and what cannot be read is said beside its field.

use super::*;
use better_off::{
    Advance, Apprenticeship, Bill, CareStatus, Child, ChildDisability, CostsOfWorking,
    EmployersHome, Health, Immigration, Job, Learning, NonDependants, PayDates, Person, Pip,
    PipRate, SelfEmployment, Sex, SharedException, StudentMoney,
};
use casework::better_off::{Alternative, Work};
use jiff::civil::date;

const TODAY: Date = date(2026, 4, 30);

#[expect(clippy::too_many_lines, reason = "every field once")]
fn full() -> Case {
    let mut household = Household::of(Born::On(date(2006, 5, 4)));
    let claimant = &mut household.claimant;
    claimant.care = CareStatus::FormerRelevant;
    claimant.health = Health::LimitedCapability;
    claimant.immigration = Immigration::MayClaim;
    claimant.is_carer = Some(false);
    claimant.has_parental_support = Some(false);
    claimant.is_near_birth = Some(true);
    claimant.shared_exception = Some(SharedException::Hostel);
    claimant.pip = Some(Pip {
        daily_living: Some(PipRate::Standard),
        mobility: None,
    });
    claimant.learning = Learning::NonAdvanced {
        hours_a_week: Some(12),
        started_on: Some(date(2025, 9, 1)),
        has_maintenance: true,
    };
    claimant.student_money = Some(StudentMoney {
        loan_a_year: Pence::pounds(4_000),
        grant_a_year: Pence::ZERO,
        year_starts_on: date(2025, 9, 1),
        year_ends_on: date(2026, 6, 30),
    });
    claimant.self_employment = Some(SelfEmployment {
        profit_a_month: Pence::pounds(120),
        is_gainful: Some(true),
        gainful_since: Some(date(2026, 1, 5)),
        expected_hours: Some(35),
    });
    let mut now = Job::hourly(Pence(1085), 450);
    now.pension = Some(Percent(450));
    now.costs.travel_a_week = Pence::pounds(9);
    now.apprenticeship = Some(Apprenticeship {
        started_on: Some(date(2025, 9, 1)),
        is_first_year: None,
    });
    claimant.job = Some(now);
    let mut partner = Person::of(Born::On(date(2004, 2, 29)));
    partner.care = CareStatus::NotACareLeaver;
    partner.health = Health::FitNote;
    partner.is_carer = Some(true);
    partner.learning = Learning::PartTime;
    partner.pip = Some(Pip {
        daily_living: None,
        mobility: Some(PipRate::Enhanced),
    });
    partner.job = Some(Job::of(Pay::LegalMinimum, 960));
    household.partner = Some(partner);
    household.children = vec![
        Child::of(Born::Years(3)),
        Child {
            born: Born::On(date(2025, 2, 14)),
            sex: Some(Sex::Female),
            disability: Some(ChildDisability::Higher),
        },
    ];
    household.home = Home {
        tenure: Tenure::Private,
        rent_a_month: Pence::pounds(450),
        area: Area::named("North Clwyd"),
        nation: Nation::Wales,
        is_in_london: true,
        bedrooms: Some(2),
        other_adults: Some(1),
        council_tax: CouncilTax {
            a_year: Some(Pence::pounds(1500)),
            reduction_a_year: Some(Pence(12_345)),
            scheme: CouncilScheme::Waives {
                percent: Percent::whole(100),
                until_age: 25,
            },
        },
    };
    household.non_dependants = Some(NonDependants {
        count: 2,
        paying: 1,
    });
    household.capital = Some(Pence::ZERO);
    household.childcare_a_month = Pence::pounds(700);
    household.other_income = vec![OtherIncome {
        kind: better_off::IncomeKind::CouncilPayment,
        a_month: Pence::pounds(40),
    }];
    household.deductions = vec![
        Deduction::Advance {
            left: Pence::pounds(200),
            months: 10,
        },
        Deduction::Other {
            a_month: Pence::pounds(15),
        },
    ];
    household.claim.assessment_day = Some(12);
    household.claim.surplus_earnings = Pence::pounds(300);
    household.claim.cap_grace_from = Some(date(2026, 2, 1));
    let mut apprenticeship = Job::hourly(Pence(800), 1800);
    apprenticeship.apprenticeship = Some(Apprenticeship {
        started_on: Some(date(2026, 9, 7)),
        is_first_year: None,
    });
    apprenticeship.pension = Some(Percent::whole(5));
    apprenticeship.employer_pension = Some(Percent::whole(3));
    apprenticeship.employers_home = EmployersHome::Charged(Pence::pounds(40));
    apprenticeship.costs = CostsOfWorking {
        travel_a_week: Pence::pounds(20),
        meals_a_week: Pence::pounds(5),
        once: Pence::pounds(60),
    };
    apprenticeship.pay_dates = Some(PayDates {
        every: better_off::PayEvery::FourWeeks,
        starts_on: date(2026, 9, 7),
        first_paid_on: date(2026, 10, 2),
        weeks_in_hand: Some(1),
    });
    Case {
        as_at: TODAY,
        household,
        offers: vec![
            Alternative {
                name: "Bakery".into(),
                work: Work::Job(apprenticeship),
                childcare_a_month: Some(Pence::pounds(900)),
                ..Alternative::default()
            },
            Alternative {
                name: "A room".into(),
                work: Work::AsNow,
                rent_a_month: Some(Pence::pounds(300)),
                tenure: Some(Tenure::Social),
                area: Area::named("Cardiff"),
                ..Alternative::default()
            },
            Alternative {
                name: "No job".into(),
                work: Work::NoJob,
                ..Alternative::default()
            },
        ],
        start: Start {
            from: Some(date(2026, 9, 1)),
            in_hand: Some(Pence::pounds(50)),
            rent_day: Some(3),
            bills: vec![Bill {
                name: "Other bills".into(),
                day_of_month: 15,
                amount: Pence::pounds(80),
            }],
            advance: Some(Advance {
                paid_on: date(2026, 9, 8),
                amount: Pence::pounds(150),
                months: None,
            }),
            childcare_up_front: Some(Pence::pounds(200)),
        },
    }
}

#[test]
fn what_is_written_is_read_back() {
    let mut form = write(&full());
    let read = read(&mut form, date(2020, 1, 1));
    assert_eq!(form.errors(), []);
    assert_eq!(read, Some(full()));
}

#[test]
fn an_age_and_a_landlord_are_enough() {
    let mut form = Form::default();
    form.set("age", "20");
    form.set("tenure", "none");
    let case = read(&mut form, TODAY).unwrap();
    assert_eq!(case.household.claimant.born, Born::Years(20));
    assert_eq!((case.as_at, case.offers.len()), (TODAY, 0));
    assert_eq!(case.household.capital, None, "not known is not nothing");
}

#[test]
fn weekly_rent_becomes_a_month_of_52_twelfths() {
    let mut form = write(&full());
    form.set("rent", "100");
    form.set("rent_every", "week");
    let case = read(&mut form, TODAY).unwrap();
    assert_eq!(case.household.home.rent_a_month, Pence(43_333));
}

#[test]
fn what_cannot_be_read_is_said_beside_its_field() {
    let check = |field: &str, typed: &str, at: &str| {
        let mut form = write(&full());
        form.set(field, typed);
        assert_eq!(read(&mut form, TODAY), None, "{field} {typed}");
        assert!(!form.error(at).is_empty(), "{field} {typed}");
    };
    check("born-year", "2030", "born");
    check("born-day", "32", "born");
    check("tenure", "", "tenure");
    check("tenure", "castle", "tenure");
    check("rent", "lots", "rent");
    check("rent", "-1", "rent");
    check("hours", "200", "hours");
    check("area", "Atlantis", "area");
    check("assessment_day", "32", "assessment_day");
    check("income_kind", "", "income_kind");
    check("advance_months", "", "advance_months");
    check("offer1-pay", "ten", "offer1-pay");
    check("offer1-first_paid-year", "2025", "offer1-first_paid");
    check("start_advance_on-day", "", "start_advance_on");
    check("child1-born", "two", "child1-born");
    check("child2-born", "", "child2-born");
    check("partner_born-year", "2030", "partner_born");
    check("partner_born-year", "", "partner_born");
    check("study_until-year", "", "study_until");
    check("family_paying", "3", "family_paying");
    check("profit", "lots", "profit");
    check("offer1-employer_pension", "101", "offer1-employer_pension");
    check("offer1-pension", "lots", "offer1-pension");
    check("offer1-home_charge", "-3", "offer1-home_charge");
    let mut nobody = Form::default();
    nobody.set("tenure", "none");
    assert_eq!(read(&mut nobody, TODAY), None);
    assert!(!nobody.error("born").is_empty());
}

#[test]
fn an_offer_that_was_begun_must_be_finished_or_cleared() {
    let mut form = write(&full());
    form.set("offer4-pay", "12");
    assert_eq!(read(&mut form, TODAY), None);
    assert!(!form.error("offer4-hours").is_empty());
}
