//! Two texts line by line: what was left out, what was added, what stayed.

/// A line of both texts together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    Same(String),
    Removed(String),
    Added(String),
}

/// Larger tables than this are not worked out: beyond the lines that both begin and end with, everything counts as changed.
const LARGEST: usize = 4_000_000;

/// What leads from one text to the other with the fewest lines changed.
pub fn compare_lines(before: &str, after: &str) -> Vec<Line> {
    let before: Vec<&str> = before.lines().collect();
    let after: Vec<&str> = after.lines().collect();
    let alike = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| {
        pairs.take_while(|(one, other)| one == other).count()
    };
    let start = alike(&mut before.iter().zip(&after));
    let (old, new) = (&before[start..], &after[start..]);
    let end = alike(&mut old.iter().rev().zip(new.iter().rev()));
    let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);

    let same = |lines: &[&str]| -> Vec<Line> {
        lines
            .iter()
            .map(|line| Line::Same((*line).to_owned()))
            .collect()
    };
    let mut lines = same(&before[..start]);
    lines.extend(middle(old, new));
    lines.extend(same(&before[before.len() - end..]));
    lines
}

/// The longest common row of lines, by the usual table.
fn middle(old: &[&str], new: &[&str]) -> Vec<Line> {
    let removed = |line: &&str| Line::Removed((*line).to_owned());
    let added = |line: &&str| Line::Added((*line).to_owned());
    let width = new.len() + 1;
    if (old.len() + 1).saturating_mul(width) > LARGEST {
        let mut lines: Vec<Line> = old.iter().map(removed).collect();
        lines.extend(new.iter().map(added));
        return lines;
    }
    // longest[i * width + j]: how many lines old[i..] and new[j..] have in common.
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    for (i, one) in old.iter().enumerate().rev() {
        for (j, other) in new.iter().enumerate().rev() {
            longest[i * width + j] = if one == other {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut lines = Vec::new();
    loop {
        match (old.get(i), new.get(j)) {
            (Some(one), Some(other)) if one == other => {
                lines.push(Line::Same((*one).to_owned()));
                i += 1;
                j += 1;
            }
            (Some(one), Some(_)) if longest[(i + 1) * width + j] >= longest[i * width + j + 1] => {
                lines.push(removed(one));
                i += 1;
            }
            (_, Some(other)) => {
                lines.push(added(other));
                j += 1;
            }
            (Some(one), None) => {
                lines.push(removed(one));
                i += 1;
            }
            (None, None) => return lines,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "  same", "- removed", "+ added".
    fn shown(lines: &[Line]) -> Vec<String> {
        let mark = |line: &Line| match line {
            Line::Same(text) => format!("  {text}"),
            Line::Removed(text) => format!("- {text}"),
            Line::Added(text) => format!("+ {text}"),
        };
        lines.iter().map(mark).collect()
    }

    #[test]
    fn lines_are_compared_with_the_fewest_changes() {
        let check = |before: &str, after: &str, expected: &[&str]| {
            assert_eq!(shown(&compare_lines(before, after)), expected);
        };
        check("", "", &[]);
        check("a\nb", "a\nb", &["  a", "  b"]);
        check("", "a", &["+ a"]);
        check("a", "", &["- a"]);
        check("a\nb\nc", "a\nx\nc", &["  a", "- b", "+ x", "  c"]);
        check(
            "a\nb\nc\nd",
            "a\nc\nd\ne",
            &["  a", "- b", "  c", "  d", "+ e"],
        );
        check("a\na\na", "a\na", &["  a", "  a", "- a"]);
    }

    #[test]
    fn texts_too_long_for_the_table_are_still_compared() {
        let numbered = |from: usize| -> String {
            let lines: Vec<String> = (from..from + 2_500).map(|line| line.to_string()).collect();
            lines.join("\n") + "\n"
        };
        let (before, after) = (numbered(0), numbered(10_000));
        let lines = compare_lines(
            &format!("first\n{before}last"),
            &format!("first\n{after}last"),
        );
        assert_eq!(lines.len(), 5_002);
        assert_eq!(lines[0], Line::Same("first".into()));
        assert_eq!(lines[5_001], Line::Same("last".into()));
    }
}
