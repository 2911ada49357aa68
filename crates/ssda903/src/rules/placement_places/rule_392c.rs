//! Rule 392c: postcodes that are given are in the postcode file.

use smol_str::SmolStr;

use crate::cell::Cell;
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "392c",
    message: "Postcode(s) provided are invalid.",
    why: "HOME_POST or PL_POST is not in the postcode file, so that the distance and the authority cannot be worked out.",
    fix: "Correct the postcode; give it in full. If it is right and new, use a newer postcode file.",
    doubt: "",
    fields: &[(Episodes, &["HOME_POST", "PL_POST"])],
    needs: &[Need::Table(Episodes), Need::Postcodes],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let is_unknown = |postcode: &Cell<SmolStr>| {
        !postcode.is_blank() && !child.postcode_is_known(&postcode.text())
    };
    flags.rows(child.episodes().filter(|episode| {
        is_unknown(&episode.home_postcode) || is_unknown(&episode.placement_postcode)
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_392c() {
        case(
            &RULE,
            "Postcodes: POSTCODE
             TW1 4TX
             SW1A 1AA
             Episodes: CHILD, HOME_POST, PL_POST, PLACE
             101, TW1 4TX, SW1A 1AA, U1
             102, tw14tx, SW1A1AA, U1
             103, TW1 4TY, SW1A 1AA, U1 *
             104, TW1 4TX, SW1A, U1 *
             105, ZZ, ZZ, U1 *
             106, , SW1A 1AA, U1
             107, , ZZ, U1 *
             108, , , U1",
        );
    }
}
