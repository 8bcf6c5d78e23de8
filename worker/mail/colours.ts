/** The colours of app/ui/tokens.css, which a mail can't link to. dev/mailbox.test.ts holds them equal. */
export const COLOURS = {
  ink: { light: "#0e1d1a", dark: "#f1f6f3" },
  "ink-soft": { light: "#3f4f4a", dark: "#b9c7c1" },
  paper: { light: "#eff2f0", dark: "#0c1412" },
  surface: { light: "#ffffff", dark: "#16211e" },
  line: { light: "#cbd4d0", dark: "#33433d" },
  shell: { light: "#0b3b35", dark: "#072722" },
  "on-shell": { light: "#ffffff", dark: "#ffffff" },
  primary: { light: "#0b5a4e", dark: "#86dcc8" },
  "on-primary": { light: "#ffffff", dark: "#04211c" },
  "primary-soft": { light: "#e0f0eb", dark: "#133630" },
  link: { light: "#0b5a4e", dark: "#8fe3cf" },
  caution: { light: "#7a4300", dark: "#ffc46b" },
  "caution-soft": { light: "#fff1d6", dark: "#372509" },
  hivis: { light: "#ddf22f", dark: "#ddf22f" },
  tape: { light: "#b9c3c0", dark: "#8f9a97" },
} as const;

type Colour = keyof typeof COLOURS;
type Property = "color" | "background-color" | "border-color";
type Paint = Partial<Record<Property, Colour>>;

/** How each kind of surface and text is painted. */
const PAINTS = {
  paper: { "background-color": "paper" },
  surface: { "background-color": "surface", color: "ink" },
  shell: { "background-color": "shell", color: "on-shell" },
  hivis: { "background-color": "hivis" },
  tape: { "background-color": "tape" },
  ink: { color: "ink" },
  soft: { color: "ink-soft" },
  link: { color: "link" },
  button: { "background-color": "primary", color: "on-primary", "border-color": "primary" },
  rule: { "border-color": "line", color: "ink" },
  calm: { "background-color": "primary-soft", color: "ink", "border-color": "primary" },
  alarm: { "background-color": "caution-soft", color: "ink", "border-color": "caution" },
} satisfies Record<string, Paint>;

export type PaintName = keyof typeof PAINTS;

function declare(paint: Paint, theme: "light" | "dark", end: string): string {
  return Object.entries(paint).map(([property, colour]) => `${property}:${COLOURS[colour][theme]}${end}`).join("");
}

/** The attributes of one element: light colours inline, which every client reads, and a class for the dark ones. */
export function paint(name: PaintName, style = "", moreClasses = ""): string {
  return `class="${name}${moreClasses}" style="${style ? `${style};` : ""}${declare(PAINTS[name], "light", ";")}"`;
}

/** The rules that turn each painted element dark, for clients that follow the reader's choice. */
export const DARK_RULES = Object.entries(PAINTS).map(([name, each]) => `.${name}{${declare(each, "dark", " !important;")}}`).join("");
