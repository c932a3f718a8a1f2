//! What Python itself has.

/// The names that are there without an import.
static BUILTINS: &str = include_str!("../../rules/python/builtins.txt");

/// The top-level modules, of any version that is in use.
static MODULES: &str = include_str!("../../rules/python/modules.txt");

/// How the paths of the methods end that take what objects of a class are made with.
pub const INITIALISER: &str = ".__init__";

/// Whether Python itself has a name.
#[must_use]
pub fn is_builtin(name: &str) -> bool {
    BUILTINS.lines().any(|one| one == name)
}

/// The top-level modules that Python itself has.
pub fn modules<'s>() -> impl Iterator<Item = &'s str> {
    MODULES.lines()
}
