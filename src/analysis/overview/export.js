// The rows that are shown as CSV for a spreadsheet set to Vietnamese: semicolons, decimal commas, no cell that is a formula.

// Where a spreadsheet begins a formula, also behind what it may take for the end of a cell.
const FORMULA = /^(?=[\t\r\n=+\-@＝＋－＠])|(?<=[;\t\r\n])"*(?=[=+\-@＝＋－＠])/g;
const NUMBER = /^-?[0-9]+(?:,[0-9]+)?$/;
const safe = (text) => (NUMBER.test(text) ? text : text.replace(FORMULA, "$&'"));
const quoted = (text) => `"${safe(text).replaceAll('"', '""')}"`;
const ENDLESS = 10;

// The exact value with all its decimals; one without an end is rounded, which its remark says.
function plainNumber(value) {
  const text = exactText(value).replaceAll(".", "");
  return text.includes("/") ? formatNumber(value, ENDLESS, "exact").replaceAll(".", "") : text;
}
const BOUNDS = { exact: "", at_least: "mức tối thiểu", at_most: "mức tối đa", about: "ước lượng", unknown: "ước lượng" };

function remark(figure) {
  const said = [statusText(figure.status), BOUNDS[figure.bound], ...figure.marks.filter((mark) => mark === "đã điều chỉnh")];
  if (exactText(figure.value).includes("/")) said.push(`làm tròn ${ENDLESS} chữ số thập phân`);
  return said.filter(Boolean).join(", ");
}

function exported(list) {
  const heads = ["Mã kỳ", "Địa bàn", "Kỳ", "Từ ngày", "Đến ngày", "Phát hành"];
  for (const { words, code } of headlines) {
    const units = list.flatMap((row) => row.figures[code]).map((figure) => figure.unit);
    heads.push(`${words} (${[...new Set(units)].join(" hoặc ") || "không có số liệu"})`, `${words}: ghi chú`);
  }
  heads.push("Lưu ý", "Báo cáo");
  const lines = list.map((row) => {
    const cells = [row.name, row.place, row.period, ...row.days, row.issueText];
    for (const { code } of headlines) {
      const figure = sortFigure(row, code);
      cells.push(figure ? plainNumber(figure.value) : "", figure ? remark(figure) : "không có số liệu");
    }
    cells.push([...row.line.querySelectorAll("th .luu-y")].map((note) => note.textContent).join(" "), `${row.name}/bao-cao.html`);
    return cells;
  });
  return `\ufeff${[heads, ...lines].map((cells) => cells.map(quoted).join(";")).join("\r\n")}\r\n`;
}

function exportShown() {
  const link = element("a");
  link.href = URL.createObjectURL(new Blob([exported(shownRows())], { type: "text/csv;charset=utf-8" }));
  link.download = "cac-bao-cao.csv";
  link.click();
  URL.revokeObjectURL(link.href);
}
