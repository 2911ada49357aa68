//! PLACE_PROVIDER: who provides a placement (rule 178).

use super::code_set;

code_set! {
    /// Who provides a placement.
    PlacementProvider, "PLACE_PROVIDER" {
        Parents = "PR0", "Parents or others with parental responsibility";
        OwnProvision = "PR1", "The authority's own provision";
        OtherAuthority = "PR2", "Another local authority";
        OtherPublic = "PR3", "Other public provision";
        Private = "PR4", "Private provision";
        Voluntary = "PR5", "Voluntary or third sector";
    }
}
