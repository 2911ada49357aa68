//! SW01STG1, of 2023/24: a child looked after on 31 March has a social worker.

use super::complete::is_without_an_answer;
use crate::child::{Child, SHORT_BREAKS};
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::{Episodes, SocialWorkerEpisodes};

pub static RULE: Rule = Rule {
    code: "SW01STG1",
    message: "Child looked after on 31 March, but no social worker episode information is reported",
    why: "The episode is open, so that the child was looked after on 31 March. SWEpisodes has no row for the child, or a row without SW_ID, SW_DECOM or SW_REASON.",
    fix: "Add or complete the child's rows in SWEpisodes. If the child is no longer looked after, fill DEC in Episodes.",
    doubt: "One incomplete row is enough, also when another row of the child is complete. The checker that councils used that year gave row numbers of Episodes as rows of SWEpisodes.",
    fields: &[(Episodes, &["DEC"])],
    needs: &[Need::Table(Episodes), Need::Table(SocialWorkerEpisodes)],
    years: 2024..=2024,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let mut open = child
        .episodes()
        .filter(|episode| {
            episode.ceased_on.is_blank() && !episode.legal_status.is_one_of(SHORT_BREAKS)
        })
        .peekable();
    if open.peek().is_some()
        && (child.social_worker_episodes().len() == 0
            || child
                .social_worker_episodes()
                .any(|row| is_without_an_answer(&row)))
    {
        flags.rows(open);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case_in;

    #[test]
    fn sw01() {
        case_in(
            2024,
            &RULE,
            "Episodes: CHILD, LS, DECOM, DEC
             101, C2, 01/04/2023, *
             101, C2, 01/03/2023, 01/04/2023
             102, C2, 01/04/2023,
             103, C2, 01/04/2023, *
             104, C2, 01/04/2023, *
             105, V4, 01/04/2023,
             106, C2, 01/04/2023, 01/05/2023
             107, , 01/04/2023, *
             108, C2, 01/04/2023, *
             SWEpisodes: CHILD, SW_ID, SW_DECOM, SW_REASON
             102, SW1, 01/04/2023, MANAGE
             103, , 01/04/2023, MANAGE
             104, SW1, , MANAGE
             108, SW1, 01/04/2023, MANAGE
             108, SW1, 01/05/2023,
             109, , 01/04/2023, MANAGE",
        );
    }
}
