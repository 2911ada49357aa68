//! Header and UASC: who the children and young people of the return are.

use jiff::civil::Date;

use super::table_row;
use crate::cell::{ChildId, Text};
use crate::codes::{Ethnicity, Sex};

table_row! {
    /// One child or young person of the return.
    Header, Header, header {
        child: ChildId = "CHILD",
        sex: Sex = "SEX",
        date_of_birth: Date = "DOB",
        ethnicity: Ethnicity = "ETHNIC",
        unique_pupil_number: Text = "UPN",
        mother: Text = "MOTHER",
        mothers_child_born_on: Date = "MC_DOB",
    }
    in_xml_only {
        /// 1 for an unaccompanied asylum-seeking child. The CSV layout says it through its UASC table instead.
        asylum_flag: Text = "UASC",
    }
}

table_row! {
    /// An unaccompanied asylum-seeking child.
    Uasc, Uasc, uasc {
        child: ChildId = "CHILD",
        sex: Sex = "SEX",
        date_of_birth: Date = "DOB",
        /// The day on which the status ceased or will cease.
        ceased_on: Date = "DUC",
    }
}
