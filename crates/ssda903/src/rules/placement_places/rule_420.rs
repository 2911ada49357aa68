//! Rule 420: no place is returned for short breaks.

use crate::child::{Child, SHORT_BREAKS};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "420",
    message: "LA of placement completed but child is looked after under legal status V3 or V4.",
    why: "For short breaks (V3 and V4) the collection asks for no place, but PL_POST is given.",
    fix: "Take PL_POST out, or correct LS if these were no short breaks.",
    doubt: "",
    fields: &[(Episodes, &["LS", "PL_POST"])],
    needs: &[Need::Table(Episodes), Need::Postcodes],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.episodes().filter(|episode| {
        episode.legal_status.is_one_of(SHORT_BREAKS) && child.derived(*episode).authority.is_some()
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_420() {
        case(
            &RULE,
            "Episodes: CHILD, LS, PL_LA
             101, V3, E09000027 *
             102, V4, WAL *
             103, V3,
             104, V2, E09000027
             105, , E09000027",
        );
    }
}
