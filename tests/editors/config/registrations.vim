" Writes down what editors/vim/zhibi.vim registers with stand-ins for vim-lsp
" (vim-lsp/autoload) and yegappan/lsp (below).
" Env: ZHIBI_PLUGIN, ZHIBI_FILE (draft), ZHIBI_OUT (JSON).
set encoding=utf-8
scriptencoding utf-8
let g:seen = {}
let &runtimepath = expand('<sfile>:p:h') . '/vim-lsp,' . &runtimepath

function! LspAddServer(servers) abort
  let g:seen.yegappan = a:servers
endfunction

try
  let g:zhibi_settings = {'check': {'run': 'onSave'}}
  execute 'source' fnameescape($ZHIBI_PLUGIN)
  " The events by which the plugins ask for servers.
  doautocmd User lsp_setup
  doautocmd User LspSetup
  execute 'edit' fnameescape($ZHIBI_FILE)
  let g:seen.filetype = &filetype
  let g:seen.wrap = &wrap
  call writefile([json_encode(g:seen)], $ZHIBI_OUT)
catch
  verbose echo v:throwpoint v:exception
  cquit
endtry
qall!
