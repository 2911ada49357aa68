//! Student money: spread over the course year, with a part left out (UC Regs 2013 regs 66(1)(e), 68 to 71).

use better_off::{Ask, Household, Learning, Pence, StudentMoney, calculate};

use crate::made::{care_leaver, child, day, with};

/// A lone parent at university; the course year of 26 September to 12 May, assessment periods from the 3rd.
fn student(loan: i64, grant: i64) -> Household {
    with(care_leaver(20), |household| {
        household.children.push(child(2));
        household.claimant.learning = Learning::AdvancedFullTime;
        household.claim.assessment_day = Some(3);
        household.claimant.student_money = Some(StudentMoney {
            loan_a_year: Pence::pounds(loan),
            grant_a_year: Pence::pounds(grant),
            year_starts_on: day("2025-09-26"),
            year_ends_on: day("2026-05-12"),
        });
    })
}

fn counted(household: &Household, on: &str) -> Pence {
    calculate(household, day(on)).unwrap().amounts.other_income
}

/// Eight periods, from 3 September to 2 May: 6,958 / 8 = 869.75, less 110.
#[test]
fn a_loan_counts_from_the_first_period_to_the_long_vacation() {
    for (on, expected) in [
        ("2025-09-02", 0),
        ("2025-09-03", 75_975),
        ("2026-01-15", 75_975),
        ("2026-05-02", 75_975),
        ("2026-05-03", 0),
        ("2026-07-01", 0),
    ] {
        assert_eq!(counted(&student(6958, 0), on), Pence(expected), "{on}");
    }
}

/// Reg 68(3), (4): grants only without a loan. Reg 71: nothing below nothing.
#[test]
fn grants_count_only_without_a_loan() {
    for (loan, grant, expected) in [
        (6958, 2000, 75_975),
        (0, 2000, 14_000),
        (0, 880, 0),
        (0, 888, 100),
        (800, 2000, 0),
        (0, 0, 0),
    ] {
        let found = counted(&student(loan, grant), "2026-01-15");
        assert_eq!(found, Pence(expected), "{loan} {grant}");
    }
}

#[test]
fn it_is_taken_off_pound_for_pound() {
    let on = day("2026-01-15");
    let with_money = calculate(&student(6958, 0), on).unwrap().amounts;
    let without = calculate(&student(0, 0), on).unwrap().amounts;
    assert!(with_money.eligible);
    // 316.98 + 292.81 is all gone.
    assert_eq!(without.award, Pence(60_979));
    assert_eq!(with_money.award, Pence::ZERO);
    let small = calculate(&student(2480, 0), on).unwrap().amounts;
    assert_eq!(without.award - small.award, Pence::pounds(200));
}

#[test]
fn a_year_that_cannot_be_is_asked() {
    for (starts, ends) in [
        ("2026-05-12", "2025-09-26"),
        ("2025-09-26", "2025-09-28"),
        ("2025-09-26", "2029-05-12"),
    ] {
        let household = with(student(6958, 0), |household| {
            household.claimant.student_money = Some(StudentMoney {
                loan_a_year: Pence::pounds(6958),
                grant_a_year: Pence::ZERO,
                year_starts_on: day(starts),
                year_ends_on: day(ends),
            });
        });
        let outcome = calculate(&household, day("2026-01-15")).unwrap();
        assert_eq!(outcome.amounts.other_income, Pence::ZERO);
        let asked = outcome
            .ask
            .iter()
            .any(|question| question.ask == Ask::StudentYear);
        assert!(asked, "{starts} {ends}");
    }
}
