import { nameOf, useReading } from "../reading.ts";
import { sayTokens } from "../time.ts";
import { Link } from "./link.tsx";

export function UserMention({ id, label }: { id: string; label?: string }) {
  const reading = useReading();
  const name = reading.users.has(id) ? nameOf(reading, id) : (label ?? id);
  return <span class={id === reading.me ? "mention mention-me" : "mention"}>@{name}</span>;
}

export function ChannelMention({ id, label }: { id: string; label?: string }) {
  const name = useReading().channels.get(id)?.name ?? label ?? id;
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
