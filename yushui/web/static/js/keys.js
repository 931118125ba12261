// One key for a decision: <button data-yu-key="1">. Not while somebody is writing, and not together
// with Ctrl, Alt or Meta, which belong to the browser.

const WRITING = "input:not([type=radio]):not([type=checkbox]), select, textarea, [contenteditable]";
let isListening = false;

export function bindKeys(root) {
  if (isListening || !root.querySelector("[data-yu-key]")) {
    return;
  }
  isListening = true;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.target.closest(WRITING)) {
      return;
    }
    if (document.querySelector("dialog[open]")) {
      return; // a question is being asked: its own buttons answer it
    }
    const wanted = document.querySelector(`[data-yu-key="${CSS.escape(event.key)}"]`);
    if (wanted && !wanted.disabled) {
      event.preventDefault();
      wanted.click();
    }
  });
}
