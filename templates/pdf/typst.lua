-- The Typst source of the PDF. Text is written as Typst strings, so that no character of it can be read as markup.
-- The functions that are called here (bang, hinh, phu-luc, nhan-xet, chu-ky) stand in nd30.typ.

return function(report)
  local backend = {}
  local ALIGN = { l = "left", c = "center", r = "right" }
  local LONG_WORD, PIECE = 24, 4

  -- The font of the PDF may lack a character of a raw cell; its code then stands in its place.
  local function drawable(text)
    for character, code in pairs(report.settings.missing) do text = text:gsub(character, code) end
    return text
  end

  local function string_of(text)
    return '"' .. drawable(text):gsub("[\\\"]", "\\%0"):gsub("[\r\n\t]", " ") .. '"'
  end

  local function text_of(text)
    if text:find("^[%w\128-\255 ,%%]*$") and not text:find("^%d") then return drawable(text) end
    return "#" .. string_of(text) .. ";"
  end

  local function raw_inline(text) return pandoc.RawInline("typst", text) end
  local function raw(text) return { pandoc.RawBlock("typst", text) } end
  local function label(id) return "label(" .. string_of(id) .. ")" end

  -- Typst breaks lines at blanks and hyphens only; ids, hashes and paths need places to break inside a cell.
  local function breakable(text)
    return (text:gsub("%S+", function(word)
      if utf8.len(word) <= LONG_WORD then return (word:gsub("_", "_\u{200b}")) end
      local out, count = {}, 0
      for _, code in utf8.codes(word) do
        out[#out + 1] = utf8.char(code)
        count = count + 1
        if count % PIECE == 0 then out[#out + 1] = "\u{200b}" end
      end
      return table.concat(out)
    end))
  end

  local source
  local SOURCE = {
    Str = function(x) return text_of(breakable(x.text)) end,
    Space = function() return " " end,
    SoftBreak = function() return " " end,
    LineBreak = function() return "#linebreak();" end,
    Strong = function(x) return "#strong[" .. source(x.content) .. "];" end,
    Emph = function(x) return "#emph[" .. source(x.content) .. "];" end,
    Span = function(x) return source(x.content) end,
    Note = function(x) return "#footnote[" .. source(x.content[1].content) .. "];" end,
    RawInline = function(x) return x.text end,
  }

  -- Inlines built from the blocks as Typst markup on one line.
  function source(inlines)
    local out = {}
    for i, inline in ipairs(inlines) do out[i] = SOURCE[inline.t](inline) end
    return table.concat(out)
  end

  function backend.number(x, anchor, own)
    local text = "#" .. string_of(report.clean(x.s)) .. ";"
    return { raw_inline(own and text or "#link(" .. label(anchor) .. ")[" .. text .. "];") }
  end

  function backend.exempt(x) return { pandoc.Str(report.clean(x.s)) } end
  backend.statement = backend.exempt
  function backend.numbering(label) return pandoc.Str(label) end

  function backend.reference(id, text)
    return { raw_inline("#link(" .. label(id) .. ")[#" .. string_of(text) .. ";];") }
  end

  function backend.list(items)
    local blocks = {}
    for i, item in ipairs(items) do blocks[i] = { pandoc.Plain(item) } end
    return { pandoc.BulletList(blocks) }
  end

  function backend.last_block(block)
    local before = {}
    if block.t == "BulletList" and #block.content > 1 then
      local items = block.content
      local last = items:remove(#items)
      before, block = { pandoc.BulletList(items) }, pandoc.BulletList { last }
    end
    local kept = { pandoc.RawBlock("typst", "#block(sticky: true)["), block, pandoc.RawBlock("typst", "]") }
    return pandoc.Blocks(before) .. kept
  end

  function backend.remark(content) return raw("#nhan-xet[" .. source(content) .. "]") end

  local function caption(built)
    local number = built.label and "#strong[#" .. string_of(built.label .. ".") .. ";]; " or ""
    return "[" .. number .. source(built.caption) .. "]"
  end

  local function cell_source(built, row, cell, head, first)
    local align = built.columns[cell.column].align or "l"
    local options = { "align: " .. (head and "center + horizon" or ALIGN[row.class == "nhom" and "l" or align]) }
    if cell.colspan > 1 then options[#options + 1] = "colspan: " .. math.tointeger(cell.colspan) end
    if cell.rowspan > 1 then options[#options + 1] = "rowspan: " .. math.tointeger(cell.rowspan) end
    if cell.long then options[#options + 1] = "breakable: true" end
    if head then
      options[#options + 1] = "fill: nen-dau-bang"
    elseif row.class == "nhom" then
      options[#options + 1] = "fill: nen-nhom"
    end
    local content = source(cell.inlines)
    if row.class == "con" and cell == row.filled then content = "#h(0.8em);" .. content end
    if head or row.class == "tong" or row.class == "nhom" then content = "#strong[" .. content .. "];" end
    if row.anchor and first then content = "#metadata(none)#" .. label(row.anchor) .. content end
    return "table.cell(" .. table.concat(options, ", ") .. ")[" .. content .. "],"
  end

  local function rows_source(built, rows, head)
    local out = {}
    for _, row in ipairs(rows) do
      local first = true
      local line = {}
      for _, cell in ipairs(row.cells) do
        if not cell.continues then
          line[#line + 1] = cell_source(built, row, cell, head, first)
          first = false
        end
      end
      out[#out + 1] = table.concat(line, " ")
    end
    return table.concat(out, "\n")
  end

  function backend.table(built)
    local widths = {}
    for i, column in ipairs(built.columns) do
      widths[i] = string.format("%dfr", math.floor((column.width or 1 / #built.columns) * 1000 + 0.5))
    end
    local out = {
      "#bang(" .. string_of(built.id) .. ", " .. caption(built) .. ", (" .. table.concat(widths, ", ") .. ",), nho: "
        .. tostring(built.small) .. ", lien: " .. tostring(built.whole) .. ",",
      built.note and "ghi-chu: [" .. source(built.note) .. "]," or "",
      "table.header(", rows_source(built, built.head, true), "),",
      rows_source(built, built.rows, false),
      ")",
    }
    return raw(table.concat(out, "\n"))
  end

  function backend.figure(built)
    local note = built.note and ", ghi-chu: [" .. source(built.note) .. "]" or ""
    return raw("#hinh(" .. string_of(built.id) .. ", " .. string_of("hinh/" .. built.id .. ".svg") .. ", "
      .. caption(built) .. ", " .. string_of(built.alt) .. note .. ")")
  end

  function backend.heading(block, content)
    return { pandoc.Header(block.level, content, pandoc.Attr(block.identifier)) }
  end

  function backend.appendix(block, text, content)
    local call = { string_of(block.identifier), string_of(text), "[" .. source(content) .. "]" }
    call[4] = string_of(report.meta.kem_theo)
    return raw("#pagebreak()\n#counter(page).update(1)\n#phu-luc(" .. table.concat(call, ", ") .. ")")
  end

  local function array(lines)
    local out = {}
    for i, line in ipairs(lines) do out[i] = string_of(line.text .. line.stop) .. "," end
    return "(" .. table.concat(out, " ") .. ")"
  end

  function backend.signature()
    local meta = report.meta
    return raw("#chu-ky(" .. array(meta.noi_nhan) .. ", " .. string_of(meta.quyen_han) .. ", "
      .. string_of(meta.chuc_vu) .. ", " .. string_of(meta.nguoi_ky) .. ")")
  end

  function backend.document(blocks, meta)
    local values = report.meta
    local function set(key, text) meta[key] = pandoc.MetaInlines { raw_inline(text) } end
    for _, key in ipairs(report.head) do
      set("bc-" .. key:gsub("_", "-"), string_of(values[key]))
    end
    set("bc-kinh-gui", array(values.kinh_gui))
    set("bc-can-cu", array(values.can_cu))
    set("bc-du-thao", tostring(values.draft))
    blocks = blocks:walk { Str = function(x) return raw_inline(text_of(x.text)) end }
    return pandoc.Pandoc(blocks, meta)
  end

  return backend
end
