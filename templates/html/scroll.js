// A box that scrolls sideways can be reached and moved by keys, and says what it holds; one that does not is no stop on the way.

const SCROLLED = ".cuon, .cuon-hinh";
const scrolling = new ResizeObserver((entries) => {
  for (const { target } of entries) markScrolling(target.closest(SCROLLED));
});

function markScrolling(box) {
  const figure = box.closest("figure");
  const stop = { tabindex: "0", role: "region", "aria-labelledby": figure ? `${figure.id}-ten` : "bang-so-ten" };
  const scrolls = box.scrollWidth > box.clientWidth;
  for (const [name, text] of Object.entries(stop)) {
    if (scrolls) box.setAttribute(name, text);
    else box.removeAttribute(name);
  }
}

function watchScrolling(element) {
  for (const box of element.querySelectorAll(SCROLLED)) {
    scrolling.observe(box);
    scrolling.observe(box.firstElementChild);
  }
}
