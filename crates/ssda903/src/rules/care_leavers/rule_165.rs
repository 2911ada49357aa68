//! Rule 165: whether somebody is a mother is said of girls and young women, with 0 or 1.

use super::{has_outcomes, is_short_break};
use crate::child::Child;
use crate::collection::Collection;
use crate::rows;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Header, Oc3};

pub static RULE: Rule = Rule {
    code: "165",
    message: "Data entry for mother status is invalid.",
    why: "MOTHER is 0 or 1, is completed for every girl who was looked after in the year, and is left blank for boys and for care leavers.",
    fix: "Correct MOTHER or SEX in Header.",
    doubt: "SEX is compared with 1 and 2, the codes up to the year ending 2024; with M and F only a MOTHER other than 0 and 1 is found. Who has no episode this year, short breaks aside, is not looked at.",
    fields: &[
        (Header, &["MOTHER", "SEX"]),
        (Oc3, &["ACTIV", "ACCOM", "IN_TOUCH"]),
    ],
    needs: &[Need::Table(Episodes), Need::Table(Header), Need::Table(Oc3)],
    years: ALL_YEARS,
    check,
};

/// SEX as it was coded up to the year ending 2024.
const MALE: &str = "1";
const FEMALE: &str = "2";

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let in_care = || child.episodes().filter(|episode| !is_short_break(episode));
    if in_care().next().is_none() {
        return;
    }
    let looked_after_in_year = in_care().any(|episode| lies_in_year(&episode, child.collection()));
    let is_wrong = |row: &rows::Header| {
        let not_0_or_1 = row.mother.is_other_than(&["0", "1"]);
        let said_of_a_boy = !row.mother.is_blank() && row.sex.is(MALE);
        let missing = row.mother.is_blank() && row.sex.is(FEMALE) && looked_after_in_year;
        not_0_or_1 || said_of_a_boy || missing
    };
    let mut wrong = child.header().filter(|row| is_wrong(row)).peekable();
    if wrong.peek().is_some() {
        flags.rows(wrong);
        flags.rows(child.oc3());
    }
    if looked_after_in_year {
        return;
    }
    let mut outcomes = child.oc3().filter(|row| has_outcomes(row)).peekable();
    let mut said_of_a_care_leaver = child
        .header()
        .filter(|row| !row.mother.is_blank() && row.sex.is(FEMALE))
        .peekable();
    if outcomes.peek().is_some() && said_of_a_care_leaver.peek().is_some() {
        flags.rows(said_of_a_care_leaver);
        flags.rows(outcomes);
    }
}

fn lies_in_year(episode: &rows::Episode, year: &Collection) -> bool {
    let ceased = episode.ceased_on.date().unwrap_or(year.ends_on);
    let started = episode.started_on.date();
    ceased >= year.starts_on && started.is_some_and(|started| started <= year.ends_on)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_165() {
        // XML has a row of Header for each of OC3 and no row of OC3 without a value.
        case_as_csv(
            &RULE,
            "Header: CHILD, SEX, MOTHER
             101, M, 2 *
             102, F, Y *
             103, M, 1
             104, F,
             105, F, 0
             106, 1, 0 *
             107, 1,
             108, 2, *
             109, 2,
             110, 2, 0 *
             111, 2, 0
             112, 2, 1
             113, F, 2
             114, F, 2
             115, F, 2 *
             116, 2,
             117, 2, *
             Episodes: CHILD, DECOM, DEC, LS
             101, 01/05/2026, , C2
             102, 01/05/2020, 01/05/2021, C2
             103, 01/05/2026, , C2
             104, 01/05/2026, , C2
             105, 01/05/2026, , C2
             106, 01/05/2026, , C2
             107, 01/05/2026, , C2
             108, 31/03/2027, , C2
             109, 01/05/2025, 31/03/2026, C2
             110, 01/05/2025, 31/03/2026, C2
             111, 01/05/2025, 31/03/2026, C2
             112, 01/05/2025, 01/04/2026, C2
             114, 01/05/2026, , v3
             115, ZZ, ZZ, C2
             116, 01/04/2027, , C2
             117, 01/05/2025, ZZ, C2
             OC3: CHILD, IN_TOUCH, ACTIV, ACCOM
             101, , , *
             102, YES, F1, B1 *
             103, YES, F1, B1
             106, YES, F1, B1 *
             108, YES, F1, B1 *
             109, YES, F1, B1
             110, , ,
             110, , 0, *
             111, , ,
             112, YES, F1, B1
             113, YES, F1, B1
             114, YES, F1, B1",
        );
        let text = "Header: CHILD, SEX, MOTHER
             101, 1, 1 *
             102, 2, 1
             103, 2, *
             104, F, 2 *
             Episodes: CHILD, DECOM, LS
             101, 01/05/2026, C2
             102, 01/05/2026, C2
             103, 01/05/2026, C2
             104, 01/05/2026, C2
             OC3: CHILD, IN_TOUCH
             103, YES *";
        case(&RULE, text);
    }
}
