// Neon's HTTP endpoint in a process of its own, as far from the Worker as it can be on one machine. Ends with its parent.
import { startNeonHttp } from "../neon-http.ts";

const [host = "127.0.0.1", port = ""] = process.argv.slice(2);
const endpoint = await startNeonHttp({ port: 0, target: { host, port: Number(port) } });
process.send?.(endpoint.url);
process.on("disconnect", () => process.exit(0));
