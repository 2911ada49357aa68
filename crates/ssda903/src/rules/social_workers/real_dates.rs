//! SW04STG1 and SW05STG1: the dates of the rows on social workers are dates that exist.

use jiff::civil::Date;

use crate::cell::Cell;
use crate::child::Child;
use crate::rows::SocialWorkerEpisode;
use crate::rule::{Flags, Need, Rule};
use crate::rules::partial_date::latest_possible_day;
use crate::table::Table::SocialWorkerEpisodes;

pub static SW04_BEFORE_2026: Rule = Rule {
    code: "SW04STG1",
    message: "Date social worker episode began is not a valid date..",
    why: "SW_DECOM is the day on which the work of this social worker began, written as day, month and year of four digits. ZZ stands for a day or month that is not known, ZZZZ for the year.",
    fix: "Check SW_DECOM in SWEpisodes and write it like 09/04/2024.",
    doubt: "",
    fields: &[(SocialWorkerEpisodes, &["SW_DECOM"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2024..=2025,
    check: |child, flags| flag_no_dates(child, |row| is_no_partial_date(&row.started_on), flags),
};

pub static SW04: Rule = Rule {
    code: "SW04STG1",
    message: "Date social worker episode began is not a valid date..",
    why: "SW_DECOM is the day on which the work of this social worker began, written as day, month and year of four digits.",
    fix: "Check SW_DECOM in SWEpisodes and write it like 09/04/2026.",
    doubt: "",
    fields: &[(SocialWorkerEpisodes, &["SW_DECOM"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2026..=i16::MAX,
    check: |child, flags| flag_no_dates(child, |row| row.started_on.is_no_date(), flags),
};

pub static SW05_BEFORE_2026: Rule = Rule {
    code: "SW05STG1",
    message: "Date social worker episode began is not a valid date.",
    why: "SW_DEC is the day on which the work of this social worker ended, written as day, month and year of four digits. ZZ stands for a day or month that is not known, ZZZZ for the year.",
    fix: "Check SW_DEC in SWEpisodes and write it like 09/04/2024.",
    doubt: "The message speaks of the date on which it began. The date on which it ended, SW_DEC, is meant.",
    fields: &[(SocialWorkerEpisodes, &["SW_DEC"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2024..=2025,
    check: |child, flags| flag_no_dates(child, |row| is_no_partial_date(&row.ceased_on), flags),
};

pub static SW05: Rule = Rule {
    code: "SW05STG1",
    message: "Date social worker episode began is not a valid date.",
    why: "SW_DEC is the day on which the work of this social worker ended, written as day, month and year of four digits.",
    fix: "Check SW_DEC in SWEpisodes and write it like 09/04/2026.",
    doubt: "The message speaks of the date on which it began. The date on which it ended, SW_DEC, is meant.",
    fields: &[(SocialWorkerEpisodes, &["SW_DEC"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2026..=i16::MAX,
    check: |child, flags| flag_no_dates(child, |row| row.ceased_on.is_no_date(), flags),
};

fn flag_no_dates(
    child: &Child<'_>,
    is_no_date: fn(&SocialWorkerEpisode) -> bool,
    flags: &mut Flags<'_>,
) {
    flags.rows(child.social_worker_episodes().filter(|row| is_no_date(row)));
}

fn is_no_partial_date(cell: &Cell<Date>) -> bool {
    cell.is_no_date() && latest_possible_day(&cell.text()).is_none()
}

#[cfg(test)]
mod tests {
    use super::{Rule, SW04, SW04_BEFORE_2026, SW05, SW05_BEFORE_2026};
    use crate::case::case_in;

    #[test]
    fn dates_that_do_not_exist_are_found() {
        let check =
            |year_ending: i16, rule: &'static Rule, column: &str, unknown_is_wrong: bool| {
                let unknown = if unknown_is_wrong { "*" } else { "" };
                case_in(
                    year_ending,
                    rule,
                    &format!(
                        "SWEpisodes: CHILD, SW_ID, {column}
                     101, SW12, 01/04/2024
                     102, SW12, 1/4/2024
                     103, SW12,
                     104, SW12, 31/02/2024 *
                     105, SW12, 01/04/24 *
                     106, SW12, zz *
                     107, SW12, ZZ/ZZ/ZZZZ {unknown}
                     108, SW12, ZZ/04/2024 {unknown}
                     109, SW12, 01/01/ZZZZ {unknown}
                     110, SW12, ZZ/13/2024 *"
                    ),
                );
            };
        check(2027, &SW04, "SW_DECOM", true);
        check(2027, &SW05, "SW_DEC", true);
        check(2025, &SW04_BEFORE_2026, "SW_DECOM", false);
        check(2024, &SW05_BEFORE_2026, "SW_DEC", false);
    }
}
