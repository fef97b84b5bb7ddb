//! What real clients get slightly wrong and nevertheless mean: put right before the typed handlers see it.

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

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
