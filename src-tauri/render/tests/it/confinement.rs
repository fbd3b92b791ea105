//! What a deck can reach: nothing.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread;
#[cfg(target_os = "linux")]
use std::time::Duration;

use lectern_core::model::Deck;
use lectern_core::render::{Progress, Warning, Watch};

use crate::harness::{Bench, browsers, deck, export, slide};
#[cfg(target_os = "linux")]
use crate::harness::{programs_that_name, wait_for};

/// A listener that counts who connects to it.
struct Canary {
    address: String,
    hits: Arc<AtomicUsize>,
}

impl Canary {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let hits: Arc<AtomicUsize> = Arc::default();
        let counter = hits.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                counter.fetch_add(1, Ordering::SeqCst);
                drop(stream);
            }
        });
        Self { address, hits }
    }

    fn hits(&self) -> usize {
        self.hits.load(Ordering::SeqCst)
    }
}

#[test]
fn no_connection_leaves_the_page() {
    let canary = Canary::new();
    let address = &canary.address;
    let html = format!(
        "<meta http-equiv=refresh content='0;url=http://{address}/meta'>
         <link rel=preconnect href='http://{address}/'>
         <link rel=stylesheet href='http://{address}/style'>
         <base href='http://{address}/base/'>
         <img src='http://{address}/picture'><img src='relative.png'>
         <iframe src='http://{address}/frame'></iframe>
         <object data='http://{address}/object'></object>
         <form id=f method=post action='http://{address}/form'></form>
         <a id=a target=_blank href='http://{address}/link'>link</a>
         <style>@import 'http://{address}/import';
            @font-face {{ font-family: x; src: url(http://{address}/font) }}
            p {{ font-family: x; background: url(http://{address}/background) }}</style>
         <script src='http://{address}/script'></script><p>Text</p>"
    );
    let script = format!(
        "const to = (name) => 'http://{address}/' + name;
         const tries = [
            () => fetch(to('fetch')), () => new WebSocket('ws://{address}/socket'),
            () => new EventSource(to('events')), () => navigator.sendBeacon(to('beacon')),
            () => document.getElementById('f').submit(), () => document.getElementById('a').click(),
            () => window.open(to('open')), () => window.open('about:blank').location = to('blank'),
            () => {{ location = to('location'); }},
            () => new RTCPeerConnection({{ iceServers: [{{ urls: 'stun:{address}' }}] }})
                .createOffer({{ offerToReceiveAudio: true }}),
            () => new Worker(to('worker')), () => import(to('module')),
            () => {{ const s = document.createElement('script'); s.src = to('late'); document.head.append(s); }},
         ];
         for (const attempt of tries) {{ try {{ attempt(); }} catch {{}} }}"
    );
    let deck = Deck {
        slides: vec![slide(&html, &script), slide("<p>Next</p>", "")],
        external_scripts: vec![format!("http://{address}/library")],
        css: format!("body {{ background: url(http://{address}/css) }}"),
        ..Deck::default()
    };
    let pages = export(&deck);
    assert_eq!(canary.hits(), 0);
    assert!(pages.text(1).contains("Text"));
    assert_eq!(pages.text(2).trim(), "Next");
    for name in ["picture", "fetch", "library", "font", "socket"] {
        let is_named = |warning: &Warning| match warning {
            Warning::Blocked { address } => address.ends_with(name),
            _ => false,
        };
        assert!(
            pages.warnings.iter().any(is_named),
            "{name}: {:?}",
            pages.warnings
        );
    }
    let relative = Warning::Blocked {
        address: "relative.png".to_owned(),
    };
    assert!(pages.warnings.contains(&relative), "{:?}", pages.warnings);
}

#[test]
fn no_file_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret.txt");
    fs::write(&file, "lectern-secret").unwrap();
    let address = format!("file://{}", file.display());
    let html = format!(
        "<p>Text</p><iframe src='{address}' width=600></iframe><object data='{address}'></object>
         <embed src='{address}'><iframe src='file:///etc/passwd'></iframe>"
    );
    let script = format!(
        "fetch('{address}').then((answer) => answer.text())
            .then((text) => {{ document.querySelector('p').textContent = text; }}, () => {{}});
         try {{ location = '{address}'; }} catch {{}}"
    );
    let deck = Deck {
        slides: vec![slide(&html, &script)],
        ..Deck::default()
    };
    let text = export(&deck).text(1);
    assert!(text.contains("Text"), "{text}");
    assert!(!text.contains("lectern-secret"), "{text}");
    assert!(!text.contains("root:"), "{text}");
}

fn names(folder: &Path) -> Vec<std::ffi::OsString> {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.file_name()).collect();
    names.sort();
    names
}

#[test]
fn no_file_is_written_and_no_dialog_waits() {
    let home = std::env::var_os("HOME").unwrap_or_default();
    let downloads = Path::new(&home).join("Downloads");
    let before = (names(&downloads), names(Path::new(".")));
    let script = "for (let i = 0; i < 20; i += 1) {
            const link = document.createElement('a');
            link.download = '../../lectern-escape.sh';
            link.href = URL.createObjectURL(new Blob(['x']));
            document.body.append(link);
            link.click();
            alert(i); confirm(i); prompt(i); print();
        }
        window.onbeforeunload = (event) => { event.preventDefault(); return 'stay'; };";
    let mut deck = deck("", &["<p>Text</p>"]);
    deck.slides[0].scripts = script.to_owned();
    assert_eq!(export(&deck).text(1).trim(), "Text");
    assert_eq!(before, (names(&downloads), names(Path::new("."))));
}

#[cfg(target_os = "linux")]
#[test]
fn nothing_stays_outside_the_profile() {
    let bench = Bench::new();
    let cache = bench.cache().to_owned();
    let found: Arc<OnceLock<(PathBuf, bool)>> = Arc::default();
    let seen = found.clone();
    let watch = Watch::new(move |progress| {
        if matches!(progress, Progress::Slides { .. }) {
            let profile = cache.join(&names(&cache)[0]);
            let socket = fs::read_link(profile.join("SingletonSocket")).unwrap();
            let reports = profile.join("reports").is_dir();
            drop(seen.set((socket.parent().unwrap().to_owned(), reports)));
        }
    });
    bench.export(&deck("", &["One"]), &watch).unwrap();
    let (folder, reports) = found.get().unwrap();
    assert!(!folder.exists(), "{}", folder.display());
    assert!(reports, "crash reports are kept elsewhere");
    // They notice by themselves that their browser is gone.
    wait_for(Duration::from_secs(5), "handlers of crashes end", || {
        programs_that_name(bench.cache()) == 0
    });
}

#[test]
fn links_lead_out_only_where_a_reader_can_follow() {
    let pages = export(&deck(
        "",
        &[
            "<a href='https://example.com/x'>a</a> <a href='mailto:a@example.com'>b</a>
           <a href='javascript:alert(1)'>c</a> <a href='file:///etc/passwd'>d</a>
           <a href='relative'>e</a> <a href='data:text/html,x'>f</a> <a href='smb://h/x'>g</a>",
        ],
    ));
    assert_eq!(
        pages.links(),
        ["https://example.com/x", "mailto:a@example.com"]
    );
}

/// The command line of the browser below `cache`.
fn command_line(cache: &Path) -> Option<Vec<String>> {
    let browsers = browsers(cache);
    let words = browsers.processes().next()?.cmd().iter();
    Some(
        words
            .map(|word| word.to_string_lossy().into_owned())
            .collect(),
    )
}

#[test]
fn the_browser_has_no_network_at_all() {
    let bench = Bench::new();
    let cache = bench.cache().to_owned();
    let lines: Arc<std::sync::Mutex<Vec<String>>> = Arc::default();
    let seen = lines.clone();
    let watch = Watch::new(move |progress| {
        if matches!(progress, Progress::Slides { .. }) {
            *seen.lock().unwrap() = command_line(&cache).expect("the browser runs");
        }
    });
    bench.export(&deck("", &["One"]), &watch).unwrap();
    let words = lines.lock().unwrap().clone();
    for wanted in [
        "--proxy-bypass-list=<-loopback>",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--disable-quic",
        "--dns-prefetch-disable",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-pings",
        "--js-flags=--max-old-space-size=512",
        "--disable-dev-shm-usage",
    ] {
        assert!(
            words.iter().any(|word| word == wanted),
            "{wanted}: {words:?}"
        );
    }
    assert!(
        words
            .iter()
            .any(|word| word.starts_with("--proxy-server=http://127.0.0.1:"))
    );
    for unwanted in [
        "--ignore-certificate-errors",
        "--disable-popup-blocking",
        "--disable-hang-monitor",
        "--disable-ipc-flooding-protection",
        "--remote-allow-origins",
    ] {
        assert!(
            !words.iter().any(|word| word.starts_with(unwanted)),
            "{unwanted}"
        );
    }
}
