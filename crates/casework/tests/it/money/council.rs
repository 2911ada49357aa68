//! What the council decides and sees: its own amounts, who has nothing yet, and nothing of another council.

use super::{
    HOME, adviser, awarded, care_leaver, care_leaver_of, field_of, manager, new_award, new_payment,
    other_manager, paid_out, pounds,
};
use crate::site::{CONWY, LANCASHIRE, Site, TODAY, moment, on_each_engine};
use casework::entitlement::{
    NewSetting, OwnEntitlement, PeopleAsked, TakeBack, award, export, exports, find_award,
    find_payment, of_person, overview, pay, payments, people, record_outcome, record_return,
    release, set, settings, take_back, take_file, withdraw, withdraw_setting,
};
use casework::person::View;
use casework::{Actor, Error};
use jiff::civil::{Date, date};
use leaving_care::entitlement::{Answer, Care, Doing, HowOften};
use leaving_care::money::Pence;
use uuid::Uuid;

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
