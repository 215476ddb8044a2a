// Rows that are added and taken away without a new page: the template of a list is copied, its mark replaced by the next number. Without script the same
// buttons send the form, and the server shows one row more.

const listOf = (name) => document.querySelector(`[data-rows-of="${CSS.escape(name)}"]`);
const changed = (element) => { for (const name of ["input", "change"]) element.dispatchEvent(new Event(name, { bubbles: true })); };

function nextNumber(list, name) {
  let next = 0;
  for (const control of list.querySelectorAll("[name]")) {
    const number = Number(control.name.slice(name.length + 1).split(".")[0]);
    if (control.name.startsWith(`${name}.`) && number >= next) next = number + 1;
  }
  return next;
}

document.addEventListener("click", (event) => {
  const adder = event.target.closest("[data-add-row]");
  if (adder) {
    const name = adder.dataset.addRow;
    const list = listOf(name);
    const template = document.querySelector(`template[data-row-for="${CSS.escape(name)}"]`);
    if (!list || !template) return;
    event.preventDefault();
    const holder = document.createElement("div");
    holder.innerHTML = template.innerHTML.replaceAll(adder.dataset.blank, String(nextNumber(list, name)));
    const row = holder.firstElementChild;
    list.append(row);
    changed(list);
    row.querySelector("input:not([type=hidden]):not([type=radio]), textarea, select")?.focus();
    return;
  }
  const dropper = event.target.closest("[data-drop-row]");
  const row = dropper?.closest("[data-row]");
  if (!row) return;
  event.preventDefault();
  const list = row.parentElement;
  if (list.children.length > 1) {
    const beside = row.previousElementSibling ?? row.nextElementSibling;
    row.remove();
    beside.querySelector("input:not([type=hidden]):not([type=radio])")?.focus();
  } else {
    for (const control of row.querySelectorAll("input[type=text], input[type=tel], textarea")) control.value = "";
  }
  changed(list);
});
