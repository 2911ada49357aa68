//! The explanation: the same numbers as without it, in order, each line with its law and known parameters; kept runs can be read again.

use better_off::{Household, Item, Pence, amounts, calculate};

use crate::made::{
    care_leaver, child, day, in_scotland, person, private, rates, spring, supported, with, works,
};

fn households() -> Vec<Household> {
    vec![
        care_leaver(17),
        care_leaver(20),
        with(care_leaver(20), |household| {
            private(household, 450, "LEEDS");
        }),
        with(care_leaver(20), |household| {
            supported(household, 1000);
            works(household, 1085, 20);
        }),
        with(care_leaver(23), |household| {
            in_scotland(household);
            household.children = vec![child(2), child(3), child(4)];
            household.partner = Some(person(25));
            household.childcare_a_month = Pence::pounds(300);
            works(household, 1271, 30);
        }),
    ]
}

#[test]
fn the_explanation_does_not_change_the_numbers() {
    for date in ["2025-04-30", "2026-04-30", "2026-10-05"] {
        for household in households() {
            let outcome = calculate(&household, day(date)).unwrap();
            assert_eq!(outcome.amounts, amounts(&household, &rates(day(date))));
        }
    }
}

#[test]
fn every_line_names_its_law_and_known_parameters() {
    for household in households() {
        let outcome = calculate(&household, spring()).unwrap();
        for line in &outcome.trace {
            let is_ours = matches!(line.item, Item::NetIncome | Item::CostsOfWorking);
            assert!(is_ours || !line.law.is_empty(), "{line:?}");
            assert!(line.why.ends_with('.'), "{line:?}");
            for name in line.parameters {
                let found = outcome.parameters.iter().find(|value| value.name == *name);
                let value = found.unwrap();
                assert!(value.from <= spring() && spring() <= value.to, "{name}");
                assert!(!value.instrument.is_empty());
            }
        }
    }
}

#[test]
fn the_lines_add_up_to_the_award() {
    for household in households() {
        let outcome = calculate(&household, spring()).unwrap();
        let amount = |item| {
            outcome
                .trace
                .iter()
                .filter(|line| line.item == item)
                .map(|line| line.amount)
                .sum::<Pence>()
        };
        let elements: Pence = [
            Item::StandardAllowance,
            Item::ChildElement,
            Item::DisabledChild,
            Item::HealthElement,
            Item::CarerElement,
            Item::HousingElement,
            Item::ChildcareElement,
        ]
        .into_iter()
        .map(amount)
        .sum();
        if outcome.amounts.eligible {
            assert_eq!(elements, amount(Item::MaximumAward));
        }
        let left = amount(Item::MaximumAward)
            - amount(Item::EarningsTaper)
            - amount(Item::OtherIncome)
            - amount(Item::TariffIncome);
        let award = left.or_zero() - amount(Item::BenefitCap);
        assert_eq!(award, amount(Item::Award));
        assert_eq!(award, outcome.amounts.award);
    }
}

/// A saved run is its household and its day: read again in ten years it gives the same answer, because rates are never edited.
#[test]
fn a_saved_run_gives_the_same_answer() {
    for household in households() {
        let saved = serde_json::to_string(&household).unwrap();
        let read: Household = serde_json::from_str(&saved).unwrap();
        assert_eq!(read, household);
        let first = serde_json::to_string(&calculate(&household, spring()).unwrap()).unwrap();
        let again = serde_json::to_string(&calculate(&read, spring()).unwrap()).unwrap();
        assert_eq!(first, again);
    }
}

#[test]
fn a_day_without_rates_is_an_error_and_not_a_guess() {
    for date in ["2024-12-31", "2027-04-12", "2035-01-01"] {
        let error = calculate(&care_leaver(20), day(date)).unwrap_err();
        assert!(error.to_string().contains(date), "{error}");
    }
}
