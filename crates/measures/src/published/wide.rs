//! The layout of 2014 to 2017 ("SFR" files): one row a place, one column a category and age, `x` for suppressed.

use super::long::{Contents, authority_number};
use super::sheet::{Row, Sheet};
use super::{AgeBand, Category, Figure, Marks, Place, PublishedValue, Region, Release, Table};

struct Column {
    index: usize,
    table: Table,
    category: Category,
    ages: AgeBand,
}

/// Reads one of the wide files. They hold the year of their release only, and no percentages and no totals in or out of education,
/// employment or training; columns that are not figures of care leavers are passed over.
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
    let columns = columns(&sheet.header_names);
    if !sheet.has("geog_l") || columns.is_empty() {
        contents.findings.push(sheet.finding(None, "This is not a care leaver table of 2014 to 2017: it has no column geog_l or no figures."));
        return contents;
    }
    let Contents {
        figures,
        findings,
        names,
    } = &mut contents;
    sheet.read_rows(findings, |row| {
        let place = place(row)?;
        if let Place::Authority(number) = place {
            names.note(
                number,
                release.0,
                row.cell("geog_n"),
                row.cell("New_geog_code"),
                None,
            );
        }
        let mut unread = Vec::new();
        for column in &columns {
            let text = row.cell_at(column.index).unwrap_or_default();
            match PublishedValue::parse(text, Marks::UpTo2017) {
                Some(count) => figures.push(Figure {
                    table: column.table,
                    place,
                    ages: column.ages,
                    category: column.category,
                    year: release.0,
                    release,
                    count,
                    percent: PublishedValue::NotAvailable,
                }),
                None => unread.push(text.to_owned()),
            }
        }
        if unread.is_empty() {
            Ok(())
        } else {
            Err(format!(
                "Neither a number nor a mark: '{}'.",
                unread.join("', '")
            ))
        }
    });
    contents
}

fn place(row: &Row) -> Result<Place, String> {
    match row.cell("geog_l") {
        "NATIONAL" => Ok(Place::England),
        "REGION" => Region::from_name(row.cell("geog_n"))
            .map(Place::Region)
            .ok_or_else(|| format!("The region '{}' is not known.", row.cell("geog_n"))),
        "LA" => authority_number(row.cell("geog_c")).map(Place::Authority),
        other => Err(format!("The geographic level '{other}' is not known.")),
    }
}

fn columns(header_names: &[String]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for (index, name) in header_names.iter().enumerate() {
        let (stem, ages) = stem_and_ages(name);
        let Some((mut table, mut category)) = meaning(&stem) else {
            continue;
        };
        // The file of 2014 gives "no information" and "died" twice under one name: first for activity, then for accommodation.
        if columns
            .iter()
            .any(|column| (column.table, column.category, column.ages) == (table, category, ages))
        {
            table = Table::Suitability;
            if category == Category::NotKnown {
                category = Category::NoSuitabilityInformation;
            }
        }
        columns.push(Column {
            index,
            table,
            category,
            ages,
        });
    }
    columns
}

/// "CL_Act_HE19to21" is ("act_he", 19 to 21); a column without ages is about 19 to 21 together.
fn stem_and_ages(name: &str) -> (String, AgeBand) {
    let name = name.trim().to_ascii_lowercase();
    let name = name.strip_prefix("cl_").unwrap_or(&name);
    let split = name
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or(name.len());
    let (stem, ages) = name.split_at(split);
    (
        stem.trim_end_matches('_').to_owned(),
        AgeBand::from_label(ages).unwrap_or(AgeBand::NINETEEN_TO_TWENTY_ONE),
    )
}

fn meaning(stem: &str) -> Option<(Table, Category)> {
    Some(match stem {
        "all" | "all_aged" => (Table::Activity, Category::Total),
        "act_he" => (Table::Activity, Category::HigherEducation),
        "act_oe" => (Table::Activity, Category::OtherEducation),
        "act_te" => (Table::Activity, Category::TrainingOrEmployment),
        "act_neet_ill" => (Table::Activity, Category::NeetIllnessOrDisability),
        "act_neet_oth" => (Table::Activity, Category::NeetOtherReasons),
        "act_neet_preg" => (Table::Activity, Category::NeetPregnancyOrParenting),
        "act_noinf" | "la_noactinf" | "la_noinf" => (Table::Activity, Category::NotKnown),
        "childdied" => (Table::Activity, Category::Died),
        "acc_suit" => (Table::Suitability, Category::Suitable),
        "acc_notsuit" => (Table::Suitability, Category::Unsuitable),
        "acc_nosuitinfo" | "la_noaccinf" => {
            (Table::Suitability, Category::NoSuitabilityInformation)
        }
        "acc_p" => (Table::Accommodation, Category::ParentsOrRelatives),
        "acc_ch" => (Table::Accommodation, Category::CommunityHome),
        "acc_sita" => (Table::Accommodation, Category::SemiIndependent),
        "acc_sl" => (Table::Accommodation, Category::SupportedLodgings),
        "acc_ga" => (Table::Accommodation, Category::GoneAbroad),
        "acc_dep" => (Table::Accommodation, Category::Deported),
        "acc_ol" => (Table::Accommodation, Category::OrdinaryLodgings),
        "acc_resnk" | "acc_nk" => (Table::Accommodation, Category::ResidenceNotKnown),
        "acc_nfa" => (Table::Accommodation, Category::NoFixedAbode),
        "acc_f" => (Table::Accommodation, Category::Foyer),
        "acc_il" => (Table::Accommodation, Category::IndependentLiving),
        "acc_ea" => (Table::Accommodation, Category::EmergencyAccommodation),
        "acc_bb" => (Table::Accommodation, Category::BedAndBreakfast),
        "acc_cust" => (Table::Accommodation, Category::Custody),
        "acc_ffc" => (Table::Accommodation, Category::FormerFosterCarers),
        "acc_oth" => (Table::Accommodation, Category::OtherAccommodation),
        "acc_noinf" => (Table::Accommodation, Category::NoAccommodationInformation),
        "intouch_it" => (Table::InTouch, Category::InTouch),
        "intouch_not" => (Table::InTouch, Category::NotInTouch),
        "intouch_refu" => (Table::InTouch, Category::RefusesContact),
        "intouch_noserv" => (Table::InTouch, Category::NoLongerRequiresServices),
        "stayput" => (Table::StayingPut, Category::LeftFosterPlacementAt18),
        "stayput_ffc" => (Table::StayingPut, Category::LivingWithFormerFosterCarers),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: Option<(Table, Category, u8, u8)>) {
        let (stem, ages) = stem_and_ages(name);
        let found = meaning(&stem).map(|(table, category)| (table, category, ages.from, ages.to));
        assert_eq!(found, expected, "{name}");
    }

    #[test]
    fn columns_of_every_release() {
        check(
            "All_aged1920&21",
            Some((Table::Activity, Category::Total, 19, 21)),
        );
        check(
            "All_aged17&18",
            Some((Table::Activity, Category::Total, 17, 18)),
        );
        check(
            "Act_NEET_ill1920&21",
            Some((Table::Activity, Category::NeetIllnessOrDisability, 19, 21)),
        );
        check(
            "Act_HE",
            Some((Table::Activity, Category::HigherEducation, 19, 21)),
        );
        check(
            "CL_ACT_NEET_preg20",
            Some((Table::Activity, Category::NeetPregnancyOrParenting, 20, 20)),
        );
        check(
            "CL_All_19to21",
            Some((Table::Activity, Category::Total, 19, 21)),
        );
        check(
            "LA_NoAccinf18",
            Some((
                Table::Suitability,
                Category::NoSuitabilityInformation,
                18,
                18,
            )),
        );
        check(
            "CL_StayPut_FFC_19&20",
            Some((
                Table::StayingPut,
                Category::LivingWithFormerFosterCarers,
                19,
                20,
            )),
        );
        check("New_geog_code", None);
        check("LA_order", None);
    }

    #[test]
    fn the_same_name_twice_is_activity_then_accommodation() {
        let text = "New_geog_code,geog_l,geog_c,geog_n,LA_Noinf,LA_Noinf\nE10000017,LA,888,Lancashire,x,12\n";
        let contents = read("2014.csv", text.as_bytes(), Release(2014));
        assert_eq!(contents.findings, []);
        assert_eq!(
            (contents.figures[0].table, contents.figures[0].count),
            (Table::Activity, PublishedValue::Suppressed)
        );
        assert_eq!(
            contents.figures[1].category,
            Category::NoSuitabilityInformation
        );
    }

    #[test]
    fn a_bad_cell_is_a_finding_and_its_row_is_otherwise_read() {
        let text = "New_geog_code,geog_l,geog_c,geog_n,Act_HE,Act_OE\nE10000017,LA,888,Lancashire,lots,12\nX,SHIRE,1,Y,1,1\n";
        let contents = read("2015.csv", text.as_bytes(), Release(2015));
        assert_eq!(contents.figures.len(), 1);
        assert_eq!(
            contents
                .findings
                .iter()
                .map(|finding| finding.line)
                .collect::<Vec<_>>(),
            [Some(2), Some(3)]
        );
    }
}
