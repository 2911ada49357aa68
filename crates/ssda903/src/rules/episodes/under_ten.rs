//! Rules 234 and 358: a child under ten is neither taken into custody nor given a legal status of youth justice.

use jiff::civil::Date;

use crate::cell::Cell;
use crate::child::Child;
use crate::date::birthday;
use crate::rows::Episode;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Header};

pub static RULE_234: Rule = Rule {
    code: "234",
    message: "A child aged under 10 can not change placement due to being admitted to custody",
    why: "Children under ten cannot be held responsible for a crime. REASON_PLACE_CHANGE is CUSTOD for an episode that began before the child's tenth birthday.",
    fix: "Check DOB in Header, and REASON_PLACE_CHANGE and DECOM of the episode.",
    doubt: "The age is that on the day on which the episode began, not on the day on which it ended in custody: a child who turned ten during the episode is reported.",
    fields: &[(Episodes, &["REASON_PLACE_CHANGE"]), (Header, &["DOB"])],
    needs: &[Need::Table(Episodes), Need::Table(Header)],
    years: 2026..=i16::MAX,
    check: |child, flags| {
        // Unlike other rules this one takes dates with the year first as well, also in CSV.
        let read = |cell: &Cell<Date>| cell.value().copied();
        let into_custody = |episode: &Episode| episode.reason_placement_changed.is("CUSTOD");
        let under_ten = |started, tenth_birthday| started < tenth_birthday;
        flag_too_young(child, flags, into_custody, read, under_ten);
    },
};

pub static RULE_358: Rule = Rule {
    code: "358",
    message: "Child with this legal status should not be under 10.",
    why: "LS J1, J2 and J3 come from criminal law, which does not hold children under ten responsible. The episode began before the child was ten.",
    fix: "Check DOB in Header, and LS and DECOM of the episode.",
    doubt: "An episode that began on the very day of the tenth birthday is reported, although the child was ten by then.",
    fields: &[(Episodes, &["DECOM", "LS"]), (Header, &["DOB"])],
    needs: &[Need::Table(Episodes), Need::Table(Header)],
    years: ALL_YEARS,
    check: |child, flags| {
        let youth_justice = |episode: &Episode| episode.legal_status.is_one_of(&["J1", "J2", "J3"]);
        let not_above_ten = |started, tenth_birthday| started <= tenth_birthday;
        flag_too_young(child, flags, youth_justice, Cell::date, not_above_ten);
    },
};

/// Flags the episodes concerned that began too early for one of the dates of birth in Header (there should be one), and the rows of
/// Header with a date of birth too late for one of the episodes.
fn flag_too_young(
    child: &Child<'_>,
    flags: &mut Flags<'_>,
    is_concerned: fn(&Episode) -> bool,
    read: fn(&Cell<Date>) -> Option<Date>,
    is_too_young: fn(Date, Date) -> bool,
) {
    // The rows that name no child are nobody's.
    if child.id.is_empty() {
        return;
    }
    let concerned = || child.episodes().filter(|episode| is_concerned(episode));
    let start = |episode: &Episode| read(&episode.started_on);
    let Some(earliest) = concerned().filter_map(|episode| start(&episode)).min() else {
        return;
    };
    let tenth_birthday = |born: &Cell<Date>| read(born).and_then(|born| birthday(born, 10));
    let birthdays = child
        .header()
        .filter_map(|row| tenth_birthday(&row.date_of_birth));
    let Some(latest) = birthdays.max() else {
        return;
    };
    flags.rows(
        concerned()
            .filter(|episode| start(episode).is_some_and(|started| is_too_young(started, latest))),
    );
    flags.rows(child.header().filter(|row| {
        tenth_birthday(&row.date_of_birth).is_some_and(|ten| is_too_young(earliest, ten))
    }));
}

#[cfg(test)]
mod tests {
    use super::{RULE_234, RULE_358};
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_234() {
        case(
            &RULE_234,
            "Header: CHILD, DOB
             101, 01/05/2016 *
             102, 01/05/2016
             103, 01/05/2016
             104, 29/02/2016 *
             105, 31/02/2016
             106, 01/05/2016
             107, 01/05/2016 *
             Episodes: CHILD, DECOM, REASON_PLACE_CHANGE
             101, 30/04/2026, CUSTOD *
             101, 01/05/2026, CUSTOD
             101, 30/04/2026, CHILD
             102, 01/05/2026, CUSTOD
             103, 30/04/2026,
             104, 27/02/2026, CUSTOD *
             104, 28/02/2026, CUSTOD
             105, 30/04/2026, CUSTOD
             106, 31/02/2026, CUSTOD
             107, 01/05/2010, CUSTOD *",
        );
        case_as_csv(
            &RULE_234,
            "Header: CHILD, DOB
             101, 2016-05-01 *
             102, 01/05/2016 *
             102, 01/05/2010
             Episodes: CHILD, DECOM, REASON_PLACE_CHANGE
             101, 2026-04-30, CUSTOD *
             101, 2026-05-01, CUSTOD
             102, 30/04/2026, CUSTOD *
             , 30/04/2026, CUSTOD",
        );
    }

    #[test]
    fn rule_358() {
        case(
            &RULE_358,
            "Header: CHILD, DOB
             101, 01/05/2016 *
             102, 01/05/2016
             103, 01/05/2016
             104, 31/02/2016
             105, 01/05/2016
             Episodes: CHILD, DECOM, LS
             101, 30/04/2026, J1 *
             101, 01/05/2026, J2 *
             101, 30/04/2026, J3 *
             101, 02/05/2026, J3
             101, 30/04/2026, C2
             102, 02/05/2026, J1
             103, 30/04/2026,
             104, 30/04/2026, J1
             105, 31/02/2026, J1",
        );
        // With the year first no date is read here in CSV.
        case_as_csv(
            &RULE_358,
            "Header: CHILD, DOB
             101, 2016-05-01
             102, 01/05/2016
             Episodes: CHILD, DECOM, LS
             101, 30/04/2026, J1
             102, 2026-04-30, J1",
        );
    }

    #[test]
    fn a_child_without_header_is_not_judged() {
        case(
            &RULE_234,
            "Episodes: CHILD, DECOM, REASON_PLACE_CHANGE\n101, 30/04/2026, CUSTOD",
        );
        case(&RULE_358, "Episodes: CHILD, DECOM, LS\n101, 30/04/2026, J1");
    }
}
