//! The Standard Safeguarding Dataset: care leavers with people beside them, and the return's own facts left alone.

use casework::import::{ImportKind, Upload};
use jiff::civil::{Date, date};
use leaving_care::{Severity, person::IdentifierKind};

use super::{confirmed, file, reasons, upload};
use crate::site::{at, on_each_engine};

const PEOPLE: &str = "\
pers_person_id,pers_upn,pers_forename,pers_surname,pers_sex,pers_ethnicity,pers_dob
10,A820207563023,Siân,O'Brien,F,WBRI,2006-05-04
11,,Bo,Cole,M,MWBC,04/05/2005
12,,No,Birthday,F,WBRI,1900-01-01
";

const CARE_LEAVERS: &str = "\
clea_table_id,clea_person_id,clea_care_leaver_eligibility,clea_care_leaver_in_touch,clea_care_leaver_latest_contact,clea_care_leaver_accommodation,clea_care_leaver_accom_suitable,clea_care_leaver_activity,clea_pathway_plan_review_date,clea_care_leaver_personal_advisor,clea_care_leaver_allocated_team,clea_care_leaver_worker_id
1,10,Former Relevant,YES,2025-12-01,U1,1,F2,2025-11-01,Sam Okafor,North,
2,11,Relevant,NO,1900-01-01,X,2,G5,1900-01-01,,North,
3,12,Qualifying,YES,1900-01-01,,,P5,,,,
4,13,Qualifying,YES,1900-01-01,,,P5,,,,
5,,Qualifying,YES,,,,,,,,
";

fn tables(care_leavers: &str, made_on: Date) -> Upload {
    // The people come last: the files need no order.
    let files = vec![
        file("ssd_care_leavers.csv", care_leavers),
        file("ssd_person.csv", format!("\u{feff}{PEOPLE}")),
    ];
    Upload {
        made_on: Some(made_on),
        ..upload(ImportKind::Ssd, files)
    }
}

#[tokio::test]
async fn claims_are_taken_and_the_first_of_january_1900_means_none() {
    on_each_engine(async |site| {
        let upload = tables(CARE_LEAVERS, date(2026, 1, 31));
        let first = confirmed(&at(1), site, &upload).await;
        assert_eq!((first.people, first.new_people), (2, 2), "{:#?}", first.findings);
        let spells = site.spells_by(IdentifierKind::LocalId).await;
        assert_eq!(spells["10"], [
            "accommodation U1 2026-01-31 to now {}",
            "activity F2 2026-01-31 to now {}",
            r#"allocation personal_adviser 00000000000000000000000000000000 2026-01-31 to now {"worker_name":"Sam Okafor","team":"North"}"#,
            "in_touch YES 2026-01-31 to now {}",
            r#"reported_care_leaver former_relevant 2026-01-31 to now {"note":"Pathway plan last reviewed or changed on 2025-11-01, according to this file."}"#,
        ]);
        assert_eq!(spells["11"], [
            "accommodation X2 2026-01-31 to now {}",
            "activity G5 2026-01-31 to now {}",
            "in_touch NO 2026-01-31 to now {}",
            "reported_care_leaver relevant 2026-01-31 to now {}",
        ]);
        // Two without a date of birth, and a row without a person.
        let errors = reasons(&first, Severity::Error);
        assert_eq!(errors.iter().filter(|reason| reason.contains("date of birth")).count(), 2, "{errors:#?}");
        assert_eq!(errors.iter().filter(|reason| reason.contains("no person")).count(), 1);
        let people = store::person::all_current(&site.db, crate::site::LANCASHIRE).await.unwrap();
        assert!(people.iter().any(|version| version.details.given_name == "Siân"));
        // One contact, of the one day that was given.
        let mut days = Vec::new();
        for version in &people {
            days.extend(store::contact::days_of(&site.db, version.person, Date::MAX, None).await.unwrap());
        }
        assert_eq!(days, [(date(2025, 12, 1), "took_part".to_owned())]);
        let kept = site.people().await;
        let again = confirmed(&at(2), site, &upload).await;
        assert_eq!((again.written, again.corrected), (0, 0));
        assert_eq!(site.people().await, kept);
        let changed = CARE_LEAVERS.replace("X,2,G5", "X,2,F5");
        let later = confirmed(&at(3), site, &tables(&changed, date(2026, 2, 28))).await;
        assert_eq!((later.written, later.corrected), (1, 0));
        let spells = site.spells_by(IdentifierKind::LocalId).await;
        assert!(spells["11"].contains(&"activity G5 2026-01-31 to 2026-02-28 {}".to_owned()), "{:#?}", spells["11"]);
        assert!(spells["11"].contains(&"activity F5 2026-02-28 to now {}".to_owned()));
    })
    .await;
}

/// The word "ssd" begins "ssda903" too: what one format said is not the other's to end.
#[tokio::test]
async fn what_the_return_said_is_left_alone() {
    on_each_engine(async |site| {
        let oc3 = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n10,04/05/2006,YES,G4,U1\n";
        let oc3 = Upload {
            year_ending: Some(2025),
            ..upload(ImportKind::Ssda903, vec![file("oc3.csv", oc3)])
        };
        confirmed(&at(1), site, &oc3).await;
        let returned = site.spells_by(IdentifierKind::Ssda903Child).await;
        // The council uses one number for both.
        let person = store::person::identifiers_of_kind(
            &site.db,
            crate::site::LANCASHIRE,
            IdentifierKind::Ssda903Child,
        )
        .await
        .unwrap()
        .remove(0);
        let row = store::person::IdentifierRow {
            kind: IdentifierKind::LocalId.code().into(),
            ..person
        };
        let mut tx = site.db.begin().await.unwrap();
        let stamp = store::person::Stamp {
            at: at(2).moment.now,
            by: "test".into(),
            source: "entered".into(),
        };
        store::person::insert_identifiers(&mut tx, crate::site::LANCASHIRE, &[row], &stamp)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        confirmed(&at(3), site, &tables(CARE_LEAVERS, date(2026, 1, 31))).await;
        let now = site.spells_by(IdentifierKind::Ssda903Child).await;
        for line in &returned["10"] {
            assert!(now["10"].contains(line), "{line}: {:#?}", now["10"]);
        }
        let kept = site.people().await;
        let again = confirmed(&at(4), site, &oc3).await;
        assert_eq!((again.written, again.corrected), (0, 0));
        assert_eq!(site.people().await, kept);
    })
    .await;
}
