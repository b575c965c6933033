-- The Typst source of the PDF. Text is written as Typst strings, so that no character of it can be read as markup.
-- The functions that are called here (bang, hinh, phu-luc, nhan-xet, chu-ky) stand in nd30.typ.

return function(report)
  local backend = {}
  local ALIGN = { l = "left", c = "center", r = "right" }
  local PIECE, SMALLEST = 4, 0.8
  local TEXT_WIDTH, TURNED_WIDTH, BODY_SIZE, CELL_SIZE, SMALL_SIZE = 467, 714, 13, 12, 10 -- points, as in nd30.typ
  local BOLDER = 1.1 -- a bold numeral is so much wider
  local CELL_MARGINS = 10 -- both insets of a cell, and a point in reserve
  local LINE = { width = TEXT_WIDTH * 0.8, em = BODY_SIZE } -- a list, a remark and a footnote are narrower than the page

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

  -- The text of a word that is wider than its `room`: set smaller where that helps; else, and where it is a code, it may break
  -- after each sign between letters, but before a hyphen (programs that read a PDF take one at the end of a line for a mark of
  -- hyphenation), and after PIECE letters of a part that is too wide by itself. The breaks are spacing and no characters,
  -- so that text that is copied holds none of them; what fits is kept whole by nd30.typ.
  local function squeezed(word, room)
    local scale = room.width / (report.word_length(word) * room.em)
    if scale >= SMALLEST and not word:find("_", 1, true) then return string.format("#box(text(size: %.2fem, %s));", scale - 0.005, string_of(word)) end
    local parts = {}
    for text in word:gsub("%-", "\0-"):gsub("[/_.,;:=&?]+", "%0\0"):gmatch("[^\0]+") do parts[#parts + 1] = text end
    local out = {}
    for _, text in ipairs(parts) do
      local letters = PIECE
      if report.word_length(text) * room.em <= room.width then letters = utf8.len(text) end
      for i = 1, utf8.len(text), letters do
        local last = math.min(i + letters, utf8.len(text) + 1)
        out[#out + 1] = "#box(" .. string_of(text:sub(utf8.offset(text, i), utf8.offset(text, last) - 1)) .. ");"
      end
    end
    return table.concat(out, "#h(0pt);")
  end

  -- Text for a line of `room` points.
  local function fitted(text, room)
    local out, rest = {}, 1
    for from, word, to in text:gmatch("()(%S+)()") do
      if report.word_length(word) * room.em > room.width then
        out[#out + 1] = text_of(text:sub(rest, from - 1)) .. squeezed(word, room)
        rest = to
      end
    end
    return table.concat(out) .. text_of(text:sub(rest))
  end

  local source
  local SOURCE = {
    Str = function(x, room) return fitted(x.text, room) end,
    Space = function() return " " end,
    SoftBreak = function() return " " end,
    LineBreak = function() return "#linebreak();" end,
    Strong = function(x, room) return "#strong[" .. source(x.content, room) .. "];" end,
    Emph = function(x, room) return "#emph[" .. source(x.content, room) .. "];" end,
    Span = function(x, room) return source(x.content, room) end,
    Note = function(x) return "#footnote[" .. source(x.content[1].content, LINE) .. "];" end,
    RawInline = function(x) return x.text end,
  }

  -- Inlines built from the blocks as Typst markup on one line; `room` is that of a whole line where none is given.
  function source(inlines, room)
    local out = {}
    for i, inline in ipairs(inlines) do out[i] = SOURCE[inline.t](inline, room or LINE) end
    return table.concat(out)
  end

  -- A link to what lies in this file, or in another one beside it. Viewers lead to a place in another file by an address
  -- that begins with "./", not by one of the format's own.
  local function link(id, content)
    local file = report.file_of(id)
    local target = file == "" and label(id) or string_of("./" .. file .. "#nameddest=" .. id)
    return "#link(" .. target .. ")[" .. content .. "];"
  end

  function backend.number(x, anchor, own)
    local text = "#" .. string_of(report.clean(x.s)) .. ";"
    return { raw_inline(own and text or link(anchor, text)) }
  end

  function backend.file_hash(name) return { pandoc.Str(report.settings.hashes[name]) } end

  function backend.exempt(x) return { pandoc.Str(report.clean(x.s)) } end
  backend.statement = backend.exempt
  function backend.numbering(label) return pandoc.Str(label) end

  function backend.reference(id, text)
    return { raw_inline(link(id, "#" .. string_of(text) .. ";")) }
  end

  function backend.list(items)
    local blocks = {}
    for i, item in ipairs(items) do blocks[i] = { pandoc.Plain(item) } end
    return { pandoc.BulletList(blocks) }
  end

  -- The signature does not stand alone: two items of a list, or the end of a paragraph, stay on its page.
  function backend.last_block(block)
    local before = {}
    if block.t == "BulletList" and #block.content > 2 then
      local items = block.content
      local last = items:remove(#items)
      local one = items:remove(#items)
      before, block = { pandoc.BulletList(items) }, pandoc.BulletList { one, last }
    end
    local kept = { pandoc.RawBlock("typst", "#block(sticky: true)["), block, pandoc.RawBlock("typst", "]") }
    return pandoc.Blocks(before) .. kept
  end

  function backend.remark(content) return raw("#nhan-xet[" .. source(content) .. "]") end

  local function caption(built)
    local number = built.label and "#strong[#" .. string_of(built.label .. ".") .. ";]; " or ""
    return "[" .. number .. source(built.caption) .. "]"
  end

  local function notes(built)
    local out = {}
    for i, content in ipairs(built.below) do out[i] = "[" .. source(content) .. "]," end
    return "(" .. table.concat(out, " ") .. ")"
  end

  local function array(lines)
    local out = {}
    for i, line in ipairs(lines) do out[i] = string_of(line.text .. line.stop) .. "," end
    return "(" .. table.concat(out, " ") .. ")"
  end

  local function signature()
    local meta = report.meta
    return "chu-ky(" .. array(meta.noi_nhan) .. ", " .. string_of(meta.quyen_han) .. ", "
      .. string_of(meta.chuc_vu) .. ", " .. string_of(meta.nguoi_ky) .. ")"
  end

  local function cell_source(built, row, cell, head, first)
    local width = -CELL_MARGINS
    for i = cell.column, math.min(cell.column + cell.colspan - 1, #built.widths) do width = width + built.widths[i] end
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
    local em = built.small and SMALL_SIZE or CELL_SIZE
    local content = source(cell.inlines, { width = width, em = em })
    local bold = row.class == "tong" and BOLDER or 1
    local numeral = report.numeral_length(cell.c) * em * bold
    if numeral > width then content = string.format("#text(size: %.2fem)[", width / numeral) .. content .. "];" end
    if row.class == "con" and cell == row.filled then content = "#h(0.8em);" .. content end
    if head or row.class == "tong" or row.class == "nhom" then content = "#strong[" .. content .. "];" end
    if row.anchor and first then content = "#metadata(none)#" .. label(row.anchor) .. content end
    return "table.cell(" .. table.concat(options, ", ") .. ")[" .. content .. "],"
  end

  local function rows_source(built, rows, head, kept)
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
      if kept then line[#line + 1] = kept(row) end
      out[#out + 1] = table.concat(line, " ")
    end
    return table.concat(out, "\n")
  end

  -- What keeps rows together is a cell without width or content that stands beside all of them: `giu` in nd30.typ. A table that
  -- stands on one page needs none.
  local function keeper(built, has_more)
    local position = {}
    for i, row in ipairs(built.rows) do position[row] = i end
    return function(row)
      local i = position[row]
      if not i then return "giu(1)," end
      if i > 1 and built.rows[i - 1].with_next then return nil end
      local rows = 1
      while built.rows[i + rows - 1].with_next do rows = rows + 1 end
      -- the row in which `bang` keeps room for what stands below
      if has_more and i + rows > #built.rows then rows = rows + 1 end
      return "giu(" .. math.tointeger(rows) .. "),"
    end
  end

  function backend.table(built)
    local width = report.turned and TURNED_WIDTH or TEXT_WIDTH
    built.widths = report.column_widths(built, {
      word = "%S+",
      em = built.small and SMALL_SIZE or CELL_SIZE,
      margins = CELL_MARGINS,
      total = width,
      most = math.floor(width / 3),
    })
    local kept = not built.whole and keeper(built, report.closes or #built.below > 0) or nil
    local widths = {}
    for i, width in ipairs(built.widths) do widths[i] = string.format("%dfr", width) end
    if kept then widths[#widths + 1] = "0pt" end
    local out = {
      (report.closes and "#bang-cuoi(" or "#bang(") .. string_of(built.id) .. ", " .. caption(built) .. ", (" .. table.concat(widths, ", ") .. ",), nho: "
        .. tostring(built.small) .. ", lien: " .. tostring(built.whole) .. ", rong: " .. width .. "pt, cot-ten: " .. built.naming .. ",",
      "ghi-chu: " .. notes(built) .. ", " .. (report.closes and "ky: " .. signature() .. "," or ""),
      "table.header(", rows_source(built, built.head, true, kept), "),",
      rows_source(built, built.rows, false, kept),
      ")",
    }
    return raw(table.concat(out, "\n"))
  end

  local function headline(built) return built.headline and "[" .. source(built.headline) .. "]" or "none" end

  function backend.figure(built)
    return raw((report.closes and "#hinh-cuoi(" or "#hinh(") .. string_of(built.id) .. ", " .. string_of("hinh/" .. built.id .. ".svg") .. ", "
      .. caption(built) .. ", " .. string_of(built.alt) .. ", y: " .. headline(built) .. ", ghi-chu: " .. notes(built) .. ")")
  end

  function backend.charts(list)
    local out = {}
    for i, built in ipairs(list) do
      out[i] = "(" .. string_of("hinh/" .. built.id .. ".svg") .. ", " .. caption(built) .. ", " .. string_of(built.alt) .. ", "
        .. headline(built) .. ", " .. notes(built) .. "),"
    end
    return raw("#trang-hinh((" .. table.concat(out, " ") .. "))")
  end

  function backend.heading(id, level, content) return { pandoc.Header(level, content, pandoc.Attr(id)) } end

  -- The first begins a page, which has the number 1; the others follow each other, but where the page turns.
  function backend.appendix(block, text, content, first, turns)
    local call = { string_of(block.identifier), string_of(text), "[" .. source(content) .. "]" }
    call[4] = string_of(report.meta.kem_theo)
    local turned = turns and "#set page(flipped: " .. tostring(report.turned) .. ")\n" or ""
    return raw((first and "#dau-phu-luc()\n" or "") .. turned .. "#phu-luc(" .. table.concat(call, ", ") .. ")")
  end

  function backend.signature() return raw("#" .. signature()) end

  function backend.document(blocks, meta)
    local values = report.meta
    local function set(key, text) meta[key] = pandoc.MetaInlines { raw_inline(text) } end
    for _, key in ipairs(report.head) do
      set("bc-" .. key:gsub("_", "-"), string_of(values[key]))
    end
    set("bc-kinh-gui", array(values.kinh_gui))
    set("bc-can-cu", array(values.can_cu))
    set("bc-kem-theo", string_of(values.kem_theo))
    set("bc-tua", string_of(report.title))
    set("bc-du-thao", tostring(values.draft))
    blocks = blocks:walk { Str = function(x) return raw_inline(fitted(x.text, LINE)) end }
    return pandoc.Pandoc(blocks, meta)
  end

  return backend
end
