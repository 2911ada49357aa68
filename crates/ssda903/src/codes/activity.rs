//! ACTIV: the main activity of a care leaver on or around the birthday (rule 132), with the codes of earlier years.

use super::{Years, code_set};

// F3 and P3 became F4 and F5, P4 and P5 when apprenticeships were told apart (ssd-data-model, clea_care_leaver_activity).
// Since which year is not in the sources at hand, so that they are superseded without a date.
code_set! {
    /// The main activity of a care leaver on or around the birthday.
    Activity, "ACTIV" {
        HigherEducationFullTime = "F1", "Higher education, full time";
        HigherEducationPartTime = "P1", "Higher education, part time";
        OtherEducationFullTime = "F2", "Education other than higher education, full time";
        OtherEducationPartTime = "P2", "Education other than higher education, part time";
        SupersededTrainingOrEmploymentFullTime = "F3", "Training or employment, full time (superseded)", Years::superseded("F4 or F5");
        SupersededTrainingOrEmploymentPartTime = "P3", "Training or employment, part time (superseded)", Years::superseded("P4 or P5");
        ApprenticeshipFullTime = "F4", "Apprenticeship, full time";
        ApprenticeshipPartTime = "P4", "Apprenticeship, part time";
        TrainingOrEmploymentFullTime = "F5", "Training or employment other than an apprenticeship, full time";
        TrainingOrEmploymentPartTime = "P5", "Training or employment other than an apprenticeship, part time";
        NeetIllnessOrDisability = "G4", "Not in education, employment or training: illness or disability";
        NeetOther = "G5", "Not in education, employment or training: other circumstances";
        NeetPregnancyOrParenting = "G6", "Not in education, employment or training: pregnancy or parenting";
        NotKnown = "0", "Not known or not applicable";
    }
}

impl Activity {
    /// Not in education, employment or training.
    pub const fn is_neet(self) -> bool {
        matches!(
            self,
            Self::NeetIllnessOrDisability | Self::NeetOther | Self::NeetPregnancyOrParenting
        )
    }

    pub const fn is_in_education_employment_or_training(self) -> bool {
        !self.is_neet() && !matches!(self, Self::NotKnown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_activity_is_neet_or_not_or_unknown() {
        let codes = |chosen: fn(Activity) -> bool| -> Vec<&str> {
            Activity::ALL
                .iter()
                .filter(|activity| chosen(**activity))
                .map(|activity| activity.code())
                .collect()
        };
        assert_eq!(codes(Activity::is_neet), ["G4", "G5", "G6"]);
        assert_eq!(
            codes(Activity::is_in_education_employment_or_training),
            ["F1", "P1", "F2", "P2", "F3", "P3", "F4", "P4", "F5", "P5"]
        );
    }
}
