//! What `pip check` prints.

use super::What;

/// What it says where all goes together.
const CLEAN: &str = "No broken requirements found.";

/// What its sentences about packages hold.
const SENTENCES: [&str; 3] = [
    " has requirement ",
    ", which is not installed.",
    " is not supported on this platform",
];

pub(super) fn read(text: &str) -> Option<What> {
    // The tool may add notices about itself, and warnings.
    let lines = text.lines().map(str::trim);
    let conflicts: Vec<String> = lines
        .clone()
        .filter(|line| SENTENCES.iter().any(|sentence| line.contains(sentence)))
        .map(str::to_owned)
        .collect();
    let is_clean = lines.clone().any(|line| line == CLEAN);
    (is_clean || !conflicts.is_empty()).then_some(What::Conflicts(conflicts))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::evidence::{self, Kind};

    #[test]
    fn each_conflict_is_a_sentence() {
        let text = "mem0ai 0.0.20 has requirement openai<2,>=1.33.0, but you have openai 0.28.1.\nmem0ai 0.0.20 requires qdrant-client, which is not installed.\n\n[notice] A new release of pip is available\n";
        let read = evidence::read("a", text.as_bytes()).unwrap();
        assert_eq!(read.kind, Kind::PipCheck);
        let What::Conflicts(said) = read.what else {
            panic!("conflicts");
        };
        assert_eq!(said.len(), 2);
        assert!(said[0].starts_with("mem0ai 0.0.20 has"));
    }
}
