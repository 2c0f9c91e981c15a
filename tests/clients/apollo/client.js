// Asks the endpoint given as programs with Apollo Client do, with its defaults, and prints what each of them would see.
import { ApolloClient, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { BatchHttpLink } from "@apollo/client/link/batch-http";
import { relayStylePagination } from "@apollo/client/utilities";

const [uri] = process.argv.slice(2);
const CASES = gql`
  query Cases($after: String, $order: CaseOrder) {
    cases(first: 3, after: $after, orderBy: $order) {
      totalCount
      edges { cursor node { id } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`;
const MISSED = gql`query { lost: case(id: "nobody") { id } variants(first: 1) { totalCount } }`;
const BY_AGE = { field: "AGE_AT_ONSET" };

function made(link, keyArgs) {
  const fields = { cases: relayStylePagination(keyArgs) };
  return new ApolloClient({ link, cache: new InMemoryCache({ typePolicies: { Query: { fields } } }) });
}

const words = (error) => String(error.message ?? error);
const seen = async (asked) => asked.then(({ data }) => ({ data }), (error) => ({ error: words(error) }));

/** Every page of the cases, as the cache joins them: the first in one order, those after it in another. */
async function pages(client, first, later) {
  const page = (after, order) => client.query({ query: CASES, variables: { after, order }, fetchPolicy: "network-only" });
  let { cases } = (await page(null, first)).data;
  while (cases.pageInfo.hasNextPage) {
    const { data, error } = await seen(page(cases.pageInfo.endCursor, later));
    if (error) return { error };
    cases = data.cases;
  }
  return { total: cases.totalCount, ids: cases.edges.map(({ node }) => node.id) };
}

const http = () => new HttpLink({ uri });
const batch = new ApolloClient({ link: new BatchHttpLink({ uri, batchMax: 2 }), cache: new InMemoryCache() });
const told = {
  missed: await seen(made(http()).query({ query: MISSED })),
  pages: await pages(made(http(), ["orderBy"]), BY_AGE, BY_AGE),
  mixed: await pages(made(http(), false), BY_AGE, { field: "IRI" }),
  batch: await Promise.all([MISSED, gql`{ papers(first: 1) { totalCount } }`].map((query) => seen(batch.query({ query })))),
};
console.log(JSON.stringify(told));
