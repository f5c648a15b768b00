//! The border that no `$ref` crosses.

use insta::assert_snapshot;

use super::{Folder, load_all, swagger};
use crate::diagnostics::Code;
use crate::source::Inputs;

#[test]
fn nothing_outside_the_root_is_read() {
    let folder = Folder::new(&[
        (
            "root/a.json",
            &swagger(
                r##""Up": { "$ref": "../secret.json#/definitions/S" },
    "EncodedUp": { "$ref": "..%2fsecret.json#/definitions/S" },
    "Absolute": { "$ref": "/etc/passwd" },
    "Drive": { "$ref": "C:\\secret.json" },
    "Url": { "$ref": "https://example.com/a.json#/definitions/S" },
    "File": { "$ref": "file:///etc/passwd" },
    "Far": { "$ref": "../../../../../../../../../../../../../../etc/passwd" },
    "Host": { "$ref": "//example.com/a.json" }"##,
            ),
        ),
        ("secret.json", &swagger(r#""S": {}"#)),
    ]);
    let (loaded, diagnostics) = folder.load(&["root/a.json"]);
    assert_eq!(loaded.documents.len(), 1);
    assert_snapshot!(folder.rendered(&diagnostics), @r#"
    error[forbidden-reference]: `../secret.json` is outside of the root folder
     --> root/a.json:3:21
      |
    3 |     "Up": { "$ref": "../secret.json#/definitions/S" },
      |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/definitions/Up/$ref
      = help: set `--root` to the folder that contains all files, if you trust them

    error[forbidden-reference]: `..%2fsecret.json` is outside of the root folder
     --> root/a.json:4:28
      |
    4 |     "EncodedUp": { "$ref": "..%2fsecret.json#/definitions/S" },
      |                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/definitions/EncodedUp/$ref
      = help: set `--root` to the folder that contains all files, if you trust them

    error[forbidden-reference]: `/etc/passwd` is an absolute path
     --> root/a.json:5:27
      |
    5 |     "Absolute": { "$ref": "/etc/passwd" },
      |                           ^^^^^^^^^^^^^
      |
      = at: #/definitions/Absolute/$ref
      = help: refer to the file by a relative path

    error[forbidden-reference]: `C:\secret.json` is not a relative path
     --> root/a.json:6:24
      |
    6 |     "Drive": { "$ref": "C:\\secret.json" },
      |                        ^^^^^^^^^^^^^^^^^
      |
      = at: #/definitions/Drive/$ref
      = help: download the file and refer to it by a relative path; armsmith fetches nothing

    error[forbidden-reference]: `https://example.com/a.json` is not a relative path
     --> root/a.json:7:22
      |
    7 |     "Url": { "$ref": "https://example.com/a.json#/definitions/S" },
      |                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/definitions/Url/$ref
      = help: download the file and refer to it by a relative path; armsmith fetches nothing

    error[forbidden-reference]: `file:///etc/passwd` is not a relative path
     --> root/a.json:8:23
      |
    8 |     "File": { "$ref": "file:///etc/passwd" },
      |                       ^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/definitions/File/$ref
      = help: download the file and refer to it by a relative path; armsmith fetches nothing

    error[forbidden-reference]: `../../../../../../../../../../../../../../etc/passwd` is outside of the root folder
     --> root/a.json:9:22
      |
    9 |     "Far": { "$ref": "../../../../../../../../../../../../../../etc/passwd" },
      |                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/definitions/Far/$ref
      = help: set `--root` to the folder that contains all files, if you trust them

    error[forbidden-reference]: `//example.com/a.json` is an absolute path
      --> root/a.json:10:23
       |
    10 |     "Host": { "$ref": "//example.com/a.json" }
       |                       ^^^^^^^^^^^^^^^^^^^^^^
       |
       = at: #/definitions/Host/$ref
       = help: refer to the file by a relative path
    "#);
    let inputs = Inputs { root: Some(folder.path("")), ..folder.inputs(&["root/a.json"]) };
    let (loaded, _) = load_all(&inputs);
    assert_eq!(loaded.documents.len(), 2, "a wider root reads the file beside the folder");
}

#[cfg(unix)]
#[test]
fn symbolic_links_out_of_the_root_are_refused() {
    let definitions = r##""Link": { "$ref": "link.json#/definitions/S" },
    "Folder": { "$ref": "sub/secret.json#/definitions/S" },
    "Inner": { "$ref": "inner.json#/definitions/I" }"##;
    let folder = Folder::new(&[
        ("root/a.json", &swagger(definitions)),
        ("root/i.json", &swagger(r#""I": {}"#)),
        ("outside/secret.json", &swagger(r#""S": {}"#)),
    ]);
    std::os::unix::fs::symlink(folder.path("outside/secret.json"), folder.path("root/link.json")).unwrap();
    std::os::unix::fs::symlink(folder.path("outside"), folder.path("root/sub")).unwrap();
    std::os::unix::fs::symlink(folder.path("root/i.json"), folder.path("root/inner.json")).unwrap();
    let (loaded, diagnostics) = folder.load(&["root/a.json"]);
    assert_eq!(diagnostics.iter().map(|it| it.code).collect::<Vec<_>>(), [Code::ForbiddenReference; 2]);
    assert_eq!(super::names(&loaded), ["a.json", "i.json"]);
}

#[cfg(unix)]
#[test]
fn a_reference_to_a_pipe_does_not_wait() {
    let folder = Folder::new(&[("a.json", &swagger(r#""A": { "$ref": "pipe" }"#))]);
    let made = std::process::Command::new("mkfifo").arg(folder.path("pipe")).status();
    assert!(made.unwrap().success());
    let (_, diagnostics) = folder.load(&["a.json"]);
    assert_eq!(diagnostics.iter().map(|it| it.code).collect::<Vec<_>>(), [Code::UnresolvedReference]);
}
