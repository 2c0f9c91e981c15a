// What CodeMirror leaves to be done for who reads with the keyboard or by ear: its field has a name, and what scrolls can be
// reached where the field does not have the focus, so that Tab still leaves the editor.
export function reachable(editor, label) {
  const scroller = editor.getScrollerElement();
  editor.getInputField().setAttribute("aria-label", label);
  scroller.tabIndex = 0;
  scroller.setAttribute("role", "group");
  scroller.setAttribute("aria-label", `${label}, to scroll`);
  editor.on("focus", () => (scroller.tabIndex = -1));
  editor.on("blur", () => setTimeout(() => (scroller.tabIndex = 0)));
}
