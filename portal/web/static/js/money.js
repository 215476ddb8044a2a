// Shows an amount in financial capitals while it is typed. The server reads the amount again; this is only an echo.

const DIGITS = "零壹贰叁肆伍陆柒捌玖";
const PLACES = ["", "拾", "佰", "仟"];

export function fen(text) {
  const plain = text.normalize("NFKC").replace(/\s/g, "").replace(/^(人民币|rmb|cny)?[¥￥]?/i, "").replace(/(元整|元|圆|块)$/, "");
  const found = /^(\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d{1,2})\d*)?(万|亿)?$/.exec(plain);
  if (!found || (found[1] === undefined && found[2] === undefined)) return null;
  const [, whole = "0", part = "", scale] = found;
  if (scale && part) {
    const exact = /^(\d+)?(?:\.(\d+))?/.exec(plain.replace(/,/g, ""));
    const zeros = scale === "万" ? 6 : 10;
    if ((exact[2] ?? "").length > zeros) return null;
    return BigInt((exact[1] ?? "0") + (exact[2] ?? "").padEnd(zeros, "0"));
  }
  const units = BigInt(whole.replace(/,/g, "")) * 100n + BigInt(part.padEnd(2, "0") || "0");
  return units * (scale === "万" ? 10000n : scale === "亿" ? 100000000n : 1n);
}

function section(number) {
  let text = "";
  const digits = String(number);
  for (let i = 0; i < digits.length; i += 1) text += DIGITS[Number(digits[i])] + (digits[i] === "0" ? "" : PLACES[digits.length - 1 - i]);
  return text.replace(/零+/g, "零").replace(/零$/, "") || "零";
}

function whole(number) {
  for (const [unit, name] of [[100000000n, "亿"], [10000n, "万"]]) {
    if (number >= unit) {
      const lower = number % unit;
      return whole(number / unit) + name + (lower && lower < unit / 10n ? "零" : "") + (lower ? whole(lower) : "");
    }
  }
  return section(Number(number));
}

export function capitals(amount) {
  const yuan = amount / 100n;
  const part = Number(amount % 100n);
  const jiao = Math.floor(part / 10);
  const odd = part % 10;
  let text = yuan || !part ? `${whole(yuan)}元` : "";
  if (jiao) text += `${DIGITS[jiao]}角`;
  else if (odd && yuan) text += "零";
  return text + (odd ? `${DIGITS[odd]}分` : "整");
}

function echo(field) {
  const output = field.closest(".field")?.querySelector("[data-echo]");
  if (!output) return;
  const amount = fen(field.value);
  output.textContent = amount === null || amount > 99999999999999n ? "" : capitals(amount);
}

if (typeof document !== "undefined") {
  document.addEventListener("input", (event) => { if (event.target.matches?.("[data-money]")) echo(event.target); });
  for (const field of document.querySelectorAll("[data-money]")) echo(field);
}
