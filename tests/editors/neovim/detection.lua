-- Which files are drafts by name, opting in by filetype, and a server that is missing.
-- Env: ZHIBI_SERVER, ZHIBI_PLUGIN (folder of the plugin), ZHIBI_DRAFT (text of a draft).
local function wait(what, condition)
  if not vim.wait(10000, condition, 20) then
    error('timeout: ' .. what, 0)
  end
end

local function test()
  vim.opt.runtimepath:prepend(vim.env.ZHIBI_PLUGIN)
  vim.cmd('filetype plugin on')

  local warned
  local notify = vim.notify
  vim.notify = function(message)
    warned = message
  end
  require('zhibi').setup({ cmd = { '/nowhere/zhibi', 'lsp' } })
  vim.notify = notify
  assert(warned and warned:find('/nowhere/zhibi', 1, true), 'a missing program is named')

  for name, draft in pairs({
    ['甲.gwr'] = true,
    ['乙.公文'] = true,
    ['丙.报告'] = true,
    ['2026年政府工作报告（送审稿）.txt'] = true,
    ['2026年调研报告.txt'] = true,
    ['笔记.txt'] = false,
    ['工作报告.md'] = false,
  }) do
    vim.cmd('edit ' .. vim.fn.fnameescape(name))
    assert((vim.bo.filetype == 'gov-report') == draft, name .. ': ' .. vim.bo.filetype)
    assert(not draft or vim.wo.wrap and vim.bo.textwidth == 0, name .. ' is wrapped on screen only')
  end

  require('zhibi').setup({ cmd = { vim.env.ZHIBI_SERVER, 'lsp' }, filetypes = { 'gov-report', 'markdown' } })
  vim.cmd('edit 草稿.md')
  vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(vim.env.ZHIBI_DRAFT, '\n'))
  wait('problems in Markdown', function()
    return #vim.diagnostic.get(0) >= 2
  end)
end

local ok, message = pcall(test)
if not ok then
  io.stdout:write('FAILED ' .. tostring(message) .. '\n')
end
vim.cmd(ok and 'qall!' or 'cquit 1')
