//! Sentences about who can claim, and for what size of home.

use jiff::civil::Date;

use super::day;
use crate::{
    education::CourseReason, eligibility::AgeReason, household::SharedException,
    housing_element::RoomReason, money::Pence,
};

pub(crate) fn minimum_age(reason: AgeReason, age: u8) -> String {
    let why = match reason {
        AgeReason::Eighteen => return format!("Aged {age}: old enough, because 18 or over."),
        AgeReason::LimitedCapability => {
            "may claim at 16 or 17 because of limited capability for work"
        }
        AgeReason::FitNote => {
            "may claim at 16 or 17 with a fit note while waiting for an assessment"
        }
        AgeReason::Child => "may claim at 16 or 17 because there is a child",
        AgeReason::Carer => "may claim at 16 or 17 as a carer, not being a care leaver",
        AgeReason::NearBirth => "may claim at 16 or 17 near a birth, not being a care leaver",
        AgeReason::NoParentalSupport => {
            "may claim at 16 or 17 without support from parents, not being a care leaver"
        }
        AgeReason::CareLeaver => {
            "cannot claim. Care leavers of 16 or 17 can only claim with a child or a health condition. Until 18 the council supports them"
        }
        AgeReason::Under18 => "cannot claim before 18, because no exception is known",
        AgeReason::Under16 => "cannot claim before 16",
    };
    format!("Aged {age}: {why}.")
}

pub(crate) fn claims_as_single() -> String {
    "One of the couple is too young to claim. The other claims as a single person. The earnings and savings of both count.".into()
}

pub(crate) fn capital_limit(capital: Option<Pence>, most: Pence) -> String {
    match capital {
        None => format!(
            "Nobody has said what savings there are. Above {most} there is no Universal Credit."
        ),
        Some(capital) if capital > most => {
            format!("Savings of {capital} are more than {most}: no Universal Credit.")
        }
        Some(capital) => format!("Savings of {capital} are not more than {most}."),
    }
}

pub(crate) fn immigration() -> String {
    "An adviser must look at the right to claim first. A wrong claim can harm somebody's stay."
        .into()
}

pub(crate) fn course(reason: CourseReason) -> String {
    match reason {
        CourseReason::NoCourse => "Not on a course.",
        CourseReason::RelevantTraining => {
            "On a traineeship or a course from the work coach: this does not stop a claim."
        }
        CourseReason::MustFitWork => {
            "The course does not stop a claim, but it must leave time to look for work."
        }
        CourseReason::WithoutParentalSupport => {
            "A course up to A level does not stop a claim before 21 without support from parents. Who turns 21 on the course may finish it. This is called second chance learning."
        }
        CourseReason::PipAndLimitedCapability => {
            "Studying does not stop a claim with PIP and limited capability for work decided before the course."
        }
        CourseReason::Child => "Studying does not stop a claim because there is a child.",
        CourseReason::Advanced => "Full-time students above A level cannot claim.",
        CourseReason::QualifyingYoungPerson => {
            "On a course of more than 12 hours a week up to A level: cannot claim until the end of August after turning 19, unless without support from parents."
        }
        CourseReason::Maintenance => {
            "Full-time students with a loan or grant to live on cannot claim."
        }
    }
    .into()
}

pub(crate) fn room(reason: RoomReason, ends: Option<Date>) -> String {
    match (reason, ends) {
        (RoomReason::CareLeaver, Some(ends)) => format!(
            "A care leaver is paid for a one-bedroom home until the 25th birthday on {}. After that, alone and under 35, only for a room in a shared home.",
            day(ends)
        ),
        (RoomReason::CareLeaver, None) => {
            "A care leaver is paid for a one-bedroom home until the 25th birthday. After that, alone and under 35, only for a room in a shared home.".into()
        }
        (RoomReason::Pip, _) => {
            "Paid for a one-bedroom home because of the daily living part of PIP.".into()
        }
        (RoomReason::Other(exception), _) => format!(
            "Paid for a one-bedroom home because of {}.",
            match exception {
                SharedException::Hostel => "three months in a hostel for homeless people",
                SharedException::ManagedOffender => "arrangements to protect the public",
                SharedException::DomesticViolence => "violence at home",
                SharedException::ModernSlavery => "modern slavery",
            }
        ),
        (RoomReason::AgedThirtyFive, _) => "Paid for a one-bedroom home from 35.".into(),
        (RoomReason::OtherAdult, _) => {
            "Not held to a room, because another grown-up lives in the home.".into()
        }
        (RoomReason::NotYetEighteen, _) => {
            "The one-bedroom rule for care leavers begins at 18.".into()
        }
        (RoomReason::Shared, _) => {
            "Alone, under 35 and without an exception: paid for a room in a shared home.".into()
        }
    }
}
