// What is folded on a phone and stands open where there is room: <details data-yu-open-when-wide>.
// Without script it is folded everywhere.

const ROOM = "(min-width: 48em)";

export function bindFolds(root) {
  if (window.matchMedia(ROOM).matches) {
    root.querySelectorAll("details[data-yu-open-when-wide]").forEach((fold) => {
      fold.open = true;
    });
  }
}
