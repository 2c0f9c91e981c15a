// The endpoint knows our prefixes, but a query is often taken elsewhere: it declares what it uses.
const NOT_NAMES = /#[^\n]*$|<[^<>\s]*>|"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/gm;

// The known prefixes that a query uses and does not declare.
export function undeclared(query, known) {
  const declared = new Set([...query.matchAll(/^\s*PREFIX\s+([\w-]*):/gim)].map((found) => found[1]));
  const used = query.replace(NOT_NAMES, (found) => (found[0] === "#" ? "" : " ")).matchAll(/(?<![\w?$:-])([A-Za-z][\w-]*):/g);
  const names = new Set([...used].map((found) => found[1]));
  return Object.fromEntries([...names].filter((one) => one in known && !declared.has(one)).map((one) => [one, known[one]]));
}
