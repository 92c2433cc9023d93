//! What the machine itself can do, and what a process takes of it.

use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use super::client;
use super::stats::Times;

pub fn describe() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let cpu = read("/proc/cpuinfo");
    let model = cpu
        .lines()
        .find_map(|l| l.strip_prefix("model name"))
        .unwrap_or(": unknown")
        .trim_start_matches(['\t', ' ', ':']);
    let cores = cpu.lines().filter(|l| l.starts_with("processor")).count();
    let memory =
        read("/proc/meminfo").lines().next().unwrap_or_default().replace("MemTotal:", "").trim().to_owned();
    format!("- {cores} cores of {model}, {memory} memory")
}

/// How fast a commit can possibly be.
pub fn fsync(folder: &Path) -> String {
    let path = folder.join("fsync");
    let mut file = std::fs::File::create(&path).expect("the folder can be written");
    let mut times = Times::default();
    for _ in 0..300 {
        let start = Instant::now();
        file.write_all(&[0; 4096]).and_then(|()| file.sync_data()).expect("the disk takes it");
        times.add(start.elapsed());
    }
    let _ = std::fs::remove_file(path);
    times.to_string()
}

/// How fast an answer can possibly be: axum with three words, this client.
pub fn plain_axum() -> String {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("a port");
    let port = listener.local_addr().expect("bound").port();
    let app = axum::Router::new().route("/", axum::routing::get(|| async { "kontor is here" }));
    runtime.spawn(async move { axum::serve(listener, app).await });
    format!("{:.0} requests/s", client::rate(port, "/", "", 16, Duration::from_secs(3)))
}

/// Resident memory of a process in MB.
pub fn rss(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmRSS")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// Processor time a process has taken so far (user and system, ticks of 10 ms).
pub fn cpu(pid: u32) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let after = stat.rsplit_once(')').map(|(_, rest)| rest.to_owned()).unwrap_or_default();
    let ticks: u64 = after.split_whitespace().skip(11).take(2).filter_map(|t| t.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

/// Size of a folder.
pub fn size(folder: &Path) -> String {
    fn bytes(folder: &Path) -> u64 {
        std::fs::read_dir(folder).map_or(0, |entries| {
            entries
                .flatten()
                .map(|e| match e.metadata() {
                    Ok(m) if m.is_dir() => bytes(&e.path()),
                    Ok(m) => m.len(),
                    Err(_) => 0,
                })
                .sum()
        })
    }
    format!("{} MB", bytes(folder) / 1024 / 1024)
}
