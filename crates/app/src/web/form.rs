//! A form as it was sent and what is wrong with it: kept whole, so that nothing typed is lost when the page comes back.

use axum::http::StatusCode;
use casework::Error;
use jiff::civil::Date;

use super::context::Problem;

/// The fields as `(name, text)` in the order sent, and one message a field that must be put right.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    values: Vec<(String, String)>,
    errors: Vec<FieldError>,
}

/// One line of the error summary; its link leads to the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    pub field: String,
    pub message: String,
}

/// One answer among several: of radios, checkboxes or a select.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// May be empty.
    pub hint: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: String::new(),
        }
    }

    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

impl FromIterator<(String, String)> for Form {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(sent: I) -> Self {
        Self {
            values: sent.into_iter().collect(),
            errors: Vec::new(),
        }
    }
}

impl Form {
    /// What was typed, without the spaces around it; empty when the field was not sent.
    pub fn value(&self, field: &str) -> &str {
        self.values_of(field).next().unwrap_or_default()
    }

    /// Every answer ticked under one name.
    pub fn values_of<'form>(&'form self, field: &str) -> impl Iterator<Item = &'form str> {
        self.values
            .iter()
            .filter(move |(name, _)| name == field)
            .map(|(_, value)| value.trim())
    }

    pub fn is_chosen(&self, field: &str, value: &str) -> bool {
        self.values_of(field).any(|chosen| chosen == value)
    }

    /// Fills a field before the form is first shown.
    pub fn set(&mut self, field: &str, value: impl Into<String>) {
        self.values.retain(|(name, _)| name != field);
        self.values.push((field.to_owned(), value.into()));
    }

    /// Ticks one more answer of a field before the form is first shown.
    pub fn also(&mut self, field: &str, value: impl Into<String>) {
        self.values.push((field.to_owned(), value.into()));
    }

    /// Ticks several answers under one name before the form is first shown.
    pub fn set_all<'form>(&mut self, field: &str, values: impl IntoIterator<Item = &'form str>) {
        self.values.retain(|(name, _)| name != field);
        let values = values.into_iter();
        self.values
            .extend(values.map(|value| (field.to_owned(), value.to_owned())));
    }

    /// Fills the three boxes of a date.
    pub fn set_date(&mut self, field: &str, date: Date) {
        self.set(&format!("{field}-day"), date.day().to_string());
        self.set(&format!("{field}-month"), date.month().to_string());
        self.set(&format!("{field}-year"), date.year().to_string());
    }

    pub fn add_error(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.errors.push(FieldError {
            field: field.into(),
            message: message.into(),
        });
    }

    /// The first message of a field; empty when nothing is wrong with it.
    pub fn error(&self, field: &str) -> &str {
        self.errors
            .iter()
            .find(|error| error.field == field)
            .map_or("", |error| &error.message)
    }

    /// Everything as it was sent, in order.
    pub fn sent(&self) -> &[(String, String)] {
        &self.values
    }

    /// What was found wrong with the answers after they had been read.
    pub fn add_problems(&mut self, problems: &[casework::Problem]) {
        for problem in problems {
            self.add_error(problem.field, problem.message.clone());
        }
    }

    /// What an action that was not done means for the form that asked for it: what was wrong is said in the form, beside the field `at`
    /// where it is about no field, and the status is what the page is sent with. Gives back what no form can say.
    pub fn take_refusal(&mut self, error: Error, at: &str) -> Result<StatusCode, Problem> {
        match error {
            Error::Invalid(problems) => self.add_problems(&problems),
            Error::Refused(why) => self.add_error(at, why),
            Error::Conflict => return Ok(StatusCode::CONFLICT),
            other => return Err(other.into()),
        }
        Ok(StatusCode::UNPROCESSABLE_ENTITY)
    }

    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// A text that must be there. `what` continues "Enter": "a note of what was said".
    pub fn required(&mut self, field: &str, what: &str) -> Option<String> {
        let value = self.value(field).to_owned();
        if value.is_empty() {
            self.add_error(field, format!("Enter {what}"));
            return None;
        }
        Some(value)
    }

    /// A date that must be there. `label` begins the messages: "The date it started".
    pub fn required_date(&mut self, field: &str, label: &str) -> Option<Date> {
        let date = self.optional_date(field, label);
        if date.is_none() && self.error(field).is_empty() {
            self.add_error(field, format!("{label} must be given"));
        }
        date
    }

    /// A date in three boxes, `field-day`, `field-month` (a number or a name) and `field-year`. Nothing typed is `None`;
    /// a part left out or a date that does not exist adds an error and is `None` too.
    pub fn optional_date(&mut self, field: &str, label: &str) -> Option<Date> {
        let part = |name: &str| self.value(&format!("{field}-{name}")).to_owned();
        let (day, month, year) = (part("day"), part("month"), part("year"));
        let missing: Vec<&str> = [("day", &day), ("month", &month), ("year", &year)]
            .iter()
            .filter(|(_, typed)| typed.is_empty())
            .map(|(name, _)| *name)
            .collect();
        if missing.len() == 3 {
            return None;
        }
        if !missing.is_empty() {
            self.add_error(
                field,
                format!("{label} must include a {}", missing.join(" and a ")),
            );
            return None;
        }
        let date = read_date(&day, &month, &year);
        if date.is_none() {
            self.add_error(
                field,
                format!("{label} must be a real date, like 3 11 2025"),
            );
        }
        date
    }
}

/// Two-digit years are refused: a guess of the century in a date of birth is worse than a question.
fn read_date(day: &str, month: &str, year: &str) -> Option<Date> {
    let year = year.parse().ok().filter(|_| year.len() == 4)?;
    Date::new(year, read_month(month)?, day.parse().ok()?).ok()
}

fn read_month(typed: &str) -> Option<i8> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if let Ok(number) = typed.parse() {
        return Some(number);
    }
    let typed = typed.to_lowercase();
    let position = NAMES
        .iter()
        .position(|name| typed.len() >= 3 && name.starts_with(&typed))?;
    i8::try_from(position + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn form(sent: &[(&str, &str)]) -> Form {
        sent.iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn dates_in_three_boxes() {
        let check = |day: &str, month: &str, year: &str, expected: Result<Option<Date>, &str>| {
            let mut form = form(&[("on-day", day), ("on-month", month), ("on-year", year)]);
            let read = form.optional_date("on", "The start date");
            match expected {
                Ok(date) => {
                    assert_eq!((read, form.error("on")), (date, ""), "{day} {month} {year}");
                }
                Err(message) => assert_eq!(
                    (read, form.error("on")),
                    (None, message),
                    "{day} {month} {year}"
                ),
            }
        };
        check("", "", "", Ok(None));
        check("3", "11", "2025", Ok(Some(date(2025, 11, 3))));
        check(" 03 ", "nov", "2025", Ok(Some(date(2025, 11, 3))));
        check("3", "November", "2025", Ok(Some(date(2025, 11, 3))));
        check("29", "2", "2024", Ok(Some(date(2024, 2, 29))));
        check(
            "29",
            "2",
            "2025",
            Err("The start date must be a real date, like 3 11 2025"),
        );
        check(
            "3",
            "no",
            "2025",
            Err("The start date must be a real date, like 3 11 2025"),
        );
        check(
            "3",
            "11",
            "25",
            Err("The start date must be a real date, like 3 11 2025"),
        );
        check("", "11", "2025", Err("The start date must include a day"));
        check(
            "3",
            "",
            "",
            Err("The start date must include a month and a year"),
        );
    }

    #[test]
    fn what_was_sent_is_kept_and_what_is_missing_is_said() {
        let mut form = form(&[("note", "  "), ("groups", "parent"), ("groups", "disabled")]);
        assert!(form.is_chosen("groups", "parent") && form.is_chosen("groups", "disabled"));
        assert!(!form.is_chosen("groups", "carer"));
        assert_eq!(form.required("note", "a note"), None);
        assert_eq!(form.error("note"), "Enter a note");
        assert_eq!(form.required_date("on", "The date"), None);
        assert_eq!(form.error("on"), "The date must be given");
        form.set_date("on", date(2025, 3, 1));
        assert_eq!(form.optional_date("on", "The date"), Some(date(2025, 3, 1)));
        assert_eq!(form.value("never sent"), "");
    }
}
