//! Strings that name a symbol: the path of what a test patches, a member of what stands before it.

use rustc_hash::FxHashSet;

use crate::semantic::bind::MODULE;
use crate::semantic::infer::Analysis;
use crate::semantic::project::Found;
use crate::semantic::store::{Place, Slot};
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ExprId, ExprKind, Parent, StmtKind, Tree};
use crate::syntax::query::{call_above, top};

/// Functions whose second argument names a member of the first: they set or replace it.
pub const MEMBER_SETTERS: [&str; 3] = ["setattr", "object", "delattr"];

/// As which argument a string stands in a call that looks up what it names, so that the call fails where that
/// is not there: the path of what a test patches or of a module that is imported by it, or a member of what
/// stands before it.
fn looked_up(tree: &Tree, id: ExprId) -> Option<usize> {
    let (_, function, arguments) = call_above(tree, id)?;
    let name = match &tree.expr(function).kind {
        ExprKind::Attribute { attribute, .. } => &*attribute.text,
        ExprKind::Name(name) => name,
        _ => return None,
    };
    let at = arguments.iter().position(|one| one.value == id)?;
    let looks = match at {
        0 => matches!(
            name,
            "patch" | "multiple" | "import_module" | "setattr" | "delattr" | "resolve_name"
        ),
        1 => MEMBER_SETTERS.contains(&name),
        _ => false,
    };
    looks.then_some(at)
}

/// Whether code fails when what a string names is not there: it is looked up, or a name is that gets the string.
#[must_use]
pub fn is_looked_up(tree: &Tree, id: ExprId) -> bool {
    looked_up(tree, id).is_some() || is_given_on(tree, id, &names_given(tree))
}

/// The names of a file that are looked up as what they hold.
fn names_given(tree: &Tree) -> FxHashSet<&str> {
    let ids = tree.expr_ids();
    let names = ids.filter_map(|id| match &tree.expr(id).kind {
        ExprKind::Name(name) if looked_up(tree, id).is_some() => Some(&**name),
        _ => None,
    });
    names.collect()
}

/// Whether one of some names gets a string.
fn is_given_on(tree: &Tree, id: ExprId, given: &FxHashSet<&str>) -> bool {
    let Parent::Stmt(stmt) = tree.expr(id).parent else {
        return false;
    };
    let StmtKind::Assign { targets, .. } = &tree.stmt(stmt).kind else {
        return false;
    };
    targets.iter().any(|target| match &tree.expr(*target).kind {
        ExprKind::Name(name) => given.contains(&**name),
        _ => false,
    })
}

/// The symbol that a string names: of a package, or of what a module of the project has of a package.
#[must_use]
pub fn spelled_symbol(analysis: &Analysis<'_>, place: Place) -> Option<String> {
    let tree = &analysis.file(place.0).tree;
    let text = match &tree.expr(place.1).kind {
        ExprKind::Str { value, .. } => value,
        ExprKind::Interpolated(_) => return ends_with_a_path(analysis, place),
        _ => return None,
    };
    if let Some(path) = dotted_text(text)
        && analysis.external.is_modelled(top(path))
    {
        return Some(analysis.external.canonical(path));
    }
    if text.starts_with('.') {
        return imported_below(analysis, place);
    }
    // `resolve_name("module:name")`
    if let Some((module, name)) = text.split_once(':')
        && analysis.external.is_modelled(top(module))
        && looked_up(tree, place.1) == Some(0)
    {
        let path = format!("{module}.{name}");
        return dotted_text(&path).map(|path| analysis.external.canonical(path));
    }
    match name_of_a_module(analysis, place) {
        Some(named) => named.symbol(analysis),
        None => member_symbol(analysis, place, text),
    }
}

/// The module of a package that a path below another one imports: `import_module(".name", "pkg")`.
fn imported_below(analysis: &Analysis<'_>, (file, id): Place) -> Option<String> {
    let tree = &analysis.file(file).tree;
    looked_up(tree, id).filter(|at| *at == 0)?;
    let (call, ..) = call_above(tree, id)?;
    match analysis.value((file, call)).single()? {
        Atom::Symbol(module) => Some(analysis.names.get(module).to_owned()),
        _ => None,
    }
}

/// The symbol of a package that a looked up f-string ends with, behind what is put into it: `f"{module}.pkg.name"`.
fn ends_with_a_path(analysis: &Analysis<'_>, (file, id): Place) -> Option<String> {
    let held = analysis.file(file);
    looked_up(&held.tree, id).filter(|at| *at == 0)?;
    let token = &held.unit.text()[held.tree.expr(id).span.range()];
    let (_, tail) = token.rsplit_once("}.")?;
    let path = dotted_text(tail.trim_end_matches(['"', '\'']))?;
    let is_modelled = analysis.external.is_modelled(top(path));
    is_modelled.then(|| analysis.external.canonical(path))
}

/// The symbol that a string names as a member of a module of a package, where a call sets or replaces that:
/// `patch.object(module, "Name")`, `setattr(module, "Name", …)`. Methods are found by their classes.
fn member_symbol(analysis: &Analysis<'_>, place: Place, name: &str) -> Option<String> {
    let Some(Atom::Symbol(module)) = owner(analysis, place)? else {
        return None;
    };
    let module = analysis.names.get(module);
    let is_module = analysis.external.is_modelled(module);
    is_module.then(|| format!("{module}.{name}"))
}

/// What a member that a string names is looked up in.
fn owner(analysis: &Analysis<'_>, place: Place) -> Option<Option<Atom>> {
    let tree = &analysis.file(place.0).tree;
    if looked_up(tree, place.1) != Some(1) {
        return None;
    }
    let (_, _, arguments) = call_above(tree, place.1)?;
    let owner = arguments.first()?;
    Some(analysis.value((place.0, owner.value)).single())
}

/// A name of a module of the project that a string goes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameOfModule<'t> {
    /// The module.
    pub module: FileId,
    /// The name.
    pub name: &'t str,
    /// What is named of it, with the dot before; empty if the name itself is meant.
    pub member: &'t str,
}

impl NameOfModule<'_> {
    /// The symbol that the string names, if the module has the name of a package.
    #[must_use]
    pub fn symbol(&self, analysis: &Analysis<'_>) -> Option<String> {
        let name = analysis.names.find(self.name)?;
        let held = analysis.peek(Slot::Variable(self.module, MODULE, name));
        let mut atoms = held.atoms().iter();
        let Some(Atom::Symbol(held)) = (match self.member {
            // An import that may fail gives something else as well.
            "" => atoms.find(|atom| matches!(atom, Atom::Symbol(_))).copied(),
            _ => held.single(),
        }) else {
            return None;
        };
        let path = format!("{}{}", analysis.names.get(held), self.member);
        Some(analysis.external.canonical(&path))
    }

    /// Whether an import binds the name there: where nothing else needs it, that may go.
    fn is_imported(&self, analysis: &Analysis<'_>) -> bool {
        analysis
            .imported_in(self.module)
            .any(|import| import.scope == MODULE && analysis.names.get(import.name) == self.name)
    }
}

/// The name of a module of the project that a string goes through: `"app.Name.member"`; `"app.Name"` or
/// `app, "Name"` only where a call looks it up and an import binds it. Of others, the project's own names
/// are its own matter.
#[must_use]
pub fn name_of_a_module<'t>(analysis: &'t Analysis<'_>, place: Place) -> Option<NameOfModule<'t>> {
    let tree = &analysis.file(place.0).tree;
    let ExprKind::Str { value: text, .. } = &tree.expr(place.1).kind else {
        return None;
    };
    let itself =
        |one: &NameOfModule<'_>| looked_up(tree, place.1).is_some() && one.is_imported(analysis);
    if let Some(Some(Atom::Module(module))) = owner(analysis, place) {
        let (name, member) = (&**text, "");
        let named = NameOfModule {
            module,
            name,
            member,
        };
        return Some(named).filter(itself);
    }
    let path = dotted_text(text)?;
    let from = analysis.file(place.0).unit.display();
    let mut cut = path.len();
    while let Some(at) = path[..cut].rfind('.') {
        cut = at;
        let (module, rest) = (&path[..at], &path[at + 1..]);
        let module = match analysis.modules.absolute(from, module) {
            Some(Found::File(module)) => module,
            None => match analysis.modules.elsewhere(from, module)[..] {
                [module] => module,
                _ => continue,
            },
            _ => continue,
        };
        let name = top(rest);
        let named = NameOfModule {
            module,
            name,
            member: &rest[name.len()..],
        };
        return Some(named).filter(|one| !one.member.is_empty() || itself(one));
    }
    None
}

/// All strings that go through names of modules of the project, in calls that look up what they name.
pub fn names_looked_up<'t>(
    analysis: &'t Analysis<'_>,
) -> impl Iterator<Item = (Place, NameOfModule<'t>)> {
    let places = analysis.once(strings_looked_up).0.clone().into_iter();
    places.filter_map(|place| Some((place, name_of_a_module(analysis, place)?)))
}

/// The strings in calls that look up what they name.
struct LookedUp(Vec<Place>);

fn strings_looked_up(analysis: &Analysis<'_>) -> LookedUp {
    let of_file = |file: FileId| -> Vec<Place> {
        let tree = &analysis.file(file).tree;
        let given = names_given(tree);
        let strings = tree.expr_ids().filter(|id| {
            let is_string = matches!(tree.expr(*id).kind, ExprKind::Str { bytes: false, .. });
            is_string && (looked_up(tree, *id).is_some() || is_given_on(tree, *id, &given))
        });
        strings.map(|id| (file, id)).collect()
    };
    LookedUp(analysis.of_files(of_file).concat())
}

/// A string that is a dotted path and nothing else.
fn dotted_text(text: &str) -> Option<&str> {
    let plain = text.contains('.')
        && text.len() < 200
        && text
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(|c| c == '_' || c.is_alphanumeric()));
    plain.then_some(text)
}
