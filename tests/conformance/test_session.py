"""A whole session with the real server, as three editors would hold it; every message is checked against the model."""
import asyncio
import os
import pathlib
import sys
import tempfile

import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from model import check

HERE = pathlib.Path(__file__).parent
SERVER = os.environ["ZHIBI_SERVER"]
LOG = pathlib.Path(tempfile.mkdtemp()) / "session.jsonl"

TEXT = """云岭市政府工作报告

一、去年工作回顾
（一）经济运行平稳。全年完成投资12.5亿元，增长8.3%，超过目标2个百分点以上。
（三）项目建设加快。见上文第一部分，完成投资12.5亿元，新增就业3968人，完成年度目标的198.4%。
二、今年工作安排
（一）抓投资。力争超过30亿元以上。
（二）抓消费。一是办好商圈活动；二是补齐短板𠀀。
详见 https://example.org/报告
"""

SWITCHES = ("inlayHints", "codeLens", "onTypeFormatting", "fixOnSave", "workspaceDiagnostics")
OPTIONS = {"check": {"debounceMs": 0}, **{switch: {"enable": True} for switch in SWITCHES}}


@pytest_lsp.fixture(
    config=ClientServerConfig(server_command=[sys.executable, str(HERE / "recorder.py"), str(LOG), SERVER, "lsp"]),
    params=["visual-studio-code", "neovim@v0.11", "emacs"],
)
async def client(request, lsp_client: LanguageClient, tmp_path):
    lsp_client.root = tmp_path
    lsp_client.registered = []

    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(ls, params: types.RegistrationParams):
        lsp_client.registered += params.registrations

    @lsp_client.feature(types.WORKSPACE_CODE_LENS_REFRESH)
    @lsp_client.feature(types.WORKSPACE_INLAY_HINT_REFRESH)
    def ask_again(*_):
        return None

    lsp_client.answer = await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=client_capabilities(request.param),
            root_uri=tmp_path.as_uri(),
            workspace_folders=[types.WorkspaceFolder(uri=tmp_path.as_uri(), name="drafts")],
            initialization_options=OPTIONS,
        )
    )
    yield
    await lsp_client.shutdown_session()
    session = check(LOG)
    assert session.faults == [], "\n".join(session.faults)
    assert session.seen >= {"initialize", "shutdown"}


async def until(condition):
    for _ in range(500):
        if condition():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not come about")


def opened(client, name="报告.txt", text=TEXT):
    path = client.root / name
    path.write_text(text, encoding="utf-8")
    item = types.TextDocumentItem(path.as_uri(), "plaintext", 1, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    return types.TextDocumentIdentifier(path.as_uri())


def line_of(text):
    return next(number for number, line in enumerate(TEXT.split("\n")) if text in line)


async def test_the_whole_session(client):
    capabilities = client.answer.capabilities
    document = opened(client)
    at = types.Position(line_of("（三）"), 1)
    everything = types.Range(types.Position(0, 0), types.Position(TEXT.count("\n"), 0))

    if capabilities.diagnostic_provider:
        params = types.DocumentDiagnosticParams(document)
        report = await client.text_document_diagnostic_async(params)
        diagnostics = report.items
        again = types.DocumentDiagnosticParams(document, previous_result_id=report.result_id)
        assert (await client.text_document_diagnostic_async(again)).kind == "unchanged"
    else:
        await until(lambda: document.uri in client.diagnostics)
        diagnostics = client.diagnostics[document.uri]
    assert "ordinal-gap" in [diagnostic.code for diagnostic in diagnostics]

    if capabilities.document_symbol_provider:
        assert await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
    if capabilities.folding_range_provider:
        assert await client.text_document_folding_range_async(types.FoldingRangeParams(document))
    if capabilities.hover_provider:
        figure = types.Position(line_of("12.5"), TEXT.split("\n")[line_of("12.5")].index("12.5") + 1)
        assert await client.text_document_hover_async(types.HoverParams(document, figure))
        await client.text_document_hover_async(types.HoverParams(document, at))
        assert await client.text_document_hover_async(types.HoverParams(document, types.Position(999, 999))) is None
    if capabilities.code_action_provider:
        for only in (None, [types.CodeActionKind.QuickFix], [types.CodeActionKind.Source], ["refactor"]):
            context = types.CodeActionContext(diagnostics=[], only=only)
            actions = await client.text_document_code_action_async(
                types.CodeActionParams(document, types.Range(at, at), context)
            )
            for action in actions or []:
                if isinstance(action, types.CodeAction) and action.edit is None and action.data is not None:
                    resolved = await client.code_action_resolve_async(action)
                    assert resolved.edit is not None
    if capabilities.selection_range_provider:
        assert await client.text_document_selection_range_async(types.SelectionRangeParams(document, [at]))
    if capabilities.document_highlight_provider:
        await client.text_document_document_highlight_async(types.DocumentHighlightParams(document, at))
    if capabilities.definition_provider:
        await client.text_document_definition_async(types.DefinitionParams(document, at))
    if capabilities.references_provider:
        context = types.ReferenceContext(include_declaration=True)
        await client.text_document_references_async(types.ReferenceParams(context, document, at))
    if capabilities.rename_provider:
        if getattr(capabilities.rename_provider, "prepare_provider", False):
            await client.text_document_prepare_rename_async(types.PrepareRenameParams(document, at))
        await client.text_document_rename_async(types.RenameParams(document, at, "二"))
    if capabilities.completion_provider:
        await client.text_document_completion_async(types.CompletionParams(document, at))
    if capabilities.document_formatting_provider:
        options = types.FormattingOptions(tab_size=4, insert_spaces=True)
        await client.text_document_formatting_async(types.DocumentFormattingParams(document, options))
        await client.text_document_range_formatting_async(
            types.DocumentRangeFormattingParams(document, types.Range(at, at), options)
        )
    if capabilities.semantic_tokens_provider:
        tokens = await client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(document))
        assert len(tokens.data) % 5 == 0 and tokens.data
        await client.text_document_semantic_tokens_range_async(types.SemanticTokensRangeParams(document, everything))
        if tokens.result_id:
            delta = types.SemanticTokensDeltaParams(document, tokens.result_id)
            assert (await client.text_document_semantic_tokens_full_delta_async(delta)).edits == []
            unknown = types.SemanticTokensDeltaParams(document, "unknown")
            assert (await client.text_document_semantic_tokens_full_delta_async(unknown)).data == tokens.data
    options = types.FormattingOptions(tab_size=4, insert_spaces=True)
    await client.text_document_on_type_formatting_async(
        types.DocumentOnTypeFormattingParams(document, types.Position(at.line + 1, 0), "\n", options)
    )
    await client.text_document_will_save_wait_until_async(
        types.WillSaveTextDocumentParams(document, types.TextDocumentSaveReason.Manual)
    )
    if capabilities.inlay_hint_provider:
        await client.text_document_inlay_hint_async(types.InlayHintParams(document, everything))
    if capabilities.code_lens_provider:
        assert await client.text_document_code_lens_async(types.CodeLensParams(document))
    if capabilities.document_link_provider:
        assert await client.text_document_document_link_async(types.DocumentLinkParams(document))
    if capabilities.workspace_symbol_provider:
        assert await client.workspace_symbol_async(types.WorkspaceSymbolParams("工作"))
    if capabilities.execute_command_provider:
        arguments = [{"uri": document.uri, "format": "csv"}]
        exported = await client.workspace_execute_command_async(
            types.ExecuteCommandParams("zhibi.exportFigures", arguments=arguments)
        )
        assert exported
        for command in ("zhibi.showFigures", "zhibi.showOutline"):
            shown = types.ExecuteCommandParams(command, arguments=[{"uri": document.uri}])
            await client.workspace_execute_command_async(shown)
        await client.workspace_execute_command_async(types.ExecuteCommandParams("zhibi.restart"))


async def test_all_drafts_of_the_folder(client):
    for name in ("甲.txt", "乙.md"):
        (client.root / name).write_text(TEXT, encoding="utf-8")
    if client.answer.capabilities.workspace_symbol_provider:
        found = await client.workspace_symbol_async(types.WorkspaceSymbolParams("工作"))
        assert len({symbol.location.uri for symbol in found}) == 2
    provider = client.answer.capabilities.diagnostic_provider
    if provider and provider.workspace_diagnostics:
        report = await client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams([]))
        assert len(report.items) == 2


async def test_changes_saves_and_settings(client):
    document = opened(client, "草稿.md", "（一）甲。\n（三）乙。\n")
    place = types.Range(types.Position(1, 1), types.Position(1, 2))
    for version in range(2, 12):
        change = types.TextDocumentContentChangePartial(text="二" if version % 2 else "三", range=place)
        identifier = types.VersionedTextDocumentIdentifier(version=version, uri=document.uri)
        client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [change]))
    client.text_document_did_save(types.DidSaveTextDocumentParams(document))
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams({"zhibi": {"check": {"run": "onSave"}}}))
    client.workspace_did_change_watched_files(
        types.DidChangeWatchedFilesParams(
            [types.FileEvent((client.root / "zhibi.toml").as_uri(), types.FileChangeType.Created)]
        )
    )
    if not client.answer.capabilities.diagnostic_provider:
        await until(lambda: document.uri in client.diagnostics and client.diagnostics[document.uri] == [])
    client.text_document_did_close(types.DidCloseTextDocumentParams(document))


async def test_what_is_registered_was_offered(client):
    await asyncio.sleep(0.2)
    workspace = client.capabilities.workspace
    for registration in client.registered:
        if registration.method == "workspace/didChangeWatchedFiles":
            assert workspace.did_change_watched_files.dynamic_registration
        elif registration.method == "workspace/didChangeConfiguration":
            assert workspace.did_change_configuration.dynamic_registration
        elif registration.method == "textDocument/onTypeFormatting":
            assert client.capabilities.text_document.on_type_formatting.dynamic_registration
        elif registration.method == "textDocument/willSaveWaitUntil":
            assert client.capabilities.text_document.synchronization.dynamic_registration
        elif registration.method == "workspace/textDocumentContent":
            assert workspace.text_document_content.dynamic_registration
        else:
            raise AssertionError(registration.method)
