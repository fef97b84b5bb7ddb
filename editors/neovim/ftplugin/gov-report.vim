" A paragraph is one line: wrap it on screen, never in the file.
if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1
setlocal wrap textwidth=0 formatoptions-=t
let b:undo_ftplugin = 'setlocal wrap< textwidth< formatoptions<'
