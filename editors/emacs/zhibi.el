;;; zhibi.el --- Check drafts of government work reports -*- lexical-binding: t; coding: utf-8 -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "27.1"))
;; Keywords: languages, tools, wp

;;; Commentary:

;; A major mode for report drafts and the registration of the Zhibi (执笔)
;; language server with eglot and with lsp-mode, whichever is loaded.
;;
;;   (require 'zhibi)
;;   (setq zhibi-client 'eglot)     ; or 'lsp-mode, or nil to start by hand

;;; Code:

(defgroup zhibi nil
  "Check drafts of government work reports (执笔)."
  :group 'text
  :prefix "zhibi-")

(defcustom zhibi-command '("zhibi" "lsp")
  "Program and arguments that start the language server."
  :type '(repeat string))

(defcustom zhibi-client (if (locate-library "eglot") 'eglot nil)
  "Client started in every draft; nil means none is started by itself."
  :type '(choice (const :tag "Eglot" eglot)
                 (const :tag "lsp-mode" lsp-mode)
                 (const :tag "None" nil)))

(defcustom zhibi-extra-modes nil
  "Further major modes whose buffers may be checked, such as `markdown-mode'.
The client is not started in them by itself: use `zhibi-check-buffer'."
  :type '(repeat symbol))

(defcustom zhibi-settings nil
  "Settings of the server as a property list, the same as in zhibi.toml.
Example: (:check (:run \"onSave\"))."
  :type 'plist)

;;;###autoload
(define-derived-mode gov-report-mode text-mode "执笔"
  "Major mode for drafts of government work reports.
A paragraph is one line, so lines are wrapped on screen only."
  (setq-local truncate-lines nil)
  (setq-local word-wrap t)
  (auto-fill-mode -1)
  (pcase zhibi-client
    ('eglot (when (fboundp 'eglot-ensure) (eglot-ensure)))
    ('lsp-mode (when (fboundp 'lsp-deferred) (lsp-deferred)))))

;;;###autoload
(dolist (pattern '("\\.gwr\\'" "\\.公文\\'" "\\.报告\\'" "报告[^/]*\\.txt\\'"))
  (add-to-list 'auto-mode-alist (cons pattern 'gov-report-mode)))

(defun zhibi--settings ()
  "The settings as the object the server expects, never null."
  (or zhibi-settings (make-hash-table :test 'equal)))

;;; Eglot

(declare-function eglot-ensure "eglot")
(declare-function eglot "eglot")
(defvar eglot-server-programs)
(defvar eglot-workspace-configuration)

(defun zhibi--eglot-contact (&optional _interactive)
  "Command line and initialization options, read when a server is started."
  (append zhibi-command (list :initializationOptions (zhibi--settings))))

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               (cons (cons 'gov-report-mode zhibi-extra-modes) #'zhibi--eglot-contact)))

;;; lsp-mode

(declare-function lsp "lsp-mode")
(declare-function lsp-deferred "lsp-mode")
(declare-function lsp-register-client "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(declare-function lsp-activate-on "lsp-mode")
(declare-function make-lsp-client "lsp-mode")
(defvar lsp-language-id-configuration)

(with-eval-after-load 'lsp-mode
  (dolist (mode (cons 'gov-report-mode zhibi-extra-modes))
    (add-to-list 'lsp-language-id-configuration (cons mode "gov-report")))
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection (lambda () zhibi-command))
                    :activation-fn (lsp-activate-on "gov-report")
                    :initialization-options #'zhibi--settings
                    :server-id 'zhibi)))

;;; Commands

;;;###autoload
(defun zhibi-check-buffer ()
  "Check the current buffer as a report, whatever its major mode."
  (interactive)
  (if (eq zhibi-client 'lsp-mode)
      (progn
        (require 'lsp-mode)
        (add-to-list 'lsp-language-id-configuration (cons major-mode "gov-report"))
        (lsp))
    (require 'eglot)
    (let ((eglot-server-programs
           (cons (cons major-mode #'zhibi--eglot-contact) eglot-server-programs)))
      (call-interactively #'eglot))))

(provide 'zhibi)
;;; zhibi.el ends here
