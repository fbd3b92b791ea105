//! What the system knows of the processes of the window: when they started and
//! how much memory is theirs.

use std::fs;

/// Ticks in a second of what the system tells of processes; the same on every
/// Linux.
const TICKS: f64 = 100.0;

/// How a process is called that this one started, itself or through others.
/// The system keeps 15 letters of a name.
fn started_here(name: &str) -> Vec<u32> {
    let known: Vec<(u32, u32, String)> = fs::read_dir("/proc")
        .unwrap()
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter_map(|process| {
            let (called, rest) = facts(process)?;
            Some((process, rest.get(1)?.parse().ok()?, called))
        })
        .collect();
    let is_here = |mut process: u32| {
        while let Some((_, parent, _)) = known.iter().find(|(known, _, _)| *known == process) {
            if *parent == std::process::id() {
                return true;
            }
            process = *parent;
        }
        false
    };
    known
        .iter()
        .filter(|(process, _, called)| *called == name[..name.len().min(15)] && is_here(*process))
        .map(|(process, _, _)| *process)
        .collect()
}

/// The name of a process and what the system tells behind it; none for one that
/// has ended.
fn facts(process: u32) -> Option<(String, Vec<String>)> {
    let told = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, named) = told.split_once('(')?;
    let (name, rest) = named.rsplit_once(')')?;
    let rest = rest.split_whitespace().map(str::to_owned).collect();
    Some((name.to_owned(), rest))
}

/// Milliseconds since the one process of this name started.
pub(crate) fn age(name: &str) -> f64 {
    let processes = started_here(name);
    assert_eq!(processes.len(), 1, "one {name} runs");
    let (_, facts) = facts(processes[0]).unwrap();
    let started: f64 = facts[19].parse().unwrap();
    let uptime = fs::read_to_string("/proc/uptime").unwrap();
    let uptime: f64 = uptime.split(' ').next().unwrap().parse().unwrap();
    (uptime - started / TICKS) * 1000.0
}

/// Megabytes of the processes of this name; what they share with others counts
/// by its part.
pub(crate) fn megabytes(name: &str) -> f64 {
    let kilobytes: f64 = started_here(name)
        .iter()
        .map(|process| {
            let told = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap();
            let line = told.lines().find_map(|line| line.strip_prefix("Pss:"));
            let number = line.unwrap().trim().trim_end_matches(" kB");
            number.parse::<f64>().unwrap()
        })
        .sum();
    kilobytes / 1024.0
}
