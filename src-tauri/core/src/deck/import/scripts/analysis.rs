//! What a script declares, uses and names, by its syntax tree.
//!
//! What does not belong here: deciding where scripts go.

use std::collections::HashSet;
use std::thread;

use oxc_allocator::Allocator;
use oxc_ast::AstKind;
use oxc_ast::ast::{Argument, AssignmentTarget, CallExpression, Expression};
use oxc_parser::Parser;
use oxc_semantic::{AstNode, Semantic, SemanticBuilder};
use oxc_span::{GetSpan, SourceType};
use oxc_syntax::node::NodeId;
use oxc_syntax::scope::ScopeId;
use oxc_syntax::symbol::SymbolFlags;

use super::{Block, Form, Ids};

/// The longest script that is analysed. Longer ones are libraries.
pub(super) const LONGEST: usize = 128 * 1024;

/// The parser recurses with the nesting of the code, and every byte may nest
/// deeper, by up to 3 KiB of stack in an unoptimised build. The system commits
/// only what is used of this.
const STACK: usize = LONGEST * 8192;

/// What all charts of the page have in common.
pub(in crate::deck) const CHART_SETTINGS: &str = "Chart.defaults";

/// What is known of a script.
#[derive(Clone, Debug, Default)]
pub(in crate::deck) struct Analysis {
    /// Whether a tree could be made. Of other scripts nothing is known.
    pub(super) outcome: Outcome,
    /// Whether it imports or exports.
    pub(super) is_module: bool,
    /// Names that only a script of its own brings into the page's scope:
    /// `let`, `const`, `class`, `async function`, `function*`.
    pub(super) lexical: HashSet<String>,
    /// Names that leave blocks too: `var` and `function`.
    pub(super) hoisted: HashSet<String>,
    /// Names that it gives to the page from any scope: `window.x = ...`, `x = ...`.
    pub(in crate::deck) globals: HashSet<String>,
    /// Names that it uses and does not declare, perhaps later than where they stand:
    /// in a function.
    pub(in crate::deck) used_later: HashSet<String>,
    /// Whether it draws charts.
    pub(in crate::deck) draws_charts: bool,
    /// How it changes what all charts have in common: `Chart.defaults.x = ...`.
    pub(in crate::deck) chart_settings: HashSet<String>,
    /// Names that it uses and does not declare.
    pub(super) used: HashSet<String>,
    /// Those of them that it may change: it assigns to them or to what they
    /// hold, or calls their methods.
    pub(super) changed: HashSet<String>,
    /// Ids of elements that it names.
    pub(super) named_ids: HashSet<String>,
    /// Whether it looks up elements that its text does not tell.
    pub(super) looks_up_freely: bool,
}

/// How the analysis went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It was not tried.
    #[default]
    Unknown,
    /// The script is not JavaScript.
    Broken,
    /// All is known.
    Known,
}

impl Analysis {
    /// Every name that others can use.
    pub(super) fn provided(&self) -> impl Iterator<Item = &str> {
        let names = self
            .lexical
            .iter()
            .chain(&self.hoisted)
            .chain(&self.globals);
        names.map(String::as_str)
    }

    /// Whether it declares a name, rather than only assigning to it.
    pub(super) fn declares(&self, name: &str) -> bool {
        self.lexical.contains(name) || self.hoisted.contains(name)
    }
}

/// Analyses all blocks, on a thread with a stack that no script outgrows.
///
/// Without that thread nothing is known, and every script stays shared: decks
/// work all the same, but for slides shown one by one.
pub(in crate::deck) fn analyse(blocks: &[Block], ids: &Ids) -> Vec<Analysis> {
    let unknown = || vec![Analysis::default(); blocks.len()];
    if blocks.is_empty() {
        return Vec::new();
    }
    thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(STACK);
        let analysing = builder.spawn_scoped(scope, || {
            let analyses = blocks.iter().map(|block| analyse_one(block, ids));
            analyses.collect::<Vec<_>>()
        });
        match analysing.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(analyses)) => analyses,
            Ok(Err(_)) | Err(_) => unknown(),
        }
    })
}

fn analyse_one(block: &Block, ids: &Ids) -> Analysis {
    if block.source.len() > LONGEST {
        return Analysis::default();
    }
    let allocator = Allocator::default();
    let kind = match block.form {
        Form::Module => SourceType::mjs(),
        Form::Classic | Form::Handler => SourceType::script(),
    };
    let mut analysis = Analysis {
        outcome: Outcome::Broken,
        ..Analysis::default()
    };
    // A handler is the body of a function.
    let options = oxc_parser::ParseOptions {
        allow_return_outside_function: block.form == Form::Handler,
        ..Default::default()
    };
    let parsed = Parser::new(&allocator, block.source, kind)
        .with_options(options)
        .parse();
    if parsed.panicked || !parsed.diagnostics.is_empty() {
        return analysis;
    }
    let built = SemanticBuilder::new()
        .with_build_nodes(true)
        .with_check_syntax_error(true)
        .build(&parsed.program);
    if !built.diagnostics.is_empty() {
        return analysis;
    }
    analysis.outcome = Outcome::Known;
    analysis.is_module = block.form == Form::Module && parsed.module_record.has_module_syntax;
    if block.form == Form::Classic {
        declared(&built.semantic, &mut analysis);
    }
    let later = later_scopes(&built.semantic);
    undeclared(&built.semantic, &later, ids, &mut analysis);
    for node in built.semantic.nodes().iter() {
        look_at(&built.semantic, &later, node, ids, &mut analysis);
    }
    analysis
}

fn declared(semantic: &Semantic, analysis: &mut Analysis) {
    let scoping = semantic.scoping();
    for symbol in scoping.iter_bindings_in(scoping.root_scope_id()) {
        let name = scoping.symbol_name(symbol).to_owned();
        let flags = scoping.symbol_flags(symbol);
        let is_lexical = flags.intersects(
            SymbolFlags::BlockScopedVariable
                | SymbolFlags::Class
                | SymbolFlags::AsyncOrGeneratorFunction,
        );
        if is_lexical {
            analysis.lexical.insert(name);
            continue;
        }
        analysis.hoisted.insert(name);
    }
}

/// Names that the script uses without declaring them. Browsers also know
/// elements by their ids.
fn undeclared(semantic: &Semantic, later: &HashSet<ScopeId>, ids: &Ids, analysis: &mut Analysis) {
    let scoping = semantic.scoping();
    for (name, references) in scoping.root_unresolved_references() {
        let name = name.as_str();
        for &reference in references {
            let reference = scoping.get_reference(reference);
            if reference.is_write() {
                analysis.globals.insert(name.to_owned());
            }
            if later.contains(&reference.scope_id()) {
                analysis.used_later.insert(name.to_owned());
            }
            if reference.is_write() || changes(semantic, reference.node_id()) {
                analysis.changed.insert(name.to_owned());
            }
        }
        if ids.contains_key(name) {
            analysis.named_ids.insert(name.to_owned());
        }
        analysis.used.insert(name.to_owned());
    }
}

/// The scopes of functions that may be called at any time, and not only where they
/// stand, as in `(function () { ... })()`.
fn later_scopes(semantic: &Semantic) -> HashSet<ScopeId> {
    let scoping = semantic.scoping();
    let mut later = HashSet::new();
    // Each comes behind the one around it.
    for scope in scoping.scope_descendants_from_root() {
        let around = scoping.scope_parent_id(scope);
        let is_function = scoping.scope_flags(scope).is_function();
        if around.is_some_and(|around| later.contains(&around))
            || (is_function && !is_called_at_once(semantic, scoping.get_node_id(scope)))
        {
            later.insert(scope);
        }
    }
    later
}

fn is_called_at_once(semantic: &Semantic, function: NodeId) -> bool {
    let nodes = semantic.nodes();
    let mut inner = nodes.kind(function).span();
    for around in nodes.ancestor_kinds(function) {
        match around {
            AstKind::ParenthesizedExpression(_) => inner = around.span(),
            AstKind::CallExpression(call) => return call.callee.span() == inner,
            _ => return false,
        }
    }
    false
}

/// Whether the code around a name may change what the name holds:
/// `name.x = 1`, `name[0]++`, `name.push(1)`.
fn changes(semantic: &Semantic, name: NodeId) -> bool {
    let nodes = semantic.nodes();
    let mut inner = nodes.kind(name).span();
    let mut method = None;
    for around in nodes.ancestor_kinds(name) {
        match around {
            AstKind::StaticMemberExpression(member) if member.object.span() == inner => {
                method = Some(member.property.name.as_str());
            }
            AstKind::ComputedMemberExpression(member) if member.object.span() == inner => {
                method = None;
            }
            AstKind::AssignmentExpression(assignment) => return assignment.left.span() == inner,
            AstKind::UpdateExpression(_) => return true,
            AstKind::CallExpression(call) if call.callee.span() == inner => {
                return method.is_some_and(|method| !only_reads(method));
            }
            _ => return false,
        }
        inner = around.span();
    }
    false
}

/// Methods of lists, texts and numbers that change nothing.
fn only_reads(method: &str) -> bool {
    matches!(
        method,
        "at" | "concat"
            | "entries"
            | "every"
            | "filter"
            | "find"
            | "findIndex"
            | "flat"
            | "flatMap"
            | "forEach"
            | "format"
            | "get"
            | "has"
            | "includes"
            | "indexOf"
            | "join"
            | "keys"
            | "map"
            | "reduce"
            | "slice"
            | "some"
            | "toFixed"
            | "toLocaleString"
            | "toString"
            | "values"
    )
}

fn look_at(
    semantic: &Semantic,
    later: &HashSet<ScopeId>,
    node: &AstNode,
    ids: &Ids,
    analysis: &mut Analysis,
) {
    match node.kind() {
        AstKind::StringLiteral(text) => name_ids(&text.value, ids, analysis),
        AstKind::TemplateElement(text) => {
            if let Some(text) = &text.value.cooked {
                name_ids(text, ids, analysis);
            }
        }
        AstKind::CallExpression(call) => {
            analysis.looks_up_freely |= looks_up_freely(call);
        }
        AstKind::StaticMemberExpression(member) if is_window(&member.object) => {
            let name = member.property.name.as_str();
            let parent = semantic.nodes().parent_kind(member.node_id.get());
            let is_assigned = matches!(
                parent,
                AstKind::AssignmentExpression(assignment)
                    if target_is(&assignment.left, member.span())
            );
            if is_assigned {
                analysis.globals.insert(name.to_owned());
            } else {
                if later.contains(&node.scope_id()) {
                    analysis.used_later.insert(name.to_owned());
                }
                analysis.used.insert(name.to_owned());
            }
        }
        AstKind::AssignmentExpression(assignment) => {
            let text = assignment.span().source_text(semantic.source_text());
            if text.starts_with(CHART_SETTINGS) {
                analysis.chart_settings.insert(text.to_owned());
            }
        }
        AstKind::NewExpression(made) if made.callee.is_specific_id("Chart") => {
            analysis.draws_charts = true;
        }
        _ => {}
    }
}

fn target_is(target: &AssignmentTarget, span: oxc_span::Span) -> bool {
    target.span() == span
}

fn is_window(expression: &Expression) -> bool {
    expression.is_specific_id("window")
        || expression.is_specific_id("globalThis")
        || expression.is_specific_id("self")
}

/// Notes the ids that a string names: the string itself, or each `#id` of a
/// selector.
fn name_ids(text: &str, ids: &Ids, analysis: &mut Analysis) {
    if ids.contains_key(text) {
        analysis.named_ids.insert(text.to_owned());
    }
    for part in text.split('#').skip(1) {
        let ends_id =
            |character: char| !(character.is_alphanumeric() || matches!(character, '-' | '_'));
        let id = part.split(ends_id).next().unwrap_or_default();
        if ids.contains_key(id) {
            analysis.named_ids.insert(id.to_owned());
        }
    }
}

/// Whether a call looks up elements of the page that its text does not tell:
/// all of a class or tag, or those whose ids are put together.
fn looks_up_freely(call: &CallExpression) -> bool {
    let Expression::StaticMemberExpression(member) = &call.callee else {
        return false;
    };
    let argument = call.arguments.first();
    let is_put_together = match argument {
        Some(Argument::BinaryExpression(_)) => true,
        Some(Argument::TemplateLiteral(template)) => !template.expressions.is_empty(),
        _ => false,
    };
    let names_one = match argument {
        Some(Argument::StringLiteral(text)) => text.value.trim_start().starts_with('#'),
        _ => false,
    };
    match member.property.name.as_str() {
        "getElementById" | "querySelector" => is_put_together,
        "querySelectorAll" => member.object.is_specific_id("document") && !names_one,
        "getElementsByClassName" | "getElementsByTagName" | "getElementsByName" => {
            member.object.is_specific_id("document")
        }
        _ => false,
    }
}
