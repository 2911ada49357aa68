//! Ofsted's list of providers, read from workbooks as they are published and as they should not be.

use std::fs;

use jiff::civil::date;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use ssda903::Finding;
use ssda903::reference::{
    Authorities, GridReference, PostcodePlace, Postcodes, Provider, Providers,
};

use crate::{brief, fixtures};

const COLUMNS: [&str; 7] = [
    "Local authority",
    "URN",
    "Provider type",
    "Placement code",
    "Placement provider code",
    "Deregistration date",
    "Setting address postcode",
];

fn sheet<'a>(workbook: &'a mut Workbook, first_row: u32, columns: &[&str]) -> &'a mut Worksheet {
    let sheet = workbook.add_worksheet();
    for (column, name) in (0..).zip(columns) {
        sheet.write(first_row, column, *name).unwrap();
    }
    sheet
}

fn read(workbook: &mut Workbook) -> (Providers, Vec<Finding>) {
    Providers::read(&workbook.save_to_buffer().unwrap(), "list.xlsx").unwrap()
}

fn only<'a>(providers: &'a Providers, urn: &str) -> &'a Provider {
    let found = providers.with_urn(urn);
    assert_eq!(found.len(), 1, "{urn}");
    &found[0]
}

#[test]
fn a_published_list_is_read() {
    let bytes = fs::read(fixtures().join("returns/set00/providers.xlsx")).unwrap();
    let (providers, findings) = Providers::read(&bytes, "providers.xlsx").unwrap();
    assert_eq!(brief(&findings), [] as [&str; 0]);
    assert!(providers.version().starts_with("providers.xlsx, "));
    let first = only(&providers, "SC400000");
    assert_eq!(first.placement_codes, ["K3".into()]);
    assert_eq!(first.provider_codes, ["PR4".into()]);
    assert_eq!(first.postcode.as_deref(), Some("TW122YQ"));
    let codes = &only(&providers, "SC400001").placement_codes;
    assert_eq!(codes.len(), 6);
    assert_eq!(providers.with_urn("XXXXXXX"), []);
}

#[test]
fn a_urn_is_text_whatever_the_cell_is() {
    let mut workbook = Workbook::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let sheet = sheet(&mut workbook, 0, &COLUMNS);
    sheet.write(1, 1, 1_234_567).unwrap();
    sheet.write(2, 1, "1234568.0").unwrap();
    sheet.write(3, 1, " sc400001 ").unwrap();
    sheet.write(4, 1, "SC400001").unwrap();
    sheet.write(4, 3, "k2 , S1/R3,").unwrap();
    sheet.write(4, 4, "PR1/PR2").unwrap();
    sheet.write(4, 6, "sw14 7zg").unwrap();
    let closed = ExcelDateTime::from_ymd(2026, 3, 31).unwrap();
    sheet.write_with_format(1, 5, &closed, &day).unwrap();
    sheet.write(2, 5, "1/4/2026").unwrap();
    sheet.write(3, 5, "soon").unwrap();
    sheet.write(5, 0, "no URN").unwrap();
    let (providers, findings) = read(&mut workbook);
    assert_eq!(
        only(&providers, "1234567").closed_on,
        Some(date(2026, 3, 31))
    );
    assert_eq!(
        only(&providers, "1234568").closed_on,
        Some(date(2026, 4, 1))
    );
    let two = providers.with_urn("SC400001");
    assert_eq!(two.len(), 2);
    assert_eq!(two[0].closed_on, None);
    assert_eq!(
        two[1].placement_codes,
        ["K2".into(), "S1".into(), "R3".into()]
    );
    assert_eq!(two[1].provider_codes, ["PR1".into(), "PR2".into()]);
    assert_eq!(two[1].postcode.as_deref(), Some("SW147ZG"));
    assert_eq!(providers.len(), 4);
    let expected = [
        "Warning 4 Deregistration date This is no date; the provider was taken as still registered.",
        "Note 6 URN A row has no URN; it was left out.",
    ];
    assert_eq!(brief(&findings), expected);
}

#[test]
fn two_sheets_with_titles_above_them_are_read() {
    let mut workbook = Workbook::new();
    workbook
        .add_worksheet()
        .write(0, 0, "About this list")
        .unwrap();
    let homes = sheet(
        &mut workbook,
        4,
        &[
            "URN",
            "PROVIDER  TYPE",
            "Placement_Code",
            "Placement provider code",
            "Deregistration date",
            "Setting Address Postcode",
        ],
    );
    homes.write(0, 0, "Children's homes").unwrap();
    homes.write(5, 0, "SC1").unwrap();
    homes.write(5, 2, "K2").unwrap();
    let supported = sheet(
        &mut workbook,
        0,
        &[
            "Provider local authority",
            "urn",
            "Placement provider code",
            "Closed date",
            "Setting address postcode",
        ],
    );
    supported.write(1, 1, "SC2").unwrap();
    supported.write(1, 3, "31/03/2026").unwrap();
    let (providers, findings) = read(&mut workbook);
    assert_eq!(only(&providers, "SC1").placement_codes, ["K2".into()]);
    assert_eq!(
        only(&providers, "SC2").placement_codes,
        ["H5".into(), "K3".into()]
    );
    assert_eq!(only(&providers, "SC2").closed_on, Some(date(2026, 3, 31)));
    assert_eq!(findings.len(), 1, "{:?}", brief(&findings));
    assert!(findings[0].reason.contains("supported accommodation"));
}

#[test]
fn what_is_missing_is_said() {
    let mut workbook = Workbook::new();
    sheet(&mut workbook, 0, &["URN", "Placement code"])
        .write(1, 0, 5)
        .unwrap();
    let (providers, findings) = read(&mut workbook);
    assert_eq!(providers.len(), 1);
    let columns: Vec<&str> = findings
        .iter()
        .map(|finding| finding.column.as_str())
        .collect();
    assert_eq!(
        columns,
        [
            "Placement provider code",
            "Deregistration date",
            "Setting address postcode"
        ]
    );

    let mut without = Workbook::new();
    sheet(&mut without, 0, &["Name", "Age"]);
    let bytes = without.save_to_buffer().unwrap();
    let refused = Providers::read(&bytes, "list.xlsx").unwrap_err();
    assert!(refused.to_string().contains("a column URN"), "{refused}");
}

#[test]
fn lists_are_joined_and_placed() {
    let provider = |urn: &str, postcode: &str| Provider {
        urn: urn.into(),
        postcode: (!postcode.is_empty()).then(|| postcode.into()),
        ..Provider::default()
    };
    let mut providers: Providers = [provider("1", "S101AA"), provider("2", "CF101AA")]
        .into_iter()
        .collect();
    providers.join(
        [provider("1", "XX11XX"), provider("3", "")]
            .into_iter()
            .collect(),
    );
    let place = |authority: &str| PostcodePlace {
        authority: authority.into(),
        grid: Some(GridReference {
            easting: 1,
            northing: 1,
        }),
    };
    let postcodes: Postcodes = [
        ("S10 1AA".to_owned(), place("E08000019")),
        ("CF10 1AA".to_owned(), place("W06000015")),
    ]
    .into_iter()
    .collect();
    providers.locate(&postcodes, Authorities::dated(), date(2027, 3, 31));
    let authorities = |urn: &str| -> Vec<Option<&str>> {
        providers
            .with_urn(urn)
            .iter()
            .map(|provider| provider.postcode_authority.as_deref())
            .collect()
    };
    assert_eq!(providers.len(), 4);
    assert_eq!(authorities("1"), [Some("E08000039"), None]);
    assert_eq!(authorities("2"), [Some("WAL")]);
    assert_eq!(authorities("3"), [None]);
}
