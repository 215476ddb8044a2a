// 「显示」 beside a password.

for (const button of document.querySelectorAll("[data-show-password]")) {
  const field = document.getElementById(button.dataset.showPassword);
  button.hidden = false;
  button.addEventListener("click", () => {
    const show = field.type === "password";
    field.type = show ? "text" : "password";
    button.textContent = show ? button.dataset.wordHide : button.dataset.wordShow;
    button.setAttribute("aria-pressed", String(show));
    field.focus();
  });
}
