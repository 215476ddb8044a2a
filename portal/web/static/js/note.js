// 「记一笔」: the line grows with its text, Enter saves it, Shift+Enter makes a new line. On a phone it opens when it is touched.

const grow = (area) => {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
};

for (const area of document.querySelectorAll("[data-grows]")) {
  area.addEventListener("input", () => grow(area));
  area.form.classList.add("is-folded");
  area.addEventListener("focus", () => area.form.classList.remove("is-folded"));
}

document.addEventListener("keydown", (event) => {
  const area = event.target.closest?.("[data-enter-sends]");
  if (!area || event.key !== "Enter" || event.shiftKey || event.isComposing || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (area.value.trim()) area.form.requestSubmit();
});
