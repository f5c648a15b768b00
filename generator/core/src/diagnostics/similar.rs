//! "Did you mean": the word that a misspelt one resembles.

/// Longer words are not slips of a finger, and measuring them takes time and memory with the square of their length.
const LONGEST: usize = 128;

/// The most similar of some words, when it is similar enough to be meant: one slip in four letters.
pub(crate) fn similar<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let allowed = (word.chars().count() / 4).max(1);
    if word.len() > LONGEST {
        return None;
    }
    let near = candidates.filter(|candidate| candidate.len().abs_diff(word.len()) <= 4 * allowed);
    let measured = near.map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate));
    let nearest = measured.min_by_key(|(distance, _)| *distance);
    nearest.filter(|(distance, _)| *distance <= allowed).map(|(_, candidate)| candidate)
}
