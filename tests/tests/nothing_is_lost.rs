//! What a specification says is what a crate has: operations, definitions and properties are counted in the raw JSON by
//! code that shares nothing with armsmith, and the document that `convert` prints gives the same crate as the sources.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Component, Path, PathBuf},
    rc::Rc,
};

use armsmith_core::{
    Fixup, Input, Job,
    model::{Model, TypeDefinition},
};
use armsmith_tests::{fixture, shared};
use serde_json::Value;

const METHODS: [&str; 6] = ["delete", "get", "head", "patch", "post", "put"];

/// The raw files of a specification.
#[derive(Default)]
struct Raw {
    files: BTreeMap<PathBuf, Rc<Value>>,
}

/// One path for one file. By its text, because a public file goes up from a folder `...` that is not there.
fn canonical(path: &Path) -> PathBuf {
    let mut lexical = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir if matches!(lexical.components().next_back(), Some(Component::Normal(_))) => {
                lexical.pop();
            }
            part => lexical.push(part),
        }
    }
    fs::canonicalize(&lexical).unwrap_or_else(|error| panic!("{}: {error}", lexical.display()))
}

/// A definition, by its file and name.
type Key = (PathBuf, String);

impl Raw {
    fn file(&mut self, path: &Path) -> Rc<Value> {
        let path = canonical(path);
        let read = || Rc::new(serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap());
        Rc::clone(self.files.entry(path.clone()).or_insert_with(read))
    }

    /// The definitions that a value refers to, at any depth, with those the definitions refer to.
    fn reached(&mut self, file: &Path, value: &Value, found: &mut BTreeSet<Key>) {
        match value {
            Value::Array(items) => items.iter().for_each(|it| self.reached(file, it, found)),
            Value::Object(members) => {
                if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
                    let (target, name) = reference.split_once("#/").unwrap_or((reference, ""));
                    let target = if target.is_empty() { file.to_owned() } else { file.parent().unwrap().join(target) };
                    self.follow(&target, name, found);
                }
                let others = members.iter().filter(|(key, _)| *key != "x-ms-examples");
                others.for_each(|(_, it)| self.reached(file, it, found));
            }
            _ => {}
        }
    }

    fn follow(&mut self, file: &Path, name: &str, found: &mut BTreeSet<Key>) {
        let Some((kind, name)) = name.split_once('/') else { return };
        let content = self.file(file);
        let file = canonical(file);
        if kind != "definitions" || found.insert((file.clone(), name.to_owned())) {
            self.reached(&file, &content[kind][name], found);
        }
    }

    /// The names of a definition's properties, own and inherited, without the discriminator's, which is not a field.
    fn properties(&mut self, file: &Path, schema: &Value, names: &mut BTreeSet<String>) {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let (target, name) = reference.split_once("#/definitions/").unwrap();
            let target = if target.is_empty() { file.to_owned() } else { file.parent().unwrap().join(target) };
            let content = self.file(&target);
            self.properties(&target, &content["definitions"][name], names);
        }
        for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            self.properties(file, part, names);
        }
        names.extend(
            schema.get("properties").and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name.clone()),
        );
    }
}

/// The counts that are compared.
#[derive(Debug, Default, Eq, PartialEq)]
struct Counts {
    operations: Vec<String>,
    /// The number of documented examples of the operations.
    examples: usize,
    /// The wire names of the properties of each object definition; a name that two definitions have is there once for
    /// each.
    properties: Vec<(String, BTreeSet<String>)>,
    enums: BTreeSet<String>,
}

fn count_raw(inputs: &[PathBuf], corrected: &BTreeMap<PathBuf, Value>) -> Counts {
    let corrected = corrected.iter().map(|(path, value)| (path.clone(), Rc::new(value.clone())));
    let mut raw = Raw { files: corrected.collect() };
    let mut counts = Counts::default();
    let mut found: BTreeSet<Key> = BTreeSet::new();
    for input in inputs {
        let content = raw.file(input);
        let path = canonical(input);
        for part in ["paths", "x-ms-paths"] {
            for item in content.get(part).and_then(Value::as_object).into_iter().flatten().map(|(_, item)| item) {
                for operation in METHODS.iter().filter_map(|it| item.get(it)) {
                    counts.operations.push(operation["operationId"].as_str().unwrap().to_owned());
                    counts.examples += operation["x-ms-examples"].as_object().map_or(0, serde_json::Map::len);
                }
            }
        }
        let names =
            content.get("definitions").and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name.clone());
        found.extend(names.map(|it| (path.clone(), it)));
        raw.reached(&path, &content, &mut found);
    }
    let mut properties: BTreeSet<(String, BTreeSet<String>)> = BTreeSet::new();
    for (file, name) in found {
        let schema = raw.file(&file)["definitions"][&name].clone();
        let is_text = matches!(schema.get("type").and_then(Value::as_str), Some("string" | "integer" | "number"));
        let mut names = BTreeSet::new();
        raw.properties(&file, &schema, &mut names);
        if schema.get("enum").is_some() {
            counts.enums.insert(name);
        } else if !names.is_empty() && !is_text {
            properties.insert((name, names));
        }
    }
    counts.properties = properties.into_iter().collect();
    counts.operations.sort();
    counts
}

/// The same of a model. `definition` is the name in the specification; inline types have a dot in it.
fn count_model(model: &Model, raw: &Counts) -> Counts {
    let raw_names: BTreeSet<&str> = raw.properties.iter().map(|(name, _)| name.as_str()).collect();
    let mut counts = Counts::default();
    counts.operations.extend(model.groups.iter().flat_map(|it| &it.operations).map(|it| it.id.clone()));
    let mut properties: BTreeSet<(String, BTreeSet<String>)> = BTreeSet::new();
    for definition in &model.types {
        match definition {
            TypeDefinition::Struct(it) if raw_names.contains(it.definition.as_str()) => {
                let mut names: BTreeSet<String> = it.fields.iter().map(|it| it.wire.as_str().to_owned()).collect();
                names.extend(it.tags.iter().map(|it| it.wire.as_str().to_owned()));
                properties.insert((it.definition.clone(), names));
            }
            TypeDefinition::Enum(it) if raw.enums.contains(&it.definition) => {
                counts.enums.insert(it.definition.clone());
            }
            _ => {}
        }
    }
    counts.properties = properties.into_iter().collect();
    counts.operations.sort();
    counts
}

/// Bases of polymorphic types, which have no struct when they have no value of their own, with the properties that all
/// their subtypes have; none when there are no subtypes and the whole object is kept as it is.
fn inherited(model: &Model) -> BTreeMap<String, Option<BTreeSet<String>>> {
    let mut structs: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for definition in &model.types {
        if let TypeDefinition::Struct(it) = definition {
            let fields = it.fields.iter().map(|it| &it.wire);
            let wires = fields.chain(it.tags.iter().map(|it| &it.wire)).map(|it| it.as_str().to_owned());
            structs.insert(it.name.as_str(), wires.collect());
        }
    }
    let mut bases = BTreeMap::new();
    for definition in &model.types {
        if let TypeDefinition::Polymorphic(it) = definition {
            let of_subtypes = it.subtypes.iter().map(|it| structs[it.ty.as_str()].clone());
            bases.insert(it.definition.clone(), of_subtypes.reduce(|all, names| &all & &names));
        }
    }
    bases
}

fn assert_nothing_is_lost(input: Input, root: Option<PathBuf>) -> Counts {
    let job = Job { name: "counted".to_owned(), input, root, ..Job::default() };
    let specification = armsmith_core::specification(&job).unwrap();
    let raw = count_raw(&specification.files, &specification.corrected);
    let checked = armsmith_examples::count(&specification).unwrap();
    assert_eq!(checked, raw.examples, "examples that the check knows, and those that are documented");
    let model = count_model(&specification.model, &raw);
    assert_eq!(model.operations, raw.operations);
    assert_eq!(model.enums, raw.enums);
    let bases = inherited(&specification.model);
    let has_subtypes = |(name, names): &&(String, BTreeSet<String>)| {
        bases.get(name).is_some_and(|inherited| inherited.as_ref().is_none_or(|it| it.is_superset(names)))
    };
    // Definitions that say the same and differ by their capitals have one struct.
    let is_there = |(name, names): &&(String, BTreeSet<String>)| {
        model.properties.iter().any(|(it, fields)| it.eq_ignore_ascii_case(name) && fields == names)
    };
    let missing: Vec<_> = raw.properties.iter().filter(|it| !is_there(it) && !has_subtypes(it)).collect();
    assert!(missing.is_empty(), "definitions of the specification that no struct is like: {missing:#?}");
    let invented: Vec<_> = model.properties.iter().filter(|it| !raw.properties.contains(it)).collect();
    assert!(invented.is_empty(), "structs that no definition is like: {invented:#?}");
    raw
}

/// Generates from the sources and from what `convert` makes of them.
fn assert_convert_gives_the_same_crate(input: Input, root: Option<PathBuf>, fixups: Vec<Fixup>) {
    let folder = tempfile::tempdir().unwrap();
    let job = |input: Input, name: &str| Job {
        name: "converted".to_owned(),
        input,
        out: folder.path().join(name),
        ..Job::default()
    };
    let sources = Job { root, fixups, ..job(input, "sources") };
    let document = folder.path().join("converted.json");
    fs::write(&document, armsmith_core::convert(&sources).unwrap().document).unwrap();
    let converted = job(Input::Files(vec![document]), "converted");
    armsmith_core::generate(&sources).unwrap();
    armsmith_core::generate(&converted).unwrap();
    let (left, right) = (fixture::sources(&sources.out).unwrap(), fixture::sources(&converted.out).unwrap());
    let difference = left.lines().zip(right.lines()).find(|(left, right)| left != right);
    assert_eq!(difference, None, "the first line that differs");
    assert!(left == right, "one crate is longer than the other");
}

fn carried() -> Input {
    let path = shared::root().join("specs/specification/compute/resource-manager/readme.md");
    Input::Readme { path, tag: None, packages: Vec::new() }
}

#[test]
fn the_carried_specification_has_all_its_operations_definitions_and_properties() {
    let counts = assert_nothing_is_lost(carried(), None);
    assert_eq!(counts.operations.len(), 11);
}

#[test]
fn convert_of_the_carried_specification_gives_the_same_crate() {
    assert_convert_gives_the_same_crate(carried(), None, Vec::new());
}

#[test]
fn convert_of_every_fixture_gives_the_same_crate() {
    let fixtures = shared::root().join("tests/fixtures");
    let folders = ["emit", "lower"].map(|kind| fs::read_dir(fixtures.join(kind)).unwrap());
    let mut tried = 0;
    for case in folders.into_iter().flatten().map(|it| it.unwrap().path()) {
        let inputs = ["input.json", "input.yaml", "input.md"].map(|it| case.join(it));
        let Some(input) = inputs.into_iter().find(|it| it.is_file()) else { continue };
        let Job { input, root, fixups, .. } = fixture::job(&input).unwrap();
        assert_convert_gives_the_same_crate(input, root, fixups);
        tried += 1;
    }
    assert!(tried > 30, "only {tried} fixtures were found");
}

/// These tests fail if the public specifications are missing.
#[cfg(feature = "public-specifications")]
mod public {
    use std::{collections::BTreeMap, path::Path};

    use armsmith_core::{Input, source::readme};
    use armsmith_tests::shared;

    use super::{assert_convert_gives_the_same_crate, assert_nothing_is_lost};

    fn compute(specification: &Path) -> Input {
        Input::Readme {
            path: specification.join("compute/resource-manager/readme.md"),
            tag: None,
            packages: Vec::new(),
        }
    }

    #[test]
    fn disk_rp_has_all_its_operations_definitions_and_properties() {
        let specification = shared::specification();
        let file =
            specification.join("compute/resource-manager/Microsoft.Compute/DiskRP/stable/2025-01-02/DiskRP.json");
        let counts = assert_nothing_is_lost(Input::Files(vec![file.clone()]), None);
        assert_eq!(counts.operations.len(), 38);
        assert_convert_gives_the_same_crate(Input::Files(vec![file]), None, Vec::new());
    }

    #[test]
    fn every_service_has_all_its_operations_definitions_properties_and_examples() {
        let specification = shared::specification();
        let candidates = readme::survey(&specification).candidates;
        assert!(candidates.len() >= 44, "{candidates:?}");
        let mut all = BTreeMap::new();
        for readme::ServiceReadme { name, readme, package, .. } in candidates {
            let input = Input::Readme { path: readme, tag: None, packages: package.into_iter().collect() };
            eprintln!("{name}");
            let counts = assert_nothing_is_lost(input, None);
            all.insert(name, (counts.operations.len(), counts.examples));
        }
        assert_eq!(all["arm-compute"], (286, 581));
        // Its readme takes two operations away by directives, which are the next pages of others.
        assert_eq!(all["arm-policyinsights"].0, 78);
    }

    #[test]
    fn convert_of_whole_compute_gives_the_same_crate() {
        let specification = shared::specification();
        assert_convert_gives_the_same_crate(compute(&specification), None, Vec::new());
    }
}
