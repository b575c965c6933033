// The panel that tells where a number comes from.

const panel = make("div", {
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
  watchScrolling(panel);
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

// What is folded away is opened where a link leads into it; older browsers do not do so by themselves.
function unfold(element) {
  for (let fold = element && element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

function goTo(place) {
  unfold(place.element);
  if (getComputedStyle(panel).position === "fixed") close();
  place.element.focus();
  place.element.scrollIntoView({ block: "center" });
}

// What the panel shows of a value.

let checked = null;

function valueView(id, place = null) {
  const value = values.get(id);
  if (!value) return ["Chưa có thông tin", make("p", {}, "Trang không có số liệu nào cho chỗ in này.")];
  const facts = make("dl", { class: "so-muc" });
  const fact = (name, ...content) => facts.append(make("div", {}, make("dt", {}, name), make("dd", {}, ...content)));
  let exact = null;
  try { exact = value.value === null ? null : parseExact(value.value); } catch { /* the verdict tells */ }
  fact("Giá trị đúng", exact === null ? "không có số liệu" : exactOf(value, exact));
  if (value.status) fact("Tình trạng", value.status);
  if (value.bound !== "exact") fact("Mức", boundWord(value.bound, value.strict));
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
    trace ? make("p", {}, make("a", { href: `#vet-${id}`, click: close }, "Dòng của số này ở Phụ lục kỹ thuật")) : "",
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
  const found = shownPlaces(id);
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
      button(label(id), () => openValue(id)), " ", make("b", {}, values.get(id).printed ?? ""), placeLinks(shownPlaces(id))))),
  ];
}
