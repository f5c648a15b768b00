//! A program that dies takes one job with it, not the others.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use super::package::Package;
use super::{BodyJob, Harness, Job, Made};

/// Answers jobs, and dies of the one with the id 1.
const PROGRAM: &str = r#"#!/bin/sh
while read -r job; do
    id=${job#*\"id\":}; id=${id%%,*}
    if [ "$id" = 1 ]; then kill -9 $$; fi
    echo "{\"id\":$id,\"request\":null,\"bodies\":[{\"ok\":\"{}\"}],\"known\":[]}"
done < "$1"
"#;

#[test]
fn the_program_is_started_again_after_a_death() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("program");
    fs::write(&program, PROGRAM).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let harness = Harness { package: Package::for_test(folder.path()), program };
    let body = || BodyJob { model: 0, body: "{}".into() };
    let job = |id| Job { bodies: vec![body()], ..Job::new(id) };

    let answers = harness.run(&[job(0), job(1), job(2)]).unwrap();

    assert_eq!(answers.iter().map(|it| it.id).collect::<Vec<_>>(), [0, 1, 2]);
    assert!(
        matches!(&answers[1].bodies[..], [Made::Error(reason)] if reason.starts_with("the program died (signal: 9"))
    );
    assert!(matches!(&answers[2].bodies[..], [Made::Ok(body)] if body == "{}"));
    let deadly: Vec<Job> = (0..30).map(|_| job(1)).collect();
    assert!(harness.run(&deadly).is_err(), "a program that only dies is not started for ever");
}
