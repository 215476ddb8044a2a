// Echoes a typed day in full (11.3, 20261103, 昨天), and groups an identity number 6-8-4. The server reads both again.

const WORDS = {
  大前天: -3, 前天: -2, 前日: -2, 昨天: -1, 昨日: -1, 今天: 0, 今日: 0, 明天: 1, 明日: 1, 后天: 2, 后日: 2,
  daybeforeyesterday: -2, yesterday: -1, today: 0, tomorrow: 1,
};
const FULL = [/^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/, /^(\d{4})(年)(\d{1,2})月(\d{1,2})[日号]?$/, /^(\d{4})()(\d{2})(\d{2})$/];
const SHORT = [/^(\d{1,2})[-/.](\d{1,2})$/, /^(\d{1,2})月(\d{1,2})[日号]?$/];

function exact(year, month, day) {
  const made = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && year <= 2199 && made.getUTCMonth() === month - 1 && made.getUTCDate() === day ? made : null;
}

export function readDay(text, todayIso, future = false) {
  const plain = text.normalize("NFKC").replace(/\s/g, "").toLowerCase();
  const [y, m, d] = todayIso.split("-").map(Number);
  const today = new Date(Date.UTC(y, m - 1, d));
  if (plain in WORDS) return new Date(today.getTime() + WORDS[plain] * 86400000);
  for (const pattern of FULL) {
    const found = pattern.exec(plain);
    if (found) return exact(Number(found[1]), Number(found[3]), Number(found[4]));
  }
  for (const pattern of SHORT) {
    const found = pattern.exec(plain);
    if (!found) continue;
    for (let away = 0; away < 9; away += 1) {
      const made = exact(y + (future ? away : -away), Number(found[1]), Number(found[2]));
      if (made && (future ? made >= today : made <= today)) return made;
    }
    return null;
  }
  return null;
}

function inFull(day) {
  if (document.documentElement.lang.startsWith("zh")) {
    return `${day.getUTCFullYear()}年${day.getUTCMonth() + 1}月${day.getUTCDate()}日（周${"日一二三四五六"[day.getUTCDay()]}）`;
  }
  return day.toLocaleDateString("en-GB", { weekday: "long", year: "numeric", month: "long", day: "numeric", timeZone: "UTC" });
}

function echo(field) {
  const output = field.closest(".field")?.querySelector("[data-echo]");
  if (!output) return;
  if (field.matches("[data-id-number]")) {
    const plain = field.value.replace(/\s/g, "");
    output.textContent = plain.length === 18 ? `${plain.slice(0, 6)} ${plain.slice(6, 14)} ${plain.slice(14)}` : "";
    return;
  }
  const day = field.value ? readDay(field.value, field.dataset.today, field.hasAttribute("data-future")) : null;
  output.textContent = day ? inFull(day) : "";
}

if (typeof document !== "undefined") {
  document.addEventListener("input", (event) => { if (event.target.matches?.("[data-day], [data-id-number]")) echo(event.target); });
  for (const field of document.querySelectorAll("[data-day], [data-id-number]")) echo(field);
  // 今天 / 昨天 / 前天: buttons that fill a day.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill]");
    const field = button && document.getElementById(button.dataset.fillInto);
    if (!field) return;
    field.value = button.dataset.fill;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
