//! The rental market areas of a council, as far as they are known: to be offered first, never taken for granted.

use crate::area::Area;

/// Code of the council, its name, and an area that reaches into it. Nine councils only: see `parameters/README.md`.
const TABLE: &str = include_str!("../parameters/council_areas.csv");

/// The areas that reach into a council, by its code of nine characters (`W06000003`). Empty: not known here; then offer those of the
/// nation, [`Area::all_in`]. Borders of areas are not those of councils, so somebody must choose.
pub fn areas_of_council(code: &str) -> Vec<Area> {
    TABLE
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split(',');
            let is_this = cells.next()? == code;
            let area = Area::named(cells.nth(1)?)?;
            is_this.then_some(area)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::household::Nation;

    #[test]
    fn every_row_names_an_area_of_the_councils_nation() {
        for line in TABLE.lines().skip(1) {
            let code = line.split(',').next().unwrap();
            let nation = match code.chars().next() {
                Some('E') => Nation::England,
                Some('S') => Nation::Scotland,
                Some('W') => Nation::Wales,
                _ => Nation::NorthernIreland,
            };
            let areas = areas_of_council(code);
            assert!(!areas.is_empty(), "{line}");
            assert!(areas.iter().all(|area| area.nation() == nation), "{line}");
        }
    }

    #[test]
    fn an_unknown_council_has_none() {
        assert_eq!(
            areas_of_council("W06000003"),
            [Area::named("North Clwyd").unwrap()]
        );
        for code in ["", "E99999999", "w06000003"] {
            assert_eq!(areas_of_council(code), []);
        }
    }
}
