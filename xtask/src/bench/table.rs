//! The tables that the benches print.

use super::measure::{Cost, Side, median};

/// Prints one row for each side. The first side is ours; the others have their ratio to it, pair by pair.
pub(super) fn print(case: &str, sides: &[Side<'_>]) {
    let Some((ours, others)) = sides.split_first() else { return };
    println!("| {case:<34} | {:<28} | {} |", ours.name, costs(ours));
    for other in others {
        let ratio = |value: fn(&Cost) -> f64| {
            median(ours.costs.iter().zip(&other.costs).map(|(ours, other)| value(other) / value(ours)))
        };
        println!(
            "| {:<34} | {:<28} | {} | {:>5.2}, {:>5.2} |",
            "",
            other.name,
            costs(other),
            ratio(|cost| cost.cpu.as_secs_f64()),
            ratio(|cost| cost.peak as f64)
        );
    }
}

/// Prints both sides of a comparison with a commit, with the ratios of their medians.
pub(super) fn print_against(case: &str, sides: &[Side<'_>]) {
    let [ours, other] = sides else { return };
    let ratio = |value: fn(&Cost) -> f64| {
        let of = |side: &Side<'_>| median(side.costs.iter().map(value));
        of(other) / of(ours)
    };
    println!("| {case:<44} | {:<14} | {} | |", ours.name, costs(ours));
    println!(
        "| {:<44} | {:<14} | {} | {:>5.2}, {:>5.2}, {:>5.2} |",
        "",
        other.name,
        costs(other),
        ratio(|cost| cost.wall.as_secs_f64()),
        ratio(|cost| cost.cpu.as_secs_f64()),
        ratio(|cost| cost.peak as f64)
    );
}

/// The head of the table of [`print_against`].
pub(super) fn head_against(rounds: usize) {
    println!("\nMedians of {rounds} in turns; the ratios are those of the commit to this tree: wall, CPU, peak.\n");
    println!("| {:<44} | {:<14} | wall s  | CPU s   | peak MB | wall ×, CPU ×, peak × |", "case", "side");
    println!("|---|---|---|---|---|---|");
}

/// The head of the table, in Markdown.
pub(super) fn head(rounds: usize) {
    println!("\nMedians of {rounds} in turns; the ratios are theirs to ours: CPU, peak.\n");
    println!("| {:<34} | {:<28} | wall s  | CPU s   | peak MB | CPU ×, peak × |", "case", "side");
    println!("|---|---|---|---|---|---|");
}

fn costs(side: &Side<'_>) -> String {
    let of = |value: fn(&Cost) -> f64| median(side.costs.iter().map(value));
    format!(
        "{:>7.2} | {:>7.2} | {:>7.1}",
        of(|cost| cost.wall.as_secs_f64()),
        of(|cost| cost.cpu.as_secs_f64()),
        of(|cost| cost.peak as f64 / 1e6)
    )
}

/// Prints the case that the table lacks, with the reason.
pub(super) fn skipped(case: &str, reason: &str) {
    println!("| {case:<34} | skipped: {reason} |");
}
