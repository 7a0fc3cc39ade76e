import type { ComponentChild } from "preact";
import { Link } from "../../text/link.tsx";
import { withEmoji } from "./emoji.ts";

const INLINE =
  /`([^`\n]+)`|!?\[([^\]\n]*)\]\(([^)\s]+)\)|\*\*(?=\S)([^\n]*?\S)\*\*|(?<!\w)[*_](?=\S)([^*_\n]*?\S)[*_](?!\w)|~~(?=\S)([^\n]*?\S)~~|\\([\\`*_{}[\]()#+\-.!|~>])/g;

const inline = (text: string): readonly ComponentChild[] => {
  const parts: ComponentChild[] = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > from) parts.push(withEmoji(text.slice(from, match.index)));
    const [whole, code, label, url, bold, italic, strike, literal] = match;
    if (code !== undefined) parts.push(<code>{code}</code>);
    else if (url !== undefined) parts.push(<Link url={url}>{label || url}</Link>);
    else if (bold !== undefined) parts.push(<strong>{inline(bold)}</strong>);
    else if (italic !== undefined) parts.push(<em>{inline(italic)}</em>);
    else if (strike !== undefined) parts.push(<s>{inline(strike)}</s>);
    else if (literal !== undefined) parts.push(literal);
    from = match.index + whole.length;
  }
  if (from < text.length) parts.push(withEmoji(text.slice(from)));
  return parts;
};

const isStart = (line: string): boolean =>
  /^(#{1,6} |```|\s*([-*+]|\d+[.)])\s|>|\|| {0,3}([-*_])( ?\3){2,}\s*$)/.test(line);
const cells = (line: string): readonly string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());

/** Takes the lines from `at` that fit, and says where it stopped. */
type Rule = (all: readonly string[], at: number) => { readonly node: ComponentChild; readonly to: number } | undefined;

const while_ = (all: readonly string[], at: number, fits: (line: string) => boolean): number => {
  let to = at;
  while (to < all.length && fits(all[to] ?? "")) to++;
  return to;
};

const heading: Rule = (all, at) => {
  const match = /^(#{1,6}) (.*)$/.exec(all[at] ?? "");
  if (!match) return undefined;
  const level = Math.min((match[1] ?? "#").length, 3);
  return { node: <p class={`md-heading md-heading-${level}`}>{inline(match[2] ?? "")}</p>, to: at + 1 };
};
const fence: Rule = (all, at) => {
  if (!all[at]?.startsWith("```")) return undefined;
  const end = while_(all, at + 1, (line) => !line.startsWith("```"));
  return { node: <pre>{all.slice(at + 1, end).join("\n")}</pre>, to: end + 1 };
};
const rule: Rule = (all, at) =>
  /^ {0,3}([-*_])( ?\1){2,}\s*$/.test(all[at] ?? "") ? { node: <hr />, to: at + 1 } : undefined;
const quote: Rule = (all, at) => {
  const to = while_(all, at, (line) => line.startsWith(">"));
  if (to === at) return undefined;
  const inner = all.slice(at, to).map((line) => line.replace(/^> ?/, ""));
  return { node: <blockquote>{blocks(inner)}</blockquote>, to };
};
const list: Rule = (all, at) => {
  const item = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;
  const to = while_(all, at, (line) => item.test(line));
  if (to === at) return undefined;
  const items = all.slice(at, to).map((line) => item.exec(line));
  const ordered = /\d/.test(items[0]?.[2] ?? "");
  const entries = items.map((match, index) => (
    <li key={index} class={(match?.[1]?.length ?? 0) > 1 ? "md-nested" : undefined}>
      {inline(match?.[3] ?? "")}
    </li>
  ));
  return { node: ordered ? <ol>{entries}</ol> : <ul>{entries}</ul>, to };
};
const table: Rule = (all, at) => {
  if (!/\|/.test(all[at] ?? "") || !/^\s*\|?[\s:|-]+\|?\s*$/.test(all[at + 1] ?? "-x")) return undefined;
  const to = while_(all, at + 2, (line) => line.includes("|"));
  const row = (line: string, Cell: "th" | "td") => (
    <tr>
      {cells(line).map((cell, index) => (
        <Cell key={index}>{inline(cell)}</Cell>
      ))}
    </tr>
  );
  const node = (
    <div class="table-frame">
      <table>
        <thead>{row(all[at] ?? "", "th")}</thead>
        <tbody>{all.slice(at + 2, to).map((line) => row(line, "td"))}</tbody>
      </table>
    </div>
  );
  return { node, to };
};
const paragraph: Rule = (all, at) => {
  const to = Math.max(
    at + 1,
    while_(all, at, (line) => line.trim() !== "" && !isStart(line)),
  );
  const content = all
    .slice(at, to)
    .flatMap((line, index) => (index === 0 ? inline(line) : [<br key={index} />, ...inline(line)]));
  return { node: <p>{content}</p>, to };
};

const RULES: readonly Rule[] = [heading, fence, table, rule, quote, list, paragraph];

const blocks = (all: readonly string[]): readonly ComponentChild[] => {
  const nodes: ComponentChild[] = [];
  let at = 0;
  while (at < all.length) {
    if (all[at]?.trim() === "") {
      at++;
      continue;
    }
    for (const one of RULES) {
      const found = one(all, at);
      if (!found) continue;
      nodes.push(found.node);
      at = found.to;
      break;
    }
  }
  return nodes;
};

/** Standard markdown as the markdown block takes it, as elements; HTML in it stays text. */
export function Markdown({ text }: { text: string }) {
  return <div class="markdown">{blocks(text.split("\n"))}</div>;
}
