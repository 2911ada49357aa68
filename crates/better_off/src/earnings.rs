//! Gross pay, what is taken from it, and what Universal Credit counts of it.

use crate::{
    ask::Ask,
    household::{Household, Nation, Person},
    law, minimum_wage,
    money::{Pence, Yearly},
    rates::Rates,
    situation::Situation,
    tax,
    trace::{Item, Notes, line},
    wording,
    work::{Job, Pay, WEEKS_A_YEAR},
};

/// The earnings of a couple or a person in a usual month.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Earnings {
    pub gross: Pence,
    pub income_tax: Pence,
    pub national_insurance: Pence,
    pub net: Pence,
    /// Of the claimant and the partner.
    pub net_each: [Pence; 2],
    /// Before tax and after pension, of the one who has more: for the charge on Child Benefit.
    pub highest_a_year: Pence,
    /// Exact, for sums that go by the week.
    pub net_a_year: Yearly,
    /// Of the person who cares, for the limit of the Carer's Allowance.
    pub carers_net_a_year: Yearly,
}

/// One person's year.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Year {
    pub gross: Pence,
    pub tax: Yearly,
    pub insurance: Yearly,
    pub pension: Pence,
}

impl Year {
    pub fn net(self) -> Yearly {
        Yearly::of(self.gross)
            .less(self.tax)
            .less(self.insurance)
            .less(Yearly::of(self.pension))
    }
}

pub(crate) fn earnings(situation: &Situation, notes: &mut Notes) -> Earnings {
    let household = situation.household;
    let mut total = Year::default();
    let mut carers = Yearly::default();
    let mut net_each = [Pence::ZERO; 2];
    let mut highest_a_year = Pence::ZERO;
    for ((person, age), net) in situation.adults().zip(&mut net_each) {
        let year = year_of(person, age, household, situation.rates, notes);
        *net = year.net().a_month();
        highest_a_year = highest_a_year.max(year.gross - year.pension);
        total.gross += year.gross;
        total.pension += year.pension;
        total.tax = total.tax.plus(year.tax);
        total.insurance = total.insurance.plus(year.insurance);
        if person.is_carer == Some(true) {
            carers = year.net();
        }
    }
    let earnings = Earnings {
        gross: total.gross.a_month_from_a_year(),
        income_tax: total.tax.a_month(),
        national_insurance: total.insurance.a_month(),
        net: total.net().a_month(),
        net_each,
        highest_a_year,
        net_a_year: total.net(),
        carers_net_a_year: carers,
    };
    explain(situation, &earnings, total, notes);
    earnings
}

fn year_of(
    person: &Person,
    age: u8,
    household: &Household,
    rates: &Rates,
    notes: &mut Notes,
) -> Year {
    let nation = household.home.nation;
    let Some(job) = &person.job else {
        return business_beside(Year::default(), person, nation, rates, notes);
    };
    let gross = gross_a_year(job, age, rates);
    let rate_is_open = minimum_wage::legal_rate(job, age, rates).or_else.is_some();
    if rate_is_open && job.pay == Pay::LegalMinimum {
        notes.ask(Ask::ApprenticeshipStart);
    }
    if gross > Pence::ZERO && job.pension.is_none() {
        notes.ask(Ask::Pension);
    }
    let year = year_with(gross, job, nation, rates);
    let year = business_beside(year, person, nation, rates, notes);
    if year.gross > rates.basic_band + rates.personal_allowance {
        notes.ask(Ask::HigherIncome);
    }
    year
}

/// The year of a job with that of a business beside it: one income tax on both, each with its own National Insurance.
fn business_beside(
    job: Year,
    person: &Person,
    nation: Nation,
    rates: &Rates,
    notes: &mut Notes,
) -> Year {
    let Some(business) = person.self_employment else {
        return job;
    };
    let profit = business.profit_a_month.or_zero().times(12);
    notes.line(|| {
        line(
            Item::SelfEmployment,
            profit.a_month_from_a_year(),
            law::SELF_EMPLOYED,
            wording::profit(),
        )
    });
    let gross = job.gross + profit;
    Year {
        gross,
        tax: tax::income_tax(gross - job.pension, nation, rates),
        insurance: job
            .insurance
            .plus(tax::self_employed_insurance(profit, rates)),
        pension: job.pension,
    }
}

pub(crate) fn year_with(gross: Pence, job: &Job, nation: Nation, rates: &Rates) -> Year {
    let pension = job
        .pension
        .map_or(Pence::ZERO, |percent| gross.percent(percent).or_zero());
    Year {
        gross,
        tax: tax::income_tax(gross - pension, nation, rates),
        insurance: tax::national_insurance(gross, rates),
        pension,
    }
}

/// Gross pay in a year of 52 weeks. Nothing below zero.
pub(crate) fn gross_a_year(job: &Job, age: u8, rates: &Rates) -> Pence {
    let hourly = match job.pay {
        Pay::Yearly(_) if job.minutes_a_week == 0 => return Pence::ZERO,
        Pay::Yearly(year) => return year.or_zero(),
        Pay::Hourly(hour) => hour,
        Pay::LegalMinimum => minimum_wage::lowest(job, age, rates),
    };
    hourly
        .or_zero()
        .share(i64::from(job.minutes_a_week) * WEEKS_A_YEAR, 60)
}

fn explain(situation: &Situation, earnings: &Earnings, total: Year, notes: &mut Notes) {
    let is_scottish = situation.household.home.nation == Nation::Scotland;
    notes.line(|| {
        line(
            Item::GrossEarnings,
            earnings.gross,
            law::NET_EARNINGS,
            wording::gross_earnings(total.gross),
        )
        .with("gross pay a year", total.gross)
    });
    notes.line(|| {
        let law = if is_scottish {
            law::SCOTTISH_TAX
        } else {
            law::INCOME_TAX
        };
        line(
            Item::IncomeTax,
            earnings.income_tax,
            law,
            wording::income_tax(situation.rates.personal_allowance),
        )
        .at(&["tax.personal_allowance", "tax.basic_percent"])
    });
    notes.line(|| {
        line(
            Item::NationalInsurance,
            earnings.national_insurance,
            law::NATIONAL_INSURANCE,
            wording::national_insurance(situation.rates.insurance_threshold_year),
        )
        .at(&["insurance.threshold_a_year", "insurance.main_percent"])
    });
    if total.pension > Pence::ZERO {
        notes.line(|| {
            line(
                Item::Pension,
                total.pension.a_month_from_a_year(),
                law::NET_EARNINGS,
                wording::pension(),
            )
        });
    }
    notes.line(|| {
        line(
            Item::NetEarnings,
            earnings.net,
            law::NET_EARNINGS,
            wording::net_earnings(),
        )
    });
    if situation.is_couple() && total.gross > Pence::ZERO {
        notes.ask(Ask::MarriageAllowance);
    }
}
