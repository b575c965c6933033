// The rows of the table as data: what an edition is, and its figures by headline.

const element = (name, text, className) => {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
};
// What a phone shows when it is asked for: its table is as wide as name and two figures.
const phone = window.matchMedia("(max-width: 40rem)");
function fold(summary, text) {
  const made = element("details", "", "gap");
  made.open = !phone.matches;
  made.append(element("summary", summary), text);
  return made;
}
const byId = (id) => document.getElementById(id);

// Letters without marks, so that a search needs none.
const folded = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "");

function readFigure(link) {
  const { v, b, s, n, u } = link.dataset;
  const marks = [...link.closest("p").querySelectorAll(".tt")].map((mark) => mark.textContent);
  return {
    value: parseExact(v), bound: b, status: s, meaning: n, unit: u, marks,
    text: link.textContent, address: link.getAttribute("href"),
  };
}

function readRow(line) {
  const figures = {};
  for (const cell of line.querySelectorAll("td")) figures[cell.dataset.c] = [...cell.querySelectorAll("a.so")].map(readFigure);
  const { ky, noi, thoi, tu, den, ngay, phatHanh, lanhTho, ten, cap, dai, maKy, vuong, theo, maNoi } = line.dataset;
  return {
    line, figures, name: ky, place: noi, period: thoi, years: [Number(tu), Number(den)], days: ngay.split("/"), issue: phatHanh,
    issueText: line.querySelector(".nhan").textContent, territory: lanhTho, sameName: ten, level: cap, length: dai, code: maKy,
    barred: vuong, datedBy: theo, slug: maNoi, unmade: line.querySelector("th .loi") !== null,
    search: folded(`${noi} ${thoi} ${ky} ${line.querySelector(".nhan").textContent}`),
  };
}

const table = document.querySelector("#bang table");
const body = table.tBodies[0];
const rows = [...body.rows].map(readRow);
const titleOf = (row) => `${row.place}, ${row.period}${row.issue === "du-thao" ? " (dự thảo)" : ""}`;
const headlines = [...table.querySelectorAll("thead th[data-c]")].map((head) => ({
  head, code: head.dataset.c, words: head.querySelector(".ten-cot").textContent,
}));
const statusText = (code) => byId("tinh-chat").querySelector(`[value="${code}"]`).textContent;
const MONEY = "triệu đồng";
// As the table prints it, with its unit: money stands in MONEY there.
function withUnit(figure) {
  const unit = figure.unit === "đồng" ? MONEY : figure.unit;
  return unit === "%" ? `${figure.text}%` : `${figure.text} ${unit}`;
}
const figureOf = (row, headline, status) => (row.figures[headline] || []).find((figure) => figure.status === status);
