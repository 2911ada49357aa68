//! The layout since 2018: one row a figure, the same geography columns in every table, other names for the rest in each release.

use super::authorities::AuthorityNames;
use super::sheet::{Row, Sheet};
use super::{
    AgeBand, Category, Figure, Marks, Place, PublishedValue, ReferenceFinding, Region, Release,
    Table,
};

/// What was read from one file.
#[derive(Debug, Default)]
pub struct Contents {
    pub figures: Vec<Figure>,
    pub findings: Vec<ReferenceFinding>,
    pub(super) names: AuthorityNames,
}

struct Columns {
    ages: &'static str,
    category: &'static str,
    count: &'static str,
    percent: &'static str,
}

/// Reads a table of care leavers (activity, suitability, in touch, staying put, ages 22 to 25) as the Department publishes it.
/// The table is known by its columns and labels; the release is the year in which the file was published.
pub fn read(file: &str, bytes: &[u8], release: Release) -> Contents {
    let mut contents = Contents::default();
    let sheet = match Sheet::open(file, bytes) {
        Ok(sheet) => sheet,
        Err(finding) => {
            return Contents {
                findings: vec![finding],
                ..contents
            };
        }
    };
    let Some(columns) = columns(&sheet) else {
        let reason = "This is not a care leaver table since 2018: a column of ages, categories, numbers or percentages is missing.";
        contents.findings.push(sheet.finding(None, reason));
        return contents;
    };
    let Contents {
        figures,
        findings,
        names,
    } = &mut contents;
    sheet.read_rows(findings, |row| {
        let figure = figure(row, &columns, release)?;
        if let Place::Authority(number) = figure.place {
            let abolished =
                figure.category == Category::Total && figure.count == PublishedValue::NotApplicable;
            names.note(
                number,
                figure.year,
                row.cell("la_name"),
                row.cell("new_la_code"),
                Region::from_name(row.cell("region_name")),
            );
            names.note_existence(
                number,
                figure.year,
                figure.category == Category::Total && !abolished,
            );
        }
        figures.push(figure);
        Ok(())
    });
    contents
}

fn columns(sheet: &Sheet) -> Option<Columns> {
    Some(Columns {
        ages: sheet.first_of(&["care_leaver_age", "age"])?,
        category: sheet.first_of(&["breakdown", "activity", "in_touch", "stay_put"])?,
        count: sheet.first_of(&["care_leaver_count", "number"])?,
        percent: sheet.first_of(&["care_leaver_percent", "percentage"])?,
    })
}

fn figure(row: &Row, columns: &Columns, release: Release) -> Result<Figure, String> {
    let year = row
        .cell("time_period")
        .parse()
        .map_err(|_| format!("The year '{}' is not a year.", row.cell("time_period")))?;
    let label = row.cell(columns.category);
    let category = Category::from_label(label)
        .ok_or_else(|| format!("The category '{label}' is not known."))?;
    let ages = AgeBand::from_label(row.cell(columns.ages))
        .ok_or_else(|| format!("The ages '{}' are not known.", row.cell(columns.ages)))?;
    let value = |column| {
        PublishedValue::parse(row.cell(column), Marks::Since2018).ok_or_else(|| {
            format!(
                "'{}' in column {column} is neither a number nor a mark.",
                row.cell(column)
            )
        })
    };
    Ok(Figure {
        table: table(columns, category, label, ages),
        place: place(row)?,
        ages,
        category,
        year,
        release,
        count: value(columns.count)?,
        percent: value(columns.percent)?,
    })
}

fn table(columns: &Columns, category: Category, label: &str, ages: AgeBand) -> Table {
    match columns.category {
        "in_touch" => Table::InTouch,
        "stay_put" => Table::StayingPut,
        _ if ages.from >= 22 => Table::ActivityAt22To25,
        _ => match category {
            Category::Suitable | Category::Unsuitable | Category::NoSuitabilityInformation => {
                Table::Suitability
            }
            Category::Total if label == "Suitability total" => Table::Suitability,
            _ => Table::Activity,
        },
    }
}

/// The place by the columns that every Department table since 2018 has.
pub(super) fn place(row: &Row) -> Result<Place, String> {
    match row.cell("geographic_level") {
        "National" => Ok(Place::England),
        "Regional" => Region::from_name(row.cell("region_name"))
            .map(Place::Region)
            .ok_or_else(|| format!("The region '{}' is not known.", row.cell("region_name"))),
        "Local authority" => authority_number(row.cell("old_la_code")).map(Place::Authority),
        other => Err(format!("The geographic level '{other}' is not known.")),
    }
}

/// The Department's number of an authority: three digits.
pub(super) fn authority_number(text: &str) -> Result<u16, String> {
    text.parse()
        .ok()
        .filter(|number| (200..1000).contains(number))
        .ok_or_else(|| format!("'{text}' is not an authority's number of three digits."))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,la_name,new_la_code";

    fn read_rows(rows: &str) -> Contents {
        let text = format!("\u{feff}{HEADER},age,activity,number,percentage\n{rows}");
        read("activity.csv", text.as_bytes(), Release(2022))
    }

    #[test]
    fn a_row_is_read_and_marks_stay_marks() {
        let contents = read_rows(concat!(
            "2022,Reporting year,Local authority,E92000001,England,E12000002,North West,888,Lancashire,E10000017,Aged 19 to 21,Total,667,100\n",
            "2022,Reporting year,Local authority,E92000001,England,E12000002,North West,888,Lancashire,E10000017,Aged 19 to 21,In an apprenticeship,c,k\n",
        ));
        assert_eq!(contents.findings, []);
        assert_eq!(contents.figures[0].count, PublishedValue::Value(667.0));
        assert_eq!(contents.figures[0].place, Place::Authority(888));
        assert_eq!(
            (contents.figures[1].count, contents.figures[1].percent),
            (PublishedValue::Suppressed, PublishedValue::RoundsToZero)
        );
    }

    #[track_caller]
    fn check_finding(row: &str, reason: &str) {
        let good =
            "2022,Reporting year,National,E92000001,England,,,,,,Aged 19 to 21,Total,10,100\n";
        let contents = read_rows(&format!("{row}\n{good}"));
        assert_eq!(
            contents.figures.len(),
            1,
            "the good row is read after {row:?}"
        );
        assert_eq!(contents.findings.len(), 1, "{row:?}");
        assert_eq!(contents.findings[0].line, Some(2));
        assert!(
            contents.findings[0].reason.contains(reason),
            "{:?}",
            contents.findings[0]
        );
    }

    #[test]
    fn a_bad_row_is_a_finding_and_the_next_is_read() {
        check_finding(
            "2022,,National,,,,,,,,Aged 19 to 21,Gone fishing,1,1",
            "Gone fishing",
        );
        check_finding("soon,,National,,,,,,,,Aged 19 to 21,Total,1,1", "soon");
        check_finding("2022,,National,,,,,,,,Aged 12,Total,1,1", "Aged 12");
        check_finding("2022,,National,,,,,,,,Aged 19 to 21,Total,many,1", "many");
        check_finding("2022,,Parish,,,,,,,,Aged 19 to 21,Total,1,1", "Parish");
        check_finding(
            "2022,,Regional,,,,Wessex,,,,Aged 19 to 21,Total,1,1",
            "Wessex",
        );
        check_finding(
            "2022,,Local authority,,,,,88,Nowhere,,Aged 19 to 21,Total,1,1",
            "88",
        );
        check_finding("2022", "not known");
    }

    #[test]
    fn another_table_is_refused_whole() {
        for bytes in [&b""[..], b"a,b\n1,2\n", b"\xff\xfe\n"] {
            let contents = read("other.csv", bytes, Release(2022));
            assert!(contents.figures.is_empty());
            assert_eq!(contents.findings.len(), 1, "{bytes:?}");
        }
    }
}
