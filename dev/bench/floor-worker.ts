/** The least that a Worker can do: it sends the batch it is given to the endpoint, by the driver that the product uses. */
import { neon, neonConfig } from "@neondatabase/serverless";

interface Env {
  DATABASE_URL: string;
  NEON_HTTP_URL: string;
}

interface Batch {
  queries: { query: string; params: unknown[] }[];
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    if (request.method !== "POST") return new Response(null, { status: 200 });
    neonConfig.fetchEndpoint = () => env.NEON_HTTP_URL;
    const { queries } = (await request.json()) as Batch;
    const client = neon(env.DATABASE_URL, { fullResults: true });
    await client.transaction(queries.map(({ query, params }) => client.query(query, params)));
    return new Response(null, { status: 204 });
  },
};
