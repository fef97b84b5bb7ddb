--- Zhibi (执笔) for Neovim: starts the language server for report drafts.
--- 0.11+ uses vim.lsp.config, 0.8–0.10 vim.lsp.start, 0.7 vim.lsp.start_client.
local M = {}

---@class zhibi.Options
---@field cmd? string[] command that starts the server
---@field filetypes? string[] filetypes to check; add 'markdown' or 'text' to opt in
---@field root_markers? string[] names that mark the folder of a project
---@field settings? table the settings described in the documentation, without the outer `zhibi`
---@field client? table any other field of the client configuration (capabilities, on_attach, handlers …)
local defaults = {
  cmd = { 'zhibi', 'lsp' },
  filetypes = { 'gov-report' },
  root_markers = { 'zhibi.toml', '.zhibi.toml', '.git' },
  settings = {},
  client = {},
}

---@type zhibi.Options
local options = vim.deepcopy(defaults)

--- An empty Lua table would be sent as a JSON list; the server expects an object.
local function object(value)
  return next(value) == nil and vim.empty_dict() or value
end

--- The client configuration in the shape of vim.lsp.config.
function M.client_config()
  local config = {
    name = 'zhibi',
    cmd = options.cmd,
    filetypes = options.filetypes,
    root_markers = options.root_markers,
    settings = { zhibi = object(options.settings) },
    init_options = object(options.settings),
  }
  return vim.tbl_deep_extend('force', config, options.client)
end

--- Folder of the nearest marker above the file, or the file's own folder.
local function root_of(bufnr, markers)
  local name = vim.api.nvim_buf_get_name(bufnr)
  local start = name ~= '' and vim.fn.fnamemodify(name, ':p:h') or vim.fn.getcwd()
  local dir = start
  while true do
    for _, marker in ipairs(markers) do
      local path = dir .. '/' .. marker
      if vim.fn.filereadable(path) == 1 or vim.fn.isdirectory(path) == 1 then
        return dir
      end
    end
    local parent = vim.fn.fnamemodify(dir, ':h')
    if parent == dir then
      return start
    end
    dir = parent
  end
end

--- Clients started by the 0.7 path, by root folder: it has no reuse of its own.
local started = {}

local function attach(bufnr)
  local config = M.client_config()
  config.root_dir = root_of(bufnr, config.root_markers)
  config.filetypes, config.root_markers = nil, nil
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = bufnr })
    return
  end
  -- 0.7: the filetype is the language id only through get_language_id.
  config.get_language_id = config.get_language_id or function(_, filetype)
    return filetype
  end
  local id = started[config.root_dir]
  if not id or not vim.lsp.get_client_by_id(id) then
    id = vim.lsp.start_client(config)
    started[config.root_dir] = id
  end
  if id then
    vim.lsp.buf_attach_client(bufnr, id)
  end
end

--- Starts checking. Safe to call again with other options.
---@param opts? zhibi.Options
function M.setup(opts)
  options = vim.tbl_deep_extend('force', vim.deepcopy(defaults), opts or {})
  -- Lists are replaced, not merged by position.
  for _, key in ipairs({ 'cmd', 'filetypes', 'root_markers' }) do
    options[key] = (opts or {})[key] or defaults[key]
  end
  if vim.fn.executable(options.cmd[1]) == 0 then
    vim.notify(
      ('执笔：找不到程序 %s。请先安装 zhibi，或在 setup 里用 cmd 指明位置。'):format(options.cmd[1]),
      vim.log.levels.WARN
    )
    return
  end
  if vim.fn.has('nvim-0.11') == 1 then
    vim.lsp.config('zhibi', M.client_config())
    vim.lsp.enable('zhibi')
    return
  end
  local group = vim.api.nvim_create_augroup('zhibi', { clear = true })
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = options.filetypes,
    callback = function(event)
      attach(event.buf)
    end,
  })
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(bufnr) and vim.tbl_contains(options.filetypes, vim.bo[bufnr].filetype) then
      attach(bufnr)
    end
  end
end

return M
