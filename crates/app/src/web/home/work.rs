//! My work as the first page shows it: what is late, due and soon, gathered in one of five ways, each line done where it stands.

mod line;

use std::fmt::Write;

use casework::{
    Actor, Role,
    action::{OwedPromises, owed},
    duty::{MyWork, OwnPerson, Whose, my_work},
};
use jiff::civil::Date;

use crate::web::{context::App, duty::Row, printed};
use line::{By, Line};

/// How many lines a page of one group shows; a service may have more.
const SHOWN: usize = 150;
/// How many lines of each group stand on a page of several, so that what is due today is not far below what is long late.
const FIRST_FEW: usize = 10;
/// A group with so few more is shown whole.
const NOT_WORTH_CUTTING: usize = 3;

/// How the lines are gathered, and whose.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    group: String,
    whose: String,
    /// One group alone.
    only: String,
    pub done: String,
}

/// What the page shows.
pub struct Work {
    whose: Whose,
    by: By,
    pub sentence: String,
    pub ways: Vec<Link>,
    /// To the young people of one's own, or to those of the whole service.
    pub other: Option<Link>,
    pub groups: Vec<Group>,
    /// Lines that are not on this page.
    pub not_shown: usize,
    /// What else there is, in sentences.
    pub notes: Vec<String>,
    /// One group alone: its name, and the way back to all.
    pub only: Option<Link>,
    pub own: Vec<OwnPerson>,
}

pub struct Link {
    pub label: String,
    pub href: String,
    pub is_current: bool,
}

/// Lines that belong together; only counted where there are too many to show.
pub struct Group {
    pub title: String,
    pub late: usize,
    pub count: usize,
    pub href: String,
    pub rows: Vec<Row>,
}

impl Group {
    pub fn is_cut(&self) -> bool {
        self.rows.len() < self.count
    }
}

impl Work {
    pub fn how_many(&self) -> String {
        let count: usize = self.groups.iter().map(|group| group.count).sum();
        match count {
            1 => "1 thing to do".to_owned(),
            _ => format!("{} things to do", printed::count(count as u64)),
        }
    }

    pub fn is_own(&self) -> bool {
        self.whose == Whose::Own
    }

    pub fn is_summary(&self) -> bool {
        self.whose == Whose::Service && self.only.is_none() && !self.groups.is_empty()
    }

    pub fn way(&self) -> &'static str {
        self.by.label()
    }
}

/// Reads what there is to do and gathers it.
pub async fn open(app: &App, actor: &Actor, asked: &Asked) -> Result<Work, casework::Error> {
    let has_own = actor.worker.is_some()
        || matches!(
            actor.role,
            Role::VirtualSchoolHead | Role::IndependentReviewingOfficer
        );
    let whose = match asked.whose.as_str() {
        "own" => Whose::Own,
        "service" => Whose::Service,
        _ if has_own => Whose::Own,
        _ => Whose::Service,
    };
    let by = By::ALL.into_iter().find(|by| by.code() == asked.group);
    let by = by.unwrap_or(match whose {
        Whose::Own => By::When,
        Whose::Service => By::Kind,
    });
    let mut work = my_work(actor, &app.office, whose).await?;
    let promises = owed(actor, &app.office, whose).await?;
    let own = std::mem::take(&mut work.own);
    let lines = lines(&work, &promises);
    let sentence = sentence(&work, &own, &lines);
    let (groups, not_shown) = groups(actor, (whose, work.as_at), &lines, by, &asked.only);
    let address = Address { whose, by };
    Ok(Work {
        whose,
        by,
        sentence,
        ways: By::ALL
            .into_iter()
            .map(|way| Link {
                label: way.label().to_owned(),
                href: Address { by: way, ..address }.href(""),
                is_current: way == by,
            })
            .collect(),
        other: has_own.then(|| {
            let (label, whose) = match whose {
                Whose::Own => ("The whole service", Whose::Service),
                Whose::Service => ("My young people", Whose::Own),
            };
            Link {
                label: label.to_owned(),
                href: Address {
                    whose,
                    by: By::When,
                }
                .home(),
                is_current: false,
            }
        }),
        groups,
        not_shown,
        notes: notes(&work, &promises),
        only: (!asked.only.is_empty()).then(|| Link {
            label: asked.only.clone(),
            href: address.href(""),
            is_current: true,
        }),
        own: if whose == Whose::Own { own } else { Vec::new() },
    })
}

/// Duties and promises together, what presses most first.
fn lines<'w>(work: &'w MyWork, promises: &'w OwedPromises) -> Vec<Line<'w>> {
    let duties = work.rows.iter().map(Line::Duty);
    let mut lines: Vec<Line<'w>> = duties
        .chain(promises.rows.iter().map(Line::Promise))
        .collect();
    lines.sort_by(|one, other| one.presses_before(*other, work.as_at));
    lines
}

fn sentence(work: &MyWork, own: &[OwnPerson], lines: &[Line<'_>]) -> String {
    let number = |count: usize, of: &str| match count {
        0 => String::new(),
        count => format!("{} {of}", printed::count(count as u64)),
    };
    let as_at = work.as_at;
    let late = match lines.iter().filter(|line| line.is_late(as_at)).count() {
        0 => "Nothing is late".to_owned(),
        late => number(late, "late"),
    };
    let news = own.iter().filter(|own| own.news.is_some()).count();
    let this_week = lines.iter().filter(|line| line.is_due_this_week(as_at));
    let parts: Vec<String> = [
        late,
        number(this_week.count(), "due this week"),
        number(news, "started something new"),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect();
    let mut sentence = format!("{}. {}.", printed::long_date(&work.as_at), parts.join(", "));
    if work.whose == Whose::Own {
        for cover in &work.covers {
            let _ = write!(
                sentence,
                " You cover {} until {}.",
                cover.worker_name,
                printed::long_date(&cover.last_day())
            );
        }
    }
    sentence
}

/// What is not among the lines.
fn notes(work: &MyWork, promises: &OwedPromises) -> Vec<String> {
    let mut notes = Vec::new();
    let due_later = work.due_later + promises.later;
    if due_later > 0 {
        notes.push(format!(
            "{} more can be done already and fall due after the next four weeks: see the page of each young person.",
            printed::count(due_later as u64)
        ));
    }
    if work.late_elsewhere > 0 {
        notes.push(match work.late_elsewhere {
            1 => "1 thing that the Jobcentre owes is late.".to_owned(),
            late => format!(
                "{} things that the Jobcentre owes are late.",
                printed::count(late as u64)
            ),
        });
    }
    notes
}

/// Where a gathering has its address.
#[derive(Clone, Copy)]
struct Address {
    whose: Whose,
    by: By,
}

impl Address {
    fn href(self, only: &str) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        if self.whose == Whose::Service {
            query.append_pair("whose", "service");
        }
        query.append_pair("group", self.by.code());
        if !only.is_empty() {
            query.append_pair("only", only);
        }
        format!("/?{}", query.finish())
    }

    fn home(self) -> String {
        match self.whose {
            Whose::Own => "/?whose=own".to_owned(),
            Whose::Service => "/?whose=service".to_owned(),
        }
    }
}

/// The groups in order, and how many lines did not find room.
fn groups(
    actor: &Actor,
    (whose, as_at): (Whose, Date),
    lines: &[Line<'_>],
    by: By,
    only: &str,
) -> (Vec<Group>, usize) {
    let address = Address { whose, by };
    let mut groups: Vec<(u8, String, Vec<Line<'_>>)> = Vec::new();
    for row in lines.iter().copied() {
        let (order, title) = row.group(by, as_at);
        if !only.is_empty() && only != title {
            continue;
        }
        match groups.iter_mut().find(|(_, known, _)| *known == title) {
            Some((_, _, rows)) => rows.push(row),
            None => groups.push((order, title, vec![row])),
        }
    }
    // The lines come with the latest first, so that in every other order the groups begin with whatever presses most.
    if matches!(by, By::When | By::Place) {
        groups.sort_by(|one, other| {
            (one.0, place_of(by, &one.1)).cmp(&(other.0, place_of(by, &other.1)))
        });
    }
    let counts_only = whose == Whose::Service && only.is_empty();
    let is_one = !only.is_empty() || groups.len() == 1;
    let fits = |count: usize| match count {
        _ if counts_only => 0,
        _ if is_one => count.min(SHOWN),
        _ if count <= FIRST_FEW + NOT_WORTH_CUTTING => count,
        _ => FIRST_FEW,
    };
    let mut not_shown = 0;
    let groups = groups
        .into_iter()
        .map(|(_, title, rows)| {
            let shown = fits(rows.len());
            if is_one && !counts_only {
                not_shown += rows.len() - shown;
            }
            Group {
                late: rows.iter().filter(|row| row.is_late(as_at)).count(),
                count: rows.len(),
                href: address.href(&title),
                rows: rows
                    .into_iter()
                    .take(shown)
                    .map(|row| row.row(actor, as_at, by))
                    .collect(),
                title,
            }
        })
        .collect();
    (groups, not_shown)
}

fn place_of(by: By, title: &str) -> &str {
    if by == By::Place { title } else { "" }
}
