" 执笔 Zhibi for Vim: registers the language server with vim-lsp or with
" yegappan/lsp, whichever is installed. Source this file from your vimrc.
"
"   let g:zhibi_command = ['zhibi', 'lsp']
"   let g:zhibi_settings = {'check': {'run': 'onSave'}}
"   let g:zhibi_filetypes = ['gov-report', 'markdown']

if exists('g:loaded_zhibi')
  finish
endif
let g:loaded_zhibi = 1
scriptencoding utf-8

let g:zhibi_command = get(g:, 'zhibi_command', ['zhibi', 'lsp'])
let g:zhibi_settings = get(g:, 'zhibi_settings', {})
let g:zhibi_filetypes = get(g:, 'zhibi_filetypes', ['gov-report'])

augroup zhibi
  autocmd!
  autocmd BufNewFile,BufRead *.gwr,*.公文,*.报告,*报告*.txt set filetype=gov-report
  " A paragraph is one line: wrap it on screen, never in the file.
  autocmd FileType gov-report setlocal wrap textwidth=0

  " vim-lsp asks for servers once, when it is ready.
  autocmd User lsp_setup call s:register_vim_lsp()
  " yegappan/lsp: announced when its plugin file has been read.
  autocmd User LspSetup call s:register_yegappan()
augroup END

function! s:register_vim_lsp() abort
  call lsp#register_server({
        \ 'name': 'zhibi',
        \ 'cmd': {server_info -> g:zhibi_command},
        \ 'allowlist': g:zhibi_filetypes,
        \ 'languageId': {server_info -> 'gov-report'},
        \ 'initialization_options': g:zhibi_settings,
        \ 'workspace_config': {'zhibi': g:zhibi_settings},
        \ })
endfunction

function! s:register_yegappan() abort
  call LspAddServer([{
        \ 'name': 'zhibi',
        \ 'filetype': g:zhibi_filetypes,
        \ 'path': g:zhibi_command[0],
        \ 'args': g:zhibi_command[1:],
        \ 'initializationOptions': g:zhibi_settings,
        \ 'workspaceConfig': {'zhibi': g:zhibi_settings},
        \ 'rootSearch': ['zhibi.toml', '.zhibi.toml'],
        \ }])
endfunction
