//! Rule 168: a pupil number has the form of one, or is one of the five codes for an unknown one.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Header;

pub static RULE: Rule = Rule {
    code: "168",
    message: "Unique Pupil Number (UPN) is not valid. If unknown, default codes should be UN1, UN2, UN3, UN4 or UN5.",
    why: "A UPN is a letter (never I, O or S), then eleven digits, then a digit or a letter: 13 characters, all in capitals. UN1 to UN5 say why there is none.",
    fix: "Check UPN in Header against the school's records. If the child has none or it is not known, write the fitting code UN1 to UN5.",
    doubt: "The form is checked, not whether the first letter is the right check letter for the digits. A blank is accepted.",
    fields: &[(Header, &["UPN"])],
    needs: &[Need::Table(Header)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let is_wrong = |upn: &str| !upn.is_empty() && !has_the_form_of_a_pupil_number(upn);
    flags.rows(
        child
            .header()
            .filter(|header| is_wrong(&header.unique_pupil_number.text())),
    );
}

fn has_the_form_of_a_pupil_number(upn: &str) -> bool {
    match upn.as_bytes() {
        [b'U', b'N', reason] => (b'1'..=b'5').contains(reason),
        [letter, digits @ .., last] if digits.len() == 11 => {
            letter.is_ascii_uppercase()
                && !b"IOS".contains(letter)
                && digits.iter().all(u8::is_ascii_digit)
                && (last.is_ascii_digit() || last.is_ascii_uppercase())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_168() {
        case(
            &RULE,
            "Header: CHILD, UPN
             101, A123456789012
             102, A12345678901B
             103, A12345678901I
             104, UN1
             105, UN5
             106,
             107, UN0 *
             108, UN6 *
             109, UN *
             110, a123456789012 *
             111, A12345678901b *
             112, I123456789012 *
             113, O123456789012 *
             114, S123456789012 *
             115, 1123456789012 *
             116, A12345678901 *
             117, A1234567890123 *
             118, A1234567B9012 *
             119, Ä23456789012 *",
        );
    }
}
