//! Rule 227: a placement begins while its provider is registered.

use super::urn;
use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "227",
    message: "Ofsted Unique reference number (URN) is not valid for the episode start date.",
    why: "By Ofsted's list the provider's registration had ended on or before DECOM, the day on which this episode began.",
    fix: "Check URN and DECOM. A provider that registered anew has a new URN.",
    doubt: "An episode that began on the very day on which the registration ended is reported. So is one at a provider that has another, open entry under the same URN.",
    fields: &[(Episodes, &["URN", "DECOM"])],
    needs: &[Need::Table(Episodes), Need::Providers],
    years: ALL_YEARS,
    check: |child, flags| {
        urn::flag_where(child, flags, |episode, entries| {
            episode.started_on.date().is_some_and(|started| {
                let mut closed = entries.iter().filter_map(|entry| entry.closed_on);
                closed.any(|closed| started >= closed)
            })
        });
    },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_227() {
        case(
            &RULE,
            "Providers: URN, REG_END
             1, 01/06/2026
             2,
             3,
             3, 01/06/2026
             Episodes: CHILD, URN, DECOM
             101, 1, 31/05/2026
             101, 1, 01/06/2026 *
             101, 1, 02/06/2026 *
             101, 1, 31/06/2026
             101, 1,
             102, 2, 02/06/2026
             103, 3, 02/06/2026 *
             104, 9, 02/06/2026
             105, XXXXXXX, 02/06/2026
             106, , 02/06/2026",
        );
    }
}
