import type { ComponentChild } from "preact";
import { Link } from "../../text/link.tsx";
import { At } from "./at.tsx";

const PARTS = /<at user_id="([^"]*)">[^<]*<\/at>|(https?:\/\/[^\s<>"'，。；）】]+)|\n/g;

/** A text as people and bots write it: mentions and web addresses stand out, nothing else is markup. */
export function Said({ text }: { text: string }) {
  const nodes: ComponentChild[] = [];
  let from = 0;
  for (const match of text.matchAll(PARTS)) {
    if (match.index > from) nodes.push(text.slice(from, match.index));
    const [whole, id, url] = match;
    if (id !== undefined) nodes.push(<At id={id} />);
    else if (url !== undefined) nodes.push(<Link url={url}>{url}</Link>);
    else nodes.push(<br />);
    from = match.index + whole.length;
  }
  nodes.push(text.slice(from));
  return <div class="said">{nodes}</div>;
}
