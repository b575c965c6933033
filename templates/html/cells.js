// The data of the page (#so-lieu-trang, see src/analysis/report/page_data.py) and its raw cells, read as printed in the sources.

// Cells of the sources as printed.

const FIGURE_UNITS = {
  "đồng": 1n, "nghìn đồng": 1000n, "triệu đồng": 1000000n, "tỷ đồng": 1000000000n, "tỉ đồng": 1000000000n,
};
const BOUNDS = {
  "": "exact", "trên": "at_least", "hơn": "at_least", "gần": "at_most", "dưới": "at_most",
  "không dưới": "at_least", "không quá": "at_most", "khoảng": "about",
};

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

// The data of the page.

const data = JSON.parse(document.getElementById("so-lieu-trang").textContent);
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
    else read = parseCount(text);
    column.parsed.set(key, read);
  }
  return column.parsed.get(key);
}
