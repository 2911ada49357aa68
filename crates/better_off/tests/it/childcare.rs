//! The childcare element: UC Regs 2013 reg 32 (work condition) and reg 34 (85 per cent, and the most).

use better_off::{Ask, Health, Household, Job, Pence, Person};

use crate::made::{care_leaver, child, in_spring, on, person, spring, with};

fn parent(children: usize, charges: i64) -> Household {
    with(care_leaver(22), |household| {
        household.children = vec![child(2); children];
        household.childcare_a_month = Pence::pounds(charges);
    })
}

fn at_work(person: &mut Person, minutes: u32) {
    person.job = Some(Job::hourly(Pence(1271), minutes));
}

#[test]
fn eighty_five_per_cent_up_to_the_most() {
    for (children, charges, expected) in [
        (1, 0, 0),
        (1, 700, 59500),
        (1, 1260, 107_100),
        (1, 1261, 107_109),
        (2, 2160, 183_600),
        (2, 2161, 183_616),
        (3, 3000, 183_616),
        (0, 700, 0),
    ] {
        let household = with(parent(children, charges), |household| {
            at_work(&mut household.claimant, 960);
        });
        let found = in_spring(&household).childcare_element;
        assert_eq!(found, Pence(expected), "{children} {charges}");
    }
}

#[test]
fn the_most_was_less_in_2025() {
    for (children, expected) in [(1, 103_188), (2, 176_894)] {
        let household = with(parent(children, 3000), |household| {
            at_work(&mut household.claimant, 960);
        });
        let found = on(&household, "2025-04-30").childcare_element;
        assert_eq!(found, Pence(expected));
    }
}

#[test]
fn the_work_condition_is_for_both_of_a_couple() {
    let couple = |claimant: u32, partner: u32, change: &dyn Fn(&mut Household)| {
        with(parent(1, 700), |household| {
            household.partner = Some(person(22));
            at_work(&mut household.claimant, claimant);
            at_work(household.partner.as_mut().unwrap(), partner);
            change(household);
        })
    };
    let none = |_: &mut Household| {};
    let partner_ill = |household: &mut Household| {
        household.partner.as_mut().unwrap().health = Health::LimitedCapability;
    };
    let partner_cares = |household: &mut Household| {
        household.partner.as_mut().unwrap().is_carer = Some(true);
    };
    let claimant_ill =
        |household: &mut Household| household.claimant.health = Health::LimitedCapability;
    for (case, claimant, partner, change, is_met) in [
        (
            "reg 32(1): both work",
            60,
            60,
            &none as &dyn Fn(&mut Household),
            true,
        ),
        ("one works, the other could care", 960, 0, &none, false),
        (
            "reg 32(1)(b)(i): the other has limited capability",
            960,
            0,
            &partner_ill,
            true,
        ),
        (
            "reg 32(1)(b)(ii): the other cares",
            960,
            0,
            &partner_cares,
            true,
        ),
        (
            "the worker has limited capability",
            960,
            0,
            &claimant_ill,
            false,
        ),
        ("the other way round", 0, 960, &claimant_ill, true),
        ("nobody works", 0, 0, &claimant_ill, false),
    ] {
        let found = in_spring(&couple(claimant, partner, change)).childcare_element;
        assert_eq!(found > Pence::ZERO, is_met, "{case}");
    }
}

#[test]
fn a_lone_parent_needs_any_paid_work() {
    for (minutes, is_met) in [(0, false), (1, true)] {
        let household = with(parent(1, 700), |household| {
            at_work(&mut household.claimant, minutes);
        });
        let found = in_spring(&household).childcare_element;
        assert_eq!(found > Pence::ZERO, is_met, "{minutes}");
    }
}

/// Reg 32(2): work that is about to begin or has just ended counts; nobody has said so here.
#[test]
fn without_work_it_is_asked_whether_a_job_begins_or_ended() {
    for (minutes, is_asked) in [(0, true), (60, false)] {
        let household = with(parent(1, 700), |household| {
            at_work(&mut household.claimant, minutes);
        });
        let outcome = better_off::calculate(&household, spring()).unwrap();
        let asked = outcome
            .ask
            .iter()
            .any(|question| question.ask == Ask::ChildcareAroundWork);
        assert_eq!(asked, is_asked, "{minutes}");
    }
}
