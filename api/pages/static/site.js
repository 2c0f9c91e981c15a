// What a page gains where scripts run; without them everything is there as well.
const BASE = document.documentElement.dataset.base;

for (const button of document.querySelectorAll("button[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const place = document.getElementById(button.dataset.copies);
    try {
      await navigator.clipboard.writeText(place.textContent);
      button.textContent = "Copied";
    } catch {
      // A browser may forbid it; what is marked can be copied by hand.
      getSelection().selectAllChildren(place);
      button.textContent = "Marked: now copy";
    }
  });
}

// "/" leads to the search, as on many sites; whoever types elsewhere writes a slash.
addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable], .CodeMirror");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
  event.preventDefault();
  document.querySelector("input[data-suggests]")?.focus();
});

for (const field of document.querySelectorAll("input[data-suggests]")) suggests(field);

// A field that suggests things while it is typed into: the pattern "combobox" of ARIA. Enter without a choice asks for the text.
function suggests(field) {
  const list = document.createElement("ul");
  const told = document.createElement("span");
  let chosen = -1;
  let items = [];
  let asked = 0;
  list.id = `${field.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  told.className = "unseen";
  told.setAttribute("role", "status");
  field.after(list, told);
  const state = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(state)) field.setAttribute(name, value);

  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 80);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && list.hidden) return look();
    if (list.hidden) return;
    const steps = { ArrowDown: chosen + 1, ArrowUp: chosen < 0 ? items.length - 1 : chosen - 1 };
    if (event.key in steps) {
      event.preventDefault();
      choose(steps[event.key] >= items.length ? -1 : steps[event.key]);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      lead(items[chosen]);
    } else if (event.key === "Escape") {
      event.preventDefault(); // which would empty the field
      close();
    }
  });
  field.addEventListener("blur", close);
  // Before the field loses its focus to what is pressed.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const place = [...list.children].indexOf(event.target.closest("li"));
    if (place >= 0) lead(items[place]);
  });

  async function look() {
    const text = field.value.trim();
    const mine = ++asked;
    const reply = text.length > 1 ? await fetch(`${BASE}/suggest?` + new URLSearchParams({ q: text })).catch(() => null) : null;
    const found = reply?.ok ? (await reply.json()).items : [];
    if (mine === asked && document.activeElement === field) show(found);
  }

  function show(found) {
    items = found;
    list.replaceChildren(...found.map(line));
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    told.textContent = found.length ? `${found.length} suggestions` : "";
    choose(-1);
  }

  function line(one, at) {
    const item = document.createElement("li");
    item.id = `${list.id}-${at}`;
    item.setAttribute("role", "option");
    const label = document.createElement("span");
    label.textContent = one.label;
    if (one.found) {
      const also = document.createElement("small");
      also.className = "also";
      also.textContent = ` ${one.found}`;
      label.append(also);
    }
    const kind = document.createElement("small");
    kind.textContent = one.kind;
    item.append(label, " ", kind);
    return item;
  }

  function choose(at) {
    chosen = at;
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
    if (at < 0) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function lead(one) {
    close();
    location.assign(BASE + one.at);
  }

  function close() {
    asked++;
    clearTimeout(waiting);
    show([]);
  }
}
