-- Builds one document of the report from the exported notebook and its blocks, the same way for HTML, Typst and DOCX.
--
-- Reads, in the working folder: <name of the document>.json (metadata and blocks), ket-xuat.json (the documents and their parts,
-- characters that the PDF's font lacks, hashes of files) and hinh/. Text of the blocks is data: it becomes Str elements and is never parsed. Everything that differs
-- between the formats is in html.lua, typst.lua and docx.lua; this file numbers, checks and puts in order.

-- The parts of a report, by the class of their headings; rendering/documents.py says which document holds which.
local SUMMARY, BODY, ANNEXES = "tom-tat", "than", "phu-luc"
local FILE_TYPES = { typst = "pdf", docx = "docx", html = "html" }
local FAULT_MARK = "[loi-ket-xuat] "
local NBSP = "\u{a0}"
local LETTERS = {
  "a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x", "y",
}
local LABELS = { tbl = "Bảng", fig = "Hình" }
local ORDER = "STT" -- the head of a column that counts the rows
local SMALL_FROM_COLUMNS = 7
local BREAKABLE_FROM = 1200
-- A table as short as this stays on one page.
local WHOLE_UP_TO_ROWS, WHOLE_UP_TO_TEXT = 16, 1500
local BOLDER = 1.1 -- a bold word is so much wider
-- Of a table's width, what counts as a short line, which is not broken where there is room, and as a short head; of its line,
-- what a longer head takes in two lines; and what short lines of all columns may take together.
local SHORT_LINE, SHORT_HEAD, HALF_OF_HEAD, ROOMY = 0.22, 0.12, 0.6, 0.85
-- A table whose words do not fit the page in its usual size is set smaller, in all formats alike.
local PAGE = { word = "%S+", em = 12, margins = 10, total = 467, most = 155 }
local TURNED_PAGE = { word = "%S+", em = 12, margins = 10, total = 714, most = 155 }
local OF_CODE = 0.6 -- of that most, what a code may ask for: it breaks behind its underscores
local TOGETHER = 3 -- rows that stand on one page, where a table begins and where it ends

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("a")
  file:close()
  return text
end

local data -- the content of the document; of a block that is another's there are the kind and the rows that links lead to
local settings = pandoc.json.decode(read("ket-xuat.json"), false)

-- Faults -------------------------------------------------------------------------------------------------------------

local faults = {}

local function fault(text) faults[#faults + 1] = text end

local function stop_at_faults()
  if #faults == 0 then return end
  for _, text in ipairs(faults) do io.stderr:write(FAULT_MARK, (text:gsub("%s+", " ")), "\n") end
  error("the report is not whole")
end

-- Text ---------------------------------------------------------------------------------------------------------------

-- Control characters and noncharacters are not allowed in XML or HTML, whatever the escaping.
local function clean(text)
  text = tostring(text):gsub("[\r\n\t]+", " "):gsub("[\0-\31\127]", "\u{fffd}")
  return (text:gsub("\xC2[\x80-\x9F]", "\u{fffd}"):gsub("\xEF\xBF[\xBE\xBF]", "\u{fffd}"))
end

local function roman(n)
  local out = ""
  for _, step in ipairs { { 10, "X" }, { 9, "IX" }, { 5, "V" }, { 4, "IV" }, { 1, "I" } } do
    while n >= step[1] do
      out, n = out .. step[2], n - step[1]
    end
  end
  return out
end

local function upper(inlines)
  return inlines:walk { Str = function(s) return pandoc.Str(pandoc.text.upper(s.text)) end }
end

local function list_lines(lines)
  local out = {}
  for i, line in ipairs(lines or {}) do
    local bare = clean(line):gsub("^%s+", ""):gsub("^%-%s+", ""):gsub("^–%s+", ""):gsub("[%s;.,]+$", "")
    out[i] = { text = bare, stop = i < #lines and ";" or "." }
  end
  return out
end

-- First pass: what there is, and its number ---------------------------------------------------------------------------

local report = {
  settings = settings,
  read = read,
  clean = clean,
  nbsp = NBSP,
  label = {}, -- id of a table, figure, appendix or technical section -> "Bảng 1", "Phụ lục II", "Mục I Phụ lục kỹ thuật"
  home = {}, -- id of what a link leads to -> the part in which it stands
  closes = false, -- whether the block at hand is the last of a body that a signature follows
  turned = false, -- whether the pages are on their side, as below a heading of class "ngang"
  contents = {}, -- {level, id, text} of each heading in order
  anchors = {}, -- id of a row -> true
  messages = {}, -- what the summary says, a text each
}

local function is_placeholder(block) return block.t == "Div" and block.classes:includes("khoi") end
local function opens_part(block) return block.t == "Header" and block.level == 1 end

local function part_opened(block)
  for mark in pairs(settings.parts) do
    if block.classes:includes(mark) then return mark end
  end
  return BODY
end

-- The part of each block.
local function parts_of(blocks)
  local out, part = {}, BODY
  for i, block in ipairs(blocks) do
    if opens_part(block) then part = part_opened(block) end
    out[i] = part
  end
  return out
end

-- nbconvert wraps outputs in divs of its own; only placeholders mean something.
local function flatten(blocks, out)
  for _, block in ipairs(blocks) do
    if block.t == "Div" and not is_placeholder(block) then
      flatten(block.content, out)
    else
      out[#out + 1] = block
    end
  end
  return out
end

local function prints(block)
  if block.t == "Header" then return false end
  local shown = is_placeholder(block) and data.blocks[block.identifier]
  return not shown or shown.kind ~= "prose" or #(shown.blocks or {}) > 0
end

-- A heading stands only where something is printed under it, below its own subheadings too.
local function drop_empty(blocks)
  local out = {}
  for i, block in ipairs(blocks) do
    local keep = block.t ~= "Header"
    for j = i + 1, keep and i or #blocks do
      local below = blocks[j]
      if below.t == "Header" and below.level <= block.level then break end
      if prints(below) then keep = true end
    end
    if keep then out[#out + 1] = block end
  end
  return out
end

-- The text of inlines as data; a note is printed elsewhere.
local function plain(list)
  local out = {}
  for i, item in ipairs(list) do
    out[i] = item.t == "ref" and (report.label[item.id] or "") or item.t == "br" and " " or item.s or ""
    if item.c and item.t ~= "fn" then out[i] = plain(item.c) end
  end
  return table.concat(out)
end

local function register_block(id, part, counts, seen)
  local block = data.blocks[id]
  if not block then return fault("bản thảo có chỗ đặt khối “" .. id .. "” nhưng nội dung không có khối này") end
  if seen[id] then return fault("khối “" .. id .. "” được đặt hai lần trong bản thảo") end
  seen[id], report.home[id] = true, part
  local kind = id:match("^(%a+)%-")
  if LABELS[kind] and block.kind ~= "prose" then
    local prefix = settings.parts[part].prefix
    local counted = prefix .. kind
    counts[counted] = (counts[counted] or 0) + 1
    report.label[id] = LABELS[kind] .. NBSP .. prefix .. counts[counted]
  end
  for _, said in ipairs(part == SUMMARY and block.blocks or {}) do
    for _, item in ipairs(said.items or {}) do report.messages[#report.messages + 1] = clean(plain(item)) end
  end
  for _, row in ipairs(block.rows or {}) do
    if row.anchor then
      if report.anchors[row.anchor] then fault("mã truy xuất “" .. row.anchor .. "” đứng ở hai dòng") end
      report.anchors[row.anchor], report.home[row.anchor] = true, part
    end
  end
end

local function count_headings(blocks, parts, wanted)
  local total = 0
  for i, block in ipairs(blocks) do
    if opens_part(block) and parts[i] == wanted then total = total + 1 end
  end
  return total
end

-- How a reference names a heading that opens a part; those of the body are not referred to.
local function heading_reference(part, number, several)
  if part == ANNEXES then return "Phụ lục" .. (several and NBSP .. roman(number) or "") end
  local title = settings.parts[part].title
  return title ~= "" and "Mục" .. NBSP .. roman(number) .. " " .. title or nil
end

local function register(blocks, parts)
  local counts, seen, headings = {}, {}, {}
  local several = count_headings(blocks, parts, ANNEXES) > 1
  for i, block in ipairs(blocks) do
    local part = parts[i]
    if opens_part(block) then
      headings[part] = (headings[part] or 0) + 1
      report.home[block.identifier] = part
      report.label[block.identifier] = heading_reference(part, headings[part], several)
    elseif is_placeholder(block) then
      register_block(block.identifier, part, counts, seen)
    end
  end
  for id in pairs(data.blocks) do
    if not seen[id] then fault("khối “" .. id .. "” không có chỗ đặt trong bản thảo") end
  end
  table.sort(faults)
end

-- The document that is made, and where the targets of links lie ---------------------------------------------------------

local document

local function holds(one, part) return pandoc.List(one.parts):includes(part) end

local function find_document(name)
  for _, one in ipairs(settings.documents) do
    if one.name == name then return one end
  end
  error("no document " .. name)
end

local files = {} -- a part -> the file that links to it lead into

local function file_with(part)
  if holds(document, part) then return "" end
  for _, one in ipairs(settings.documents) do
    if one.name:match("%.pdf$") and holds(one, part) then return one.name end
  end
  error("no document with the part " .. part)
end

-- The file that holds the target of a link; "" is this one.
function report.file_of(id)
  local part = report.home[id]
  files[part] = files[part] or file_with(part)
  return files[part]
end

-- Widths --------------------------------------------------------------------------------------------------------------

-- Widths of the letters of Times New Roman in thousandths of an em; other small letters, digits and signs take 500, other
-- capitals 722. Diacritics add nothing.
local LETTER_WIDTHS = {
  [250] = ". , \u{a0}", [278] = "i j l t / : ;", [333] = "f r ( ) - I “ ”", [389] = "s J", [444] = "a c e z", [556] = "F P S",
  [611] = "E L T", [667] = "B C R", [722] = "w", [778] = "m", [889] = "M", [944] = "W", [833] = "%",
}
local width_of = setmetatable({}, {
  __index = function(widths, code)
    local letter = utf8.char(code)
    widths[code] = pandoc.text.lower(letter) ~= letter and 722 or 500
    return widths[code]
  end,
})
for width, letters in pairs(LETTER_WIDTHS) do
  for letter in letters:gmatch("%S+") do width_of[utf8.codepoint(letter)] = width end
end

local length_of = setmetatable({}, {
  __index = function(lengths, text)
    local length = 0
    for _, code in utf8.codes(text) do length = length + width_of[code] end
    lengths[text] = length / 1000
    return lengths[text]
  end,
})

-- The length of a word in ems; each is measured once.
function report.word_length(word) return length_of[word] end

-- What the columns of a table can do with, in the units of `o`, each list at least as wide as the one before it: their
-- longest words; no broken short line, a numeral with its word among them, and heads of two lines; their longest lines.
-- `o` says what a word is (a pattern), how wide an em of the text is, what the margins of a cell take, what the columns
-- have together, and the most that a word may ask for: what is longer, a hash or an address, may break.
local function content_widths(built, o)
  local words, comfort, lines = {}, {}, {}
  for i in ipairs(built.columns) do words[i], comfort[i], lines[i] = 0, 0, 0 end
  for part, rows in ipairs { built.head, built.rows } do
    for _, row in ipairs(rows) do
      for _, placed in ipairs(row.cells) do
        if not placed.continues and placed.colspan == 1 then
          local i, text = placed.column, plain(placed.c)
          local bold = part == 1 or row.class == "tong" or row.class == "nhom"
          local em = o.em * (bold and BOLDER or 1)
          for word in text:gmatch(o.word) do
            local length = report.word_length(word) * em
            words[i] = math.max(words[i], word:find("_", 1, true) and math.min(length, o.most * OF_CODE) or length)
          end
          local line = report.word_length(text) * em
          if part == 2 then
            lines[i] = math.max(lines[i], line)
          elseif line > o.total * SHORT_HEAD then
            line = math.min(line * HALF_OF_HEAD, o.total * SHORT_LINE)
          end
          if line <= o.total * SHORT_LINE then comfort[i] = math.max(comfort[i], line) end
        end
      end
    end
  end
  for i in ipairs(words) do
    words[i] = math.min(math.ceil(words[i]) + o.margins, o.most)
    comfort[i] = math.max(words[i], math.ceil(comfort[i]) + o.margins)
    lines[i] = math.max(comfort[i], math.min(math.ceil(lines[i]) + o.margins, o.total))
  end
  return words, comfort, lines
end

local function sum_of(list)
  local total = 0
  for _, number in ipairs(list) do total = total + number end
  return total
end

-- The widths of the columns by what stands in them, `o.total` together: where all lines fit, columns grow alike; else what is
-- left beyond the least goes to those that can use it. Short lines stay whole where that leaves the others room.
function report.column_widths(built, o)
  local words, comfort, lines = content_widths(built, o)
  local least = sum_of(comfort) <= o.total * ROOMY and comfort or words
  local have, want = sum_of(least), sum_of(lines)
  local out = {}
  for i in ipairs(least) do
    local width = least[i] * o.total / have
    if want <= o.total then
      width = lines[i] * o.total / want
    elseif have < o.total then
      width = least[i] + (o.total - have) * (lines[i] - least[i]) / (want - have)
    end
    out[i] = math.floor(width)
  end
  return out
end

-- Whether the longest words of all columns fit side by side.
function report.fits(built, o) return sum_of((content_widths(built, o))) <= o.total end

-- The length of the longest numeral of inlines in ems: it must not cross the line of its cell.
function report.numeral_length(list)
  local longest = 0
  for _, item in ipairs(list) do
    if item.t == "so" then longest = math.max(longest, report.word_length(item.s)) end
    if item.c then longest = math.max(longest, report.numeral_length(item.c)) end
  end
  return longest
end

-- Inlines -------------------------------------------------------------------------------------------------------------

local backend
local inlines

local BUILD = {
  s = function(x) return { pandoc.Str(clean(x.s)) } end,
  q = function(x) return { pandoc.Span({ pandoc.Str(clean(x.s)) }, { class = "goc" }) } end,
  b = function(x, row) return { pandoc.Strong(inlines(x.c, row)) } end,
  i = function(x, row) return { pandoc.Emph(inlines(x.c, row)) } end,
  x = function(x) return backend.exempt(x) end,
  tep = function(x) return backend.file_hash(x.s) end,
  tu = function(x)
    for _, id in ipairs { x.v, x.r ~= "" and x.r or nil } do
      if not report.anchors["vet-" .. id] then
        fault("từ “" .. x.s .. "” dựa vào mã “" .. id .. "” nhưng phụ lục truy xuất không có mã này")
      end
    end
    return backend.statement(x)
  end,
  br = function() return { pandoc.LineBreak() } end,
  fn = function(x, row) return { pandoc.Note { pandoc.Para(inlines(x.c, row)) } } end,
  so = function(x, row)
    local anchor = "vet-" .. x.v
    if not report.anchors[anchor] then
      fault("con số " .. x.s .. " dẫn tới mã “" .. x.v .. "” nhưng phụ lục truy xuất không có mã này")
      return {}
    end
    return backend.number(x, anchor, row == anchor)
  end,
  ref = function(x)
    local label = report.label[x.id]
    if not label then
      fault("tham chiếu tới “" .. x.id .. "” nhưng văn bản không có bảng, hình hay phụ lục này")
      return {}
    end
    return backend.reference(x.id, label)
  end,
}

function inlines(list, row)
  local out = pandoc.Inlines {}
  for _, item in ipairs(list or {}) do
    local build = BUILD[item.t]
    if build then out:extend(build(item, row)) else fault("nội dung có thành phần lạ “" .. tostring(item.t) .. "”") end
  end
  return out
end

-- Blocks --------------------------------------------------------------------------------------------------------------

local function text_length(list)
  local length = 0
  for _, item in ipairs(list or {}) do length = length + #(item.s or "") + (item.c and text_length(item.c) or 0) end
  return length
end

-- Places the cells of rows on a grid; a cell that comes down from a row above stands as {continues = true}.
local function grid(rows, columns, where)
  local out, open = {}, {}
  for number, row in ipairs(rows) do
    local placed, column = {}, 1
    local function continue_above()
      while open[column] and open[column].left > 0 do
        local above = open[column]
        above.left = above.left - 1
        placed[#placed + 1] = { continues = true, column = column, colspan = above.colspan, c = {} }
        column = column + above.colspan
      end
    end
    for _, cell in ipairs(row.cells or row) do
      continue_above()
      local content = cell.c or cell
      local colspan, rowspan = cell.colspan or 1, cell.rowspan or 1
      placed[#placed + 1] = {
        c = content,
        column = column,
        colspan = colspan,
        rowspan = rowspan,
        long = text_length(content) > BREAKABLE_FROM,
      }
      if rowspan > 1 then open[column] = { left = rowspan - 1, colspan = colspan } end
      column = column + colspan
    end
    continue_above()
    if column ~= columns + 1 then
      fault("bảng “" .. where .. "”, dòng " .. number .. ": có " .. column - 1 .. " ô, cần " .. columns)
    end
    out[number] = { cells = placed, class = row.class or "", anchor = row.anchor }
  end
  return out
end

local function rows_length(rows)
  local length = 0
  for _, row in ipairs(rows or {}) do
    for _, cell in ipairs(row.cells) do length = length + text_length(cell.c or cell) end
  end
  return length
end

-- Marks each row that stays on the page of the next one: where the table begins and ends, and below the name of a group.
local function keep_together(rows)
  local own = {}
  for i, row in ipairs(rows) do own[i] = rows_length { row } end
  local function join(first, last)
    local length = 0
    for i = first, last do length = length + (own[i] or 0) end
    for i = first, length <= WHOLE_UP_TO_TEXT and math.min(last, #rows) - 1 or 0 do rows[i].with_next = true end
  end
  join(1, TOGETHER)
  join(math.max(1, #rows - TOGETHER + 1), #rows)
  for i, row in ipairs(rows) do
    if row.class == "nhom" then join(i, i + TOGETHER - 1) end
  end
  return rows
end

-- The name of a group stands in one cell over all columns.
local function with_groups(rows, columns)
  for _, row in ipairs(rows) do
    local first = row.cells[1]
    if row.class == "nhom" then row.cells = { { c = first.c or first, colspan = columns } } end
  end
  return rows
end

-- The column that says what a row is about: the first, but a number of order says nothing.
local function naming_column(block)
  local head = block.head and block.head[1]
  return head and plain(head[1].c or head[1]) == ORDER and 2 or 1
end

local function build_cells(rows, naming)
  for _, row in ipairs(rows) do
    for _, cell in ipairs(row.cells) do
      cell.inlines = inlines(cell.c, row.anchor)
      local covers = cell.column <= naming and naming < cell.column + cell.colspan
      cell.names_row = covers and not cell.continues and #cell.inlines > 0
      if not row.filled and #cell.inlines > 0 then row.filled = cell end
    end
  end
  return rows
end

local function build_prose(block)
  local out = pandoc.Blocks {}
  for _, part in ipairs(block.blocks or {}) do
    if part.b == "p" then
      out:insert(pandoc.Para(inlines(part.c)))
    elseif part.b == "ul" then
      local items = {}
      for i, item in ipairs(part.items) do items[i] = inlines(item) end
      out:extend(backend.list(items))
    elseif part.b == "note" then
      out:extend(backend.remark(inlines(part.c)))
    else
      fault("nội dung có đoạn kiểu lạ “" .. tostring(part.b) .. "”")
    end
  end
  return out
end

-- What stands below a table or a chart, a paragraph each: the note, and where the values come from.
local function below(block)
  local out = {}
  if block.note then out[1] = inlines(block.note) end
  if block.source then out[#out + 1] = inlines(block.source) end
  return out
end

local function described(block, naming)
  local heads = {}
  for i, cell in ipairs(block.head and block.head[1] or {}) do heads[i] = plain(cell.c or cell) end
  return clean("Các cột: " .. table.concat(heads, "; ") .. ". Ô thứ " .. (naming == 1 and "nhất" or "hai") .. " của mỗi dòng là tên dòng.")
end

local function build_table(id, block)
  local columns, naming = block.columns, naming_column(block)
  local built = {
    id = id,
    label = report.label[id],
    caption = inlines(block.caption),
    description = described(block, naming),
    columns = columns,
    naming = naming,
    head = build_cells(grid(block.head or {}, #columns, id), naming),
    rows = keep_together(build_cells(grid(with_groups(block.rows or {}, #columns), #columns, id), naming)),
    below = below(block),
  }
  built.small = #columns >= SMALL_FROM_COLUMNS or not report.fits(built, report.turned and TURNED_PAGE or PAGE)
  built.whole = #built.rows <= WHOLE_UP_TO_ROWS and rows_length(built.rows) <= WHOLE_UP_TO_TEXT
  return backend.table(built)
end

local function figure_of(id, block)
  if not block.alt or block.alt == "" then fault("hình “" .. id .. "” thiếu mô tả bằng lời") end
  local built = { id = id, label = report.label[id], caption = inlines(block.caption), alt = clean(block.alt or "") }
  if block.headline then built.headline = inlines(block.headline) end
  built.below = below(block)
  return built
end

local function build_figure(id, block) return backend.figure(figure_of(id, block)) end

-- The charts that share what is left of one page, numbered as this document shows them.
local function build_charts(ids)
  local built = {}
  for i, id in ipairs(ids) do
    built[i] = figure_of(id, data.blocks[id])
    built[i].label = LABELS.fig .. NBSP .. i
  end
  return #built > 0 and backend.charts(built) or {}
end

local KINDS = { prose = function(_, block) return build_prose(block) end, table = build_table, figure = build_figure }

local function build_block(id)
  local block = data.blocks[id]
  if not block then return pandoc.Blocks {} end
  local build = KINDS[block.kind]
  if not build then
    fault("khối “" .. id .. "” có kiểu lạ “" .. tostring(block.kind) .. "”")
    return pandoc.Blocks {}
  end
  return build(id, block)
end

-- Second pass: headings, blocks, ends ---------------------------------------------------------------------------------

local counters

local function heading_label(level)
  counters[level] = counters[level] + 1
  for deeper = level + 1, 6 do counters[deeper] = 0 end
  local n = counters[level]
  if level == 1 then return roman(n) .. "." end
  if level == 2 then return n .. "." end
  return (LETTERS[n] or tostring(n)) .. ")"
end

-- `folded` says that the part is folded into this document, below a heading of its own; `first` that it opens its part.
local function build_heading(block, part, folded, first)
  local turned_before = report.turned
  if opens_part(block) then report.turned = block.classes:includes("ngang") end
  local content = block.level == 1 and upper(block.content) or block.content
  local annex = part == ANNEXES and opens_part(block)
  local label
  if annex then
    counters[2], counters[3] = 0, 0
    label = report.label[block.identifier]
  elseif not block.classes:includes("unnumbered") then
    label = heading_label(block.level)
  end
  local level = block.level + (folded and 1 or 0)
  local text = clean(pandoc.utils.stringify(block.content))
  report.contents[#report.contents + 1] = { level = level, id = block.identifier, label = label, text = text }
  if annex then return backend.appendix(block, label, content, first, report.turned ~= turned_before) end
  if label then content = pandoc.Inlines { backend.numbering(label), pandoc.Space() } .. content end
  return backend.heading(block.identifier, level, content)
end

-- Puts "./." at the end of the paragraph or list item that a block ends with; says whether there is one.
local function add_end_mark(block)
  if block.t == "BulletList" or block.t == "OrderedList" then
    local items = block.content
    local done = add_end_mark(items[#items][#items[#items]])
    block.content = items
    return done
  elseif block.t == "Div" and #block.content > 0 and not block.classes:includes("ghi-chu") then
    return add_end_mark(block.content[#block.content])
  elseif (block.t == "Para" or block.t == "Plain") and #block.content > 0 then
    local tail = block.content[#block.content]
    if tail.t == "Str" then
      tail.text = tail.text:gsub("[.;,]+$", "") .. "./."
    else
      block.content:insert(pandoc.Str("./."))
    end
    return true
  end
  return false
end

-- Where a table or figure comes last, "./." stands on a line of its own, on the page of what stands below that table or figure.
-- What the body ends with stays on the page of the signature.
local function close_body(blocks)
  local last = blocks[#blocks]
  if last and add_end_mark(last) then
    blocks:remove(#blocks)
  else
    last = pandoc.Para { pandoc.Str("./.") }
  end
  blocks:extend(backend.last_block(last))
  blocks:extend(backend.signature())
end

-- Builds the blocks of one part. In a document with a letterhead some are folded away below a heading of their own.
local function build_part(out, part, blocks)
  counters = { 0, 0, 0, 0, 0, 0 }
  local folded = settings.parts[part].folded and document.title == "" and #blocks > 0
  if folded then
    local id, title = "phan-" .. part, settings.parts[part].title
    report.contents[#report.contents + 1] = { level = 1, id = id, text = title }
    out:extend(backend.fold(id, title))
  end
  for i, block in ipairs(blocks) do
    report.closes = i == #blocks and part == BODY and document.title == ""
    if block.t == "Header" and pandoc.utils.stringify(block) == document.title then
      -- the head of the document says it
    elseif block.t == "Header" then
      out:extend(build_heading(block, part, folded, i == 1))
    elseif is_placeholder(block) then
      out:extend(build_block(block.identifier))
    else
      out:insert(block)
    end
  end
  report.closes = false
  if folded then out:extend(backend.unfold()) end
end

local function build_document(blocks, parts)
  local by_part = {}
  for i, block in ipairs(blocks) do
    local part = parts[i]
    by_part[part] = by_part[part] or {}
    table.insert(by_part[part], block)
  end
  local out = pandoc.Blocks {}
  for _, part in ipairs(document.parts) do
    build_part(out, part, by_part[part] or {})
    if part == BODY and document.title == "" then close_body(out) end
  end
  if document.charts then out:extend(build_charts(data.hinh_tom_tat)) end
  return out
end

-- Metadata ------------------------------------------------------------------------------------------------------------

-- What the page and the Typst template print at the head, and what the signature and the appendices print.
local HEAD = {
  "title", "co_quan_chu_quan", "co_quan_ban_hanh", "so_ky_hieu", "dia_danh_ngay", "ten_loai", "trich_yeu",
}
local REST = { "quyen_han", "chuc_vu", "nguoi_ky", "kem_theo" }
local CAPITALS = { co_quan_chu_quan = true, co_quan_ban_hanh = true, ten_loai = true, quyen_han = true, chuc_vu = true }

local function read_meta()
  local meta = { draft = data.meta.draft == true }
  for _, keys in ipairs { HEAD, REST } do
    for _, key in ipairs(keys) do
      local text = clean(data.meta[key] or "")
      meta[key] = CAPITALS[key] and pandoc.text.upper(text) or text
    end
  end
  for _, key in ipairs { "kinh_gui", "can_cu", "noi_nhan" } do meta[key] = list_lines(data.meta[key]) end
  return meta
end

function Pandoc(doc)
  local format = FORMAT:match("typst") or FORMAT:match("docx") or "html"
  document = find_document(pandoc.utils.stringify(doc.meta["van-ban"]) .. "." .. FILE_TYPES[format])
  data = pandoc.json.decode(read(document.name .. ".json"), false)
  report.meta, report.head = read_meta(), HEAD
  doc.meta["van-ban"] = nil -- a DOCX would keep it among its properties
  report.title = pandoc.text.upper(document.title)
  if document.title ~= "" then report.meta.title = document.title .. ": " .. report.meta.title end
  backend = dofile(format .. ".lua")(report, inlines)
  local blocks = drop_empty(flatten(doc.blocks, {}))
  local parts = parts_of(blocks)
  register(blocks, parts)
  local built = build_document(blocks, parts)
  stop_at_faults()
  return backend.document(built, doc.meta)
end
