// The page of a new case: its address names the draft, Enter goes on to the next field, a town narrows its villages, a jump opens what is folded.

const form = document.getElementById("new-case");
const key = form?.querySelector("[data-draft-key]");

// After the first autosave a reload, or signing in again, comes back to what was written.
form?.addEventListener("input", () => {
  const here = new URL(location.href);
  if (here.searchParams.get("draft") === key.value) return;
  here.search = "";
  here.searchParams.set("draft", key.value);
  here.pathname = new URL(form.action).pathname;
  history.replaceState(null, "", here);
});

// Enter in a line of text would send the form half written.
form?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing || !event.target.matches("input:not([type=radio]):not([type=checkbox])")) return;
  event.preventDefault();
  const controls = [...form.elements].filter((one) => one.matches("input:not([type=hidden]), select, textarea") && !one.disabled && one.getClientRects().length);
  controls[controls.indexOf(event.target) + 1]?.focus();
});

// What was settled on the spot came in on the day it was settled, unless another day is typed.
const received = form?.elements.received_on;
const receivedAtFirst = received?.value ?? "";
form?.addEventListener("change", (event) => {
  if (event.target.name !== "mode") return;
  if (event.target.value === "settled" && received.value === receivedAtFirst) received.value = "";
  else if (event.target.value === "apply" && received.value === "") received.value = receivedAtFirst;
  received.dispatchEvent(new Event("input", { bubbles: true }));
});

// Whoever pays and is paid is mostly one of the parties: their names are offered.
document.addEventListener("focusin", (event) => {
  if (!event.target.matches?.("[data-names]")) return;
  const list = document.getElementById("names-of-parties") ?? document.body.appendChild(Object.assign(document.createElement("datalist"), { id: "names-of-parties" }));
  const names = [...form.elements].filter((one) => /^parties\.\w+\.\d+\.name$/.test(one.name) && one.value.trim()).map((one) => one.value.trim());
  list.replaceChildren(...names.map((name) => new Option(name, name)));
  event.target.setAttribute("list", list.id);
});

// Two short lists instead of one long one.
for (const field of document.querySelectorAll("[data-places]")) {
  const village = field.querySelector("select");
  const groups = [...village.querySelectorAll("optgroup")];
  if (groups.length < 2) continue;
  const own = village.querySelector("option");
  const town = document.createElement("select");
  const label = field.querySelector("label");
  town.id = "town-of-place";
  town.setAttribute("aria-label", `${label.textContent}：${field.dataset.wordTown}`);
  village.setAttribute("aria-label", `${label.textContent}：${field.dataset.wordVillage}`);
  town.append(new Option(own.textContent, ""), ...groups.map((group, at) => new Option(group.label, String(at))));
  const chosen = groups.findIndex((group) => group.querySelector("option:checked"));
  const narrow = (at, value) => {
    village.replaceChildren(...(at === "" ? [own] : [...groups[Number(at)].querySelectorAll("option")].map((one) => one.cloneNode(true))));
    village.value = value ?? village.options[0].value;
    village.hidden = at === "";
  };
  const pair = document.createElement("div");
  pair.className = "with-button";
  village.before(pair);
  pair.append(town, village);
  town.value = chosen < 0 ? "" : String(chosen);
  narrow(town.value, chosen < 0 ? "" : village.value);
  town.addEventListener("change", () => narrow(town.value));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".errors a[href^='#'], a[data-jump]");
  for (let above = link && document.getElementById(decodeURIComponent(link.hash.slice(1))); above; above = above.parentElement) if (above.tagName === "DETAILS") above.open = true;
}, true);
