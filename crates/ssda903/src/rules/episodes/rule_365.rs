//! Rule 365: a single short break lasts no more than 17 days.

use crate::child::Child;
use crate::date::days_between;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "365",
    message: "Any individual short- term respite placement must not exceed 17 days.",
    why: "LS V3 stands for a short break of at most 17 days at a time. From DECOM to DEC this one lasted longer; an open one counts as lasting to the end of the year.",
    fix: "Check DECOM and DEC. If the child stayed on, that is no short break: start an episode with another LS.",
    doubt: "",
    fields: &[(Episodes, &["LS", "DECOM", "DEC"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

const LONGEST_DAYS: i64 = 17;

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let year_ends = child.collection().ends_on;
    for episode in child.episodes() {
        if !episode.legal_status.is("V3") {
            continue;
        }
        let ended = if episode.ceased_on.is_blank() {
            Some(year_ends)
        } else {
            episode.ceased_on.date()
        };
        let lasted = episode.started_on.date().zip(ended);
        if lasted.is_some_and(|(from, to)| days_between(from, to) > LONGEST_DAYS) {
            flags.row(episode);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_365() {
        case(
            &RULE,
            "Episodes: CHILD, LS, DECOM, DEC
             101, V3, 01/05/2026, 18/05/2026
             101, V3, 01/05/2026, 19/05/2026 *
             101, V3, 14/03/2027,
             101, V3, 13/03/2027, *
             101, V3, 01/05/2026, 31/06/2026
             101, V3, 31/04/2026, 19/06/2026
             101, V3, , 19/06/2026
             101, V4, 01/05/2026, 19/06/2026
             101, , 01/05/2026, 19/06/2026",
        );
    }
}
