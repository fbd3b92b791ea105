//! The OpenAPI document, made from the one list of operations and the types
//! that travel.
//!
//! What does not belong here: a description of a single operation, except of
//! what the list does not hold (the events, and this document itself).

use lectern_core::deck::report::DeckReport;
use lectern_core::error::{Code, Problem};
use lectern_core::events::Event;
use lectern_core::model::{Message, Profile, Session};
use lectern_core::ops::{
    AnswerKind, AppendMessage, AssignProfile, Body, CleanedUp, CreateProfile, CreateSession,
    DeckBody, ExportSession, FidelityReport, ImportSession, ListMessages, ListSessions,
    MessageList, Method, Nothing, OPERATIONS, OneSession, OneSlide, OpenPreview, Operation,
    ParameterKind, Preview, ProfileList, PutSlides, RenameProfile, RenameSession, Renamed,
    Restored, SessionList, SessionSlides, SeveralSessions, Trashed,
};
use lectern_core::render::{Progress, Warning};
use serde_json::Value;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{
    OperationBuilder, ParameterBuilder, ParameterIn, PathItem, PathsBuilder,
};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::schema::{
    ComponentsBuilder, KnownFormat, Object, ObjectBuilder, Schema, SchemaFormat, Type,
};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, HttpMethod, InfoBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, Required,
    ResponseBuilder, ServerBuilder,
};
use utoipa::{PartialSchema, ToSchema};

use crate::answer::{DETAILS_HEADER, FIDELITY_HEADER, WARNINGS_HEADER};
use crate::events;
use crate::request::CLIENT_HEADER;

/// The address of the document.
pub(crate) const PATH: &str = "/api/openapi.json";

const ABOUT: &str = "Sessions, their conversations and their slide decks, kept on this machine.\n\n\
    Every request needs the header `Authorization: Bearer` with the token of the listener's token \
    file, and must name the listener's own address as `Host`. A client may name itself with \
    `X-Lectern-Client` (1 to 64 visible ASCII characters); events tell that name.\n\n\
    Bodies are JSON, in which the last of equal keys counts and unknown fields are ignored. The \
    parameters of a query may stand in a JSON body instead where an operation reads one; given in \
    both places, they must be the same. Errors are `application/problem+json`, where `code` is \
    meant for programs.";

type Schemas = Vec<(String, RefOr<Schema>)>;

/// What the list knows about an operation only as types.
struct Types {
    request_name: &'static str,
    request: RefOr<Schema>,
    answer: Option<String>,
    schemas: Schemas,
}

macro_rules! types {
    ($(#[doc = $summary:literal] $name:ident: $method:ident $path:literal [$($parameter:ident: $kind:ident),*] $body:ident $request:ident -> $answer_kind:ident $answer:ty;)*) => {
        /// The types of every operation, in the order of the list.
        fn types() -> Vec<Types> {
            vec![$({
                let mut schemas = Schemas::new();
                <$request>::schemas(&mut schemas);
                Types {
                    request_name: stringify!($request),
                    request: <$request>::schema(),
                    answer: answer_name!($answer_kind $answer, schemas),
                    schemas,
                }
            }),*]
        }
    };
}

/// The schema's name of an answer that has one; the schemas that it needs are
/// added to `schemas`.
macro_rules! answer_name {
    (Json $answer:ty, $schemas:ident) => {
        Some(named::<$answer>(&mut $schemas))
    };
    (Deck $answer:ty, $schemas:ident) => {
        Some(named::<$answer>(&mut $schemas))
    };
    (File $answer:ty, $schemas:ident) => {
        None
    };
    (Picture $answer:ty, $schemas:ident) => {
        None
    };
    (Nothing $answer:ty, $schemas:ident) => {
        None
    };
}

lectern_core::for_each_operation!(types);

/// Adds a type's schema and those that it needs; tells its name.
fn named<T: ToSchema>(schemas: &mut Schemas) -> String {
    T::schemas(schemas);
    schemas.push((T::name().into_owned(), T::schema()));
    T::name().into_owned()
}

/// The document as JSON.
#[must_use]
pub fn openapi() -> Value {
    serde_json::to_value(document()).unwrap_or_default()
}

/// The document as it is committed: indented, with a line break at the end.
#[must_use]
pub fn openapi_document() -> String {
    format!("{:#}\n", openapi())
}

fn document() -> OpenApi {
    let mut schemas = Schemas::new();
    named::<Problem>(&mut schemas);
    named::<Event>(&mut schemas);
    named::<Progress>(&mut schemas);
    named::<Warning>(&mut schemas);
    named::<FidelityReport>(&mut schemas);
    let mut paths = PathsBuilder::new();
    for (operation, types) in OPERATIONS.iter().zip(types()) {
        let fields = Fields::of(operation, &types.request);
        if operation.body == Body::Json && !fields.body.properties.is_empty() {
            let body = Schema::Object(fields.body.clone());
            schemas.push((types.request_name.to_owned(), body.into()));
        }
        paths = paths.path(operation.path, described(operation, &types, &fields));
        schemas.extend(types.schemas);
    }
    paths = paths
        .path(events::PATH, read_only(events_operation()))
        .path(PATH, read_only(document_operation()));
    schemas.sort_by(|one, other| one.0.cmp(&other.0));
    let problem = ResponseBuilder::new()
        .description("What went wrong.")
        .content(
            "application/problem+json",
            ContentBuilder::new()
                .schema(Some(Ref::from_schema_name("Problem")))
                .build(),
        );
    let components = ComponentsBuilder::new()
        .schemas_from_iter(schemas)
        .response("Problem", problem.build())
        .security_scheme(
            "token",
            SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)),
        );
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Lectern")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(ABOUT))
                .build(),
        )
        .servers(Some([ServerBuilder::new()
            .url("http://127.0.0.1:47810")
            .build()]))
        .security(Some([SecurityRequirement::new::<_, [&str; 0], &str>(
            "token",
            [],
        )]))
        .paths(paths.build())
        .components(Some(components.build()))
        .build()
}

fn read_only(operation: OperationBuilder) -> PathItem {
    PathItem::new(HttpMethod::Get, operation.build())
}

/// An operation's request, taken apart by where its fields stand.
struct Fields {
    /// All of them.
    all: Object,
    /// Those of the body.
    body: Object,
}

impl Fields {
    fn of(operation: &Operation, request: &RefOr<Schema>) -> Self {
        let all = match request {
            RefOr::T(Schema::Object(object)) => object.clone(),
            _ => Object::new(),
        };
        let mut body = all.clone();
        let is_parameter = |name: &str| {
            let mut parameters = operation.parameters.iter();
            parameters.any(|parameter| parameter.name == name)
        };
        body.properties.retain(|name, _| !is_parameter(name));
        body.required.retain(|name| !is_parameter(name));
        Self { all, body }
    }

    fn description(&self, name: &str) -> Option<String> {
        match self.all.properties.get(name)? {
            RefOr::T(Schema::Object(field)) => field.description.clone(),
            _ => None,
        }
    }
}

fn described(operation: &Operation, types: &Types, fields: &Fields) -> PathItem {
    let mut builder = OperationBuilder::new()
        .operation_id(Some(operation.name))
        .summary(Some(operation.summary))
        .request_body(request_body(operation, types, fields));
    for parameter in operation.parameters {
        let is_in_path = operation.is_in_path(parameter.name);
        let is_required = is_in_path
            || fields
                .all
                .required
                .iter()
                .any(|name| name == parameter.name);
        let place = if is_in_path {
            ParameterIn::Path
        } else {
            ParameterIn::Query
        };
        builder = builder.parameter(
            ParameterBuilder::new()
                .name(parameter.name)
                .parameter_in(place)
                .required(required(is_required))
                .description(fields.description(parameter.name))
                .schema(Some(parameter_schema(
                    fields,
                    parameter.name,
                    parameter.kind,
                ))),
        );
    }
    if operation.body == Body::Deck {
        builder = builder.parameter(
            ParameterBuilder::new()
                .name("If-Match")
                .parameter_in(ParameterIn::Header)
                .required(Required::False)
                .description(fields.description("if_match"))
                .schema(Some(Object::with_type(Type::String))),
        );
    }
    builder = success(builder, operation, types);
    for code in codes(operation) {
        let showing = code.showing();
        builder = builder.response(
            showing.status.to_string(),
            Ref::from_response_name("Problem"),
        );
    }
    PathItem::new(http_method(operation.method), builder.build())
}

fn required(is_required: bool) -> Required {
    if is_required {
        Required::True
    } else {
        Required::False
    }
}

fn http_method(method: Method) -> HttpMethod {
    match method {
        Method::Get => HttpMethod::Get,
        Method::Post => HttpMethod::Post,
        Method::Put => HttpMethod::Put,
        Method::Patch => HttpMethod::Patch,
        Method::Delete => HttpMethod::Delete,
    }
}

/// A parameter's schema: the field's own bounds, but never `null`, which a
/// path or a query cannot say.
fn parameter_schema(fields: &Fields, name: &str, kind: ParameterKind) -> Object {
    let mut schema = match fields.all.properties.get(name) {
        Some(RefOr::T(Schema::Object(field))) => field.clone(),
        _ => Object::new(),
    };
    schema.description = None;
    schema.schema_type = match kind {
        ParameterKind::Text => Type::String,
        ParameterKind::Integer => Type::Integer,
        ParameterKind::Flag => Type::Boolean,
    }
    .into();
    schema
}

fn request_body(operation: &Operation, types: &Types, fields: &Fields) -> Option<RequestBody> {
    match operation.body {
        Body::Empty => None,
        Body::Json if fields.body.properties.is_empty() => None,
        Body::Json => Some(
            RequestBodyBuilder::new()
                .content("application/json", reference(types.request_name))
                .required(Some(required(!fields.body.required.is_empty())))
                .build(),
        ),
        Body::Deck => Some(
            RequestBodyBuilder::new()
                .description(fields.description("deck"))
                .content("application/json", reference(&DeckBody::name()))
                .required(Some(Required::True))
                .build(),
        ),
        Body::Document => Some(
            RequestBodyBuilder::new()
                .description(fields.description("content"))
                .content(
                    "application/json",
                    ContentBuilder::new()
                        .schema(Some(Object::with_type(Type::Object)))
                        .build(),
                )
                .content(
                    "text/html",
                    ContentBuilder::new()
                        .schema(Some(Object::with_type(Type::String)))
                        .build(),
                )
                .required(Some(Required::True))
                .build(),
        ),
    }
}

fn reference(schema: &str) -> utoipa::openapi::Content {
    ContentBuilder::new()
        .schema(Some(Ref::from_schema_name(schema)))
        .build()
}

fn success(builder: OperationBuilder, operation: &Operation, types: &Types) -> OperationBuilder {
    let json = types.answer.as_deref().map(reference);
    let mut response = ResponseBuilder::new();
    let status = match operation.answer {
        AnswerKind::Nothing => {
            response = response.description("Done.");
            "204"
        }
        AnswerKind::File => {
            response = file_response(response);
            "200"
        }
        AnswerKind::Picture => {
            response = response
                .description("The picture, 320 by 180 pixels.")
                .content("image/png", binary());
            "200"
        }
        AnswerKind::Json | AnswerKind::Deck => {
            response = response.description("Done.");
            "200"
        }
    };
    if operation.answer == AnswerKind::Deck {
        response = response.header(
            "ETag",
            text_header("The deck's revision in quotes; absent when there is no deck."),
        );
    }
    if let Some(json) = json {
        response = response.content("application/json", json);
    }
    builder.response(status, response.build())
}

fn file_response(response: ResponseBuilder) -> ResponseBuilder {
    let count = HeaderBuilder::new()
        .schema(Some(Object::with_type(Type::Integer)))
        .description(Some("How many things the deck asked for and did not get."));
    response
        .description("The file.")
        .content(
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            binary(),
        )
        .content("application/pdf", binary())
        .content("application/zip", binary())
        .content("image/png", binary())
        .content("text/html", binary())
        .header(
            "Content-Disposition",
            text_header("`attachment`, with a file name made from the title."),
        )
        .header(WARNINGS_HEADER, count.build())
        .header(
            DETAILS_HEADER,
            text_header(
                "What these things are: an array of `Warning` as percent-encoded JSON, with as \
                 many of them as 8,000 bytes hold.",
            ),
        )
        .header(
            FIDELITY_HEADER,
            text_header(
                "Only of `pptx`: how close the file is to what the browser shows, a \
                 `FidelityReport` as percent-encoded JSON of at most 6,000 bytes. Where that is \
                 too little, slides on which nothing became a picture and fonts that come with \
                 every Office are left out, and where it still is, all slides and fonts. The \
                 totals are always those of the whole file.",
            ),
        )
}

fn binary() -> utoipa::openapi::Content {
    ContentBuilder::new()
        .schema(Some(
            ObjectBuilder::new()
                .schema_type(Type::String)
                .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary))),
        ))
        .build()
}

fn text_header(description: &str) -> utoipa::openapi::Header {
    HeaderBuilder::new()
        .schema(Some(Object::with_type(Type::String)))
        .description(Some(description))
        .build()
}

/// The problems that an operation can answer, one for each status.
fn codes(operation: &Operation) -> Vec<Code> {
    let mut codes = vec![Code::Malformed, Code::Unauthorized, Code::Forbidden];
    let is_drawn = matches!(operation.answer, AnswerKind::File | AnswerKind::Picture);
    if operation.path.contains('{') {
        codes.push(Code::NotFound);
    }
    if is_drawn {
        codes.push(Code::NoDeck);
    }
    if operation.body == Body::Deck || operation.answer == AnswerKind::Picture {
        codes.push(Code::RevisionConflict);
    }
    // A body that nobody asked for is looked at, too.
    codes.extend([Code::TooLarge, Code::UnsupportedMediaType]);
    if operation.body != Body::Empty || !operation.parameters.is_empty() {
        codes.push(Code::Invalid);
    }
    if operation.answer == AnswerKind::File {
        codes.push(Code::Busy);
    }
    codes.push(Code::Internal);
    if is_drawn {
        codes.extend([Code::BrowserDied, Code::NoBrowser, Code::ExportTimeout]);
    }
    if operation.method != Method::Get {
        codes.push(Code::DiskFull);
    }
    codes
}

/// The stream of events, which the list does not hold: it never ends, so it is
/// no operation.
fn events_operation() -> OperationBuilder {
    let stream = ContentBuilder::new().schema(Some(Object::with_type(Type::String)));
    let about = format!(
        "Server-sent events. Each has the event's `sequence` as its id, its `change` as its name, \
         and the event (schema `Event`) as JSON for its data. The event `{}` says that others were \
         lost: read anew what you show, as after every new connection. `{CLIENT_HEADER}` names the \
         client whose own changes an event tells.",
        events::RESET
    );
    common_problems(
        OperationBuilder::new()
            .operation_id(Some("events"))
            .summary(Some("Hears what changes."))
            .description(Some(about))
            .response(
                "200",
                ResponseBuilder::new()
                    .description("The events, as they happen.")
                    .content("text/event-stream", stream.build())
                    .build(),
            ),
    )
}

fn document_operation() -> OperationBuilder {
    let document = ContentBuilder::new().schema(Some(Object::with_type(Type::Object)));
    common_problems(
        OperationBuilder::new()
            .operation_id(Some("openapi"))
            .summary(Some("Reads this document."))
            .response(
                "200",
                ResponseBuilder::new()
                    .description("The document.")
                    .content("application/json", document.build())
                    .build(),
            ),
    )
}

fn common_problems(builder: OperationBuilder) -> OperationBuilder {
    [Code::Malformed, Code::Unauthorized, Code::Forbidden]
        .iter()
        .fold(builder, |builder, code| {
            builder.response(
                code.showing().status.to_string(),
                Ref::from_response_name("Problem"),
            )
        })
}
