// Bundles main.js and graphiql.js, their styles and what they import into dist/, with the licences of others. Each page
// loads a bundle of its own: nothing is shared between the two.
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { build } from "esbuild";

// GraphiQL brings Roboto and Fira Code, 360 kB in its style; the fonts of the reader's system do.
const fontless = {
  name: "fontless",
  setup({ onLoad }) {
    onLoad({ filter: /graphiql\/dist\/style\.css$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(/@font-face\s*\{[^}]*\}/g, ""),
      loader: "css",
    }));
  },
};

// Styles that a package writes into the page would be refused there.
const tagless = {
  name: "tagless",
  setup({ onResolve }) {
    onResolve({ filter: /^react-style-singleton$/ }, () => ({ path: resolve("styles.js") }));
  },
};

await rm("dist", { recursive: true, force: true });
await build({
  entryPoints: { editor: "main.js", graphiql: "graphiql.js" },
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  loader: { ".js": "jsx" },
  jsx: "automatic",
  plugins: [fontless, tagless],
  outdir: "dist",
  banner: { js: "/*! Holds packages of others; their licences stand in licences.txt beside this file. */" },
  logLevel: "warning",
});
await writeFile("dist/licences.txt", await licences());

// Nothing is bundled that is not installed; the tools that bundle are not told.
async function licences() {
  const { packages } = JSON.parse(await readFile("package-lock.json", "utf8"));
  const told = [];
  for (const [place, { version, license, dev }] of Object.entries(packages)) {
    if (!place || dev) continue;
    const files = (await readdir(place)).filter((name) => /^licen[cs]e/i.test(name));
    const texts = await Promise.all(files.map((name) => readFile(`${place}/${name}`, "utf8")));
    told.push(`${place.replace("node_modules/", "")} ${version} (${license})\n\n${texts.join("\n")}`);
  }
  return told.join(`\n${"-".repeat(80)}\n`);
}
