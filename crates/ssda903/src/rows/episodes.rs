//! Episodes of care and what happens during them: reviews, missing, social workers, earlier permanence, deprivation of liberty.

use jiff::civil::Date;

use super::table_row;
use crate::cell::{ChildId, Text};
use crate::codes::{
    CategoryOfNeed, LegalStatus, Placement, PlacementProvider, ReasonEpisodeCeased,
    ReasonNewEpisode, ReasonPlacementChanged,
};

table_row! {
    /// A time under one legal status in one placement.
    Episode, Episodes, episodes {
        child: ChildId = "CHILD",
        started_on: Date = "DECOM",
        reason_new: ReasonNewEpisode = "RNE",
        legal_status: LegalStatus = "LS",
        category_of_need: CategoryOfNeed = "CIN",
        placement: Placement = "PLACE",
        provider: PlacementProvider = "PLACE_PROVIDER",
        /// Blank while the episode is open. Nothing here keeps it from lying before `started_on`: a finding says so.
        ceased_on: Date = "DEC",
        reason_ceased: ReasonEpisodeCeased = "REC",
        reason_placement_changed: ReasonPlacementChanged = "REASON_PLACE_CHANGE",
        home_postcode: Text = "HOME_POST",
        placement_postcode: Text = "PL_POST",
        provider_urn: Text = "URN",
    }
}

table_row! {
    /// A review of a child's case.
    Review, Reviews, reviews {
        child: ChildId = "CHILD",
        date_of_birth: Date = "DOB",
        reviewed_on: Date = "REVIEW",
        participation: Text = "REVIEW_CODE",
    }
}

table_row! {
    /// A time when a child was missing (M) or away without authorisation (A).
    Missing, Missing, missing {
        child: ChildId = "CHILD",
        date_of_birth: Date = "DOB",
        kind: Text = "MISSING",
        started_on: Date = "MIS_START",
        ended_on: Date = "MIS_END",
    }
}

table_row! {
    /// A time with one social worker.
    SocialWorkerEpisode, SocialWorkerEpisodes, social_worker_episodes {
        child: ChildId = "CHILD",
        date_of_birth: Date = "DOB",
        social_worker: Text = "SW_ID",
        started_on: Date = "SW_DECOM",
        ceased_on: Date = "SW_DEC",
        reason_changed: Text = "SW_REASON",
    }
}

table_row! {
    /// The permanence from which a child came back into care, if any.
    PreviousPermanence, PreviousPermanence, previous_permanence {
        child: ChildId = "CHILD",
        date_of_birth: Date = "DOB",
        kind: Text = "PREV_PERM",
        authority: Text = "LA_PERM",
        /// Text, because the collection allows days and months that are not known (`zz/zz/2016`).
        ordered_on: Text = "DATE_PERM",
    }
}

table_row! {
    /// A deprivation of liberty order (from the year ending 2027).
    DeprivationOfLiberty, DeprivationOfLiberty, deprivation_of_liberty {
        child: ChildId = "CHILD",
        date_of_birth: Date = "DOB",
        started_on: Date = "DOLO_START",
        ended_on: Date = "DOLO_END",
    }
}
