export { loader } from "./route.server.ts";

export const handle = { noClientJs: true };

/** Never shown: the loader leads on, or refuses. With it a refusal has its screen. */
export default function FilePage() {
  return null;
}
