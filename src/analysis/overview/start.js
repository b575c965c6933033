// The page begins: a table becomes one that can be filtered, sorted, compared and saved.

function chooseBase(list) {
  chosen.base = likelyBase(list);
  byId("moc").value = chosen.base.name;
}

function renew() {
  filter();
  drawCharts();
}

// A phone has words folded, and the comparison below the name in place of a column.
function settle() {
  for (const part of document.querySelectorAll(".gap")) part.open = !phone.matches;
  for (const row of rows) row.line.cells[phone.matches ? 0 : 1].append(row.line.querySelector(".so-voi-moc"));
}

function start() {
  fill(byId("loc-noi"), placesOf(rows));
  const years = rows.flatMap(({ years: [first, last] }) => Array.from({ length: last - first + 1 }, (_, at) => first + at));
  fill(byId("loc-nam"), [...new Set(years)].sort((one, other) => other - one).map((year) => [String(year), String(year)]));
  keepUsed(byId("loc-tinh-trang"), ["", ...rows.flatMap((row) => [row.issue, row.unmade && UNMADE])]);
  fill(byId("chi-tieu"), headlines.map(({ code, words }) => [code, words]));
  const used = rows.flatMap((row) => Object.values(row.figures).flat().map((figure) => figure.status));
  keepUsed(byId("tinh-chat"), used);
  fill(byId("moc"), rows.map((row) => [row.name, titleOf(row)]));

  for (const { head, code, words } of headlines) {
    const button = element("button", words, "nut-cot");
    button.type = "button";
    button.addEventListener("click", () => sortBy(code));
    head.querySelector(".ten-cot").replaceChildren(button);
  }
  const beside = element("th", "So với mốc", "cot-moc");
  beside.scope = "col";
  table.tHead.rows[0].cells[0].after(beside);
  for (const row of rows) {
    const cell = element("td", "", "cot-moc");
    cell.append(element("div", "", "so-voi-moc"));
    row.line.cells[0].after(cell);
  }
  table.classList.remove("moi-cot");

  chosen.status = byId("tinh-chat").value;
  const counts = headlines.map(({ code }) => rows.filter((row) => figureOf(row, code, chosen.status)).length);
  chosen.headline = headlines[counts.indexOf(Math.max(...counts))].code;
  byId("chi-tieu").value = chosen.headline;
  chooseBase(rows);

  for (const id of ["tim", "loc-noi", "loc-nam", "loc-tinh-trang"]) byId(id).addEventListener("input", renew);
  byId("bo-loc").addEventListener("click", () => {
    for (const id of ["tim", "loc-noi", "loc-nam", "loc-tinh-trang"]) byId(id).value = "";
    renew();
  });
  byId("chi-tieu").addEventListener("input", () => { chosen.headline = byId("chi-tieu").value; drawCharts(); });
  byId("tinh-chat").addEventListener("input", () => { chosen.status = byId("tinh-chat").value; drawCharts(); });
  byId("moc").addEventListener("input", () => {
    chosen.base = rows.find((row) => row.name === byId("moc").value);
    drawCharts();
  });
  byId("moi-cot").addEventListener("input", () => table.classList.toggle("moi-cot", byId("moi-cot").checked));
  byId("xuat").addEventListener("click", exportShown);
  settle();
  phone.addEventListener("change", settle);
  byId("chon").hidden = false;
  byId("lenh").hidden = false;
  renew();
}

// Without figures there is nothing to compare; the table is whole as it stands.
if (headlines.length) start();
