//! SW17STG2: the last social worker of a child is still at work on 31 March.

use crate::child::{Child, latest};
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::SocialWorkerEpisodes;

pub static RULE: Rule = Rule {
    code: "SW17STG2",
    message: "There is no social worker episode open at 31 March",
    why: "The child's last row by SW_DECOM has an SW_DEC, so that nobody is the child's social worker on 31 March.",
    fix: "Check SW_DEC in SWEpisodes. Leave it blank if the work went on, or add the next social worker.",
    doubt: "Whether the child was still looked after on 31 March is not looked at, nor whether SW_DEC lies after that day. An earlier row without an end does not help. The checker that councils use also guesses at dates written in other ways (01/05/26, 2026-05-01) here; to this rule they are no dates.",
    fields: &[(SocialWorkerEpisodes, &["SW_DEC", "SW_DECOM"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2026..=i16::MAX,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    // Rows that name nobody belong to several children.
    if child.id.is_empty() {
        return;
    }
    let mut rows = child.social_worker_episodes();
    let last = latest(rows.clone(), |row| row.started_on.date()).or_else(|| rows.next());
    flags.rows(last.filter(|row| !row.ceased_on.is_blank()));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn sw17() {
        case(
            &RULE,
            "SWEpisodes: CHILD, SW_ID, SW_DECOM, SW_DEC
             101, SW12, 01/05/2026,
             101, SW13, 01/04/2026, 01/05/2026
             102, SW12, 01/04/2026,
             102, SW13, 01/05/2026, 01/04/2027 *
             103, SW12, 01/04/2026, not known *
             104, SW12, 01/05/2026, 01/06/2026 *
             104, SW13, 01/05/2026,
             105, SW12, 01/05/2026, 01/06/2026 *
             105, SW13, 31/06/2026,
             106, SW12, , 01/06/2026 *
             106, SW13, ,",
        );
    }

    // XML has no row for nobody.
    #[test]
    fn sw17_leaves_out_who_is_not_named() {
        case_as_csv(
            &RULE,
            "SWEpisodes: CHILD, SW_ID, SW_DECOM, SW_DEC
             , SW12, 01/05/2026, 01/06/2026",
        );
    }
}
