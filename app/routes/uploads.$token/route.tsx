export { action } from "./route.server.ts";
