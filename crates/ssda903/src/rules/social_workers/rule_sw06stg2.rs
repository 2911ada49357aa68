//! SW06STG2: no row on a social worker starts after the year.

use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::SocialWorkerEpisodes;

pub static RULE: Rule = Rule {
    code: "SW06STG2",
    message: "Social worker episode data should be within the social worker data reporting year.",
    why: "SW_DECOM lies after 31 March, the last day of the year. What comes later belongs in the next return.",
    fix: "Check SW_DECOM in SWEpisodes. If it is right, take the row out of this year's return.",
    doubt: "The message speaks of the whole reporting year. Only the last day is looked at: SW_DECOM may lie in any earlier year.",
    fields: &[(SocialWorkerEpisodes, &["SW_DECOM"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2024..=i16::MAX,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let year_end = child.collection().ends_on;
    flags.rows(
        child
            .social_worker_episodes()
            .filter(|row| row.started_on.date().is_some_and(|start| start > year_end)),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn sw06() {
        case(
            &RULE,
            "SWEpisodes: CHILD, SW_ID, SW_DECOM
             101, SW12, 31/03/2027
             102, SW12, 01/04/2027 *
             103, SW12, 01/01/2010
             104, SW12,
             105, SW12, 31/04/2027",
        );
    }
}
