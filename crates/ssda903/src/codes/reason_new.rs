//! RNE: why a new episode began (rule 143).

use super::code_set;

code_set! {
    /// Why a new episode began.
    ReasonNewEpisode, "RNE" {
        StartedToBeLookedAfter = "S", "Started to be looked after";
        LegalStatus = "L", "Change of legal status only";
        PlacementAndCarer = "P", "Change of placement and carers only";
        PlacementSameCarer = "T", "Change of placement, same carers";
        LegalStatusPlacementAndCarer = "B", "Change of legal status, placement and carers";
        LegalStatusAndPlacementSameCarer = "U", "Change of legal status and placement, same carers";
    }
}
