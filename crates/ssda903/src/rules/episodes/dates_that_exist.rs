//! Rules 141 and 147: the dates of an episode exist.

use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE_141: Rule = Rule {
    code: "141",
    message: "Date episode began is not a valid date.",
    why: "DECOM holds something that is no date as the collection asks for it: a day that exists, written DD/MM/YYYY.",
    fix: "Write the day, the month and the year of four digits, for example 09/04/2026.",
    doubt: "",
    fields: &[(Episodes, &["DECOM"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(
            child
                .episodes()
                .filter(|episode| episode.started_on.is_no_date()),
        );
    },
};

pub static RULE_147: Rule = Rule {
    code: "147",
    message: "Date episode ceased is not a valid date.",
    why: "DEC holds something that is no date as the collection asks for it: a day that exists, written DD/MM/YYYY.",
    fix: "Write the day, the month and the year of four digits, for example 09/04/2026. Leave DEC blank while the episode is open.",
    doubt: "",
    fields: &[(Episodes, &["DEC"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(
            child
                .episodes()
                .filter(|episode| episode.ceased_on.is_no_date()),
        );
    },
};

#[cfg(test)]
mod tests {
    use super::{RULE_141, RULE_147};
    use crate::case::{case, case_as_csv};

    #[test]
    fn rules_141_and_147() {
        let text = |column: &str| {
            format!(
                "Episodes: CHILD, RNE, {column}
                 101, S, 09/04/2026
                 101, S, 9/4/2026
                 101, S, 29/02/2024
                 101, S, 29/02/2026 *
                 101, S, 31/04/2026 *
                 101, S, 01/13/2026 *
                 101, S, 09/04/1890
                 101, S, 09/04/26 *
                 101, S, 09/04/2026 noon *
                 101, S, April *
                 101, S,"
            )
        };
        case(&RULE_141, &text("DECOM"));
        case(&RULE_147, &text("DEC"));
    }

    #[test]
    fn the_year_stands_first_in_xml_only() {
        case_as_csv(&RULE_141, "Episodes: CHILD, DECOM\n101, 2026-04-09 *");
        case_as_csv(&RULE_147, "Episodes: CHILD, DEC\n101, 2026-04-09 *");
    }
}
