//! Workers: posts in teams, held by one person after another, and the young people allocated to them.

use jiff::{ToSpan, civil::Date};
use leaving_care::{
    allocation::{Allocation, WorkerRole},
    source::Standing,
    spell_value::{AllocationDetails, SpellValue},
};
use store::worker::WorkerRecord;
use uuid::Uuid;

use super::{
    cohort::{Kind, after},
    council::Fact,
    dice::Dice,
    life::{Life, last_day},
    people::worker_name,
};

/// A post and those who have held it, oldest first.
struct Post {
    role: WorkerRole,
    locality: usize,
    team: String,
    holders: Vec<Holder>,
}

struct Holder {
    worker: Uuid,
    name: String,
    from: Date,
    until: Option<Date>,
}

/// All posts of a council.
pub(super) struct Staff {
    pub localities: [&'static str; 3],
    posts: Vec<Post>,
}

/// Young people for each post: personal advisers have about 25. Social workers have fewer at a time, but most of these young people have
/// left care; the numbers are made up.
const PEOPLE_A_POST: [(WorkerRole, usize); 3] = [
    (WorkerRole::PersonalAdviser, 25),
    (WorkerRole::SocialWorker, 30),
    (WorkerRole::YouthAdviser, 160),
];

/// Of a thousand who should have a personal adviser, so many have none on the last day.
const WITHOUT_ADVISER: usize = 36;

impl Staff {
    pub(super) fn new(dice: &mut Dice, authority: u16, people: usize, year_ending: i16) -> Self {
        // Lancashire (888) knows North, East and Central; so do all with an even number, the others have a West.
        let third = if authority.is_multiple_of(2) {
            "Central"
        } else {
            "West"
        };
        let localities = ["North", "East", third];
        let mut posts = Vec::new();
        for (role, people_a_post) in PEOPLE_A_POST {
            for (locality, name) in localities.iter().enumerate() {
                let team = match role {
                    WorkerRole::PersonalAdviser => format!("Leaving Care {name}"),
                    WorkerRole::SocialWorker => format!("Children in Care {name}"),
                    WorkerRole::YouthAdviser => format!("Youth Advice {name}"),
                };
                for _ in 0..(people / 3).div_ceil(people_a_post).max(1) {
                    posts.push(Post {
                        role,
                        locality,
                        team: team.clone(),
                        holders: holders(dice, year_ending),
                    });
                }
            }
        }
        Self { localities, posts }
    }

    /// Where somebody lives, as an index into the localities.
    pub(super) fn locality(dice: &mut Dice) -> usize {
        dice.weighted(&[(0, 30), (1, 34), (2, 36)])
    }

    /// Everybody who has held a post, as they are kept.
    pub(super) fn workers(&self, authority: &str) -> Vec<WorkerRecord> {
        let holders = self
            .posts
            .iter()
            .flat_map(|post| post.holders.iter().map(move |holder| (post, holder)));
        holders
            .map(|(post, holder)| WorkerRecord {
                id: holder.worker,
                authority: authority.to_owned(),
                name: holder.name.clone(),
                role: post.role.code().to_owned(),
                team: post.team.clone(),
                locality: self.localities[post.locality].to_owned(),
                email: format!(
                    "{}@council.example",
                    leaving_care::person::fold(&holder.name).replace(' ', ".")
                ),
                starts_on: Some(holder.from),
                ends_on: holder.until,
            })
            .collect()
    }

    /// Who has worked with somebody and when.
    pub(super) fn allocations(&self, dice: &mut Dice, life: &Life, locality: usize) -> Vec<Fact> {
        let mut facts = Vec::new();
        let last = last_day(life.ends_on.year());
        let social_work_from = life.entered_care.max(after(life.ends_on, -10, 0, 0));
        let social_work_until = life.left_care.or(life.stops_on());
        self.cover(
            dice,
            &mut facts,
            WorkerRole::SocialWorker,
            locality,
            social_work_from,
            social_work_until,
        );
        if life.outline.kind == Kind::Qualifying {
            return facts;
        }
        let adviser_from = after(life.prepares_from(), 0, 0, dice.between(5, 75));
        let twenty_fifth = life.birthday(25);
        let mut adviser_until = life
            .stops_on()
            .or((twenty_fifth < life.ends_on).then_some(twenty_fifth));
        if adviser_until.is_none() && dice.chance(WITHOUT_ADVISER) {
            adviser_until = Some(
                dice.day(after(last, 0, -10, 0), last.saturating_sub(10.days()))
                    .max(adviser_from),
            );
        }
        // Some move to another adviser of the team on the way.
        let moves_on = dice.day(adviser_from, life.ends_on.max(adviser_from));
        if dice.chance(250) && adviser_until.is_none_or(|until| moves_on < until) {
            self.cover(
                dice,
                &mut facts,
                WorkerRole::PersonalAdviser,
                locality,
                adviser_from,
                Some(moves_on),
            );
            self.cover(
                dice,
                &mut facts,
                WorkerRole::PersonalAdviser,
                locality,
                moves_on,
                adviser_until,
            );
        } else {
            self.cover(
                dice,
                &mut facts,
                WorkerRole::PersonalAdviser,
                locality,
                adviser_from,
                adviser_until,
            );
        }
        if dice.chance(180) {
            let from = dice.day(life.prepares_from(), life.ends_on.max(life.prepares_from()));
            let until = dice.months_after(from, 3, 12);
            let until = life.stops_on().map_or(until, |stop| stop.min(until));
            self.cover(
                dice,
                &mut facts,
                WorkerRole::YouthAdviser,
                locality,
                from,
                Some(until),
            );
        }
        facts.retain(|fact| fact.starts_on < life.ends_on);
        facts
    }

    /// Everybody who held one post of the locality between two days; open where the time and the post still are.
    fn cover(
        &self,
        dice: &mut Dice,
        facts: &mut Vec<Fact>,
        role: WorkerRole,
        locality: usize,
        from: Date,
        until: Option<Date>,
    ) {
        let here: Vec<&Post> = self
            .posts
            .iter()
            .filter(|post| post.role == role && post.locality == locality)
            .collect();
        if here.is_empty() {
            return;
        }
        let post = here[dice.below(here.len())];
        for holder in &post.holders {
            let starts_on = holder.from.max(from);
            let ends_on = match (holder.until, until) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            if ends_on.is_none_or(|end| starts_on < end) {
                facts.push(Fact {
                    value: SpellValue::Allocation(AllocationDetails {
                        allocation: Allocation {
                            role,
                            worker: holder.worker,
                        },
                        worker_name: holder.name.clone(),
                        team: post.team.clone(),
                    }),
                    starts_on,
                    ends_on,
                    standing: Standing::Recorded,
                });
            }
        }
    }
}

/// Those who held a post in the last eleven years. Half of all changes leave the post empty for a while; the last holder is still there.
fn holders(dice: &mut Dice, year_ending: i16) -> Vec<Holder> {
    let last = last_day(year_ending);
    let mut holders = Vec::new();
    let mut from = after(last, -11, 0, -dice.between(0, 300));
    loop {
        let leaves = dice.months_after(from, 9, 46);
        let follows = if dice.chance(500) {
            leaves
        } else {
            after(leaves, 0, 0, dice.between(5, 50))
        };
        let stays = after(follows, 0, 1, 0) > last;
        holders.push(Holder {
            worker: dice.id(),
            name: worker_name(dice),
            from,
            until: (!stays).then_some(leaves),
        });
        if stays {
            return holders;
        }
        from = follows;
    }
}
