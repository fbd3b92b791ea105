//! The listener as a door: requests as any HTTP client sends them.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use lectern_core::ops::{Body, Operation};
use lectern_core::service::Service;
use lectern_http::{CLIENT_HEADER, Limits, Listener, ListenerConfig};
use serde_json::{Map, Value};
use tauri::Url;

use super::harness::Reply;

pub(crate) struct HttpDoor {
    pub(crate) service: Service,
    listener: Listener,
    _folder: tempfile::TempDir,
}

/// A request on its way.
struct Sent {
    head: String,
    body: String,
}

impl HttpDoor {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let service = super::service::service(folder.path()).await;
        let config = ListenerConfig {
            folder: folder.path().join("listener"),
            port: 0,
            ui: None,
            limits: Limits::default(),
        };
        let listener = Listener::start(service.clone(), config).await.unwrap();
        Self {
            service,
            listener,
            _folder: folder,
        }
    }

    /// Whether HTTP has words for the request: a path needs its parameters, and
    /// a deck is an object.
    pub(crate) fn can_ask(operation: &Operation, request: &Value) -> bool {
        let Some(fields) = request.as_object() else {
            return false;
        };
        let mut parameters = operation.parameters.iter();
        parameters.all(|parameter| {
            !operation.is_in_path(parameter.name) || fields.contains_key(parameter.name)
        }) && (operation.body != Body::Deck || fields["deck"].is_object())
    }

    pub(crate) async fn ask(&self, operation: &Operation, request: Value) -> Result<Reply, Value> {
        let Value::Object(fields) = request else {
            panic!("HTTP sends fields");
        };
        let sent = self.put_in_words(operation, fields);
        let address = self.listener.url().replace("http://", "");
        tokio::task::spawn_blocking(move || exchange(&address, &sent))
            .await
            .unwrap()
    }

    fn put_in_words(&self, operation: &Operation, mut fields: Map<String, Value>) -> Sent {
        let mut url = Url::parse(&self.listener.url()).unwrap();
        for segment in operation.path.split('/').skip(1) {
            let parameter = segment
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'));
            let text = parameter.map_or_else(
                || segment.to_owned(),
                |name| plain(&fields.remove(name).unwrap()),
            );
            url.path_segments_mut().unwrap().pop_if_empty().push(&text);
        }
        let mut headers = String::new();
        if let Some(revision) = fields.remove("if_match") {
            headers = format!("If-Match: {}\r\n", plain(&revision));
        }
        let body = body(operation, &mut fields);
        for (name, value) in &fields {
            let values = value.as_array().cloned().unwrap_or(vec![value.clone()]);
            for value in values {
                url.query_pairs_mut().append_pair(name, &plain(&value));
            }
        }
        if let Some((media_type, _)) = &body {
            headers += &format!("Content-Type: {media_type}\r\n");
        }
        let body = body.map(|(_, text)| text).unwrap_or_default();
        let query = url.query().map(|query| format!("?{query}"));
        let head = format!(
            "{} {}{} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\
             {CLIENT_HEADER}: window\r\nConnection: close\r\n{headers}Content-Length: {}\r\n\r\n",
            format!("{:?}", operation.method).to_uppercase(),
            url.path(),
            query.unwrap_or_default(),
            self.listener.url().replace("http://", ""),
            std::fs::read_to_string(self.listener.token_file())
                .unwrap()
                .trim(),
            body.len()
        );
        Sent { head, body }
    }
}

/// The body with its media type. What goes into it leaves `fields`.
fn body(operation: &Operation, fields: &mut Map<String, Value>) -> Option<(&'static str, String)> {
    const JSON: &str = "application/json";
    match operation.body {
        Body::Empty => None,
        Body::Json => Some((JSON, Value::Object(std::mem::take(fields)).to_string())),
        Body::Deck => Some((JSON, fields.remove("deck")?.to_string())),
        Body::Document => {
            let text = plain(&fields.remove("content")?);
            let media_type = if text.starts_with('{') {
                JSON
            } else {
                "text/html"
            };
            Some((media_type, text))
        }
    }
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn exchange(address: &str, sent: &Sent) -> Result<Reply, Value> {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(sent.head.as_bytes()).unwrap();
    stream.write_all(sent.body.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .unwrap();
    let head = String::from_utf8(answer[..end].to_vec()).unwrap();
    let content = answer.split_off(end + 4);
    let status: u16 = head.split(' ').nth(1).unwrap().parse().unwrap();
    if status == 204 {
        return Ok(Reply::Json(Value::Null));
    }
    let is_json = head.to_lowercase().contains("json");
    if !is_json {
        return Ok(Reply::Bytes(content));
    }
    let json = serde_json::from_slice(&content).unwrap_or_else(|error| panic!("{error} in {head}"));
    if status < 400 {
        Ok(Reply::Json(json))
    } else {
        Err(json)
    }
}
