//! What must hold for any household: earnings and savings never raise the award, no unnamed cliff, wages in parts count as one.

use better_off::{
    Area, CareStatus, Child, CliffCause, Health, Household, Job, Nation, NonDependants, Pay, Pence,
    Person, SelfEmployment, Tenure, amounts, amounts_with_wages, budget_curve,
};
use proptest::prelude::*;

use crate::made::{care_leaver, child, day, person, rates};

fn any_person() -> impl Strategy<Value = Person> {
    let care = prop_oneof![
        Just(CareStatus::FormerRelevant),
        Just(CareStatus::NotACareLeaver)
    ];
    let health = prop_oneof![
        4 => Just(Health::Well),
        1 => Just(Health::LimitedCapability),
        1 => Just(Health::NewElement),
        1 => Just(Health::ProtectedElement),
    ];
    (16_u8..=30, care, health, any::<bool>()).prop_map(|(age, care, health, is_carer)| {
        let mut found = person(age);
        found.care = care;
        found.health = health;
        found.is_carer = Some(is_carer && age % 3 == 0);
        found
    })
}

fn any_household() -> impl Strategy<Value = Household> {
    let tenure = prop_oneof![
        Just(Tenure::Private),
        Just(Tenure::Social),
        Just(Tenure::Supported),
        Just(Tenure::NoRent),
    ];
    let nation = prop_oneof![
        Just(Nation::England),
        Just(Nation::Wales),
        Just(Nation::Scotland)
    ];
    let children = prop::collection::vec(0_u8..=6, 0..=3);
    let partner = prop::option::weighted(0.3, any_person());
    (
        (any_person(), partner, children),
        (tenure, 0_i64..=2500, nation, any::<bool>()),
        (0_i64..=1_700_000, 0_i64..=2000, any::<bool>()),
    )
        .prop_map(|((claimant, partner, children), home, money)| {
            let mut household = care_leaver(20);
            household.claimant = claimant;
            household.partner = partner;
            household.children = children.into_iter().map(child).collect::<Vec<Child>>();
            household.home.tenure = home.0;
            household.home.rent_a_month = Pence::pounds(home.1);
            household.home.area = Area::named("INNER_EAST_LONDON");
            household.home.nation = home.2;
            household.home.is_in_london = home.3;
            household.capital = Some(Pence(money.0));
            household.non_dependants = (money.0 % 3 == 0).then_some(NonDependants {
                count: u8::try_from(money.1 % 4).unwrap(),
                paying: u8::try_from(money.1 % 3).unwrap(),
            });
            if money.0 % 7 == 0 {
                household.claimant.self_employment = Some(SelfEmployment {
                    profit_a_month: Pence(money.0 / 10),
                    is_gainful: Some(money.1 % 2 == 0),
                    gainful_since: Some(day("2024-01-01")),
                    expected_hours: Some(35),
                });
            }
            household.childcare_a_month = if household.children.is_empty() {
                Pence::ZERO
            } else {
                Pence::pounds(money.1)
            };
            if money.2
                && let Some(partner) = &mut household.partner
            {
                partner.job = Some(Job::of(Pay::LegalMinimum, 960));
            }
            household
        })
}

fn any_day() -> impl Strategy<Value = jiff::civil::Date> {
    prop_oneof![
        Just(day("2025-04-30")),
        Just(day("2026-04-30")),
        Just(day("2026-10-05")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// More pay for the same job never raises the award, but for the benefit cap, whose line then says so.
    #[test]
    fn earnings_never_raise_the_award(household in any_household(), on in any_day(), pay in 0_i64..=3000, more in 1_i64..=500) {
        let rates = rates(on);
        let mut household = household;
        household.claimant.job = Some(Job::hourly(Pence(pay), 960));
        let before = amounts(&household, &rates);
        household.claimant.job = Some(Job::hourly(Pence(pay + more), 960));
        let after = amounts(&household, &rates);
        prop_assert!(
            after.award <= before.award || after.benefit_cap_reduction < before.benefit_cap_reduction,
            "{} -> {}", before.award, after.award
        );
    }

    /// More hours never raise the award, but for the cap and the start of help with childcare; and for a penny of rounding where the
    /// floor under a business fills up what each of two people earns, because each one's tax is rounded by itself.
    #[test]
    fn the_award_rises_along_the_curve_only_where_it_is_named(household in any_household(), on in any_day()) {
        let curve = budget_curve(&household, &rates(on));
        let is_rounded_twice = household.claimant.self_employment.is_some() && household.partner.is_some();
        let rounding = if is_rounded_twice { Pence(1) } else { Pence(0) };
        for (before, after) in curve.points.iter().zip(curve.points.iter().skip(1)) {
            let rises = after.amounts.award - before.amounts.award > rounding;
            let named = curve.cliffs.iter().any(|cliff| {
                cliff.to_hours == after.hours
                    && matches!(cliff.cause, CliffCause::CapLifted | CliffCause::ChildcareStarts)
            });
            prop_assert!(!rises || named, "{} hours", after.hours);
        }
    }

    /// An hour more leaves less only at a cliff, and what is named is what fell.
    #[test]
    fn nothing_drops_along_the_curve_but_at_named_cliffs(household in any_household(), on in any_day()) {
        let curve = budget_curve(&household, &rates(on));
        for (before, after) in curve.points.iter().zip(curve.points.iter().skip(1)) {
            let change = after.amounts.after_rent - before.amounts.after_rent;
            let cliff = curve.cliffs.iter().find(|cliff| cliff.to_hours == after.hours);
            if change < Pence::ZERO {
                let cliff = cliff.expect("a drop has a cliff");
                let fell = match cliff.cause {
                    CliffCause::SupportedHousing => after.amounts.housing_benefit < before.amounts.housing_benefit,
                    CliffCause::HousingBenefitAsked => after.amounts.housing_benefit.is_none(),
                    CliffCause::ScottishChildPayment => after.amounts.scottish_child_payment < before.amounts.scottish_child_payment,
                    _ => false,
                };
                prop_assert!(fell, "{:?} at {} hours", cliff.cause, after.hours);
            }
        }
    }

    #[test]
    fn savings_only_lower_the_award_and_in_steps(household in any_household(), on in any_day(), savings in 0_i64..=1_700_000) {
        let rates = rates(on);
        let with = |savings: i64| {
            let mut household = household.clone();
            household.capital = Some(Pence(savings));
            amounts(&household, &rates)
        };
        let before = with(savings);
        let after = with(savings + 1);
        prop_assert!(after.award <= before.award);
        if after.tariff_income != before.tariff_income && savings < 1_600_000 {
            prop_assert_eq!(savings % 25_000, 0, "a step begins just above a multiple of 250 pounds");
            prop_assert_eq!(after.tariff_income - before.tariff_income, Pence(435));
        }
    }

    /// One wage or two within an assessment period: the award is the same (reg 54).
    #[test]
    fn wages_in_parts_count_as_one(household in any_household(), on in any_day(), wage in 0_i64..=300_000, part in 0_i64..=300_000) {
        let rates = rates(on);
        let part = part.min(wage);
        let whole = amounts_with_wages(&household, &rates, Pence(wage));
        let parts = amounts_with_wages(&household, &rates, Pence(part) + Pence(wage - part));
        prop_assert_eq!(whole, parts);
    }

    #[test]
    fn amounts_are_never_below_nothing(household in any_household(), on in any_day(), hours in 0_u32..=60) {
        let mut household = household;
        household.claimant.job = Some(Job::of(Pay::LegalMinimum, hours * 60));
        let found = amounts(&household, &rates(on));
        for amount in [found.award, found.net_earnings, found.benefit_cap_reduction, found.housing_element, found.net_income] {
            prop_assert!(amount >= Pence::ZERO);
        }
        prop_assert!(found.housing_benefit.unwrap_or_default() <= found.rent);
        prop_assert!(found.award <= found.maximum_award);
    }
}
