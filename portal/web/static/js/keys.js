// The keyboard: any control with data-key="x" answers to that key; 1–9 open a row; ↑↓ Enter walk a table; Ctrl+Enter sends the main form.

const writes = (target) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
const shown = (element) => element.getClientRects().length > 0;

function press(element) {
  if (element.matches("input, textarea, select")) {
    element.focus();
    if (element.select) element.select();
  } else {
    element.click();
    if (element.tagName === "SUMMARY") element.parentElement.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  }
}

const links = () => [...document.querySelectorAll("[data-rows] .row-link")].filter(shown);

function walk(step) {
  const rows = links();
  if (!rows.length) return false;
  const at = rows.indexOf(document.activeElement?.closest?.("tr, li")?.querySelector(".row-link"));
  const next = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest?.("form") ?? document.querySelector("main form:has([data-main-submit])");
    const button = form?.querySelector("[data-main-submit]") ?? form?.querySelector("button[type=submit]");
    if (button) {
      event.preventDefault();
      form.requestSubmit(button);
    }
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Escape" && writes(event.target)) {
    event.target.blur();
    return;
  }
  if (writes(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (walk(event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
    return;
  }
  if (/^[1-9]$/.test(event.key)) {
    const row = links()[Number(event.key) - 1];
    if (row) row.click();
    return;
  }
  const found = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key.toLowerCase() && shown(one));
  if (found) {
    event.preventDefault();
    press(found);
  }
});
