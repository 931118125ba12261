// <input data-yu-suggest="address">: offers names while one types. The field works without.

const WAIT = 250;

function offer(input, list) {
  const wanted = input.value.trim();
  if (!wanted) return;
  const address = `${input.dataset.yuSuggest}?q=${encodeURIComponent(wanted)}`;
  fetch(address, { headers: { Accept: "application/json" } })
    .then((response) => (response.ok ? response.json() : { names: [] }))
    .then(({ names }) => {
      list.textContent = "";
      for (const name of names) {
        const option = document.createElement("option");
        option.value = name;
        list.append(option);
      }
    })
    .catch(() => {}); // without the network one types the whole name
}

export function bindSuggestions(root) {
  for (const input of root.querySelectorAll("input[data-yu-suggest]")) {
    if (input.dataset.yuBound) continue;
    input.dataset.yuBound = "1";
    const list = document.createElement("datalist");
    list.id = `${input.id}-names`;
    input.after(list);
    input.setAttribute("list", list.id);
    let timer = 0;
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => offer(input, list), WAIT);
    });
  }
}
