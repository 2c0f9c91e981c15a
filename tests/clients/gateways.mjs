// A gateway over some subgraphs, which answers what stdin asks, prints the answers as one line of JSON, and ends.
// stdin: {"services": {name: url}, "requests": [{"query": "...", "variables": {...}}]}
import { json } from "node:stream/consumers";
import { parse } from "graphql";

const post = async (url, body) => {
  const headers = { "content-type": "application/json" };
  return (await fetch(url, { method: "POST", headers, body: JSON.stringify(body) })).json();
};

/** What each subgraph says of itself, put together by a composer. */
const composed = async (compose, services) => {
  const described = Object.entries(services).map(async ([name, url]) => {
    const { data } = await post(url, { query: "{ _service { sdl } }" });
    return { name, url, typeDefs: parse(data._service.sdl) };
  });
  const { supergraphSdl, errors, hints } = compose(await Promise.all(described));
  if (errors?.length) throw new Error(errors.map((one) => one.message).join("\n"));
  return supergraphSdl;
};

const gateways = {
  async apollo(services) {
    const { composeServices } = await import("@apollo/composition");
    const { ApolloGateway } = await import("@apollo/gateway");
    const quiet = { debug() {}, info() {}, warn: console.error, error: console.error };
    const supergraphSdl = await composed(composeServices, services);
    const { executor } = await new ApolloGateway({ supergraphSdl, logger: quiet }).load();
    return (request) => executor({ request, document: parse(request.query), queryHash: request.query, context: {}, metrics: {} });
  },
  async hive(services) {
    const { composeServices } = await import("@theguild/federation-composition");
    const { createGatewayRuntime } = await import("@graphql-hive/gateway-runtime");
    const supergraph = await composed(composeServices, services);
    const gateway = createGatewayRuntime({ supergraph, logging: "error", maskedErrors: false });
    return async (request) => {
      const headers = { "content-type": "application/json" };
      return (await gateway.fetch("http://localhost/graphql", { method: "POST", headers, body: JSON.stringify(request) })).json();
    };
  },
};

const { services, requests } = await json(process.stdin);
const ask = await gateways[process.argv[2]](services);
const answers = [];
for (const request of requests) answers.push(await ask(request));
process.stdout.write(JSON.stringify(answers) + "\n", () => process.exit());
