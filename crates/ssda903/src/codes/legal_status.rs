//! LS: the legal status under which a child is looked after (rule 144).

use super::code_set;

code_set! {
    /// The legal status under which a child is looked after.
    LegalStatus, "LS" {
        InterimCareOrder = "C1", "Interim care order";
        FullCareOrder = "C2", "Full care order";
        FreeingOrder = "D1", "Freeing order granted";
        PlacementOrder = "E1", "Placement order granted";
        SinglePeriodSection20 = "V2", "Single period of accommodation under section 20 of the Children Act 1989";
        ShortBreakEpisode = "V3", "Agreed series of short breaks, each break recorded";
        ShortBreakAgreement = "V4", "Agreed series of short breaks, the agreement recorded";
        Remanded = "J1", "Remanded to local authority or youth detention accommodation";
        PoliceAndCriminalEvidence = "J2", "Local authority accommodation under the Police and Criminal Evidence Act 1984";
        YouthRehabilitationOrder = "J3", "Youth rehabilitation order with residence or intensive fostering";
        PoliceProtection = "L1", "Police protection in local authority accommodation";
        EmergencyProtectionOrder = "L2", "Emergency protection order";
        ChildAssessmentOrder = "L3", "Child assessment order in local authority accommodation";
    }
}

impl LegalStatus {
    /// An agreed series of short breaks: it does not count towards the 13 weeks that make a care leaver (rule 1001).
    pub const fn is_short_break(self) -> bool {
        matches!(self, Self::ShortBreakEpisode | Self::ShortBreakAgreement)
    }
}
