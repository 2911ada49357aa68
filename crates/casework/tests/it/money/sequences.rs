//! Whatever is done in whatever order, by whom and two at once, or broken off: nothing is paid twice, and no balance is below nothing.

use super::{
    HOME, adviser, awarded, care_leaver, manager, new_award, new_payment, paid_out, pounds, read,
};
use crate::site::{Site, TODAY, on_each_engine};
use casework::Error;
use casework::entitlement::{
    TakeBack, award, export, exports, of_person, pay, record_outcome, record_return, release,
    take_back, take_file, withdraw,
};
use casework::person::View;
use leaving_care::ledger::PaymentState;
use leaving_care::money::Pence;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::collections::HashMap;
use uuid::Uuid;

/// A process that is killed in the middle: the write is given up wherever it stood, and nothing is half done.
#[tokio::test]
async fn an_export_that_is_broken_off_is_done_or_not_done() {
    on_each_engine(async |site| {
        let (office, ash) = (&site.office, care_leaver(site, "Ash").await);
        let given = awarded(site, ash, pounds(3_000)).await;
        let mut chosen = Vec::new();
        for _ in 0..8 {
            chosen.push(paid_out(site, given, pounds(10)).await);
        }
        release(&manager(), office, &chosen).await.unwrap();
        let mut done = None;
        for patience in 0..400_u64 {
            let (office, chosen) = (office.clone(), chosen.clone());
            let writing = tokio::spawn(async move { export(&manager(), &office, &chosen).await });
            let waited = std::time::Duration::from_micros(patience * 50);
            let broken_off = tokio::time::timeout(waited, async {
                while !writing.is_finished() {
                    tokio::task::yield_now().await;
                }
            })
            .await;
            writing.abort();
            let answer = writing.await;
            let files = exports(&manager(), &site.office).await.unwrap();
            assert!(files.len() <= 1, "{files:?}");
            for payment in &chosen_states(site, given).await {
                let expected = if files.is_empty() {
                    PaymentState::Released
                } else {
                    PaymentState::Sent
                };
                assert_eq!(
                    *payment, expected,
                    "broken off after {waited:?}: {broken_off:?}"
                );
            }
            if let Some(file) = files.first() {
                assert_eq!(file.payments, 8);
                done = Some(answer);
                break;
            }
        }
        assert!(done.is_some(), "it was never given the time to finish");
        assert!(matches!(
            export(&manager(), office, &chosen).await,
            Err(Error::Conflict)
        ));
    })
    .await;
}

async fn chosen_states(site: &Site, award: Uuid) -> Vec<PaymentState> {
    read(site, award)
        .await
        .payments
        .iter()
        .map(|payment| payment.state)
        .collect()
}

/// Whatever is done in whatever order, by whom and two at once: no payment stands in two files, none is paid twice or unreleased, and no
/// balance is below nothing.
#[tokio::test]
async fn no_sequence_pays_twice_or_more_than_was_awarded() {
    on_each_engine(async |site| {
        let office = &site.office;
        let mut chance = ChaCha8Rng::seed_from_u64(4);
        for round in 0..6 {
            let ash = care_leaver(site, &format!("Ash {round}")).await;
            let mut awards: Vec<Uuid> = Vec::new();
            let mut paying: Vec<Uuid> = Vec::new();
            for _ in 0..60 {
                let first = one_thing(&mut chance, &awards, &paying);
                let second = one_thing(&mut chance, &awards, &paying);
                let (one, other) =
                    tokio::join!(doing(site, ash, &first), doing(site, ash, &second));
                for (thing, answer) in [(first, one), (second, other)] {
                    match (thing, answer) {
                        (Thing::Award(_), Ok(Some(id))) => awards.push(id),
                        (Thing::Pay(..), Ok(Some(id))) => paying.push(id),
                        (_, Err(Error::Store(error))) => panic!("{error}"),
                        _ => {}
                    }
                }
                holds(site, ash).await;
            }
        }
        let mut lines: HashMap<String, usize> = HashMap::new();
        for made in exports(&manager(), office).await.unwrap() {
            let file = take_file(&manager(), office, made.id, "to count")
                .await
                .unwrap();
            for line in String::from_utf8(file.bytes).unwrap().lines().skip(1) {
                let payment = line.split(',').nth(1).unwrap().to_owned();
                *lines.entry(payment).or_default() += 1;
            }
        }
        assert!(lines.len() > 10, "too little happened to prove anything");
        assert!(lines.values().all(|count| *count == 1));
    })
    .await;
}

#[derive(Debug)]
enum Thing {
    Award(i64),
    TakeBack(Uuid, i64),
    Pay(Uuid, i64),
    Release(Uuid),
    Withdraw(Uuid),
    Export(Vec<Uuid>),
    Outcome(Uuid, bool),
    Return(Uuid),
}

fn one_thing(chance: &mut ChaCha8Rng, awards: &[Uuid], paying: &[Uuid]) -> Thing {
    let mut below = |count: usize| chance.next_u32() as usize % count.max(1);
    let amount = i64::try_from(below(150_000)).unwrap() + 1;
    let (which, award, payment) = (
        below(14),
        awards.get(below(awards.len())).copied(),
        paying.get(below(paying.len())).copied(),
    );
    let several: Vec<Uuid> = (0..3)
        .filter_map(|_| paying.get(below(paying.len())).copied())
        .collect();
    match (which, award, payment) {
        (1, Some(award), _) => Thing::TakeBack(award, amount),
        (2..=4, Some(award), _) => Thing::Pay(award, amount),
        (5..=7, _, Some(payment)) => Thing::Release(payment),
        (8, _, Some(payment)) => Thing::Withdraw(payment),
        (9, _, Some(_)) => Thing::Export(several),
        (10, _, Some(payment)) => Thing::Export(vec![payment]),
        (11, _, Some(payment)) => Thing::Outcome(payment, true),
        (12, _, Some(payment)) => Thing::Outcome(payment, false),
        (13, _, Some(payment)) => Thing::Return(payment),
        _ => Thing::Award(amount),
    }
}

async fn doing(site: &Site, person: Uuid, thing: &Thing) -> Result<Option<Uuid>, Error> {
    let office = &site.office;
    match thing {
        Thing::Award(pence) => award(&adviser(), office, person, new_award(HOME, Pence(*pence)))
            .await
            .map(Some),
        Thing::TakeBack(award, pence) => {
            let back = TakeBack {
                id: Uuid::now_v7(),
                amount: Pence(*pence),
                reason: "Back".into(),
            };
            take_back(&adviser(), office, *award, back)
                .await
                .map(|()| None)
        }
        Thing::Pay(award, pence) => pay(&adviser(), office, new_payment(*award, Pence(*pence)))
            .await
            .map(Some),
        Thing::Release(payment) => release(&manager(), office, &[*payment])
            .await
            .map(|()| None),
        Thing::Withdraw(payment) => withdraw(&adviser(), office, *payment, "Back")
            .await
            .map(|()| None),
        Thing::Export(payments) => export(&manager(), office, payments).await.map(|_| None),
        Thing::Outcome(payment, is_paid) => {
            record_outcome(&manager(), office, &[*payment], *is_paid, "The bank")
                .await
                .map(|()| None)
        }
        Thing::Return(payment) => record_return(&manager(), office, *payment, "Closed")
            .await
            .map(|()| None),
    }
}

async fn holds(site: &Site, person: Uuid) {
    let view = View {
        as_at: TODAY,
        known_at: None,
    };
    let money = of_person(&adviser(), &site.office, person, view)
        .await
        .unwrap();
    assert!(
        money.balance.awarded <= pounds(3_000),
        "beyond the limit: {:?}",
        money.balance
    );
    for award in &money.awards {
        assert!(award.balance.left() >= Pence::ZERO, "{award:?}");
        for payment in &award.payments {
            let took = |code: &str| {
                payment
                    .steps
                    .iter()
                    .filter(|taken| taken.step.code() == code)
                    .count()
            };
            assert!(took("exported") <= 1 && took("paid") <= 1, "{payment:?}");
            assert!(
                took("paid") <= took("exported") && took("exported") <= took("released"),
                "{payment:?}"
            );
        }
    }
}
