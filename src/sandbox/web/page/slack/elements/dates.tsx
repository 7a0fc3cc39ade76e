import type { JsonObject } from "../../../../json.ts";
import type { Entry } from "../../../../slack/screen.ts";
import { Moment } from "../../controls/moment.tsx";
import { useReading } from "../../reading.ts";
import { instantOf, wallOf } from "../../time.ts";
import { single, useHeld } from "../surface.ts";
import { words } from "../text/text-object.tsx";

interface Props {
  readonly block: string;
  readonly element: JsonObject;
}

interface Kind {
  readonly type: "date" | "time" | "datetime-local";
  /** What the field shows of the entry, and what the person's input means. */
  readonly shown: (entry: Entry) => string;
  readonly entered: (typed: string) => Entry;
}

function Field({ block, element, kind }: Props & { kind: Kind }) {
  const held = useHeld(block, element);
  const { t } = useReading();
  const acts = held.dress === null || held.dress.dispatches;
  return (
    <Moment
      type={kind.type}
      value={kind.shown(held.entry)}
      label={words(element.placeholder) || (kind.type === "time" ? t.time : t.date)}
      dress={held.dress}
      busy={held.busy}
      keep={(typed) => held.keep(kind.entered(typed))}
      settle={acts ? (typed) => held.set(kind.entered(typed)) : undefined}
    />
  );
}

const plain = (type: "date" | "time"): Kind => ({ type, shown: single, entered: (typed) => typed || null });
const DATE = plain("date");
const TIME = plain("time");

export const DateField = (props: Props) => <Field {...props} kind={DATE} />;
export const TimeField = (props: Props) => <Field {...props} kind={TIME} />;

/** Unix seconds as the wall clock of the person's own zone shows them. */
export function DatetimeField(props: Props) {
  const { zone } = useReading().reader;
  const kind: Kind = {
    type: "datetime-local",
    shown: (entry) => (single(entry) === "" ? "" : wallOf(zone, Number(single(entry)) * 1000)),
    entered: (typed) => {
      const ms = typed === "" ? undefined : instantOf(zone, typed);
      return ms === undefined ? null : Math.floor(ms / 1000);
    },
  };
  return <Field {...props} kind={kind} />;
}
