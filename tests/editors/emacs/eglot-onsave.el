;;; eglot-onsave.el --- Checking on save only -*- lexical-binding: t; coding: utf-8 -*-

;; emacs --batch -l eglot-onsave.el      Beside ZHIBI_FILE lies a zhibi.toml that says so.

(load (expand-file-name "eglot-setup.el" (file-name-directory load-file-name)) nil t)

(defun session-settle ()
  "Wait until the server has answered and has told nothing for a second."
  (jsonrpc-request (eglot-current-server) :textDocument/documentSymbol
                   (list :textDocument (eglot--TextDocumentIdentifier)))
  (let ((end (+ (float-time) 1)))
    (while (< (float-time) end) (accept-process-output nil 0.05)))
  (flymake-start)
  (accept-process-output nil 0.2))

(session-run (format "emacs %s, eglot, on save" emacs-version)
  (find-file (getenv "ZHIBI_FILE"))
  (run-hooks 'post-command-hook)
  (session-wait "server managed" #'eglot-current-server)
  (session-wait "problems of the file"
                (lambda () (flymake-start)
                  (and (session-covered "超过20家以上") (session-covered "（三）"))))

  (goto-char (point-min))
  (forward-line 1)
  (insert "各位代表：新建学校不少于5所以上，请予审议。\n")
  (session-sync)
  (session-settle)
  (when (session-covered "不少于5所以上") (error "something new before saving"))
  (session-say "nothing new while typing")
  (session-wait "old places have moved along"
                (lambda () (flymake-start)
                  (and (session-covered "超过20家以上") (session-covered "（三）"))))

  (session-go-to "超过20家以上")
  (cl-letf (((symbol-function 'completing-read)
             (lambda (_prompt choices &rest _) (car (member "改为“超过20家”" (all-completions "" choices))))))
    (let ((last-nonmenu-event t))
      (eglot-code-actions (point) (1+ (point)) "quickfix" t)))
  (session-sync)
  (session-wait "a quick fix clears its own problem at once"
                (lambda () (flymake-start) (not (session-covered "超过20家以上"))))

  (save-buffer)
  (session-wait "all of it after saving"
                (lambda () (flymake-start)
                  (and (session-covered "不少于5所以上") (session-covered "（三）"))))
  (eglot-shutdown (eglot-current-server)))
;;; eglot-onsave.el ends here
