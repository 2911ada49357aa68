//! Can a figure that is held back be worked out? Tables of sums as networks of flow, in which a count can vary only round a cycle.
//!
//! Every cell of a table is an edge whose count flows from one node to another; every sum ("these counts add up to that total") is a
//! node where as much flows out as in. A cell that is shown is fixed. A cell that is held back can be larger or smaller only if the
//! difference flows back to it through other cells that are held back. One description serves a list with its total, totals of
//! totals, and a matrix with its margins, and it is exact: no search over whole tables is needed.

use std::collections::VecDeque;

/// One cell of a table.
#[derive(Debug, Clone, Copy)]
pub struct Cell {
    pub from: usize,
    pub to: usize,
    pub count: u32,
    pub is_hidden: bool,
}

/// A table of counts with its sums.
#[derive(Debug, Clone)]
pub struct Network {
    pub cells: Vec<Cell>,
    nodes: usize,
    /// What a reader knows a hidden count to be at least: 1 where a policy never hides a zero.
    least_hidden: u32,
}

/// What a reader can tell about a hidden count. No `most` where nothing shown limits it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    pub least: u32,
    pub most: Option<u32>,
}

#[derive(Clone, Copy)]
struct Step {
    cell: usize,
    is_forward: bool,
}

impl Network {
    pub fn new(nodes: usize, least_hidden: u32) -> Self {
        Self {
            cells: Vec::new(),
            nodes,
            least_hidden,
        }
    }

    pub fn add(&mut self, from: usize, to: usize, count: u32, is_hidden: bool) {
        self.cells.push(Cell {
            from,
            to,
            count,
            is_hidden,
        });
    }

    /// What a reader of the shown cells can tell about this one.
    pub fn range(&self, cell: usize) -> Range {
        let Cell {
            from,
            to,
            count,
            is_hidden,
        } = self.cells[cell];
        if !is_hidden {
            return Range {
                least: count,
                most: Some(count),
            };
        }
        let room_below = u64::from(count.saturating_sub(self.least_hidden));
        let decrease = self
            .most_flow(from, to, cell, Some(room_below))
            .unwrap_or(room_below);
        let most = self
            .most_flow(to, from, cell, None)
            .and_then(|increase| u32::try_from(u64::from(count) + increase).ok());
        Range {
            least: u32::try_from(u64::from(count) - decrease.min(room_below)).unwrap_or_default(),
            most,
        }
    }

    /// Hidden, and yet a reader can tell the count exactly.
    pub fn is_given_away(&self, cell: usize) -> bool {
        let range = self.range(cell);
        self.cells[cell].is_hidden && range.most == Some(range.least)
    }

    /// Hides whatever else must be hidden so that no hidden cell is given away: for each that is, the cells of the cycle with the
    /// smallest counts through which it could vary. Cells of zero are never hidden.
    pub fn protect(&mut self) {
        for cell in 0..self.cells.len() {
            if self.is_given_away(cell) {
                let Cell {
                    from, to, count, ..
                } = self.cells[cell];
                let up = self.cheapest_path(to, from, cell);
                let down = (count > self.least_hidden)
                    .then(|| self.cheapest_path(from, to, cell))
                    .flatten();
                let cheaper = [up, down]
                    .into_iter()
                    .flatten()
                    .min_by_key(|(cost, _)| *cost);
                for step in cheaper.map(|(_, path)| path).unwrap_or_default() {
                    self.cells[step].is_hidden = true;
                }
            }
        }
    }

    /// The most that can flow between two nodes through hidden cells other than `except`; `None` when there is no limit.
    fn most_flow(
        &self,
        source: usize,
        target: usize,
        except: usize,
        wanted: Option<u64>,
    ) -> Option<u64> {
        let mut counts: Vec<u64> = self
            .cells
            .iter()
            .map(|cell| u64::from(cell.count))
            .collect();
        let mut flow = 0;
        while wanted.is_none_or(|wanted| flow < wanted) {
            let Some(path) = self.open_path(source, target, except, &counts) else {
                return Some(flow);
            };
            let room = path
                .iter()
                .filter(|step| !step.is_forward)
                .map(|step| counts[step.cell] - u64::from(self.least_hidden))
                .min()?;
            for step in &path {
                if step.is_forward {
                    counts[step.cell] += room;
                } else {
                    counts[step.cell] -= room;
                }
            }
            flow += room;
        }
        Some(flow)
    }

    /// A shortest path on which every step can still give; paths without any limit are found first.
    fn open_path(
        &self,
        source: usize,
        target: usize,
        except: usize,
        counts: &[u64],
    ) -> Option<Vec<Step>> {
        let unlimited = |step: Step| step.is_forward;
        let limited =
            |step: Step| step.is_forward || counts[step.cell] > u64::from(self.least_hidden);
        self.search(source, target, except, unlimited)
            .or_else(|| self.search(source, target, except, limited))
    }

    fn search(
        &self,
        source: usize,
        target: usize,
        except: usize,
        can_give: impl Fn(Step) -> bool,
    ) -> Option<Vec<Step>> {
        let mut came_by: Vec<Option<Step>> = vec![None; self.nodes];
        let mut is_reached = vec![false; self.nodes];
        is_reached[source] = true;
        let mut queue = VecDeque::from([source]);
        while let Some(node) = queue.pop_front() {
            if node == target {
                let mut path = Vec::new();
                let mut node = target;
                while let Some(step) = came_by[node].filter(|_| node != source) {
                    path.push(step);
                    node = if step.is_forward {
                        self.cells[step.cell].from
                    } else {
                        self.cells[step.cell].to
                    };
                }
                return Some(path);
            }
            for (step, next) in self.steps_from(node, except, |cell| cell.is_hidden) {
                if !is_reached[next] && can_give(step) {
                    is_reached[next] = true;
                    came_by[next] = Some(step);
                    queue.push_back(next);
                }
            }
        }
        None
    }

    fn steps_from(
        &self,
        node: usize,
        except: usize,
        may_use: impl Fn(&Cell) -> bool,
    ) -> impl Iterator<Item = (Step, usize)> {
        self.cells
            .iter()
            .enumerate()
            .filter(move |(index, cell)| *index != except && may_use(cell))
            .filter_map(move |(index, cell)| {
                if cell.from == node {
                    Some((
                        Step {
                            cell: index,
                            is_forward: true,
                        },
                        cell.to,
                    ))
                } else if cell.to == node {
                    Some((
                        Step {
                            cell: index,
                            is_forward: false,
                        },
                        cell.from,
                    ))
                } else {
                    None
                }
            })
    }

    /// The path between two nodes that hides the smallest counts, as (sum of newly hidden counts, cells). Bellman and Ford's method:
    /// tables are small.
    fn cheapest_path(
        &self,
        source: usize,
        target: usize,
        except: usize,
    ) -> Option<(u64, Vec<usize>)> {
        let mut best: Vec<Option<(u64, Vec<usize>)>> = vec![None; self.nodes];
        best[source] = Some((0, Vec::new()));
        for _ in 0..self.nodes {
            for node in 0..self.nodes {
                let Some((cost, path)) = best[node].clone() else {
                    continue;
                };
                for (step, next) in
                    self.steps_from(node, except, |cell| cell.is_hidden || cell.count > 0)
                {
                    let cell = self.cells[step.cell];
                    if !step.is_forward && cell.count <= self.least_hidden {
                        continue;
                    }
                    let cost = cost
                        + if cell.is_hidden {
                            0
                        } else {
                            u64::from(cell.count)
                        };
                    if best[next].as_ref().is_none_or(|(known, _)| cost < *known) {
                        let mut path = path.clone();
                        path.push(step.cell);
                        best[next] = Some((cost, path));
                    }
                }
            }
        }
        best[target].take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list and its total: `c` after a count hides it.
    fn list(cells: &[(u32, bool)], total: (u32, bool), least_hidden: u32) -> Network {
        let mut network = Network::new(2, least_hidden);
        network.add(0, 1, total.0, total.1);
        for (count, is_hidden) in cells {
            network.add(1, 0, *count, *is_hidden);
        }
        network
    }

    #[track_caller]
    fn check(
        cells: &[(u32, bool)],
        total: (u32, bool),
        least_hidden: u32,
        cell: usize,
        least: u32,
        most: Option<u32>,
    ) {
        assert_eq!(
            list(cells, total, least_hidden).range(cell + 1),
            Range { least, most },
            "{cells:?} of {total:?}, cell {cell}"
        );
    }

    #[test]
    fn what_a_reader_can_tell() {
        check(&[(3, true), (7, false)], (10, false), 0, 0, 3, Some(3)); // the rest of a shown total
        check(&[(3, true), (7, true)], (10, false), 0, 0, 0, Some(10));
        check(&[(3, true), (7, true)], (10, false), 1, 0, 1, Some(9));
        check(&[(3, true), (7, false)], (10, true), 1, 0, 1, None); // a hidden total does not limit
        check(&[(1, true), (1, true)], (2, false), 1, 0, 1, Some(1)); // both must be one
        check(&[(1, true), (1, true)], (2, false), 0, 0, 0, Some(2));
        check(
            &[(1, true), (0, true), (9, false)],
            (10, false),
            0,
            1,
            0,
            Some(1),
        );
        check(
            &[(0, true), (0, true), (9, false)],
            (9, false),
            0,
            0,
            0,
            Some(0),
        ); // zeros are given away
        check(&[(4, false)], (4, false), 0, 0, 4, Some(4));
    }

    #[test]
    fn ranges_agree_with_trying_everything() {
        for a in 0..4 {
            for b in 0..4 {
                for c in 0..4 {
                    for hidden in 0..8_u8 {
                        let flags = [hidden & 1 > 0, hidden & 2 > 0, hidden & 4 > 0];
                        let counts = [a, b, c];
                        let cells: Vec<(u32, bool)> = counts.into_iter().zip(flags).collect();
                        let network = list(&cells, (a + b + c, false), 0);
                        for cell in 0..3 {
                            let possible: Vec<u32> = every_table(a + b + c)
                                .filter(|table| (0..3).all(|i| flags[i] || table[i] == counts[i]))
                                .map(|table| table[cell])
                                .collect();
                            let expected = Range {
                                least: *possible.iter().min().unwrap(),
                                most: possible.iter().max().copied(),
                            };
                            assert_eq!(network.range(cell + 1), expected, "{cells:?}, cell {cell}");
                        }
                    }
                }
            }
        }
    }

    fn every_table(total: u32) -> impl Iterator<Item = [u32; 3]> {
        (0..=total).flat_map(move |a| (0..=total - a).map(move |b| [a, b, total - a - b]))
    }

    #[test]
    fn protecting_hides_the_smallest_that_helps_and_never_a_zero() {
        let mut network = list(
            &[(3, true), (0, false), (9, false), (7, false)],
            (19, false),
            1,
        );
        network.protect();
        let hidden: Vec<bool> = network.cells.iter().map(|cell| cell.is_hidden).collect();
        assert_eq!(hidden, [false, true, false, false, true]);
        assert!((0..network.cells.len()).all(|cell| !network.is_given_away(cell)));
    }
}
