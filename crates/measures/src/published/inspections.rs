//! Grades of Ofsted's inspections of children's services, the newest of each authority.

use jiff::civil::Date;
use serde::Serialize;

use super::ReferenceFinding;
use super::long::authority_number;
use super::sheet::Sheet;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    Outstanding,
    Good,
    RequiresImprovement,
    Inadequate,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inspection {
    pub authority: u16,
    /// "standard", "short" and so on, as Ofsted calls it.
    pub framework: String,
    pub ended_on: Option<Date>,
    pub published_on: Option<Date>,
    pub overall: Option<Grade>,
    pub leaders: Option<Grade>,
    pub help_and_protection: Option<Grade>,
    pub in_care: Option<Grade>,
    /// `None` where the inspection came before this judgement was made apart (2023).
    pub care_leavers: Option<Grade>,
    pub link: String,
}

pub(super) fn read(
    file: &str,
    bytes: &[u8],
    findings: &mut Vec<ReferenceFinding>,
) -> Vec<Inspection> {
    let mut inspections = Vec::new();
    let sheet = match Sheet::open(file, bytes) {
        Ok(sheet) => sheet,
        Err(finding) => {
            findings.push(finding);
            return inspections;
        }
    };
    sheet.read_rows(findings, |row| {
        let date = |column| match row.cell(column) {
            "" => Ok(None),
            text => text
                .parse()
                .map(Some)
                .map_err(|_| format!("'{text}' in column {column} is not a date.")),
        };
        inspections.push(Inspection {
            authority: authority_number(row.cell("la_code"))?,
            framework: row.cell("inspection_framework").to_owned(),
            ended_on: date("inspection_end_date")?,
            published_on: date("publication_date")?,
            overall: grade(row.cell("overall_effectiveness_grade"))?,
            leaders: grade(row.cell("impact_of_leaders_grade"))?,
            help_and_protection: grade(row.cell("help_and_protection_grade"))?,
            in_care: grade(row.cell("in_care_grade"))?,
            care_leavers: grade(row.cell("care_leavers_grade"))?,
            link: row.cell("inspection_link").to_owned(),
        });
        Ok(())
    });
    inspections
}

fn grade(text: &str) -> Result<Option<Grade>, String> {
    Ok(match text {
        "outstanding" => Some(Grade::Outstanding),
        "good" => Some(Grade::Good),
        "requires improvement" => Some(Grade::RequiresImprovement),
        "inadequate" => Some(Grade::Inadequate),
        "" | "nan" | "inspection_pre_dates_judgement" => None,
        other => return Err(format!("The grade '{other}' is not known.")),
    })
}
