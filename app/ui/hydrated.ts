let isDone = false;

/** Whether the script has taken the page over. Effects that run before show what the server's HTML has shown already: whoever was quicker than the script must not lose their place. */
export const isHydrated = (): boolean => isDone;

/** Called once, by the root's effect, which runs after those of everything inside it. */
export function markHydrated(): void {
  isDone = true;
}
