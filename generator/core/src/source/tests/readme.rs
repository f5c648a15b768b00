//! AutoRest readmes.

use insta::assert_snapshot;

use super::Folder;
use crate::source::readme::{self, Readme};

fn read(folder: &Folder, tag: Option<&str>, flags: &[&str]) -> Result<Readme, String> {
    let flags: Vec<String> = flags.iter().map(|flag| (*flag).to_owned()).collect();
    readme::read(&folder.path("readme.md"), tag, &flags).map_err(|diagnostics| folder.rendered(&diagnostics))
}

fn files(folder: &Folder, readme: &Readme) -> Vec<String> {
    let below = |path: &std::path::PathBuf| path.strip_prefix(folder.path("")).unwrap().to_string_lossy().into_owned();
    readme.inputs.iter().map(below).collect()
}

const README: &str = r#"# Disks

``` yaml
title: DiskClient
openapi-type: arm
tag: package-1
```

``` yaml $(package-policy)
tag: package-policy-1
```

```yaml $(tag) == 'package-1' || $(tag) == "package-1-preview" /* generated */
input-file:
- Microsoft.Compute\stable\1\a.json
- ./Microsoft.Compute/stable/1/b.json
- Microsoft.Compute/stable/1/../1/a.json
```

~~~ yaml $(tag) == 'package-2'
input-file: c.json
directive:
  - suppress: R3016
    reason: lint
  - from: c.json
    where: $.definitions
    transform: delete $.A
~~~

``` yaml ($(tag) == 'package-2') && !$(java) && ($(tag) != 'package-1')
input-file: [d.json]
title: Disks two
```

``` yaml $(tag) == 'package-2' && $(java) && $(multiapi)
input-file: [java.json]
```

``` yaml $(tag) == 'package-policy-1'
input-file: [policy.json]
```

``` python
tag: package-9
```
"#;

#[test]
fn the_default_tag_chooses_the_files() {
    let folder = Folder::new(&[("readme.md", README)]);
    let readme = read(&folder, None, &[]).unwrap();
    assert_eq!(files(&folder, &readme), ["Microsoft.Compute/stable/1/a.json", "Microsoft.Compute/stable/1/b.json"]);
    assert_eq!(readme.tag.as_deref(), Some("package-1"));
    assert_eq!(readme.title.as_deref(), Some("DiskClient"));
    assert_eq!(readme.openapi_type.as_deref(), Some("arm"));
    assert!(readme.directives.is_empty());
    assert!(readme.warnings.is_empty());
}

#[test]
fn a_chosen_tag_counts_more() {
    let folder = Folder::new(&[("readme.md", README)]);
    let readme = read(&folder, Some("package-2"), &[]).unwrap();
    assert_eq!(files(&folder, &readme), ["c.json", "d.json"]);
    assert_eq!(readme.title.as_deref(), Some("Disks two"));
    assert_eq!(readme.directives.len(), 1, "suppressions are left out");
    let directive = &readme.directives[0];
    assert!(directive.is_about("/specs/c.json"));
    assert!(README[directive.span.clone()].starts_with("from: c.json"), "{:?}", &README[directive.span.clone()]);
}

#[test]
fn a_flag_chooses_a_package() {
    let folder = Folder::new(&[("readme.md", README)]);
    let readme = read(&folder, None, &["package-policy"]).unwrap();
    assert_eq!(files(&folder, &readme), ["policy.json"]);
    assert_eq!(readme.tag.as_deref(), Some("package-policy-1"));
}

#[test]
fn the_last_tag_wins() {
    let folder = Folder::new(&[(
        "readme.md",
        "```yaml\ntag: a\n```\n```yaml\ntag: b\n```\n```yaml $(tag)=='b'\ninput-file: b.json\n```\n",
    )]);
    assert_eq!(read(&folder, None, &[]).unwrap().tag.as_deref(), Some("b"));
}

#[test]
fn the_offer_is_listed() {
    let folder = Folder::new(&[("readme.md", README)]);
    let offer = readme::offered(&folder.path("readme.md")).unwrap();
    assert_eq!(offer.tags, ["package-1", "package-1-preview", "package-2", "package-policy-1"]);
    assert_eq!(offer.packages, ["package-policy"]);
    assert_eq!(offer.default_tag.as_deref(), Some("package-1"));
}

#[test]
fn the_case_of_the_file_name_does_not_matter_and_a_folder_will_do() {
    let folder = Folder::new(&[("README.MD", README)]);
    for path in [folder.path("readme.md"), folder.path("")] {
        let readme = readme::read(&path, None, &[]).unwrap();
        assert_eq!(readme.inputs.len(), 2);
    }
}

#[test]
fn an_unknown_tag_lists_those_there_are() {
    let folder = Folder::new(&[("readme.md", README)]);
    assert_snapshot!(read(&folder, Some("package-3"), &[]).unwrap_err(), @r#"
    error[unknown-tag]: the readme has no tag `package-3`
    --> readme.md
     = help: did you mean `package-1`? Or choose one with `--tag`: `package-1`, `package-1-preview`, `package-2`, `package-policy-1`; or with `--package`: `package-policy`
    "#);
}

#[test]
fn of_many_tags_some_are_listed() {
    let blocks: String =
        (1..=7).map(|it| format!("```yaml $(tag)=='package-{it}'\ninput-file: a.json\n```\n")).collect();
    let folder = Folder::new(&[("readme.md", &blocks)]);
    assert_snapshot!(read(&folder, Some("profile"), &[]).unwrap_err(), @r#"
    error[unknown-tag]: the readme has no tag `profile`
    --> readme.md
     = help: choose one with `--tag`: `package-1`, `package-2`, `package-3`, `package-4`, `package-5` and 2 more, which `armsmith tags` lists
    "#);
}

#[test]
fn a_readme_without_a_tag_says_so() {
    let folder = Folder::new(&[("readme.md", "# Prose\n\n```yaml $(package-a)\ninput-file: a.json\n```\n")]);
    assert_snapshot!(read(&folder, None, &[]).unwrap_err(), @r#"
    error[unknown-tag]: the readme has no tag of its own
    --> readme.md
     = help: choose one with `--package`: `package-a`
    "#);
    assert_eq!(read(&folder, None, &["package-a"]).unwrap().inputs.len(), 1);
}

#[test]
fn a_missing_readme_says_so() {
    let folder = Folder::new(&[]);
    assert_snapshot!(read(&folder, None, &[]).unwrap_err(), @r#"
    error[unreadable-file]: the readme cannot be read: there is no such file
    --> readme.md
     = help: check the path
    "#);
}

#[test]
fn syntax_errors_are_shown_in_the_readme() {
    let folder = Folder::new(&[(
        "readme.md",
        "# Title\r\n\r\n``` yaml\r\ntag: a\r\ninput-file: [a.json\r\ntitle: x\r\n```\r\n",
    )]);
    assert_snapshot!(read(&folder, None, &[]).unwrap_err(), @r#"
    error[invalid-syntax]: invalid YAML: illegal placement of ':' indicator
     --> readme.md:6:6
      |
    6 | title: x
      |      ^
      |
      = help: fix the syntax
    "#);
}

#[test]
fn urls_are_not_fetched() {
    let folder =
        Folder::new(&[("readme.md", "``` yaml\ninput-file:\n  - a.json\n  - https://example.com/b.json\n```\n")]);
    assert_snapshot!(read(&folder, None, &[]).unwrap_err(), @r#"
    error[forbidden-reference]: the input file `https://example.com/b.json` is a URL
     --> readme.md:4:5
      |
    4 |   - https://example.com/b.json
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: download the file and use its path; armsmith fetches nothing
    "#);
}

#[test]
fn invalid_conditions_are_reported_and_false() {
    let folder = Folder::new(&[(
        "readme.md",
        "``` yaml\ninput-file: a.json\n```\n\n``` yaml $(tag).startsWith('x')\ninput-file: b.json\n```\n",
    )]);
    let readme = read(&folder, None, &[]).unwrap();
    assert_eq!(files(&folder, &readme), ["a.json"]);
    assert_snapshot!(folder.rendered(&readme.warnings), @r#"
    warning[invalid-syntax]: invalid condition `$(tag).startsWith('x')`; the block is ignored
     --> readme.md:5:1
      |
    5 | ``` yaml $(tag).startsWith('x')
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: use only `$(name)`, strings in quotation marks, `==`, `!=`, `&&`, `||`, `!` and `( )`
    "#);
}
