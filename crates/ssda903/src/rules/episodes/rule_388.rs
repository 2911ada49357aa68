//! Rule 388: an episode that ends because another begins (X1) is followed by it on the same day, and no other is.

use jiff::civil::Date;

use crate::child::{Child, Line};
use crate::rows::Episode;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "388",
    message: "Reason episode ceased is coded new episode begins, but there is no continuation episode.",
    why: "REC X1 says that the next episode begins on the day on which this one ends (DEC). Any other REC says that care ended, so that no episode begins on that day.",
    fix: "Compare DEC and REC with DECOM of the child's next episode. Correct the dates, enter the missing episode, or correct REC.",
    doubt: "The message speaks of X1 alone. An episode that ends for another reason and is followed by one on the same day is reported too.",
    fields: &[(Episodes, &["REC", "DEC"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

/// An episode without a readable DECOM counts as one of this day: it comes first.
const WITHOUT_START: Date = Date::constant(1901, 1, 1);

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let ends = |episode: &Line<'_, Episode>| {
        episode.ceased_on.date().is_some() && !episode.reason_ceased.is_blank()
    };
    // The rows that name no child are no sequence.
    if child.id.is_empty() || !child.episodes().any(|episode| ends(&episode)) {
        return;
    }
    let started = |episode: &Episode| episode.started_on.date().unwrap_or(WITHOUT_START);
    let mut episodes: Vec<_> = child.episodes().collect();
    episodes.sort_by_key(|episode| started(episode));
    for (place, episode) in episodes.iter().enumerate() {
        if !ends(episode) {
            continue;
        }
        let next = episodes.get(place + 1);
        let is_followed = next.is_some_and(|next| episode.ceased_on.date() == Some(started(next)));
        let says_it_is_followed = episode.reason_ceased.is("X1");
        if is_followed != says_it_is_followed {
            flags.row(*episode);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_388() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, DEC, REC
             101, 05/05/2026, 09/05/2026, E4A
             101, 01/05/2026, 05/05/2026, X1
             102, 01/05/2026, 04/05/2026, X1 *
             102, 05/05/2026, , X1
             103, 01/05/2026, 06/05/2026, X1 *
             103, 05/05/2026, 06/05/2026,
             103, 06/05/2026, ,
             104, 01/05/2026, 05/05/2026, E4A *
             104, 05/05/2026, ,
             105, 01/05/2026, 05/05/2026, E4A
             105, 06/05/2026, 31/06/2026, X1
             106, 01/05/2026, 05/05/2026, X1 *
             107, 01/05/2026, 05/05/2026, E11
             108, , 05/05/2026, X1
             108, 05/05/2026, ,
             109, 01/05/2026, 05/05/2026, X1 *
             109, 31/04/2026, ,
             110, 01/05/2026, 05/05/2026, x1 *
             110, 05/05/2026, ,",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_left_alone() {
        case_as_csv(
            &RULE,
            "Episodes: CHILD, DECOM, DEC, REC
             , 01/05/2026, 05/05/2026, X1",
        );
    }
}
