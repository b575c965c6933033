// Where values are printed in the page, and how elements are made. Text becomes text nodes only, whatever it holds.

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

// A chart stands in the page as wide as the text and once more for phones: one of the two is shown.
const isShown = (place) => {
  const drawing = place.element.closest(".hinh > div");
  return !drawing || getComputedStyle(drawing).display !== "none";
};
const shownPlaces = (id) => (placesOf.get(id) || []).filter(isShown);

function whereOf(element, heading) {
  const figure = element.closest("figure");
  const name = figure && figure.querySelector("figcaption > b");
  return name ? name.textContent.replace(/\.$/, "") : heading;
}

const powerOf = (unit) => String(FIGURE_UNITS[unit]).length - 1;

// Text says its decimals and its power of ten; the labels of a chart print money in the one unit of all charts, or say another.
function printOf(element) {
  if (element.dataset.d !== undefined) {
    return { kind: "number", decimals: Number(element.dataset.d), scale: Number(element.dataset.k), tail: "" };
  }
  const [, decimals = "", tail = ""] = /(?:,([0-9]+))?(%|\u00a0[^0-9]+)?$/.exec(element.textContent);
  const { unit } = values.get(element.dataset.v) ?? {};
  let scale = 0;
  if (Object.hasOwn(FIGURE_UNITS, unit)) {
    const named = tail.replaceAll("\u00a0", " ").trim();
    scale = (Object.hasOwn(FIGURE_UNITS, named) ? powerOf(named) : data.chart_scale) - powerOf(unit);
  }
  return { kind: "label", decimals: decimals.length, scale, tail };
}

// Elements.

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

function boundWord(bound, strict) {
  return {
    exact: "đúng giá trị", about: "khoảng",
    at_least: strict ? "trên" : "không dưới", at_most: strict ? "dưới" : "không quá",
    unknown: "không rõ là ít nhất hay nhiều nhất",
  }[bound] ?? bound;
}
