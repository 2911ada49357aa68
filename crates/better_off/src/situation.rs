//! A household on a day: ages worked out once, and who can claim.

use crate::{
    assessment_period,
    education::{self, Education},
    eligibility::{self, Standing},
    household::{Household, Person},
    money::Pence,
    rates::Rates,
    trace::Notes,
};

/// Who claims Universal Credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Basis {
    Single,
    Joint,
    /// A member of a couple whose other member is too young to claim (reg 3(3)(a)): the claimant or the partner.
    ClaimantAlone,
    PartnerAlone,
}

pub(crate) struct Situation<'a> {
    pub household: &'a Household,
    pub rates: &'a Rates,
    pub claimant_age: u8,
    pub partner_age: Option<u8>,
    /// Ages on the last day of the assessment period: a birthday counts for the whole of the period in which it falls
    /// (SI 2013/381 Sch 1 para 20). Without known periods, the ages of the day.
    award_ages: (u8, Option<u8>),
    pub basis: Basis,
    pub is_eligible: bool,
}

impl<'a> Situation<'a> {
    pub fn new(household: &'a Household, rates: &'a Rates, notes: &mut Notes) -> Self {
        let claimant_age = household.claimant.born.age_on(rates.day);
        let partner_age = household
            .partner
            .as_ref()
            .map(|partner| partner.born.age_on(rates.day));
        let award_day = household
            .claim
            .assessment_day
            .and_then(|day| assessment_period::period_of(rates.day, day))
            .map_or(rates.day, |period| period.to);
        let partner = household.partner.as_ref();
        let award_ages = (
            household.claimant.born.age_on(award_day),
            partner.map(|partner| partner.born.age_on(award_day)),
        );
        let mut situation = Self {
            household,
            rates,
            claimant_age,
            partner_age,
            award_ages,
            basis: Basis::Single,
            is_eligible: false,
        };
        situation.decide(notes);
        situation
    }

    fn decide(&mut self, notes: &mut Notes) {
        let may_claim = eligibility::immigration(self, notes);
        let capital = eligibility::capital(self, notes);
        let claimant = &self.household.claimant;
        let age = eligibility::minimum_age(self, claimant, self.claimant_age, notes);
        let learning = education::receiving(self, claimant, self.claimant_age, notes);
        let none = Education::None;
        let (age_is_met, learning_is_met) = match (&self.household.partner, self.partner_age) {
            (Some(partner), Some(partner_age)) => {
                let partners = eligibility::minimum_age(self, partner, partner_age, notes);
                let studies = education::receiving(self, partner, partner_age, notes);
                self.basis = match (age, partners) {
                    (Standing::Meets, Standing::Fails) => Basis::ClaimantAlone,
                    (Standing::Fails, Standing::Meets) => Basis::PartnerAlone,
                    _ => Basis::Joint,
                };
                eligibility::note_basis(self, notes);
                let learning_is_met = match self.basis {
                    Basis::ClaimantAlone => learning == none,
                    Basis::PartnerAlone => studies == none,
                    // Reg 3(2)(b): one of two who claim together may be in education.
                    Basis::Single | Basis::Joint => learning == none || studies == none,
                };
                let age_is_met = age == Standing::Meets || partners == Standing::Meets;
                (age_is_met, learning_is_met)
            }
            _ => (age == Standing::Meets, learning == none),
        };
        self.is_eligible = may_claim && capital && age_is_met && learning_is_met;
    }

    pub fn is_couple(&self) -> bool {
        self.partner_age.is_some()
    }

    /// Those whose award it is, with the age that counts for the award.
    pub fn claimants(&self) -> impl Iterator<Item = (&'a Person, u8)> + use<'a> {
        let claimant = (self.basis != Basis::PartnerAlone)
            .then_some((&self.household.claimant, self.award_ages.0));
        let partner = match self.basis {
            Basis::Joint | Basis::PartnerAlone => {
                self.household.partner.as_ref().zip(self.award_ages.1)
            }
            Basis::Single | Basis::ClaimantAlone => None,
        };
        claimant.into_iter().chain(partner)
    }

    /// Everybody grown-up in the couple, whether or not the award is theirs.
    pub fn adults(&self) -> impl Iterator<Item = (&'a Person, u8)> + use<'a> {
        let partner = self.household.partner.as_ref().zip(self.partner_age);
        std::iter::once((&self.household.claimant, self.claimant_age)).chain(partner)
    }

    pub fn eldest(&self) -> u8 {
        self.claimant_age.max(self.partner_age.unwrap_or(0))
    }

    pub fn has_children(&self) -> bool {
        !self.household.children.is_empty()
    }

    pub fn has_limited_capability(&self) -> bool {
        self.claimants()
            .any(|(person, _)| person.health.has_limited_capability())
    }

    pub fn capital(&self) -> Pence {
        self.household.capital.unwrap_or_default()
    }
}
