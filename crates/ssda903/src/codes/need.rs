//! CIN: the main reason why a child came to be looked after (rule 145).

use super::code_set;

code_set! {
    /// The main reason why a child came to be looked after.
    CategoryOfNeed, "CIN" {
        AbuseOrNeglect = "N1", "Abuse or neglect";
        ChildsDisability = "N2", "Child's disability";
        ParentalIllnessOrDisability = "N3", "Parental illness or disability";
        FamilyInAcuteStress = "N4", "Family in acute stress";
        FamilyDysfunction = "N5", "Family dysfunction";
        SociallyUnacceptableBehaviour = "N6", "Socially unacceptable behaviour";
        LowIncome = "N7", "Low income";
        AbsentParenting = "N8", "Absent parenting";
    }
}
