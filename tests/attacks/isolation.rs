//! A test in a network of its own: it starts its own program again where there
//! is nothing but the loopback, and where every question for a name comes to
//! the test.

use std::env;
use std::process::Command;

const INSIDE: &str = "LECTERN_TEST_ISOLATED";

/// Whether this process runs in a network of its own.
pub(crate) fn is_inside() -> bool {
    env::var_os(INSIDE).is_some()
}

/// Runs `body`, the whole of the test called `name`, in a network of its own.
/// Where the system does not allow one (some containers), it runs in this one,
/// and only what leaves for the loopback is seen. `LECTERN_TEST_NETWORK=own`
/// takes that for a failure.
pub(crate) fn isolated(name: &str, body: impl FnOnce()) {
    if is_inside() {
        body();
        return;
    }
    if !is_possible() {
        let is_needed = env::var("LECTERN_TEST_NETWORK").is_ok_and(|value| value == "own");
        assert!(
            !is_needed,
            "this machine allows no network of its own: {name}"
        );
        eprintln!("{name} runs in the machine's network, where no name is heard");
        body();
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let names = folder.path().join("resolv.conf");
    std::fs::write(
        &names,
        "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n",
    )
    .unwrap();
    let status = unshare()
        .args([
            "sh",
            "-c",
            // Without an address beside the loopback's, no program asks for a name
            // (`AI_ADDRCONFIG`); this one is for documentation, RFC 5737.
            "ip link set lo up && ip address add 192.0.2.1/32 dev lo && \
             mount --bind \"$0\" /etc/resolv.conf && exec \"$@\"",
        ])
        .arg(&names)
        .arg(env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture", "--include-ignored"])
        .env(INSIDE, "1")
        .status()
        .unwrap();
    assert!(status.success(), "{name} failed in a network of its own");
}

fn unshare() -> Command {
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--net", "--mount", "--"]);
    command
}

fn is_possible() -> bool {
    let output = unshare().args(["sh", "-c", "ip link set lo up"]).output();
    output.is_ok_and(|output| output.status.success())
}
