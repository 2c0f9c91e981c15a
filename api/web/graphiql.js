// Turns the plain page of /graphql into GraphiQL. The address is a permalink of the tab that is open: its query stands
// in the fragment, as the server takes a `?query=` for a question and answers it.
import { useEditorContext, usePluginStore } from "@graphiql/react";
import { GraphiQL } from "graphiql";
import { useEffect } from "react";
import { createRoot } from "react-dom/client";
import "graphiql/style.css";
import "./graphiql.css";
import { BASE } from "./base.js";
import { questions, useOpen } from "./questions.js";
import { SPARQL, asking, told } from "./behind.js";
import { reachable } from "./reach.js";

const ACCEPT = "application/graphql-response+json, application/json;q=0.9";
const examples = JSON.parse(document.getElementById("examples").textContent);
const storage = stored();
const linked = ofFragment();
const start = linked ?? (storage?.getItem("graphiql:tabState") ? {} : examples[0]) ?? {};
const PLUGINS = [questions(examples), SPARQL];

document.getElementById("plain").hidden = true;
document.documentElement.classList.add("has-graphiql");
createRoot(document.getElementById("graphiql")).render(
  <GraphiQL
    fetcher={ask}
    storage={storage}
    query={start.query}
    variables={start.variables}
    defaultQuery=""
    plugins={PLUGINS}
    defaultEditorToolsVisibility
    forcedTheme="system"
    inputValueDeprecation
    schemaDescription
  >
    <GraphiQL.Logo>
      <a href={`${BASE}/schema.graphql`}>Schema</a> · <a href={`${BASE}/sparql`}>SPARQL</a>
    </GraphiQL.Logo>
    <Permalink />
    <Welcome />
  </GraphiQL>,
);

// What GraphiQL leaves unnamed: its editors; and its tabs, which it says are such and hold buttons, which a tab may not.
new MutationObserver(() => {
  for (const place of document.querySelectorAll("#graphiql .CodeMirror:not([data-named])")) {
    place.dataset.named = "";
    const box = place.closest("section[aria-label], [role=region][aria-label]");
    reachable(place.CodeMirror, box?.getAttribute("aria-label") ?? "Editor");
  }
  for (const tab of document.querySelectorAll("#graphiql :is([role=tab], [role=tablist]):not(button)")) tab.removeAttribute("role");
  for (const tab of document.querySelectorAll("#graphiql li[aria-selected]")) {
    tab.setAttribute("aria-current", tab.getAttribute("aria-selected"));
    tab.removeAttribute("aria-selected");
  }
}).observe(document.getElementById("graphiql"), { childList: true, subtree: true, attributeFilter: ["role", "aria-selected"] });

// A browser may forbid that a page keeps anything; GraphiQL then keeps nothing.
function stored() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

function ofFragment() {
  const given = new URLSearchParams(location.hash.slice(1));
  const [query, variables, operationName] = ["query", "variables", "operationName"].map((name) => given.get(name) ?? "");
  return query ? { query, variables, operationName } : null;
}

function fragment({ query, variables, operationName }) {
  const given = Object.entries({ query, variables, operationName }).filter(([, value]) => value?.trim());
  return location.pathname + (given.length ? `#${new URLSearchParams(given)}` : "");
}

function Permalink() {
  const { queryEditor, setOperationName, tabs, activeTabIndex } = useEditorContext({ nonNull: true });
  const open = useOpen();
  const address = fragment(tabs[activeTabIndex]);
  useEffect(() => {
    if (queryEditor && linked?.operationName) setOperationName(linked.operationName);
  }, [queryEditor]);
  // Browsers limit how often an address may change; who types is waited for.
  useEffect(() => {
    const later = setTimeout(() => history.replaceState(null, "", address), 200);
    return () => clearTimeout(later);
  }, [address]);
  useEffect(() => {
    const read = () => {
      const found = ofFragment();
      if (found) open(found);
    };
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, [open]);
  return null;
}

// GraphiQL opens a panel that it is told to open at the start, but leaves it out of sight; its button shows it.
function Welcome() {
  const { plugins } = usePluginStore();
  useEffect(() => {
    if (matchMedia("(min-width: 60rem)").matches) document.querySelector("[aria-label='Show Questions']")?.click();
  }, [plugins]);
  return null;
}

async function ask(request, { headers } = {}) {
  const own = request.operationName !== "IntrospectionQuery";
  const sent = new Headers({ accept: ACCEPT, "content-type": "application/json", ...(own && asking()) });
  for (const [name, value] of Object.entries(headers ?? {})) sent.set(name, value);
  const answer = await answered({ method: "POST", headers: sent, body: JSON.stringify(request) });
  if (own) told(answer.extensions?.sparql);
  return answer;
}

async function answered(request) {
  let reply, text;
  try {
    reply = await fetch(`${BASE}/graphql`, request);
    text = await reply.text();
  } catch {
    return fault("The server cannot be reached. Is it running?");
  }
  try {
    return JSON.parse(text);
  } catch {
    return fault(text.slice(0, 500) || `The server said ${reply.status}.`);
  }
}

function fault(message) {
  return { errors: [{ message }] };
}
