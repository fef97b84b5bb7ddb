-- Checking on save only: nothing new while one types, old places move along, a quick fix clears its own problem at once.
--   nvim --headless -u NONE -i NONE -n -c 'luafile onsave.lua'
-- Env: ZHIBI_SERVER, ZHIBI_PLUGIN (folder of the plugin), ZHIBI_FILE (draft), ZHIBI_DIAGNOSTICS (push | pull).
local env = vim.env

local function wait(what, condition)
  if not vim.wait(10000, condition, 20) then
    error('timeout: ' .. what .. ': ' .. vim.inspect(vim.diagnostic.get(0)), 0)
  end
end

local function count(code)
  local found = vim.tbl_filter(function(diagnostic)
    local lsp = diagnostic.user_data and diagnostic.user_data.lsp or {}
    return (diagnostic.code or lsp.code) == code
  end, vim.diagnostic.get(0))
  return #found, found[1]
end

--- Waits until the server has told all that it has to tell: it has answered, and nothing came for a second.
local function settle()
  vim.lsp.buf_request_sync(0, 'textDocument/documentSymbol', { textDocument = { uri = vim.uri_from_bufnr(0) } }, 10000)
  vim.wait(1000, function()
    return false
  end)
end

local function session()
  vim.opt.runtimepath:prepend(env.ZHIBI_PLUGIN)
  vim.cmd('filetype plugin on')
  local capabilities = vim.lsp.protocol.make_client_capabilities()
  local handlers = {}
  if env.ZHIBI_DIAGNOSTICS == 'pull' then
    capabilities.workspace.diagnostics = { refreshSupport = true }
    -- Asked to, it pulls anew; this version has no handler of its own that does.
    handlers['workspace/diagnostic/refresh'] = function()
      local document = { textDocument = { uri = vim.uri_from_bufnr(0) } }
      vim.lsp.buf_request(0, 'textDocument/diagnostic', document, vim.lsp.diagnostic.on_diagnostic)
      return vim.NIL
    end
  end
  require('zhibi').setup({
    cmd = { env.ZHIBI_SERVER, 'lsp' },
    client = { capabilities = capabilities, handlers = handlers },
  })
  vim.cmd('edit ' .. vim.fn.fnameescape(env.ZHIBI_FILE))
  wait('the problems of the file', function()
    return count('comparator-redundant') == 1 and count('ordinal-gap') == 1
  end)

  -- A line above, and a new fault in it.
  vim.api.nvim_buf_set_lines(0, 1, 1, false, { '各位代表：新建学校不少于5所以上，请予审议。' })
  settle()
  assert(count('comparator-redundant') == 1, 'nothing new before saving: ' .. vim.inspect(vim.diagnostic.get(0)))
  local _, gap = count('ordinal-gap')
  assert(gap and gap.lnum == 4, 'the old place has moved: ' .. vim.inspect(gap))

  local line = vim.api.nvim_buf_get_lines(0, 3, 4, false)[1]
  vim.api.nvim_win_set_cursor(0, { 4, line:find('超过20家', 1, true) - 1 })
  vim.ui.select = function(items, _, on_choice)
    for _, item in ipairs(items) do
      local action = item.action or item[2]
      if action.title == '改为“超过20家”' then
        return on_choice(item)
      end
    end
    error('no such code action in ' .. vim.inspect(items), 0)
  end
  vim.lsp.buf.code_action()
  wait('a quick fix clears its own problem at once', function()
    return count('comparator-redundant') == 0
  end)

  vim.cmd('silent write')
  wait('all of it after saving', function()
    local number, first = count('comparator-redundant')
    return number == 1 and first.lnum == 1 and count('ordinal-gap') == 1
  end)
end

local ok, message = pcall(session)
if not ok then
  io.stdout:write('FAILED ' .. tostring(message) .. '\n')
end
vim.cmd(ok and 'qall!' or 'cquit 1')
