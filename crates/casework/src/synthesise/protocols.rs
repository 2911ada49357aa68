//! Which protocols a made-up council has decided on, and the agreement that it signed: so that their pages show something.

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, date},
    tz::TimeZone,
};
use leaving_care::{
    agreement::{
        Agreement, Description, Done, ESSEX_OBLIGATIONS, Obligation, Party, PartyKind, Signature,
    },
    authority::Nation,
    duty::Protocols,
};
use store::{
    Tx,
    protocol::{AgreementVersion, DecisionRecord},
};

use super::dice::Dice;
use crate::{
    error::{Error, Result},
    protocol::{duty_words, set_duty},
};

/// What the council decided to use as it ships.
const ADOPTED: [&str; 2] = ["jobcentre_universal_credit", "neet_panel"];
/// The agreement with the Jobcentre and the decisions began this long before the last day of the facts.
const MONTHS_IN_USE: i64 = 18;

/// The decisions of a council, each with its text, up to the last day of its facts.
pub(super) fn decisions(
    dice: &mut Dice,
    authority: &str,
    last_day: Date,
) -> Result<Vec<(DecisionRecord, String)>> {
    let from = begun(last_day);
    let mut decisions = Vec::new();
    let mut decide = |protocol: &str, text: String, from: Date, reason: &str| {
        let shipped = Protocols::shipped().find(protocol);
        let record = DecisionRecord {
            id: dice.id(),
            authority: authority.to_owned(),
            protocol: protocol.to_owned(),
            standing: if text.is_empty() {
                "shipped"
            } else {
                "own_words"
            }
            .to_owned(),
            shipped_version: shipped.map_or_else(String::new, |shipped| shipped.version.clone()),
            from,
            reason: reason.to_owned(),
            at: noon(from),
            by: "made up".to_owned(),
            taken_back: None,
        };
        decisions.push((record, text));
    };
    for protocol in ADOPTED {
        decide(
            protocol,
            String::new(),
            from,
            "Agreed by the leaving care board (made up)",
        );
    }
    let law = match Nation::of(authority) {
        Nation::England => "statutory_england",
        Nation::Wales => "statutory_wales",
    };
    let changed = from.saturating_add(6.months());
    decide(
        law,
        a_week_longer(law)?,
        changed,
        "Young people asked for time to read their plan with somebody (made up)",
    );
    Ok(decisions)
}

/// The law's text with a local choice of the council's: three weeks for the copy of the plan instead of two.
fn a_week_longer(law: &str) -> Result<String> {
    const DUTY: &str = "plan_copy";
    let shipped = Protocols::shipped()
        .find(law)
        .ok_or(Error::NotFound("protocol"))?;
    let duty = shipped.duty(DUTY).ok_or(Error::NotFound("duty"))?;
    let mut words = duty_words(duty);
    "21 days".clone_into(&mut words.due);
    set_duty(&shipped.text, DUTY, &words).map_err(Error::Invalid)
}

/// The agreement with the Jobcentre: signed by both sides, one promise kept, one still open.
pub(super) fn agreement(
    dice: &mut Dice,
    authority: &str,
    council: &str,
    last_day: Date,
) -> Result<AgreementVersion> {
    let from = begun(last_day);
    let party = |name: &str, kind| Party {
        name: name.to_owned(),
        kind,
    };
    let jobcentre = "Jobcentre Plus, made-up district";
    let mut agreement = Agreement::new(Description {
        title: "Protocol with the Jobcentre for care leavers".to_owned(),
        district: "Made-up district".to_owned(),
        version: "2".to_owned(),
        starts_on: from,
        review_on: Some(last_day.saturating_add(2.months())),
        protocol: "jobcentre_universal_credit".to_owned(),
        parties: vec![
            party(council, PartyKind::Council),
            party(jobcentre, PartyKind::Jobcentre),
        ],
    });
    for (party, name, position) in [
        (council, "Alex Example", "Director for Children's Services"),
        (jobcentre, "Sam Sample", "District Manager"),
    ] {
        agreement.signatures.push(Signature {
            id: dice.id(),
            party: party.to_owned(),
            name: name.to_owned(),
            position: position.to_owned(),
            signed_on: from,
        });
    }
    for (at, (side, goes_on, words)) in ESSEX_OBLIGATIONS.iter().enumerate() {
        agreement.obligations.push(Obligation {
            id: dice.id(),
            side: *side,
            words: (*words).to_owned(),
            goes_on: *goes_on,
            due_on: (!goes_on).then(|| from.saturating_add(6.months())),
            done: (at == 0).then(|| Done {
                on: from.saturating_add(2.months()),
                note: "Handbook of the leaving care team (made up)".to_owned(),
            }),
        });
    }
    let id = dice.id();
    Ok(AgreementVersion {
        id,
        agreement: id,
        authority: authority.to_owned(),
        content: serde_json::to_string(&agreement)
            .map_err(|_| Error::Refused("The agreement could not be made up.".to_owned()))?,
        change: "Recorded".to_owned(),
        at: noon(from),
        by: "made up".to_owned(),
        superseded: None,
        replaced_by: None,
    })
}

pub(super) async fn write(
    tx: &mut Tx,
    decisions: &[(DecisionRecord, String)],
    agreement: &AgreementVersion,
) -> Result<()> {
    for (decision, text) in decisions {
        store::protocol::insert_decision(tx, decision, text).await?;
    }
    store::protocol::insert_agreement(tx, agreement).await?;
    Ok(())
}

/// The first of a month, some time ago.
pub(super) fn begun(last_day: Date) -> Date {
    let day = last_day.saturating_sub(MONTHS_IN_USE.months());
    date(day.year(), day.month(), 1)
}

fn noon(day: Date) -> Timestamp {
    day.at(12, 0, 0, 0)
        .to_zoned(TimeZone::UTC)
        .map_or(Timestamp::UNIX_EPOCH, |noon| noon.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthesise::dice::Purpose;
    use leaving_care::duty::Protocol;

    #[test]
    fn what_is_made_up_could_have_been_decided() {
        for authority in ["E10000017", "W06000003"] {
            let mut dice = Dice::new(7, 888, 2025, Purpose::Protocols);
            let decisions = decisions(&mut dice, authority, date(2025, 9, 30)).expect("decisions");
            assert_eq!(decisions.len(), 3);
            for (decision, text) in &decisions {
                assert_eq!(decision.from.day(), 1);
                if decision.standing == "own_words" {
                    let own = crate::protocol::check(authority, Some(&decision.protocol), text);
                    let own: Protocol = own.expect("a text that may hold");
                    assert_eq!(
                        own.duty("plan_copy").expect("a duty").due.to_string(),
                        "21 days"
                    );
                }
            }
            let version =
                agreement(&mut dice, authority, "Made-Up", date(2025, 9, 30)).expect("one");
            let agreement: Agreement =
                serde_json::from_str(&version.content).expect("an agreement");
            assert_eq!(agreement.faults(), []);
            assert!(agreement.unsigned().is_empty());
            assert_eq!(
                crate::protocol::what_is_late(&agreement, date(2025, 9, 30)),
                1
            );
        }
    }
}
