//! What makes a step wrong: each fault at its field, with the reason and what to do.

use jiff::{ToSpan, civil::Date};
use uuid::Uuid;

use super::{
    Appointment, Benefit, Consent, Ledger, Outcome, Purpose, SanctionState, Stage, Step,
    SupportStage, Taken, early_entry::eighteenth, long, missing_for_handover, support_menu,
};

/// The longest text of a step: a long letter.
const LONGEST_TEXT: usize = 20_000;
/// An appointment further ahead than this is a slip of the year.
const FURTHEST_AHEAD_DAYS: i32 = 730;

/// Why a step cannot be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The field of the step's form.
    pub field: &'static str,
    pub message: String,
}

fn refuse(field: &'static str, message: impl Into<String>) -> Vec<Refusal> {
    vec![Refusal {
        field,
        message: message.into(),
    }]
}

impl Ledger {
    /// What is wrong with a step that would come next; nothing when it can be recorded.
    pub fn problems_with(&self, new: &Taken, born: Date, today: Date) -> Vec<Refusal> {
        let mut problems = Self::day_and_texts(new, born, today);
        if problems.is_empty() {
            problems = self.in_its_place(new, born);
        }
        problems
    }

    /// What is wrong with a step whatever stands beside it: its day and the length of its texts.
    pub fn day_and_texts(new: &Taken, born: Date, today: Date) -> Vec<Refusal> {
        let mut problems = on_its_day(new, born, today);
        problems.extend(too_long(&new.step));
        problems
    }

    /// Puts all steps together again, each checked as if it came next: what a correction or a withdrawal leaves must still make sense.
    pub fn replayed(steps: &[Taken], born: Date) -> Result<Self, Vec<Refusal>> {
        let mut ledger = Self::default();
        for taken in steps {
            let problems = ledger.in_its_place(taken, born);
            if !problems.is_empty() {
                return Err(problems);
            }
            ledger.add(taken);
        }
        Ok(ledger)
    }

    fn in_its_place(&self, new: &Taken, born: Date) -> Vec<Refusal> {
        match &new.step {
            Step::InformationGiven { .. } | Step::ConsentRefused { .. } | Step::Contact { .. } => {
                Vec::new()
            }
            Step::NoClaimNeeded { reason } => {
                needed("note", reason, "Say in a few words why no claim is needed.")
            }
            Step::ConsentGiven { scope, until, .. } => {
                if scope.is_empty() {
                    return refuse(
                        "scope",
                        "Choose what may be shared. If nothing may, record that they did not agree.",
                    );
                }
                if until.is_some_and(|until| until < new.on) {
                    return refuse(
                        "until",
                        "The last day is before the day on which they agreed. Check the dates.",
                    );
                }
                Vec::new()
            }
            Step::ConsentWithdrawn { .. } => match self.consent_on(new.on) {
                Some(entry) if entry.was == Consent::Given => Vec::new(),
                _ => refuse(
                    "on",
                    "There is no agreement on that day that could be taken back. If they say no, record that they did not agree.",
                ),
            },
            Step::ClaimPlanned { benefit, .. } => {
                if self.open_claim().is_some() {
                    return refuse(
                        "benefit",
                        "There is a claim already that has not ended. Record its end first, or go on with it.",
                    );
                }
                let begins = new.on.max(eighteenth(born));
                is_open(*benefit, begins, "benefit")
            }
            Step::ClaimStage { stage, note } => self.stage(new, *stage, note, born),
            Step::AppointmentArranged { for_day, claim, .. } => {
                if claim.is_some_and(|claim| self.claim(claim).is_none()) {
                    return refuse("claim", "That claim is not recorded. Choose another.");
                }
                plausible(*for_day, new.on, born)
            }
            Step::AdviserInvited { .. }
            | Step::AdviserConfirmed { .. }
            | Step::AppointmentMoved { .. }
            | Step::AppointmentCalledOff { .. }
            | Step::AppointmentAttended { .. }
            | Step::AppointmentMissed { .. }
            | Step::AdviserTold { .. }
            | Step::ConditionalityExplained { .. }
            | Step::LetterWritten { .. } => match self.appointment(new.about) {
                Some(known) => appointment(known, new, born),
                None => refuse(
                    "about",
                    "That appointment is not recorded. Record it first.",
                ),
            },
            Step::SanctionConsidered { .. }
            | Step::SanctionApplied { .. }
            | Step::SanctionNotApplied { .. }
            | Step::SanctionChallenged { .. }
            | Step::SanctionOverturned { .. }
            | Step::SanctionUpheld { .. } => self.sanction(new),
            Step::ConferenceRequested { .. }
            | Step::ConferenceHeld { .. }
            | Step::ConferenceCalledOff { .. } => self.conference(new),
            Step::Support { item, stage, .. } => self.support_step(new, item, *stage),
        }
    }

    fn stage(&self, new: &Taken, stage: Stage, note: &str, born: Date) -> Vec<Refusal> {
        let Some(claim) = self.claim(new.about) else {
            return refuse("about", "That claim is not recorded. Plan it first.");
        };
        if claim.day_of(stage).is_some() {
            return refuse(
                "stage",
                format!(
                    "\u{201c}{}\u{201d} is recorded already. If the day is wrong, correct it.",
                    claim.benefit.stage_label(stage)
                ),
            );
        }
        if let (Some(ended), true) = (claim.day_of(Stage::Ended), stage != Stage::FirstPayment) {
            return refuse(
                "stage",
                format!("This claim ended on {}. Plan a new one.", long(ended)),
            );
        }
        let before = match stage {
            Stage::FormsSent => &[Stage::FormsRequested][..],
            Stage::FormsReturned => &[Stage::FormsRequested, Stage::FormsSent],
            Stage::Submitted => &[Stage::Prepared],
            Stage::FirstPayment => &[Stage::Started],
            Stage::Ended => &[Stage::Started, Stage::Submitted, Stage::FirstPayment],
            Stage::FormsRequested
            | Stage::EarlyInterviewArranged
            | Stage::Prepared
            | Stage::Started => &[],
        };
        let earlier = before
            .iter()
            .filter_map(|stage| Some((*stage, claim.day_of(*stage)?)));
        if let Some((earlier, on)) = earlier.clone().find(|(_, on)| new.on < *on) {
            return refuse(
                "on",
                format!(
                    "This cannot come before \u{201c}{}\u{201d} on {}. Check the dates.",
                    claim.benefit.stage_label(earlier),
                    long(on)
                ),
            );
        }
        match stage {
            Stage::FirstPayment if claim.day_of(Stage::Started).is_none() => refuse(
                "stage",
                "Record first on which day the claim began: the days to the first payment are counted from it.",
            ),
            Stage::Started if new.on < eighteenth(born) && note.trim().is_empty() => refuse(
                "note",
                "This is before the 18th birthday. Most people leaving care can claim from 18 only: say which exception holds, such as a child of their own or limited capability for work.",
            ),
            Stage::Started => is_open(claim.benefit, new.on, "on"),
            _ => Vec::new(),
        }
    }

    fn sanction(&self, new: &Taken) -> Vec<Refusal> {
        let Some(state) = SanctionState::after(&new.step) else {
            return Vec::new();
        };
        if let Step::SanctionApplied {
            from,
            until: Some(until),
            ..
        } = &new.step
            && until < from
        {
            return refuse(
                "until",
                "The last day is before the first. Check the dates.",
            );
        }
        if new.id == new.about {
            let begins_at = match &new.step {
                Step::SanctionConsidered { appointment, .. } => Some(*appointment),
                Step::SanctionApplied { appointment, .. } => *appointment,
                _ => None,
            };
            return match begins_at {
                Some(appointment) => self.begins_sanction(new, appointment),
                None => refuse(
                    "about",
                    "Record first that a sanction was considered or applied.",
                ),
            };
        }
        let Some(known) = self.sanctions.iter().find(|one| one.id == new.about) else {
            return refuse("about", "That sanction is not recorded.");
        };
        if !known.state.next().contains(&state) {
            return refuse(
                "step",
                format!("{}, so this cannot come next.", known.state.label()),
            );
        }
        match known.steps.last() {
            Some((_, last)) if new.on < *last => refuse(
                "on",
                format!(
                    "This cannot come before the step of {}. Check the date.",
                    long(*last)
                ),
            ),
            _ => Vec::new(),
        }
    }

    /// The hold after the first missed appointment of a claim: the conversation comes before a sanction is considered (Essex protocol).
    fn begins_sanction(&self, new: &Taken, appointment: Uuid) -> Vec<Refusal> {
        let Some(appointment) = self.appointment(appointment) else {
            return refuse(
                "about",
                "That appointment is not recorded. Record it first.",
            );
        };
        let Some(missed_on) = appointment.missed_on() else {
            return refuse(
                "about",
                "That appointment was not missed, so there is nothing to consider a sanction for.",
            );
        };
        if self.sanction_after(appointment.id).is_some() {
            return refuse(
                "about",
                "A sanction for this appointment is recorded already. Go on with that one.",
            );
        }
        if new.on < missed_on {
            return refuse(
                "on",
                format!(
                    "The appointment was missed on {}. Check the date.",
                    long(missed_on)
                ),
            );
        }
        let talked = appointment.conversation_on;
        if !self.is_first_missed(appointment) || talked.is_some_and(|talked| talked <= new.on) {
            return Vec::new();
        }
        let missing = match talked {
            Some(talked) => format!("that was on {} only", long(talked)),
            None => "nobody has recorded that yet".to_owned(),
        };
        let first = format!(
            "This is the first appointment missed in this claim. Before a sanction is considered, the adviser and the young person speak about what the Jobcentre expects, and {missing}."
        );
        match &new.step {
            Step::SanctionApplied {
                before_conversation,
                ..
            } if !before_conversation.trim().is_empty() => Vec::new(),
            Step::SanctionApplied { .. } => refuse(
                "before_conversation",
                format!(
                    "{first} If it was applied all the same, say how you know: it is a reason to challenge it."
                ),
            ),
            _ => refuse("step", format!("{first} Record that conversation first.")),
        }
    }

    fn conference(&self, new: &Taken) -> Vec<Refusal> {
        if new.id != new.about {
            match self.conferences.iter().find(|one| one.id == new.about) {
                None => return refuse("about", "That case conference is not recorded."),
                Some(known) if known.held_on.is_some() || known.called_off_on.is_some() => {
                    return refuse("about", "That case conference is over. Record a new one.");
                }
                Some(known) if known.requested_on.is_some_and(|asked| new.on < asked) => {
                    return refuse(
                        "on",
                        "This is before the day on which it was asked for. Check the date.",
                    );
                }
                Some(_) => {}
            }
        } else if matches!(new.step, Step::ConferenceCalledOff { .. }) {
            return refuse("about", "Choose which case conference was called off.");
        }
        match &new.step {
            Step::ConferenceRequested { why, .. } => {
                needed("note", why, "Say in a few words what it is about.")
            }
            Step::ConferenceHeld { present, .. } if present.len() < 2 => refuse(
                "present",
                "Choose everybody who was there: a conference has at least two people.",
            ),
            Step::ConferenceHeld {
                notes,
                recommendation,
                ..
            } if notes.trim().is_empty() && recommendation.trim().is_empty() => {
                refuse("recommendation", "Write what was agreed or recommended.")
            }
            _ => Vec::new(),
        }
    }

    fn support_step(&self, new: &Taken, item: &str, stage: SupportStage) -> Vec<Refusal> {
        let Some(on_menu) = support_menu::find(item) else {
            return refuse("item", "Choose a support from the menu.");
        };
        let begins = match stage {
            SupportStage::Offered => new.id == new.about,
            _ => new.id != new.about,
        };
        if !begins {
            return refuse("item", "Record first that it was offered.");
        }
        if stage == SupportStage::Offered {
            let goes_on = |one: &&super::Support| {
                one.item == item
                    && !matches!(one.stage(), SupportStage::Declined | SupportStage::Ended)
            };
            if self.support.iter().any(|one| goes_on(&one)) {
                return refuse("item", "This was offered already. Go on with that.");
            }
        } else {
            match self.support.iter().find(|one| one.id == new.about) {
                None => return refuse("about", "That support is not recorded."),
                Some(known) if known.item != item => {
                    return refuse("item", "This is about another support.");
                }
                Some(known) if !known.next().contains(&stage) => {
                    return refuse(
                        "stage",
                        format!(
                            "This support was {} last, so this cannot come next.",
                            known.stage().label().to_lowercase()
                        ),
                    );
                }
                Some(known) if known.stages.last().is_some_and(|(_, last)| new.on < *last) => {
                    return refuse("on", "This is before the step before it. Check the date.");
                }
                Some(_) => {}
            }
        }
        let can_begin = matches!(stage, SupportStage::Offered | SupportStage::Started);
        if can_begin && !on_menu.is_offered_on(new.on) {
            let why = match on_menu.to {
                Some(to) if to < new.on => format!("It could not begin after {}.", long(to)),
                _ => format!("It could begin from {}.", long(on_menu.from)),
            };
            return refuse(
                "item",
                format!("{why} Choose another support or check the date."),
            );
        }
        Vec::new()
    }
}

fn is_open(benefit: Benefit, day: Date, field: &'static str) -> Vec<Refusal> {
    if benefit.is_open_on(day) {
        return Vec::new();
    }
    let terms = benefit.terms();
    let why = match terms.to {
        Some(to) if to < day => format!("no new claim could begin after {}", long(to)),
        _ => format!("the first claims could begin on {}", long(terms.from)),
    };
    refuse(
        field,
        format!(
            "{}: {why}, and this one would begin on {}. Choose another benefit or check the date.",
            terms.title,
            long(day)
        ),
    )
}

fn appointment(known: &Appointment, new: &Taken, born: Date) -> Vec<Refusal> {
    match &new.step {
        Step::AdviserTold { .. }
        | Step::ConditionalityExplained { .. }
        | Step::LetterWritten { .. } => after_missed(known, new),
        _ if known.outcome != Outcome::Open => refuse(
            "about",
            "What came of this appointment is recorded already. If it is wrong, correct or withdraw that.",
        ),
        Step::AdviserInvited { .. } if known.adviser_invited_on.is_some() => {
            refuse("about", "The invitation is recorded already.")
        }
        Step::AdviserConfirmed { .. } if known.adviser_invited_on.is_none() => refuse(
            "about",
            "The adviser has not been invited yet. Record the invitation first.",
        ),
        Step::AdviserConfirmed { .. } if known.adviser_confirmed.is_some() => {
            refuse("about", "The adviser has confirmed already.")
        }
        Step::AppointmentMoved { for_day, .. } => plausible(*for_day, new.on, born),
        Step::AppointmentAttended {
            present,
            substitute,
            is_handover,
            ..
        } => {
            if new.on < known.for_day {
                return too_early(known);
            }
            if present.is_empty() {
                return refuse("present", "Choose who was there.");
            }
            if !is_handover {
                return Vec::new();
            }
            if known.purpose != Purpose::WarmHandover {
                return refuse(
                    "outcome",
                    "This was not arranged as the first interview with three people, so it cannot be the warm handover.",
                );
            }
            missing_for_handover(present, substitute)
                .map_or_else(Vec::new, |why| refuse("present", why))
        }
        Step::AppointmentMissed { .. } if new.on < known.for_day => too_early(known),
        _ => Vec::new(),
    }
}

fn after_missed(known: &Appointment, new: &Taken) -> Vec<Refusal> {
    let Some(missed_on) = known.missed_on() else {
        return refuse("about", "That appointment was not missed.");
    };
    if new.on < missed_on {
        return refuse(
            "on",
            format!(
                "The appointment was missed on {}. Check the date.",
                long(missed_on)
            ),
        );
    }
    match &new.step {
        Step::AdviserTold { .. } if known.adviser_told_on.is_some() => {
            refuse("about", "It is recorded already that the adviser was told.")
        }
        Step::ConditionalityExplained { .. } if known.conversation_on.is_some() => refuse(
            "about",
            "This conversation is recorded already. If the day is wrong, correct it.",
        ),
        Step::LetterWritten { text } => needed("text", text, "The letter is empty."),
        _ => Vec::new(),
    }
}

fn too_early(known: &Appointment) -> Vec<Refusal> {
    refuse(
        "on",
        format!(
            "The appointment is on {}. Record what came of it then; if it took place on another day, record first that it was moved.",
            long(known.for_day)
        ),
    )
}

fn plausible(for_day: Date, arranged_on: Date, born: Date) -> Vec<Refusal> {
    if for_day < born {
        return refuse(
            "for_day",
            "This day is before the date of birth. Check the year.",
        );
    }
    if arranged_on.saturating_add(FURTHEST_AHEAD_DAYS.days()) < for_day {
        return refuse(
            "for_day",
            "This day is more than two years ahead. Check the year.",
        );
    }
    Vec::new()
}

fn on_its_day(new: &Taken, born: Date, today: Date) -> Vec<Refusal> {
    if new.on > today {
        return refuse(
            "on",
            "This can be recorded once it has happened. Choose today or an earlier day.",
        );
    }
    if new.on < born {
        return refuse(
            "on",
            "This day is before the date of birth. Check the year.",
        );
    }
    Vec::new()
}

fn too_long(step: &Step) -> Vec<Refusal> {
    let texts: Vec<(&'static str, &str)> = match step {
        Step::LetterWritten { text } => vec![("text", text)],
        Step::ConferenceHeld {
            notes,
            recommendation,
            ..
        } => vec![("notes", notes), ("recommendation", recommendation)],
        Step::ClaimPlanned {
            office, work_coach, ..
        } => vec![("office", office), ("work_coach", work_coach)],
        Step::AppointmentArranged { time, place, .. } => vec![("time", time), ("place", place)],
        Step::AppointmentMoved { time, .. } => vec![("time", time)],
        Step::AppointmentAttended {
            substitute, note, ..
        } => vec![("substitute", substitute), ("note", note)],
        Step::ConsentGiven { taken_by, note, .. } => vec![("taken_by", taken_by), ("note", note)],
        other => vec![("note", other.note())],
    };
    let most = |field: &str| match field {
        "time" => 20,
        "office" | "work_coach" | "place" | "taken_by" => 200,
        _ => LONGEST_TEXT,
    };
    texts
        .into_iter()
        .filter(|(field, text)| text.chars().count() > most(field))
        .flat_map(|(field, _)| {
            refuse(
                field,
                format!("This can have up to {} characters.", most(field)),
            )
        })
        .collect()
}

fn needed(field: &'static str, text: &str, message: &str) -> Vec<Refusal> {
    if text.trim().is_empty() {
        refuse(field, message)
    } else {
        Vec::new()
    }
}
