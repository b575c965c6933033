// The report's page: a number tells where it comes from, and the page computes itself anew from the raw cells.
//
// Everything is in this file and in the data of the page (#so-lieu-trang, see src/analysis/report/page.py); nothing is asked
// from outside. Numbers are fractions of BigInt, never floating. Text becomes text nodes only, whatever it holds.
"use strict";

(() => {
  const source = document.getElementById("so-lieu-trang");
  const bar = document.getElementById("kiem-tra");
  if (!source || !bar) return;

  // --- Exact numbers -------------------------------------------------------------------------------------------------

  const gcd = (a, b) => { while (b) [a, b] = [b, a % b]; return a; };
  const size = (n) => (n < 0n ? -n : n);
  const whole = (n) => ({ n: BigInt(n), d: 1n });

  function fraction(n, d) {
    if (d < 0n) [n, d] = [-n, -d];
    const common = gcd(size(n), d);
    return { n: n / common, d: d / common };
  }

  const add = (a, b) => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
  const subtract = (a, b) => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
  const multiply = (a, b) => fraction(a.n * b.n, a.d * b.d);
  const divide = (a, b) => (b.n === 0n ? null : fraction(a.n * b.d, a.d * b.n));
  const compare = (a, b) => { const gap = a.n * b.d - b.n * a.d; return gap < 0n ? -1 : gap > 0n ? 1 : 0; };
  const same = (a, b) => (a === null || b === null ? a === b : compare(a, b) === 0);

  function floor(value) {
    const quotient = value.n / value.d;
    return value.n < 0n && quotient * value.d !== value.n ? quotient - 1n : quotient;
  }

  // "60182000000", "0.5", "14958/1315", "-3"
  function parseExact(text) {
    const match = /^(-?[0-9]+)(?:\.([0-9]+)|\/([0-9]+))?$/.exec(text);
    if (!match || (match[3] && BigInt(match[3]) === 0n)) throw new Error(`“${text}” không phải là một giá trị`);
    if (match[3]) return fraction(BigInt(match[1]), BigInt(match[3]));
    const decimals = match[2] || "";
    return fraction(BigInt(match[1] + decimals), 10n ** BigInt(decimals.length));
  }

  // --- Vietnamese print: dots group, a comma starts the decimals -------------------------------------------------------

  const grouped = (digits) => digits.replace(/\B(?=(?:[0-9]{3})+$)/g, ".");

  // Half away from zero; a lower bound rounds down and an upper one up, so that print never claims too much.
  function formatNumber(value, decimals, bound) {
    const scaled = multiply(value, whole(10n ** BigInt(decimals)));
    let rounded;
    if (bound === "at_least") rounded = floor(scaled);
    else if (bound === "at_most") rounded = -floor({ n: -scaled.n, d: scaled.d });
    else rounded = floor(add({ n: size(scaled.n), d: scaled.d }, fraction(1n, 2n))) * (scaled.n < 0n ? -1n : 1n);
    const digits = String(size(rounded)).padStart(decimals + 1, "0");
    const cut = digits.length - decimals;
    return (rounded < 0n ? "-" : "") + grouped(digits.slice(0, cut)) + (decimals ? "," + digits.slice(cut) : "");
  }

  // The exact value for a reader: all its decimals, or a fraction where they do not end.
  function exactText(value) {
    for (let decimals = 0; decimals <= 12; decimals += 1) {
      if ((10n ** BigInt(decimals)) % value.d === 0n) return formatNumber(value, decimals, "exact");
    }
    return (value.n < 0n ? "-" : "") + `${grouped(String(size(value.n)))}/${grouped(String(value.d))}`;
  }

  const SPACES = " \u00a0\u202f";
  const VIETNAMESE = new RegExp(
    `^[-−]?(?:[0-9]+|[1-9][0-9]{0,2}([.${SPACES}])[0-9]{3}(?:\\1[0-9]{3})*)(?:,[0-9]+)?$`,
  );

  function parseVietnamese(text) {
    if (!VIETNAMESE.test(text)) throw new Error(`“${text}” không phải số viết theo cách Việt Nam`);
    const [integer, decimals = ""] = text.replace("−", "-").split(",");
    const digits = integer.replace(new RegExp(`[.${SPACES}]`, "g"), "");
    return fraction(BigInt(digits + decimals), 10n ** BigInt(decimals.length));
  }

  // --- Cells of the sources as printed ---------------------------------------------------------------------------------

  const FIGURE_UNITS = {
    "đồng": 1n, "nghìn đồng": 1000n, "triệu đồng": 1000000n, "tỷ đồng": 1000000000n, "tỉ đồng": 1000000000n,
  };
  const BOUNDS = { "": "exact", "trên": "at_least", "hơn": "at_least", "gần": "at_most", "dưới": "at_most", "khoảng": "about" };

  const tidy = (text) => text.normalize("NFC").trim();

  function parseFigure(text, unit) {
    const value = parseVietnamese(tidy(text));
    return multiply(value, whole(FIGURE_UNITS[tidy(unit).split(/\s+/).join(" ")] ?? 1n));
  }

  function wholeDong(value) {
    if (value.d !== 1n) throw new Error("số tiền không tròn đồng");
    return value.n;
  }

  const UNIT_NAMES = [
    [1n, ["đồng", "đ", "₫", "vnđ", "vnd", "đồng việt nam", "việt nam đồng"]],
    [1000n, ["nghìn đồng", "ngàn đồng", "nghìn", "ngàn", "nghìn đ", "ngàn đ", "ng.đ", "ngđ", "nghìn vnđ", "ngàn vnđ"]],
    [1000000n, ["triệu đồng", "triệu", "triệu đ", "tr.đ", "trđ", "tr đ", "tr", "tr.đồng", "tr đồng", "triệu vnđ",
      "triệu vnd", "tr.vnđ"]],
    [1000000000n, ["tỷ đồng", "tỉ đồng", "tỷ", "tỉ", "tỷ đ", "tỉ đ", "tỷ vnđ", "tỉ vnđ"]],
  ];
  const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
  const bare = (text) => text.replace(/đ/g, "d").normalize("NFD").replace(/\p{Mn}/gu, "");
  const FACTORS = new Map();
  for (const [factor, names] of UNIT_NAMES) {
    for (const name of names) for (const form of [name, bare(name)]) FACTORS.set(form, factor);
  }

  function factorOf(text) {
    const name = text.normalize("NFC").toLowerCase().split(/\s+/).join(" ").replace(/\s*\.\s*/g, ".");
    const factor = FACTORS.get(name.replace(/^[ .:;,]+|[ .:;,]+$/g, ""));
    if (factor === undefined) throw new Error(`“${text}” không phải đơn vị tiền đã biết`);
    return factor;
  }

  const FOOTNOTE = /(?<=[0-9đ₫a-zỷỉ.])\s*(?:[¹²³⁴-⁹⁰]+|\*{1,3}|[([](?:\*{1,3}|[0-9])[)\]])$/i;
  const PART = /\s*([-−]?[0-9](?:[0-9.,]|[ \u00a0\u202f](?=[0-9]))*)\s*([^\s0-9.,+\-−*/][^0-9+*/]*)?/y;

  // An amount as typed, in whole đồng; null for a blank cell. "1 tỷ 200 triệu" has a unit after each number.
  function parseAmount(text, unit) {
    let clean = tidy(text);
    if (!clean) return null;
    clean = clean.replace(INVISIBLE, "").replace(/^['’](?=[0-9])/, "");
    if (!/[0-9]/.test(clean)) clean = clean.replace(/[０-９．，]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
    clean = clean.replace(FOOTNOTE, "").trim();
    if (/^[-–—]$/.test(clean)) return 0n;
    const parts = [];
    for (PART.lastIndex = 0; PART.lastIndex < clean.length;) {
      const match = PART.exec(clean);
      if (!match) throw new Error(`“${text}” không phải là một số tiền`);
      parts.push(match);
    }
    let total = 0n;
    for (const [, number, name] of parts) {
      if (parts.length > 1 && !(name && /^[0-9]+$/.test(number))) throw new Error(`“${text}” không phải là một số tiền`);
      const value = multiply(parseVietnamese(number.trim()), whole(name ? factorOf(name.trim()) : unit));
      if (value.d !== 1n) throw new Error(`“${text}” không tròn đồng`);
      total += value.n;
    }
    return total;
  }

  // A number that a workbook stores, in its shortest decimal text: times the unit, rounded to whole đồng.
  function parseStored(text, unit) {
    const match = /^(-?[0-9]+)(?:\.([0-9]+))?(?:e([-+]?[0-9]+))?$/i.exec(text);
    if (!match) throw new Error(`“${text}” không phải là một số`);
    const power = BigInt(match[3] || 0) - BigInt((match[2] || "").length);
    const digits = BigInt(match[1] + (match[2] || "")) * unit;
    return floor(add(power < 0n ? fraction(digits, 10n ** -power) : whole(digits * 10n ** power), fraction(1n, 2n)));
  }

  function parseCount(text) {
    const clean = tidy(text).replace(/\.0$/, "");
    if (!clean) return null;
    if (!/^[0-9]+(?:\.[0-9]{3})*$/.test(clean)) throw new Error(`“${text}” không phải số cơ sở`);
    return BigInt(clean.replace(/\./g, ""));
  }

  function parseYear(text) {
    const clean = tidy(text).toLowerCase().replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
    const forms = [
      /^(?:năm\s+)?([0-9]{4})(?:[.,]0+)?$/, /^([12]\.[0-9]{3})$/, /^(?:ngày\s+)?[0-9]{1,2}[/.-][0-9]{1,2}[/.-]([0-9]{4})(?:\s.*)?$/,
      /^([0-9]{4})-[0-9]{1,2}-[0-9]{1,2}(?:[t\s].*)?$/, /^(?:tháng\s+)?[0-9]{1,2}[/-]([0-9]{4})$/,
    ];
    for (const form of forms) {
      const match = form.exec(clean);
      if (match) return BigInt(match[1].replace(".", ""));
    }
    throw new Error(`“${text}” không phải là một năm`);
  }

  // Two prints of one place are one: without the word tỉnh or thành phố, without regard to capitals.
  function placeName(text) {
    const name = tidy(text);
    const word = ["tỉnh ", "thành phố ", "tp. ", "tp.", "tp "].find((start) => name.toLowerCase().startsWith(start));
    return name.slice(word ? word.length : 0).toLowerCase().replace(/ß/g, "ss");
  }

  // --- The data of the page ----------------------------------------------------------------------------------------------

  const data = JSON.parse(source.textContent);
  const values = new Map(data.values.map((value) => [value.id, value]));
  for (const table of data.tables) {
    let row = 0;
    table.rows = table.rows.map((step) => (row += step));
    table.at = new Map(table.rows.map((number, position) => [number, position]));
    table.byCode = new Map(table.columns.map((column) => [column.code, column]));
    for (const column of table.columns) column.parsed = new Map();
    // A list of single cells: each has a unit of its own.
    if (table.byCode.has("gia_tri")) table.byCode.get("gia_tri").units = table.byCode.get("don_vi");
  }
  const spans = data.sets.map((text) => text.split(", ").map((span) => {
    const [first, last] = span.split("-").map(Number);
    return [first, last ?? first];
  }));
  const fileName = (number) => data.files[number][0];

  const cellText = (column, position) => (column.words ? column.words[column.cells[position]] : column.cells[position]);

  function rowsOf(set) {
    const rows = [];
    for (const [first, last] of spans[set]) for (let row = first; row <= last; row += 1) rows.push(row);
    return rows;
  }

  const holds = (set, row) => spans[set].some(([first, last]) => first <= row && row <= last);

  // The value of one cell of a register, kept by its text: equal cells are read once.
  function cellValue(column, position) {
    const text = cellText(column, position);
    const stored = column.stored !== undefined && column.stored[position] === "1";
    const key = stored ? "#" + text : column.units ? `${text} ${cellText(column.units, position)}` : text;
    if (!column.parsed.has(key)) {
      let read;
      if (column.unit !== undefined) read = (stored ? parseStored : parseAmount)(text, BigInt(column.unit));
      else if (column.units) read = wholeDong(parseFigure(text, cellText(column.units, position)));
      else if (column.code === "year") read = parseYear(text);
      else if (column.code === "place") read = placeName(text);
      else read = parseCount(text);
      column.parsed.set(key, read);
    }
    return column.parsed.get(key);
  }

  // --- Formulas --------------------------------------------------------------------------------------------------------

  const TOKEN = /[ \t\r\n]+|([A-Za-z_][A-Za-z0-9_.]*)|([0-9]+(?:\.[0-9]+)?)|([-+*/(),])/y;
  const FUNCTIONS = {
    sum: (list) => list.reduce(add),
    count: (list) => whole(list.length),
    min: (list) => list.reduce((a, b) => (compare(b, a) < 0 ? b : a)),
    max: (list) => list.reduce((a, b) => (compare(b, a) > 0 ? b : a)),
    median: (list) => {
      const ordered = [...list].sort(compare);
      const middle = ordered.length >> 1;
      return divide(add(ordered[middle], ordered[ordered.length - 1 - middle]), whole(2));
    },
  };
  const SHOWN_FUNCTIONS = { sum: "tổng", count: "số lượng", median: "trung vị", min: "nhỏ nhất", max: "lớn nhất" };

  function tokensOf(text) {
    const tokens = [];
    for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length;) {
      const match = TOKEN.exec(text);
      if (!match) throw new Error(`công thức “${text}” có ký tự lạ`);
      if (match[1]) tokens.push({ kind: Object.hasOwn(FUNCTIONS, match[1]) ? "function" : "name", text: match[1] });
      else if (match[2]) tokens.push({ kind: "number", text: match[2] });
      else if (match[3]) tokens.push({ kind: "mark", text: match[3] });
    }
    return tokens;
  }

  // The result of a formula over the values that `lookup` gives; null when one is missing or a divisor is 0.
  function evaluate(text, lookup) {
    const tokens = tokensOf(text);
    let at = 0;
    const wrong = () => new Error(`công thức “${text}” viết sai`);
    const mark = () => (tokens[at] && tokens[at].kind === "mark" ? tokens[at].text : "");
    const expect = (wanted) => { if (mark() !== wanted) throw wrong(); at += 1; };
    const apply = (operation, a, b) => (a === null || b === null ? null : operation(a, b));

    function sum() {
      let result = product();
      while (mark() === "+" || mark() === "-") {
        const operation = tokens[at++].text === "+" ? add : subtract;
        result = apply(operation, result, product());
      }
      return result;
    }

    function product() {
      let result = factor();
      while (mark() === "*" || mark() === "/") {
        const operation = tokens[at++].text === "*" ? multiply : divide;
        result = apply(operation, result, factor());
      }
      return result;
    }

    function factor() {
      const token = tokens[at];
      if (!token) throw wrong();
      at += 1;
      if (token.kind === "number") return parseExact(token.text);
      if (token.kind === "name") return lookup(token.text);
      if (token.kind === "function") {
        expect("(");
        const list = [sum()];
        while (mark() === ",") { at += 1; list.push(sum()); }
        expect(")");
        return list.includes(null) ? null : FUNCTIONS[token.text](list);
      }
      if (token.text === "-") return apply(subtract, whole(0), factor());
      if (token.text !== "(") throw wrong();
      const inside = sum();
      expect(")");
      return inside;
    }

    const result = sum();
    if (at < tokens.length) throw wrong();
    return result;
  }

  // --- The check: from raw cells up --------------------------------------------------------------------------------------

  // What a value is when computed from its raw cells: {value}, {problem}, or {open} where the page lacks raw rows.
  function gather(value) {
    const found = (value.cells || []).map((number) => {
      const [, , , printed, unit, qualifier, list] = data.cells[number];
      if (list) return parseExact(printed); // an issued record holds exact values
      if (value.unit === "năm dương lịch") return whole(parseYear(printed));
      if (unit && (BOUNDS[tidy(qualifier)] ?? "") !== value.bound) {
        throw new Error(`nguồn ghi định ngữ “${qualifier}”, không hợp với mức “${boundWord(value.bound)}”`);
      }
      return parseFigure(printed, unit);
    });
    if (value.ranges) {
      if (value.gather !== "count" && value.ranges.some(([table]) => table < 0)) return { open: "các dòng gốc của số này không nằm trong trang" };
      found.push(...gatherRows(value));
    }
    if (!found.length) throw new Error("không có ô dữ liệu gốc");
    if (found.some((each) => !same(each, found[0]))) throw new Error("các ô dữ liệu gốc không khớp nhau");
    return { value: found[0] };
  }

  // The value of all rows together; for a cell that each row repeats, one value a distinct cell.
  function gatherRows(value) {
    const names = new Set();
    let total = 0n;
    for (const [number, code, set] of value.ranges) {
      if (number < 0) { // rows that are no schemes: titles, totals, blank rows
        total += BigInt(rowsOf(set).length);
        continue;
      }
      const table = data.tables[number];
      const column = table.byCode.get(code);
      for (const [first, last] of spans[set]) {
        for (let row = first; row <= last; row += 1) {
          const position = table.at.get(row);
          if (position === undefined || !column) throw new Error(`thiếu dòng ${row} của ${fileName(table.file)}`);
          if (value.gather === "count") total += 1n;
          else if (value.gather === "sum") total += cellValue(column, position) ?? 0n;
          else names.add(cellValue(column, position));
        }
      }
    }
    if (value.gather === "cell") return [...names].map(whole);
    return [whole(value.gather === "distinct" ? names.size : total)];
  }

  // Every value computed anew, by id. Only raw cells and formulas count here, never a stored result.
  function recompute() {
    const results = new Map();
    const computing = new Set();

    function of(id) {
      if (results.has(id)) return results.get(id);
      const value = values.get(id);
      if (!value) throw new Error(`không có số liệu “${id}”`);
      if (computing.has(id)) throw new Error("công thức tự dẫn về chính nó");
      computing.add(id);
      let result;
      try {
        if (value.formula) result = derive(value);
        else if (value.cells || value.ranges) result = gather(value);
        else result = { value: null };
      } catch (error) {
        result = { problem: error.message };
      }
      computing.delete(id);
      results.set(id, result);
      return result;
    }

    function derive(value) {
      const used = new Set();
      let open = "";
      const computed = evaluate(value.formula, (name) => {
        used.add(name);
        const input = of(name);
        if (input.problem) throw new Error(`đầu vào “${label(name)}” không tính được: ${input.problem}`);
        open = open || input.open || "";
        return input.open ? null : input.value;
      });
      const named = new Set(value.inputs || []);
      if (used.size !== named.size || [...used].some((name) => !named.has(name))) {
        throw new Error("công thức không dùng đúng các đầu vào đã nêu");
      }
      return open ? { open } : { value: computed };
    }

    for (const id of values.keys()) of(id);
    return results;
  }

  // Why a value is wrong, "" when it is right.
  function faultOfValue(value, result) {
    if (result.open) return "";
    if (result.problem) return `Không tính lại được: ${result.problem}.`;
    let stored = null;
    try {
      stored = value.value === null ? null : parseExact(value.value);
    } catch (error) {
      return `Giá trị ghi trong trang không đọc được: ${error.message}.`;
    }
    if (same(stored, result.value)) return "";
    const computed = result.value === null ? "không có giá trị" : exactText(result.value);
    return `Trang ghi ${stored === null ? "không có giá trị" : exactText(stored)}; tính lại từ ô dữ liệu gốc được ${computed}.`;
  }

  const SIGNS = {
    ">": (gap) => gap > 0, "<": (gap) => gap < 0, "=": (gap) => gap === 0, ">=": (gap) => gap >= 0, "<=": (gap) => gap <= 0,
  };

  // Why what is printed at a place is wrong, "" when it is right.
  function faultOfPlace(place, results) {
    const value = values.get(place.id);
    const result = results.get(place.id);
    if (!value) return "Trang không có số liệu nào cho chỗ in này.";
    if (result.open || result.problem) return "";
    if (place.kind === "word") {
      const other = place.other ? results.get(place.other) : { value: whole(0) };
      const known = other && result.value !== null && other.value;
      const holdsTrue = known && Object.hasOwn(SIGNS, place.sign) && SIGNS[place.sign](compare(result.value, other.value));
      return holdsTrue ? "" : `Từ “${place.element.textContent}” không đúng với số liệu tính lại.`;
    }
    if (result.value === null) return "Số liệu này tính lại không có giá trị.";
    const printed = place.element.textContent;
    const wanted = value.unit === "năm dương lịch" ? exactText(result.value).replace(/\./g, "")
      : formatNumber(divide(result.value, whole(10n ** BigInt(place.scale))), place.decimals, value.bound) + place.tail;
    return printed === wanted ? "" : `Chỗ này in “${printed}”; tính lại từ ô dữ liệu gốc phải in “${wanted}”.`;
  }

  // --- Places in the page ------------------------------------------------------------------------------------------------

  const label = (id) => (values.has(id) ? values.get(id).label : id);
  const places = [];
  const placesOf = new Map();

  function findPlaces() {
    let heading = "";
    for (const element of document.querySelectorAll("main h2, main h3, main h4, main .so[data-v], main .tu[data-v]")) {
      if (/^H[2-4]$/.test(element.tagName)) {
        heading = element.textContent;
        continue;
      }
      const place = { element, id: element.dataset.v, where: whereOf(element, heading) };
      if (element.classList.contains("tu")) Object.assign(place, { kind: "word", sign: element.dataset.op, other: element.dataset.r });
      else Object.assign(place, printOf(element));
      if (!element.id) element.id = `so-${places.length + 1}`;
      places.push(place);
      if (!placesOf.has(place.id)) placesOf.set(place.id, []);
      placesOf.get(place.id).push(place);
    }
  }

  function whereOf(element, heading) {
    const figure = element.closest("figure");
    const name = figure && figure.querySelector("figcaption > b");
    return name ? name.textContent.replace(/\.$/, "") : heading;
  }

  // Text says its decimals and its power of ten; the labels of a chart print money in the one unit of all charts.
  function printOf(element) {
    if (element.dataset.d !== undefined) {
      return { kind: "number", decimals: Number(element.dataset.d), scale: Number(element.dataset.k), tail: "" };
    }
    const [, decimals = "", tail = ""] = /(?:,([0-9]+))?(%?)$/.exec(element.textContent);
    const money = values.has(element.dataset.v) && values.get(element.dataset.v).unit === "đồng";
    return { kind: "label", decimals: decimals.length, scale: money ? data.chart_scale : 0, tail };
  }

  // --- Elements ------------------------------------------------------------------------------------------------------------

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, text] of Object.entries(attributes)) {
      if (typeof text === "function") element.addEventListener(name, text);
      else if (text !== false) element.setAttribute(name, text === true ? "" : text);
    }
    element.append(...children.filter((child) => child !== "" && child !== null));
    return element;
  }

  const button = (text, act, name = "nut-chu") => make("button", { type: "button", class: name, click: act }, text);

  function boundWord(bound) {
    return {
      exact: "đúng giá trị", at_least: "ít nhất", at_most: "nhiều nhất", about: "khoảng",
      unknown: "không rõ là ít nhất hay nhiều nhất",
    }[bound] ?? bound;
  }

  // --- The panel -------------------------------------------------------------------------------------------------------------

  const panel = make("aside", {
    class: "bang-so", id: "bang-so", role: "dialog", "aria-modal": "false", "aria-labelledby": "bang-so-ten", hidden: true,
  });
  let opener = null;
  let trail = [];

  // Shows `view`, a function that gives [title, ...content]; `from` is the element that the focus returns to.
  function show(view, from = null) {
    if (from) {
      if (opener) opener.classList.remove("dang-xem");
      opener = from;
      trail = [];
    }
    trail.push(view);
    draw();
  }

  function draw() {
    const [title, ...content] = trail[trail.length - 1]();
    const heading = make("h2", { id: "bang-so-ten", tabindex: "-1" }, title);
    const back = trail.length > 1 ? button("← Quay lại", () => { trail.pop(); draw(); }) : make("span");
    const head = make("div", { class: "bang-so-dau" }, back, button("Đóng", close));
    panel.replaceChildren(head, heading, ...content);
    document.body.classList.add("mo-bang"); // before the panel shows, so that nothing is laid out twice
    panel.hidden = false;
    panel.scrollTop = 0;
    if (opener) opener.classList.add("dang-xem");
    heading.focus({ preventScroll: true });
    uncover(opener);
  }

  function close() {
    panel.hidden = true;
    document.body.classList.remove("mo-bang");
    if (!opener) return;
    opener.classList.remove("dang-xem");
    const from = opener;
    opener = null;
    from.focus();
  }

  // On a small screen the panel lies over the lower part of the text: what was chosen stays in sight.
  function uncover(element) {
    if (!element || getComputedStyle(panel).position !== "fixed") return;
    const { top, bottom } = element.getBoundingClientRect();
    const free = innerHeight - panel.offsetHeight;
    if (bottom > free - 16 || top < 0) scrollBy(0, bottom - free / 2);
  }

  function goTo(place) {
    if (getComputedStyle(panel).position === "fixed") close();
    place.element.focus();
    place.element.scrollIntoView({ block: "center" });
  }

  // --- What the panel shows of a value -----------------------------------------------------------------------------------------

  let checked = null;

  function valueView(id, place = null) {
    const value = values.get(id);
    if (!value) return ["Chưa có thông tin", make("p", {}, "Trang không có số liệu nào cho chỗ in này.")];
    const facts = make("dl", { class: "so-muc" });
    const fact = (name, ...content) => facts.append(make("div", {}, make("dt", {}, name), make("dd", {}, ...content)));
    let exact = null;
    try { exact = value.value === null ? null : parseExact(value.value); } catch { /* the verdict tells */ }
    fact("Giá trị đúng", exact === null ? "không có số liệu" : exactOf(value, exact));
    fact("Tình trạng", value.status || "");
    if (value.bound !== "exact") fact("Mức", boundWord(value.bound));
    if (value.formula) fact("Công thức", ...formulaParts(value));
    if (value.caveat) fact("Lưu ý", value.caveat);
    fact("Mã", make("code", {}, id));
    const trace = document.getElementById(`vet-${id}`);
    return [
      value.label,
      make("p", { class: "so-lon" }, value.printed ?? "không có số liệu"),
      verdict(id, place),
      facts,
      value.formula ? inputList(value) : "",
      ...(value.cells || []).map((number) => cellCard(number)),
      value.ranges ? rowsCard(value) : "",
      usesList(id),
      trace ? make("p", {}, make("a", { href: `#vet-${id}`, click: close }, "Dòng của số này ở Phụ lục truy xuất")) : "",
    ];
  }

  function exactOf(value, exact) {
    const text = value.unit === "năm dương lịch" ? String(exact.n) : exactText(exact);
    return `${text}${value.unit === "%" ? "%" : ` ${value.unit}`}`;
  }

  function verdict(id, place) {
    if (!checked) return make("p", { class: "ket-luan" }, "Chưa kiểm tra.");
    const faults = [checked.values.get(id), place && checked.places.get(place)].filter(Boolean);
    if (faults.length) return make("p", { class: "ket-luan sai" }, make("strong", {}, "Sai. "), faults.join(" "));
    const open = checked.results.get(id).open;
    if (open) return make("p", { class: "ket-luan" }, `Không kiểm tra được trong trang: ${open}.`);
    return make("p", { class: "ket-luan dung" }, "Đã kiểm tra: đúng với ô dữ liệu gốc.");
  }

  const openValue = (id) => show(() => valueView(id));

  function formulaParts(value) {
    let tokens;
    try { tokens = tokensOf(value.formula); } catch { return [value.formula]; }
    return tokens.map((token, at) => {
      if (token.kind === "name") return button(label(token.text), () => openValue(token.text));
      if (token.kind === "number") return token.text.replace(".", ",");
      if (token.kind === "function") return SHOWN_FUNCTIONS[token.text];
      const sign = at === 0 || (tokens[at - 1].kind === "mark" && tokens[at - 1].text !== ")");
      if (token.text === "-") return sign ? "-" : " − ";
      return { "+": " + ", "*": " × ", "/": " / ", ",": "; " }[token.text] ?? token.text;
    });
  }

  function inputList(value) {
    const items = (value.inputs || []).map((id) => make("li", {},
      button(label(id), () => openValue(id)), " ", make("b", {}, (values.get(id) || {}).printed ?? "không có số liệu")));
    return make("section", { class: "so-khoi" }, make("h3", {}, "Đầu vào"), make("ul", {}, ...items));
  }

  function cellCard(number) {
    const [file, row, column, printed, unit, qualifier, list] = data.cells[number];
    const [name, sha256] = data.files[file];
    const where = list ? `${name}, phần “${list}”, mục ${row}, “${column}”` : `${name}, dòng ${row}, cột ${column}`;
    const words = [qualifier, unit].filter(Boolean).join(", ");
    return make("section", { class: "so-khoi" },
      make("h3", {}, list ? "Giá trị trong bản đã phát hành" : "Ô dữ liệu gốc"),
      make("blockquote", { class: "o-goc" }, printed, words ? make("small", {}, `(${words})`) : ""),
      make("p", { class: "noi-goc" }, where),
      make("p", { class: "noi-goc" }, `SHA-256 ${sha256.slice(0, 12)}…`),
      button("Các số dùng ô này", () => show(() => usersView(where, printed,
        (value) => (value.cells || []).includes(number))), "nut"));
  }

  function usesList(id) {
    const found = placesOf.get(id) || [];
    if (!found.length) return "";
    return make("section", { class: "so-khoi" }, make("h3", {}, `Nơi in trong trang (${found.length})`), placeLinks(found));
  }

  function placeLinks(found) {
    const links = found.slice(0, 20).map((place) => make("li", {}, make("a", {
      href: `#${place.element.id}`, click: (event) => { event.preventDefault(); goTo(place); },
    }, place.where || "Đầu văn bản")));
    if (found.length > 20) links.push(make("li", {}, `và ${found.length - 20} chỗ khác`));
    return make("ul", { class: "noi-in" }, ...links);
  }

  // All values that rest on a raw cell, those that name it first, then what is computed from them.
  function usersView(where, printed, names) {
    const users = [...values.values()].filter(names).map((value) => value.id);
    const known = new Set(users);
    const uses = new Map();
    for (const value of values.values()) {
      for (const input of value.inputs || []) {
        if (!uses.has(input)) uses.set(input, []);
        uses.get(input).push(value.id);
      }
    }
    for (const id of users) {
      for (const next of uses.get(id) || []) {
        if (!known.has(next)) { known.add(next); users.push(next); }
      }
    }
    const shown = users.filter((id) => placesOf.has(id));
    return [
      `Các số dùng ô này (${shown.length})`,
      make("blockquote", { class: "o-goc" }, printed),
      make("p", { class: "noi-goc" }, where),
      make("ul", { class: "so-dung" }, ...shown.map((id) => make("li", {},
        button(label(id), () => openValue(id)), " ", make("b", {}, values.get(id).printed ?? ""), placeLinks(placesOf.get(id))))),
    ];
  }

  // --- Contributing rows of a register ---------------------------------------------------------------------------------------------

  const MOST_SHOWN = 200;
  const BESIDE = ["name", "place", "year"];

  function contributing(value) {
    const rows = new Map();
    for (const [number, code, set] of value.ranges) {
      if (number < 0) continue;
      for (const row of rowsOf(set)) {
        const key = `${number} ${row}`;
        if (!rows.has(key)) rows.set(key, { table: data.tables[number], number, row, codes: [] });
        rows.get(key).codes.push(code);
      }
    }
    return [...rows.values()].filter((item) => item.table.at.has(item.row));
  }

  function textIn(item, code) {
    const column = item.table.byCode.get(code);
    return column ? cellText(column, item.table.at.get(item.row)) : "";
  }

  function rowsCard(value) {
    const items = contributing(value);
    const heads = new Map(value.ranges.map(([number, code, set]) => [`${number} ${code}`, [number, code, set]]));
    const card = make("section", { class: "so-khoi" }, make("h3", {}, `Các dòng góp vào (${grouped(String(items.length))})`));
    for (const [number, code, set] of heads.values()) {
      if (number < 0) { card.append(make("p", { class: "noi-goc" }, `Cột ${code}: ${grouped(String(rowsOf(set).length))} dòng, không có trong trang.`)); continue; }
      const table = data.tables[number];
      const column = table.byCode.get(code);
      const [name, sha256] = data.files[table.file];
      const unit = column.unit === undefined ? "" : `, đơn vị ${grouped(String(column.unit))} đồng`;
      const sheet = table.sheet ? `, trang tính “${table.sheet}”` : "";
      card.append(make("p", { class: "noi-goc" }, `${name}${sheet}, cột ${column.column}${unit}; SHA-256 ${sha256.slice(0, 12)}…`));
    }
    if (items.length) card.append(...rowsTable(items, [...new Set(value.ranges.map((range) => range[1]))]));
    return card;
  }

  function rowsTable(items, codes) {
    const shownCodes = [...new Set([...BESIDE, ...codes])].filter((code) => items.some((item) => item.table.byCode.has(code)));
    const names = shownCodes.map((code) => items.find((item) => item.table.byCode.has(code)).table.byCode.get(code).label);
    const body = make("tbody");
    const count = make("p", { class: "noi-goc", role: "status" });
    const filter = make("input", { type: "search", "aria-label": "Lọc các dòng", placeholder: "Lọc các dòng", input: fill });
    const copied = make("div", { class: "chep", role: "status" });
    let kept = items;

    function fill() {
      const wanted = tidy(filter.value).toLowerCase();
      kept = wanted ? items.filter((item) => [...item.table.byCode.keys()].some(
        (code) => textIn(item, code).toLowerCase().includes(wanted))) : items;
      body.replaceChildren(...kept.slice(0, MOST_SHOWN).map(rowOf));
      const cut = kept.length > MOST_SHOWN ? `, chỉ hiện ${MOST_SHOWN} dòng đầu` : "";
      count.textContent = `${grouped(String(kept.length))} dòng${cut}`;
      copied.replaceChildren();
    }

    function rowOf(item) {
      const cells = shownCodes.map((code) => {
        const text = textIn(item, code);
        const column = item.table.byCode.get(code);
        if (!codes.includes(code) || !column) return make("td", {}, text);
        const where = `${fileName(item.table.file)}, dòng ${item.row}, cột ${column.column}`;
        const uses = (value) => (value.ranges || []).some(
          ([number, name, set]) => number === item.number && name === code && holds(set, item.row));
        const open = button(text || "(trống)", () => show(() => usersView(where, text, uses)));
        open.title = "Các số dùng ô này";
        return make("td", { class: "r" }, open);
      });
      return make("tr", {}, make("td", { class: "r" }, String(item.row)), ...cells);
    }

    fill();
    const head = make("thead", {}, make("tr", {}, ...["Dòng", ...names].map((name) => make("th", { scope: "col" }, name))));
    return [
      make("div", { class: "loc" }, filter, button("Chép CSV", () => copy(csvOf(kept), copied), "nut")),
      count, copied, make("div", { class: "cuon" }, make("table", {}, head, body)),
    ];
  }

  // A spreadsheet takes text that begins so for a formula, also behind the semicolon at which it may split; an apostrophe keeps it text.
  function csvCell(text) {
    const number = /^-?[0-9]+(?:\/[0-9]+)?$/.test(text);
    const formula = /^(?=[\t\r\n=+\-@＝＋－＠])|(?<=[;\t\r\n])"*(?=[=+\-@＝＋－＠])/g;
    const plain = number ? text : text.replace(formula, "$&'");
    return `"${plain.replace(/"/g, '""')}"`;
  }

  function csvOf(items) {
    const columns = new Map();
    for (const item of items) for (const [code, column] of item.table.byCode) columns.set(code, column.label);
    const lines = [["Tệp", "Trang tính", "Dòng", ...columns.values()]];
    for (const item of items) {
      lines.push([fileName(item.table.file), item.table.sheet || "", String(item.row), ...[...columns.keys()].map((code) => textIn(item, code))]);
    }
    return lines.map((line) => line.map(csvCell).join(",") + "\n").join("");
  }

  async function copy(text, told) {
    try {
      await navigator.clipboard.writeText(text);
      told.replaceChildren("Đã chép vào bộ nhớ tạm.");
    } catch {
      const area = make("textarea", { readonly: true, rows: "5", "aria-label": "Các dòng dạng CSV" });
      area.value = text;
      told.replaceChildren("Trình duyệt không cho chép tự động; chép từ ô dưới đây:", area);
      area.focus();
      area.select();
    }
  }

  // --- The bar -------------------------------------------------------------------------------------------------------------------

  const told = document.getElementById("kiem-tra-ket-qua");
  const MARKS = ["dung", "sai", "bo-ngo"];

  function check() {
    const results = recompute();
    checked = { results, values: new Map(), places: new Map() };
    let open = 0;
    for (const [id, value] of values) {
      const fault = faultOfValue(value, results.get(id));
      if (fault) checked.values.set(id, fault);
      if (results.get(id).open) open += 1;
    }
    for (const place of places) {
      const fault = faultOfPlace(place, results);
      if (fault) checked.places.set(place, fault);
      const wrong = fault || checked.values.has(place.id);
      place.element.classList.remove(...MARKS);
      place.element.classList.add(wrong ? "sai" : results.get(place.id).open ? "bo-ngo" : "dung");
    }
    tell(open);
    if (!panel.hidden) draw();
  }

  function tell(open) {
    const wrongValues = checked.values.size;
    const wrongPlaces = checked.places.size;
    const seen = `${grouped(String(values.size - open))} số liệu, ${grouped(String(places.length))} chỗ in`;
    const rest = open ? ` ${grouped(String(open))} số liệu không kiểm tra được trong trang.` : "";
    bar.classList.remove("dung", "sai");
    bar.classList.add(wrongValues || wrongPlaces ? "sai" : "dung");
    if (!wrongValues && !wrongPlaces) {
      told.replaceChildren(make("strong", {}, "Khớp. "), `Đã tính lại ${seen} từ ô dữ liệu gốc: không có sai lệch.${rest}`);
      return;
    }
    const list = button("Xem các chỗ sai", () => show(faultsView, list));
    const found = `Đã tính lại ${seen}: ${wrongValues} số liệu sai, ${wrongPlaces} chỗ in sai.${rest} `;
    told.replaceChildren(make("strong", {}, "Có sai lệch. "), found, list);
  }

  function faultsView() {
    const items = [...checked.values].map(([id, fault]) => make("li", {}, button(label(id), () => openValue(id)), make("p", {}, fault)));
    for (const [place, fault] of checked.places) {
      const go = make("a", { href: `#${place.element.id}`, click: (event) => { event.preventDefault(); goTo(place); } }, place.where);
      items.push(make("li", {}, label(place.id), ", ", go, make("p", {}, fault)));
    }
    return [`Các chỗ sai (${items.length})`, make("ul", { class: "so-dung" }, ...items)];
  }

  // --- Start -----------------------------------------------------------------------------------------------------------------------

  findPlaces();
  for (const place of places) {
    if (place.kind === "word") continue;
    if (place.element.tagName !== "A") {
      place.element.setAttribute("tabindex", "0");
      place.element.setAttribute("role", "button");
    }
    place.element.setAttribute("aria-haspopup", "dialog");
  }
  // A picture has no parts for a screen reader; with numbers to choose in it, it is a group that keeps its description.
  for (const svg of document.querySelectorAll("svg.bieu-do")) if (svg.querySelector(".so")) svg.setAttribute("role", "group");

  const placeAt = (target) => {
    const element = target instanceof Element && target.closest(".so[data-v]");
    return element ? places.find((place) => place.element === element) : undefined;
  };
  const openPlace = (place) => show(() => valueView(place.id, place), place.element);

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const place = placeAt(event.target);
    if (!place) return;
    event.preventDefault();
    openPlace(place);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === " " || (event.key === "Enter" && event.target.tagName !== "A")) {
      const place = placeAt(event.target);
      if (!place) return;
      event.preventDefault();
      openPlace(place);
    }
  });

  document.querySelector(".khung").insertBefore(panel, document.getElementById("noi-dung"));
  const again = document.getElementById("kiem-tra-nut");
  again.addEventListener("click", check);
  again.hidden = false;
})();
