;;; eglot-setup.el --- eglot as its sessions want it -*- lexical-binding: t; coding: utf-8 -*-

(load (expand-file-name "session.el" (file-name-directory load-file-name)) nil t)
(require 'eglot)
(require 'zhibi)
(setq zhibi-command (list (getenv "ZHIBI_SERVER") "lsp")
      zhibi-client 'eglot
      eglot-autoreconnect nil
      eglot-confirm-server-initiated-edits nil
      eglot-sync-connect 15
      eglot-send-changes-idle-time 0)

(defun session-sync ()
  "Send pending edits now: eglot does so on idle, which batch Emacs never is."
  (eglot--signal-textDocument/didChange))
