// Two charts of the chosen headline: the places of the base's period, and the base's place over time.

const SVG = "http://www.w3.org/2000/svg";
const MOST_NAMED = 8;
// What the longest bar leaves free, so that one that may be longer can show it.
const LONGEST = 940;

function shape(name, attributes, className) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.setAttribute("class", className);
  return made;
}

// A bar as long as the share of the value in the largest; what is only a bound or an estimate looks so.
function bar(figure, largest) {
  const svg = shape("svg", { width: "100%", height: "14", "aria-hidden": "true" }, "thanh");
  const share = figure.value.n > 0n ? Number(floor(multiply(divide(figure.value, largest), whole(LONGEST)))) / 10 : 0;
  const kind = { exact: "dac", at_least: "dac", at_most: "rong" }[figure.bound] || "cheo";
  svg.append(shape("rect", { x: "0", y: "1", width: `${share}%`, height: "12" }, kind));
  if (kind === "cheo") {
    for (let at = 0; at < share; at += 2) svg.append(shape("line", { x1: `${at}%`, y1: "13", x2: `${Math.min(at + 1, share)}%`, y2: "1" }, "vach"));
  }
  if (figure.bound === "at_least") svg.append(shape("line", { x1: `${share}%`, y1: "7", x2: "100%", y2: "7" }, "dut"));
  return svg;
}

// An edition of a chart: its figure with its bar, or why it has none.
function drawn(row, base, largest) {
  const { headline, status } = chosen;
  const item = element("li");
  const figure = figureOf(row, headline, status);
  const link = element("a", titleOf(row));
  link.href = figure ? figure.address : `${row.name}/bao-cao.html`;
  item.append(link, " ");
  const reason = whyNoFigure(row, base, headline, status);
  if (!figure) {
    item.append(element("span", reason, "so-sanh"));
    return item;
  }
  item.append(element("span", [withUnit(figure), ...figure.marks].join(", "), "gia-tri"), " ");
  if (row.unmade) item.append(element("span", "× số của báo cáo lập trước lần lỗi", "nhan loi"), " ");
  if (row === base) item.append(element("span", "mốc", "nhan"));
  else item.append(element("span", reason ? `không so: ${reason}` : told(against(figure, figureOf(base, headline, status))), "so-sanh"));
  if (largest.n > 0n && !reason) item.append(bar(figure, largest));
  return item;
}

function draw(kind, list, base) {
  const { headline, status } = chosen;
  // only bars share a scale: a figure that is not compared has none
  const compared = list.filter((row) => !whyNoFigure(row, base, headline, status));
  const largest = compared.map((row) => figureOf(row, headline, status).value).reduce((one, other) => (compare(one, other) < 0 ? other : one), whole(0));
  byId(`hinh-${kind}`).replaceChildren(...list.map((row) => drawn(row, base, largest)));
  byId(`hinh-${kind}-trong`).hidden = list.length > 1;
}

function drawCharts() {
  const { headline, status, base } = chosen;
  const list = shownRows();
  // the base stands in both charts, also where the filters leave it out
  const compared = [base, ...list.filter((row) => row !== base && !whyNot(base, row))];
  const byValue = (one, other) => inOrder(figureOf(one, headline, status), figureOf(other, headline, status), -1);
  const inTime = (one, other) => (one.days[0] < other.days[0] ? -1 : 1);
  draw("noi", compared.filter((row) => row === base || row.territory !== base.territory).sort(byValue), base);
  draw("nam", compared.filter((row) => row.territory === base.territory).sort(inTime), base);
  byId("hinh-noi-dau").textContent = `Các địa bàn, ${base.period}`;
  byId("hinh-nam-dau").textContent = `${base.place} qua các kỳ`;
  tellReasons(list, base);
}

// Why editions are not compared: each reason with the first editions that it holds for; in the table beside each.
function tellReasons(list, base) {
  const { headline, status } = chosen;
  const found = new Map();
  for (const row of list) {
    const reason = row === base ? "" : reasonFor(row, base, headline, status);
    if (reason) found.set(reason, [...(found.get(reason) || []), titleOf(row)]);
    let words = row === base ? "mốc" : fold("không so: ", reason);
    if (row !== base && !reason) words = told(against(figureOf(row, headline, status), figureOf(base, headline, status)));
    row.line.querySelector(".so-voi-moc").replaceChildren(words);
  }
  const items = [...found].map(([reason, titles]) => {
    const item = element("li");
    const rest = titles.length > MOST_NAMED ? ` … và ${titles.length - MOST_NAMED} kỳ khác (xem “So với mốc” trong bảng)` : "";
    item.append(element("b", reason), `: ${titles.slice(0, MOST_NAMED).join("; ")}${rest}`);
    return item;
  });
  byId("khong-so").hidden = items.length === 0;
  byId("khong-so").querySelector("ul").replaceChildren(...items);
}
