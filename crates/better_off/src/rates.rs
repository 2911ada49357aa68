//! The rates of one day as plain numbers, so that a calculation looks nothing up.

use jiff::civil::Date;

use crate::{
    money::{Pence, Percent},
    parameters::{Book, NoRates},
};

/// The two days that decide rates.
struct Days {
    day: Date,
    award: Date,
}

/// A field of `Rates` for each name in the parameter files, with the day that decides it.
///
/// `award` is the first day of the assessment period: Universal Credit rates change from the first assessment period that begins on or
/// after the date in the order. `day` is the day itself: tax, wages and Housing Benefit.
macro_rules! rates {
    ($($field:ident: $kind:ident $name:literal on $day:ident),* $(,)?) => {
        /// What held on one day. Made by [`Rates::on`].
        #[derive(Debug, Clone)]
        pub struct Rates {
            /// The day for tax, wages and Housing Benefit.
            pub day: Date,
            /// The first day of the assessment period, for Universal Credit.
            pub award: Date,
            $(pub $field: rates!(@type $kind),)*
        }

        impl Rates {
            /// The rates for `day`, with those of Universal Credit as they were on `award`, the first day of its assessment period.
            ///
            /// Fails when any amount is not known for its day; the error names it.
            pub fn on(day: Date, award: Date) -> Result<Self, NoRates> {
                let book = Book::shipped();
                let decides = Days { day, award };
                Ok(Self {
                    day,
                    award,
                    $($field: rates!(@make $kind, book.value($name, decides.$day)?.hundredths),)*
                })
            }
        }

        impl Rates {
            /// Takes over one amount from other rates.
            pub(crate) fn take(&mut self, name: &str, other: &Self) {
                match name {
                    $($name => self.$field = other.$field,)*
                    _ => {}
                }
            }

            /// The names of the amounts that are others in `other`.
            pub(crate) fn names_that_differ(&self, other: &Self) -> Vec<&'static str> {
                let mut names = Vec::new();
                $(if self.$field != other.$field {
                    names.push($name);
                })*
                names
            }

            /// The day that decides a parameter.
            pub(crate) fn day_of(&self, name: &str) -> Date {
                match name {
                    $($name => self.$day,)*
                    _ => self.day,
                }
            }
        }

        /// Each field's parameter name.
        #[cfg(test)]
        pub(crate) const NAMES: &[&str] = &[$($name),*];
    };
    (@type money) => { Pence };
    (@type percent) => { Percent };
    (@type count) => { i64 };
    (@make money, $value:expr) => { Pence($value) };
    (@make percent, $value:expr) => { Percent($value) };
    (@make count, $value:expr) => { $value / 100 };
}

rates! {
    allowance_single_under_25: money "standard_allowance.single_under_25" on award,
    allowance_single_25: money "standard_allowance.single_25_or_over" on award,
    allowance_couple_under_25: money "standard_allowance.couple_both_under_25" on award,
    allowance_couple_25: money "standard_allowance.couple_one_25_or_over" on award,
    child_first_before_2017: money "child_element.first_born_before_6_april_2017" on award,
    child_other: money "child_element.each_other_child" on award,
    child_disabled_lower: money "child_element.disabled_lower" on award,
    child_disabled_higher: money "child_element.disabled_higher" on award,
    two_child_limit: count "two_child_limit" on award,
    health_protected: money "health_element.protected" on award,
    health_new: money "health_element.new" on award,
    carer: money "carer_element" on award,
    childcare_percent: percent "childcare.percent" on award,
    childcare_one: money "childcare.most_for_one_child" on award,
    childcare_more: money "childcare.most_for_two_or_more" on award,
    work_allowance_with_housing: money "work_allowance.with_housing_element" on award,
    work_allowance_without_housing: money "work_allowance.without_housing_element" on award,
    taper: percent "taper" on award,
    capital_most: money "capital.most" on award,
    capital_not_counted: money "capital.not_counted" on award,
    capital_step: money "capital.step" on award,
    capital_income: money "capital.income_for_each_step" on award,
    deductions_percent: percent "deductions.percent_of_standard_allowance" on award,
    advance_months: count "advance.months_to_repay" on award,
    housing_cost_contribution: money "housing_cost_contribution" on award,
    student_not_counted: money "student_income.not_counted" on award,
    expected_hours: count "self_employment.expected_hours" on award,
    start_up_months: count "self_employment.start_up_months" on award,
    one_spare_bedroom: percent "social_rent.percent_for_one_spare_bedroom" on award,
    more_spare_bedrooms: percent "social_rent.percent_for_more_spare_bedrooms" on award,
    cap_single_london: money "benefit_cap.single_in_london" on award,
    cap_single: money "benefit_cap.single_elsewhere" on award,
    cap_family_london: money "benefit_cap.family_in_london" on award,
    cap_family: money "benefit_cap.family_elsewhere" on award,
    cap_earnings: money "benefit_cap.earnings_exception" on award,
    cap_grace_months: count "benefit_cap.grace_months" on award,
    personal_allowance: money "tax.personal_allowance" on day,
    basic_band: money "tax.basic_band" on day,
    basic_percent: percent "tax.basic_percent" on day,
    higher_percent: percent "tax.higher_percent" on day,
    scottish_starter_band: money "tax.scottish_starter_band" on day,
    scottish_basic_band: money "tax.scottish_basic_band" on day,
    scottish_intermediate_band: money "tax.scottish_intermediate_band" on day,
    scottish_starter_percent: percent "tax.scottish_starter_percent" on day,
    scottish_basic_percent: percent "tax.scottish_basic_percent" on day,
    scottish_intermediate_percent: percent "tax.scottish_intermediate_percent" on day,
    scottish_higher_percent: percent "tax.scottish_higher_percent" on day,
    insurance_threshold_year: money "insurance.threshold_a_year" on day,
    insurance_threshold_week: money "insurance.threshold_a_week" on day,
    insurance_threshold_month: money "insurance.threshold_a_month" on day,
    insurance_upper_year: money "insurance.upper_a_year" on day,
    insurance_upper_week: money "insurance.upper_a_week" on day,
    insurance_upper_month: money "insurance.upper_a_month" on day,
    insurance_main: percent "insurance.main_percent" on day,
    insurance_upper: percent "insurance.upper_percent" on day,
    self_employed_main: percent "insurance.self_employed_main_percent" on day,
    self_employed_upper: percent "insurance.self_employed_upper_percent" on day,
    wage_21: money "minimum_wage.age_21_or_over" on day,
    wage_18: money "minimum_wage.age_18_to_20" on day,
    wage_under_18: money "minimum_wage.under_18" on day,
    wage_apprentice: money "minimum_wage.apprentice" on day,
    accommodation_offset_day: money "minimum_wage.accommodation_offset_a_day" on day,
    hb_single_under_25: money "housing_benefit.single_under_25" on day,
    hb_single_25: money "housing_benefit.single_25_or_over" on day,
    hb_lone_parent_under_18: money "housing_benefit.lone_parent_under_18" on day,
    hb_lone_parent: money "housing_benefit.lone_parent_18_or_over" on day,
    hb_couple_under_18: money "housing_benefit.couple_both_under_18" on day,
    hb_couple: money "housing_benefit.couple_one_18_or_over" on day,
    hb_child: money "housing_benefit.each_child" on day,
    hb_taper: percent "housing_benefit.taper" on day,
    hb_disregard_single: money "housing_benefit.disregard_single" on day,
    hb_disregard_couple: money "housing_benefit.disregard_couple" on day,
    hb_disregard_lone_parent: money "housing_benefit.disregard_lone_parent" on day,
    hb_disregard_additional: money "housing_benefit.disregard_additional" on day,
    hb_capital_income: money "housing_benefit.capital_income_for_each_step" on day,
    hb_childcare_one: money "housing_benefit.childcare_one_child" on day,
    hb_childcare_more: money "housing_benefit.childcare_two_or_more" on day,
    supported_single_under_25: money "supported.single_under_25" on day,
    supported_single_25: money "supported.single_25_or_over" on day,
    supported_couple_under_18: money "supported.couple_both_under_18" on day,
    supported_couple_under_25: money "supported.couple_both_under_25" on day,
    supported_couple_25: money "supported.couple_one_25_or_over" on day,
    child_benefit_eldest: money "child_benefit.eldest" on day,
    child_benefit_other: money "child_benefit.each_other_child" on day,
    child_benefit_charge_from: money "child_benefit.charge_from" on day,
    child_benefit_charge_step: money "child_benefit.charge_step" on day,
    scottish_child_payment: money "scottish_child_payment" on day,
    pip_daily_standard: money "pip.daily_living_standard" on day,
    pip_daily_enhanced: money "pip.daily_living_enhanced" on day,
    pip_mobility_standard: money "pip.mobility_standard" on day,
    pip_mobility_enhanced: money "pip.mobility_enhanced" on day,
    carers_allowance: money "carers_allowance" on day,
    carers_earnings_limit: money "carers_allowance.earnings_limit" on day,
    council_tax_apprentice_pay: money "council_tax.apprentice_pay_most_a_week" on day,
    council_tax_until_wales: count "council_tax.care_leaver_until_age_wales" on day,
    council_tax_until_scotland: count "council_tax.care_leaver_until_age_scotland" on day,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn award_rates_and_daily_rates_change_each_on_its_own_day() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        for (on, award, allowance, wage) in [
            ("2026-04-05", "2026-03-10", 31698, 1271),
            ("2026-04-06", "2026-03-10", 31698, 1271),
            ("2026-04-20", "2026-04-10", 33858, 1271),
            ("2026-03-31", "2026-03-10", 31698, 1221),
        ] {
            let rates = Rates::on(day(on), day(award)).unwrap();
            assert_eq!(rates.allowance_single_under_25, Pence(allowance), "{on}");
            assert_eq!(rates.wage_21, Pence(wage), "{on}");
        }
    }

    #[test]
    fn a_day_without_rates_is_named() {
        let day: Date = "2031-01-01".parse().unwrap();
        let error = Rates::on(day, day).unwrap_err();
        assert!(error.to_string().contains("2031-01-01"), "{error}");
    }

    /// Reg 82(1)(a): 16 hours at the adult rate times 52 / 12, in whole pounds.
    #[test]
    fn the_caps_earnings_exception_follows_from_the_adult_wage() {
        for day in ["2025-04-30", "2026-04-30"] {
            let day: Date = day.parse().unwrap();
            let rates = Rates::on(day, day).unwrap();
            let earned = Pence(rates.wage_21.0 * 16).a_month_from_a_week();
            assert_eq!(rates.cap_earnings, Pence(earned.0 / 100 * 100), "{day}");
        }
    }

    /// The disregard of October 2026 is set so that Housing Benefit begins to fall where Universal Credit runs out.
    #[test]
    fn the_supported_disregard_meets_the_point_where_universal_credit_runs_out() {
        let day: Date = "2026-10-05".parse().unwrap();
        let r = Rates::on(day, day).unwrap();
        for (allowance, personal, disregard, supported) in [
            (
                r.allowance_single_under_25,
                r.hb_single_under_25,
                r.hb_disregard_single,
                r.supported_single_under_25,
            ),
            (
                r.allowance_single_25,
                r.hb_single_25,
                r.hb_disregard_single,
                r.supported_single_25,
            ),
            (
                r.allowance_couple_under_25,
                r.hb_couple,
                r.hb_disregard_couple,
                r.supported_couple_under_25,
            ),
            (
                r.allowance_couple_under_25,
                r.hb_couple_under_18,
                r.hb_disregard_couple,
                r.supported_couple_under_18,
            ),
            (
                r.allowance_couple_25,
                r.hb_couple,
                r.hb_disregard_couple,
                r.supported_couple_25,
            ),
        ] {
            let runs_out = allowance.share(12 * 100, 55 * 52);
            assert_eq!(personal + disregard + supported, runs_out);
        }
    }

    #[test]
    fn every_amount_in_the_files_is_used_or_stands_beside() {
        for value in Book::shipped().values() {
            // Known for a part of the time only: looked up where it is needed, and asked otherwise.
            let is_beside =
                value.name.starts_with("beside.") || value.name == crate::surplus_earnings::LIMIT;
            assert!(NAMES.contains(&value.name) || is_beside, "{}", value.name);
        }
    }
}
