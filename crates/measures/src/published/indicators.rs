//! Indicators of the Local Authority Interactive Tool about children looked after and care leavers, with which way is better.

use std::collections::HashMap;

use serde::Serialize;

use super::long::authority_number;
use super::sheet::Sheet;
use super::{Marks, Place, PublishedValue, ReferenceFinding, Region};

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    HighIsBetter,
    LowIsBetter,
    /// The dictionary says that neither is better.
    Neither,
    /// The dictionary does not have the indicator.
    NotStated,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Indicator {
    /// The tool's short name.
    pub code: String,
    /// What people read; the code where the dictionary has no title.
    pub title: String,
    pub polarity: Polarity,
    /// "Financial Year" and the like; empty where the dictionary does not say.
    pub year_type: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct IndicatorValue {
    /// Position in `Indicators::indicators`.
    pub indicator: u16,
    pub place: Place,
    /// The year in which the period ends: 2017 for "2016-17".
    pub year: u16,
    pub value: PublishedValue,
}

#[derive(Debug, Clone, Default)]
pub struct Indicators {
    pub indicators: Vec<Indicator>,
    /// Sorted by indicator, place and year.
    values: Vec<IndicatorValue>,
}

impl Indicators {
    pub fn values(&self) -> &[IndicatorValue] {
        &self.values
    }

    /// One indicator in one place, oldest year first; empty when the code is not known.
    pub fn series(&self, code: &str, place: Place) -> &[IndicatorValue] {
        let Some(indicator) = self
            .indicators
            .iter()
            .position(|indicator| indicator.code == code)
        else {
            return &[];
        };
        let wanted = (indicator, place);
        let key = |value: &IndicatorValue| (usize::from(value.indicator), value.place);
        let start = self.values.partition_point(|value| key(value) < wanted);
        let length = self.values[start..].partition_point(|value| key(value) == wanted);
        &self.values[start..start + length]
    }

    pub(super) fn read(
        dictionary: (&str, &[u8]),
        data: (&str, &[u8]),
        findings: &mut Vec<ReferenceFinding>,
    ) -> Self {
        let known = read_dictionary(dictionary.0, dictionary.1, findings);
        let mut all = Self::default();
        let mut positions: HashMap<String, u16> = HashMap::new();
        let sheet = match Sheet::open(data.0, data.1) {
            Ok(sheet) => sheet,
            Err(finding) => {
                findings.push(finding);
                return all;
            }
        };
        sheet.read_rows(findings, |row| {
            let code = row.cell("short_desc");
            let year = ending_year(row.cell("year"))
                .ok_or_else(|| format!("The year '{}' is not a year.", row.cell("year")))?;
            let place = tool_place(row.cell("la_number"))?;
            let text = row.cell("value");
            let value = match text {
                // The tool writes a hyphen where it has no figure, whatever the reason.
                "-" => PublishedValue::NotAvailable,
                text => PublishedValue::parse(text, Marks::Since2018)
                    .ok_or_else(|| format!("The value '{text}' is not a number."))?,
            };
            let indicator = if let Some(position) = positions.get(code) {
                *position
            } else {
                let position = u16::try_from(all.indicators.len())
                    .map_err(|_| "There are too many indicators.".to_owned())?;
                all.indicators
                    .push(known.get(code).cloned().unwrap_or_else(|| Indicator {
                        code: code.to_owned(),
                        title: code.to_owned(),
                        polarity: Polarity::NotStated,
                        year_type: String::new(),
                    }));
                positions.insert(code.to_owned(), position);
                position
            };
            all.values.push(IndicatorValue {
                indicator,
                place,
                year,
                value,
            });
            Ok(())
        });
        all.values
            .sort_by_key(|value| (value.indicator, value.place, value.year));
        all
    }
}

fn read_dictionary(
    file: &str,
    bytes: &[u8],
    findings: &mut Vec<ReferenceFinding>,
) -> HashMap<String, Indicator> {
    let mut known = HashMap::new();
    match Sheet::open(file, bytes) {
        Err(finding) => findings.push(finding),
        Ok(sheet) => sheet.read_rows(findings, |row| {
            let code = row.cell("Measure_short");
            if code.is_empty() {
                return Err("The short name of the indicator is missing.".to_owned());
            }
            let polarity = match row.cell("Polarity") {
                "High" => Polarity::HighIsBetter,
                "Low" => Polarity::LowIsBetter,
                "-" => Polarity::Neither,
                _ => Polarity::NotStated,
            };
            let title = row
                .cell("Chart_title")
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            let year_type = row.cell("Year_Type").to_owned();
            known.insert(
                code.to_owned(),
                Indicator {
                    code: code.to_owned(),
                    title,
                    polarity,
                    year_type,
                },
            );
            Ok(())
        }),
    }
    known
}

/// "2024" is 2024, "2016-17" is 2017.
fn ending_year(text: &str) -> Option<u16> {
    match text.split_once('-') {
        None => text.parse().ok(),
        Some((start, end)) => {
            let start: u16 = start.parse().ok()?;
            let end: u16 = end.parse().ok()?;
            (end == (start + 1) % 100).then_some(start + 1)
        }
    }
}

fn tool_place(number: &str) -> Result<Place, String> {
    let number = authority_number(number)?;
    Ok(match number {
        970 => Place::England,
        _ => Region::from_tool_number(number).map_or(Place::Authority(number), Place::Region),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_known_by_the_year_in_which_it_ends() {
        for (text, year) in [
            ("2024", Some(2024)),
            ("2016-17", Some(2017)),
            ("1999-00", Some(2000)),
            ("2016-18", None),
            ("soon", None),
        ] {
            assert_eq!(ending_year(text), year, "{text}");
        }
    }
}
