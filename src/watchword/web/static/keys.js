"use strict";
// Keys of the queue and of a case. Everything that they do can be done without them; nothing here sends anything.
(() => {
  const reasons = document.getElementById("reason");
  const form = document.getElementById("decide");
  const words = document.getElementById("text");
  const dialog = document.getElementById("keys");

  // A disposition offers only its own reasons; the words that the evidence suggests are those of a false positive.
  const suggestedWords = words ? words.value : "";
  function offer() {
    const radio = form.querySelector("input[name=disposition]:checked");
    if (!radio) return;
    const chosen = radio.value;
    for (const group of reasons.querySelectorAll("optgroup")) {
      const fits = group.label === chosen;
      group.hidden = !fits;
      group.disabled = !fits;
    }
    const open = [...reasons.options].filter((one) => !one.parentElement.disabled);
    const suggested = open.find((one) => one.value === reasons.dataset.suggested);
    if (!open.includes(reasons.selectedOptions[0])) (suggested || open[0]).selected = true;
    if (chosen === "false-positive" && !words.value) words.value = suggestedWords;
    if (chosen !== "false-positive" && words.value === suggestedWords) words.value = "";
  }
  function choose(key) {
    const radio = form && form.querySelector(`input[data-key="${key}"]`);
    if (!radio) return;
    radio.checked = true;
    offer();
    words.focus();
    words.select();
  }
  function move(step) {
    const link = document.querySelector(step > 0 ? "a[rel=next]" : "a[rel=prev]");
    if (link) return void link.click();
    const rows = [...document.querySelectorAll("a.open")];
    if (!rows.length) return;
    const at = rows.indexOf(document.activeElement);
    rows[Math.min(rows.length - 1, Math.max(0, at + step))].focus();
  }
  const actions = {
    n: () => choose("n"), x: () => choose("x"), u: () => choose("u"),
    j: () => move(1), k: () => move(-1),
    h: () => { const history = document.getElementById("history"); if (history) { history.scrollIntoView(); history.focus(); } },
    "?": () => dialog && dialog.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input:not([type=radio]):not([type=checkbox]), select, textarea");
    if (event.key === "Escape" && typing) return void event.target.blur();
    if (typing || (dialog && dialog.open) || !actions[event.key]) return;
    event.preventDefault();
    actions[event.key]();
  });
  if (form) {
    form.addEventListener("change", (event) => { if (event.target.name === "disposition") offer(); });
    offer();
  }
  const button = document.getElementById("show-keys");
  if (button) { button.hidden = false; button.addEventListener("click", actions["?"]); }
})();
