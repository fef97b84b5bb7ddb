" Drafts of government work reports. Plain .txt and .md stay what they are
" unless their name says report: opting in is the user's choice (see README).
autocmd BufNewFile,BufRead *.gwr,*.公文,*.报告,*报告*.txt,*工作報告*.txt set filetype=gov-report
