//! Commands that are not what they are taken for: which of those that a file runs the rules are about.

use std::ops::Range;
use std::path::Path;

use crate::manifest::{Block, Simple};
use crate::rules::command_pattern::{Bound, Pattern};
use crate::rules::step::Step;

/// Words by which a script, a job or a heading says that it goes back to what was before.
const WAY_BACK: [&str; 11] = [
    "back out",
    "back_out",
    "restore",
    "roll back",
    "roll-back",
    "roll_back",
    "rollback",
    "undo",
    "回滚",
    "回退",
    "恢复",
];

/// A command that a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ran<'r> {
    /// The row, by its number.
    pub row: usize,
    /// The command's bytes, from the program on.
    pub range: Range<usize>,
    /// What the holes of the pattern stand for.
    pub filled: Bound,
    /// Whether it stands where one goes back to what was before.
    pub is_way_back: bool,
    /// All commands of the file.
    pub beside: &'r [Block],
}

/// The commands of a file that rows are about, each by the first of its patterns that it is like.
#[must_use]
pub fn steps<'b>(rows: &[&Step], path: &Path, blocks: &'b [Block]) -> Vec<Ran<'b>> {
    let mut out = Vec::new();
    for (number, block) in blocks.iter().enumerate() {
        for (at, command) in block.commands.iter().enumerate() {
            for (row, step) in rows.iter().enumerate() {
                let place = Place {
                    blocks,
                    block: number,
                    at,
                };
                let ways = step.runs.iter();
                let mut ways = ways.flat_map(|pattern| pattern.fits(command, &Bound::new()));
                let Some((program, filled)) = ways.find(|way| place.holds(step, &way.1)) else {
                    continue;
                };
                out.push(Ran {
                    row,
                    range: bytes(command, program),
                    filled,
                    is_way_back: is_way_back(path, block),
                    beside: blocks,
                });
            }
        }
    }
    out
}

/// A command among those of its file.
struct Place<'b> {
    blocks: &'b [Block],
    block: usize,
    at: usize,
}

impl Place<'_> {
    /// Whether the commands around are as the row asks.
    fn holds(&self, step: &Step, filled: &Bound) -> bool {
        let excused = self.find(&step.unless_beside, filled, |block, _| self.is_here(block))
            || self.find(&step.unless_with, filled, |_, _| true);
        let after =
            |block: usize, at: usize| self.is_here(block) && (block, at) < (self.block, self.at);
        let holds = (step.after.is_empty() || self.find(&step.after, filled, after))
            && (step.with.is_empty() || self.find(&step.with, filled, |_, _| true));
        holds && !excused
    }

    /// Whether a block is a part of the place that the command stands in.
    fn is_here(&self, block: usize) -> bool {
        self.blocks[block].place == self.blocks[self.block].place
    }

    /// Whether a command is like one of the patterns, by the numbers of its block and of itself.
    fn find(
        &self,
        patterns: &[Pattern],
        filled: &Bound,
        is_asked: impl Fn(usize, usize) -> bool,
    ) -> bool {
        self.blocks.iter().enumerate().any(|(number, block)| {
            let mut commands = block.commands.iter().enumerate();
            commands.any(|(at, command)| {
                is_asked(number, at)
                    && patterns
                        .iter()
                        .any(|one| !one.fits(command, filled).is_empty())
            })
        })
    }
}

/// From the program to the end of the last word.
fn bytes(command: &Simple, program: usize) -> Range<usize> {
    let start = command.words[program].inner.start;
    let words = command.words.iter().chain(&command.reads);
    let ends = words.chain(&command.writes).map(|word| word.inner.end);
    start..ends.max().unwrap_or(start)
}

/// Whether commands stand where one goes back to what was before, by the names of the file, of its folder and of the place
/// in it. The targets of a makefile are for people who develop, and go back on their own machines.
fn is_way_back(path: &Path, block: &Block) -> bool {
    let name = |part: Option<&std::ffi::OsStr>| {
        let text = part.and_then(std::ffi::OsStr::to_str);
        text.unwrap_or_default().to_lowercase()
    };
    let says = |text: &str| WAY_BACK.iter().any(|word| text.contains(word));
    let file = name(path.file_name());
    let is_for_developers = ["makefile", "justfile"]
        .iter()
        .any(|one| file.starts_with(one));
    !is_for_developers
        && (says(&file)
            || says(&name(path.parent().and_then(Path::file_name)))
            || block.around.iter().any(|one| says(&one.to_lowercase())))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
#[path = "steps_tests.rs"]
mod tests;
