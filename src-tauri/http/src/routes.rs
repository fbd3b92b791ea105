//! The routes, made from the one list of operations, behind the guard.
//!
//! What does not belong here: a route written by hand for an operation.

use axum::extract::{Request, State};
use axum::http::header::HOST;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, get, on};
use axum::{Extension, Json, Router, middleware};
use lectern_core::ops::{Method, OPERATIONS, Operation};
use lectern_core::service::{Caller, Service};
use tower::ServiceBuilder;

use crate::answer;
use crate::events;
use crate::guard::{self, Access, Guard};
use crate::openapi;
use crate::preview;
use crate::request;
use crate::ui::UiFiles;

/// All routes behind the guard.
pub fn router(service: Service, access: Access) -> Router {
    let guard = Guard {
        access: access.clone(),
        service: service.clone(),
    };
    let guarded = ServiceBuilder::new()
        .layer(middleware::map_response(answer::harden))
        .layer(middleware::from_fn_with_state(guard, guard::guard))
        .service(routes(service, access));
    // As a fallback, the guard sees a request before any route does.
    Router::new().fallback_service(guarded)
}

fn routes(service: Service, access: Access) -> Router {
    let mut router = Router::new()
        .route(events::PATH, get(events::listen))
        .route(openapi::PATH, get(async || Json(openapi::openapi())));
    if access.ui.is_some() {
        router = router.route(preview::ROUTE, on(MethodFilter::GET, preview::serve));
    }
    for operation in OPERATIONS {
        router = router.route(operation.path, route(operation, &access));
    }
    router
        .method_not_allowed_fallback(async || answer::problem(&answer::wrong_method()))
        .fallback(async move |request: Request| elsewhere(access.ui.as_ref(), &request))
        .with_state(service)
}

fn route(operation: &'static Operation, access: &Access) -> MethodRouter<Service> {
    let time = access.limits.body_time;
    let handler = async move |State(service): State<Service>,
                              Extension(caller): Extension<Caller>,
                              request: Request| {
        let answer = match request::read(operation, request, time).await {
            Ok(fields) => operation.call(service, caller, fields).await,
            Err(refusal) => Err(refusal),
        };
        answer::respond(operation.answer, answer)
    };
    on(filter(operation.method), handler)
}

fn filter(method: Method) -> MethodFilter {
    match method {
        Method::Get => MethodFilter::GET,
        Method::Post => MethodFilter::POST,
        Method::Put => MethodFilter::PUT,
        Method::Patch => MethodFilter::PATCH,
        Method::Delete => MethodFilter::DELETE,
    }
}

/// The answer outside the list: a file of the ui, or that nothing is there.
fn elsewhere(ui: Option<&UiFiles>, request: &Request) -> Response {
    let host = request.headers().get(HOST);
    ui.zip(host)
        .and_then(|(ui, host)| ui.response(request.uri().path(), host))
        .unwrap_or_else(|| answer::problem(&answer::nothing_here()))
        .into_response()
}
