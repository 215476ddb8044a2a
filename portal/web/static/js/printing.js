// Papers: cuts a long paper into A4 sheets, each with its foot 「案号 第1页 共2页」, and prints. Without script the browser's own page break does.

function sheetLike(paper) {
  const sheet = paper.cloneNode(false);
  sheet.classList.add("is-sheet");
  sheet.append(paper.querySelector(":scope > .paper-foot").cloneNode(true));
  return sheet;
}

const foot = (sheet) => sheet.querySelector(":scope > .paper-foot");
const isFull = (sheet) => {
  const last = foot(sheet).previousElementSibling;
  return last !== null && last.getBoundingClientRect().bottom > sheet.getBoundingClientRect().bottom - parseFloat(getComputedStyle(sheet).paddingBottom) + 1;
};

// Splits what does not fit: a table between rows, a paragraph of text between characters. Returns the rest, or null when it cannot be cut.
function cut(sheet, block) {
  if (block.tagName === "TABLE" && block.tBodies.length) {
    const rest = block.cloneNode(false);
    for (const columns of block.querySelectorAll(":scope > colgroup")) rest.append(columns.cloneNode(true));
    if (block.tHead) rest.append(block.tHead.cloneNode(true));
    const body = rest.appendChild(document.createElement("tbody"));
    const rows = block.tBodies[0].rows;
    while (rows.length > 1 && isFull(sheet)) body.prepend(rows[rows.length - 1]);
    return body.rows.length && !isFull(sheet) ? rest : (body.rows.length && block.tBodies[0].append(...body.rows), null);
  }
  if (block.tagName === "P" && block.childElementCount === 0) {
    const text = block.textContent;
    let low = 0;
    let high = text.length;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      block.textContent = text.slice(0, middle);
      if (isFull(sheet)) high = middle - 1;
      else low = middle;
    }
    block.textContent = text.slice(0, low);
    if (low < 20) {
      block.textContent = text;
      return null;
    }
    const rest = block.cloneNode(false);
    rest.classList.add("flat");
    rest.textContent = text.slice(low);
    return rest;
  }
  return null;
}

// A heading does not stay alone at the foot of a sheet: it goes along with what it heads.
function takeHeadings(sheet, waiting) {
  for (let last = foot(sheet).previousElementSibling; last?.matches("h2, .paper-list-head, .paper-strong") && last !== sheet.firstElementChild; last = foot(sheet).previousElementSibling) {
    last.remove();
    waiting.unshift(last);
  }
}

function intoSheets(paper) {
  const waiting = [...paper.children].filter((one) => !one.classList.contains("paper-foot"));
  const sheets = [sheetLike(paper)];
  paper.before(sheets[0]);
  paper.remove();
  while (waiting.length) {
    const block = waiting.shift();
    const sheet = sheets[sheets.length - 1];
    if (block.classList.contains("paper-break")) {
      sheets.push(sheetLike(sheet));
      sheet.after(sheets[sheets.length - 1]);
      continue;
    }
    foot(sheet).before(block);
    if (!isFull(sheet)) continue;
    const rest = cut(sheet, block);
    if (rest) waiting.unshift(rest);
    else if (foot(sheet).previousElementSibling === sheet.firstElementChild) continue; // alone and too tall: it stays
    else {
      block.remove();
      waiting.unshift(block);
      takeHeadings(sheet, waiting);
    }
    sheets.push(sheetLike(sheet));
    sheet.after(sheets[sheets.length - 1]);
  }
  const last = sheets[sheets.length - 1];
  if (sheets.length > 1 && last.children.length === 1) sheets.pop().remove();
  for (const [at, sheet] of sheets.entries()) sheet.querySelector("[data-page-of]").textContent = `第${at + 1}页 共${sheets.length}页`;
  return sheets;
}

// Sets a paper closer when that saves a sheet: signatures do not stand alone on a second one.
function onFewSheets(paper) {
  const closer = paper.cloneNode(true);
  closer.classList.add("is-tight");
  const sheets = intoSheets(paper);
  if (sheets.length === 1) return;
  sheets[sheets.length - 1].after(closer);
  const tight = intoSheets(closer);
  for (const sheet of tight.length < sheets.length ? sheets : tight) sheet.remove();
}

if (matchMedia("(min-width: 60rem)").matches || matchMedia("print").matches) {
  await document.fonts.ready;
  for (const paper of document.querySelectorAll(".paper[data-paper]:not(.paper-in-page)")) onFewSheets(paper);
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
