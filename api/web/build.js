// Bundles main.js, its style and what they import into dist/editor.js and dist/editor.css, with the licences of others.
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";

await rm("dist", { recursive: true, force: true });
await build({
  entryPoints: { editor: "main.js" },
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  outdir: "dist",
  banner: { js: "/*! Holds Yasqe, CodeMirror and others; their licences stand in licences.txt beside this file. */" },
  logLevel: "warning",
});
await writeFile("dist/licences.txt", await licences());

// What is installed is what is bundled, but for the tools that bundle.
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
