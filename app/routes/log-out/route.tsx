export { action, loader } from "./route.server.ts";

/** Nothing to see: with a component, a refusal gets its error screen. */
export default function LogOutPage() {
  return null;
}
