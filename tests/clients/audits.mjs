// Runs the audits of graphql-http, one after another, against the URL given, and prints a line of JSON for each.
import { serverAudits } from "graphql-http";

const [url] = process.argv.slice(2);
if (!url) throw new Error("usage: node audits.mjs URL");

for (const audit of serverAudits({ url })) {
  const { id, name, status, reason = null } = await audit.fn();
  console.log(JSON.stringify({ id, name, status, reason }));
}
