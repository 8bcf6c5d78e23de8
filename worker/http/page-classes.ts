/** What a page may run, load and use, by its class. Data: an address that is not listed is the office's. */

export type PageClass = "scriptless" | "one-module" | "office";

/** Where a class begins: at this path and below it. A step that enhances itself by one file of ours goes to `one-module`. */
const CLASSES: readonly (readonly [path: string, is: PageClass])[] = [
  ["/s", "scriptless"],
  ["/v", "scriptless"],
  ["/b", "scriptless"],
  ["/i", "one-module"],
  // They show nothing but what refuses them.
  ["/files", "scriptless"],
  ["/live", "scriptless"],
  ["/health", "scriptless"],
];

export function classOf(pathname: string): PageClass {
  return CLASSES.find(([path]) => pathname === path || pathname.startsWith(`${path}/`))?.[1] ?? "office";
}

/** No script may make markup or code out of text. */
const TRUSTED_TYPES = ["require-trusted-types-for 'script'", "trusted-types 'none'"];

const SOURCES: Record<PageClass, (nonce: string) => string[]> = {
  scriptless: () => ["script-src 'none'", "style-src 'self'", "connect-src 'none'"],
  "one-module": () => ["script-src 'self'", "style-src 'self'", "connect-src 'self'", ...TRUSTED_TYPES],
  office: (nonce) => [`script-src 'nonce-${nonce}' 'strict-dynamic'`, `style-src 'self' 'nonce-${nonce}'`, "connect-src 'self'", ...TRUSTED_TYPES],
};

const FOR_ALL = ["img-src 'self'", "font-src 'self'", "manifest-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"];

/** The Content-Security-Policy. `isSecure` is false only on plain http, where a phone tries a start on your own machine. */
export function contentSecurityPolicy(is: PageClass, nonce: string, isSecure: boolean): string {
  return ["default-src 'none'", ...SOURCES[is](nonce), ...FOR_ALL, ...(isSecure ? ["upgrade-insecure-requests"] : [])].join("; ");
}

/** No page uses them. What a page comes to use moves to its class, open to 'self' alone. */
const UNUSED = [
  ...["accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "geolocation", "gyroscope", "hid", "idle-detection"],
  ...["local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock", "serial", "storage-access", "usb"],
  ...["window-management", "xr-spatial-tracking"],
];

/** Pages of the office follow each other in one document, so passkeys are open to all of them. */
const PASSKEYS = ["publickey-credentials-create", "publickey-credentials-get"];

/** The Permissions-Policy. */
export function permissionsPolicy(is: PageClass): string {
  const passkeys = PASSKEYS.map((feature) => `${feature}=${is === "office" ? "(self)" : "()"}`);
  return [...UNUSED.map((feature) => `${feature}=()`), ...passkeys].join(", ");
}
