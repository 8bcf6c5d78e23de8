/** Ways to a place of the editor: it is brought into sight under the bar, and takes the focus. */

function goTo(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
  (element?.closest(".ed-block, .ed-part") ?? element)?.scrollIntoView({ block: "start" });
}

const byId = (id: string) => document.getElementById(id);

/** To the fields of an open block, or else to its line. */
export function goToBlock(blockId: string): void {
  // What was opened just now is drawn first.
  requestAnimationFrame(() => goTo(byId(`${blockId}-first`) ?? byId(`open-${blockId}`)));
}

/** To the line of a block, be it open or not. */
export const goToLine = (blockId: string): void => goTo(byId(`open-${blockId}`));

/** To one of the parts around the blocks, which opens. */
export function goToPart(partId: string): void {
  const part = byId(partId);
  if (part instanceof HTMLDetailsElement) part.open = true;
  goTo(part?.querySelector("summary") ?? part);
}

/** The block that the address of this page names, as a link from the page that publishes does; null without one. */
export function blockOfAddress(): string | null {
  return /^#block-([a-z0-9]{8})$/.exec(location.hash)?.[1] ?? null;
}
