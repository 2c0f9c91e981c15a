// Types for the operations, from the schema at $SCHEMA: the address of an endpoint, or of the schema as text, or a file.
import type { CodegenConfig } from "@graphql-codegen/cli";

const schema = process.env["SCHEMA"];
if (!schema) throw new Error("SCHEMA must say where the schema is");

const config: CodegenConfig = {
  schema,
  documents: ["*.graphql"],
  generates: {
    "generated/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: { useTypeImports: true },
    },
  },
  importExtension: ".js",
};

export default config;
