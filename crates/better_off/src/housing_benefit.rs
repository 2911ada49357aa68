//! Housing Benefit for rent in supported (specified) accommodation, before and from 5 October 2026.

use crate::{
    ask::Ask,
    childcare::{WorkCondition, work_condition, works},
    earnings::Earnings,
    eligibility::is_care_leaver_under_18,
    household::{Learning, Nation, Person, Tenure},
    law,
    money::{Pence, Yearly},
    situation::Situation,
    trace::{Item, Line, Notes, line},
    wording,
    work::WEEKS_A_YEAR,
};

/// Hours of work in HB Regs 2006 Sch 4 para 17(2), in minutes a week.
const SIXTEEN_HOURS: u32 = 16 * 60;
const THIRTY_HOURS: u32 = 30 * 60;

/// Nothing is paid below 50 pence a week (HB Regs 2006 reg 75).
const LEAST_A_WEEK: Pence = Pence(50);

/// Housing Benefit a month. `None`: not supported accommodation, or not worked out (then it is asked).
pub(crate) fn housing_benefit(
    situation: &Situation,
    award: Pence,
    earnings: &Earnings,
    other_counted: Pence,
    notes: &mut Notes,
) -> Option<Pence> {
    let home = &situation.household.home;
    if home.tenure != Tenure::Supported {
        return None;
    }
    let rent = home.rent_a_month.or_zero();
    let mut say = |amount: Pence, law: &'static str, why: fn() -> String| {
        notes.line(|| line(Item::HousingBenefit, amount, law, why()).with("rent a month", rent));
        Some(amount)
    };
    if situation
        .adults()
        .all(|(person, age)| is_care_leaver_under_18(person, age))
    {
        return say(
            Pence::ZERO,
            law::HOUSING_BENEFIT_UNDER_18,
            wording::housing_benefit_under_18,
        );
    }
    if award > Pence::ZERO {
        return say(
            rent,
            law::HOUSING_BENEFIT_WITH_CREDIT,
            wording::housing_benefit_with_credit,
        );
    }
    if situation.capital() > situation.rates.capital_most {
        return say(
            Pence::ZERO,
            law::HOUSING_BENEFIT_CAPITAL,
            wording::housing_benefit_capital,
        );
    }
    if let Some(ask) = not_worked_out(situation) {
        notes.ask(ask);
        notes.line(|| {
            line(
                Item::HousingBenefit,
                Pence::ZERO,
                law::HOUSING_BENEFIT,
                wording::housing_benefit_asked(),
            )
        });
        return None;
    }
    if situation
        .household
        .home
        .other_adults
        .is_some_and(|others| others > 0)
    {
        notes.ask(Ask::OtherAdultsContribution);
    }
    let means = Means::of(situation, earnings, other_counted);
    let mut amount = means.benefit(rent);
    if amount.a_week_from_a_month() < LEAST_A_WEEK {
        amount = Pence::ZERO;
    }
    notes.line(|| means.line(amount, rent));
    Some(amount)
}

/// Cases for which the sums need more than is known here: premiums for health, and students.
fn not_worked_out(situation: &Situation) -> Option<Ask> {
    if situation.household.home.nation == Nation::NorthernIreland {
        return Some(Ask::HousingBenefitNorthernIreland);
    }
    for (person, _) in situation.adults() {
        if person.health.has_limited_capability() || person.pip.is_some() {
            return Some(Ask::HousingBenefitAndHealth);
        }
        if person.self_employment.is_some() {
            return Some(Ask::HousingBenefitAndSelfEmployment);
        }
        if person.student_money.is_some() || person.learning == Learning::AdvancedFullTime {
            return Some(Ask::HousingBenefitAndStudy);
        }
    }
    None
}

/// The means test, all in pence a week.
struct Means {
    net_a_year: Yearly,
    other: Pence,
    /// What the law says somebody needs to live on.
    applicable: Pence,
    standard: Pence,
    supported: Pence,
    childcare: Pence,
    additional: Pence,
    capital: Pence,
    taper: crate::money::Percent,
}

impl Means {
    fn of(situation: &Situation, earnings: &Earnings, other_counted: Pence) -> Self {
        let rates = situation.rates;
        let capital_steps =
            (situation.capital() - rates.capital_not_counted).steps_begun(rates.capital_step);
        let mut means = Self {
            net_a_year: earnings.net_a_year,
            other: other_counted.times(12),
            applicable: applicable_amount(situation),
            standard: standard_disregard(situation),
            supported: supported_disregard(situation),
            childcare: childcare_disregard(situation),
            additional: Pence::ZERO,
            capital: rates.hb_capital_income.times(capital_steps),
            taper: rates.hb_taper,
        };
        // Sch 4 para 17(3): only where the earnings cover the other disregards and this one.
        let additional = rates.hb_disregard_additional;
        let needed = means.standard + means.supported + means.childcare + additional;
        let covers = means.net_a_year >= Yearly::of(needed.times(WEEKS_A_YEAR));
        if covers && additional_condition(situation) {
            means.additional = additional;
        }
        means
    }

    /// All sums run by the year of 52 weeks, so that nothing is rounded before the end.
    fn benefit(&self, rent_a_month: Pence) -> Pence {
        let a_year = |a_week: Pence| Yearly::of(a_week.times(WEEKS_A_YEAR));
        let disregards = self.standard + self.supported + self.childcare + self.additional;
        let earned = Yearly(self.net_a_year.less(a_year(disregards)).0.max(0));
        let income = earned
            .plus(a_year(self.capital))
            .plus(Yearly::of(self.other));
        let excess = Yearly(income.less(a_year(self.applicable)).0.max(0));
        let taken = Yearly::percent_of(Pence(excess.0), self.taper).0 / 100;
        Yearly::of(rent_a_month.times(12))
            .less(Yearly(taken))
            .a_month()
            .or_zero()
    }

    fn line(&self, amount: Pence, rent: Pence) -> Line {
        let law = if amount > Pence::ZERO {
            law::HOUSING_BENEFIT
        } else {
            law::HOUSING_BENEFIT_LEAST
        };
        line(
            Item::HousingBenefit,
            amount,
            law,
            wording::housing_benefit(amount, self.supported),
        )
        .with("rent a month", rent)
        .with("needed to live on a week", self.applicable)
        .with("left out of earnings a week", self.standard)
        .with("left out in supported housing a week", self.supported)
        .with("left out for childcare a week", self.childcare)
        .with("left out for hours worked a week", self.additional)
        .with("income from savings a week", self.capital)
        .at(&[
            "housing_benefit.taper",
            "housing_benefit.single_under_25",
            "supported.single_under_25",
        ])
    }
}

/// HB Regs 2006 Sch 3.
fn applicable_amount(situation: &Situation) -> Pence {
    let rates = situation.rates;
    let eldest = situation.eldest();
    let children = i64::try_from(situation.household.children.len()).unwrap_or(i64::MAX);
    let personal = match (situation.is_couple(), children > 0) {
        (true, _) if eldest < 18 => rates.hb_couple_under_18,
        (true, _) => rates.hb_couple,
        (false, true) if eldest < 18 => rates.hb_lone_parent_under_18,
        (false, true) => rates.hb_lone_parent,
        (false, false) if eldest < 25 => rates.hb_single_under_25,
        (false, false) => rates.hb_single_25,
    };
    personal + rates.hb_child.times(children)
}

/// HB Regs 2006 Sch 4 paras 4, 7, 10.
fn standard_disregard(situation: &Situation) -> Pence {
    let rates = situation.rates;
    if situation.is_couple() {
        rates.hb_disregard_couple
    } else if situation.has_children() {
        rates.hb_disregard_lone_parent
    } else {
        rates.hb_disregard_single
    }
}

/// HB Regs 2006 Sch 4 para 18, from 5 October 2026, where one of them works.
fn supported_disregard(situation: &Situation) -> Pence {
    let rates = situation.rates;
    if !situation.adults().any(|(person, _)| works(person)) {
        return Pence::ZERO;
    }
    match (situation.is_couple(), situation.eldest()) {
        (false, 25..) => rates.supported_single_25,
        (false, _) => rates.supported_single_under_25,
        (true, 25..) => rates.supported_couple_25,
        (true, 18..) => rates.supported_couple_under_25,
        (true, _) => rates.supported_couple_under_18,
    }
}

/// HB Regs 2006 regs 27, 28: childcare of parents who all work 16 hours.
fn childcare_disregard(situation: &Situation) -> Pence {
    let charges = situation.household.childcare_a_month.or_zero();
    let all_work = situation.adults().all(|(person, _)| {
        person
            .job
            .as_ref()
            .is_some_and(|job| job.minutes_a_week >= SIXTEEN_HOURS)
    });
    let is_met = all_work && work_condition(situation) == WorkCondition::Met;
    if !is_met || !situation.has_children() {
        return Pence::ZERO;
    }
    let most = if situation.household.children.len() == 1 {
        situation.rates.hb_childcare_one
    } else {
        situation.rates.hb_childcare_more
    };
    charges.a_week_from_a_month().min(most)
}

/// HB Regs 2006 Sch 4 para 17(2): 25 or over and 30 hours, or with a child and 16 hours.
fn additional_condition(situation: &Situation) -> bool {
    let minutes = |person: &Person| person.job.as_ref().map_or(0, |job| job.minutes_a_week);
    situation.adults().any(|(person, age)| {
        let is_grown_worker = age >= 25 && minutes(person) >= THIRTY_HOURS;
        let is_parent_worker = situation.has_children() && minutes(person) >= SIXTEEN_HOURS;
        is_grown_worker || is_parent_worker
    })
}
