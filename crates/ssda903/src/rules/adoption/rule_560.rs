//! Rule 560: a decision that stands keeps its date from year to year.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::PlacedForAdoption;

pub static RULE: Rule = Rule {
    code: "560",
    message: "Date of decision that the child should be placed for adoption this year is different from that recorded last year but the decision to place the child for adoption did not change.",
    why: "Last year's decision was not reversed, so it still stands; this year's DATE_PLACED gives it another date, or none.",
    fix: "Write the same DATE_PLACED as last year, or correct last year's return.",
    doubt: "Every row of this year is compared with every standing decision of last year, so that the row of a reversed decision is reported beside the standing one.",
    fields: &[(PlacedForAdoption, &["DATE_PLACED", "DATE_PLACED_CEASED"])],
    needs: &[
        Need::Table(PlacedForAdoption),
        Need::LastYear(PlacedForAdoption),
    ],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let mut standing = child
        .last_year()
        .placed_for_adoption()
        .filter(|row| !row.decided_on.is_blank() && row.reversed_on.is_blank());
    let Some(one) = standing.next() else {
        return;
    };
    let several = standing.any(|other| other.decided_on != one.decided_on);
    flags.rows(
        child
            .placed_for_adoption()
            .filter(|row| several || row.decided_on != one.decided_on),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_560() {
        case(
            &RULE,
            "PlacedAdoption: CHILD, DATE_PLACED, REASON_PLACED_CEASED
             101, 02/05/2025, *
             102, 01/05/2025,
             103, 1/5/2025,
             104, , RD1 *
             105, 02/05/2025,
             106, 02/05/2025,
             107, 01/05/2025, *
             107, 02/05/2025, *
             108, 02/05/2025,
             109, ZZ, *
             110, ZZ,
             PlacedAdoption_last: CHILD, DATE_PLACED, DATE_PLACED_CEASED, REASON_PLACED_CEASED
             101, 01/05/2025, , RD1
             102, 01/05/2025, ,
             103, 01/05/2025, ,
             104, 01/05/2025, ,
             105, 01/05/2025, 01/06/2025, RD1
             106, , , RD1
             107, 01/05/2025, ,
             107, 02/05/2025, ,
             109, 01/05/2025, ,
             110, ZZ, ,",
        );
    }
}
