;;; lsp-mode-session.el --- A real session with lsp-mode -*- lexical-binding: t; coding: utf-8 -*-

;; emacs --batch -l lsp-mode-session.el

(load (expand-file-name "lsp-mode-setup.el" (file-name-directory load-file-name)) nil t)

(session-run (format "emacs %s, lsp-mode" emacs-version)
  (find-file (getenv "ZHIBI_FILE"))
  (session-equal major-mode 'gov-report-mode "major mode")
  (lsp)
  (session-wait "server managed"
                (lambda () (cl-some (lambda (w) (eq 'initialized (lsp--workspace-status w))) (lsp-workspaces))))
  (session-wait "problems shown"
                (lambda ()
                  (and (session-covered "超过20家以上") (session-covered "（三）"))))

  (let ((names (session-names (lsp--imenu-create-index))))
    (dolist (name '("（一）工业经济稳中有进" "（三）城乡面貌持续改善" "二、2026年工作安排"))
      (unless (cl-some (lambda (n) (string-match-p (regexp-quote name) n)) names)
        (error "outline lacks %s: %S" name names)))
    (session-say "outline shown"))

  (session-go-to "1.8亿元")
  (let ((text (lsp--render-on-hover-content
               (gethash "contents" (lsp-request "textDocument/hover" (lsp--text-document-position-params))) t)))
    (unless (string-match-p "18000万元" (replace-regexp-in-string "," "" (substring-no-properties text)))
      (error "conversion in hover: %s" text))
    (session-say "hover shown"))

  (session-go-to "超过20家以上")
  (let ((action (cl-find-if (lambda (a) (equal "改为“超过20家”" (gethash "title" a)))
                            (append (lsp-code-actions-at-point) nil))))
    (unless action (error "no such fix"))
    (lsp-execute-code-action action))
  (session-go-to "（一）")
  (session-equal (buffer-substring-no-properties (line-beginning-position) (line-end-position))
                 (replace-regexp-in-string "𠮷" "吉" session-fixed-line) "text after the fix")
  (session-say "quick fix applied")
  (session-wait "problem gone"
                (lambda ()
                  (and (not (session-covered "超过20家以上")) (session-covered "（三）"))))
  (save-buffer)
  (lsp-workspace-shutdown (car (lsp-workspaces))))
;;; lsp-mode-session.el ends here
