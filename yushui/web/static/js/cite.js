// <button data-yu-cite="{{persons}}" hidden>: puts the citation where the cursor last stood in a
// <textarea data-yu-citable>. Without script one types it.

let last = null;

function remember(area) {
  last = area;
}

function insert(area, token) {
  const { selectionStart, selectionEnd, value } = area;
  area.value = value.slice(0, selectionStart) + token + value.slice(selectionEnd);
  const end = selectionStart + token.length;
  area.focus();
  area.setSelectionRange(end, end);
}

const areas = document.querySelectorAll("textarea[data-yu-citable]");
for (const area of areas) {
  area.addEventListener("focus", () => remember(area));
}

for (const button of document.querySelectorAll("button[data-yu-cite]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const area = last || areas[0];
    if (area) insert(area, button.dataset.yuCite);
  });
}
