;;; any-buffer.el --- Files that are drafts by name, and `zhibi-check-buffer' -*- lexical-binding: t; coding: utf-8 -*-

;; emacs --batch -l any-buffer.el      ZHIBI_FILE is a Markdown file.

(load (expand-file-name "session.el" (file-name-directory load-file-name)) nil t)
(require 'zhibi)
(setq zhibi-command (list (getenv "ZHIBI_SERVER") "lsp")
      zhibi-client nil)

(session-run (format "emacs %s, any buffer" emacs-version)
  (dolist (case '(("甲.gwr" . t) ("乙.公文" . t) ("丙.报告" . t) ("2026年政府工作报告（送审稿）.txt" . t)
                  ("2026年调研报告.txt" . t) ("笔记.txt" . nil) ("工作报告.md" . nil)))
    (find-file (car case))
    (session-equal (eq major-mode 'gov-report-mode) (cdr case) (car case)))
  (session-say "drafts told by name")
  (find-file (getenv "ZHIBI_FILE"))
  (when (eq major-mode 'gov-report-mode) (error "a Markdown file keeps its mode"))
  (setq zhibi-client 'eglot)
  (call-interactively #'zhibi-check-buffer)
  (session-wait "problems shown"
                (lambda () (flymake-start)
                  (and (session-covered "超过20家以上") (session-covered "（三）"))))
  (eglot-shutdown (eglot-current-server)))
;;; any-buffer.el ends here
