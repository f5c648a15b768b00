//! The words of a name, and their conversion to snake case and upper camel case.
//!
//! `heck` finds the words; before that, [`respelled`] adds boundaries around spellings that `heck` splits incorrectly:
//!
//! | cause | name | `heck` alone | here |
//! |---|---|---|---|
//! | a listed spelling | `IaaSVM` | `iaa_svm` | `iaas_vm` |
//! | plural of an acronym | `outboundIPs` | `outbound_i_ps` | `outbound_ips` |
//! | two acronyms in a row | `VMOSDisk` | `vmos_disk` | `vm_os_disk` |
//! | version after an acronym | `isNFSv3Enabled` | `is_nf_sv3_enabled` | `is_nfsv3_enabled` |
//! | acronym made lower camel case | `vCPUs`, `oSDisk` | `v_cp_us`, `o_s_disk` | `vcpus`, `os_disk` |
//! | digit and letter at the end of a word | `Info5G` | `info5_g` | `info_5g` |
//! | a number of bits | `use32BitProcess` | `use32_bit_process` | `use_32_bit_process` |
//! | leading digit | `5QiPriority` | `5qi_priority` | `5_qi_priority` |

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::spellings::{ACRONYMS, PRODUCTS, SPELLINGS};

/// Returns the name in snake case: an identifier or a keyword.
pub(super) fn snake(name: &str) -> String {
    let snake = words(name).join("_");
    if starts_with_digit(&snake) { format!("n{snake}") } else { snake }
}

/// Returns the name in upper camel case: an identifier or `Self`.
pub(super) fn upper_camel(name: &str) -> String {
    camel(&words(name))
}

/// Returns an enum value in upper camel case. A date or a dotted number becomes a version; a minus before a digit is
/// not a separator.
pub(super) fn value_camel(value: &str) -> String {
    if value.strip_prefix('-').is_some_and(starts_with_digit) {
        return format!("Minus{}", upper_camel(&value[1..]).trim_start_matches('N'));
    }
    let camel = upper_camel(value);
    if is_version(value) { camel.replacen('N', "V", 1) } else { camel }
}

/// See [`joined`](super::joined).
pub(super) fn joined(parts: &[&str]) -> String {
    let mut all: Vec<String> = Vec::new();
    for part in parts {
        let words = words(part);
        let repeated = repeated(&all, &words);
        all.extend(words.into_iter().skip(repeated));
    }
    camel(&all)
}

/// Returns the text with every special character as a word: `HTTP ` → `HTTP_space_`.
pub(super) fn spelled(text: &str) -> String {
    let mut spelled = String::new();
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            spelled.push(character);
        } else {
            spelled.push('_');
            spelled.push_str(&character_name(character));
            spelled.push('_');
        }
    }
    spelled
}

/// Returns the words of a name, in lower case; at least one.
fn words(name: &str) -> Vec<String> {
    let split = |text: &str| -> Vec<String> {
        let snake = respelled(text).to_snake_case();
        snake.split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let words = split(name);
    if !words.is_empty() {
        words
    } else if name.is_empty() {
        vec!["empty".to_owned()]
    } else {
        split(&spelled(name))
    }
}

fn camel(words: &[String]) -> String {
    let mut camel = String::new();
    for word in words {
        // `1.12` is not `11.2`. An underscore between digits is upper camel case to rustc, too.
        if camel.ends_with(|last: char| last.is_ascii_digit()) && starts_with_digit(word) {
            camel.push('_');
        }
        match PRODUCTS.iter().find(|(product, _)| product == word) {
            Some((_, product)) => camel.push_str(product),
            None => camel.push_str(&word.to_upper_camel_case()),
        }
    }
    if starts_with_digit(&camel) {
        camel.insert(0, 'N');
    }
    camel
}

/// Counts the leading words that repeat the end of the name; at least one word remains. A trailing `Properties`, which
/// ARM appends to the name of the resource, is ignored.
fn repeated(name: &[String], words: &[String]) -> usize {
    let resource = match name {
        [resource @ .., last] if last == "properties" => resource,
        _ => name,
    };
    let longest = words.len().saturating_sub(1).min(name.len());
    (1..=longest)
        .rev()
        .find(|&count| name.ends_with(&words[..count]) || resource.ends_with(&words[..count]))
        .unwrap_or(0)
}

/// `2020-11-01`, `1.2`; but not `16-32`.
fn is_version(value: &str) -> bool {
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    let mut rest = value[digits..].bytes();
    let separator = rest.next();
    let dated = digits == 4 && separator == Some(b'-');
    let dotted = digits > 0 && separator == Some(b'.');
    (dated || dotted) && rest.next().is_some_and(|byte| byte.is_ascii_digit())
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit())
}

/// Returns the name with separators around the words that `heck` does not recognize.
fn respelled(name: &str) -> String {
    let letters = capitalised(name);
    let mut respelled = String::with_capacity(name.len() + 8);
    let mut previous = '_';
    let mut rest = letters.as_slice();
    while let [first, tail @ ..] = rest {
        if let Some((length, word)) = special(previous, rest) {
            respelled.push('_');
            respelled.push_str(&word);
            respelled.push('_');
            previous = '_';
            rest = &rest[length..];
            continue;
        }
        if first.is_ascii_alphanumeric() {
            respelled.push(*first);
        } else {
            respelled.push('_');
            // Identifiers of generated code are ASCII, so that every keyboard can type them.
            if !first.is_ascii() {
                respelled.push_str(&character_name(*first));
                respelled.push('_');
            }
        }
        previous = *first;
        rest = tail;
    }
    respelled
}

/// Returns the letters of a name. A single lower-case letter before a capital becomes a capital, because it comes from
/// a conversion of `OSDisk` to `oSDisk`.
fn capitalised(name: &str) -> Vec<char> {
    let mut letters: Vec<char> = name.chars().collect();
    for index in 0..letters.len() {
        let starts = index == 0 || !letters[index - 1].is_ascii_alphanumeric();
        if starts && letters[index].is_ascii_lowercase() {
            let next = letters[index + 1..].iter().find(|letter| !letter.is_ascii_digit());
            if next.is_some_and(char::is_ascii_uppercase) {
                letters[index] = letters[index].to_ascii_uppercase();
            }
        }
    }
    letters
}

/// Returns the length and the text of the word that begins here, if `heck` does not recognize it.
fn special(previous: char, rest: &[char]) -> Option<(usize, String)> {
    let first = *rest.first()?;
    if first.is_ascii_uppercase() && !previous.is_ascii_uppercase() {
        listed(rest).or_else(|| acronym(rest))
    } else if first.is_ascii_lowercase() && !previous.is_ascii_alphanumeric() {
        listed(rest)
    } else if first.is_ascii_digit() {
        numbered(previous, rest)
    } else {
        None
    }
}

/// Matches a spelling of the list, also in lower camel case (`gitHub`), with the digits after it: `OAuth2`.
fn listed(rest: &[char]) -> Option<(usize, String)> {
    let (first, tail) = rest.split_first()?;
    let begins = |spelling: &str| {
        let mut letters = spelling.chars();
        letters.next() == Some(first.to_ascii_uppercase())
            && tail.len() >= letters.as_str().len()
            && letters.zip(tail).all(|(letter, present)| letter == *present)
    };
    let (length, word) = SPELLINGS
        .iter()
        .filter(|(spelling, _)| begins(spelling))
        .map(|(spelling, word)| (spelling.len(), word))
        .find(|(length, _)| ends_word(&rest[*length..]))?;
    let digits = count(&rest[length..], char::is_ascii_digit);
    Some((length + digits, word.chars().chain(rest[length..length + digits].iter().copied()).collect()))
}

/// Matches `VMs`, `IPv4` with its digits, and `VMOS`, which is two acronyms.
fn acronym(rest: &[char]) -> Option<(usize, String)> {
    let capitals = count(rest, char::is_ascii_uppercase);
    if capitals < 2 {
        return None;
    }
    if let Some(two) = two_acronyms(rest, capitals) {
        return Some(two);
    }
    let length = match &rest[capitals..] {
        ['s', after @ ..] if ends_word(after) => capitals + 1,
        ['v', after @ ..] => {
            let digits = count(after, char::is_ascii_digit);
            if digits == 0 || !ends_word(&after[digits..]) {
                return None;
            }
            capitals + 1 + digits
        }
        _ => return None,
    };
    Some((length, rest[..length].iter().map(char::to_ascii_lowercase).collect()))
}

/// Matches two acronyms that make up the whole run of capitals, except one that begins the next word.
fn two_acronyms(rest: &[char], capitals: usize) -> Option<(usize, String)> {
    let run: String = rest[..if ends_word(&rest[capitals..]) { capitals } else { capitals - 1 }].iter().collect();
    let (first, second) = ACRONYMS
        .iter()
        .filter_map(|first| Some((first, run.strip_prefix(first)?)))
        .find(|(_, second)| ACRONYMS.contains(second))?;
    Some((run.len(), format!("{}_{}", first.to_ascii_lowercase(), second.to_ascii_lowercase())))
}

/// Matches the `5G` of `Info5G`, the `32` of `use32Bit`, and the `5` of `5Qi`.
fn numbered(previous: char, rest: &[char]) -> Option<(usize, String)> {
    let digits = count(rest, char::is_ascii_digit);
    let capital = rest.get(digits).filter(|letter| letter.is_ascii_uppercase())?;
    let after = &rest[digits + 1..];
    let number = || rest[..digits].iter().collect::<String>();
    let small_follows = |letters: &[char]| letters.first().is_some_and(char::is_ascii_lowercase);
    if rest[digits..].starts_with(&['B', 'i', 't']) && ends_word(&rest[digits + 3..]) {
        return Some((digits, number()));
    }
    if small_follows(after) {
        // `heck` sees no boundary after digits that begin a name.
        return (!previous.is_ascii_alphanumeric()).then(|| (digits, number()));
    }
    let alone = match after {
        [next, beyond @ ..] if next.is_ascii_uppercase() => small_follows(beyond),
        [next, ..] => !next.is_ascii_digit(),
        [] => true,
    };
    (previous.is_ascii_lowercase() && alone)
        .then(|| (digits + 1, format!("{}{}", number(), capital.to_ascii_lowercase())))
}

fn ends_word(rest: &[char]) -> bool {
    !rest.first().is_some_and(char::is_ascii_lowercase)
}

fn count(letters: &[char], is: fn(&char) -> bool) -> usize {
    letters.iter().take_while(|letter| is(letter)).count()
}

/// Returns the name of a character that an identifier cannot contain.
fn character_name(character: char) -> String {
    let word = match character {
        ' ' => "space",
        '!' => "not",
        '"' => "double_quote",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '\'' => "quote",
        '(' => "open_parenthesis",
        ')' => "close_parenthesis",
        '*' => "star",
        '+' => "plus",
        ',' => "comma",
        '-' => "dash",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less",
        '=' => "equals",
        '>' => "greater",
        '?' => "question",
        '@' => "at",
        '[' => "open_bracket",
        '\\' => "backslash",
        ']' => "close_bracket",
        '^' => "caret",
        '_' => "underscore",
        '`' => "backtick",
        '{' => "open_brace",
        '|' => "bar",
        '}' => "close_brace",
        '~' => "tilde",
        '\t' => "tab",
        '\n' => "line_feed",
        '\r' => "carriage_return",
        other => return format!("u{:04x}", u32::from(other)),
    };
    word.to_owned()
}
