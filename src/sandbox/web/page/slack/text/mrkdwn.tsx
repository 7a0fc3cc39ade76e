import type { ComponentChild } from "preact";
import { Link } from "../../text/link.tsx";
import { withEmoji } from "./emoji.ts";
import { Broadcast, ChannelMention, Moment, UserMention } from "./mention.tsx";

const plain = (text: string): string => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

const shown = (text: string): string => withEmoji(plain(text));

const datePattern = /^!date\^(\d+)\^([^^]*)(?:\^(.*))?$/;

/** What stands between `<` and `>`: a mention, a date or a link. */
const angled = (inside: string): ComponentChild => {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? undefined : inside.slice(bar + 1);
  const named = label === undefined ? {} : { label: shown(label) };
  if (/^@[UW]\w+$/.test(target)) return <UserMention id={target.slice(1)} {...named} />;
  if (/^#[CGD]\w+$/.test(target)) return <ChannelMention id={target.slice(1)} {...named} />;
  const date = datePattern.exec(target);
  if (date) return <Moment seconds={Number(date[1])} pattern={date[2] ?? ""} {...(date[3] ? { url: date[3] } : {})} />;
  if (/^!(here|channel|everyone)$/.test(target)) return <Broadcast range={target.slice(1)} />;
  if (target.startsWith("!")) return <span class="mention">{shown(label ?? target.slice(1))}</span>;
  if (!/^[a-z][a-z0-9+.-]*:/i.test(target)) return plain(`<${inside}>`);
  return <Link url={plain(target)}>{shown(label ?? target.replace(/^mailto:/, ""))}</Link>;
};

/** Marks count only at the edge of a word, as in Slack: `*bold*`, but not `2*3*4`. */
const INLINE =
  /`([^`\n]+)`|<([^<>\n]+)>|(?<![\p{L}\p{N}])(?:\*(?=\S)([^*\n]*[^*\s])\*|_(?=\S)([^_\n]*[^_\s])_|~(?=\S)([^~\n]*[^~\s])~)(?![\p{L}\p{N}])/gu;

/** One line of mrkdwn without its line break. */
const inline = (text: string): readonly ComponentChild[] => {
  const parts: ComponentChild[] = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > from) parts.push(shown(text.slice(from, match.index)));
    const [whole, code, angle, bold, italic, strike] = match;
    if (code !== undefined) parts.push(<code>{plain(code)}</code>);
    else if (angle !== undefined) parts.push(angled(angle));
    else if (bold !== undefined) parts.push(<strong>{inline(bold)}</strong>);
    else if (italic !== undefined) parts.push(<em>{inline(italic)}</em>);
    else if (strike !== undefined) parts.push(<s>{inline(strike)}</s>);
    from = match.index + whole.length;
  }
  if (from < text.length) parts.push(shown(text.slice(from)));
  return parts;
};

const lines = (text: readonly string[]): readonly ComponentChild[] =>
  text.flatMap((line, index) => (index === 0 ? inline(line) : [<br key={index} />, ...inline(line)]));

const QUOTE = /^(?:>|&gt;)\s?/;

const paragraphs = (text: string): readonly ComponentChild[] => {
  const groups: { quote: boolean; lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const quote = QUOTE.test(line);
    const last = groups.at(-1);
    const content = quote ? line.replace(QUOTE, "") : line;
    if (last?.quote === quote) last.lines.push(content);
    else groups.push({ quote, lines: [content] });
  }
  return groups.map((group, index) =>
    group.quote ? (
      <blockquote key={index}>{lines(group.lines)}</blockquote>
    ) : (
      <span key={index}>{lines(group.lines)}</span>
    ),
  );
};

/** Slack's mrkdwn as elements; never as HTML. */
export function Mrkdwn({ text }: { text: string }) {
  const pieces = text.split(/```\n?([\s\S]*?)\n?```/);
  return (
    <span class="mrkdwn">
      {pieces.map((piece, index) =>
        index % 2 === 1 ? (
          <pre key={index}>{plain(piece)}</pre>
        ) : (
          piece !== "" && paragraphs(index === 0 ? piece : piece.replace(/^\n/, ""))
        ),
      )}
    </span>
  );
}
