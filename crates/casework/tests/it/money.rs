//! Money for young people on both engines: limits, two people, one file, and nothing twice, whoever does what at once.

use std::collections::HashMap;

use casework::{
    Actor, Error, Role,
    entitlement::{
        Award, NewAward, NewPayment, NewSetting, OwnEntitlement, PeopleAsked, TakeBack, Way, award,
        export, exports, find_award, find_payment, of_person, overview, pay, payments, people,
        record_outcome, record_return, release, set, settings, take_back, take_file, withdraw,
        withdraw_setting,
    },
    person::View,
    spell,
};
use jiff::civil::{Date, date};
use leaving_care::{
    entitlement::{Answer, Care, Doing, HowOften},
    ledger::PaymentState,
    money::Pence,
    spell_value::SpellKind,
};
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};
use uuid::Uuid;

use crate::site::{
    CONWY, LANCASHIRE, Site, TODAY, command_line, moment, on_each_engine, somebody,
    spell as new_spell,
};

const HOME: &str = "setting_up_home_allowance";

/// Somebody signed in: the account tells one from another.
fn signed_in(role: Role, account: u128) -> Actor {
    Actor {
        account: Some(Uuid::from_u128(account)),
        name: format!("{} {account}", role.label()),
        ..somebody(role)
    }
}

fn adviser() -> Actor {
    signed_in(Role::PersonalAdviser, 1)
}

fn manager() -> Actor {
    signed_in(Role::TeamManager, 2)
}

fn other_manager() -> Actor {
    signed_in(Role::TeamManager, 3)
}

/// Nineteen, and in care from 12 to 18: 3,000 pounds for a first home.
async fn care_leaver(site: &Site, name: &str) -> Uuid {
    care_leaver_of(site, LANCASHIRE, name, date(2006, 5, 4)).await
}

async fn care_leaver_of(site: &Site, authority: &str, name: &str, born: Date) -> Uuid {
    let person = site.add(authority, name, born, &[]).await;
    let eighteenth = date(born.year() + 18, born.month(), born.day());
    let care = new_spell(
        SpellKind::Placement,
        "C2 U4 E4A",
        date(born.year() + 12, 1, 1),
        Some(eighteenth),
    );
    spell::record(&command_line(authority), &site.office, person, care, &[])
        .await
        .unwrap();
    person
}

fn pounds(pounds: i64) -> Pence {
    Pence::pounds(pounds)
}

fn new_award(entitlement: &str, amount: Pence) -> NewAward {
    NewAward {
        id: Uuid::now_v7(),
        entitlement: entitlement.into(),
        amount,
        reason: "A first flat.".into(),
        exception: String::new(),
    }
}

fn new_payment(award: Uuid, amount: Pence) -> NewPayment {
    NewPayment {
        id: Uuid::now_v7(),
        award,
        amount,
        way: Way::Card,
        reference: "CL-004321".into(),
        note: String::new(),
        instead_of: None,
    }
}

async fn awarded(site: &Site, person: Uuid, amount: Pence) -> Uuid {
    award(&adviser(), &site.office, person, new_award(HOME, amount))
        .await
        .unwrap()
}

async fn paid_out(site: &Site, award: Uuid, amount: Pence) -> Uuid {
    pay(&adviser(), &site.office, new_payment(award, amount))
        .await
        .unwrap()
}

async fn read(site: &Site, award: Uuid) -> Award {
    find_award(&adviser(), &site.office, award).await.unwrap()
}

async fn state(site: &Site, payment: Uuid) -> PaymentState {
    find_payment(&adviser(), &site.office, payment)
        .await
        .unwrap()
        .payment
        .state
}

#[track_caller]
fn field_of<T: std::fmt::Debug>(answer: Result<T, Error>) -> &'static str {
    match answer {
        Err(Error::Invalid(problems)) => problems[0].field,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn awards_stay_within_the_limit_or_say_why() {
    on_each_engine(async |site| {
        let (office, ash) = (&site.office, care_leaver(site, "Ash").await);
        let give = async |actor: &Actor, new: NewAward| award(actor, office, ash, new).await;
        give(&adviser(), new_award(HOME, pounds(2_000)))
            .await
            .unwrap();
        let above = Pence(100_001);
        assert_eq!(
            field_of(give(&adviser(), new_award(HOME, above)).await),
            "amount"
        );
        assert_eq!(
            field_of(give(&manager(), new_award(HOME, above)).await),
            "exception"
        );
        give(&adviser(), new_award(HOME, pounds(1_000)))
            .await
            .unwrap();
        let more = NewAward {
            exception: "Flooded in the first week.".into(),
            ..new_award(HOME, pounds(500))
        };
        assert_eq!(field_of(give(&adviser(), more.clone()).await), "amount");
        give(&manager(), more).await.unwrap();

        // Without a limit, and against the rules: only with a reason by who may.
        assert_eq!(
            field_of(give(&adviser(), new_award("travel", pounds(20))).await),
            "amount"
        );
        assert_eq!(
            field_of(give(&manager(), new_award("travel", pounds(20))).await),
            "exception"
        );
        // What must be asked needs a word on how it is known.
        let unsaid = NewAward {
            reason: " ".into(),
            ..new_award("higher_education_bursary", pounds(20))
        };
        assert_eq!(field_of(give(&adviser(), unsaid).await), "reason");
        for (entitlement, amount) in [("no_such", pounds(1)), ("council_tax_wales", pounds(1))] {
            assert_eq!(
                field_of(give(&manager(), new_award(entitlement, amount)).await),
                "entitlement"
            );
        }
        for amount in [Pence::ZERO, Pence(-5), Pence(i64::MAX)] {
            assert_eq!(
                field_of(give(&manager(), new_award(HOME, amount)).await),
                "amount",
                "{amount}"
            );
        }

        let view = View {
            as_at: TODAY,
            known_at: None,
        };
        let money = of_person(&adviser(), office, ash, view).await.unwrap();
        assert_eq!(money.balance.awarded, pounds(3_500));
        assert_eq!(money.awards.len(), 3);
        assert_eq!(money.awards[0].exception, "Flooded in the first week.");
        assert_eq!(money.awards[0].limit, Some(pounds(3_000)));
        assert_eq!(money.awards[2].made.name, adviser().name);
        assert_eq!(money.entitled[0].entitlement.id, HOME);
    })
    .await;
}

/// The higher education bursary is asked for above because nothing is recorded of what Ash does; recorded as in work it is a no.
#[tokio::test]
async fn what_the_rules_refuse_needs_somebody_who_may() {
    on_each_engine(async |site| {
        let ash = care_leaver(site, "Ash").await;
        let work = new_spell(SpellKind::Activity, "F5", date(2026, 1, 1), None);
        spell::record(&command_line(LANCASHIRE), &site.office, ash, work, &[])
            .await
            .unwrap();
        let bursary = || new_award("higher_education_bursary", pounds(500));
        assert_eq!(
            field_of(award(&adviser(), &site.office, ash, bursary()).await),
            "amount"
        );
        let said = NewAward {
            exception: "Starts on Monday.".into(),
            ..bursary()
        };
        award(&manager(), &site.office, ash, said).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_same_form_sent_twice_is_one_award_and_one_payment() {
    on_each_engine(async |site| {
        let (office, ash) = (&site.office, care_leaver(site, "Ash").await);
        let form = new_award(HOME, pounds(1_500));
        let (one, other) = tokio::join!(
            async { award(&adviser(), office, ash, form.clone()).await },
            async { award(&adviser(), office, ash, form.clone()).await }
        );
        assert_eq!((one.unwrap(), other.unwrap()), (form.id, form.id));
        let payment = new_payment(form.id, pounds(1_500));
        let (one, other) = tokio::join!(
            async { pay(&adviser(), office, payment.clone()).await },
            async { pay(&adviser(), office, payment.clone()).await }
        );
        assert_eq!((one.unwrap(), other.unwrap()), (payment.id, payment.id));
        let known = read(site, form.id).await;
        assert_eq!(
            (known.payments.len(), known.balance.left()),
            (1, Pence::ZERO)
        );
        // The id of a form that was about somebody else is not taken again.
        let kit = care_leaver(site, "Kit").await;
        assert!(matches!(
            award(&adviser(), office, kit, form).await,
            Err(Error::Conflict)
        ));
    })
    .await;
}

#[tokio::test]
async fn two_at_once_never_give_or_pay_more_than_there_is() {
    on_each_engine(async |site| {
        let (office, ash) = (&site.office, care_leaver(site, "Ash").await);
        let give = || {
            Box::pin(async { award(&adviser(), office, ash, new_award(HOME, pounds(1_000))).await })
        };
        let answers = tokio::join!(give(), give(), give(), give(), give());
        let given = [&answers.0, &answers.1, &answers.2, &answers.3, &answers.4];
        let given: Vec<Uuid> = given
            .iter()
            .filter_map(|answer| answer.as_ref().ok())
            .copied()
            .collect();
        assert_eq!(given.len(), 3, "{answers:?}");

        let one = given[0];
        let some =
            || Box::pin(async { pay(&adviser(), office, new_payment(one, pounds(400))).await });
        let back = Box::pin(async {
            let back = TakeBack {
                id: Uuid::now_v7(),
                amount: pounds(400),
                reason: "Not needed.".into(),
            };
            take_back(&adviser(), office, one, back).await.map(|()| one)
        });
        let answers = tokio::join!(some(), some(), some(), back);
        let done = [&answers.0, &answers.1, &answers.2, &answers.3];
        assert_eq!(
            done.iter().filter(|answer| answer.is_ok()).count(),
            2,
            "{answers:?}"
        );
        assert_eq!(read(site, one).await.balance.left(), pounds(200));
    })
    .await;
}

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

#[tokio::test]
async fn what_others_pay_is_recorded_as_arranged_and_never_paid_from_here() {
    on_each_engine(async |site| {
        let (office, ash) = (&site.office, care_leaver(site, "Ash").await);
        let apprentice = new_spell(SpellKind::Activity, "F4", date(2026, 1, 5), None);
        spell::record(&command_line(LANCASHIRE), office, ash, apprentice, &[])
            .await
            .unwrap();
        let arranged = award(
            &adviser(),
            office,
            ash,
            new_award("apprenticeship_bursary", pounds(3_000)),
        )
        .await
        .unwrap();
        assert!(matches!(
            pay(&adviser(), office, new_payment(arranged, pounds(1))).await,
            Err(Error::Refused(_))
        ));
        let view = View {
            as_at: TODAY,
            known_at: None,
        };
        let money = of_person(&adviser(), office, ash, view).await.unwrap();
        assert_eq!(money.balance.awarded, Pence::ZERO);
        assert_eq!(money.awards[0].balance.awarded, pounds(3_000));
    })
    .await;
}

#[expect(clippy::too_many_lines, reason = "one story, told in order")]
#[tokio::test]
async fn another_authoritys_money_is_not_there() {
    on_each_engine(async |site| {
        let office = &site.office;
        let ash = care_leaver(site, "Ash").await;
        let given = awarded(site, ash, pounds(100)).await;
        let payment = paid_out(site, given, pounds(60)).await;
        release(&manager(), office, &[payment]).await.unwrap();
        let made = export(&manager(), office, &[payment]).await.unwrap();
        let decided = decide(site, &manager(), "travel", pounds(200))
            .await
            .unwrap();
        let before = format!(
            "{:?}",
            store::entitlement::of_person(&site.db, ash).await.unwrap()
        );
        let stranger = Actor {
            authority: CONWY.into(),
            ..other_manager()
        };
        let view = View {
            as_at: TODAY,
            known_at: None,
        };
        let back = TakeBack {
            id: Uuid::now_v7(),
            amount: pounds(1),
            reason: "Mine".into(),
        };
        let answers: Vec<(&str, Result<(), Error>)> = vec![
            (
                "of_person",
                of_person(&stranger, office, ash, view).await.map(drop),
            ),
            (
                "award",
                award(&stranger, office, ash, new_award(HOME, pounds(1)))
                    .await
                    .map(drop),
            ),
            (
                "find_award",
                find_award(&stranger, office, given).await.map(drop),
            ),
            ("take_back", take_back(&stranger, office, given, back).await),
            (
                "pay",
                pay(&stranger, office, new_payment(given, pounds(1)))
                    .await
                    .map(drop),
            ),
            (
                "find_payment",
                find_payment(&stranger, office, payment).await.map(drop),
            ),
            ("release", release(&stranger, office, &[payment]).await),
            (
                "export",
                export(&stranger, office, &[payment]).await.map(drop),
            ),
            (
                "withdraw",
                withdraw(&stranger, office, payment, "Mine").await,
            ),
            (
                "outcome",
                record_outcome(&stranger, office, &[payment], true, "").await,
            ),
            (
                "return",
                record_return(&stranger, office, payment, "Mine").await,
            ),
            (
                "take_file",
                take_file(&stranger, office, made, "").await.map(drop),
            ),
            (
                "find_export",
                casework::entitlement::find_export(&stranger, office, made)
                    .await
                    .map(drop),
            ),
            (
                "withdraw_setting",
                withdraw_setting(&stranger, office, decided, "Mine").await,
            ),
        ];
        for (verb, answer) in answers {
            assert!(
                matches!(answer, Err(Error::NotFound(_))),
                "{verb}: {answer:?}"
            );
        }
        assert_eq!(
            format!(
                "{:?}",
                store::entitlement::of_person(&site.db, ash).await.unwrap()
            ),
            before
        );
        assert!(payments(&stranger, office).await.unwrap().is_empty());
        assert!(exports(&stranger, office).await.unwrap().is_empty());
        assert!(settings(&stranger, office).await.unwrap().is_empty());
        let lines = overview(&stranger, office).await.unwrap().lines;
        assert!(
            lines
                .iter()
                .all(|line| line.qualify == 0 && line.balance.awarded == Pence::ZERO)
        );
    })
    .await;
}

async fn decide(
    site: &Site,
    actor: &Actor,
    entitlement: &str,
    amount: Pence,
) -> Result<Uuid, Error> {
    let new = NewSetting {
        entitlement: entitlement.into(),
        own: None,
        amount: Some(amount),
        from: date(2025, 4, 1),
        to: None,
        source: "Cabinet, 3 March 2025".into(),
    };
    set(actor, &site.office, new).await
}

#[expect(clippy::too_many_lines, reason = "one story, told in order")]
#[tokio::test]
async fn a_council_decides_with_a_day_and_a_source() {
    on_each_engine(async |site| {
        let (office, ash) = (&site.office, care_leaver(site, "Ash").await);
        assert!(matches!(
            decide(site, &adviser(), "travel", pounds(200)).await,
            Err(Error::NotAllowed)
        ));
        assert_eq!(
            field_of(decide(site, &manager(), HOME, pounds(2_999)).await),
            "amount"
        );
        assert_eq!(
            field_of(decide(site, &manager(), "apprenticeship_bursary", pounds(9_000)).await),
            "amount"
        );
        assert_eq!(
            field_of(decide(site, &manager(), "no_such", pounds(1)).await),
            "entitlement"
        );
        let decided = decide(site, &manager(), "travel", pounds(200))
            .await
            .unwrap();
        award(&adviser(), office, ash, new_award("travel", pounds(200)))
            .await
            .unwrap();

        let own = OwnEntitlement {
            title: "Driving lessons".into(),
            words: "Ten lessons.".into(),
            how_to_get: "Ask.".into(),
            how_often: HowOften::Once,
            care: Care::all().collect(),
            doing: Doing::Anything,
            from_age: Some(17),
            below_age: Some(25),
        };
        let new = |own: OwnEntitlement| NewSetting {
            entitlement: String::new(),
            own: Some(own),
            amount: Some(pounds(350)),
            from: date(2026, 1, 1),
            to: Some(date(2026, 12, 31)),
            source: "Corporate Parenting Board, 9 December 2025".into(),
        };
        let nameless = OwnEntitlement {
            title: " ".into(),
            ..own.clone()
        };
        assert_eq!(
            field_of(set(&manager(), office, new(nameless)).await),
            "title"
        );
        set(&manager(), office, new(own)).await.unwrap();
        let seen = async |day: Date, known: Option<i64>| {
            let view = View {
                as_at: day,
                known_at: known.map(|seconds| moment(seconds).now),
            };
            let money = of_person(&adviser(), office, ash, view).await.unwrap();
            let limit = |title: &str| {
                let found = money
                    .entitled
                    .iter()
                    .find(|entitled| entitled.entitlement.title == title);
                found.map(|found| (found.answer, found.limit()))
            };
            (
                limit("Driving lessons"),
                limit("Travel to work, training or interviews"),
            )
        };
        let travel = Some((Answer::Yes, Some(pounds(200))));
        let driving = Some((Answer::Yes, Some(pounds(350))));
        assert_eq!(seen(TODAY, None).await, (driving, travel));
        assert_eq!(seen(date(2025, 12, 31), None).await, (None, travel));
        assert_eq!(seen(date(2027, 1, 1), None).await, (None, travel));

        assert_eq!(
            field_of(withdraw_setting(&manager(), office, decided, "").await),
            "reason"
        );
        let later = Actor {
            moment: moment(60),
            ..manager()
        };
        withdraw_setting(&later, office, decided, "Wrong amount")
            .await
            .unwrap();
        assert!(matches!(
            withdraw_setting(&later, office, decided, "Again").await,
            Err(Error::NotFound(_))
        ));
        assert_eq!(seen(TODAY, None).await.1, Some((Answer::Ask, None)));
        assert_eq!(
            seen(TODAY, Some(30)).await.1,
            travel,
            "as it was known before"
        );
        let listed = settings(&manager(), office).await.unwrap();
        assert_eq!(
            (
                listed.len(),
                listed[0].title.as_str(),
                listed[1].withdrawn.is_some()
            ),
            (2, "Driving lessons", true)
        );
        // What was awarded under it stays.
        let view = View {
            as_at: TODAY,
            known_at: None,
        };
        assert_eq!(
            of_person(&adviser(), office, ash, view)
                .await
                .unwrap()
                .balance
                .awarded,
            pounds(200)
        );
    })
    .await;
}

#[tokio::test]
async fn who_qualifies_and_has_nothing_yet_is_listed_oldest_first() {
    on_each_engine(async |site| {
        let office = &site.office;
        let ash = care_leaver_of(site, LANCASHIRE, "Ash", date(2006, 5, 4)).await;
        let kit = care_leaver_of(site, LANCASHIRE, "Kit", date(2001, 6, 1)).await;
        let jo = care_leaver_of(site, LANCASHIRE, "Jo", date(2004, 1, 1)).await;
        // Too old, never in care, and another council's.
        care_leaver_of(site, LANCASHIRE, "Old", date(2001, 3, 3)).await;
        let unknown = site.add_person("Nobody", date(2006, 1, 1)).await;
        care_leaver_of(site, CONWY, "Cai", date(2006, 5, 4)).await;
        let list = async |answer: Answer, after: Option<Uuid>, limit: usize| {
            let asked = PeopleAsked {
                entitlement: HOME.into(),
                answer,
                after,
                limit,
            };
            let found = people(&adviser(), office, &asked).await.unwrap();
            let ids: Vec<Uuid> = found.people.iter().map(|person| person.id).collect();
            (ids, found.total, found.next)
        };
        assert_eq!(
            list(Answer::Yes, None, 10).await,
            (vec![kit, jo, ash], 3, None)
        );
        assert_eq!(
            list(Answer::Yes, None, 2).await,
            (vec![kit, jo], 3, Some(jo))
        );
        assert_eq!(list(Answer::Yes, Some(jo), 2).await, (vec![ash], 3, None));
        assert_eq!(list(Answer::Ask, None, 10).await, (vec![unknown], 1, None));

        let given = awarded(site, jo, pounds(3_000)).await;
        paid_out(site, given, pounds(1_000)).await;
        let line = async || {
            let lines = overview(&adviser(), office).await.unwrap().lines;
            lines
                .into_iter()
                .find(|line| line.entitlement.id == HOME)
                .unwrap()
        };
        let one = line().await;
        assert_eq!((one.qualify, one.without_award, one.to_ask), (3, 2, 1));
        assert_eq!(
            (
                one.balance.awarded,
                one.balance.on_its_way,
                one.balance.left()
            ),
            (pounds(3_000), pounds(1_000), pounds(2_000))
        );
        assert_eq!(list(Answer::Yes, None, 10).await.0, vec![kit, ash]);
        // Wholly taken back is as if never given.
        let other = awarded(site, ash, pounds(50)).await;
        let back = TakeBack {
            id: Uuid::now_v7(),
            amount: pounds(50),
            reason: "A mistake".into(),
        };
        take_back(&adviser(), office, other, back).await.unwrap();
        assert_eq!(line().await.without_award, 2);
    })
    .await;
}

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

/// The amounts that are shown beside the better-off calculation are those of the catalogue.
#[test]
fn the_amounts_beside_the_calculation_are_the_same() {
    use leaving_care::entitlement::Catalogue;
    for (beside, id) in [
        ("beside.setting_up_home_allowance", HOME),
        (
            "beside.higher_education_bursary",
            "higher_education_bursary",
        ),
        ("beside.bursary_16_to_19", "bursary_16_to_19"),
        ("beside.apprenticeship_bursary", "apprenticeship_bursary"),
        (
            "beside.personal_education_allowance",
            "personal_education_allowance",
        ),
    ] {
        let catalogue = Catalogue::shipped();
        let entitlement = catalogue.find(id).unwrap();
        let values = better_off::Book::shipped().named(beside);
        assert!(!values.is_empty(), "{beside}");
        for value in values {
            for day in [value.from, value.to] {
                let amount = catalogue
                    .amount_on(entitlement, day)
                    .and_then(|amount| amount.pence);
                assert_eq!(amount, Some(Pence(value.hundredths)), "{id} on {day}");
            }
        }
    }
}
