//! The way of a payment: two people, one file, what the bank said, and taking back.

use super::{
    HOME, adviser, awarded, care_leaver, field_of, manager, new_award, new_payment, other_manager,
    paid_out, pounds, read, state,
};
use crate::site::{LANCASHIRE, command_line, on_each_engine};
use casework::Error;
use casework::entitlement::{
    NewAward, NewPayment, TakeBack, award, export, exports, pay, payments, record_outcome,
    record_return, release, take_back, take_file, withdraw,
};
use leaving_care::ledger::PaymentState;
use leaving_care::money::Pence;
use uuid::Uuid;

#[expect(clippy::too_many_lines, reason = "the whole way of a payment")]
#[tokio::test]
async fn a_payment_takes_two_people_and_goes_out_once() {
    on_each_engine(async |site| {
        let (office, ash) = (&site.office, care_leaver(site, "Ash").await);
        let given = awarded(site, ash, pounds(3_000)).await;
        let payment = paid_out(site, given, Pence(123_450)).await;
        // Not released: neither in a file nor paid.
        assert!(matches!(
            export(&manager(), office, &[payment]).await,
            Err(Error::Conflict)
        ));
        assert!(matches!(
            record_outcome(&manager(), office, &[payment], true, "").await,
            Err(Error::Conflict)
        ));
        // Released by another person, who is signed in and may.
        assert!(matches!(
            release(&adviser(), office, &[payment]).await,
            Err(Error::NotAllowed)
        ));
        assert!(matches!(
            release(&command_line(LANCASHIRE), office, &[payment]).await,
            Err(Error::Refused(_))
        ));
        let own = pay(&manager(), office, new_payment(given, pounds(10)))
            .await
            .unwrap();
        assert!(matches!(
            release(&manager(), office, &[payment, own]).await,
            Err(Error::Refused(_))
        ));
        assert_eq!(
            state(site, payment).await,
            PaymentState::Waiting,
            "all or none"
        );
        release(&manager(), office, &[payment]).await.unwrap();
        assert!(matches!(
            release(&other_manager(), office, &[payment]).await,
            Err(Error::Conflict)
        ));
        release(&other_manager(), office, &[own]).await.unwrap();

        // Of two who export at once one has the payments, and the other nothing.
        let both = [own, payment];
        let (first, second) = (manager(), other_manager());
        let (one, other) = tokio::join!(
            export(&first, office, &both),
            export(&second, office, &both)
        );
        let made = exports(&manager(), office).await.unwrap();
        assert_eq!(
            (made.len(), one.is_ok() != other.is_ok()),
            (1, true),
            "{one:?} {other:?}"
        );
        assert_eq!((made[0].payments, made[0].amount), (2, Pence(124_450)));
        assert!(matches!(
            withdraw(&adviser(), office, payment, "Too late").await,
            Err(Error::Conflict)
        ));

        // The file: plain, without a name; once without a reason, then with one, and the same.
        let file = take_file(&manager(), office, made[0].id, "").await.unwrap();
        let text = String::from_utf8(file.bytes.clone()).unwrap();
        let mut rows = [(payment, "1234.50"), (own, "10.00")];
        rows.sort_unstable();
        let rows =
            rows.map(|(id, amount)| format!("{},{id},Card,CL-004321,{amount}\r\n", made[0].id));
        assert_eq!(
            text,
            format!(
                "Export,Payment,Pay to,Reference,Pounds\r\n{}",
                rows.concat()
            )
        );
        assert!(matches!(
            take_file(&manager(), office, made[0].id, " ").await,
            Err(Error::Refused(_))
        ));
        let again = take_file(&other_manager(), office, made[0].id, "The first was lost.")
            .await
            .unwrap();
        assert_eq!(again, file);
        let taken = &exports(&manager(), office).await.unwrap()[0].taken;
        assert_eq!(
            (taken.len(), taken[1].reason.as_str()),
            (2, "The first was lost.")
        );

        // Paid once; what came back is free again.
        record_outcome(&manager(), office, &[payment], true, "BACS 17")
            .await
            .unwrap();
        assert!(matches!(
            record_outcome(&manager(), office, &[payment], true, "").await,
            Err(Error::Conflict)
        ));
        assert!(matches!(
            record_outcome(&manager(), office, &[payment], false, "no").await,
            Err(Error::Conflict)
        ));
        assert_eq!(read(site, given).await.balance.paid, Pence(123_450));
        record_return(&manager(), office, payment, "The account is closed")
            .await
            .unwrap();
        assert_eq!(read(site, given).await.balance.paid, Pence::ZERO);

        // What the bank could not pay is made again, once.
        assert_eq!(
            field_of(record_outcome(&manager(), office, &[own], false, "").await),
            "answer"
        );
        record_outcome(&manager(), office, &[own], false, "Card unknown")
            .await
            .unwrap();
        let open = payments(&manager(), office).await.unwrap();
        assert_eq!(
            (open[0].payment.id, open[0].payment.state),
            (own, PaymentState::Failed)
        );
        let instead = || NewPayment {
            instead_of: Some(own),
            ..new_payment(given, pounds(10))
        };
        pay(&adviser(), office, instead()).await.unwrap();
        assert!(matches!(
            pay(&adviser(), office, instead()).await,
            Err(Error::Conflict)
        ));
        let open: Vec<Uuid> = payments(&manager(), office)
            .await
            .unwrap()
            .iter()
            .map(|shown| shown.payment.id)
            .collect();
        assert!(!open.contains(&own), "it is dealt with");
        // Whoever made or read what is in the audit log, without an amount or a name.
        office.flush().await;
        let noted = casework::audit::list(&manager(), office, Some(ash))
            .await
            .unwrap();
        for action in [
            "money.award",
            "money.pay",
            "money.released",
            "money.exported",
            "money.paid",
            "money.failed",
            "money.returned",
        ] {
            assert!(noted.iter().any(|event| event.action == action), "{action}");
        }
        assert!(
            noted
                .iter()
                .all(|event| !event.detail.contains("CL-") && !event.detail.contains("Ash"))
        );
    })
    .await;
}

#[tokio::test]
async fn a_payment_can_be_taken_back_until_finance_has_it() {
    on_each_engine(async |site| {
        let (office, ash) = (&site.office, care_leaver(site, "Ash").await);
        let given = awarded(site, ash, pounds(100)).await;
        let waiting = paid_out(site, given, pounds(60)).await;
        let released = paid_out(site, given, pounds(40)).await;
        release(&manager(), office, &[released]).await.unwrap();
        assert_eq!(
            field_of(withdraw(&adviser(), office, waiting, "").await),
            "reason"
        );
        for payment in [waiting, released] {
            withdraw(&adviser(), office, payment, "Chose another way")
                .await
                .unwrap();
            assert!(matches!(
                withdraw(&adviser(), office, payment, "Again").await,
                Err(Error::Conflict)
            ));
        }
        assert_eq!(read(site, given).await.balance.left(), pounds(100));
        let back = |amount: Pence| TakeBack {
            id: Uuid::now_v7(),
            amount,
            reason: "Moved away".into(),
        };
        assert_eq!(
            field_of(take_back(&adviser(), office, given, back(Pence(10_001))).await),
            "amount"
        );
        take_back(&adviser(), office, given, back(pounds(30)))
            .await
            .unwrap();
        let known = read(site, given).await;
        assert_eq!(
            (known.amount, known.balance.awarded, known.taken_back.len()),
            (pounds(100), pounds(70), 1)
        );
        // Taken back makes room below the limit.
        awarded(site, ash, pounds(2_930)).await;
        assert_eq!(
            field_of(award(&adviser(), office, ash, new_award(HOME, Pence(1))).await),
            "amount"
        );
    })
    .await;
}

#[tokio::test]
async fn references_and_notes_hold_no_numbers_of_cards_and_no_formula() {
    on_each_engine(async |site| {
        let ash = care_leaver(site, "Ash").await;
        let given = awarded(site, ash, pounds(100)).await;
        for reference in [
            "",
            "4111 1111 1111 1111",
            "20-30-40 12345678",
            "=1+1",
            "+44",
            "-5",
            "@x",
            "a,b",
            "a\tb",
            "Café",
            "a\"b",
            &"9a".repeat(30),
        ] {
            let new = NewPayment {
                reference: reference.into(),
                ..new_payment(given, pounds(1))
            };
            assert_eq!(
                field_of(pay(&adviser(), &site.office, new).await),
                "reference",
                "{reference}"
            );
        }
        let noted = NewPayment {
            note: "card 4111111111111111".into(),
            ..new_payment(given, pounds(1))
        };
        assert_eq!(field_of(pay(&adviser(), &site.office, noted).await), "note");
        let reasoned = NewAward {
            reason: "card 4111111111111111".into(),
            ..new_award(HOME, pounds(1))
        };
        assert_eq!(
            field_of(award(&adviser(), &site.office, ash, reasoned).await),
            "reason"
        );
        let nul = NewPayment {
            note: "a\0b".into(),
            ..new_payment(given, pounds(1))
        };
        pay(&adviser(), &site.office, nul).await.unwrap();
    })
    .await;
}
