//! Rule 1008: a URN stands in Ofsted's list of providers.

use super::urn;
use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "1008",
    message: "Ofsted Unique Reference Number (URN) is not valid.",
    why: "The URN names the provider in Ofsted's list. This one is not in the list that was handed in.",
    fix: "Look the provider up on Ofsted's site and correct URN. If the URN is right, use a newer provider list.",
    doubt: "",
    fields: &[(Episodes, &["URN"])],
    needs: &[Need::Table(Episodes), Need::Providers],
    years: ALL_YEARS,
    check: |child, flags| urn::flag_where(child, flags, |_, entries| entries.is_empty()),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_1008() {
        case(
            &RULE,
            "Providers: URN
             1234567
             SC012345
             Episodes: CHILD, URN, PLACE
             101, 1234567, U1
             101, SC012345, K2
             101, 7654321, K2 *
             102, XXXXXXX, A3
             102, XXXXXX, A3 *
             102, , P1",
        );
    }
}
