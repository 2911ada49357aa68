//! Rule 304: the status of an unaccompanied child ceases on the 18th birthday at the latest.

use crate::child::Child;
use crate::date::birthday;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Uasc;

pub static RULE: Rule = Rule {
    code: "304",
    message: "Date unaccompanied asylum-seeking child (UASC) status ceased must be on or before the 18th birthday of a child.",
    why: "Nobody is an unaccompanied asylum-seeking child after the 18th birthday, so that DUC cannot come after it.",
    fix: "Check DUC and DOB in UASC. If the status has not ceased earlier, write the 18th birthday.",
    doubt: "",
    fields: &[(Uasc, &["DUC"])],
    needs: &[Need::Table(Uasc)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.uasc().filter(|row| {
        let eighteenth = row.date_of_birth.date().and_then(|born| birthday(born, 18));
        eighteenth
            .zip(row.ceased_on.date())
            .is_some_and(|(birthday, ceased)| ceased > birthday)
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_304() {
        case(
            &RULE,
            "UASC: CHILD, DOB, DUC
             101, 01/05/2009, 01/05/2027
             102, 01/05/2009, 02/05/2027 *
             103, 29/02/2008, 28/02/2026
             104, 29/02/2008, 01/03/2026 *
             105, , 01/05/2027
             106, 01/05/2009, 31/02/2030
             107, 31/02/2009, 01/05/2030",
        );
    }
}
