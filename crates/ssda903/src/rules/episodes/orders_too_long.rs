//! Rules 361 to 364: orders that the law limits to a few days last no longer.

use jiff::civil::Date;

use crate::child::{Child, Line};
use crate::date::days_between;
use crate::rows::Episode;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE_361: Rule = Rule {
    code: "361",
    message: "Police protection legal status lasted longer than maximum 72 hours allowed in the Children Act 1989.",
    why: "Police protection (L1) may last 72 hours by section 46 of the Children Act 1989. These episodes with L1, taken together where one begins on the day on which another ends, last more than three days.",
    fix: "Check DECOM, DEC and LS. If the child stayed under another legal status, start a new episode with it.",
    doubt: "72 hours count as three days. An open episode, or one whose DEC is no date, counts as lasting to the end of the year.",
    fields: &[(Episodes, &["DECOM", "LS", "DEC"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check: |child, flags| flag_long_chains(child, flags, "L1", 3),
};

pub static RULE_362: Rule = Rule {
    code: "362",
    message: "Emergency protection order (EPO) lasted longer than 21 days",
    why: "An emergency protection order (L2) may last at most 21 days with its extension. These episodes with L2, taken together where one begins on the day on which another ends, last longer.",
    fix: "Check DECOM, DEC and LS. If the child stayed under another legal status, start a new episode with it.",
    doubt: "An open episode, or one whose DEC is no date, counts as lasting to the end of the year.",
    fields: &[(Episodes, &["DECOM", "LS", "DEC"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check: |child, flags| flag_long_chains(child, flags, "L2", 21),
};

pub static RULE_363: Rule = Rule {
    code: "363",
    message: "Child assessment order (CAO) lasted longer than 7 days allowed in the Children Act 1989.",
    why: "A child assessment order (L3) may last seven days. These episodes with L3, which follow each other without a gap, add up to more.",
    fix: "Check DECOM, DEC and LS. If the child stayed under another legal status, start a new episode with it.",
    doubt: "Days on which two of the episodes overlap count twice. An open episode counts as lasting to the end of the year.",
    fields: &[(Episodes, &["LS", "DECOM", "DEC"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check: |child, flags| flag_long_sums(child, flags, "L3", 7),
};

pub static RULE_364: Rule = Rule {
    code: "364",
    message: "Sections 41-46 of Police and Criminal Evidence (PACE; 1984) severely limits the time a child can be detained in custody in Local Authority (LA) accommodation.",
    why: "Detention in local authority accommodation under PACE (J2) is meant for a short time. These episodes with J2, which follow each other without a gap, add up to more than 21 days.",
    fix: "Check DECOM, DEC and LS. If the child stayed under another legal status, start a new episode with it.",
    doubt: "The message names no limit; the check takes 21 days. Days on which two of the episodes overlap count twice. An open episode counts as lasting to the end of the year.",
    fields: &[(Episodes, &["LS", "DECOM", "DEC"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check: |child, flags| flag_long_sums(child, flags, "J2", 21),
};

/// An episode under the order.
struct Order<'a> {
    episode: Line<'a, Episode>,
    starts_on: Date,
    /// The end of the year while it is open; `None` when DEC is no date.
    ends_on: Option<Date>,
}

/// The child's episodes with that legal status, by DECOM. None for the rows that name no child.
fn orders<'a>(child: &Child<'a>, legal_status: &str) -> Vec<Order<'a>> {
    let has_order = |episode: &Line<'_, Episode>| episode.legal_status.is(legal_status);
    if child.id.is_empty() || !child.episodes().any(|episode| has_order(&episode)) {
        return Vec::new();
    }
    let year_ends = child.collection().ends_on;
    let with_order = child.episodes_by_start().iter().copied().filter(has_order);
    with_order
        .filter_map(|episode| {
            Some(Order {
                episode,
                starts_on: episode.started_on.date()?,
                ends_on: if episode.ceased_on.is_blank() {
                    Some(year_ends)
                } else {
                    episode.ceased_on.date()
                },
            })
        })
        .collect()
}

/// Flags the orders that follow each other from end to start and together last longer, from the first day to the last.
fn flag_long_chains(
    child: &Child<'_>,
    flags: &mut Flags<'_>,
    legal_status: &str,
    longest_days: i64,
) {
    let year_ends = child.collection().ends_on;
    let end = |order: &Order<'_>| order.ends_on.unwrap_or(year_ends);
    let orders = orders(child, legal_status);
    for chain in orders.chunk_by(|order, next| end(order) == next.starts_on) {
        let starts_on = chain.first().map(|first| first.starts_on);
        let days = starts_on
            .zip(chain.iter().map(end).max())
            .map(|(from, to)| days_between(from, to));
        if days.is_some_and(|days| days > longest_days) {
            flags.rows(chain.iter().map(|order| order.episode));
        }
    }
}

/// Flags the orders that follow each other without a gap and whose days add up to more.
fn flag_long_sums(child: &Child<'_>, flags: &mut Flags<'_>, legal_status: &str, longest_days: i64) {
    let orders = orders(child, legal_status);
    let goes_on =
        |order: &Order<'_>, next: &Order<'_>| order.ends_on.is_none_or(|end| next.starts_on <= end);
    for period in orders.chunk_by(goes_on) {
        let days: i64 = period
            .iter()
            .filter_map(|order| Some(days_between(order.starts_on, order.ends_on?)))
            .sum();
        if days > longest_days {
            flags.rows(period.iter().map(|order| order.episode));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RULE_361, RULE_362, RULE_363, RULE_364};
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_361() {
        case(
            &RULE_361,
            "Episodes: CHILD, DECOM, DEC, LS
             101, 01/06/2026, 04/06/2026, L1
             102, 01/06/2026, 05/06/2026, L1 *
             103, 02/06/2026, 05/06/2026, L1 *
             103, 01/06/2026, 02/06/2026, L1 *
             104, 01/06/2026, 02/06/2026, L1
             104, 03/06/2026, 06/06/2026, L1
             105, 01/06/2026, 03/06/2026, L1
             105, 03/06/2026, 20/06/2026, V2
             105, 20/06/2026, 22/06/2026, L1
             106, 27/03/2027, , L1 *
             107, 28/03/2027, , L1
             108, 01/06/2026, 31/06/2026, L1 *
             109, 31/06/2026, 01/07/2026, L1
             109, , 01/07/2026, L1
             110, 01/06/2026, 30/06/2026, L2
             111, 10/06/2026, 01/06/2026, L1",
        );
    }

    #[test]
    fn rule_362() {
        case(
            &RULE_362,
            "Episodes: CHILD, DECOM, DEC, LS
             101, 01/06/2026, 22/06/2026, L2
             102, 01/06/2026, 23/06/2026, L2 *
             103, 01/06/2026, 11/06/2026, L2 *
             103, 11/06/2026, 23/06/2026, L2 *
             103, 01/08/2026, 02/08/2026, L2
             104, 01/06/2026, 11/06/2026, L2
             104, 11/06/2026, 23/06/2026, L1
             105, 10/03/2027, , L2
             106, 09/03/2027, , L2 *",
        );
    }

    #[test]
    fn rule_363() {
        case(
            &RULE_363,
            "Episodes: CHILD, DECOM, DEC, LS
             101, 01/06/2026, 08/06/2026, L3
             102, 01/06/2026, 09/06/2026, L3 *
             103, 04/06/2026, 09/06/2026, L3 *
             103, 01/06/2026, 04/06/2026, L3 *
             104, 01/06/2026, 04/06/2026, L3
             104, 05/06/2026, 10/06/2026, L3
             105, 01/06/2026, 05/06/2026, L3 *
             105, 03/06/2026, 07/06/2026, L3 *
             106, 01/06/2026, 31/06/2026, L3 *
             106, 01/08/2026, 09/08/2026, L3 *
             107, 01/06/2026, 31/06/2026, L3
             108, 23/03/2027, , L3 *
             109, 24/03/2027, , L3
             110, 10/06/2026, 15/06/2026, L3
             110, 01/05/2026, 05/05/2026, L3
             111, 10/06/2026, 01/06/2026, L3
             112, , 01/06/2026, L3",
        );
    }

    #[test]
    fn rule_364() {
        case(
            &RULE_364,
            "Episodes: CHILD, DECOM, DEC, LS
             101, 01/06/2026, 22/06/2026, J2
             102, 01/06/2026, 23/06/2026, J2 *
             103, 11/06/2026, 23/06/2026, J2 *
             103, 01/06/2026, 11/06/2026, J2 *
             104, 01/06/2026, 23/06/2026, L3
             105, 10/03/2027, , J2
             106, 09/03/2027, , J2 *",
        );
    }

    #[test]
    fn rows_without_a_child_are_nobodys() {
        // XML reads rows without an identifier otherwise.
        let text = |status: &str| {
            format!("Episodes: CHILD, DECOM, DEC, LS\n, 01/05/2026, 01/08/2026, {status}")
        };
        case_as_csv(&RULE_361, &text("L1"));
        case_as_csv(&RULE_363, &text("L3"));
    }
}
