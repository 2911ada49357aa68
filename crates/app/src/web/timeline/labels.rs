//! Words beside what is drawn: those that do not fit in their bar, and those of marks, put on lines below so that nothing meets.

use super::{DrawnMark, LINE, Label, Size};

/// Words that stand under what they name, with a line that leads to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// Where the line begins.
    pub x: i32,
    pub y: i32,
    pub text: String,
    pub is_quiet: bool,
}

/// Puts the words that do not fit in their bars on lines below, from the right, so that no line leads through words.
/// Gives the labels and the number of lines.
pub fn place(outside: &[Outside], top: i32, size: &Size) -> (Vec<Label>, i32) {
    struct Placed {
        line: i32,
        from: i32,
        until: i32,
        leader: i32,
    }
    let mut placed: Vec<Placed> = Vec::new();
    let mut labels = Vec::new();
    for words in outside.iter().rev() {
        let width = width_of(&words.text);
        let leader = words.x;
        let edge = size.width - size.right - 5;
        let runs_over = leader + width > edge;
        let from = if runs_over {
            (edge - width).max(0)
        } else {
            leader
        };
        let until = from + width + 10;
        let words_are_free = |line: i32| {
            placed
                .iter()
                .all(|other| other.line != line || until <= other.from || other.until <= from)
        };
        let lines_are_free = |line: i32| {
            placed.iter().all(|other| {
                let own_line_meets_words =
                    other.line < line && (other.from - 3..other.until).contains(&leader);
                let other_line_meets_words =
                    other.line > line && (from - 3..until).contains(&other.leader);
                !own_line_meets_words && !other_line_meets_words
            })
        };
        let most = i32::try_from(outside.len()).unwrap_or(0);
        // At the right edge of a phone there may be no such place: then a line passes behind words.
        let line = (0..=most)
            .find(|line| words_are_free(*line) && lines_are_free(*line))
            .or_else(|| (0..=most).find(|line| words_are_free(*line)))
            .unwrap_or(most);
        let y = top + (line + 1) * LINE - 4;
        labels.push(Label {
            x: from + i32::from(!runs_over) * 4,
            y,
            text: words.text.clone(),
            is_quiet: words.is_quiet,
            leader: Some((leader, words.y, y - if runs_over { 12 } else { 4 })),
        });
        placed.push(Placed {
            line,
            from,
            until,
            leader,
        });
    }
    let lines = placed.iter().map(|label| label.line + 1).max().unwrap_or(0);
    (labels, lines)
}

/// The longest words that several kinds of mark share: more would not fit a phone.
const LONGEST_SHARED: usize = 36;

/// Marks that share one label, from the first to the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub from: i32,
    pub until: i32,
    /// What they say, each once, in the order of the first.
    words: Vec<&'static str>,
    pub count: usize,
}

impl Group {
    /// "Review", "Review, 5 times", "Assessment, plan", or where they say too many things "7 steps".
    pub fn text(&self) -> String {
        match (self.words.as_slice(), self.count) {
            ([one], 1) => (*one).to_owned(),
            ([one], count) => format!("{one}, {count} times"),
            (several, count) => {
                let joined = joined(several);
                if joined.chars().count() <= LONGEST_SHARED {
                    joined
                } else {
                    format!("{count} steps")
                }
            }
        }
    }

    fn with(&self, next: &Self) -> Self {
        let mut words = self.words.clone();
        words.extend(next.words.iter().filter(|word| !self.words.contains(word)));
        Self {
            from: self.from,
            until: next.until,
            words,
            count: self.count + next.count,
        }
    }
}

/// "Assessment, plan, NEET Panel": what follows begins small, except for abbreviations.
fn joined(words: &[&str]) -> String {
    let mut text = String::new();
    for word in words {
        let is_abbreviated = word.chars().take(2).all(char::is_uppercase);
        if text.is_empty() {
            text.push_str(word);
        } else if is_abbreviated {
            text = format!("{text}, {word}");
        } else {
            text = format!("{text}, {}", word.to_lowercase());
        }
    }
    text
}

/// Gathers marks until their words fit: first the same thing said again close by, then whatever stands closest.
pub fn gather(marks: &[DrawnMark], fits: impl Fn(&[Group]) -> bool) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for mark in marks {
        let alone = Group {
            from: mark.x,
            until: mark.x,
            words: vec![mark.label],
            count: 1,
        };
        match groups.last_mut() {
            Some(last)
                if last.words == [mark.label] && mark.x - last.until < width_of(&last.text()) =>
            {
                *last = last.with(&alone);
            }
            _ => groups.push(alone),
        }
    }
    while !fits(&groups) {
        let closest = groups
            .windows(2)
            .map(|pair| pair[1].from - pair[0].until)
            .enumerate()
            .min_by_key(|(_, gap)| *gap);
        let Some((place, _)) = closest else {
            break;
        };
        let next = groups.remove(place + 1);
        if let Some(first) = groups.get_mut(place) {
            *first = first.with(&next);
        }
    }
    groups
}

/// How wide a text is in Arial at 14, letter by letter, a little rounded up.
pub fn width_of(text: &str) -> i32 {
    let tenths: i32 = text
        .chars()
        .map(|character| match character {
            'i' | 'j' | 'l' | '\'' | '|' => 33,
            ' ' | ',' | '.' | ':' | ';' | 'f' | 't' | 'I' | '-' | '(' | ')' => 43,
            'r' => 49,
            'm' | 'w' | 'M' | 'W' => 122,
            character if character.is_uppercase() => 102,
            _ => 80,
        })
        .sum();
    tenths / 10 + 1
}
