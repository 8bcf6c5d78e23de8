/**
 * Opens the boxes in which a signature is drawn with a finger, pen or mouse. The page works without it: the typed name signs.
 * What is sent is SVG path data of moves and lines, in whole numbers of a box of 600 by 200.
 */

/** As much as a step with six signatures may send. */
const MAX_CHARACTERS = 8_000;
const WIDTH = 600;
const HEIGHT = 200;
/** A point nearer than this to the last one adds nothing to see. */
const NEAR = 4;

/** @param {Element} box */
function open(box) {
  const svg = box.querySelector("svg");
  const path = box.querySelector("path");
  const kept = box.querySelector("input");
  const clear = box.querySelector("button");
  if (!svg || !path || !kept || !clear || !(box instanceof HTMLElement)) return;
  let drawn = kept.value;
  /** @type {{ id: number; x: number; y: number } | null} */
  let pen = null;

  const show = () => {
    path.setAttribute("d", drawn);
    kept.value = drawn;
    clear.hidden = drawn === "";
  };

  /** @param {PointerEvent} event */
  const placeOf = (event) => {
    const { left, top, width, height } = svg.getBoundingClientRect();
    const within = (/** @type {number} */ value, /** @type {number} */ max) => Math.max(0, Math.min(max, Math.round(value)));
    return { id: event.pointerId, x: within(((event.clientX - left) / width) * WIDTH, WIDTH), y: within(((event.clientY - top) / height) * HEIGHT, HEIGHT) };
  };

  /** @param {string} part */
  const add = (part) => {
    if (drawn.length + part.length <= MAX_CHARACTERS) drawn += part;
    show();
  };

  svg.addEventListener("pointerdown", (event) => {
    if (pen || event.button !== 0) return;
    svg.setPointerCapture(event.pointerId);
    pen = placeOf(event);
    add(`M${pen.x} ${pen.y}L${pen.x} ${pen.y}`);
    event.preventDefault();
  });
  svg.addEventListener("pointermove", (event) => {
    if (pen?.id !== event.pointerId) return;
    const place = placeOf(event);
    if (Math.abs(place.x - pen.x) + Math.abs(place.y - pen.y) < NEAR) return;
    pen = place;
    add(`L${place.x} ${place.y}`);
  });
  for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, () => (pen = null));
  clear.addEventListener("click", () => {
    drawn = "";
    show();
    // The button that was pressed is gone from the page.
    box.closest(".signature")?.querySelector("input")?.focus();
  });

  box.hidden = false;
  show();
}

document.querySelectorAll("[data-signature]").forEach(open);
