//! Rule EPI: everybody in Header has an episode or is a care leaver.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Header;

pub static RULE: Rule = Rule {
    code: "EPI",
    message: "WARNING: Episodes need to be loaded for this child before further validation is possible [NOTE: This refers to the DfE portal - here, all checks that can be performed with only the available data will be.]",
    why: "Header names somebody who has no row in Episodes and none in OC3, so that most rules have nothing to look at.",
    fix: "Add the child's episodes, or the row in OC3, or take the row out of Header.",
    doubt: "A table that was not handed in counts as one without rows: without Episodes and OC3, everybody in Header is reported.",
    fields: &[(Header, &["CHILD"])],
    needs: &[Need::Table(Header)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    if child.episodes().next().is_none() && child.oc3().next().is_none() {
        flags.rows(child.header());
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_epi() {
        case(
            &RULE,
            "Header: CHILD, SEX
             101, F
             102, F
             103, F *
             104, F *
             Episodes: CHILD, DECOM
             101, ZZ
             Missing: CHILD, MISSING
             104, M
             OC3: CHILD, IN_TOUCH
             102, YES",
        );
        case(&RULE, "Header: CHILD, SEX\n101, F *");
    }
}
