//! Money in the plain words that stand first: about so much a week better or worse off.

use better_off::Pence;

/// "£86": to the nearest pound, without a sign.
pub fn about(amount: Pence) -> String {
    let pounds = amount.max(-amount).share(1, 100).0;
    let text = Pence::pounds(pounds).to_string();
    text.trim_end_matches(".00").to_owned()
}

/// The same with a minus where it is less than nothing.
pub fn about_signed(amount: Pence) -> String {
    let sign = if amount < Pence(-50) { "-" } else { "" };
    format!("{sign}{}", about(amount))
}

pub fn a_week(a_month: Pence) -> Pence {
    a_month.a_week_from_a_month()
}

/// "About £86 a week better off".
pub fn headline(better_by: Pence) -> String {
    let week = a_week(better_by);
    if week.max(-week) < Pence(50) {
        return "About the same as now".to_owned();
    }
    let side = if week > Pence::ZERO {
        "better"
    } else {
        "worse"
    };
    format!("About {} a week {side} off", about(week))
}

/// What is left, a month and a week, beside now; with the day of a job that begins later, beside that day without it.
pub fn beside_now(then: Pence, now: Pence, ahead: Option<&str>) -> String {
    let (then_week, now_week) = (a_week(then), a_week(now));
    match ahead {
        None => format!(
            "After rent there would be {then} a month ({then_week} a week). Now it is {now} ({now_week} a week)."
        ),
        Some(day) => format!(
            "It begins on {day}, so it is worked out with the rates and ages of that day. After rent there would be {then} a month ({then_week} a week). Without it there would be {now} ({now_week} a week) then."
        ),
    }
}

/// What council tax, deductions and the costs of working make of it; empty where they change nothing.
pub fn after_costs(better_by: Pence, after_costs: Pence) -> String {
    if better_by == after_costs {
        return String::new();
    }
    let result = headline(after_costs).replacen("About", "about", 1);
    format!("After council tax, deductions and the costs of working: {result}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_comes_first_in_whole_pounds() {
        for (month, expected) in [
            (37_267, "About £86 a week better off"),
            (-37_267, "About £86 a week worse off"),
            (0, "About the same as now"),
            (214, "About the same as now"),
            (217, "About £1 a week better off"),
            (-217, "About £1 a week worse off"),
            (500_000, "About £1,154 a week better off"),
        ] {
            assert_eq!(headline(Pence(month)), expected, "{month}");
        }
        assert_eq!(about_signed(Pence(-149)), "-£1");
        assert_eq!(about_signed(Pence(-20)), "£0");
    }

    #[test]
    fn costs_are_said_only_where_they_count() {
        assert_eq!(after_costs(Pence(100), Pence(100)), "");
        let said = after_costs(Pence(10_000), Pence(-4_333));
        assert!(said.ends_with("about £10 a week worse off."), "{said}");
    }
}
