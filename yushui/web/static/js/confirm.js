// <form data-yu-confirm="…?"> asks before it is submitted. The question names what will happen.

function ask(question, onYes) {
  const dialog = document.createElement("dialog");
  dialog.className = "yu-dialog";
  dialog.setAttribute("aria-label", "请确认");
  const text = document.createElement("p");
  text.textContent = question;
  const row = document.createElement("div");
  row.className = "yu-actions yu-actions-foot";
  row.append(button("取消", "yu-button", () => dialog.close()));
  row.append(
    button("确定", "yu-button yu-button-primary", () => {
      dialog.close();
      onYes();
    })
  );
  dialog.append(text, row);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function button(label, look, onClick) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = look;
  made.textContent = label;
  made.addEventListener("click", onClick);
  return made;
}

export function bindConfirm(root) {
  for (const form of root.querySelectorAll("form[data-yu-confirm]")) {
    if (form.dataset.yuBound) continue;
    form.dataset.yuBound = "1";
    let hasAgreed = false;
    // Capture, so that HTMX does not send before the answer.
    form.addEventListener(
      "submit",
      (event) => {
        if (hasAgreed) {
          hasAgreed = false;
          return;
        }
        event.preventDefault();
        event.stopImmediatePropagation();
        const pressed = event.submitter;
        ask(form.dataset.yuConfirm, () => {
          hasAgreed = true;
          if (form.requestSubmit) form.requestSubmit(pressed || undefined);
          else form.submit();
        });
      },
      true
    );
  }
}
