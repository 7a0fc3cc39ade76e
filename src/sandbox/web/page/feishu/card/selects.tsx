import { isObject, objects } from "../../../../json.ts";
import { Combobox, useLooking } from "../../controls/combobox.tsx";
import type { Option } from "../../controls/option-list.tsx";
import { nameOf, type Reading, useReading } from "../../reading.ts";
import { wordsOf } from "../text/text-object.tsx";
import { Field, useFieldName } from "./field.tsx";
import { type ElementProps, useCard, useForm } from "./surface.ts";

/** The element's own options; of people those of the chat when it names none. */
const optionsOf = ({ element }: ElementProps, reading: Reading, members: readonly string[]): readonly Option[] => {
  const options = objects(element.options);
  if (!String(element.tag).includes("person"))
    return options.map(({ text, value }) => ({ text: wordsOf(text, reading.reader.language), value: String(value) }));
  const named = options.map(({ value }) => String(value)).filter((id) => reading.people.has(id));
  return (named.length > 0 ? named : members).map((id) => ({
    text: nameOf(reading, id),
    value: id,
    description: reading.people.get(id)?.handle ?? "",
  }));
};

const fits = (option: Option, query: string): boolean =>
  `${option.text} ${option.description ?? ""}`.toLowerCase().includes(query.trim().toLowerCase());

/** Chooses one or several options or people. */
export function SelectElement(props: ElementProps) {
  const { element, at } = props;
  const card = useCard();
  const form = useForm();
  const reading = useReading();
  const [looking, look] = useLooking();
  const { t } = reading;
  const name = useFieldName(props, t.choose);
  const options = optionsOf(props, reading, card.members);
  const held = card.held(props);
  const chosen = typeof held === "string" ? [held] : isList(held) ? held : [];
  const multi = String(element.tag).startsWith("multi_");
  const set = (next: readonly string[]): void => {
    const value = multi ? next : (next[0] ?? null);
    if (form) card.enter(at, value);
    else card.choose(props, value);
  };
  return (
    <Field {...props}>
      {(dress) => (
        <Combobox
          looking={looking}
          look={look}
          offer={{ options: options.filter((one) => fits(one, looking.query ?? "")), loading: false, missing: 0 }}
          chosen={chosen}
          label={(value) => options.find((one) => one.value === value)?.text ?? nameOf(reading, value)}
          multi={multi}
          set={set}
          clearable={form !== null && element.required !== true}
          placeholder={name}
          dress={dress}
          busy={card.isBusy(at)}
          disabled={element.disabled === true || card.stopped !== ""}
        />
      )}
    </Field>
  );
}

const isList = (value: unknown): value is readonly string[] =>
  typeof value === "object" && value !== null && !isObject(value);
