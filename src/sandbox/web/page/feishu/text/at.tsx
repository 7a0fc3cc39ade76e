import { nameOf, useReading } from "../../reading.ts";
import { sayMoment, sayTime } from "../../time.ts";

const EVERYONE = new Set(["all", "@_all"]);

/** `@name`, marked when it concerns the person in front of the page. */
export function At({ id }: { id: string }) {
  const reading = useReading();
  const everyone = EVERYONE.has(id);
  const me = everyone || id === reading.me;
  return (
    <span class={me ? "mention mention-me" : "mention"}>@{everyone ? reading.t.everyone : nameOf(reading, id)}</span>
  );
}

export function PersonName({ id }: { id: string }) {
  return <span class="person-name-chip">{nameOf(useReading(), id)}</span>;
}

/** A moment as the reader's own clock and calendar have it. */
export function LocalTime({ ms, kind }: { ms: number; kind: string }) {
  const { reader } = useReading();
  if (!Number.isFinite(ms) || ms <= 0) return null;
  return (
    <time dateTime={new Date(ms).toISOString()}>{kind === "time" ? sayTime(reader, ms) : sayMoment(reader, ms)}</time>
  );
}
