" Stands in for vim-lsp: notes what it is given. Vim ties the name to this path.
function! lsp#register_server(info) abort
  let server = copy(a:info)
  let server.cmd = a:info.cmd({})
  let server.languageId = a:info.languageId({})
  let g:seen.vimLsp = server
endfunction
