//! PLACE: where a looked-after child is placed (rule 146), with the codes of earlier years.

use super::{Years, code_set};

// K3 from 2023/24 and Z11 to Z14 from 2025/26 follow rule 503D; H5, P2 and Z1 were still valid under rule 146 of 2024/25
// and are not from 2025/26. Q1 and Q2 became U1 to U6 in a year that the sources at hand do not name.
// The wording of Z11 to Z14 is not in the sources at hand either.
code_set! {
    /// Where a looked-after child is placed.
    Placement, "PLACE" {
        AdoptionConsentCurrentCarers = "A3", "Placed for adoption with consent, with current foster carers";
        AdoptionConsentOtherCarers = "A4", "Placed for adoption with consent, not with current foster carers";
        AdoptionOrderCurrentCarers = "A5", "Placed for adoption with a placement order, with current foster carers";
        AdoptionOrderOtherCarers = "A6", "Placed for adoption with a placement order, not with current foster carers";
        SemiIndependent = "H5", "Semi-independent living not subject to children's homes regulations", Years::until(2025, "K3");
        SecureChildrensHome = "K1", "Secure children's home";
        ChildrensHome = "K2", "Children's home";
        SupportedAccommodation = "K3", "Registered supported accommodation", Years::since(2024);
        OwnParents = "P1", "With own parents or others with parental responsibility";
        IndependentLiving = "P2", "Independent living", Years::until(2025, "K3 or another current code");
        ResidentialEmployment = "P3", "Residential employment";
        FosterRelativeOrFriend = "Q1", "Foster placement with a relative or friend", Years::superseded("U1, U2 or U3");
        FosterOtherCarer = "Q2", "Foster placement with another foster carer", Years::superseded("U4, U5 or U6");
        ResidentialCareHome = "R1", "Residential care home";
        HealthEstablishment = "R2", "NHS or other establishment giving medical or nursing care";
        FamilyCentre = "R3", "Family centre or mother and baby unit";
        YoungOffenderInstitution = "R5", "Young offender institution or prison";
        ResidentialSchool = "S1", "Residential school";
        TemporaryMove = "T0", "Temporary move of any kind";
        TemporaryHospital = "T1", "Temporary period in hospital";
        TemporaryHoliday = "T2", "Temporary absence on holiday";
        TemporaryCarersAway = "T3", "Temporary accommodation while foster carers are on holiday";
        TemporarySevenDays = "T4", "Temporary accommodation of seven days or fewer";
        FosterRelativeLongTerm = "U1", "Foster placement with relative or friend, long term";
        FosterRelativeAdopter = "U2", "Foster placement with relative or friend who is also an approved adopter";
        FosterRelativeOther = "U3", "Foster placement with relative or friend, not long term";
        FosterCarerLongTerm = "U4", "Foster placement with other foster carer, long term";
        FosterCarerAdopter = "U5", "Foster placement with other foster carer who is also an approved adopter";
        FosterCarerOther = "U6", "Foster placement with other foster carer, not long term";
        Other = "Z1", "Other placement", Years::until(2025, "Z11, Z12, Z13 or Z14");
        Other11 = "Z11", "Other placement (Z11)", Years::since(2026);
        Other12 = "Z12", "Other placement (Z12)", Years::since(2026);
        Other13 = "Z13", "Other placement (Z13)", Years::since(2026);
        Other14 = "Z14", "Other placement (Z14)", Years::since(2026);
    }
}
