//! Rule 241: supported accommodation lies where its provider has premises.

use super::urn::has_urn;
use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "241",
    message: "LA of placement is not an LA the provider has premises.",
    why: "Supported accommodation (K3) is registered for each authority in which the provider has premises. PL_POST does not lie in your authority, or is not known.",
    fix: "Check PL_POST, and check that the provider has premises in that authority. If it has, nothing is wrong.",
    doubt: "The message is about the authorities in which the provider has premises. The check compares with the authority that makes the return, so that every K3 placement with a URN outside it is reported.",
    fields: &[(Episodes, &["PL_POST", "URN"])],
    needs: &[Need::Table(Episodes), Need::Postcodes],
    years: 2026..=i16::MAX,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let own = child.collection().authority.as_str();
    flags.rows(child.episodes().filter(|episode| {
        episode.placement.is("K3")
            && has_urn(episode)
            && child.derived(*episode).authority.as_deref() != Some(own)
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_241() {
        case(
            &RULE,
            "Episodes: CHILD, PLACE, URN, PL_LA
             101, K3, 1234567, E09000027
             102, K3, 1234567, E09000008 *
             103, K3, 1234567, *
             104, K3, XXXXXXX, E09000008
             105, K3, , E09000008
             106, K2, 1234567, E09000008",
        );
    }
}
