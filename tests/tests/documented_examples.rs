//! The documented examples of the carried specification, run through a crate that is generated for it; and the same
//! with defects put into the crate, one at a time, each of which has to be found.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

use std::fs;

use armsmith_core::{Input, Job, Runtime};
use armsmith_examples as examples;
use armsmith_tests::shared;

fn job(name: &str) -> Job {
    let readme = shared::root().join("specs/specification/compute/resource-manager/readme.md");
    Job {
        name: "arm-examples".to_owned(),
        input: Input::Readme { path: readme, tag: None, packages: Vec::new() },
        out: nested_cargo::target_dir().join("documented-examples").join(name),
        runtime: Runtime::Path(shared::root().join("runtime")),
        ..Job::default()
    }
}

fn check(job: &Job) -> examples::Report {
    let specification = armsmith_core::specification(job).unwrap();
    examples::run(&specification, &job.out, &nested_cargo::target_dir(), &|_| {}).unwrap()
}

/// A defect: in a file of the crate, a string and its replacement.
struct Defect {
    name: &'static str,
    file: &'static str,
    text: &'static str,
    instead: &'static str,
}

const DEFECTS: [Defect; 5] = [
    Defect {
        name: "a wrong path segment",
        file: "src/disk_accesses/requests.rs",
        text: "/privateEndpointConnections/{",
        instead: "/privateEndpointConnection/{",
    },
    Defect {
        name: "a dropped query pair",
        file: "src/disk_accesses/requests.rs",
        text: "    request.query(\"api-version\", scope.api_version());\n",
        instead: "",
    },
    Defect {
        name: "a renamed property",
        file: "src/models/disk_accesses.rs",
        text: "\"privateLinkServiceConnectionState\"",
        instead: "\"privateLinkServiceConnectionStates\"",
    },
    Defect {
        name: "a lost list",
        file: "src/models/disk_accesses.rs",
        text: "        private_endpoint_connections: \"privateEndpointConnections\" [read_only],\n",
        instead: "",
    },
    Defect {
        name: "a wrong enum spelling",
        file: "src/models/disk_accesses.rs",
        text: "Approved = \"Approved\"",
        instead: "Approved = \"Aproved\"",
    },
];

#[test]
fn every_documented_example_is_exact_and_every_seeded_defect_is_found() {
    let job = job("crate");
    armsmith_core::generate(&job).unwrap();
    let good = check(&job);
    assert!(good.is_good(), "{good}");
    assert!(good.to_string().trim_end().ends_with("0 examples contradict their schema"), "{good}");

    for defect in &DEFECTS {
        let path = job.out.join(defect.file);
        let sound = fs::read_to_string(&path).unwrap();
        assert!(sound.contains(defect.text), "{}: {} has nothing to break", defect.name, defect.file);
        fs::write(&path, sound.replace(defect.text, defect.instead)).unwrap();
        let broken = check(&job);
        fs::write(&path, sound).unwrap();
        assert!(!broken.is_good(), "{} was not found:\n{broken}", defect.name);
    }
}
