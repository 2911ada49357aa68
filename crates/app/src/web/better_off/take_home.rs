//! The part beside a vacancy: what it would leave this person, in a line, with a warning where the pay is below the law.

use askama::Template;
use better_off::{TakeHome, WageCheck};

use super::words::{a_week, about, headline};

#[derive(Template)]
#[template(path = "better_off/take_home.html")]
struct TakeHomePart {
    headline: String,
    sentence: String,
    warning: String,
}

/// The part as HTML, to be put into a list or a page with `|safe`. `None`: nothing was worked out for this person yet.
pub fn take_home(found: Option<&TakeHome>) -> String {
    let part = match found {
        None => TakeHomePart {
            headline: "Take-home not known yet".to_owned(),
            sentence: "Work out what they have now first: the rent is needed.".to_owned(),
            warning: String::new(),
        },
        Some(found) => TakeHomePart {
            headline: headline(found.better_by),
            sentence: format!(
                "Wage after tax about {} a week; {} a week left after rent, Universal Credit included.",
                about(a_week(found.wage_a_month)),
                about(a_week(found.after_rent))
            ),
            warning: warning(found.wage),
        },
    };
    part.render().unwrap_or_default()
}

fn warning(wage: WageCheck) -> String {
    match wage {
        WageCheck::Below { pays, least } => {
            format!("Pays {pays} an hour. The law asks for at least {least}.")
        }
        WageCheck::Depends { pays, least, .. } => format!(
            "Pays {pays} an hour. The law may ask for {least}: ask about the apprenticeship year and any home that comes with it."
        ),
        WageCheck::NoWage | WageCheck::Legal { .. } => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use better_off::Pence;

    fn found(better_by: i64, wage: WageCheck) -> TakeHome {
        TakeHome {
            gross_a_month: Pence(75_227),
            wage_a_month: Pence(75_227),
            award_a_month: Pence(31_983),
            after_rent: Pence(62_210),
            better_by: Pence(better_by),
            wage,
            sentence: String::new(),
        }
    }

    #[test]
    fn a_vacancy_says_what_it_leaves_and_what_the_law_asks() {
        let legal = WageCheck::Legal {
            pays: Pence(1085),
            least: Pence(1085),
        };
        let part = take_home(Some(&found(33_852, legal)));
        assert!(part.contains("About £78 a week better off"), "{part}");
        assert!(
            part.contains("about £174 a week; £144 a week left after rent"),
            "{part}"
        );
        assert!(!part.contains("The law"));
        let below = WageCheck::Below {
            pays: Pence(800),
            least: Pence(1085),
        };
        let part = take_home(Some(&found(-500, below)));
        assert!(
            part.contains("worse off") && part.contains("at least £10.85"),
            "{part}"
        );
        assert!(take_home(None).contains("not known yet"));
    }
}
