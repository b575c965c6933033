// The panel's table of the rows of a register that a value is made of.

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
