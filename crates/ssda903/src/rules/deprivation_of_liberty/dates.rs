//! Rules 700 to 704 and 708: the dates of a deprivation of liberty order are dates, and possible ones.

use crate::child::{Child, Line};
use crate::rows;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::DeprivationOfLiberty;

/// What these rules share. Each looks at one row of DoLo alone.
const COMMON: Rule = Rule {
    code: "",
    message: "",
    why: "",
    fix: "",
    doubt: "",
    fields: &[],
    needs: &[Need::Table(DeprivationOfLiberty)],
    years: 2027..=i16::MAX,
    check: |_, _| (),
};

pub static RULE_700: Rule = Rule {
    code: "700",
    message: "The start date of the DoLO is not a valid date.",
    why: "Every order needs the day on which it began.",
    fix: "Enter DOLO_START as day, month and year, for example 09/04/2026.",
    fields: &[(DeprivationOfLiberty, &["DOLO_START"])],
    check: |child, flags| flag(child, flags, |order| order.started_on.date().is_none()),
    ..COMMON
};

pub static RULE_701: Rule = Rule {
    code: "701",
    message: "The end date of the DoLO is not a valid date.",
    why: "What is written in DOLO_END is not a day that exists, so that nobody can tell whether the order goes on.",
    fix: "Enter DOLO_END as day, month and year, for example 09/04/2026, or leave it blank while the order is open.",
    fields: &[(DeprivationOfLiberty, &["DOLO_END"])],
    check: |child, flags| flag(child, flags, |order| order.ended_on.is_no_date()),
    ..COMMON
};

pub static RULE_702: Rule = Rule {
    code: "702",
    message: "The date that the DoLO ended is before the date that it started.",
    why: "An order ends after it has begun.",
    fix: "Compare DOLO_START and DOLO_END with the order, and correct the one that is wrong.",
    doubt: "The message speaks of an end before the start. An end on the very day of the start is reported too.",
    fields: &[(DeprivationOfLiberty, &["DOLO_START", "DOLO_END"])],
    check: |child, flags| {
        flag(child, flags, |order| {
            let ended_on = order.ended_on.date();
            let started_on = order.started_on.date();
            ended_on
                .zip(started_on)
                .is_some_and(|(ended, started)| ended <= started)
        });
    },
    ..COMMON
};

pub static RULE_703: Rule = Rule {
    code: "703",
    message: "The date that the DoLO started is after the end of the collection year.",
    why: "An order that begins after 31 March belongs to next year's return.",
    fix: "Check DOLO_START. If it is right, take the order out of this year's return.",
    fields: &[(DeprivationOfLiberty, &["DOLO_START"])],
    check: |child, flags| {
        let ends_on = child.collection().ends_on;
        let too_late = |started| started > ends_on;
        flag(child, flags, |order| {
            order.started_on.date().is_some_and(too_late)
        });
    },
    ..COMMON
};

pub static RULE_704: Rule = Rule {
    code: "704",
    message: "The date that the DoLO ended is before the start or after the end of the collection year.",
    why: "This year's return holds the orders that were open in the year, and DOLO_END only where they ended in it.",
    fix: "Check DOLO_END. Take the order out if it ended before 1 April; leave DOLO_END blank if the order went on after 31 March.",
    fields: &[(DeprivationOfLiberty, &["DOLO_END"])],
    check: |child, flags| {
        flag(child, flags, |order| {
            let ended_on = order.ended_on.date();
            ended_on.is_some_and(|ended| !child.collection().contains(ended))
        });
    },
    ..COMMON
};

pub static RULE_708: Rule = Rule {
    code: "708",
    message: "Dates of DoLOs are before child’s date of birth.",
    why: "An order cannot begin before the child was born.",
    fix: "Check DOLO_START and DOB in DoLo.",
    doubt: "The message speaks of dates before birth. A DOLO_START on the day of birth is reported too.",
    fields: &[(DeprivationOfLiberty, &["DOLO_START", "DOB"])],
    check: |child, flags| {
        flag(child, flags, |order| {
            let started_on = order.started_on.date();
            let born_on = order.date_of_birth.date();
            started_on
                .zip(born_on)
                .is_some_and(|(started, born)| started <= born)
        });
    },
    ..COMMON
};

fn flag(
    child: &Child<'_>,
    flags: &mut Flags<'_>,
    is_at_fault: impl Fn(&Line<'_, rows::DeprivationOfLiberty>) -> bool,
) {
    flags.rows(child.deprivation_of_liberty().filter(is_at_fault));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::case;

    #[test]
    fn rule_700() {
        case(
            &RULE_700,
            "DoLo: CHILD, DOLO_START, DOLO_END
             101, 01/05/2026,
             101, , 01/05/2026 *
             102, 31/04/2026, *
             103, May 2026, *
             104, 1/5/2026,",
        );
    }

    #[test]
    fn rule_701() {
        case(
            &RULE_701,
            "DoLo: CHILD, DOLO_START, DOLO_END
             101, 01/05/2026,
             101, , 01/05/2026
             102, , 31/04/2026 *
             103, 01/05/2026, open *
             104, ZZ, 1/5/2026",
        );
    }

    #[test]
    fn rule_702() {
        case(
            &RULE_702,
            "DoLo: CHILD, DOLO_START, DOLO_END
             101, 02/05/2026, 01/05/2026 *
             102, 02/05/2026, 02/05/2026 *
             103, 02/05/2026, 03/05/2026
             104, 02/05/2026,
             105, , 01/05/2026
             106, 02/05/2026, 31/04/2026",
        );
    }

    #[test]
    fn rule_703() {
        case(
            &RULE_703,
            "DoLo: CHILD, DOLO_START
             101, 31/03/2027
             102, 01/04/2027 *
             103,
             104, 32/04/2027",
        );
    }

    #[test]
    fn rule_704() {
        case(
            &RULE_704,
            "DoLo: CHILD, DOLO_END
             101, 31/03/2026 *
             102, 01/04/2026
             103, 31/03/2027
             104, 01/04/2027 *
             105,
             106, 32/04/2027",
        );
    }

    #[test]
    fn rule_708() {
        case(
            &RULE_708,
            "DoLo: CHILD, DOB, DOLO_START
             101, 09/04/2012, 08/04/2012 *
             102, 09/04/2012, 09/04/2012 *
             103, 09/04/2012, 10/04/2012
             104, , 10/04/2012
             105, 09/04/2012,",
        );
    }
}
