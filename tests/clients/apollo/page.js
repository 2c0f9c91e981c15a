// A page of another origin that names itself in each request, as `clientAwareness` has Apollo Client do.
import { ApolloClient, gql, HttpLink, InMemoryCache } from "@apollo/client";

const client = new ApolloClient({
  link: new HttpLink({ uri: new URLSearchParams(location.search).get("uri") }),
  cache: new InMemoryCache(),
  clientAwareness: { name: "toy-page", version: "1.0" },
});
const query = gql`query Cases { cases(first: 500) { totalCount nodes { id caseLabel } } }`;
client.query({ query }).then(
  ({ data }) => (window.told = data.cases),
  (error) => (window.told = { error: String(error) }),
);
