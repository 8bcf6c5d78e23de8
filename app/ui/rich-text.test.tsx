import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { fc } from "#worker/testing/fast-check.ts";
import { RichText } from "./rich-text.tsx";

const show = (markdown: string, headingLevel?: 2 | 3 | 4) => renderToStaticMarkup(<RichText markdown={markdown} lang="en" headingLevel={headingLevel} />).replace(/^<div class="rich-text" lang="en" dir="auto">|<\/div>$/g, "");
/** What a browser shows of it. */
const words = (html: string) => html.replace(/<[^>]*>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#x27;/g, "'").replace(/&amp;/g, "&");
const hrefs = (html: string) => [...html.matchAll(/ href="([^"]*)"/g)].map(([, href]) => href);
const LINK = 'rel="noopener noreferrer nofollow"';

const PARTS = "div p h2 h3 h4 h5 h6 strong em del code pre br hr a ul ol li blockquote table thead tbody tr th td".split(" ");

/** Only our own elements and attributes stand in it, and only addresses that we link to. */
function expectHarmless(html: string) {
  for (const [, name, attributes = ""] of html.matchAll(/<\/?([^\s/>]*)([^>]*)>/g)) {
    expect(PARTS).toContain(name);
    expect(attributes.replace(/ (class="rich-text"|lang="en"|dir="auto"|scope="col"|start="\d+"|href="[^"<>]*"|rel="noopener noreferrer nofollow"|target="_blank")/g, "").replace("/", "")).toBe("");
  }
  for (const href of hrefs(html)) expect(href).toMatch(/^(https:\/\/|tel:|mailto:)/);
}

describe("what is written in Markdown", () => {
  it.each([
    ["paragraphs and line breaks", "One\ntwo\n\nthree", "<p>One<br/>two</p><p>three</p>"],
    ["emphasis", "*a* **b** ~~c~~ `d < e`", "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d &lt; e</code></p>"],
    ["a list", "- a\n- b\n  1. c\n  2. d", "<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li></ul>"],
    ["a list that begins later", "3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'],
    ["a list to tick", "- [x] a\n- [ ] b", "<ul><li>☑ a</li><li>☐ b</li></ul>"],
    ["a quote", "> a\n> b", "<blockquote><p>a<br/>b</p></blockquote>"],
    ["a table", "|a|b|\n|-|:-:|\n|1|*2*|", '<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead><tbody><tr><td>1</td><td><em>2</em></td></tr></tbody></table>'],
    ["code", "```js\na < b\n```", "<pre><code>a &lt; b</code></pre>"],
    ["a line", "a\n\n---\n\nb", "<p>a</p><hr/><p>b</p>"],
    ["what is escaped", "\\*a\\* & b", "<p>*a* &amp; b</p>"],
    ["four spaces at the start of a line", "    a\n\n        b", "<p>    a</p><p>        b</p>"],
    ["a placeholder", "Call [name] on [phone]", "<p>Call [name] on [phone]</p>"],
    ["what looks like a footnote", "[Note]: boots\n\n[Note]", "<p>[Note]: boots</p><p>[Note]</p>"],
    ["nothing", "", ""],
  ])("is %s", (_, markdown, html) => {
    expect(show(markdown)).toBe(html);
  });

  it("has headings that begin at the level that the page has room for", () => {
    expect(show("# a\n## b\n\nc\n===")).toBe("<h3>a</h3><h4>b</h4><h3>c</h3>");
    expect(show("# a\n## b\n###### c", 2)).toBe("<h2>a</h2><h3>b</h3><h6>c</h6>");
  });

  it("links to pages, phones and mailboxes", () => {
    expect(show("[a](https://worksafe.govt.nz/x?a=1&b=2)")).toBe(`<p><a href="https://worksafe.govt.nz/x?a=1&amp;b=2" ${LINK} target="_blank">a</a></p>`);
    expect(show("[0800 030 040](tel:0800030040)")).toBe(`<p><a href="tel:0800030040" ${LINK}>0800 030 040</a></p>`);
    expect(show("<office@example.co.nz>")).toBe(`<p><a href="mailto:office@example.co.nz" ${LINK}>office@example.co.nz</a></p>`);
    expect(hrefs(show("See https://māori.nz/kāinga."))).toEqual(["https://xn--mori-qsa.nz/k%C4%81inga"]);
  });

  it("keeps macrons, emoji and the scripts that run from right to left", () => {
    const text = "Ōtāhuhu ʻokina 👷🏽‍♀️ السلامة أولاً می‌خواهم שלום";
    expect(show(text)).toBe(`<p>${text}</p>`);
    expect(renderToStaticMarkup(<RichText markdown="**سلام**" lang="ar" />)).toBe('<div class="rich-text" lang="ar" dir="auto"><p><strong>سلام</strong></p></div>');
  });
});

describe("what attacks", () => {
  it.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "a <b onclick=alert(1)>b</b> <!-- c --> <?php ?> <![CDATA[x]]>",
    "<div>\n\n**a**\n\n</div>",
    "<a href='javascript:alert(1)'>a</a>",
    "<style>*{color:red}</style>",
    '<iframe srcdoc="<script>alert(1)</script>">',
    "<pre><script>alert(1)</script></pre>",
    "- <script>alert(1)</script>\n> <b>",
    "|<b>|\n|-|\n|<i onload=x>|",
    "# <u>a</u>",
    "[<img src=x onerror=alert(1)>](https://example.com)",
    "`</code><script>alert(1)</script>`",
    "```\n</pre><script>alert(1)</script>\n```",
  ])("is HTML, and is shown as the text that it is: %j", (markdown) => {
    const html = show(markdown);
    expectHarmless(html);
    for (const tag of markdown.match(/<[^\n>]*>/g) ?? []) expect(words(html)).toContain(tag);
  });

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\u0001javascript:alert(1)",
    "java\tscript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "javascript%3Aalert(1)",
    "jav&#x09;ascript:alert(1)",
    "\\javascript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "blob:https://example.com/1",
    "file:///etc/passwd",
    "view-source:https://example.com",
    "intent://example.com",
    "http://example.com",
    "//example.com",
    "/settings",
    "?a",
    "#a",
    "https:///",
    "https://user:word@example.com",
    "https://worksafe.govt.nz@example.com",
    "ws://example.com",
    "sms:111",
  ])("is an address that is not linked to: %j", (href) => {
    for (const markdown of [`[a](${href})`, `[a](<${href}>)`, `<${href}>`, `[a][b]\n\n[b]: ${href}`, `[a]: <${href}>\n\n[a]`, `![a](${href})`, `[![a](${href})](${href})`, `**[a](${href} "b")**`]) {
      expectHarmless(show(markdown));
      expect(hrefs(show(markdown)).filter((found) => !/^(https:\/\/example\.com\/|mailto:)/.test(found ?? ""))).toEqual([]);
    }
    expect(hrefs(show(`[a](${href})`))).toEqual([]);
  });

  it("is HTML, and what is about it is Markdown all the same", () => {
    expect(show("<div>\n**a**\n</div>")).toBe("<p>&lt;div&gt;<br/><strong>a</strong><br/>&lt;/div&gt;</p>");
    expect(hrefs(show("a <a>https://x.nz</a>"))).toEqual(["https://x.nz/"]);
  });

  it("gets out of no attribute", () => {
    for (const markdown of ['[a](https://x.nz/" onclick="alert(1))', "[a](https://x.nz/'><script>)", '[a](mailto:a@b.nz"onclick="x)', '[a](https://x.nz "t\\" onclick=\\"x")', 'https://x.nz/"onclick="x']) expectHarmless(show(markdown));
  });

  it("is an image, and is shown as its description", () => {
    expect(show("![A map](https://example.com/x.png)")).toBe("<p>A map</p>");
  });

  it("is the name of a thing that every object has", () => {
    for (const name of ["hasOwnProperty", "constructor", "toString"]) expect(show(`[${name}][${name}] [${name}]`)).toBe(`<p>[${name}][${name}] [${name}]</p>`);
  });
});

describe("what is deep or huge", () => {
  const deep = (open: string, close = "") => `${open.repeat(1000)}x${close.repeat(1000)}`;

  it.each([
    ["quotes", deep(">")],
    ["quotes with spaces", deep("> ")],
    ["lists", deep("- ")],
    ["other lists", deep("+ ")],
    ["numbers", deep("1. ")],
    ["lists in quotes", deep("> - ")],
    ["lists by indentation", Array.from({ length: 190 }, (_, depth) => `${" ".repeat(depth)}- x`).join("\n")],
    ["strong and emphasis", deep("**_", "_**")],
    ["stars", deep("*", "*")],
    ["stars of two kinds", deep("*a _b ", " b_ a*")],
    ["strikes", deep("~~a *b ", " b* a~~")],
    ["brackets", deep("[", "](https://x.nz)")],
    ["images", deep("![", "](x)")],
    ["angles", deep("<", ">")],
    ["ticks", deep("`a``")],
    ["escapes", deep("\\")],
    ["entities", deep("&amp;")],
    ["pipes", `${deep("|a")}\n${deep("|-")}\n${deep("|b")}`],
    ["underlines", deep("a_b__")],
    ["lines", "a\n".repeat(10_000)],
    ["empty lines", "a\n\n".repeat(6_000)],
    ["definitions", "[a]: b\n".repeat(2_500)],
    ["rules", "=\n".repeat(10_000)],
    ["tabs", "\t".repeat(20_000)],
    ["spaces before a heading's end", `#${" ".repeat(19_000)}x`],
    ["mails", "a@a".repeat(6_000)],
  ])("is drawn all the same, and every x is there: %s", (_, markdown) => {
    const html = show(markdown.slice(0, 20_000));
    expectHarmless(html);
    if (markdown.includes("x") && markdown.length <= 20_000) expect(words(html)).toContain("x");
  });

  it("is read no deeper than eight lists or quotes, and the rest is its text", () => {
    expect(show(deep("> ")).match(/<blockquote>/g)).toHaveLength(8);
    expect(words(show(deep("> ")))).toBe(`${"> ".repeat(992)}x`);
    expect(show(Array.from({ length: 20 }, (_, depth) => `${"  ".repeat(depth)}- x`).join("\n")).match(/<ul>/g)).toHaveLength(8);
  });

  it("is shown as it was typed when it is longer than a text may be", () => {
    const html = show(`# Stop\n\n**<b>**\n\n${"x".repeat(1_000_000)}`);
    expect(html.slice(0, 60)).toMatch(/^<p># Stop<\/p><p>\*\*&lt;b&gt;\*\*<\/p><p>xxx/);
    expect(words(html)).toHaveLength(1_000_000 + 6 + 7);
  });
});

describe("any text at all", () => {
  it("becomes our own elements and nothing else", () => {
    const piece = fc.oneof(fc.constantFrom(..."*_~`[]()<>!#|-+>\\&:\n \t\"'=", "\n\n", "javascript:", "https://x.nz", "<script>", "![", "](", "- ", "> ", "1. ", "|-|", "```", "&#58;", "data:"), fc.string({ unit: "binary", maxLength: 5 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => {
        expectHarmless(show(pieces.join("")));
      }),
      { numRuns: 1000 },
    );
  });
});
