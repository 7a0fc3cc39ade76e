import type { ComponentChild } from "preact";
import { Scroller } from "../../figures/scroller.tsx";
import { useReading } from "../../reading.ts";
import { inline } from "./inline.tsx";

type Lines = readonly string[];
/** Takes the lines from `at` that fit, and says where it stopped. */
type Rule = (all: Lines, at: number) => { readonly node: ComponentChild; readonly to: number } | undefined;

const RULE = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;
const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;
const LINE = /^\s*(?:-{3,}|\*{3,}|<hr\s*\/?>(?:<\/hr>)?)\s*$/;

const upTo = (all: Lines, at: number, fits: (line: string) => boolean): number => {
  let to = at;
  while (to < all.length && fits(all[to] ?? "")) to++;
  return to;
};

const isTable = (all: Lines, at: number): boolean =>
  (all[at] ?? "").includes("|") && (all[at + 1] ?? "").includes("|") && RULE.test(all[at + 1] ?? "");
const isStart = (all: Lines, at: number): boolean =>
  /^(?:#{1,6} |```|>)/.test(all[at] ?? "") || ITEM.test(all[at] ?? "") || LINE.test(all[at] ?? "") || isTable(all, at);

const heading: Rule = (all, at) => {
  const match = /^(#{1,6}) (.*)$/.exec(all[at] ?? "");
  if (!match) return undefined;
  const level = Math.min((match[1] ?? "#").length, 3);
  return { node: <p class={`md-heading md-heading-${level}`}>{inline(match[2] ?? "")}</p>, to: at + 1 };
};
const fence: Rule = (all, at) => {
  if (!all[at]?.startsWith("```")) return undefined;
  const end = upTo(all, at + 1, (line) => !line.startsWith("```"));
  return { node: <pre>{all.slice(at + 1, end).join("\n")}</pre>, to: end + 1 };
};
const line: Rule = (all, at) => (LINE.test(all[at] ?? "") ? { node: <hr />, to: at + 1 } : undefined);
const quote: Rule = (all, at) => {
  const to = upTo(all, at, (one) => one.startsWith(">"));
  if (to === at) return undefined;
  const inner = all.slice(at, to).map((one) => one.replace(/^> ?/, ""));
  return { node: <blockquote>{inline(inner.join("\n"))}</blockquote>, to };
};
const list: Rule = (all, at) => {
  const to = upTo(all, at, (one) => ITEM.test(one));
  if (to === at) return undefined;
  const items = all.slice(at, to).map((one) => ITEM.exec(one));
  const entries = items.map((match, index) => (
    <li key={index} class={(match?.[1]?.length ?? 0) > 1 ? "md-nested" : undefined}>
      {inline(match?.[3] ?? "")}
    </li>
  ));
  const ordered = /\d/.test(items[0]?.[2] ?? "");
  const start = Number.parseInt(items[0]?.[2] ?? "1", 10);
  return { node: ordered ? <ol start={start}>{entries}</ol> : <ul>{entries}</ul>, to };
};

const cells = (row: string): readonly string[] =>
  row
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());

function MarkdownTable({ head, rows }: { head: string; rows: Lines }) {
  const { t } = useReading();
  return (
    <Scroller label={t.table}>
      <table>
        <thead>
          <tr>
            {cells(head).map((cell, index) => (
              <th key={index} scope="col">
                {inline(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {cells(row).map((cell, column) => (
                <td key={column}>{inline(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
const table: Rule = (all, at) => {
  if (!isTable(all, at)) return undefined;
  const to = upTo(all, at + 2, (row) => row.includes("|"));
  return { node: <MarkdownTable head={all[at] ?? ""} rows={all.slice(at + 2, to)} />, to };
};
const paragraph: Rule = (all, at) => {
  let to = at + 1;
  while (to < all.length && all[to]?.trim() !== "" && !isStart(all, to)) to++;
  return { node: <p>{inline(all.slice(at, to).join("\n"))}</p>, to };
};

const RULES: readonly Rule[] = [heading, fence, table, line, quote, list, paragraph];

const read = (all: Lines): readonly ComponentChild[] => {
  const nodes: ComponentChild[] = [];
  let at = 0;
  while (at < all.length) {
    const start = at;
    const found = all[at]?.trim() === "" ? undefined : RULES.map((rule) => rule(all, start)).find(Boolean);
    if (found) nodes.push(found.node);
    at = found?.to ?? at + 1;
  }
  return nodes;
};

/** Markdown as cards have it, as elements; never as HTML. */
export function FeishuMarkdown({ text }: { text: string }) {
  return <div class="markdown">{read(text.split("\n"))}</div>;
}
