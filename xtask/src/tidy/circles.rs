//! Files that use each other in a circle, and stages that use later ones.
//!
//! Whoever changes a file of a circle has to understand all of them, and none can be moved alone. What two files need
//! of each other belongs into a third one. Recursion over nested data is another matter: [`RECURSION`] lists it with
//! its reasons.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::file::SourceFile;
use super::modules::{self, Edge};

/// Edges that close a circle because the data are nested in the same way.
const RECURSION: [(&str, &str, &str); 9] = [
    (
        "generator/core/src/lower/enums.rs",
        "generator/core/src/lower/types.rs",
        "the type of a property can be an enum of its own, and the values of an enum have a type",
    ),
    (
        "generator/core/src/lower/structs.rs",
        "generator/core/src/lower/types.rs",
        "the type of a property can be an object, whose properties have types",
    ),
    (
        "generator/core/src/markdown/html.rs",
        "generator/core/src/markdown/source.rs",
        "the content of an HTML element is Markdown with HTML elements",
    ),
    (
        "runtime/src/wire/codec.rs",
        "runtime/src/wire/containers.rs",
        "a list of coded values is read item by item, each by its codec",
    ),
    (
        "runtime/src/wire/codec.rs",
        "runtime/src/wire/nullable.rs",
        "a nullable value has a codec, and a codec reads nullable values",
    ),
    (
        "runtime/src/wire/constant.rs",
        "runtime/src/wire/properties.rs",
        "a discriminator is written as one of the properties of its object",
    ),
    (
        "runtime/src/wire/mod.rs",
        "runtime/src/wire/model.rs",
        "a source reads an object into a model, whose properties are read from a source",
    ),
    (
        "runtime/src/wire/mod.rs",
        "runtime/src/wire/properties.rs",
        "a sink writes an object by its properties, whose values are written to a sink",
    ),
    (
        "runtime/src/wire/mod.rs",
        "runtime/src/wire/rest.rs",
        "an object has additional properties, which are values such as objects",
    ),
];

/// The modules of the generator, in an order in which each may use those before it.
const STAGES: (&str, &[&str]) = (
    "generator/core/src/",
    &[
        "public_specifications",
        "characters",
        "text",
        "naming",
        "diagnostics",
        "markdown",
        "api",
        "document",
        "source",
        "link",
        "openapi",
        "model",
        "lower",
        "output",
        "code",
        "layout",
        "emit",
        "format",
        "package",
        "job",
        "manifest",
    ],
);

/// Checks all crates of the repository.
pub(super) fn check(files: &[SourceFile]) -> Vec<String> {
    let (edges, mut problems) = modules::edges(files);
    problems.extend(stages(&edges));
    let is_recursion = |edge: &Edge| RECURSION.iter().any(|(from, to, _)| edge.from == *from && edge.to == *to);
    for (from, to, _) in RECURSION {
        let edge = Edge { from: from.to_owned(), to: to.to_owned() };
        if !edges.contains(&edge) || path(&users(&edges), to, from).is_none() {
            problems.push(format!("{from} and {to} are not in a circle; remove them from `RECURSION`"));
        }
    }
    problems.extend(circles(&edges.into_iter().filter(|edge| !is_recursion(edge)).collect()));
    problems
}

/// One message for each pair of files that use each other, and for each shortest way around a longer circle.
fn circles(edges: &BTreeSet<Edge>) -> Vec<String> {
    let users = users(edges);
    let mut seen = BTreeSet::new();
    let mut problems = Vec::new();
    for Edge { from, to } in edges {
        let Some(back) = path(&users, to, from) else { continue };
        let members: BTreeSet<&str> = back.iter().copied().collect();
        if seen.insert(members) {
            let way = back.join(" → ");
            problems.push(format!(
                "{from} → {way}: files use each other in a circle; move what they share into another file"
            ));
        }
    }
    problems
}

/// Each file with those that it uses.
fn users(edges: &BTreeSet<Edge>) -> BTreeMap<&str, Vec<&str>> {
    let mut users: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for Edge { from, to } in edges {
        users.entry(from).or_default().push(to);
    }
    users
}

/// The shortest way from one file to another.
fn path<'e>(users: &BTreeMap<&'e str, Vec<&'e str>>, from: &'e str, to: &str) -> Option<Vec<&'e str>> {
    let mut before: BTreeMap<&str, &str> = BTreeMap::new();
    let mut queue = VecDeque::from([from]);
    while let Some(file) = queue.pop_front() {
        if file == to {
            let mut way = vec![file];
            while let Some(previous) = way.last().filter(|it| **it != from).and_then(|it| before.get(it)) {
                way.push(previous);
            }
            way.reverse();
            return Some(way);
        }
        for used in users.get(file).into_iter().flatten() {
            if *used != from && !before.contains_key(used) {
                before.insert(used, file);
                queue.push_back(used);
            }
        }
    }
    None
}

/// Edges from a stage to a later one.
fn stages(edges: &BTreeSet<Edge>) -> Vec<String> {
    let (root, order) = STAGES;
    let stage = |path: &str| Some(path.strip_prefix(root)?.split(['/', '.']).next()?.to_owned());
    let mut problems = Vec::new();
    for Edge { from, to } in edges {
        let (Some(user), Some(used)) = (stage(from), stage(to)) else { continue };
        if [&user, &used].iter().any(|it| matches!(it.as_str(), "lib" | "main")) {
            continue;
        }
        let position = |stage: &str| order.iter().position(|it| *it == stage);
        match (position(&user), position(&used)) {
            (Some(user), Some(used)) if user >= used => {}
            (Some(_), Some(_)) => {
                problems.push(format!(
                    "{from} uses {to}, but `{used}` comes after `{user}`: pass what is needed as an argument"
                ));
            }
            _ => problems.push(format!("{from} uses {to}: add `{user}` and `{used}` to the order in circles.rs")),
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::{circles, modules, stages};
    use crate::tidy::file::SourceFile;

    fn check(files: &[(&str, &str)]) -> Vec<String> {
        let file = |(path, text): &(&str, &str)| SourceFile { path: (*path).to_owned(), text: (*text).to_owned() };
        let mut files: Vec<SourceFile> = files.iter().map(file).collect();
        files.push(SourceFile { path: "p/Cargo.toml".to_owned(), text: String::new() });
        let (edges, invalid) = modules::edges(&files);
        assert!(invalid.is_empty(), "{invalid:?}");
        circles(&edges)
    }

    #[test]
    fn circles_are_found_through_uses_paths_and_re_exports() {
        let root = ("p/src/lib.rs", "mod a; mod b;");
        let found = check(&[
            root,
            ("p/src/a.rs", "use crate::b::B; pub struct A;"),
            ("p/src/b.rs", "pub struct B(super::a::A);"),
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("p/src/a.rs → p/src/b.rs → p/src/a.rs:"), "{found:?}");
        // Of three files; one names another by what the root re-exports, one inside of a macro.
        let files = [
            ("p/src/lib.rs", "mod a; mod b; mod c; use a::A;"),
            ("p/src/a.rs", "use crate::b; pub struct A; fn f() { b::f() }"),
            ("p/src/b.rs", "pub fn f() { println!(\"{}\", super::c::f()) }"),
            ("p/src/c.rs", "pub fn f() -> crate::A { todo!() }"),
        ];
        let found = check(&files);
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn parents_tests_and_generated_code_make_no_circle() {
        let files = [
            ("p/src/lib.rs", "mod a; pub use a::A; pub use a::b::f;"),
            ("p/src/a/mod.rs", "mod b; pub(crate) use self::b::f; pub struct A;"),
            (
                "p/src/a/b.rs",
                "use super::A; pub fn f() -> A { quote!(crate::a::g()) } #[cfg(test)] mod tests { use crate::f; }",
            ),
        ];
        assert_eq!(check(&files), [""; 0]);
    }

    #[test]
    fn a_stage_that_uses_a_later_one_is_found() {
        let edge = |from: &str, to: &str| {
            let path = |name: &str| format!("generator/core/src/{name}");
            stages(&[modules::Edge { from: path(from), to: path(to) }].into())
        };
        assert!(edge("emit/a.rs", "model/mod.rs").is_empty());
        assert_eq!(edge("naming/mod.rs", "emit/a.rs").len(), 1);
        assert!(edge("new.rs", "model/mod.rs")[0].contains("add `new`"));
    }
}
