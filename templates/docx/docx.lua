-- The Word document: Pandoc's paragraphs inside raw OpenXML tables, captions as SEQ fields, references as REF fields.
-- Measures are twips (1/20 pt) unless said. Styles named here are made by tools/make_reference.py.

return function(report)
  local backend = {}
  local TEXT_WIDTH, TURNED_WIDTH = 9354, 14286 -- 165 and 252 mm: A4 and A4 on its side, less the left and right margin
  local LEFT_COLUMN, RIGHT_COLUMN = 3854, 5500
  local IMAGE_WIDTH = 16 -- cm
  -- cm: of the charts that share a page, without what stands over and below them; of a headline; of a note
  local CHARTS_HEIGHT, HEADLINE_HEIGHT, NOTE_HEIGHT = 12.6, 1.2, 0.55
  local PNG_SIZE = 17 -- where a PNG tells its width and height
  local MOTTO = "Độc lập - Tự do - Hạnh phúc"
  local MOTTO_WIDTH = 3183 -- the motto in Times New Roman bold 13 pt
  local CAPITAL_WIDTH, LETTER_WIDTH = 0.63, 0.45 -- mean width of a bold letter, in em
  local RULE_PART = 0.42
  local MANY_EXHIBITS = 15 -- tables and charts, from which on a document has lists of its contents
  local HAIRLINE = '<w:p><w:pPr><w:pStyle w:val="Normal"/>'
    .. '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>%s</w:pPr></w:p>'
  local EMPTY_PARAGRAPH = '<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>'
  local CELL_SIZE, SMALL_SIZE, CELL_MARGINS = 12, 10, 150 -- points; points; both margins of a cell and its rule
  local ALIGN_STYLE = { l = "trái", c = "giữa", r = "phải" }
  local ESCAPES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }

  local function text_width() return report.turned and TURNED_WIDTH or TEXT_WIDTH end
  local function escape(text) return (tostring(text):gsub('[&<>"]', ESCAPES)) end
  local function raw(text) return pandoc.RawBlock("openxml", text) end
  local function raw_inline(text) return pandoc.RawInline("openxml", text) end
  local function styled(name, block) return pandoc.Div({ block }, { ["custom-style"] = name }) end
  -- What stands below a table or a chart is no text that can end the body.
  local function note(name, content)
    return pandoc.Div({ pandoc.Para(content) }, pandoc.Attr("", { "ghi-chu" }, { ["custom-style"] = name }))
  end

  -- A paragraph that docx.py puts on the page of the next where it is to be `kept`.
  local function with_next(block, kept)
    return kept and pandoc.Blocks { raw("<w:keep-paragraph/>"), block } or pandoc.Blocks { block }
  end

  -- What stands below a table or a chart, on one page, which is that of "./." where the body ends with it.
  local function below(built, style)
    local out = pandoc.Blocks {}
    for i, content in ipairs(built.below) do
      out:extend(with_next(note(style, content), report.closes or i < #built.below))
    end
    return out
  end

  -- Word allows letters, digits and "_" in the name of a bookmark, 40 characters at most.
  local names, taken = {}, {}
  local function bookmark(id)
    if names[id] then return names[id] end
    local name = id:gsub("[^%w]", "_")
    if #name > 40 or taken[name] or not name:find("^%a") then
      name = "m" .. name:sub(1, 28) .. "_" .. pandoc.utils.sha1(id):sub(1, 10)
    end
    names[id], taken[name] = name, true
    return name
  end

  -- Paragraphs of the head and the signature, with direct formatting -------------------------------------------------

  local function run(text, o)
    local properties = (o.bold and "<w:b/><w:bCs/>" or "") .. (o.italic and "<w:i/><w:iCs/>" or "")
      .. string.format('<w:sz w:val="%d"/><w:szCs w:val="%d"/>', o.size * 2, o.size * 2)
    return "<w:r><w:rPr>" .. properties .. '</w:rPr><w:t xml:space="preserve">' .. escape(text) .. "</w:t></w:r>"
  end

  local function paragraph(text, o)
    local spacing = '<w:spacing w:before="%d" w:after="%d" w:line="240" w:lineRule="auto"/>'
    local place = '<w:ind w:left="%d" w:firstLine="%d"/><w:jc w:val="%s"/></w:pPr>'
    return '<w:p><w:pPr><w:pStyle w:val="' .. (o.style or "Normal") .. '"/>' .. (o.keep and "<w:keepNext/>" or "")
      .. spacing:format(o.before or 0, o.after or 0) .. place:format(o.left or 0, o.first or 0, o.align or "left")
      .. (text ~= "" and run(text, o) or "") .. "</w:p>"
  end

  -- A rule of `length`, centred in a column of `width`.
  local function rule(width, length)
    local side = math.max(0, math.floor((width - length) / 2))
    return '<w:p><w:pPr><w:pStyle w:val="Normal"/>'
      .. '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
      .. '<w:spacing w:before="50" w:after="0" w:line="120" w:lineRule="exact"/>'
      .. string.format('<w:ind w:left="%d" w:right="%d"/></w:pPr></w:p>', side, side)
  end

  local function part_of_line(text, size, width, em)
    return math.floor(RULE_PART * math.min(width, utf8.len(text) * em * size * 20))
  end

  local function cell(width, content)
    return string.format('<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>', width) .. content .. "</w:tc>"
  end

  local function two_columns(rows)
    local out = {
      '<w:tbl><w:tblPr>', string.format('<w:tblW w:w="%d" w:type="dxa"/>', TEXT_WIDTH),
      '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>',
      '<w:right w:w="0" w:type="dxa"/></w:tblCellMar>',
      '<w:tblLook w:val="0000"/></w:tblPr>',
      string.format('<w:tblGrid><w:gridCol w:w="%d"/><w:gridCol w:w="%d"/></w:tblGrid>', LEFT_COLUMN, RIGHT_COLUMN),
    }
    for _, row in ipairs(rows) do
      local cells = cell(LEFT_COLUMN, row[1]) .. cell(RIGHT_COLUMN, row[2])
      out[#out + 1] = "<w:tr><w:trPr><w:cantSplit/></w:trPr>" .. cells .. "</w:tr>"
    end
    return table.concat(out) .. "</w:tbl>"
  end

  local function head()
    local meta = report.meta
    local centre = function(text, o)
      o.align = "center"
      return paragraph(text, o)
    end
    local left = centre(meta.co_quan_chu_quan, { size = 12 })
      .. centre(meta.co_quan_ban_hanh, { size = 12, bold = true })
      .. rule(LEFT_COLUMN, part_of_line(meta.co_quan_ban_hanh, 12, LEFT_COLUMN, CAPITAL_WIDTH))
    local right = centre("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", { size = 12, bold = true })
      .. centre(MOTTO, { size = 13, bold = true }) .. rule(RIGHT_COLUMN, MOTTO_WIDTH)
    local number = centre(meta.so_ky_hieu, { size = 13, before = 40 })
    local place = centre(meta.dia_danh_ngay, { size = 13, italic = true, before = 40 })
    local subject = centre(meta.ten_loai, { size = 14, bold = true, before = 320, keep = true, style = "Title" })
      .. centre(meta.trich_yeu, { size = 14, bold = true, keep = true, style = "Title" })
      .. rule(TEXT_WIDTH, part_of_line(meta.trich_yeu, 14, TEXT_WIDTH, LETTER_WIDTH))
    -- LibreOffice puts an empty line before a table that begins a document, but not before a paragraph.
    local out = { HAIRLINE:format(""), two_columns { { left, right }, { number, place } }, subject }
    if #meta.kinh_gui == 1 then
      out[#out + 1] = centre("Kính gửi: " .. meta.kinh_gui[1].text .. ".", { size = 13, before = 160, after = 160 })
    elseif #meta.kinh_gui > 1 then
      out[#out + 1] = paragraph("Kính gửi:", { size = 13, left = 1700, before = 160 })
      for _, line in ipairs(meta.kinh_gui) do
        out[#out + 1] = paragraph("- " .. line.text .. line.stop, { size = 13, left = 2850, before = 40 })
      end
    end
    for _, line in ipairs(meta.can_cu) do
      local form = { size = 13, italic = true, first = 720, before = 120, align = "both" }
      out[#out + 1] = paragraph(line.text .. line.stop, form)
    end
    return raw(table.concat(out))
  end

  -- A document that goes with the report: its own title, and the report that it goes with.
  local function title_head()
    local out = { HAIRLINE:format("") }
    for _, text in ipairs { report.title, report.meta.trich_yeu } do
      out[#out + 1] = paragraph(text, { size = 14, bold = true, align = "center", keep = true, style = "Title" })
    end
    out[#out + 1] = paragraph(report.meta.kem_theo, { size = 13, italic = true, align = "center", after = 160 })
    return raw(table.concat(out))
  end

  function backend.signature()
    local meta = report.meta
    local left = { paragraph("Nơi nhận:", { size = 12, bold = true, italic = true }) }
    for _, line in ipairs(meta.noi_nhan) do
      left[#left + 1] = paragraph("- " .. line.text .. line.stop, { size = 11 })
    end
    local right = {}
    for _, text in ipairs { meta.quyen_han, meta.chuc_vu } do
      local form = { size = 13, bold = true, align = "center", keep = true }
      if text ~= "" then right[#right + 1] = paragraph(text, form) end
    end
    for _ = 1, 4 do right[#right + 1] = paragraph("", { size = 13, keep = true }) end
    right[#right + 1] = paragraph(meta.nguoi_ky, { size = 13, bold = true, align = "center" })
    local columns = two_columns { { table.concat(left), table.concat(right) } }
    return { raw(paragraph("", { size = 6, keep = true }) .. columns) }
  end

  -- Numbers, references, captions ------------------------------------------------------------------------------------

  -- The trace lies in another file, to which Word leads only with a warning: a number is no link, but a style marks it.
  function backend.number(x)
    return { pandoc.Span({ pandoc.Str(report.clean(x.s)) }, { ["custom-style"] = "Số liệu" }) }
  end

  function backend.file_hash(name) return { pandoc.Str(report.settings.hashes[name]) } end

  local function field(instruction, result, bold)
    local properties = bold and "<w:rPr><w:b/><w:bCs/></w:rPr>" or ""
    local out = {}
    for i, part in ipairs {
      '<w:fldChar w:fldCharType="begin"/>',
      '<w:instrText xml:space="preserve"> ' .. instruction .. " </w:instrText>",
      '<w:fldChar w:fldCharType="separate"/>',
      '<w:t xml:space="preserve">' .. escape(result) .. "</w:t>",
      '<w:fldChar w:fldCharType="end"/>',
    } do
      out[i] = "<w:r>" .. properties .. part .. "</w:r>"
    end
    return table.concat(out)
  end

  function backend.exempt(x) return { pandoc.Str(report.clean(x.s)) } end
  backend.statement = backend.exempt
  function backend.numbering(label) return pandoc.Str(label) end

  function backend.reference(id, label)
    if report.file_of(id) ~= "" then return { pandoc.Str(label) } end
    return { raw_inline(field("REF " .. bookmark(id) .. " \\h", label)) }
  end

  local exhibits = { ["Bảng"] = {}, ["Hình"] = {} } -- in the order of the text

  local function caption(built, style)
    local content = pandoc.Inlines {}
    if built.label then
      local word, number = built.label:match("^(.-)\u{a0}(.+)$")
      local text = built.label .. ". " .. pandoc.utils.stringify(built.caption)
      table.insert(exhibits[word], { id = built.id, text = text })
      local label = pandoc.Span({
        pandoc.Str(word .. report.nbsp), raw_inline(field("SEQ " .. word .. " \\* ARABIC", number, true)),
      }, { id = bookmark(built.id) })
      content = pandoc.Inlines { pandoc.Strong { label, pandoc.Str(".") }, pandoc.Space() }
    end
    return styled(style, pandoc.Para(content .. built.caption))
  end

  -- Blocks -----------------------------------------------------------------------------------------------------------

  function backend.list(items)
    local out = {}
    for i, item in ipairs(items) do
      out[i] = styled("Gạch đầu dòng", pandoc.Para(pandoc.Inlines { pandoc.Str("- ") } .. item))
    end
    return out
  end

  function backend.last_block(block)
    if block.t == "Para" then return { styled("Đoạn cuối", block) } end
    if block.t == "Div" then block.attributes["custom-style"] = "Gạch đầu dòng cuối" end
    return { block }
  end

  function backend.remark(content) return { styled("Nhận xét", pandoc.Para(content)) } end

  -- In twips; Word and LibreOffice break a line after a slash or a hyphen.
  local function column_widths(built)
    return report.column_widths(built, {
      word = "[^ \n/-]+[/-]?",
      em = (built.small and SMALL_SIZE or CELL_SIZE) * 20,
      margins = CELL_MARGINS,
      total = text_width(),
      most = math.floor(text_width() / 3),
    })
  end

  local function cell_properties(placed, widths, row, head)
    local width = 0
    for i = placed.column, math.min(placed.column + placed.colspan - 1, #widths) do width = width + widths[i] end
    local out = string.format('<w:tcPr><w:tcW w:w="%d" w:type="dxa"/>', width)
    if placed.colspan > 1 then out = out .. string.format('<w:gridSpan w:val="%d"/>', placed.colspan) end
    if placed.continues then
      out = out .. "<w:vMerge/>"
    elseif placed.rowspan > 1 then
      out = out .. '<w:vMerge w:val="restart"/>'
    end
    if head then
      out = out .. '<w:shd w:val="clear" w:color="auto" w:fill="F0F2F4"/><w:vAlign w:val="center"/>'
    elseif row.class == "nhom" then
      out = out .. '<w:shd w:val="clear" w:color="auto" w:fill="F7F8F9"/>'
    end
    return out .. "</w:tcPr>"
  end

  local function cell_paragraph(built, row, placed, head, first)
    local content = placed.inlines
    if row.class == "con" and placed == row.filled then
      content = pandoc.Inlines { pandoc.Str(report.nbsp:rep(3)) } .. content
    end
    if (head or row.class == "tong" or row.class == "nhom") and #content > 0 then
      -- bold inside bold would say it twice in one run, which the schema forbids
      content = content:walk { Strong = function(inner) return inner.content end }
      content = pandoc.Inlines { pandoc.Strong(content) }
    end
    if row.anchor and first then
      content = pandoc.Inlines { pandoc.Span({}, { id = bookmark(row.anchor) }) } .. content
    end
    local align = head and "c" or row.class == "nhom" and "l" or built.columns[placed.column].align or "l"
    if #content == 0 then return raw(EMPTY_PARAGRAPH) end
    return styled("Ô " .. ALIGN_STYLE[align] .. (built.small and " nhỏ" or ""), pandoc.Para(content))
  end

  local function add_rows(out, built, rows, widths, head)
    for _, row in ipairs(rows) do
      -- docx.py puts the paragraphs of a row with this mark on the page of the next; LibreOffice loses the rows of a table
      -- of which only the head has room on a page
      local kept = (head or row.with_next) and "<w:keep-template/>" or ""
      local properties = "<w:trPr><w:cantSplit/>" .. (head and "<w:tblHeader/>" or "") .. kept .. "</w:trPr>"
      out:insert(raw("<w:tr>" .. properties))
      local first = true
      for _, placed in ipairs(row.cells) do
        out:insert(raw("<w:tc>" .. cell_properties(placed, widths, row, head)))
        out:insert(cell_paragraph(built, row, placed, head, first))
        out:insert(raw("</w:tc>"))
        first = false
      end
      out:insert(raw("</w:tr>"))
    end
  end

  function backend.table(built)
    local widths = column_widths(built)
    local borders, grid = {}, {}
    for i, side in ipairs { "top", "left", "bottom", "right", "insideH", "insideV" } do
      borders[i] = "<w:" .. side .. ' w:val="single" w:sz="4" w:space="0" w:color="404040"/>'
    end
    for i, width in ipairs(widths) do grid[i] = string.format('<w:gridCol w:w="%d"/>', width) end
    local out = pandoc.Blocks { caption(built, "Table Caption") }
    out:insert(raw('<w:tbl><w:tblPr>' .. string.format('<w:tblW w:w="%d" w:type="dxa"/>', text_width())
      .. '<w:jc w:val="center"/><w:tblBorders>' .. table.concat(borders) .. "</w:tblBorders>"
      .. '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
      .. '<w:tblLook w:val="00A0" w:firstRow="1" w:firstColumn="1"/><w:tblCaption w:val="'
      .. escape(pandoc.utils.stringify(built.caption)) .. '"/><w:tblDescription w:val="'
      .. escape(built.description) .. '"/></w:tblPr><w:tblGrid>' .. table.concat(grid)
      .. "</w:tblGrid>"))
    add_rows(out, built, built.head, widths, true)
    if report.closes or #built.below > 0 then built.rows[#built.rows].with_next = true end
    add_rows(out, built, built.rows, widths, false)
    out:insert(raw("</w:tbl>"))
    out:extend(below(built, "Ghi chú bảng"))
    return out
  end

  function backend.figure(built, width)
    local path = "hinh/" .. built.id .. ".png"
    pandoc.mediabag.insert(path, "image/png", report.read(path))
    local image = pandoc.Image({ pandoc.Str(built.alt) }, path, "", { width = (width or IMAGE_WIDTH) .. "cm" })
    local drawn = pandoc.Inlines { image }
    -- in one paragraph with its chart: LibreOffice does not keep a paragraph with an image that follows
    if built.headline then drawn = pandoc.Inlines { pandoc.Strong(built.headline), pandoc.LineBreak() } .. drawn end
    local out = pandoc.Blocks { styled("Captioned Figure", pandoc.Para(drawn)) }
    out:extend(with_next(caption(built, "Image Caption"), report.closes or #built.below > 0))
    out:extend(below(built, "Ghi chú hình"))
    return out
  end

  function backend.charts(list)
    local out, height, room = pandoc.Blocks {}, 0, CHARTS_HEIGHT
    for _, built in ipairs(list) do
      room = room - (built.headline and HEADLINE_HEIGHT or 0) - NOTE_HEIGHT * #built.below
      local across, down = string.unpack(">I4I4", report.read("hinh/" .. built.id .. ".png"), PNG_SIZE)
      height = height + IMAGE_WIDTH * down / across
    end
    local width = string.format("%.1f", IMAGE_WIDTH * math.min(1, room / height))
    for _, built in ipairs(list) do out:extend(backend.figure(built, width)) end
    return out
  end

  function backend.heading(id, level, content)
    return { pandoc.Header(level, content, pandoc.Attr(bookmark(id))) }
  end

  -- What a section is: on its side or not, counted on from the one before or from 1. docx.py puts properties in the place
  -- of the mark: only in the finished document the relationship ids are known that Pandoc gave to the headers of the
  -- reference document.
  local function section_mark(turned, follows)
    return string.format('<w:sectPr><w:sectPr-template turned="%s" follows="%s"/></w:sectPr>', turned, follows)
  end

  local section = { turned = false, follows = false }

  -- Ends the section, and begins one that is as the pages are now.
  local function section_break(follows)
    local mark = section_mark(section.turned, section.follows)
    section = { turned = report.turned, follows = follows }
    return raw(HAIRLINE:format(mark))
  end

  -- The first begins a section that is numbered from 1; the others follow each other, but where the page turns.
  function backend.appendix(block, label, content, first, turns)
    local name = pandoc.Span({ pandoc.Str(label) }, { id = bookmark(block.identifier) })
    local title = styled("Phụ lục", pandoc.Para(pandoc.Inlines { name, pandoc.LineBreak() } .. content))
    local with = styled("Kèm theo", pandoc.Para { pandoc.Str(report.meta.kem_theo) })
    local out = pandoc.Blocks { title, with }
    if first or turns then out:insert(1, section_break(not first)) end
    return out
  end

  -- A list of contents: a field that Word makes anew when asked, and until then the entries without pages.
  local function list_of(title, instruction, style, entries)
    if #entries == 0 then return "" end
    local mark = '<w:r><w:fldChar w:fldCharType="%s"/></w:r>'
    local form = { size = 13, bold = true, align = "center", before = 160, after = 60, keep = true, style = "TOCHeading" }
    local out = { paragraph(title, form) }
    for i, entry in ipairs(entries) do
      local before = i == 1 and mark:format("begin") .. '<w:r><w:instrText xml:space="preserve"> ' .. escape(instruction)
        .. " </w:instrText></w:r>" .. mark:format("separate") or ""
      out[#out + 1] = string.format('<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr>', style) .. before
        .. string.format('<w:hyperlink w:anchor="%s" w:history="1"><w:r><w:t xml:space="preserve">', bookmark(entry.id))
        .. escape(entry.text) .. "</w:t></w:r></w:hyperlink>" .. (i == #entries and mark:format("end") or "") .. "</w:p>"
    end
    return table.concat(out)
  end

  -- The sections and annexes, the tables and the charts of a document that has many.
  local function contents()
    if report.title ~= "" or #exhibits["Bảng"] + #exhibits["Hình"] < MANY_EXHIBITS then return nil end
    local sections = {}
    for _, entry in ipairs(report.contents) do
      local label = entry.label and entry.label .. " " or ""
      if entry.level == 1 then sections[#sections + 1] = { id = entry.id, text = label .. entry.text } end
    end
    return raw(list_of("MỤC LỤC", 'TOC \\o "1-1" \\h \\z \\u', "TOC1", sections)
      .. list_of("DANH MỤC BẢNG", 'TOC \\h \\z \\c "Bảng"', "TableofFigures", exhibits["Bảng"])
      .. list_of("DANH MỤC HÌNH", 'TOC \\h \\z \\c "Hình"', "TableofFigures", exhibits["Hình"]))
  end

  -- Where the lists stand: below the summary, with which a document begins.
  local function below_summary(blocks)
    for i, block in ipairs(blocks) do
      if block.t == "Header" and block.identifier ~= bookmark("tom-tat") then return i end
    end
    return 1
  end

  function backend.document(blocks, meta)
    local lists = contents()
    if lists then blocks:insert(below_summary(blocks), lists) end
    blocks:insert(1, report.title == "" and head() or title_head())
    -- Word wants a paragraph after the table that a body ends with.
    if blocks[#blocks].t == "RawBlock" then blocks:insert(raw(HAIRLINE:format(""))) end
    blocks:insert(raw(section_mark(section.turned, section.follows)))
    return pandoc.Pandoc(blocks, meta)
  end

  return backend
end
