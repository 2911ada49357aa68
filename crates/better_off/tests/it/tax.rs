//! Income tax and National Insurance by the year, on both sides of each band, and the pension before tax.

use better_off::{Job, Pay, Pence, Percent};

use crate::made::{care_leaver, in_scotland, on, with};

fn check(a_year: i64, is_scottish: bool, date: &str, tax: i64, insurance: i64) {
    let household = with(care_leaver(22), |household| {
        household.claimant.job = Some(Job::of(Pay::Yearly(Pence::pounds(a_year)), 37 * 60));
        if is_scottish {
            in_scotland(household);
        }
    });
    let found = on(&household, date);
    let case = format!("{a_year} {is_scottish} {date}");
    assert_eq!(found.income_tax, Pence(tax), "{case}");
    assert_eq!(found.national_insurance, Pence(insurance), "{case}");
    let net = Pence::pounds(a_year).a_month_from_a_year() - Pence(tax + insurance);
    assert!((found.net_earnings - net).0.abs() <= 1, "{case}");
}

#[test]
fn england_and_wales() {
    for (a_year, tax, insurance) in [
        (0, 0, 0),
        (12_570, 0, 0),
        // One pound above: 20 pence and 8 pence a year.
        (12_571, 2, 1),
        (24_570, 20_000, 8_000),
        // 37,700 x 20 per cent / 12; 37,700 x 8 per cent / 12.
        (50_270, 62_833, 25_133),
        // Twelve pounds more: 40 per cent and 2 per cent.
        (50_282, 62_873, 25_135),
    ] {
        check(a_year, false, "2026-04-30", tax, insurance);
        check(a_year, false, "2025-04-30", tax, insurance);
    }
}

/// Scottish bands of taxable income: 2026/27 19 per cent to 3,967, 20 to 16,956, 21 to 31,092, then 42; 2025/26 to 2,827 and 14,921.
#[test]
fn scotland() {
    for (a_year, date, tax, insurance) in [
        (12_570, "2026-04-30", 0, 0),
        (12_582, "2026-04-30", 19, 8),
        // 3,967 x 19 per cent = 753.73.
        (16_537, "2026-04-30", 6281, 2645),
        // 12 more at 20 per cent.
        (16_549, "2026-04-30", 6301, 2653),
        // 753.73 + 12,989 x 20 per cent = 3,351.53.
        (29_526, "2026-04-30", 27_929, 11_304),
        (29_538, "2026-04-30", 27_950, 11_312),
        // 3,351.53 + 14,136 x 21 per cent = 6,320.09.
        (43_662, "2026-04-30", 52_667, 20_728),
        (43_674, "2026-04-30", 52_709, 20_736),
        // 2025/26: 2,827 x 19 per cent = 537.13.
        (15_397, "2025-04-30", 4476, 1885),
        (15_409, "2025-04-30", 4496, 1893),
    ] {
        check(a_year, true, date, tax, insurance);
    }
}

#[test]
fn a_pension_is_taken_before_tax_and_not_counted() {
    let household = |pension| {
        with(care_leaver(22), |household| {
            let mut job = Job::of(Pay::Yearly(Pence::pounds(24_570)), 37 * 60);
            job.pension = Some(pension);
            household.claimant.job = Some(job);
        })
    };
    let without = on(&household(Percent(0)), "2026-04-30");
    let with = on(&household(Percent::whole(5)), "2026-04-30");
    // 5 per cent of 24,570 is 1,228.50 a year: 102.38 a month less pay, 20.48 less tax, the same insurance.
    assert_eq!(without.income_tax - with.income_tax, Pence(2047));
    assert_eq!(without.national_insurance, with.national_insurance);
    assert_eq!(without.net_earnings - with.net_earnings, Pence(8190));
}
