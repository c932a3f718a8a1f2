use super::*;

/// A folder with these files in it.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = root.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    root
}

fn names(found: &Discovered) -> Vec<&str> {
    found.files.iter().map(|file| &*file.display).collect()
}

#[test]
fn python_notebooks_and_manifests_are_found_in_the_order_of_their_paths() {
    let root = folder(&[
        ("b.py", ""),
        ("a/z.pyi", ""),
        ("a.ipynb", ""),
        (".hidden/x.py", ""),
        ("dev-requirements.txt", ""),
        ("requirements/base.txt", ""),
        ("requirements.in", ""),
        ("constraints-3.txt", ""),
        ("pyproject.toml", ""),
        ("notes.txt", ""),
        ("other.toml", ""),
    ]);
    let found = discover(&[], root.path(), &[]).unwrap();
    assert_eq!(
        names(&found),
        [
            ".hidden/x.py",
            "a.ipynb",
            "a/z.pyi",
            "b.py",
            "constraints-3.txt",
            "dev-requirements.txt",
            "pyproject.toml",
            "requirements.in",
            "requirements/base.txt",
        ]
    );
    assert_eq!(found.files[1].kind, FileKind::Notebook);
    assert_eq!(found.files[2].kind, FileKind::Python);
    assert_eq!(found.files[7].kind, FileKind::Manifest);
    assert!(found.problems.is_empty());
}

#[test]
fn environments_tools_and_ignored_files_are_skipped() {
    let root = folder(&[
        ("a.py", ""),
        ("env/pyvenv.cfg", ""),
        ("env/x.py", ""),
        ("node_modules/x.py", ""),
        ("lib/site-packages/x.py", ""),
        ("__pycache__/x.py", ""),
        (".gitignore", "/made\n*_pb2.py\n"),
        ("made/x.py", ""),
        ("sub/x_pb2.py", ""),
    ]);
    let found = discover(&[], root.path(), &[]).unwrap();
    assert_eq!(names(&found), ["a.py"]);
}

#[test]
fn what_is_named_is_taken() {
    let root = folder(&[
        (".gitignore", "made.py\n"),
        ("made.py", ""),
        ("tool", ""),
        ("env/pyvenv.cfg", ""),
        ("env/site-packages/p/x.py", ""),
    ]);
    let paths = ["made.py", "tool", "env/site-packages", "./made.py"].map(PathBuf::from);
    let found = discover(&paths, root.path(), &[]).unwrap();
    assert_eq!(
        names(&found),
        ["env/site-packages/p/x.py", "made.py", "tool"]
    );
    assert_eq!(found.files[2].kind, FileKind::Python);
}

#[test]
fn a_path_that_does_not_exist_is_an_error() {
    let root = folder(&[]);
    let error = discover(&["nowhere".into()], root.path(), &[]).unwrap_err();
    assert_eq!(error.to_string(), "`nowhere` does not exist");
}

#[test]
fn paths_outside_of_the_working_directory_go_up() {
    let root = folder(&[("a/x.py", ""), ("b/y.py", "")]);
    let cwd = std::fs::canonicalize(root.path().join("b")).unwrap();
    let found = discover(&["../a".into(), ".".into()], &cwd, &[]).unwrap();
    assert_eq!(names(&found), ["../a/x.py", "y.py"]);
}

#[cfg(unix)]
#[test]
fn what_has_no_name_that_can_be_written_is_said_and_not_read() {
    use std::os::unix::ffi::OsStrExt as _;
    let root = folder(&[("a.py", "")]);
    let odd = OsStr::from_bytes(b"odd\xff.py");
    std::fs::write(root.path().join(odd), "").unwrap();
    let found = discover(&[], root.path(), &[]).unwrap();
    assert_eq!(names(&found), ["a.py"]);
    assert_eq!(found.problems[0].path, "odd\u{fffd}.py");
}

#[cfg(unix)]
#[test]
fn what_is_neither_a_file_nor_a_folder_is_not_read() {
    let root = folder(&[]);
    let socket = root.path().join("a.py");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let found = discover(&["a.py".into()], root.path(), &[]).unwrap();
    assert!(found.files.is_empty());
    assert_eq!(found.problems[0].message, "neither a file nor a folder");
    assert!(found.named.contains("a.py"));
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let root = folder(&[("in/a.py", ""), ("out/b.py", "")]);
    let inside = root.path().join("in");
    std::os::unix::fs::symlink(root.path().join("out"), inside.join("far")).unwrap();
    std::os::unix::fs::symlink(root.path().join("out/b.py"), inside.join("b.py")).unwrap();
    std::os::unix::fs::symlink(root.path().join("out/b.py"), inside.join("exuvia.toml")).unwrap();
    let found = discover(&[], &inside, &[]).unwrap();
    assert_eq!(names(&found), ["a.py"]);
    assert!(found.configs.is_empty());
}

#[test]
fn changes_of_what_no_run_reads_do_not_count() {
    let roots = [PathBuf::from("/p/app"), PathBuf::from("/p/a.py")];
    let read = |path: &str| may_be_read(Path::new(path), &roots);
    assert!(read("/p/app/x/b.py") && read("/p/app/requirements.txt") && read("/p/a.py"));
    assert!(read("/p/app/exuvia.toml") && read("/p/app/.gitignore"));
    assert!(!read("/p/app/notes.txt") && !read("/p/b.py") && !read("/p/app/.git/index.lock"));
    assert!(!read("/p/app/node_modules/x.py") && !read("/p/app/a.py.swp"));
}
