//! One cell of the return: the value that it holds, or what was written there when it means nothing.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};

use jiff::civil::Date;
use smol_str::SmolStr;

use crate::codes::Years;
use crate::date::{is_written_with_slashes, parse_far_date};

/// Free text: a UPN, a postcode, a score that no rule of reading has to understand.
///
/// Up to 23 bytes stand in the cell itself: nearly all texts of a return do, and none of them asks for memory of its own.
pub type Text = SmolStr;

/// Something that a column of the return can hold.
pub trait FieldValue: Sized {
    /// Why a value that was understood still deserves a note when it is not written the Department's way.
    const UNUSUAL: &'static str;

    /// Takes text without spaces around it, never blank. `None` when it means nothing in this column.
    fn read(text: &str) -> Option<Self>;

    /// The value, when the text is one that needs no second look: written the Department's way, without spaces around it. `None` sends it
    /// through [`FieldValue::read`].
    fn read_plain(_: &str) -> Option<Cell<Self>> {
        None
    }

    /// The Department's own way to write this value.
    fn write(&self) -> Cow<'_, str>;

    /// Whether `text`, from which this value was read, is the Department's way to write it.
    fn is_written_as(&self, text: &str) -> bool {
        self.write() == text
    }

    /// What to say about text that could not be read.
    fn complaint(text: &str) -> Complaint;

    /// The years for which the value may be used.
    fn years(&self) -> Years {
        Years::ALWAYS
    }
}

/// Why a cell could not be read, and what to do about it: one sentence each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    pub reason: Cow<'static, str>,
    pub remedy: Cow<'static, str>,
}

/// A cell as it was read. Nothing is lost: text that means nothing, or that is written in an unusual way, is kept beside the value.
#[derive(Debug, Clone)]
pub struct Cell<T>(Content<T>);

#[derive(Debug, Clone)]
enum Content<T> {
    Blank,
    /// Written the Department's way, so that the value says what was written.
    Usual(T),
    /// Rare, and therefore out of the way: the other cells stay small.
    Unusual(Box<Unusual<T>>),
}

/// A cell that is written in another way than the Department's, or means nothing.
#[derive(Debug, Clone)]
struct Unusual<T> {
    value: Option<T>,
    written: Box<str>,
}

impl<T: FieldValue> Cell<T> {
    #[inline]
    pub fn read(raw: &str) -> Self {
        if raw.is_empty() {
            return Self::blank();
        }
        if let Some(cell) = T::read_plain(raw) {
            return cell;
        }
        let text = trimmed(raw);
        if text.is_empty() {
            return Self::blank();
        }
        let value = T::read(text);
        match value {
            Some(value) if text.len() == raw.len() && value.is_written_as(text) => Self::of(value),
            value => Self(Content::Unusual(Box::new(Unusual {
                value,
                written: raw.into(),
            }))),
        }
    }

    /// What was in the file, spaces and all. Empty when the cell was blank.
    pub fn as_written(&self) -> Cow<'_, str> {
        match &self.0 {
            Content::Blank => Cow::Borrowed(""),
            Content::Usual(value) => value.write(),
            Content::Unusual(unusual) => Cow::Borrowed(&unusual.written),
        }
    }
}

/// Without the spaces around it, which hardly any text has.
fn trimmed(raw: &str) -> &str {
    if is_bare(raw) { raw } else { raw.trim() }
}

/// Whether text begins and ends with a plain sign, so that no space can stand around it.
#[inline]
fn is_bare(text: &str) -> bool {
    let bytes = text.as_bytes();
    let plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    plain(bytes.first()) && plain(bytes.last())
}

/// What the Department's rules ask of a cell: they compare codes as they are written, capitals and all.
impl<T: FieldValue> Cell<T> {
    /// The text of the cell without spaces around it. Empty when it is blank.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.0 {
            Content::Blank => Cow::Borrowed(""),
            Content::Usual(value) => value.write(),
            Content::Unusual(unusual) => Cow::Borrowed(unusual.written.trim()),
        }
    }

    /// Whether exactly this is written. A blank cell is nothing: `is("")` is false for it too.
    pub fn is(&self, code: &str) -> bool {
        !self.is_blank() && are_the_same(&self.text(), code)
    }

    /// Whether exactly one of these is written. A blank cell is none of them.
    pub fn is_one_of(&self, codes: &[&str]) -> bool {
        if self.is_blank() {
            return false;
        }
        let text = self.text();
        codes.iter().any(|code| are_the_same(&text, code))
    }

    /// Whether something is written and it is none of these.
    pub fn is_other_than(&self, codes: &[&str]) -> bool {
        !self.is_blank() && !self.is_one_of(codes)
    }
}

/// Codes have one to six letters: for so few, comparing them here is faster than asking the system to compare memory, and rules compare
/// codes millions of times.
fn are_the_same(left: &str, right: &str) -> bool {
    left.len() == right.len() && left.bytes().eq(right.bytes())
}

impl Cell<Date> {
    /// The date, when it is written the way that the collection asks: day, month and year of four digits with slashes (in XML also
    /// the year first), and nothing around it. The reader understands more; the rules do not. On the other hand they take a day in
    /// 1890 for the date that it is (rule 353), where the reader takes it for a slip.
    pub fn date(&self) -> Option<Date> {
        match &self.0 {
            Content::Blank => None,
            Content::Usual(date) => Some(*date),
            Content::Unusual(unusual) => match unusual.value {
                Some(date) => Some(date).filter(|_| is_written_with_slashes(&unusual.written)),
                None => parse_far_date(&unusual.written),
            },
        }
    }

    /// Whether something is written that is no date as the collection asks for it.
    pub fn is_no_date(&self) -> bool {
        !self.is_blank() && self.date().is_none()
    }
}

impl<T> Cell<T> {
    pub const fn blank() -> Self {
        Self(Content::Blank)
    }

    pub const fn of(value: T) -> Self {
        Self(Content::Usual(value))
    }

    /// The value, when the cell holds one that could be understood.
    pub fn value(&self) -> Option<&T> {
        match &self.0 {
            Content::Blank => None,
            Content::Usual(value) => Some(value),
            Content::Unusual(unusual) => unusual.value.as_ref(),
        }
    }

    pub const fn is_blank(&self) -> bool {
        matches!(self.0, Content::Blank)
    }

    /// Something is written here, but it means nothing in this column.
    pub fn is_unreadable(&self) -> bool {
        matches!(&self.0, Content::Unusual(unusual) if unusual.value.is_none())
    }

    /// Whether there is nothing to say about the cell: it is blank, or written the Department's way.
    pub(crate) const fn is_usual(&self) -> bool {
        !matches!(self.0, Content::Unusual(_))
    }

    /// What decides whether two cells say the same: the value, or the text where there is none.
    fn meaning(&self) -> (Option<&T>, &str) {
        match &self.0 {
            Content::Blank => (None, ""),
            Content::Usual(value) => (Some(value), ""),
            Content::Unusual(unusual) => match &unusual.value {
                Some(value) => (Some(value), ""),
                None => (None, unusual.written.trim()),
            },
        }
    }
}

/// Two cells are equal when they mean the same: `1/4/2001` equals `01/04/2001`.
impl<T: PartialEq> PartialEq for Cell<T> {
    fn eq(&self, other: &Self) -> bool {
        self.meaning() == other.meaning()
    }
}

impl<T: Eq> Eq for Cell<T> {}

impl<T: Hash> Hash for Cell<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.meaning().hash(state);
    }
}

impl FieldValue for Text {
    const UNUSUAL: &'static str = "";

    fn read(text: &str) -> Option<Self> {
        Some(short_text(text))
    }

    #[inline]
    fn read_plain(text: &str) -> Option<Cell<Self>> {
        is_bare(text).then(|| Cell::of(short_text(text)))
    }

    fn write(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }

    fn is_written_as(&self, _: &str) -> bool {
        true
    }

    fn complaint(_: &str) -> Complaint {
        Complaint {
            reason: "".into(),
            remedy: "".into(),
        }
    }
}

/// The text, in place when it is short: copied here, because a call costs more than the few bytes that there are.
#[inline]
fn short_text(text: &str) -> Text {
    const LONGEST_IN_PLACE: usize = 23;
    if text.len() <= LONGEST_IN_PLACE {
        SmolStr::new_inline(text)
    } else {
        SmolStr::new(text)
    }
}

/// The authority's own identifier of a child in the return (column CHILD): the same child has the same one every year.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChildId(Text);

impl ChildId {
    /// The Department allows ten characters; longer ones are met in test systems. Beyond this it is some other text gone astray.
    const LONGEST: usize = 50;

    pub fn new(text: &str) -> Option<Self> {
        let fits = !text.is_empty() && text.len() <= Self::LONGEST;
        let whole = || text == text.trim() && !text.chars().any(char::is_control);
        (fits && whole()).then(|| Self(short_text(text)))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ChildId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FieldValue for ChildId {
    const UNUSUAL: &'static str = "";

    fn read(text: &str) -> Option<Self> {
        Self::new(text)
    }

    #[inline]
    fn read_plain(text: &str) -> Option<Cell<Self>> {
        let fits = !text.is_empty() && text.len() <= Self::LONGEST;
        let plain = fits && text.bytes().all(|byte| byte.is_ascii_graphic());
        plain.then(|| Cell::of(Self(short_text(text))))
    }

    fn write(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }

    fn is_written_as(&self, _: &str) -> bool {
        true
    }

    fn complaint(_: &str) -> Complaint {
        Complaint {
            reason: "This cannot be a child's identifier: it is too long or holds line breaks.".into(),
            remedy: "Put the child's identifier here; if the row has slipped, put each value back in its column.".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::codes::InTouch;

    fn check<T: FieldValue + PartialEq + fmt::Debug>(raw: &str, value: Option<&T>, blank: bool) {
        let cell = Cell::<T>::read(raw);
        assert_eq!(cell.value(), value, "{raw:?}");
        assert_eq!(cell.is_blank(), blank, "{raw:?}");
        assert_eq!(cell.is_unreadable(), value.is_none() && !blank, "{raw:?}");
        if !blank {
            assert_eq!(cell.as_written(), raw, "nothing that was written is lost");
        }
    }

    #[test]
    fn a_cell_keeps_its_value_and_what_was_written() {
        check::<InTouch>("YES", Some(&InTouch::Yes), false);
        check::<InTouch>(" yes ", Some(&InTouch::Yes), false);
        check::<InTouch>("MAYBE", None, false);
        check::<InTouch>("", None, true);
        check::<InTouch>("  \t", None, true);
        check::<Date>("1/4/2001", Some(&date(2001, 4, 1)), false);
        check::<Date>("31/02/2001", None, false);
        check::<Text>("AB1 2CD ", Some(&"AB1 2CD".into()), false);
        check::<ChildId>("907440", ChildId::new("907440").as_ref(), false);
        check::<ChildId>("90\n44", None, false);
        check::<ChildId>(&"9".repeat(51), None, false);
    }

    #[test]
    fn cells_are_equal_when_they_mean_the_same() {
        let check = |left: &str, right: &str, same: bool| {
            assert_eq!(
                Cell::<Date>::read(left) == Cell::<Date>::read(right),
                same,
                "{left:?} and {right:?}"
            );
        };
        check("1/4/2001", "01/04/2001", true);
        check("01/04/2001", "02/04/2001", false);
        check("rubbish", "rubbish ", true);
        check("rubbish", "other", false);
        check("", " ", true);
        check("", "rubbish", false);
    }
}
