// Keeps an unfinished form on the server: two seconds after the last key, and when the page is left. Says when: 「21:42 已自动保存」.
// The form names the address in data-draft; the answer is JSON {"saved_at": "21:42", "url": "…"} where url, if given, is used from then on.
// When the session has ended meanwhile, the page holds what was written, says so, and goes on after signing in again in another window.

const WAIT = 2000;
const meta = document.querySelector("meta[name=csrf-token]");

// After signing in again the page's token is of the old session: take the new one from a fresh copy of the page.
async function renewToken() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("meta[name=csrf-token]")?.content;
  if (!answer.ok || !token || !page.getElementById("person-menu")) return false;
  meta.content = token;
  for (const input of document.querySelectorAll("input[name=csrf_token]")) input.value = token;
  return true;
}

function send(form, leaving) {
  const body = new FormData(form);
  for (const [name, value] of [...body.entries()]) if (value instanceof File) body.delete(name);
  return fetch(form.dataset.draft, {
    method: "POST", body: new URLSearchParams(body), headers: { "X-CSRFToken": meta?.content ?? "", Accept: "application/json" }, keepalive: leaving,
  });
}

// Returns whether the form may be sent: false when the session has ended.
async function keep(form, leaving) {
  if (form.dataset.sent || form.dataset.kept === form.dataset.changed) return true;
  form.dataset.kept = form.dataset.changed;
  const told = document.querySelector(`[data-saved][form="${form.id}"]`) ?? form.querySelector("[data-saved]");
  let status = 0;
  try {
    let answer = await send(form, leaving);
    if (answer.status === 400 && !leaving && await renewToken()) answer = await send(form, leaving);
    status = answer.status;
    if (!answer.ok) throw new Error(String(status));
    const saved = await answer.json();
    if (saved.url) form.dataset.draft = saved.url;
    if (told) told.textContent = (told.dataset.word ?? "{time}").replace("{time}", saved.saved_at);
  } catch {
    form.dataset.kept = "";
    if (told) told.textContent = (status === 401 ? told.dataset.wordEnded : told.dataset.wordFailed) ?? "";
    if (told && status === 401) {
      const link = Object.assign(document.createElement("a"), { href: told.dataset.login, target: "_blank", textContent: told.dataset.wordLogin });
      told.append(" ", link);
    }
  }
  return status !== 401;
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
  // What is not kept yet is kept before it is sent: without a session the answer would be the login page, and the words would be gone.
  form.addEventListener("submit", async (event) => {
    if (form.dataset.sent || form.dataset.kept === form.dataset.changed || form.dataset.tried === form.dataset.changed) return;
    const changed = form.dataset.changed;
    event.preventDefault();
    clearTimeout(timer);
    if (!await keep(form, false)) return;
    form.dataset.tried = changed; // kept, or the server does not answer: then sending it is the better try
    form.requestSubmit(event.submitter ?? undefined);
  });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keep(form, true); });
}

// What stands beside the form must not take the page away to the login page.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.status === 401 && document.querySelector("form[data-draft]")) event.preventDefault();
});
