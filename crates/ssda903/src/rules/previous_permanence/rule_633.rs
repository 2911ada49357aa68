//! Rule 633: the authority of an earlier permanence is one that the collection knows.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::PreviousPermanence;

pub static RULE: Rule = Rule {
    code: "633",
    message: "Local authority code where previous permanence option was arranged is not a valid value.",
    why: "LA_PERM is the Department's code of three digits for the authority where the earlier permanence was arranged, or WAL, SCO, NIR or NUK outside England.",
    fix: "Check LA_PERM in PrevPerm and write the authority's code of three digits.",
    doubt: "The list of codes is an old one. The codes of authorities made since 2019 (838, 839 and 940 to 943) are shown as wrong, and those of authorities that have gone (835, 836, 837, 909, 928) are accepted.",
    fields: &[(PreviousPermanence, &["LA_PERM"])],
    needs: &[Need::Table(PreviousPermanence)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let is_wrong = |row: &crate::rows::PreviousPermanence| row.authority.is_other_than(AUTHORITIES);
    flags.rows(child.previous_permanence().filter(|row| is_wrong(row)));
}

/// Wales, Scotland, outside the United Kingdom, Northern Ireland, and the Department's own numbers for authorities in England.
#[rustfmt::skip]
const AUTHORITIES: &[&str] = &[
    "WAL", "SCO", "NUK", "NIR",
    "201", "202", "203", "204", "205", "206", "207", "208", "209", "210", "211", "212", "213", "301", "302", "303", "304",
    "305", "306", "307", "308", "309", "310", "311", "312", "313", "314", "315", "316", "317", "318", "319", "320", "330",
    "331", "332", "333", "334", "335", "336", "340", "341", "342", "343", "344", "350", "351", "352", "353", "354", "355",
    "356", "357", "358", "359", "370", "371", "372", "373", "380", "381", "382", "383", "384", "390", "391", "392", "393",
    "394", "420", "800", "801", "802", "803", "805", "806", "807", "808", "810", "811", "812", "813", "815", "816", "821",
    "822", "823", "825", "826", "830", "831", "835", "836", "837", "840", "841", "845", "846", "850", "851", "852", "855",
    "856", "857", "860", "861", "865", "866", "867", "868", "869", "870", "871", "872", "873", "874", "876", "877", "878",
    "879", "880", "881", "882", "883", "884", "885", "886", "887", "888", "889", "890", "891", "892", "893", "894", "895",
    "896", "908", "909", "916", "919", "921", "925", "926", "928", "929", "931", "933", "935", "936", "937", "938", "999",
];

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_633() {
        case(
            &RULE,
            "PrevPerm: CHILD, LA_PERM
             101, 201
             102, 999
             103, SCO
             104, 352
             105,
             106, 200 *
             107, 1000 *
             108, sco *
             109, E09000027 *
             110, 940 *",
        );
    }
}
