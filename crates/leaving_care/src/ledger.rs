//! Money for a young person: what a payment goes through, step by step, and what is left of an award. Nothing here is stored: a state
//! follows from the steps that were taken, and a balance from awards and payments.

use serde::{Deserialize, Serialize};

use crate::money::Pence;

/// Something that was done with a payment. Each is done at most once, in an order that [`PaymentState::may`] allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// By a second person.
    Released,
    /// Not to be paid after all; of a failed one, that it is put away.
    Withdrawn,
    /// Written into a file for the council's finance.
    Exported,
    /// The bank said so.
    Paid,
    /// The bank could not pay it.
    Failed,
    /// It was paid and came back.
    Returned,
}

impl Step {
    pub const ALL: [Self; 6] = [
        Self::Released,
        Self::Withdrawn,
        Self::Exported,
        Self::Paid,
        Self::Failed,
        Self::Returned,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Released => "released",
            Self::Withdrawn => "withdrawn",
            Self::Exported => "exported",
            Self::Paid => "paid",
            Self::Failed => "failed",
            Self::Returned => "returned",
        }
    }

    pub fn from_code(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == text)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Released => "Released",
            Self::Withdrawn => "Taken back before it was paid",
            Self::Exported => "Sent to finance",
            Self::Paid => "Paid",
            Self::Failed => "The bank could not pay it",
            Self::Returned => "Came back",
        }
    }

    fn leads_to(self) -> PaymentState {
        match self {
            Self::Released => PaymentState::Released,
            Self::Withdrawn => PaymentState::Withdrawn,
            Self::Exported => PaymentState::Sent,
            Self::Paid => PaymentState::Paid,
            Self::Failed => PaymentState::Failed,
            Self::Returned => PaymentState::Returned,
        }
    }
}

/// Where a payment stands. In the order in which somebody must look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    Failed,
    /// Made, not yet released.
    Waiting,
    Released,
    /// In a file that finance has.
    Sent,
    Paid,
    Returned,
    Withdrawn,
}

impl PaymentState {
    pub const ALL: [Self; 7] = [
        Self::Failed,
        Self::Waiting,
        Self::Released,
        Self::Sent,
        Self::Paid,
        Self::Returned,
        Self::Withdrawn,
    ];

    /// The state after these steps, in their order.
    pub fn after(steps: impl IntoIterator<Item = Step>) -> Self {
        steps
            .into_iter()
            .last()
            .map_or(Self::Waiting, Step::leads_to)
    }

    /// Whether a step may come next. There is one way to be paid: released, exported, paid.
    pub fn may(self, step: Step) -> bool {
        matches!(
            (self, step),
            (Self::Waiting, Step::Released)
                | (
                    Self::Waiting | Self::Released | Self::Failed,
                    Step::Withdrawn
                )
                | (Self::Released, Step::Exported)
                | (Self::Sent, Step::Paid | Step::Failed)
                | (Self::Paid, Step::Returned)
        )
    }

    /// Whether its money is bound and not yet there.
    pub fn is_on_its_way(self) -> bool {
        matches!(self, Self::Waiting | Self::Released | Self::Sent)
    }

    pub fn code(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Waiting => "waiting",
            Self::Released => "released",
            Self::Sent => "sent",
            Self::Paid => "paid",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// To staff and to the young person alike.
    pub fn label(self) -> &'static str {
        match self {
            Self::Failed => "Could not be paid",
            Self::Waiting => "Waits for a second person",
            Self::Released => "Ready to be sent",
            Self::Sent => "With the bank",
            Self::Paid => "Paid",
            Self::Returned => "Came back",
            Self::Withdrawn => "Taken back",
        }
    }
}

/// What became of an award, or of all awards of a person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Balance {
    /// With what was taken back already off.
    pub awarded: Pence,
    pub paid: Pence,
    /// Made, and not yet paid.
    pub on_its_way: Pence,
}

impl Balance {
    pub fn of(awarded: Pence, payments: impl IntoIterator<Item = (Pence, PaymentState)>) -> Self {
        let mut balance = Self {
            awarded,
            ..Self::default()
        };
        for (amount, state) in payments {
            if state == PaymentState::Paid {
                balance.paid = balance.paid + amount;
            } else if state.is_on_its_way() {
                balance.on_its_way = balance.on_its_way + amount;
            }
        }
        balance
    }

    /// What can still be paid.
    pub fn left(self) -> Pence {
        self.awarded.less(self.paid).less(self.on_its_way)
    }

    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            awarded: self.awarded + other.awarded,
            paid: self.paid + other.paid,
            on_its_way: self.on_its_way + other.on_its_way,
        }
    }
}

/// Whether a text holds what could be the number of a payment card, or a sort code with an account number: 13 to 19 digits, spaces and
/// dashes between them or not. Such numbers have no place in a record; the council's finance gives a reference instead.
pub fn could_be_a_card_or_account_number(text: &str) -> bool {
    let mut digits = 0;
    for character in text.chars().chain(['.']) {
        match character {
            character if character.is_numeric() => digits += 1,
            ' ' | '-' | '\u{a0}' | '\u{2010}'..='\u{2015}' => {}
            _ => {
                if (13..=19).contains(&digits) {
                    return true;
                }
                digits = 0;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_payment_goes_one_way() {
        use PaymentState::{Failed, Paid, Released, Returned, Sent, Waiting, Withdrawn};
        let check = |state: PaymentState, allowed: &[Step]| {
            for step in Step::ALL {
                assert_eq!(
                    state.may(step),
                    allowed.contains(&step),
                    "{state:?} {step:?}"
                );
            }
        };
        check(Waiting, &[Step::Released, Step::Withdrawn]);
        check(Released, &[Step::Exported, Step::Withdrawn]);
        check(Sent, &[Step::Paid, Step::Failed]);
        check(Paid, &[Step::Returned]);
        check(Failed, &[Step::Withdrawn]);
        check(Withdrawn, &[]);
        check(Returned, &[]);
    }

    #[test]
    fn a_balance_counts_each_payment_once() {
        use PaymentState::{Failed, Paid, Returned, Sent, Waiting, Withdrawn};
        let check = |payments: &[(i64, PaymentState)], paid: i64, on_its_way: i64, left: i64| {
            let payments = payments
                .iter()
                .map(|(pounds, state)| (Pence::pounds(*pounds), *state));
            let balance = Balance::of(Pence::pounds(100), payments);
            assert_eq!(balance.paid, Pence::pounds(paid));
            assert_eq!(balance.on_its_way, Pence::pounds(on_its_way));
            assert_eq!(balance.left(), Pence::pounds(left));
        };
        check(&[], 0, 0, 100);
        check(&[(40, Waiting)], 0, 40, 60);
        check(&[(40, Paid), (60, Sent)], 40, 60, 0);
        check(&[(40, Failed), (30, Withdrawn), (20, Returned)], 0, 0, 100);
    }

    #[test]
    fn numbers_of_cards_are_seen() {
        let check = |text: &str, could: bool| {
            assert_eq!(could_be_a_card_or_account_number(text), could, "{text}");
        };
        check("4111 1111 1111 1111", true);
        check("card 4111-1111-1111-1111.", true);
        check("378282246310005", true);
        check("4111111111111", true);
        check("411111111111", false);
        check("CL-004321", false);
        check("ring 01632 960001 or 07700 900123", false);
        check("", false);
        check("20-30-40 12345678, 9 March", true);
        check("9 March 2026", false);
    }

    proptest! {
        /// Whatever is tried in whatever order: paid at most once, and never without release and export before it.
        #[test]
        fn nothing_is_paid_twice(tried in proptest::collection::vec(0..6_usize, 0..40)) {
            let mut taken: Vec<Step> = Vec::new();
            for step in tried.into_iter().map(|number| Step::ALL[number]) {
                if PaymentState::after(taken.iter().copied()).may(step) {
                    taken.push(step);
                }
            }
            let at = |step: Step| taken.iter().position(|taken| *taken == step);
            for step in Step::ALL {
                prop_assert!(taken.iter().filter(|taken| **taken == step).count() <= 1);
            }
            if let Some(paid) = at(Step::Paid) {
                prop_assert!(at(Step::Released) < at(Step::Exported) && at(Step::Exported) < Some(paid));
                prop_assert!(at(Step::Withdrawn).is_none() && at(Step::Failed).is_none());
            }
        }
    }
}
