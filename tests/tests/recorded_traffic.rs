//! The player of recorded traffic: recordings of our own, in which a service keeps to its specification or does not,
//! are played through a crate of the carried specification. Each wrong response has to be found, and nothing else.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

use std::collections::BTreeSet;
use std::fs;

use armsmith_core::{Input, Job, Runtime, Workspace};
use armsmith_examples::Harness;
use armsmith_examples::recorded::{self, Findings, Fits, Recordings};
use armsmith_tests::shared;
use serde_json::{Value, json};

const GROUP: &str = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/diskAccesses";
const THING: &str =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/diskAccesses/d?api-version=2025-01-02";
const STATE: &str = "/subscriptions/s/providers/Microsoft.Compute/locations/l/operations/1?api-version=2025-01-02";

fn play(groups: &[Value]) -> Findings {
    let target = nested_cargo::target_dir();
    let job = Job {
        name: "arm-recorded".to_owned(),
        input: Input::Readme {
            path: shared::root().join("specs/specification/compute/resource-manager/readme.md"),
            tag: None,
            packages: Vec::new(),
        },
        out: target.join("recorded-traffic"),
        runtime: Runtime::Path(shared::root().join("runtime")),
        ..Job::default()
    };
    armsmith_core::generate(&job).unwrap();
    let specification = armsmith_core::specification(&job).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("exchanges.json");
    fs::write(&file, Value::from(groups).to_string()).unwrap();
    let recordings = Recordings::read(&file).unwrap();
    let mut fitted = BTreeSet::new();
    let fits = Fits::find(&specification, &recordings, &mut fitted).unwrap();
    let parent = target.join("armsmith-examples");
    let package = recorded::write_package(&specification, &fits, &job.out, &parent, Workspace::Own).unwrap();
    let harness = Harness::build_package(package, &job.out, &target).unwrap();
    let mut findings = recorded::check(&specification, &harness, &recordings, &fits).unwrap();
    findings.add(recorded::check_general(&harness, &recordings, &fitted).unwrap());
    findings
}

fn group(kind: &str, name: &str, exchanges: Value) -> Value {
    json!({ "kind": kind, "service": "microsoft.compute", "recording": name, "exchanges": exchanges })
}

/// An exchange without an operation, such as a poll.
fn exchange(method: &str, url: &str, status: u16, body: Value) -> Value {
    json!({ "method": method, "url": url, "status": status, "response": body.to_string() })
}

/// An exchange of an operation.
fn of(operation: &str, mut exchange: Value) -> Value {
    exchange["operation"] = operation.into();
    exchange["specification"] =
        "compute/resource-manager/Microsoft.Compute/DiskRP/stable/2025-01-02/DiskRP.json".into();
    exchange
}

fn with(mut exchange: Value, key: &str, value: Value) -> Value {
    exchange[key] = value;
    exchange
}

/// The recordings: the first half keeps to the specification, the second does not.
fn groups() -> Vec<Value> {
    let id = format!("{GROUP}/d");
    let thing = json!({ "id": id, "location": "l", "properties": { "provisioningState": "Succeeded" } });
    let state = |status: &str| exchange("GET", STATE, 200, json!({ "status": status }));
    let failed = json!({ "status": "Failed", "error": { "code": "InUse", "message": "still attached" } });
    let get = |body: Value| of("DiskAccesses_Get", exchange("GET", THING, 200, body));
    let link = json!({ "azure-asyncoperation": format!("https://management.azure.com{STATE}") });
    let put = || {
        let put = of("DiskAccesses_CreateOrUpdate", exchange("PUT", THING, 202, thing.clone()));
        with(with(put, "headers", link.clone()), "request", json!({ "location": "l" }).to_string().into())
    };
    let delete = || {
        let delete = of("DiskAccesses_Delete", exchange("DELETE", THING, 202, Value::Null));
        with(delete, "headers", link.clone())
    };
    let page = |path: &str, next: Value| {
        let url = format!("{GROUP}?api-version=2025-01-02{path}");
        of(
            "DiskAccesses_ListByResourceGroup",
            exchange("GET", &url, 200, json!({ "value": [thing], "nextLink": next })),
        )
    };
    let next = format!("https://management.azure.com{GROUP}?api-version=2025-01-02&skip=1");
    let not_found = json!({ "error": { "code": "NotFound", "message": "no d" } });
    let error = |body: Value| of("DiskAccesses_Get", exchange("GET", THING, 404, body));
    vec![
        group("exchange", "a resource", json!([get(thing.clone())])),
        group("exchange", "two pages", json!([page("", next.into()), page("&skip=1", Value::Null)])),
        group("lro", "a creation", json!([put(), state("InProgress"), state("Succeeded"), get(thing.clone())])),
        group("lro", "a failure", json!([delete(), exchange("GET", STATE, 200, failed)])),
        group("error", "an error", json!([error(not_found.clone())])),
        // The resource is gone afterwards, which is an error of the last exchange alone.
        group("lro", "a deletion", json!([delete(), state("Succeeded"), error(not_found.clone())])),
        // From here on something is wrong.
        group("exchange", "a wrong type", json!([get(json!({ "location": 5 }))])),
        group("exchange", "an undocumented property", json!([get(json!({ "location": "l", "colour": "red" }))])),
        group("exchange", "a foreign link", json!([page("&foreign=1", "https://elsewhere.example/x".into())])),
        group("lro", "a wrong result", json!([put(), state("Succeeded"), get(json!({ "location": 5 }))])),
    ]
}

#[test]
fn every_wrong_response_is_found_and_nothing_else() {
    let findings = play(&groups());
    let found: BTreeSet<(&str, &str)> =
        findings.differences.iter().map(|it| (it.recording.as_str(), it.kind.as_str())).collect();
    let expected = BTreeSet::from([
        ("a wrong type", "unreadable-response"),
        ("a wrong type", "call-fails"),
        ("an undocumented property", "undocumented-property"),
        ("a foreign link", "call-fails"),
        ("a foreign link", "link-refused"),
        ("a wrong result", "unreadable-response"),
        ("a wrong result", "call-fails"),
        ("a wrong result", "operation-result-unreadable"),
    ]);
    assert_eq!(found, expected, "{:#?}", findings.differences);
    let count = |check: &str| findings.counts.get(check).copied().unwrap_or_default();
    assert_eq!(count("long-running-operations"), 4);
    assert_eq!(count("errors"), 2);
    assert!(count("response-bodies") >= 10 && count("ids") >= 1 && count("links") >= 3, "{:?}", findings.counts);
}
