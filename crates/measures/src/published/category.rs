//! What published tables count: which table, which category, which ages, and the words that each release uses for them.

use serde::{Deserialize, Serialize};

/// A published table. A category belongs to a table: `Total` of one is not `Total` of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Table {
    Activity,
    /// Ages 22 to 25: only those in touch have an activity, so that it is not the same measure as `Activity`.
    ActivityAt22To25,
    Suitability,
    Accommodation,
    InTouch,
    StayingPut,
}

/// A row heading of a published table, whatever the release called it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    HigherEducation,
    OtherEducation,
    /// Apart since the year to March 2022.
    Apprenticeship,
    /// Up to the year to March 2021, apprenticeships included.
    TrainingOrEmployment,
    /// Since the year to March 2022.
    TrainingOrEmploymentExceptApprenticeship,
    TotalInEducationEmploymentOrTraining,
    NeetIllnessOrDisability,
    NeetOtherReasons,
    NeetPregnancyOrParenting,
    TotalNeet,
    NotKnown,
    Total,
    Suitable,
    Unsuitable,
    NoSuitabilityInformation,
    InTouch,
    NotInTouch,
    NoLongerRequiresServices,
    RefusesContact,
    /// Ceased to be looked after in a foster placement on their 18th birthday and eligible for support.
    LeftFosterPlacementAt18,
    LivingWithFormerFosterCarers,
    Died,
    ParentsOrRelatives,
    CommunityHome,
    SemiIndependent,
    SupportedLodgings,
    GoneAbroad,
    Deported,
    OrdinaryLodgings,
    ResidenceNotKnown,
    NoFixedAbode,
    Foyer,
    IndependentLiving,
    EmergencyAccommodation,
    BedAndBreakfast,
    Custody,
    FormerFosterCarers,
    OtherAccommodation,
    NoAccommodationInformation,
}

impl Category {
    /// The words of the releases since 2018, column `breakdown`, `activity`, `in_touch` or `stay_put`.
    pub fn from_label(label: &str) -> Option<Self> {
        Some(match label.trim() {
            "Higher education i.e. studies beyond A level" => Self::HigherEducation,
            "Education other than higher education" => Self::OtherEducation,
            "In an apprenticeship" => Self::Apprenticeship,
            "In training or employment" => Self::TrainingOrEmployment,
            "In training or employment (excl. apprenticeship)" => {
                Self::TrainingOrEmploymentExceptApprenticeship
            }
            "Total in education, employment or training" | "Education, training or employment" => {
                Self::TotalInEducationEmploymentOrTraining
            }
            "Not in education, training or employment, owing to illness or disability" => {
                Self::NeetIllnessOrDisability
            }
            "Not in education, training or employment, owing to other reasons" => {
                Self::NeetOtherReasons
            }
            "Not in education, training or employment, owing to pregnancy or parenting" => {
                Self::NeetPregnancyOrParenting
            }
            "Total not in education, employment or training"
            | "Not in education, training or employment" => Self::TotalNeet,
            "Total information not known" => Self::NotKnown,
            "Total" | "Suitability total" => Self::Total,
            "Accommodation considered suitable" => Self::Suitable,
            "Accommodation considered unsuitable" => Self::Unsuitable,
            "No information" => Self::NoSuitabilityInformation,
            "Local authority in touch with care leaver" => Self::InTouch,
            "Local authority not in touch with care leaver"
            | "Care leaver not in touch with the LA during the year" => Self::NotInTouch,
            "Young person no longer requires services" => Self::NoLongerRequiresServices,
            "Young person refuses contact" => Self::RefusesContact,
            "Total living with former foster carers in the current year" => {
                Self::LivingWithFormerFosterCarers
            }
            "Young people who ceased to be looked after in a foster placement on their 18th birthday and were eligible for care leavers support" => {
                Self::LeftFosterPlacementAt18
            }
            _ => return None,
        })
    }

    /// What people read beside the figure.
    pub fn label(self) -> &'static str {
        match self {
            Self::HigherEducation => "Higher education (studies beyond A level)",
            Self::OtherEducation => "Education other than higher education",
            Self::Apprenticeship => "In an apprenticeship",
            Self::TrainingOrEmployment => "In training or employment",
            Self::TrainingOrEmploymentExceptApprenticeship => {
                "In training or employment (not an apprenticeship)"
            }
            Self::TotalInEducationEmploymentOrTraining => {
                "Total in education, employment or training"
            }
            Self::NeetIllnessOrDisability => {
                "Not in education, employment or training: illness or disability"
            }
            Self::NeetOtherReasons => "Not in education, employment or training: other reasons",
            Self::NeetPregnancyOrParenting => {
                "Not in education, employment or training: pregnancy or parenting"
            }
            Self::TotalNeet => "Total not in education, employment or training",
            Self::NotKnown => "Information not known",
            Self::Total => "Total",
            Self::Suitable => "Accommodation considered suitable",
            Self::Unsuitable => "Accommodation considered unsuitable",
            Self::NoSuitabilityInformation => "No information on suitability",
            Self::InTouch => "In touch",
            Self::NotInTouch => "Not in touch",
            Self::NoLongerRequiresServices => "No longer requires services",
            Self::RefusesContact => "Refuses contact",
            Self::LeftFosterPlacementAt18 => {
                "Left a foster placement at 18 and eligible for support"
            }
            Self::LivingWithFormerFosterCarers => "Living with former foster carers",
            Self::Died => "Died",
            Self::ParentsOrRelatives => "With parents or relatives",
            Self::CommunityHome => "Community home",
            Self::SemiIndependent => "Semi-independent or transitional accommodation",
            Self::SupportedLodgings => "Supported lodgings",
            Self::GoneAbroad => "Gone abroad",
            Self::Deported => "Deported",
            Self::OrdinaryLodgings => "Ordinary lodgings",
            Self::ResidenceNotKnown => "Residence not known",
            Self::NoFixedAbode => "No fixed abode or homeless",
            Self::Foyer => "Foyer",
            Self::IndependentLiving => "Independent living",
            Self::EmergencyAccommodation => "Emergency accommodation",
            Self::BedAndBreakfast => "Bed and breakfast",
            Self::Custody => "In custody",
            Self::FormerFosterCarers => "With former foster carers",
            Self::OtherAccommodation => "Other accommodation",
            Self::NoAccommodationInformation => "No information on accommodation",
        }
    }
}

/// Ages on the birthday in the year, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct AgeBand {
    pub from: u8,
    pub to: u8,
}

impl AgeBand {
    pub const SEVENTEEN_TO_EIGHTEEN: Self = Self { from: 17, to: 18 };
    pub const NINETEEN_TO_TWENTY_ONE: Self = Self { from: 19, to: 21 };

    /// Any of "17 to 18 years", "Aged 17 to 18", "Aged 22", "17&18", "19to21" and "1920&21": the pairs of digits are the ages.
    pub fn from_label(label: &str) -> Option<Self> {
        let digits: Vec<u8> = label
            .bytes()
            .filter(u8::is_ascii_digit)
            .map(|digit| digit - b'0')
            .collect();
        let (pairs, rest) = digits.as_chunks::<2>();
        let ages = || pairs.iter().map(|[tens, units]| tens * 10 + units);
        (rest.is_empty() && ages().all(|age| (16..=25).contains(&age)))
            .then(|| {
                Some(Self {
                    from: ages().min()?,
                    to: ages().max()?,
                })
            })
            .flatten()
    }

    /// "17 to 18" or "22".
    pub fn label(self) -> String {
        if self.from == self.to {
            self.from.to_string()
        } else {
            format!("{} to {}", self.from, self.to)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(label: &str, expected: Option<(u8, u8)>) {
        assert_eq!(
            AgeBand::from_label(label).map(|band| (band.from, band.to)),
            expected,
            "{label:?}"
        );
    }

    #[test]
    fn every_release_names_ages_in_its_own_way() {
        check("17 to 18 years", Some((17, 18)));
        check("Aged 19 to 21", Some((19, 21)));
        check("Aged 22", Some((22, 22)));
        check("Aged 19 to 20", Some((19, 20)));
        check("1920&21", Some((19, 21)));
        check("19to21", Some((19, 21)));
        check("17&18", Some((17, 18)));
        check("21", Some((21, 21)));
        check("", None);
        check("all ages", None);
        check("192", None);
        check("99 years", None);
        assert_eq!(AgeBand::NINETEEN_TO_TWENTY_ONE.label(), "19 to 21");
    }
}
