// The page begins: printed values can be chosen, by mouse and by keys.

findPlaces();
for (const place of places) {
  if (place.kind === "word") continue;
  if (place.element.tagName !== "A") {
    place.element.setAttribute("tabindex", "0");
    place.element.setAttribute("role", "button");
  }
  place.element.setAttribute("aria-haspopup", "dialog");
}
// A picture has no parts for a screen reader; with numbers to choose in it, it is a group that keeps its description.
for (const svg of document.querySelectorAll("svg.bieu-do")) if (svg.querySelector(".so")) svg.setAttribute("role", "group");

const placeAt = (target) => {
  const element = target instanceof Element && target.closest(".so[data-v]");
  return element ? places.find((place) => place.element === element) : undefined;
};
const openPlace = (place) => show(() => valueView(place.id, place), place.element);

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const place = placeAt(event.target);
  if (!place) return;
  event.preventDefault();
  openPlace(place);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !panel.hidden) {
    event.preventDefault();
    close();
  } else if (event.key === " " || (event.key === "Enter" && event.target.tagName !== "A")) {
    const place = placeAt(event.target);
    if (!place) return;
    event.preventDefault();
    openPlace(place);
  }
});

const unfoldTarget = () => unfold(document.getElementById(decodeURIComponent(location.hash.slice(1))));
addEventListener("hashchange", unfoldTarget);
unfoldTarget();
// Browsers that cannot print what is folded otherwise.
addEventListener("beforeprint", () => { for (const fold of document.querySelectorAll("main details")) fold.open = true; });

watchScrolling(document);
// Where the contents stand above the text, they would hide it.
if (matchMedia("(max-width: 63.99rem)").matches) {
  for (const contents of document.querySelectorAll(".muc-luc details")) contents.open = false;
}

document.querySelector(".khung").insertBefore(panel, document.getElementById("noi-dung"));
const again = document.getElementById("kiem-tra-nut");
again.addEventListener("click", check);
again.hidden = false;
