//! The whole calculation for one household on one day, with and without its explanation.

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    area::Category,
    ask::Question,
    assessment_period,
    benefit_cap::{self, CapReason},
    beside::{self, Beside},
    capital, childcare, council_tax, deductions, earnings, elements, family,
    findings::{self, Finding},
    household::Household,
    housing_benefit, housing_element, law,
    money::Pence,
    parameters::{Book, NoRates, Value},
    rates::Rates,
    self_employment,
    situation::Situation,
    surplus_earnings,
    trace::{Item, Line, Notes, line},
    wording,
    work::CostsOfWorking,
};

/// Every amount, a month. Elements are given also where no claim can be made; then the maximum and the award are nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Amounts {
    pub eligible: bool,
    /// The size of home for a private rent.
    pub lha_category: Option<Category>,
    pub standard_allowance: Pence,
    pub child_element: Pence,
    pub disabled_child_element: Pence,
    pub health_element: Pence,
    pub carer_element: Pence,
    pub housing_element: Pence,
    pub childcare_element: Pence,
    pub maximum_award: Pence,
    pub work_allowance: Pence,
    pub gross_earnings: Pence,
    pub income_tax: Pence,
    pub national_insurance: Pence,
    pub net_earnings: Pence,
    pub earnings_taper: Pence,
    /// Other income that counts pound for pound.
    pub other_income: Pence,
    pub tariff_income: Pence,
    pub benefit_cap_reduction: Pence,
    pub award: Pence,
    /// Taken from the award before it is paid.
    pub deductions: Pence,
    pub child_benefit: Pence,
    /// What is paid back of it as tax with a high income.
    pub child_benefit_charge: Pence,
    pub scottish_child_payment: Pence,
    /// For rent in supported housing. `None`: another tenure, or not worked out (see what is asked).
    pub housing_benefit: Option<Pence>,
    /// Net earnings, award, Child Benefit, Scottish Child Payment and other income that counts, less the charge on Child Benefit.
    pub net_income: Pence,
    pub rent: Pence,
    /// Net income and Housing Benefit, less rent.
    pub after_rent: Pence,
    /// `None`: the bill is not known.
    pub council_tax: Option<Pence>,
    pub costs_of_working: Pence,
    /// After rent, council tax, deductions and the costs of working.
    pub left_over: Pence,
}

/// The answer with its explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    pub as_at: Date,
    /// The first day of the assessment period whose rates were used.
    pub award_from: Date,
    pub amounts: Amounts,
    pub trace: Vec<Line>,
    /// Every parameter that the lines name, with its days, instrument, source and whether it was verified.
    pub parameters: Vec<&'static Value>,
    /// Which rates and allowances were in the files: see [`Book::version`].
    pub rates_version: String,
    /// Not calculated, or taken for granted meanwhile: to be asked.
    pub ask: Vec<Question>,
    pub findings: Vec<Finding>,
    /// Money that does not count, shown apart and never in the sums.
    pub beside: Vec<Beside>,
}

/// The answer for a day, explained.
///
/// Universal Credit rates are those of the assessment period in which the day falls, if the household says on which day of the month its
/// periods begin; otherwise those of the day. Fails only when no rates are known for the day.
pub fn calculate(household: &Household, as_at: Date) -> Result<Outcome, NoRates> {
    let rates = rates_for(household, as_at)?;
    let mut notes = Notes::wanted();
    if household.claim.assessment_day.is_none() {
        notes.ask(crate::Ask::AssessmentDay);
    }
    if household
        .adults()
        .any(|person| matches!(person.born, crate::Born::Years(_)))
    {
        notes.ask(crate::Ask::DateOfBirth);
    }
    if household.home.nation == crate::Nation::NorthernIreland {
        notes.ask(crate::Ask::NorthernIreland);
    }
    let amounts = run(household, &rates, None, &mut notes);
    Ok(Outcome {
        as_at,
        award_from: rates.award,
        amounts,
        parameters: parameters_used(&notes.lines, &rates),
        rates_version: Book::shipped().version(),
        ask: notes.ask.iter().map(|ask| ask.question()).collect(),
        trace: notes.lines,
        findings: findings::of(household, &rates),
        beside: beside::beside(household, as_at, &rates),
    })
}

fn parameters_used(lines: &[Line], rates: &Rates) -> Vec<&'static Value> {
    let mut names: Vec<&'static str> = lines
        .iter()
        .flat_map(|line| line.parameters)
        .copied()
        .collect();
    names.sort_unstable();
    names.dedup();
    names
        .into_iter()
        .filter_map(|name| Book::shipped().value(name, rates.day_of(name)).ok())
        .collect()
}

/// The rates that [`calculate`] takes for this household and day: fetch them once for many runs of [`amounts`].
pub fn rates_for(household: &Household, as_at: Date) -> Result<Rates, NoRates> {
    let award = household.claim.assessment_day.map_or(as_at, |day| {
        assessment_period::start_of(as_at, day).unwrap_or(as_at)
    });
    Rates::on(as_at, award)
}

/// The amounts alone, without explanation: the same numbers as [`calculate`], in about a microsecond.
pub fn amounts(household: &Household, rates: &Rates) -> Amounts {
    run(household, rates, None, &mut Notes::none())
}

/// As [`amounts`], with what was received in one assessment period instead of the usual earnings: wages count when they are paid
/// (UC Regs 2013 reg 54), however many there were.
pub fn amounts_with_wages(household: &Household, rates: &Rates, received: Pence) -> Amounts {
    run(household, rates, Some(received), &mut Notes::none())
}

fn run(
    household: &Household,
    rates: &Rates,
    received: Option<Pence>,
    notes: &mut Notes,
) -> Amounts {
    let situation = Situation::new(household, rates, notes);
    let standard_allowance = elements::standard_allowance(&situation, notes);
    let (child_element, disabled_child_element) = elements::children(&situation, notes);
    let health_element = elements::health(&situation, notes);
    let carer_element = elements::carer(&situation, notes);
    let (housing_element, lha_category) = housing_element::housing(&situation, notes);
    let childcare_element = childcare::childcare(&situation, notes);
    let elements = standard_allowance
        + child_element
        + disabled_child_element
        + health_element
        + carer_element
        + housing_element
        + childcare_element;
    let maximum_award = if situation.is_eligible {
        elements
    } else {
        Pence::ZERO
    };
    notes.line(|| {
        line(
            Item::MaximumAward,
            maximum_award,
            law::MAXIMUM,
            wording::maximum_award(situation.is_eligible),
        )
    });
    let mut earnings = earnings::earnings(&situation, notes);
    if let Some(received) = received {
        earnings.net = received.or_zero();
        let [claimant, partner] = &mut earnings.net_each;
        *claimant = (earnings.net - *partner).or_zero();
    }
    let floor = self_employment::floor(&situation, &earnings, notes);
    let earned = earnings.net + surplus_earnings::added(household, notes);
    let work_allowance = work_allowance(&situation, housing_element, notes);
    let earnings_taper = taper(&situation, earned + floor, work_allowance, notes);
    let other = capital::other_income(&situation, &earnings, notes);
    let tariff_income = capital::tariff_income(&situation, notes);
    let before_cap = (maximum_award - earnings_taper - other.counted - tariff_income).or_zero();
    let child_benefit = family::child_benefit(&situation, notes);
    let child_benefit_charge = family::child_benefit_charge(&situation, &earnings, notes);
    let capped = benefit_cap::Capped {
        award: before_cap,
        childcare: childcare_element,
        child_benefit,
        other_counted: other.counted,
        // Reg 82(4): without what the minimum income floor adds.
        net_earnings: earned,
        situation: &situation,
    };
    let (benefit_cap_reduction, cap_reason) = benefit_cap::reduction(&capped, notes);
    let award = before_cap - benefit_cap_reduction;
    note_award(award, before_cap, cap_reason, notes);
    let scottish_child_payment = family::scottish_child_payment(&situation, award, notes);
    let deductions = deductions::deductions(&situation, standard_allowance, award, notes);
    let housing_benefit =
        housing_benefit::housing_benefit(&situation, award, &earnings, other.counted, notes);
    let net_income = earnings.net + award + child_benefit + scottish_child_payment + other.counted
        - child_benefit_charge;
    notes.line(|| line(Item::NetIncome, net_income, "", wording::net_income()));
    let council_tax = council_tax::council_tax(&situation, notes);
    let rent = household.home.rent_a_month.or_zero();
    let after_rent = net_income + housing_benefit.unwrap_or_default() - rent;
    let costs_of_working = costs(household, notes);
    let amounts = Amounts {
        eligible: situation.is_eligible,
        lha_category,
        standard_allowance,
        child_element,
        disabled_child_element,
        health_element,
        carer_element,
        housing_element,
        childcare_element,
        maximum_award,
        work_allowance,
        gross_earnings: earnings.gross,
        income_tax: earnings.income_tax,
        national_insurance: earnings.national_insurance,
        net_earnings: earnings.net,
        earnings_taper,
        other_income: other.counted,
        tariff_income,
        benefit_cap_reduction,
        award,
        deductions,
        child_benefit,
        child_benefit_charge,
        scottish_child_payment,
        housing_benefit,
        net_income,
        rent,
        after_rent,
        council_tax,
        costs_of_working,
        left_over: after_rent - council_tax.unwrap_or_default() - deductions - costs_of_working,
    };
    surplus_earnings::ask(earnings.net, &amounts, rates, notes);
    amounts
}

/// Reg 22(2), (3): only with a child or limited capability for work; less where rent is paid inside Universal Credit.
fn work_allowance(situation: &Situation, housing_element: Pence, notes: &mut Notes) -> Pence {
    let has_allowance = situation.has_children() || situation.has_limited_capability();
    let has_housing = housing_element > Pence::ZERO;
    let amount = match (has_allowance, has_housing) {
        (false, _) => Pence::ZERO,
        (true, true) => situation.rates.work_allowance_with_housing,
        (true, false) => situation.rates.work_allowance_without_housing,
    };
    notes.line(|| {
        line(
            Item::WorkAllowance,
            amount,
            law::WORK_ALLOWANCE,
            wording::work_allowance(has_allowance, has_housing),
        )
        .at(&[
            "work_allowance.with_housing_element",
            "work_allowance.without_housing_element",
        ])
    });
    amount
}

/// Reg 22(1)(b): 55 per cent of net earnings above the work allowance.
fn taper(situation: &Situation, earned: Pence, work_allowance: Pence, notes: &mut Notes) -> Pence {
    let above = (earned - work_allowance).or_zero();
    let amount = above.percent(situation.rates.taper);
    notes.line(|| {
        line(
            Item::EarningsTaper,
            amount,
            law::TAPER,
            wording::taper(earned, work_allowance),
        )
        .with("net earnings", earned)
        .at(&["taper"])
    });
    amount
}

fn note_award(award: Pence, before_cap: Pence, cap_reason: CapReason, notes: &mut Notes) {
    notes.line(|| {
        line(
            Item::Award,
            award,
            law::AWARD,
            wording::award(award, before_cap, cap_reason),
        )
    });
}

fn costs(household: &Household, notes: &mut Notes) -> Pence {
    let amount: Pence = household
        .adults()
        .filter_map(|person| person.job.as_ref())
        .filter(|job| job.minutes_a_week > 0)
        .map(|job| CostsOfWorking::a_month(job.costs))
        .sum();
    if amount != Pence::ZERO {
        notes.line(|| {
            line(
                Item::CostsOfWorking,
                amount,
                "",
                wording::costs_of_working(),
            )
        });
    }
    amount
}
