//! Agreements: what is refused, what each step changes, and when something is late.

use jiff::civil::date;

use super::*;

const TODAY: Date = date(2026, 3, 3);

fn party(name: &str, kind: PartyKind) -> Party {
    Party {
        name: name.to_owned(),
        kind,
    }
}

fn description() -> Description {
    Description {
        title: "Protocol with the Jobcentre".to_owned(),
        district: "North Made-Up".to_owned(),
        version: "2".to_owned(),
        starts_on: date(2026, 1, 1),
        review_on: Some(date(2027, 1, 1)),
        protocol: "jobcentre_universal_credit".to_owned(),
        parties: vec![
            party("Made-Up Council", PartyKind::Council),
            party("Jobcentre North", PartyKind::Jobcentre),
        ],
    }
}

fn signature(party: &str, signed_on: Date) -> Signature {
    Signature {
        id: Uuid::from_u128(1),
        party: party.to_owned(),
        name: "Alex Example".to_owned(),
        position: "District Manager".to_owned(),
        signed_on,
    }
}

fn promise(goes_on: bool, due_on: Option<Date>) -> Obligation {
    Obligation {
        id: Uuid::from_u128(2),
        side: Side::Council,
        words: "Write it into the handbook".to_owned(),
        goes_on,
        due_on,
        done: None,
    }
}

#[test]
fn what_cannot_be_kept_is_said_at_its_field() {
    type Edit = fn(&mut Description);
    let check = |edit: Edit, expected: &[&str]| {
        let mut description = description();
        edit(&mut description);
        let fields: Vec<&str> = Agreement::new(description)
            .faults()
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        assert_eq!(fields, expected);
    };
    check(|_| (), &[]);
    check(|one| one.title = "  ".to_owned(), &["title"]);
    check(|one| one.title = "x".repeat(201), &["title"]);
    check(|one| one.version.clear(), &["version"]);
    check(|one| one.district.clear(), &[]);
    check(|one| one.district = "x".repeat(201), &["district"]);
    check(|one| one.review_on = Some(one.starts_on), &["review_on"]);
    check(|one| one.review_on = None, &[]);
    check(|one| one.parties.truncate(1), &["parties"]);
    check(|one| one.parties.clear(), &["parties"]);
    check(|one| one.parties.push(one.parties[0].clone()), &["parties"]);
    check(
        |one| one.parties.push(party("Third Council", PartyKind::Council)),
        &[],
    );
}

#[test]
fn a_step_changes_what_it_names_or_nothing() {
    let check = |change: Change, expected: Result<(usize, usize), &str>| {
        let mut agreement = Agreement::new(description());
        agreement.signatures.push(Signature {
            id: Uuid::from_u128(9),
            ..signature("Made-Up Council", TODAY)
        });
        agreement.obligations.push(Obligation {
            id: Uuid::from_u128(8),
            ..promise(false, None)
        });
        let before = agreement.clone();
        match (agreement.change(change.clone(), TODAY), expected) {
            (Ok(()), Ok((signatures, obligations))) => {
                assert_eq!(
                    (agreement.signatures.len(), agreement.obligations.len()),
                    (signatures, obligations)
                );
            }
            (Err(faults), Err(field)) => {
                assert_eq!(faults[0].0, field, "{change:?}");
                assert_eq!(agreement, before, "{change:?}");
            }
            (found, _) => panic!("{change:?}: {found:?}"),
        }
    };
    check(
        Change::Sign(signature("Jobcentre North", TODAY)),
        Ok((2, 1)),
    );
    check(Change::Sign(signature("Nobody", TODAY)), Err("party"));
    check(
        Change::Sign(signature("Jobcentre North", date(2026, 3, 4))),
        Err("signed_on"),
    );
    check(Change::RemoveSignature(Uuid::from_u128(9)), Ok((0, 1)));
    check(Change::RemoveSignature(Uuid::from_u128(7)), Err("id"));
    check(Change::Promise(promise(true, None)), Ok((1, 2)));
    check(
        Change::Promise(Obligation {
            words: String::new(),
            ..promise(true, None)
        }),
        Err("words"),
    );
    check(Change::RemovePromise(Uuid::from_u128(8)), Ok((1, 0)));
    let done = |on| Done {
        on,
        note: "Handbook, page 4".to_owned(),
    };
    check(Change::Done(Uuid::from_u128(8), done(TODAY)), Ok((1, 1)));
    check(
        Change::Done(Uuid::from_u128(8), done(date(2026, 3, 4))),
        Err("done_on"),
    );
    check(Change::Done(Uuid::from_u128(7), done(TODAY)), Err("id"));
    check(Change::NotDone(Uuid::from_u128(7)), Err("id"));
    // A party that signed cannot disappear.
    let mut without = description();
    without.parties[0].name = "Other Council".to_owned();
    check(Change::Describe(Box::new(without)), Err("parties"));
    check(Change::Describe(Box::new(description())), Ok((1, 1)));
}

#[test]
fn late_is_after_the_day_and_only_for_what_is_done_once() {
    let check = |obligation: &Obligation, as_at: Date, expected: bool| {
        assert_eq!(
            obligation.is_late(as_at),
            expected,
            "{obligation:?} {as_at}"
        );
    };
    let due = Some(date(2026, 2, 28));
    check(&promise(false, due), date(2026, 2, 28), false);
    check(&promise(false, due), date(2026, 3, 1), true);
    check(&promise(false, None), date(2030, 1, 1), false);
    check(&promise(true, due), date(2030, 1, 1), false);
    let done = Obligation {
        done: Some(Done {
            on: TODAY,
            note: String::new(),
        }),
        ..promise(false, due)
    };
    check(&done, date(2030, 1, 1), false);

    let agreement = Agreement::new(description());
    assert!(!agreement.is_review_late(date(2027, 1, 1)));
    assert!(agreement.is_review_late(date(2027, 1, 2)));
    assert_eq!(agreement.unsigned().len(), 2);
}

#[test]
fn codes_read_back() {
    for kind in PartyKind::ALL {
        assert_eq!(kind.code().parse(), Ok(*kind));
    }
    for side in Side::ALL {
        assert_eq!(side.code().parse(), Ok(*side));
    }
    assert_eq!("us".parse::<Side>(), Err(()));
}
