//! A small `xtask`, compiled outside the repository by `cargo xtask package`: generates a crate with the library.
//!
//! In: the readme of a specification, the output folder, the folder of `armsmith-runtime`. Out: a crate.

use std::env;
use std::error::Error;

use armsmith::{Input, Job, Runtime};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let mut next = || arguments.next().ok_or("expected README OUT RUNTIME");
    let (readme, out, runtime) = (next()?, next()?, next()?);
    let job = Job {
        name: "arm-compute".to_owned(),
        input: Input::Readme { path: readme.into(), tag: None, packages: Vec::new() },
        out: out.into(),
        runtime: Runtime::Path(runtime.into()),
        ..Job::default()
    };
    println!("{}", armsmith::generate(&job)?);
    Ok(())
}
