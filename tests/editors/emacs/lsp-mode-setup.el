;;; lsp-mode-setup.el --- lsp-mode as its sessions want it -*- lexical-binding: t; coding: utf-8 -*-

(load (expand-file-name "session.el" (file-name-directory load-file-name)) nil t)
(require 'lsp-mode)
(require 'lsp-diagnostics)
(require 'zhibi)
(setq zhibi-command (list (getenv "ZHIBI_SERVER") "lsp")
      zhibi-client nil
      lsp-session-file (expand-file-name "lsp-session" (file-name-directory (getenv "ZHIBI_FILE")))
      lsp-server-install-dir (file-name-directory (getenv "ZHIBI_FILE"))
      lsp-auto-guess-root t
      lsp-guess-root-without-session t
      lsp-diagnostics-provider :flymake
      lsp-enable-file-watchers nil
      lsp-enable-snippet nil
      lsp-idle-delay 0
      lsp-debounce-full-sync-notifications nil
      lsp-restart 'ignore
      lsp-auto-execute-action nil)
