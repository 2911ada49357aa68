//! Excuses in a file of facts that excuse nothing.

use leaving_care::{
    duty::{Definition, Protocol, Protocols},
    event::{Event, EventKind},
};

use super::Reader;

impl Reader {
    /// An excuse that excuses nothing is told: otherwise somebody would rely on it.
    pub(super) fn excuses(&mut self, events: &[Event], protocols: &Protocols) {
        for event in events {
            let Some(details) = event.details.as_deref() else {
                continue;
            };
            if event.kind != EventKind::DutyExcused {
                continue;
            }
            let name = details.duty.as_str();
            let named: Vec<(&Protocol, &Definition)> = protocols
                .iter()
                .filter_map(|protocol| {
                    let own = name
                        .strip_prefix(&protocol.id)
                        .and_then(|rest| rest.strip_prefix('/'))
                        .unwrap_or(name);
                    Some((protocol, protocol.duty(own)?))
                })
                .collect();
            let place = format!("duty_excused on {}", event.on);
            if named.is_empty() {
                self.note(
                    place,
                    format!(
                        "There is no duty \"{name}\" in these protocols, so it puts nothing off."
                    ),
                    "`throughcare duties protocols --explain ID` prints the duties of a protocol.",
                );
                continue;
            }
            let exemption = named.iter().find_map(|(protocol, duty)| {
                let may_be = duty.excused_by.contains(&details.reason);
                protocol.exemption(&details.reason).filter(|_| may_be)
            });
            let (reason, remedy) = match exemption {
                None => (
                    format!(
                        "\"{}\" is no reason for which {name} may be put off, so it stays.",
                        details.reason
                    ),
                    "`throughcare duties protocols --explain ID` prints the reasons.",
                ),
                Some(exemption)
                    if details
                        .days
                        .is_some_and(|days| i32::from(days) > exemption.days) =>
                {
                    (
                        format!(
                            "This reason adds {} days at the most, and no more were added.",
                            exemption.days
                        ),
                        "Give another reason for the rest.",
                    )
                }
                Some(_) => continue,
            };
            self.note(place, reason, remedy);
        }
    }
}
