//! Rules 709 and 710: where a child under a deprivation of liberty order lives.

use jiff::civil::Date;

use crate::child::Child;
use crate::rows::Episode;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::{DeprivationOfLiberty, Episodes};

/// K2: a children's home. Z12 and Z13: other placements, of which these two can hold a child under an order.
const EXPECTED: &[&str] = &["K2", "Z12", "Z13"];

/// K1: a secure children's home; P1: with parents; R5: a young offender institution or prison; K3: supported accommodation.
const IMPOSSIBLE: &[&str] = &["K1", "P1", "R5", "K3"];

const COMMON: Rule = Rule {
    code: "",
    message: "",
    why: "",
    fix: "",
    doubt: "Orders without an end are not checked.",
    fields: &[
        (DeprivationOfLiberty, &["DOLO_START"]),
        (Episodes, &["PLACE"]),
    ],
    needs: &[Need::Table(DeprivationOfLiberty), Need::Table(Episodes)],
    years: 2027..=i16::MAX,
    check: |_, _| (),
};

pub static RULE_709: Rule = Rule {
    code: "709",
    message: "Child with a DoLO is in an unexpected placement type.",
    why: "A child under an order usually lives in a children's home (K2) or in a placement of the kinds Z12 and Z13. This order overlaps an episode in another placement, or in none.",
    fix: "Check PLACE of the episode and the dates of the order. If both are right, be ready to explain.",
    check: |child, flags| {
        flag_overlaps(child, flags, |episode| {
            !episode.placement.is_one_of(EXPECTED)
        });
    },
    ..COMMON
};

pub static RULE_710: Rule = Rule {
    code: "710",
    message: "Child with a DoLO can not be placed in secure children's homes, with parents, young offender institutions, or supported accommodation.",
    why: "No deprivation of liberty order holds in a secure children's home (K1), with parents (P1), in a young offender institution (R5) or in supported accommodation (K3). This one overlaps an episode in such a placement.",
    fix: "Check PLACE of the episode and the dates of the order, and correct what is wrong.",
    check: |child, flags| {
        flag_overlaps(child, flags, |episode| {
            episode.placement.is_one_of(IMPOSSIBLE)
        });
    },
    ..COMMON
};

/// Flags the orders and the episodes of that kind that have a day in common.
fn flag_overlaps(child: &Child<'_>, flags: &mut Flags<'_>, is_meant: fn(&Episode) -> bool) {
    // The rows that name no child belong to several.
    if child.id.is_empty() || child.deprivation_of_liberty().len() == 0 {
        return;
    }
    let orders = || {
        child.deprivation_of_liberty().filter_map(|order| {
            let time = (order.started_on.date()?, order.ended_on.date()?);
            Some((order, time))
        })
    };
    let episodes = || {
        let meant = child.episodes().filter(|episode| is_meant(episode));
        meant.filter_map(|episode| {
            let ceased_on = episode.ceased_on.date();
            Some((
                episode,
                (episode.started_on.date()?, ceased_on.unwrap_or(Date::MAX)),
            ))
        })
    };
    let of_orders = Times::of(orders().map(|(_, time)| time));
    let of_episodes = Times::of(episodes().map(|(_, time)| time));
    flags.rows(orders().filter_map(|(order, time)| of_episodes.meet(time).then_some(order)));
    flags.rows(episodes().filter_map(|(episode, time)| of_orders.meet(time).then_some(episode)));
}

/// Times by their first day, each with the latest last day among it and those before it.
struct Times(Vec<(Date, Date)>);

impl Times {
    fn of(times: impl Iterator<Item = (Date, Date)>) -> Self {
        let mut times: Vec<_> = times.collect();
        times.sort_unstable();
        let mut latest = Date::MIN;
        for (_, last) in &mut times {
            latest = latest.max(*last);
            *last = latest;
        }
        Self(times)
    }

    /// Whether one of them begins no later than this time ends, and ends no earlier than it begins.
    fn meet(&self, (first, last): (Date, Date)) -> bool {
        let begun = self.0.partition_point(|(begins, _)| *begins <= last);
        let latest = begun.checked_sub(1).and_then(|place| self.0.get(place));
        latest.is_some_and(|(_, ends)| *ends >= first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_709() {
        case(
            &RULE_709,
            "Episodes: CHILD, DECOM, DEC, PLACE
             101, 10/05/2026, 20/05/2026, U1 *
             102, 10/05/2026, 20/05/2026, K2
             103, 10/05/2026, 20/05/2026, Z12
             104, 10/05/2026, 20/05/2026, Z13
             105, 10/05/2026, 20/05/2026, *
             106, 10/05/2026, 20/05/2026, Z1 *
             107, , 20/05/2026, U1
             DoLo: CHILD, DOLO_START, DOLO_END
             101, 12/05/2026, 14/05/2026 *
             101, 12/05/2026,
             101, , 14/05/2026
             101, 31/04/2026, 14/05/2026
             102, 12/05/2026, 14/05/2026
             103, 12/05/2026, 14/05/2026
             104, 12/05/2026, 14/05/2026
             105, 12/05/2026, 14/05/2026 *
             106, 12/05/2026, 14/05/2026 *
             107, 12/05/2026, 14/05/2026",
        );
    }

    #[test]
    fn the_first_and_the_last_day_count() {
        case(
            &RULE_709,
            "Episodes: CHILD, DECOM, DEC, PLACE
             101, 10/05/2026, 20/05/2026, U1 *
             102, 10/05/2026, 20/05/2026, U1
             103, 10/05/2026, , U1 *
             104, 01/04/2026, 30/06/2026, U1 *
             104, 02/04/2026, 03/04/2026, U1
             104, 04/04/2026, 09/05/2026, U1 *
             DoLo: CHILD, DOLO_START, DOLO_END
             101, 01/05/2026, 10/05/2026 *
             101, 20/05/2026, 25/05/2026 *
             102, 01/05/2026, 09/05/2026
             102, 21/05/2026, 25/05/2026
             103, 01/05/2026, 09/05/2026
             103, 01/01/2027, 09/01/2027 *
             104, 09/05/2026, 10/05/2026 *",
        );
    }

    #[test]
    fn rule_710() {
        case(
            &RULE_710,
            "Episodes: CHILD, DECOM, DEC, PLACE
             101, 10/05/2026, 20/05/2026, K1 *
             102, 10/05/2026, 20/05/2026, P1 *
             103, 10/05/2026, 20/05/2026, R5 *
             104, 10/05/2026, , K3 *
             105, 10/05/2026, 20/05/2026,
             106, 10/05/2026, 20/05/2026, K2
             107, 10/05/2026, 20/05/2026, U1
             108, 10/05/2026, 20/05/2026, K1
             DoLo: CHILD, DOLO_START, DOLO_END
             101, 12/05/2026, 14/05/2026 *
             102, 12/05/2026, 14/05/2026 *
             103, 12/05/2026, 14/05/2026 *
             104, 12/06/2026, 14/06/2026 *
             105, 12/05/2026, 14/05/2026
             106, 12/05/2026, 14/05/2026
             107, 12/05/2026, 14/05/2026
             108, 12/06/2026, 14/06/2026",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_left_alone() {
        case_as_csv(
            &RULE_710,
            "Episodes: CHILD, DECOM, DEC, PLACE
             , 10/05/2026, 20/05/2026, K1
             DoLo: CHILD, DOLO_START, DOLO_END
             , 12/05/2026, 14/05/2026",
        );
    }
}
