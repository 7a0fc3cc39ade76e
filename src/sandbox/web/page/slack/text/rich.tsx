import type { ComponentChild } from "preact";
import { isObject, type JsonObject, objects } from "../../../../json.ts";
import { Link } from "../../text/link.tsx";
import { emojiNamed } from "./emoji.ts";
import { Broadcast, ChannelMention, Moment, UserMention } from "./mention.tsx";

const styled = (style: unknown, child: ComponentChild): ComponentChild => {
  if (!isObject(style)) return child;
  let node = child;
  if (style.code) node = <code>{node}</code>;
  if (style.strike) node = <s>{node}</s>;
  if (style.underline) node = <u>{node}</u>;
  if (style.italic) node = <em>{node}</em>;
  if (style.bold) node = <strong>{node}</strong>;
  if (style.highlight) node = <mark>{node}</mark>;
  return node;
};

const withBreaks = (text: string): readonly ComponentChild[] =>
  text.split("\n").flatMap((line, index) => (index === 0 ? [line] : [<br key={index} />, line]));

const unicode = (code: unknown): string | undefined =>
  typeof code === "string" && /^[0-9a-f-]+$/i.test(code)
    ? String.fromCodePoint(...code.split("-").map((part) => Number.parseInt(part, 16)))
    : undefined;

const bare = (piece: JsonObject): ComponentChild => {
  switch (piece.type) {
    case "text":
      return <>{withBreaks(String(piece.text ?? ""))}</>;
    case "link":
      return <Link url={String(piece.url ?? "")}>{String(piece.text || piece.url)}</Link>;
    case "emoji":
      return unicode(piece.unicode) ?? emojiNamed(String(piece.name));
    case "user":
      return <UserMention id={String(piece.user_id)} />;
    case "channel":
      return <ChannelMention id={String(piece.channel_id)} />;
    case "usergroup":
      return <span class="mention">@{String(piece.usergroup_id)}</span>;
    case "team":
      return <span class="mention">{String(piece.team_id)}</span>;
    case "broadcast":
      return <Broadcast range={String(piece.range)} />;
    case "date":
      return (
        <Moment
          seconds={Number(piece.timestamp)}
          pattern={String(piece.format)}
          {...(typeof piece.url === "string" ? { url: piece.url } : {})}
        />
      );
    case "color":
      return (
        <span class="colour">
          <span class="colour-dot" style={{ background: String(piece.value) }} />
          {String(piece.value)}
        </span>
      );
    default:
      return String(piece.text ?? "");
  }
};

const pieces = (value: unknown): readonly ComponentChild[] =>
  objects(value).map((piece, index) => <span key={index}>{styled(piece.style, bare(piece))}</span>);

const MARKS = ["disc", "circle", "square"] as const;

function RichList({ part }: { part: JsonObject }) {
  const indent = Number(part.indent ?? 0);
  const items = objects(part.elements).map((item, index) => <li key={index}>{pieces(item.elements)}</li>);
  const style = { marginLeft: `${indent * 1.4}em` };
  if (part.style === "ordered") {
    const numbering = ["decimal", "lower-alpha", "lower-roman"][indent % 3] ?? "decimal";
    return (
      <ol start={Number(part.offset ?? 0) + 1} style={{ ...style, listStyleType: numbering }}>
        {items}
      </ol>
    );
  }
  return <ul style={{ ...style, listStyleType: MARKS[indent % 3] ?? "disc" }}>{items}</ul>;
}

function RichPart({ part }: { part: JsonObject }) {
  switch (part.type) {
    case "rich_text_list":
      return <RichList part={part} />;
    case "rich_text_quote":
      return <blockquote>{pieces(part.elements)}</blockquote>;
    case "rich_text_preformatted":
      return <pre>{pieces(part.elements)}</pre>;
    default:
      return <div class="rich-section">{pieces(part.elements)}</div>;
  }
}

/** A rich_text object, wherever it stands. */
export function RichText({ value }: { value: JsonObject }) {
  return (
    <div class="rich">
      {objects(value.elements).map((part, index) => (
        <RichPart key={index} part={part} />
      ))}
    </div>
  );
}
