// Completion from the graph itself: /sparql/completions knows every class, property and value of it.
import { BASE } from "./base.js";

const WRITTEN = /[A-Za-z][\w.-]*:?[\w-]*$/;

// After `a`, a type or an excluded class a class is meant; after a subject, `;` or a path sign a property.
const CLASS = /(?:\ba|:type|:excludes)\s+$/;
const PROPERTY = /(?:[;/|^]|[{.]\s*(?:\?\w+|[\w-]+:\S+|<[^>]*>)|^\s*(?:\?\w+|[\w-]+:\S+))\s*$/;

// Whether what stands before the cursor asks for names without being told to.
export function wanted(before) {
  const written = WRITTEN.exec(before)?.[0] ?? "";
  if (/^\s*PREFIX\b/i.test(before)) return false;
  return written.includes(":") || (written.length > 2 && CLASS.test(before.slice(0, -written.length)));
}

export async function hint(editor) {
  const cursor = editor.getDoc().getCursor();
  const before = editor.getLine(cursor.line).slice(0, cursor.ch);
  const written = WRITTEN.exec(before)?.[0] ?? "";
  const from = { line: cursor.line, ch: cursor.ch - written.length };
  const found = written ? await names(written, role(before.slice(0, before.length - written.length))) : [];
  const list = found.map((one) => ({ text: one.name, iri: one.iri, render: (place) => draw(place, one), hint: insert }));
  return { list, from, to: cursor };
}

function role(before) {
  if (CLASS.test(before)) return "class";
  return PROPERTY.test(before) ? "property" : "";
}

export async function names(prefix, role = "") {
  const reply = await fetch(`${BASE}/sparql/completions?` + new URLSearchParams({ prefix, role }));
  return reply.ok ? (await reply.json()).items : [];
}

function draw(place, one) {
  const name = document.createElement("b");
  name.textContent = one.name;
  const told = document.createElement("span");
  told.textContent = one.matched ? `${one.label} (${one.matched})` : one.label;
  const uses = document.createElement("small");
  uses.textContent = one.uses ? one.uses.toLocaleString("en") : "";
  place.append(name, " ", told, " ", uses);
  place.title = one.iri;
}

function insert(editor, hints, one) {
  editor.replaceRange(one.text, hints.from, hints.to, "complete");
  const [prefix, local] = one.text.split(":");
  editor.addPrefixes({ [prefix]: one.iri.slice(0, -local.length) });
}
