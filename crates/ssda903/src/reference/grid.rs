//! Where a place lies on the national grid, and how far one place is from another.

/// Metres east and north of the origin of the grid.
///
/// For Northern Ireland the postcode directory has the Irish grid, whose origin is another: distances from there to Great Britain are
/// too short or too long by a hundred miles. The Department's formula takes the numbers as they stand, and so does this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GridReference {
    pub easting: i32,
    pub northing: i32,
}

impl GridReference {
    /// As the crow flies, in tenths of a mile, by the formula of the guide to the collection: metres by 1,000 by 1.6093, to one decimal.
    /// A half goes to the even tenth, as the check that councils use today rounds it.
    pub fn tenths_of_miles_to(self, other: Self) -> i32 {
        let east = f64::from(self.easting) - f64::from(other.easting);
        let north = f64::from(self.northing) - f64::from(other.northing);
        let miles = (east * east + north * north).sqrt() / 1_000.0 / 1.6093;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "metres of 32 bits make far fewer tenths of miles"
        )]
        let tenths = (miles * 10.0).round_ties_even() as i32;
        tenths
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_in_tenths_of_a_mile() {
        let check = |east: i32, north: i32, tenths: i32| {
            let at = |easting, northing| GridReference { easting, northing };
            let home = at(400_000, 300_000);
            let there = at(400_000 + east, 300_000 + north);
            assert_eq!(home.tenths_of_miles_to(there), tenths, "{east} {north}");
            assert_eq!(there.tenths_of_miles_to(home), tenths, "{east} {north}");
        };
        check(0, 0, 0);
        check(80, 0, 0);
        check(81, 0, 1);
        check(1_609, 0, 10);
        check(-3_000, 4_000, 31);
        check(1_000_000, 0, 6_214);
    }
}
