//! Seeded chance: the same seed, authority and year always throw the same numbers, and so the same people, dates and ids.

use jiff::{ToSpan, civil::Date};
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};
use uuid::Uuid;

/// What the numbers are for. Each purpose has a stream of its own, so that leaving contacts out changes nothing else.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    Lives = 0,
    Contacts = 1,
    Money = 2,
    Events = 9,
    Sums = 4,
    Directory = 13,
    Protocols = 10,
    Plans = 11,
    Claims = 12,
}

/// A source of chance with a counter for ids.
pub(super) struct Dice {
    numbers: ChaCha8Rng,
    /// Milliseconds since 1970 of the next id.
    next_id_ms: u64,
}

/// The weight of those who are taken before all others.
pub(super) const FIRST: u32 = u32::MAX;

/// Between the first ids of two authorities: more ids than any authority needs, one a millisecond.
const IDS_AN_AUTHORITY_MS: u64 = 20 * 60 * 1_000;

impl Dice {
    pub(super) fn new(seed: u64, authority: u16, year_ending: i16, purpose: Purpose) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8..10].copy_from_slice(&authority.to_le_bytes());
        key[10..12].copy_from_slice(&year_ending.to_le_bytes());
        let mut numbers = ChaCha8Rng::from_seed(key);
        numbers.set_stream(purpose as u64);
        // The night after the last day of the council, when it was put together. Ids rise with the authority's number and never by
        // the date of what they name: a database appends them, where ids of ten years would touch every page of its index.
        let put_together = Date::constant(year_ending, 11, 1).to_zoned(jiff::tz::TimeZone::UTC);
        let put_together_ms = put_together.map_or(0, |moment| {
            moment.timestamp().as_millisecond().unsigned_abs()
        });
        Self {
            numbers,
            next_id_ms: put_together_ms + u64::from(authority) * IDS_AN_AUTHORITY_MS,
        }
    }

    /// A number from 0 to below `count`; 0 when `count` is 0.
    pub(super) fn below(&mut self, count: usize) -> usize {
        // Taking the high half of a product is even enough for any list here, and needs no loop.
        let product = u128::from(self.numbers.next_u64()) * count as u128;
        usize::try_from(product >> 64).unwrap_or_default()
    }

    /// A number from `least` to `most`, both included.
    pub(super) fn between(&mut self, least: i32, most: i32) -> i32 {
        let span = usize::try_from(most.saturating_sub(least)).unwrap_or(0) + 1;
        least + i32::try_from(self.below(span)).unwrap_or_default()
    }

    /// True this many times in a thousand.
    pub(super) fn chance(&mut self, in_a_thousand: usize) -> bool {
        self.below(1_000) < in_a_thousand
    }

    /// One of a list, which must not be empty: all lists here are constants or shipped with the program.
    pub(super) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// One of some choices by their weights; the last when all weights are 0.
    pub(super) fn weighted<T: Copy>(&mut self, choices: &[(T, u32)]) -> T {
        let total: u32 = choices.iter().map(|(_, weight)| *weight).sum();
        let mut thrown = self.below(total as usize);
        for (choice, weight) in choices {
            if thrown < *weight as usize {
                return *choice;
            }
            thrown -= *weight as usize;
        }
        choices[choices.len() - 1].0
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for index in (1..items.len()).rev() {
            items.swap(index, self.below(index + 1));
        }
    }

    /// Takes `count` of the items out, those of greater weight more likely; of weight 0 only when nobody else is left. Order is kept.
    pub(super) fn take<T>(
        &mut self,
        items: &mut Vec<T>,
        count: usize,
        weight: impl Fn(&T) -> u32,
    ) -> Vec<T> {
        // The greatest of `weight` even numbers: weighted choice without replacement (Efraimidis and Spirakis) in whole numbers.
        let mut keys: Vec<(bool, u32, usize)> = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let weight = weight(item);
            let is_first = weight == FIRST;
            let throws = if is_first { 1 } else { weight };
            let key = (0..throws)
                .map(|_| self.numbers.next_u32().max(1))
                .max()
                .unwrap_or(0);
            keys.push((is_first, key, index));
        }
        keys.sort_unstable_by(|a, b| b.cmp(a));
        let mut chosen = vec![false; items.len()];
        for (_, _, index) in keys.into_iter().take(count) {
            chosen[index] = true;
        }
        let mut taken = Vec::with_capacity(count);
        let mut left = Vec::with_capacity(items.len().saturating_sub(count));
        for (item, chosen) in std::mem::take(items).into_iter().zip(chosen) {
            if chosen {
                taken.push(item);
            } else {
                left.push(item);
            }
        }
        *items = left;
        taken
    }

    /// A day from `first` to `last`, both included.
    pub(super) fn day(&mut self, first: Date, last: Date) -> Date {
        let days = (last - first).get_days();
        first.saturating_add(self.between(0, days.max(0)).days())
    }

    /// A day about so many months after another, within half a month.
    pub(super) fn months_after(&mut self, day: Date, least: i32, most: i32) -> Date {
        let days = self.between(least * 30, most * 30 + 15);
        day.saturating_add(days.days())
    }

    /// An id in the layout of version 7 (RFC 9562): time, then chance. Ids of one source rise.
    pub(super) fn id(&mut self) -> Uuid {
        let mut chance = [0; 10];
        self.numbers.fill_bytes(&mut chance);
        let id = uuid::Builder::from_unix_timestamp_millis(self.next_id_ms, &chance).into_uuid();
        self.next_id_ms += 1;
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_repeats_with_its_seed() {
        let throw = |seed, purpose| {
            let mut dice = Dice::new(seed, 888, 2025, purpose);
            (dice.id(), dice.below(1_000_000), dice.id())
        };
        let (first, _, second) = throw(1, Purpose::Lives);
        assert_eq!(throw(1, Purpose::Lives), throw(1, Purpose::Lives));
        assert_ne!(throw(1, Purpose::Lives), throw(2, Purpose::Lives));
        assert_ne!(throw(1, Purpose::Lives), throw(1, Purpose::Contacts));
        assert_eq!(first.get_version_num(), 7);
        assert!(first < second);
    }

    #[test]
    fn chance_stays_in_its_bounds() {
        let mut dice = Dice::new(1, 888, 2025, Purpose::Lives);
        assert_eq!(dice.below(0), 0);
        let numbers: Vec<i32> = (0..200).map(|_| dice.between(-1, 2)).collect();
        assert_eq!(
            (numbers.iter().min(), numbers.iter().max()),
            (Some(&-1), Some(&2))
        );
        assert_eq!(dice.weighted(&[('a', 0), ('b', 7), ('c', 0)]), 'b');
        let mut items: Vec<u32> = (0..50).collect();
        let taken = dice.take(&mut items, 10, |item| if *item >= 40 { FIRST } else { 1 });
        assert_eq!(taken, (40..50).collect::<Vec<_>>());
        assert_eq!(items, (0..40).collect::<Vec<_>>());
    }
}
