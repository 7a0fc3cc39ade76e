import { type Dress, dressed } from "../../controls/dress.ts";
import { Moment } from "../../controls/moment.tsx";
import { useReading } from "../../reading.ts";
import { useWords, wordsOf } from "../text/text-object.tsx";
import { Field, useFieldName } from "./field.tsx";
import { type CardSurface, type ElementProps, useCard, useForm } from "./surface.ts";

const textIn = (card: CardSurface, placed: ElementProps): string => {
  const held = card.held(placed);
  return typeof held === "string" ? held : "";
};

/** One line or several. Outside of forms it is sent with Enter, or with the button beside it. */
export function InputElement(props: ElementProps) {
  const { element } = props;
  const card = useCard();
  const form = useForm();
  const value = textIn(card, props);
  const send = (): void => card.choose(props, value);
  const most = typeof element.max_length === "number" ? element.max_length : 1000;
  return (
    <Field {...props}>
      {(dress) => (
        <div class="input-line">
          <Typing {...props} dress={dress} value={value} send={send} />
          {!form && <SendText {...props} send={send} />}
          {value.length > most * 0.8 && (
            <span class={value.length > most ? "counter over" : "counter"}>
              {value.length} / {most}
            </span>
          )}
        </div>
      )}
    </Field>
  );
}

interface TypingProps extends ElementProps {
  readonly dress: Dress;
  readonly value: string;
  readonly send: () => void;
}

function Typing({ element, at, dress, value, send }: TypingProps) {
  const card = useCard();
  const form = useForm();
  const { t } = useReading();
  const name = useFieldName({ element, at }, t.text);
  const common = {
    ...dressed(dress, name),
    value,
    placeholder: useWords(element.placeholder) || undefined,
    disabled: element.disabled === true || card.stopped !== "",
    onInput: (event: { currentTarget: { value: string } }): void => card.type(at, event.currentTarget.value),
    onBlur: (): void => {
      if (form) card.enter(at, value);
    },
  };
  const rows = Number(element.rows ?? 3);
  if (element.input_type === "multiline_text")
    return <textarea {...common} class="field long-field" style={{ minHeight: `${rows * 21 + 16}px` }} rows={rows} />;
  if (element.input_type === "password") return <input {...common} class="field" type="password" autocomplete="off" />;
  const keys = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.isComposing || form) return;
    event.preventDefault();
    send();
  };
  return <input {...common} class="field" type="text" autocomplete="off" onKeyDown={keys} />;
}

function SendText({ at, send }: ElementProps & { send: () => void }) {
  const card = useCard();
  const { t } = useReading();
  const busy = card.isBusy(at);
  return (
    <button
      type="button"
      class="button plain-button"
      aria-busy={busy}
      aria-disabled={busy || card.stopped !== ""}
      onClick={() => !busy && card.stopped === "" && send()}
    >
      {t.send}
    </button>
  );
}

interface Kind {
  readonly type: "date" | "time" | "datetime-local";
  /** What the browser's field shows of it, and what is meant by what it shows. */
  readonly shown: (held: string) => string;
  readonly meant: (typed: string) => string;
}
const same = (text: string): string => text;
const KINDS: Readonly<Record<string, Kind>> = {
  date_picker: { type: "date", shown: same, meant: same },
  picker_time: { type: "time", shown: same, meant: same },
  picker_datetime: {
    type: "datetime-local",
    shown: (held) => held.replace(" ", "T"),
    meant: (typed) => typed.replace("T", " "),
  },
};

/** A date, a time, or both, on the person's own calendar and clock. */
export function MomentElement(props: ElementProps) {
  const { element, at } = props;
  const card = useCard();
  const form = useForm();
  const { t, reader } = useReading();
  const kind = KINDS[String(element.tag)] ?? { type: "date", shown: same, meant: same };
  const name = useFieldName(props, kind.type === "time" ? t.time : t.date);
  const off = element.disabled === true || card.stopped !== "";
  const held = textIn(card, props);
  return (
    <Field {...props} caption={held === "" ? wordsOf(element.placeholder, reader.language) : ""}>
      {(dress) => (
        <Moment
          type={kind.type}
          value={kind.shown(held)}
          label={name}
          dress={dress}
          busy={card.isBusy(at)}
          disabled={off}
          keep={(typed) => card.type(at, kind.meant(typed) || null)}
          settle={(typed) => {
            const entry = kind.meant(typed) || null;
            if (form) card.enter(at, entry);
            else card.choose(props, entry);
          }}
        />
      )}
    </Field>
  );
}
