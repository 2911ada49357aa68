//! Income tax and National Insurance: by the year, and as payroll takes them from one wage.

use crate::{
    household::Nation,
    money::{Pence, Percent, Yearly},
    pay_dates::PayEvery,
    rates::Rates,
};

/// The top of the higher bands is far above what this crate is for: an amount there is asked about, not worked out.
const NO_END: Pence = Pence(i64::MAX);

/// Income tax for a year on pay after pension (ITA 2007 ss.6, 10, 35; Scottish Rate Resolution).
pub(crate) fn income_tax(pay: Pence, nation: Nation, rates: &Rates) -> Yearly {
    let taxable = (pay - rates.personal_allowance).or_zero();
    tax_in_bands(taxable, &bands(nation, rates))
}

type Bands = [(Pence, Percent); 4];

/// The top of each band of taxable income and its rate. Wales sets rates that come to the same as England's.
fn bands(nation: Nation, rates: &Rates) -> Bands {
    match nation {
        Nation::England | Nation::Wales | Nation::NorthernIreland => [
            (rates.basic_band, rates.basic_percent),
            (NO_END, rates.higher_percent),
            (NO_END, rates.higher_percent),
            (NO_END, rates.higher_percent),
        ],
        Nation::Scotland => [
            (rates.scottish_starter_band, rates.scottish_starter_percent),
            (rates.scottish_basic_band, rates.scottish_basic_percent),
            (
                rates.scottish_intermediate_band,
                rates.scottish_intermediate_percent,
            ),
            (NO_END, rates.scottish_higher_percent),
        ],
    }
}

fn tax_in_bands(taxable: Pence, bands: &Bands) -> Yearly {
    let mut tax = Yearly::default();
    let mut below = Pence::ZERO;
    for (top, percent) in bands {
        let within = (taxable.min(*top) - below).or_zero();
        tax = tax.plus(Yearly::percent_of(within, *percent));
        below = below.max(*top);
    }
    tax
}

/// National Insurance for a year (SSCBA 1992 s.8; SI 2001/1004).
pub(crate) fn national_insurance(pay: Pence, rates: &Rates) -> Yearly {
    insurance_between(
        pay,
        rates.insurance_threshold_year,
        rates.insurance_upper_year,
        rates,
    )
}

fn insurance_between(pay: Pence, threshold: Pence, upper: Pence, rates: &Rates) -> Yearly {
    let main = (pay.min(upper) - threshold).or_zero();
    let above = (pay - upper).or_zero();
    Yearly::percent_of(main, rates.insurance_main)
        .plus(Yearly::percent_of(above, rates.insurance_upper))
}

/// National Insurance for a year of profit (SSCBA 1992 s.15): the limits are those of wages.
pub(crate) fn self_employed_insurance(profit: Pence, rates: &Rates) -> Yearly {
    let (threshold, upper) = (rates.insurance_threshold_year, rates.insurance_upper_year);
    let main = (profit.min(upper) - threshold).or_zero();
    let above = (profit - upper).or_zero();
    Yearly::percent_of(main, rates.self_employed_main)
        .plus(Yearly::percent_of(above, rates.self_employed_upper))
}

/// What payroll takes from one wage: tax as if every wage of the year were the same, National Insurance by the pay period.
pub(crate) fn net_wage(gross: Pence, every: PayEvery, nation: Nation, rates: &Rates) -> Pence {
    let (numerator, denominator) = every.share_of_year();
    let part = |amount: Pence| {
        if amount == NO_END {
            amount
        } else {
            amount.share(numerator, denominator)
        }
    };
    let taxable = (gross - part(rates.personal_allowance)).or_zero();
    let bands = bands(nation, rates).map(|(top, percent)| (part(top), percent));
    let tax = tax_in_bands(taxable, &bands).whole();
    let (threshold, upper) = match every {
        PayEvery::Month => (rates.insurance_threshold_month, rates.insurance_upper_month),
        PayEvery::Week => (rates.insurance_threshold_week, rates.insurance_upper_week),
        PayEvery::Fortnight => (
            rates.insurance_threshold_week.times(2),
            rates.insurance_upper_week.times(2),
        ),
        PayEvery::FourWeeks => (
            rates.insurance_threshold_week.times(4),
            rates.insurance_upper_week.times(4),
        ),
    };
    let insurance = insurance_between(gross, threshold, upper, rates).whole();
    gross - tax - insurance
}
