//! OC3: the outcomes of care leavers on or around their birthday.

use jiff::civil::Date;

use super::table_row;
use crate::cell::ChildId;
use crate::codes::{Accommodation, Activity, InTouch};

table_row! {
    /// What a care leaver was doing and where they lived on or around the birthday that falls in the year.
    Oc3, Oc3, oc3 {
        child: ChildId = "CHILD",
        date_of_birth: Date = "DOB",
        in_touch: InTouch = "IN_TOUCH",
        activity: Activity = "ACTIV",
        accommodation: Accommodation = "ACCOM",
    }
}
