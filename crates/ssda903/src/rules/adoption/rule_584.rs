//! Rule 584: after a reversal the next decision is a later one.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::PlacedForAdoption;

pub static RULE: Rule = Rule {
    code: "584",
    message: "Date of decision that the child should be placed for adoption this year is different from that recorded last year, but the decision to placed the child for adoption changed and the child should no longer be placed for adoption.",
    why: "Last year's return says that the decision was reversed. This year's DATE_PLACED must therefore be that of a new decision, made later.",
    fix: "Write the date of the new decision in DATE_PLACED, or take the row out when there was none.",
    doubt: "The message says that the dates are different; what is tested is that this year's date is blank, or not later than last year's.",
    fields: &[(PlacedForAdoption, &["DATE_PLACED"])],
    needs: &[
        Need::Table(PlacedForAdoption),
        Need::LastYear(PlacedForAdoption),
    ],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let mut reversed = child
        .last_year()
        .placed_for_adoption()
        .filter(|row| !row.reversed_on.is_blank() || !row.reason_reversed.is_blank())
        .peekable();
    if reversed.peek().is_none() {
        return;
    }
    let last_decided = reversed.filter_map(|row| row.decided_on.date()).max();
    flags.rows(child.placed_for_adoption().filter(|row| {
        let not_later = row
            .decided_on
            .date()
            .is_some_and(|decided| last_decided.is_some_and(|last| decided <= last));
        row.decided_on.is_blank() || not_later
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_584() {
        case(
            &RULE,
            "PlacedAdoption: CHILD, DATE_PLACED, REASON_PLACED_CEASED
             101, 30/04/2025, *
             101, 01/05/2025, *
             101, 02/05/2025,
             102, , RD1 *
             103, 01/01/2020,
             104, 30/04/2025,
             105, 30/04/2025,
             106, ZZ,
             107, 30/04/2025, *
             108, , RD1 *
             109, 03/02/2025, *
             PlacedAdoption_last: CHILD, DATE_PLACED, DATE_PLACED_CEASED, REASON_PLACED_CEASED
             101, 01/05/2025, 01/06/2025, RD1
             102, 01/05/2025, 01/06/2025, RD1
             103, , 01/06/2025, RD1
             104, 01/05/2025, ,
             106, 01/05/2025, 01/06/2025, RD1
             107, 01/05/2025, , RD1
             107, 01/01/2025, 01/02/2025, RD1
             108, , 01/06/2025,
             109, 01/12/2025, 01/12/2025,",
        );
    }
}
