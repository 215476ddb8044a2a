// Fields that only apply when another one says so: data-when-field names it, data-when-values its values. What does not apply is hidden and not sent.
// The mark stands on a control (its whole field is hidden) or on a block with data-when-block.

const blockOf = (marked) => (marked.hasAttribute("data-when-block") ? marked : marked.closest(".field"));

function valuesOf(form, name) {
  const values = [];
  for (const control of form.elements) {
    if (control.name !== name || control.disabled) continue;
    if ((control.type === "radio" || control.type === "checkbox") && !control.checked) continue;
    values.push(control.value);
  }
  return values;
}

function show(block, applies) {
  block.hidden = !applies;
  for (const control of block.querySelectorAll("input, select, textarea, button")) {
    if (!applies && !control.disabled) {
      control.disabled = true;
      control.dataset.offBy = "when";
    } else if (applies && control.dataset.offBy === "when" && !control.parentElement.closest("[hidden]")) {
      control.disabled = false;
      delete control.dataset.offBy;
    }
  }
}

export function apply(form) {
  for (const marked of form.querySelectorAll("[data-when-field]")) {
    const block = blockOf(marked);
    if (!block) continue;
    block.removeAttribute("data-start-hidden");
    const wanted = marked.dataset.whenValues.split(" ");
    show(block, valuesOf(form, marked.dataset.whenField).some((value) => wanted.includes(value)));
  }
}

for (const form of document.querySelectorAll("form")) {
  if (!form.querySelector("[data-when-field]") && !form.querySelector("template")) continue;
  form.addEventListener("change", () => apply(form));
  apply(form);
}
