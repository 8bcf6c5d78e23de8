/** The mailbox as a person sees it. No page needs a script. */
import type { KeptMail } from "./mailbox-store.ts";

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escape = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
const link = /https?:\/\/[^\s<>"']+/g;
/** Whatever zone the machine is in: what the app shows is by this one. */
const clock = new Intl.DateTimeFormat("en-NZ", { timeZone: "Pacific/Auckland", weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit", second: "2-digit" });
const time = (at: string) => `<time datetime="${at}">${clock.format(new Date(at))}</time>`;

/** The addresses in a mail, in their order, each once. */
export function linksIn({ text }: KeptMail): string[] {
  return [...new Set(text.match(link))];
}

export function listPage(mails: KeptMail[]): string {
  const rows = mails.map((mail) => `<li><a href="/mails/${mail.id}"><strong>${escape(mail.subject)}</strong><span>${escape(mail.to.join(", "))}</span>${time(mail.at)}</a></li>`);
  const list = `<ol class="mails" reversed>${rows.join("\n")}</ol>`;
  const nothing = `<p class="nothing">No mail yet. Sign up, invite somebody, or ask for a new password.</p>`;
  return page("Mailbox", `<h1>Mailbox</h1>
<p class="soft">What InductLite sends on this machine comes here, and goes no further. Times are New Zealand's.</p>
${mails.length > 0 ? list : nothing}`, `<script src="/refresh.js" defer></script>`);
}

export function mailPage(mail: KeptMail): string {
  return page(mail.subject, `<p><a href="/">All mails</a></p>
<h1>${escape(mail.subject)}</h1>
<dl>
<div><dt>To</dt><dd>${escape(mail.to.join(", "))}</dd></div>
<div><dt>From</dt><dd>${escape(mail.from)}</dd></div>
<div><dt>Came</dt><dd>${time(mail.at)}, New Zealand time</dd></div>
</dl>
<div class="forms">
<section aria-labelledby="as-html"><h2 id="as-html">As HTML</h2>
${mail.html ? `<iframe title="The mail as HTML" src="/mails/${mail.id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>` : "<p>It has none.</p>"}
</section>
<section aria-labelledby="as-text"><h2 id="as-text">As text</h2>
${mail.text ? `<pre>${withLinks(mail.text)}</pre>` : "<p>It has none.</p>"}
</section>
</div>`);
}

/** The mail's own HTML, whose links open beside the mailbox and not inside its frame. */
export function mailHtml({ html }: KeptMail): string {
  const base = `<base target="_blank">`;
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + base) : base + html;
}

export function missingPage(): string {
  return page("No such mail", `<h1>No such mail</h1><p>The mailbox keeps the last 500. <a href="/">All mails</a></p>`);
}

function withLinks(text: string): string {
  const parts = text.split(new RegExp(`(${link.source})`));
  return parts.map((part, index) => (index % 2 === 0 ? escape(part) : `<a href="${escape(part)}" target="_blank" rel="noopener noreferrer">${escape(part)}</a>`)).join("");
}

function page(title: string, body: string, head = ""): string {
  return `<!doctype html>
<html lang="en-NZ">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · InductLite on this machine</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/mailbox.css">
${head}
</head>
<body>
<div class="tape"></div>
<header><p><a href="/">InductLite</a></p></header>
<main>
${body}
</main>
</body>
</html>
`;
}
