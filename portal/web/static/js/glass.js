// 特批查阅: what is left of the time, counted down. The server ends it; the page leaves by itself (header Refresh).

const left = document.querySelector("[data-minutes]");

if (left) {
  const began = performance.now(); // the clock of this machine may be wrong; what passes on it is right
  setInterval(() => {
    const passed = (performance.now() - began) / 60000;
    left.textContent = left.dataset.word.replace("{n}", String(Math.max(0, Math.ceil(left.dataset.minutes - passed))));
  }, 5000);
}
