//! What the rules know of projects as such: rules/planning/project.toml.

use std::sync::LazyLock;

use serde::Deserialize;

/// The tables.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    words: Vec<String>,
    routes: RouteWords,
    installer: Vec<Installer>,
    suite: Vec<Suite>,
    database: Vec<Database>,
    migrations: Vec<Migrations>,
    topic: Vec<Topic>,
    scripts: Scripts,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RouteWords {
    methods: Vec<String>,
    any: Vec<String>,
    mounts: Vec<String>,
    health: Vec<String>,
}

/// How a service is installed that has a file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Installer {
    /// The file's name, or `requirements` for lists that pip reads.
    pub file: String,
    /// What stands in it.
    pub holds: Option<String>,
    /// The commands, in the service's folder.
    pub install: Vec<String>,
    /// The interpreter of the environment.
    pub python: String,
    /// That of the environment of before, where it is another one.
    pub today: Option<String>,
    /// Another command in that environment, in the place of `{command}`.
    pub within: String,
    /// What does there as pip does, where the interpreter has no pip.
    pub pip: Option<String>,
    /// The program that installs, where that is not Python's own.
    pub tool: Option<String>,
    /// How an extra is asked for, by its `{name}`.
    pub extra: Option<String>,
    /// How a group is asked for that is not installed without.
    pub group: Option<String>,
    /// The command before the last one, where a group is asked for.
    pub group_first: Option<String>,
}

/// How the tests of a service are run that has a file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suite {
    /// The file's name, or `tests` for files of tests.
    pub file: String,
    /// What stands in it.
    pub holds: Option<String>,
    /// The distribution that the service asks for.
    pub asks: Option<String>,
    /// The command, in the service's folder.
    pub command: String,
    /// Whether it is run in the environment, which the command does not say by itself.
    #[serde(default)]
    pub within: bool,
    /// The distribution that has the command.
    pub needs: Option<String>,
}

/// A kind of database.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// For people.
    pub name: String,
    /// Modules with which code reaches it.
    modules: Vec<String>,
    /// Distributions of those.
    distributions: Vec<String>,
    /// The command that writes it down.
    pub dump: String,
    /// The command that reads that again.
    pub restore: String,
}

/// A tool that brings a database to a revision.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Migrations {
    /// Its file.
    pub file: String,
    /// The command that writes down at which revision the database is.
    pub record: String,
    /// The command that goes back there.
    pub back: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Topic {
    name: String,
    distributions: Vec<String>,
    modules: Vec<String>,
}

/// Words in the names of scripts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scripts {
    /// Of those that roll a release out.
    pub deploy: Vec<String>,
    /// Of those that ask whether it is well.
    pub health: Vec<String>,
    /// Of those that take it back.
    pub back: Vec<String>,
    /// Of those that run tests against what runs.
    pub integration: Vec<String>,
    /// Of those that look at memory.
    pub memory: Vec<String>,
}

/// What the rules know of projects.
#[derive(Debug)]
pub struct Tables {
    /// Words that are looked for in code.
    pub words: Vec<String>,
    /// Names of decorators that are methods.
    pub methods: Vec<String>,
    /// Names of decorators that take methods.
    pub routes: Vec<String>,
    /// Names of functions that take routes in.
    pub mounts: Vec<String>,
    /// Words of paths by which others ask whether a service is well.
    pub health: Vec<String>,
    /// In the order in which they are looked for.
    pub installers: Vec<Installer>,
    /// In the order in which they are looked for.
    pub suites: Vec<Suite>,
    /// In the order in which they are looked for.
    pub databases: Vec<Database>,
    /// In the order in which they are looked for.
    pub migrations: Vec<Migrations>,
    /// Words in names of scripts.
    pub scripts: Scripts,
    topics: Vec<Topic>,
}

impl Tables {
    fn read(text: &str) -> Result<Self, toml::de::Error> {
        let written: Written = toml::from_str(text)?;
        Ok(Self {
            words: written.words,
            methods: written.routes.methods,
            routes: written.routes.any,
            mounts: written.routes.mounts,
            health: written.routes.health,
            installers: written.installer,
            suites: written.suite,
            databases: written.database,
            migrations: written.migrations,
            topics: written.topic,
            scripts: written.scripts,
        })
    }

    /// What a service does that asks for distributions and imports modules.
    pub fn topics(
        &self,
        asks: &dyn Fn(&str) -> bool,
        imports: &dyn Fn(&str) -> bool,
    ) -> Vec<String> {
        let is_so = |topic: &&Topic| {
            topic.distributions.iter().any(|one| asks(one))
                || topic.modules.iter().any(|one| imports(one))
        };
        self.topics
            .iter()
            .filter(is_so)
            .map(|topic| topic.name.clone())
            .collect()
    }

    /// The database that a service reaches: by what it asks for, else by what it imports.
    pub fn database(
        &self,
        asks: &dyn Fn(&str) -> bool,
        imports: &dyn Fn(&str) -> bool,
    ) -> Option<&Database> {
        let mut all = self.databases.iter();
        let asked = all.find(|one| one.distributions.iter().any(|name| asks(name)));
        let mut all = self.databases.iter();
        asked.or_else(|| all.find(|one| one.modules.iter().any(|name| imports(name))))
    }
}

/// The tables that are compiled in.
///
/// # Panics
/// Where they cannot be read: a test reads them.
#[must_use]
pub fn own() -> &'static Tables {
    static OWN: LazyLock<Tables> = LazyLock::new(|| {
        let text = include_str!("../../rules/planning/project.toml");
        Tables::read(text).expect("the tables are read by a test")
    });
    &OWN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_read() {
        let tables = own();
        assert!(!tables.installers.is_empty());
        let asks = |name: &str| name == "psycopg2-binary";
        let database = tables.database(&asks, &|_| false);
        assert_eq!(database.map(|one| one.name.as_str()), Some("PostgreSQL"));
    }
}
