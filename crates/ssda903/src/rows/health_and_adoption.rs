//! OC2, AD1 and PlacedAdoption: health outcomes of looked-after children, and adoption.

use jiff::civil::Date;

use super::table_row;
use crate::cell::{ChildId, Text};

table_row! {
    /// Health and offending of a child looked after for a year; each answer is 0 or 1.
    Oc2, Oc2, oc2 {
        child: ChildId = "CHILD",
        date_of_birth: Date = "DOB",
        difficulties_score: Text = "SDQ_SCORE",
        reason_without_score: Text = "SDQ_REASON",
        convicted: Text = "CONVICTED",
        health_check: Text = "HEALTH_CHECK",
        immunisations: Text = "IMMUNISATIONS",
        teeth_check: Text = "TEETH_CHECK",
        health_assessment: Text = "HEALTH_ASSESSMENT",
        substance_misuse: Text = "SUBSTANCE_MISUSE",
        intervention_received: Text = "INTERVENTION_RECEIVED",
        intervention_offered: Text = "INTERVENTION_OFFERED",
    }
}

table_row! {
    /// A child adopted in the year.
    Ad1, Ad1, ad1 {
        child: ChildId = "CHILD",
        date_of_birth: Date = "DOB",
        decided_on: Date = "DATE_INT",
        matched_on: Date = "DATE_MATCH",
        by_foster_carer: Text = "FOSTER_CARE",
        adopters: Text = "NB_ADOPTR",
        adopters_sex: Text = "SEX_ADOPTR",
        adopters_legal_status: Text = "LS_ADOPTR",
    }
}

table_row! {
    /// A decision that a child should be placed for adoption.
    PlacedForAdoption, PlacedForAdoption, placed_for_adoption {
        child: ChildId = "CHILD",
        date_of_birth: Date = "DOB",
        decided_on: Date = "DATE_PLACED",
        reversed_on: Date = "DATE_PLACED_CEASED",
        reason_reversed: Text = "REASON_PLACED_CEASED",
    }
}
