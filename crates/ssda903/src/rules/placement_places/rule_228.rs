//! Rule 228: a placement ends while its provider is registered.

use super::urn;
use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "228",
    message: "Ofsted Unique reference number (URN) is not valid for the episode end date [NOTE: may give false positives on open episodes at providers who close during the year]",
    why: "By Ofsted's list the provider's registration ended before this episode did. An open episode counts as lasting to the end of the year.",
    fix: "Check URN and DEC. If the child stayed on under another registration, start a new episode with the new URN.",
    doubt: "A DEC that is no date counts as an open episode. An episode is reported even when the provider has another, open entry under the same URN.",
    fields: &[(Episodes, &["URN", "DEC"])],
    needs: &[Need::Table(Episodes), Need::Providers],
    years: ALL_YEARS,
    check: |child, flags| {
        let year_ended = child.collection().ends_on;
        urn::flag_where(child, flags, |episode, entries| {
            let ended = episode.ceased_on.date().unwrap_or(year_ended);
            let mut closed = entries.iter().filter_map(|entry| entry.closed_on);
            closed.any(|closed| ended > closed)
        });
    },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_228() {
        case(
            &RULE,
            "Providers: URN, REG_END
             1, 01/06/2026
             2,
             3,
             3, 01/06/2026
             4, 30/03/2027
             5, 31/03/2027
             Episodes: CHILD, URN, DEC, PLACE
             101, 1, 31/05/2026, K2
             101, 1, 01/06/2026, K2
             101, 1, 02/06/2026, K2 *
             101, 1, 31/06/2026, K2 *
             101, 1, , K2 *
             102, 2, , K2
             103, 3, 02/06/2026, K2 *
             104, 4, , K2 *
             105, 5, , K2
             106, 9, , K2
             107, XXXXXXX, , K2
             108, , , K2",
        );
    }
}
