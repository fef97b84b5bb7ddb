;;; session.el --- Helpers shared by the Emacs sessions -*- lexical-binding: t; coding: utf-8 -*-

;; Env: ZHIBI_SERVER, ZHIBI_PLUGIN (folder of zhibi.el), ZHIBI_FILE (draft).

(set-language-environment "UTF-8")
(prefer-coding-system 'utf-8-unix)
(package-initialize)
(require 'cl-lib)
(require 'flymake)
(require 'imenu)
(setq make-backup-files nil create-lockfiles nil flymake-no-changes-timeout 0.1)
(add-to-list 'load-path (getenv "ZHIBI_PLUGIN"))

(defun session-say (format &rest args)
  (princ (concat "  " (apply #'format format args) "\n")))

(defun session-wait (what condition)
  "Wait until CONDITION returns non-nil and return that; batch Emacs has no idle time of its own."
  (let ((end (+ (float-time) 15)) value)
    (while (and (not (setq value (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.05))
    (unless value (error "timeout: %s" what))
    (session-say "%s" what)
    value))

(defun session-equal (actual expected what)
  (unless (equal actual expected)
    (error "%s: expected %S, got %S" what expected actual)))

(defun session-covered (text)
  "The Flymake problem that covers exactly TEXT."
  (cl-find-if (lambda (d)
                (equal text (buffer-substring-no-properties (flymake-diagnostic-beg d) (flymake-diagnostic-end d))))
              (flymake-diagnostics)))

(defun session-go-to (text)
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun session-names (index)
  "All names of an imenu INDEX, in order."
  (cl-mapcan (lambda (entry)
               (if (listp (cdr entry))
                   (cons (car entry) (session-names (cdr entry)))
                 (list (car entry))))
             index))

(defconst session-fixed-line
  "（一）工业经济稳中有进。𠮷水片区新增规上企业超过20家，规模以上工业增加值增长6.2%。")

(defmacro session-run (name &rest body)
  "Run BODY; Emacs ends with 0 when all of it passed."
  (declare (indent 1))
  `(condition-case failure
       (progn ,@body (princ (format "ok %s\n" ,name)) (kill-emacs 0))
     (error (princ (format "FAILED %s\n" (error-message-string failure))) (kill-emacs 1))))

(provide 'session)
;;; session.el ends here
