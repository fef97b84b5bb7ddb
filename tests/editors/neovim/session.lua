-- One session of a real Neovim with the plugin: problems, outline, hover, a quick fix, an edit, save, stop.
--   nvim --headless -u NONE -i NONE -n -c 'luafile session.lua'
-- Env: ZHIBI_SERVER, ZHIBI_PLUGIN (folder of the plugin), ZHIBI_FILE (draft),
--   ZHIBI_ENCODING (utf-8 | utf-16, empty = what this Neovim offers), ZHIBI_DIAGNOSTICS (push | pull),
--   ZHIBI_BEFORE_011 (1 = set up as in 0.8–0.10).
local env = vim.env

local function say(text)
  io.stdout:write(text .. '\n')
  io.stdout:flush()
end

local function wait(what, condition)
  if not vim.wait(10000, condition, 20) then
    error('timeout: ' .. what, 0)
  end
  say('  ' .. what)
end

local function equal(actual, expected, what)
  if not vim.deep_equal(actual, expected) then
    error(('%s: expected %s, got %s'):format(what, vim.inspect(expected), vim.inspect(actual)), 0)
  end
end

local function line(number)
  return vim.api.nvim_buf_get_lines(0, number - 1, number, false)[1]
end

local function problem(code)
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    local lsp = diagnostic.user_data and diagnostic.user_data.lsp or {}
    if (diagnostic.code or lsp.code) == code then
      return diagnostic
    end
  end
end

--- Text under a problem; Neovim holds columns in bytes, whatever the protocol counts in.
local function covered(diagnostic)
  return line(diagnostic.lnum + 1):sub(diagnostic.col + 1, diagnostic.end_col)
end

local function client_options()
  local capabilities = vim.lsp.protocol.make_client_capabilities()
  if env.ZHIBI_ENCODING then
    capabilities.general = capabilities.general or {}
    capabilities.general.positionEncodings = { env.ZHIBI_ENCODING }
  end
  local handlers = {}
  if env.ZHIBI_DIAGNOSTICS == 'pull' then
    capabilities.workspace.diagnostics = { refreshSupport = true }
    handlers['workspace/diagnostic/refresh'] = function()
      return vim.NIL
    end
  end
  return { capabilities = capabilities, handlers = handlers }
end

--- Chooses from any menu the entry whose code action has this title.
local function choose(title)
  vim.ui.select = function(items, _, on_choice)
    for _, item in ipairs(items) do
      local action = item.action or item[2]
      if action.title == title then
        return on_choice(item)
      end
    end
    error('no code action ' .. title .. ' in ' .. vim.inspect(items), 0)
  end
end

local function session()
  vim.opt.runtimepath:prepend(env.ZHIBI_PLUGIN)
  vim.cmd('filetype plugin on')
  if env.ZHIBI_BEFORE_011 == '1' then
    -- The path of 0.8–0.10, on a version that can be had.
    local has = vim.fn.has
    vim.fn.has = function(feature)
      return feature == 'nvim-0.11' and 0 or has(feature)
    end
  end
  require('zhibi').setup({ cmd = { env.ZHIBI_SERVER, 'lsp' }, client = client_options() })
  vim.cmd('edit ' .. vim.fn.fnameescape(env.ZHIBI_FILE))
  equal(vim.bo.filetype, 'gov-report', 'filetype')

  local list = vim.lsp.get_clients or vim.lsp.get_active_clients
  local client
  wait('client attached', function()
    client = vim.tbl_filter(function(c)
      return c.name == 'zhibi' and vim.lsp.buf_is_attached(0, c.id)
    end, list())[1]
    return client ~= nil and client.server_capabilities ~= nil and next(client.server_capabilities) ~= nil
  end)
  if env.ZHIBI_ENCODING then
    equal(client.offset_encoding, env.ZHIBI_ENCODING, 'position encoding')
  end
  equal(
    client.server_capabilities.diagnosticProvider ~= nil,
    env.ZHIBI_DIAGNOSTICS == 'pull',
    'server offers pulled diagnostics'
  )
  say('  encoding ' .. client.offset_encoding .. ', diagnostics ' .. (env.ZHIBI_DIAGNOSTICS or 'push'))

  wait('problems shown', function()
    return problem('comparator-redundant') and problem('ordinal-gap')
  end)
  equal(covered(problem('comparator-redundant')), '超过20家以上', 'text under comparator-redundant')
  equal(covered(problem('ordinal-gap')), '（三）', 'text under ordinal-gap')

  local document = { textDocument = { uri = vim.uri_from_bufnr(0) } }
  local answer = vim.lsp.buf_request_sync(0, 'textDocument/documentSymbol', document, 10000)
  local names = {}
  for _, top in ipairs(answer[client.id].result) do
    table.insert(names, top.name)
    for _, child in ipairs(top.children or {}) do
      table.insert(names, '  ' .. child.name)
    end
  end
  equal(names, {
    '一、2025年工作回顾',
    '  （一）工业经济稳中有进',
    '  （三）城乡面貌持续改善',
    '二、2026年工作安排',
  }, 'outline')
  say('  outline shown')

  -- The float that K opens.
  vim.api.nvim_win_set_cursor(0, { 4, line(4):find('1.8亿元', 1, true) - 1 })
  vim.lsp.buf.hover()
  local text
  wait('hover float', function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        text = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
        return true
      end
    end
  end)
  -- 1.8亿元 in its other units, grouped or not.
  equal(text:gsub(',', ''):find('18000万元', 1, true) ~= nil, true, 'conversion in hover: ' .. text)

  -- The menu of code actions; the astral character before the problem shifts UTF-16 columns by one.
  vim.api.nvim_win_set_cursor(0, { 3, problem('comparator-redundant').col })
  choose('改为“超过20家”')
  vim.lsp.buf.code_action()
  wait('quick fix applied', function()
    return line(3) == '（一）工业经济稳中有进。𠮷水片区新增规上企业超过20家，规模以上工业增加值增长6.2%。'
  end)
  wait('problem gone', function()
    return not problem('comparator-redundant') and problem('ordinal-gap')
  end)

  -- Edits reach the server in its own columns, also behind an astral character.
  vim.api.nvim_win_set_cursor(0, { 3, 0 })
  local from = line(3):find('20家', 1, true) - 1 + #'20家'
  vim.api.nvim_buf_set_text(0, 2, from, 2, from, { '以上' })
  wait('problem back after typing', function()
    local again = problem('comparator-redundant')
    return again and covered(again) == '超过20家以上'
  end)
  vim.api.nvim_buf_set_text(0, 2, from, 2, from + #'以上', { '' })
  wait('problem gone after deleting', function()
    return not problem('comparator-redundant')
  end)

  vim.cmd('silent write')
  for _, c in ipairs(list()) do
    vim.lsp.stop_client(c.id)
  end
  wait('server stopped', function()
    return #list() == 0
  end)
end

local ok, message = xpcall(session, function(e)
  return type(e) == 'string' and e or vim.inspect(e)
end)
if not ok then
  say('FAILED ' .. message)
end
vim.cmd(ok and 'qall!' or 'cquit 1')
