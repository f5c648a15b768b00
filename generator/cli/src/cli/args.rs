//! The arguments, as clap reads them. Whatever clap refuses is invalid usage: exit code 2.

use std::path::PathBuf;

use armsmith_core::job;
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};

const OVERVIEW: &str = "\
Examples:
  armsmith generate                                the crates of ./armsmith.toml
  armsmith generate --check                        are they up to date?
  armsmith tags --readme compute/readme.md         what a specification offers

Exit codes: 0 success; 1 the specification is invalid or the check failed; 2 invalid usage";

const GENERATE: &str = "\
Examples:
  armsmith generate
      Every crate of ./armsmith.toml
  armsmith generate arm-compute --check
      Says, without writing, whether one of them is up to date
  armsmith generate --readme compute/resource-manager/readme.md --tag package-2024-07-01 \\
      --name arm-compute --out crates/arm-compute
      One crate from an AutoRest readme
  armsmith generate --input DiskRP.json --name arm-disk --out target/arm-disk --runtime-path runtime
      One crate from Swagger 2.0 or OpenAPI 3.0 files";

const CONVERT: &str = "\
Examples:
  armsmith convert --input DiskRP.json --out disk.openapi.json
      Many files of Swagger 2.0 become one document of OpenAPI 3.0
  armsmith convert --readme compute/resource-manager/readme.md | jq '.paths | keys'
      Looks into a whole service";

const TAGS: &str = "\
Example:
  armsmith tags --readme azure-rest-api-specs/specification/compute/resource-manager/readme.md";

const EXAMPLES: &str = "\
Builds and runs a program that sends and reads every documented example with the generated crate.

Examples:
  armsmith examples
      Every crate of ./armsmith.toml
  armsmith examples arm-compute --report examples.json
      One of them, with the outcome of each example
  armsmith examples --input DiskRP.json --crate target/arm-disk
      A crate without a manifest";

/// The heading of the flags that replace settings of a manifest.
const CRATE: &str = "Crate, for a specification named here";

/// Generates Rust client crates for Azure Resource Manager from its specifications
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_help = OVERVIEW)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,

    /// How diagnostics and results are printed; `json` is one object per line
    #[arg(long, global = true, value_name = "FORMAT", default_value = "human")]
    pub(super) message_format: MessageFormat,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(super) enum MessageFormat {
    Human,
    Json,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Generate crates: those of a manifest, or one from a specification
    Generate(Box<GenerateArgs>),
    /// Print a specification as one self-contained OpenAPI 3.0 document
    Convert(ConvertArgs),
    /// List the tags and packages that an AutoRest readme offers
    Tags(TagsArgs),
    /// Check generated crates against all documented examples
    Examples(ExamplesArgs),
}

#[derive(Args, Debug)]
#[command(after_help = GENERATE, group = specification().required(false).requires_all(["name", "out"]))]
pub(super) struct GenerateArgs {
    /// Only these crates of the manifest
    #[arg(value_name = "CRATE", conflicts_with = "specification")]
    pub(super) crates: Vec<String>,

    /// The manifest [default: armsmith.toml]
    #[arg(long, value_name = "FILE", conflicts_with = "specification")]
    pub(super) manifest: Option<PathBuf>,

    /// Write nothing; fail when a file differs from what would be written
    #[arg(long)]
    pub(super) check: bool,

    /// Treat warnings as errors
    #[arg(long)]
    pub(super) strict: bool,

    #[command(flatten)]
    pub(super) input: InputArgs,

    /// The package to make
    #[arg(long, help_heading = CRATE, requires = "specification", value_parser = Checked(job::package_name))]
    pub(super) name: Option<String>,

    /// The folder of the crate; files in it that armsmith did not write stay
    #[arg(long, help_heading = CRATE, value_name = "DIR", requires = "specification")]
    pub(super) out: Option<PathBuf>,

    /// The service client's type name [default: from the provider, Microsoft.Compute → ComputeClient]
    #[arg(long, help_heading = CRATE, value_name = "NAME", requires = "specification", value_parser = Checked(job::client_name))]
    pub(super) client: Option<String>,

    /// Where armsmith-runtime is: a folder, relative to the current one
    #[arg(long, help_heading = CRATE, value_name = "DIR", requires = "specification", conflicts_with = "runtime_version")]
    pub(super) runtime_path: Option<PathBuf>,

    /// The version of armsmith-runtime [default: this tool's]
    #[arg(long, help_heading = CRATE, value_name = "VERSION", requires = "specification", value_parser = Checked(job::version_requirement))]
    pub(super) runtime_version: Option<String>,
}

#[derive(Args, Debug)]
#[command(after_help = CONVERT, group = specification())]
pub(super) struct ConvertArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,

    /// Write to this file instead of stdout
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,

    /// Treat warnings as errors
    #[arg(long)]
    pub(super) strict: bool,
}

#[derive(Args, Debug)]
#[command(after_help = TAGS)]
pub(super) struct TagsArgs {
    /// The AutoRest readme
    #[arg(long, value_name = "FILE")]
    pub(super) readme: PathBuf,
}

#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, group = specification().required(false).requires("krate"))]
pub(super) struct ExamplesArgs {
    /// Only these crates of the manifest
    #[arg(value_name = "CRATE", conflicts_with = "specification")]
    pub(super) crates: Vec<String>,

    /// The manifest, whose fixups apply to the check too [default: armsmith.toml]
    #[arg(long, value_name = "FILE", conflicts_with = "specification")]
    pub(super) manifest: Option<PathBuf>,

    #[command(flatten)]
    pub(super) input: InputArgs,

    /// The folder of the generated crate
    #[arg(id = "krate", long = "crate", help_heading = CRATE, requires = "specification", value_name = "DIR")]
    pub(super) krate: Option<PathBuf>,

    /// Where the program is built [default: a folder in the crate's target folder]
    #[arg(long, value_name = "DIR")]
    pub(super) target_dir: Option<PathBuf>,

    /// Write the outcome of every example to this file, as JSON
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
}

/// The source of a specification.
#[derive(Args, Debug, Default)]
#[group(skip)]
#[command(next_help_heading = "Specification")]
pub(super) struct InputArgs {
    /// An AutoRest readme, which names the files of each tag
    #[arg(long, value_name = "FILE")]
    pub(super) readme: Option<PathBuf>,

    /// The tag of the readme [default: the one it chooses itself]
    #[arg(long, requires = "readme", conflicts_with = "inputs")]
    pub(super) tag: Option<String>,

    /// A package of a readme that holds several: sets `$(NAME)`
    #[arg(long = "package", value_name = "NAME", requires = "readme", conflicts_with = "inputs")]
    pub(super) packages: Vec<String>,

    /// Swagger 2.0 or OpenAPI 3.0 files
    #[arg(long = "input", value_name = "FILE", num_args = 1..)]
    pub(super) inputs: Vec<PathBuf>,

    /// The folder that no `$ref` may leave [default: the nearest folder `specification` above the inputs, else the one
    /// they share]
    #[arg(long, value_name = "DIR", requires = "specification")]
    pub(super) root: Option<PathBuf>,
}

/// One of the two ways to name a specification.
fn specification() -> ArgGroup {
    ArgGroup::new("specification").args(["readme", "inputs"]).required(true)
}

/// A text that one of the library's checks lets pass.
#[derive(Clone)]
struct Checked(fn(&str) -> Option<&'static str>);

impl clap::builder::TypedValueParser for Checked {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        let check = self.0;
        let parser = move |text: &str| match check(text) {
            Some(reason) => Err(format!("it {reason}")),
            None => Ok(text.to_owned()),
        };
        clap::builder::TypedValueParser::parse_ref(&parser, command, argument, value)
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        super::Cli::command().debug_assert();
    }
}
