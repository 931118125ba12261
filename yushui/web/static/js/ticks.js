// <fieldset data-yu-ticks="#table">: tick all rows that are shown or none, and count the ticks.

export function bindTicks(root) {
  for (const group of root.querySelectorAll("[data-yu-ticks]")) {
    if (group.dataset.yuBound) continue;
    group.dataset.yuBound = "1";
    const boxes = group.querySelectorAll(`${group.dataset.yuTicks} input[type=checkbox][name]`);
    const told = group.querySelector("[data-yu-ticked]");
    const count = () => {
      told.textContent = Array.from(boxes).filter((box) => box.checked).length;
    };
    for (const button of group.querySelectorAll("[data-yu-tick]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        for (const box of boxes) {
          const row = box.closest("tr");
          if (!row || !row.hidden) box.checked = button.dataset.yuTick === "all";
        }
        count();
      });
    }
    group.addEventListener("change", count);
    count();
  }
}
