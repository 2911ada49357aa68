//! Rule 625: a first child was born by the end of the year, and before the mother left care.

use crate::child::{Child, latest};
use crate::rows;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Header};

pub static RULE: Rule = Rule {
    code: "625",
    message: "Date of birth of the first child is beyond the end of this reporting year or the date the child ceased to be looked after.",
    why: "MC_DOB in Header is the birth of the first child of a young mother in care. It lies after 31 March, or after the day on which her last episode ended (DEC).",
    fix: "Check MC_DOB in Header. A child born after the year, or after the mother left care, is not recorded in this return.",
    doubt: "Only young people with at least one ended episode are checked. The latest DEC counts even when an episode after it is still open, so that a mother who is still in care can be reported.",
    fields: &[(Episodes, &["DEC"]), (Header, &["MC_DOB"])],
    needs: &[Need::Table(Episodes), Need::Table(Header)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let born_on = |header: &rows::Header| header.mothers_child_born_on.date();
    // The rows that name no child belong to several.
    if child.id.is_empty() || !child.header().any(|header| born_on(&header).is_some()) {
        return;
    }
    let Some(last) = latest(child.episodes(), |episode| episode.ceased_on.date()) else {
        return;
    };
    let ends_on = child.collection().ends_on;
    let too_late = |born| born > ends_on || last.ceased_on.date().is_some_and(|ended| born > ended);
    for header in child.header() {
        if born_on(&header).is_some_and(too_late) {
            flags.row(last);
            flags.row(header);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_625() {
        case(
            &RULE,
            "Header: CHILD, SEX, MC_DOB
             101, F, 06/05/2026 *
             102, F, 05/05/2026
             103, F, 01/04/2027 *
             104, F, 31/03/2027
             105, F, 01/04/2027
             106, F,
             107, F, 31/04/2027
             108, F, 01/04/2027
             109, F, 08/05/2026 *
             Episodes: CHILD, DECOM, DEC
             101, 01/05/2026, 05/05/2026 *
             101, 01/04/2026, 01/05/2026
             101, 05/05/2026,
             101, 06/05/2026, 05/05/2026
             102, 01/05/2026, 05/05/2026
             103, 01/05/2026, 30/04/2027 *
             104, 01/05/2026, 31/03/2027
             105, 01/05/2026,
             105, 01/05/2026, 31/06/2026
             106, 01/05/2026, 05/05/2026
             107, 01/05/2026, 05/05/2026
             109, 01/05/2026, 07/05/2026 *
             109, 01/05/2026, 06/05/2026",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_left_alone() {
        case_as_csv(
            &RULE,
            "Header: CHILD, MC_DOB
             , 06/05/2026
             Episodes: CHILD, DECOM, DEC
             , 01/05/2026, 05/05/2026",
        );
    }
}
