//! The columns of the return in the words of people who work with young people, not with the return.

use ssda903::Table;

/// What each column means, as it is said within a sentence.
const COLUMNS: &[(&str, &str)] = &[
    ("CHILD", "the identifier in the return"),
    ("SEX", "the sex"),
    ("DOB", "the date of birth"),
    ("ETHNIC", "the ethnicity"),
    ("UPN", "the unique pupil number"),
    ("MOTHER", "the answer about being a mother"),
    ("MC_DOB", "the date of birth of her child"),
    (
        "UASC",
        "the answer about coming as an unaccompanied asylum seeker",
    ),
    (
        "DUC",
        "the day on which the status as an unaccompanied child ends",
    ),
    ("DECOM", "the day on which it began"),
    ("RNE", "the reason why it began"),
    ("LS", "the legal status"),
    ("CIN", "the category of need"),
    ("PLACE", "the kind of placement"),
    ("PLACE_PROVIDER", "who provides the placement"),
    ("DEC", "the day on which it ended"),
    ("REC", "the reason why it ended"),
    (
        "REASON_PLACE_CHANGE",
        "the reason why the placement changed",
    ),
    ("HOME_POST", "the home postcode"),
    ("PL_POST", "the postcode of the placement"),
    ("URN", "the provider's Ofsted number"),
    ("REVIEW", "the day of the review"),
    ("REVIEW_CODE", "how they took part in the review"),
    (
        "SDQ_SCORE",
        "the score of the strengths and difficulties questionnaire",
    ),
    ("SDQ_REASON", "the reason why there is no questionnaire"),
    ("CONVICTED", "the answer about convictions"),
    ("HEALTH_CHECK", "the answer about health checks"),
    ("IMMUNISATIONS", "the answer about immunisations"),
    ("TEETH_CHECK", "the answer about the dentist"),
    (
        "HEALTH_ASSESSMENT",
        "the answer about the health assessment",
    ),
    ("SUBSTANCE_MISUSE", "the answer about substance misuse"),
    (
        "INTERVENTION_RECEIVED",
        "the answer whether help was received",
    ),
    (
        "INTERVENTION_OFFERED",
        "the answer whether help was offered",
    ),
    ("IN_TOUCH", "whether we are in touch"),
    ("ACTIV", "what they do"),
    ("ACCOM", "where they live"),
    ("DATE_INT", "the day of the decision about adoption"),
    ("DATE_MATCH", "the day of the match"),
    ("FOSTER_CARE", "whether the adopters were foster carers"),
    ("NB_ADOPTR", "the number of adopters"),
    ("SEX_ADOPTR", "the sex of the adopters"),
    ("LS_ADOPTR", "the legal status of the adopters"),
    (
        "DATE_PLACED",
        "the day of the decision to place for adoption",
    ),
    (
        "DATE_PLACED_CEASED",
        "the day on which that decision was reversed",
    ),
    (
        "REASON_PLACED_CEASED",
        "the reason why that decision was reversed",
    ),
    ("PREV_PERM", "the earlier permanence"),
    ("LA_PERM", "the authority of the earlier permanence"),
    ("DATE_PERM", "the day of the earlier order"),
    ("MISSING", "whether they were missing or away"),
    ("MIS_START", "the day from which they were missing"),
    ("MIS_END", "the day on which they came back"),
    ("SW_ID", "the social worker's number"),
    ("SW_DECOM", "the day on which the social worker began"),
    ("SW_DEC", "the day on which the social worker left"),
    ("SW_REASON", "the reason why the social worker changed"),
    ("DOLO_START", "the first day of the order"),
    ("DOLO_END", "the last day of the order"),
];

/// A column in words. A column that is not known here is said as it is.
pub(super) fn column(name: &str) -> &str {
    COLUMNS
        .iter()
        .find(|(column, _)| *column == name)
        .map_or(name, |(_, words)| words)
}

/// A part of the return in words.
pub(super) fn table(table: Table) -> &'static str {
    match table {
        Table::Header => "who they are",
        Table::Episodes => "the time in care",
        Table::Reviews => "the reviews",
        Table::Uasc => "the asylum status",
        Table::Oc2 => "the health of the year",
        Table::Oc3 => "the birthday",
        Table::Ad1 => "the adoption",
        Table::PlacedForAdoption => "the plan for adoption",
        Table::PreviousPermanence => "the earlier permanence",
        Table::Missing => "the times missing",
        Table::SocialWorkerEpisodes => "the list of social workers",
        Table::DeprivationOfLiberty => "the deprivation of liberty",
    }
}

/// A sentence about the return with the names of columns and tables in words.
pub(super) fn plain(sentence: &str) -> String {
    let mut plain = String::with_capacity(sentence.len());
    let mut rest = sentence;
    let is_of_name = |character: char| character.is_ascii_alphanumeric() || character == '_';
    while let Some(first) = rest.chars().next() {
        let end = rest
            .find(|character: char| is_of_name(character) != is_of_name(first))
            .unwrap_or(rest.len());
        let (piece, behind) = rest.split_at(end);
        let table_named = Table::ALL
            .into_iter()
            // These are also words.
            .filter(|known| !matches!(known, Table::Missing | Table::Reviews | Table::Uasc))
            .find(|known| known.name() == piece);
        let words = match table_named {
            Some(known) => table(known),
            None => column(piece),
        };
        let begins = plain.is_empty() || plain.ends_with(". ");
        plain.push_str(&if begins {
            capitalised(words)
        } else {
            words.to_owned()
        });
        rest = behind;
    }
    plain
}

/// With a capital letter at the front.
pub(super) fn capitalised(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_words() {
        for table in Table::ALL {
            for name in table.columns() {
                assert_ne!(column(name), *name, "{table}");
            }
        }
    }

    #[test]
    fn names_of_columns_become_words() {
        let check = |sentence: &str, expected: &str| assert_eq!(plain(sentence), expected);
        check("", "");
        check("Nothing to change, AWOL.", "Nothing to change, AWOL.");
        check(
            "DEC lies before DECOM. REC is blank.",
            "The day on which it ended lies before the day on which it began. The reason why it ended is blank.",
        );
        check(
            "DOB in OC3 differs.",
            "The date of birth in the birthday differs.",
        );
        check(
            "PL_POST, é, URN",
            "The postcode of the placement, é, the provider's Ofsted number",
        );
    }
}
