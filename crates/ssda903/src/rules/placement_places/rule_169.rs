//! Rule 169: the authority in which a placement lies is known.

use crate::child::{Child, SHORT_BREAKS};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "169",
    message: "Local Authority (LA) of placement is not valid or is missing. Please check a valid postcode has been entered.",
    why: "The authority of a placement is worked out from PL_POST. Here PL_POST is blank, or it is not in the postcode file.",
    fix: "Give the full postcode of the placement in PL_POST. If it is right and new, use a newer postcode file.",
    doubt: "",
    fields: &[(Episodes, &["PL_POST"])],
    needs: &[Need::Table(Episodes), Need::Postcodes],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.episodes().filter(|episode| {
        !episode.legal_status.is_one_of(SHORT_BREAKS) && child.derived(*episode).authority.is_none()
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_169() {
        case(
            &RULE,
            "Episodes: CHILD, LS, PL_POST, PL_LA
             101, C2, ZZ1 1ZZ, *
             102, , ZZ1 1ZZ, *
             103, V3, ZZ1 1ZZ,
             104, V4, ZZ1 1ZZ,
             105, C2, TW1 4TX, E09000027
             106, C2, EH1 1AA, SCO",
        );
    }
}
