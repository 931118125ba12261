// The reader of a notice: pointing at a finding lights its words in the original, and the other way
// round. On a narrow screen the two sides take turns. Without script both stand there in full.

const LIT = "yu-lit";
const NARROW = window.matchMedia("(max-width: 61.99em)");

function keysOf(element) {
  const holder = element.closest("[data-yu-keys], [data-yu-item]");
  if (!holder) return { holder: null, keys: [] };
  return { holder, keys: (holder.dataset.yuKeys || holder.dataset.yuItem).split(" ") };
}

function partners(reader, keys) {
  const runs = Array.from(reader.querySelectorAll("[data-yu-keys]"));
  const items = Array.from(reader.querySelectorAll("[data-yu-item]"));
  return {
    runs: runs.filter((run) => run.dataset.yuKeys.split(" ").some((key) => keys.includes(key))),
    items: items.filter((item) => keys.includes(item.dataset.yuItem)),
  };
}

function darken(reader) {
  for (const lit of reader.querySelectorAll(`.${LIT}`)) lit.classList.remove(LIT);
}

// Scrolls the box only, never the page, and only when the run is out of sight.
function bringIntoView(box, run) {
  const inside = box.getBoundingClientRect();
  const at = run.getBoundingClientRect();
  if (at.top >= inside.top + 24 && at.bottom <= inside.bottom - 24) return;
  box.scrollTop += at.top - inside.top - inside.height / 3;
}

function light(reader, element) {
  const { holder, keys } = keysOf(element);
  darken(reader);
  if (!holder) return;
  const found = partners(reader, keys);
  for (const one of [...found.runs, ...found.items]) one.classList.add(LIT);
  const isFinding = Boolean(holder.dataset.yuItem);
  if (isFinding && found.runs.length && !NARROW.matches) {
    bringIntoView(reader.querySelector("[data-yu-original]"), found.runs[0]);
  }
}

function showSide(reader, sides, name) {
  reader.querySelector("[data-yu-original]").classList.toggle("yu-aside", name !== "original");
  reader.querySelector("[data-yu-points]").classList.toggle("yu-aside", name !== "points");
  for (const link of sides.querySelectorAll("[data-yu-side]")) {
    if (link.dataset.yuSide === name) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function sideOf(reader, id) {
  const target = id && document.getElementById(id);
  if (!target) return "";
  return target.closest("[data-yu-original]") ? "original" : "points";
}

function takeTurns(reader, sides) {
  sides.classList.add("yu-sides-on");
  const first = sideOf(reader, location.hash.slice(1)) || "points";
  showSide(reader, sides, first);
  sides.addEventListener("click", (event) => {
    const link = event.target.closest("[data-yu-side]");
    if (!link) return;
    event.preventDefault();
    showSide(reader, sides, link.dataset.yuSide);
  });
  // A link from one side to the other turns the page over before it jumps.
  reader.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const id = link && link.getAttribute("href").slice(1);
    const side = sideOf(reader, id);
    if (side) showSide(reader, sides, side);
  });
}

for (const reader of document.querySelectorAll("[data-yu-reader]")) {
  for (const name of ["mouseover", "focusin"]) {
    reader.addEventListener(name, (event) => light(reader, event.target));
  }
  reader.addEventListener("mouseleave", () => darken(reader));
  const sides = document.querySelector("[data-yu-sides]");
  if (sides) takeTurns(reader, sides);
  if (location.hash) {
    const target = document.getElementById(location.hash.slice(1));
    if (target) target.scrollIntoView({ block: "center" });
  }
}
