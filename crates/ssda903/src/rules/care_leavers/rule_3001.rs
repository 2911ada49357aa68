//! Rule 3001: at 17 nobody lives with former foster carers.

use crate::child::Child;
use crate::date::birthday;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Header, Oc3};

pub static RULE: Rule = Rule {
    code: "3001",
    message: "Where care leavers information is being returned for a young person around their 17th birthday, the accommodation cannot be with their former foster carer(s).",
    why: "Z1 and Z2 mean staying put with former foster carers, which begins at 18. This young person turned 17 in the year.",
    fix: "Correct ACCOM, or DOB in Header.",
    doubt: "The date of birth is that of Header; the one in OC3 is not looked at.",
    fields: &[(Oc3, &["ACCOM", "DOB"])],
    needs: &[Need::Table(Header), Need::Table(Oc3)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let mut with_former_foster_carers = child
        .oc3()
        .filter(|row| {
            let accommodation = row.accommodation.text();
            accommodation.eq_ignore_ascii_case("Z1") || accommodation.eq_ignore_ascii_case("Z2")
        })
        .peekable();
    if with_former_foster_carers.peek().is_none() {
        return;
    }
    let turned_17 = child.header().any(|row| {
        row.date_of_birth
            .date()
            .and_then(|born| birthday(born, 17))
            .is_some_and(|seventeenth| child.collection().contains(seventeenth))
    });
    if turned_17 {
        flags.rows(with_former_foster_carers);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_3001() {
        case(
            &RULE,
            "Header: CHILD, DOB
             101, 01/04/2009
             102, 31/03/2010
             103, 31/03/2009
             104, 01/04/2010
             105, 01/05/2009
             106, 01/05/2009
             107, ZZ
             108, 01/05/2009
             OC3: CHILD, ACCOM
             101, Z1 *
             102, Z2 *
             103, Z1
             104, Z1
             105, z1 *
             106, Y1
             107, Z1
             108, Z",
        );
        // XML has a row of Header for everybody.
        case_as_csv(
            &RULE,
            "Header: CHILD, DOB
             102, 01/05/2009
             OC3: CHILD, DOB, ACCOM
             101, 01/05/2009, Z1
             102, 01/05/2000, Z1 *",
        );
    }
}
