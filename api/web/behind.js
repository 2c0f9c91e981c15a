// A panel of GraphiQL: the SPARQL behind an answer. The server tells it in `extensions` when a request asks for it.
import { useSyncExternalStore } from "react";
import { BASE } from "./base.js";

const heard = new Set();
let state = { on: false, queries: null };

function change(part) {
  state = { ...state, ...part };
  heard.forEach((listener) => listener());
}

function subscribe(listener) {
  heard.add(listener);
  return () => heard.delete(listener);
}

// The header to send, where the reader wants to see SPARQL.
export function asking() {
  return state.on ? { "GraphQL-Show": "sparql" } : {};
}

// What the last answer was made of: a list, or nothing.
export function told(queries) {
  change({ queries: queries ?? null });
}

function Content() {
  const { on, queries } = useSyncExternalStore(subscribe, () => state);
  return (
    <section className="panel" aria-label="SPARQL">
      <h2>SPARQL</h2>
      <label>
        <input type="checkbox" checked={on} onChange={(event) => change({ on: event.target.checked })} /> Ask for the SPARQL
        behind each answer
      </label>
      <p>
        {queries?.length
          ? `The last answer was made with ${queries.length === 1 ? "this query" : `these ${queries.length} queries`}.`
          : "Answers in GraphQL are made with SPARQL. Turn this on and ask; the queries then stand here, and in the answer."}
      </p>
      <ol>
        {queries?.map(({ query, milliseconds }, at) => (
          <li key={at}>
            <a href={`${BASE}/sparql?${new URLSearchParams({ query })}`} target="_blank" rel="noopener">
              Open in the SPARQL editor
            </a>
            {milliseconds !== undefined && <small> {milliseconds} ms</small>}
            <pre tabIndex={0}>{query}</pre>
          </li>
        ))}
      </ol>
    </section>
  );
}

const Icon = () => (
  <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
    <circle cx="6" cy="7" r="2.5" />
    <circle cx="18" cy="7" r="2.5" />
    <circle cx="12" cy="18" r="2.5" />
    <path d="M8.5 7h7M7.2 9.2l3.6 6.6M16.8 9.2l-3.6 6.6" />
  </svg>
);

export const SPARQL = { title: "SPARQL", icon: Icon, content: Content };
