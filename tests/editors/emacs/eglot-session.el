;;; eglot-session.el --- A real session with eglot -*- lexical-binding: t; coding: utf-8 -*-

;; emacs --batch -l eglot-session.el

(load (expand-file-name "eglot-setup.el" (file-name-directory load-file-name)) nil t)

(session-run (format "emacs %s, eglot" emacs-version)
  (find-file (getenv "ZHIBI_FILE"))
  (session-equal major-mode 'gov-report-mode "major mode")
  ;; `eglot-ensure' waits for `post-command-hook', which batch Emacs does not run.
  (run-hooks 'post-command-hook)
  (session-wait "server managed" #'eglot-current-server)
  (session-wait "problems shown"
                (lambda () (flymake-start)
                  (and (session-covered "超过20家以上") (session-covered "（三）"))))

  (let ((names (session-names (eglot-imenu))))
    (dolist (name '("一、2025年工作回顾" "（一）工业经济稳中有进" "（三）城乡面貌持续改善" "二、2026年工作安排"))
      (unless (cl-some (lambda (n) (string-match-p (regexp-quote name) n)) names)
        (error "outline lacks %s: %S" name names)))
    (session-say "outline shown"))

  (session-go-to "1.8亿元")
  (let* ((answer (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams)))
         (text (substring-no-properties (eglot--hover-info (plist-get answer :contents) (plist-get answer :range)))))
    (unless (string-match-p "18000万元" (replace-regexp-in-string "," "" text))
      (error "conversion in hover: %s" text))
    (session-say "hover shown"))

  ;; The user-facing command, with the menu answered by title.
  (session-go-to "超过20家以上")
  (cl-letf (((symbol-function 'completing-read)
             (lambda (_prompt choices &rest _)
               (let ((titles (all-completions "" choices)))
                 (or (car (member "改为“超过20家”" titles)) (error "no such fix in %S" titles)))))
            ((symbol-function 'read-multiple-choice)
             (lambda (&rest _) (error "unexpected question"))))
    (let ((last-nonmenu-event t))
      (eglot-code-actions (point) (1+ (point)) "quickfix" t)))
  (session-sync)
  (session-go-to "（一）")
  (session-equal (buffer-substring-no-properties (line-beginning-position) (line-end-position))
                 session-fixed-line "text after the fix")
  (session-say "quick fix applied")
  (session-wait "problem gone"
                (lambda () (flymake-start)
                  (and (not (session-covered "超过20家以上")) (session-covered "（三）"))))

  (session-go-to "20家")
  (goto-char (match-end 0))
  (insert "以上")
  (session-sync)
  (session-wait "problem back after typing" (lambda () (flymake-start) (session-covered "超过20家以上")))
  (delete-char -2)
  (session-sync)
  (session-wait "problem gone after deleting"
                (lambda () (flymake-start) (not (session-covered "超过20家以上"))))
  (save-buffer)
  (eglot-shutdown (eglot-current-server)))
;;; eglot-session.el ends here
