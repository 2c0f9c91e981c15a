// Keys of the page: each does what a button or link of the page does, and nothing is kept here.
const AGAIN = { j: "n", k: "p" };

addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select");
  if (event.key === "Escape") {
    document.activeElement?.blur();
    for (const one of document.querySelectorAll("details.deed[open]")) one.open = false;
    return;
  }
  if (event.key === "Enter" && event.target.matches?.("select")) {
    event.preventDefault();
    event.target.form?.requestSubmit();
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const key = AGAIN[event.key] ?? event.key;
  const one = [...document.querySelectorAll("[data-key]")].find((it) => it.dataset.key.split(" ").includes(key));
  if (!one) return;
  event.preventDefault();
  if (one.tagName !== "SUMMARY") return pressed(one);
  const fold = one.parentElement;
  fold.open = true;
  const first = fold.querySelector(`[data-first="${key}"]`) ?? fold.querySelector("input:not([type=hidden]), select, button");
  const chosen = first?.type === "radio" ? fold.querySelector(`input[name="${first.name}"]:checked`) ?? first : first;
  chosen?.focus();
  chosen?.select?.();
  fold.scrollIntoView({ block: "nearest" });
});

// What was pressed once is not pressed again while the next page comes.
let left = false;
function pressed(one) {
  if (left) return;
  left = true;
  one.click();
}
addEventListener("pageshow", () => { left = false; });
for (const form of document.forms)
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
  });

// The quote comes into view in the text, and nothing else moves.
const text = document.getElementById("text");
const here = document.getElementById("here");
if (text && here && text.scrollHeight > text.clientHeight) {
  const down = here.getBoundingClientRect().top - text.getBoundingClientRect().top;
  text.scrollTop += down - text.clientHeight / 3;
}

// Terms by words, below the field; Enter takes the chosen one, and Enter again saves.
for (const field of document.querySelectorAll("input[data-terms]")) suggests(field);

function suggests(field) {
  const list = document.createElement("ul");
  let chosen = -1;
  let found = [];
  let asked = 0;
  let waiting;
  list.id = "terms";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Terms");
  field.parentElement.after(list);
  const state = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(state)) field.setAttribute(name, value);
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 120);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose((chosen + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      take(found[chosen]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
  });
  field.addEventListener("blur", () => close());
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const one = event.target.closest("li");
    if (one) take(found[[...list.children].indexOf(one)]);
  });

  async function look() {
    const words = field.value.trim();
    const mine = ++asked;
    if (words.length < 3 || /^HP:\d*$/.test(words)) return close();
    let answer;
    try {
      answer = await (await fetch(`/curate/terms?q=${encodeURIComponent(words)}`)).json();
    } catch {
      return; // The words can still be sent, and the server asks which term is meant.
    }
    if (mine !== asked || document.activeElement !== field) return;
    found = answer;
    list.replaceChildren(...found.map(shown));
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    choose(found.length ? 0 : -1);
  }
  function shown(one, number) {
    const item = document.createElement("li");
    item.id = `term-${number}`;
    item.setAttribute("role", "option");
    const id = document.createElement("small");
    id.textContent = one.matched === one.label ? one.id : `${one.matched} · ${one.id}`;
    item.append(one.label, id);
    return item;
  }
  function choose(number) {
    chosen = number;
    [...list.children].forEach((one, at) => one.setAttribute("aria-selected", String(at === number)));
    if (number < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", `term-${number}`);
  }
  function take(one) {
    field.value = one.id;
    field.title = one.label;
    close();
  }
  function close() {
    clearTimeout(waiting);
    asked++;
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }
}
