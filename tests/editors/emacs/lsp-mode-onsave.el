;;; lsp-mode-onsave.el --- Checking on save only -*- lexical-binding: t; coding: utf-8 -*-

;; emacs --batch -l lsp-mode-onsave.el      Beside ZHIBI_FILE lies a zhibi.toml that says so.

(load (expand-file-name "lsp-mode-setup.el" (file-name-directory load-file-name)) nil t)

(defun session-settle ()
  "Wait until the server has answered and has told nothing for a second."
  (lsp-request "textDocument/documentSymbol" `(:textDocument ,(lsp--text-document-identifier)))
  (let ((end (+ (float-time) 1)))
    (while (< (float-time) end) (accept-process-output nil 0.05))))

(session-run (format "emacs %s, lsp-mode, on save" emacs-version)
  (find-file (getenv "ZHIBI_FILE"))
  (lsp)
  (session-wait "server managed"
                (lambda () (cl-some (lambda (w) (eq 'initialized (lsp--workspace-status w))) (lsp-workspaces))))
  (session-wait "problems of the file"
                (lambda () (and (session-covered "超过20家以上") (session-covered "（三）"))))

  (goto-char (point-min))
  (forward-line 1)
  (insert "各位代表：新建学校不少于5所以上，请予审议。\n")
  (session-settle)
  (when (session-covered "不少于5所以上") (error "something new before saving"))
  (session-say "nothing new while typing")
  (session-wait "old places have moved along"
                (lambda () (and (session-covered "超过20家以上") (session-covered "（三）"))))

  (session-go-to "超过20家以上")
  (let ((action (cl-find-if (lambda (a) (equal "改为“超过20家”" (gethash "title" a)))
                            (append (lsp-code-actions-at-point) nil))))
    (unless action (error "no such fix"))
    (lsp-execute-code-action action))
  (session-wait "a quick fix clears its own problem at once"
                (lambda () (not (session-covered "超过20家以上"))))
  (session-settle)
  (when (session-covered "不少于5所以上") (error "a quick fix is no save"))

  (save-buffer)
  (session-wait "all of it after saving"
                (lambda () (and (session-covered "不少于5所以上") (session-covered "（三）"))))
  (lsp-workspace-shutdown (car (lsp-workspaces))))
;;; lsp-mode-onsave.el ends here
