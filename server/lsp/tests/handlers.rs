//! Handlers of notifications change the session before they await anything: else changes could overtake each other.

#[test]
fn notifications_act_before_they_await() {
    let source = include_str!("../src/server.rs");
    let mut seen = 0;
    for (at, _) in source.match_indices("    async fn did_") {
        let body = &source[at..];
        let body = &body[..body.find("\n    }\n").expect("the end of the function")];
        let name = body.split('(').next().unwrap_or_default();
        assert!(!body.contains(".await"), "{name} awaits");
        assert!(body.contains("self.session()") || body.contains("self.context"), "{name} does nothing");
        seen += 1;
    }
    assert!(seen >= 7, "only {seen} handlers were found");
}
