//! Files for spreadsheet programs: no text acts as a formula, and dates and numbers come back as what they are.

use std::io::Cursor;

use app::web::spreadsheet::{Cell, Sheet, csv_bytes, xlsx_bytes};
use calamine::{Data, Reader, Xlsx};
use jiff::civil::date;

fn sheet(cell: Cell) -> Sheet {
    Sheet {
        name: "List",
        columns: vec!["Column", "Next"],
        rows: vec![vec![cell, Cell::from("next")]],
    }
}

/// The one cell as a CSV reader gives it back.
fn through_csv(cell: Cell) -> String {
    let bytes = csv_bytes(&sheet(cell), false).unwrap();
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let record = reader.records().next().unwrap().unwrap();
    assert_eq!(&record[1], "next");
    record[0].to_owned()
}

/// The one cell as a workbook reader gives it back, and how many formulas the workbook has.
fn through_xlsx(cell: Cell) -> (Data, usize) {
    let bytes = xlsx_bytes(&sheet(cell)).unwrap();
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let formulas = workbook.worksheet_formula("List").unwrap();
    let range = workbook.worksheet_range("List").unwrap();
    let formulas = formulas.used_cells().count();
    (
        range.get_value((1, 0)).cloned().unwrap_or_default(),
        formulas,
    )
}

#[test]
fn no_text_acts_as_a_formula() {
    let before = [
        "", " ", "\t", "\r", "\n", "\r\n", "\u{feff}", "\"", "'", "\u{a0}", "\u{200b}", "\u{201c}",
        " \t\"",
    ];
    let starts = [
        "=", "+", "-", "@", "\u{ff1d}", "\u{ff0b}", "\u{ff0d}", "\u{ff20}", "\u{2212}",
    ];
    for before in before {
        for start in starts {
            let text = format!("{before}{start}HYPERLINK(\"http://elsewhere.example\",\"x\")");
            let csv = through_csv(Cell::from(text.as_str()));
            assert_eq!(csv, format!("'{text}"), "{text:?} in CSV");
            let (value, formulas) = through_xlsx(Cell::from(text.as_str()));
            assert_eq!(formulas, 0, "{text:?}");
            assert!(
                matches!(value, Data::String(_)),
                "{text:?} became {value:?}"
            );
        }
    }
    for text in ["\tplain", "\rplain", "\nplain"] {
        assert_eq!(through_csv(Cell::from(text)), format!("'{text}"));
    }
}

#[test]
fn ordinary_values_come_back_as_they_are() {
    let check = |cell: Cell, csv: &str, xlsx: Data| {
        assert_eq!(through_csv(cell.clone()), csv, "{cell:?}");
        assert_eq!(through_xlsx(cell.clone()).0, xlsx, "{cell:?}");
    };
    let text = |text: &str| Data::String(text.to_owned());
    check(Cell::Number(-5.0), "-5", Data::Float(-5.0));
    check(Cell::Number(54.17), "54.17", Data::Float(54.17));
    check(Cell::from("-5"), "-5", text("-5"));
    check(Cell::from("-0.25"), "-0.25", text("-0.25"));
    check(Cell::from("5-a-side"), "5-a-side", text("5-a-side"));
    check(
        Cell::from("+44 7700 900123"),
        "'+44 7700 900123",
        text("+44 7700 900123"),
    );
    check(Cell::from("-5-"), "'-5-", text("-5-"));
    check(
        Cell::from("Siân O'Brien, \"Shani\""),
        "Siân O'Brien, \"Shani\"",
        text("Siân O'Brien, \"Shani\""),
    );
    check(Cell::from("two\nlines"), "two\nlines", text("two\nlines"));
    check(Cell::Empty, "", Data::Empty);
    check(Cell::from(""), "", Data::Empty);
    check(
        Cell::from(date(1900, 12, 31)),
        "1900-12-31",
        text("1900-12-31"),
    );
    assert_eq!(through_csv(Cell::from(date(2026, 3, 3))), "2026-03-03");
    let Data::DateTime(day) = through_xlsx(Cell::from(date(2026, 3, 3))).0 else {
        panic!("not a date");
    };
    let first_of_year = 46_023.0;
    assert!(
        (day.as_f64() - first_of_year - 61.0).abs() < 1e-9,
        "1 January 2026 is day 46023 of Excel"
    );
}

#[test]
fn long_texts_and_byte_order_marks() {
    let long = "ä".repeat(40_000);
    assert_eq!(through_csv(Cell::from(long.as_str())), long);
    let Data::String(fitting) = through_xlsx(Cell::from(long.as_str())).0 else {
        panic!("not a text");
    };
    assert_eq!(fitting.chars().count(), 32_767);
    let with = csv_bytes(&sheet(Cell::Empty), true).unwrap();
    assert!(with.starts_with("\u{feff}Column,Next\r\n".as_bytes()));
}
