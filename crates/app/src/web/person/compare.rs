//! Two versions of the same thing beside each other, with the lines that differ marked.

/// What one line is called and what it says.
pub type Fact = (&'static str, String);

/// A line of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub label: &'static str,
    pub left: String,
    pub right: String,
    pub differs: bool,
}

/// Every line that either side has, in the order in which they come; an absent one is empty.
pub fn side_by_side(left: &[Fact], right: &[Fact]) -> Vec<Line> {
    let mut labels: Vec<&'static str> = Vec::new();
    for (label, _) in left.iter().chain(right) {
        if !labels.contains(label) {
            labels.push(label);
        }
    }
    let text = |facts: &[Fact], wanted: &str| {
        facts
            .iter()
            .find(|(label, _)| *label == wanted)
            .map_or_else(String::new, |(_, text)| text.clone())
    };
    labels
        .into_iter()
        .map(|label| {
            let (left, right) = (text(left, label), text(right, label));
            Line {
                label,
                differs: left != right,
                left,
                right,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_are_whole_and_differences_are_marked() {
        let left = [("Kind", "College".to_owned()), ("Note", "mine".to_owned())];
        let right = [("Kind", "College".to_owned()), ("From", "1 May".to_owned())];
        let lines: Vec<(&str, String, String, bool)> = side_by_side(&left, &right)
            .into_iter()
            .map(|line| (line.label, line.left, line.right, line.differs))
            .collect();
        let text = str::to_owned;
        assert_eq!(
            lines,
            [
                ("Kind", text("College"), text("College"), false),
                ("Note", text("mine"), text(""), true),
                ("From", text(""), text("1 May"), true),
            ]
        );
    }
}
