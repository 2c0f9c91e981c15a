// Reads every case from the endpoint given, page by page, and one variant by its name; prints them as JSON.
import { GraphQLClient } from "graphql-request";
import {
  CasesPageDocument,
  NodeByIdDocument,
  VariantByNameDocument,
  type CasesPageQuery,
  type SeenFragment,
  type Status,
} from "./generated/graphql.js";

type Case = CasesPageQuery["cases"]["nodes"][number];

const PAGE = 3;
const MARKS: Record<Status, string> = { PRESENT: "+", ABSENT: "-", NOT_REPORTED: "?" };

const [url, hgvs] = process.argv.slice(2);
if (!url || !hgvs) throw new Error("usage: node client.js URL HGVS");
const client = new GraphQLClient(url);

async function* cases(): AsyncGenerator<Case> {
  let after: string | null | undefined = null;
  do {
    const page: CasesPageQuery["cases"] = (await client.request(CasesPageDocument, { first: PAGE, after })).cases;
    yield* page.nodes;
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after);
}

function told(seen: SeenFragment): string {
  const name = MARKS[seen.status] + (seen.term?.label ?? seen.label);
  if (seen.__typename !== "ImagingObservation") return name;
  const where = seen.regions.map((region) => region.label).join(", ");
  return `${name} (${seen.modality?.label ?? "unknown"}: ${where})`;
}

function summary(one: Case) {
  return {
    id: one.id,
    iri: one.iri,
    label: one.caseLabel,
    onset: one.ageAtOnset?.toFixed(1) ?? null,
    year: one.paper?.year ?? null,
    variants: one.genotypes.flatMap(({ variant }) => variant?.iri ?? []),
    observations: one.observations.nodes.map(told),
  };
}

const listed: ReturnType<typeof summary>[] = [];
for await (const one of cases()) listed.push(summary(one));
const first = listed[0];
const { node } = first ? await client.request(NodeByIdDocument, { id: first.id }) : { node: null };
const { variant } = await client.request(VariantByNameDocument, { name: hgvs });
console.log(JSON.stringify({ cases: listed, node, variant }));
