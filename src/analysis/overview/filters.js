// What is shown: the filters, the order of the rows, the base that they are compared with.

const chosen = { headline: "", status: "", base: null, sort: "", descending: true };

function fill(select, options) {
  for (const [value, words] of options) {
    const option = element("option", words);
    option.value = value;
    select.append(option);
  }
}
// The choices of which an edition has one.
function keepUsed(select, used) {
  for (const option of [...select.options]) if (!used.includes(option.value)) option.remove();
}
// A place once, by the name of its newest edition: a region is called otherwise by each source.
function placesOf(list) {
  const places = new Map();
  for (const row of list) if (!places.has(row.slug)) places.set(row.slug, row.place);
  return [...places];
}

const UNMADE = "khong-lap-lai";
function isOfStatus(row, status) {
  return !status || (status === UNMADE ? row.unmade : row.issue === status);
}

function isShown(row) {
  const year = Number(byId("loc-nam").value);
  return folded(byId("tim").value).split(/\s+/).every((word) => row.search.includes(word))
    && (!byId("loc-noi").value || row.slug === byId("loc-noi").value)
    && (!year || (row.years[0] <= year && year <= row.years[1]))
    && isOfStatus(row, byId("loc-tinh-trang").value);
}
const shownRows = () => [...body.rows].map((line) => rows.find((row) => row.line === line)).filter((row) => !row.line.hidden);

// What a row is ordered by: the figure of the chosen status, else its first; what is missing comes last either way.
function sortFigure(row, headline) {
  return figureOf(row, headline, chosen.status) || (row.figures[headline] || [])[0];
}

function ordered(list) {
  const way = chosen.descending ? -1 : 1;
  return [...list].sort((one, other) => inOrder(sortFigure(one, chosen.sort), sortFigure(other, chosen.sort), way));
}

function sortBy(headline) {
  chosen.descending = chosen.sort === headline ? !chosen.descending : true;
  chosen.sort = headline;
  body.append(...ordered(rows).map((row) => row.line));
  for (const { head, code } of headlines) {
    if (code === headline) head.setAttribute("aria-sort", chosen.descending ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
}

function filter() {
  let count = 0;
  for (const row of rows) {
    row.line.hidden = !isShown(row);
    if (!row.line.hidden) count += 1;
  }
  byId("dem").textContent = count === 0 ? "Không có kỳ nào khớp với bộ lọc." : `Đang hiện ${count} trên ${rows.length} kỳ.`;
}

// The base with which most editions can be compared in the chosen headline and status.
function likelyBase(list) {
  let [best, most] = [null, -1];
  for (const base of list.filter((row) => figureOf(row, chosen.headline, chosen.status))) {
    const count = list.filter((row) => !reasonFor(row, base, chosen.headline, chosen.status)).length;
    if (count > most) [best, most] = [base, count];
  }
  return best || list[0] || rows[0];
}
