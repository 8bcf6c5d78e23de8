/** A browser's own words about itself, in ours. It may lie, and some say nothing: then so do we. */

// The first that matches: nearly all call themselves Chrome and Safari, too.
const BROWSERS: [name: string, mark: RegExp][] = [
  ["Edge", /\bEdg(?:e|A|iOS)?\//],
  ["Opera", /\b(?:OPR|OPT|Opera)\//],
  ["Samsung Internet", /\bSamsungBrowser\//],
  ["Firefox", /\b(?:Firefox|FxiOS)\//],
  ["Chrome", /\b(?:Chrome|CriOS|HeadlessChrome)\//],
  ["Safari", /\bVersion\/[\d.]+.*\bSafari\//],
];

const SYSTEMS: [name: string, mark: RegExp][] = [
  ["iPhone", /\(iPhone\b/],
  ["iPad", /\(iPad\b/],
  ["Android", /\bAndroid\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["Windows", /\bWindows\b/],
  // An iPad that asks for desktop pages says the same as a Mac.
  ["Mac or iPad", /\(Macintosh\b.*\bVersion\/[\d.]+.*\bSafari\//],
  ["Mac", /\(Macintosh\b/],
  ["Linux", /\bLinux\b/],
];

const find = (list: [string, RegExp][], text: string) => list.find(([, mark]) => mark.test(text))?.[0];

/** "Chrome on Windows", "Safari on iPhone"; of what gives neither: "Unknown device". */
export function describeDevice(userAgent: string | null): string {
  const [browser, system] = [find(BROWSERS, userAgent ?? ""), find(SYSTEMS, userAgent ?? "")];
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? (system ? `Unknown browser on ${system}` : "Unknown device");
}
