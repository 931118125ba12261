// The one box: <form data-yu-search="#suggestions">. What HTMX brings is shown below it; "/" goes to
// the box, the arrows go through what was found, Escape closes. Without script it is a plain form.

const NUMBER = /^[\d\s-]{3,}[\dXx]\s*$/;
const WRITING = "input, select, textarea, [contenteditable]";

function hits(panel) {
  return Array.from(panel.querySelectorAll("[data-yu-hit]"));
}

function step(panel, input, by) {
  const all = hits(panel);
  const next = all.indexOf(document.activeElement) + by;
  if (next < 0) input.focus();
  else if (next < all.length) all[next].focus();
}

function close(panel) {
  panel.hidden = true;
  panel.textContent = "";
}

function onKey(event, panel, input) {
  if (event.key === "Escape" && !panel.hidden) {
    close(panel);
    input.focus();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (panel.hidden) return;
    step(panel, input, event.key === "ArrowDown" ? 1 : -1);
  } else {
    return;
  }
  event.preventDefault();
}

// A number stays out of the address: it is sent by the button that says that it is recorded, which
// may still be on its way.
function onSubmit(event, panel, input) {
  if (!NUMBER.test(input.value)) return;
  event.preventDefault();
  panel.dataset.yuAwaited = "1";
  toButton(panel, input);
}

function toButton(panel, input) {
  const button = panel.querySelector("button[data-yu-hit]");
  if (!button || !panel.dataset.yuAwaited) return;
  if (button.form.elements.number.value !== input.value.trim()) return;
  delete panel.dataset.yuAwaited;
  button.focus();
}

export function bindSearch(root) {
  for (const form of root.querySelectorAll("form[data-yu-search]")) {
    const panel = document.querySelector(form.dataset.yuSearch);
    const input = form.querySelector("input");
    const box = form.parentElement;
    panel.addEventListener("htmx:afterSwap", () => {
      panel.hidden = input.value.trim() === "";
      toButton(panel, input);
    });
    input.addEventListener("input", () => delete panel.dataset.yuAwaited);
    box.addEventListener("keydown", (event) => onKey(event, panel, input));
    form.addEventListener("submit", (event) => onSubmit(event, panel, input));
    document.addEventListener("click", (event) => {
      if (!box.contains(event.target)) close(panel);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.target.closest(WRITING) || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      input.focus();
      input.select();
    });
  }
}
