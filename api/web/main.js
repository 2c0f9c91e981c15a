// Turns the plain form of /sparql into an editor. The server renders every answer; this fetches its page and takes it.
import { Yasqe } from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";
import "./style.css";
import { BASE } from "./base.js";
import { hint, names, wanted } from "./complete.js";
import { undeclared } from "./prefixes.js";
import { reachable } from "./reach.js";
import { sortable } from "./sort.js";

const form = document.getElementById("ask");
const field = document.getElementById("query");
const answer = document.getElementById("answer");
const state = document.getElementById("state");
const button = form.querySelector("button");
const known = JSON.parse(form.dataset.prefixes);
let running = null;

// The stock completers ask other hosts.
Yasqe.defaults.autocompleters = ["variables"];
const place = document.createElement("div");
place.id = "editor";
field.after(place);
const editor = new Yasqe(place, {
  value: field.value,
  screenReaderLabel: "Query in SPARQL",
  persistenceId: null,
  createShareableLink: null,
  consumeShareLink: null,
  showQueryButton: false,
  editorHeight: "22rem",
  // Tab leaves the editor, as a keyboard user expects; the empty entries take back what the stock editor binds.
  extraKeys: {
    Tab: false,
    "Shift-Tab": false,
    "Ctrl-S": false,
    "Ctrl-Enter": ask,
    "Cmd-Enter": ask,
    "Ctrl-Space": complete,
  },
});
reachable(editor, "Query in SPARQL");
field.hidden = true;
field.labels[0].removeAttribute("for");
document.documentElement.classList.add("has-editor");
document.getElementById("keys").textContent =
  "Ctrl+Enter asks, Ctrl+Space completes: kg:has, or a word such as leuko. Shift+Ctrl+F tidies.";
if (!answer.querySelector("[data-line]")) declare();
editor.getDoc().clearHistory();
decorate();
names("kg:"); // The server reads its names at the first question; let that be now.

function complete() {
  if (/[?$]\w*$/.test(before())) editor.autocomplete();
  else editor.showHint({ hint, completeSingle: false, closeCharacters: /[\s>"]/, container: editor.rootEl });
}

function before() {
  const cursor = editor.getDoc().getCursor();
  return editor.getLine(cursor.line).slice(0, cursor.ch);
}

editor.on("inputRead", (_, change) => {
  if (change.origin !== "+input" || editor.state.completionActive) return;
  const type = editor.getTokenTypeAt(editor.getDoc().getCursor());
  if (type !== "comment" && wanted(before())) complete();
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
document.getElementById("examples").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  editor.setValue(new URL(link.href).searchParams.get("query"));
  ask();
});
window.addEventListener("popstate", () => {
  const query = new URL(location.href).searchParams.get("query");
  if (query === null) return location.reload();
  editor.setValue(query);
  show(location.href);
});

function declare() {
  const missing = undeclared(editor.getValue(), known);
  if (Object.keys(missing).length) editor.addPrefixes(missing);
}

function ask() {
  declare();
  const address = `${BASE}/sparql?` + new URLSearchParams({ query: editor.getValue() });
  if (address !== location.pathname + location.search) history.pushState(null, "", address);
  show(address);
}

async function show(address) {
  running?.abort();
  const mine = (running = new AbortController());
  const start = performance.now();
  state.textContent = "asking …";
  button.setAttribute("aria-busy", "true");
  try {
    const reply = await fetch(address, { headers: { accept: "text/html" }, signal: mine.signal });
    const text = await reply.text();
    answer.replaceChildren(...read(reply, text));
    state.textContent = `${((performance.now() - start) / 1000).toFixed(2)} s`;
    decorate();
  } catch (error) {
    if (error.name === "AbortError") return;
    answer.replaceChildren(note("The server cannot be reached. Is it running?"));
    state.textContent = "";
  } finally {
    if (running === mine) button.removeAttribute("aria-busy");
  }
}

// Errors that are no answer are pages of their own, or problem details (RFC 9457).
function read(reply, text) {
  if (/html/.test(reply.headers.get("content-type") ?? "")) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const found = page.getElementById("answer") ?? page.getElementById("problem");
    if (found) return found.childNodes;
  }
  try {
    const told = JSON.parse(text);
    return [note(told.detail ?? told.title), ...(told.hint ? [note(told.hint)] : [])];
  } catch {
    return [note(text.slice(0, 500) || `The server said ${reply.status}.`)];
  }
}

function note(text) {
  const box = document.createElement("p");
  box.className = "note";
  box.setAttribute("role", "alert");
  box.textContent = text;
  return box;
}

// What only a script can add to an answer: the mistake's line is marked, and columns can be sorted.
function decorate() {
  editor.getDoc().eachLine((line) => editor.removeLineClass(line, "background", "mistake"));
  const fault = answer.querySelector("[data-line]");
  const line = Number(fault?.dataset.line);
  if (line) editor.addLineClass(line - 1, "background", "mistake");
  answer.querySelectorAll("table").forEach(sortable);
}
