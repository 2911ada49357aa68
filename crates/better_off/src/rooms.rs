//! How many bedrooms a household is allowed (UC Regs 2013 Sch 4 para 10).

use jiff::civil::Date;

use crate::{
    ask::Ask,
    household::{Child, Sex},
    trace::Notes,
};

/// One room for the claimant or couple, one for each child of 16 or over, one for two children of the same sex or both under 10.
pub(crate) fn bedrooms_for(children: &[Child], day: Date, notes: &mut Notes) -> usize {
    let mut grown = 0;
    let (mut older_girls, mut older_boys, mut older_unknown) = (0_usize, 0_usize, 0_usize);
    let (mut girls, mut boys, mut unknown) = (0_usize, 0_usize, 0_usize);
    for child in children {
        let age = child.born.age_on(day);
        let count = match (age, child.sex) {
            (16.., _) => &mut grown,
            (10.., Some(Sex::Female)) => &mut older_girls,
            (10.., Some(Sex::Male)) => &mut older_boys,
            (10.., None) => &mut older_unknown,
            (_, Some(Sex::Female)) => &mut girls,
            (_, Some(Sex::Male)) => &mut boys,
            (_, None) => &mut unknown,
        };
        *count += 1;
    }
    if children.len() > 1 && older_unknown + older_girls + older_boys > 0 {
        let is_known = older_unknown == 0 && unknown == 0;
        if !is_known {
            notes.ask(Ask::SexOfChildren);
        }
    }
    // Children of unknown sex are taken to share where the law could allow it: the smaller home, and the question is asked.
    let mut rooms = 1 + grown;
    let mut loose = older_unknown;
    for (older, younger) in [(older_girls, &mut girls), (older_boys, &mut boys)] {
        rooms += older.div_ceil(2);
        if older % 2 == 1 {
            if loose > 0 {
                loose -= 1;
            } else if *younger > 0 {
                *younger -= 1;
            } else {
                unknown = unknown.saturating_sub(1);
            }
        }
    }
    rooms += loose.div_ceil(2);
    let mut young = girls + boys + unknown;
    if loose % 2 == 1 && young > 0 {
        young -= 1;
    }
    rooms + young.div_ceil(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::age::Born;

    #[test]
    fn children_share_rooms_as_the_paragraph_says() {
        let child = |age, sex| Child {
            born: Born::Years(age),
            sex,
            disability: None,
        };
        let (f, m) = (Some(Sex::Female), Some(Sex::Male));
        for (children, rooms) in [
            (vec![], 1),
            (vec![(2, None)], 2),
            (vec![(2, f), (9, m)], 2),
            (vec![(2, f), (10, m)], 3),
            (vec![(10, m), (12, m)], 2),
            (vec![(10, m), (12, f)], 3),
            (vec![(16, m), (12, m)], 3),
            (vec![(15, m), (12, m)], 2),
            (vec![(1, f), (2, m), (3, f)], 3),
            (vec![(11, f), (2, f), (3, m)], 3),
            (vec![(11, None), (2, None)], 2),
            (vec![(16, f), (17, f)], 3),
        ] {
            let found = children
                .iter()
                .map(|(age, sex)| child(*age, *sex))
                .collect::<Vec<_>>();
            let day = jiff::civil::date(2026, 4, 30);
            assert_eq!(
                bedrooms_for(&found, day, &mut Notes::none()),
                rooms,
                "{children:?}"
            );
        }
    }
}
