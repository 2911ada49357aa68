//! Northern Ireland: the same rates and its own areas; what has rules of its own is asked (SR 2016/216).

use better_off::{Ask, Category, Nation, Pence, calculate};

use crate::made::{care_leaver, day, private, spring, supported, with, works};

#[test]
fn rates_are_the_same_and_areas_its_own() {
    let household = with(care_leaver(20), |household| {
        household.home.nation = Nation::NorthernIreland;
        private(household, 450, "BELFAST");
        works(household, 1085, 16);
    });
    let outcome = calculate(&household, spring()).unwrap();
    let found = &outcome.amounts;
    assert_eq!(found.lha_category, Some(Category::B));
    assert_eq!(found.standard_allowance, Pence(33_858));
    assert_eq!(found.net_earnings, Pence(75_227));
    // Rates for the home are not council tax.
    assert_eq!(found.council_tax, None);
    let asked = |ask| outcome.ask.iter().any(|question| question.ask == ask);
    assert!(asked(Ask::NorthernIreland));
    assert!(!asked(Ask::CouncilTaxBill));
}

#[test]
fn housing_benefit_there_is_asked() {
    for (nation, is_asked) in [(Nation::NorthernIreland, true), (Nation::England, false)] {
        let household = with(care_leaver(20), |household| {
            household.home.nation = nation;
            supported(household, 1000);
            works(household, 1085, 24);
        });
        let outcome = calculate(&household, day("2026-10-05")).unwrap();
        assert_eq!(outcome.amounts.housing_benefit.is_none(), is_asked);
        let asked = outcome
            .ask
            .iter()
            .any(|question| question.ask == Ask::HousingBenefitNorthernIreland);
        assert_eq!(asked, is_asked, "{nation:?}");
    }
}
