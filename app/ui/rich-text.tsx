import type { Token, Tokens } from "marked";
import { createElement, Fragment, type ReactNode } from "react";
import { asOwn, readMarkdown, toSafeAddress } from "./markdown.ts";

interface RichTextProps {
  markdown: string;
  /** The language of the text, for `lang`. */
  lang: string;
  /** The level of a heading with one #; others go down from there. */
  headingLevel?: 2 | 3 | 4 | 5 | 6;
}

/**
 * Markdown as elements: paragraphs, headings, lists, emphasis, links, quotes, tables, code. HTML in it is shown as text, an image as its description,
 * and a link that is none of https, tel and mailto as it was typed. Its direction is that of its script.
 */
export function RichText({ markdown, lang, headingLevel = 3 }: RichTextProps) {
  const tokens = readMarkdown(markdown);
  return (
    <div className="rich-text" lang={lang} dir="auto">
      {tokens ? renderAll(tokens, { headingLevel }) : renderPlain(markdown)}
    </div>
  );
}

interface Place {
  headingLevel: number;
}

function renderAll(tokens: Token[] | undefined, place: Place): ReactNode {
  return tokens?.map((token, index) => <Fragment key={index}>{render(token, place)}</Fragment>);
}

function render(any: Token, place: Place): ReactNode {
  const token = asOwn(any);
  switch (token.type) {
    case "space":
      return null;
    case "paragraph":
      return <p>{renderAll(token.tokens, place)}</p>;
    case "heading":
      return createElement(`h${Math.min(6, place.headingLevel + token.depth - 1)}`, null, renderAll(token.tokens, place));
    case "blockquote":
      return <blockquote>{renderAll(token.tokens, place)}</blockquote>;
    case "list":
      return renderList(token, place);
    case "list_item":
      return <li>{renderAll(token.tokens, place)}</li>;
    case "table":
      return renderTable(token, place);
    case "code":
      return (
        <pre>
          <code>{token.text}</code>
        </pre>
      );
    case "hr":
      return <hr />;
    default:
      return renderInline(token, place);
  }
}

function renderInline(any: Token, place: Place): ReactNode {
  const token = asOwn(any);
  switch (token.type) {
    case "strong":
      return <strong>{renderAll(token.tokens, place)}</strong>;
    case "em":
      return <em>{renderAll(token.tokens, place)}</em>;
    case "del":
      return <del>{renderAll(token.tokens, place)}</del>;
    case "codespan":
      return <code>{token.text}</code>;
    case "br":
      return <br />;
    case "link":
      return renderLink(token, place);
    case "checkbox":
      return token.checked ? "☑ " : "☐ ";
    case "image":
    case "escape":
      return token.text;
    case "text":
      return token.tokens ? renderAll(token.tokens, place) : token.text;
    default:
      return token.raw;
  }
}

function renderLink(token: Tokens.Link, place: Place): ReactNode {
  const address = toSafeAddress(token.href);
  if (address === null) return token.raw;
  // A page that is being filled in stays open.
  const target = address.startsWith("https:") ? "_blank" : undefined;
  return (
    <a href={address} rel="noopener noreferrer nofollow" target={target}>
      {renderAll(token.tokens, place)}
    </a>
  );
}

function renderList(token: Tokens.List, place: Place): ReactNode {
  const items = renderAll(token.items, place);
  return token.ordered ? <ol start={token.start === "" || token.start === 1 ? undefined : token.start}>{items}</ol> : <ul>{items}</ul>;
}

function renderTable({ header, rows }: Tokens.Table, place: Place): ReactNode {
  return (
    <table>
      <thead>
        <tr>
          {header.map((cell, index) => (
            <th key={index} scope="col">
              {renderAll(cell.tokens, place)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            {row.map((cell, column) => (
              <td key={column}>{renderAll(cell.tokens, place)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Every word is there, with its paragraphs, and nothing is made of it. */
function renderPlain(text: string): ReactNode {
  return text.split(/\n{2,}/).map((paragraph, index) => <p key={index}>{paragraph}</p>);
}
