//! The warm handover: the first interview at which young person, work coach and adviser sit together.

use crate::event::Attendee;

/// What is missing for an interview to be the warm handover, in a sentence; `None` when nothing is.
///
/// The protocol asks for the young person, the work coach, and the personal adviser or the youth adviser. For one of the two who are
/// there for work somebody may stand in, when it is written down who and why; for the young person nobody can.
pub fn missing_for_handover(present: &[Attendee], substitute: &str) -> Option<String> {
    use Attendee::{PersonalAdviser, WorkCoach, YoungPerson, YouthAdviser};
    let is_there = |attendee: Attendee| present.contains(&attendee);
    let has_coach = is_there(WorkCoach);
    let has_adviser = is_there(PersonalAdviser) || is_there(YouthAdviser);
    let has_substitute = !substitute.trim().is_empty();
    let missing = match (is_there(YoungPerson), has_coach, has_adviser) {
        (true, true, true) => return None,
        (true, true, false) | (true, false, true) if has_substitute => return None,
        (true, true, false) => "the adviser was",
        (true, false, true) => "the work coach was",
        (false, true, true) => "the young person was",
        (true, false, false) => "the work coach and the adviser were",
        (false, true, false) => "the young person and the adviser were",
        (false, false, true) => "the young person and the work coach were",
        (false, false, false) => {
            return Some(
                "Say who was there: a warm handover needs the young person, the work coach and the adviser."
                    .to_owned(),
            );
        }
    };
    let remedy = if is_there(YoungPerson) && (has_coach || has_adviser) {
        "Say who stood in and why, or record the meeting as held while the handover is still to come."
    } else {
        "Record the meeting as held while the handover is still to come."
    };
    Some(format!(
        "A warm handover needs the young person, the work coach and the adviser, and {missing} not there. {remedy}"
    ))
}
