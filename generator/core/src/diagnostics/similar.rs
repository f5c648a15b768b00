//! "Did you mean": the known name that a misspelt name resembles.

/// The longest name in bytes: time and memory grow with the square of the length.
const LONGEST: usize = 128;

/// Returns the most similar candidate, with at most one mistake in four letters.
pub(crate) fn similar<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let allowed = (name.chars().count() / 4).max(1);
    if name.len() > LONGEST {
        return None;
    }
    let near = candidates.filter(|candidate| candidate.len().abs_diff(name.len()) <= 4 * allowed);
    let measured = near.map(|candidate| (strsim::damerau_levenshtein(&name, &candidate.to_lowercase()), candidate));
    let nearest = measured.min_by_key(|(distance, _)| *distance);
    nearest.filter(|(distance, _)| *distance <= allowed).map(|(_, candidate)| candidate)
}
