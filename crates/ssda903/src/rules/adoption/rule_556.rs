//! Rule 556, up to the year ending 2024: adoption is decided before a freeing order is granted.

use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::{Episodes, PlacedForAdoption};

pub static BEFORE_2025: Rule = Rule {
    code: "556",
    message: "Date of decision that the child should be placed for adoption should be on or prior to the date that the freeing order was granted.",
    why: "The authority decides first that the child should be placed for adoption; the court's freeing order follows.",
    fix: "Check DATE_PLACED in PlacedAdoption against DECOM of the episodes with LS D1.",
    doubt: "Every episode with D1 is looked at, not only the first. The row in PlacedAdoption is not marked, although its date may be the wrong one.",
    fields: &[(Episodes, &["DECOM", "LS"])],
    needs: &[Need::Table(Episodes), Need::Table(PlacedForAdoption)],
    years: 2023..=2024,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let decisions = child
        .placed_for_adoption()
        .filter_map(|row| row.decided_on.date());
    let Some(decided) = decisions.max() else {
        return;
    };
    flags.rows(child.episodes().filter(|episode| {
        episode.legal_status.is("D1")
            && episode
                .started_on
                .date()
                .is_some_and(|granted| decided > granted)
    }));
}

#[cfg(test)]
mod tests {
    use super::BEFORE_2025;
    use crate::case::case_in;

    #[test]
    fn rule_556() {
        case_in(
            2024,
            &BEFORE_2025,
            "Episodes: CHILD, DECOM, LS
             101, 10/05/2023, D1 *
             101, 10/06/2023, D1
             102, 10/05/2023, D1
             103, 10/05/2023, E1
             104, , D1
             105, 10/05/2023, D1
             106, 10/05/2023, D1
             PlacedAdoption: CHILD, DATE_PLACED
             101, 01/05/2023
             101, 11/05/2023
             102, 10/05/2023
             103, 11/05/2023
             104, 11/05/2023
             105,
             107, 11/05/2023",
        );
    }
}
