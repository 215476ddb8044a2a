// Keeps an unfinished form on the server: two seconds after the last key, and when the page is left. Says when: 「21:42 已自动保存」.
// The form names the address in data-draft; the answer is JSON {"saved_at": "21:42", "url": "…"} where url, if given, is used from then on.

const WAIT = 2000;
const token = document.querySelector("meta[name=csrf-token]")?.content ?? "";

function keep(form, leaving) {
  if (form.dataset.sent || form.dataset.kept === form.dataset.changed) return;
  form.dataset.kept = form.dataset.changed;
  const body = new FormData(form);
  for (const [name, value] of [...body.entries()]) if (value instanceof File) body.delete(name);
  const told = document.querySelector(`[data-saved][form="${form.id}"]`) ?? form.querySelector("[data-saved]");
  fetch(form.dataset.draft, { method: "POST", body: new URLSearchParams(body), headers: { "X-CSRFToken": token, Accept: "application/json" }, keepalive: leaving })
    .then(async (answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      const saved = await answer.json();
      if (saved.url) form.dataset.draft = saved.url;
      if (told) told.textContent = (told.dataset.word ?? "{time}").replace("{time}", saved.saved_at);
    })
    .catch(() => {
      form.dataset.kept = "";
      if (told) told.textContent = told.dataset.wordFailed ?? "";
    });
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  let timer = 0;
  form.dataset.changed = "0";
  form.dataset.kept = "0";
  form.addEventListener("input", () => {
    form.dataset.changed = String(Number(form.dataset.changed) + 1);
    clearTimeout(timer);
    timer = setTimeout(() => keep(form, false), WAIT);
  });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keep(form, true); });
}
