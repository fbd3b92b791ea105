//! Drives the real window: a session bus without any file dialog service, and
//! WebKit's own WebDriver, which is led to the program that runs on it.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::screen::{Running, Screen, start};

/// Long enough for a machine that does much else.
pub(crate) const PATIENCE: Duration = Duration::from_secs(180);
/// A driver that has no session by then gets none.
const SESSION: Duration = Duration::from_secs(60);
pub(crate) const PAUSE: Duration = Duration::from_millis(50);

/// Names another program to test, such as the installed one.
const PROGRAM: &str = "LECTERN_TEST_PROGRAM";

/// The program under test.
pub(crate) fn program() -> PathBuf {
    std::env::var_os(PROGRAM).map_or_else(
        || PathBuf::from(env!("CARGO_BIN_EXE_lectern-desktop")),
        PathBuf::from,
    )
}

/// An open window and the WebDriver that drives it.
pub(crate) struct Window {
    /// `None` only while one takes the place of another.
    link: Option<Link>,
    /// The port of loopback on which the program is debugged.
    inspector: u16,
    bus: String,
    _program: Running,
}

impl Window {
    /// Opens the window on a data folder. `variables` are for the program.
    pub(crate) fn open(
        screen: &Screen,
        home: &Path,
        data: &Path,
        variables: &[(&str, &Path)],
    ) -> Self {
        Self::open_with(screen, home, data, variables, &[])
    }

    /// Opens the window with files that it is to import.
    pub(crate) fn open_with(
        screen: &Screen,
        home: &Path,
        data: &Path,
        variables: &[(&str, &Path)],
        files: &[PathBuf],
    ) -> Self {
        let mut arguments = vec![OsString::from("--data-dir"), data.into()];
        arguments.extend(files.iter().map(OsString::from));
        let window = Self::of(screen, home, variables, &program(), &arguments, PATIENCE);
        window.unwrap_or_else(|| panic!("the window did not come within {PATIENCE:?}"))
    }

    /// Opens the engine's own browser, which confines nothing. It is not what is
    /// tested: where it hangs at its start, another one is started.
    pub(crate) fn open_browser(screen: &Screen, home: &Path) -> Self {
        const STARTS: u32 = 3;
        let arguments = [OsString::from("--automation")];
        let patience = PATIENCE / STARTS;
        let browser = (0..STARTS)
            .find_map(|_| Self::of(screen, home, &[], &engine_browser(), &arguments, patience));
        browser.unwrap_or_else(|| panic!("no browser of {STARTS} came within {PATIENCE:?}"))
    }

    fn of(
        screen: &Screen,
        home: &Path,
        variables: &[(&str, &Path)],
        program: &Path,
        arguments: &[OsString],
        patience: Duration,
    ) -> Option<Self> {
        let inspector = free_port();
        std::fs::create_dir_all(home).unwrap();
        let bus = home.join("bus");
        let script = "printf %s \"$DBUS_SESSION_BUS_ADDRESS\" >\"$0\"; exec \"$@\"";
        let program = start(
            screen
                .command("dbus-run-session", home)
                .args(["--", "sh", "-c", script])
                .arg(&bus)
                .arg(program)
                .args(arguments)
                .env("TAURI_WEBVIEW_AUTOMATION", "true")
                .env("WEBKIT_INSPECTOR_SERVER", format!("127.0.0.1:{inspector}"))
                .envs(variables.iter().copied()),
        );
        Some(Self {
            link: Some(within(patience, || Link::attempt(inspector))?),
            inspector,
            bus: std::fs::read_to_string(bus).unwrap(),
            _program: program,
        })
    }

    /// The port on which the program is debugged.
    pub(crate) fn inspector(&self) -> u16 {
        self.inspector
    }

    /// The address of the session bus on which this window is found.
    pub(crate) fn bus(&self) -> &str {
        &self.bus
    }

    /// Takes hold of the window again, whose web process was ended, and the
    /// driver's session with it.
    pub(crate) fn take_again(&mut self) {
        // The program has one session at a time.
        self.link = None;
        self.link = Some(Link::to(self.inspector));
    }

    /// Leaves for an address, as a browser does.
    pub(crate) fn go_to(&self, address: &str) -> Result<(), String> {
        let request = json!({"url": address});
        self.link().ask("POST", "url", Some(&request)).map(drop)
    }

    /// Presses keys one after the other; `Control+k` holds the first.
    pub(crate) fn keys(&self, presses: &[&str]) {
        self.attempt_keys(presses)
            .unwrap_or_else(|error| panic!("{presses:?} failed: {error}"));
    }

    /// As `keys`, in a page that may be gone.
    pub(crate) fn attempt_keys(&self, presses: &[&str]) -> Result<(), String> {
        for press in presses {
            let mut names: Vec<&str> = press.split('+').collect();
            if press.ends_with("++") {
                names = vec![names[0], "+"];
            }
            let values: Vec<String> = names.iter().map(|name| key_value(name)).collect();
            let down = values
                .iter()
                .map(|value| json!({"type": "keyDown", "value": value}));
            let up = values
                .iter()
                .rev()
                .map(|value| json!({"type": "keyUp", "value": value}));
            let actions: Vec<Value> = down.chain(up).collect();
            let request =
                json!({"actions": [{"type": "key", "id": "keyboard", "actions": actions}]});
            self.link().ask("POST", "actions", Some(&request))?;
        }
        Ok(())
    }

    /// Writes what the window shows as a PNG.
    pub(crate) fn picture(&self, path: &Path) {
        let answer = self.read("screenshot").unwrap();
        let png = base64(answer.as_str().unwrap());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, png).unwrap();
    }

    /// Makes the window this large, in CSS pixels of its page.
    pub(crate) fn resize(&self, width: u32, height: u32) {
        self.ask(
            "POST",
            "window/rect",
            &json!({"width": width, "height": height}),
        );
    }

    /// Puts the window somewhere: `x`, `y`, `width`, `height`.
    pub(crate) fn place(&self, rectangle: &Value) {
        self.ask("POST", "window/rect", rectangle);
    }

    /// Where the window stands, as [`Window::place`] puts it.
    pub(crate) fn stands(&self) -> Value {
        self.read("window/rect").unwrap()
    }

    /// Runs a script in the page and answers what it returns.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.attempt(script)
            .unwrap_or_else(|error| panic!("{script} failed: {error}"))
    }

    /// As `run`, of a page that may be gone.
    pub(crate) fn attempt(&self, script: &str) -> Result<Value, String> {
        let request = json!({"script": script, "args": []});
        self.link().ask("POST", "execute/sync", Some(&request))
    }

    /// Runs a script in the page of the first frame.
    pub(crate) fn attempt_in_frame(&self, script: &str) -> Result<Value, String> {
        let enter = |frame| {
            self.link()
                .ask("POST", "frame", Some(&json!({"id": frame})))
        };
        enter(Some(0))?;
        let answer = self.attempt(script);
        enter(None)?;
        answer
    }

    /// How many windows there are, and the text of a dialog over them, if any.
    pub(crate) fn windows_and_dialog(&self) -> (usize, Option<String>) {
        let windows = self.read("window/handles").unwrap();
        let dialog = self.read("alert/text").ok();
        let text = dialog.map(|text| text.as_str().unwrap_or_default().to_owned());
        (windows.as_array().map_or(0, Vec::len), text)
    }

    /// Runs a script that ends by calling `done`.
    pub(crate) fn run_to_end(&self, script: &str) -> Value {
        let script = format!("const done = arguments[arguments.length - 1]; {script}");
        self.ask(
            "POST",
            "execute/async",
            &json!({"script": script, "args": []}),
        )
    }

    /// Presses the button with this word on it.
    pub(crate) fn press_button(&self, word: &str) {
        wait_for(word, || {
            let pressed = self.attempt(&format!(
                "const buttons = [...document.querySelectorAll('[role=dialog] button')];
                 const found = buttons.find((button) => button.innerText.trim().startsWith({}) && !button.disabled);
                 found?.click();
                 return found !== undefined;",
                Value::from(word)
            ));
            (pressed.ok()? == true).then_some(())
        });
    }

    /// Waits until a field holds `expected`.
    pub(crate) fn wait_for_value(&self, selector: &str, expected: &str) {
        wait_for(selector, || {
            let held = self.attempt(&format!(
                "return [...document.querySelectorAll({})].map((field) => field.value).join('\\n')",
                Value::from(selector)
            ));
            held.ok()?.as_str()?.contains(expected).then_some(())
        });
    }

    /// Waits until a deck's frame says that its slide is drawn.
    pub(crate) fn wait_for_frame(&self) {
        wait_for("the deck in its frame", || {
            let ready =
                self.attempt("return document.querySelector('iframe.front.ready') !== null");
            (ready.ok()? == true).then_some(())
        });
    }

    /// Waits until the text of an element holds `expected`.
    pub(crate) fn wait_for_text(&self, selector: &str, expected: &str) {
        let script = format!(
            "return [...document.querySelectorAll({})].map((found) => found.innerText).join('\\n')",
            Value::from(selector)
        );
        let mut seen = Value::Null;
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            seen = self.attempt(&script).unwrap_or_default();
            if seen.as_str().is_some_and(|text| text.contains(expected)) {
                return;
            }
            std::thread::sleep(PAUSE);
        }
        panic!("{selector} never showed {expected:?}, but {seen}");
    }

    fn link(&self) -> &Link {
        self.link.as_ref().unwrap()
    }

    /// Asks the WebDriver something about this window.
    pub(crate) fn ask(&self, method: &str, path: &str, request: &Value) -> Value {
        self.link()
            .ask(method, path, Some(request))
            .unwrap_or_else(|error| panic!("{path} failed: {error}"))
    }

    fn read(&self, path: &str) -> Result<Value, String> {
        self.link().ask("GET", path, None)
    }
}

/// A WebDriver with its session.
struct Link {
    port: u16,
    session: String,
    _driver: Running,
}

impl Link {
    /// Leads a driver to the program whose inspector listens on this port.
    fn to(inspector: u16) -> Self {
        wait_for("the window", || Self::attempt(inspector))
    }

    /// A program that is still busy with the end of another session leaves a
    /// driver without an answer.
    fn attempt(inspector: u16) -> Option<Self> {
        let port = free_port();
        let driver = start(
            Command::new("WebKitWebDriver")
                .arg(format!("--port={port}"))
                .arg(format!("--target=127.0.0.1:{inspector}"))
                .arg("--replace-on-new-session"),
        );
        wait_for("WebDriver", || TcpStream::connect(("127.0.0.1", port)).ok());
        // Nobody waits for a page to be loaded: some decks see to it that it never is.
        let request = json!({"capabilities": {"alwaysMatch": {"pageLoadStrategy": "none"}}});
        let answer = ask(port, "POST", "/session", Some(&request), SESSION).ok()?;
        Some(Self {
            port,
            session: answer["sessionId"].as_str()?.to_owned(),
            _driver: driver,
        })
    }

    fn ask(&self, method: &str, path: &str, request: Option<&Value>) -> Result<Value, String> {
        let path = format!("/session/{}/{path}", self.session);
        ask(self.port, method, &path, request, PATIENCE)
    }
}

/// Tries until there is something.
pub(crate) fn wait_for<T>(what: &str, attempt: impl FnMut() -> Option<T>) -> T {
    within(PATIENCE, attempt).unwrap_or_else(|| panic!("{what} did not come within {PATIENCE:?}"))
}

/// Tries for so long.
fn within<T>(patience: Duration, mut attempt: impl FnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    while start.elapsed() < patience {
        if let Some(found) = attempt() {
            return Some(found);
        }
        std::thread::sleep(PAUSE);
    }
    None
}

/// WebDriver's code points for the keys that are no characters.
fn key_value(name: &str) -> String {
    let code = match name {
        "Control" => '\u{e009}',
        "Shift" => '\u{e008}',
        "Alt" => '\u{e00a}',
        "Enter" => '\u{e007}',
        "Escape" => '\u{e00c}',
        "Tab" => '\u{e004}',
        "Backspace" => '\u{e003}',
        "Delete" => '\u{e017}',
        "Left" => '\u{e012}',
        "Up" => '\u{e013}',
        "Right" => '\u{e014}',
        "Down" => '\u{e015}',
        "Home" => '\u{e011}',
        "End" => '\u{e010}',
        "F2" => '\u{e032}',
        "F5" => '\u{e035}',
        "F6" => '\u{e036}',
        "Space" => ' ',
        character => return character.to_owned(),
    };
    code.to_string()
}

fn base64(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD
        .decode(text)
        .unwrap()
}

/// The engine's own browser lies beside its other programs.
fn engine_browser() -> PathBuf {
    let libraries = Path::new("/usr/lib");
    let folders = std::fs::read_dir(libraries).unwrap().flatten();
    let found = folders
        .map(|folder| folder.path().join("webkit2gtk-4.1/MiniBrowser"))
        .find(|path| path.is_file());
    found.expect("the engine brings its own browser")
}

/// A port that nobody listens on.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// One request to the WebDriver, which answers JSON with a `value`; one that
/// failed names its `error`.
fn ask(
    port: u16,
    method: &str,
    path: &str,
    request: Option<&Value>,
    patience: Duration,
) -> Result<Value, String> {
    let body = request.map(ToString::to_string).unwrap_or_default();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(patience)).unwrap();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let (_, answer) = read_answer(stream).map_err(|error| error.to_string())?;
    let mut answer: Value = serde_json::from_slice(&answer).unwrap();
    match answer["value"]["error"].as_str() {
        Some(error) => Err(format!("{error}: {}", answer["value"]["message"])),
        None => Ok(answer["value"].take()),
    }
}

/// Reads an answer of HTTP: its first line and its body.
pub(crate) fn read_answer(stream: TcpStream) -> io::Result<(String, Vec<u8>)> {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok((first, body))
}
