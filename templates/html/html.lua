-- The HTML page: markup around Pandoc's inlines, so that footnotes are still numbered by Pandoc. No style attributes:
-- the page's content security policy forbids them.

return function(report)
  local backend = {}
  local TABLE = { word = "%S+", em = 15, margins = 20, total = 760, most = 250 } -- pixels, as in style.css
  local DESCRIPTION = 300 -- characters
  local ESCAPES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }

  local function escape(text) return (tostring(text):gsub('[&<>"]', ESCAPES)) end
  local function raw_inline(text) return pandoc.RawInline("html", text) end

  -- Collects markup and inlines; neighbouring markup becomes one raw block.
  local function collector()
    local blocks, pending = pandoc.Blocks {}, {}
    local self = {}
    function self.markup(text) pending[#pending + 1] = text end
    function self.flush()
      if #pending > 0 then blocks:insert(pandoc.RawBlock("html", table.concat(pending))) end
      pending = {}
      return blocks
    end
    function self.inlines(content)
      if #content == 0 then return end
      self.flush()
      blocks:insert(pandoc.Plain(content))
    end
    return self
  end

  function backend.number(x, anchor, own)
    local attributes = string.format(
      'class="so" data-v="%s" data-d="%s" data-k="%s"',
      escape(x.v), escape(math.tointeger(x.d) or 0), escape(math.tointeger(x.k) or 0)
    )
    local text = escape(report.clean(x.s))
    if own then return { raw_inline("<span " .. attributes .. ">" .. text .. "</span>") } end
    return { raw_inline('<a ' .. attributes .. ' href="#' .. escape(anchor) .. '">' .. text .. "</a>") }
  end

  -- A period, date, citation or code: x-ky, x-ngay, x-luat, x-ma.
  function backend.exempt(x)
    return { pandoc.Span({ pandoc.Str(report.clean(x.s)) }, { class = "x-" .. x.k }) }
  end

  -- A word of direction or rank with the condition that makes it true.
  function backend.statement(x)
    return { raw_inline(string.format(
      '<span class="tu" data-v="%s" data-op="%s" data-r="%s">%s</span>',
      escape(x.v), escape(x.op), escape(x.r), escape(report.clean(x.s))
    )) }
  end

  function backend.numbering(label) return raw_inline('<span class="stt">' .. escape(label) .. "</span>") end

  function backend.reference(id, label)
    return { raw_inline('<a class="tham-chieu" href="#' .. escape(id) .. '">' .. escape(label) .. "</a>") }
  end

  function backend.list(items)
    local blocks = {}
    for i, item in ipairs(items) do blocks[i] = { pandoc.Plain(item) } end
    return { pandoc.BulletList(blocks) }
  end

  -- The page is finished with the hash, since it is made while the file is.
  function backend.file_hash(name)
    return { raw_inline('<span class="x-ma" data-tep="' .. escape(name) .. '"></span>') }
  end

  function backend.last_block(block) return { block } end

  function backend.remark(content) return { pandoc.Div({ pandoc.Para(content) }, { class = "luu-y" }) } end

  local function caption(out, built)
    out.markup('<figcaption id="' .. escape(built.id) .. '-ten">')
    if built.label then out.markup('<b class="stt">' .. escape(built.label) .. ".</b> ") end
    out.inlines(built.caption)
    out.markup("</figcaption>")
  end

  local function below(out, built)
    for _, content in ipairs(built.below) do
      out.markup('<p class="ghi-chu">')
      out.inlines(content)
      out.markup("</p>")
    end
  end

  local function spans(cell)
    local out = ""
    if cell.colspan > 1 then out = out .. ' colspan="' .. math.tointeger(cell.colspan) .. '"' end
    if cell.rowspan > 1 then out = out .. ' rowspan="' .. math.tointeger(cell.rowspan) .. '"' end
    return out
  end

  local function rows(out, built, list, head)
    for _, row in ipairs(list) do
      out.markup("<tr")
      if row.anchor then out.markup(' id="' .. escape(row.anchor) .. '"') end
      if row.class ~= "" then out.markup(' class="' .. escape(row.class) .. '"') end
      out.markup(">")
      for _, cell in ipairs(row.cells) do
        if not cell.continues then
          local align = built.columns[cell.column].align or "l"
          local name = (head or cell.names_row) and "th" or "td"
          local scope = not head and name == "th" and ' scope="row"'
            or head and (cell.colspan > 1 and ' scope="colgroup"' or ' scope="col"') or ""
          out.markup("<" .. name .. scope .. ' class="' .. align .. '"' .. spans(cell) .. ">")
          out.inlines(cell.inlines)
          out.markup("</" .. name .. ">")
        end
      end
      out.markup("</tr>\n")
    end
  end

  -- Widths are classes in steps of five per cent; the browser spreads what rounding leaves over.
  local function widths(built)
    local out = "<colgroup>"
    for _, width in ipairs(report.column_widths(built, TABLE)) do
      local step = math.max(5, math.floor(width / TABLE.total * 20 + 0.5) * 5)
      out = out .. '<col class="w' .. math.tointeger(step) .. '">'
    end
    return out .. "</colgroup>"
  end

  function backend.table(built)
    local out = collector()
    local id = escape(built.id)
    local width = built.small and " nho" or #built.columns > 4 and " rong" or #built.columns > 3 and " vua" or ""
    out.markup('<figure class="bang' .. width .. '" id="' .. id .. '">')
    caption(out, built)
    out.markup('<div class="cuon">')
    out.markup('<table aria-labelledby="' .. id .. '-ten">' .. widths(built) .. "<thead>")
    rows(out, built, built.head, true)
    out.markup("</thead><tbody>")
    rows(out, built, built.rows, false)
    out.markup("</tbody></table></div>")
    below(out, built)
    out.markup("</figure>")
    return out.flush()
  end

  local function drawing(built, folder)
    local svg = report.read(folder .. "/" .. built.id .. ".svg")
    svg = svg:gsub("^%s*<%?xml.-%?>%s*", ""):gsub("^<!DOCTYPE.->%s*", "")
    return (svg:gsub("^<svg ", function() return '<svg aria-label="' .. escape(built.alt) .. '" ' end, 1))
  end

  -- A chart stands twice in the page; the style sheet shows the one that fits the screen.
  function backend.figure(built)
    local out = collector()
    out.markup('<figure class="hinh" id="' .. escape(built.id) .. '">')
    if built.headline then
      out.markup('<p class="y-chinh">')
      out.inlines(built.headline)
      out.markup("</p>")
    end
    out.markup('<div class="rong">' .. drawing(built, "hinh") .. "</div>")
    out.markup('<div class="hep">' .. drawing(built, "hinh-hep") .. "</div>")
    caption(out, built)
    below(out, built)
    out.markup("</figure>")
    return out.flush()
  end

  -- The page's own title is h1, so the levels of the report stand one lower.
  function backend.heading(id, level, content)
    return { pandoc.Header(math.min(level + 1, 6), content, pandoc.Attr(id)) }
  end

  function backend.fold(id, title)
    return { pandoc.RawBlock("html", '<details class="phan-gap"><summary><h2 id="' .. escape(id) .. '">' .. escape(title)
      .. "</h2></summary>") }
  end

  function backend.unfold() return { pandoc.RawBlock("html", "</details>") } end

  function backend.appendix(block, label, content)
    local number = raw_inline('<span class="so-phu-luc">' .. escape(label) .. "</span> ")
    local title = raw_inline('<span class="ten-phu-luc">')
    local heading = pandoc.Inlines { number, title } .. content .. { raw_inline("</span>") }
    local attr = pandoc.Attr(block.identifier, { "phu-luc" })
    local with = pandoc.Div({ pandoc.Para { pandoc.Str(report.meta.kem_theo) } }, { class = "kem-theo" })
    return { pandoc.Header(2, heading, attr), with }
  end

  local function lines(list)
    local out = {}
    for i, line in ipairs(list) do out[i] = "<li>" .. escape(line.text) .. line.stop .. "</li>" end
    return table.concat(out)
  end

  function backend.signature()
    local meta = report.meta
    local authority = meta.quyen_han ~= "" and escape(meta.quyen_han) .. "<br>" or ""
    return {
      pandoc.RawBlock("html", '<div class="ky"><div class="noi-nhan"><p>Nơi nhận:</p><ul>' .. lines(meta.noi_nhan)
        .. '</ul></div><div class="nguoi-ky"><p class="chuc-vu">' .. authority .. escape(meta.chuc_vu)
        .. '</p><p class="ho-ten">' .. escape(meta.nguoi_ky) .. "</p></div></div>"),
    }
  end

  local function contents_entry(entry)
    local number = entry.label and '<span class="stt">' .. escape(entry.label) .. "</span> " or ""
    return '<li><a href="#' .. escape(entry.id) .. '">' .. number .. escape(entry.text) .. "</a>"
  end

  local function contents()
    local out, inside = { "<ul>" }, false
    for _, entry in ipairs(report.contents) do
      if entry.level == 1 then
        if #out > 1 then out[#out + 1] = inside and "</ul></li>" or "</li>" end
        out[#out + 1], inside = contents_entry(entry), false
      elseif entry.level == 2 and #out > 1 then
        if not inside then out[#out + 1] = "<ul>" end
        out[#out + 1], inside = contents_entry(entry) .. "</li>", true
      end
    end
    if #out == 1 then return nil end
    return table.concat(out) .. (inside and "</ul>" or "") .. "</li></ul>"
  end

  -- The other files of the report, which lie beside the page.
  local FORMAT_NAMES = { pdf = "PDF", docx = "Word" }
  local function other_files()
    local out = {}
    local function add(name, text, format)
      out[#out + 1] = '<li><a href="' .. escape(name) .. '">' .. escape(text) .. " (" .. format .. ")</a></li>"
    end
    for _, one in ipairs(report.settings.documents) do
      local format = FORMAT_NAMES[one.name:match("%w+$")]
      if format then add(one.name, one.title == "" and "Báo cáo" or one.title, format) end
    end
    add(report.settings.workbook, "Bảng số liệu", "Excel")
    add(report.settings.forms, "Biểu mẫu", "Excel")
    return table.concat(out)
  end

  -- What a search or a message shows below the title: the first messages of the summary, as many as fit, whole.
  local function description()
    local out = report.messages[1] or ""
    for i = 2, #report.messages do
      local longer = out .. " " .. report.messages[i]
      if utf8.len(longer) > DESCRIPTION then break end
      out = longer
    end
    return out
  end

  local function addressees(list)
    if #list == 0 then return nil end
    if #list == 1 then return '<p class="kinh-gui">Kính gửi: ' .. escape(list[1].text) .. ".</p>" end
    return '<div class="kinh-gui"><p>Kính gửi:</p><ul>' .. lines(list) .. "</ul></div>"
  end

  function backend.document(blocks, meta)
    local values = report.meta
    local function set(key, markup)
      if markup and markup ~= "" then meta[key] = pandoc.MetaInlines { raw_inline(markup) } end
    end
    for _, key in ipairs(report.head) do
      set("bc-" .. key:gsub("_", "-"), escape(values[key]))
    end
    set("bc-muc-luc", contents())
    set("bc-cac-tep", other_files())
    set("bc-mo-ta", escape(description()))
    set("bc-kinh-gui", addressees(values.kinh_gui))
    local grounds = {}
    for i, line in ipairs(values.can_cu) do
      grounds[i] = '<p class="can-cu">' .. escape(line.text) .. line.stop .. "</p>"
    end
    set("bc-can-cu", table.concat(grounds, "\n"))
    if values.draft then meta["bc-du-thao"] = true end
    return pandoc.Pandoc(blocks, meta)
  end

  return backend
end
