//! A young person reads their own money and nobody else's; finance pays without reading about anybody.

use super::{
    adviser, awarded, care_leaver, manager, new_payment, paid_out, pounds, read, signed_in, state,
};
use crate::site::{CONWY, LANCASHIRE, command_line, on_each_engine, somebody};
use casework::account::{NewAccount, actor_of, add, sign_in};
use casework::entitlement::{
    TakeBack, export, find_award, find_payment, of_ones_own, overview, pay, payments,
    record_outcome, release, take_back, take_file, withdraw,
};
use casework::{Actor, Error, Role, audit, better_off, person};
use leaving_care::ledger::PaymentState;
use uuid::Uuid;

fn account(email: &str, role: Role, person: Uuid) -> NewAccount {
    NewAccount {
        email: email.into(),
        name: "Ash Made-Up".into(),
        role,
        worker: None,
        person: Some(person),
        password: "a long made-up password".into(),
    }
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "a scenario told from beginning to end"
)]
async fn a_young_persons_account_opens_their_own_money_only() {
    on_each_engine(async |site| {
        let office = &site.office;
        let (ash, kit) = (
            care_leaver(site, "Ash").await,
            care_leaver(site, "Kit").await,
        );
        let given = awarded(site, ash, pounds(900)).await;
        let noted = casework::entitlement::NewPayment {
            note: "Between colleagues".into(),
            ..new_payment(given, pounds(400))
        };
        let payment = pay(&adviser(), office, noted).await.unwrap();
        let back = TakeBack {
            id: Uuid::now_v7(),
            amount: pounds(100),
            reason: "Between colleagues".into(),
        };
        take_back(&adviser(), office, given, back).await.unwrap();
        withdraw(&adviser(), office, payment, "Between colleagues")
            .await
            .unwrap();
        awarded(site, kit, pounds(50)).await;

        // An account belongs to a young person of the council, and to no other role.
        let administrator = somebody(Role::Administrator);
        let wrong = add(
            &administrator,
            office,
            account("a@x", Role::TeamManager, ash),
        )
        .await;
        assert_eq!(super::field_of(wrong), "person");
        let elsewhere = add(
            &command_line(CONWY),
            office,
            account("a@x", Role::CareLeaver, ash),
        )
        .await;
        assert!(matches!(elsewhere, Err(Error::NotFound(_))));
        let id = add(
            &administrator,
            office,
            account("ash@x", Role::CareLeaver, ash),
        )
        .await
        .unwrap();
        let now = administrator.moment;
        let token = sign_in(office, "ash@x", "a long made-up password", now)
            .await
            .unwrap();
        let own = actor_of(office, &token, now).await.unwrap().unwrap();
        assert_eq!((own.account, own.person), (Some(id), Some(ash)));

        let money = of_ones_own(&own, office).await.unwrap();
        assert_eq!(money.balance.awarded, pounds(800));
        let said = format!("{:?}", money.awards);
        for staffs in ["Between colleagues", "A first flat.", "CL-004321"] {
            assert!(!said.contains(staffs), "{said}");
        }
        assert_eq!(read(site, given).await.reason, "A first flat.");

        // Everything that names a person is refused, their own id too.
        let view = person::View {
            as_at: now.today,
            known_at: None,
        };
        for somebody in [ash, kit] {
            let refused = [
                casework::entitlement::of_person(&own, office, somebody, view)
                    .await
                    .map(drop),
                person::open(&own, office, somebody, view).await.map(drop),
                better_off::fill_in(&own, office, somebody, now.today)
                    .await
                    .map(drop),
                better_off::of_person(&own, office, somebody)
                    .await
                    .map(drop),
                better_off::save(&own, office, Some(somebody), &case(&own))
                    .await
                    .map(drop),
            ];
            for answer in refused {
                assert!(matches!(answer, Err(Error::NotAllowed)), "{answer:?}");
            }
        }
        // What they work out for themselves is not kept.
        let filled = better_off::fill_in_own(&own, office).await.unwrap();
        better_off::work_out_own(&own, &filled.case).unwrap();
        let kept = better_off::of_person(&adviser(), office, ash)
            .await
            .unwrap();
        assert_eq!(kept, []);

        // Without a person, and for somebody of another council, there is nothing to read.
        let unlinked = somebody(Role::CareLeaver);
        assert!(matches!(
            of_ones_own(&unlinked, office).await,
            Err(Error::Refused(_))
        ));
        let moved = Actor {
            authority: CONWY.into(),
            ..own.clone()
        };
        assert!(matches!(
            of_ones_own(&moved, office).await,
            Err(Error::NotFound(_))
        ));
        office.flush().await;
        let events = audit::list(&command_line(LANCASHIRE), office, Some(ash))
            .await
            .unwrap();
        for action in ["money.own_read", "better_off.own_fill_in"] {
            let noted = events.iter().find(|event| event.action == action).unwrap();
            assert_eq!(noted.actor, "Ash Made-Up");
        }
    })
    .await;
}

fn case(actor: &Actor) -> better_off::Case {
    better_off::Case {
        as_at: actor.moment.today,
        household: ::better_off::Household::of(::better_off::Born::Years(19)),
        offers: Vec::new(),
        start: better_off::Start::default(),
    }
}

#[tokio::test]
async fn finance_pays_and_reads_neither_names_nor_notes() {
    on_each_engine(async |site| {
        let office = &site.office;
        let finance = signed_in(Role::FinanceOfficer, 7);
        let ash = care_leaver(site, "Ash").await;
        let given = awarded(site, ash, pounds(900)).await;
        let noted = casework::entitlement::NewPayment {
            note: "Between colleagues".into(),
            ..new_payment(given, pounds(400))
        };
        let payment = pay(&adviser(), office, noted).await.unwrap();
        let list = payments(&finance, office).await.unwrap();
        assert_eq!(list.len(), 1);
        assert!(!list[0].name.contains("Ash"), "{}", list[0].name);
        let one = find_payment(&finance, office, payment).await.unwrap();
        assert_eq!(
            (one.payment.note.as_str(), one.name.contains("Ash")),
            ("", false)
        );
        assert!(matches!(
            find_award(&finance, office, given).await,
            Err(Error::NotAllowed)
        ));
        assert!(matches!(
            pay(&finance, office, new_payment(given, pounds(1))).await,
            Err(Error::NotAllowed)
        ));
        assert_eq!(
            overview(&finance, office).await.unwrap().balance.awarded,
            pounds(900)
        );
        // The second person, and what comes after.
        release(&finance, office, &[payment]).await.unwrap();
        let file = export(&finance, office, &[payment]).await.unwrap();
        take_file(&finance, office, file, "").await.unwrap();
        record_outcome(&finance, office, &[payment], true, "")
            .await
            .unwrap();
        assert_eq!(state(site, payment).await, PaymentState::Paid);
        // Who made a payment never releases it, whatever else they are: the account counts, not the role.
        let other = paid_out(site, given, pounds(10)).await;
        let promoted = Actor {
            role: Role::FinanceOfficer,
            ..adviser()
        };
        assert!(matches!(
            release(&promoted, office, &[other]).await,
            Err(Error::Refused(_))
        ));
        release(&manager(), office, &[other]).await.unwrap();
    })
    .await;
}
