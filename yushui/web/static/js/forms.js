// Small courtesies of forms: the list of errors takes the focus, a select that filters submits
// itself, a file that is too large is refused before it travels, nothing is sent twice.

function focusErrors(root) {
  const errors = root.querySelector("[data-yu-focus]");
  if (errors) errors.focus();
}

function submitOnChange(root) {
  for (const control of root.querySelectorAll("[data-yu-submit-on-change]")) {
    control.addEventListener("change", () => {
      if (control.form.requestSubmit) control.form.requestSubmit();
      else control.form.submit();
    });
  }
}

function refuseLargeFiles(root) {
  for (const input of root.querySelectorAll("input[type=file][data-yu-max-bytes]")) {
    input.addEventListener("change", () => {
      const limit = Number(input.dataset.yuMaxBytes);
      const tooLarge = Array.from(input.files).some((file) => file.size > limit);
      const megabytes = Math.floor(limit / 1048576);
      input.setCustomValidity(tooLarge ? `文件超过 ${megabytes} MB，请压缩或拆分后再上传。` : "");
      input.reportValidity();
    });
  }
}

function sendOnce(root) {
  for (const form of root.querySelectorAll("form[method=post]:not([hx-post])")) {
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (form.dataset.yuSent) {
        event.preventDefault();
        return;
      }
      form.dataset.yuSent = "1";
      // A form that answers with a download leaves its page standing, and may be sent again.
      setTimeout(() => delete form.dataset.yuSent, 3000);
    });
  }
}

export function bindForms(root) {
  focusErrors(root);
  submitOnChange(root);
  refuseLargeFiles(root);
  sendOnce(root);
}
