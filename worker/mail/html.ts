/**
 * A letter as HTML for mail clients: tables and inline styles, which all of them keep, no picture from anywhere, nothing
 * that tells who opened it.
 */
import { encode } from "uqr";
import { DARK_RULES, paint } from "./colours.ts";
import { FOOT, type Letter, type Part } from "./letter.ts";

const FONT = `font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Helvetica Neue',Arial,sans-serif`;
const SMALL = "font-size:15px;line-height:1.5";
const TABLE = `role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"`;
/** For clients that know dark mode, and phones. */
const STYLE = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){${DARK_RULES}}
@media (max-width:480px){.edge{padding-left:20px !important;padding-right:20px !important}}`;

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");

export function htmlOf({ subject, heading, preview, parts }: Letter): string {
  return `<!doctype html>
<html lang="en-NZ" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<meta name="x-apple-disable-message-reformatting">
<title>${escapeHtml(subject)}</title>
<style>${STYLE}</style>
</head>
<body ${paint("paper", "margin:0;padding:0;-webkit-text-size-adjust:100%")}>
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escapeHtml(preview)}</div>
<table ${TABLE} ${paint("paper", "border-collapse:collapse")}><tr><td align="center" style="padding:24px 12px">
<table ${TABLE} style="max-width:560px;border-collapse:collapse;text-align:left">
${stripe("hivis", 5)}${stripe("tape", 4)}${stripe("hivis", 5)}
<tr><td ${paint("shell", `padding:18px 36px;${FONT};font-size:20px;line-height:1.3;font-weight:700`, " edge")}>InductLite</td></tr>
<tr><td ${paint("surface", `padding:36px 36px 20px;${FONT};font-size:17px;line-height:1.5`, " edge")}>
<h1 ${paint("ink", `margin:0 0 20px;${FONT};font-size:27px;line-height:1.2;font-weight:700;overflow-wrap:anywhere`)}>${escapeHtml(heading)}</h1>
${parts.map(htmlOfPart).join("\n")}
</td></tr>
<tr><td ${paint("soft", `padding:20px 36px 0;${FONT};font-size:14px;line-height:1.5`, " edge")}>${escapeHtml(FOOT)}</td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
}

function htmlOfPart(part: Part): string {
  switch (part.is) {
    case "paragraph": return `<p ${paint("ink", "margin:0 0 16px;overflow-wrap:anywhere")}>${escapeHtml(part.text)}</p>`;
    case "facts": return facts(part.facts);
    case "button": return button(part.label, part.link);
    case "link": return `<p ${paint("ink", "margin:0 0 20px")}>${escapeHtml(part.text)}<br>${bareLink(part.link)}</p>`;
    case "qr": return `<p ${paint("ink", "margin:0 0 12px")}>${escapeHtml(part.text)}</p>${qr(part.link)}`;
    case "notice": return notice(part);
  }
}

const stripe = (name: "hivis" | "tape", pixels: number) => `<tr><td height="${pixels}" ${paint(name, `height:${pixels}px;font-size:0;line-height:0`)}>&nbsp;</td></tr>`;

function bareLink(link: string): string {
  return `<a href="${escapeHtml(link)}" ${paint("link", "word-break:break-all")}>${escapeHtml(link)}</a>`;
}

function facts(list: { label: string; value: string }[]): string {
  const rows = list.map(({ label, value }) => `<tr>
<td valign="top" ${paint("rule", `padding:10px 16px 10px 0;${SMALL};border-top:1px solid;white-space:nowrap`)}><span ${paint("soft")}>${escapeHtml(label)}</span></td>
<td valign="top" width="100%" ${paint("rule", `padding:10px 0;${SMALL};border-top:1px solid;font-weight:600;overflow-wrap:anywhere`)}>${escapeHtml(value)}</td>
</tr>`);
  return `<table ${TABLE} style="margin:4px 0 20px;border-collapse:collapse">${rows.join("\n")}</table>`;
}

/** A cell with a colour of its own, which stays a button where styles are few. */
function button(label: string, link: string): string {
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 16px"><tr><td align="center" ${paint("button", "border-radius:8px")}>
<a href="${escapeHtml(link)}" ${paint("button", "display:inline-block;padding:15px 32px;border:1px solid;border-radius:8px;font-size:18px;line-height:1.3;font-weight:700;text-decoration:none")}>${escapeHtml(label)}</a>
</td></tr></table>
<p ${paint("soft", `margin:0 0 20px;${SMALL}`)}>If the button does nothing, open this address:<br>${bareLink(link)}</p>`;
}

function notice({ tone, title, text }: { tone: "calm" | "alarm"; title: string; text: string }): string {
  return `<table ${TABLE} style="margin:4px 0 20px"><tr><td ${paint(tone, `padding:14px 18px;border-left:4px solid;${SMALL};overflow-wrap:anywhere`)}><strong>${escapeHtml(title)}</strong> ${escapeHtml(text)}</td></tr></table>`;
}

const MODULE_PIXELS = 5;
/** Modules of white around the code, as its standard wants. */
const QUIET_ZONE = 4;

/**
 * A QR code without a picture, which many clients hold back: a table whose cells are runs of one colour. Its first row, of the quiet
 * zone, says how wide a module is. Dark on white whatever the reader's theme: a camera reads no other.
 */
function qr(link: string): string {
  const { data, size } = encode(link, { ecc: "M", border: QUIET_ZONE });
  const pixels = size * MODULE_PIXELS;
  const first = `<td width="${MODULE_PIXELS}" height="${MODULE_PIXELS}"></td>`.repeat(size);
  const rows = data.slice(1).map((row) => [...row.map((dark) => (dark ? "1" : "0")).join("").matchAll(/0+|1+/g)].map(([run]) => (run.startsWith("1") ? `<td bgcolor="#000000" colspan="${run.length}"></td>` : `<td colspan="${run.length}"></td>`)).join(""));
  const style = `width:${pixels}px;height:${pixels}px;table-layout:fixed;border-collapse:collapse;background-color:#ffffff;font-size:0;line-height:0;margin:0 0 20px`;
  return `<table role="img" aria-label="QR code of your page" width="${pixels}" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" style="${style}">${[first, ...rows].map((cells) => `<tr height="${MODULE_PIXELS}">${cells}</tr>`).join("\n")}</table>`;
}
