// A panel of GraphiQL: questions that are ready, each opened in a tab of its own.
import { useEditorContext } from "@graphiql/react";
import { flushSync } from "react-dom";

// A function that opens a query in a new tab.
export function useOpen() {
  const { addTab, queryEditor, variableEditor, setOperationName } = useEditorContext({ nonNull: true });
  return ({ query, variables, operationName }) => {
    flushSync(addTab); // What a new tab holds is written while it is rendered; ours comes after.
    queryEditor.setValue(query);
    variableEditor.setValue(variables ?? "");
    if (operationName) setOperationName(operationName);
  };
}

export function questions(examples) {
  const Content = () => {
    const open = useOpen();
    return (
      <section className="panel" aria-label="Questions">
        <h2>Questions</h2>
        <ul>
          {examples.map((one) => (
            <li key={one.name}>
              <button type="button" onClick={() => open(one)}>
                {one.title}
              </button>
              <small>{one.question}</small>
            </li>
          ))}
        </ul>
      </section>
    );
  };
  return { title: "Questions", icon: Icon, content: Content };
}

const Icon = () => (
  <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
    <path d="M4 4.5h16v12h-9l-4 3.5v-3.5H4z" />
    <path d="M9.8 8.6a2.2 2.2 0 1 1 3.3 1.9c-.7.4-1.1.8-1.1 1.5M12 14.2v.1" strokeLinecap="round" />
  </svg>
);
