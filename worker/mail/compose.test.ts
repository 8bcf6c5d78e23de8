import { describe, expect, it } from "vitest";
import { encode } from "uqr";
import { composeMail } from "./compose.ts";
import { writeLetter } from "./letters.ts";
import type { MailContent, SecondFactorChange } from "./mail.ts";

const LINK = "https://induct.example/accept/aB-3_x?a=1&b=2";
const HELD = "https://induct.example/b/aB-3_x/held";
const RESET = "https://induct.example/reset/forgotten";
const at = new Date("2026-11-23T20:05:00Z");
const alert = { to: "hemi@example.com", at, device: "Chrome on Android", place: "Ōtautahi", resetLink: RESET };

const signUp = { kind: "sign-up", to: "hemi@example.com", memberName: "Hēmi Pōtiki", companyName: "Tūī Builders", link: LINK, expiresAt: at } as const;
const invite = {
  kind: "invite" as const, to: "hemi@example.com", memberName: "Hēmi Pōtiki", companyName: "Tūī Builders", inviterName: "Māia Ngāta", roleLabel: "site manager",
  siteNames: ["Ōtāhuhu Apartments", "Te Atatū Depot"], link: LINK, expiresAt: at,
} satisfies MailContent;
const booking = {
  kind: "booking" as const, to: "hemi@example.com", name: "Hēmi Pōtiki", companyName: "Tūī Builders", bookedByName: "Māia Ngāta", siteName: "Ōtāhuhu Apartments", siteAddress: "1 Kōwhai Road",
  fromOn: "2026-11-24", toOn: "2026-11-27", host: "Rangi", note: "Bring boots.\nGate B.", hasInduction: true, link: LINK, heldLink: HELD,
} satisfies MailContent;
const cancelled = {
  kind: "booking-cancelled" as const, to: "hemi@example.com", name: "Hēmi Pōtiki", companyName: "Tūī Builders", siteName: "Ōtāhuhu Apartments", siteAddress: "1 Kōwhai Road", fromOn: "2026-11-24", toOn: "2026-11-27",
} satisfies MailContent;
const ownRecord = { kind: "own-record" as const, to: "hemi@example.com", name: "Hēmi Pōtiki", companyName: "Tūī Builders", link: HELD } satisfies MailContent;
const CHANGES: SecondFactorChange[] = ["authenticator-added", "authenticator-removed", "passkey-added", "passkey-removed", "recovery-codes-made", "all-removed"];

/** One of each, with what must stand in it. */
const ALL: { content: MailContent; words: string[]; links: string[] }[] = [
  { content: signUp, words: ["Hēmi Pōtiki", "Tūī Builders", "9:05\u00a0am NZDT"], links: [LINK] },
  {
    content: invite,
    words: ["Hēmi Pōtiki", "Tūī Builders", "Māia Ngāta", "site manager", "Ōtāhuhu Apartments, Te Atatū Depot", "9:05\u00a0am NZDT"], links: [LINK],
  },
  { content: cancelled, words: ["Hēmi Pōtiki", "Tūī Builders", "Ōtāhuhu Apartments", "1 Kōwhai Road", "called off", "Tuesday 24 November 2026 to Friday 27 November 2026"], links: [] },
  { content: booking, words: ["Hēmi Pōtiki", "Tūī Builders", "Māia Ngāta", "Ōtāhuhu Apartments", "1 Kōwhai Road", "Tuesday 24 November 2026 to Friday 27 November 2026", "Rangi", "Bring boots. Gate B.", "What we hold about you"], links: [LINK, HELD] },
  { content: ownRecord, words: ["Hēmi Pōtiki", "What Tūī Builders holds about you", "7 days"], links: [HELD] },
  { content: { kind: "reset", to: "hemi@example.com", link: LINK, expiresAt: at }, words: ["Tuesday 24 November 2026 at 9:05\u00a0am NZDT"], links: [LINK] },
  { content: { kind: "password-changed", ...alert }, words: ["Chrome on Android", "Ōtautahi", "Tuesday 24 November 2026 at 9:05\u00a0am NZDT"], links: [RESET] },
  ...CHANGES.map((what) => ({ content: { kind: "second-factor-changed" as const, what, ...alert }, words: ["Chrome on Android", "Ōtautahi", "24 November 2026"], links: [RESET] })),
];
const EACH = ALL.map((each) => [each.content.kind === "second-factor-changed" ? each.content.what : each.content.kind, each] as const);

const unescape = (html: string) => html.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
/** What a client shows of the HTML, as words. */
const shown = (html: string) => unescape(html.slice(html.indexOf("<body")).replace(/<[^>]*>/g, " ")).replace(/[^\S\u00a0]+/g, " ");
const addresses = (html: string) => [...html.matchAll(/\b(?:href|src|srcset|action|background)\s*=\s*"?([^"\s>]*)/g)].map(([, address = ""]) => unescape(address));

describe.each(EACH)("the mail %s", (_name, { content, words, links }) => {
  const mail = composeMail(content);

  it("goes to its one recipient, with a subject, and with its words and links in both forms", () => {
    expect(mail.to).toBe("hemi@example.com");
    expect(mail.subject.length).toBeGreaterThan(10);
    for (const word of [...words, ...links]) {
      expect(mail.text).toContain(word);
      expect(shown(mail.html)).toContain(word);
    }
  });

  it("says the same as text as it says as HTML", () => {
    const letter = writeLetter(content);
    const said = letter.parts.flatMap((part) => {
      switch (part.is) {
        case "paragraph": return [part.text];
        case "facts": return part.facts.flatMap(({ label, value }) => [label, value]);
        case "button": return [part.label, part.link];
        case "qr": return [];
        case "link": return [part.text, part.link];
        case "notice": return [part.title, part.text];
      }
    });
    expect(said.length).toBeGreaterThan(4);
    for (const words of [letter.heading, ...said]) {
      expect(mail.text).toContain(words);
      expect(shown(mail.html)).toContain(words);
    }
  });

  it("tells what to do when it was somebody else", () => {
    expect(mail.text).toMatch(/Was it not you\?|You don't know/);
  });

  it("opens no address but its own links, and runs nothing", () => {
    expect([...new Set(addresses(mail.html))].sort()).toEqual([...new Set(links)].sort());
    expect(mail.html).not.toMatch(/<(script|img|iframe|object|embed|form|link|base|svg|video)\b|\son\w+\s*=|@import|url\(/i);
  });

  it("is the same mail when it is composed again", () => {
    expect(composeMail(structuredClone(content))).toEqual(mail);
  });
});

describe("what people typed", () => {
  const evil = `<script>alert("1")</script>&<b onmouseover='x'>`;
  const everywhere: MailContent[] = [
    { ...signUp, memberName: evil, companyName: evil },
    { ...invite, memberName: evil, companyName: evil, inviterName: evil, roleLabel: evil, siteNames: [evil, evil] },
    { ...ownRecord, name: evil, companyName: evil },
    { ...cancelled, name: evil, companyName: evil, siteName: evil, siteAddress: evil },
    { ...booking, name: evil, companyName: evil, bookedByName: evil, siteName: evil, siteAddress: evil, host: evil, note: evil },
    { kind: "password-changed", ...alert, device: evil, place: evil },
    { kind: "second-factor-changed", what: "passkey-added", ...alert, device: evil, place: evil },
    { kind: "reset", to: "hemi@example.com", link: `https://induct.example/?"><script>alert(1)</script>`, expiresAt: at },
  ];

  it.each(everywhere.map((content) => [content.kind, content] as const))("is never markup: %s", (_kind, content) => {
    const { html } = composeMail(content);
    expect(html).toContain("&lt;script&gt;");
    expect(html).not.toMatch(/<script|<b\b|<b /i);
    expect(shown(html)).toContain("<script>");
  });

  it.each(["\r\nBcc: victim@example.com", "\nSubject: won", "\u2028x", "\u0085x", "\u0000", "a\tb"])("never breaks a subject's line: %j", (ending) => {
    const { subject } = composeMail({ ...invite, siteNames: [], inviterName: `Māia${ending}`, companyName: `Tūī${ending}` });
    // eslint-disable-next-line no-control-regex -- A control character is what it looks for.
    expect(subject).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
    expect(subject).toMatch(/^Māia.* invites you to Tūī.* on InductLite$/);
  });

  it("makes no subject longer than 150 characters, and cuts no character in two", () => {
    const { subject, text } = composeMail({ ...invite, siteNames: [], inviterName: "🦜".repeat(500), companyName: "ā".repeat(500) });
    expect([...subject].length).toBeLessThanOrEqual(150);
    expect(subject).not.toMatch(/\p{Cs}/u);
    expect(text).not.toMatch(/\p{Cs}/u);
    expect(text.length).toBeLessThan(2000);
  });

  it.each([
    ["https://evil.example/win", "https: //evil. example/win"],
    ["Win at evil.com", "Win at evil. com"],
    ["evil。com", "evil。 com"],
    ["me@evil.com", "me@evil. com"],
    ["http\u200b://evil\u200b.com", "http: //evil. com"],
  ])("is no link that a mail client finds: %s", (typed, told) => {
    const { html, text } = composeMail({ ...invite, siteNames: [typed], companyName: typed, inviterName: typed, memberName: typed });
    expect(text).toContain(told);
    expect(shown(html)).toContain(told);
    expect(`${text}${shown(html)}`).not.toMatch(/evil[.。]com|evil\.example|https?:\/\/evil/);
  });

  it("keeps macrons, other scripts and ordinary full stops as they are", () => {
    const { text, html, subject } = composeMail({ ...invite, siteNames: ["St. Heliers 3.5"], inviterName: "Wiremu Ōkāretū Jr.", companyName: "王小明 & Sons", memberName: "Ngāhuia" });
    for (const words of ["St. Heliers 3.5", "Wiremu Ōkāretū Jr.", "王小明 & Sons", "Ngāhuia"]) {
      expect(text).toContain(words);
      expect(shown(html)).toContain(words);
    }
    expect(subject).toBe("Wiremu Ōkāretū Jr. invites you to 王小明 & Sons on InductLite");
  });

  it("turns no line around: marks of direction are taken out", () => {
    const { subject, text } = composeMail({ ...invite, siteNames: [], inviterName: "Māia\u202eevil", companyName: "\u2066Tūī\u2069" });
    expect(`${subject}${text}`).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });
});

describe("a QR code in a mail", () => {
  const { html, text } = composeMail({ ...booking, link: `https://induct.example.nz/b/${"x".repeat(43)}` });
  const table = /<table role="img"[\s\S]*?<\/table>/.exec(html)?.[0] ?? "";

  it("is a table whose cells are the modules, and no picture", () => {
    const { data } = encode(`https://induct.example.nz/b/${"x".repeat(43)}`, { ecc: "M", border: 4 });
    const rows = Array.from(table.matchAll(/<tr[^>]*>(.*?)<\/tr>/g), ([, cells = ""]) =>
      Array.from(cells.matchAll(/<td([^>]*)>/g), ([, attributes = ""]) => (attributes.includes("#000000") ? "1" : "0").repeat(Number(/colspan="(\d+)"/.exec(attributes)?.[1] ?? 1))).join(""));
    expect(rows).toEqual(data.map((row) => row.map((dark) => (dark ? "1" : "0")).join("")));
  });

  it("leaves the mail far below the 100 KB at which clients cut it, and the text without it", () => {
    expect(new TextEncoder().encode(html).length).toBeLessThan(60_000);
    expect(text).not.toContain("this code");
  });
});

describe("sites and times", () => {
  it("names all sites when none is named, and says how many it leaves out of a long list", () => {
    expect(composeMail({ ...invite, siteNames: [] }).text).toContain("Your sites: all sites");
    expect(composeMail({ ...invite, siteNames: ["Whāngārei"] }).text).toContain("Your site: Whāngārei\n");
    const many = Array.from({ length: 13 }, (_, index) => `Site ${index + 1}`);
    expect(composeMail({ ...invite, siteNames: many }).text).toContain("Site 9, Site 10 and 3 more");
  });

  it.each([
    ["2026-06-30T11:59:00Z", undefined, "Tuesday 30 June 2026 at 11:59\u00a0pm NZST"],
    ["2026-06-30T12:00:00Z", undefined, "Wednesday 1 July 2026 at 12:00\u00a0am NZST"],
    ["2026-11-23T20:05:00Z", "Pacific/Chatham", "Tuesday 24 November 2026 at 9:50\u00a0am CHADT"],
  ])("are told for people, %s in %s", (instant, timeZone, told) => {
    const { text, html } = composeMail({ kind: "reset", to: "a@example.com", link: LINK, expiresAt: new Date(instant), ...(timeZone ? { timeZone } : {}) });
    expect(text).toContain(`The link works until ${told}.`);
    expect(shown(html)).toContain(`The link works until ${told}.`);
  });
});
