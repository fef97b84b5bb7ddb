-- Read by Neovim 0.11+ for `vim.lsp.enable('zhibi')`, with no setup() call.
return require('zhibi').client_config()
