//! A person's life as lanes on one axis of days: what is drawn, where nothing is recorded, and in which words.

use jiff::civil::Date;
use leaving_care::{
    activity::ActivityGroup,
    allocation::WorkerRole,
    calendar::{LeapDayBirthday, birthday_on},
    event::EventKind,
    in_touch::InTouchCode,
    spell::{Spell, gaps},
    spell_value::{ActivityDetails, SpellKind, SpellValue},
};
use store::spell::SpellRecord;

use super::PersonPage;
use crate::event::RecordedEvent;

/// Everything that the drawing shows, cut off at the day of the view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    pub from: Date,
    /// The day of the view: the line called today.
    pub as_at: Date,
    pub lanes: Vec<Lane>,
    pub eighteenth: Date,
    /// Recorded to begin after the day of the view.
    pub to_come: Vec<SpellRecord>,
}

/// One strand of a life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    pub name: &'static str,
    /// In order of their first day; several may overlap.
    pub stretches: Vec<Stretch>,
    /// Single days: contacts in which the young person took part.
    pub days: Vec<Date>,
    /// What happened on one day, oldest first.
    pub marks: Vec<Mark>,
}

/// One thing that happened on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub on: Date,
    /// Two or three words: they stand beside the mark.
    pub label: &'static str,
}

/// Some days of a lane with what they hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    pub from: Date,
    /// The day after the last; the day after the view's where it still goes on.
    pub until: Date,
    pub goes_on: bool,
    pub tone: Tone,
    pub label: String,
    /// The spell behind it; `None` for a gap.
    pub spell: Option<SpellRecord>,
    /// Known from a return or another system only, which says what was true on one day.
    pub is_reported: bool,
}

/// How a stretch is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Eet,
    Neet,
    Unknown,
    Home,
    Unsuitable,
    Care,
    InTouch,
    Worker,
    /// Nothing is recorded, or nobody was there.
    Gap,
}

/// A life is drawn from here at the latest: before, there is no duty to know what somebody does.
const DRAWN_FROM_AGE: i16 = 16;

/// The lanes of a person as their page shows them, with what happened up to the day of the view.
pub fn timeline(page: &PersonPage, events: &[RecordedEvent]) -> Timeline {
    let as_at = page.view.as_at;
    let end = as_at.tomorrow().unwrap_or(as_at);
    let birthday = |age_years| {
        birthday_on(
            page.version.details.date_of_birth,
            age_years,
            LeapDayBirthday::default(),
        )
    };
    let sixteenth = birthday(DRAWN_FROM_AGE);
    let begun: Vec<&SpellRecord> = page
        .spells
        .iter()
        .filter(|record| record.starts_on < end && record.ends_on != Some(record.starts_on))
        .collect();
    let of = |kind: SpellKind| -> Vec<&SpellRecord> {
        begun
            .iter()
            .copied()
            .filter(|record| record.value.kind() == kind)
            .collect()
    };
    let mut lanes = vec![
        lane(
            "Education and work",
            &of(SpellKind::Activity),
            sixteenth,
            end,
            "Nothing recorded",
        ),
        lane(
            "Home",
            &of(SpellKind::Accommodation),
            end,
            end,
            "Nothing recorded",
        ),
        lane("In care", &of(SpellKind::Placement), end, end, ""),
        lane(
            "In touch",
            &of(SpellKind::InTouch),
            end,
            end,
            "Nothing recorded",
        ),
    ];
    lanes[3].days.clone_from(&page.contact_days);
    for role in WorkerRole::ALL {
        let allocated: Vec<&SpellRecord> = of(SpellKind::Allocation)
            .into_iter()
            .filter(|record| matches!(&record.value, SpellValue::Allocation(details) if details.allocation.role == role))
            .collect();
        // A personal adviser is owed to nearly everybody here, so the lane is there even when nobody ever was.
        if role == WorkerRole::PersonalAdviser || !allocated.is_empty() {
            let nobody = match role {
                WorkerRole::PersonalAdviser => "None",
                WorkerRole::SocialWorker | WorkerRole::YouthAdviser => "",
            };
            lanes.push(lane(role.label(), &allocated, end, end, nobody));
        }
    }
    lanes.extend(plain_lane("Plans and reviews", marks(events, plan_mark)));
    lanes.extend(jobcentre_lane(page, events, end));
    lanes.extend(plain_lane("Panel", marks(events, panel_mark)));
    lanes.extend(plain_lane("Health", marks(events, health_mark)));
    let earliest = lanes
        .iter()
        .flat_map(|lane| {
            let stretches = lane.stretches.iter().map(|stretch| stretch.from);
            stretches.chain(lane.marks.first().map(|mark| mark.on))
        })
        .chain(page.contact_days.first().copied())
        .min();
    Timeline {
        from: earliest.unwrap_or(sixteenth).min(as_at),
        as_at,
        lanes,
        eighteenth: birthday(18),
        to_come: page
            .spells
            .iter()
            .filter(|record| record.starts_on >= end && record.value.kind() != SpellKind::ReturnRow)
            .cloned()
            .collect(),
    }
}

/// A lane that holds nothing but marks; none where nothing happened.
fn plain_lane(name: &'static str, marks: Vec<Mark>) -> Option<Lane> {
    (!marks.is_empty()).then_some(Lane {
        name,
        stretches: Vec::new(),
        days: Vec::new(),
        marks,
    })
}

fn marks(events: &[RecordedEvent], label: fn(EventKind) -> Option<&'static str>) -> Vec<Mark> {
    events
        .iter()
        .filter_map(|event| {
            Some(Mark {
                on: event.happened_on,
                label: label(event.kind)?,
            })
        })
        .collect()
}

fn plan_mark(kind: EventKind) -> Option<&'static str> {
    Some(match kind {
        EventKind::NeedsAssessmentCompleted => "Assessment",
        EventKind::PathwayPlanCompleted => "Plan",
        EventKind::PathwayPlanReviewed => "Review",
        EventKind::ReviewRequested => "Review asked for",
        EventKind::LastReviewHeld => "Last review in care",
        EventKind::AccommodationReviewed => "Home review",
        EventKind::PepCompleted => "Education plan",
        EventKind::PepReviewed => "Education plan review",
        EventKind::VirtualSchoolLiaison => "Virtual school",
        _ => return None,
    })
}

/// The few things that change the course of a claim; appointments and contacts are strokes.
fn jobcentre_mark(kind: EventKind) -> Option<&'static str> {
    Some(match kind {
        EventKind::ThreeWayInterview => "Three met",
        EventKind::FirstPayment => "First payment",
        EventKind::AppointmentFailed => "Missed",
        EventKind::SanctionApplied => "Sanction",
        EventKind::SanctionOverturned => "Sanction taken back",
        EventKind::CaseConferenceHeld => "Conference",
        _ => return None,
    })
}

fn panel_mark(kind: EventKind) -> Option<&'static str> {
    Some(match kind {
        EventKind::ReferralDecided => "Referral decided",
        EventKind::CareersPanelDiscussed => "Careers panel",
        EventKind::NeetPanelDiscussed => "NEET Panel",
        EventKind::PanelActionPlanAgreed => "Action plan",
        EventKind::PanelActionPlanReviewed => "Action plan review",
        _ => return None,
    })
}

fn health_mark(kind: EventKind) -> Option<&'static str> {
    Some(match kind {
        EventKind::HealthAssessment => "Health assessment",
        EventKind::HealthAssessmentDeclined => "Did not want one",
        EventKind::DentalCheck => "Dental check",
        _ => return None,
    })
}

/// Claims, what happened in them, and the days on which somebody was in contact with the Jobcentre; no lane for those who never were.
fn jobcentre_lane(page: &PersonPage, events: &[RecordedEvent], end: Date) -> Option<Lane> {
    let at_jobcentre = page.at_jobcentre.as_ref()?;
    let stretches: Vec<Stretch> = at_jobcentre
        .claims
        .iter()
        .filter(|claim| claim.from < end)
        .map(|claim| Stretch {
            from: claim.from,
            until: claim.until.map_or(end, |until| until.min(end)),
            goes_on: claim.until.is_none_or(|until| end <= until),
            tone: Tone::Worker,
            label: claim.title.clone(),
            spell: None,
            is_reported: false,
        })
        .filter(|stretch| stretch.from < stretch.until)
        .collect();
    let lane = Lane {
        name: "Jobcentre",
        stretches,
        days: at_jobcentre.days.clone(),
        marks: marks(events, jobcentre_mark),
    };
    let is_there = !lane.stretches.is_empty() || !lane.days.is_empty() || !lane.marks.is_empty();
    is_there.then_some(lane)
}

/// A lane with its gaps, from the first spell or `gaps_from`, whichever comes first. With no word for a gap none is shown.
fn lane(
    name: &'static str,
    records: &[&SpellRecord],
    gaps_from: Date,
    end: Date,
    word_for_gap: &str,
) -> Lane {
    let cut: Vec<Spell<&SpellRecord>> = records
        .iter()
        .map(|record| Spell::new(*record, record.starts_on, end_of(record, records)))
        .filter(|spell| spell.ends_on != Some(spell.starts_on))
        .collect();
    let mut stretches: Vec<Stretch> = cut
        .iter()
        .map(|spell| Stretch {
            from: spell.starts_on,
            until: spell.ends_on.map_or(end, |ends_on| ends_on.min(end)),
            goes_on: spell.ends_on.is_none_or(|ends_on| end <= ends_on),
            tone: tone(&spell.value.value),
            label: label(&spell.value.value),
            spell: Some(spell.value.clone()),
            is_reported: spell.value.standing.is_observation(),
        })
        .collect();
    let first = stretches
        .iter()
        .map(|stretch| stretch.from)
        .min()
        .map_or(gaps_from, |first| first.min(gaps_from));
    if !word_for_gap.is_empty() {
        stretches.extend(
            gaps(&cut, first, end)
                .into_iter()
                .map(|(from, until)| Stretch {
                    from,
                    until,
                    goes_on: until == end,
                    tone: Tone::Gap,
                    label: word_for_gap.to_owned(),
                    spell: None,
                    is_reported: false,
                }),
        );
    }
    stretches.sort_by_key(|stretch| (stretch.from, stretch.until));
    Lane {
        name,
        stretches,
        days: Vec::new(),
        marks: Vec::new(),
    }
}

/// An observation is taken to hold until the next thing known of the same kind; anything else has its own end.
fn end_of(record: &SpellRecord, lane: &[&SpellRecord]) -> Option<Date> {
    if !record.standing.is_observation() {
        return record.ends_on;
    }
    let next = lane
        .iter()
        .filter(|other| {
            other.starts_on > record.starts_on
                || (other.starts_on == record.starts_on && !other.standing.is_observation())
        })
        .map(|other| other.starts_on)
        .min();
    match (record.ends_on, next) {
        (Some(own), Some(next)) => Some(own.min(next)),
        (own, next) => own.or(next),
    }
}

fn tone(value: &SpellValue) -> Tone {
    match value {
        SpellValue::Activity(details) => match details.code.group() {
            ActivityGroup::Eet => Tone::Eet,
            ActivityGroup::Neet => Tone::Neet,
            ActivityGroup::NotKnown => Tone::Unknown,
        },
        SpellValue::Accommodation(details) => match details.code.is_suitable {
            Some(false) => Tone::Unsuitable,
            _ => Tone::Home,
        },
        SpellValue::InTouch(details) => match details.code {
            InTouchCode::Yes => Tone::InTouch,
            _ => Tone::Unknown,
        },
        SpellValue::Placement(_) | SpellValue::ReportedCareLeaver(_) | SpellValue::ReturnRow(_) => {
            Tone::Care
        }
        SpellValue::Allocation(_) => Tone::Worker,
    }
}

/// The words beside a stretch: what it was to the young person before what the return calls it.
fn label(value: &SpellValue) -> String {
    match value {
        SpellValue::Activity(details) => activity_label(details),
        SpellValue::Accommodation(details) => match details.code.is_suitable {
            Some(false) => format!("{}, not suitable", details.code.kind.label()),
            _ => details.code.kind.label().to_owned(),
        },
        SpellValue::Allocation(details) => details.worker_name.clone(),
        other => other.label(),
    }
}

fn activity_label(details: &ActivityDetails) -> String {
    let parts = [details.role.trim(), details.provider.trim()];
    let own: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if own.is_empty() || details.code.is_neet() {
        details.code.short_label().to_owned()
    } else {
        own.join(", ")
    }
}
