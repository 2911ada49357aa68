//! Rule 103: the child's ethnic group is one of the codes of the collection.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Header;

pub static RULE: Rule = Rule {
    code: "103",
    message: "The ethnicity code is either not valid or has not been entered.",
    why: "ETHNIC must be one of the twenty codes of the collection. A blank is not accepted.",
    fix: "Check ETHNIC in Header and write the code in capitals. If the ethnic group was refused write REFU; if it is not yet known write NOBT.",
    doubt: "",
    fields: &[(Header, &["ETHNIC"])],
    needs: &[Need::Table(Header)],
    years: ALL_YEARS,
    check,
};

const ETHNIC_GROUPS: &[&str] = &[
    "WBRI", "WIRI", "WOTH", "WIRT", "WROM", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN", "ABAN",
    "AOTH", "BCRB", "BAFR", "BOTH", "CHNE", "OOTH", "REFU", "NOBT",
];

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(
        child
            .header()
            .filter(|header| !header.ethnicity.is_one_of(ETHNIC_GROUPS)),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_103() {
        case(
            &RULE,
            "Header: CHILD, ETHNIC
             101, WBRI
             102, NOBT
             103, wbri *
             104, White British *
             105, *",
        );
    }
}
