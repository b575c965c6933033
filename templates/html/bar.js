// The bar over the report: the check is run, its result told, the faults listed.

const bar = document.getElementById("kiem-tra");
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
  const wrongPlaces = [...checked.places.keys()].filter(isShown).length;
  const seen = `${grouped(String(values.size - open))} số liệu, ${grouped(String(places.filter(isShown).length))} chỗ in`;
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
  for (const [place, fault] of [...checked.places].filter(([one]) => isShown(one))) {
    const go = make("a", { href: `#${place.element.id}`, click: (event) => { event.preventDefault(); goTo(place); } }, place.where);
    items.push(make("li", {}, label(place.id), ", ", go, make("p", {}, fault)));
  }
  return [`Các chỗ sai (${items.length})`, make("ul", { class: "so-dung" }, ...items)];
}
