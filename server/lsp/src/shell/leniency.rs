//! What real clients get slightly wrong and nevertheless mean: put right before the typed handlers see it.

use serde_json::{Value, json};
use tower_lsp::lsp_types::{ClientCapabilities, Url};

/// Where an experimental capability of ours says that the client registers for `workspace/textDocumentContent`.
const CONTENT: &str = "zhibi.textDocumentContent";

/// Whether the client shows texts that the server writes, and lets it register for that.
pub fn registers_content(capabilities: &ClientCapabilities) -> bool {
    capabilities.experimental.as_ref().is_some_and(|all| all.get(CONTENT) == Some(&Value::Bool(true)))
}

/// The parameters of `method` as the typed handlers want them.
pub fn normalise(method: &str, params: Option<Value>) -> Option<Value> {
    match method {
        // Handlers without parameters refuse any; `{}` and `[]` are common.
        "shutdown" => None,
        // Some clients leave the empty object out.
        "initialized" => Some(params.filter(Value::is_object).unwrap_or_else(|| json!({}))),
        "initialize" => params.map(|mut params| {
            initialize(&mut params);
            params
        }),
        _ => params,
    }
}

/// An address that is none, or a trace level of a newer protocol, must not fail the whole session.
fn initialize(params: &mut Value) {
    let Some(params) = params.as_object_mut() else { return };
    let readable = |uri: &Value| uri.as_str().is_some_and(|s| Url::parse(s).is_ok());
    if params.get("rootUri").is_some_and(|uri| !readable(uri)) {
        params.insert("rootUri".into(), Value::Null);
    }
    match params.get_mut("workspaceFolders") {
        Some(Value::Array(folders)) => {
            folders.retain(|f| f.get("uri").is_some_and(readable) && f.get("name").is_some_and(Value::is_string));
        }
        Some(other) => *other = Value::Null,
        None => {}
    }
    if !matches!(params.get("trace").and_then(Value::as_str), Some("off" | "messages" | "verbose")) {
        params.remove("trace");
    }
    if !params.get("capabilities").is_some_and(Value::is_object) {
        params.insert("capabilities".into(), json!({}));
    }
    // The protocol's `workspace.diagnostics` is called `diagnostic` by lsp-types 0.94.
    if let Some(workspace) = params["capabilities"].get_mut("workspace").and_then(Value::as_object_mut)
        && let Some(diagnostics) = workspace.remove("diagnostics")
    {
        workspace.insert("diagnostic".into(), diagnostics);
    }
    // Newer than lsp-types 0.94, which passes over what it does not know but for the experimental part.
    let content = params["capabilities"].pointer("/workspace/textDocumentContent/dynamicRegistration").cloned();
    if content == Some(Value::Bool(true)) {
        let experimental = &mut params["capabilities"]["experimental"];
        if !experimental.is_object() {
            *experimental = json!({});
        }
        experimental[CONTENT] = Value::Bool(true);
    }
    // A process id that does not fit is none to watch.
    if params.get("processId").is_some_and(|id| id.as_u64().is_none_or(|id| u32::try_from(id).is_err())) {
        params.insert("processId".into(), Value::Null);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refresh_of_pulled_diagnostics_is_found_under_its_protocol_name() {
        let params = json!({"capabilities": {"workspace": {"diagnostics": {"refreshSupport": true}}}});
        let got = normalise("initialize", Some(params)).expect("params");
        let got: tower_lsp::lsp_types::InitializeParams = serde_json::from_value(got).expect("typed");
        let diagnostic = got.capabilities.workspace.and_then(|w| w.diagnostic);
        assert_eq!(diagnostic.and_then(|d| d.refresh_support), Some(true));
    }

    #[test]
    fn the_newest_capability_is_found() {
        let of = |capabilities: Value| {
            let params = normalise("initialize", Some(json!({"capabilities": capabilities}))).expect("params");
            let got: tower_lsp::lsp_types::InitializeParams = serde_json::from_value(params).expect("typed");
            registers_content(&got.capabilities)
        };
        assert!(of(json!({"workspace": {"textDocumentContent": {"dynamicRegistration": true}}, "experimental": 1})));
        assert!(!of(json!({"workspace": {"textDocumentContent": {}}})));
        assert!(!of(json!({"experimental": {}})));
    }

    #[test]
    fn unusable_parts_of_initialize_are_left_out() {
        let params = json!({
            "processId": -1, "rootUri": "", "trace": "compact", "capabilities": null,
            "workspaceFolders": [{"uri": "not a uri", "name": "a"}, {"uri": "file:///工作", "name": "b"}],
        });
        let got = normalise("initialize", Some(params)).expect("params");
        assert_eq!(
            got,
            json!({
                "processId": null, "rootUri": null, "capabilities": {},
                "workspaceFolders": [{"uri": "file:///工作", "name": "b"}],
            })
        );
    }
}
