//! Rules 393 and 442: Header is complete for children who were looked after other than in short breaks.

use super::codes::is_one_of_in_any_case;
use crate::child::{Child, SHORT_BREAKS};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Header};

const RULE_393_BASE: Rule = Rule {
    code: "393",
    message: "Child is looked after but mother field is not completed.",
    why: "For every girl or young woman who is looked after, MOTHER says whether she is a mother.",
    fix: "Enter MOTHER: 1 if she is a mother, 0 if she is not.",
    doubt: "",
    fields: &[(Header, &["MOTHER"])],
    needs: &[Need::Table(Header), Need::Table(Episodes)],
    years: 2025..=i16::MAX,
    check: |child, flags| flag_without_mother_status(child, flags, "F"),
};

pub static RULE_393: Rule = RULE_393_BASE;

/// SEX was 1 or 2 then.
pub static RULE_393_BEFORE_2025: Rule = Rule {
    years: 2023..=2024,
    check: |child, flags| flag_without_mother_status(child, flags, "2"),
    ..RULE_393_BASE
};

pub static RULE_442: Rule = Rule {
    code: "442",
    message: "Unique Pupil Number (UPN) field is not completed.",
    why: "Every child who is looked after, other than in short breaks, has a unique pupil number or a code that says why there is none.",
    fix: "Enter UPN, or one of the codes UN1 to UN5.",
    doubt: "",
    fields: &[(Header, &["UPN"])],
    needs: &[Need::Table(Episodes), Need::Table(Header)],
    years: ALL_YEARS,
    check: check_442,
};

fn flag_without_mother_status(child: &Child<'_>, flags: &mut Flags<'_>, female: &str) {
    let mut without = child
        .header()
        .filter(|row| row.mother.is_blank() && row.sex.is(female))
        .peekable();
    // The rows that name no child belong to several.
    if child.id.is_empty() || without.peek().is_none() {
        return;
    }
    let mut episodes = child.episodes();
    if episodes.any(|episode| !is_one_of_in_any_case(&episode.legal_status, SHORT_BREAKS)) {
        flags.rows(without);
    }
}

fn check_442(child: &Child<'_>, flags: &mut Flags<'_>) {
    let mut without = child
        .header()
        .filter(|row| row.unique_pupil_number.is_blank())
        .peekable();
    // The rows that name no child belong to several.
    if child.id.is_empty() || without.peek().is_none() {
        return;
    }
    let mut episodes = child.episodes();
    if episodes.any(|episode| !episode.legal_status.is_one_of(SHORT_BREAKS)) {
        flags.rows(without);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{case, case_as_csv, case_in};

    #[test]
    fn rule_393() {
        let text = |female: &str, male: &str| {
            format!(
                "Header: CHILD, SEX, MOTHER
                 101, {female}, *
                 102, {female}, 0
                 103, {female}, 1
                 104, {male},
                 105, ,
                 106, {female},
                 107, {female}, *
                 108, {female}, *
                 109, {female},
                 Episodes: CHILD, DECOM, LS
                 101, 01/05/2026, C2
                 102, 01/05/2026, C2
                 103, 01/05/2026, C2
                 104, 01/05/2026, C2
                 105, 01/05/2026, C2
                 106, 01/05/2026, V3
                 106, 01/06/2026, v4
                 107, 01/05/2026, V3
                 107, 01/06/2026, V2
                 108, 01/05/2026,"
            )
        };
        case(&RULE_393, &text("F", "M"));
        case(&RULE_393, &text("F", "2"));
        case_in(2024, &RULE_393_BEFORE_2025, &text("2", "1"));
        case_in(2024, &RULE_393_BEFORE_2025, &text("2", "F"));
    }

    #[test]
    fn rule_442() {
        case(
            &RULE_442,
            "Header: CHILD, SEX, UPN
             101, M, *
             102, M, UN1
             103, M, nonsense
             104, M,
             105, M, *
             106, M, *
             107, M,
             108, M, *
             Episodes: CHILD, DECOM, LS
             101, 01/05/2026, C2
             102, 01/05/2026, C2
             103, 01/05/2026, C2
             104, 01/05/2026, V3
             104, 01/06/2026, V4
             105, 01/05/2026, V3
             105, 01/06/2026, V2
             106, 01/05/2026,
             108, 01/05/2026, v4",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_left_alone() {
        let text = "Header: CHILD, SEX, MOTHER, UPN
             , F, ,
             Episodes: CHILD, DECOM, LS
             , 01/05/2026, C2";
        case_as_csv(&RULE_393, text);
        case_as_csv(&RULE_442, text);
    }
}
