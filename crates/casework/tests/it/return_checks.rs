//! Checks of the yearly return: kept and opened again, compared with the one before, reasons given by one and agreed to by another.

mod own_records;

use casework::{
    Actor, Error, Role,
    import::InputFile,
    return_check::{
        self, Found, Ledger, Noted, Outcome, Request, Rows, RowsAsked, Since, Source, Stage,
    },
};
use ssda903::Table;
use uuid::Uuid;

use crate::site::{CONWY, LANCASHIRE, Site, command_line, on_each_engine, somebody};

const EPISODES: &str = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n";

/// Header with these rows of CHILD, SEX, DOB, ETHNIC.
fn files(header: &[&str]) -> Vec<InputFile> {
    let rows: Vec<String> = header.iter().map(|row| format!("{row},UN1,,\n")).collect();
    let file = |name: &str, text: String| InputFile {
        name: name.to_owned(),
        bytes: text.into_bytes(),
    };
    vec![
        file(
            "header.csv",
            format!("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n{}", rows.concat()),
        ),
        file("episodes.csv", EPISODES.to_owned()),
    ]
}

fn request(years: Vec<Vec<InputFile>>) -> Request {
    Request {
        year: 2026,
        source: Source::Files(years),
        providers: Vec::new(),
        postcodes: None,
    }
}

/// Somebody with an account of their own.
fn with_account(role: Role) -> Actor {
    Actor {
        account: Some(Uuid::now_v7()),
        ..somebody(role)
    }
}

/// Starts a check and waits until it is kept, or gives why it failed.
async fn made(actor: &Actor, site: &Site, request: Request) -> Result<Ledger, String> {
    let id = return_check::start(actor, &site.office, request)
        .await
        .unwrap();
    loop {
        match return_check::open(actor, &site.office, id).await.unwrap() {
            Found::Kept(ledger) => return Ok(*ledger),
            Found::BeingMade(Stage::Failed(why)) => return Err(why),
            Found::BeingMade(_) => tokio::task::yield_now().await,
        }
    }
}

async fn rows(actor: &Actor, site: &Site, id: Uuid, asked: RowsAsked) -> Rows {
    return_check::rows(actor, &site.office, id, &asked)
        .await
        .unwrap()
}

fn of_rule(rule: &str) -> RowsAsked {
    RowsAsked {
        rule: Some(rule.to_owned()),
        ..RowsAsked::default()
    }
}

fn children(rows: &Rows) -> Vec<&str> {
    rows.rows.iter().map(|row| row.child.as_str()).collect()
}

const FIRST: [&str; 3] = [
    "A,M,01/02/2015,WBRI",
    "B,M,01/02/2015,XXXX",
    "C,X,01/02/2015,YYYY",
];

#[tokio::test]
async fn a_check_is_kept_with_every_rule_and_every_row_at_fault() {
    on_each_engine(async |site| {
        let analyst = with_account(Role::PerformanceAnalyst);
        let ledger = made(&analyst, site, request(vec![files(&FIRST)]))
            .await
            .unwrap();
        let summary = &ledger.check.summary;
        let outcomes = [Outcome::CouldNotRun, Outcome::Ran, Outcome::NotApplicable];
        assert!(summary.rules.len() >= 327, "{}", summary.rules.len());
        assert_eq!(
            outcomes
                .map(|outcome| summary.count(outcome))
                .iter()
                .sum::<usize>(),
            summary.rules.len()
        );
        // Without a list of providers some rules cannot run; they say so and count nothing.
        let registered = summary
            .rule("1104")
            .or(summary.rule("1105"))
            .or(summary.rule("1106"));
        if let Some(line) = registered {
            assert_eq!((line.outcome, line.found), (Outcome::CouldNotRun, 0));
            assert!(!line.why.is_empty());
        }
        let ethnicity = summary.rule("103").unwrap();
        assert_eq!((ethnicity.outcome, ethnicity.found), (Outcome::Ran, 2));
        let found = rows(&analyst, site, ledger.check.id, of_rule("103")).await;
        assert_eq!(
            (children(&found), found.total, found.next),
            (vec!["B", "C"], 2, None)
        );
        let b = found.rows.first().unwrap();
        assert_eq!(
            (b.table, b.row, b.line, b.file.as_str()),
            (Table::Header, 1, 3, "header.csv")
        );
        let marked: Vec<&str> = b
            .cells
            .iter()
            .filter(|cell| cell.is_marked)
            .map(|cell| cell.column.as_str())
            .collect();
        assert!(marked.contains(&"ETHNIC"), "{marked:?}");
        assert_eq!(b.cells_of("103", 2026), [("ETHNIC", "XXXX")]);
        let (_, lines, next) =
            return_check::children(&analyst, &site.office, ledger.check.id, None)
                .await
                .unwrap();
        let named: Vec<&str> = lines.iter().map(|line| line.child.as_str()).collect();
        assert_eq!((named.contains(&"B"), next), (true, None));
        let line = lines.iter().find(|line| line.child == "B").unwrap();
        assert!(line.rules.contains("103"));
        let of_b = RowsAsked {
            child_of: Some(line.row),
            ..RowsAsked::default()
        };
        let of_b = rows(&analyst, site, ledger.check.id, of_b).await;
        assert_eq!(of_b.total, line.rows);
        let found = return_check::child_named(&analyst, &site.office, ledger.check.id, "B")
            .await
            .unwrap();
        assert_eq!(found, Some(line.row));
        let (_, all) = return_check::export(&analyst, &site.office, ledger.check.id)
            .await
            .unwrap();
        assert_eq!(all.len(), summary.rows);
    })
    .await;
}

#[tokio::test]
async fn the_next_check_tells_what_is_new_gone_and_still_there_wherever_the_rows_stand() {
    on_each_engine(async |site| {
        let analyst = with_account(Role::PerformanceAnalyst);
        let first = made(&analyst, site, request(vec![files(&FIRST)]))
            .await
            .unwrap();
        let alone = return_check::compare(&analyst, &site.office, first.check.id)
            .await
            .unwrap();
        assert!(alone.previous.is_none() && alone.changes.is_empty());
        // Another child first, B mended, C as before, D wrong.
        let later = [
            "Z,M,01/02/2015,WBRI",
            "A,M,01/02/2015,WBRI",
            "B,M,01/02/2015,WBRI",
            "C,X,01/02/2015,YYYY",
            "D,M,01/02/2015,QQQQ",
        ];
        let second = made(&analyst, site, request(vec![files(&later)]))
            .await
            .unwrap();
        assert_eq!(second.previous.as_ref().unwrap().id, first.check.id);
        let compared = return_check::compare(&analyst, &site.office, second.check.id)
            .await
            .unwrap();
        let of = |rule: &str| {
            let change = compared
                .changes
                .iter()
                .find(|change| change.rule == rule)
                .unwrap();
            (
                change.new,
                change.gone,
                change.still_there,
                change.not_comparable,
            )
        };
        assert_eq!(of("103"), (1, 1, 1, None));
        let since = |since| RowsAsked {
            since: Some(since),
            ..of_rule("103")
        };
        let new = rows(&analyst, site, second.check.id, since(Since::New)).await;
        let gone = rows(&analyst, site, second.check.id, since(Since::Gone)).await;
        assert_eq!((children(&new), children(&gone)), (vec!["D"], vec!["B"]));
        assert_eq!(
            gone.check.id, first.check.id,
            "what is gone is shown as it stood"
        );
    })
    .await;
}

#[tokio::test]
async fn a_reason_holds_in_the_next_check() {
    on_each_engine(async |site| {
        let (analyst, manager) = (
            with_account(Role::PerformanceAnalyst),
            with_account(Role::TeamManager),
        );
        let office = &site.office;
        let first = made(&manager, site, request(vec![files(&FIRST)]))
            .await
            .unwrap();
        let id = first.check.id;
        let number = rows(&analyst, site, id, of_rule("103"))
            .await
            .rows
            .first()
            .unwrap()
            .number;
        for wrong in ["", "   ", &"x".repeat(2_001)] {
            let answer = return_check::note(&analyst, office, id, number, "103", wrong).await;
            assert!(matches!(answer, Err(Error::Invalid(_))), "{answer:?}");
        }
        let answer =
            return_check::note(&analyst, office, id, number, "118", "No such finding").await;
        assert!(matches!(answer, Err(Error::NotFound(_))), "{answer:?}");
        return_check::note(&analyst, office, id, number, "103", "As in the register.\0")
            .await
            .unwrap();
        let again = return_check::note(&analyst, office, id, number, "103", "Once more").await;
        assert!(matches!(again, Err(Error::Conflict)), "{again:?}");

        // The next check, with the rows elsewhere, knows it.
        let later = ["Z,M,01/02/2015,WBRI", "B,M,01/02/2015,XXXX"];
        let second = made(&manager, site, request(vec![files(&later)]))
            .await
            .unwrap();
        assert_eq!((second.noted_of("103"), second.noted()), ((1, 0), 1));
        let b = rows(&manager, site, second.check.id, of_rule("103"))
            .await
            .rows
            .pop()
            .unwrap();
        let shown = b
            .findings
            .iter()
            .find(|finding| finding.rule == "103")
            .unwrap()
            .note
            .clone()
            .unwrap();
        assert_eq!(
            (
                shown.reason.as_str(),
                shown.noted_by.as_str(),
                shown.may_agree
            ),
            ("As in the register.", analyst.name.as_str(), true)
        );
        let asked = |noted| RowsAsked {
            noted: Some(noted),
            ..of_rule("103")
        };
        assert_eq!(
            rows(&manager, site, second.check.id, asked(Noted::Waiting))
                .await
                .total,
            1
        );
        assert_eq!(
            rows(&manager, site, second.check.id, asked(Noted::Open))
                .await
                .total,
            0
        );
    })
    .await;
}

#[tokio::test]
async fn a_second_person_agrees_to_a_reason_and_it_can_be_taken_back() {
    on_each_engine(async |site| {
        let (analyst, manager) = (
            with_account(Role::PerformanceAnalyst),
            with_account(Role::TeamManager),
        );
        let office = &site.office;
        let second = made(&manager, site, request(vec![files(&FIRST)]))
            .await
            .unwrap();
        let number = rows(&analyst, site, second.check.id, of_rule("103"))
            .await
            .rows
            .first()
            .unwrap()
            .number;
        let note = return_check::note(
            &analyst,
            office,
            second.check.id,
            number,
            "103",
            "As in the register.",
        )
        .await
        .unwrap();
        let open = || RowsAsked {
            noted: Some(Noted::Open),
            ..of_rule("103")
        };
        // Not by a role that may not, not by oneself, once by another.
        let answer = return_check::agree(&analyst, office, note).await;
        assert!(matches!(answer, Err(Error::NotAllowed)), "{answer:?}");
        let own_account = Actor {
            account: analyst.account,
            ..manager.clone()
        };
        let answer = return_check::agree(&own_account, office, note).await;
        assert!(matches!(answer, Err(Error::Refused(_))), "{answer:?}");
        return_check::agree(&manager, office, note).await.unwrap();
        assert!(matches!(
            return_check::agree(&manager, office, note).await,
            Err(Error::Conflict)
        ));
        let Found::Kept(second) = return_check::open(&manager, office, second.check.id)
            .await
            .unwrap()
        else {
            panic!("it was kept");
        };
        assert_eq!(second.noted_of("103"), (1, 1));
        return_check::withdraw_note(&analyst, office, note)
            .await
            .unwrap();
        assert!(matches!(
            return_check::withdraw_note(&analyst, office, note).await,
            Err(Error::Conflict)
        ));
        assert_eq!(rows(&manager, site, second.check.id, open()).await.total, 2);
    })
    .await;
}

#[tokio::test]
async fn a_return_is_signed_off_by_somebody_else_with_what_was_open() {
    on_each_engine(async |site| {
        let (analyst, manager) = (
            with_account(Role::PerformanceAnalyst),
            with_account(Role::TeamManager),
        );
        let office = &site.office;
        let ledger = made(&analyst, site, request(vec![files(&FIRST)]))
            .await
            .unwrap();
        let id = ledger.check.id;
        assert!(!ledger.may_sign_off);
        let answer = return_check::sign_off(&analyst, office, id, "It is fine").await;
        assert!(matches!(answer, Err(Error::NotAllowed)), "{answer:?}");
        let maker = Actor {
            account: analyst.account,
            ..manager.clone()
        };
        let answer = return_check::sign_off(&maker, office, id, "It is fine").await;
        assert!(matches!(answer, Err(Error::Refused(_))), "{answer:?}");
        let answer = return_check::sign_off(&manager, office, id, " ").await;
        assert!(
            matches!(answer, Err(Error::Invalid(_))),
            "what is open asks for words: {answer:?}"
        );
        return_check::sign_off(&manager, office, id, "The postcodes are checked by hand.")
            .await
            .unwrap();
        let answer = return_check::sign_off(&manager, office, id, "Again").await;
        assert!(matches!(answer, Err(Error::Conflict)), "{answer:?}");
        let (_, kept) = return_check::list(&analyst, office).await.unwrap();
        let signed = kept.first().unwrap().signed_off.clone().unwrap();
        assert_eq!(signed.by, manager.name);
        assert_eq!(signed.content.words, "The postcodes are checked by hand.");
        assert!(signed.content.open.contains(&("103".to_owned(), 2)));
        assert_eq!(
            signed.content.could_not_run.len(),
            ledger.check.summary.count(Outcome::CouldNotRun)
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_no_return_fails_with_a_reason_and_is_never_a_clean_return() {
    let site = Site::open(crate::site::Database::sqlite()).await;
    let analyst = with_account(Role::PerformanceAnalyst);
    let rubbish = |name: &str| {
        vec![InputFile {
            name: name.into(),
            bytes: b"a,b\n1,2\n".to_vec(),
        }]
    };
    let why = made(&analyst, &site, request(vec![rubbish("x.csv")]))
        .await
        .unwrap_err();
    assert!(why.contains("No table of a return was found"), "{why}");
    let why = made(
        &analyst,
        &site,
        request(vec![files(&FIRST), rubbish("y.csv")]),
    )
    .await
    .unwrap_err();
    assert!(why.contains("2025"), "{why}");
    let lists = Request {
        providers: rubbish("ofsted.xlsx"),
        ..request(vec![files(&FIRST)])
    };
    let why = made(&analyst, &site, lists).await.unwrap_err();
    assert!(why.contains("ofsted.xlsx"), "{why}");
    let nothing = return_check::start(&analyst, &site.office, request(vec![Vec::new()])).await;
    assert!(matches!(nothing, Err(Error::Invalid(_))), "{nothing:?}");
    let too_early = Request {
        year: 2022,
        ..request(vec![files(&FIRST)])
    };
    let answer = return_check::start(&analyst, &site.office, too_early).await;
    assert!(matches!(answer, Err(Error::Invalid(_))), "{answer:?}");
    let (_, kept) = return_check::list(&analyst, &site.office).await.unwrap();
    assert!(kept.is_empty());
    site.office.close().await;
}

#[tokio::test]
async fn another_authoritys_checks_are_not_there() {
    on_each_engine(async |site| {
        let analyst = with_account(Role::PerformanceAnalyst);
        let office = &site.office;
        let ledger = made(&analyst, site, request(vec![files(&FIRST)]))
            .await
            .unwrap();
        let id = ledger.check.id;
        let number = rows(&analyst, site, id, of_rule("103"))
            .await
            .rows
            .first()
            .unwrap()
            .number;
        let note = return_check::note(&analyst, office, id, number, "103", "Right")
            .await
            .unwrap();
        let outsider = command_line(CONWY);
        let answers: Vec<(&str, Result<(), Error>)> = vec![
            (
                "open",
                return_check::open(&outsider, office, id).await.map(drop),
            ),
            (
                "rows",
                return_check::rows(&outsider, office, id, &RowsAsked::default())
                    .await
                    .map(drop),
            ),
            (
                "row",
                return_check::row(&outsider, office, id, number)
                    .await
                    .map(drop),
            ),
            (
                "children",
                return_check::children(&outsider, office, id, None)
                    .await
                    .map(drop),
            ),
            (
                "child named",
                return_check::child_named(&outsider, office, id, "B")
                    .await
                    .map(drop),
            ),
            (
                "compare",
                return_check::compare(&outsider, office, id).await.map(drop),
            ),
            (
                "export",
                return_check::export(&outsider, office, id).await.map(drop),
            ),
            (
                "note",
                return_check::note(&outsider, office, id, number, "103", "x")
                    .await
                    .map(drop),
            ),
            ("agree", return_check::agree(&outsider, office, note).await),
            (
                "withdraw",
                return_check::withdraw_note(&outsider, office, note).await,
            ),
            (
                "sign off",
                return_check::sign_off(&outsider, office, id, "x").await,
            ),
        ];
        for (verb, answer) in answers {
            assert!(
                matches!(answer, Err(Error::NotFound(_))),
                "{verb}: {answer:?}"
            );
        }
        assert!(
            return_check::list(&outsider, office)
                .await
                .unwrap()
                .1
                .is_empty()
        );
        assert_eq!(
            return_check::list(&command_line(LANCASHIRE), office)
                .await
                .unwrap()
                .1
                .len(),
            1
        );
    })
    .await;
}
