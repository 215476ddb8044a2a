// 「打字找」: hides the tiles that are not meant while one types; Enter chooses the only one left. Without script the server does it.

const field = document.querySelector("[data-find-tiles]");
const tiles = [...document.querySelectorAll("[data-tiles] .choice")];
const nothing = document.querySelector("[data-no-tile]");

const answers = (tile, text) => tile.dataset.words.toLowerCase().split(" ").some((word) => word.includes(text) || (word && text.includes(word)));

function narrow() {
  const text = field.value.trim().toLowerCase();
  for (const tile of tiles) tile.hidden = text !== "" && !answers(tile, text);
  nothing.hidden = tiles.some((tile) => !tile.hidden);
}

if (field && tiles.length) {
  field.addEventListener("input", narrow);
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    narrow();
    const left = tiles.filter((tile) => !tile.hidden);
    if (left.length === 1) left[0].click();
    else left[0]?.focus();
  });
}
