//! REASON_PLACE_CHANGE: why a placement ended (rule 1009).

use super::code_set;

code_set! {
    /// Why a placement ended.
    ReasonPlacementChanged, "REASON_PLACE_CHANGE" {
        CarePlan = "CARPL", "Change to or carrying out of the care plan";
        Closure = "CLOSE", "Resignation or closure of provision";
        Allegation = "ALLEG", "Allegation (section 47)";
        Standards = "STAND", "Concern about standards of care";
        ApprovalRemoved = "APPRR", "Approval removed";
        CarerBecauseOfBehaviour = "CREQB", "Carers asked for it, because of the child's behaviour";
        CarerForOtherReason = "CREQO", "Carers asked for it, for another reason";
        Child = "CHILD", "The child asked for it";
        Authority = "LAREQ", "The responsible or area authority asked for it";
        StatusOnly = "PLACE", "Change in the status of the placement only";
        Custody = "CUSTOD", "Custody arrangement";
        Other = "OTHER", "Other";
    }
}
