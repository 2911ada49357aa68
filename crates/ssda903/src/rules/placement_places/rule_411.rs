//! Rule 411: a placement inside the authority has the authority's own code.

use crate::child::Child;
use crate::derived::Location;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "411",
    message: "Placement location code disagrees with LA of placement.",
    why: "The placement is said to lie inside the authority, while its postcode belongs to another one.",
    fix: "Check PL_POST: the authority of the placement is worked out from it.",
    doubt: "Both are worked out from the same postcode, so that this rule finds nothing in a real return. A placement said to lie outside with the authority's own code is not tested.",
    fields: &[(Episodes, &["PL_POST"])],
    needs: &[Need::Table(Episodes), Need::Postcodes],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let own = child.collection().authority.as_str();
    flags.rows(child.episodes().filter(|episode| {
        let derived = child.derived(*episode);
        derived.location == Some(Location::Inside) && derived.authority.as_deref() != Some(own)
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_411() {
        case(
            &RULE,
            "Episodes: CHILD, PLACE, PL_LOCATION, PL_LA
             101, U1, IN, E09000027
             102, U1, IN, E09000008 *
             103, U1, IN, *
             104, U1, OUT, E09000027
             105, U1, OUT, E09000008
             106, U1, , E09000008",
        );
    }
}
