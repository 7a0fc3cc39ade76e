import { nameOf, useReading } from "../../reading.ts";
import { Link } from "../../text/link.tsx";
import { useChannels } from "../channels.ts";
import { sayTokens } from "../stamps.ts";

export function UserMention({ id, label }: { id: string; label?: string }) {
  const reading = useReading();
  const name = reading.people.has(id) ? nameOf(reading, id) : (label ?? id);
  return <span class={id === reading.me ? "mention mention-me" : "mention"}>@{name}</span>;
}

export function ChannelMention({ id, label }: { id: string; label?: string }) {
  const name = useChannels().get(id)?.name ?? label ?? id;
  return <span class="mention">#{name}</span>;
}

export function Broadcast({ range }: { range: string }) {
  return <span class="mention mention-me">@{range}</span>;
}

interface DateProps {
  readonly seconds: number;
  readonly pattern: string;
  readonly url?: string;
}

export function Moment({ seconds, pattern, url }: DateProps) {
  const said = sayTokens(useReading().reader, pattern, seconds);
  const time = <time dateTime={new Date(seconds * 1000).toISOString()}>{said}</time>;
  return url ? <Link url={url}>{time}</Link> : time;
}
