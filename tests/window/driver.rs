//! Drives the real window: a virtual screen, a session bus without any file
//! dialog service, and WebKit's own WebDriver.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Long enough for a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(180);
const PAUSE: Duration = Duration::from_millis(50);

/// Names another program to test, such as the installed one.
const PROGRAM: &str = "LECTERN_TEST_PROGRAM";

/// The program under test.
pub(crate) fn program() -> PathBuf {
    std::env::var_os(PROGRAM).map_or_else(
        || PathBuf::from(env!("CARGO_BIN_EXE_lectern-desktop")),
        PathBuf::from,
    )
}

/// A process that ends with the test, and with it all that it started.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        // It may have ended by itself.
        let _ = Command::new("kill").args(["-TERM", "--", &group]).status();
        let _ = self.0.wait();
    }
}

fn start(command: &mut Command) -> Running {
    let child = command.stdin(Stdio::null()).process_group(0).spawn();
    Running(child.unwrap_or_else(|error| {
        panic!("{command:?} does not start ({error}); it needs xvfb, dbus and webkit2gtk-driver")
    }))
}

/// A screen that nobody sees.
pub(crate) struct Screen {
    _server: Running,
    number: String,
}

impl Screen {
    pub(crate) fn new() -> Self {
        let mut server = start(
            Command::new("Xvfb")
                .args([
                    "-displayfd",
                    "1",
                    "-screen",
                    "0",
                    "1440x900x24",
                    "-nolisten",
                    "tcp",
                ])
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        );
        let mut number = String::new();
        let output = server.0.stdout.take().unwrap();
        BufReader::new(output).read_line(&mut number).unwrap();
        Self {
            _server: server,
            number: format!(":{}", number.trim()),
        }
    }

    /// A command for a program on this screen, with its folders inside `home`.
    /// It names no sandbox setting of WebKit's: the page is the one that ships.
    pub(crate) fn command(&self, program: impl AsRef<Path>, home: &Path) -> Command {
        let mut command = Command::new(program.as_ref());
        command
            .env("DISPLAY", &self.number)
            .env_remove("WAYLAND_DISPLAY")
            .env("HOME", home)
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("NO_AT_BRIDGE", "1")
            .env("GDK_BACKEND", "x11")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1");
        command
    }
}

/// An open window and the WebDriver that drives it.
pub(crate) struct Window {
    port: u16,
    session: String,
    bus: String,
    _driver: Running,
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
        let mut arguments = vec![json!("--data-dir"), json!(data)];
        arguments.extend(files.iter().map(|file| json!(file)));
        let options = json!({"binary": program(), "args": arguments});
        Self::of(screen, home, variables, &options)
    }

    /// Opens the engine's own browser, which confines nothing.
    pub(crate) fn open_browser(screen: &Screen, home: &Path) -> Self {
        let binary = engine_browser();
        let options = json!({"binary": binary, "args": ["--automation"]});
        Self::of(screen, home, &[], &options)
    }

    fn of(screen: &Screen, home: &Path, variables: &[(&str, &Path)], options: &Value) -> Self {
        let port = free_port();
        std::fs::create_dir_all(home).unwrap();
        let bus = home.join("bus");
        let script = "printf %s \"$DBUS_SESSION_BUS_ADDRESS\" >\"$0\"; exec \"$@\"";
        let driver = start(
            screen
                .command("dbus-run-session", home)
                .args(["--", "sh", "-c", script])
                .arg(&bus)
                .args(["WebKitWebDriver", &format!("--port={port}")])
                .env("TAURI_WEBVIEW_AUTOMATION", "true")
                .envs(variables.iter().copied()),
        );
        wait_for("WebDriver", || TcpStream::connect(("127.0.0.1", port)).ok());
        let request = json!({
            "capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}},
        });
        let answer = ask(port, "POST", "/session", Some(&request));
        let session = answer["sessionId"]
            .as_str()
            .unwrap_or_else(|| panic!("the window does not open: {answer}"))
            .to_owned();
        Self {
            port,
            session,
            bus: std::fs::read_to_string(bus).unwrap(),
            _driver: driver,
        }
    }

    /// The address of the session bus on which this window is found.
    pub(crate) fn bus(&self) -> &str {
        &self.bus
    }

    /// Leaves for an address, as a browser does.
    pub(crate) fn go_to(&self, address: &str) {
        self.ask("POST", "url", &json!({"url": address}));
    }

    /// Presses keys one after the other; `Control+k` holds the first.
    pub(crate) fn keys(&self, presses: &[&str]) {
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
            self.ask(
                "POST",
                "actions",
                &json!({"actions": [{"type": "key", "id": "keyboard", "actions": actions}]}),
            );
        }
    }

    /// Writes what the window shows as a PNG.
    pub(crate) fn picture(&self, path: &Path) {
        let answer = ask(
            self.port,
            "GET",
            &format!("/session/{}/screenshot", self.session),
            None,
        );
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
        let path = format!("/session/{}/window/rect", self.session);
        ask(self.port, "GET", &path, None)
    }

    /// Runs a script in the page and answers what it returns.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.ask(
            "POST",
            "execute/sync",
            &json!({"script": script, "args": []}),
        )
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
            let pressed = self.run(&format!(
                "const buttons = [...document.querySelectorAll('[role=dialog] button')];
                 const found = buttons.find((button) => button.innerText.trim().startsWith({}) && !button.disabled);
                 found?.click();
                 return found !== undefined;",
                Value::from(word)
            ));
            (pressed == true).then_some(())
        });
    }

    /// Waits until a field holds `expected`.
    pub(crate) fn wait_for_value(&self, selector: &str, expected: &str) {
        wait_for(selector, || {
            let held = self.run(&format!(
                "return [...document.querySelectorAll({})].map((field) => field.value).join('\\n')",
                Value::from(selector)
            ));
            held.as_str()?.contains(expected).then_some(())
        });
    }

    /// Waits until a deck's frame says that its slide is drawn.
    pub(crate) fn wait_for_frame(&self) {
        wait_for("the deck in its frame", || {
            let ready = self.run("return document.querySelector('iframe.front.ready') !== null");
            (ready == true).then_some(())
        });
    }

    /// Lets go of a window whose web process was ended, and the driver's
    /// session with it.
    pub(crate) fn abandon(self) {
        let mut window = self;
        window.session.clear();
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
            seen = self.run(&script);
            if seen.as_str().is_some_and(|text| text.contains(expected)) {
                return;
            }
            std::thread::sleep(PAUSE);
        }
        panic!("{selector} never showed {expected:?}, but {seen}");
    }

    /// Asks the WebDriver something about this window.
    pub(crate) fn ask(&self, method: &str, path: &str, request: &Value) -> Value {
        let path = format!("/session/{}/{path}", self.session);
        ask(self.port, method, &path, Some(request))
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if self.session.is_empty() {
            return;
        }
        ask(
            self.port,
            "DELETE",
            &format!("/session/{}", self.session),
            None,
        );
    }
}

/// Tries until there is something.
pub(crate) fn wait_for<T>(what: &str, mut attempt: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Some(found) = attempt() {
            return found;
        }
        std::thread::sleep(PAUSE);
    }
    panic!("{what} did not come within {PATIENCE:?}");
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

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// One request to the WebDriver, which answers JSON with a `value`.
fn ask(port: u16, method: &str, path: &str, request: Option<&Value>) -> Value {
    let body = request.map(ToString::to_string).unwrap_or_default();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut answer = vec![0; length];
    reader.read_exact(&mut answer).unwrap();
    let mut answer: Value = serde_json::from_slice(&answer).unwrap();
    answer["value"].take()
}
