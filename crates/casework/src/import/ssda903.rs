//! The statutory return as proposals: who the children are, their episodes, and what OC3 says of each birthday.

use leaving_care::{
    calendar::{LeapDayBirthday, ReportingYear},
    facts::ReportedCareLeaver,
    person::IdentifierKind,
    placement::{Placement, ShortCode},
    source::Standing,
    spell_value::{
        AccommodationDetails, ActivityDetails, InTouchDetails, PlacementDetails,
        ReportedCareLeaverDetails, SpellValue,
    },
};
use ssda903::{
    Cell, ChildId, FieldValue, InputFile, ReadOptions, Row, YearReturn,
    rows::{Episode, Header, Oc3},
    usable,
};

use super::{
    proposal::{Proposal, ProposedFact, Rule},
    return_rows,
};

/// Reads all years; nothing is compared or written here.
pub(super) fn read(files: &[InputFile], year_ending: Option<i16>) -> Proposal {
    let reading = ssda903::read(
        files,
        &ReadOptions {
            year_ending,
            ..ReadOptions::default()
        },
    );
    let mut proposal = Proposal::default();
    proposal.rows_read = reading.files.iter().map(|file| file.rows).sum();
    proposal.findings = reading.findings;
    proposal.files = reading.files;
    for year in &reading.years {
        for row in usable(&year.header) {
            header(&mut proposal, year, row);
        }
        for row in usable(&year.uasc) {
            if let (Some(child), Some(born)) =
                (row.value.child.value(), row.value.date_of_birth.value())
            {
                let person = person(&mut proposal, child, row);
                person.file_year = Some(year.year_ending);
                person.born(*born).was_unaccompanied = true;
            }
        }
        for row in usable(&year.episodes) {
            episode(&mut proposal, year, row);
        }
        for row in usable(&year.oc3) {
            oc3(&mut proposal, year, row);
        }
        return_rows::keep(&mut proposal, year);
    }
    proposal
}

fn person<'a, T>(
    proposal: &'a mut Proposal,
    child: &ChildId,
    row: &Row<T>,
) -> &'a mut super::proposal::ProposedPerson {
    proposal.person(
        IdentifierKind::Ssda903Child,
        &child.write(),
        &row.file,
        row.line,
    )
}

fn header(proposal: &mut Proposal, year: &YearReturn, row: &Row<Header>) {
    let (Some(child), Some(born)) = (row.value.child.value(), row.value.date_of_birth.value())
    else {
        return;
    };
    let person = person(proposal, child, row);
    if let Some(number) = row.value.unique_pupil_number.value() {
        // UN1 to UN5 say why there is none.
        if !number.starts_with("UN") {
            person.also_known_as(IdentifierKind::Upn, number);
        }
    }
    person.file_year = Some(year.year_ending);
    let details = person.born(*born);
    details.date_of_birth = *born;
    // From the year ending 2025 the return writes M, F and U for 1, 2 and nothing.
    details.sex = match written(&row.value.sex).as_str() {
        "M" => "1".to_owned(),
        "F" => "2".to_owned(),
        "U" => String::new(),
        before_2025 => before_2025.to_owned(),
    };
    details.ethnicity = written(&row.value.ethnicity);
}

fn episode(proposal: &mut Proposal, year: &YearReturn, row: &Row<Episode>) {
    let episode = &row.value;
    let (Some(child), Some(started_on)) = (episode.child.value(), episode.started_on.value())
    else {
        return;
    };
    let ceased_on = episode.ceased_on.value().copied();
    if ceased_on.is_some_and(|ceased_on| ceased_on < *started_on) {
        // The reading has a finding about it; a spell that ends before it starts is no spell.
        return;
    }
    let placement = Placement {
        legal_status: ShortCode::new(&written(&episode.legal_status)),
        place: ShortCode::new(&written(&episode.placement)),
        reason_ended: ShortCode::new(&written(&episode.reason_ceased)),
    };
    let value = SpellValue::Placement(PlacementDetails {
        placement,
        reason_for_new_episode: as_told(&episode.reason_new),
        category_of_need: as_told(&episode.category_of_need),
        placement_provider: as_told(&episode.provider),
        reason_place_change: as_told(&episode.reason_placement_changed),
        home_postcode: written(&episode.home_postcode),
        placement_postcode: written(&episode.placement_postcode),
        provider_urn: written(&episode.provider_urn),
    });
    let person = person(proposal, child, row);
    // Two episodes of one child can start on one day: the second is told apart by its number.
    let begun = format!("ssda903 episode {started_on}");
    let same_file = |fact: &&ProposedFact| {
        fact.rule
            == Rule::Exact {
                file_year: Some(year.year_ending),
            }
    };
    let earlier = person
        .facts
        .iter()
        .filter(same_file)
        .filter(|fact| fact.source.starts_with(&begun))
        .count();
    let source = if earlier == 0 {
        begun
    } else {
        format!("{begun} number {}", earlier + 1)
    };
    person.facts.push(ProposedFact {
        value,
        starts_on: *started_on,
        ends_on: ceased_on,
        standing: Standing::Returned,
        source,
        rule: Rule::Exact {
            file_year: Some(year.year_ending),
        },
    });
}

fn oc3(proposal: &mut Proposal, year: &YearReturn, row: &Row<Oc3>) {
    let oc3 = &row.value;
    let Some(child) = oc3.child.value() else {
        return;
    };
    let Some(reporting_year) = ReportingYear::ending(year.year_ending) else {
        return;
    };
    let person = person(proposal, child, row);
    let born = match (&person.details, oc3.date_of_birth.value()) {
        (Some(details), _) => details.date_of_birth,
        (None, Some(born)) => {
            person.file_year = Some(year.year_ending);
            person.born(*born).date_of_birth
        }
        (None, None) => return,
    };
    let (_, birthday) = reporting_year.birthday_in(born, LeapDayBirthday::default());
    let mut values = vec![SpellValue::ReportedCareLeaver(ReportedCareLeaverDetails {
        reported: ReportedCareLeaver {
            in_return_of: Some(year.year_ending),
            category: None,
        },
        note: String::new(),
    })];
    if let Ok(code) = written(&oc3.in_touch).parse() {
        values.push(SpellValue::InTouch(InTouchDetails {
            code,
            note: String::new(),
        }));
    }
    if let Ok(code) = written(&oc3.activity).parse() {
        values.push(SpellValue::Activity(ActivityDetails::of(code)));
    }
    if let Ok(code) = written(&oc3.accommodation).parse() {
        values.push(SpellValue::Accommodation(AccommodationDetails {
            code,
            address: String::new(),
            postcode: String::new(),
            provider: String::new(),
            note: String::new(),
        }));
    }
    for value in values {
        person.facts.push(ProposedFact {
            value,
            starts_on: birthday,
            ends_on: None,
            standing: Standing::Returned,
            source: format!("ssda903 oc3 {}", year.year_ending),
            rule: Rule::Observation,
        });
    }
}

/// The same, or what is written there where it means nothing: for what no rule of leaving care reads, so that the return can say it again.
fn as_told<T: FieldValue>(cell: &Cell<T>) -> String {
    if cell.is_unreadable() {
        cell.as_written().trim().to_owned()
    } else {
        written(cell)
    }
}

/// What a cell means, written the Department's way; empty when blank or unreadable.
fn written<T: FieldValue>(cell: &Cell<T>) -> String {
    cell.value()
        .map(|value| value.write().into_owned())
        .unwrap_or_default()
}
