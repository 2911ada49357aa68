//! REC: why an episode ended (rule 149), with the codes of earlier years.

use super::{Years, code_set};

// E43 and E44 became E45 to E48 in a year that the sources at hand do not name.
code_set! {
    /// Why an episode ended.
    ReasonEpisodeCeased, "REC" {
        NewEpisode = "X1", "A new episode begins the same day";
        AdoptedUnopposed = "E11", "Adopted, application unopposed";
        AdoptedConsentDispensed = "E12", "Adopted, consent dispensed with by the court";
        LivesWithoutParentalResponsibility = "E13", "Left to live with parents, relatives or others without parental responsibility";
        RemandEnded = "E14", "Accommodation on remand ended";
        AgeAssessedAdult = "E15", "Age assessment found the person to be 18 or over";
        MovedAbroad = "E16", "Moved abroad";
        StayedWithCarers = "E17", "Aged 18 and stayed with current carers (staying put included)";
        Died = "E2", "Died";
        OtherAuthority = "E3", "Care taken over by another local authority in the UK";
        HomePlanned = "E4A", "Returned home as part of the care plan";
        HomeUnplanned = "E4B", "Returned home, not part of the care plan";
        ChildArrangementsOrder = "E41", "Residence order or child arrangements order granted";
        SpecialGuardianshipFormerCarers = "E43", "Special guardianship, former foster carers", Years::superseded("E45 or E46");
        SpecialGuardianshipOthers = "E44", "Special guardianship, others than former foster carers", Years::superseded("E47 or E48");
        SpecialGuardianshipFormerCarerRelative = "E45", "Special guardianship, former foster carers who are relatives or friends";
        SpecialGuardianshipFormerCarerOther = "E46", "Special guardianship, other former foster carers";
        SpecialGuardianshipRelative = "E47", "Special guardianship, relatives or friends not former foster carers";
        SpecialGuardianshipOther = "E48", "Special guardianship, others not former foster carers";
        IndependentSupported = "E5", "Moved into independent living with formal support";
        IndependentUnsupported = "E6", "Moved into independent living without formal support";
        AdultResidentialCare = "E7", "Transferred to residential care funded by adult social care";
        OtherReason = "E8", "Ceased to be looked after for any other reason";
        Custody = "E9", "Sentenced to custody";
    }
}
