// 字号 changes at once, without leaving a half-filled form; the server remembers it for the next page.

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (!form.classList.contains("sizes") || !button) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form));
  body.set(button.name, button.value);
  document.documentElement.dataset.size = button.value;
  for (const one of document.querySelectorAll(".sizes button")) one.setAttribute("aria-pressed", String(one.value === button.value));
  fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true }).catch(() => {});
});
