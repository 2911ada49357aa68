//! Rules 386, 387, 389, 407 and 460: the age of the child when care ended fits the reason.

use jiff::civil::Date;

use super::codes::{births, is_one_of_in_any_case};
use crate::child::Child;
use crate::date::birthday;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Header};

const COMMON: Rule = Rule {
    code: "",
    message: "",
    why: "",
    fix: "Check REC and DEC of the episode, and DOB in Header.",
    doubt: "",
    fields: &[(Episodes, &["DEC", "REC"])],
    needs: &[Need::Table(Episodes), Need::Table(Header)],
    years: ALL_YEARS,
    check: |_, _| (),
};

pub static RULE_386: Rule = Rule {
    code: "386",
    message: "Reason episode ceased is adopted but child has reached age 18.",
    why: "Only children under 18 are adopted (REC E11 and E12).",
    check: check_386,
    ..COMMON
};

pub static RULE_387: Rule = Rule {
    code: "387",
    message: "Reason episode ceased is child moved into independent living arrangement, but the child is aged under 14.",
    why: "A child under 14 does not move into independent living (REC E5 and E6). Somebody without a date of birth in Header may be under 14.",
    doubt: "A child whose date of birth is blank, unreadable or not in Header is reported as if under 14.",
    check: check_387,
    ..COMMON
};

pub static RULE_389: Rule = Rule {
    code: "389",
    message: "Reason episode ceased is that child transferred to care of adult social care services, but child is aged under 16.",
    why: "Adult social care takes over (REC E7) from 16 at the earliest. Without DEC, or without a date of birth in Header, the age cannot be told.",
    doubt: "An episode without a readable DEC, or of a child whose date of birth is blank, unreadable or not in Header, is reported as if the child were under 16.",
    check: check_389,
    ..COMMON
};

pub static RULE_407: Rule = Rule {
    code: "407",
    message: "Reason episode ceased is Special Guardianship Order, but child has reached age 18.",
    why: "A special guardianship order (REC E45 to E48) is made for a child under 18.",
    doubt: "An episode that ended on the very day of the 18th birthday is not reported, although the child was 18.",
    fields: &[(Episodes, &["DEC", "REC"]), (Header, &["DOB"])],
    check: check_407,
    ..COMMON
};

pub static RULE_460: Rule = Rule {
    code: "460",
    message: "Reason episode ceased is that child stayed with current carers at age 18 (or above), but child is aged under 18.",
    why: "REC E17 is for somebody of 18 or more who stays with the carers they had.",
    check: check_460,
    ..COMMON
};

fn check_386(child: &Child<'_>, flags: &mut Flags<'_>) {
    for episode in child.episodes() {
        if !is_one_of_in_any_case(&episode.reason_ceased, &["E11", "E12"]) {
            continue;
        }
        let Some(ceased_on) = episode.ceased_on.date() else {
            continue;
        };
        let grown_up = |born| birthday(born, 18).is_some_and(|birthday| ceased_on >= birthday);
        if births(child).any(grown_up) {
            flags.row(episode);
        }
    }
}

fn check_387(child: &Child<'_>, flags: &mut Flags<'_>) {
    for episode in child.episodes() {
        if !is_one_of_in_any_case(&episode.reason_ceased, &["E5", "E6"]) {
            continue;
        }
        if let Some(ceased_on) = episode.ceased_on.date()
            && !has_reached(child, 14, ceased_on)
        {
            flags.row(episode);
        }
    }
}

fn check_389(child: &Child<'_>, flags: &mut Flags<'_>) {
    for episode in child.episodes() {
        if !is_one_of_in_any_case(&episode.reason_ceased, &["E7"]) {
            continue;
        }
        let ceased_on = episode.ceased_on.date();
        if !ceased_on.is_some_and(|ceased_on| has_reached(child, 16, ceased_on)) {
            flags.row(episode);
        }
    }
}

fn check_407(child: &Child<'_>, flags: &mut Flags<'_>) {
    // The rows that name no child belong to several.
    if child.id.is_empty() {
        return;
    }
    for episode in child.episodes() {
        if !episode
            .reason_ceased
            .is_one_of(&["E45", "E46", "E47", "E48"])
        {
            continue;
        }
        let Some(ceased_on) = episode.ceased_on.date() else {
            continue;
        };
        for header in child.header() {
            let born_on = header.date_of_birth.date();
            let eighteenth = born_on.and_then(|born| birthday(born, 18));
            if eighteenth.is_some_and(|birthday| ceased_on > birthday) {
                flags.row(episode);
                flags.row(header);
            }
        }
    }
}

fn check_460(child: &Child<'_>, flags: &mut Flags<'_>) {
    for episode in child.episodes() {
        if !episode.reason_ceased.is("E17") {
            continue;
        }
        let Some(ceased_on) = episode.ceased_on.date() else {
            continue;
        };
        let under_18 = |born| birthday(born, 18).is_some_and(|birthday| ceased_on < birthday);
        if births(child).any(under_18) {
            flags.row(episode);
        }
    }
}

/// Whether the child is known to be that old on the day. Unknown without a readable date of birth in every row of Header.
fn has_reached(child: &Child<'_>, age: i16, on: Date) -> bool {
    let is_old_enough = |born| birthday(born, age).is_some_and(|birthday| on >= birthday);
    child.header().len() > 0
        && child
            .header()
            .all(|row| row.date_of_birth.date().is_some_and(is_old_enough))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_386() {
        case(
            &RULE_386,
            "Header: CHILD, DOB
             101, 09/06/2008
             102, 29/02/2008
             103,
             104, 31/06/2000
             Episodes: CHILD, DEC, REC
             101, 08/06/2026, E11
             101, 09/06/2026, E11 *
             101, 10/06/2026, e12 *
             101, 10/06/2026, E13
             101, 10/06/2026,
             101, , E11
             101, 31/06/2026, E11
             102, 27/02/2026, E12
             102, 28/02/2026, E12 *
             103, 09/06/2026, E11
             104, 09/06/2026, E11",
        );
    }

    #[test]
    fn rule_387() {
        case(
            &RULE_387,
            "Header: CHILD, DOB
             101, 09/06/2012
             102, 29/02/2012
             103,
             104, 31/06/2000
             Episodes: CHILD, DEC, REC
             101, 08/06/2026, E5 *
             101, 09/06/2026, E5
             101, 08/06/2026, e6 *
             101, 08/06/2026, E7
             101, 08/06/2026,
             101, , E5
             101, 31/06/2020, E5
             102, 27/02/2026, E6 *
             102, 28/02/2026, E6
             103, 09/06/2026, E5 *
             104, 09/06/2026, E5 *",
        );
    }

    #[test]
    fn rule_389() {
        case(
            &RULE_389,
            "Header: CHILD, DOB
             101, 09/06/2010
             102, 29/02/2010
             103, 28/02/2010
             104,
             105, 31/06/2000
             Episodes: CHILD, DEC, REC
             101, 08/06/2026, E7 *
             101, 09/06/2026, E7
             101, 08/06/2026, e7 *
             101, 08/06/2026, E6
             101, , E7 *
             101, 31/06/2026, E7 *
             101, ,
             103, 27/02/2026, E7 *
             103, 28/02/2026, E7
             104, 09/06/2026, E7 *
             105, 09/06/2026, E7 *",
        );
    }

    #[test]
    fn rule_407() {
        case(
            &RULE_407,
            "Header: CHILD, DOB
             101, 09/06/2008 *
             102, 09/06/2008
             103,
             104, 29/02/2008 *
             105, 31/06/2000
             Episodes: CHILD, DEC, REC
             101, 09/06/2026, E45
             101, 10/06/2026, E45 *
             101, 10/06/2026, E46 *
             101, 10/06/2026, E47 *
             101, 10/06/2026, E48 *
             101, 10/06/2026, E44
             101, 10/06/2026, e45
             101, 10/06/2026,
             102, 08/06/2026, E46
             102, , E46
             102, 31/06/2026, E46
             103, 10/06/2026, E45
             104, 28/02/2026, E48
             104, 01/03/2026, E48 *
             105, 10/06/2026, E45",
        );
    }

    #[test]
    fn rule_460() {
        case(
            &RULE_460,
            "Header: CHILD, DOB
             101, 09/06/2008
             102, 29/02/2008
             103,
             104, 31/06/2020
             Episodes: CHILD, DEC, REC
             101, 08/06/2026, E17 *
             101, 09/06/2026, E17
             101, 08/06/2026, e17
             101, 08/06/2026, E16
             101, 08/06/2026,
             101, , E17
             101, 31/06/2020, E17
             102, 27/02/2026, E17 *
             102, 28/02/2026, E17
             103, 08/06/2026, E17
             104, 08/06/2026, E17",
        );
    }

    // XML has a header for every child.
    #[test]
    fn children_without_a_header() {
        let text = |reason: &str, flagged: &str| {
            format!(
                "Header: CHILD, DOB
                 , 09/06/2000
                 102, 09/06/2000
                 Episodes: CHILD, DEC, REC
                 101, 08/06/2026, {reason} {flagged}
                 102, 31/03/2017, X1"
            )
        };
        case_as_csv(&RULE_386, &text("E11", ""));
        case_as_csv(&RULE_387, &text("E5", "*"));
        case_as_csv(&RULE_389, &text("E7", "*"));
        case_as_csv(&RULE_407, &text("E45", ""));
        case_as_csv(&RULE_460, &text("E17", ""));
    }
}
