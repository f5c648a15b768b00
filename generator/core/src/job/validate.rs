//! Checks a job before any file is read.
//!
//! Names and versions are written to manifests and code. Because they are checked here, all stages rely on them.

use crate::diagnostics::{Code, Diagnostics};

use super::types::{Input, Job, Runtime};

/// Names that Cargo does not accept for a package.
const RESERVED_PACKAGES: [&str; 9] =
    ["alloc", "build", "core", "deps", "examples", "incremental", "proc_macro", "std", "test"];

/// Packages that every generated crate depends on, as names of libraries: Cargo does not let a package depend on its
/// own name.
const DEPENDENCIES: [&str; 6] = ["armsmith_runtime", "azure_core", "azure_identity", "futures", "serde", "tokio"];

/// Names that Windows keeps for devices
/// (<https://learn.microsoft.com/windows/win32/fileio/naming-a-file#naming-conventions>).
const DEVICES: [&str; 4] = ["aux", "con", "nul", "prn"];

/// Returns `true` for the name of a device of Windows.
fn is_device(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let is_port = |kind: &str| name.strip_prefix(kind).is_some_and(|port| port.len() == 1 && port != "0");
    DEVICES.contains(&name.as_str()) || is_port("com") || is_port("lpt")
}

/// Checks the name of a package. Returns the reason if it is invalid.
///
/// ```
/// assert_eq!(armsmith_core::job::package_name("arm-compute"), None);
/// assert!(armsmith_core::job::package_name("arm compute").is_some());
/// ```
pub fn package_name(name: &str) -> Option<&'static str> {
    let library = name.replace('-', "_");
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        Some("must begin with an ASCII letter")
    } else if !name.chars().all(|it| it.is_ascii_alphanumeric() || it == '-' || it == '_') {
        Some("may contain only ASCII letters, digits, `-` and `_`")
    } else if name.len() > 64 {
        Some("must have at most 64 characters")
    } else if RESERVED_PACKAGES.contains(&library.as_str()) || syn::parse_str::<syn::Ident>(&library).is_err() {
        Some("is reserved by Rust or Cargo")
    } else if DEPENDENCIES.contains(&library.to_ascii_lowercase().as_str()) {
        Some("is the name of a package that the crate depends on")
    } else if is_device(name) {
        Some("is a device name on Windows")
    } else {
        None
    }
}

/// Checks the name of the service client. Returns the reason if it is invalid.
///
/// ```
/// assert_eq!(armsmith_core::job::client_name("ComputeClient"), None);
/// assert!(armsmith_core::job::client_name("compute client").is_some());
/// ```
pub fn client_name(name: &str) -> Option<&'static str> {
    if !name.starts_with(|first: char| first.is_ascii_uppercase()) {
        Some("must begin with an ASCII capital letter")
    } else if !name.chars().all(|it| it.is_ascii_alphanumeric()) {
        Some("may contain only ASCII letters and digits")
    } else if syn::parse_str::<syn::Ident>(name).is_err() {
        Some("is a Rust keyword")
    } else {
        None
    }
}

/// Checks the version of a package. Returns the reason if it is invalid.
pub fn version(version: &str) -> Option<&'static str> {
    semver::Version::parse(version).is_err().then_some("must be a version such as `1.2.3`")
}

/// Checks a version requirement. Returns the reason if it is invalid.
pub fn version_requirement(version: &str) -> Option<&'static str> {
    semver::VersionReq::parse(version).is_err().then_some("must be a version requirement such as `1.2`")
}

/// Checks a job, its input included.
pub(super) fn job(job: &Job) -> Result<(), Diagnostics> {
    let mut problems = self::input(job).err().unwrap_or_default();
    let mut check = |field: &str, value: &str, reason: Option<&str>| {
        if let Some(reason) = reason {
            report(&mut problems, format!("the job's {field} `{}` {reason}", value.escape_debug()));
        }
    };
    check("name", &job.name, package_name(&job.name));
    check("version", &job.version, version(&job.version));
    match &job.runtime {
        Runtime::Version(version) => check("runtime version", version, version_requirement(version)),
        Runtime::Path(path) => {
            let missing = (!path.join("Cargo.toml").is_file()).then_some("does not contain a `Cargo.toml`");
            check("runtime path", &path.to_string_lossy(), missing);
        }
    }
    if let Some(client) = &job.client {
        check("client", client, client_name(client));
    }
    check("command", &job.command, job.command.contains(char::is_control).then_some("must be one line"));
    if job.out.as_os_str().is_empty() {
        report(&mut problems, "the job has no output folder".to_owned());
    }
    if problems.has_errors() { Err(problems) } else { Ok(()) }
}

/// Checks the input of a job.
pub(super) fn input(job: &Job) -> Result<(), Diagnostics> {
    let mut problems = Diagnostics::new();
    match &job.input {
        Input::Files(files) if files.is_empty() => report(&mut problems, "the job names no input file".to_owned()),
        Input::Files(_) | Input::Readme { .. } => return Ok(()),
    }
    Err(problems)
}

fn report(problems: &mut Diagnostics, message: String) {
    let help = "correct the job; see the documentation of `armsmith::Job`";
    problems.error(Code::InvalidJob, None, message, help);
}

#[cfg(test)]
mod tests {
    use super::{client_name, job, package_name};
    use crate::job::{Job, Runtime};

    #[test]
    fn package_names_are_those_of_cargo() {
        for name in ["arm-compute", "a", "arm_compute2", "com0x", "console"] {
            assert_eq!(package_name(name), None, "{name}");
        }
        for name in [
            "",
            "2arm",
            "-a",
            "arm compute",
            "arm/compute",
            "arm\"",
            "struct",
            "std",
            "proc-macro",
            "ärm",
            "_",
            "azure_core",
            "Tokio",
            "armsmith-runtime",
            "con",
            "NUL",
            "com1",
        ] {
            assert!(package_name(name).is_some(), "{name}");
        }
    }

    #[test]
    fn client_names_are_rust_types() {
        for name in ["ComputeClient", "X"] {
            assert_eq!(client_name(name), None, "{name}");
        }
        for name in ["", "compute", "Compute Client", "Self", "A<B>", "Ä"] {
            assert!(client_name(name).is_some(), "{name}");
        }
    }

    #[test]
    fn every_wrong_field_of_a_job_is_named() {
        let wrong = Job {
            name: "a b".to_owned(),
            version: "1".to_owned(),
            client: Some("c".to_owned()),
            runtime: Runtime::Version("new".to_owned()),
            command: "two\nlines".to_owned(),
            ..Job::default()
        };
        let problems = job(&wrong).unwrap_err();
        for field in ["input file", "name", "version", "runtime version", "client", "command", "output folder"] {
            assert!(problems.iter().any(|problem| problem.message.contains(field)), "{field}");
        }
        assert_eq!(problems.iter().count(), 7);
    }

    #[test]
    fn the_runtime_is_where_the_job_says() {
        let with = |path: &str| job(&Job { runtime: Runtime::Path(path.into()), ..Job::default() }).unwrap_err();
        let says =
            |problems: &crate::Diagnostics| problems.iter().any(|it| it.message.contains("runtime path `nowhere`"));
        assert!(says(&with("nowhere")));
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("Cargo.toml"), "").unwrap();
        let problems = with(folder.path().to_str().unwrap());
        assert!(problems.iter().all(|it| !it.message.contains("runtime path")), "{problems}");
    }
}
