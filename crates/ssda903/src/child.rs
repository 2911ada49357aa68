//! One child and everything that the return says about them, this year and in earlier ones: what a rule looks at.

use std::cell::OnceCell;
use std::ops::Deref;

use jiff::civil::Date;

use crate::children::YearIndex;
use crate::collection::Collection;
use crate::derived::Derived;
use crate::read::Format;
use crate::reference::Provider;
use crate::rows::{
    Ad1, DeprivationOfLiberty, Episode, Header, Missing, Oc2, Oc3, PlacedForAdoption,
    PreviousPermanence, Review, Row, SocialWorkerEpisode, TableRow, Uasc,
};
use crate::submission::Submission;
use crate::table::Table;

/// A row of a child, with the place by which a finding names it.
#[derive(Debug)]
pub struct Line<'a, T> {
    row: &'a T,
    /// Which data row of the table it is, counted from 0.
    pub number: u32,
    /// 0 for this year's return, 1 for last year's and so on.
    pub years_ago: u8,
}

// A derive would ask for `T: Clone`.
impl<T> Clone for Line<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Line<'_, T> {}

impl<'a, T> Line<'a, T> {
    /// The row for as long as the return lives.
    pub fn row(self) -> &'a T {
        self.row
    }
}

impl<T> Deref for Line<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.row
    }
}

/// The same row of the same year's table.
impl<T> PartialEq for Line<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        (self.number, self.years_ago) == (other.number, other.years_ago)
    }
}

/// The rows of one child in one table, in the order of the file.
pub struct Lines<'a, T> {
    numbers: std::slice::Iter<'a, u32>,
    rows: &'a [Row<T>],
    years_ago: u8,
}

impl<T> Clone for Lines<'_, T> {
    fn clone(&self) -> Self {
        Self {
            numbers: self.numbers.clone(),
            ..*self
        }
    }
}

impl<'a, T> Lines<'a, T> {
    fn line(rows: &'a [Row<T>], years_ago: u8, number: u32) -> Option<Line<'a, T>> {
        rows.get(number as usize).map(|row| Line {
            row: &row.value,
            number,
            years_ago,
        })
    }
}

impl<'a, T> Iterator for Lines<'a, T> {
    type Item = Line<'a, T>;

    fn next(&mut self) -> Option<Self::Item> {
        Self::line(self.rows, self.years_ago, *self.numbers.next()?)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.numbers.size_hint()
    }
}

impl<T> DoubleEndedIterator for Lines<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        Self::line(self.rows, self.years_ago, *self.numbers.next_back()?)
    }
}

impl<T> ExactSizeIterator for Lines<'_, T> {}

/// What one year's return says about a child. Empty when that year's return was not handed in.
#[derive(Clone, Copy)]
pub struct ChildYear<'a> {
    index: Option<&'a YearIndex<'a>>,
    child: usize,
}

/// One child: this year's rows directly, those of earlier years by [`Child::last_year`] and [`Child::earlier_years`].
///
/// Rows without a child's identifier come together as one child whose `id` is empty.
pub struct Child<'a> {
    pub id: &'a str,
    number: usize,
    submission: &'a Submission,
    years: &'a [YearIndex<'a>],
    episodes_by_start: OnceCell<Vec<Line<'a, Episode>>>,
    in_care_all_year: OnceCell<bool>,
}

macro_rules! rows_of_each_table {
    ($( $rows:ident: $row:ident; )*) => {
        impl<'a> ChildYear<'a> {
            $( pub fn $rows(self) -> Lines<'a, $row> {
                self.lines(|index| &index.rows.$rows)
            } )*
        }

        impl<'a> Child<'a> {
            $( /// The rows of this year.
            pub fn $rows(&self) -> Lines<'a, $row> {
                self.this_year().$rows()
            } )*
        }
    };
}

rows_of_each_table! {
    header: Header;
    episodes: Episode;
    reviews: Review;
    uasc: Uasc;
    oc2: Oc2;
    oc3: Oc3;
    ad1: Ad1;
    placed_for_adoption: PlacedForAdoption;
    previous_permanence: PreviousPermanence;
    missing: Missing;
    social_worker_episodes: SocialWorkerEpisode;
    deprivation_of_liberty: DeprivationOfLiberty;
}

impl<'a> ChildYear<'a> {
    fn lines<T: TableRow>(self, rows: fn(&YearIndex<'a>) -> &'a [Row<T>]) -> Lines<'a, T> {
        match self.index {
            Some(index) => Lines {
                numbers: index.numbers(T::TABLE, self.child).iter(),
                rows: rows(index),
                years_ago: index.years_ago,
            },
            None => Lines {
                numbers: [].iter(),
                rows: &[],
                years_ago: 0,
            },
        }
    }

    /// The year of these rows. `None` when that year's return was not handed in.
    pub fn year(self) -> Option<&'a YearIndex<'a>> {
        self.index
    }
}

impl<'a> Child<'a> {
    pub(crate) fn new(
        id: &'a str,
        number: usize,
        submission: &'a Submission,
        years: &'a [YearIndex<'a>],
    ) -> Self {
        Self {
            id,
            number,
            submission,
            years,
            episodes_by_start: OnceCell::new(),
            in_care_all_year: OnceCell::new(),
        }
    }

    pub fn this_year(&self) -> ChildYear<'a> {
        self.year(0)
    }

    pub fn last_year(&self) -> ChildYear<'a> {
        self.year(1)
    }

    /// Last year, the year before and so on, as far as they were handed in.
    pub fn earlier_years(&self) -> impl Iterator<Item = ChildYear<'a>> + use<'a> {
        let child = self.number;
        self.years
            .get(1..)
            .unwrap_or_default()
            .iter()
            .map(move |index| ChildYear {
                index: Some(index),
                child,
            })
    }

    fn year(&self, years_ago: usize) -> ChildYear<'a> {
        ChildYear {
            index: self.years.get(years_ago),
            child: self.number,
        }
    }

    /// The year for which the return is made, its first and last day, and who makes it.
    pub fn collection(&self) -> &'a Collection {
        &self.submission.collection
    }

    /// All entries of the provider list with that URN, compared as text.
    pub fn providers_with_urn(&self, urn: &str) -> &'a [Provider] {
        self.submission.providers_with_urn(urn)
    }

    /// Whether the postcode is in the postcode file, capitals and spaces aside.
    pub fn postcode_is_known(&self, postcode: &str) -> bool {
        self.submission.postcode_is_known(postcode)
    }

    /// PL_LA, PL_LOCATION and PL_DISTANCE of an episode of any year.
    pub fn derived(&self, episode: Line<'a, Episode>) -> &'a Derived {
        self.submission.derived(episode.years_ago, episode.number)
    }

    /// This year's episodes by DECOM; those without a readable DECOM last; otherwise in the order of the file.
    pub fn episodes_by_start(&self) -> &[Line<'a, Episode>] {
        self.episodes_by_start
            .get_or_init(|| by_date(self.episodes(), |episode| episode.started_on.date()))
    }

    /// Continuously looked after in the year, as the rules on OC2 reckon (notes on rules 157 and 543): at least one episode open in
    /// the year, and none that begins care in it, ends care in it, or is a short break. Unreadable dates count as blank.
    pub fn in_care_all_year(&self) -> bool {
        // The rows that name no child belong to several.
        if self.id.is_empty() {
            return false;
        }
        *self.in_care_all_year.get_or_init(|| {
            let (first, last) = (self.collection().starts_on, self.collection().ends_on);
            let open_in_year = |episode: &Line<'a, Episode>| {
                let ends_in_time = episode
                    .ceased_on
                    .date()
                    .is_none_or(|ceased| ceased >= first);
                let begins_in_time = episode
                    .started_on
                    .date()
                    .is_some_and(|started| started <= last);
                begins_in_time && ends_in_time
            };
            let interrupts = |episode: &Line<'a, Episode>| {
                let begins_care = episode.reason_new.is("S")
                    && episode
                        .started_on
                        .date()
                        .is_some_and(|started| first < started && started <= last);
                let ends_care = !episode.reason_ceased.is("X1")
                    && episode
                        .ceased_on
                        .date()
                        .is_some_and(|ceased| first <= ceased && ceased < last);
                let short_break =
                    episode.legal_status.is_one_of(SHORT_BREAKS) && open_in_year(episode);
                begins_care || ends_care || short_break
            };
            self.episodes().any(|episode| open_in_year(&episode))
                && !self.episodes().any(|episode| interrupts(&episode))
        })
    }
}

/// LS: an agreed series of short breaks.
pub const SHORT_BREAKS: &[&str] = &["V3", "V4"];

/// The rows by date; those without a readable date last; otherwise in the order of the file.
pub fn by_date<'a, T>(
    lines: impl Iterator<Item = Line<'a, T>>,
    date: impl Fn(&T) -> Option<Date>,
) -> Vec<Line<'a, T>> {
    let mut lines: Vec<_> = lines.collect();
    lines.sort_by_key(|line| date(line).map_or((true, Date::MAX), |date| (false, date)));
    lines
}

/// The row with the earliest readable date; the first in the file of several.
pub fn earliest<'a, T>(
    lines: impl Iterator<Item = Line<'a, T>>,
    date: impl Fn(&T) -> Option<Date>,
) -> Option<Line<'a, T>> {
    lines
        .filter_map(|line| date(&line).map(|date| (date, line)))
        .min_by_key(|(date, _)| *date)
        .map(|(_, line)| line)
}

/// The row with the latest readable date; the first in the file of several.
pub fn latest<'a, T>(
    lines: impl Iterator<Item = Line<'a, T>>,
    date: impl Fn(&T) -> Option<Date>,
) -> Option<Line<'a, T>> {
    latest_of(lines, date, |kept, other| other > kept)
}

/// The row with the latest readable date; the last in the file of several.
pub fn latest_and_last<'a, T>(
    lines: impl Iterator<Item = Line<'a, T>>,
    date: impl Fn(&T) -> Option<Date>,
) -> Option<Line<'a, T>> {
    latest_of(lines, date, |kept, other| other >= kept)
}

fn latest_of<'a, T>(
    lines: impl Iterator<Item = Line<'a, T>>,
    date: impl Fn(&T) -> Option<Date>,
    takes_over: impl Fn(Date, Date) -> bool,
) -> Option<Line<'a, T>> {
    let mut kept: Option<(Date, Line<'a, T>)> = None;
    for line in lines {
        let Some(date) = date(&line) else { continue };
        if kept.is_none_or(|(earlier, _)| takes_over(earlier, date)) {
            kept = Some((date, line));
        }
    }
    kept.map(|(_, line)| line)
}

impl ChildYear<'_> {
    /// Whether that year's table was handed in, with rows or without. A return in XML hands in all of them.
    pub fn was_handed_in(self, table: Table) -> bool {
        self.index
            .is_some_and(|index| index.reading.tables.contains(&table))
    }

    /// Whether that year's return came as XML.
    pub fn is_xml(self) -> bool {
        self.index
            .is_some_and(|index| index.reading.format == Format::Xml)
    }
}

impl Child<'_> {
    /// Whether the pupil number of this row of this year's Header stands in another row too, of the same child or of another.
    pub fn shares_pupil_number(&self, header: Line<'_, Header>) -> bool {
        self.this_year()
            .year()
            .is_some_and(|year| year.repeated_pupil_numbers().contains(&header.number))
    }
}
