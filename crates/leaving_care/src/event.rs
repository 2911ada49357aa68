//! Something that happened on one day and that rules read: a plan agreed, a claim made, an interview with three people.

use std::{str::FromStr, sync::Arc};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Writes the kinds once: variant, code in files and tables, words on pages.
macro_rules! event_kinds {
    ($($(#[$note:meta])* $variant:ident $code:literal $label:literal,)*) => {
        /// The kinds of event. A new kind is a line here; what it means for anybody stands in the protocols that name it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[repr(u8)]
        pub enum EventKind { $($(#[$note])* $variant,)* }

        impl EventKind {
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// As it is written in files and tables.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// In plain words.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }
        }

        impl FromStr for EventKind {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                match text { $($code => Ok(Self::$variant),)* _ => Err(()) }
            }
        }
    };
}

event_kinds! {
    // Care and category. From the records these follow from the time in care; in a file they are said.
    LookedAfterStarted "looked_after_started" "Came into care",
    LookedAfterEnded "looked_after_ended" "Left care",
    BecameEligible "became_eligible" "Became eligible for leaving care support while in care",
    BecameRelevant "became_relevant" "Left care at 16 or 17 with the right to support",
    BecameFormerRelevant "became_former_relevant" "Turned 18 with the right to support",
    BecameQualifying "became_qualifying" "Has the right to advice and help after a short time in care",
    SupportRequested "support_requested" "Asked for support after 21",
    SupportOffered "support_offered" "Was offered support after 21",
    SupportEnded "support_ended" "Needs no more support for now",
    Died "died" "Died",

    // Assessment and plan.
    NeedsAssessmentCompleted "needs_assessment_completed" "Needs assessment completed",
    PathwayPlanCompleted "pathway_plan_completed" "Pathway plan completed",
    PathwayPlanReviewed "pathway_plan_reviewed" "Pathway plan reviewed",
    ReviewRequested "review_requested" "Asked for a review of the plan",
    PlanCopyGiven "plan_copy_given" "Was given a copy of the plan, explained",
    LastReviewHeld "last_review_held" "Last review in care held, at 17 and a half",
    VirtualSchoolLiaison "virtual_school_liaison" "Virtual school and adviser spoke about goals",
    ReadinessReviewed "readiness_reviewed" "Checked what papers and accounts are in place",

    // Contact, home, health, school.
    AdviserContact "adviser_contact" "Contact with the adviser",
    CouncilAccommodationStarted "council_accommodation_started" "Moved into a home that the council provides",
    CouncilAccommodationEnded "council_accommodation_ended" "Moved out of a home that the council provided",
    AccommodationVisit "accommodation_visit" "The adviser visited at home",
    AccommodationReviewed "accommodation_reviewed" "Plan reviewed after four weeks in a home that the council provides",
    HealthAssessment "health_assessment" "Health assessment",
    HealthAssessmentDeclined "health_assessment_declined" "Did not want a health assessment",
    DentalCheck "dental_check" "Dental check",
    PepStarted "pep_started" "Personal education plan started",
    PepCompleted "pep_completed" "Personal education plan completed",
    PepReviewed "pep_reviewed" "Personal education plan reviewed",
    BirthdayStatusRecorded "birthday_status_recorded" "Recorded around the birthday: in touch, doing what, living where",

    // Sharing with the Jobcentre, and getting a claim ready.
    InformationGiven "information_given" "Was told what the Jobcentre offers",
    ConsentGiven "consent_given" "Agreed to share information with the Jobcentre",
    ConsentRefused "consent_refused" "Did not agree to share information with the Jobcentre",
    ConsentWithdrawn "consent_withdrawn" "Took back the agreement to share information with the Jobcentre",
    NoClaimNeeded "no_claim_needed" "Needs no claim: in education, work or with other means",
    ClaimFormsRequested "claim_forms_requested" "The Jobcentre was asked to start the claim",
    ClaimFormsSent "claim_forms_sent" "The Jobcentre sent the forms",
    ClaimFormsReturned "claim_forms_returned" "The forms went back to the Jobcentre",
    EarlyInterviewArranged "early_interview_arranged" "Early interview arranged",
    ClaimPrepared "claim_prepared" "Claim prepared",
    ClaimSubmitted "claim_submitted" "Claim submitted",
    ClaimStarted "claim_started" "Claim began",
    ClaimEnded "claim_ended" "Claim ended",
    FirstPayment "first_payment" "First payment received",

    // With the Jobcentre.
    InterviewInvitationSent "interview_invitation_sent" "The adviser was invited to the first interview",
    InterviewInvitationConfirmed "interview_invitation_confirmed" "The adviser confirmed the first interview",
    ThreeWayInterview "three_way_interview" "Interview with young person, work coach and adviser",
    JobcentreContact "jobcentre_contact" "Contact with the Jobcentre",
    AppointmentAttended "appointment_attended" "Came to an appointment at the Jobcentre",
    AppointmentFailed "appointment_failed" "An appointment at the Jobcentre was missed",
    AdviserTold "adviser_told" "The adviser was told of the missed appointment",
    ConditionalityExplained "conditionality_explained" "Adviser and young person spoke about what the Jobcentre expects",
    SanctionConsidered "sanction_considered" "A sanction is being considered",
    SanctionApplied "sanction_applied" "A sanction was applied",
    SanctionNotApplied "sanction_not_applied" "No sanction was applied",
    SanctionChallenged "sanction_challenged" "The sanction was challenged",
    SanctionOverturned "sanction_overturned" "The sanction was taken back",
    SanctionUpheld "sanction_upheld" "The sanction stands",
    CaseConferenceRequested "case_conference_requested" "A case conference was asked for",
    CaseConferenceHeld "case_conference_held" "Case conference held",
    SocialJusticeCaseloadOffered "social_justice_caseload_offered" "More intensive support from the Jobcentre was offered",
    SupportMenuOffered "support_menu_offered" "The Jobcentre's support was gone through",

    // Work, and being without.
    JobStarted "job_started" "Started work",
    JobEnded "job_ended" "Work ended",
    NeetStarted "neet_started" "Not in education, employment or training since",
    NeetEnded "neet_ended" "In education, employment or training again",

    // New Work Connections and the panels. A service's own file of events may hold these without a person.
    ReferralReceived "referral_received" "Referral received",
    ReferralDiscussed "referral_discussed" "Referral discussed",
    ReferralDecided "referral_decided" "Referral decided",
    SupportReviewed "support_reviewed" "Progress on the steps to work reviewed",
    AllocationMeetingHeld "allocation_meeting_held" "Weekly allocation meeting held",
    CareersPanelHeld "careers_panel_held" "Monthly careers panel held",
    CareersPanelDiscussed "careers_panel_discussed" "Discussed at the careers panel",
    NeetPanelHeld "neet_panel_held" "NEET Panel held",
    NeetPanelDiscussed "neet_panel_discussed" "Discussed at the NEET Panel",
    PanelActionPlanAgreed "panel_action_plan_agreed" "Action plan agreed",
    PanelActionPlanReviewed "panel_action_plan_reviewed" "Action plan reviewed",
    PanelReportMade "panel_report_made" "Annual report of the NEET Panel made",
    ServiceStarted "service_started" "The service or panel began",
    ContactDetailsExchanged "contact_details_exchanged" "Lists of work coaches and advisers exchanged",
    AwarenessSessionHeld "awareness_session_held" "Awareness session for work coaches held",

    // Two that serve every duty.
    DutyExcused "duty_excused" "A duty was excused",
    OwnStep "own_step" "A step of the council's own protocol",
}

/// Who can have been there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attendee {
    YoungPerson,
    WorkCoach,
    PersonalAdviser,
    SocialWorker,
    YouthAdviser,
    TeamManager,
    VirtualSchoolHead,
    ReviewingOfficer,
    Carer,
    SomebodyElse,
}

impl Attendee {
    pub const ALL: [Self; 10] = [
        Self::YoungPerson,
        Self::WorkCoach,
        Self::PersonalAdviser,
        Self::SocialWorker,
        Self::YouthAdviser,
        Self::TeamManager,
        Self::VirtualSchoolHead,
        Self::ReviewingOfficer,
        Self::Carer,
        Self::SomebodyElse,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::YoungPerson => "young_person",
            Self::WorkCoach => "work_coach",
            Self::PersonalAdviser => "personal_adviser",
            Self::SocialWorker => "social_worker",
            Self::YouthAdviser => "youth_adviser",
            Self::TeamManager => "team_manager",
            Self::VirtualSchoolHead => "virtual_school_head",
            Self::ReviewingOfficer => "reviewing_officer",
            Self::Carer => "carer",
            Self::SomebodyElse => "somebody_else",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::YoungPerson => "the young person",
            Self::WorkCoach => "the work coach",
            Self::PersonalAdviser => "the personal adviser",
            Self::SocialWorker => "the social worker",
            Self::YouthAdviser => "the youth adviser",
            Self::TeamManager => "the team manager",
            Self::VirtualSchoolHead => "the virtual school head",
            Self::ReviewingOfficer => "the reviewing officer",
            Self::Carer => "a carer",
            Self::SomebodyElse => "somebody else",
        }
    }
}

impl FromStr for Attendee {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|attendee| attendee.code() == text)
            .ok_or(())
    }
}

/// What else is known of an event. Most events need none of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventDetails {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub face_to_face: Option<bool>,
    /// Whether the council's adviser was there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adviser_present: Option<bool>,
    /// Who was there, where that was written down.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub present: Vec<Attendee>,
    /// Who stood in for somebody who had to be there, and why: with it the meeting counts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub substitute: String,
    /// Of a duty that is excused: which, why (the name of an exemption in the protocol), for how many days.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub duty: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u16>,
    /// Of a step of the council's own: its name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub step: String,
    /// "jobseekers_allowance", "universal_credit", "employment_and_support_allowance": of a claim.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub regime: String,
    /// For people only; no rule reads it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl EventDetails {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Something that happened on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub kind: EventKind,
    pub on: Date,
    /// The day on which it was written down; `None` when that is not known, which counts as always known.
    pub recorded_on: Option<Date>,
    /// Shared: of thousands of contacts most say the same one thing.
    pub details: Option<Arc<EventDetails>>,
}

impl Event {
    /// An event with nothing but its kind and day.
    pub fn new(kind: EventKind, on: Date) -> Self {
        Self {
            kind,
            on,
            recorded_on: None,
            details: None,
        }
    }

    #[must_use]
    pub fn with(mut self, details: EventDetails) -> Self {
        self.details = (!details.is_empty()).then(|| Arc::new(details));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_and_attendee_reads_back_and_no_two_share_a_code() {
        for kind in EventKind::ALL {
            assert_eq!(kind.code().parse(), Ok(*kind));
            let json = serde_json::to_string(kind).expect("a kind");
            assert_eq!(json, format!("\"{}\"", kind.code()));
            assert_eq!(
                EventKind::ALL
                    .iter()
                    .filter(|other| other.code() == kind.code())
                    .count(),
                1
            );
        }
        for attendee in Attendee::ALL {
            assert_eq!(attendee.code().parse(), Ok(attendee));
        }
        assert_eq!("slept".parse::<EventKind>(), Err(()));
    }
}
