//! Rule 1002: a care leaver was once looked after.

use crate::child::{Child, ChildYear};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Oc3};

pub static RULE: Rule = Rule {
    code: "1002",
    message: "This child has no previous episodes of care, therefore should not have care leaver information recorded. [NOTE: This tool can only test the current and previous year data loaded into the tool - this check may generate false positives if a child had episodes prior to last year's collection.]",
    why: "A care leaver was looked after before, but none of the returns that were handed in has an episode of this child.",
    fix: "Hand in more earlier years, so that older episodes are seen. If there is none, take the row out of OC3.",
    doubt: "Who left care before the earliest return that was handed in is always reported, even when IN_TOUCH, ACTIV and ACCOM are blank.",
    fields: &[(Oc3, &["IN_TOUCH", "ACTIV", "ACCOM"])],
    needs: &[
        Need::Table(Episodes),
        Need::LastYear(Episodes),
        Need::Table(Oc3),
    ],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let mut earlier = child.earlier_years().flat_map(ChildYear::episodes);
    if child.episodes().next().is_none() && earlier.next().is_none() {
        flags.rows(child.oc3());
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_1002() {
        let text = "Episodes: CHILD, DECOM, LS
             101, 01/05/2026, C2
             102, ZZ, V3
             Episodes_last: CHILD, DECOM
             103, 01/05/2025
             OC3: CHILD, IN_TOUCH
             101, YES
             102, YES
             103, YES
             104, YES *
             105, YES *";
        case(&RULE, text);
        let seen = text.replace("105, YES *", "105, YES");
        case(
            &RULE,
            &(seen + "\nEpisodes_before: CHILD, DECOM\n105, 01/05/2024"),
        );
    }
}
