// Stands for the package react-style-singleton, which writes <style> elements: the policy of the pages forbids those, and
// not sheets that a script makes. Dialogs and menus of GraphiQL need it, to keep what lies behind them from scrolling.
import { useEffect } from "react";

export function styleHookSingleton() {
  const sheet = new CSSStyleSheet();
  let users = 0;
  return (styles, dynamic) =>
    useEffect(() => {
      if (!users++) {
        sheet.replaceSync(styles);
        document.adoptedStyleSheets.push(sheet);
      }
      return () => {
        if (!--users) document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
      };
    }, [styles && dynamic]);
}

export function styleSingleton() {
  const useStyle = styleHookSingleton();
  return ({ styles, dynamic }) => {
    useStyle(styles, dynamic);
    return null;
  };
}
