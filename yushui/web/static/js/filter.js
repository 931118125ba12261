// <input data-yu-filter="#table">: shows only the rows of a short table that contain what is typed.

export function bindFilters(root) {
  for (const input of root.querySelectorAll("input[data-yu-filter]")) {
    if (input.dataset.yuBound) continue;
    input.dataset.yuBound = "1";
    input.hidden = false;
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase();
      for (const row of document.querySelectorAll(`${input.dataset.yuFilter} tbody tr`)) {
        row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
      }
    });
  }
}
